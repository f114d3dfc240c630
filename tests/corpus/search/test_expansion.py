"""A word is found in its forms, and not in other words."""

from __future__ import annotations

import pytest

from corpus.search.expansion import beginning, expanded, in_phrase, literal, plurals
from corpus.search.words import forms_of


def forms(word: str, *, name: bool = False):
    return expanded(forms_of(word)[0], word, name=name)


def finds(word: str, text: str, *, name: bool = False) -> bool:
    return all(forms(word, name=name).match(form) for form in forms_of(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("اتفاق", "الاتفاق باتفاق وبالاتفاق للاتفاق اتفاقا اتفاقات الاتفاقات باتفاقات اتفاقهما"),
        ("تصعيد", "تصعيد التصعيد للتصعيد لتصعيد فالتصعيد تصعيدا"),
        ("إدلب", "ادلب وإدلب لإدلب بإدلب"),
        ("اتفاقية", "الاتفاقية اتفاقيه اتفاقيات بالاتفاقيات اتفاقيتين اتفاقيتها"),
        ("نقطة", "النقطة نقاط ونقاطها للنقاط نقطتان نقطتي"),
        ("وزير", "الوزير وزراء الوزراء وزيران وزيري للوزراء"),
        ("وزراء", "وزير الوزير"),
        ("قوات", "القوات بقوات قواتها للقوات"),
        ("هجوم", "هجمات الهجوم بهجمات هجومين"),
        ("مدني", "مدنيون المدنيين مدنية"),
        ("لاجئ", "لاجئون للاجئين لاجئا لاجئين"),
        ("لجنة", "اللجنة للجنة لجان اللجان ولجنتين"),
        ("دورية", "دوريات الدورية دوريتين بدوريات"),
        ("سلاح", "أسلحة الأسلحة السلاح"),
        ("الرئيس", "رئيس رئيسا الرئيسان الرئيسين للرئيس رؤساء"),
    ],
)
def test_a_word_finds_its_forms(word, text):
    assert [form for form in forms_of(text) if not forms(word).match(form)] == []


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("إدلب", "إدلبي إدلبية"),
        ("روسيا", "روسي الروسية روسيين"),
        ("تركيا", "تركي أتراك تركية"),
        ("رئيس", "الرئيسي رئيسية الرئيسية رئيسي"),
        ("تنفيذ", "تنفيذية التنفيذي التنفيذية"),
        ("مراقب", "المراقبة مراقبة"),
        ("اتفاق", "الاتفاقية اتفاقية"),
        ("منطقة", "منطق منطقي المنطق"),
        ("سوري", "سوريا"),
    ],
)
def test_a_word_does_not_find_other_words(word, others):
    name = word in ("إدلب", "روسيا", "تركيا")
    assert [form for form in forms_of(others) if forms(word, name=name).match(form)] == []


def test_a_hamza_tells_that_there_is_no_article():
    assert forms("ألمانيا", name=True).match("لالمانيا")
    assert not forms("ألمانيا", name=True).match("مانيا")
    assert forms("الباب", name=True).match("بالباب")


def test_a_latin_word_is_found_with_an_ending_and_a_code_as_it_is():
    assert finds("minister", "minister ministers")
    assert forms("M4").match("m4")
    assert forms("M4").match("الm4")
    assert not forms("M4").match("m45")


def test_a_literal_word_has_no_proclitics_and_a_beginning_has_any_end():
    assert literal("اتفاق").match("اتفاق")
    assert not literal("اتفاق").match("الاتفاق")
    assert beginning("تنف").match("والتنفيذية")
    assert not beginning("تنف").match("استنفار")


def test_words_of_a_phrase_have_no_endings():
    assert in_phrase("اطلاق", first=False).match("لاطلاق")
    assert not in_phrase("اطلاق", first=False).match("اطلاقه")
    assert in_phrase("وقف", first=True).match("بوقف")


def test_the_data_of_plurals_is_folded_alike_both_ways():
    assert len(plurals()) > 300
    for form, others in plurals().items():
        assert form not in others
        assert all(form in plurals()[other] for other in others)
        assert all(forms_of(other) == [other] for other in (form, *others))
