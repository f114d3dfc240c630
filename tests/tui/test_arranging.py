"""Panes that are put where one wants them: mirrored, wider, narrower, the text alone."""

from __future__ import annotations

import pytest

from tui.app import BriefApp
from tui.settings import Settings


class Screen:
    def __init__(self, app, pilot):
        self.app, self.pilot = app, pilot

    async def press(self, *keys):
        await self.pilot.press(*keys)
        await self.pilot.pause()
        await self.pilot.pause()

    def region(self, id_):
        return self.app.screen.query_one(f"#{id_}").region

    def width(self, id_):
        return self.region(id_).width

    @property
    def rows(self):
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def row_widths(self):
        return {strip.cell_length for strip in self.app.screen._compositor.render_strips()}


@pytest.fixture
def opened(library):
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def start(size=(120, 36), **settings):
        app = BriefApp(library, settings=Settings(**settings))
        async with app.run_test(size=size) as pilot:
            screen = Screen(app, pilot)
            await screen.press()
            yield screen

    return start


async def test_mirrored_the_list_is_on_the_right_and_the_sidebar_on_the_left(opened):
    async with opened(mirrored=True) as screen:
        assert screen.region("entities").right <= screen.region("reader").x
        assert screen.region("reader").right <= screen.region("articles").x
        assert screen.region("articles").right == 120
        assert "Entities" in screen.rows[0].partition("Reader")[0]


@pytest.mark.parametrize("columns", [80, 60, 40])
async def test_mirrored_it_gives_way_as_ever_where_there_is_little_room(opened, columns):
    async with opened(size=(columns, 24), mirrored=True) as screen:
        assert screen.region("articles").right == columns
        assert screen.row_widths == {columns}
        await screen.press("3")
        assert screen.width("entities") > 0
        assert screen.region("entities").x == 0
        await screen.press("2", "z")
        assert screen.region("reader").size == (columns, 22)


async def test_widths_are_those_of_the_settings(opened):
    async with opened(list_width=50, sidebar_width=20) as screen:
        assert screen.width("articles") == 50
        assert screen.width("entities") == 20
        assert screen.width("reader") == 50


async def test_a_width_that_leaves_no_text_is_cut(opened):
    async with opened(size=(110, 24), list_width=120, sidebar_width=120) as screen:
        assert screen.width("reader") >= 10


async def test_a_pane_becomes_wider_and_narrower_and_says_how_to_keep_it(opened):
    async with opened() as screen:
        before = screen.width("articles")
        await screen.press("greater_than_sign", "greater_than_sign")
        assert screen.width("articles") == before + 4
        assert f"config set look.list_width {before + 4}" in screen.rows[-2]
        await screen.press("3", "less_than_sign")
        assert "look.sidebar_width" in screen.rows[-2]
        reader = screen.width("reader")
        await screen.press("2", "greater_than_sign")
        assert screen.width("reader") == reader + 4


async def test_a_pane_stays_within_bounds_and_its_neighbours_on_the_screen(opened):
    async with opened() as screen:
        await screen.press(*["greater_than_sign"] * 60)
        assert screen.width("articles") == 54
        assert screen.width("reader") > 20
        await screen.press(*["less_than_sign"] * 60)
        assert screen.width("articles") == 16
        assert screen.row_widths == {120}


async def test_a_widened_pane_fills_the_screen_when_it_is_alone(opened):
    async with opened() as screen:
        await screen.press("greater_than_sign", "z")
        assert screen.width("articles") == 120
        await screen.press("z")
        assert screen.width("articles") < 60
        await screen.pilot.resize_terminal(60, 24)
        await screen.press("1")
        assert screen.width("articles") == 60


async def test_the_text_alone_has_neither_frame_nor_lines(opened):
    async with opened() as screen:
        await screen.press("enter", "Z")
        assert screen.region("reader") == (0, 0, 120, 36)
        assert "Articles" not in "".join(screen.rows)
        await screen.press("j", "right_square_bracket")
        assert screen.app.screen.query_one("#reader").current is not None
        await screen.press("Z")
        assert screen.width("articles") > 0
        assert "Help" in screen.rows[-1]


async def test_the_text_alone_takes_the_keys_and_gives_them_back_with_the_list(opened):
    async with opened() as screen:
        await screen.press("1", "Z")
        assert screen.app.focused.id == "reader"
        await screen.press("1")
        assert screen.app.focused.id == "articles"
        assert screen.width("articles") > 0


async def test_resized_to_nothing_and_back_everything_is_as_before(opened):
    async with opened() as screen:
        await screen.press("enter", *["right_square_bracket"] * 4)
        reader = screen.app.screen.query_one("#reader")
        sidebar = screen.region("entities").x
        before = [row[:sidebar] for row in screen.rows[:-2]]
        current = reader.current
        for size in ((1, 1), (2, 40), (300, 1), (40, 10), (120, 36)):
            await screen.pilot.resize_terminal(*size)
            await screen.press()
        assert reader.current == current
        assert [row[:sidebar] for row in screen.rows[:-2]] == before


async def test_at_40_by_10_there_is_text_and_a_way_to_the_other_panes(opened):
    async with opened(size=(40, 10)) as screen:
        await screen.press("2")
        assert screen.width("reader") == 40
        assert screen.region("reader").height >= 8
        await screen.press("question_mark")
        assert any("type a name" in row for row in screen.rows)


async def test_own_keys_hold_from_the_start(opened):
    async with opened(preset="vim", actions={"zen": ("f9",)}) as screen:
        await screen.press("f9")
        assert screen.app.screen.has_class("-zen")
        await screen.press("f9", "G", "g", "g")
        assert screen.app.screen.query_one("#articles").cursor == 0


async def test_nothing_moves_where_that_is_asked_for(opened):
    async with opened(reduced_motion=True) as screen:
        assert screen.app.animation_level == "none"
