"""The schema of the library, one migration a version.

``PRAGMA user_version`` holds the number of migrations applied. A migration is never edited
once released: a change is a new one at the end. Each is a module of `corpus.library.migrations`,
imported only when a library needs it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from zlib import compress, compressobj, crc32, decompressobj

from corpus.errors import LibraryError
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from zlib import _Compress

    Tell = Callable[[str, int, int], None]
    """Is told what is being done, of how many articles it is done, and how many there are."""
    Step = str | Callable[[sqlite3.Connection, Tell], None]

APPLICATION_ID = 0x49444C42
"""Stands in the file's header (``IDLB``) and tells a library from any other SQLite database."""

WITHOUT_OUTLINES = "articles without outlines"
"""The fact that stands in a library while there are articles whose likes were not looked for."""

MIGRATIONS: tuple[str, ...] = (
    "m1_first",
    "m2_evidence",
    "m3_intake",
    "m4_feeds",
    "m5_search",
    "m6_desk",
    "m7_notes",
    "m8_order",
)
"""The modules of `corpus.library.migrations`, in the order they are applied."""

SCHEMA_VERSION = len(MIGRATIONS)
"""The version this program writes; a library of a higher one is refused, not touched."""


def deflated(text: str, folded: str) -> bytes:
    """Return a text as the library keeps it; with its lookup form, as libraries before did.

    Raises:
        UnicodeEncodeError: They hold a lone surrogate.
    """
    if folded:
        return compress(text.encode() + folded.encode(), 6)
    deflater = _primed().copy()
    return deflater.compress(text.encode()) + deflater.flush()


def inflated(data: bytes, size: int) -> str:
    """Return the text alone, of ``size`` bytes, that `deflated` has made small."""
    return decompressobj(zdict=_press()).decompress(data, size).decode() if size else ""


@cache
def _press() -> bytes:
    """Return the words of the press that deflated texts refer to instead of holding them.

    The file must never change: no text of any library could be read without it.
    """
    return Path(__file__).with_name("press.txt").read_bytes()


@cache
def _primed() -> _Compress:
    return compressobj(6, zdict=_press())


def checksum(*fields: str | None) -> int:
    """Return the CRC-32 of some fields."""
    return crc32("\0".join(field or "" for field in fields).encode("utf-8", "replace"))


def known_version(connection: sqlite3.Connection, name: str, newest: int = SCHEMA_VERSION) -> int:
    """Return how many migrations a library has been through; 0 for an empty file.

    Args:
        connection: The open file.
        name: What to call it in an error.
        newest: The highest version that can be read.

    Raises:
        LibraryError: The file is another program's database, or was written by a newer version.
    """
    # One statement sees one state of the file, even while another program sets it up.
    version, owner, is_used = connection.execute(
        "SELECT v.user_version, a.application_id, EXISTS (SELECT 1 FROM sqlite_master)"
        " FROM pragma_user_version v, pragma_application_id a"
    ).fetchone()
    if owner != APPLICATION_ID and (version or is_used):
        raise LibraryError(
            told("{name} is no idlib-brief library but another program's database", name=name),
            "Name another with --library",
        )
    if version > newest:
        raise LibraryError(
            told(
                "The library {name} has schema {version}, this program knows {newest}",
                name=name,
                version=version,
                newest=newest,
            ),
            "Update idlib-brief, or name another library with --library",
        )
    return int(version)


def untold(*_: object) -> None:
    """Tell nobody."""


def migrate(
    connection: sqlite3.Connection,
    name: str,
    migrations: Sequence[str | Sequence[Step]] = MIGRATIONS,
    tell: Tell = untold,
) -> None:
    """Bring a library up to date, each step a transaction of its own.

    The version is asked for again under the write lock, so that of two programs that open a new
    library at once only one sets it up.

    Args:
        connection: In autocommit mode.
        name: What to call the library in an error.
        migrations: The steps of each version, or the module that has them.
        tell: Called now and then by steps that take their time.

    Raises:
        LibraryError: The file is another program's database, or was written by a newer version.
        sqlite3.Error: A step failed; the library is as it was before that step.
    """
    newest = len(migrations)
    connection.create_function("deflated", 2, deflated, deterministic=True)
    connection.create_function("checksum", -1, checksum, deterministic=True)
    while known_version(connection, name, newest) < newest:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = known_version(connection, name, newest)
            if version < newest:
                for step in _steps(migrations[version]):
                    if callable(step):
                        step(connection, tell)
                    else:
                        connection.execute(step)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _steps(migration: str | Sequence[Step]) -> Sequence[Step]:
    if not isinstance(migration, str):
        return migration
    steps: Sequence[Step] = import_module(f"corpus.library.migrations.{migration}").STEPS
    return steps
