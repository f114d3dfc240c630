from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.ingest.front_matter import MAX_LINES, FrontMatter, read_front_matter

BLOCK = """---
title: مذكرة جديدة: ما الذي تغير؟   # للمحرر
date: 2018-09-18
place: 'موسكو''س'
source: "دار \\"النشر\\""
url: https://example.org/a#b
tags: [a, b]
custom:
  nested: value
  - item
sources:
  - https://example.org/1
  - "general knowledge"
  -
# ملاحظة
---

متن
"""


def read(block: str) -> FrontMatter:
    found = read_front_matter(block)
    assert found is not None
    return found


def test_every_value_is_read_and_its_span_is_what_stands_in_the_text():
    found = read(BLOCK)
    assert found.problems == ()
    values = (found.title, found.date, found.place, found.source, found.url, *found.sources)
    assert [value.text for value in values if value] == [
        "مذكرة جديدة: ما الذي تغير؟",
        "2018-09-18",
        "موسكو's".replace("s", "س"),
        'دار "النشر"',
        "https://example.org/a#b",
        "https://example.org/1",
        "general knowledge",
    ]
    assert [value.span.slice(BLOCK) for value in values if value] == [
        "مذكرة جديدة: ما الذي تغير؟",
        "2018-09-18",
        "موسكو''س",
        'دار \\"النشر\\"',
        "https://example.org/a#b",
        "https://example.org/1",
        "general knowledge",
    ]


def test_the_block_ends_after_its_closing_fence():
    assert BLOCK[read(BLOCK).span.end :] == "\nمتن\n"


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("sources: [a, 'b, c', \"d\"]", ["a", "b, c", "d"]),
        ("sources: one", ["one"]),
        ("sources: []", []),
        ("sources:\n- a\n- b", ["a", "b"]),
        ("sources: [https://example.org/a,b]", ["https://example.org/a", "b"]),
    ],
)
def test_sources_are_a_list_in_any_of_its_forms(line: str, values: list[str]):
    found = read(f"---\n{line}\n---\n")
    assert [value.text for value in found.sources] == values
    assert found.problems == ()


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("title: ثان", "line 3 states «title» a second time"),
        ("hello", "line 3 is neither «key: value» nor a list item"),
        ("date: |", "line 3 begins its value with «|»; put it in quotes"),
        ("date: &anchor x", "line 3 begins its value with «&»; put it in quotes"),
        ("date: !!python/object x", "line 3 begins its value with «!»; put it in quotes"),
        ('date: "2018', 'line 3 opens a quote with «"» and does not close it'),
        ("date: 'a' b", "line 3 goes on after its closing quote"),
        ("sources: [a", "line 3 opens a list with «[» and does not close it"),
        ("  و تتمة", "line 3 continues «title», whose value must stand on one line"),
        ("- a", "line 3 is a list item, but «title» takes one value"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_still_counts(line: str, problem: str):
    found = read(f"---\ntitle: عنوان\n{line}\nplace: أنقرة\n---\n")
    assert found.problems == (problem,)
    assert found.title is not None
    assert found.title.text == "عنوان"
    assert found.place is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "---\n---\nمتن",
        "---\ntitle: لا نهاية\n\nمتن",
        "---\nقال الوزير: نعم.\n---\n",
        "\n---\ntitle: a\n---\n",
        "----\ntitle: a\n----\n",
        "---\n" + "a: b\n" * (MAX_LINES + 1) + "---\n",
        "title: a\n---\n",
    ],
)
def test_what_is_no_closed_block_of_keys_at_the_head_is_text(text: str):
    assert read_front_matter(text) is None


@pytest.mark.parametrize(
    "text", ["---\ntitle: a\n---", "--- \ntitle: a\n--- \nx", "---\ntitle: a\n...\n"]
)
def test_fences_may_be_followed_by_blanks_or_the_end_and_the_last_may_be_dots(text: str):
    found = read(text)
    assert found.title is not None
    assert found.title.text == "a"


def test_empty_values_state_nothing():
    found = read("---\ntitle:\ndate: ''\nsource: # later\n---\n")
    assert (found.title, found.date, found.source) == (None, None, None)


@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(BLOCK.split("\n")))))
@settings(deadline=None)
def test_values_lie_in_the_block_and_nothing_breaks_the_reader(lines: list[str]):
    text = "\n".join(["---", "title: a", *lines, "---", "متن"])
    found = read_front_matter(text)
    if found is None:
        return
    values = (found.title, found.date, found.place, found.source, found.url, *found.sources)
    for value in filter(None, values):
        assert 4 <= value.span.start < value.span.end <= found.span.end
        assert value.text.strip()


@pytest.mark.parametrize("filler", ['"a', "'", '\\"', "[", "a,", " #", "- ", "'',"])
def test_hostile_values_leave_the_title_and_the_text_alone(filler: str):
    block = f"---\ntitle: a\nsources: [{filler * (60_000 // len(filler))}]\n---\n"
    found = read_front_matter(block + "متن")
    assert found is not None
    assert found.title is not None and found.title.text == "a"
    assert found.span.end <= len(block)
