"""What an Arabic screen names and cuts can be typed and read by whoever has an Arabic keyboard."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from tui.app import BriefApp
from tui.keyboard import latin_letter, within_reach
from tui.keymap import first_key
from tui.keys import ACTIONS
from tui.language.choice import Language
from tui.language.said import speaking
from tui.screens.browse.hinting import HINTS
from tui.screens.tour import STEPS

ARABIC = Language("ar")
OUT_OF_REACH = set("CDFMVZ")
"""Capitals that an Arabic keyboard has other signs in the place of."""


@asynccontextmanager
async def screen(library, size=(120, 36)):
    app = BriefApp(library, language=ARABIC)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def rows(app) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


def test_no_letter_of_the_keyboard_gives_a_capital_that_is_out_of_reach():
    arabic = map(chr, [*range(0x600, 0x700), *range(0xFE70, 0xFF00)])
    assert not {latin_letter(sign) for sign in arabic} & OUT_OF_REACH


@pytest.mark.parametrize("place", ["browse", "dossier", "search"])
def test_every_action_has_a_key_that_an_arabic_keyboard_has(place):
    for action in ACTIONS:
        if action.where == place:
            assert within_reach(action.keys)[0] not in OUT_OF_REACH, action.id


def test_the_keys_shown_in_arabic_are_within_reach():
    shown = {id_ for hints in HINTS.values() for id_, _name in hints}
    shown |= {step.action_id for step in STEPS}
    with speaking(ARABIC):
        keys = {first_key(action.keys) for action in ACTIONS if action.id in shown}
    assert not keys & OUT_OF_REACH
    assert "f3" in keys


async def test_the_search_opens_by_the_key_that_is_shown(library):
    async with screen(library) as (app, pilot):
        assert "F3" in rows(app)[-1]
        await pilot.press("f3")
        await pilot.pause()
        assert type(app.screen).__name__ == "QueryScreen"


async def test_a_title_too_long_for_its_pane_keeps_its_beginning_at_every_width(library):
    async with screen(library, (120, 24)) as (app, pilot):
        await pilot.press("2", "right_square_bracket", "C")
        await pilot.pause()
        table = app.screen.query_one("ConcordanceTable")
        whole = str(table.border_title)
        assert "…" not in whole
        await pilot.resize_terminal(15, 24)
        await pilot.pause()
        cut = str(table.border_title)
        assert cut.startswith("…")
        assert whole.endswith(cut.removeprefix("…"))
