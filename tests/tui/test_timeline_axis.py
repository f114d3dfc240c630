"""Months on columns, and what is left out of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.panes.timeline_axis import axis_of, bar_rows, grouped, labels_on, scale, year_labels

COUNTS = st.dictionaries(
    st.integers(12, 12 * 9999), st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=40
)


def month(year: int, of_year: int) -> int:
    return year * 12 + of_year - 1


PRESS = {month(2017, 5) + n: (3, 8) for n in range(35)}


def test_nothing_has_no_axis():
    assert axis_of({}, 80) is None
    assert axis_of({month(2020, 1): (0, 0)}, 80) is None


def test_one_article_has_a_year_around_it():
    axis = axis_of({month(2020, 3): (1, 0)}, 80)
    assert axis is not None
    assert (axis.first, axis.last) == (month(2020, 1), month(2020, 12))
    assert sum(axis.totals({month(2020, 3): 1})) == 1


@pytest.mark.parametrize("columns", [40, 69, 110, 190])
def test_dates_far_away_are_counted_and_do_not_squash_the_plot(columns):
    plain = axis_of(PRESS, columns)
    axis = axis_of({**PRESS, month(1967, 11): (0, 3), month(2071, 1): (0, 1)}, columns)
    assert axis is not None and plain is not None
    assert (axis.before, axis.after) == (3, 1)
    assert (axis.first, axis.last, axis.column) == (plain.first, plain.last, plain.column)


def test_one_article_of_1998_does_not_squash_the_rest_either():
    axis = axis_of({**PRESS, month(1998, 10): (1, 0)}, 100)
    assert axis is not None
    assert axis.first == month(2017, 5) and axis.before == 1


def test_what_lies_close_is_taken_in_though_nothing_appeared_then():
    axis = axis_of({**PRESS, month(2016, 12): (0, 2)}, 100)
    assert axis is not None
    assert axis.first == month(2016, 12) and axis.before == 0


def test_more_months_than_columns_share_bars():
    years = {month(1990, 1) + n: (1, 1) for n in range(360)}
    axis = axis_of(years, 60)
    assert axis is not None
    assert axis.width <= 60 and axis.unit > 1
    assert sum(axis.totals(dict.fromkeys(years, 1))) == 360


@given(COUNTS, st.integers(1, 240))
def test_every_item_is_in_a_bar_or_counted_as_left_out(counts, columns):
    axis = axis_of(counts, columns)
    whole = sum(sum(both) for both in counts.values())
    if axis is None:
        assert whole == 0
        return
    assert 0 < axis.bars * axis.column <= max(columns, axis.bars)
    drawn = sum(axis.totals({m: sum(both) for m, both in counts.items()}))
    assert drawn + axis.before + axis.after == whole
    assert len(year_labels(axis)) == axis.width


def test_bars_grow_from_the_bottom_and_the_least_is_seen():
    top, bottom = bar_rows([0, 1, 50, 100], 2, 100)
    assert (top, bottom) == ("   █", " ▁██")


@given(st.lists(st.integers(0, 10**6), max_size=30), st.integers(1, 12))
def test_no_bar_is_empty_that_stands_for_something(totals, height):
    rows = bar_rows(totals, height, scale(totals))
    assert len(rows) == height
    for index, total in enumerate(totals):
        assert any(row[index] != " " for row in rows) == bool(total)


def test_years_stand_below_their_first_month():
    axis = axis_of(PRESS, 105)
    assert axis is not None and axis.column == 3
    labels = year_labels(axis)
    assert labels.index("2018") == (month(2018, 1) - axis.first) * 3
    assert "2019" in labels and "2020" in labels


def test_the_last_year_may_reach_beyond_its_bars():
    axis = axis_of({month(2017, 1) + n: (3, 8) for n in range(38)}, 60)
    assert axis is not None and axis.column == 1
    assert "2020" not in year_labels(axis)
    assert year_labels(axis, 60).endswith("2020" + " " * 20)


def test_names_of_landmarks_do_not_run_into_each_other():
    axis = axis_of(PRESS, 105)
    assert axis is not None
    marks = [(month(2018, 9), "Sochi memo"), (month(2018, 10), "near it"), (month(2020, 3), "last")]
    line = labels_on(axis, marks, 105)
    assert "◇Sochi memo " in line
    assert "near it" not in line
    assert "last◇" in line
    assert labels_on(axis, [(month(1998, 10), "Adana")], 105).strip() == ""


def test_numbers_keep_to_their_columns():
    assert [grouped(n) for n in (7, 99_999, 123_456, 2_340_000)] == ["7", "99999", "123k", "2.3M"]
