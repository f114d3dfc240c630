"""What is written to which terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time

import pytest

from corpus.errors import UsageError
from tui.terminal import EXPLICIT_BIDI, IMPLICIT_BIDI, MLTERM_VISUAL, explicit_bidi, recognise


@pytest.mark.parametrize(
    ("environment", "mode", "keeps_harakat", "before"),
    [
        ({"TERM": "xterm-256color"}, "visual", True, EXPLICIT_BIDI),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "chunks", False, EXPLICIT_BIDI),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "visual", True, EXPLICIT_BIDI),
        ({"TERM": "alacritty"}, "visual", False, EXPLICIT_BIDI),
        ({"TERM": "mlterm"}, "visual", True, MLTERM_VISUAL),
        ({"TERM": "foot"}, "visual", False, EXPLICIT_BIDI),
        ({"TERM": "tmux-256color"}, "visual", False, EXPLICIT_BIDI),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "jitter", True, EXPLICIT_BIDI),
        ({"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, "jitter", True, ""),
        ({}, "visual", True, EXPLICIT_BIDI),
    ],
)
def test_a_terminal_is_known_by_what_it_says_of_itself_alone(
    environment, mode, keeps_harakat, before
):
    terminal = recognise(environment)
    assert terminal.mode == mode
    assert terminal.keep_harakat is keeps_harakat
    assert terminal.before == before
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


def read_until(terminal: int, wanted: bytes, seconds: float = 20) -> bytes:
    """Read what a program writes until some bytes have come or it has ended."""
    seen = b""
    limit = time.monotonic() + seconds
    while wanted not in seen and time.monotonic() < limit:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                data = os.read(terminal, 1 << 16)
            except OSError:
                break
            seen += data
    return seen


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_program_in_order(library_file, name):
    number = getattr(signal, name)
    terminal, other = pty.openpty()
    environment = {"TERM": "xterm-256color", "IDLIB_BRIEF_LIBRARY": str(library_file)}
    with subprocess.Popen(
        [sys.executable, "-m", "tui.cli"],
        stdin=other,
        stdout=other,
        stderr=other,
        env={**os.environ, **environment},
        start_new_session=True,
    ) as program:
        os.close(other)
        begun = read_until(terminal, b" mentions")
        assert begun.index(EXPLICIT_BIDI.encode()) < begun.index(b"\x1b[?1049h")
        program.send_signal(number)
        ended = read_until(terminal, IMPLICIT_BIDI.encode())
        assert b"\x1b[?1049l" in ended
        assert b"\x1b[?25h" in ended
        read_until(terminal, b"never written")
        assert program.wait(20) == 128 + number
    os.close(terminal)
