"""What is written to which terminal."""

from __future__ import annotations

import os
import pty

import pytest

from corpus.errors import UsageError
from tui.terminal import EXPLICIT_BIDI, IMPLICIT_BIDI, explicit_bidi, recognise


@pytest.mark.parametrize(
    ("environment", "mode", "keeps_harakat", "sends"),
    [
        ({"TERM": "xterm-256color"}, "visual", True, True),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "chunks", False, True),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "visual", True, True),
        ({"TERM": "alacritty"}, "visual", False, True),
        ({"TERM": "foot"}, "visual", False, True),
        ({"TERM": "tmux-256color"}, "visual", False, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "jitter", True, True),
        ({"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, "jitter", True, False),
        ({}, "visual", True, True),
    ],
)
def test_a_terminal_is_known_by_what_it_says_of_itself_alone(
    environment, mode, keeps_harakat, sends
):
    terminal = recognise(environment)
    assert terminal.mode == mode
    assert terminal.keep_harakat is keeps_harakat
    assert terminal.sends_explicit_bidi is sends
    assert terminal.why


def test_the_option_counts_before_the_variable_and_the_variable_before_the_terminal():
    environment = {"TERM": "xterm-kitty", "IDLIB_BRIEF_BIDI": "braille"}
    assert recognise(environment).mode == "braille"
    assert recognise(environment, mode="jitter").mode == "jitter"
    assert recognise({"TERM": "foot"}, harakat="keep").keep_harakat


@pytest.mark.parametrize("options", [{"mode": "sideways"}, {"harakat": "maybe"}])
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(options):
    with pytest.raises(UsageError, match=r"auto"):
        recognise({}, **options)


def test_the_terminal_is_told_before_and_set_right_after_even_on_an_error():
    main, other = pty.openpty()
    with os.fdopen(other, "w") as stream:
        with pytest.raises(RuntimeError), explicit_bidi(recognise({}), stream):
            stream.write("x")
            raise RuntimeError
        assert os.read(main, 100).decode() == EXPLICIT_BIDI + "x" + IMPLICIT_BIDI
    os.close(main)


def test_nothing_is_written_where_there_is_no_terminal(tmp_path):
    with (tmp_path / "out").open("w+") as stream:
        with explicit_bidi(recognise({}), stream):
            pass
        assert stream.tell() == 0
