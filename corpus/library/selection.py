"""Notes with all that an export says about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from corpus.article import Article
from corpus.export.passage import Passage
from corpus.knowledge.base import load
from corpus.library.notes import source_of
from corpus.notes import anchor, take
from corpus.notes.filled import Filled, fill, slugs_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.article import Note, Span
    from corpus.library.store import Library

Order = Literal["date", "tray"]
"""By the articles' days and then as the notes stand in them; or in the order of the tray."""


def passages(
    library: Library, notes: Sequence[Note], *, order: Order = "date"
) -> tuple[Passage, ...]:
    """Return notes as passages, with all that is filled in.

    A note whose quote has moved is returned with the span where the quote stands now; one whose
    article has gone keeps what was remembered of it.

    Args:
        library: Where the articles are.
        notes: The notes.
        order: ``tray`` keeps the order in which they are given.

    Raises:
        KnowledgeError: The knowledge base cannot be read.
        LibraryError: The library cannot be read.
    """
    by_article: dict[str, list[Note]] = {}
    for note in notes:
        by_article.setdefault(note.article_id, []).append(note)
    ids = library.in_date_order(by_article)
    read_when = _retrieved(library, ids)
    found: dict[str, Passage] = {}
    for id_ in ids:
        of_one = sorted(by_article.pop(id_), key=lambda note: note.span)
        for passage in _passages(library, library.article(id_), of_one, read_when.get(id_, "")):
            found[passage.note.id] = passage
    for id_, of_one in by_article.items():
        for passage in _without_article(library, id_, of_one):
            found[passage.note.id] = passage
    if order == "date":
        return tuple(found.values())
    return tuple(found[note.id] for note in notes)


def quoted(library: Library, article: Article, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """Return passages of an article on which there are no notes, with all that is filled in."""
    notes = [take(article, span, "", "") for span in spans]
    when = _retrieved(library, [article.id]).get(article.id, "")
    return tuple(_passages(library, article, notes, when)) if notes else ()


def _passages(
    library: Library, article: Article, notes: Iterable[Note], retrieved: str
) -> list[Passage]:
    mentions, statements = library.mentions(article.id), library.statements(article.id)
    placed = [(note, anchor(note, article.text, article.content_hash)) for note in notes]
    slugs = [slugs_of(note, where, statements, mentions) for note, where in placed]
    names = library.entity_names(tuple(dict.fromkeys(slug for some in slugs for slug in some)))
    base = load()
    made = []
    for note, where in placed:
        filled = fill(note, where, article, statements, mentions, names, base)
        here = note if where is None else replace(note, span=where)
        made.append(_passage(here, article, filled, orphaned=where is None, retrieved=retrieved))
    return made


def _passage(
    note: Note, article: Article, filled: Filled, *, orphaned: bool, retrieved: str = ""
) -> Passage:
    return Passage(
        note,
        article,
        filled.entities,
        orphaned=orphaned,
        speakers=filled.speakers,
        wording=filled.wording,
        retrieved=retrieved,
        missing=not article.text,
    )


def _without_article(library: Library, id_: str, notes: Iterable[Note]) -> list[Passage]:
    known = source_of(library, id_) or Article(
        id=id_,
        text="",
        paragraphs=(),
        title=None,
        source=None,
        published=None,
        origin="",
        content_hash="",
    )
    own = [slug for note in notes for slug in slugs_of(note, None, (), ())]
    names = library.entity_names(own)
    base = load()
    return [
        replace(
            _passage(note, known, fill(note, None, known, (), (), names, base), orphaned=True),
            missing=True,
        )
        for note in notes
    ]


def _retrieved(library: Library, ids: Sequence[str]) -> dict[str, str]:
    """Return when a server last sent each article; nothing for those from files."""
    import json

    return dict(
        library._rows(
            "SELECT a.id, max(f.fetched_at) FROM fetch f JOIN article a ON a.seq = f.article"
            " WHERE a.id IN (SELECT value FROM json_each(?)) GROUP BY a.id",
            (json.dumps(list(ids)),),
        )
    )
