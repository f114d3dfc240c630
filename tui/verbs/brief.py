"""Drafting a brief of what a query finds in a period."""

from __future__ import annotations

from corpus.errors import NotFoundError, UsageError
from tui.verbs.common import open_library
from tui.verbs.dashes import take_dashes
from tui.verbs.export import add_output, write_document, write_out
from tui.wording import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import date


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    from corpus.library.brief import ROWS, STATEMENTS

    parser.add_argument("query", nargs="*", metavar="QUERY", help="which articles (default: all)")
    parser.add_argument("--from", dest="begin", metavar="DATE", help="a day, a month or a year")
    parser.add_argument("--to", dest="end", metavar="DATE", help="a day, a month or a year")
    parser.add_argument("--notes", metavar="QUERY", default="", help="only notes that this finds")
    parser.add_argument("--title", default="", help="default: the query and the period")
    parser.add_argument(
        "--statements", type=int, default=STATEMENTS, metavar="N", help="at most so many"
    )
    parser.add_argument("--rows", type=int, default=ROWS, metavar="N", help="of the timeline")
    add_output(parser)
    take_dashes(parser, mixed=True)


def run(options: Namespace) -> int:
    """Write the draft; 1 when the query finds nothing in the period.

    Raises:
        UsageError: A date is none, the query cannot be understood, or the format does not fit.
        NotFoundError: There is no article in the period.
        BriefError: The file cannot be written.
    """
    if options.format == "csv":
        raise UsageError("A brief is no table", "Take --format md, json, html or docx")
    if options.statements < 0 or options.rows < 0:
        raise UsageError("--statements and --rows take a number from 0 on", "")
    begin, end = _interval(options.begin, options.end)
    from corpus.export import brief
    from corpus.library.brief import gather

    with open_library(options) as library:
        material = gather(
            library,
            " ".join(options.query),
            begin,
            end,
            notes_query=options.notes,
            statements=options.statements,
            rows=options.rows,
        )
    if not material.articles:
        raise NotFoundError("No article of that period is found", "Widen the query or the period")
    title = options.title or brief.usual_title(material)
    what = f"Brief of {counted(len(material.articles), 'article')}"
    if options.format == "json":
        return write_out(options, brief.to_json(material, title=title), what)
    from corpus.knowledge.base import load

    markers = not options.plain and options.format == "md"
    made = brief.document(material, load(), title=title, markers=markers)
    return write_document(options, made, title, what)


def _interval(begin: str | None, end: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that are wanted.

    Raises:
        UsageError: One of them is no date, or the first is after the last.
    """
    first, last = _day(begin, "--from")[0], _day(end, "--to")[1]
    if first is not None and last is not None and first > last:
        raise UsageError(f"--from {begin} is after --to {end}", "Exchange them")
    return first, last


def _day(asked: str | None, option: str) -> tuple[date | None, date | None]:
    if asked is None:
        return None, None
    from corpus.timeline import moment_of

    moment = moment_of(asked)
    if moment is None or moment.first is None or "/" in asked:
        raise UsageError(
            f"{option} cannot be {asked!r}", "Write 2020-03-05, or 2020-03 for a month, or 2020"
        )
    return moment.first, moment.last
