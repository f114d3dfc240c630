"""What the terminal is sent instead of the cells that were painted."""

from __future__ import annotations

import itertools

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tui.bidi.encode import BRAILLE_BLANK, MODES, encode_cells
from tui.bidi.layout import one_line
from tui.encoder import Encoder, Encoding

PLAIN = Style(color="#c0c0c0", bgcolor="#101010")
BOLD = PLAIN + Style(bold=True)
MIXED = "وقّع الرئيسان «مذكرة سوتشي» (M4) في 17/9/2018"


def row() -> list[Segment]:
    """A row as a pane paints it: border, padding, text in two looks, border."""
    cells = one_line(MIXED, 80).cells
    first = "".join(cell.glyphs for cell in cells[:20])
    second = "".join(cell.glyphs for cell in cells[20:])
    return [
        Segment("│  ", PLAIN), Segment(first, BOLD), Segment(second, PLAIN), Segment("  │", PLAIN)
    ]  # fmt: skip


def sent(encoding: Encoding, segments: list[Segment]) -> list[Segment]:
    return list(Encoder(encoding).encode(segments))


def text_of(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("mode", MODES)
def test_a_row_keeps_its_columns_and_its_borders(mode, keep):
    encoded = text_of(sent(Encoding(mode, keep), row()))
    assert cell_len(encoded) == cell_len(text_of(row()))
    assert encoded[0] == encoded[-1] == "│"


def test_harakat_are_left_out_of_every_mode_that_is_asked_to():
    for mode in MODES:
        assert "\u0651" in text_of(sent(Encoding(mode), row()))
        assert "\u0651" not in text_of(sent(Encoding(mode, False), row()))


def test_a_row_without_arabic_is_left_alone():
    segments = [Segment("  j k  move ", BOLD), Segment("quit", PLAIN)]
    for mode in ("visual", "jitter", "chunks"):
        assert sent(Encoding(mode, False), segments) == segments


def test_every_blank_of_a_row_is_a_braille_blank_where_blanks_would_join_two_panes():
    encoded = text_of(sent(Encoding("braille"), row()))
    assert " " not in encoded
    assert encoded.count(BRAILLE_BLANK) == text_of(row()).count(" ")


def test_neighbouring_cells_differ_in_colour_and_in_nothing_else_where_runs_are_reordered():
    encoded = sent(Encoding("jitter"), row())
    assert text_of(encoded) == text_of(row())
    for before, after in itertools.pairwise(encoded):
        assert before.style != after.style
    grounds = {segment.style.bgcolor.triplet for segment in encoded}
    assert {tuple(ground) for ground in grounds} == {(16, 16, 16), (16, 16, 17)}


def test_bold_words_are_upright_where_a_change_of_font_would_part_a_word():
    assert not any(segment.style.bold for segment in sent(Encoding("chunks"), row()))


@pytest.mark.parametrize("mode", ["braille", "logical"])
def test_a_letters_colours_go_with_it_where_the_terminal_moves_cells(mode):
    word = "".join(cell.glyphs for cell in one_line("وأكار", 9).cells)
    painted = [Segment("│ ", PLAIN), Segment(word[:4], BOLD), Segment(word[4:], PLAIN)]
    encoded = sent(Encoding(mode), painted)
    assert "".join(segment.text for segment in encoded if segment.style == BOLD) == word[3::-1]
    assert encoded[0].text[-1] == word[4]


def test_colours_stay_where_they_are_where_glyphs_alone_are_moved():
    word = "".join(cell.glyphs for cell in one_line("وأكار", 9).cells)
    red = Style(color="#ff0000", bgcolor="#101010")
    painted = [Segment("  " + word[:4], PLAIN), Segment(word[4:], red)]
    encoded = sent(Encoding("chunks"), painted)
    assert text_of(encoded) == "  " + word[::-1]
    assert [len(segment.text) for segment in encoded] == [6, 1]
    assert encoded[1].style.color == red.color


@pytest.mark.parametrize("mode", MODES)
async def test_a_key_changes_how_arabic_is_written_in_every_pane(drive, library, mode):
    async with drive(library) as on_screen:
        before = on_screen.sent_rows
        for _ in range(MODES.index(mode)):
            await on_screen.press("B")
        assert on_screen.app.encoding.mode == mode
        for _ in range(len(MODES) - MODES.index(mode)):
            await on_screen.press("B")
        assert on_screen.sent_rows == before


async def test_all_of_the_screen_is_encoded_and_not_the_text_alone(drive, library):
    async with drive(library, encoding=Encoding("braille")) as on_screen:
        assert all(" " not in line for line in on_screen.sent_rows)


async def test_a_key_leaves_harakat_out(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("H")
        assert not on_screen.app.encoding.keep_harakat
        assert "\u0651" not in "".join(on_screen.sent_rows)


def letters_by_word(row: str) -> list[list[str]]:
    """The letters between two blanks, in no order: a mode turns words round and mixes none."""
    words = row.replace(BRAILLE_BLANK, " ").split(" ")
    return [sorted(letter for letter in word if letter.isalpha()) for word in words]


@pytest.mark.parametrize("mode", ["chunks", "braille"])
async def test_words_that_a_message_covers_in_part_keep_their_other_letters(drive, library, mode):
    async with drive(library, messages=True) as plain:
        await plain.press("enter")
        plain.app.notify("a message over the text")
        await plain.settle()
        painted = plain.rows
    async with drive(library, messages=True, encoding=Encoding(mode)) as on_screen:
        await on_screen.press("enter")
        on_screen.app.notify("a message over the text")
        await on_screen.settle()
        assert list(map(letters_by_word, on_screen.sent_rows)) == list(
            map(letters_by_word, painted)
        )


@pytest.mark.parametrize("mode", ["chunks", "logical"])
async def test_a_message_is_sent_in_one_piece_whatever_lies_behind_it(drive, library, mode):
    text = "ولكن الكلمات كلها تبقى كما هي هنا"
    async with drive(library, messages=True, encoding=Encoding(mode)) as on_screen:
        on_screen.app.notify(text)
        await on_screen.settle()
        cells = [cell.glyphs for cell in one_line(text, 80).cells]
        assert any("".join(encode_cells(cells, mode)) in row for row in on_screen.sent_rows)


async def test_every_line_of_a_message_begins_at_its_right_edge(drive, library):
    async with drive(library, messages=True) as on_screen:
        on_screen.app.notify("السطر الثاني وهو أطول", title="السطر الأول")
        await on_screen.settle()
        lines = [row[:59].rstrip() for row in on_screen.rows if "ﺮﻄﺴﻟﺍ" in row[:59]]
        assert len(lines) == 2 and len(lines[0]) == len(lines[1])


async def test_what_shows_through_behind_a_dialog_is_encoded_once(drive, library):
    async with drive(library, encoding=Encoding("chunks")) as on_screen:
        behind = on_screen.sent_rows
        await on_screen.press("slash")
        assert on_screen.sent_rows[1:20] == behind[1:20]
