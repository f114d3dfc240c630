"""The last line tells the keys of what one does: the pane, finding, selecting."""

from __future__ import annotations

import pytest

from tui.keys import ACTIONS
from tui.screens.browse.hinting import HINTS


def test_every_hint_is_an_action_of_that_screen():
    of_the_screen = {
        action.id for action in ACTIONS if action.where in ("everywhere", "browse", "rows")
    }
    assert {id_ for hints in HINTS.values() for id_, _name in hints} <= of_the_screen


@pytest.mark.parametrize(
    ("keys", "told", "not_told"),
    [
        (("1",), "Enter Open", "v Select"),
        (("2",), "] Next mention", "Enter"),
        (("3",), "Enter Dossier", "v Select"),
        (("2", "slash", *"إدلب", "enter"), "N Previous hit", "Follow"),
        (("2", "slash", *"إدلب", "enter", "escape"), "} Follow", "Previous hit"),
        (("2", "v"), "y Copy", "Next mention"),
        (("2", "v", "escape"), "] Next mention", "y Copy"),
    ],
)
async def test_the_keys_are_those_of_what_one_does(drive, library, keys, told, not_told):
    async with drive(library) as on_screen:
        await on_screen.press(*keys)
        assert told in on_screen.rows[-1]
        assert not_told not in on_screen.rows[-1]


async def test_after_a_search_the_keys_walk_its_hits(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("F", *"إدلب", "enter")
        await until(on_screen, "articles · ")
        await on_screen.press("enter")
        await until(on_screen, "n Next hit")
        assert "R Last results" in on_screen.rows[-1]


async def until(on_screen, said: str) -> None:
    """Wait until something is on the screen."""
    for _ in range(150):
        if any(said in row for row in on_screen.rows):
            return
        await on_screen.pilot.pause(0.02)
    raise AssertionError(said)
