from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Published
from corpus.ingest.pipeline import article_from_bytes, samples
from corpus.ingest.published import checked, day_near_title, stated_day, surest

TITLE = "عنوان المقال"


@pytest.mark.parametrize(
    ("raw", "day", "zone"),
    [
        ("2020-03-05T10:21:00+03:00", "2020-03-05", "+03:00"),
        ("2020-03-05T23:59:59Z", "2020-03-05", "Z"),
        ("2020-03-05 10:21:00 +0300", "2020-03-05", "+03:00"),
        ("2020-03-05T10:21:00.123Z", "2020-03-05", "Z"),
        ("Thu, 05 Mar 2020 10:21:00 GMT", "2020-03-05", "Z"),
        ("20 رجب 1441 هـ - 5 آذار 2020", "2020-03-05", ""),
        ("2020-03-05", "2020-03-05", ""),
    ],
)
def test_a_moment_is_the_day_it_is_written_as_with_its_zone(raw: str, day: str, zone: str):
    known = stated_day(raw, "metadata")
    assert known is not None
    assert (known.day, known.zone, known.raw, known.certainty) == (day, zone, raw, "sure")


@pytest.mark.parametrize(
    "raw", ["", "2020", "1583400000", "1970-01-01T00:00:00Z", "yesterday", "2020-13-40", "© 2025"]
)
def test_what_states_no_day_gives_none(raw: str):
    assert stated_day(raw, "metadata") is None


def test_a_numeric_date_that_could_be_swapped_is_only_likely():
    assert stated_day("05/03/2020", "dateline").certainty == "likely"
    assert stated_day("25/03/2020", "dateline").certainty == "sure"
    assert stated_day("الخميس 05/03/2020", "dateline").certainty == "sure"
    assert stated_day("05/05/2020", "dateline").certainty == "sure"


def test_the_date_line_after_the_title_counts_before_the_one_above_it():
    lines = ["1 آذار 2020", TITLE, "كتب: سامر", "نشر في 5 آذار 2020", "متن المقال."]
    assert day_near_title(lines, [1]).day == "2020-03-05"
    assert day_near_title(lines[:3], [1]).day == "2020-03-01"


def test_an_update_counts_only_where_nothing_else_is_stated():
    lines = [TITLE, "آخر تحديث: 9 آذار 2020", "نشر في 5 آذار 2020"]
    assert day_near_title(lines, [0]).day == "2020-03-05"
    assert day_near_title(lines[:2], [0]).day == "2020-03-09"


def test_a_date_far_from_the_title_or_inside_a_sentence_is_none_of_it():
    assert day_near_title([TITLE, "كلمة " * 40, "5 آذار 2020"], [0]) is None
    assert (
        day_near_title([TITLE, "وقع الطرفان في 5 آذار 2020 اتفاقا جديدا في العاصمة."], [0]) is None
    )


def shown(day: str) -> Published:
    return Published(day, "dateline", "كما على الصفحة")


def test_a_page_that_shows_the_stated_day_makes_it_sure():
    assert surest(["05/03/2020"], shown("2020-03-05")).certainty == "sure"


def test_around_midnight_in_utc_the_day_on_the_page_counts():
    assert surest(["2020-03-04T22:30:00Z"], shown("2020-03-05")).day == "2020-03-05"


def test_a_page_that_shows_another_day_is_a_conflict():
    known = surest(["2020-03-04T22:30:00+03:00"], shown("2020-03-09"))
    assert (known.day, known.certainty) == ("2020-03-04", "likely")
    assert known.conflict == "the page shows «كما على الصفحة»"


# Weekdays


@pytest.mark.parametrize(
    ("text", "conflict"),
    [
        ("وقال الوزير اليوم الخميس إن الاتفاق قائم.", ""),
        ("وقال الوزير أمس الأربعاء إن الاتفاق قائم.", ""),
        ("وقال الوزير يوم الجمعة إن الاتفاق قائم.", ""),
        ("وقال الوزير اليوم الجمعة.", "the text says «اليوم الجمعة», 2020-03-05 is a Thursday"),
        ("وقال أمس، الخميس.", "the text says «أمس، الخميس», 2020-03-05 is a Thursday"),
        ("وقال «نجتمع اليوم السبت» أمس الأربعاء.", ""),
    ],
)
def test_a_weekday_in_the_text_that_contradicts_the_day_is_told(text: str, conflict: str):
    known = checked(Published("2020-03-05", "metadata"), [text])
    assert known.conflict == conflict
    assert known.certainty == ("likely" if conflict else "sure")


def test_the_warning_stands_with_the_article():
    text = "---\ntitle: عنوان\ndate: 2020-03-05\n---\nقال الوزير اليوم الجمعة إن الاتفاق قائم.\n"
    article = article_from_bytes(text.encode(), "a.md")
    assert article.warnings == ("date: the text says «اليوم الجمعة», 2020-03-05 is a Thursday",)


def test_no_sample_contradicts_its_own_day():
    assert [article.origin for article in samples() if article.warnings] == []


@given(st.text(), st.dates())
@settings(deadline=None)
def test_no_text_breaks_the_check(text: str, day):
    known = Published(day.isoformat(), "metadata")
    assert checked(known, [text]).day == known.day
