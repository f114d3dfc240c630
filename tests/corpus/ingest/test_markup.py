"""HTML fragments to lines of text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.ingest.markup import attributes, is_markup, lines_of, text_of


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>أولى</p><p>ثانية<br/>ثالثة</p>", ["أولى", "ثانية", "ثالثة"]),
        ("نص <b>مهم</b> جدا", ["نص مهم جدا"]),
        ("سطر\nواحد", ["سطر واحد"]),
        ("قبل<script>if (a<b) {}</script>بعد", ["قبلبعد"]),
        ("قبل<!-- <p>سر</p> -->بعد", ["قبلبعد"]),
        ("قبل<!-- بلا نهاية", ["قبل"]),
        ("قبل<script>بلا نهاية", ["قبل"]),
        ("&laquo;أكار&raquo; &#1571;&amp;", ["«أكار» أ&"]),
        ("٥ < ٦ و 7 > 3", ["٥ < ٦ و 7 > 3"]),
        ("", []),
    ],
)
def test_lines_are_those_a_browser_shows(markup: str, lines: list[str]) -> None:
    assert lines_of(markup) == lines


def test_text_is_on_one_line() -> None:
    assert text_of("<h1>عنوان</h1><p>نص</p>") == "عنوان نص"


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("<b>a", True),
        ("a &quot;", True),
        ("٥ < ٦", False),
        ("R&D; B & C", False),
        ("a<br />", True),
    ],
)
def test_markup_is_told_from_text(text: str, yes: bool) -> None:
    assert is_markup(text) is yes


def test_attributes_of_a_tag_are_read() -> None:
    tag = "<LINK Rel='alternate' type=application/rss+xml href=\"/a?b=1&amp;c=2\" rel=x>"
    assert attributes(tag) == {
        "rel": "alternate",
        "type": "application/rss+xml",
        "href": "/a?b=1&c=2",
    }


@given(st.text(alphabet="<>/!-abp &;#\"'= \n", max_size=200))
def test_nothing_breaks_it_and_no_line_is_empty(markup: str) -> None:
    assert all(line == line.strip() != "" for line in lines_of(markup))


@pytest.mark.parametrize("unit", ["<", "<a ", "<!--", "<p>", "&", "<script>", "</", "<!"])
def test_broken_markup_takes_no_longer_than_its_length(unit: str) -> None:
    began = time.process_time()
    lines_of(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 1
