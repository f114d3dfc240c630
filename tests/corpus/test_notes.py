from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Paragraph, Span
from corpus.notes import CONTEXT, anchor, contiguous, paragraph_number, sentences, take

NOW = "2020-03-15T08:00:00Z"
ARABIC = st.text("ابتثجحخدذ .؟!؛\n«»M4", max_size=80)


def noted(article, words: str, nth: int = 0):
    start = -1
    for _ in range(nth + 1):
        start = article.text.index(words, start + 1)
    return take(article, Span(start, start + len(words)), "", NOW)


# --- taking and finding again -------------------------------------------------------------


def test_a_note_holds_the_quote_its_context_and_its_article(article_of):
    article = article_of("ا" * 40 + "الاتفاق صامد" + "ب" * 40)
    note = take(article, Span(40, 52), "رأيي", NOW)
    assert (note.quote, note.body, note.article_id) == ("الاتفاق صامد", "رأيي", article.id)
    assert (note.prefix, note.suffix) == ("ا" * CONTEXT, "ب" * CONTEXT)
    assert (note.created, note.modified, note.content_hash) == (NOW, NOW, article.content_hash)


@pytest.mark.parametrize("span", [Span(3, 3), Span(4, 3), Span(-1, 2), Span(0, 99)])
def test_a_passage_outside_the_text_cannot_be_noted(article_of, span):
    with pytest.raises(ValueError, match="no passage"):
        take(article_of("نص قصير"), span, "", NOW)


def test_two_notes_differ_in_id_by_passage_words_moment_and_article(article_of):
    article, other = article_of("نص قصير"), article_of("نص آخر")
    notes = [
        take(article, Span(0, 2), "", NOW),
        take(article, Span(0, 3), "", NOW),
        take(article, Span(0, 2), "رأي", NOW),
        take(article, Span(0, 2), "", "2020-03-15T08:00:01Z"),
        take(other, Span(0, 2), "", NOW),
    ]
    assert len({note.id for note in notes}) == len(notes)
    assert take(article, Span(0, 2), "", NOW) == notes[0]


def test_ten_thousand_notes_have_ten_thousand_ids(article_of):
    article = article_of("ا" * 200)
    spans = [Span(start, end) for end in range(1, 201) for start in range(end)][:10_000]
    assert len({take(article, span, "", NOW).id for span in spans}) == 10_000


@given(text=ARABIC.filter(bool), data=st.data())
def test_a_note_just_taken_is_anchored_where_it_was_taken(article_of, text, data):
    article = article_of(text)
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    note = take(article, span, "", NOW)
    assert anchor(note, article.text) == span


def test_a_quote_that_moved_is_found_again(article_of):
    note = noted(article_of("قال الوزير إن الاتفاق صامد."), "الاتفاق صامد")
    assert anchor(note, "مقدمة جديدة. الاتفاق صامد.") == Span(13, 25)


@pytest.fixture(scope="module")
def claimed(article_of):
    """A note whose own place is out of reach, so that quote and context must find it."""
    note = noted(article_of("قال بوتين: الاتفاق صامد. ثم"), "الاتفاق صامد")
    assert (note.prefix, note.suffix) == ("قال بوتين: ", ". ثم")
    return replace(note, span=Span(900, 912))


def test_of_two_look_alikes_the_one_between_its_own_context_is_taken(claimed):
    text = "قال أكار: الاتفاق صامد. قال بوتين: الاتفاق صامد. ثم عاد."
    start = text.rindex("الاتفاق")
    assert anchor(claimed, text) == Span(start, start + 12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "نص آخر تماما.",
        "الاتّفاق صامد.",
        "الاتفاق  صامد.",
        "الاتفاق صامد اليوم. الاتفاق صامد غدا.",
        "قال أكار: الاتفاق صامد. قال بوتين: الاتفاق صامد! ثم عاد.",
        "قال بوتين: الاتفاق صامد. ثم. قال بوتين: الاتفاق صامد. ثم.",
    ],
)
def test_what_is_gone_or_cannot_be_told_apart_makes_an_orphan(claimed, text):
    assert anchor(claimed, text) is None


def test_overlapping_look_alikes_count_as_two(article_of):
    note = replace(noted(article_of("نن"), "نن"), span=Span(7, 9), prefix="", suffix="")
    assert anchor(note, "ا ننن") is None
    assert anchor(note, "ا نن") == Span(2, 4)


@given(before=ARABIC, quote=ARABIC.filter(bool), after=ARABIC, text=ARABIC)
def test_an_anchored_span_always_holds_the_quote(article_of, before, quote, after, text):
    article = article_of(before + quote + after)
    note = take(article, Span(len(before), len(before) + len(quote)), "", NOW)
    found = anchor(note, text + quote + text)
    assert found is None or found.slice(text + quote + text) == quote


