"""Selecting by words, sentences and paragraphs, and what is copied of a passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Paragraph, Span
from corpus.passages import Selection, passage_text, unit_at, unit_from, units


def article(*parts: str, between: str = "\n") -> Article:
    """An article of a headline and body paragraphs, with something between any two."""
    text, paragraphs = "", []
    for number, part in enumerate(parts):
        start = len(text)
        text += part
        role = "body" if number else "headline"
        paragraphs.append(Paragraph(Span(start, len(text)), role))
        text += between
    return Article("1" * 12, text, tuple(paragraphs), None, None, None, "file.txt", "1" * 12)


def texts(of: Article, unit) -> list[str]:
    return [span.slice(of.text) for span in units(of, unit)]


def test_a_word_holds_its_marks_and_its_hyphens_but_no_punctuation():
    words = texts(article("مُحَمَّدٌ: «طريق إم-4» (M5)،\u200f 12/40 و\u200dنهاية."), "word")
    assert words == ["مُحَمَّدٌ", "طريق", "إم-4", "M5", "12", "40", "و\u200dنهاية"]


def test_units_of_an_article_are_those_of_its_paragraphs_alone():
    of = article("عنوان أول", "جملة أولى. جملة ثانية.", between="\nمواد ذات صلة\n")
    assert texts(of, "sentence") == ["عنوان أول", "جملة أولى.", "جملة ثانية."]
    assert texts(of, "paragraph") == ["عنوان أول", "جملة أولى. جملة ثانية."]
    assert "صلة" not in texts(of, "word")


def test_between_two_words_there_is_no_word_and_the_next_one_comes_from_the_body():
    of = article("عنوان أول", "جملة أولى")
    assert unit_at(of, 5, "word") is None
    assert unit_from(of, 5, "word").slice(of.text) == "أول"
    assert unit_from(of, 0, "word", body=True).slice(of.text) == "جملة"
    assert unit_from(of, len(of.text), "word") is None


def test_a_selection_grows_over_where_it_was_begun_and_stops_at_the_ends():
    of = article("عنوان", "أ ب ت")
    begun = unit_at(of, of.text.index("ب"), "word")
    selection = Selection(begun, begun)
    assert selection.extended(of, 1, "word").passage.slice(of.text) == "ب ت"
    grown = selection.extended(of, 1, "word").extended(of, 1, "word")
    assert grown.passage.slice(of.text) == "ب ت"
    back = grown.extended(of, -1, "word")
    assert back.passage == begun
    assert back.extended(of, -1, "word").passage.slice(of.text) == "أ ب"


def test_a_step_from_inside_a_unit_takes_all_of_it():
    of = article("عنوان", "جملة أولى. جملة ثانية.")
    inside = Span(of.text.index("ملة"), of.text.index("ملة") + 1)
    grown = Selection(inside, inside).extended(of, 1, "sentence")
    assert grown.passage.slice(of.text) == "جملة أولى."


def test_what_is_not_the_articles_own_is_not_copied():
    of = article("عنوان", "فقرة أولى", "فقرة ثانية", between="\nاقرأ أيضا\n")
    whole = Span(of.paragraphs[1].span.start + 5, of.paragraphs[2].span.end)
    assert passage_text(of, whole) == "أولى\n\nفقرة ثانية"
    of = article("عنوان", "فقرة أولى", "فقرة ثانية", between="\n\n")
    whole = Span(of.paragraphs[1].span.start, of.paragraphs[2].span.end)
    assert passage_text(of, whole) == of.text[whole.start : whole.end]


@given(
    st.lists(st.text("ابت .؟(M4\u064e\u200f", max_size=30), min_size=1, max_size=4),
    st.lists(st.tuples(st.sampled_from([-1, 1]), st.sampled_from(["word", "sentence", "paragraph"])), max_size=12),
)  # fmt: skip
def test_however_it_is_extended_a_selection_lies_in_the_text_and_holds_where_it_was_begun(
    parts, steps
):
    of = article(*parts)
    begun = unit_from(of, 0, "word")
    if begun is None:
        return
    selection = Selection(begun, begun)
    for step, unit in steps:
        selection = selection.extended(of, step, unit)
        passage = selection.passage
        assert 0 <= passage.start <= begun.start < begun.end <= passage.end <= len(of.text)
