"""The values of dates: ISO days, months, years and intervals, and how they are worked out."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date
from typing import TYPE_CHECKING, Final

from corpus.entities.dates.words import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from corpus.entities.dates.words import Part, Shift

UNKNOWN_YEAR: Final = "XXXX"

_EPOCH: Final = 227_014
"""The day before 1 Muharram 1 of the tabular calendar, as `datetime.date.toordinal` counts."""
_UNSURE: Final = 1
"""Days by which a Hijri day in the press may differ from the tabular calendar."""


def plus(day: date, days: int) -> date:
    """Add days, staying where the calendar ends."""
    return date.fromordinal(
        min(max(day.toordinal() + days, date(MINYEAR, 1, 1).toordinal()), date.max.toordinal())
    )


def iso_year(year: int | None) -> str | None:
    """Return a year as a value holds it, None where the calendar ends."""
    if year is None:
        return UNKNOWN_YEAR
    return f"{year:04}" if MINYEAR <= year <= MAXYEAR else None


def iso_days(year: int | None, month: int, first: int, last: int) -> str | None:
    """Return the value of a day or a run of days, None if the month has no such day."""
    written = iso_year(year)
    if written is None:
        return None
    # 2000 was a leap year: without a year 29 February may be meant.
    if last > monthrange(2000 if year is None else year, month)[1]:
        return None
    head = f"{written}-{month:02}"
    return f"{head}-{first:02}" if first == last else f"{head}-{first:02}/{head}-{last:02}"


def iso_month(year: int | None, month: int, part: Part | None) -> str | None:
    """Return the value of a month or a part of it; without a year parts are not told apart."""
    written = iso_year(year)
    if year is None or written is None or part is None:
        return None if written is None else f"{written}-{month:02}"
    last = monthrange(year, month)[1]
    parts: dict[Part, tuple[int, int]] = {
        "early": (1, 10),
        "middle": (11, 20),
        "late": (21, last),
        "end": (last, last),
    }
    return iso_days(year, month, *parts[part])


def numeric_day(first: str, second: str, third: str) -> date | None:
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
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def nearest_year(anchor: date, month: int, day: int | None, shift: Shift | None, ahead: int) -> int:
    """Return the year that a day and month, or a month, means in an article of ``anchor``.

    With no word that points, it is the latest one that is past, or one that lies at most ``ahead``
    days in the future.
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
    distance = date(min(year, MAXYEAR), month, min(day or 1, 28)) - anchor
    return year if distance.days <= ahead else year - 1


def on_weekday(value: str, weekday: int) -> str:
    """Move a day whose year was worked out to a year next to it in which it has this weekday."""
    if value.startswith(UNKNOWN_YEAR) or len(value) != 10 or value.endswith("02-29"):
        return value
    day = date.fromisoformat(value)
    for year in (day.year, day.year - 1, day.year + 1):
        if MINYEAR <= year <= MAXYEAR and day.replace(year=year).weekday() == weekday:
            return day.replace(year=year).isoformat()
    return value


def hijri_days(year: int, month: int, first: int, last: int) -> str | None:
    """Return the days a Hijri date can mean, one more on either side: months begin by sight.

    The tabular calendar is counted (leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29 of thirty).
    """
    if not 1 <= last <= 30:
        return None
    months = 30 * (month - 1) - (month - 1) // 2
    before = _EPOCH + 354 * (year - 1) + (11 * year + 3) // 30 + months
    start = date.fromordinal(before + first - _UNSURE)
    return f"{start.isoformat()}/{date.fromordinal(before + last + _UNSURE).isoformat()}"
