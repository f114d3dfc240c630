"""The concordance: every place of an entity or a query with the words before and after it.

A line keeps to the paragraph its keyword stands in: what stands in the next one is no neighbour,
and between two paragraphs there may be what is none of the article's own. *Before* and *after*
(``l1``, ``r1``: the first word to the left, to the right) are those of reading, in Arabic too.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from operator import attrgetter

from corpus.article import Span
from corpus.library.occurrences import (
    FIRST_PIECE,
    InArticle,
    article_texts,
    mentions_by_article,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.article import Article
    from corpus.library.occurrences import ArticleText
    from corpus.library.store import Library
    from corpus.query.tree import Query
    from corpus.search.searcher import Searcher

CONTEXT = 320
"""Code points kept on either side: more than a row of any terminal shows."""
MOST_WITHOUT = 200
"""Articles without a hit after which a query is taken for one of conditions alone, such as
``source:``, of which there is no line."""
BATCH = 64
"""Articles whose texts are read at a time."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a concordance is of: an entity, or what a query finds."""

    slug: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line's keyword stands."""

    article_id: str
    span: Span


class PlaceList:
    """Any number of places in the order they were added, about 20 bytes each."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._articles, self._starts, self._ends = array("I"), array("I"), array("I")

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Place:
        span = Span(self._starts[number], self._ends[number])
        return Place(self._ids[self._articles[number]], span)

    @property
    def articles(self) -> int:
        """How many articles they are in."""
        return len(self._ids)

    def add(self, found: InArticle) -> None:
        """Add the places of one article; one without any is not counted."""
        if not found.spans:
            return
        self._articles.extend([len(self._ids)] * len(found.spans))
        self._ids.append(found.article_id)
        self._starts.extend([span.start for span in found.spans])
        self._ends.extend([span.end for span in found.spans])


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """A keyword between what precedes it and what follows it, all in logical order."""

    article_id: str
    span: Span
    """The keyword's code points in the article's text."""
    left: str
    """What precedes it in its paragraph, whole words, the nearest `CONTEXT` code points at most.

    Every run of blanks is one, also where it meets the keyword; no control characters, embeddings
    or overrides.
    """
    keyword: str
    """Exactly the text of the span."""
    right: str
    """What follows it, as ``left``."""
    day: str | None
    """ISO day of publication."""
    source: str | None
    """The outlet."""
    label: str
    """The article's title, or its opening."""

    @property
    def shown_keyword(self) -> str:
        """The keyword as a part of one line, cleaned as its contexts are."""
        return cleaned(self.keyword)


def occurrences(library: Library, subject: Subject) -> Iterator[InArticle]:
    """Yield the articles in which a subject occurs, with where, in date order, oldest first.

    Those that a query finds and that hold none of its words are yielded too, with no place; so
    whoever reads a long way can turn back on it.

    Raises:
        UsageError: The query is none; it says where.
        LibraryError: The library cannot be read.
    """
    if subject.slug:
        return mentions_by_article(library, subject.slug)
    return _hits(library, subject.query)


def _hits(library: Library, asked: str) -> Iterator[InArticle]:
    """Yield where a query is found, in date order whatever order it asks for."""
    from corpus.query.parse import parse
    from corpus.search.searcher import Searcher

    query = _as_keyword(replace(parse(asked), sort="oldest"))
    searcher = Searcher(library)
    has_hits = False
    for number, id_ in enumerate(_ids(searcher, query)):
        found = _found_in(searcher, query, library.article(id_))
        has_hits = has_hits or bool(found.spans)
        if number >= MOST_WITHOUT and not has_hits:
            return
        yield found


def _as_keyword(query: Query) -> Query:
    """Return a query of words alone as one for them side by side: a keyword can be several."""
    from corpus.query.tree import All, Phrase, Word

    root = query.root
    if not isinstance(root, All):
        return query
    words = tuple(part for part in root.parts if isinstance(part, Word))
    if len(words) < len(root.parts) or any(word.begins for word in words):
        return query
    at = Span(words[0].at.start, words[-1].at.end)
    return replace(query, root=Phrase(at, words))


