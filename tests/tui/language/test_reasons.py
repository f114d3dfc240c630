"""Reasons and warnings that the library keeps in English are told in Arabic, whole."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.entities.extract import Extractor
from corpus.ingest.pipeline import articles_from, samples
from corpus.knowledge.base import load
from tui.language.choice import Language
from tui.language.reasons import SHAPES, reason_said
from tui.language.said import speaking
from tui.wording import SLUG, evidence

if TYPE_CHECKING:
    from corpus.article import Mention

ARABIC = Language("ar")
INVISIBLE = "\u2068\u2069\u200f"


def english_of(text: str) -> list[str]:
    """Return the Latin words of a line that are neither slugs nor the words of an article."""
    bare = re.sub(r"«[^»]*»|date/\S+", "", SLUG.sub("", text))
    return re.findall("[A-Za-z]{2,}", re.sub("key: value|UTF|UTC|PDF|\u2068ar\u2069", "", bare))


@pytest.fixture(scope="module")
def mentions() -> list[Mention]:
    extractor = Extractor(load())
    return [mention for article in samples() for mention in extractor.extract(article)]


def test_every_reason_of_the_sample_articles_is_told_in_arabic(mentions):
    with speaking(ARABIC):
        left = {mention.why for mention in mentions if english_of(reason_said(mention.why))}
    assert len(mentions) > 1000
    assert not left


def test_the_words_and_days_of_a_reason_stay(mentions):
    with speaking(ARABIC):
        for mention in mentions:
            said = reason_said(mention.why)
            for words in re.findall(r"«([^»]*)»|(\d{4}-\d\d(?:-\d\d)?)", mention.why):
                assert "".join(words) in said, mention.why


def test_english_stays_as_the_library_has_it(mentions):
    assert all(reason_said(mention.why) is mention.why for mention in mentions)


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("name: alias «أنقرة»", "الاسم «أنقرة»"),
        (
            "role: «الرئيس التركي» on 2018-08-01; the article names no other holder",
            "منصب: «الرئيس التركي» يوم 2018-08-01؛ لا يسمي المقال صاحبا غيره للمنصب",
        ),
        ("date: day and month with year", "تاريخ: يوم وشهر مع السنة"),
        ("description: 2017-05-04, its parties, «مناطق»", "بوصفه: 2017-05-04، أطرافه، «مناطق»"),
        (
            "name: alias «اتفاق»; undecided between agreement/a-2017 and agreement/b-2017",
            "الاسم «اتفاق»؛ غير محسوم بين agreement/a-2017 وagreement/b-2017",
        ),
        (
            "2 lines of shaped Arabic letters made plain, 1 line turned around",
            "ردت الحروف من أشكالها إلى أصلها في أسطر عددها 2، منها سطر واحد كان معكوسا",
        ),
        (
            "date: the text says «اليوم الجمعة», 2020-03-05 is a Thursday",
            "تاريخ: يقول النص «اليوم الجمعة»، و2020-03-05 يوم الخميس",
        ),
        (
            "front matter: line 3 begins its value with «[»; put it in quotes",
            "البيانات الأولى: قيمة السطر 3 تبدأ بعلامة «[»؛ ضعها بين علامتي اقتباس",
        ),
        (
            "in Persian; names are found in Arabic only",
            "اللغة الفارسية؛ ولا تستخرج الأسماء إلا من العربية",
        ),
        ("something that nobody says", "something that nobody says"),
        ("", ""),
    ],
)
def test_a_reason_is_told_by_its_shape(english, arabic):
    assert reason_said(english) == english
    with speaking(ARABIC):
        assert "".join(c for c in reason_said(english) if c not in INVISIBLE) == arabic


def test_warnings_of_articles_are_told_in_arabic():
    pages = {
        "persian.md": "---\nlanguage: fa\nlanguage: xx!\ntitle: [a\nfoo\n---\n\n"
        + "متن خبر است. " * 9,
        "mojibake.txt": "قال الرئيس إن القمة انعقدت.\n".encode().decode("cp1252", "replace") * 3,
        "dated.md": "---\ndate: 2020-03-04\n---\n\nقال الرئيس اليوم الجمعة إن القمة انعقدت في أنقرة.\n",
    }
    warnings = [
        warning
        for name, text in pages.items()
        for article in articles_from(text.encode(), name)
        for warning in getattr(article, "warnings", ())
    ]
    assert len(warnings) > 3
    with speaking(ARABIC):
        assert not [warning for warning in warnings if english_of(reason_said(warning))]


def test_the_evidence_of_a_mention_has_no_english_of_ours(mentions):
    with speaking(ARABIC):
        told = [evidence(mention, "كلمة", {}) for mention in mentions]
    assert not [text for text in told if english_of(text)]


@given(st.text(max_size=300))
def test_any_text_is_told_without_failing(text):
    with speaking(ARABIC):
        reason_said(text)
        reason_said(f"role: «{text}» on 2018-01-01; {text}")


@given(st.sampled_from(SHAPES), st.text("ابت جد", min_size=1, max_size=20))
def test_each_shape_is_told_in_arabic(shape, words):
    values = {name: words for _, name, *_rest in Formatter().parse(shape) if name}
    values |= {"day": "2020-03-05", "n": "7", "weekday": "Friday", "slug": "person/akar"}
    values |= {"language": "Persian"}
    with speaking(ARABIC):
        said = reason_said(shape.format(**values))
    assert said != shape.format(**values)
    assert not english_of(said)
