"""What reaches the terminal before, behind and amid the screen."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

BEFORE, AFTER = b"\x1b[8l", b"\x1b[8h"
ALTERNATE, NORMAL = b"\x1b[?1049h", b"\x1b[?1049l"

TINY = """
import os, signal, sys
sys.path[:0] = {path!r}
from textual.app import App
from textual.widgets import Label
from tui.driver import explicit_driver
from tui.terminal.here import ask_terminal, recognised
from tui.terminal.recognise import in_mode

class Tiny(App):
    heard = ""
    counted = 0
    def compose(self):
        yield Label("ready")
    def on_ready(self):
        self.query_one(Label).update("ready now")
        if "BUSY" in os.environ:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            self.set_interval(0.002, self.count)
    def count(self):
        self.counted += 1
        self.query_one(Label).update(f"ready now {{self.counted}}")
    def on_key(self, event):
        self.heard += event.key + " "
        self.query_one(Label).update("heard " + self.heard)
        if event.key == "x":
            raise RuntimeError("crash")
        if event.key == "Q":
            self.exit()
        if event.key == "z":
            self.action_suspend_process()
        if event.key == "b":
            self._driver.change_terminal(in_mode(terminal, "braille", ""))
        if event.key == "v":
            self._driver.change_terminal(terminal)

with ask_terminal() as question:
    terminal = recognised(os.environ, question)
