"""What can be done is found as one types, and done on Enter."""

from __future__ import annotations

import pytest

from tui.keymap import chosen_keys
from tui.keys import ACTIONS
from tui.screens.help import HelpScreen, matching


def ids(typed: str) -> list[str]:
    return [action.id for action in matching(ACTIONS, typed, {})]


def shown(on_screen) -> list[str]:
    commands = on_screen.app.screen.query_one("#commands")
    return [commands.row_text(n) for n in range(commands.row_count)]


def test_everything_is_listed_where_nothing_is_typed():
    assert ids("") == [action.id for action in ACTIONS]


def test_actions_are_found_by_words_of_their_name_in_any_order():
    assert "mention.next" in ids("mention next")
    assert "mention.next" in ids("NEXT ment")
    assert ids("no such thing at all") == []


@pytest.mark.parametrize("key", ["}", "@}", "ctrl-o", "@Ctrl-O"])
def test_actions_are_found_by_their_key(key):
    wanted = "entity.next" if "}" in key else "trail.back"
    assert wanted in ids(key)


def test_after_the_sign_for_keys_names_are_not_looked_at():
    assert "find" not in ids("@find")


async def test_what_is_found_is_done_on_enter(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("question_mark")
        assert isinstance(on_screen.app.screen, HelpScreen)
        await on_screen.type("next mention")
        await on_screen.press("enter")
        assert not isinstance(on_screen.app.screen, HelpScreen)
        assert on_screen.reader.current == 0


async def test_what_belongs_to_another_pane_is_done_there(drive, library):
    async with drive(library, size=(100, 16)) as on_screen:
        await on_screen.press("question_mark")
        await on_screen.type("@G")
        commands = on_screen.app.screen.query_one("#commands")
        assert commands.command.id == "row.last"
        await on_screen.press("enter")
        articles = on_screen.app.screen.query_one("#articles")
        assert articles.cursor == articles.row_count - 1


async def test_what_cannot_be_done_says_why_and_does_nothing(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("question_mark")
        await on_screen.type("say what the mention")
        assert "select a passage first" in "".join(on_screen.rows)
        await on_screen.press("enter")
        assert isinstance(on_screen.app.screen, HelpScreen)
        await on_screen.press("escape", "v", "question_mark")
        await on_screen.type("say what the mention")
        assert "select a passage first" not in "".join(on_screen.rows)


async def test_help_tells_a_persons_own_keys(drive, library):
    async with drive(library) as on_screen:
        on_screen.app.choose_keys(chosen_keys("vim", {"find": "ctrl+s"}))
        await on_screen.press("question_mark")
        await on_screen.type("ctrl-s")
        assert shown(on_screen) == ["Read", "Find"]


async def test_the_cursor_steps_over_headings_and_the_field_keeps_the_focus(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("question_mark")
        commands = on_screen.app.screen.query_one("#commands")
        assert commands.cursor == 1
        for _ in range(9):
            await on_screen.press("down")
            assert commands.command is not None
        await on_screen.press("up", "pagedown", "pageup")
        assert on_screen.app.screen.focused.id == "answer"
        await on_screen.press("escape")
        assert len(on_screen.app.screen_stack) == 1
