"""Moments with their precision, their order, and steps in time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.timeline import Group, Overview, moment_of, month_of, overview_of, stepped

VALUES = {
    "2020-03-05": (date(2020, 3, 5), date(2020, 3, 5), "day"),
    "2020-02": (date(2020, 2, 1), date(2020, 2, 29), "month"),
    "2019": (date(2019, 1, 1), date(2019, 12, 31), "year"),
    "2020-02-21/2020-02-29": (date(2020, 2, 21), date(2020, 2, 29), "days"),
    "2018-11/2019-01": (date(2018, 11, 1), date(2019, 1, 31), "months"),
    "2016/2018": (date(2016, 1, 1), date(2018, 12, 31), "years"),
    "9999-12": (date(9999, 12, 1), date(9999, 12, 31), "month"),
}


@pytest.mark.parametrize("value", VALUES)
def test_a_value_covers_its_days_and_keeps_its_precision(value):
    moment = moment_of(value)
    assert moment is not None
    assert (moment.first, moment.last, moment.precision) == VALUES[value]


@pytest.mark.parametrize(
    "value",
    ["", "2020-13", "2020-02-30", "soon", "2020-03-05/2020-03-01", "20200305", "XXXX-13", "0000"],
)
def test_what_is_no_date_is_no_moment(value):
    assert moment_of(value) is None


@given(st.text(max_size=24))
def test_any_text_is_a_moment_or_none(text):
    moment = moment_of(text)
    assert moment is None or moment.value == text


def test_a_day_of_an_unknown_year_is_never_given_one():
    moment = moment_of("XXXX-02-29")
    assert moment is not None
    assert moment.first is None and moment.month is None
    assert moment.precision == "year unknown"
    assert "not stated" in moment.spoken


def told(*values: str) -> Overview:
    return overview_of((), [(value, 1) for value in values])


def test_moments_are_in_order_of_their_first_day_the_wider_before_the_narrower():
    found = told(
        "XXXX-08", "2020-02-21/2020-02-29", "2020-02-21", "2020-02", "2020", "2019-12-31", "XXXX-01"
    )
    assert [group.moment.value for group in found.groups] == [
        "2019-12-31",
        "2020",
        "2020-02",
        "2020-02-21/2020-02-29",
        "2020-02-21",
        "XXXX-01",
        "XXXX-08",
    ]


def test_what_is_longer_than_a_month_is_in_no_bar_but_counted_apart():
    found = told("2018", "2018-01", "2018-01-05", "2018-01/2018-03", "XXXX-01")
    assert found.by_month() == {month_of(date(2018, 1, 1)): (0, 2)}
    assert (found.wide, found.of_unknown_year) == (2, 1)


def test_days_of_appearing_and_days_told_of_are_counted_apart():
    found = overview_of([("2018-09-17", 2)], [("2018-09-17", 5), ("2018-09-18", 1)])
    assert [(group.published, group.events) for group in found.groups] == [(2, 5), (0, 1)]
    assert [group.moment.value for group in found.shown("published")] == ["2018-09-17"]
    assert found.total("both") == 8


def test_a_brush_shows_what_begins_in_its_months_alone():
    found = told("2018-08-31", "2018-09", "2018-09-30", "2018-10-01", "XXXX-09")
    september = month_of(date(2018, 9, 1))
    shown = found.shown("both", (september, september))
    assert [group.moment.value for group in shown] == ["2018-09", "2018-09-30"]


def test_an_interval_takes_in_whatever_shares_a_day_with_it():
    found = told("2018", "2018-09-16", "2018-09-17/2018-09-20", "2018-09-19", "XXXX-09")
    within = found.within(date(2018, 9, 18), date(2018, 9, 18))
    assert [group.moment.value for group in within.groups] == ["2018", "2018-09-17/2018-09-20"]
    assert found.within(None, None).groups == found.groups


@pytest.mark.parametrize(
    ("value", "short", "spoken"),
    [
        ("2018-09-17", "2018-09-17", "Mon 17 Sep 2018"),
        ("2020-02-21/2020-02-29", "2020-02-21…29", "21 – 29 Feb 2020"),
        ("2020-02-28/2020-03-02", "2020-02-28…03-02", "28 Feb 2020 – 2 Mar 2020"),
        ("2018", "2018", "2018"),
        ("2018-09", "2018-09", "Sep 2018"),
    ],
)
def test_a_moment_is_written_and_said(value, short, spoken):
    moment = moment_of(value)
    assert moment is not None
    assert (moment.short, moment.spoken) == (short, spoken)


DAYS = told("2017-05-04", "2018-09", "2018-09-17", "2018-09-20", "2020-03-05", "2020-03-06").groups


def walked(at: int, unit: str, direction: int) -> str | None:
    found = stepped(DAYS, at, unit, direction)  # type: ignore[arg-type]
    return None if found is None else DAYS[found].moment.value


@pytest.mark.parametrize(
    ("at", "unit", "direction", "wanted"),
    [
        (1, "day", 1, "2018-09-17"),
        (2, "day", -1, "2018-09"),
        (1, "week", 1, "2018-09-17"),
        (2, "week", 1, "2020-03-05"),
        (3, "week", -1, "2018-09"),
        (0, "month", 1, "2018-09"),
        (3, "month", 1, "2020-03-05"),
        (5, "month", -1, "2018-09"),
        (1, "year", 1, "2020-03-05"),
        (5, "year", -1, "2018-09"),
        (1, "year", -1, "2017-05-04"),
        (0, "day", -1, None),
        (0, "week", -1, None),
        (2, "month", -1, "2017-05-04"),
        (0, "year", -1, None),
        (5, "day", 1, None),
        (4, "month", 1, None),
        (4, "year", 1, None),
    ],
)
def test_steps_pass_over_empty_months_and_end_at_the_edges(at, unit, direction, wanted):
    assert walked(at, unit, direction) == wanted


def test_steps_neither_come_to_unknown_years_nor_lose_the_way_back():
    groups = told("2018-09-17", "XXXX-02").groups
    assert stepped(groups, 0, "day", 1) is None
    assert stepped(groups, 1, "day", 1) is None
    assert stepped(groups, 1, "month", -1) == 0
    assert stepped((), 0, "day", 1) is None
    assert stepped(told("XXXX-02").groups, 0, "day", -1) is None


@given(
    st.lists(st.dates(), min_size=1, max_size=30, unique=True),
    st.sampled_from(["day", "week", "month", "year"]),
    st.sampled_from([1, -1]),
    st.data(),
)
def test_a_step_goes_the_way_it_says(days, unit, direction, data):
    groups: tuple[Group, ...] = told(*(day.isoformat() for day in days)).groups
    at = data.draw(st.integers(0, len(groups) - 1))
    found = stepped(groups, at, unit, direction)
    assert found is None or (found > at if direction > 0 else found < at)
    far = groups[-1 if direction > 0 else 0].moment.first
    here = groups[at].moment.first
    assert far is not None and here is not None
    if found is None and unit == "day":
        assert far == here
