"""Addresses that stand in a text."""

from __future__ import annotations

import re

from corpus.article import Span

_ADDRESS = re.compile(r"https?://[^\s<>\"«»“”{}|\\^`\u0600-\u06ff]+", re.IGNORECASE)
_CLOSING = ".,;:!?'"


def addresses(text: str) -> tuple[Span, ...]:
    """Return where http and https addresses stand in a text, in order.

    The full stop or the bracket behind an address is none of it; Arabic letters end it, as they
    stand in addresses percent-encoded.
    """
    found = []
    for match in _ADDRESS.finditer(text):
        end = match.end()
        while end > match.start() and _ends_sentence(text, match.start(), end):
            end -= 1
        found.append(Span(match.start(), end))
    return tuple(found)


def _ends_sentence(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last == ")":
        return text.count("(", start, end) < text.count(")", start, end)
    return last in _CLOSING
