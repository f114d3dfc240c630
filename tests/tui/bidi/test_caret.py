"""Where a caret may stand, how arrows move it, and what is deleted beside it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.bidi import caret
from tui.bidi.caret import LEFT, RIGHT
from tui.bidi.layout import analyse

MIXED = "اتفاق (M4) سوتشي 2018"

pieces = st.sampled_from(
    [
        "س",
        "لا",
        "لَإ",
        "مُّ",
        "abc",
        "M4",
        "2018",
        "١٢٣",
        " ",
        "  ",
        "(",
        ")",
        "/",
        "-",
        "\u200f",
        "\u200c",
        "中",
        "5.4",
        "«ع»",
        "!",
        "\t",
        "👍🏽",
    ]
)
texts = st.lists(pieces, max_size=25).map("".join)
widths = st.integers(1, 30)


def one_line(text: str):
    layout = analyse(text)
    (row,) = caret.rows(layout, None)
    return caret.caret_line(layout, row)


def walked(line, direction):
    """The positions an arrow visits from one edge of a line to the other."""
    position = caret.edge(line, -direction)
    found = [position]
    while (following := caret.beside(line, position, direction)) is not None:
        found.append(following)
        position = following
    return found


@given(texts)
def test_an_arrow_visits_every_place_once_and_each_one_cell_further(text):
    line = one_line(text)
    leftwards = walked(line, LEFT)
    assert sorted(leftwards) == sorted({cell.start for cell in caret.stops(line)})
    assert len(leftwards) == len(set(leftwards))
    cells = [caret.cell_of(line, position) for position in leftwards]
    for before, after in pairwise(cells):
        assert after.column + after.width == before.column
    assert walked(line, RIGHT) == leftwards[::-1]


@given(texts)
def test_left_and_then_right_is_where_one_was(text):
    line = one_line(text)
    for position in walked(line, LEFT)[:-1]:
        there = caret.beside(line, position, LEFT)
        assert caret.beside(line, there, RIGHT) == position


@given(texts, widths)
def test_every_printed_cluster_and_the_end_have_one_place_in_the_lines(text, width):
    layout = analyse(text)
    rows = caret.rows(layout, width)
    lines = [caret.caret_line(layout, row, width) for row in rows]
    places = [cell.start for line in lines for cell in caret.stops(line)]
    printed = [
        start
        for start, end in layout.clusters(0, len(text))
        if any(not is_invisible(c) for c in text[start:end])
    ]
    assert sorted(places) == [*printed, len(text)]
    assert [row.start for row in rows] == [0, *(row.end for row in rows[:-1])]
    assert [row.holds_end for row in rows] == [False] * (len(rows) - 1) + [True]


def is_invisible(character: str) -> bool:
    return character in "\u200f\u200c"


@given(texts, st.integers(4, 30))
def test_no_line_is_wider_than_the_pane(text, width):
    layout = analyse(text)
    for row in caret.rows(layout, width):
        line = caret.caret_line(layout, row, width)
        assert line.width + line.indent <= width


@given(texts)
def test_cells_fill_the_line_without_gaps(text):
    line = one_line(text)
    reached = 0
    for cell in line.cells:
        assert cell.column == reached
        reached += cell.width
    assert reached == line.width


@given(texts)
def test_clicking_the_cell_of_a_caret_gives_the_caret(text):
    line = one_line(text)
    for cell in caret.stops(line):
        for column in range(cell.column, cell.column + cell.width):
            assert caret.position_at(line, column) == cell.start


def test_the_end_is_on_the_left_of_arabic_and_on_the_right_of_latin():
    assert caret.cell_of(one_line("سلم"), 3).column == 0
    assert caret.cell_of(one_line("abc"), 3).column == 3
    assert caret.cell_of(one_line("سلم 2018"), 8).column == 0
    assert caret.cell_of(one_line("سلم abc "), 8).column == 0
    assert caret.cell_of(one_line(""), 0).column == 0


def test_arrows_go_straight_through_latin_and_numbers_of_an_arabic_line():
    line = one_line("في M4 سنة 2018")
    leftwards = walked(line, LEFT)
    assert leftwards == [0, 1, 2, 4, 3, 5, 6, 7, 8, 9, 13, 12, 11, 10, 14]


def test_blanks_at_a_lines_end_have_cells_of_their_own():
    layout = analyse("كلمة    كلمة")
    rows = caret.rows(layout, 6)
    assert [(row.start, row.end) for row in rows] == [(0, 6), (6, 8), (8, 12)]
    lines = [caret.caret_line(layout, row, 6) for row in rows]
    assert [line.text for line in lines] == ["  ﺔﻤﻠﻛ", "  ", " ﺔﻤﻠﻛ"]


def test_the_end_of_a_full_line_is_on_the_next():
    assert caret.rows(analyse("abcd"), 4) == [caret.Row(0, 4, False), caret.Row(4, 4, True)]
    assert caret.rows(analyse("abc"), 4) == [caret.Row(0, 3, True)]


def test_a_caret_inside_a_ligature_stands_on_it_and_leaves_it_at_once():
    line = one_line("سلام")
    assert caret.cell_of(line, 2) == caret.cell_of(line, 1)
    assert caret.beside(line, 2, LEFT) == 3
    assert caret.beside(line, 2, RIGHT) == 0


# --- words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (MIXED, [0, 7, 11, 17]),
        ("سَلَّمَ عَلَى", [0, 8]),
        ("«نص»، (ص)", [1, 7]),
        ("می‌خواهد رفت", [0, 9]),
        ("", []),
        ("  ", []),
    ],
)
def test_words_start_where_a_letter_or_digit_follows_none(text, starts):
    assert [at for at in range(len(text)) if caret.is_word_start(text, at)] == starts


def test_the_next_and_the_previous_word_are_those_of_the_text():
    assert caret.next_word(MIXED, 0) == 7
    assert caret.next_word(MIXED, 17) == len(MIXED)
    assert caret.previous_word(MIXED, len(MIXED)) == 17
    assert caret.previous_word(MIXED, 17) == 11
    assert caret.previous_word(MIXED, 3) == 0
    assert caret.previous_word(MIXED, 0) == 0


def test_the_word_at_a_place_has_its_marks():
    text = "قال سَلَّمَ!"
    assert caret.word_around(text, 5) == (4, 11)
    assert caret.word_around(text, 11) == (11, 12)
    assert caret.word_around(text, 12) == (12, 12)


# --- deleting -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("سلام", "سلا"),
        ("سلا", "سل"),
        ("مُّ", "مُ"),
        ("لَا", "لَ"),
        ("abc", "ab"),
        ("ok 👍🏽", "ok "),
        ("❤️", ""),
        ("👩‍👧", ""),
        ("🇸🇾🇹🇷", "🇸🇾"),
        ("1️⃣", ""),
        ("می‌", "می"),
        ("", ""),
    ],
)
def test_backspace_takes_one_mark_or_letter_and_a_picture_whole(text, left):
    assert text[: caret.deletion_before(text, len(text))] == left


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("سلام", "لام"),
        ("لَا", "ا"),
        ("مُّد", "د"),
        ("س\u200fم", "م"),
        ("👍🏽x", "x"),
        ("👩‍👧x", "x"),
        ("🇸🇾🇹🇷", "🇹🇷"),
        ("❤️x", "x"),
        ("", ""),
    ],
)
def test_delete_takes_a_letter_with_its_marks(text, rest):
    assert text[caret.deletion_after(text, 0) :] == rest


@given(texts.filter(bool))
def test_deleting_always_deletes_and_ends(text):
    for position in range(len(text) + 1):
        start, end = caret.deletion_before(text, position), caret.deletion_after(text, position)
        assert (start < position) == (position > 0)
        assert 0 <= start <= position <= end <= len(text)
        assert (end > position) == (position < len(text))


def test_a_letter_under_thousands_of_marks_is_deleted_in_bounded_steps():
    text = "م" + "\u064e" * 100_000
    assert caret.deletion_after(text, 0) <= 1000
