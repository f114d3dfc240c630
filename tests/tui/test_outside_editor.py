"""A person's own editor takes over a real terminal, however it behaves, and gives it back."""

from __future__ import annotations

import os
import select
import signal
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")

LIMIT = 30.0
"""Seconds after which something that was waited for does not come any more."""

OPENED, LEFT = b"\x1b[?1049h", b"\x1b[?1049l"


class OnTerminal:
    """The program on a terminal of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        import pty

        self.output = b""
        self._pid, self._terminal = pty.fork()
        if not self._pid:
            arguments = [sys.executable, "-m", "tui.cli", "--bidi", "visual"]
            os.execve(sys.executable, arguments, environment)

    def press(self, keys: bytes) -> None:
        os.write(self._terminal, keys)

    def until(self, wanted: bytes) -> None:
        """Read what is painted until something stands in it; what stood before counts no more."""
        ends = time.monotonic() + LIMIT
        while wanted not in self.output:
            left = ends - time.monotonic()
            assert left > 0, (wanted, self.output[-2000:])
            if select.select([self._terminal], [], [], left)[0]:
                self.output += os.read(self._terminal, 1 << 16)
        self.output = self.output.partition(wanted)[2]

    def end(self) -> int:
        """Press the key that ends the program; return its exit code."""
        self.press(b"q")
        self.until(LEFT)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def close(self) -> None:
        os.close(self._terminal)
        try:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        except (ProcessLookupError, ChildProcessError):
            return


@pytest.fixture
def start(library_file, tmp_path):
    """Start the program with an editor: the body of a shell script, or a command."""
    started = []

    def on(body: str = "", command: str = "") -> OnTerminal:
        script = tmp_path / "my editor"
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "TERM": "xterm-256color",
            "COLUMNS": "120",
            "LINES": "30",
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "IDLIB_BRIEF_CONFIG": str(tmp_path / "config"),
            "IDLIB_BRIEF_LIBRARY": str(library_file),
            "TMPDIR": str(tmp_path),
            "EDITOR": command or f"'{script}' --wait",
        }
        terminal = OnTerminal(environment)
        started.append(terminal)
        terminal.until(OPENED)
        terminal.until(b"Help")
        return terminal

    yield on
    for terminal in started:
        terminal.close()


def test_the_screen_comes_back_after_an_editor_with_arguments(start, tmp_path):
    report = tmp_path / "report"
    terminal = start(f"echo \"$1\" > '{report}'; test -s \"$2\" && echo full >> '{report}'")
    terminal.press(b"\x05")
    terminal.until(LEFT)
    terminal.until(OPENED)
    terminal.until(b"back from the editor")
    assert report.read_text() == "--wait\nfull\n"
    assert terminal.end() == 0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("exit 3", b"ended with 3"),
        ("kill -9 $$", b"ended by SIGKILL"),
        ("stty raw -echo; printf '\\033[?1049h\\033[?25l\\033[?2004h'; exit 1", b"ended with 1"),
    ],
)
def test_an_editor_that_fails_is_told_of_and_the_keys_work_on(start, body, said):
    terminal = start(body)
    terminal.press(b"\x05")
    terminal.until(OPENED)
    terminal.until(said)
    terminal.press(b"]")
    terminal.until(b"mention ")
    assert terminal.end() == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [("/no/such/editor -x", b"There is no editor"), ('"open quote', b"There is no editor")],
)
def test_an_editor_that_is_not_there_is_named(start, command, said):
    terminal = start(command=command)
    terminal.press(b"\x05")
    terminal.until(said)
    assert terminal.end() == 0


def test_the_interrupt_key_is_meant_for_the_editor_alone(start):
    terminal = start("trap 'echo heard; exit 0' INT; echo ready; while :; do sleep 0.05; done")
    terminal.press(b"\x05")
    terminal.until(b"ready")
    terminal.press(b"\x03")
    terminal.until(b"heard")
    terminal.until(b"back from the editor")
    terminal.press(b"]")
    terminal.until(b"mention ")
    assert terminal.end() == 0


def test_what_is_written_into_the_copy_is_not_lost(start, tmp_path):
    terminal = start('chmod u+w "$2"; echo mine >> "$2"')
    terminal.press(b"\x05")
    terminal.until(b"your changed copy is ")
    assert terminal.end() == 0
    (copy,) = tmp_path.glob("idlib-brief-*/*.txt")
    assert copy.read_text("utf-8").endswith("mine\n")


def test_words_of_a_note_come_back_from_the_editor(start, library_file):
    from corpus.library.store import Library

    terminal = start('printf "from outside" > "$2"')
    terminal.press(b"]")
    terminal.until(b"mention ")
    terminal.press(b"a")
    terminal.until(b"Keep")
    terminal.press(b"\x05")
    terminal.until(OPENED)
    terminal.until(b"outside")
    terminal.press(b"\x13")
    terminal.until(b"note kept")
    assert terminal.end() == 0
    with Library(library_file, writable=False) as library:
        bodies = [note.body for id_ in library.article_ids() for note in library.notes(id_)]
    assert bodies == ["from outside"]
