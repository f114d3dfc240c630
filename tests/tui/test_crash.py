"""What should not happen ends the program in order: the work is kept, and a report of it is told."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from corpus.library.session import last_session
from corpus.library.store import Library
from tui import crash
from tui.screens.draft import FACT

if TYPE_CHECKING:
    from pathlib import Path

if os.name == "nt":
    pytest.skip("no terminals of this kind here", allow_module_level=True)

BREAK = """
import sys
from tui.screens.browse.screen import BrowseScreen

def broken(self):
    raise ValueError("secret words سر the reader was reading: " + self._article.text[:40])

BrowseScreen.action_zoom = broken
if "note" in sys.argv:
    from tui.screens.ask import WriteScreen
    WriteScreen.action_help = broken_note = lambda self: {}["secret"]
sys.argv = [word for word in sys.argv if word != "note"]
from tui.cli import main
sys.exit(main())
"""


class Run:
    """The program in a terminal of its own, typed to and read until it ends."""

    def __init__(
        self, arguments: list[str], keys: list[bytes], environment: dict[str, str]
    ) -> None:
        import pty

        pid, self._terminal = pty.fork()
        if not pid:
            os.execve(sys.executable, [sys.executable, "-c", BREAK, *arguments], environment)
        self.output = b""
        self._read_until(b"\x1b[?1049h")
        for key in keys:
            self._read_for(0.8)
            os.write(self._terminal, key)
        self._read_until(None)
        self.code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.close(self._terminal)

    def _read_until(self, wanted: bytes | None) -> None:
        while wanted is None or wanted not in self.output:
            if not self._read_for(20.0, once=True):
                return

    def _read_for(self, seconds: float, *, once: bool = False) -> bool:
        import select

        while select.select([self._terminal], [], [], seconds)[0]:
            try:
                data = os.read(self._terminal, 1 << 16)
            except OSError:
                return False
            if not data:
                return False
            self.output += data
            if once:
                return True
        return False

    @property
    def last_words(self) -> str:
        """What stands on the terminal after the screen was left."""
        return self.output.rpartition(b"\x1b[?1049l")[2].decode("utf-8", "replace")


@pytest.fixture
def run(library_file, tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "IDLIB_BRIEF_CONFIG": str(tmp_path / "config"),
        "IDLIB_BRIEF_LIBRARY": str(library_file),
    }
    return lambda arguments, keys: Run(arguments, keys, environment)


def reports(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "state/idlib-brief/crashes").glob("*.txt"))


def test_the_place_is_kept_and_one_line_says_what_happened(run, library_file, tmp_path):
    ended = run([], [b"J", b"2", b"z"])
    assert ended.code == 1
    (path,) = reports(tmp_path)
    (line,) = [line for line in ended.last_words.splitlines() if "idlib-brief: " in line]
    assert str(path) in line
    assert "ValueError in" in line
    assert "Traceback" not in ended.last_words
    with Library(library_file, writable=False) as library:
        session = last_session(library)
        assert session.trail.here.article_id == library.article_ids()[1]
        assert session.pane == "reader"
        text = library.article(session.trail.here.article_id).text
    said = path.read_text("utf-8")
    assert "in broken" in said
    assert "Textual: " in said
    assert "secret" not in said.replace('raise ValueError("secret', "")
    assert not any(word in said for word in text.split() if not word.isascii())


def test_the_words_of_a_note_that_was_being_written_are_held(run, library_file):
    ended = run(["note"], [b"2", b"v", b"a", "كلامي".encode(), b"\x1bOP"])
    assert ended.code == 1
    with Library(library_file, writable=False) as library:
        assert "كلامي" in json.loads(library.fact(FACT)).values()


def test_debug_shows_the_traceback(run):
    ended = run(["--debug"], [b"z"])
    assert ended.code == 1
    assert "Traceback (most recent call last)" in ended.last_words
    assert "secret words" in ended.last_words


def raised(function) -> BaseException:
    try:
        function()
    except Exception as error:
        return error
    raise AssertionError


def test_messages_are_left_out_unless_python_makes_them_of_names():
    secret = "كلمة سرية"

    def lost():
        return {}[secret]

    def misnamed():
        return [].nothing

    def chained():
        try:
            lost()
        except KeyError as error:
            raise RuntimeError(secret) from error

    assert "سرية" not in crash.report(raised(lost), {})
    assert "'list' object has no attribute 'nothing'" in crash.report(raised(misnamed), {})
    both = crash.report(raised(chained), {"size": "80x24"})
    assert both.index("KeyError") < both.index("RuntimeError")
    assert both.startswith("size: 80x24")
    assert both.isascii()


def test_ten_reports_are_kept_the_newest(tmp_path):
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for n in range(13):
        crash.keep(str(n), tmp_path / "crashes", now + timedelta(seconds=n))
    kept = sorted((tmp_path / "crashes").iterdir())
    assert [path.read_text() for path in kept] == [str(n) for n in range(3, 13)]
