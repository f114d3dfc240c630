"""Dates: what an article says about when, and the day or interval it means.

What the text leaves open stays open: without a year and without the publication day a value
begins with XXXX, and a weekday has no value at all. Part of a month is a convention: days 1–10,
11–20, 21 to the end; the end of a month as a limit («حتى نهاية شباط») is its last day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, MINYEAR, date
from typing import TYPE_CHECKING, Final

from corpus.entities import date_words as read

if TYPE_CHECKING:
    from corpus.entities.date_words import Days, Month, Part, Shift, Unit, Year
    from corpus.entities.words import Words

UNKNOWN_YEAR: Final = "XXXX"

_AHEAD: Final = 92
"""Days a day and month without a year may lie after the publication."""
_STEP: Final[dict[Shift | None, int]] = {None: 0, "past": -1, "this": 0, "next": 1}
_BESIDE_WEEKDAY: Final = (" ", ", ", "، ", " (", " - ")
_JOINED: Final = frozenset({"و", "-", "الي", "حتي", "او", "و حتي"})


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date found in a paragraph.

    ``start`` and ``end`` are positions of the folded paragraph.
    """

    start: int
    end: int
    value: str | None
    """ISO day, month, year or ``a/b``; ``XXXX`` stands for an unknown year; None when the text
    and the publication day do not settle it."""
    rule: str
    """What kind of date was read, for a person."""
    explicit: bool = False
    """The year stands in the text."""


