"""The libraries a person has opened on the screen, the last one first, and what is in each."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from corpus.errors import BriefError, LibraryError
from corpus.files import write_file
from corpus.library.location import FILE_NAME
from corpus.library.only_one import BusyError, only_one
from corpus.library.schema import SCHEMA_VERSION, known_version
from corpus.library.seed import add_samples, has_samples
from corpus.library.store import Library
from corpus.told import Told, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.library.schema import Tell

LIST_FILE: Final = "libraries.json"
MOST_KEPT: Final = 1_000
"""Libraries that are remembered; those not opened for longest are forgotten."""
PATIENCE: Final = 2.0
"""Seconds after which counting what is in a library is given up."""

_WAITS, _BETWEEN = 40, 0.025
"""How often, and after how many seconds, the list is asked for that another program is writing."""
_STEPS: Final = 20_000
"""Steps of SQLite between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class UsedLibrary:
    """A library that was opened."""

    path: Path
    opened: str
    """When it was opened last, in UTC, ISO 8601; empty where that is not known."""

    @property
    def name(self) -> str:
        """What it is called: its file, or the folder of a file that is called like any other."""
        return self.path.parent.name if self.path.name == FILE_NAME else self.path.stem


@dataclass(frozen=True, slots=True)
class Glance:
    """What is in a library, or why that cannot be told."""

    articles: int = 0
    notes: int = 0
    unread: int = 0
    problem: str = ""
    """A few words; empty where the library can be opened."""


def list_path() -> Path:
    """Return where the list lies when nobody says otherwise: in the platform's folder for state."""
    from platformdirs import user_state_path

    return user_state_path("idlib-brief", appauthor=False) / LIST_FILE


class UsedLibraries:
    """The list of libraries that were opened, in a file that several programs may write.

    What is used while this program runs is remembered even where the file cannot be written.

    Args:
        file: Where the list is kept; None for the platform's place, looked up when it is needed.
        now: The clock; None for this machine's.
    """

    def __init__(self, file: Path | None = None, now: Callable[[], str] | None = None) -> None:
        self._file = file
        self._now = now or _now
        self._here: dict[Path, UsedLibrary] = {}

    @property
    def file(self) -> Path:
        """Where the list is kept."""
        if self._file is None:
            self._file = list_path()
        return self._file

    def rows(self) -> tuple[UsedLibrary, ...]:
        """Return the libraries, the one opened last first."""
        known = {row.path: row for row in _read(self.file)}
        known.update(self._here)
        return tuple(sorted(known.values(), key=lambda row: row.opened, reverse=True))

    def use(self, path: Path) -> tuple[UsedLibrary, ...]:
        """Remember that a library is opened now, and return the list.

        Raises:
            BriefError: The list cannot be written; it is remembered as long as the program runs.
        """
        path = absolute(path)
        row = self._here[path] = UsedLibrary(path, self._now())
        self._change(lambda rows: (row, *(one for one in rows if one.path != path)))
        return self.rows()

    def remove(self, path: Path) -> tuple[UsedLibrary, ...]:
        """Take a library off the list, and return the list; the library itself stays.

        Raises:
            BriefError: The list cannot be written.
        """
        path = absolute(path)
        self._here.pop(path, None)
        if any(row.path == path for row in _read(self.file)):
            self._change(lambda rows: tuple(one for one in rows if one.path != path))
        return self.rows()

    def _change(self, change: Callable[[tuple[UsedLibrary, ...]], tuple[UsedLibrary, ...]]) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = told(str(error.strerror))
            message = told("Cannot write {path}: {reason}", path=self.file, reason=reason)
            raise LibraryError(message, "Check the folder") from error
        for wait in range(_WAITS):
            try:
                with only_one(self.file, "list"):
                    _write(self.file, change(_read(self.file))[:MOST_KEPT])
            except BusyError:
                if wait == _WAITS - 1:
                    raise
                sleep(_BETWEEN)
            else:
                return


def _now() -> str:
    """Return the present moment in UTC, fine enough to tell which library was opened last."""
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="microseconds")


def absolute(path: Path) -> Path:
    """Return the path by which a library stands on the list; links in it stay links."""
    return Path(os.path.abspath(path))  # noqa: PTH100 — Path.absolute keeps "..", resolve no links


