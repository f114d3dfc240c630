"""Moving a caret through lines of both directions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.bidi.caret import LEFT, RIGHT, is_word_start, stops
from tui.editing.sheet import Sheet

WORDS = st.sampled_from(
    [
        "سلام",
        "لا",
        "مُّ",
        "Sochi",
        "M4",
        "2018",
        " ",
        " ",
        "\n",
        "، ",
        "«",
        "»",
        "-",
        "\u200f",
        "中",
        "\u2028",
    ]
)
texts = st.lists(WORDS, max_size=30).map("".join)
arabic = st.lists(st.sampled_from(["سلام ", "لا ", "M4 ", "2018 ", "مُّ"]), max_size=20).map(
    lambda words: "س" + "".join(words)
)


def sheet(text: str, width: int = 12) -> Sheet:
    shown = Sheet()
    shown.show(text, width)
    return shown


def places(shown: Sheet) -> list[int]:
    """Every place of a caret, line by line from the left."""
    return [
        shown.origin(number) + cell.start
        for number in range(shown.row_count)
        for cell in stops(shown.line(number))
    ]


@given(texts, st.integers(1, 20))
def test_every_place_is_drawn_once_and_found_where_it_is_drawn(text, width):
    shown = sheet(text, width)
    found = places(shown)
    assert len(found) == len(set(found))
    for position in found:
        assert shown.position_at(shown.row_of(position), shown.column(position)) == position


@given(texts, st.integers(1, 20))
def test_a_caret_anywhere_in_the_text_is_drawn_in_the_line_it_belongs_to(text, width):
    shown = sheet(text, width)
    rows = [shown.spot(position).row for position in range(len(text) + 1)]
    assert rows == sorted(rows)
    assert rows[-1] == shown.row_count - 1
    assert all(0 <= shown.column(position) < max(width, 2) for position in range(len(text) + 1))


@given(arabic, st.integers(3, 20))
def test_left_arrows_read_an_arabic_paragraph_to_its_end_and_right_arrows_back(text, width):
    shown = sheet(text, width)
    position, leftwards = shown.row_edge(0, -1), [0]
    while (following := shown.beside(position, LEFT)) != position:
        leftwards.append(following)
        position = following
    assert sorted(leftwards) == sorted(places(shown))
    rows = [shown.row_of(position) for position in leftwards]
    assert rows == sorted(rows)
    rightwards = [position]
    while (following := shown.beside(position, RIGHT)) != position:
        rightwards.append(following)
        position = following
    assert rightwards == leftwards[::-1]


@given(texts, st.integers(1, 20))
def test_a_word_jump_is_as_many_arrows_as_the_next_word_is_away(text, width):
    shown = sheet(text, width)
    for start in places(shown):
        for direction in (LEFT, RIGHT):
            passed = [start]
            while (following := shown.beside(passed[-1], direction)) not in passed:
                passed.append(following)
            words = [position for position in passed[1:] if is_word_start(text, position)]
            assert shown.word_beside(start, direction) == [*words[:1], passed[-1]][0]


def test_word_jumps_go_the_way_they_point():
    shown = sheet("قال Lavrov في سوتشي 2018", 40)
    position, columns, words = 0, [shown.column(0)], []
    for _ in range(5):
        position = shown.word_beside(position, LEFT)
        columns.append(shown.column(position))
        words.append(shown.text[position : position + 3])
    assert words == ["Lav", "في ", "سوت", "201", ""]
    assert columns == sorted(columns, reverse=True)


def test_a_word_jump_leaves_two_paragraphs_of_different_directions_in_peace():
    shown = sheet("abc -\nسلم -")
    assert shown.word_beside(8, RIGHT) == 6


def test_up_and_down_keep_the_column_over_a_short_line():
    shown = sheet("كلمة طويلة\nلا\nكلمة طويلة", 20)
    column = shown.column(8)
    assert shown.vertical(8, column, 1) == 13
    assert shown.vertical(13, column, 1) == 14 + 8
    assert shown.vertical(8, column, -1) == 0
    assert shown.vertical(20, column, 1) == len(shown.text)


def test_a_paragraph_without_letters_stands_on_the_side_of_the_one_before():
    shown = sheet("سلم\n\n2018\nabc\n-")
    assert [shown.line(number).base for number in range(5)] == [1, 1, 1, 0, 0]
    assert shown.column(4) == 11


def test_home_and_end_are_where_reading_a_line_starts_and_ends():
    shown = sheet("كلمة كلمة كلمة", 10)
    assert shown.row_count == 2
    assert (shown.row_edge(7, -1), shown.row_edge(7, 1)) == (0, 9)
    assert (shown.row_edge(12, -1), shown.row_edge(12, 1)) == (10, 14)


@pytest.mark.parametrize("width", [1, 5, 40])
def test_laying_out_step_by_step_is_laying_out_at_once(width):
    text = "سطر أول\nline two\n\nسطر رابع طويل فيه كلمات"
    grown = Sheet()
    for end in range(len(text) + 1):
        grown.show(text[:end], width)
    fresh = sheet(text, width)
    assert grown.row_count == fresh.row_count
    for number in range(fresh.row_count):
        assert grown.line(number) == fresh.line(number)
        assert grown.origin(number) == fresh.origin(number)
