from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.arabic.clitics import segmentations, surfaces


@pytest.mark.parametrize(
    ("word", "stripped", "stem"),
    [
        ("واردوغان", 1, "اردوغان"),
        ("ببوتن", 1, "بوتن"),
        ("لاتفاق", 1, "اتفاق"),
        ("كتنظيمي", 1, "تنظيمي"),
        ("فالرييس", 1, "الرييس"),
        ("وبالكرملين", 2, "الكرملين"),
        ("للامم", 1, "الامم"),
        ("لليمن", 1, "اليمن"),
        ("للجنه", 1, "اللجنه"),
        ("وللجيش", 2, "الجيش"),
        ("باقري", 0, "باقري"),
    ],
)
def test_a_way_to_cut_is_offered(word, stripped, stem):
    assert (stripped, stem) in [(cut.stripped, cut.stem) for cut in segmentations(word)]


@given(st.text(alphabet="وفبلكاسرم", max_size=8))
def test_the_whole_word_comes_first_and_letters_left_are_the_tail_of_it(word):
    first, *others = segmentations(word)
    assert (first.stripped, first.stem) == (0, word)
    for cut in others:
        assert 1 <= cut.stripped <= 2
        assert cut.stem.endswith(word[cut.stripped :])
        assert cut.stem.removesuffix(word[cut.stripped :]) in ("", "ا", "ال")


@pytest.mark.parametrize("word", ["و", "لو", "بك", "وب"])
def test_a_short_word_is_not_cut_to_a_letter(word):
    assert [cut.stem for cut in segmentations(word)] == [word]


@given(st.text(alphabet="وفبلكاسرم", min_size=4, max_size=7))
def test_every_surface_of_a_stem_can_be_cut_to_it(stem):
    for word in surfaces(stem):
        assert stem in [cut.stem for cut in segmentations(word)]


@given(st.text(alphabet="وفبلكاسرم", min_size=3, max_size=8))
def test_a_word_is_a_surface_of_every_stem_it_can_be_cut_to(word):
    for cut in segmentations(word):
        assert word in surfaces(cut.stem)


def test_a_very_long_word_is_cut_like_any_other():
    assert [cut.stripped for cut in segmentations("و" + "س" * 500)] == [0, 1]
