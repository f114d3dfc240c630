"""Whether the notes of a library still stand where they were taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.errors import BriefError
from corpus.library import notes as notebook
from corpus.library.fetched import versions
from corpus.notes import CONTEXT, anchor
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.article import Article, Note, Span
    from corpus.library.store import Library

State = Literal["anchored", "moved", "orphan", "missing"]
"""Where it was; elsewhere in its article, exactly and once; no longer found; article gone."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of the passage of one note."""

    note: Note
    state: State
    where: Span | None
    """Where the passage stands now."""
    elsewhere: tuple[str, ...] = ()
    """For an orphan: other versions of its article in which the quote stands, exactly and once."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing needs looking at."""
        return self.state == "anchored" and not self.note.conflict


def check(library: Library, notes: Sequence[Note] | None = None) -> tuple[Finding, ...]:
    """Return what became of notes, of all of them unless told, in the order given.

    Raises:
        LibraryError: The library cannot be read.
    """
    wanted = library.notes() if notes is None else notes
    by_article: dict[str, list[Note]] = {}
    for note in wanted:
        by_article.setdefault(note.article_id, []).append(note)
    there = set(library.in_date_order(by_article))
    found: dict[str, Finding] = {}
    for id_, of_one in by_article.items():
        article = library.article(id_) if id_ in there else None
        for note in of_one:
            found[note.id] = _finding(library, note, article)
    return tuple(found[note.id] for note in wanted)


def _finding(library: Library, note: Note, article: Article | None) -> Finding:
    if article is None:
        return Finding(note, "missing", None, tuple(_elsewhere(library, note)))
    where = anchor(note, article.text, article.content_hash)
    if where is None:
        return Finding(note, "orphan", None, tuple(_elsewhere(library, note)))
    return Finding(note, "anchored" if where == note.span else "moved", where)


def _elsewhere(library: Library, note: Note) -> Iterator[str]:
    """Yield the other versions of a note's article that have its quote, exactly and once."""
    for id_ in _versions(library, note.article_id):
        article = library.article(id_)
        if note.quote and article.text.count(note.quote) == 1:
            yield id_


def _versions(library: Library, article_id: str) -> tuple[str, ...]:
    known = notebook.source_of(library, article_id)
    ids: list[str] = [one.id for one in library.similar(article_id)]
    if known is not None and known.url:
        ids += versions(library, known.url)
        ids += library._ids("SELECT id FROM article WHERE url = ?", (known.url,))
    return tuple(id_ for id_ in dict.fromkeys(ids) if id_ != article_id)


def settle(library: Library, findings: Iterable[Finding]) -> tuple[Note, ...]:
    """Keep the new places of the notes that have moved, as one step, and return them.

    Raises:
        LibraryError: They cannot be kept.
    """
    moved = [
        _at(finding.note, library.article(finding.note.article_id), finding.where)
        for finding in findings
        if finding.state == "moved" and finding.where is not None
    ]
    if moved:
        notebook.save(library, moved, "check")
    return tuple(moved)


def rehang(library: Library, note: Note, article_id: str) -> Note:
    """Hang a note on another article, where its quote must stand exactly and once.

    Raises:
        NotFoundError: There is no such article.
        BriefError: The quote does not stand there, or more than once.
        LibraryError: It cannot be kept.
    """
    article = library.article(article_id)
    # Offsets of another text say nothing here.
    where = anchor(note, article.text, content_hash="")
    if where is None:
        raise BriefError(
            told(
                "The quote of note {id} does not stand once in article {article_id}",
                id=note.id,
                article_id=article_id,
            ),
            "Take a new note there, and delete the old one",
        )
    hung = _at(note, article, where)
    notebook.save(library, [hung], "edit")
    return hung


def _at(note: Note, article: Article, where: Span) -> Note:
    from dataclasses import replace

    text = article.text
    return replace(
        note,
        article_id=article.id,
        span=where,
        prefix=text[max(0, where.start - CONTEXT) : where.start] if len(where) else "",
        suffix=text[where.end : where.end + CONTEXT] if len(where) else "",
        content_hash=article.content_hash,
    )
