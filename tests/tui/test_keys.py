"""Keys in sequences, with numbers before them, and for other habits."""

from __future__ import annotations

import pytest

from tui.keymap import PRESETS, UNBOUND, chosen_keys, for_textual, named, preset, problems
from tui.keys import ACTIONS
from tui.sequences import MOST_TIMES, KeySequences, sequence_name

BOUND = {"j", "3", "sequence:g·g", "sequence:g·d·d", "G"}


def keys() -> KeySequences:
    return KeySequences(
        lambda key: key in BOUND, lambda name: any(key.startswith(name) for key in BOUND)
    )


def pressed(*typed: str) -> list[tuple[str, int] | None]:
    here = keys()
    return [here.press(key) for key in typed]


def test_a_key_that_begins_nothing_is_meant_at_once():
    assert pressed("j", "x") == [("j", 1), ("x", 1)]


def test_keys_in_a_row_become_one_name():
    assert pressed("g", "g") == [None, ("sequence:g·g", 1)]
    assert pressed("g", "d", "d") == [None, None, ("sequence:g·d·d", 1)]


def test_a_row_of_keys_that_leads_nowhere_means_nothing():
    assert pressed("g", "x", "j") == [None, None, ("j", 1)]


def test_a_number_repeats_what_comes_after_it():
    assert pressed("1", "2", "j") == [None, None, ("j", 12)]
    assert pressed("5", "g", "g") == [None, None, ("sequence:g·g", 5)]
    assert pressed("9", "9", "9", "9", "j")[-1] == ("j", MOST_TIMES)


def test_a_digit_that_does_something_begins_no_number_but_goes_on_one():
    assert pressed("3", "j") == [("3", 1), ("j", 1)]
    assert pressed("4", "3", "j") == [None, None, ("j", 43)]
    assert pressed("0") == [("0", 1)]


def test_escape_forgets_what_was_pressed():
    here = keys()
    here.press("4")
    here.press("g")
    assert here.waiting == ("4", "g")
    assert here.press("escape") is None
    assert here.waiting == ()
    assert here.press("escape") == ("escape", 1)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_names_actions_that_exist_and_no_key_twice(name):
    changed = {id_: list(keys) for id_, keys in preset(name).items()}
    assert [problem for problem in problems("default", changed) if problem.is_error] == []


def test_an_unknown_action_is_named_with_the_nearest():
    (problem,) = problems("default", {"mention.nxt": "w"})
    assert "mention.nxt" in problem.what
    assert "mention.next" in problem.hint


@pytest.mark.parametrize("key", ["ctrl+", "strg+o", "pgdown", "g pgdown"])
def test_an_unknown_key_is_named(key):
    found = problems("default", {"quit": key})
    assert any(problem.is_error and "no key" in problem.what for problem in found)


def test_two_actions_on_one_key_of_a_place_are_named_both():
    (problem,) = [p for p in problems("default", {"find": "q"}) if p.is_error]
    assert "quit" in problem.what
    assert "find" in problem.what


def test_a_key_that_hides_an_outer_one_is_told_but_no_error():
    found = problems("default", {"line.down": ["j", "q"]})
    assert [problem.is_error for problem in found] == [False]
    assert "quit" in found[0].what


def test_a_key_that_begins_a_sequence_cannot_mean_something_alone():
    found = problems("default", {"page.first": ["g g"], "hints": ["g"]})
    assert any("begin alike" in problem.what for problem in found if problem.is_error)


def test_keys_are_written_by_sign_or_by_name():
    assert named("?") == "question_mark"
    assert named("ctrl+o") == "ctrl+o"
    assert named("g ]") == "g right_square_bracket"
    assert for_textual(chosen_keys("default", {"find": [], "help": ["g h", "?"]})) == {
        "find": UNBOUND,
        "help": f"{sequence_name('g', 'h')},question_mark",
    }


def test_no_two_actions_of_one_place_share_a_key():
    for action in ACTIONS:
        for other in ACTIONS:
            if action.id < other.id and action.where == other.where:
                assert not set(action.keys) & set(other.keys), (action.id, other.id)


async def test_with_the_keys_of_vim_gg_goes_to_the_top_and_numbers_count(drive, library):
    async with drive(library) as on_screen:
        on_screen.app.choose_keys(chosen_keys("vim", {}))
        await on_screen.press("G", "g")
        assert "g" in on_screen.rows[-1][-3:]
        await on_screen.press("g")
        articles = on_screen.app.screen.query_one("#articles")
        assert articles.cursor == 0
        await on_screen.press("3", "j")
        assert articles.cursor == 3
        await on_screen.press("ctrl+w", "m")
        assert on_screen.app.screen.focused is on_screen.reader
        await on_screen.press("2", "w")
        assert on_screen.reader.current == 1


async def test_numbers_count_in_the_keys_as_delivered_too(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("5", "j")
        assert on_screen.app.screen.query_one("#articles").cursor == 5


async def test_an_action_without_a_key_is_left_out_of_the_line_of_keys(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("2")
        assert "Find" in on_screen.rows[-1]
        on_screen.app.choose_keys(chosen_keys("default", {"find": [], "help": "h"}))
        await on_screen.press("j")
        assert "Find" not in on_screen.rows[-1]
        assert on_screen.rows[-1].lstrip().startswith("h Help")
        article = on_screen.article_id
        await on_screen.press("slash")
        assert len(on_screen.app.screen_stack) == 1
        assert on_screen.article_id == article
