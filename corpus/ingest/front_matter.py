"""The block between two ``---`` lines at the head of a Markdown file: a small, strict reader.

The subset of YAML that is read, and nothing beyond it::

    ---
    title: a value on one line, bare, "in double quotes" or 'in single quotes'
    date: 2018-09-18
    place: Ankara
    source: the outlet
    url: https://example.org/article
    author: who wrote it
    language: ar
    sources:
      - a list with one value a line
    sources: [or, a list, in brackets]
    # a comment
    ---

Other keys are ignored. What does not fit, such as a block scalar or a second ``title``, is skipped
and named in ``problems``; the rest of the block still counts. A block that is never closed, or
whose first line is no ``key:``, is no front matter at all: its lines are text, so nothing a person
wrote is lost. Nothing in a value is ever evaluated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.article import Span

MAX_LINES = 200
MAX_CHARACTERS = 64 * 1024
_SINGLE_KEYS = ("title", "date", "place", "source", "url", "author", "language")
_LIST_KEY = "sources"
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "n": " ", "t": " "}


@dataclass(frozen=True, slots=True)
class Value:
    """One value and where it stands."""

    text: str
    """The value without its quotes, escapes resolved."""
    span: Span
    """The range of the canonical text inside the quotes, code points."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a front matter block states."""

    span: Span
    """The block with both fences and the last one's line feed."""
    title: Value | None = None
    date: Value | None = None
    place: Value | None = None
    source: Value | None = None
    url: Value | None = None
    author: Value | None = None
    language: Value | None = None
    sources: tuple[Value, ...] = ()
    problems: tuple[str, ...] = ()
    """One line each: the line number in the file and what is wrong with it."""


def read_front_matter(text: str) -> FrontMatter | None:
    """Read the front matter at the very head of a canonical text.

    Returns:
        What it states, or ``None`` where the text does not begin with a closed block of
        ``key: value`` lines within ``MAX_LINES`` lines and ``MAX_CHARACTERS`` code points.
    """
    lines = _block_lines(text)
    if lines is None:
        return None
    inner, end = lines
    first = next((span.slice(text) for span in inner if _means_something(span.slice(text))), "")
    if not _key_line().match(first):
        return None
    reading = _Reading(text)
    for number, span in enumerate(inner, start=2):
        reading.take(number, span)
    return reading.result(end)


def _block_lines(text: str) -> tuple[list[Span], int] | None:
    """Return the spans of the lines between the fences and the offset after the closing one."""
    if not text.startswith("---"):
        return None
    head = text[:MAX_CHARACTERS]
    spans: list[Span] = []
    position = 0
    for number, line in enumerate(head.split("\n")[: MAX_LINES + 1]):
        span = Span(position, position + len(line))
        position = span.end + 1
        fence = line.rstrip()
        if number == 0:
            if fence != "---":
                return None
        elif fence in ("---", "..."):
            return spans, min(position, len(text))
        else:
            spans.append(span)
    return None


def _means_something(line: str) -> bool:
    bare = line.strip()
    return bool(bare) and not bare.startswith("#")


@cache
def _key_line() -> re.Pattern[str]:
    return re.compile(r"([A-Za-z_][A-Za-z0-9_-]{0,63})[ \t]*:(?=[ \t]|$)")


@cache
def _list_line() -> re.Pattern[str]:
    return re.compile(r"[ \t]*-(?:[ \t]+|$)")


