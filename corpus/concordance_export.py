"""A concordance as text, CSV or JSON, always in logical order."""

from __future__ import annotations

import csv
import io
import json
from typing import Literal, get_args

from corpus.errors import UsageError
from corpus.told import one_of, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from corpus.concordance import ConcordanceLine

Format = Literal["text", "csv", "json", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)

_ENDINGS: dict[str, Format] = {
    ".txt": "text",
    ".tsv": "text",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
}
_HEADINGS = ("day", "source", "article", "start", "end", "left", "keyword", "right", "title")
_BYTE_ORDER_MARK = "\ufeff"

_FORMULA = "=+-@\t\r"
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection)."""


def format_of(path: Path) -> Format:
    """Return the format a file's ending asks for.

    Raises:
        UsageError: It asks for none.
    """
    found = _ENDINGS.get(path.suffix.lower())
    if found is None:
        raise UsageError(
            told("{name} has no ending that says what to write", name=path.name),
            told("End it in {endings}", endings=one_of(tuple(_ENDINGS))),
        )
    return found


def written(lines: Iterable[ConcordanceLine], format_: Format) -> Iterator[str]:
    """Yield a document line by line.

    ``text`` has a line each, tabs between the fields; ``json`` is one array, ``jsonl`` an object a
    line; ``csv`` begins with its headings (RFC 4180).
    """
    if format_ == "csv":
        yield from _csv(lines)
    elif format_ == "jsonl":
        for line in lines:
            yield json.dumps(as_json(line), ensure_ascii=False) + "\n"
    elif format_ == "json":
        yield from _json(lines)
    else:
        for line in lines:
            yield "\t".join(as_text(line)) + "\n"


def document(lines: Iterable[ConcordanceLine], format_: Format) -> str:
    """Return a whole document for a file.

    A CSV begins with a byte order mark: without one spreadsheets take its Arabic for Latin.
    """
    mark = _BYTE_ORDER_MARK if format_ == "csv" else ""
    return mark + "".join(written(lines, format_))


def as_text(line: ConcordanceLine) -> tuple[str, ...]:
    """Return the fields of a line: day, outlet, article, what precedes, keyword, what follows."""
    return (
        line.day or "",
        _on_one_line(line.source),
        line.article_id,
        line.left.strip(),
        line.shown_keyword,
        line.right.strip(),
    )


def as_json(line: ConcordanceLine) -> dict[str, object]:
    """Return a line as plain values; blanks at the ends of contexts part words and stay."""
    return {
        "article": line.article_id,
        "start": line.span.start,
        "end": line.span.end,
        "left": line.left,
        "keyword": line.keyword,
        "right": line.right,
        "day": line.day,
        "source": line.source,
        "title": line.label,
    }


def _json(lines: Iterable[ConcordanceLine]) -> Iterator[str]:
    between = "[\n"
    for line in lines:
        yield between + json.dumps(as_json(line), ensure_ascii=False)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _csv(lines: Iterable[ConcordanceLine]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(_HEADINGS)
    for line in lines:
        yield _taken(buffer)
        day, source, id_, left, keyword, right = as_text(line)
        span = line.span
        cells = (day, source, id_, span.start, span.end, left, keyword, right)
        writer.writerow([_safe(cell) for cell in (*cells, _on_one_line(line.label))])
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _safe(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell[:1] and cell[0] in _FORMULA:
        return f"'{cell}"
    return cell


def _on_one_line(text: str | None) -> str:
    return " ".join((text or "").split())
