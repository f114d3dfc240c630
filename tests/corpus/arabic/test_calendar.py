from __future__ import annotations

import pytest

from corpus.arabic.calendar import EGYPTIAN, HIJRI, LEVANTINE, MAGHREBI, months, ordinals, weekdays
from corpus.arabic.folding import fold_text


@pytest.mark.parametrize("system", [LEVANTINE, EGYPTIAN, MAGHREBI, HIJRI])
def test_every_system_has_twelve_months_found_by_their_number(system):
    assert len(system) == 12
    for number, names in enumerate(system, 1):
        for name in names:
            assert months()[tuple(fold_text(name).split())][1] == number


@pytest.mark.parametrize(
    ("name", "number"),
    [("تشرين أول", 10), ("كانون 2", 1), ("إبريل", 4), ("غشت", 8), ("جانفي", 1), ("يونيه", 6)],
)
def test_variants_are_known(name, number):
    assert months()[tuple(fold_text(name).split())] == ("gregorian", number)


def test_hijri_months_are_told_apart():
    assert months()[("رجب",)] == ("hijri", 7)


def test_weekdays_count_from_monday():
    assert weekdays()["الاثنين"] == 0
    assert weekdays()[fold_text("الأحد")] == 6
    assert set(weekdays().values()) == set(range(7))


def test_ordinals_name_every_day_of_a_month():
    assert set(ordinals().values()) == set(range(1, 32))
    assert ordinals()[("الخامس", "عشر")] == 15
    assert ordinals()[("الحادي", "والثلاثين")] == 31
    assert ordinals()[("العاشر",)] == 10
