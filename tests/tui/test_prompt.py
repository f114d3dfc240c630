"""Typing Arabic and Latin into one line."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.events import Key, Paste

from tui.panes.prompt import BidiInput

MIXED = "اتفاق (M4) سوتشي 2018"
END = len(MIXED)


class FieldApp(App[None]):
    """A field and nothing else."""

    CSS = "BidiInput { width: 40; }"

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def compose(self):
        yield BidiInput(placeholder="words")

    def on_edited_view_submitted(self, event: BidiInput.Submitted) -> None:
        self.given.append(event.text)


async def hit(pilot, *keys: str) -> None:
    """Press keys as fast as a machine does, and wait once for all of them."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await pilot.pause()


@asynccontextmanager
async def field(value: str = ""):
    app = FieldApp()
    async with app.run_test(size=(40, 3)) as pilot:
        typed = app.query_one(BidiInput)
        typed.value = value
        await pilot.pause()
        yield typed, pilot


async def test_what_is_typed_is_the_value_and_stands_on_the_right():
    async with field() as (typed, pilot):
        await pilot.press(*MIXED)
        assert typed.value == MIXED
        assert typed.render_line(0).text == f"{'2018 ﻲﺸﺗﻮﺳ (M4) ﻕﺎﻔﺗﺍ':>40}"


@pytest.mark.parametrize("position", range(END + 1))
async def test_a_letter_can_be_put_in_and_taken_out_anywhere(position):
    async with field(MIXED) as (typed, pilot):
        await go_to(position, typed, pilot)
        await hit(pilot, "ب")
        assert typed.value == MIXED[:position] + "ب" + MIXED[position:]
        await hit(pilot, "backspace")
        assert typed.value == MIXED
        await hit(pilot, "delete")
        assert typed.value == MIXED[:position] + MIXED[position + 1 :]
        if position < END:
            await hit(pilot, "alt+z")
        assert typed.value == MIXED
        await hit(pilot, "backspace")
        assert typed.value == MIXED[: max(0, position - 1)] + MIXED[position:]


async def go_to(position: int, typed: BidiInput, pilot) -> None:
    """Press the arrow that points to a position, as often as its cell is away."""
    here, there = (typed.sheet.column(at) for at in (typed.cursor_position, position))
    await hit(pilot, *["left" if there < here else "right"] * abs(there - here))
    assert typed.cursor_position == position


async def test_every_arrow_moves_the_block_one_cell_the_way_it_points():
    async with field() as (typed, pilot):
        await pilot.press(*MIXED)
        columns, positions = [], []
        for _ in range(END + 1):
            columns.append(typed.caret_on_screen.x)
            positions.append(typed.cursor_position)
            await hit(pilot, "right")
        assert columns == list(range(40 - END - 1, 40))
        assert sorted(positions) == list(range(END + 1))
        for position in reversed(positions[:-1]):
            await hit(pilot, "left")
            assert typed.cursor_position == position


async def test_the_block_is_drawn_where_the_caret_is():
    async with field(MIXED) as (typed, pilot):
        for column in (39, 30, 25, 18):
            await pilot.click(typed, offset=(column, 0))
            looks = [
                segment.style.reverse or segment.style.bgcolor
                for segment in typed.render_line(0)
                for _ in segment.text
            ]
            assert [at for at in range(40) if looks[at] != looks[0]] == [column]
            assert typed.caret_on_screen.x == column


async def test_arrows_move_the_way_they_point_in_latin():
    async with field() as (typed, pilot):
        await pilot.press(*"abc")
        await pilot.press("left", "left")
        assert typed.cursor_position == 1
        await pilot.press("right")
        assert typed.cursor_position == 2


@pytest.mark.parametrize(("cluster", "left"), [("لا", "ل"), ("مُّ", "مُ"), ("لَإ", "لَ")])
async def test_a_ligature_or_a_letter_with_its_marks_is_one_step_and_loses_its_last_sign(
    cluster, left
):
    async with field(f"س{cluster}س") as (typed, pilot):
        await pilot.press("home", "left", "left")
        assert typed.cursor_position == 1 + len(cluster)
        await pilot.press("backspace")
        assert typed.value == f"س{left}س"


async def test_word_jumps_go_the_way_they_point():
    async with field(MIXED) as (typed, pilot):
        found = []
        for _ in range(4):
            await pilot.press("ctrl+right")
            found.append(typed.cursor_position)
        assert found == [17, 11, 7, 0]
        await pilot.press("ctrl+left", "ctrl+left")
        assert typed.cursor_position == 11
        await pilot.press("ctrl+w")
        assert typed.value == "اتفاق (سوتشي 2018"


async def test_blanks_at_the_end_are_seen_while_typing():
    async with field() as (typed, pilot):
        await pilot.press(*"سلم")
        before = typed.caret_on_screen.x
        await pilot.press("space")
        assert typed.caret_on_screen.x == before - 1


async def test_clicking_a_letter_puts_the_caret_on_it():
    async with field(MIXED) as (typed, pilot):
        for position in range(END + 1):
            await pilot.click(typed, offset=(typed.sheet.column(position), 0))
            assert typed.cursor_position == position
        await pilot.click(typed, offset=(0, 0))
        assert typed.cursor_position == END


