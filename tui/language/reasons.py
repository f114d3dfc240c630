"""Why a mention is taken for what it is, and what was repaired on an article, as it is said.

Both are kept in the library as lines of English, each with the words of its article in it. A line
is told from its shape; one that has none of these shapes stays as it is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from tui.language.said import _, in_line, noted, spoken, translated

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPES: Final = (
    # corpus/entities/names: names, and which of several senses they have
    noted("name: alias «{words}»"),
    noted("name: alias «{words}» (surname)"),
    noted("name: alias «{words}» (short form)"),
    noted("name: a spelling of alias «{words}»"),
    noted("name: a spelling of alias «{words}» (surname)"),
    noted("name: a spelling of alias «{words}» (short form)"),
    noted("name: «{words}»"),
    noted("name: «{words}» after the full name"),
    noted("name: «{words}», whose full name is «{other}»"),
    noted("name: «{words}» of the country of «{other}»"),
    noted("name: by its date, {day}"),
    noted("the only sense by then"),
    noted("by the date beside it"),
    noted("by «{words}» near"),
    noted("by «{words}» in the paragraph"),
    noted("by the publication day"),
    noted("the article names it elsewhere"),
    noted("the article names no country before it"),
    noted("nothing is known of it"),
    noted("undecided between {names}, the publication day unknown"),
    noted("undecided between {names}"),
    # corpus/entities/agreements.py
    noted("takes up «{words}», named last before it"),
    noted("description: {list}"),
    noted("its parties"),
    # corpus/entities/roles: offices and who holds them
    noted("role: {rest}"),
    noted("«{words}»: counterpart of «{other}» ({names}), as «{office}»"),
    noted("«{words}»: counterpart of «{other}», as «{office}»"),
    noted("«{words}»: «{other}» and «{third}»"),
    noted("«{words}»: «{other}», spoken of last by that office"),
    noted("«{words}»: so the article called that person before"),
    noted("«{words}» of the country of «{other}»"),
    noted("of whom is not settled"),
    noted("open between {names}"),
    noted("nobody is known"),
    noted("so the article introduced that person"),
    noted("the article names no other holder"),
    noted("posted to the country most places lie in"),
    noted("the only former holder known"),
    # corpus/entities/unknown: what the knowledge base has not
    noted("unknown: title"),
    noted("unknown: {rest}"),
    noted("agreement and quoted name"),
    noted("agreement and place"),
    noted("agreement and matter"),
    noted("agreement and adjectives"),
    noted("resolution and number"),
    noted("head noun and quoted name"),
    noted("head noun and name"),
    noted("head noun «{words}»"),
    noted("head noun «{words}» and place"),
    noted("«{words}» and place"),
    noted("ministry without its head"),
    noted("second of two places"),
    noted("conjoined title"),
    noted("first name"),
    noted("son of"),
    # corpus/entities/dates
    noted("date: {rest}"),
    noted("numeric date"),
    noted("day and month"),
    noted("day of a month not named"),
    noted("day of the month of publication"),
    noted("day of the month spoken of last"),
    noted("day from the publication, and weekday"),
    noted("day from the publication, inside a quotation: the day of speech is not stated"),
    noted("day from the day of speech, {day}"),
    noted("day from the publication"),
    noted("week from the publication"),
    noted("month from the publication"),
    noted("year from the publication"),
    noted("days before the publication"),
    noted("weeks before the publication"),
    noted("months before the publication"),
    noted("years before the publication"),
    noted("two months"),
    noted("part of a month"),
    noted("part of a month not named"),
    noted("weekday"),
    noted("month"),
    noted("year"),
    # corpus/entities/corrected.py
    noted("correction: «{words}» is {slug}"),
    noted("correction: this passage is {slug}"),
    # corpus/ingest: what was repaired, and what contradicts
    noted("1 line of UTF-8 read in another charset made whole"),
    noted("{n} lines of UTF-8 read in another charset made whole"),
    noted("1 line of shaped Arabic letters made plain"),
    noted("{n} lines of shaped Arabic letters made plain"),
    noted("read from a PDF: check Latin names, numbers and the breaks between paragraphs"),
    noted("the page is cut short"),
    noted("in {language}; names are found in Arabic only"),
    noted("the page shows «{words}»"),
    noted("the text says «{words}», {day} is a {weekday}"),
    noted("late in the evening of UTC, the next day in Damascus"),
    noted("the feed gives only the day of a change"),
    noted("front matter: {rest}"),
    noted("front matter: line {n} begins its value with «{words}»; put it in quotes"),
    noted("«{words}» is no code of a language, such as ar"),
    noted("line {n} is neither «key: value» nor a list item"),
    noted("line {n} continues «{words}», whose value must stand on one line"),
    noted("line {n} states «{words}» a second time"),
    noted("line {n} is a list item, but «{words}» takes one value"),
    noted("line {n} opens a list with «[» and does not close it"),
    noted("line {n} opens a quote with «{words}» and does not close it"),
    noted("line {n} goes on after its closing quote"),
    # what is said of any of these behind it
    noted("{rest}, short form"),
    noted("{rest}, but its two names are of different months"),
    noted("{rest} of the Hijri calendar, counted by its tables"),
    noted("{rest} of the Hijri calendar"),
    noted("{rest} with year"),
    noted("{rest} on {day}"),
    noted("{rest}, 1 line turned around"),
    noted("{rest}, {n} lines turned around"),
)
"""The lines, the more particular of two that both fit first."""

WEEKDAYS: Final = (
    noted("Monday"),
    noted("Tuesday"),
    noted("Wednesday"),
    noted("Thursday"),
    noted("Friday"),
    noted("Saturday"),
    noted("Sunday"),
)

LANGUAGES: Final = (
    # corpus/ingest/language.py
    noted("Arabic"),
    noted("Persian"),
    noted("Urdu"),
    noted("Kurdish"),
    noted("English"),
    noted("Turkish"),
    noted("Russian"),
    noted("Hebrew"),
    noted("an unknown language"),
)

_CALLED: Final = {
    "words": "[^»]*",
    "other": "[^»]*",
    "third": "[^»]*",
    "office": "[^»]*",
    "day": r"[\dX/-]+",
    "n": r"\d+",
    "slug": r"\S+",
    "weekday": "[A-Z][a-z]+",
    "language": "[^;]+",
    "names": "[^();]+",
}
"""What may stand in the place of each value; a rest and a list are anything within one part."""
_WITHIN_A_PART: Final = "(?:(?!; ).)+"
_LONGEST: Final = 2000


def reason_said(text: str) -> str:
    """Return a reason or a warning of the library, in the language spoken.

    Args:
        text: A line in English, its parts with ``; `` between them; any other stays as it is.
    """
    if spoken().tag == "en" or not text or len(text) > _LONGEST:
        return text
    return _whole(text) or "؛ ".join(_whole(part) or part for part in text.split("; "))


def _whole(text: str) -> str:
    """Return what a line of one shape says, nothing for one that has none."""
    for shape, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            return _(shape, **dict(_values(found.groupdict())))
    return ""


def _values(found: dict[str, str]) -> Iterator[tuple[str, object]]:
    for name, value in found.items():
        if name == "rest":
            yield name, _whole(value) or value
        elif name == "list":
            yield name, _(", ").join(_whole(part) or part for part in value.split(", "))
        elif name == "names":
            yield name, _(" and ").join(map(in_line, value.split(" and ")))
        elif name in ("weekday", "language"):
            yield name, translated(value)
        else:
            yield name, int(value) if name == "n" and len(value) < 10 else value


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((shape, re.compile(_pattern_of(shape))) for shape in SHAPES)


def _pattern_of(shape: str) -> str:
    pieces = re.split(r"\{(\w+)\}", shape)
    return "".join(
        f"(?P<{piece}>{_CALLED.get(piece, _WITHIN_A_PART)})" if index % 2 else re.escape(piece)
        for index, piece in enumerate(pieces)
    )
