"""What stands between quotation marks, whatever marks a newsroom uses and however it nests them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

_FAMILIES: Final = {
    **dict.fromkeys('"“”„‟', "double"),
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‹›", "single guillemet"),
    **dict.fromkeys("'‘’‚‛", "single"),
}
_OPENING: Final = frozenset("“„‟«‹‘‚‛")
_CLOSING: Final = frozenset("”»›’")
_OPEN_BRACKETS: Final = frozenset("([{")
_PROCLITICS: Final = frozenset("وفبلك")

MARKS: Final = frozenset(_FAMILIES)
"""Every quotation mark that is understood."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; positions count code points of the text read."""

    start: int
    """Of the opening mark."""
    end: int
    """After the closing mark; where that is missing, the end of the text."""
    depth: int
    """How many quotations it stands in."""
    closed: bool

    @property
    def inner(self) -> tuple[int, int]:
        """The stretch without its marks."""
        return self.start + 1, self.end - self.closed


def find_quotations(text: str) -> tuple[list[Quotation], list[int]]:
    """Return the quotations of a paragraph in order, and the closing marks that close nothing.

    Marks of one family pair with each other: «», ‹›, “ ” " „, ‘ ’ '. A straight mark opens or
    closes by the side on which a blank stands, and so does a curly one that points the wrong way.
    A mark that closes an outer quotation leaves the inner ones unclosed. Takes time linear in the
    text's length, however deep the marks nest.
    """
    found: list[Quotation] = []
    strays: list[int] = []
    opened: list[tuple[int, str]] = []
    pending: dict[str, int] = {}
    for match in _mark().finditer(text):
        at = match.start()
        family = _FAMILIES[match[0]]
        opens = _opens(text, at, pending.get(family, 0) > 0)
        if opens is None:
            continue
        if opens:
            opened.append((at, family))
            pending[family] = pending.get(family, 0) + 1
            continue
        if not pending.get(family):
            strays.append(at)
            continue
        while opened:
            start, inner = opened.pop()
            pending[inner] -= 1
            if inner == family:
                found.append(Quotation(start, at + 1, len(opened), True))
                break
            found.append(Quotation(start, at, len(opened), False))
    found += [Quotation(start, len(text), depth, False) for depth, (start, _) in enumerate(opened)]
    found.sort(key=lambda quotation: quotation.start)
    return found, strays


@cache
def _mark() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted(MARKS)) + "]")


def _opens(text: str, at: int, inside: bool) -> bool | None:
    """Tell whether a mark opens a quotation; None for an apostrophe."""
    mark = text[at]
    free_before = _free_before(text, at)
    free_after = at + 1 == len(text) or not (text[at + 1].isalnum() or text[at + 1] in MARKS)
    if mark in _OPENING:
        return not (inside and free_after and not free_before)
    if mark in _CLOSING:
        if mark == "’" and not inside and not free_before:
            return None
        return not inside and free_before and not free_after
    if free_before != free_after:
        return free_before
    if mark == "'" and not free_before:
        return None
    return not inside


def _free_before(text: str, at: int) -> bool:
    """Tell whether nothing stands before a mark, or a proclitic alone («و"إم 5"»)."""
    if at == 0:
        return True
    before = text[at - 1]
    if before.isspace() or before in _OPEN_BRACKETS or before in _OPENING:
        return True
    return before in _PROCLITICS and (at == 1 or text[at - 2].isspace())
