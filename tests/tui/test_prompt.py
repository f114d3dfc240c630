"""Typing Arabic and Latin into one field."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from textual.app import App

from tui.panes.prompt import BidiInput

MIXED = "اتفاق (M4) سوتشي 2018"


class FieldApp(App[None]):
    """A field and nothing else."""

    CSS = "BidiInput { border: none; height: 1; padding: 0; width: 40; }"

    def compose(self):
        yield BidiInput()


@asynccontextmanager
async def field():
    app = FieldApp()
    async with app.run_test(size=(40, 3)) as pilot:
        yield app.query_one(BidiInput), pilot


async def test_what_is_typed_is_the_value_and_stands_on_the_right():
    async with field() as (typed, pilot):
        await pilot.press(*MIXED)
        assert typed.value == MIXED
        line = typed.render_line(0).text
        assert line.rstrip().endswith("ﻕﺎﻔﺗﺍ")
        assert "(M4)" in line
        assert "2018" in line


@pytest.mark.parametrize("position", range(len(MIXED) + 1))
async def test_a_letter_can_be_put_in_and_taken_out_anywhere(position):
    async with field() as (typed, pilot):
        await pilot.press(*MIXED)
        typed.cursor_position = position
        await pilot.press("ب")
        assert typed.value == MIXED[:position] + "ب" + MIXED[position:]
        await pilot.press("backspace")
        assert typed.value == MIXED
        assert typed.cursor_position == position


async def test_arrows_move_the_way_they_point_in_arabic():
    async with field() as (typed, pilot):
        await pilot.press(*"سلم")
        await pilot.press("home")
        assert typed.cursor_position == 0
        cells = [typed._cursor_offset]
        for _ in range(3):
            await pilot.press("left")
            cells.append(typed._cursor_offset)
        assert typed.cursor_position == 3
        assert cells == sorted(cells, reverse=True)
        assert len(set(cells)) == 4
        await pilot.press("right")
        assert typed.cursor_position == 2


async def test_arrows_move_the_way_they_point_in_latin():
    async with field() as (typed, pilot):
        await pilot.press(*"abc")
        await pilot.press("left", "left")
        assert typed.cursor_position == 1
        await pilot.press("right")
        assert typed.cursor_position == 2


@pytest.mark.parametrize(("cluster", "length"), [("لا", 2), ("مُّ", 3), ("لَإ", 3)])
async def test_a_ligature_or_a_letter_with_its_marks_is_one_step(cluster, length):
    async with field() as (typed, pilot):
        typed.value = f"س{cluster}س"
        typed.cursor_position = 1
        await pilot.press("left")
        assert typed.cursor_position == 1 + length
        await pilot.press("backspace")
        assert typed.value == "سس"


async def test_blanks_at_the_end_are_seen_while_typing():
    async with field() as (typed, pilot):
        await pilot.press(*"سلم")
        before = typed._cursor_offset
        await pilot.press("space")
        assert typed._cursor_offset == before - 1


async def test_clicking_a_letter_puts_the_cursor_on_it():
    async with field() as (typed, pilot):
        await pilot.press(*MIXED)
        for position in (0, 3, 7, 12, len(MIXED) - 1):
            await pilot.click(typed, offset=(typed._position_to_cell(position), 0))
            assert typed.cursor_position == position


async def test_a_long_text_scrolls_so_that_the_cursor_is_seen():
    async with field() as (typed, pilot):
        typed.value = "كلمة " * 30
        await pilot.press("end")
        await pilot.pause()
        left = typed.scroll_offset.x
        assert left <= typed._cursor_offset < left + 40
        await pilot.press("home")
        await pilot.pause()
        left = typed.scroll_offset.x
        assert left <= typed._cursor_offset < left + 40


async def test_pasting_several_lines_loses_none_of_them():
    async with field() as (typed, pilot):
        typed.insert_text_at_cursor("قبل")
        from textual.events import Paste

        typed.post_message(Paste("بعد\nسطر"))
        await pilot.pause()
        assert typed.value == "قبلبعد سطر"
