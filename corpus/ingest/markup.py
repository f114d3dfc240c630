"""HTML in small pieces, as feeds carry it in titles and summaries -> lines of text.

No parser of pages: nothing is left out but scripts, and nothing is judged. One pass from left to
right, so that the time taken grows with the length and not with how broken the markup is.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = """
    address article aside blockquote br caption center dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section
    summary table tbody td tfoot th thead tr ul
"""
_UNSEEN = "audio canvas head iframe math noscript object script select style svg template video"


def lines_of(markup: str) -> list[str]:
    """Return the lines of text of an HTML fragment, blanks folded, empty ones left out."""
    text = "".join(_pieces(markup))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line]


def text_of(markup: str) -> str:
    """Return the text of an HTML fragment on one line."""
    return " ".join(lines_of(markup))


def is_markup(text: str) -> bool:
    """Tell whether a text holds an HTML tag or a character reference."""
    return _sign().search(text) is not None


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of one tag, names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _attribute().finditer(tag):
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), unescape(value))
    return found


def _pieces(markup: str) -> Iterator[str]:
    """Yield the text between tags, and a line feed for every tag that breaks a line."""
    unseen = ""
    position = 0
    while match := _tag().search(markup, position):
        if not unseen:
            yield _plain(markup[position : match.start()])
        position = match.end()
        if match[0] == "<!--":
            end = markup.find("-->", position)
            position = len(markup) if end < 0 else end + 3
            continue
        name = (match["name"] or "").lower()
        if unseen:
            unseen = "" if name == unseen and match["close"] else unseen
        elif name in _unseen() and not match["close"] and not match[0].endswith("/>"):
            unseen = name
        elif name in _blocks():
            yield "\n"
    if not unseen:
        yield _plain(markup[position:])


def _plain(piece: str) -> str:
    """Return a piece of text as it is shown: references resolved, line breaks of the source not."""
    return unescape(piece).replace("\n", " ").replace("\r", " ")


@cache
def _blocks() -> frozenset[str]:
    return frozenset(_BLOCKS.split())


@cache
def _unseen() -> frozenset[str]:
    return frozenset(_UNSEEN.split())


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>|<[!?][^<>]*>")


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|&(?:#\w{1,8}|[A-Za-z]{2,31});")


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(
        r"(?P<name>[A-Za-z][A-Za-z0-9:-]*)\s*=\s*"
        r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+))"
    )
