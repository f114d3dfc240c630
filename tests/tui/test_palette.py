"""Anything is found by a part of its name, in either script."""

from __future__ import annotations

import pytest

from corpus.library.desk import save_view
from tui.screens.browse.screen import BrowseScreen
from tui.screens.dossier import DossierScreen
from tui.screens.palette import PaletteScreen


async def opened(on_screen, typed: str) -> list[str]:
    """Open the palette, type, and return its rows."""
    await on_screen.press("ctrl+p")
    screen = on_screen.app.screen
    assert isinstance(screen, PaletteScreen)
    for _ in range(300):
        if screen._ready is not None:
            break
        await on_screen.pilot.pause(0.02)
    await on_screen.type(typed)
    commands = screen.query_one("#commands")
    return [commands.row_text(n) for n in range(commands.row_count)]


@pytest.mark.parametrize("typed", ["اردوغان", "أردوغان", "erdogan"])
async def test_an_entity_is_found_in_any_spelling_and_its_dossier_opens(drive, library, typed):
    async with drive(library) as on_screen:
        rows = await opened(on_screen, typed)
        assert rows[0] == "Entities"
        assert "Recep Tayyip Erdoğan" in rows[1]
        await on_screen.press("enter")
        assert isinstance(on_screen.app.screen, DossierScreen)


async def test_an_article_is_found_by_words_of_its_title(drive, library):
    wanted = library.rows(library.article_ids())[5]
    async with drive(library) as on_screen:
        rows = await opened(on_screen, " ".join(wanted.label.split()[1:4]))
        assert wanted.label in rows
        commands = on_screen.app.screen.query_one("#commands")
        while commands.command.id != f"article:{wanted.id}":
            await on_screen.press("down")
        await on_screen.press("enter")
        assert on_screen.article_id == wanted.id
        assert on_screen.app.screen.focused is on_screen.reader


async def test_an_action_is_done_and_one_that_cannot_be_says_why(drive, library):
    async with drive(library) as on_screen:
        await opened(on_screen, "next mention")
        await on_screen.press("enter")
        assert on_screen.reader.current == 0
        await on_screen.press("escape")
        await opened(on_screen, "@i")
        assert "stand on a mention first" in "".join(on_screen.rows)
        await on_screen.press("enter")
        assert isinstance(on_screen.app.screen, PaletteScreen)


async def test_a_saved_view_narrows_the_list_and_a_theme_changes_the_looks(drive, library):
    save_view(library, "الدوريات", "دورية")
    async with drive(library) as on_screen:
        await opened(on_screen, "الدوريات")
        await on_screen.press("enter")
        articles = on_screen.app.screen.query_one("#articles")
        for _ in range(300):
            if len(articles.article_ids) < len(library.article_ids()):
                break
            await on_screen.pilot.pause(0.02)
        assert 0 < len(articles.article_ids) < len(library.article_ids())
        before = on_screen.app.theme
        await opened(on_screen, "theme")
        await on_screen.press("enter")
        assert on_screen.app.theme != before
        assert isinstance(on_screen.app.screen, BrowseScreen)


async def test_before_anything_is_typed_the_articles_read_of_late_come_first(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("enter", "J", "J")
        rows = await opened(on_screen, "")
        ids = library.article_ids()
        titles = [library.rows([id_])[0].label for id_ in (ids[1], ids[0])]
        assert rows[:3] == ["Articles", *titles]
