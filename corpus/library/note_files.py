"""Taking in notes from files and from other libraries, so that nothing of either side is lost."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.errors import BriefError
from corpus.library import notes as notebook
from corpus.library.note_backups import read_text
from corpus.library.notes import Merged
from corpus.told import told, told_of_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from corpus.library.store import Library

_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What has come of a file of notes."""

    merged: Merged = field(default_factory=Merged)
    edited: tuple[str, ...] = ()
    """Notes that were changed by hand in a document, and are changed so now."""
    unclear: tuple[str, ...] = ()
    """Notes whose block in a document was changed by hand where it tells nothing of the note."""


def take_in(library: Library, path: Path) -> TakenIn:
    """Take in the notes of a file: Web Annotations, our own Markdown, or another library.

    Args:
        library: Where they go.
        path: The file; what it is, its content tells.

    Raises:
        BriefError: It cannot be read, or holds no notes.
        LibraryError: They cannot be kept.
    """
    if is_library(path):
        return TakenIn(merge_library(library, path))
    text = read_text(path)
    if text.lstrip()[:1] in ("{", "["):
        from corpus.export.annotation import from_json

        notes, sources = from_json(text, str(path))
        notebook.remember_sources(library, sources)
        return TakenIn(notebook.merge(library, notes, "import"))
    return _from_markdown(library, text, str(path))


def is_library(path: Path) -> bool:
    """Tell whether a file is an SQLite database.

    Raises:
        BriefError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError as error:
        raise BriefError(
            told("Cannot read {path}: {reason}", path=path, reason=told_of_system(error)),
            "Name another file",
        ) from error


def merge_library(library: Library, path: Path) -> Merged:
    """Take in all notes of another library, which is only read.

    Raises:
        LibraryError: It cannot be read, or the notes not kept.
    """
    from corpus.library.store import Library

    with Library(path, writable=False) as other:
        notes = other.notes()
        ids = dict.fromkeys(note.article_id for note in notes)
        found = (notebook.source_of(other, id_) for id_ in ids)
        notebook.remember_sources(library, [source for source in found if source])
        return notebook.merge(library, notes, before=lambda id_: notebook.before(other, id_))


def _from_markdown(library: Library, text: str, name: str) -> TakenIn:
    """Take in a document; what was changed in it by hand counts as an edit of what was exported."""
    from corpus.export.reading import from_markdown

    read = from_markdown(text, name)
    there = {note.id for note in notebook.notes_by_id(library, [one.note.id for one in read])}
    known = [one for one in read if one.edited and one.note.id in there]
    others = [one.note for one in read if not (one.edited and one.note.id in there)]
    merged = notebook.merge(library, others, "import")
    edited, doubled = [], []
    for one in known:
        changes = {name: getattr(one.note, name) for name in one.edited}
        done = notebook.edit(library, one.note.id, changes, based_on=one.exported)
        edited.append(one.note.id)
        if done.other is not None:
            doubled.append(done.other.id)
    return TakenIn(
        Merged(merged.added, merged.updated, merged.same, (*merged.doubled, *doubled)),
        tuple(edited),
        tuple(one.note.id for one in read if one.unclear),
    )