def _read(file: Path) -> tuple[UsedLibrary, ...]:
    """Return what stands in a list; what is none of a list is left out."""
    try:
        kept = json.loads(file.read_bytes())["libraries"]
        rows = [UsedLibrary(Path(row["path"]), str(row["opened"])) for row in kept]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ()
    return tuple({row.path: row for row in rows if row.path.is_absolute()}.values())


def _write(file: Path, rows: tuple[UsedLibrary, ...]) -> None:
    kept = [{"path": str(row.path), "opened": row.opened} for row in rows]
    # In ASCII even bytes of a path that are no UTF-8 come back as they were.
    write_file(file, json.dumps({"version": 1, "libraries": kept}, indent=1) + "\n", replace=True)


# --- what is in a library -----------------------------------------------------------------


def glance(path: Path, is_stopped: Callable[[], bool] = lambda: False) -> Glance:
    """Return what is in a library, read as it is: nothing is brought up to date or written.

    Args:
        path: The library.
        is_stopped: Asked now and then; where it holds, counting ends at once.
    """
    try:
        if not path.exists():
            return Glance(problem=told("the file is gone"))
        if not path.is_file():
            return Glance(problem=told("no file"))
        path.open("rb").close()
        return _counted(path, is_stopped)
    except PermissionError:
        return Glance(problem=told("no right to read it"))
    except LibraryError:
        return Glance(problem=told("no library, or one of a newer version"))
    except sqlite3.DatabaseError as error:
        return Glance(problem=_why(error))
    except (OSError, ValueError) as error:
        return Glance(problem=told(getattr(error, "strerror", None) or "cannot be opened"))


def _counted(path: Path, is_stopped: Callable[[], bool]) -> Glance:
    # What nobody has open is read without locks, and so without files beside it.
    alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    uri = f"{path.absolute().as_uri()}?mode=ro{alone}"
    ends = monotonic() + PATIENCE
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as db:
        db.execute("PRAGMA busy_timeout = 200")
        db.set_progress_handler(lambda: int(is_stopped() or monotonic() > ends), _STEPS)
        if known_version(db, path.name, SCHEMA_VERSION) == 0:
            return Glance(problem=told("an empty file"))
        articles, notes, read = (
            db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("article", "note", "reading")
        )
    return Glance(articles, notes, max(0, articles - read))


def _why(error: sqlite3.DatabaseError) -> Told:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_INTERRUPT:
        return told("counting takes too long")
    if code == sqlite3.SQLITE_NOTADB:
        return told("no library")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return told("another program is writing to it")
    return told("damaged") if code == sqlite3.SQLITE_CORRUPT else told("cannot be opened")


# --- opening ------------------------------------------------------------------------------


def make_ready(path: Path, tell: Tell) -> None:
    """Make a library with the samples, or bring it up to date, so that it then opens at once.

    Args:
        path: The library.
        tell: As `Library` takes it. What it raises ends the work, and what was begun is undone.

    Raises:
        LibraryError: It cannot be opened, not even for reading.
    """
    try:
        with Library(path, tell=tell) as library:
            if not has_samples(library):
                add_samples(library)
    except LibraryError:
        if not path.exists():
            raise
        Library(path, writable=False, tell=tell).close()


def open_to_read_on(path: Path) -> Library:
    """Open a library for writing, or for reading where it cannot be written.

    Raises:
        LibraryError: It cannot be opened.
    """
    with suppress(LibraryError):
        return Library(path)
    return Library(path, writable=False)


def named_library(typed: str, folder: Path | None = None) -> Path:
    """Return the file that a person means by a path they have typed.

    Args:
        typed: The path; a folder, or what ends like one, stands for `FILE_NAME` in it.
        folder: Where a relative path begins; None for the working directory.

    Raises:
        BriefError: No file can be called so.
    """
    words = typed.strip()
    if not words or not words.isprintable():
        raise BriefError(told("A path is needed, without control characters"))
    try:
        path = Path(words).expanduser()
        path = absolute((folder or Path.cwd()) / path)
        is_folder = words.endswith(("/", os.sep)) or path.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        raise BriefError(told("No file can be called so: {path}", path=words)) from error
    if is_folder:
        return path / FILE_NAME
    return path if path.suffix else path.with_name(f"{path.name}.sqlite")