# --- sentences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        ["وصل الوفد.", "ثم غادر."],
        ["هل وصل الوفد؟", "نعم!", "ثم غادر."],
        ["وصل الوفد؛", "ثم غادر"],
        ["قال: «الاتفاق صامد.»", "ثم غادر."],
        ['قال: "هل صمد؟".', "ثم غادر."],
        ["(غادر الوفد.)", "ثم عاد."],
        ["انتظر...", "ثم غادر…", "وعاد."],
        ["بنسبة 3.5 في المئة و٣.٥ في المئة.", "ثم غادر."],
        ["على طريق «M4.»", "ثم غادر."],
        ["على طريق M4.", "ثم على M5."],
        ["التقى د. محمد و أ. د. خالد.", "ثم غادر."],
        ["قال U.S. Army كذا.", "ثم غادر."],
        ["1. وقف إطلاق النار.", "2. فتح الطريق."],
        ["كان مُؤَكَّدٌ.", "ثم أُكِّد.", "ومَدَّ."],
        ["غادر الوفد.\u200f", "ثم عاد."],
        ["يقول www.example.org كذا.", "ثم غادر."],
        [
            "وصل",
        ],
        ["!؟", "."],
    ],
)
def test_sentences_end_where_a_reader_stops(article_of, parts):
    article = article_of(" ".join(parts))
    assert [span.slice(article.text) for span in sentences(article)] == parts


def test_sentences_never_cross_paragraphs_or_take_boilerplate(article_of):
    article = article_of("وصل الوفد", "✂أقسام. أخبار.", "ثم غادر. وعاد")
    assert [span.slice(article.text) for span in sentences(article)] == [
        "وصل الوفد",
        "ثم غادر.",
        "وعاد",
    ]


def test_an_article_of_blanks_has_no_sentences(article_of):
    assert sentences(article_of("", "  \n ")) == ()


@given(st.lists(ARABIC, max_size=5))
def test_sentences_cover_every_letter_once_in_order_within_paragraphs(article_of, parts):
    article = article_of(*parts)
    spans = sentences(article)
    covered = [n for span in spans for n in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    letters = [
        n
        for paragraph in article.paragraphs
        for n in range(paragraph.span.start, paragraph.span.end)
        if not article.text[n].isspace()
    ]
    assert set(letters) <= set(covered)
    for span in spans:
        quote = span.slice(article.text)
        assert quote == quote.strip() != ""
        assert any(
            p.span.start <= span.start and span.end <= p.span.end for p in article.paragraphs
        )


def test_a_very_long_line_of_stops_takes_no_time(article_of):
    article = article_of("1." * 200_000, ".ا" * 200_000, "»" * 200_000)
    assert len(sentences(article)) == 3


# --- where a passage stands -------------------------------------------------------------------


@pytest.fixture(scope="module")
def cut(article_of):
    return article_of("أول. ثان.", "ثالث.", "✂إعلان", "رابع.")


def span_between(article, first: str, last: str) -> Span:
    return Span(article.text.index(first), article.text.index(last) + len(last))


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("أول", "ثان.", True),
        ("أول", "ثالث.", True),
        ("ثان", "ثالث.", True),
        ("رابع", "رابع.", True),
        ("ثالث", "رابع.", False),
        ("أول", "رابع.", False),
        ("أول", "إعلان", False),
        ("إعلان", "رابع", False),
        ("علا", "إعلان", False),
    ],
)
def test_a_passage_over_what_is_not_the_articles_own_is_not_whole(cut, first, last, whole):
    assert contiguous(cut, span_between(cut, first, last)) is whole


def test_words_cut_off_within_a_line_part_a_passage_too(article_of):
    article = article_of("ثم غادر الوفد.وكالات وعاد")
    cut = replace(article, paragraphs=(Paragraph(Span(0, 14)), Paragraph(Span(21, 25))))
    assert not contiguous(cut, Span(0, 25))
    assert contiguous(cut, Span(0, 14))


@given(st.lists(ARABIC.filter(str.strip), min_size=1, max_size=4), st.data())
def test_any_two_sentences_of_an_article_without_boilerplate_make_a_passage(
    article_of, parts, data
):
    article = article_of(*parts)
    spans = sentences(article)
    first, last = sorted(data.draw(st.tuples(st.sampled_from(spans), st.sampled_from(spans))))
    assert contiguous(article, Span(first.start, last.end))


def test_body_paragraphs_are_counted_from_one_and_the_headline_is_none_of_them(article_of):
    article = article_of("عنوان", "أول", "✂إعلان", "ثان")
    headline, *body = article.paragraphs
    article = replace(article, paragraphs=(replace(headline, role="headline"), *body))
    numbers = {
        word: paragraph_number(article, article.text.index(word))
        for word in ("عنوان", "أول", "إعلان", "ثان")
    }
    assert numbers == {"عنوان": 0, "أول": 1, "إعلان": None, "ثان": 2}
    assert paragraph_number(article, 10_000) is None
