"""Taking back what was done last, whatever it was.

Stars, tags, read marks and saved views, notes, and corrections have a journal each; the library
keeps the order in which things were done over all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.knowledge import corrections as overlay
from corpus.library import desk, notes, reindex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.knowledge.corrections import Correction
    from corpus.library.desk import Undone
    from corpus.library.notes import Step
    from corpus.library.store import Library

Journal = Literal["desk", "notes", "corrections"]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back: one of the three."""

    desk: Undone | None = None
    """Of stars, tags, read marks and views."""
    notes: Step | None = None
    correction: Correction | None = None
    article_ids: tuple[str, ...] = ()
    """The articles it concerned."""


_LAST = """
    SELECT o.journal, o.act FROM act_order o
    WHERE o.journal != 'notes' OR EXISTS (
        SELECT 1 FROM note_change c WHERE c.step = CAST(o.act AS INTEGER) AND c.undone = 0
    )
    ORDER BY o.n DESC
"""


def journal_of_last(library: Library) -> Journal | None:
    """Return which journal holds what was done last and not taken back; None where none does.

    A correction that somebody has changed by hand since, or made behind it, is passed over: it is
    no more the last thing of its file, and only `reindex.undo` takes it back.

    Raises:
        KnowledgeError: The corrections cannot be read.
        LibraryError: The library cannot be read.
    """
    last: str | None = None
    for journal, act in library._rows(_LAST):
        if journal != "corrections":
            found: Journal = journal
            return found
        if last is None:
            made = overlay.read(overlay.corrections_path(library.path))
            last = overlay.written(made[-1]) if made else ""
        if act == last:
            return "corrections"
    return None


def undo(library: Library) -> TakenBack | None:
    """Take back what was done last, and return what it was; None where there is nothing.

    To take a correction back reads articles again, which can take long.

    Raises:
        KnowledgeError: The corrections cannot be read or written.
        LibraryError: The library cannot be written.
    """
    journal = journal_of_last(library)
    if journal == "desk":
        undone = desk.undo(library)
        return TakenBack(desk=undone, article_ids=undone.ids) if undone else None
    if journal == "notes":
        concerned = _articles_of_last_note_step(library)
        step = notes.undo(library)
        return TakenBack(notes=step, article_ids=concerned) if step else None
    if journal == "corrections":
        correction, ids = reindex.undo(library)
        return TakenBack(correction=correction, article_ids=ids) if correction else None
    return None


def _articles_of_last_note_step(library: Library) -> tuple[str, ...]:
    return library._ids(
        "SELECT DISTINCT json_extract(coalesce(before, after), '$.article_id') FROM note_change"
        " WHERE step = (SELECT max(step) FROM note_change WHERE undone = 0)"
    )