def _ids(searcher: Searcher, query: Query) -> Iterator[str]:
    """Yield what a query finds, the first few before all the others are looked for."""
    first = searcher.ids(query, FIRST_PIECE)
    yield from first
    if len(first) == FIRST_PIECE:
        known = set(first)
        yield from (id_ for id_ in searcher.ids(query) if id_ not in known)


def _found_in(searcher: Searcher, query: Query, article: Article) -> InArticle:
    """Return where a query is found in an article; hits side by side are one keyword."""
    joined: list[Span] = []
    for hit in searcher.hits(query, article):
        if joined and article.text[joined[-1].end : hit.start].isspace():
            joined[-1] = Span(joined[-1].start, hit.end)
        else:
            joined.append(hit)
    return InArticle(article.id, tuple(joined))


def places(library: Library, subject: Subject) -> Iterator[Place]:
    """Yield every place of a subject, as `occurrences` does."""
    for found in occurrences(library, subject):
        for span in found.spans:
            yield Place(found.article_id, span)


def lines(
    library: Library, wanted: Iterable[Place], context: int = CONTEXT
) -> Iterator[ConcordanceLine | None]:
    """Yield the lines of some places in their order, None for one that is gone.

    Args:
        library: Where the articles are.
        wanted: The places. Neighbours of one article cost little more than one of them.
        context: Code points on either side, at most.
    """
    for place, text in with_texts(library, wanted):
        yield None if text is None else line_of(place, text, context)


def with_texts(
    library: Library, wanted: Iterable[Place]
) -> Iterator[tuple[Place, ArticleText | None]]:
    """Yield places with the texts they stand in, None for one that is gone."""
    rest = iter(wanted)
    while piece := tuple(islice(rest, BATCH)):
        texts = article_texts(library, tuple({place.article_id for place in piece}))
        for place in piece:
            text = texts.get(place.article_id)
            is_there = text is not None and place.span.end <= len(text.text)
            yield place, text if is_there else None


def line_of(place: Place, article: ArticleText, context: int = CONTEXT) -> ConcordanceLine:
    """Return the line of a place in its article."""
    span, text = place.span, article.text
    around = paragraph_of(article, span)
    first, last = max(around.start, span.start - context), min(around.end, span.end + context)
    return ConcordanceLine(
        place.article_id,
        span,
        _from_a_word(text, first, span.start, is_cut=first > around.start),
        span.slice(text),
        _to_a_word(text, span.end, last, is_cut=last < around.end),
        article.day,
        article.source,
        article.label,
    )


def paragraph_of(article: ArticleText, span: Span) -> Span:
    """Return the paragraph a span stands in; the span itself where it is in none."""
    index = bisect_right(article.paragraphs, span.start, key=attrgetter("start")) - 1
    found = article.paragraphs[index] if index >= 0 else span
    return found if span.end <= found.end else span


def _from_a_word(text: str, start: int, end: int, *, is_cut: bool) -> str:
    """Return a cleaned piece of a text from the first word on that begins in it."""
    piece = cleaned(text[start:end])
    if not is_cut or text[start - 1].isspace():
        return piece.lstrip()
    _, blank, whole = piece.partition(" ")
    return whole if blank and whole else piece


def _to_a_word(text: str, start: int, end: int, *, is_cut: bool) -> str:
    """Return a cleaned piece of a text up to the last word that ends in it."""
    piece = cleaned(text[start:end])
    if not is_cut or text[end].isspace():
        return piece.rstrip()
    whole, blank, _ = piece.rpartition(" ")
    return whole if blank and whole else piece


@cache
def _blanks() -> re.Pattern[str]:
    return re.compile(r"\s+")


@cache
def _dropped() -> re.Pattern[str]:
    """Controls, embeddings, overrides and isolates, and what neither prints nor joins or parts.

    The marks of direction and the joiners stay: they say how the text is meant to be drawn.
    """
    return re.compile(
        "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u206f\ufeff"
        "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]+"
    )


def cleaned(text: str) -> str:
    """Return a text as a part of one line: every run of blanks is one, controls are dropped."""
    return _blanks().sub(" ", _dropped().sub("", text))
