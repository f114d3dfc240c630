"""What is typed while a screen opens is meant for that screen."""

from __future__ import annotations

import pytest
from textual.events import Key
from textual.keys import _character_to_key

from tui.panes.edited import EditedView
from tui.screens.ask import AskScreen
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.screens.query import QueryScreen


async def burst(on_screen, text: str) -> None:
    """Send keys as a terminal does that was not listened to for a while: all at once."""
    for letter in text:
        on_screen.app.post_message(Key(_character_to_key(letter), letter))
    await on_screen.settle()
    await on_screen.settle()


@pytest.mark.parametrize(
    ("opens", "screen"),
    [("?", HelpScreen), (":", PaletteScreen), ("F", QueryScreen), ("/", AskScreen)],
)
@pytest.mark.parametrize("letters", ["stqs", "سنق"])
async def test_letters_typed_at_once_are_in_the_field_that_opens(
    drive, library, opens, screen, letters
):
    async with drive(library) as on_screen:
        await burst(on_screen, opens + letters)
        assert isinstance(on_screen.app.screen, screen)
        assert on_screen.app.screen.query(EditedView).first().text == letters
        assert not library.rows([on_screen.article_id])[0].is_starred


async def test_a_key_behind_the_one_that_closes_is_for_the_screen_below(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("N")
        await burst(on_screen, "q]")
        assert on_screen.reader.current == 0
