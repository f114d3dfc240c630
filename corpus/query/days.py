"""The days a query speaks of: ISO dates and parts of them, intervals, and days in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from corpus.arabic.folding import fold_text
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_AGO = re.compile(r"(\d{1,4}) ?(\w+)")
_NAMED_MONTH = re.compile(r"(?:(\d{1,2})\.? )?(.+?)[ ,]+(\d{4})")
_FARTHEST = 400 * 366


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends inclusive; None where that end is open."""

    first: date | None
    last: date | None


class NoSuchDayError(ValueError):
    """What was written is a day that does not exist, or no day at all.

    Attributes:
        message: What is wrong with it.
        hint: What there is instead; empty where nothing is near.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def days_of(text: str, today: Callable[[], date]) -> Days:
    """Return the days that a text stands for.

    It may be a year, a month or a day (``2020``, ``2020-03``, ``2020-03-05``, ``5/3/2020``, ``5
    March 2020``, ``آذار 2020``), two of these with ``..`` between, of which one may be missing, or
    words such as ``today``, ``1 week``, ``last month``, ``أمس``, ``منذ أسبوعين``. Digits may be
    Arabic. A number of weeks and the like is the one day that lies so far back.

    Args:
        text: As typed.
        today: Gives the present day; called only where the text speaks of it.

    Raises:
        NoSuchDayError: There is no such day.
    """
    folded = " ".join(fold_text(text).split())
    if ".." not in folded:
        return _one(folded, today)
    before, _, after = folded.partition("..")
    after = after.lstrip(".")
    first = _one(before.strip(), today) if before.strip() else None
    last = _one(after.strip(), today) if after.strip() else None
    if first is None and last is None:
        raise NoSuchDayError("No day stands beside ..")
    days = Days(first.first if first else None, last.last if last else None)
    if days.first and days.last and days.first > days.last:
        raise NoSuchDayError(
            "The interval ends before it begins",
            told("Write {example}", example=f"{last.last}..{first.first}")
            if last and first
            else "",
        )
    return days


def _one(folded: str, today: Callable[[], date]) -> Days:
    if found := _ISO.fullmatch(folded):
        return _calendar(*(int(part) if part else None for part in found.groups()))
    if found := _DAY_FIRST.fullmatch(folded):
        day, month, year = (int(part) if part else None for part in found.groups())
        return _calendar(year, month, day)
    if found := _NAMED_MONTH.fullmatch(folded):
        number = _months().get(found[2].strip().strip("."))
        if number is not None:
            return _calendar(int(found[3]), number, int(found[1]) if found[1] else None)
    return _relative(folded, today)


def _calendar(year: int | None, month: int | None = None, day: int | None = None) -> Days:
    assert year is not None
    try:
        if month is None:
            return Days(date(year, 1, 1), date(year, 12, 31))
        if day is not None:
            return Days(date(year, month, day), date(year, month, day))
        return _month(year, month)
    except (ValueError, OverflowError) as error:
        raise _no_such(year, month, day) from error


def _no_such(year: int, month: int | None, day: int | None) -> NoSuchDayError:
    if month is None:
        return NoSuchDayError(told("There is no year {year}", year=f"{year:04}"))
    if not 1 <= month <= 12 or day is None or not 1 <= year <= 9999:
        return NoSuchDayError(
            told("There is no month {month}", month=f"{year:04}-{month:02}"),
            "Months go from 01 to 12",
        )
    last = _month(year, month).last
    return NoSuchDayError(
        told("There is no day {day}", day=f"{year:04}-{month:02}-{day:02}"),
        told("The last of that month is {last}", last=last),
    )


def _month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else None
    return Days(first, following - timedelta(days=1) if following else date.max)


def _relative(folded: str, today: Callable[[], date]) -> Days:
    words = folded.removesuffix(" ago").removesuffix(" مضت")
    for opening in ("قبل ", "منذ "):
        words = words.removeprefix(opening)
    if words in _points():
        return _back(today(), _points()[words], folded)
    if words in _stretches():
        unit, back = _stretches()[words]
        return _stretch(today(), unit, back)
    if (found := _AGO.fullmatch(words)) and found[2] in _units():
        return _back(today(), (int(found[1]), _units()[found[2]]), folded)
    raise NoSuchDayError(told("{day!r} is no day", day=folded[:40]))


def _back(today: date, how_far: tuple[int, str], said: str) -> Days:
    """Return the one day that lies so many units before today."""
    number, unit = how_far
    try:
        if unit in ("day", "week"):
            day = today - timedelta(days=number * (7 if unit == "week" else 1))
        else:
            day = _months_before(today, number * (12 if unit == "year" else 1))
    except (ValueError, OverflowError) as error:
        raise NoSuchDayError(told("{day!r} lies too far back", day=said)) from error
    if (today - day).days > _FARTHEST:
        raise NoSuchDayError(told("{day!r} lies too far back", day=said))
    return Days(day, day)


def _months_before(today: date, number: int) -> date:
    months = 12 * today.year + today.month - 1 - number
    last = _month(months // 12, months % 12 + 1).last
    assert last is not None
    return last.replace(day=min(last.day, today.day))


def _stretch(today: date, unit: str, back: int) -> Days:
    """Return the week, month or year some units before the present one; weeks begin on Monday."""
    if unit == "week":
        first = today - timedelta(days=today.weekday() + 7 * back)
        return Days(first, first + timedelta(days=6))
    if unit == "month":
        there = _months_before(today.replace(day=1), back)
        return _month(there.year, there.month)
    return _calendar(today.year - back)


@cache
def _units() -> dict[str, str]:
    words = {
        "day": "d day days يوم يوما أيام ايام",
        "week": "w week weeks أسبوع أسبوعا أسابيع",
        "month": "m mo month months شهر شهرا أشهر شهور",
        "year": "y year years سنة سنوات سنين عام عاما أعوام",
    }
    return {fold_text(word): unit for unit, names in words.items() for word in names.split()}


@cache
def _points() -> dict[str, tuple[int, str]]:
    """Return the days with a name of their own, as how far back they lie."""
    points: dict[str, tuple[int, str]] = {
        "today": (0, "day"),
        "now": (0, "day"),
        "اليوم": (0, "day"),
        "الآن": (0, "day"),
        "yesterday": (1, "day"),
        "أمس": (1, "day"),
        "البارحة": (1, "day"),
        "أول أمس": (2, "day"),
    }
    duals = {"يومين": "day", "أسبوعين": "week", "شهرين": "month", "سنتين": "year", "عامين": "year"}
    points |= {word: (2, unit) for word, unit in duals.items()}
    points |= {word: (1, unit) for word, unit in _units().items() if len(word) > 2}
    points |= {f"{one} {unit}": (1, unit) for one in ("a", "one") for unit in ("day", "week")}
    points |= {f"{one} {unit}": (1, unit) for one in ("a", "one") for unit in ("month", "year")}
    return {fold_text(word): point for word, point in points.items()}


@cache
def _stretches() -> dict[str, tuple[str, int]]:
    """Return the weeks, months and years with a name, as how many of them lie between."""
    words = {
        "this week|هذا الأسبوع|الأسبوع الحالي": ("week", 0),
        "last week|الأسبوع الماضي|الأسبوع الفائت": ("week", 1),
        "this month|هذا الشهر|الشهر الحالي|الشهر الجاري": ("month", 0),
        "last month|الشهر الماضي|الشهر الفائت": ("month", 1),
        "this year|هذا العام|هذه السنة|العام الحالي|السنة الحالية|العام الجاري": ("year", 0),
        "last year|العام الماضي|السنة الماضية|العام الفائت": ("year", 1),
    }
    return {fold_text(word): what for names, what in words.items() for word in names.split("|")}


@cache
def _months() -> dict[str, int]:
    """Return the number of every month by its lookup form, Arabic and English."""
    from corpus.arabic.calendar import months

    found = {
        " ".join(words): number
        for words, (calendar, number) in months().items()
        if calendar == "gregorian"
    }
    english = (
        "january february march april may june july august september october november december"
    )
    for number, name in enumerate(english.split(), 1):
        found[name] = found[name[:3]] = number
    return found


def shown(days: Days) -> str:
    """Return days as a query writes them, as short as can be: ``2020-03`` for the whole month."""
    first, last = days.first, days.last
    if first is None or last is None:
        return f"{first or ''}..{last or ''}"
    if first == last:
        return first.isoformat()
    if first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
        return f"{first.year:04}"
    if days == _month(first.year, first.month):
        return first.isoformat()[:7]
    return f"{first}..{last}"
