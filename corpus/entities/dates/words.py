"""The words dates are made of, read without knowing when the article appeared.

Each reader looks at the words from an index on and returns what stands there with the index after
it, or None. Every word list holds lookup forms (`corpus.arabic.folding.fold_text`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from corpus.arabic.calendar import COMMON_WORDS, Calendar, months, ordinals, weekdays
from corpus.arabic.clitics import ARTICLE, segmentations, surfaces

if TYPE_CHECKING:
    from collections.abc import Collection

    from corpus.entities.words import Words

Shift = Literal["past", "this", "next", "same", "later"]
"""Where a word such as «الماضي» points; ``same`` and ``later`` count from another date."""
Part = Literal["early", "middle", "late", "end"]
Unit = Literal["week", "month", "year"]

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2099
FIRST_HIJRI_YEAR: Final = 1300
LAST_HIJRI_YEAR: Final = 1500


def _lexicon(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SHIFT_WORDS: Final[dict[Shift, str]] = {
    "past": "الماضي الماضيه الفايت الفايته المنصرم المنصرمه المنقضي السابق السابقه",
    "this": "الجاري الجاريه الحالي الحاليه",
    "next": "المقبل المقبله القادم القادمه الاتي الاتيه",
    "same": "نفسه نفسها ذاته ذاتها",
    "later": "التالي التاليه",
}
_DUAL_SHIFT_WORDS: Final[dict[Shift, str]] = {
    "past": "الماضيين الفايتين المنصرمين السابقين",
    "this": "الجاريين الحاليين",
    "next": "المقبلين القادمين",
}
DUAL_SHIFTS: Final[dict[str, Shift]] = {
    word: shift for shift, words in _DUAL_SHIFT_WORDS.items() for word in words.split()
}
"""Behind two months: «مايو ويونيو المقبلين»."""
SHIFTS: Final[dict[str, Shift]] = {
    word: shift for shift, words in _SHIFT_WORDS.items() for word in words.split()
}
_PART_WORDS: Final[dict[Part, str]] = {
    "early": "مطلع اوايل بدايه بدايات مستهل",
    "middle": "منتصف اواسط",
    "late": "اواخر نهايات",
    "end": "نهايه اخر ختام",
}
PARTS: Final[dict[str, Part]] = {
    word: part for part, words in _PART_WORDS.items() for word in words.split()
}
UNITS: Final[dict[str, Unit]] = {
    "الاسبوع": "week",
    "الشهر": "month",
    "العام": "year",
    "السنه": "year",
}
MONTH_HEADS: Final = frozenset({"شهر", "الشهر"})
YEAR_HEADS: Final = frozenset({"عام", "العام", "سنه", "السنه"})
YEAR_PAIR_HEADS: Final = frozenset({"عامي", "العامين", "عامين", "اعوام", "الاعوام", "سنتي"})
DEADLINES: Final = frozenset({"حتي", "قبل", "بحلول"})
"""Before «نهاية شباط» they make it the last day of the month."""
RANGES: Final = frozenset({"بين"})
BEFORE_BARE_MONTH: Final = _lexicon(
    "في منذ حتي خلال من الي بين شهر شهري قبل بعد اشهر بحلول و طوال طيله مع عن"
)
BEFORE_BARE_YEAR: Final = _lexicon("منذ حتي في خلال مطلع اواخر منتصف نهايه بدايه")

COUNTED_UNITS: Final[dict[str, tuple[int, Unit | Literal["day"]]]] = {
    "يوم": (1, "day"),
    "يومين": (2, "day"),
    "ايام": (0, "day"),
    "يوما": (0, "day"),
    "اسبوع": (1, "week"),
    "اسبوعين": (2, "week"),
    "اسابيع": (0, "week"),
    "شهر": (1, "month"),
    "شهرين": (2, "month"),
    "اشهر": (0, "month"),
    "شهور": (0, "month"),
    "شهرا": (0, "month"),
    "عام": (1, "year"),
    "عامين": (2, "year"),
    "اعوام": (0, "year"),
    "عاما": (0, "year"),
    "سنه": (1, "year"),
    "سنتين": (2, "year"),
    "سنوات": (0, "year"),
}
"""Behind «قبل»: how many there are of a unit, 0 where a number has to say."""
AGO: Final = frozenset({"قبل", "منذ"})
_COUNTS: Final = {
    word: number
    for number, words in enumerate(
        (
            "ثلاثه ثلاث",
            "اربعه اربع",
            "خمسه خمس",
            "سته ست",
            "سبعه سبع",
            "ثمانيه ثماني",
            "تسعه تسع",
            "عشره عشر",
        ),
        3,
    )
    for word in words.split()
}
_THROUGH: Final = frozenset({"الي", "حتي", "لغايه"})
_RELATIVE: Final = frozenset(
    {"اليوم", "امس", "اول", "الاول", "غدا", "غد", "بعد", "الليله", "الامس"}
)
_NO_TODAY_AFTER: Final = _lexicon("روسيا سوريا حلب ذلك هذا اخبار تركيا الي في طيله طوال")
_NO_TODAY_BEFORE: Final = _lexicon(
    "نفسه ذاته التالي الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الاخير "
    "الواحد العالمي الدولي الوطني السابق المقبل الذي عينه الموعود"
)
_OTHER_DAYS: Final = _lexicon("نفسه ذاته التالي عينه السابق الموعود")
_NO_WEEKDAY_AFTER: Final = _lexicon(
    "صلاه خطبه عيد سوق خان جبل ام بين كلا هذين تيار عماد اتفاق صحيفه حراك انتفاضه"
)
_COMING: Final = _lexicon("المقرر المقرره المزمع المرتقب المرتقبه يرتقب ينتظر سوف يتوقع المتوقع")
_FUTURE_PREFIXES: Final = ("سي", "ست", "سن", "وسي", "وست")
_AFTER_YEAR: Final = _lexicon("في من الي حتي علي ان بين عندما بعد")


class Days(NamedTuple):
    """A day of the month or a run of days."""

    first: int
    last: int
    end: int
    """Index of the word after it."""
    clitic: int = 0
    """How many letters of its first word are proclitics."""


class Month(NamedTuple):
    """A month, by one name or two."""

    number: int
    calendar: Calendar
    end: int
    """Index of the word after it."""
    start: int
    """Position in the text where its name begins, proclitics left out."""
    tail: int
    """Position after it, a closing bracket included."""
    cliticised: bool = False
    common: bool = False
    """Its name is a word or a person's name too."""
    paired: bool = False
    contradicted: bool = False
    """Its two names are of different months."""


