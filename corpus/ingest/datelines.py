"""The day an article was published, where its text states it in full.

Only day, month and year together count: a dateline without its year dates nothing. Months are those
of the Levant, Egypt and the Gulf, the Maghreb and English, singly or as a pair («آذار/مارس»);
digits are Arabic-Indic, Persian or ASCII.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.arabic.calendar import months, weekdays
from corpus.arabic.folding import fold, fold_text
from corpus.article import Span

MAX_DATE_LINE = 140
MAX_DATELINE = 160
"""How far into a paragraph a dateline is looked for, in code points."""

_ENGLISH_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_YEARS = range(1900, 2100)
_DATE_LINE_WORDS = """
نشر نشرت نشره تم النشر تاريخ التاريخ الوقت في بتاريخ يوم الموافق آخر تحديث التحديث حدث حدثت
أضيف أضيفت كتب الساعة ساعة مساء صباحا ظهرا م ص ل بتوقيت توقيت غرينتش غرينيتش جرينتش دمشق تركيا
إسطنبول مكة المكرمة القدس القاهرة بيروت السعودية هـ ه ء gmt utc am pm on posted published updated
last update date at by st nd rd th mon tue wed thu fri sat sun monday tuesday wednesday thursday
friday saturday sunday
"""
"""What a date line says beside its date."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A full date found in a text."""

    day: str
    """ISO day."""
    span: Span
    """The words it was read from, code points of the text searched."""
    is_ambiguous: bool = False
    """Whether day and month could be swapped: two numbers up to 12 and no weekday to settle it."""


def find_date(text: str) -> StatedDate | None:
    """Return the first full date of a short text, or ``None``.

    Numeric dates are read day first; where a weekday before them contradicts that and the reading
    month first agrees with it, month first. A pair of months that are not the same month states no
    date.
    """
    folded = fold(text)
    for match in _full_date().finditer(folded.text):
        if day := _day(match, folded.text):
            span = folded.span(match.start(), match.end())
            return StatedDate(day, span, _is_ambiguous(match))
    return None


def is_iso_day(text: str) -> bool:
    """Tell whether a text is a day as ``YYYY-MM-DD``, one that exists."""
    parts = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    return parts is not None and _iso(*map(int, parts.groups())) is not None


def is_date_line(line: str) -> bool:
    """Tell whether a line holds a full date and, beside it, at most two words of its own."""
    if not 6 <= len(line) <= MAX_DATE_LINE or not any(map(str.isdigit, line)):
        return False
    folded = fold(line).text
    rest, found = _full_date().subn(" ", folded)
    if not found:
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", rest) if not _of_no_weight(word)]
    return len(words) <= 2


def dateline(paragraph: str) -> Span | None:
    """Return the dateline at a paragraph's start: place, agency or date before the first sentence.

    Three shapes count: ``(agency - date) …``, ``place (agency or date) — …`` and
    ``place، agency or date — …`` with any of the usual separators. What is returned begins at 0
    and ends where the sentence begins; whether a date or an agency stands in it is for the caller.
    """
    match = _dateline().match(paragraph[:MAX_DATELINE])
    return Span(0, match.end()) if match else None


@cache
def _month_numbers() -> dict[str, int]:
    """Return the number of every Gregorian month by its lookup form, longest forms first."""
    numbers = {
        " ".join(words): number
        for words, (calendar, number) in months().items()
        if calendar == "gregorian"
    }
    return dict(sorted(numbers.items(), key=lambda item: -len(item[0])))


