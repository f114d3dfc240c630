"""Words that another word could be meant for."""

from __future__ import annotations

import pytest

from corpus.search.spelling import nearest


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("لافورف", "لافروف"), ("استنا", "استانا"), ("ادلبب", "ادلب"), ("سوتشس", "سوتشي")],
)
def test_a_slip_of_one_letter_is_put_right(library, typed, meant):
    assert meant in nearest(library, typed)


def test_letters_that_changed_places_come_first(library):
    assert nearest(library, "لافورف")[0] == "لافروف"


@pytest.mark.parametrize("typed", ["", "من", "قسطنطينيةقسطنطينيةقسطنطينيةقسطنطينية", "كلمة أخرى"])
def test_what_is_too_short_too_long_or_no_word_is_like_nothing(library, typed):
    assert nearest(library, typed) == ()


def test_a_word_is_not_taken_for_itself(library):
    assert "ادلب" not in nearest(library, "إدلب")