class Year(NamedTuple):
    """What stands after a month: a year, a word that points at one, or nothing."""

    number: int | None
    shift: Shift | None
    end: int
    """Index of the word after it."""
    of_year: bool = False
    """The pointing word belongs to the year («من العام الماضي»), not to the month."""


class Weekday(NamedTuple):
    """A weekday, Monday 0, and how many letters before its name are proclitics."""

    number: int
    clitic: int


class RelativeDay(NamedTuple):
    """A day counted from the publication."""

    offset: int
    """Days from the publication."""
    end: int
    """Index of the word after it."""
    clitic: int = 0
    """How many letters of its first word are proclitics."""


@cache
def beginnings() -> frozenset[str]:
    """Return every word that a date can begin with but for digits, proclitics included."""
    words = {ARTICLE, *PARTS, *UNITS, *_RELATIVE, *AGO, *weekdays(), "هذا", "هذه"}
    words |= {name[0] for name in months()} | {name[0] for name in ordinals()}
    # «يوم خميس» has no article.
    words |= {word.removeprefix(ARTICLE) for word in weekdays()}
    return frozenset(surface for word in words for surface in surfaces(word))


class Cue:
    """Which kinds of date a word can begin, as bits of a number."""

    NUMBER: Final = 1
    DAY: Final = 2
    RELATIVE: Final = 4
    WEEKDAY: Final = 8
    MONTH: Final = 16
    PERIOD: Final = 32
    AGO: Final = 64


def cue_of(word: str) -> int:
    """Return the kinds of date that a word can begin, 0 for most words."""
    if word.isdecimal():
        return Cue.NUMBER | Cue.DAY
    return _cue_of_beginning(word) if word in beginnings() else 0


@cache
def _cue_of_beginning(word: str) -> int:
    found = stems(word)
    firsts = {name[0] for name in ordinals()}
    cue = 0
    if word in (ARTICLE, "اول") or word in firsts or any((stem,) in ordinals() for stem in found):
        cue |= Cue.DAY
    if not found.isdisjoint(_RELATIVE) or word.endswith("بالامس"):
        cue |= Cue.RELATIVE
    if any(stem in weekdays() or ARTICLE + stem in weekdays() for stem in found):
        cue |= Cue.WEEKDAY
    if not found.isdisjoint(_first_of_months() | PARTS.keys()):
        cue |= Cue.MONTH
    if word in ("هذا", "هذه") or not found.isdisjoint(UNITS):
        cue |= Cue.PERIOD
    return cue if found.isdisjoint(AGO) else cue | Cue.AGO


