"""What of a text may reach the terminal.

Text comes from outside. A control character in it could move the cursor, rename the window or
answer as if the user had typed; a bidi override could show a sentence that is not there. Controls
are therefore shown as pictures or replaced, and formatting characters do their work in the layout
and are then dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from tui.bidi import ucd

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLACEMENT = "\ufffd"
DOTTED_CIRCLE = "\u25cc"
"""Carries a mark that has no letter to stand on."""
TAB_COLUMNS = 4
"""Columns of a tab. Fixed: no tab stop could hold on both sides of a change of direction."""

BIDI_CONTROLS = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
"""Every character that steers direction and prints nothing, with Unicode's abbreviation."""

_BIDI_CONTROL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ufeff\ud800-\udfff\ufdd0-\ufdef]|[^\0-\ufffd]"
)
_OTHER_NAMES = {
    "\x7f": "DEL",
    "\xad": "SHY",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u2028": "LS",
    "\u2029": "PS",
    "\u2060": "WJ",
    "\ufeff": "BOM",
}
_PRINTED_AS_SPACE = "\u00a0\u2007\u202f"


def picture(character: str) -> str:
    """Return what is printed in place of a control character: one column, never a control.

    C0 and DEL have pictures of their own (U+2400 to U+2421); C1 controls, lone surrogates and
    noncharacters become U+FFFD.
    """
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else REPLACEMENT


def printed(character: str, kind: str) -> str:
    """Return what is printed for one character by itself; empty for what is never printed.

    Args:
        character: The character.
        kind: Its ``ucd.display_kinds`` letter.
    """
    if kind in "xzn":
        return ""
    if kind == "c":
        return picture(character)
    if kind == "t" or (kind == "s" and character != "\u3000") or character in _PRINTED_AS_SPACE:
        return " "
    return character


def bidi_control_labels(text: str) -> Iterator[tuple[int, str]]:
    """Yield the position of each bidi control and the label that makes it seen: ``‹RLO›``.

    A label is printed whole from left to right, also among right-to-left letters.
    """
    for control in _BIDI_CONTROL.finditer(text):
        yield control.start(), f"‹{BIDI_CONTROLS[control[0]]}›"


def control_counts(text: str) -> dict[str, int]:
    """Count the characters of a text that are not seen, by name; only those that occur.

    ============================== ===========================================================
    name                           characters
    ============================== ===========================================================
    ALM LRM RLM                    marks of direction: U+061C, U+200E, U+200F
    LRE RLE PDF LRO RLO            embeddings and overrides: U+202A to U+202E
    LRI RLI FSI PDI                isolates: U+2066 to U+2069
    ZWSP ZWNJ ZWJ WJ BOM SHY       U+200B, U+200C, U+200D, U+2060, U+FEFF, U+00AD
    LS PS                          line and paragraph separator: U+2028, U+2029
    C0                             U+0000 to U+001F but for tab, line feed and carriage return
    DEL                            U+007F
    C1                             U+0080 to U+009F
    TAG                            U+E0000 to U+E007F, which can hide a whole message
    SURROGATE                      lone surrogates, which no encoding can carry
    NONCHARACTER                   code points that never are characters, such as U+FFFF
    ============================== ===========================================================

    Returns:
        Name to number, the most frequent first.
    """
    names = (_control_name(control[0]) for control in _CONTROL.finditer(text))
    return dict(Counter(name for name in names if name).most_common())


def _control_name(character: str) -> str:
    """Return the name of a control; empty for a visible character outside the BMP."""
    name = BIDI_CONTROLS.get(character) or _OTHER_NAMES.get(character)
    if name:
        return name
    code = ord(character)
    if code < 0xA0:
        return "C0" if code < 0x20 else "C1"
    if 0xD800 <= code <= 0xDFFF:
        return "SURROGATE"
    if 0xE0000 <= code <= 0xE007F:
        return "TAG"
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return "NONCHARACTER" if is_noncharacter else ""


class _VisibleTable(ucd.LazyTable[int]):
    def value_of(self, key: int) -> str:
        character = chr(key)
        kind = ucd.display_kinds(ucd.profiles(character)).decode()
        # A line separator keeps two words apart, also where only one line may be printed.
        return " " if kind == "n" else printed(character, kind)


@cache
def _visible_table() -> _VisibleTable:
    return _VisibleTable()


def visible(text: str) -> str:
    """Return ``text`` as one line that is safe to print: logical order, unshaped.

    For log lines and messages. Line separators and tabs become blanks, control characters
    pictures or U+FFFD; bidi controls and other invisible characters are dropped. The result can
    always be encoded as UTF-8.
    """
    return text.translate(_visible_table())
