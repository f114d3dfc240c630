"""What was published when, and of which days is told, in the order of those days."""

from __future__ import annotations

from corpus.errors import NotFoundError, UsageError
from corpus.library.timeline_rows import (
    Asked,
    items,
    overview,
    unknown_years,
    with_unknown_years,
)
from corpus.timeline import moment_of, month_text
from tui.verbs.common import Lines, narrate, open_library, print_json
from tui.verbs.dashes import take_dashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Sequence
    from datetime import date

    from corpus.library.store import Library
    from corpus.timeline import Overview, Series, TimelineItem

SERIES: tuple[Series, ...] = ("both", "published", "events")
GUTTER = 10
HEIGHT = 4
"""Rows of a chart."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="only articles that it finds")
    parser.add_argument("--from", dest="begin", metavar="DATE", help="a day, a month or a year")
    parser.add_argument("--to", dest="end", metavar="DATE", help="a day, a month or a year")
    parser.add_argument(
        "--of",
        choices=SERIES,
        default="both",
        help="articles by the day they were published, events by the day told of, or both",
    )
    parser.add_argument("--entity", metavar="SLUG", help="only where it is mentioned")
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many lines")
    parser.add_argument("--json", action="store_true", help="JSON Lines, one object a line")
    take_dashes(parser, mixed=True)


def run(options: Namespace) -> int:
    """Print one line an item; 1 when something was asked for and nothing is told of it.

    Raises:
        UsageError: A date or the limit is none, or the query cannot be read.
        NotFoundError: There is no such entity.
    """
    from corpus.timeline_query import numbers_found

    begin, end = _interval(options.begin, options.end)
    if options.limit is not None and options.limit < 1:
        raise UsageError(f"--limit cannot be {options.limit}", "Give a number from 1 on")
    query = " ".join(options.query)
    with open_library(options) as library:
        entity = _entity(library, options.entity) if options.entity else None
        asked = Asked(numbers_found(library, query), entity)
        unknown = unknown_years(library, asked)
        found = with_unknown_years(overview(library, asked), unknown).within(begin, end)
        groups = found.shown(options.of)
        every = items(library, groups, asked, options.of, unknown)
        if options.json:
            _print_json(_first(every, options.limit))
        else:
            _print_lines(found, options.of, _first(every, options.limit))
    if groups or not (query or entity or begin or end):
        return 0
    narrate("idlib-brief: Nothing is told of any day there")
    return 1


def _first(every: Iterable[TimelineItem], limit: int | None) -> Iterable[TimelineItem]:
    from itertools import islice

    return islice(every, limit)


def _interval(begin: str | None, end: str | None) -> tuple[date | None, date | None]:
    """Return the first and the last day that are wanted.

    Raises:
        UsageError: One of them is no date, or the first is after the last.
    """
    first = _day(begin, "--from", 0)
    last = _day(end, "--to", 1)
    if first is not None and last is not None and first > last:
        raise UsageError(f"--from {begin} is after --to {end}", "Exchange them")
    return first, last


def _day(asked: str | None, option: str, end: int) -> date | None:
    if asked is None:
        return None
    moment = moment_of(asked)
    if moment is None or moment.first is None or "/" in asked:
        raise UsageError(
            f"{option} cannot be {asked!r}", "Write 2020-03-05, or 2020-03 for a month, or 2020"
        )
    return moment.last if end else moment.first


def _entity(library: Library, slug: str) -> str:
    slug = slug.strip().lower()
    if library.entity_names([slug]):
        return slug
    from corpus.knowledge.base import load

    base = load()
    if slug in base.entities:
        return slug
    from difflib import get_close_matches

    near = get_close_matches(slug, base.entities, n=3, cutoff=0.5)
    raise NotFoundError(
        f"There is no entity {slug!r}",
        f"Near: {', '.join(near)}" if near else "Write a slug such as person/akar",
    )


def _print_json(found: Iterable[TimelineItem]) -> None:
    from corpus.timeline_export import as_json

    for item in found:
        print_json(as_json(item))


def _print_lines(found: Overview, series: Series, every: Iterable[TimelineItem]) -> None:
    lines = Lines()
    if lines.on_terminal:
        for line in chart(found, series, lines.width):
            print(line)
    for item in every:
        day, source = item.published or "no date", item.source or "—"
        if not lines.on_terminal:
            fields = (item.moment.value, item.kind, day, item.article_id, source, item.text)
            lines.print(fields)
            continue
        head = f"{item.moment.short:<13}  {item.kind:<9}  {day:<10}  {item.article_id}"
        room = max(10, lines.width - len(head) - len(source) - 4)
        lines.print([head, source, item.around_date(room)[0]])


def chart(found: Overview, series: Series, width: int) -> Sequence[str]:
    """Return bars by month as lines of text, none where there is nothing to draw.

    Args:
        found: What is counted.
        series: What of it is drawn.
        width: Columns of the terminal.
    """
    from tui.panes.timeline_axis import axis_of, bar_rows, grouped, scale, year_labels

    which = {"published": (1, 0), "events": (0, 1)}.get(series, (1, 1))
    counts = {
        month: (both[0] * which[0], both[1] * which[1]) for month, both in found.by_month().items()
    }
    axis = axis_of(counts, width - GUTTER - 1)
    if axis is None:
        return ()
    lines: list[str] = []
    for number, name in enumerate(("published", "told of")):
        if not which[number]:
            continue
        totals = axis.totals({month: both[number] for month, both in counts.items()})
        labels = [grouped(scale(totals)), "", name, ""]
        gap = 1 if axis.column > 2 else 0
        for label, row in zip(labels, bar_rows(totals, HEIGHT, scale(totals)), strict=True):
            bars = "".join(glyph * (axis.column - gap) + " " * gap for glyph in row)
            lines.append(f"{label:>{GUTTER - 1}} {bars}".rstrip())
        lines.append(" " * GUTTER + "─" * axis.width)
    lines.append(f"{'':>{GUTTER}}{year_labels(axis, width - GUTTER - 1)}".rstrip())
    apart = _apart(axis.before, axis.after, month_text(axis.first), month_text(axis.last), found)
    return (*lines, *apart, "")


def _apart(before: int, after: int, first: str, last: str, found: Overview) -> tuple[str, ...]:
    told = [f"+{before} before {first}"] if before else []
    told += [f"+{after} after {last}"] if after else []
    told += [f"+{found.wide} of a year or the like"] if found.wide else []
    told += [f"+{found.of_unknown_year} of a year not stated"] if found.of_unknown_year else []
    return (f"{'':>{GUTTER}}{', '.join(told)}",) if told else ()