def near(words: Words, index: int) -> bool:
    """Tell whether only blanks stand between a word and the next one."""
    if not 0 <= index < len(words.gaps):
        return False
    gap = words.gaps[index]
    return gap == " " or not gap.strip(" ")


def follows(words: Words, index: int) -> bool:
    """Tell whether a word stands right after the one before it."""
    return index < len(words.words) and near(words, index - 1)


def clitic_before(word: str, known: Collection[str]) -> int | None:
    """Return how many proclitic letters stand before a known word, None if there is none."""
    return next((cut.stripped for cut in segmentations(word) if cut.stem in known), None)


def stems(word: str) -> set[str]:
    """Return what a word can be without its proclitics."""
    return {cut.stem for cut in segmentations(word)}


def year_number(word: str) -> int | None:
    """Return a word of four digits as a year between 1900 and 2099."""
    if len(word) != 4 or not word.isdecimal():
        return None
    number = int(word)
    return number if FIRST_YEAR <= number <= LAST_YEAR else None


def hijri_year(words: Words, index: int) -> int | None:
    """Read a year of the Hijri calendar after its month."""
    word = words.get(index)
    if len(word) != 4 or not word.isdecimal() or not near(words, index - 1):
        return None
    return int(word) if FIRST_HIJRI_YEAR <= int(word) <= LAST_HIJRI_YEAR else None


def is_to_come(words: Words, index: int) -> bool:
    """Tell whether the words before a date say that it is still to come, or that it is a limit."""
    before = words.get(index - 1) if near(words, index - 1) else ""
    if stems(before) & DEADLINES:
        return True
    return lies_ahead(words, index)


def year_closes(words: Words, index: int) -> bool:
    """Tell whether four digits end a phrase and so count nothing («في 2000 حالة»)."""
    gap = words.gap(index)
    if gap.strip(" "):
        return not gap.startswith(("%", "-", "/"))
    following = words.get(index + 1)
    return following[:1] in ("و", "ف") or following in _AFTER_YEAR


def days_at(words: Words, index: int) -> Days | None:
    """Read a day or a run of days: «5», «ال31», «28 و29», «4 - 5», «الثالث والرابع».

    Days joined by و are a run only when they follow each other.
    """
    at = index
    gap = words.gap(at)
    if words.get(at) == ARTICLE and gap in ("", " ", "-") and words.get(at + 1).isdecimal():
        at += 1
    read = _day_number(words, at)
    clitic = 0
    if read is None:
        clitic = _clitic_of_ordinal(words.get(at))
        read = _day_number(words, at, clitic) if clitic else None
    if read is None:
        return None
    first, end = read
    last = first
    between = bool(stems(words.get(index - 1)) & RANGES) and near(words, index - 1)
    while (step := _next_of_run(words, end, last, between=between)) is not None:
        last, end = step
    return Days(first, last, end, clitic)


def _clitic_of_ordinal(word: str) -> int:
    """Return how many proclitic letters stand before an ordinal, 0 if there is none."""
    for cut in segmentations(word):
        if cut.stripped and (cut.stem,) in ordinals():
            return cut.stripped
    return 0


def _day_number(words: Words, index: int, clitic: int = 0) -> tuple[int, int] | None:
    """Read a day from digits or an ordinal; return it and the index of the word after it."""
    word = words.get(index)
    if clitic:
        # ل + ال is written without alef.
        word = next(cut.stem for cut in segmentations(word) if (cut.stem,) in ordinals())
    if word == "اول" and words.get(index + 1) in _single_months() and near(words, index):
        return 1, index + 1
    if word.isdecimal():
        return (int(word), index + 1) if len(word) <= 2 and 1 <= int(word) <= 31 else None
    pair = ordinals().get((word, words.get(index + 1)))
    if pair is not None and near(words, index):
        return pair, index + 2
    single = ordinals().get((word,))
    return None if single is None else (single, index + 1)


def _next_of_run(words: Words, index: int, last: int, *, between: bool) -> tuple[int, int] | None:
    """Read «- 5», «و5» or «إلى 5» after a day; return the later day and the index after it.

    After «بين» a day joined by و need not be the next one.
    """
    if index >= len(words):
        return None
    gap = words.gap(index - 1)
    if gap.strip(" ") == "-" and len(gap) <= 3:
        read = _day_number(words, index)
        return read if read is not None and read[0] > last else None
    if gap.strip(" "):
        return None
    word = words.words[index]
    if word in _THROUGH:
        read = _day_number(words, index + 1)
        return read if read is not None and read[0] > last else None
    if word == "و":
        read = _day_number(words, index + 1)
        fits = read is not None and (read[0] == last + 1 or (between and read[0] > last))
        return read if fits else None
    if not word.startswith("و"):
        return None
    day = ordinals().get((word[1:], words.get(index + 1))) if near(words, index) else None
    end = index + 2
    if day is None:
        day, end = ordinals().get((word[1:],)), index + 1
    if day is None:
        return None
    return (day, end) if day == last + 1 or (between and day > last) else None


