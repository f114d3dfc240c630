"""Dates: what an article says about when, and the day or interval it means.

What the text leaves open stays open: without a year and without the publication day a value
begins with XXXX, and a weekday has no value at all. Part of a month is a convention: days 1–10,
11–20, 21 to the end; the end of a month as a limit («حتى نهاية شباط») is its last day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.entities.dates import values as values
from corpus.entities.dates import words as read
from corpus.entities.speech.quotations import find_quotations
from corpus.entities.words import Mark, marked

if TYPE_CHECKING:
    from corpus.article import Certainty
    from corpus.entities.dates.words import Days, Month, Part, Shift, Unit, Year
    from corpus.entities.speech.quotations import Quotation
    from corpus.entities.words import Words

UNKNOWN_YEAR: Final = values.UNKNOWN_YEAR

_AHEAD: Final = 31
"""Days a month without a year may lie after the publication as a matter of course."""
_SPELT_AS_MONTHS: Final = frozenset({"آب", "مارس"})
_BEFORE_COMMON_MONTH: Final = frozenset({"في", "منذ", "حتي", "خلال", "بحلول", "طوال"})
_DAYS_AHEAD: Final = 61
"""The same of a day: «انتخابات 18 أبريل» in March; one ten months ago would be given its year."""
_FAR_AHEAD: Final = 183
"""The same, where the words before say that it is still to come."""
_STEP: Final[dict[Shift | None, int]] = {None: 0, "past": -1, "this": 0, "next": 1}
_BESIDE_WEEKDAY: Final = (" ", ", ", "، ", " (", " - ")
_SHORTEST_QUOTATION: Final = 12
"""Code points of a quotation that can hold a clause; shorter ones are names."""
_BESIDE_HIJRI: Final = 12
"""How far apart a Hijri date and the same day of the other calendar stand, in code points."""
_SENTENCE: Final = 160
"""How far before a quotation its day can stand, in code points."""
_DATES_OF_SENTENCE: Final = 4
"""How many dates before a quotation are looked at."""
_OPENING: Final = 40
"""How far before a quotation the verb that opens it can stand, in code points."""
_STOPS: Final = frozenset(".؛;!?؟")
_CARRYING: Final = frozenset(
    {"واضاف", "واضافت", "وتابع", "وتابعت", "واردف", "واردفت", "واوضح", "واوضحت", "ومضي", "واستطرد"}
)
"""Verbs that carry the last speech on."""
_HEADS: Final = frozenset({"شهر", "شهري"})
_HIJRI: Final = "of the Hijri calendar"
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_JOINED: Final = frozenset({"و", "-", "الي", "حتي", "او", "و حتي"})


class DateMatch(NamedTuple):
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
    certainty: Certainty = "sure"
    candidates: tuple[str, ...] = ()
    """Every value it can have, the likeliest first, where that is more than one."""


@dataclass(slots=True)
class DateReader:
    """Reads the dates of one article, paragraph by paragraph in order.

    A reader keeps the last year and month the article spoke of, which «من العام ذاته» and «9 منه»
    point at.
    """

    anchor: date | None
    """The day of publication, where it is known."""
    inferred: bool = False
    """The day of publication was worked out and stands nowhere."""
    _stated: tuple[int | None, int] | None = field(default=None, init=False)
    """Year, where it is known, and month of the last date."""
    _in_paragraph: tuple[int, int] | None = field(default=None, init=False)
    """The same of the last date of the paragraph whose year stood in the text."""
    _looks_ahead: bool = field(default=False, init=False)
    """The last date of the paragraph lies in a month after the publication."""
    _quotations: list[Quotation] | None = field(default=None, init=False)
    """The quotations of the paragraph, found when they are first asked for."""
    _said: date | None = field(default=None, init=False)
    """The day on which the speaker quoted last spoke, where the article states it."""

    def read(self, words: Words) -> list[DateMatch]:
        """Return the dates of a paragraph in order; none overlap. Linear in its length."""
        found: list[DateMatch] = []
        self._in_paragraph = None
        self._looks_ahead = False
        self._quotations = None
        behind = 0
        for index in marked(words, Mark.DATE, read.cue_of):
            if index < behind:
                continue
            result = self._at(words, index, read.cue_of(words.words[index]), found)
            if result is not None:
                found.append(result[0])
                behind = result[1]
        if not found:
            return found
        shared = _narrow_hijri(_share_years(words, found))
        return [self._weighed(match) for match in shared]

    def _weighed(self, match: DateMatch) -> DateMatch:
        """Say how sure a value is: no surer than the publication day it was counted from."""
        if match.value is None or UNKNOWN_YEAR in match.value:
            return match._replace(certainty="open")
        if not match.explicit and self.inferred:
            return match._replace(certainty="likely")
        return match

    def _at(
        self, words: Words, index: int, cue: int, found: list[DateMatch]
    ) -> tuple[DateMatch, int] | None:
        """Read the date that begins at a word; return it and where to go on."""
        result = None
        if cue & read.Cue.NUMBER:
            result = self._numeric(words, index)
        if result is None and cue & read.Cue.DAY:
            days = read.days_at(words, index)
            if days is not None and read.follows(words, days.end):
                result = self._day_of_month(words, index, days) or self._day_of_last_month(
                    words, index, days
                )
        if result is None and cue & read.Cue.RELATIVE:
            result = self._relative_day(words, index, found)
        if result is None and cue & read.Cue.WEEKDAY:
            result = self._weekday(words, index)
        if result is None and cue & read.Cue.MONTH:
            result = self._joined_months(words, index) or self._month(words, index)
        if result is None and cue & read.Cue.PERIOD:
            result = self._period(words, index)
        if result is None and cue & read.Cue.NUMBER:
            result = self._year(words, index)
        if result is None and cue & read.Cue.AGO:
            result = self._ago(words, index)
        return result

    def _numeric(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «05/03/2020», «2020-03-05», «5 / 3 / 2020»."""
        gap = words.gap(index)
        separator = gap.strip(" ")
        if separator not in ("/", "-", ".", "\\") or words.gap(index + 1) != gap or len(gap) > 3:
            return None
        if words.gap(index + 2) == separator and words.get(index + 3).isdecimal():
            return None
        day = values.numeric_day(*words.words[index : index + 3])
        if day is None:
            return None
        self._state(day.year, day.month, explicit=True)
        span = (words.starts[index], words.ends[index + 2])
        return DateMatch(*span, day.isoformat(), "numeric date", explicit=True), index + 3

    def _state(self, year: int | None, month: int, *, explicit: bool = False) -> None:
        """Take note of the month a date was in."""
        self._stated = (year, month)
        if year is not None and self.anchor is not None:
            self._looks_ahead = (year, month) > (self.anchor.year, self.anchor.month)
        if explicit and year is not None:
            self._in_paragraph = (year, month)

    def _day_of_month(self, words: Words, index: int, days: Days) -> tuple[DateMatch, int] | None:
        """Read «5 آذار/مارس», «28 و29 يونيو», «الخامس من أيار», «17 من الشهر الماضي»."""
        start = words.starts[index] + days.clitic
        after = days.end
        linked = words.words[after] == "من"
        after += linked
        if words.get(after) in read.MONTH_HEADS and read.follows(words, after):
            after += 1
        if not read.follows(words, after):
            return None
        month = read.month_at(words, after)
        if month is not None and month.calendar == "hijri":
            return self._hijri_day(words, start, days, month)
        if month is not None:
            year = read.year_after(words, month.end)
            value, certainty = self._days_value(days, month, year, words, index)
            rule = _rule("day and month", month, year)
            explicit = year.number is not None and value is not None
            tail = _tail(words, month, year)
            return DateMatch(start, tail, value, rule, explicit, certainty), year.end
        if not linked or words.words[after - 1] != "الشهر" or words.words[after] not in read.SHIFTS:
            return None
        shifted = self._shifted_month(read.SHIFTS[words.words[after]])
        value = None if shifted is None else values.iso_days(*shifted, days.first, days.last)
        if shifted is not None:
            self._state(*shifted)
        span = (start, words.ends[after])
        return DateMatch(*span, value, "day of a month not named"), after + 1

    def _hijri_day(
        self, words: Words, start: int, days: Days, month: Month
    ) -> tuple[DateMatch, int]:
        """Read «15 رجب 1441 هـ», whose value holds one day more on either side."""
        number = read.hijri_year(words, month.end)
        end = month.end
        value = None
        if number is not None:
            end += 1
            value = values.hijri_days(number, month.number, days.first, days.last)
        tail = month.tail if end == month.end else words.ends[end - 1]
        rule = f"day and month {_HIJRI}, counted by its tables"
        return DateMatch(start, tail, value, rule, value is not None, "likely"), end

    def _day_of_last_month(
        self, words: Words, index: int, days: Days
    ) -> tuple[DateMatch, int] | None:
        """Read «9 منه», «17 من الشهر», «18 الجاري»: days of the last month spoken of or of this."""
        following = words.words[days.end]
        of_it = following == "منه"
        of_month = (
            following == "من"
            and words.get(days.end + 1) == "الشهر"
            and read.follows(words, days.end + 1)
        )
        running = following == "الجاري" and words.words[index].isdecimal()
        month = self._stated
        if running:
            month = None if self.anchor is None else (self.anchor.year, self.anchor.month)
        elif month is None and of_month and self.anchor is not None:
            month = (self.anchor.year, self.anchor.month)
        if not (of_it or of_month or running) or month is None:
            return None
        value = values.iso_days(*month, days.first, days.last)
        last = days.end if running else days.end - 1
        span = (words.starts[index] + days.clitic, words.ends[last])
        if running:
            return DateMatch(*span, value, "day of the month of publication"), days.end + 1
        rule = "day of the month spoken of last"
        return DateMatch(*span, value, rule, certainty="likely"), days.end + 1

    def _days_value(
        self, days: Days, month: Month, year: Year, words: Words, index: int
    ) -> tuple[str | None, Certainty]:
        if month.contradicted:
            return None, "open"
        number, certainty = self._resolve_year(month.number, year, days.first, words, index)
        self._state(number, month.number, explicit=year.number is not None)
        return values.iso_days(number, month.number, days.first, days.last), certainty

    def _resolve_year(
        self, month: int, year: Year, day: int | None, words: Words, index: int
    ) -> tuple[int | None, Certainty]:
        """Return the year a month belongs to, or None when nothing settles it, and how sure."""
        if year.number is not None:
            return year.number, "sure"
        if year.shift == "same":
            return (self._stated[0], "likely") if self._stated else (None, "open")
        if year.shift is None and self._in_paragraph and self._in_paragraph[1] == month:
            return self._in_paragraph[0], "likely"
        if self.anchor is None or year.shift == "later":
            return None, "open"
        if year.of_year:
            return self.anchor.year + _STEP[year.shift], "sure"
        near = _AHEAD if day is None else _DAYS_AHEAD
        ahead = _FAR_AHEAD if self._looks_ahead or read.is_to_come(words, index) else near
        number = values.nearest_year(self.anchor, month, day, year.shift, ahead)
        return number, "likely" if year.shift is None else "sure"

    def _shifted_month(self, shift: Shift) -> tuple[int | None, int] | None:
        """Return year and month of «الشهر الماضي» and its like."""
        if shift == "same":
            return self._stated
        if self.anchor is None or shift == "later":
            return None
        serial = self.anchor.year * 12 + self.anchor.month - 1 + _STEP[shift]
        return serial // 12, serial % 12 + 1

    def _relative_day(
        self, words: Words, index: int, found: list[DateMatch]
    ) -> tuple[DateMatch, int] | None:
        """Read «اليوم الجمعة», «أمس», «أول أمس», «غدا»."""
        relative = read.relative_day_at(words, index)
        if relative is None:
            return None
        start = words.starts[index] + relative.clitic
        end = relative.end
        weekday = read.weekday_at(words, end) if read.follows(words, end) else None
        if weekday is not None and not weekday.clitic:
            value = self._relative_value(relative.offset, weekday.number)
            match = DateMatch(
                start, words.ends[end], value, "day from the publication, and weekday"
            )
            return self._with_date(words, match, end + 1, weekday.number)
        span = (start, words.ends[end - 1])
        quotation = self._quotation_around(words, start)
        if quotation is None:
            value = self._relative_value(relative.offset, None)
            return DateMatch(*span, value, "day from the publication"), end
        return self._quoted_day(words, span, relative.offset, quotation, found), end

    def _quotation_around(self, words: Words, at: int) -> Quotation | None:
        """Return the outermost quotation of several words that holds a position."""
        if self._quotations is None:
            self._quotations = [
                quotation
                for quotation in find_quotations(words.text)[0]
                if not quotation.depth and quotation.end - quotation.start > _SHORTEST_QUOTATION
            ]
        behind = bisect_left(self._quotations, at, key=lambda quotation: quotation.start)
        quotation = self._quotations[behind - 1] if behind else None
        return quotation if quotation is not None and at < quotation.end else None

    def _quoted_day(
        self,
        words: Words,
        span: tuple[int, int],
        offset: int,
        quotation: Quotation,
        found: list[DateMatch],
    ) -> DateMatch:
        """Count «أمس» inside a quotation from the day on which it was said.

        That is the day that stands in the sentence before the quotation, or else of the quotation
        before, where «وأضاف» carries it on; where none is stated, the day of publication or, as
        likely, the one before.
        """
        said = self._day_of_speech(words, quotation, found)
        if said is not None:
            counted = values.plus(said, offset).isoformat()
            rule = f"day from the day of speech, {said.isoformat()}"
            return DateMatch(*span, counted, rule, certainty="likely")
        value = self._relative_value(offset, None)
        rule = "day from the publication, inside a quotation: the day of speech is not stated"
        if self.anchor is None or offset >= 0:
            return DateMatch(*span, value, rule, certainty="likely")
        earlier = values.plus(self.anchor, offset - 1).isoformat()
        others = (values.plus(self.anchor, offset).isoformat(), earlier)
        return DateMatch(*span, value, rule, certainty="likely", candidates=others)

    def _day_of_speech(
        self, words: Words, quotation: Quotation, found: list[DateMatch]
    ) -> date | None:
        """Return the day that the sentence around a quotation gives for it."""
        before = bisect_left(found, quotation.start, key=lambda match: match.start)
        for match in reversed(found[max(before - _DATES_OF_SENTENCE, 0) : before]):
            between = words.text[match.end : quotation.start]
            if len(between) > _SENTENCE or not _STOPS.isdisjoint(between):
                break
            if match.value is not None and _DAY.fullmatch(match.value):
                self._said = date.fromisoformat(match.value)
                return self._said
        opening = words.text[max(quotation.start - _OPENING, 0) : quotation.start]
        carried = _CARRYING.intersection(opening.split())
        return self._said if carried else None

    def _relative_value(self, offset: int, weekday: int | None) -> str | None:
        if self.anchor is None:
            return None
        day = values.plus(self.anchor, offset)
        if weekday is not None and offset <= 0:
            # A story republished the next morning keeps its weekday but not its «today».
            day = values.plus(day, -((day.weekday() - weekday) % 7))
        elif weekday is not None:
            day = values.plus(day, (weekday - day.weekday()) % 7)
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
        if read.is_before_last(words, after):
            value = None
            if self.anchor is not None:
                back = (self.anchor.weekday() - weekday.number) % 7 or 7
                value = values.plus(self.anchor, -back - 7).isoformat()
            return alone._replace(end=words.ends[after + 1], value=value), after + 2
        shift = read.SHIFTS.get(words.get(after)) if read.follows(words, after) else None
        if shift is not None:
            after += 1
            alone = alone._replace(end=words.ends[after - 1])
            dated, behind = self._with_date(words, alone, after, weekday.number)
            if behind != after:
                return dated, behind
        elif read.lies_ahead(words, index):
            shift = "this"
        value = self._weekday_value(weekday.number, shift)
        return alone._replace(value=value), after

    def _weekday_value(self, weekday: int, shift: Shift | None) -> str | None:
        """Return the day a weekday means: bare the last one, the publication day included."""
        if self.anchor is None or shift in ("same", "later"):
            return None
        back = (self.anchor.weekday() - weekday) % 7
        if shift == "past":
            return values.plus(self.anchor, -(back or 7)).isoformat()
        if shift == "next":
            return values.plus(self.anchor, 7 - back).isoformat()
        if shift == "this":
            return values.plus(self.anchor, -back % 7).isoformat()
        return values.plus(self.anchor, -back).isoformat()

    def _with_date(
        self, words: Words, match: DateMatch, index: int, weekday: int
    ) -> tuple[DateMatch, int]:
        """Join a weekday with the day and month right after it, which then carry the value."""
        gap = words.gap(index - 1)
        if gap not in _BESIDE_WEEKDAY or index >= len(words):
            return match, index
        after = index
        if words.words[after] in ("الموافق", "المصادف"):
            after += 1
        if not after < len(words):
            return match, index
        dated = self._numeric(words, after)
        days = read.days_at(words, after)
        of_one = days is not None and days.first == days.last and not days.clitic
        if dated is None and days is not None and of_one and read.follows(words, days.end):
            dated = self._day_of_month(words, after, days)
        if dated is None or _HIJRI in dated[0].rule:
            return match, index
        value = dated[0].value
        if value is not None and not dated[0].explicit:
            value = values.on_weekday(value, weekday)
        end = dated[0].end
        if "(" in gap and words.text[end : end + 1] == ")":
            end += 1
        return dated[0]._replace(start=match.start, end=end, value=value), dated[1]

    def _joined_months(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «مايو ويونيو المقبلين»: two months under one word that points at both."""
        first = read.month_at(words, index)
        if first is None or not words.get(first.end).startswith("و"):
            return None
        second = read.month_at(words, first.end, cliticised=True)
        if second is None or not read.near(words, first.end - 1):
            return None
        shift = read.DUAL_SHIFTS.get(words.get(second.end))
        if shift is None or "hijri" in (first.calendar, second.calendar):
            return None
        value: str | None = None
        if self.anchor is not None:
            years = [
                values.nearest_year(self.anchor, month.number, None, shift, _AHEAD)
                for month in (first, second)
            ]
            value = f"{years[0]:04}-{first.number:02}/{years[1]:04}-{second.number:02}"
        span = (first.start, words.ends[second.end])
        return DateMatch(*span, value, "two months"), second.end + 1

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
        if part is None and not _is_month(month, year, before, sure=_spelt_as_month(words, month)):
            if not month.common:
                # «هدنة كانون الثاني» names no date but tells which month «9 منه» is in.
                self._month_value(month, year, None, words, index)
            return None
        value, certainty = self._month_value(month, year, _exact(part, before), words, index)
        start = month.start if part is None else words.starts[index] + part[1]
        rule = _rule("month" if part is None else "part of a month", month, year)
        explicit = year.number is not None and value is not None
        tail = _tail(words, month, year)
        return DateMatch(start, tail, value, rule, explicit, certainty), year.end

    def _month_value(
        self, month: Month, year: Year, part: Part | None, words: Words, index: int
    ) -> tuple[str | None, Certainty]:
        if month.calendar == "hijri" or month.contradicted:
            return None, "open"
        number, certainty = self._resolve_year(month.number, year, None, words, index)
        self._state(number, month.number, explicit=year.number is not None)
        return values.iso_month(number, month.number, part), certainty

    def _part_of_period(self, words: Words, index: int, at: int) -> tuple[DateMatch, int] | None:
        """Read «منتصف الشهر الماضي»; ``at`` is the index after «الشهر»."""
        shift = read.SHIFTS.get(words.get(at))
        part = read.part_at(words.words[index])
        if words.words[at - 1] != "الشهر" or shift is None or part is None:
            return None
        shifted = self._shifted_month(shift)
        before = words.get(index - 1) if read.near(words, index - 1) else ""
        value = None if shifted is None else values.iso_month(*shifted, _exact(part, before))
        span = (words.starts[index] + part[1], words.ends[at])
        return DateMatch(*span, value, "part of a month not named"), at + 1

    def _period(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «الشهر الماضي», «العام الجاري», «الأسبوع المقبل», «هذا العام»."""
        this = words.words[index] in ("هذا", "هذه")
        at = index + this
        unit = read.unit_at(words.get(at)) if at < len(words) else None
        if unit is None or (this and not read.follows(words, at)):
            return None
        end = at + 1
        shift: Shift | None = "this" if this else None
        if not this and read.is_before_last(words, end):
            span = (words.starts[index] + unit[1], words.ends[end + 1])
            value = self._value_before_last(unit[0])
            return DateMatch(*span, value, f"{unit[0]} from the publication"), end + 2
        if not this:
            if not read.follows(words, end):
                return None
            shift = read.SHIFTS.get(words.words[end])
            end += 1
        if shift is None or shift in ("same", "later"):
            return None
        value = self._period_value(unit[0], shift)
        start = words.starts[index] if this else words.starts[index] + unit[1]
        span = (start, words.ends[end - 1])
        return DateMatch(*span, value, f"{unit[0]} from the publication"), end

    def _value_before_last(self, unit: Unit) -> str | None:
        """Return the month or year before the last one."""
        if self.anchor is None or unit == "week":
            return None
        if unit == "year":
            return values.iso_year(self.anchor.year - 2)
        serial = self.anchor.year * 12 + self.anchor.month - 3
        return values.iso_month(serial // 12, serial % 12 + 1, None)

    def _period_value(self, unit: Unit, shift: Shift) -> str | None:
        if self.anchor is None:
            return None
        if unit == "year":
            return values.iso_year(self.anchor.year + _STEP[shift])
        if unit == "month":
            shifted = self._shifted_month(shift)
            return None if shifted is None else values.iso_month(*shifted, None)
        # Weeks begin on Saturday, Sunday or Monday, and «last week» often means «some days ago».
        return None

    def _year(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «عام 2018», «بين عامي 2016 و2018», «منذ 2011», «نهاية 2018»."""
        number = read.year_number(words.words[index])
        if number is None:
            return None
        before = read.stems(words.get(index - 1)) if read.near(words, index - 1) else set()
        headed = bool(before & (read.YEAR_HEADS | read.YEAR_PAIR_HEADS | read.PARTS.keys()))
        if "و" in before and read.year_number(words.get(index - 2)) is not None:
            headed = bool(read.stems(words.get(index - 3)) & read.YEAR_PAIR_HEADS)
        bare = bool(before & read.BEFORE_BARE_YEAR) and read.year_closes(words, index)
        if not headed and not bare:
            return None
        span = (words.starts[index], words.ends[index])
        return DateMatch(*span, str(number), "year", explicit=True), index + 1

    def _ago(self, words: Words, index: int) -> tuple[DateMatch, int] | None:
        """Read «قبل يومين», «منذ ثلاثة أيام», «قبل عام»."""
        ago = read.ago_at(words, index)
        if ago is None:
            return None
        number, unit, end = ago
        value = None
        if self.anchor is not None:
            if unit == "day":
                value = values.plus(self.anchor, -number).isoformat()
            elif unit == "month":
                serial = self.anchor.year * 12 + self.anchor.month - 1 - number
                value = values.iso_month(serial // 12, serial % 12 + 1, None)
            elif unit == "year":
                value = values.iso_year(self.anchor.year - number)
        clitic = words.words[index][0] in "وف" and words.words[index] not in read.AGO
        span = (words.starts[index] + clitic, words.ends[end - 1])
        rule = f"{unit}s before the publication"
        return DateMatch(*span, value, rule, certainty="likely"), end


def _is_month(month: Month, year: Year, before: str, *, sure: bool) -> bool:
    """Tell whether a month's name without a day is meant as a month.

    ``sure``: if it is a word too, it is spelt as the month is.
    """
    if year.number is not None or month.paired:
        return True
    if month.common and month.calendar != "hijri":
        # «آب الماضي», «في مارس»: neither a father nor «he practised» stands there.
        if not _HEADS.isdisjoint(read.stems(before)):
            return True
        if month.cliticised:
            return False
        return year.shift is not None or (sure and before in _BEFORE_COMMON_MONTH)
    if month.calendar == "hijri":
        return not _HEADS.isdisjoint(read.stems(before)) or (
            not month.common and year.shift is not None
        )
    if year.shift is not None or month.cliticised:
        return True
    return not read.BEFORE_BARE_MONTH.isdisjoint(read.stems(before))


def _spelt_as_month(words: Words, month: Month) -> bool:
    """Tell whether a word is «آب» or «مارس» rather than «أب», «إب» or the name «ماي»."""
    return words.surface(month.start, month.tail) in _SPELT_AS_MONTHS


def _exact(part: tuple[Part, int] | None, before: str) -> Part | None:
    """Return a part of a month; its end is its last day only as a limit."""
    if part is None or part[0] != "end":
        return None if part is None else part[0]
    return "end" if part[1] or not read.DEADLINES.isdisjoint(read.stems(before)) else "late"


def _tail(words: Words, month: Month, year: Year) -> int:
    return month.tail if year.end == month.end else words.ends[year.end - 1]


def _rule(kind: str, month: Month, year: Year) -> str:
    if month.contradicted:
        return f"{kind}, but its two names are of different months"
    if month.calendar == "hijri":
        return f"{kind} {_HIJRI}"
    return f"{kind} with year" if year.number is not None else kind


def _share_years(words: Words, found: list[DateMatch]) -> list[DateMatch]:
    """Give the year of a date to the one it is joined to: «23 يناير و15 فبراير 2017».

    Where neither has a year, the second of two joined dates is not before the first.
    """
    if len(found) < 2:
        return found
    shared = list(found)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        if first.explicit or not second.explicit or not _are_joined(words, first, second):
            continue
        year = int(_known(second)[:4]) - (_known(first)[5:7] > _known(second)[5:7])
        value = f"{year:04}{_known(first)[4:]}"
        shared[index] = first._replace(value=value, explicit=True, certainty="sure")
    for index in range(len(shared) - 1):
        first, second = shared[index], shared[index + 1]
        guessed = second.certainty == "likely" and not second.explicit
        if not guessed or not _are_joined(words, first, second):
            continue
        if _known(second)[:7] < _known(first)[:7]:
            year = int(_known(first)[:4]) + (_known(second)[5:7] < _known(first)[5:7])
            shared[index + 1] = second._replace(value=f"{year:04}{_known(second)[4:]}")
    return shared


def _narrow_hijri(found: list[DateMatch]) -> list[DateMatch]:
    """Give a Hijri date the day that stands beside it: «8 رجب 1441 الموافق 3 مارس 2020»."""
    if len(found) < 2:
        return found
    narrowed = list(found)
    for at, match in enumerate(found):
        first, _, last = _known(match).partition("/")
        if _HIJRI not in match.rule or not last:
            continue
        for other in (*found[max(at - 1, 0) : at], *found[at + 1 : at + 2]):
            apart = max(match.start - other.end, other.start - match.end)
            beside = apart <= _BESIDE_HIJRI and _DAY.fullmatch(_known(other))
            if beside and first <= _known(other) <= last:
                narrowed[at] = match._replace(value=other.value, certainty="sure")
    return narrowed


def _known(match: DateMatch) -> str:
    return match.value or ""


def _are_joined(words: Words, first: DateMatch, second: DateMatch) -> bool:
    """Tell whether only و or «إلى» stands between two days or months with a year to share."""
    if "/" in _known(first) or len(_known(first)) < 7 or len(_known(second)) < 7:
        return False
    if UNKNOWN_YEAR in _known(second) or "/" in _known(second):
        return False
    return words.text[first.end : second.start].strip(" ") in _JOINED
