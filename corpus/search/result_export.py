"""The list of what a search has found as Markdown, CSV or JSON, always in logical order."""

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

    from corpus.query.tree import Query
    from corpus.search.searcher import Result, Searcher

Form = Literal["markdown", "csv", "json"]

_ENDINGS: dict[str, Form] = {".md": "markdown", ".csv": "csv", ".json": "json"}
HEADINGS = ("place", "article", "published", "source", "hits", "title", "snippet")
_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = "=+-@\t\r"
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection)."""
_PAGE = 200


def form_of(path: Path) -> Form:
    """Return the form a file's ending asks for.

    Raises:
        UsageError: It asks for none.
    """
    found = _ENDINGS.get(path.suffix.lower())
    if found is None:
        raise UsageError(
            told("{name} has no ending that says what to write", name=path.name or path),
            told("End it in {endings}", endings=one_of((".md", ".csv", ".json"))),
        )
    return found


def save(path: Path, results: Iterable[tuple[int, Result]], query: str) -> Path:
    """Write results with their places to a new file, and return where it stands.

    Args:
        path: Where to; the ending says in which form.
        results: The results, as `numbered` gives them.
        query: The query as typed.

    Raises:
        UsageError: The ending asks for no form.
        BriefError: The file cannot be written.
    """
    from corpus.files import write_file

    form = form_of(path)
    return write_file(path, document(results, form, query))


def numbered(
    searcher: Searcher, query: Query, only: frozenset[str] = frozenset()
) -> Iterator[tuple[int, Result]]:
    """Yield the results of a query with their places from 1, read a page at a time.

    Args:
        searcher: What answers the query.
        query: The query.
        only: The ids of the articles to read, all that are found where it is empty.

    Raises:
        QueryError: As for `Searcher.ids`.
        LibraryError: The library cannot be read.
    """
    places = {id_: place for place, id_ in enumerate(searcher.ids(query), 1)}
    wanted = [id_ for id_ in places if not only or id_ in only]
    for start in range(0, len(wanted), _PAGE):
        for result in searcher.results_of(query, wanted[start : start + _PAGE]):
            yield places[result.article_id], result


def document(results: Iterable[tuple[int, Result]], form: Form, query: str) -> str:
    """Return a whole document for a file.

    A CSV begins with a byte order mark: without one spreadsheets take its Arabic for Latin.
    """
    if form == "markdown":
        return "".join(_markdown(results, query))
    if form == "csv":
        return "".join(_csv(results))
    rows = [as_json(place, result) for place, result in results]
    return json.dumps({"query": query, "results": rows}, ensure_ascii=False, indent=1) + "\n"


def as_json(place: int, result: Result) -> dict[str, object]:
    """Return a result as plain values; hits count in code points of the snippet."""
    return {
        "place": place,
        "article": result.article_id,
        "title": result.label,
        "published": result.published,
        "source": result.source,
        "read": result.is_read,
        "hits": result.hits,
        "snippet": result.snippet.text,
        "snippet_hits": [[span.start, span.end] for span in result.snippet.spans],
    }


def _csv(results: Iterable[tuple[int, Result]]) -> Iterator[str]:
    yield _BYTE_ORDER_MARK + _csv_row(HEADINGS)
    for place, result in results:
        fields = (
            str(place),
            result.article_id,
            result.published or "",
            result.source or "",
            str(result.hits),
            " ".join(result.label.split()),
            " ".join(result.snippet.text.split()),
        )
        yield _csv_row([_harmless(field) for field in fields])


def _csv_row(fields: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row).writerow(fields)
    return row.getvalue()


def _harmless(field: str) -> str:
    return f"'{field}" if field[:1] in _FORMULA and field else field


def _markdown(results: Iterable[tuple[int, Result]], query: str) -> Iterator[str]:
    from corpus.export import escape, plain

    yield f"# Search: {escape(plain(query)) or 'all articles'}\n"
    for place, result in results:
        facts = [result.published or "no date", result.source or ""]
        facts += [f"{result.hits} hits" if result.hits != 1 else "1 hit"] if result.hits else []
        said = " · ".join(escape(plain(fact)) for fact in facts if fact)
        yield f"\n## {place}. {_directed(escape(plain(result.label)))}\n"
        yield f"\n{said} · `{result.article_id}`\n"
        if result.snippet.text:
            yield f"\n> {_directed(_with_hits(result), always=True)}\n"


def _with_hits(result: Result) -> str:
    """Return the snippet as Markdown, its hits in bold."""
    text, parts, at = result.snippet.text, [], 0
    for span in result.snippet.spans:
        parts += [_escaped(text[at : span.start]), f"**{_escaped(span.slice(text))}**"]
        at = span.end
    parts.append(_escaped(text[at:]))
    return "".join(parts).strip()


def _escaped(text: str) -> str:
    """Return a part of a line as Markdown; the blanks at its ends stay.

    A letter before it keeps it from being escaped like the beginning of a line, where a tag is.
    """
    from corpus.export import escape, plain

    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{escape(f'{_LETTER}{plain(text)}')[1:]}{trail}"


_LETTER = "ا"


def _directed(line: str, *, always: bool = False) -> str:
    """Return a line in a tag that says its direction, where any of it is Arabic or ``always``."""
    if any("\u0590" <= letter <= "\u08ff" for letter in line):
        return f'<span dir="rtl" lang="ar">{line}</span>'
    return f'<span dir="ltr">{line}</span>' if always else line
