"""What is said takes the form that Arabic asks for, and English costs nothing."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from corpus.bilingual import Bilingual
from corpus.told import told, told_count
from tui.language.choice import ENGLISH, Language, chosen_language
from tui.language.from_corpus import act_said, line_said, moment_said
from tui.language.said import _, number, plural, speaking, start_side
from tui.wording import counted

ARABIC = Language("ar")
ARABIC_INDIC = Language("ar", "arabic-indic")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالا"),
        (99, "99 مقالا"),
        (100, "100 مقال"),
        (101, "101 مقال"),
        (102, "102 مقال"),
        (103, "103 مقالات"),
        (111, "111 مقالا"),
        (1000, "1000 مقال"),
    ],
)
def test_what_is_counted_takes_the_form_of_its_number(number, said):
    with speaking(ARABIC):
        assert counted(number, "article") == said


def test_english_has_two_forms():
    assert [counted(n, "article") for n in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]


def test_another_language_holds_inside_alone():
    with speaking(ARABIC):
        assert _("Results") == "النتائج"
        with speaking(ENGLISH):
            assert _("Results") == "Results"
        assert _("Results") == "النتائج"
    assert _("Results") == "Results"


def test_a_text_that_is_not_in_the_catalogue_stays_english():
    with speaking(ARABIC):
        assert _("no such text at all") == "no such text at all"
        assert _("") == ""


def test_a_latin_part_keeps_its_own_direction_in_an_arabic_line():
    with speaking(ARABIC):
        assert _("Copied {what}", what="Idlib") == "تم نسخ \u2068Idlib\u2069"
    assert _("Copied {what}", what="Idlib") == "Copied Idlib"


def test_a_key_keeps_its_shape_in_an_arabic_line():
    from tui.bidi.layout import one_line

    with speaking(ARABIC):
        said = _("stand on a mention first: ] goes to the next one")
    # As a bracket of the Arabic it would be turned round.
    assert "]" in one_line(said, 200).text
    assert "[" not in one_line(said, 200).text


def test_a_line_of_parts_alone_runs_as_arabic_does():
    from tui.bidi.layout import analyse

    with speaking(ARABIC):
        said = _("{type}, {kind}: {meant}", type="A", kind="B", meant="C")
    assert analyse(said).base == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [(ARABIC, "الموضع 3 من 17"), (ARABIC_INDIC, "الموضع ٣ من ١٧"), (ENGLISH, "hit 3 of 17")],
)
def test_numbers_are_written_in_the_digits_chosen(language, said):
    with speaking(language):
        assert _("hit {n} of {total}", n=3, total=17) == said


def test_digits_are_those_of_numbers_alone():
    with speaking(ARABIC_INDIC):
        assert _("published {day} by {source}", day="2020-03-05", source="RT 24").count("٢") == 0
        assert number(1234, ",") == "١,٢٣٤"
        assert plural("{n:,} line", "{n:,} lines", 1234) == "١,٢٣٤ سطرا"


def test_lines_begin_on_the_side_of_the_language():
    assert start_side() == "left"
    with speaking(ARABIC):
        assert start_side() == "right"


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("Starred: 3 articles", "وضع النجمة: 3 مقالات"),
        ("#idlib taken from 1 article", "نزع الوسم \u2068#idlib\u2069 عن \u2068مقال واحد\u2069"),
        ("Starred: 1 article; Read: 2 articles", "وضع النجمة: مقال واحد؛ القراءة: مقالان"),
        ("something else", "something else"),
    ],
)
def test_what_was_done_is_told_in_arabic(english, arabic):
    assert act_said(english) == english
    with speaking(ARABIC):
        assert act_said(english) == arabic


def test_a_day_is_told_with_its_arabic_names():
    with speaking(ARABIC):
        assert moment_said("Mon 17 Sep 2018") == "الاثنين 17 أيلول/سبتمبر 2018"
        assert moment_said("21 – 29 Feb 2020") == "21 – 29 شباط/فبراير 2020"


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        (
            told(
                "{parts}; {part}",
                parts=told("in date order"),
                part=told_count(
                    "{read} of {n} article, spread over time",
                    "{read} of {n} articles, spread over time",
                    1200,
                    read=400,
                ),
            ),
            "بترتيب التاريخ؛ قرئ 400 من 1200 مقال، موزعة على الزمن",
        ),
        (told("first {day}", day="2018-09-17"), "أولها 2018-09-17"),
        (told("clause {n}", n=4), "البند 4"),
        (Bilingual("Sochi memo 2018", "مذكرة سوتشي 2018"), "مذكرة سوتشي 2018"),
        ("Sochi memo 2018; a note", "Sochi memo 2018; a note"),
        ("source", "source"),
    ],
)
def test_a_line_of_a_dossier_is_told_anew_and_any_other_text_stays(english, arabic):
    assert line_said(english) == english
    with speaking(ARABIC):
        assert re.sub("[\u2068\u2069\u200f]", "", line_said(english)) == arabic


def test_from_one_day_to_another_keeps_its_direction():
    with speaking(ARABIC):
        assert line_said("2015-08 – 2018-07-10") == "\u20682015-08 – 2018-07-10\u2069"


def test_english_reads_no_catalogue():
    code = (
        "import sys, tui.language.said as said\n"
        "assert said._('Results') == 'Results' and said.plural('a', 'b', 2) == 'b'\n"
        "assert 'gettext' not in sys.modules and not said.catalogue.cache_info().misses\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("settled", "environment", "tag"),
    [
        (None, {}, "en"),
        (None, {"LANG": "ar_SY.UTF-8"}, "ar"),
        ("auto", {"LANG": "ar"}, "ar"),
        (None, {"LANG": "ar_SY.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "en_GB", "LC_ALL": "ar_EG@latin"}, "ar"),
        (None, {"LANG": "ar_SY", "LC_ALL": ""}, "ar"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        (None, {"LANG": "zz_??"}, "en"),
        (None, {"LANG": "arn_CL.UTF-8"}, "en"),
        ("en", {"LANG": "ar_SY.UTF-8"}, "en"),
        ("ar", {"LANG": "de_DE.UTF-8"}, "ar"),
    ],
)
def test_the_language_is_the_one_settled_or_that_of_the_environment(settled, environment, tag):
    assert chosen_language(settled, environment=environment).tag == tag
