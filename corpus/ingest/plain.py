"""Values shown on one line, such as a title: no control characters, blanks folded.

The canonical text of an article stays as it came; only the values taken out of it pass here.
"""

from __future__ import annotations

import re
from functools import cache

INVISIBLE = "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x2070)))
)
"""Soft hyphen, zero-width characters, bidi controls, byte order mark: they paint nothing."""

_JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: part of the spelling in Persian and Urdu names."""


@cache
def _terminal_sequence() -> re.Pattern[str]:
    """Return the pattern of a control sequence (ECMA-48 CSI), with its final byte."""
    return re.compile(r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]")


@cache
def _dropped() -> re.Pattern[str]:
    """Return the pattern of what no value may hold once its blanks are folded."""
    hidden = "".join(set(INVISIBLE) - set(_JOINERS))
    return re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff{hidden}]+")


def plain_line(text: str) -> str:
    """Return the text on one line without control characters, bidi controls and odd blanks.

    Line breaks, tabs and no-break blanks become one blank; terminal control sequences go whole.
    The joiners of Persian and Urdu spelling stay inside words.
    """
    bare = _terminal_sequence().sub("", text)
    bare = _dropped().sub("", " ".join(bare.split()))
    return " ".join(bare.split()).strip(_JOINERS)


def is_blank(text: str) -> bool:
    """Tell whether the text paints nothing: blanks, zero-width characters, bidi controls."""
    return _ink().search(text) is None


@cache
def _ink() -> re.Pattern[str]:
    return re.compile(rf"[^\s{INVISIBLE}]")


def visible_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``start`` and ``end`` moved inwards over blanks and invisible characters.

    Both are equal where nothing visible lies between them.
    """
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end
