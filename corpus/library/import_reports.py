"""What past imports have done, and taking the last one back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from corpus.errors import NotFoundError
from corpus.library.records import delete_found
from corpus.library.similar import unlink
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from typing import Any

    from corpus.library.store import Library

ImportState = Literal["running", "done", "stopped", "failed", "undone"]
"""``running`` is also what stays of an import that was killed."""
ItemStatus = Literal["added", "duplicate", "similar", "rejected", "replaced", "removed", "kept"]
"""What became of an input; ``removed`` and ``kept`` after the import was taken back. One that
``replaced`` an excerpt of an earlier import stays then: a library never has less than before."""

_REMOVED_AT_ONCE = 100
"""Articles in one transaction."""


@dataclass(frozen=True, slots=True)
class Item:
    """What an import made of one input."""

    input: str
    status: ItemStatus
    article_id: str | None
    title: str | None
    """The label of the article, None when it is not there any more."""
    reason: str | None


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import, as a list of them shows it."""

    id: int
    began: str
    """UTC, ISO 8601 to the second."""
    ended: str | None
    state: ImportState
    reason: str
    """What made it fail; empty for the others."""
    inputs: tuple[str, ...]
    unchanged: int
    """Inputs that had been taken in from the same place before, which have no item."""
    counts: dict[str, int]
    """How many items there are of each status."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back has done."""

    id: int
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    """Articles that stay because there are notes on them."""


def imports(library: Library) -> tuple[ImportRow, ...]:
    """Return all imports, the last first."""
    return tuple(_row(library, row) for row in library._rows(f"{_ASKED} ORDER BY id DESC"))


def import_(library: Library, id_: int) -> ImportRow:
    """Return one import.

    Raises:
        NotFoundError: There is none of this number.
    """
    rows = library._rows(f"{_ASKED} WHERE id = ?", (id_,))
    if not rows:
        raise NotFoundError(told("There is no import {id}", id=id_), "See: idlib-brief imports")
    return _row(library, rows[0])


def items(library: Library, id_: int) -> Iterator[Item]:
    """Yield what an import made of its inputs, in order."""
    after = -1
    while True:
        rows = library._rows(
            "SELECT i.n, i.input, i.status, i.article, a.label, i.reason FROM import_item i"
            " LEFT JOIN article a ON a.id = i.article WHERE i.import = ? AND i.n > ?"
            " ORDER BY i.n LIMIT 500",
            (id_, after),
        )
        if not rows:
            return
        after = rows[-1][0]
        yield from (Item(*row[1:]) for row in rows)


def undo_last(library: Library) -> Undone | None:
    """Take the last import back that was not taken back, None if there is none.

    The articles it added are removed, except those on which there are notes: what a note stands on
    is never lost.

    Raises:
        LibraryError: The library cannot be written; doing it again goes on with the rest.
    """
    last = library._rows("SELECT max(id) FROM import WHERE state <> 'undone'")[0][0]
    if last is None:
        return None
    while some := library._rows(
        "SELECT n, article FROM import_item WHERE import = ? AND status IN ('added', 'similar')"
        " ORDER BY n LIMIT ?",
        (last, _REMOVED_AT_ONCE),
    ):
        with library._writing("take the import back") as db:
            for n, id_ in some:
                status = "removed" if _remove(db, id_) else "kept"
                db.execute(
                    "UPDATE import_item SET status = ? WHERE import = ? AND n = ?",
                    (status, last, n),
                )
    with library._writing("take the import back") as db:
        db.execute("DELETE FROM copy WHERE import = ?", (last,))
        db.execute("UPDATE import SET state = 'undone' WHERE id = ?", (last,))
    became: dict[str, list[str]] = {"removed": [], "kept": []}
    for item in items(library, last):
        if item.status in became and item.article_id:
            became[item.status].append(item.article_id)
    return Undone(last, tuple(became["removed"]), tuple(became["kept"]))


_ASKED = "SELECT id, began, ended, state, reason, inputs, unchanged FROM import"


def _row(library: Library, row: Sequence[Any]) -> ImportRow:
    id_, began, ended, state, reason, inputs, unchanged = row
    counts = dict(
        library._rows(
            "SELECT status, count(*) FROM import_item WHERE import = ? GROUP BY status", (id_,)
        )
    )
    return ImportRow(id_, began, ended, state, reason, tuple(json.loads(inputs)), unchanged, counts)


def _remove(db: sqlite3.Connection, id_: str) -> bool:
    """Remove an article; False if there are notes on it."""
    row = db.execute("SELECT seq FROM article WHERE id = ?", (id_,)).fetchone()
    if db.execute("SELECT 1 FROM note WHERE article_id = ?", (id_,)).fetchone():
        return False
    if row is not None:
        unlink(db, row[0])
        delete_found(db, row[0])
        db.execute("DELETE FROM article WHERE seq = ?", row)
    return True
