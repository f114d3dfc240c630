"""A program on a private pseudo-terminal: when it paints, how fast it answers, what it holds."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS, ROWS = 120, 36
LIMIT = 30.0
"""Seconds after which a program that has not painted is given up."""
QUIET = 0.25
"""Seconds without output after which a program is at rest."""

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")


class Terminal:
    """One run of one command."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], rows: int = ROWS
    ) -> None:
        self._painted = b""
        self._started = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            size = struct.pack("HHHH", rows, COLUMNS, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            wanted = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
            os.execvpe(command[0], list(command), {**environment, **wanted})

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._fd)

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return False
        if b"\x1b[6n" in data:
            os.write(self._fd, b"\x1b[1;1R")
        if b"\x1b[c" in data:
            # Every terminal says what kind it is (DA1); one that did not would be waited for.
            os.write(self._fd, b"\x1b[?64c")
        self._painted += data
        return bool(data)

    def painted_after(self, marker: str) -> float:
        """Return the seconds from start until a text of the first frame was written.

        Raises:
            TimeoutError: It never was.
        """
        wanted = marker.encode()
        while time.perf_counter() - self._started < LIMIT:
            self._read(0.02)
            if wanted in _SEQUENCE.sub(b"", self._painted):
                return time.perf_counter() - self._started
        raise TimeoutError(f"{marker!r} was not painted: {self._painted[-2000:]!r}")

    def rest(self) -> None:
        """Wait until nothing is written any more."""
        while self._read(QUIET):
            pass

    def answer(self, key: str) -> float:
        """Return the seconds from a key to the first byte of the reaction."""
        self.rest()
        pressed = time.perf_counter()
        os.write(self._fd, key.encode())
        if not self._read(2.0):
            raise TimeoutError(f"no reaction to {key!r}")
        return time.perf_counter() - pressed

    def peak_memory(self) -> float:
        """Return the peak of resident memory so far, in MiB."""
        status = Path(f"/proc/{self._pid}/status").read_text()
        match = re.search(r"VmHWM:\s+(\d+)", status)
        assert match is not None
        return int(match[1]) / 1024


def median_answer(terminal: Terminal, keys: Sequence[str]) -> float:
    """Return the median reaction in milliseconds over some keys."""
    return statistics.median(terminal.answer(key) for key in keys) * 1000
