"""Joining, ligatures and clusters: what is printed for each character of a paragraph.

The forms of letters come from arabic-reshaper's table; which form a letter takes follows the
joining types of the Unicode standard (section 9.2), so that a letter without presentation forms
stays as it is and its neighbours still join it.

A cluster is what takes one place in a line: a character with the marks on it and the invisible
characters behind it. Lam with alef is one cluster of one column, marks of both included.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING

from tui.bidi import sanitize, ucd
from tui.bidi.levels import visual_order

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING = "\x00"
"""Stands in ``Shaped.glyphs`` where a character prints nothing of its own."""

MOST_MARKS = 8
"""Marks printed on one base: more are no writing, and thousands can stall a terminal."""

JOINED_TO_PREVIOUS, JOINED_TO_NEXT, MIRRORED = 1, 2, 4

# Forms of a lam and an alef that are printed as one: the lam's by its alef, plus whether it is
# joined to the previous letter; the alef then prints nothing.
_LIGATURE = {"آ": 8, "أ": 10, "إ": 12, "ا": 14}
_SWALLOWED = 16

_LAM_ALEF = re.compile(rb"l[mx]*a")
_REGIONAL_PAIR = re.compile(rb"r[mxz]*r")
# A mark at the start of the text or behind something that cannot carry one.
_MARK_WITHOUT_BASE = re.compile(rb"(?:\A|[tncv])[xz]*m")
_LEVEL_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_EXPLICIT = re.compile(rb"[1-9]")

_JOINS_NEXT = bytes(code in b"DLC" for code in range(256))
_JOINS_PREVIOUS = bytes(code in b"DRC" for code in range(256))
_NOT_TRANSPARENT = bytes(code != 0x54 for code in range(256))
_STARTS_CLUSTER = bytes(code not in b"mxz" for code in range(256))

_TAB = " " * sanitize.TAB_COLUMNS
# Isolated and final form of lam with each alef, in the order of ``_LIGATURE``.
_LAM_ALEF_GLYPHS = "ﻵﻶﻷﻸﻹﻺﻻﻼ"

_WORDS_WITHOUT_DECOMPOSITION = {
    "\ufd40": "رحمه الله",
    "\ufd41": "رضي الله عنه",
    "\ufd42": "رضي الله عنها",
    "\ufd43": "رضي الله عنهم",
    "\ufd44": "رضي الله عنهما",
    "\ufd45": "رضي الله عنهن",
    "\ufd46": "صلى الله عليه وآله",
    "\ufd47": "عليه السلام",
    "\ufd48": "عليهم السلام",
    "\ufd49": "عليهما السلام",
    "\ufd4a": "عليه الصلاة والسلام",
    "\ufd4b": "قدس سره",
    "\ufd4c": "صلى الله عليه وآله وسلم",
    "\ufd4d": "عليها السلام",
    "\ufd4e": "تبارك وتعالى",
    "\ufd4f": "رحمهم الله",
    "\ufdcf": "سلامه علينا",
    "\ufdfd": "بسم الله الرحمن الرحيم",
    "\ufdfe": "سبحانه وتعالى",
    "\ufdff": "عز وجل",
}


@dataclass(frozen=True, slots=True)
class Shaped:
    """What is printed for a paragraph; all strings have one item per code point of the text."""

    glyphs: str
    """The character to print, or ``NOTHING``."""
    starts: bytes
    """1 where a cluster starts."""
    widths: bytes
    """Columns of the cluster that starts here, else 0."""
    expansions: dict[int, str]
    """Positions that print a string instead of their glyph: tabs, word ligatures, lone marks and
    labels."""


class _GlyphTable(ucd.LazyTable[int]):
    """What is printed for a character in a form: code point plus form times 2^24 to glyph."""

    def __init__(self) -> None:
        super().__init__()
        # Imported here: the package reads its configuration when it is imported.
        from arabic_reshaper.letters import LETTERS_ARABIC

        self._letters: dict[str, tuple[str, str, str, str]] = LETTERS_ARABIC

    def value_of(self, key: int) -> str:
        character, form = chr(key & 0xFFFFFF), key >> 24
        if form == _SWALLOWED:
            return NOTHING
        if form >= min(_LIGATURE.values()):
            return _LAM_ALEF_GLYPHS[form - min(_LIGATURE.values())]
        kind = ucd.display_kinds(ucd.profiles(character)).decode()
        if form == MIRRORED:
            return chr(ucd.mirrored_glyphs()[ord(character)])
        nominal = sanitize.printed(character, kind) or NOTHING
        if kind in "xz" or character not in self._letters:
            return nominal
        isolated, initial, medial, final = self._letters[character]
        return (isolated, final, initial, medial)[form] or nominal


@cache
def _glyph_table() -> _GlyphTable:
    return _GlyphTable()


def shape(
    text: str, profiles: bytes, levels: bytes, kinds: bytes, labels: Mapping[int, str]
) -> Shaped:
    """Shape a paragraph.

    Args:
        text: The paragraph in logical order.
        profiles: ``ucd.profiles(text)``.
        levels: Its embedding levels, which say what joins and what is mirrored.
        kinds: What each character is to the screen: ``ucd.display_kinds``, and ``v`` for an
            invisible one that is printed as a label.
        labels: The labels by position.
    """
    forms = bytearray(_paragraph_forms(profiles, levels))
    _mark_mirrored(forms, kinds, levels)
    starts = bytearray(kinds.translate(_STARTS_CLUSTER))
    widths = bytearray(ucd.widths(profiles))
    if b"l" in kinds:
        _form_ligatures(text, kinds, levels, forms, starts, widths)
    expansions = _expand(text, kinds, starts, widths)
    for position, label in labels.items():
        expansions[position] = label
        widths[position] = len(label)
    _pair_regional_indicators(kinds, starts, widths)
    _adopt_leading(starts, widths)
    return Shaped(_glyphs(text, forms), bytes(starts), bytes(widths), expansions)


def _glyphs(text: str, forms: bytearray) -> str:
    """Return what each character prints in its form."""
    keys = bytearray(text.encode("utf-32-le", "surrogatepass"))
    keys[3::4] = forms
    numbers = array("I", bytes(keys))
    if sys.byteorder == "big":
        numbers.byteswap()
    return "".join(map(_glyph_table().__getitem__, numbers))


def joining_forms(joining: bytes) -> bytes:
    """Return the joined flags of each character of a text that runs from right to left.

    Args:
        joining: Joining types as ``ucd.joining_types`` returns them.

    Returns:
        The sum of ``JOINED_TO_PREVIOUS`` and ``JOINED_TO_NEXT`` for each character, 0 for
        transparent ones, through which their neighbours join.
    """
    if b"T" not in joining:
        return _links(joining)
    kept = iter(_links(joining.replace(b"T", b"")))
    return bytes([0 if code == 0x54 else next(kept) for code in joining])


def _links(joining: bytes) -> bytes:
    """Joined flags of characters none of which is transparent, all at once in one big integer."""
    length = len(joining)
    joins_next = int.from_bytes(joining.translate(_JOINS_NEXT), "big")
    joins_previous = int.from_bytes(joining.translate(_JOINS_PREVIOUS)[1:] + b"\0", "big")
    joined = joins_next & joins_previous
    return (joined * JOINED_TO_NEXT | joined >> 8).to_bytes(length, "big")


def _paragraph_forms(profiles: bytes, levels: bytes) -> bytes:
    joining = ucd.joining_types(profiles)
    if not joining.strip(b"UT"):
        return bytes(len(joining))
    if not _EXPLICIT.search(ucd.bidi_classes(profiles)):
        return joining_forms(joining)
    return _forms_by_direction(joining, levels)


def _forms_by_direction(joining: bytes, levels: bytes) -> bytes:
    """Join within each directional run only, and as it is seen (UAX #9, section 3.5)."""
    flags = joining.translate(_NOT_TRANSPARENT)
    kept = bytes(compress(joining, flags))
    parts = []
    for run in _LEVEL_RUN.finditer(bytes(compress(levels, flags))):
        part = kept[run.start() : run.end()]
        # An override can lay Arabic letters from left to right: their neighbours change sides.
        parts.append(_links(part) if run[1][0] & 1 else _links(part[::-1])[::-1])
    links = iter(b"".join(parts))
    return bytes([next(links) if flag else 0 for flag in flags])


def _mark_mirrored(forms: bytearray, kinds: bytes, levels: bytes) -> None:
    position = kinds.find(b"k")
    while position >= 0:
        if levels[position] & 1:
            forms[position] = MIRRORED
        position = kinds.find(b"k", position + 1)


def _form_ligatures(
    text: str,
    kinds: bytes,
    levels: bytes,
    forms: bytearray,
    starts: bytearray,
    widths: bytearray,
) -> None:
    for match in _LAM_ALEF.finditer(kinds):
        lam, alef = match.start(), match.end() - 1
        if levels[lam] != levels[alef] or not levels[lam] & 1:
            continue
        forms[lam] = _LIGATURE[text[alef]] | forms[lam] & JOINED_TO_PREVIOUS
        forms[alef] = _SWALLOWED
        starts[alef] = widths[alef] = 0


def _expand(text: str, kinds: bytes, starts: bytearray, widths: bytearray) -> dict[int, str]:
    """Find the characters that print a string, and set their widths."""
    expansions: dict[int, str] = {}
    position = kinds.find(b"t")
    while position >= 0:
        expansions[position] = _TAB
        widths[position] = sanitize.TAB_COLUMNS
        position = kinds.find(b"t", position + 1)
    position = kinds.find(b"e")
    while position >= 0:
        words = expanded_words(text[position])
        expansions[position] = words
        widths[position] = len(words)
        position = kinds.find(b"e", position + 1)
    for match in _MARK_WITHOUT_BASE.finditer(kinds):
        position = match.end() - 1
        expansions[position] = sanitize.DOTTED_CIRCLE + text[position]
        starts[position] = widths[position] = 1
    return expansions


@cache
def expanded_words(character: str) -> str:
    """Return a word ligature, such as U+FDFA, as shaped words in visual order.

    Terminals count these as one column, and few fonts have them. Every character of the result
    takes one column.
    """
    normalized = unicodedata.normalize("NFKC", character)
    words = _WORDS_WITHOUT_DECOMPOSITION.get(character, normalized)
    profiles = ucd.profiles(words)
    shaped = shape(words, profiles, b"\x01" * len(words), ucd.display_kinds(profiles), {})
    order = visual_order(b"\x01" * len(words))
    return "".join(shaped.glyphs[index] for index in order).replace(NOTHING, "")


def _pair_regional_indicators(kinds: bytes, starts: bytearray, widths: bytearray) -> None:
    for match in _REGIONAL_PAIR.finditer(kinds):
        first, second = match.start(), match.end() - 1
        widths[first] += widths[second]
        starts[second] = widths[second] = 0


def _adopt_leading(starts: bytearray, widths: bytearray) -> None:
    """Let invisible characters at the start of the text belong to the first cluster."""
    if not starts or starts[0]:
        return
    first = starts.find(1)
    if first > 0:
        widths[0], widths[first] = widths[first], 0
        starts[first] = 0
    starts[0] = 1
