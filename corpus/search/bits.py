"""Sets of articles by number: what is counted over many articles at once.

In a library such a set is cut into chunks of `CHUNK` numbers, so that to add an article changes
little. A chunk of few members is kept as a list of two bytes each, of many as a row of bits. In
memory a set is one integer, whose bit ``n`` tells of article ``n``.
"""

from __future__ import annotations

import json
import sys
from array import array
from itertools import compress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CHUNK = 4096
_BYTES = CHUNK // 8
_BITS = bytes.maketrans(b"01", b"\0\1")
_DIGITS = bytes.maketrans(b"\0\1", b"01")


def chunk_of(places: Iterable[int]) -> bytes:
    """Return places below `CHUNK` as a chunk is kept; empty for none."""
    ordered = sorted(set(places))
    if 2 * len(ordered) < _BYTES:
        return _as_kept(array("H", ordered)).tobytes()
    row = bytearray(_BYTES)
    for place in ordered:
        row[place >> 3] |= 1 << (place & 7)
    return bytes(row)


def chunk_with(chunk: bytes, place: int) -> bytes:
    """Return a chunk with one more place in it."""
    if len(chunk) == _BYTES:
        row = bytearray(chunk)
        row[place >> 3] |= 1 << (place & 7)
        return bytes(row)
    return chunk_of((*_listed(chunk), place))


def chunk_without(chunk: bytes, place: int) -> bytes:
    """Return a chunk without a place; empty when nothing is left."""
    if len(chunk) < _BYTES:
        return chunk_of(other for other in _listed(chunk) if other != place)
    row = bytearray(chunk)
    row[place >> 3] &= ~(1 << (place & 7))
    return bytes(row) if any(row) else b""


def count_in(chunk: bytes) -> int:
    """Return how many places a chunk holds."""
    if len(chunk) < _BYTES:
        return len(chunk) // 2
    return int.from_bytes(chunk, "little").bit_count()


class Chosen:
    """A set of articles, to count over chunks with.

    Args:
        members: The set, a bit for each number.
    """

    def __init__(self, members: int) -> None:
        count = members.bit_length() // CHUNK + 1
        data = members.to_bytes(count * _BYTES, "little")
        self._rows = [
            int.from_bytes(data[at : at + _BYTES], "little") for at in range(0, len(data), _BYTES)
        ]
        self._flags = [_flags(row) if row else b"" for row in self._rows]
        self.chunks = [number for number, row in enumerate(self._rows) if row]
        """The numbers of the chunks in which the set has members."""

    def count_in(self, number: int, chunk: bytes) -> int:
        """Return how many places of a chunk of this number are in the set."""
        if number >= len(self._rows) or not self._flags[number]:
            return 0
        if len(chunk) == _BYTES:
            return (int.from_bytes(chunk, "little") & self._rows[number]).bit_count()
        return sum(map(self._flags[number].__getitem__, _listed(chunk)))


def joined(chunks: Mapping[int, bytes]) -> int:
    """Return the set that chunks by number make up."""
    if not chunks:
        return 0
    empty = bytes(_BYTES)
    rows = (_row(chunks.get(number, b"")) or empty for number in range(max(chunks) + 1))
    return int.from_bytes(b"".join(rows), "little")


def from_numbers(numbers: Iterable[int]) -> int:
    """Return the set of some numbers."""
    listed = numbers if isinstance(numbers, list) else list(numbers)
    if not listed:
        return 0
    flags = bytearray(max(listed) + 1)
    for number in listed:
        flags[number] = 1
    flags.reverse()
    return int(flags.translate(_DIGITS), 2)


def from_joined(text: str | None) -> int:
    """Return the set of numbers that stand in a text with commas between; None for none."""
    return from_numbers(json.loads(f"[{text}]")) if text else 0


def numbers_in(members: int) -> list[int]:
    """Return the numbers of a set in order."""
    flags = _flags(members)
    return list(compress(range(len(flags)), flags))


def _flags(members: int) -> bytes:
    """Return a byte for each number, 1 for those of the set; at least a chunk of them."""
    digits = f"{members:0{CHUNK}b}".encode()
    return digits[::-1].translate(_BITS)


def _listed(chunk: bytes) -> array[int]:
    places = array("H")
    places.frombytes(chunk)
    return _as_kept(places)


def _as_kept(places: array[int]) -> array[int]:
    """Turn around the bytes of each number where the machine has the high one first."""
    if sys.byteorder == "big":
        places.byteswap()
    return places


def _row(chunk: bytes) -> bytes:
    if not chunk or len(chunk) == _BYTES:
        return chunk
    row = bytearray(_BYTES)
    for place in _listed(chunk):
        row[place >> 3] |= 1 << (place & 7)
    return bytes(row)
