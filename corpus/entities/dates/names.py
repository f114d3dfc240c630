"""What a date is called on the screen and in exports."""

from __future__ import annotations

import re

from corpus.arabic.calendar import EGYPTIAN, LEVANTINE
from corpus.article import EntityName, EntityType

PREFIX = EntityType.DATE.prefix + "/"

_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def date_name(slug: str) -> EntityName:
    """Return the names of a date entity, such as ``date/2018-09-17``.

    In Arabic months carry both names the press gives them; a value of another shape than day,
    month, year or interval stands for itself.
    """
    value = slug.removeprefix(PREFIX)
    arabic = tuple(f"{old[0]}/{new[0]}" for old, new in zip(LEVANTINE, EGYPTIAN, strict=True))
    start, _, end = value.partition("/")
    shown = [
        " – ".join(_spelt(part, months) for part in (start, end) if part)
        for months in (arabic, _ENGLISH_MONTHS)
    ]
    return EntityName(slug, EntityType.DATE, *shown)


def _spelt(value: str, months: tuple[str, ...]) -> str:
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", value)
    if match is None or not 1 <= int(match[2]) <= 12:
        return value
    month = f"{months[int(match[2]) - 1]} {match[1]}"
    return f"{int(match[3])} {month}" if match[3] else month
