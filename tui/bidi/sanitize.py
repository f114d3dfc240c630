"""What of a text may reach the terminal.

Text comes from outside. A control character in it could move the cursor, rename the window or
answer as if the user had typed; a bidi override could show a sentence that is not there. Controls
are therefore shown as pictures or replaced, and formatting characters do their work in the layout
and are then dropped.
"""

from __future__ import annotations

from functools import cache

from tui.bidi import ucd

REPLACEMENT = "\ufffd"
DOTTED_CIRCLE = "\u25cc"
"""Carries a mark that has no letter to stand on."""
TAB_COLUMNS = 4
"""Columns of a tab. Fixed: no tab stop could hold on both sides of a change of direction."""

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