@cache
def _single_months() -> frozenset[str]:
    return frozenset(name[0] for name in months()) - COMMON_WORDS | {"مارس", "اب"}


@cache
def _first_of_months() -> frozenset[str]:
    return frozenset(name[0] for name in months())


def _month_name(words: Words, index: int, stem: str) -> tuple[tuple[str, ...], int] | None:
    """Find a month's name that begins with ``stem`` at ``index``; return it and the index after."""
    if stem not in _first_of_months():
        return None
    pair = (stem, words.get(index + 1))
    if pair in months() and near(words, index):
        return pair, index + 2
    return ((stem,), index + 1) if (stem,) in months() else None


def month_at(words: Words, index: int, *, cliticised: bool = False) -> Month | None:
    """Read a month, with its second name if it has one: «آذار/مارس», «فبراير (شباط)».

    Args:
        words: The paragraph.
        index: Where the name begins.
        cliticised: Proclitics may stand before the name.
    """
    word = words.get(index)
    cuts = segmentations(word) if cliticised else segmentations(word)[:1]
    for cut in cuts:
        named = _month_name(words, index, cut.stem)
        if named is not None:
            return _with_second_name(
                words, words.starts[index] + cut.stripped, *named, cut.stripped
            )
    return None


def _with_second_name(
    words: Words, start: int, name: tuple[str, ...], end: int, clitic: int
) -> Month:
    calendar, number = months()[name]
    common = len(name) == 1 and name[0] in COMMON_WORDS
    alone = Month(number, calendar, end, start, words.ends[end - 1], clitic > 0, common)
    gap = words.gap(end - 1)
    joint = gap.strip(" ")
    if joint not in ("", "/", "(", "-") or end >= len(words):
        return alone
    second = _month_name(words, end, words.words[end])
    if second is None or second[0] == name or months()[second[0]][0] != calendar:
        return alone
    same = months()[second[0]][1] == number
    if not same and joint not in ("/", "("):
        return alone
    tail = words.ends[second[1] - 1]
    if joint == "(":
        closing = words.text.find(")", tail, tail + 2)
        tail = max(tail, closing + 1)
    return Month(
        number, calendar, second[1], start, tail, clitic > 0, common, same, contradicted=not same
    )


def year_after(words: Words, index: int) -> Year:
    """Read the year after a month, or the word that points at one."""
    nothing = Year(None, None, index)
    if index >= len(words):
        return nothing
    gap = words.gap(index - 1).strip(" )")
    if gap not in ("", "،", ","):
        return nothing
    number = year_number(words.words[index])
    if number is not None:
        return Year(number, None, index + 1)
    if gap:
        return nothing
    shift = SHIFTS.get(words.words[index])
    if shift is None:
        return _year_of(words, index) or nothing
    return _year_of(words, index + 1) or Year(None, shift, index + 1)


def _year_of(words: Words, index: int) -> Year | None:
    """Read «من عام 2018», «لعام 2018», «من العام الماضي», «هذا العام» after a month."""
    at = index
    if words.get(at) == "من" and follows(words, at):
        at += 1
    if words.get(at) in ("هذا", "هذه") and words.get(at + 1) in YEAR_HEADS:
        return Year(None, "this", at + 2, of_year=True)
    if words.get(at) in ("ذلك", "تلك") and words.get(at + 1) in YEAR_HEADS:
        return Year(None, "same", at + 2, of_year=True)
    if not follows(words, at) or not stems(words.words[at]) & YEAR_HEADS:
        return None
    if not follows(words, at + 1):
        return None
    number = year_number(words.words[at + 1])
    if number is not None:
        return Year(number, None, at + 2)
    shift = SHIFTS.get(words.words[at + 1])
    return None if shift is None else Year(None, shift, at + 2, of_year=True)


def part_at(word: str) -> tuple[Part, int] | None:
    """Read «نهاية» and its like; return which part it is and how many letters are proclitics."""
    clitic = clitic_before(word, PARTS)
    if clitic is None:
        return None
    stem = next(cut.stem for cut in segmentations(word) if cut.stem in PARTS)
    return PARTS[stem], clitic


