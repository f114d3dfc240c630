"""What to ask instead of a query that finds nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.query.parse import all_of
from corpus.query.printing import to_text
from corpus.query.tree import All, Either, Phrase, Query, Title, Word
from corpus.search.spelling import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.query.tree import Node
    from corpus.search.searcher import Searcher

MOST_OFFERS = 6
_MOST_TRIED = 16
"""Queries that are counted at most."""
_MOST_SPELT = 6
"""Words of which another spelling is looked for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A query like the one asked, that finds something."""

    change: str
    """What is other about it, for a person to read."""
    part: str
    """The part that is other, as typed; empty where the whole query is."""
    text: str
    """The query as it could have been typed."""
    count: int
    """How many articles it finds."""


def broader(query: Query, searcher: Searcher) -> tuple[Offer, ...]:
    """Return queries like one that finds nothing, each of which finds something.

    First with another spelling of a word that stands nowhere, then without exactness, then
    without one of its conditions, at last with nothing but its words, or but a single part.

    Raises:
        QueryError: As for `Searcher.ids`.
        LibraryError: The library cannot be read.
    """
    offers: list[Offer] = []
    seen = {query.root}
    for change, part, root in _changes(query, searcher):
        if root in seen:
            continue
        if len(seen) > _MOST_TRIED or len(offers) == MOST_OFFERS:
            break
        seen.add(root)
        text = to_text(replace(query, root=root))
        count = searcher.count(replace(query, text=text, root=root))
        if count:
            offers.append(Offer(change, part, text, count))
    return tuple(offers)


def _changes(query: Query, searcher: Searcher) -> Iterator[tuple[str, str, Node | None]]:
    """Yield what is changed, the part concerned, and the tree that comes of it."""
    root = query.root
    if root is None:
        return
    for word in list(dict.fromkeys(_words(root)))[:_MOST_SPELT]:
        if not searcher.count(Query(to_text(word), word)):
            for other in nearest(searcher._library, word.text):
                yield "Did you mean", other, _mapped(root, _respelt(word, other))
    loose = _mapped(root, _loosened)
    if loose != root:
        yield "In any spelling and form", "", loose
    parts = root.parts if isinstance(root, All) else ()
    for part in parts:
        yield "Without", to_text(part), all_of([other for other in parts if other is not part])
    words = all_of([part for part in parts if isinstance(part, Word | Phrase)])
    if words is not None:
        yield "Only", to_text(words), words
        yield "Only, in any spelling and form,", to_text(words), _mapped(words, _loosened)
    for part in parts:
        yield "Only", to_text(part), part


def _words(node: Node) -> Iterator[Word]:
    """Return the words that an article must hold."""
    if isinstance(node, Word):
        yield node
    elif isinstance(node, Phrase):
        yield from node.words
    elif isinstance(node, Title):
        yield from _words(node.part)
    elif isinstance(node, All | Either):
        for part in node.parts:
            yield from _words(part)


def _mapped(node: Node, change: Callable[[Word], Word]) -> Node:
    """Return a tree with every word changed that an article must hold."""
    if isinstance(node, Word):
        return change(node)
    if isinstance(node, Phrase):
        return replace(node, words=tuple(map(change, node.words)))
    if isinstance(node, Title):
        part = _mapped(node.part, change)
        return replace(node, part=part) if isinstance(part, Word | Phrase) else node
    if isinstance(node, All | Either):
        return replace(node, parts=tuple(_mapped(part, change) for part in node.parts))
    return node


def _loosened(word: Word) -> Word:
    return replace(word, exact=False)


def _respelt(old: Word, new: str) -> Callable[[Word], Word]:
    return lambda word: replace(word, text=new) if word == old else word
