"""Which dates each article tells of, and which entities are mentioned beside them.

The articles of a library are cut into chunks of `CHUNK` by their numbers. A chunk has *slots*: each
is one article and one date it tells of. An entity has in each chunk the list of the slots beside
which it is mentioned, written as steps from one to the next.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

CHUNK = 128
_ESCAPE = 255
"""A step that leads further without arriving."""
_NONE = 0
"""The date of a slot that stands for nothing, such as the first."""

TABLES = (
    "DROP TABLE IF EXISTS told",
    "CREATE TABLE told (chunk INTEGER PRIMARY KEY, slots BLOB NOT NULL)",
    "DROP TABLE IF EXISTS beside",
    """
    CREATE TABLE beside (
        chunk INTEGER NOT NULL,
        term INTEGER NOT NULL,
        steps BLOB NOT NULL,
        PRIMARY KEY (chunk, term)
    ) WITHOUT ROWID
    """,
)


@dataclass(slots=True)
class Slots:
    """The slots of a chunk; the first stands for nothing."""

    dates: array[int] = field(default_factory=lambda: array("I", (_NONE,)))
    """The number of each date's term."""
    places: bytearray = field(default_factory=lambda: bytearray(1))
    """Which article of the chunk each belongs to."""

    def pack(self) -> bytes:
        """Return the slots as they are kept: the kind of array, the dates, the places."""
        dates = array("H" if max(self.dates) < 1 << 16 else "I", self.dates)
        if sys.byteorder == "big":
            dates.byteswap()
        return dates.typecode.encode() + dates.tobytes() + bytes(self.places)

    def add(self, place: int, dates: Iterable[int]) -> dict[int, int]:
        """Give an article a slot for each date, and return which, by date."""
        # Of the larger kind, for they may have been packed as the smaller.
        self.dates = array("I", self.dates)
        free = [slot for slot, date in enumerate(self.dates) if date == _NONE and slot]
        taken = {}
        for date in dates:
            if free:
                slot = free.pop()
                self.dates[slot], self.places[slot] = date, place
            else:
                slot = len(self.dates)
                self.dates.append(date)
                self.places.append(place)
            taken[date] = slot
        return taken

    def remove(self, place: int) -> set[int]:
        """Free the slots of an article, and return them."""
        gone = {
            slot for slot, other in enumerate(self.places) if other == place and self.dates[slot]
        }
        for slot in gone:
            self.dates[slot] = _NONE
        return gone


def unpacked(blob: bytes | None) -> Slots:
    """Return the slots that were packed."""
    if blob is None:
        return Slots()
    dates = array(chr(blob[0]))
    end = 1 + (len(blob) - 1) // (dates.itemsize + 1) * dates.itemsize
    dates.frombytes(blob[1:end])
    if sys.byteorder == "big":
        dates.byteswap()
    return Slots(dates, bytearray(blob[end:]))


def steps_to(slots: Iterable[int], last: int = 0) -> bytes:
    """Return slots as the steps that lead from one to the next, the first from ``last`` on."""
    steps = bytearray()
    for slot in sorted(set(slots)):
        far, near = divmod(slot - last, _ESCAPE)
        steps += bytes((_ESCAPE,)) * far
        steps.append(near)
        last = slot
    return bytes(steps)


def slots_at(steps: bytes) -> list[int]:
    """Return the slots to which steps lead."""
    if _ESCAPE not in steps:
        return list(accumulate(steps))
    return [slot for slot, step in zip(accumulate(steps), steps, strict=True) if step != _ESCAPE]


def add(db: sqlite3.Connection, seq: int, beside: Mapping[int, Iterable[int]]) -> None:
    """Write the dates that an article tells of.

    Args:
        db: The library, in a transaction.
        seq: The article's number.
        beside: The number of each date, with those of the entities beside which it stands.
    """
    if not beside:
        return
    number, place = divmod(seq, CHUNK)
    row = db.execute("SELECT slots FROM told WHERE chunk = ?", (number,)).fetchone()
    slots = unpacked(row and row[0])
    taken = slots.add(place, beside)
    asked = "SELECT steps FROM beside WHERE chunk = ? AND term = ?"
    made = {}
    for term, some in _by_entity(beside, taken).items():
        old = db.execute(asked, (number, term)).fetchone()
        made[term] = _further(old[0] if old else b"", some)
    _write(db, number, slots, made)


def remove(db: sqlite3.Connection, seq: int) -> None:
    """Take the dates that an article tells of out of the library."""
    number, place = divmod(seq, CHUNK)
    row = db.execute("SELECT slots FROM told WHERE chunk = ?", (number,)).fetchone()
    slots = unpacked(row and row[0])
    gone = slots.remove(place)
    if not gone:
        return
    rows = db.execute("SELECT term, steps FROM beside WHERE chunk = ?", (number,)).fetchall()
    left = {}
    for term, steps in rows:
        old = slots_at(steps)
        if not gone.isdisjoint(old):
            left[term] = steps_to(slot for slot in old if slot not in gone)
    _write(db, number, slots, left)


