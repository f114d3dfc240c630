"""Character properties that bidi, shaping and wrapping read, one byte a character.

Every character belongs to one of about 150 profiles, each a combination of bidi class, joining
type, width in columns, line-break class and display kind. ``profiles(text)`` looks the characters
up once; each property of the whole text is then one ``bytes.translate`` away.

The tables live in ``ucd_data.py``, which is generated, so they do not depend on the Unicode
version of the Python that runs the program.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TypeVar

from tui.bidi import ucd_data

UNICODE_VERSION = ucd_data.UNICODE_VERSION

_BIDI, _JOINING, _WIDTH, _LINE_BREAK, _KIND = range(5)


Key = TypeVar("Key", int, str)


class LazyTable(dict[Key, str]):
    """A pure function of a character as a table, filled in as text asks for characters."""

    _MOST_ENTRIES = 20_000
    """Forgets all beyond this, which no writing reaches, so that no text can fill the memory."""

    def __missing__(self, key: Key) -> str:
        if len(self) >= self._MOST_ENTRIES:
            self.clear()
        value = self[key] = self.value_of(key)
        return value

    def value_of(self, key: Key) -> str:
        """Compute the value for one character, given as the table is indexed."""
        raise NotImplementedError


class _ProfileTable(LazyTable[int]):
    """Code point to profile number, as a character; for ``str.translate``."""

    def __init__(self) -> None:
        super().__init__()
        runs = [run.partition(":") for run in ucd_data.RUNS.split()]
        lengths = [int(length, 16) for length, _, _ in runs]
        self._starts = array("I", accumulate(lengths))
        self._numbers = bytes(int(number, 16) for _, _, number in runs)

    def value_of(self, key: int) -> str:
        return chr(self._numbers[bisect_right(self._starts, key) - 1])


@cache
def _profile_table() -> _ProfileTable:
    return _ProfileTable()


@cache
def _property(index: int) -> bytes:
    """Table for ``bytes.translate`` from profile numbers to the codes of one property."""
    codes = bytes(ord(name[index]) for name in ucd_data.PROFILES.split())
    return codes.ljust(256, b"?")


@cache
def _width_table() -> bytes:
    return _property(_WIDTH).translate(bytes.maketrans(b"012", b"\x00\x01\x02"))


def profiles(text: str) -> bytes:
    """Return the profile number of each character; the input of the functions below.

    Linear; about 35 ns a character.
    """
    return text.translate(_profile_table()).encode("latin-1")


def bidi_classes(numbers: bytes) -> bytes:
    """Return the Bidi_Class of each character, one ASCII letter each.

    ``L R A`` (AL) ``E`` (EN) ``N`` (AN) ``+`` (ES) ``$`` (ET) ``,`` (CS) ``M`` (NSM) ``b`` (BN)
    ``B S W O`` and, for the controls, ``1`` LRE ``2`` LRO ``3`` RLE ``4`` RLO ``5`` PDF ``6`` LRI
    ``7`` RLI ``8`` FSI ``9`` PDI. Unassigned code points have the default of their block.
    """
    return numbers.translate(_property(_BIDI))


def joining_types(numbers: bytes) -> bytes:
    """Return the Joining_Type of each character: ``U R L D C T``."""
    return numbers.translate(_property(_JOINING))


def widths(numbers: bytes) -> bytes:
    """Return the columns of each character printed alone, as byte values 0, 1 or 2."""
    return numbers.translate(_width_table())


def line_break_classes(numbers: bytes) -> bytes:
    """Return the Line_Break class of each character after rule LB1, one letter each.

    The letters are those of ``LINE_BREAK_CLASSES`` in the generator; ``o`` and ``c`` are the wide
    opening and closing punctuation that LB30 leaves out.
    """
    return numbers.translate(_property(_LINE_BREAK))


def display_kinds(numbers: bytes) -> bytes:
    """Return what each character is to the screen, one letter each.

    ``b`` base, ``k`` base with a mirrored twin, ``l`` lam, ``a`` an alef that forms a ligature
    with lam, ``e`` a word ligature to expand, ``r`` regional indicator, ``s`` blank, ``t`` tab,
    ``n`` line separator, ``c`` control character, ``m`` mark, ``x`` never printed and transparent
    to joining, ``z`` never printed but seen by joining.
    """
    return numbers.translate(_property(_KIND))


@cache
def mirrored_glyphs() -> dict[int, int]:
    """Bidi_Mirroring_Glyph by code point."""
    pairs = (pair.split(":") for pair in ucd_data.MIRRORED.split())
    return {int(code, 16): int(other, 16) for code, other in pairs}


@cache
def bracket_codes() -> dict[int, int]:
    """Byte code of each paired bracket: odd for an opening one, that plus one for its closing.

    Canonically equivalent brackets share a code (BD16).
    """
    codes: dict[int, int] = {}
    for number, pair in enumerate(ucd_data.BRACKETS.split()):
        opening, closing = (int(code, 16) for code in pair.split(":"))
        codes[opening], codes[closing] = 2 * number + 1, 2 * number + 2
    for pair in ucd_data.CANONICAL_BRACKETS.split():
        code, other = (int(part, 16) for part in pair.split(":"))
        codes[code] = codes[other]
    return codes
