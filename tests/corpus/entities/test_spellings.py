from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.entities.names.spellings import by_sound, has_one_spelling, sounds

_words = st.text(alphabet="ابرزسشغفقكلمنهوي", min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("غيراسيموف", "جيراسيمف"),
        ("تشاووش", "شاوش"),
        ("ستوكهولم", "ستكهولم"),
        ("غوتيريس", "جوتيرس"),
        ("طرامب", "ترامب"),
        ("لافروف", "لفروف"),
    ],
)
def test_spellings_of_one_name_sound_alike(first, second):
    assert sounds(first) == sounds(second)


@pytest.mark.parametrize(("first", "second"), [("بوتين", "بومبيو"), ("اكار", "غولر")])
def test_other_names_do_not(first, second):
    assert sounds(first) != sounds(second)


@pytest.mark.parametrize("word", ["حسن", "صالح", "البيت", "عثمان", "بن", "م" * 40])
def test_arabic_words_and_odd_ones_have_one_spelling(word):
    assert has_one_spelling(word)


@given(_words)
def test_vowels_inside_a_word_do_not_count(word):
    bare = word[0] + "".join(letter for letter in word[1:] if letter not in "اوي")
    assert sounds(word) == sounds(bare)


@given(st.lists(_words, max_size=8))
def test_of_words_that_sound_alike_the_first_is_kept(words):
    heard = by_sound(words)
    for word in words:
        if not has_one_spelling(word):
            first = next(w for w in words if not has_one_spelling(w) and sounds(w) == sounds(word))
            assert heard[sounds(word)] == first


_ORDINARY = """
مراسل مراسلا مرسل ملابس وملابس أمريكي أميركي إسرائيلي اسرائيلي إسرائيليا بريطاني برازيلي
أفريقي إسباني أرمني إنتاجها إنتاجية انتقائية أسطوانة استيطانية تدميرا مناسك زخارف ارتكاز
إنكاره سببته أوروبيون أوروبيين بريطانيين مقيدين كامبل كارتر كارمن ديترويت كربون كاربون
نادلة أجلنا فأنزل سيلفان مارسيل بلاتيني آيلاند كورتيس باركنا أنكره أرمنية نجمنا براند
فالنساء
"""


class TestOrdinaryWords:
    """Words with the consonants of a name; alone they are no other spelling of it."""

    @pytest.mark.parametrize("word", _ORDINARY.split())
    def test_are_no_names(self, know, word):
        assert know(f"كتبت الصحيفة عن {word} في تقريرها").mentions == ()

    @pytest.mark.parametrize(
        ("word", "slug"),
        [
            ("واشنطون", "washington"),
            ("نيوزلندا", "new-zealand"),
            ("كالفورنيا", "california"),
            ("بطرسبرج", "st-petersburg"),
            ("فينزويلا", "venezuela"),
            ("طاجكستان", "tajikistan"),
        ],
    )
    def test_but_other_spellings_are(self, know, word, slug):
        assert know(f"وصل الوفد إلى {word} أمس").links("PLACE") == [(word, slug)]

    def test_a_short_word_is_no_second_part_of_a_name(self, know):
        assert know("ضربات واعتقالات مدنية لم تكن محددة").mentions == ()
