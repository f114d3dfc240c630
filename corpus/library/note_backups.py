"""Copies of all notes beside the library, so many and no more, and bringing them back.

A copy is a file of W3C Web Annotations that needs no library to be read. The folder bears the
library's name and ends in ``.notes-backups``.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime

from corpus.errors import BriefError, NotFoundError
from corpus.export.annotation import annotation, collection, from_json
from corpus.files import write_file
from corpus.library import notes as notebook
from corpus.library.note_journal import note_of
from corpus.told import told, told_of_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from corpus.article import Article, Note
    from corpus.library.notes import Merged
    from corpus.library.store import Library

SUFFIX = ".notes-backups"
KEPT = 20
"""How many copies stay; the oldest make room."""
EVERY = 3600
"""Seconds between two copies made unasked."""

_COPIED = "notes copied up to"
"""The fact of a library that says which change the last copy has seen."""
_NAME = re.compile(r"notes-(\d{8}T\d{6}Z)(?:-[\w-]+)?\.json")
_STAMP = "%Y%m%dT%H%M%SZ"


def folder_of(library_path: Path) -> Path:
    """Return where the copies of a library's notes lie."""
    return library_path.with_name(library_path.stem + SUFFIX)


def backups(library_path: Path) -> tuple[Path, ...]:
    """Return the copies there are, the newest first."""
    try:
        there = [path for path in folder_of(library_path).iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return ()
    return tuple(sorted(there, key=lambda path: path.name, reverse=True))


def everything(library: Library) -> str:
    """Return all notes of a library, in the order of the tray, with where they are from."""
    notes = library.notes()
    ids = dict.fromkeys(note.article_id for note in notes)
    sources = {id_: notebook.source_of(library, id_) for id_ in ids}
    return _written(notes, sources)


def _written(notes: Iterable[Note], sources: dict[str, Article | None]) -> str:
    items = [annotation(note, sources.get(note.article_id)) for note in notes]
    return collection(items, "All notes")


def back_up(library: Library, path: Path | None = None) -> Path:
    """Write a copy of all notes and return where.

    Args:
        library: Whose notes.
        path: A free name, anywhere; None puts it among the copies beside the library, of which
            the oldest make room.

    Raises:
        BriefError: It cannot be written.
        LibraryError: The notes cannot be read.
    """
    text = everything(library)
    if path is not None:
        return write_file(path, text)
    return _put(library.path, text)


def _put(library_path: Path, text: str, label: str = "") -> Path:
    folder = folder_of(library_path)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise BriefError(
            told("Cannot make {folder}: {reason}", folder=folder, reason=told_of_system(error))
        ) from error
    stamp = datetime.now(UTC).strftime(_STAMP)
    written = write_file(folder / f"notes-{stamp}{label}.json", text, replace=True)
    for old in backups(library_path)[KEPT:]:
        with suppress(OSError):
            old.unlink()
    return written


def back_up_if_due(library: Library, *, every: int = EVERY) -> Path | None:
    """Write a copy if notes were changed since the last one and that is long enough ago.

    Args:
        library: Whose notes; nothing is done for one that may only be read.
        every: How many seconds must lie between.

    Returns:
        Where the copy lies; None where none was due.

    Raises:
        BriefError: It cannot be written.
    """
    if not library.writable:
        return None
    last = library._rows("SELECT coalesce(max(n), 0) FROM note_change")[0][0]
    if not last or library.fact(_COPIED) == str(last) or _age(library.path) < every:
        return None
    written = back_up(library)
    library.set_fact(_COPIED, str(last))
    return written


def _age(library_path: Path) -> float:
    """Return how many seconds old the newest copy is."""
    newest = next(iter(backups(library_path)), None)
    found = _NAME.fullmatch(newest.name) if newest else None
    if found is None:
        return float("inf")
    made = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    return (datetime.now(UTC) - made).total_seconds()


def back_up_old(db: sqlite3.Connection, library_path: Path, version: int) -> Path | None:
    """Write a copy of the notes of a library of an older version, before it is changed.

    Args:
        db: The library as it is.
        library_path: Where it lies.
        version: Its version.

    Returns:
        Where the copy lies; None where there are no notes.

    Raises:
        BriefError: It cannot be written.
    """
    cursor = db.execute("SELECT * FROM note ORDER BY created, seq")
    columns = [column[0] for column in cursor.description]
    notes = [note_of(dict(zip(columns, row, strict=True))) for row in cursor]
    return _put(library_path, _written(notes, {}), f"-schema-{version}") if notes else None


def restore(library: Library, path: Path | None = None) -> tuple[Path, Merged]:
    """Bring the notes back to what a copy has of them, as one step.

    Notes taken since stay. What was there before is copied first.

    Args:
        library: Whose notes.
        path: The copy; None for the newest one beside the library.

    Raises:
        NotFoundError: There is no copy.
        BriefError: It cannot be read, or what is there cannot be copied.
        LibraryError: The notes cannot be kept.
    """
    chosen = path or next(iter(backups(library.path)), None)
    if chosen is None:
        raise NotFoundError(
            told("There is no copy of notes in {folder}", folder=folder_of(library.path)),
            "Name one: notes restore FILE",
        )
    notes, sources = from_json(read_text(chosen), str(chosen))
    if library.notes():
        _put(library.path, everything(library), "-before-restore")
    notebook.remember_sources(library, sources)
    return chosen, notebook.restore(library, notes)


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        BriefError: It cannot be read, or is no text.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BriefError(
            told("Cannot read {path}: {reason}", path=path, reason=told_of_system(error)),
            "Name another file",
        ) from error
    except UnicodeDecodeError as error:
        raise BriefError(
            told("{path} is no text in UTF-8", path=path), "Name another file"
        ) from error
