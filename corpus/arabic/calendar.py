"""Months, weekdays and ordinals as the Arabic press writes them, by their lookup form."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

from corpus.arabic.folding import fold_text

Calendar = Literal["gregorian", "hijri"]

LEVANTINE: Final = (
    ("كانون الثاني", "كانون ثاني", "كانون 2"),
    ("شباط",),
    ("آذار", "أذار"),
    ("نيسان",),
    ("أيار",),
    ("حزيران",),
    ("تموز",),
    ("آب",),
    ("أيلول",),
    ("تشرين الأول", "تشرين أول", "تشرين 1"),
    ("تشرين الثاني", "تشرين ثاني", "تشرين 2"),
    ("كانون الأول", "كانون أول", "كانون 1"),
)
"""Syria, Lebanon, Jordan, Palestine, Iraq."""

EGYPTIAN: Final = (
    ("يناير",),
    ("فبراير",),
    ("مارس",),
    ("أبريل", "إبريل"),
    ("مايو",),
    ("يونيو", "يونيه"),
    ("يوليو", "يوليه"),
    ("أغسطس",),
    ("سبتمبر",),
    ("أكتوبر",),
    ("نوفمبر",),
    ("ديسمبر",),
)
"""Egypt, Sudan, the Gulf, Yemen."""

MAGHREBI: Final = (
    ("جانفي",),
    ("فيفري",),
    ("مارس",),
    ("أفريل",),
    ("ماي",),
    ("جوان",),
    ("جويلية", "يوليوز"),
    ("أوت", "غشت"),
    ("شتنبر",),
    ("أكتوبر",),
    ("نونبر",),
    ("دجنبر",),
)
"""Algeria and Tunisia, and where it differs Morocco."""

HIJRI: Final = (
    ("محرم", "المحرم"),
    ("صفر",),
    ("ربيع الأول", "ربيع أول"),
    ("ربيع الآخر", "ربيع الثاني", "ربيع ثاني"),
    ("جمادى الأولى", "جمادى الأول"),
    ("جمادى الآخرة", "جمادى الثانية", "جمادى الآخر"),
    ("رجب",),
    ("شعبان",),
    ("رمضان",),
    ("شوال",),
    ("ذو القعدة", "ذي القعدة"),
    ("ذو الحجة", "ذي الحجة"),
)
"""The Islamic calendar."""

COMMON_WORDS: Final = frozenset(
    {"مارس", "اب", "ماي", "جوان", "اوت", "محرم", "المحرم", "صفر", "رجب", "شعبان", "رمضان", "شوال"}
)
"""Lookup forms of month names that are words or people's names too: alone they name no month."""

WEEKDAYS: Final = (
    ("الاثنين", "الإثنين"),
    ("الثلاثاء",),
    ("الأربعاء",),
    ("الخميس",),
    ("الجمعة",),
    ("السبت",),
    ("الأحد",),
)
"""From Monday, as `datetime.date.weekday` counts."""

_UNITS: Final = (
    ("الأول", "الحادي"),
    ("الثاني",),
    ("الثالث",),
    ("الرابع",),
    ("الخامس",),
    ("السادس",),
    ("السابع",),
    ("الثامن",),
    ("التاسع",),
)
_ROUND: Final = (
    ("العاشر", 10),
    ("العشرين", 20),
    ("العشرون", 20),
    ("الثلاثين", 30),
    ("الثلاثون", 30),
    ("الحادي والثلاثين", 31),
    ("الحادي والثلاثون", 31),
)


@cache
def months() -> dict[tuple[str, ...], tuple[Calendar, int]]:
    """Return calendar and number (from 1) of every month by the words of its lookup form."""
    found: dict[tuple[str, ...], tuple[Calendar, int]] = {}
    for system in (LEVANTINE, EGYPTIAN, MAGHREBI, HIJRI):
        calendar: Calendar = "hijri" if system is HIJRI else "gregorian"
        for number, names in enumerate(system, 1):
            for name in names:
                found[tuple(fold_text(name).split())] = (calendar, number)
    return found


@cache
def weekdays() -> dict[str, int]:
    """Return the number of every weekday, Monday 0, by its lookup form."""
    return {fold_text(name): day for day, names in enumerate(WEEKDAYS) for name in names}


@cache
def ordinals() -> dict[tuple[str, ...], int]:
    """Return the days 1 to 31 by the words of their ordinal in lookup form, article included."""
    found: dict[tuple[str, ...], int] = {}
    for unit, names in enumerate(_UNITS, 1):
        for name in map(fold_text, names):
            found[(name,)] = unit
            found[(name, "عشر")] = 10 + unit
            found[(name, "والعشرين")] = found[(name, "والعشرون")] = 20 + unit
    for name, day in _ROUND:
        found[tuple(fold_text(name).split())] = day
    del found[(fold_text("الحادي"),)]
    return found
