"""The form of a text in which spellings meet, with the way back to the text itself.

Newsrooms spell one name with and without hamza, dots, harakat or Persian letters. Folding brings
these spellings together for lookup and search; it is never shown and never stored as a quote.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from corpus.article import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TATWEEL = "\u0640"

# Letters of Persian, Urdu, Kurdish and Maghrebi keyboards that stand for an Arabic one in names.
_FOREIGN_LETTERS = {
    "ی": "ي",
    "ے": "ي",
    "ې": "ي",
    "ۍ": "ي",
    "ێ": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "گ": "ك",
    "ڭ": "ك",
    "پ": "ب",
    "چ": "ج",
    "ڤ": "ف",
    "ڨ": "ق",
    "ٹ": "ت",
    "ڈ": "د",
    "ڑ": "ر",
    "ژ": "ز",
    "ں": "ن",
    "ہ": "ه",
    "ۂ": "ه",
    "ۀ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۃ": "ه",
    "ۆ": "و",
    "ۇ": "و",
}
_DASHES = "‐‑‒–—―−"
_BLANKS = "\t\v\f\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# Soft hyphen, zero-width characters, bidi controls, byte order mark.
_INVISIBLE = "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\ufeff" + "".join(
    map(chr, chain(range(0x202A, 0x202F), range(0x2060, 0x2070)))
)
_COMMON = (range(0x20, 0x250), range(0x600, 0x700), range(0x2010, 0x2040))
_PRESENTATION_FORMS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFEFD))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in lookup form.

    All positions are code points.
    """

    text: str
    """The lookup form."""
    offsets: Sequence[int]
    """For every position of ``text`` the position in ``source`` it came from; one more at the end,
    the length of ``source``. Never decreasing."""
    source: str
    """The text as it was."""

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the source that positions ``start`` to ``end`` came from.

        The marks that sit on the last letter belong to it; a tatweel after it does not.
        ``end`` is exclusive and lies after ``start``.
        """
        return Span(*self.bounds(start, end))

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Return the same as two positions."""
        offsets = self.offsets
        if isinstance(offsets, range):
            # Every character became one, so there are no marks.
            return start, end
        stop = offsets[end - 1] + 1
        source, marks = self.source, _marks()
        while stop < len(source) and source[stop] in marks:
            stop += 1
        return offsets[start], stop


@cache
def _marks() -> frozenset[str]:
    """Return the marks that sit on a letter: harakat, superscript alef, Quranic signs."""
    from pyarabic import araby

    return frozenset(mark for mark in araby.DIACRITICS if unicodedata.combining(mark))


@cache
def _table() -> dict[int, str]:
    """Return what each code point becomes; a rare one that is missing stays as it is."""
    from pyarabic import araby

    normalize_hamza: Callable[..., str] = araby.normalize_hamza
    table: dict[str, str] = {}
    for letter in {*araby.ALEFAT, *araby.HAMZAT, *araby.YEHLIKE, *araby.WAWLIKE}:
        table[letter] = normalize_hamza(letter, method="tasheel")
    table[araby.ALEF_WASLA] = araby.ALEF
    table[araby.ALEF_MAKSURA] = araby.YEH
    table[araby.TEH_MARBUTA] = araby.HEH
    table |= _FOREIGN_LETTERS
    for digits in (araby.NUMBERS_EAST, araby.NUMBERS_PERS):
        table |= dict(zip(digits, araby.NUMBERS_WEST, strict=True))
    table |= dict.fromkeys(_DASHES, "-")
    table |= dict.fromkeys(_BLANKS, " ")
    for code in range(0x250):
        lowered = chr(code).lower()
        if lowered != chr(code):
            table[chr(code)] = lowered[0]
    table |= dict.fromkeys((*araby.DIACRITICS, araby.TATWEEL, *_INVISIBLE), "")
    # A character without an entry costs `str.translate` an exception each time.
    whole = {chr(code): chr(code) for code in chain.from_iterable(_COMMON)}
    whole |= table | _presentation(table)
    return {ord(source): target for source, target in whole.items()}


def _presentation(table: dict[str, str]) -> dict[str, str]:
    """Return the presentation forms (U+FB50–FDFF, U+FE70–FEFC) of the letters in ``table``'s terms.

    Unicode's compatibility decomposition gives the letters; the ligature phrases such as U+FDFA
    and the isolated marks, which decompose to a blank and a mark, are left alone or dropped.
    """
    forms = {}
    for code in chain.from_iterable(_PRESENTATION_FORMS):
        letters = unicodedata.normalize("NFKC", chr(code))
        if letters == chr(code) or len(letters) > 4:
            continue
        forms[chr(code)] = "".join(table.get(letter, letter) for letter in letters.strip())
    return forms


@cache
def _uneven() -> re.Pattern[str]:
    """Return the pattern of the characters that do not fold to exactly one character."""
    codes = sorted(code for code, target in _table().items() if len(target) != 1)
    return re.compile("[" + "".join(map(re.escape, map(chr, codes))) + "]")


@cache
def _lone_tatweel() -> re.Pattern[str]:
    """Return the pattern of a tatweel that joins no letters and so stands for a dash."""
    joinable = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufefc"
    return re.compile(f"(?<![{joinable}])({_TATWEEL})({_TATWEEL}*)(?![{joinable}])")


def fold(text: str) -> Folded:
    """Fold a text and keep the way back.

    Takes time linear in the length of ``text``.

    Args:
        text: Any text; nothing is assumed about it.

    Returns:
        The lookup form and, for each of its positions, the position it came from.
    """
    dashed = _dashed(text)
    folded = dashed.translate(_table())
    first = _uneven().search(dashed)
    if first is None:
        return Folded(folded, range(len(text) + 1), text)
    table = _table()
    offsets = array("L", range(first.start()))
    position = first.start()
    for match in _uneven().finditer(dashed, position):
        start = match.start()
        offsets.extend(range(position, start))
        offsets.extend([start] * len(table[ord(match[0])]))
        position = start + 1
    offsets.extend(range(position, len(text) + 1))
    return Folded(folded, offsets, text)


def fold_text(text: str) -> str:
    """Fold a text without keeping the way back.

    Alef with hamza, madda or wasla becomes a bare alef, ى a ي, ة a ه, ؤ a و and ئ a ي; the letters
    of neighbouring languages become their Arabic cousins; harakat, tatweel, zero-width characters
    and bidi controls go; digits become ASCII, Latin letters lower case, every dash a hyphen and
    every blank a space. Folding twice changes nothing more.
    """
    return _dashed(text).translate(_table())


def _dashed(text: str) -> str:
    """Put a hyphen where a tatweel stands alone as a dash; the length stays the same."""
    if _TATWEEL not in text:
        return text
    return _lone_tatweel().sub(r"-\2", text)
