from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.arabic.folding import fold, fold_text

_arabic = st.text(
    alphabet=st.one_of(
        st.sampled_from("اأإآٱبةتىيئؤءكگکیپ ـًَُِّْٰ٠۵5M\u200f\u202e\xa0–\n/ﻻﷲﺕ"), st.characters()
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("على موسوى", "علي موسوي"),
        ("هيئة مؤتمر رئيس", "هييه موتمر رييس"),
        ("پاکستان گفت ے چ ڤ", "باكستان كفت ي ج ف"),
        ("الاتّفاقُ الـــرُّوسيّ", "الاتفاق الروسي"),
        ("هٰذا", "هذا"),
        ("٢٠٢٠ و۲۰۲۰", "2020 و2020"),
        ("M4 RT", "m4 rt"),
        ("إم–4 وإم‑4", "ام-4 وام-4"),
        ("رجب\xa0طيب", "رجب طيب"),
        ("\u202bإدلب\u202c\u200f\ufeff", "ادلب"),
        ("ﺇﺩﻟﺐ ﻻ", "ادلب لا"),
        ("إدلب", "ادلب"),
    ],
)
def test_spellings_meet(text, folded):
    assert fold_text(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("4 ـ 5 مايو", "4 - 5 مايو"),
        ("4ـ5", "4-5"),
        ("قال ـ أمس ـ إن", "قال - امس - ان"),
        ("الـ 5", "ال 5"),
        ("سوريـــا", "سوريا"),
    ],
)
def test_a_tatweel_that_joins_nothing_is_a_dash(text, folded):
    assert fold_text(text) == folded


def test_a_span_holds_the_marks_of_its_last_letter_and_no_tatweel_after_it():
    text = "من أَكَّارٌـ قال"
    folded = fold(text)
    start = folded.text.index("اكار")
    assert folded.span(start, start + 4).slice(text) == "أَكَّارٌ"


def test_a_ligature_leads_back_to_itself():
    text = "قال ﻷكار"
    folded = fold(text)
    assert folded.text == "قال لاكار"
    assert folded.span(4, 9).slice(text) == "ﻷكار"


@given(_arabic)
def test_folding_twice_changes_nothing(text):
    assert fold_text(fold_text(text)) == fold_text(text)


@given(_arabic)
def test_fold_and_fold_text_agree(text):
    assert fold(text).text == fold_text(text)


@given(_arabic)
def test_offsets_never_decrease_and_end_with_the_text(text):
    folded = fold(text)
    offsets = list(folded.offsets)
    assert len(offsets) == len(folded.text) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


@given(_arabic, st.data())
def test_every_slice_maps_back_to_text_that_folds_to_it(text, data):
    folded = fold(text.replace("ـ", ""))
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    back = fold_text(folded.span(start, end).slice(folded.source))
    assert folded.text[start:end] in back
    # Only a character that folds to several can bring more than was asked for.
    assert len(back) <= end - start + 6


@pytest.mark.parametrize("unit", ["بَ", "إدلب ", "ـ", " ـ ", "ﻻ", "\u202e"])
def test_a_long_run_of_anything_is_folded_whole(unit):
    text = unit * 5_000
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
