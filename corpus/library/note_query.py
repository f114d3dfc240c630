"""Which notes a query asks for: the query language, read of notes and not of articles."""

from __future__ import annotations

from corpus.arabic.folding import fold_text
from corpus.article import EntityType
from corpus.query.parse import parse
from corpus.query.tree import (
    All,
    Day,
    Either,
    Identity,
    Language,
    Named,
    Not,
    Pattern,
    Phrase,
    Query,
    Source,
    State,
    Tag,
    Title,
    Word,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpus.article import EntityName
    from corpus.export.passage import Passage
    from corpus.library.store import Library
    from corpus.query.tree import Node

    Check = Callable[[Passage], bool]

_DATE = EntityType.DATE.prefix + "/"


def fitting(library: Library, passages: Sequence[Passage], text: str) -> tuple[Passage, ...]:
    """Return the notes that a query asks for, in the order given.

    Words are looked for in quote, gloss, words and tags of a note, in any spelling; entities among
    those it is about, ``said-by:`` among its speakers, ``#tag`` among its tags and those of its
    article. All else is asked of its article.

    Args:
        library: Where the articles are.
        passages: The notes.
        text: The query as typed; nothing asks for all.

    Raises:
        QueryError: The query cannot be understood.
        LibraryError: The library cannot be read.
    """
    query = parse(text)
    if query.root is None:
        return tuple(passages)
    check = _Checks(library, query, passages).of(query.root)
    return tuple(passage for passage in passages if check(passage))


class _Checks:
    """Makes of each part of a query a test of one note."""

    def __init__(self, library: Library, query: Query, passages: Sequence[Passage]) -> None:
        self._library = library
        self._query = query
        self._passages = passages
        self._folded: dict[str, str] = {}

    def of(self, node: Node) -> Check:
        """Return the test a part of the query stands for."""
        if isinstance(node, Not):
            part = self.of(node.part)
            return lambda passage: not part(passage)
        if isinstance(node, All):
            every = [self.of(part) for part in node.parts]
            return lambda passage: all(check(passage) for check in every)
        if isinstance(node, Either):
            some = [self.of(part) for part in node.parts]
            return lambda passage: any(check(passage) for check in some)
        if isinstance(node, Word | Phrase):
            return lambda passage: _says(node, _words_of(passage), self._folds(passage))
        if isinstance(node, Title):
            return lambda passage: _says(
                node.part, passage.article.title or "", fold_text(passage.article.title or "")
            )
        if isinstance(node, Named):
            return lambda passage: _names(node, passage)
        if isinstance(node, Source):
            wanted = fold_text(node.wanted)
            return lambda passage: any(wanted in fold_text(name) for name in _outlets(passage))
        if isinstance(node, Day):
            return lambda passage: any(_within(node, day) for day in _days(node, passage))
        if isinstance(node, Language):
            return lambda passage: passage.article.language == node.code
        if isinstance(node, Identity):
            return lambda passage: passage.article.id.startswith(node.prefix.lower())
        if isinstance(node, Pattern):
            return self._pattern(node)
        if isinstance(node, State) and node.what == "note":
            return lambda _: True
        if isinstance(node, Tag):
            return self._tagged(node)
        return self._of_article(node)

    def _folds(self, passage: Passage) -> str:
        folded = self._folded.get(passage.note.id)
        if folded is None:
            folded = self._folded[passage.note.id] = fold_text(_words_of(passage))
        return folded

    def _of_article(self, node: Node) -> Check:
        """Return the test of what only the library knows of an article."""
        from corpus.search.searcher import Searcher

        ids = set(Searcher(self._library).ids(Query(self._query.text, node, sort="oldest")))
        return lambda passage: passage.article.id in ids

    def _tagged(self, node: Tag) -> Check:
        article = self._of_article(node)
        wanted = fold_text(node.name)
        return lambda passage: (
            any(fold_text(tag) == wanted for tag in passage.note.tags) or article(passage)
        )

    def _pattern(self, node: Pattern) -> Check:
        from corpus.search.pattern import PatternRunner

        texts = [_words_of(passage) for passage in self._passages]
        found = PatternRunner(node.source).spans(texts, 1)
        ids = {
            passage.note.id for passage, spans in zip(self._passages, found, strict=True) if spans
        }
        return lambda passage: passage.note.id in ids


def _words_of(passage: Passage) -> str:
    note = passage.note
    return "\n".join((note.quote, note.gloss, note.body, *note.tags))


def _says(wanted: Word | Phrase, text: str, folded: str) -> bool:
    if isinstance(wanted, Word):
        return wanted.text in text if wanted.exact else fold_text(wanted.text) in folded
    if wanted.within:
        return all(_says(word, text, folded) for word in wanted.words)
    return fold_text(" ".join(word.text for word in wanted.words)) in " ".join(folded.split())


def _names(node: Named, passage: Passage) -> bool:
    spoken = (speaker.name for speaker in passage.speakers if speaker.name)
    names = spoken if node.role == "speaker" else passage.entities
    return any(_is_called(node, name) for name in names)


def _is_called(node: Named, name: EntityName) -> bool:
    if node.type is not None and name.type is not node.type:
        return False
    wanted = node.wanted.casefold()
    if wanted in (name.slug.casefold(), name.slug.partition("/")[2].casefold()):
        return True
    return wanted in name.en.casefold() or fold_text(node.wanted) in fold_text(name.ar)


def _outlets(passage: Passage) -> Iterable[str]:
    source = passage.article.source
    return (*((source,) if source else ()), *passage.article.agencies)


def _days(node: Day, passage: Passage) -> Iterable[str]:
    if node.of == "published":
        known = passage.article.published
        return (known.day,) if known else ()
    return [
        name.slug.removeprefix(_DATE) for name in passage.entities if name.slug.startswith(_DATE)
    ]


def _within(node: Day, day: str) -> bool:
    return (not node.first or day >= node.first) and (not node.last or day <= node.last)
