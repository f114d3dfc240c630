"""The day of publication as a page or a record states it, and what speaks against it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from corpus.arabic.calendar import weekdays
from corpus.arabic.folding import fold, fold_text
from corpus.article import Published
from corpus.ingest.datelines import find_date, is_date_line
from corpus.ingest.plain import plain_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.article import PublishedFrom

AROUND_TITLE = 160
"""How far from the title a date line belongs to it, in code points."""
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OPENING_PARAGRAPHS = 4
_MAX_RAW = 80


def stated_day(raw: str, known_from: PublishedFrom) -> Published | None:
    """Read a moment or a day as metadata, a feed or a record writes it.

    The day is the one that is written, in the zone it is written in. A number of seconds, a year
    alone and the first day of 1970, which programs write for «unknown», state nothing.
    """
    line = plain_line(raw)[: 2 * _MAX_RAW]
    found = find_date(line)
    if found is None or found.day in ("1970-01-01", "1900-01-01"):
        return None
    zone = _zone().search(line, found.span.end)
    return Published(
        found.day,
        known_from,
        line[:_MAX_RAW],
        zone=_zone_name(zone[1]) if zone else "",
        certainty="likely" if found.is_ambiguous else "sure",
    )


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(r"\d\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})\b")


def _zone_name(stated: str) -> str:
    if stated in ("Z", "UTC", "GMT"):
        return "Z"
    return f"{stated[:3]}:{stated[-2:]}"


def day_near_title(lines: Sequence[str], title_lines: Iterable[int]) -> Published | None:
    """Return the day of a date line close after a title, or else close before it.

    Args:
        lines: The visible lines of a page.
        title_lines: The numbers of those that are the title.
    """
    updated: Published | None = None
    for number in title_lines:
        for near in (_following(lines, number), _preceding(lines, number)):
            for line in near:
                if not is_date_line(line) or (found := stated_day(line, "dateline")) is None:
                    continue
                if _update().search(line) is None:
                    return found
                updated = updated or found
    return updated


def _following(lines: Sequence[str], number: int) -> list[str]:
    return _within(lines[number + 1 : number + 12])


def _preceding(lines: Sequence[str], number: int) -> list[str]:
    return _within(lines[max(0, number - 4) : number][::-1])


def _within(lines: Sequence[str]) -> list[str]:
    """Return the first lines that begin within reach."""
    near: list[str] = []
    reach = 0
    for line in lines:
        if reach > AROUND_TITLE:
            break
        near.append(line)
        reach += len(line)
    return near


@cache
def _update() -> re.Pattern[str]:
    return re.compile(r"تحديث|حُ?دّ?ِ?ثت?\b|updated?|modified", re.I)


def surest(metadata: Sequence[str], near_title: Published | None) -> Published | None:
    """Return the day that metadata states, weighed against the one the page shows.

    Where they are a day apart and metadata speaks of UTC, the page's own day counts: it is the one
    that «today» means in the text. Any other difference is kept as a conflict.
    """
    stated = next(filter(None, (stated_day(raw, "metadata") for raw in metadata)), None)
    if stated is None or near_title is None:
        return stated or near_title
    if stated.day == near_title.day:
        return replace(stated, certainty="sure")
    apart = abs(_day(stated.day) - _day(near_title.day))
    if apart == timedelta(days=1) and stated.zone in ("Z", "+00:00"):
        return near_title
    return replace(stated, certainty="likely", conflict=f"the page shows «{near_title.raw}»")


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


# Weekdays


def checked(published: Published, paragraphs: Sequence[str]) -> Published:
    """Return a day with its conflict, where the text's «today, Friday» says it is another.

    Looks at the first paragraphs for «اليوم», «أمس» and «غدا» before a weekday. One that agrees
    outweighs others, which may stand in a quotation.
    """
    if published.conflict:
        return published
    against: str | None = None
    for paragraph in paragraphs[:_OPENING_PARAGRAPHS]:
        folded = fold(paragraph)
        for match in _relative_weekday().finditer(folded.text):
            expected = _day(published.day) + timedelta(days=_shift(match["when"]))
            if expected.weekday() == _weekday(match["weekday"]):
                return published
            words = plain_line(folded.span(match.start(), match.end()).slice(paragraph))
            is_a = _ENGLISH_DAYS[_day(published.day).weekday()]
            against = against or f"the text says «{words}», {published.day} is a {is_a}"
    if against is None:
        return published
    return replace(published, certainty="likely", conflict=against)


@cache
def _relative_weekday() -> re.Pattern[str]:
    """Return the pattern of «today, Friday» over folded text."""
    when = "|".join(fold_text(word) for word in ("اليوم", "أمس", "غدا", "غد", "أول أمس"))
    days = "|".join(map(re.escape, sorted(weekdays(), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<when>{when}) ?[،,(]? ?(?:يوم )?(?P<weekday>{days})(?!\w)")


def _weekday(name: str) -> int:
    return weekdays()[name]


@cache
def _shift(when: str) -> int:
    shifts = {"اليوم": 0, "أمس": -1, "أول أمس": -2, "غدا": 1, "غد": 1}
    return {fold_text(word): days for word, days in shifts.items()}[when]
