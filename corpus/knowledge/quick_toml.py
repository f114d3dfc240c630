"""A quick reader for TOML as the knowledge base writes it; anything else is left to `tomllib`.

`tomllib` reads character by character in Python and takes most of the time of starting up. The
files here keep to a few forms, each of which one pattern reads whole: tables and arrays of tables
with bare keys, and for values literal strings, basic strings without escapes, whole numbers,
booleans, and lists of literal strings or of inline tables of these.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any


def loads(text: str) -> dict[str, Any] | None:
    """Return what `tomllib.loads` would, or None where the text does not keep to the forms."""
    if "'''" in text or '"""' in text or _unusual().search(text):
        return None
    document: dict[str, Any] = {}
    table = document
    end = 0
    for match in _statement().finditer(text):
        if match.start() != end:
            return None
        end = match.end()
        key, literal, basic, listed, other, header, array = match.groups()
        if key is not None:
            if key in table:
                return None
            if literal is not None:
                table[key] = literal
            elif basic is not None:
                table[key] = basic
            elif listed is not None:
                values = _list(listed)
                if values is None:
                    return None
                table[key] = values
            else:
                table[key] = _plain(other)
        elif header is not None:
            if header in document:
                return None
            table = document[header] = {}
        elif array is not None:
            name, _, sub = array.partition(".")
            if name not in document:
                return None
            table = {}
            document[name].setdefault(sub, []).append(table)
    return document if end == len(text) else None


def _list(text: str) -> list[Any] | None:
    """Read what stands between the brackets of a list."""
    if "{" not in text:
        return _literals().findall(text) if _all_literals().fullmatch(text) else None
    if not _all_inline().fullmatch(text):
        return None
    found = []
    for inline in _inline().findall(text):
        pairs = _pair().findall(inline)
        table = {
            key: _plain(other) if other else literal or basic
            for key, literal, basic, other in pairs
        }
        if len(table) < len(pairs):
            return None
        found.append(table)
    return found


def _plain(text: str) -> Any:
    return text == "true" if text in ("true", "false") else int(text)


_LITERAL = r"'[^'\n]*'"
_OTHER = r"(?:true|false|0|[1-9][0-9]*)"
_PAIR = rf"[ \t]*[A-Za-z0-9_-]+ = (?:{_LITERAL}|\"[^\"\n]*\"|{_OTHER})[ \t]*"
_GAP = r"[ \t\n]*"


@cache
def _unusual() -> re.Pattern[str]:
    """Return the pattern of escapes and of control characters."""
    return re.compile(r"[\x00-\x08\x0b-\x1f\x7f\\]")


@cache
def _statement() -> re.Pattern[str]:
    quoted = rf"{_GAP}{_LITERAL}{_GAP},?"
    inline = rf"{_GAP}\{{{_PAIR}(?:,{_PAIR})*\}}{_GAP},?"
    return re.compile(
        r"(?:([A-Za-z0-9_-]+) = (?:'([^'\n]*)'|\"([^\"\n]*)\""
        rf"|\[((?:{quoted})*{_GAP}|(?:{inline})*{_GAP})\]|({_OTHER}))"
        r"|\[([A-Za-z0-9_-]+)\]|\[\[([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)\]\]|#[^\n]*|)(?:\n|\Z)"
    )


@cache
def _literals() -> re.Pattern[str]:
    return re.compile(r"'([^'\n]*)'")


@cache
def _all_literals() -> re.Pattern[str]:
    return re.compile(rf"(?:{_GAP}{_LITERAL}{_GAP}(?:,|\Z))*{_GAP}")


@cache
def _inline() -> re.Pattern[str]:
    return re.compile(rf"\{{({_PAIR}(?:,{_PAIR})*)\}}")


@cache
def _all_inline() -> re.Pattern[str]:
    return re.compile(rf"(?:{_GAP}\{{{_PAIR}(?:,{_PAIR})*\}}{_GAP}(?:,|\Z))*{_GAP}")


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(rf"([A-Za-z0-9_-]+) = (?:'([^'\n]*)'|\"([^\"\n]*)\"|({_OTHER}))")