@cache
def _full_date() -> re.Pattern[str]:
    """Return the pattern of a full date over folded text."""
    arabic = "|".join(re.escape(name).replace(r"\ ", " +") for name in _month_numbers())
    english = "|".join(f"{name}[a-z]*" for name in _ENGLISH_MONTHS)
    month = rf"(?:{arabic}|(?:{english})\.?)"
    weekday = "|".join(map(re.escape, weekdays()))
    lead = rf"(?:(?P<weekday>{weekday}|{weekday.replace('ال', '')}) ?[،,:]? ?)?"
    return re.compile(
        rf"{lead}(?<![\d/.:-])(?:"
        r"(?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?![\d/])"
        r"|(?P<numeric>\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?![\d/])"
        rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)? ?[-/.ـ]? ?(?:من )?(?P<month>{month})"
        rf"(?:(?: ?[/(-] ?| )(?P<pair>{month})\)?)? ?[،,/.-]? ?(?:(?:ل?عام|ل?سنه) )?"
        r"(?P<year>\d{4})(?!\d)(?:ء(?!\w))?"
        rf"|(?P<month_first>{month}) (?P<day_second>\d{{1,2}}),? (?P<year_last>\d{{4}})(?!\d)"
        r")"
    )


def _day(match: re.Match[str], folded: str) -> str | None:
    """Return the ISO day of a match, or ``None`` where no such day exists."""
    if match["iso"]:
        year, month, day = map(int, re.split(r"[-/.]", match["iso"]))
        return _iso(year, month, day)
    if match["numeric"]:
        return _numeric_day(match["numeric"], match["weekday"])
    if match["month_first"]:
        number = _month(match["month_first"])
        return _iso(int(match["year_last"]), number, int(match["day_second"]))
    before = folded[match.start("month") - 1]
    after = folded[match.end("month") : match.end("month") + 1]
    if before.isalpha() or after.isalpha():
        return None
    number = _month(match["month"])
    if match["pair"] and _month(match["pair"]) != number:
        return None
    return _iso(int(match["year"]), number, int(match["day"]))


def _numeric_day(numeric: str, weekday: str | None) -> str | None:
    first, second, year = map(int, re.split(r"[-/.]", numeric))
    day_first = _iso(year, second, first)
    month_first = _iso(year, first, second)
    if weekday and month_first and not _falls_on(day_first, weekday):
        return month_first if _falls_on(month_first, weekday) else day_first
    return day_first or month_first


def _is_ambiguous(match: re.Match[str]) -> bool:
    if not match["numeric"] or match["weekday"]:
        return False
    first, second, _ = map(int, re.split(r"[-/.]", match["numeric"]))
    return first != second and first <= 12 and second <= 12


def _falls_on(day: str | None, weekday: str) -> bool:
    if day is None:
        return False
    number = weekdays().get(weekday, weekdays().get("ال" + weekday))
    return date.fromisoformat(day).weekday() == number


def _month(name: str) -> int:
    key = " ".join(name.rstrip(".").split())
    numbers = _month_numbers()
    return numbers[key] if key in numbers else _ENGLISH_MONTHS.index(key[:3]) + 1


def _iso(year: int, month: int, day: int) -> str | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _date_line_words() -> frozenset[str]:
    return frozenset(fold_text(_DATE_LINE_WORDS).split())


def _of_no_weight(word: str) -> bool:
    return word in _date_line_words() or word in weekdays() or "ال" + word in weekdays()


@cache
def _dateline() -> re.Pattern[str]:
    """Return the pattern of the stretch before an article's first sentence.

    Dashes and blanks are those of the text as it came, the words are anything but sentence stops.
    """
    dash = r"[-–—ـ−]"
    place = r"[^\W\d_]+(?:[ \xa0][^\W\d_]+){0,2}"
    return re.compile(
        r"(?:"
        rf"\([^()\n]{{2,110}}\)\s*(?:{dash}\s*)?"
        rf"|{place}\s?\([^()\n]{{2,60}}\)\s*(?:{dash}|:)\s*"
        rf"|{place}\s?(?:[،,/|]|{dash})\s?[^().؟!:\n–—]{{2,70}}?\s?(?:\([^()\n]{{2,40}}\)\s?)?"
        r"(?:\s[-–ـ−]\s|\s?—\s?|:\s)"
        # A day after the agency: «place - agency - 12/03/2019 - …».
        r"(?:(?:[^\W\d_]+[،,]?\s)?\d[\w\s/.،-]{3,30}?\s?[-–—:]\s)?"
        r")(?=\S)"
    )
