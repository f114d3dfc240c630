"""Keeping the terminal from reordering for as long as the program writes to it."""

from __future__ import annotations

import atexit
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tui.terminal.dying import before_dying

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from tui.terminal.recognise import Terminal


def send(out: TextIO | None, sequence: str) -> None:
    """Write a sequence at once; a terminal that is gone needs none any more."""
    if sequence and out is not None:
        with suppress(OSError, ValueError):
            out.write(sequence)
            out.flush()


def cured(terminal: Terminal, line: str) -> str:
    """Return a line to print such that the terminal keeps it as it is.

    VTE takes the mode that holds at a row's beginning for the whole row, for as long as it stays.
    """
    return line if line.isascii() else f"{terminal.before}{line}{terminal.after}"


@contextmanager
def under_cure(terminal: Terminal, out: TextIO) -> Iterator[None]:
    """Keep the terminal from reordering what a block prints, however the block ends."""
    if not terminal.before:
        yield
        return

    def undo() -> None:
        send(out, terminal.after)

    send(out, terminal.before)
    atexit.register(undo)
    take_back = before_dying(undo)
    try:
        yield
    finally:
        take_back()
        atexit.unregister(undo)
        undo()
