"""A timeline: what was published when, and of which days articles tell, kept apart.

A *moment* is what a date in a text stands for: a day, a month, a year, a run of days, each with
its precision. An *account* is what one article says of one moment; two articles that tell of the
same day are two accounts of it, side by side. Months are counted as serial numbers, twelve a
year, so that they can be added to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.article import Certainty, Span

Kind = Literal["published", "event"]
"""Whether an article appeared on a day, or tells of it."""
Series = Literal["both", "published", "events"]
Precision = Literal["day", "days", "month", "months", "year", "years", "year unknown"]
Unit = Literal["day", "week", "month", "year"]

UNKNOWN_YEAR = "XXXX"
LONGEST_IN_A_MONTH = 31
"""Days of the longest moment that counts for a month: a year would make Januaries look busy."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PART = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def month_of(day: date) -> int:
    """Return the serial number of a day's month."""
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """Return a month as ISO writes it, such as ``2018-09``."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


@dataclass(frozen=True, slots=True)
class Moment:
    """What a date stands for."""

    value: str
    """ISO day, month, year or ``a/b`` interval; ``XXXX`` stands for an unknown year."""
    first: date | None
    """The first day it covers; None where the year is not known."""
    last: date | None
    """The last one, inclusive."""
    precision: Precision

    @property
    def month(self) -> int | None:
        """The month it begins in, as a serial number; None where it is too wide for any."""
        if self.first is None or self.last is None:
            return None
        if (self.last - self.first).days >= LONGEST_IN_A_MONTH:
            return None
        return month_of(self.first)

    @property
    def order(self) -> tuple[bool, date, int, str]:
        """Sorts by the first day, what covers more before what covers less, unknown years last."""
        if self.first is None or self.last is None:
            return True, date.min, 0, self.value
        return False, self.first, (self.first - self.last).days, self.value

    @property
    def short(self) -> str:
        """The moment in ISO's manner, an interval shortened: ``2020-02-21…29``."""
        begin, _, end = self.value.partition("/")
        if not end:
            return begin
        shared = begin[:8] == end[:8] and len(end) == 10
        return f"{begin}…{end[8:] if shared else end[5:] if begin[:5] == end[:5] else end}"

    @property
    def spoken(self) -> str:
        """The moment as a person says it: ``Mon 17 Sep 2018``, ``21 – 29 Feb 2020``."""
        begin, _, end = self.value.partition("/")
        if not end:
            if self.precision != "day" or self.first is None:
                return _spelt(begin)
            return f"{_WEEKDAYS[self.first.weekday()]} {_spelt(begin)}"
        if begin[:8] == end[:8] and len(begin) == len(end) == 10:
            return f"{int(begin[8:])} – {_spelt(end)}"
        return f"{_spelt(begin)} – {_spelt(end)}"

    def meets(self, begin: date | None, end: date | None) -> bool:
        """Tell whether it shares a day with an interval, either end of which may be open."""
        if self.first is None or self.last is None:
            return begin is None and end is None
        return (begin is None or self.last >= begin) and (end is None or self.first <= end)


def _spelt(part: str) -> str:
    year, _, rest = part.partition("-")
    month, _, day = rest.partition("-")
    words = [str(int(day))] if day else []
    if month:
        words.append(_MONTHS[int(month) - 1])
    return " ".join((*words, "(year not stated)" if year == UNKNOWN_YEAR else year))


@cache
def moment_of(value: str) -> Moment | None:
    """Return the moment a date's value stands for, None where it is no such value.

    Args:
        value: As a mention of a date has it: ISO day, month, year or ``a/b`` interval, ``XXXX``
            for an unknown year.
    """
    begin, slash, end = value.partition("/")
    if UNKNOWN_YEAR in value:
        parts = (begin, end) if slash else (begin,)
        return Moment(value, None, None, "year unknown") if all(map(_is_part, parts)) else None
    first, last = _covered(begin), _covered(end) if slash else _covered(begin)
    if first is None or last is None or last[1] < first[0]:
        return None
    one: Precision = {4: "year", 7: "month"}.get(len(begin), "day")  # type: ignore[assignment]
    many: Precision = {4: "years", 7: "months"}.get(len(begin), "days")  # type: ignore[assignment]
    return Moment(value, first[0], last[1], many if slash else one)


