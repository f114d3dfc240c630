"""The rows of notes, and a journal of what was changed of them.

A change writes down what the note was before and after, so that it can be taken back, and so that
an older version of a note is known for one wherever it turns up.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from corpus.article import Note, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

CHANGES_KEPT = 1000
"""How many steps can be taken back at the most."""

SECOND = 1 << 20
"""What a second counts for in the order of notes."""

_LISTS = ("tags", "entities")
_PLAIN = (
    *("id", "article_id", "quote", "prefix", "suffix", "content_hash", "body", "created"),
    *("modified", "gloss", "colour", "author", "speaker", "office", "conflict"),
)
COLUMNS = (*_PLAIN, "start", "stop", *_LISTS)
UNCHANGING = frozenset({"id", "created"})
"""What of a note is never written a second time."""

BEFORE = (
    "SELECT before FROM note_change WHERE id = ?1 AND before IS NOT NULL UNION"
    " SELECT after FROM note_change WHERE id = ?1 AND after IS NOT NULL"
)
"""Asks for everything a note has been, as JSON."""

IN_ORDER = "ORDER BY position, created, seq"
"""The order of the tray."""


def note_of(row: Mapping[str, Any]) -> Note:
    """Return a note from its columns by name; what an older library lacks is left open."""
    known = {name: row[name] for name in _PLAIN if name in row}
    entities = row.get("entities")
    return Note(
        **known,
        span=Span(row["start"], row["stop"]),
        tags=tuple(json.loads(row.get("tags") or "[]")),
        entities=None if entities is None else tuple(json.loads(entities)),
    )


def row_of(note: Note) -> dict[str, Any]:
    """Return the columns of a note by name, its position excepted."""
    row: dict[str, Any] = {name: getattr(note, name) for name in _PLAIN}
    row["start"], row["stop"] = note.span.start, note.span.end
    for name in _LISTS:
        value = getattr(note, name)
        row[name] = None if value is None else json.dumps(value, ensure_ascii=False)
    return row


def notes_before(rows: Iterable[Sequence[str]]) -> list[Note]:
    """Return the notes that `BEFORE` has found, in no order."""
    return [note_of(json.loads(row)) for (row,) in rows]


class Journal:
    """Changes rows of notes in a transaction, and writes down what each was before and after."""

    def __init__(self, db: sqlite3.Connection, moment: str, what: str) -> None:
        self._db = db
        self._moment = moment
        self._what = what
        self._step: int | None = None

    def row(self, id_: str) -> dict[str, Any] | None:
        """Return a note's columns, its position among them."""
        columns = (*COLUMNS, "position")
        asked = f"SELECT {', '.join(columns)} FROM note WHERE id = ?"  # noqa: S608
        row = self._db.execute(asked, (id_,)).fetchone()
        return dict(zip(columns, row, strict=True)) if row else None

    def before(self, id_: str) -> list[Note]:
        """Return what a note was before, as far as the journal goes back."""
        return notes_before(self._db.execute(BEFORE, (id_,)))

    def put(self, note: Note, *, beside: str | None = None) -> None:
        """Store a note; a new one where it was taken in time, or right beside another."""
        before = self.row(note.id)
        after = row_of(note)
        if before is not None:
            after["position"] = before["position"]
        else:
            there = self.row(beside) if beside else None
            after["position"] = there["position"] if there else _position(note.created)
        if after == before:
            return
        self.write(after)
        self._remember_source(note.article_id)
        self._keep(note.id, before, after)

    def _remember_source(self, article_id: str) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO note_source"
            " SELECT id, title, source, published, published_from, url, origin, agencies"
            " FROM article WHERE id = ?",
            (article_id,),
        )

    def place(self, id_: str, position: int) -> None:
        """Change where a note stands among the others."""
        before = self.row(id_)
        if before is None or before["position"] == position:
            return
        self._db.execute("UPDATE note SET position = ? WHERE id = ?", (position, id_))
        self._keep(id_, before, {**before, "position": position})

    def keep_order(self, ids: Sequence[str]) -> None:
        """Give notes the places they have among all others, in this order."""
        rows = self._db.execute(
            "SELECT id, position FROM note WHERE id IN (SELECT value FROM json_each(?))"
            " ORDER BY position, created, seq",
            (json.dumps(list(ids)),),
        ).fetchall()
        if [id_ for id_, _ in rows] == list(dict.fromkeys(ids)):
            return
        # Notes of one second share a place, which keeps no order among them.
        position = rows[0][1] - 1
        for id_, (_, place) in zip(dict.fromkeys(ids), rows, strict=True):
            position = max(position + 1, place)
            self.place(id_, position)

    def remove(self, id_: str) -> bool:
        """Delete a note; False when there is none."""
        before = self.row(id_)
        if before is None:
            return False
        self._db.execute("DELETE FROM note WHERE id = ?", (id_,))
        self._keep(id_, before, None)
        return True

    def write(self, row: Mapping[str, Any]) -> None:
        """Write a note's columns as they are."""
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        changed = ", ".join(f"{name} = excluded.{name}" for name in row if name not in UNCHANGING)
        self._db.execute(
            f"INSERT INTO note ({names}) VALUES ({values})"  # noqa: S608
            f" ON CONFLICT (id) DO UPDATE SET {changed}",
            dict(row),
        )

    def _keep(
        self, id_: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> None:
        if self._step is None:
            (last,) = self._db.execute("SELECT coalesce(max(step), 0) FROM note_change").fetchone()
            self._step = last + 1
            self._db.execute(
                "DELETE FROM note_change WHERE step <= ?", (self._step - CHANGES_KEPT,)
            )
        self._db.execute(
            "INSERT INTO note_change (step, moment, what, id, before, after)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (self._step, self._moment, self._what, id_, _json(before), _json(after)),
        )


def _json(row: Mapping[str, Any] | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def _position(created: str) -> int:
    moment = moment_of(created)
    return 0 if moment is None else int(moment.timestamp()) * SECOND


def moment_of(stamp: str) -> datetime | None:
    """Return an ISO 8601 moment in UTC; None for what is none."""
    try:
        moment = datetime.fromisoformat(stamp)
        # A moment without a zone is one of UTC, as all of ours are.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
