from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.ingest.clean import Cleaned, clean
from corpus.ingest.furniture import CutReason
from corpus.ingest.plain import is_blank

if TYPE_CHECKING:
    from corpus.article import Span

LINES = st.sampled_from(
    [
        "عنوان من كلمات قليلة عن اجتماع اللجنة",
        "عنوان من كلمات قليلة عن اجتماع اللجنة - Some Theme",
        "عنوان من كلمات قليلة | بلدي نيوز",
        "فقرة من المتن طويلة بعض الشيء تنتهي بنقطة كما تنتهي الجمل عادة في الصحف.",
        "فقرة من المتن طويلة بعض الشيء تنتهي بنقطة كما تنتهي...",
        "فقرة ثانية تنتهي باعتماد. المصدر: الأناضول + وكالاتتابعوا RT على",
        "فقرة ثالثة. (وكالات)",
        "بلدي نيوز",
        "مقالات ذات صلة",
        "اقرأ أيضا: خبر آخر",
        "مشاركة :",
        "جميع الحقوق محفوظة",
        "الأربعاء 26 شباط 2020",
        "> - # عنوان",
        "# عنوان ##",
        "![صورة](a.png)",
        "---",
        "\u200f",
        "\xa0",
        "",
    ]
)
PAGES = st.lists(LINES, max_size=14).map("\n".join)
TEXTS = st.one_of(st.text(), PAGES, st.lists(st.one_of(LINES, st.text(max_size=30))).map("\n".join))


def pieces(cleaned: Cleaned) -> list[Span]:
    headline = [cleaned.headline] if cleaned.headline else []
    return sorted([*headline, *cleaned.body, *(cut.span for cut in cleaned.cuts)])


@given(TEXTS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_every_visible_character_is_kept_or_cut_exactly_once(text: str, markdown: bool):
    covered = 0
    for span in pieces(clean(text, markdown=markdown)):
        assert is_blank(text[covered : span.start])
        assert covered <= span.start < span.end
        covered = span.end
    assert is_blank(text[covered:])


@given(TEXTS, st.booleans())
@settings(max_examples=300, deadline=None)
def test_paragraphs_begin_and_end_with_something_visible_and_hold_no_line_break(text, markdown):
    cleaned = clean(text, markdown=markdown)
    assert list(cleaned.body) == sorted(cleaned.body)
    for span in pieces(cleaned):
        paragraph = span.slice(text)
        assert not is_blank(paragraph[0])
        assert not is_blank(paragraph[-1])
        assert len(paragraph.splitlines()) == 1


@given(TEXTS)
@settings(deadline=None)
def test_text_never_vanishes_whole(text: str):
    assert is_blank(text) or clean(text).body


@given(PAGES, st.booleans())
@settings(deadline=None)
def test_blanks_around_lines_change_nothing(text: str, markdown: bool):
    padded = "\n\n".join(f"{line}\xa0 " for line in text.split("\n"))

    def kept(page: str) -> list[str]:
        return [span.slice(page) for span in clean(page, markdown=markdown).body]

    assert kept(padded) == kept(text)


def test_a_long_single_paragraph_stays_one():
    text = "جملة تتكرر بلا سطر جديد في نص واحد طويل كما تخرجها بعض المواقع. " * 60
    assert len(clean(text).body) == 1


def test_headings_quotes_and_bullets_of_markdown_stand_outside_the_paragraphs():
    text = (
        "# عنوان المقال كما كتب #\n\nفقرة أولى.\n\n## عنوان فرعي\n\n> منقول\n> - بند منقول\n\n"
        "* بند\n- **بند** ثان\n1. بند مرقم\n\n---\n\n![صورة](a.png)\n<!-- ملاحظة -->\n"
    )
    cleaned = clean(text, markdown=True)
    assert cleaned.headline is not None
    assert cleaned.headline.slice(text) == "عنوان المقال كما كتب"
    assert [span.slice(text) for span in cleaned.body] == [
        "فقرة أولى.",
        "عنوان فرعي",
        "منقول",
        "بند منقول",
        "بند",
        "**بند** ثان",
        "1. بند مرقم",
    ]


def test_markdown_markers_in_a_text_file_are_text():
    text = "سطر أول.\n- بند في بيان.\n# وسم"
    assert [span.slice(text) for span in clean(text).body] == text.split("\n")


def test_the_headline_of_front_matter_repeated_in_the_body_is_cut():
    text = "وفد فني يصل إلى البلدة | بلدي نيوز\nوفد فني يصل إلى البلدة\nوصل وفد فني إلى البلدة أمس."
    cleaned = clean(text, title="وفد فني يصل الى البلدة")
    assert [cut.reason for cut in cleaned.cuts] == [CutReason.PAGE_TITLE, CutReason.REPEATED]
    assert [span.slice(text) for span in cleaned.body] == ["وصل وفد فني إلى البلدة أمس."]


@pytest.mark.parametrize(
    "unit",
    [
        "كلمة ",
        "(",
        "> ",
        " - ",
        ". (وكالات)",
        ". المصدر: وكالات",
        "12/03/2020 - ",
        "مقالات ذات صلة\n",
        "ا" * 60 + ".\nمقالات ذات صلة\n",
        "ا" * 500 + "...\n",
        "ا\n",
    ],
)
def test_of_hostile_text_only_parts_of_it_are_kept(unit: str):
    text = unit * (64_000 // len(unit))
    body = clean(text, markdown=True).body
    assert all(0 <= span.start < span.end <= len(text) for span in body)
    assert list(body) == sorted(body)
