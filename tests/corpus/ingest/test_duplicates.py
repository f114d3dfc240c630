"""What two texts share."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.ingest.duplicates import (
    containment,
    kind_of,
    outline,
    packed,
    shingles,
    sketched,
    unpacked,
)

WORDS = [f"{a}{b}{c}" for a in "قوصلت" for b in "ابتيو" for c in "ثرمنه"]


def prose(seed: int, words: int = 280) -> list[str]:
    random = Random(seed)
    return [random.choice(WORDS) for _ in range(words)]


def share(one: list[str], other: list[str]) -> float:
    return containment(
        frozenset(outline(" ".join(one)).hashes), frozenset(outline(" ".join(other)).hashes)
    )


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("أكّد الوزير أنّ «الاتفاق» صامد، مساء أمس.", "اكد الوزير ان الاتفاق صامد مساء امس"),
        ("زار أنقرة ـ موسكو في ٥ آذار", "زار انقرة - موسكو في 5 آذار"),
        ("في\nإدلب   اليوم", "في إدلب اليوم"),
    ],
)
def test_spelling_and_punctuation_make_no_difference(text, spelt):
    assert shingles(text) == shingles(spelt)


def test_short_texts_have_few_shingles_and_an_empty_one_has_none():
    assert shingles("") == shingles(" . ") == frozenset()
    assert len(shingles("عاجل")) == len(shingles("عاجل الآن")) == len(shingles("عاجل من إدلب")) == 1
    assert len(shingles("عاجل من إدلب الآن")) == 2


@pytest.mark.parametrize("cut", [100, 168])
def test_a_text_cut_short_is_the_same_text(cut):
    text = prose(1)
    assert kind_of(share(text, text[:cut])) == "same text"


def test_boilerplate_after_a_text_changes_nothing_about_it():
    assert share(prose(1), prose(1) + prose(2, 150)) > 0.95


@pytest.mark.parametrize(
    ("changed", "kind"), [(0.03, "same text"), (0.15, "shares passages"), (0.5, None)]
)
def test_the_more_words_are_changed_the_less_is_shared(changed, kind):
    random = Random(5)
    text = prose(3, 600)
    other = [random.choice(WORDS) + "ز" if random.random() < changed else word for word in text]
    assert kind_of(share(text, other)) == kind


def test_texts_that_have_nothing_to_do_with_each_other_share_nothing():
    assert not any(kind_of(share(prose(n), prose(n + 1000))) for n in range(200))


def test_a_phrase_in_common_is_no_passage():
    one, other = "وزارة الدفاع الروسية أعلنت ذلك", "وزارة الدفاع الروسية أعلنت هدنة"
    assert containment(shingles(one), shingles(other)) == 0.0
    assert containment(shingles(one), shingles(one)) == 1.0


@given(st.text(st.sampled_from("ابتأإ ؤ.،\n\u064b\ud800"), max_size=400))
def test_any_text_has_an_outline_that_goes_into_bytes_and_back(text):
    made = outline(text)
    assert list(made.hashes) == sorted(set(made.hashes))
    assert unpacked(packed(made.hashes)) == made.hashes
    every = shingles(text)
    assert set(made.hashes) == (every if made.whole else sketched(every))
    assert made.whole or len(made.hashes) >= 12
