"""The tour: six steps over the real screen, once, and left at once."""

from __future__ import annotations

import pytest

from corpus.library.session import tour_is_due
from corpus.library.store import Library
from tui.app import BriefApp
from tui.cli import main
from tui.keys import action_of
from tui.screens.browse.screen import BrowseScreen
from tui.screens.note_form import NoteScreen
from tui.screens.notes import NotesScreen
from tui.screens.query import QueryScreen
from tui.screens.tour import STEPS, TourScreen


def shown(on_screen) -> str:
    return " ".join(" ".join(on_screen.rows).split())


async def until(on_screen, screen: type) -> None:
    """Wait until a screen is open, at the top or below what it asks with."""
    for _ in range(150):
        if any(isinstance(one, screen) for one in on_screen.app.screen_stack):
            await on_screen.settle()
            return
        await on_screen.pilot.pause(0.02)
    raise AssertionError(screen)


async def test_every_step_is_done_by_its_key_on_the_real_screen(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("f2")
        assert isinstance(on_screen.app.screen, TourScreen)
        assert "Tour, 1 of 6: Open an article" in shown(on_screen)
        await on_screen.press("enter")
        first = on_screen.article_id
        assert first == library.article_ids()[0]
        await on_screen.press("right_square_bracket")
        assert on_screen.current_text is not None
        assert "3 of 6" in shown(on_screen)
        await on_screen.press("right_curly_bracket")
        await on_screen.press("F")
        await until(on_screen, QueryScreen)
        while not isinstance(on_screen.app.screen, TourScreen):
            await on_screen.press("escape")
        assert "5 of 6" in shown(on_screen)
        await on_screen.press("a")
        await until(on_screen, NoteScreen)
        await on_screen.press("ctrl+s")
        assert isinstance(on_screen.app.screen, TourScreen)
        assert len(library.notes()) == 1
        await on_screen.press("M")
        await until(on_screen, NotesScreen)
        assert not any(isinstance(screen, TourScreen) for screen in on_screen.app.screen_stack)


async def test_enter_goes_through_all_steps_and_other_keys_wait(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("f2", "x", "j")
        assert "1 of 6" in shown(on_screen)
        for _ in STEPS:
            assert isinstance(on_screen.app.screen, TourScreen)
            await on_screen.press("enter")
        assert isinstance(on_screen.app.screen, BrowseScreen)


@pytest.mark.parametrize("key", ["escape", "q"])
@pytest.mark.parametrize("size", [(120, 36), (60, 12)])
async def test_a_key_leaves_at_once_from_any_step(drive, library, size, key):
    async with drive(library, size=size) as on_screen:
        await on_screen.press("f2", "enter", "enter", key)
        assert isinstance(on_screen.app.screen, BrowseScreen)


async def test_the_keys_are_the_persons_own(drive, library):
    async with drive(library) as on_screen:
        on_screen.app.choose_keys({"mention.next": ("w",)})
        await on_screen.press("f2", "enter")
        assert "Press w" in shown(on_screen)
        await on_screen.press("w")
        assert "3 of 6" in shown(on_screen)


def test_every_step_names_its_key():
    assert all("{key}" in step.says and action_of(step.action_id) for step in STEPS)


async def test_it_is_offered_once_where_a_library_was_just_made(tmp_path, monkeypatch):
    path = tmp_path / "library.sqlite"
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(path))
    assert main(["imports"]) == 0
    with Library(path) as library:
        assert not tour_is_due(library)
    path.unlink()
    article = tmp_path / "article.txt"
    article.write_text("عنوان\n\n" + "وقال الوزير إن الاتفاق قائم في إدلب. " * 20)
    assert main(["add", str(article)]) == 0
    with Library(path) as library:
        assert tour_is_due(library)
        app = BriefApp(library, tour=True)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            await pilot.pause()
            assert isinstance(app.screen, TourScreen)
            await pilot.press("escape")
        assert not tour_is_due(library)
