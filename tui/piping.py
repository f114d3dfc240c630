"""Running a command of the person's own on a text that it gets on its standard input.

The text is never part of the command: neither an argument nor anything a shell reads.
"""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import Popen
    from typing import IO

TIME_OUT: Final = 120.0
"""Seconds a command is given."""

LONGEST: Final = 200_000
"""Bytes of what a command says that are read; then it is stopped. More is nothing to read on a
screen."""

BETWEEN: Final = 0.25
"""Seconds between two looks at what a command has said so far."""

_OF_A_SHELL: Final = frozenset("|&;<>()$`*?[#~\n")
"""Signs that only a shell understands."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a command."""

    said: str
    """Its output and its errors, as they came."""
    problem: str = ""
    """Why it did not end well; empty where it did."""


def words_of(command: str) -> tuple[str, ...]:
    """Return the program and its arguments, a shell's where the command needs one.

    Raises:
        ValueError: A quotation mark is open, or there is no command.
    """
    words = shlex.split(command, posix=os.name != "nt")
    if not words:
        raise ValueError("there is no command")
    if os.name != "nt" and _needs_shell(command):
        return ("sh", "-c", command)
    return tuple(words)


def _needs_shell(command: str) -> bool:
    """Tell whether signs of a shell stand outside of single quotes."""
    return any(sign in _OF_A_SHELL for part in command.split("'")[::2] for sign in part)


def run(
    words: tuple[str, ...],
    text: str,
    *,
    is_stopped: Callable[[], bool] = lambda: False,
    tell: Callable[[str], None] = lambda _said: None,
    time_out: float = TIME_OUT,
) -> Ran:
    """Run a command, and return what it said.

    Args:
        words: The program and its arguments.
        text: What it gets on its standard input, as UTF-8.
        is_stopped: Asked a few times a second; once true, the command is ended.
        tell: Called with what was said so far, a few times a second at most.
        time_out: Seconds after which it is ended.
    """
    from subprocess import PIPE, STDOUT, Popen

    try:
        process = Popen(  # noqa: S603
            words, stdin=PIPE, stdout=PIPE, stderr=STDOUT, start_new_session=True
        )
    except OSError as error:
        return Ran("", f"{words[0]}: {error.strerror}")
    chunks: Queue[bytes | None] = Queue()
    assert process.stdin is not None
    assert process.stdout is not None
    Thread(target=_feed, args=(process.stdin, text.encode("utf-8", "replace")), daemon=True).start()
    Thread(target=_read, args=(process.stdout, chunks), daemon=True).start()
    said, problem = _listen(chunks, is_stopped, tell, time_out)
    if problem:
        _end(process)
        return Ran(_decoded(said), problem)
    code = process.wait()
    return Ran(_decoded(said), f"{words[0]} ended with {code}" if code else "")


def _listen(
    chunks: Queue[bytes | None],
    is_stopped: Callable[[], bool],
    tell: Callable[[str], None],
    time_out: float,
) -> tuple[bytes, str]:
    said, told, begun = bytearray(), 0, monotonic()
    looked = begun
    while True:
        if is_stopped():
            return bytes(said), "stopped"
        if monotonic() - begun > time_out:
            return bytes(said), f"stopped: it took longer than {time_out:g} seconds"
        if len(said) > LONGEST:
            return bytes(said[:LONGEST]), f"stopped after {LONGEST:,} bytes"
        try:
            chunk = chunks.get(timeout=BETWEEN)
        except Empty:
            chunk = b""
        if chunk is None:
            return bytes(said), ""
        said += chunk
        if len(said) > told and monotonic() - looked >= BETWEEN:
            looked, told = monotonic(), len(said)
            tell(_decoded(bytes(said[:LONGEST])))


def _feed(pipe: IO[bytes], data: bytes) -> None:
    from contextlib import suppress

    # A command need not read what it gets.
    with suppress(OSError):
        pipe.write(data)
    with suppress(OSError):
        pipe.close()


def _read(pipe: IO[bytes], chunks: Queue[bytes | None]) -> None:
    total = 0
    while chunk := os.read(pipe.fileno(), 1 << 16):
        chunks.put(chunk)
        total += len(chunk)
        if total > LONGEST:
            break
    chunks.put(None if total <= LONGEST else b"")


def _end(process: Popen[bytes]) -> None:
    """End a command and whatever it has started."""
    import signal
    from contextlib import suppress
    from subprocess import TimeoutExpired

    for name in ("SIGTERM", "SIGKILL"):
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, getattr(signal, name))
            else:
                process.kill()
        with suppress(TimeoutExpired):
            process.wait(1.0)
            return


def _decoded(said: bytes) -> str:
    return said.decode("utf-8", "replace")
