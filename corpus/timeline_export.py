"""A timeline as a Markdown table, CSV or JSON, always in logical order."""

from __future__ import annotations

import csv
import io
import json
from typing import Literal

from corpus.errors import UsageError
from corpus.told import one_of, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from corpus.timeline import TimelineItem

Format = Literal["markdown", "csv", "json", "jsonl"]

_ENDINGS: dict[str, Format] = {
    ".md": "markdown",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
}
HEADINGS = ("when", "precision", "kind", "published", "source", "article", "text")
_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = "=+-@\t\r"
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection)."""
_MARKUP = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


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


def document(items: Iterable[TimelineItem], format_: Format, title: str = "Timeline") -> str:
    """Return a whole document for a file.

    A CSV begins with a byte order mark: without one spreadsheets take its Arabic for Latin.
    """
    return "".join(_parts(items, format_, title))


def _parts(items: Iterable[TimelineItem], format_: Format, title: str) -> Iterator[str]:
    if format_ == "markdown":
        yield from _markdown(items, title)
    elif format_ == "csv":
        yield from _csv(items)
    elif format_ == "jsonl":
        for item in items:
            yield json.dumps(as_json(item), ensure_ascii=False) + "\n"
    else:
        rows = [as_json(item) for item in items]
        yield json.dumps({"timeline": rows}, ensure_ascii=False, indent=1) + "\n"


def as_row(item: TimelineItem) -> tuple[str, ...]:
    """Return the fields of `HEADINGS`."""
    return (
        item.moment.value,
        item.moment.precision,
        item.kind,
        item.published or "",
        item.source or "",
        item.article_id,
        item.text,
    )


def as_json(item: TimelineItem) -> dict[str, object]:
    """Return an item as JSON has it: event and publication dates are fields of their own."""
    moment = item.moment
    return {
        "kind": item.kind,
        "value": moment.value,
        "first": moment.first.isoformat() if moment.first else None,
        "last": moment.last.isoformat() if moment.last else None,
        "precision": moment.precision,
        "certainty": item.certainty,
        "article": item.article_id,
        "title": item.label,
        "source": item.source,
        "published": item.published,
        "start": item.span.start,
        "end": item.span.end,
        "text": item.text,
        "date": [item.date_span.start, item.date_span.end] if item.date_span else None,
        "entities": list(item.entities),
        "statement": item.is_statement,
        "said_by": list(item.said_by),
        "further": item.further,
    }


def _csv(items: Iterable[TimelineItem]) -> Iterator[str]:
    yield _BYTE_ORDER_MARK + _csv_row(HEADINGS)
    for item in items:
        yield _csv_row([_harmless(field) for field in as_row(item)])


def _csv_row(fields: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row).writerow(fields)
    return row.getvalue()


def _harmless(field: str) -> str:
    return f"'{field}" if field[:1] in _FORMULA and field else field


def _markdown(items: Iterable[TimelineItem], title: str) -> Iterator[str]:
    yield f"# {title.translate(_MARKUP)}\n\n"
    yield "| when | kind | published | source | article | text |\n|---|---|---|---|---|---|\n"
    for item in items:
        when, precision, kind, published, source, article, text = as_row(item)
        told = when if precision == "day" else f"{when} ({precision})"
        cells = (told, kind, published or "no date", _cell(source), article, _cell(text))
        yield f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).translate(_MARKUP)
