from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.arabic.calendar import EGYPTIAN, LEVANTINE
from corpus.ingest.datelines import dateline, find_date, is_date_line, is_iso_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14 مارس 2020ء", "2020-03-14"),
        ("١٤ آذار ٢٠٢٠", "2020-03-14"),
        ("۱۴ مارس ۲۰۲۰", "2020-03-14"),
        ("26 شباط/فبراير 2020", "2020-02-26"),
        ("26 فبراير (شباط) 2020", "2020-02-26"),
        ("17 سبتمبر/ أيلول 2018", "2018-09-17"),
        ("10 تشرين الأول/أكتوبر 2018", "2018-10-10"),
        ("17 سبتمبر أيلول 2018", "2018-09-17"),
        ("7 كانون الثاني 2020", "2020-01-07"),
        ("7 كانون 2 2020", "2020-01-07"),
        ("12 أوت 2019", "2019-08-12"),
        ("18 من أيلول 2018", "2018-09-18"),
        ("5 آذار، 2020", "2020-03-05"),
        ("5 آذار لعام 2020", "2020-03-05"),
        ("الأربعاء، 26 شباط 2020 - 14:35", "2020-02-26"),
        ("2020-03-05T12:00:00+03:00", "2020-03-05"),
        ("2020/3/5", "2020-03-05"),
        ("05/03/2020", "2020-03-05"),
        ("25/03/2020", "2020-03-25"),
        ("03/25/2020", "2020-03-25"),
        ("الخميس 05/03/2020", "2020-03-05"),
        ("خميس, 03/05/2020 - 10:21", "2020-03-05"),
        ("Mar 5, 2020", "2020-03-05"),
        ("5 March 2020", "2020-03-05"),
        ("20 رجب 1441 هـ - 15 مارس 2020 م", "2020-03-15"),
        ("29 شباط 2020", "2020-02-29"),
    ],
)
def test_a_day_with_its_year_is_read(text: str, day: str):
    found = find_date(text)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "text",
    [
        "5 آذار/مارس الجاري",
        "آذار 2020",
        "نهاية شباط/فبراير",
        "31/02/2020",
        "29 شباط 2019",
        "5 حزيران/يوليو 2019",
        "20 رجب 1441",
        "اتفاق سوتشي لعام 2018",
        "القرار 2254",
        "12:30",
        "5 مارسيليا 2020",
        "",
    ],
)
def test_what_is_no_full_day_states_none(text: str):
    assert find_date(text) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from([LEVANTINE, EGYPTIAN]))
@settings(deadline=None)
def test_every_day_is_read_back_in_every_month_system(day: date, system):
    text = f"نشر في {day.day} {system[day.month - 1][0]} {day.year} مساء"
    found = find_date(text)
    assert found is not None
    assert found.day == day.isoformat()
    assert found.span.slice(text) == f"{day.day} {system[day.month - 1][0]} {day.year}"


@given(st.text())
@settings(deadline=None)
def test_no_text_breaks_the_reading_of_dates(text: str):
    found = find_date(text)
    assert found is None or is_iso_day(found.day)
    head = dateline(text)
    assert head is None or 0 < head.end <= len(text)
    is_date_line(text)


@pytest.mark.parametrize(
    "line",
    ["نشر في: 5 آذار 2020 الساعة 14:20", "آخر تحديث 05/03/2020 - 10:00 م", "أخبار - 5 مارس 2020"],
)
def test_a_line_that_holds_little_but_its_date_is_a_date_line(line: str):
    assert is_date_line(line)


def test_a_sentence_with_a_date_is_no_date_line():
    assert not is_date_line("وقع الطرفان في 5 آذار 2020 اتفاقا جديدا في العاصمة")


@pytest.mark.parametrize(
    ("paragraph", "head"),
    [
        ("(سبوتنيك - 5 مارس 2020ء) قالت اللجنة", "(سبوتنيك - 5 مارس 2020ء) "),
        ("أنقرة، 5 آذار/مارس 2020 — قالت اللجنة", "أنقرة، 5 آذار/مارس 2020 — "),
        ("إسطنبول (5 آذار 2020) — قالت اللجنة", "إسطنبول (5 آذار 2020) — "),
        ("موسكو - سبوتنيك: قالت اللجنة", "موسكو - سبوتنيك: "),
        ("باريس (أ ف ب) - قالت اللجنة", "باريس (أ ف ب) - "),
        ("قالت اللجنة إن الطريق (إم 4) مفتوح", None),
        ("قالت اللجنة.", None),
    ],
)
def test_a_dateline_ends_where_the_sentence_begins(paragraph: str, head: str | None):
    found = dateline(paragraph)
    assert (found.slice(paragraph) if found else None) == head


@pytest.mark.parametrize("text", ["2020-02-30", "2020-3-5", "٢٠٢٠-٠٣-٠٥", "2020-03-05 ", "اليوم"])
def test_only_an_existing_day_in_iso_form_is_one(text: str):
    assert not is_iso_day(text)