def _further(steps: bytes, slots: list[int]) -> bytes:
    """Return steps that lead to some more slots, which mostly are behind all others."""
    last = sum(steps)
    if min(slots) > last:
        return steps + steps_to(slots, last)
    return steps_to((*slots_at(steps), *slots))


def _by_entity(
    beside: Mapping[int, Iterable[int]], taken: Mapping[int, int]
) -> dict[int, list[int]]:
    made: dict[int, list[int]] = {}
    for date, terms in beside.items():
        for term in terms:
            made.setdefault(term, []).append(taken[date])
    return made


def _write(db: sqlite3.Connection, number: int, slots: Slots, beside: Mapping[int, bytes]) -> None:
    db.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (number, slots.pack()))
    kept = [(number, term, steps) for term, steps in sorted(beside.items()) if steps]
    db.executemany("INSERT OR REPLACE INTO beside VALUES (?, ?, ?)", kept)
    gone = [(number, term) for term, steps in beside.items() if not steps]
    db.executemany("DELETE FROM beside WHERE chunk = ? AND term = ?", gone)


class Teller:
    """Writes what articles tell of that come in the order of their numbers."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._number = 0
        self._slots = Slots()
        self._beside: dict[int, list[int]] = {}

    def add(self, seq: int, beside: Mapping[int, Iterable[int]]) -> None:
        """Add an article, as `add` does."""
        number, place = divmod(seq, CHUNK)
        if number != self._number:
            self.flush()
            self._number = number
        taken = self._slots.add(place, beside)
        for term, some in _by_entity(beside, taken).items():
            self._beside.setdefault(term, []).extend(some)

    def flush(self) -> None:
        """Write what was added."""
        if len(self._slots.dates) > 1:
            beside = {term: steps_to(some) for term, some in self._beside.items()}
            _write(self._db, self._number, self._slots, beside)
        self._slots, self._beside = Slots(), {}


def told_in(
    db: sqlite3.Connection, term: int | None, chunks: Iterable[int] | None = None
) -> Iterator[tuple[int, array[int], bytearray]]:
    """Yield by chunk the dates that are told of and in which articles, a pair at a time alike.

    Args:
        db: The library.
        term: An entity that must be mentioned beside them; None for any date.
        chunks: The only chunks that are looked at.

    Yields:
        The number of the chunk's first article, the dates (0 for none), and for each the article
        within the chunk.
    """
    wanted = None if chunks is None else set(chunks)
    if term is None:
        rows = db.execute("SELECT chunk, slots, NULL FROM told")
    else:
        rows = db.execute(
            "SELECT t.chunk, t.slots, b.steps FROM told t CROSS JOIN beside b"
            " ON b.chunk = t.chunk AND b.term = ?",
            (term,),
        )
    for number, blob, steps in rows:
        if wanted is not None and number not in wanted:
            continue
        slots = unpacked(blob)
        if steps is None:
            yield number * CHUNK, slots.dates[1:], slots.places[1:]
            continue
        which = slots_at(steps)
        dates = array("I", map(slots.dates.__getitem__, which))
        yield number * CHUNK, dates, bytearray(map(slots.places.__getitem__, which))


class Telling:
    """Tells whether single articles tell of a date beside an entity; for a short while.

    Args:
        db: The library.
        date: The number of the date's term.
        term: The number of the entity's.
    """

    def __init__(self, db: sqlite3.Connection, date: int, term: int) -> None:
        self._db = db
        self._date = date
        self._term = term
        self._known: dict[int, frozenset[int]] = {}

    def __call__(self, seq: int) -> bool:
        """Tell of one article by its number."""
        number, place = divmod(seq, CHUNK)
        known = self._known.get(number)
        if known is None:
            known = self._known[number] = self._places(number)
        return place in known

    def _places(self, number: int) -> frozenset[int]:
        row = self._db.execute(
            "SELECT t.slots, b.steps FROM told t CROSS JOIN beside b"
            " ON b.chunk = t.chunk AND b.term = ? WHERE t.chunk = ?",
            (self._term, number),
        ).fetchone()
        if row is None:
            return frozenset()
        slots, beside = unpacked(row[0]), slots_at(row[1])
        of_date = [slot for slot, date in enumerate(slots.dates) if date == self._date]
        return frozenset(slots.places[slot] for slot in of_date if _holds(beside, slot))


def _holds(ordered: list[int], wanted: int) -> bool:
    at = bisect_left(ordered, wanted)
    return at < len(ordered) and ordered[at] == wanted
