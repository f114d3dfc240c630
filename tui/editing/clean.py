"""What of typed and pasted text is kept."""

from __future__ import annotations

import unicodedata
from functools import cache

_LAM_ALEFS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFEF5, 0xFEFD)}
"""Keyboards of X11 give a lam-alef as one sign of its form; the text has its two letters."""

_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
JOINERS = "\u200c\u200d"
"""Persian and Urdu spelling needs them; keyboards type them."""


@cache
def _kept_in_lines() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0xFEFF))
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    table[0x09] = " "
    for separator in "\n\v\f\x85\u2028\u2029":
        table[ord(separator)] = "\n"
    table.update(_LAM_ALEFS)
    return table


@cache
def _kept_in_one_line() -> dict[int, str | None]:
    table = _kept_in_lines() | dict.fromkeys(map(ord, _BIDI_CONTROLS + _INVISIBLE))
    return table | {code: " " for code, kept in table.items() if kept == "\n"}


def lines(text: str) -> str:
    """Return text of several lines as a note keeps it: every sign of it, no control but new lines.

    Whatever ends a line becomes one new line, a tab a blank; marks of direction stay.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_kept_in_lines())


def one_line(text: str) -> str:
    """Return text as one line without controls and marks of direction, which no query could find.

    The lines of a longer text are joined by blanks.
    """
    parts = (part.strip() for part in lines(text).split("\n"))
    joined = " ".join(filter(None, parts)) if "\n" in lines(text) else lines(text)
    return joined.translate(_kept_in_one_line())