async def test_dragging_selects_and_typing_replaces_the_selection():
    async with field(MIXED) as (typed, pilot):
        await pilot.mouse_down(typed, offset=(typed.sheet.column(0), 0))
        await pilot.hover(typed, offset=(typed.sheet.column(5), 0))
        await pilot.mouse_up(typed, offset=(typed.sheet.column(5), 0))
        assert typed.selection == (0, 5)
        await pilot.press("x")
        assert typed.value == "x (M4) سوتشي 2018"


async def test_a_double_click_selects_a_word_with_its_marks():
    async with field("قال سَلَّمَ عليه") as (typed, pilot):
        await pilot.click(typed, offset=(typed.sheet.column(6), 0), times=2)
        assert typed.selection == (4, 11)
        await pilot.click(typed, offset=(typed.sheet.column(6), 0), times=3)
        assert typed.selection == (0, 16)


async def test_selecting_by_keys_copying_cutting_and_pasting():
    async with field(MIXED) as (typed, pilot):
        await pilot.press("home", *["shift+left"] * 5, "ctrl+c")
        assert typed.app.clipboard == "اتفاق"
        await pilot.press("ctrl+x")
        assert typed.value == MIXED[5:]
        await pilot.press("end", "ctrl+v")
        assert typed.value == MIXED[5:] + "اتفاق"
        await pilot.press("ctrl+a", "delete")
        assert typed.value == ""


async def test_an_arrow_leaves_a_selection_at_its_side():
    async with field("سلام") as (typed, pilot):
        await pilot.press("ctrl+a", "right")
        assert (typed.cursor_position, typed.selection) == (0, (0, 0))
        await pilot.press("ctrl+a", "left")
        assert typed.cursor_position == 4


@pytest.mark.parametrize("word", ["كلمة ", "word ", "كلمة word 2018 "])
async def test_a_long_text_scrolls_so_that_the_caret_is_always_seen(word):
    async with field(word * 30) as (typed, pilot):
        there_and_back = [*["ctrl+left"] * 35, *["ctrl+right"] * 35]
        deleting = ["end", *["backspace"] * 9, "home", *["delete"] * 9]
        for key in ("home", *there_and_back, *deleting):
            await hit(pilot, key)
            x = typed.caret_on_screen.x
            assert 0 <= x < 40
            cell = typed.sheet.spot(typed.cursor_position).cell
            assert typed.render_line(0).text[x] == cell.glyphs[0] or cell.width != 1


async def test_a_long_text_stays_put_while_the_caret_moves_inside_what_is_seen():
    async with field("كلمة " * 30) as (typed, pilot):
        await pilot.press("home")
        before = typed.render_line(0).text
        await hit(pilot, *["left"] * 39)
        assert typed.render_line(0).text == before
        await pilot.press("left")
        assert typed.render_line(0).text != before
        assert typed.caret_on_screen.x == 0


async def test_pasting_several_lines_loses_none_of_them():
    async with field("قبل") as (typed, pilot):
        typed.post_message(Paste("بعد\r\n  سطر\x1b[31m\u202e\n"))
        await pilot.pause()
        assert typed.value == "قبلبعد سطر[31m"


async def test_a_paste_takes_the_place_of_the_selection_and_is_one_step_back():
    async with field(MIXED) as (typed, pilot):
        await pilot.press("ctrl+a")
        typed.post_message(Paste("وقف  إطلاق النار"))
        await pilot.pause()
        assert typed.value == "وقف  إطلاق النار"
        await pilot.press("alt+z")
        assert typed.value == MIXED
        await pilot.press("ctrl+y")
        assert typed.value == "وقف  إطلاق النار"


@pytest.mark.parametrize(
    ("key", "character", "value"),
    [
        ("zero_width_non_joiner", "\u200c", "\u200c"),
        ("ﻻ", "ﻻ", "لا"),
        ("arabic_fatha", "\u064e", "\u064e"),
        ("alt+x", "x", ""),
        ("ctrl+q", None, ""),
        ("right_to_left_mark", "\u200f", ""),
        ("tab", "\t", ""),
    ],
)
async def test_what_a_keyboard_sends_is_typed_if_it_is_text(key, character, value):
    async with field("مي") as (typed, pilot):
        typed.post_message(Key(key, character))
        await pilot.pause()
        assert typed.value == f"مي{value}"


async def test_shortcuts_work_while_the_keyboard_types_arabic():
    async with field(MIXED) as (typed, pilot):
        await pilot.press("ctrl+ش", "ctrl+ؤ", "end", "ctrl+ر")
        assert typed.value == MIXED * 2


async def test_an_empty_field_says_what_it_is_for():
    async with field() as (typed, pilot):
        assert typed.render_line(0).text.startswith("words")
        await pilot.press("x", "backspace")
        assert typed.render_line(0).text.startswith("words")
        assert typed.caret_on_screen.x == 0


async def test_enter_gives_the_text():
    async with field(MIXED) as (typed, pilot):
        await pilot.press("enter")
        assert typed.app.given == [MIXED]


async def test_a_control_sequence_in_the_value_never_reaches_the_terminal():
    async with field("a\x1b]0;x\x07ب") as (typed, _):
        assert "\x1b" not in typed.render_line(0).text
        assert "\x07" not in typed.render_line(0).text


async def test_words_of_both_scripts_are_found_as_they_were_typed(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("slash", *MIXED)
        assert on_screen.app.screen.query_one(BidiInput).value == MIXED
        await on_screen.press("enter")
        assert on_screen.status.endswith(MIXED)