def _is_part(part: str) -> bool:
    found = _PART.fullmatch(part)
    if found is None:
        return False
    month, day = int(found[2] or 1), int(found[3] or 1)
    return 1 <= month <= 12 and 1 <= day <= 31


def _covered(part: str) -> tuple[date, date] | None:
    """Return the first and last day of an ISO day, month or year."""
    found = _PART.fullmatch(part)
    if found is None or part.startswith(UNKNOWN_YEAR):
        return None
    year, month, day = int(found[1]), found[2], found[3]
    try:
        if day:
            only = date(year, int(month), int(day))
            return only, only
        first = date(year, int(month or 1), 1)
        months_on = month_of(first) + (1 if month else 12)
        if months_on >= 12 * 9999:
            return first, date.max
        return first, date(months_on // 12, months_on % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Group:
    """A moment, with how many articles appeared on it and how many tell of it."""

    moment: Moment
    published: int
    events: int

    def count(self, series: Series) -> int:
        """Return how many items it has."""
        if series == "both":
            return self.published + self.events
        return self.published if series == "published" else self.events


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line of a timeline: an article that appeared, or what one says of a moment."""

    kind: Kind
    moment: Moment
    """When it appeared, or when that of which it tells took place."""
    article_id: str
    label: str
    """The article's title, or how it begins."""
    source: str | None
    published: str | None
    """The ISO day on which the article appeared; never the day it tells of."""
    span: Span
    """The sentence that tells of it; the headline, or where the body begins, of an article."""
    text: str
    """The span's words on one line, in logical order."""
    date_span: Span | None = None
    """Where the date stands in the article."""
    date_at: tuple[int, int] = (0, 0)
    """Where it stands in ``text``, in code points."""
    certainty: Certainty = "sure"
    """How sure the date's value is."""
    entities: tuple[str, ...] = ()
    """Slugs of what the sentence mentions, dates excepted, in reading order."""
    said_by: tuple[str, ...] = ()
    """Slugs of those in whose statement the date stands."""
    is_statement: bool = False
    """Whether somebody is quoted with it, be it known who or not."""
    further: int = 0
    """How many more sentences of the article tell of the same moment."""

    def around_date(self, room: int) -> tuple[str, tuple[int, int]]:
        """Return the words from where the date is within sight, and where it stands in them.

        Args:
            room: Columns there are; a code point is taken for one.
        """
        start, end = self.date_at
        if end < room:
            return self.text, self.date_at
        begin = max(0, min(start - room // 3, len(self.text) - room + 2))
        blank = self.text.find(" ", begin, start)
        begin = begin if blank < 0 else blank + 1
        moved = begin - 1
        return f"…{self.text[begin:]}", (start - moved, end - moved)


@dataclass(frozen=True, slots=True)
class Landmark:
    """A day known from the knowledge base, not from what any article says."""

    slug: str
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Overview:
    """All moments of a timeline, in order, and what has no place on it."""

    groups: tuple[Group, ...]
    undated: int = 0
    """Articles of which it is not known when they appeared."""

    def total(self, series: Series) -> int:
        """Return how many items there are."""
        return sum(group.count(series) for group in self.groups)

    def by_month(self) -> dict[int, tuple[int, int]]:
        """Return how many articles appeared in each month, and how many accounts tell of it.

        Moments longer than a month are in none: see `wide`.
        """
        counts: dict[int, tuple[int, int]] = {}
        for group in self.groups:
            month = group.moment.month
            if month is not None:
                published, events = counts.get(month, (0, 0))
                counts[month] = published + group.published, events + group.events
        return counts

    @property
    def wide(self) -> int:
        """How many accounts tell of a moment longer than a month."""
        return sum(
            group.events
            for group in self.groups
            if group.moment.month is None and group.moment.first is not None
        )

    @property
    def of_unknown_year(self) -> int:
        """How many accounts tell of a day of a year that is not stated."""
        return sum(group.events for group in self.groups if group.moment.first is None)

    def within(self, begin: date | None, end: date | None) -> Overview:
        """Return what meets an interval, either end of which may be open."""
        kept = tuple(group for group in self.groups if group.moment.meets(begin, end))
        return Overview(kept, self.undated if begin is None and end is None else 0)

    def shown(self, series: Series, months: tuple[int, int] | None = None) -> tuple[Group, ...]:
        """Return the groups with something of a series, those that begin in some months alone.

        Args:
            series: What is shown.
            months: The first and the last month, as serial numbers; None for all.
        """
        return tuple(
            group
            for group in self.groups
            if group.count(series) and (months is None or _begins_in(group.moment, months))
        )


def _begins_in(moment: Moment, months: tuple[int, int]) -> bool:
    return moment.first is not None and months[0] <= month_of(moment.first) <= months[1]


def overview_of(
    published: Iterable[tuple[str, int]], events: Iterable[tuple[str, int]], undated: int = 0
) -> Overview:
    """Return an overview of counts by value; what is no date's value is left out.

    Args:
        published: ISO days, with how many articles appeared on each.
        events: Values of dates, with how many accounts there are of each.
        undated: How many articles have no known day.
    """
    counts: dict[Moment, tuple[int, int]] = {}
    for rows, which in ((published, 0), (events, 1)):
        for value, number in rows:
            moment = moment_of(value)
            if moment is not None and number > 0:
                before = counts.get(moment, (0, 0))
                counts[moment] = (
                    (before[0] + number, before[1])
                    if which == 0
                    else (before[0], before[1] + number)
                )
    ordered = sorted(counts.items(), key=lambda item: item[0].order)
    return Overview(tuple(Group(moment, *both) for moment, both in ordered), undated)


def stepped(groups: Sequence[Group], at: int, unit: Unit, direction: int) -> int | None:
    """Return the group that is a day, week, month or year on or back, None where none is.

    Empty days, weeks, months and years are stepped over. A day, month or year is that of the
    calendar, and one comes to its first group; a week is seven days.

    Args:
        groups: In order; those of unknown years, at the end, are never stepped to.
        at: The index of a group.
        unit: How far.
        direction: 1 for on, -1 for back.
    """
    starts = [group.moment.first for group in groups if group.moment.first is not None]
    if not 0 <= at < len(groups):
        return None
    here = groups[at].moment.first
    if here is None:
        return len(starts) - 1 if direction < 0 and starts else None
    if direction > 0:
        wanted = _next(here, unit)
        found = len(starts) if wanted is None else bisect_left(starts, wanted)
        return found if found < len(starts) else None
    limit = here - timedelta(days=6) if unit == "week" and here.toordinal() > 7 else here
    before = bisect_left(starts, _begin(limit, unit) if unit != "week" else limit)
    if before == 0:
        return None
    return bisect_left(starts, _begin(starts[before - 1], unit))


def _begin(day: date, unit: Unit) -> date:
    """Return the first day of the month or year a day is in; the day itself for other units."""
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _next(day: date, unit: Unit) -> date | None:
    """Return the first day that counts as one unit on; None beyond the calendar's end."""
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=1 if unit == "day" else 7)
        month = month_of(day) + 1
        return date(month // 12, month % 12 + 1, 1) if unit == "month" else date(day.year + 1, 1, 1)
    except (OverflowError, ValueError):
        return None


def accounts(items: Iterable[TimelineItem]) -> Mapping[Moment, tuple[TimelineItem, ...]]:
    """Return the items of each moment, in order."""
    return {moment: tuple(group) for moment, group in groupby(items, key=lambda i: i.moment)}