def is_before_last(words: Words, index: int) -> bool:
    """Tell whether «قبل الماضي» stands at an index."""
    return (
        follows(words, index)
        and words.words[index] == "قبل"
        and follows(words, index + 1)
        and SHIFTS.get(words.words[index + 1]) == "past"
    )


def unit_at(word: str) -> tuple[Unit, int] | None:
    """Read «الشهر» and its like; return the unit and how many letters are proclitics."""
    for cut in segmentations(word):
        if cut.stem in UNITS:
            return UNITS[cut.stem], cut.stripped
    return None


def relative_day_at(words: Words, index: int) -> RelativeDay | None:
    """Read «اليوم», «أمس», «أول أمس», «أول من أمس», «غدا», «بعد غد»."""
    word = words.words[index]
    clitic = int(word[0] in "وف" and word[1:] in _RELATIVE)
    if word.endswith("بالامس"):
        clitic = len(word) - len("الامس")
    stem = word[clitic:]
    found = _relative_offset(words, index, stem)
    return None if found is None else RelativeDay(found[0], found[1], clitic)


def _relative_offset(words: Words, index: int, stem: str) -> tuple[int, int] | None:
    """Return how many days from the publication, and the index of the word after it."""
    after = words.get(index + 1) if near(words, index) else ""
    before = words.get(index - 1) if near(words, index - 1) else ""
    if is_yesterday(words.words[index], before):
        return -1, index + 1
    if stem == "امس":
        return (-2, index + 2) if after == "الاول" else (-1, index + 1)
    if stem in ("اول", "الاول") and after == "امس":
        return -2, index + 2
    if stem in ("اول", "الاول") and after == "من" and words.get(index + 2) == "امس":
        return -2, index + 3
    if stem == "غدا":
        return 1, index + 1
    if stem == "بعد" and after in ("غد", "الغد"):
        return 2, index + 2
    if stem == "غد" and ("يوم" in stems(before) or after in weekdays()):
        return 1, index + 1
    if stem == "الليله" and after in ("الماضيه", "الفايته"):
        return -1, index + 2
    if stem != "اليوم" or after in _OTHER_DAYS:
        return None
    if after not in weekdays() and (before in _NO_TODAY_AFTER or after in _NO_TODAY_BEFORE):
        return None
    return 0, index + 1


def is_yesterday(word: str, before: str) -> bool:
    """Tell whether «بالأمس» or «منذ الأمس» stands there; «الأمس» alone is the past."""
    return word in ("بالامس", "وبالامس") or (word == "الامس" and before in ("منذ", "يوم"))


def ago_at(words: Words, index: int) -> tuple[int, Unit | Literal["day"], int] | None:
    """Read «قبل يومين», «منذ ثلاثة أيام»: how many of which unit, and the index after it."""
    if not stems(words.words[index]) & AGO or not follows(words, index + 1):
        return None
    word = words.words[index + 1]
    if word in COUNTED_UNITS and COUNTED_UNITS[word][0]:
        number, unit = COUNTED_UNITS[word]
        following = words.get(index + 2) if near(words, index + 1) else ""
        # «قبل يوم الخميس» and «منذ عام 2011» count nothing.
        if following in weekdays() or following.isdecimal() or month_at(words, index + 2):
            return None
        return number, unit, index + 2
    count = _COUNTS.get(word, int(word) if word.isdecimal() and len(word) <= 2 else 0)
    if not count or not follows(words, index + 2) or words.words[index + 2] not in COUNTED_UNITS:
        return None
    many, unit = COUNTED_UNITS[words.words[index + 2]]
    return None if many else (count, unit, index + 3)


def weekday_at(words: Words, index: int) -> Weekday | None:
    """Read a weekday; without article only after «يوم»."""
    word = words.words[index]
    before = words.get(index - 1) if near(words, index - 1) else ""
    if before in _NO_WEEKDAY_AFTER or (near(words, index) and words.get(index + 1) == "معا"):
        return None
    for cut in segmentations(word):
        number = weekdays().get(cut.stem)
        if number is None and before == "يوم":
            number = weekdays().get(ARTICLE + cut.stem)
        if number is not None:
            return Weekday(number, cut.stripped)
    return None


def lies_ahead(words: Words, index: int) -> bool:
    """Tell whether one of the six words before says that something is still to come."""
    for at in range(index - 1, max(index - 7, -1), -1):
        if not near(words, at):
            return False
        word = words.words[at]
        if word in _COMING or (len(word) > 4 and word.startswith(_FUTURE_PREFIXES)):
            return True
    return False