class _Reading:
    """The state of reading one block: the values so far and the key that lists go to."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._values: dict[str, Value] = {}
        self._sources: list[Value] = []
        self._seen: set[str] = set()
        self._key = ""
        self._problems: list[str] = []

    def take(self, number: int, span: Span) -> None:
        """Take one line of the block in."""
        line = span.slice(self._text)
        if not _means_something(line):
            return
        if key := _key_line().match(line):
            self._take_key(number, key[1].lower(), Span(span.start + key.end(), span.end))
        elif item := _list_line().match(line):
            self._take_item(number, Span(span.start + item.end(), span.end))
        elif line[0] not in " \t":
            self._problem(number, "is neither «key: value» nor a list item")
        elif self._key in (*_SINGLE_KEYS, _LIST_KEY):
            self._problem(number, f"continues «{self._key}», whose value must stand on one line")

    def result(self, end: int) -> FrontMatter:
        """Return what was read; ``end`` is the offset after the closing fence."""
        return FrontMatter(
            span=Span(0, end),
            sources=tuple(self._sources),
            problems=tuple(self._problems),
            **self._values,
        )

    def _take_key(self, number: int, key: str, rest: Span) -> None:
        self._key = key
        if key not in (*_SINGLE_KEYS, _LIST_KEY):
            return
        if key in self._seen:
            self._key = ""
            self._problem(number, f"states «{key}» a second time")
            return
        self._seen.add(key)
        if key == _LIST_KEY:
            self._take_list(number, rest)
        elif value := self._scalar(number, rest):
            self._values[key] = value

    def _take_item(self, number: int, rest: Span) -> None:
        if self._key != _LIST_KEY:
            if self._key in _SINGLE_KEYS:
                self._problem(number, f"is a list item, but «{self._key}» takes one value")
            return
        if value := self._scalar(number, rest):
            self._sources.append(value)

    def _take_list(self, number: int, rest: Span) -> None:
        """Take the part after ``sources:``: nothing, a list in brackets or a single value."""
        start, end = _stripped(self._text, rest.start, rest.end)
        if self._text[start : start + 1] != "[":
            if value := self._scalar(number, rest):
                self._sources.append(value)
            return
        if self._text[end - 1] != "]":
            self._problem(number, "opens a list with «[» and does not close it")
            return
        for item in _bracket_items(self._text, start + 1, end - 1):
            if value := self._scalar(number, item):
                self._sources.append(value)

    def _scalar(self, number: int, span: Span) -> Value | None:
        """Read one value; ``None`` for an empty or unreadable one."""
        start, end = _stripped(self._text, span.start, span.end)
        raw = self._text[start:end]
        if not raw or raw.startswith("#"):
            return None
        if raw[0] in "\"'":
            return self._quoted(number, start, raw)
        if raw[0] in "|>&*!%@`{[":
            self._problem(number, f"begins its value with «{raw[0]}»; put it in quotes")
            return None
        comment = re.search(r"[ \t]#", raw)
        bare = raw[: comment.start()].rstrip() if comment else raw
        return Value(bare, Span(start, start + len(bare)))

    def _quoted(self, number: int, start: int, raw: str) -> Value | None:
        quote = raw[0]
        match = (_double_quoted() if quote == '"' else _single_quoted()).match(raw)
        if match is None:
            self._problem(number, f"opens a quote with «{quote}» and does not close it")
            return None
        rest = raw[match.end() :].strip()
        if rest and not rest.startswith("#"):
            self._problem(number, "goes on after its closing quote")
        inner = match[1]
        if not inner.strip():
            return None
        text = inner.replace("''", "'") if quote == "'" else _unescaped(inner)
        return Value(text, Span(start + 1, start + 1 + len(inner)))

    def _problem(self, number: int, what: str) -> None:
        self._problems.append(f"line {number} {what}")


@cache
def _double_quoted() -> re.Pattern[str]:
    return re.compile(r'"((?:[^"\\]|\\.)*)"')


@cache
def _single_quoted() -> re.Pattern[str]:
    return re.compile(r"'((?:[^']|'')*)'")


def _unescaped(inner: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), inner)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _bracket_items(text: str, start: int, end: int) -> list[Span]:
    """Split a list in brackets at the commas outside quotes."""
    items: list[Span] = []
    quote = ""
    begun = False
    item_start = start
    for position in range(start, end):
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character == ",":
            items.append(Span(item_start, position))
            item_start = position + 1
            begun = False
        elif not begun and not character.isspace():
            begun = True
            quote = character if character in "\"'" else ""
    items.append(Span(item_start, end))
    return items
