"""A terminal made of a pseudo-terminal and a thread that answers as a given terminal would."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

ESC = "\x1b"
WHO = f"{ESC}[>c{ESC}[=c{ESC}[>0q{ESC}[c"
_QUESTION = re.compile(rb"\x1bP[^\x07]*?\x1b\\|\x1b\[(?:>c|=c|>0?q|c|[0-9]+\$p)")


@dataclass(frozen=True)
class Kind:
    """What a terminal answers, byte for byte; None is silence."""

    name: str
    xtversion: str | None = None
    da2: str | None = None
    da3: str | None = None
    bdsm: str | None = None
    termname: str | None = None
    da1: str | None = f"{ESC}[?65;1;9c"
    term: str = "xterm-256color"
    behind: str | None = None
    """What the terminal that shows a multiplexer answers through it."""

    def reply(self, question: bytes) -> bytes:
        answers = {
            b"\x1b[>q": self.xtversion and f"{ESC}P>|{self.xtversion}{ESC}\\",
            b"\x1b[>c": self.da2,
            b"\x1b[=c": self.da3 and f"{ESC}P!|{self.da3}{ESC}\\",
            b"\x1b[8$p": self.bdsm,
            b"\x1bP+q544e\x1b\\": self.termname,
            b"\x1b[c": self.da1,
            f"{ESC}P{WHO}{ESC}\\".replace(">0q", ">q").encode(): self.behind,
        }
        return (answers.get(question.replace(b">0q", b">q")) or "").encode()


KINDS = (
    Kind("VTE 0.70", da2=f"{ESC}[>65;7006;1c", da3="7E565445", bdsm=f"{ESC}[8;1$y"),
    Kind("VTE 0.80", "VTE(8001)", f"{ESC}[>61;8001;1c", "7E565445", f"{ESC}[8;1$y"),
    Kind("Konsole 22.12", "Konsole 22.12.3", f"{ESC}[>1;115;0c", "7E4B4445"),
    Kind("Konsole 25.04", "Konsole 25.04.2", f"{ESC}[>1;115;0c", "7E4B4445"),
    Kind(
        "mlterm 3.9.0",
        None,
        f"{ESC}[>24;279;0c",
        "000000",
        f"{ESC}[8;0$y",
        f"{ESC}P1+r544e=6D6C7465726D{ESC}\\",
        term="mlterm",
    ),
    Kind("kitty 0.26", "kitty(0.26.5)", f"{ESC}[>1;4000;26c", None, f"{ESC}[8;0$y"),
    Kind("kitty 0.41", "kitty(0.41.1)", f"{ESC}[>1;4000;41c", None, f"{ESC}[8;0$y"),
    Kind("QTerminal", None, f"{ESC}[>0;115;0c"),
    Kind("pterm", None, f"{ESC}[>0;136;0c", term="xterm"),
    Kind("xterm 379", "XTerm(379)", f"{ESC}[>41;379;0c", "00000000", f"{ESC}[8;0$y"),
    Kind("xterm 398", "XTerm(398)", f"{ESC}[>41;398;0c", "00000000", f"{ESC}[8;0$y"),
    Kind("urxvt", None, f"{ESC}[>85;95;0c", term="rxvt-unicode-256color"),
    Kind("st", da1=f"{ESC}[?6c", term="st-256color"),
    Kind("zutty", None, f"{ESC}[>64;0;0c"),
    Kind("Alacritty 0.11", None, f"{ESC}[>0;1700;1c", term="alacritty"),
    Kind("Alacritty 0.15", None, f"{ESC}[>0;2500;1c", None, f"{ESC}[8;0$y", term="alacritty"),
    Kind("foot 1.13", "foot(1.13.1)", f"{ESC}[>1;011301;0c", "464f4f54", term="foot"),
    Kind("foot 1.21", "foot(1.21.0)", f"{ESC}[>1;012100;0c", "464f4f54", term="foot"),
    Kind("xterm.js", None, f"{ESC}[>0;276;0c", None, f"{ESC}[8;0$y"),
    Kind("tmux", "tmux 3.3a", f"{ESC}[>84;0;0c", term="tmux-256color"),
    Kind("screen", None, f"{ESC}[>83;40900;0c", term="screen"),
    Kind(
        "screen in VTE",
        da2=f"{ESC}[>83;40900;0c",
        term="screen",
        behind=f"{ESC}[>65;7006;1c{ESC}P!|7E565445{ESC}\\{ESC}[?65;1;9c",
    ),
    Kind("Windows Terminal", None, f"{ESC}[>0;10;1c"),
    Kind("silent", da1=None),
)
BY_NAME = {kind.name: kind for kind in KINDS}


class FakeTerminal:
    """The terminal's end: reads what is written, answers questions, and types.

    Args:
        kind: Who it says it is.
        speak: Writes an answer; by default at once and whole.
    """

    def __init__(
        self, kind: Kind, speak: Callable[[Callable[[bytes], None], bytes], None] | None = None
    ) -> None:
        self.kind = kind
        self.main, self.other = pty.openpty()
        fcntl.ioctl(self.other, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.seen = b""
        self.asked: list[bytes] = []
        self._speak = speak or (lambda write, answer: write(answer))
        self._place = 0
        self._came = threading.Condition()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def type(self, keys: bytes) -> None:
        with suppress(OSError):
            os.write(self.main, keys)

    def _listen(self) -> None:
        while not self._over.is_set():
            if not select.select([self.main], [], [], 0.05)[0]:
                continue
            try:
                data = os.read(self.main, 1 << 16)
            except OSError:
                break
            with self._came:
                self.seen += data
                self._answer()
                self._came.notify_all()
        with self._came:
            self._came.notify_all()

    def _answer(self) -> None:
        for question in _QUESTION.finditer(self.seen, self._place):
            self._place = question.end()
            self.asked.append(question[0])
            if reply := self.kind.reply(question[0]):
                self._speak(self.type, reply)

    def wait_for(self, wanted: bytes, seconds: float = 20, after: int = 0) -> bytes:
        """Return all that was written once some bytes have been; fails if they never are."""
        with self._came:
            found = self._came.wait_for(lambda: wanted in self.seen[after:], seconds)
            assert found, f"{wanted!r} was not written: {self.seen[-1500:]!r}"
            return self.seen

    def quiet(self, seconds: float = 0.3) -> bytes:
        """Return all that was written once nothing has come for a while."""
        with self._came:
            while self._came.wait(seconds):
                pass
            return self.seen

    def hang_up(self) -> None:
        self._over.set()
        self._thread.join()
        for end in (self.main, self.other):
            with suppress(OSError):
                os.close(end)


@contextmanager
def _fake(kind: Kind | str = "xterm 379", **options) -> Iterator[FakeTerminal]:
    terminal = FakeTerminal(BY_NAME[kind] if isinstance(kind, str) else kind, **options)
    try:
        yield terminal
    finally:
        terminal.hang_up()


@pytest.fixture
def fake_terminal() -> Callable[..., AbstractContextManager[FakeTerminal]]:
    return _fake


@pytest.fixture
def on_terminal(monkeypatch) -> Iterator[Callable[[FakeTerminal], None]]:
    """Make a terminal the one this process is started on."""
    opened = []

    def put(terminal: FakeTerminal) -> None:
        for name, mode in (("__stdin__", "r"), ("__stdout__", "w"), ("__stderr__", "w")):
            stream = os.fdopen(os.dup(terminal.other), mode)
            opened.append(stream)
            monkeypatch.setattr(sys, name, stream)

    yield put
    for stream in opened:
        stream.close()


BARE = {
    name: value
    for name, value in os.environ.items()
    if name in ("PATH", "HOME", "LANG", "PYTHONPATH", "VIRTUAL_ENV")
} | {"LANG": "C.UTF-8", "COLORTERM": "truecolor"}
"""What a terminal's environment has where nothing leaks in from another."""


