from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Paragraph, Span
from corpus.find import find


def found(article, query: str) -> list[str]:
    return [span.slice(article.text) for span in find(article, query)]


@pytest.mark.parametrize(
    ("text", "query", "places"),
    [
        ("عاد إلى إدلب ثم ادلب", "ادلب", ["إدلب", "ادلب"]),
        ("كان مؤكّدًا أمس", "مؤكدا", ["مؤكّدًا"]),
        ("كان مؤكدا أمس", "مُؤَكَّداً", ["مؤكدا"]),
        ("قمة أنقـــرة", "انقره", ["أنقـــرة"]),
        ("طريق M4 و m4", "M4", ["M4", "m4"]),
        ("في ١٧ أيلول و17 أيلول", "17 أيلول", ["١٧ أيلول", "17 أيلول"]),
        ("وقف  إطلاق\u00a0النار", "وقف اطلاق النار", ["وقف  إطلاق\u00a0النار"]),
        ("وقف إطلاق", "  وقف   إطلاق\t", ["وقف إطلاق"]),
        ("a.b aXb", "a.b", ["a.b"]),
        ("(M4) [M5] \\d+", "\\d+", ["\\d+"]),
        ("ننن", "ن", ["ن", "ن", "ن"]),
        ("نننن", "نن", ["نن", "نن"]),
        ("قالﷲ", "ل", ["ل", "ﷲ"]),
    ],
)
def test_words_are_found_however_they_are_spelt(article_of, text, query, places):
    assert found(article_of(text), query) == places


@pytest.mark.parametrize("query", ["", "  ", "\n", "ـ", "\u064b", "\u200f", "لا شيء", "x" * 1000])
def test_what_is_not_there_is_not_found(article_of, query):
    assert found(article_of("عاد إلى إدلب"), query) == []


def test_boilerplate_is_not_searched_and_nothing_is_found_across_paragraphs(article_of):
    article = article_of("عاد إلى إدلب", "✂أخبار إدلب", "النار في إدلب")
    spans = find(article, "إدلب")
    assert [article.text[: span.start].count("\n\n") for span in spans] == [0, 2]
    assert found(article, "إدلب النار") == []


def test_a_line_break_inside_a_paragraph_is_a_blank(article_of):
    article = article_of("وقف إطلاق\nالنار")
    assert article.paragraphs == (Paragraph(Span(0, 15)),)
    assert found(article, "إطلاق النار") == ["إطلاق\nالنار"]


@given(
    words=st.lists(st.text("ابتثجإأآةى ًّـM4٤", min_size=1, max_size=8), min_size=1, max_size=5),
    data=st.data(),
)
def test_every_piece_of_an_article_that_holds_a_letter_is_found_where_it_stands(
    article_of, words, data
):
    article = article_of(*words)
    word = data.draw(st.sampled_from(article.paragraphs)).span.slice(article.text)
    places = find(article, word)
    ends = [0, *(span.end for span in places)]
    assert all(end <= span.start for end, span in zip(ends, places, strict=False))
    assert all(
        any(span.start >= p.span.start and span.end <= p.span.end for p in article.paragraphs)
        for span in places
    )
    if set(word) & set("ابتثجإأآةىM4٤"):
        assert places