app = Tiny()
app.driver_class = explicit_driver(app.driver_class, terminal)
app.run()
sys.exit(app.return_code)
"""


def tiny() -> list[str]:
    return ["-c", TINY.format(path=sys.path)]


def assert_cured_around_the_screen(seen: bytes, times: int = 1) -> None:
    """Every visit to the alternate screen has the cure before it and its end behind it."""
    rest = seen
    for _ in range(times):
        for part in (BEFORE, ALTERNATE, NORMAL, AFTER):
            assert part in rest, (part, seen[-400:])
            _, _, rest = rest.partition(part)
    assert ALTERNATE not in rest
    assert BEFORE not in rest


@pytest.mark.parametrize("key", [b"Q", b"x"])
def test_the_cure_is_undone_after_the_end_and_after_a_crash(fake_terminal, program, key):
    with fake_terminal("xterm 379") as terminal, program(terminal, tiny()) as started:
        terminal.wait_for(b"ready now")
        terminal.type(key)
        assert started.wait(20) == (key == b"x")
        seen = terminal.quiet()
        assert_cured_around_the_screen(seen)
        if key == b"x":
            # The message is printed where lines are ordered as the person is used to.
            assert seen.index(AFTER) < seen.index(b"RuntimeError")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_the_cure_is_undone_before_a_signal_ends_the_program(fake_terminal, program, name):
    number = getattr(signal, name)
    with fake_terminal("xterm 379") as terminal, program(terminal, tiny()) as started:
        terminal.wait_for(b"ready now")
        started.send_signal(number)
        assert started.wait(20) == -number
        assert_cured_around_the_screen(terminal.quiet())


def test_the_cure_is_undone_while_the_program_is_suspended(fake_terminal, program, stopped):
    with fake_terminal("xterm 379") as terminal, program(terminal, tiny()) as started:
        terminal.wait_for(b"ready now")
        terminal.type(b"z")
        stopped(started)
        assert_cured_around_the_screen(terminal.quiet())
        painted = terminal.seen
        started.send_signal(signal.SIGCONT)
        terminal.wait_for(painted + BEFORE)
        # What was on the screen is there again, before anything has changed.
        assert b"heard" in terminal.quiet()[len(painted) :]
        terminal.type(b"j")
        terminal.wait_for(b"heard z j")
        terminal.type(b"Q")
        assert started.wait(20) == 0
        assert_cured_around_the_screen(terminal.quiet(), times=2)


def test_konsoles_cure_is_its_own(fake_terminal, program):
    with fake_terminal("Konsole 25.04") as terminal, program(terminal, tiny()) as started:
        terminal.wait_for(b"ready now")
        terminal.type(b"Q")
        assert started.wait(20) == 0
        seen = terminal.quiet()
        before = seen.index(b"\x1b]50;BidiRenderingEnabled=false\x07")
        after = seen.index(b"\x1b]50;BidiRenderingEnabled=true\x07")
        assert before < seen.index(ALTERNATE) < seen.index(NORMAL) < after
        assert BEFORE not in seen


def test_the_mode_is_changed_while_the_screen_is_shown(fake_terminal, program):
    with fake_terminal("VTE 0.80") as terminal, program(terminal, tiny()) as started:
        terminal.wait_for(b"ready now")
        terminal.type(b"b")
        painted = terminal.wait_for(AFTER + b"\x1b[2J")
        assert b"heard b" in terminal.quiet()[len(painted) - 200 :]
        terminal.type(b"v")
        terminal.wait_for(BEFORE + b"\x1b[2J")
        terminal.type(b"Q")
        assert started.wait(20) == 0
        assert terminal.quiet().rindex(AFTER) > terminal.seen.rindex(BEFORE)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_the_cure_and_its_end_come_through_a_real_tmux(fake_terminal, program, tmp_path):
    (tmp_path / "tmux.conf").write_text("set -g allow-passthrough on\n")
    (tmp_path / "tiny.py").write_text(TINY.format(path=sys.path) + "\n")
    server = ["tmux", "-S", str(tmp_path / "s"), "-f", str(tmp_path / "tmux.conf")]
    command = f"{shlex.join([sys.executable, str(tmp_path / 'tiny.py')])}; echo left; sleep 60"
    start = f"import os; os.execvp('tmux', {[*server, 'new-session', command]!r})"
    with fake_terminal("Konsole 22.12") as terminal:
        try:
            with program(terminal, ["-c", start]):
                terminal.wait_for(b"ready now")
                terminal.type(b"Q")
                terminal.wait_for(b"left")
                seen = terminal.wait_for(b"BidiRenderingEnabled=true")
                assert seen.index(b"BidiRenderingEnabled=false") < seen.index(b"ready now")
        finally:
            subprocess.run([*server, "kill-server"], check=False, capture_output=True)


def test_what_was_typed_before_the_screen_came_up_arrives(fake_terminal, program):
    with fake_terminal("xterm 379") as terminal:
        terminal.type(b"j")
        with program(terminal, tiny()) as started:
            terminal.wait_for(b"heard j")
            terminal.type(b"Q")
            assert started.wait(20) == 0


def test_late_answers_are_not_taken_for_keys(fake_terminal, program):
    with fake_terminal("silent") as terminal, program(terminal, tiny()) as started:
        terminal.wait_for(b"ready now")
        late = b"\x1b[>65;7006;1c\x1bP!|7E565445\x1b\\\x1bP>|VTE(8001)\x1b\\\x1b[?65;1;9c"
        terminal.type(b"a" + late[:20])
        terminal.type(late[20:] + b"b")
        seen = terminal.wait_for(b"heard a b")
        assert b"heard a b" in seen
        terminal.type(b"Q")
        assert started.wait(20) == 0


def test_an_escape_among_late_answers_is_a_key(fake_terminal, program):
    with fake_terminal("silent") as terminal, program(terminal, tiny()) as started:
        terminal.wait_for(b"ready now")
        terminal.type(b"\x1b")
        terminal.wait_for(b"heard escape")
        terminal.type(b"\x1b[A")
        terminal.wait_for(b"heard escape up")
        terminal.type(b"Q")
        assert started.wait(20) == 0


def test_a_terminal_that_goes_away_does_not_keep_the_program(fake_terminal, program):
    with fake_terminal("xterm 379") as terminal, program(terminal, tiny()) as started:
        terminal.wait_for(b"ready now")
        terminal.hang_up()
        started.wait(20)


def test_nor_does_it_when_the_program_goes_on_painting(fake_terminal, program):
    with (
        fake_terminal("xterm 379") as terminal,
        program(terminal, tiny(), {"BUSY": "1"}) as started,
    ):
        terminal.wait_for(b"ready now")
        terminal.hang_up()
        with suppress(subprocess.TimeoutExpired):
            started.wait(1)
        started.terminate()
        started.wait(20)


def test_everything_is_painted_again_when_the_program_goes_on(
    fake_terminal, program, stopped, library_file
):
    environment = {"IDLIB_BRIEF_LIBRARY": str(library_file)}
    with (
        fake_terminal("xterm 379") as terminal,
        program(terminal, ["-m", "tui.cli"], environment) as started,
    ):
        terminal.wait_for(b" mentions")
        terminal.quiet()
        started.send_signal(signal.SIGTSTP)
        stopped(started)
        terminal.quiet()
        left = len(terminal.seen)
        started.send_signal(signal.SIGCONT)
        terminal.wait_for(b"mentions", after=left)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_the_program_in_order(fake_terminal, program, library_file, tmp_path, name):
    number = getattr(signal, name)
    environment = {
        "IDLIB_BRIEF_LIBRARY": str(library_file),
    }
    with (
        fake_terminal("xterm 379") as terminal,
        program(terminal, ["-m", "tui.cli"], environment) as started,
    ):
        terminal.wait_for(b" mentions")
        started.send_signal(number)
        assert started.wait(20) == 128 + number
        seen = terminal.quiet()
        assert_cured_around_the_screen(seen)
        assert b"\x1b[?25h" in seen


def test_nothing_is_sent_under_the_web_driver(monkeypatch):
    from textual.drivers.web_driver import WebDriver

    from tui.driver import explicit_driver
    from tui.terminal.here import recognised

    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    terminal = recognised(os.environ, None)
    assert (terminal.before, terminal.after) == ("", "")
    assert explicit_driver(WebDriver, terminal) is WebDriver
