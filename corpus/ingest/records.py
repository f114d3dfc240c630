"""Articles kept as records: JSON, JSON Lines, CSV and TSV, with a map from their fields to ours."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError, UsageError
from corpus.ingest.decode import MAX_BYTES, decode
from corpus.ingest.plain import plain_line
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

_FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name", "العنوان", "عنوان"),
    "body": ("body", "text", "content", "articlebody", "maintext", "full_text", "content_text"),
    "date": ("date", "published", "datepublished", "date_published", "date_publish", "pubdate"),
    "url": ("url", "link", "canonical_url", "الرابط"),
    "source": ("source", "outlet", "publisher", "site", "site_name", "sitename", "المصدر"),
    "author": ("author", "byline", "creator", "الكاتب"),
    "place": ("place", "location", "dateline"),
}
"""Our fields, and what they are called where no map is given, the likeliest first."""
_MORE = {
    "body": ("content_html", "article", "description", "النص", "نص"),
    "date": ("published_at", "publish_date", "created_at", "timestamp", "التاريخ", "تاريخ"),
}
_LISTS = ("articles", "items", "data", "results", "hits", "docs", "records", "entries")
_SAMPLE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stood in its file."""

    number: int
    """Its place in the file, from 1."""
    values: Mapping[str, str]
    """By our names for the fields; a body may hold HTML."""
    charset: str = "utf-8"


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that cannot be read."""

    number: int
    reason: str


def field_map(stated: str) -> dict[str, str]:
    """Read ``title=headline,body=text``: our field, and what the file calls it.

    A dot goes one level down, as in ``source=publisher.name``.

    Raises:
        UsageError: A part is no pair, or our side of it is no field.
    """
    pairs: dict[str, str] = {}
    for part in stated.split(","):
        ours, equals, theirs = (piece.strip() for piece in part.partition("="))
        if not equals or not theirs:
            raise UsageError(
                told("{token} is no pair", token=plain_line(part) or "«»"),
                "Write title=headline,body=text",
            )
        if ours not in _FIELDS:
            raise UsageError(
                told("{token} is no field", token=plain_line(ours)),
                told("Use one of {names}", names=", ".join(_FIELDS)),
            )
        pairs[ours] = theirs
    return pairs


def json_records(
    data: bytes, shown: str, names: Mapping[str, str] | None
) -> Iterator[Record | BrokenRecord]:
    """Yield the records of a JSON document: a list, an object that holds one, or one object.

    Raises:
        InputError: It is no JSON, or holds no objects.
    """
    decoded = decode(data, shown)
    document = _parsed(decoded.text, shown)
    objects = _objects(document)
    if not objects:
        raise InputError(
            told("{file} holds no articles", file=shown), "Give a list of objects, one an article"
        )
    for number, value in enumerate(objects, start=1):
        yield _record(number, value, names, decoded.charset)


def json_line_records(
    file: BinaryIO, shown: str, names: Mapping[str, str] | None
) -> Iterator[Record | BrokenRecord]:
    """Yield the records of JSON Lines, one line in memory at a time."""
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        if not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        number += 1
        if len(line) > MAX_BYTES:
            yield BrokenRecord(number, "the line is too long")
            return
        try:
            decoded = decode(line.strip(), shown)
            yield _record(number, _parsed(decoded.text, shown), names, decoded.charset)
        except InputError as error:
            reason = error.message.removeprefix(f"{shown} ").removesuffix(" at line 1")
            yield BrokenRecord(number, reason)


def csv_records(
    file: BinaryIO, shown: str, names: Mapping[str, str] | None
) -> Iterator[Record | BrokenRecord]:
    """Yield the records of a table with a line of field names, one in memory at a time.

    Comma, semicolon and tab are told apart by that line.

    Raises:
        InputError: It has no such line, or a quote that never closes.
    """
    head = file.read(_SAMPLE)
    cut = head.rfind(b"\n") + 1 if len(head) == _SAMPLE else len(head)
    charset = decode(head[: cut or len(head)], shown).charset
    file.seek(0)
    with io.TextIOWrapper(file, encoding=charset, errors="replace", newline="") as text:
        first = text.readline(_SAMPLE)
        delimiter = max(",;\t", key=first.count)
        header = [
            name.strip().lstrip("\ufeff")
            for name in next(csv.reader([first], delimiter=delimiter), [])
        ]
        if not any(_column(header, field, names) for field in ("body", "title")):
            hint = told("Name them with --map title=…,body=…")
            raise InputError(told("{file} has no line of known field names", file=shown), hint)
        rows = csv.reader(text, delimiter=delimiter)
        number = 0
        while True:
            number += 1
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield BrokenRecord(number, f"is no row of a table ({error})")
                return
            if row is None:
                return
            if row:
                values = dict(zip(header, row, strict=False))
                yield _record(number, values, names, charset)


def _column(header: list[str], field: str, names: Mapping[str, str] | None) -> str | None:
    wanted = _wanted(field, names)
    return next((name for name in header if name.casefold() in wanted), None)


def _parsed(text: str, shown: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except RecursionError as error:
        raise InputError(
            told("{file} is nested too deep", file=shown), "Give a flat list of objects"
        ) from error
    except ValueError as error:
        raise InputError(
            told("{file} is no valid JSON at line {n}", file=shown, n=error.lineno)
            if isinstance(error, json.JSONDecodeError)
            else told("{file} is no valid JSON", file=shown),
            "Check the end of the file",
        ) from error


def _objects(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    for key in _LISTS:
        found = document.get(key)
        if isinstance(found, dict):
            found = found.get(key)
        if isinstance(found, list) and found and isinstance(found[0], dict):
            return found
    return [document]


def _record(
    number: int, value: Any, names: Mapping[str, str] | None, charset: str
) -> Record | BrokenRecord:
    if not isinstance(value, dict):
        return BrokenRecord(number, "is no object with fields")
    if isinstance(value.get("_source"), dict):
        value = value["_source"]
    lowered = {key.casefold(): key for key in value if isinstance(key, str)}
    found: dict[str, str] = {}
    for field in _FIELDS:
        for wanted in _wanted(field, names):
            text = _text(_at(value, wanted, lowered))
            if text:
                found[field] = text
                break
    return Record(number, found, charset)


def _wanted(field: str, names: Mapping[str, str] | None) -> tuple[str, ...]:
    if names and field in names:
        return (names[field].casefold(),)
    return _names_of(field)


@cache
def _names_of(field: str) -> tuple[str, ...]:
    return (*_FIELDS[field], *_MORE.get(field, ()))


def _at(value: dict[str, Any], path: str, lowered: Mapping[str, str]) -> Any:
    """Return what stands under a name, or under a path of names with dots."""
    if path in lowered:
        return value[lowered[path]]
    here: Any = value
    for step in path.split("."):
        if not isinstance(here, dict):
            return None
        here = next((here[key] for key in here if str(key).casefold() == step), None)
    return here


def _text(value: Any) -> str:
    """Return a value as text: a list's parts are paragraphs, an object stands for its name."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title") or value.get("$date"))
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    return ""