@contextmanager
def _program(
    terminal: FakeTerminal, words: list[str], environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    def control() -> None:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    started = subprocess.Popen(
        [sys.executable, *words],
        stdin=terminal.other,
        stdout=terminal.other,
        stderr=terminal.other,
        env={
            **BARE,
            "TERM": terminal.kind.term,
            "IDLIB_BRIEF_CONFIG": os.environ["IDLIB_BRIEF_CONFIG"],
            **(environment or {}),
        },
        start_new_session=True,
        preexec_fn=control,
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            os.kill(started.pid, signal.SIGKILL)
        started.wait(20)


@pytest.fixture
def program() -> Callable[..., AbstractContextManager[subprocess.Popen[bytes]]]:
    """Run Python with some arguments on a terminal that controls it."""
    return _program


@pytest.fixture
def stopped() -> Callable[[subprocess.Popen[bytes]], None]:
    """Wait until a program has been stopped."""

    def wait(started: subprocess.Popen[bytes]) -> None:
        limit = time.monotonic() + 20
        while time.monotonic() < limit:
            pid, status = os.waitpid(started.pid, os.WUNTRACED | os.WNOHANG)
            if pid and os.WIFSTOPPED(status):
                return
        pytest.fail("the program was not stopped")

    return wait


@pytest.fixture(autouse=True)
def _no_settings(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("IDLIB_BRIEF_CONFIG", str(tmp_path / "config"))
    for name in ("IDLIB_BRIEF_BIDI", "IDLIB_BRIEF_HARAKAT", "TEXTUAL_DRIVER"):
        monkeypatch.delenv(name, raising=False)