@dataclass(slots=True)
class DateReader:
    """Reads the dates of one article, paragraph by paragraph in order.

    A reader keeps the last year and month the article stated, which «من العام ذاته» points at.
    """

    anchor: date | None
    """The day of publication, where it is known."""
    _stated: tuple[int, int] | None = field(default=None, init=False)

    def read(self, words: Words) -> list[DateMatch]:
        """Return the dates of a paragraph in order; none overlap. Linear in its length."""
        found: list[DateMatch] = []
        index = 0
        while index < len(words):
            result = None
            if read.may_begin_date(words.words[index]):
                result = self._at(words, index)
            if result is None:
                index += 1
                continue
            found.append(result[0])
            index = result[1]
        return _share_years(words, found)

    def _at(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read the date that begins at a word; return it and where to go on."""
        for rule in (
            self._numeric,
            self._day_of_month,
            self._relative_day,
            self._weekday,
            self._month,
            self._period,
            self._year,
        ):
            result = rule(words, index)
            if result is not None:
                return result
        return None

    def _numeric(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «05/03/2020», «2020-03-05»."""
        separator = words.gap(index)
        if separator not in ("/", "-", ".") or words.gap(index + 1) != separator:
            return None
        if words.gap(index + 2) == separator and words.get(index + 3).isdecimal():
            return None
        day = _numeric_day(*words.words[index : index + 3])
        if day is None:
            return None
        self._stated = (day.year, day.month)
        span = (words.starts[index], words.ends[index + 2])
        return DateMatch(*span, day.isoformat(), "numeric date", explicit=True), index + 3

    def _day_of_month(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «5 آذار/مارس», «28 و29 يونيو», «الخامس من أيار», «17 من الشهر الماضي»."""
        days = read.days_at(words, index)
        if days is None or not read.follows(words, days.end):
            return None
        after = days.end
        linked = words.words[after] == "من"
        after += linked
        if words.get(after) in read.MONTH_HEADS and read.follows(words, after):
            after += 1
        if not read.follows(words, after):
            return None
        month = read.month_at(words, after)
        if month is not None:
            year = read.year_after(words, month.end)
            value = self._days_value(days, month, year)
            rule = _rule("day and month", month, year)
            explicit = year.number is not None and value is not None
            tail = _tail(words, month, year)
            return DateMatch(words.starts[index], tail, value, rule, explicit), year.end
        if not linked or words.words[after - 1] != "الشهر" or words.words[after] not in read.SHIFTS:
            return None
        shifted = self._shifted_month(read.SHIFTS[words.words[after]])
        value = None if shifted is None else _iso_days(*shifted, days.first, days.last)
        span = (words.starts[index], words.ends[after])
        return DateMatch(*span, value, "day of a month not named"), after + 1

    def _days_value(self, days: Days, month: Month, year: Year) -> str | None:
        if month.calendar == "hijri" or month.contradicted:
            return None
        number = self._resolve_year(month.number, year, days.first)
        if year.number is not None:
            self._stated = (year.number, month.number)
        return _iso_days(number, month.number, days.first, days.last)

    def _resolve_year(self, month: int, year: Year, day: int | None) -> int | None:
        """Return the year a month belongs to, or None when nothing settles it."""
        if year.number is not None:
            return year.number
        if year.shift == "same":
            return self._stated[0] if self._stated else None
        if self.anchor is None or year.shift == "later":
            return None
        if year.of_year:
            return self.anchor.year + _STEP[year.shift]
        return _nearest_year(self.anchor, month, day, year.shift)

    def _shifted_month(self, shift: Shift) -> tuple[int, int] | None:
        """Return year and month of «الشهر الماضي» and its like."""
        if shift == "same":
            return self._stated
        if self.anchor is None or shift == "later":
            return None
        serial = self.anchor.year * 12 + self.anchor.month - 1 + _STEP[shift]
        return serial // 12, serial % 12 + 1

    def _relative_day(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «اليوم الجمعة», «أمس», «أول أمس», «غدا»."""
        relative = read.relative_day_at(words, index)
        if relative is None:
            return None
        start = words.starts[index] + (words.words[index][0] in "وف")
        end = relative.end
        weekday = read.weekday_at(words, end) if read.follows(words, end) else None
        if weekday is None or weekday.clitic:
            value = self._relative_value(relative.offset, None)
            return DateMatch(start, words.ends[end - 1], value, "day from the publication"), end
        value = self._relative_value(relative.offset, weekday.number)
        match = DateMatch(start, words.ends[end], value, "day from the publication, and weekday")
        return self._with_date(words, match, end + 1, weekday.number)

    def _relative_value(self, offset: int, weekday: int | None) -> str | None:
        if self.anchor is None:
            return None
        day = _plus(self.anchor, offset)
        if weekday is not None and offset <= 0:
            # A story republished the next morning keeps its weekday but not its «today».
            day = _plus(day, -((day.weekday() - weekday) % 7))
        elif weekday is not None:
            day = _plus(day, (weekday - day.weekday()) % 7)
        return day.isoformat()

    def _weekday(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «الخميس», «الأربعاء الماضي», «الخميس 5 آذار»."""
        weekday = read.weekday_at(words, index)
        if weekday is None:
            return None
        start = words.starts[index] + weekday.clitic
        alone = DateMatch(start, words.ends[index], None, "weekday")
        dated, after = self._with_date(words, alone, index + 1, weekday.number)
        if after != index + 1:
            return dated, after
        shift = read.SHIFTS.get(words.get(after)) if read.follows(words, after) else None
        if shift is not None:
            after += 1
        elif read.lies_ahead(words, index):
            shift = "this"
        value = self._weekday_value(weekday.number, shift)
        return replace(alone, end=words.ends[after - 1], value=value), after

    def _weekday_value(self, weekday: int, shift: Shift | None) -> str | None:
        """Return the day a weekday means: bare the last one, the publication day included."""
        if self.anchor is None or shift in ("same", "later"):
            return None
        back = (self.anchor.weekday() - weekday) % 7
        if shift == "past":
            return _plus(self.anchor, -(back or 7)).isoformat()
        if shift == "next":
            return _plus(self.anchor, 7 - back).isoformat()
        if shift == "this":
            return _plus(self.anchor, -back % 7).isoformat()
        return _plus(self.anchor, -back).isoformat()

    def _with_date(
        self, words: Words, match: DateMatch, index: int, weekday: int
    ) -> tuple[DateMatch, int]:
        """Join a weekday with the day and month right after it, which then carry the value."""
        if words.gap(index - 1) not in _BESIDE_WEEKDAY or index >= len(words):
            return match, index
        after = index
        if words.words[after] in ("الموافق", "المصادف"):
            after += 1
        if not after < len(words):
            return match, index
        dated = self._numeric(words, after)
        days = read.days_at(words, after)
        if dated is None and days is not None and days.first == days.last:
            dated = self._day_of_month(words, after)
        if dated is None:
            return match, index
        value = dated[0].value
        if value is not None and not dated[0].explicit:
            value = _on_weekday(value, weekday)
        return replace(dated[0], start=match.start, value=value), dated[1]

    def _month(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «أيار/مايو 2017», «نهاية شباط/فبراير الجاري», «في آذار»."""
        part = read.part_at(words.words[index])
        at = index
        if part is not None:
            at += 1
            if words.get(at) in read.MONTH_HEADS and read.follows(words, at):
                at += 1
            if not read.follows(words, at):
                return None
        month = read.month_at(words, at, cliticised=part is None)
        if month is None:
            return self._part_of_period(words, index, at) if part else None
        year = read.year_after(words, month.end)
        before = words.get(index - 1) if read.near(words, index - 1) else ""
        if part is None and not _is_month(month, year, before):
            return None
        value = self._month_value(month, year, _exact(part, before))
        start = month.start if part is None else words.starts[index] + part[1]
        rule = _rule("month" if part is None else "part of a month", month, year)
        explicit = year.number is not None and value is not None
        return DateMatch(start, _tail(words, month, year), value, rule, explicit), year.end

    def _month_value(self, month: Month, year: Year, part: Part | None) -> str | None:
        if month.calendar == "hijri" or month.contradicted:
            return None
        number = self._resolve_year(month.number, year, None)
        if year.number is not None:
            self._stated = (year.number, month.number)
        return _iso_month(number, month.number, part)

    def _part_of_period(self, words: Words, index: int, at: int) -> tuple[DateMatch, int] | None:
        """Read «منتصف الشهر الماضي»; ``at`` is the index after «الشهر»."""
        shift = read.SHIFTS.get(words.get(at))
        part = read.part_at(words.words[index])
        if words.words[at - 1] != "الشهر" or shift is None or part is None:
            return None
        shifted = self._shifted_month(shift)
        before = words.get(index - 1) if read.near(words, index - 1) else ""
        value = None if shifted is None else _iso_month(*shifted, _exact(part, before))
        span = (words.starts[index] + part[1], words.ends[at])
        return DateMatch(*span, value, "part of a month not named"), at + 1

    def _period(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «الشهر الماضي», «العام الجاري», «الأسبوع المقبل»."""
        unit = read.unit_at(words.words[index])
        if unit is None or not read.follows(words, index + 1):
            return None
        shift = read.SHIFTS.get(words.words[index + 1])
        if shift is None or shift in ("same", "later"):
            return None
        value = self._period_value(unit[0], shift)
        span = (words.starts[index] + unit[1], words.ends[index + 1])
        return DateMatch(*span, value, f"{unit[0]} from the publication"), index + 2

    def _period_value(self, unit: Unit, shift: Shift) -> str | None:
        if self.anchor is None:
            return None
        if unit == "year":
            return _iso_year(self.anchor.year + _STEP[shift])
        if unit == "month":
            shifted = self._shifted_month(shift)
            return None if shifted is None else _iso_month(*shifted, None)
        # Weeks begin on Saturday, Sunday or Monday, and «last week» often means «some days ago».
        return None

    def _year(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «عام 2018», «بين عامي 2016 و2018», «منذ 2011»."""
        number = read.year_number(words.words[index])
        if number is None:
            return None
        before = read.stems(words.get(index - 1)) if read.near(words, index - 1) else set()
        headed = bool(before & (read.YEAR_HEADS | read.YEAR_PAIR_HEADS))
        if "و" in before and read.year_number(words.get(index - 2)) is not None:
            headed = bool(read.stems(words.get(index - 3)) & read.YEAR_PAIR_HEADS)
        bare = bool(before & read.BEFORE_BARE_YEAR) and read.year_closes(words, index)
        if not headed and not bare:
            return None
        span = (words.starts[index], words.ends[index])
        return DateMatch(*span, str(number), "year", explicit=True), index + 1


def _is_month(month: Month, year: Year, before: str) -> bool:
    """Tell whether a month's name without a day is meant as a month."""
    if year.number is not None or month.paired:
        return True
    if month.calendar == "hijri" or month.common:
        return before in ("شهر", "شهري") or (not month.common and year.shift is not None)
    return year.shift is not None or month.cliticised or before in read.BEFORE_BARE_MONTH


def _exact(part: tuple[Part, int] | None, before: str) -> Part | None:
    """Return a part of a month; its end is its last day only as a limit."""
    if part is None or part[0] != "end":
        return None if part is None else part[0]
    return "end" if part[1] or before in read.DEADLINES else "late"


def _plus(day: date, days: int) -> date:
    """Add days, staying where the calendar ends."""
    return date.fromordinal(
        min(max(day.toordinal() + days, date(MINYEAR, 1, 1).toordinal()), date.max.toordinal())
    )


def _iso_year(year: int | None) -> str | None:
    """Return a year as a value holds it, None where the calendar ends."""
    if year is None:
        return UNKNOWN_YEAR
    return f"{year:04}" if MINYEAR <= year <= MAXYEAR else None


def _iso_days(year: int | None, month: int, first: int, last: int) -> str | None:
    """Return the value of a day or a run of days, None if the month has no such day."""
    written = _iso_year(year)
    if written is None:
        return None
    # 2000 was a leap year: without a year 29 February may be meant.
    if last > monthrange(2000 if year is None else year, month)[1]:
        return None
    head = f"{written}-{month:02}"
    return f"{head}-{first:02}" if first == last else f"{head}-{first:02}/{head}-{last:02}"


def _iso_month(year: int | None, month: int, part: Part | None) -> str | None:
    """Return the value of a month or a part of it; without a year parts are not told apart."""
    written = _iso_year(year)
    if year is None or written is None or part is None:
        return None if written is None else f"{written}-{month:02}"
    last = monthrange(year, month)[1]
    parts: dict[Part, tuple[int, int]] = {
        "early": (1, 10),
        "middle": (11, 20),
        "late": (21, last),
        "end": (last, last),
    }
    return _iso_days(year, month, *parts[part])


def _numeric_day(first: str, second: str, third: str) -> date | None:
    """Read three numbers as year, month, day or day, month, year; None if they are no date."""
    if not all(
        number.isdecimal() and len(number) in (1, 2, 4) for number in (first, second, third)
    ):
        return None
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        day, month, year = int(first), int(second), int(third)
    if month > 12 >= day:
        day, month = month, day
    try:
        return date(year, month, day) if read.FIRST_YEAR <= year <= read.LAST_YEAR else None
    except ValueError:
        return None


def _nearest_year(anchor: date, month: int, day: int | None, shift: Shift | None) -> int:
    """Return the year that a day and month, or a month, means in an article of ``anchor``.

    With no word that points, it is the latest one that is past, or one that lies at most 92 days
    in the future.
    """
    here = (anchor.month, anchor.day if day is not None else 0)
    there = (month, day or 0)
    if shift == "this":
        return anchor.year
    if shift == "past":
        return anchor.year if there < here else anchor.year - 1
    if shift == "next":
        return anchor.year if there > here else anchor.year + 1
    # A day near the turn of the year may lie in the next one.
    year = anchor.year if there > here else anchor.year + 1
    ahead = date(min(year, MAXYEAR), month, min(day or 1, 28)) - anchor
    return year if ahead.days <= _AHEAD else year - 1


def _on_weekday(value: str, weekday: int) -> str:
    """Move a day whose year was worked out to a year next to it in which it has this weekday."""
    if value.startswith(UNKNOWN_YEAR) or len(value) != 10 or value.endswith("02-29"):
        return value
    day = date.fromisoformat(value)
    for year in (day.year, day.year - 1, day.year + 1):
        if MINYEAR <= year <= MAXYEAR and day.replace(year=year).weekday() == weekday:
            return day.replace(year=year).isoformat()
    return value


def _tail(words: Words, month: Month, year: Year) -> int:
    return month.tail if year.end == month.end else words.ends[year.end - 1]


def _rule(kind: str, month: Month, year: Year) -> str:
    if month.contradicted:
        return f"{kind}, but its two names are of different months"
    if month.calendar == "hijri":
        return f"{kind} of the Hijri calendar"
    return f"{kind} with year" if year.number is not None else kind


def _share_years(words: Words, found: list[DateMatch]) -> list[DateMatch]:
    """Give the year of a date to the one it is joined to: «23 يناير و15 فبراير 2017»."""
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        if first.explicit or not second.explicit or first.value is None or second.value is None:
            continue
        if "/" in first.value or len(first.value) < 7 or len(second.value) < 7:
            continue
        if words.text[first.end : second.start].strip(" ") not in _JOINED:
            continue
        year = int(second.value[:4]) - (first.value[5:7] > second.value[5:7])
        shared[index] = replace(first, value=f"{year:04}{first.value[4:]}", explicit=True)
    return shared
