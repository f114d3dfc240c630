"""What the terminal does with Arabic by itself, and how it is kept from doing it.

A terminal that reorders text would turn visual text round a second time. ``CSI 8 l`` (BDSM,
explicit mode, of the terminal working group's bidi recommendation) asks it not to; those that do
not know the mode ignore it.
"""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast, get_args

from corpus.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from tui.bidi.encode import Mode

EXPLICIT_BIDI = "\x1b[8l"
IMPLICIT_BIDI = "\x1b[8h"
MLTERM_VISUAL = "\x1b]5379;use_ctl=false\x07"
MLTERM_LOGICAL = "\x1b]5379;use_ctl=true\x07"

MODE_VARIABLE = "IDLIB_BRIEF_BIDI"
HARAKAT_VARIABLE = "IDLIB_BRIEF_HARAKAT"


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is known of the terminal and what follows from it."""

    name: str
    mode: Mode
    keep_harakat: bool
    why: str
    """How the terminal was recognised, or who chose the mode."""
    before: str = EXPLICIT_BIDI
    """What keeps it from reordering, sent before the alternate screen is entered."""
    after: str = IMPLICIT_BIDI
    """What lets it reorder again."""


def recognise(
    environment: Mapping[str, str], *, mode: str | None = None, harakat: str | None = None
) -> Terminal:
    """Return what to write to this terminal.

    Only variables a terminal sets for itself alone are believed: ``TERM`` does not leak from one
    terminal into another started from it, as ``VTE_VERSION`` and its like do.

    Args:
        environment: The environment's variables.
        mode: One of the modes, ``auto`` or None to let the environment decide.
        harakat: ``keep``, ``strip``, ``auto`` or None.

    Raises:
        UsageError: There is no such mode, or no such choice for harakat.
    """
    found = _by_environment(environment)
    mode = _choice("--bidi", mode or environment.get(MODE_VARIABLE) or "auto", modes())
    harakat = _choice(
        "--harakat",
        harakat or environment.get(HARAKAT_VARIABLE) or "auto",
        ("auto", "keep", "strip"),
    )
    return replace(
        found,
        mode=found.mode if mode == "auto" else cast("Mode", mode),
        keep_harakat=found.keep_harakat if harakat == "auto" else harakat == "keep",
        why=found.why if mode == "auto" else f"{mode} was asked for",
    )


def modes() -> tuple[str, ...]:
    """Return what ``--bidi`` takes."""
    from tui.bidi.encode import Mode

    return ("auto", *get_args(Mode))


def _choice(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise UsageError(f"{option} cannot be {value!r}", f"Choose one of: {', '.join(allowed)}")
    return value


def _by_environment(environment: Mapping[str, str]) -> Terminal:
    term = environment.get("TERM", "")
    if environment.get("TEXTUAL_DRIVER"):
        # What is written there is a protocol of packets, in which a sequence would be garbage.
        return Terminal("web", "jitter", True, "TEXTUAL_DRIVER is set", "", "")
    if environment.get("TERM_PROGRAM") == "vscode":
        return Terminal("vscode", "jitter", True, "TERM_PROGRAM is vscode")
    if term.startswith("xterm-kitty"):
        return Terminal("kitty", "chunks", False, "TERM is xterm-kitty")
    if term == "mlterm":
        return Terminal("mlterm", "visual", True, "TERM is mlterm", MLTERM_VISUAL, MLTERM_LOGICAL)
    if term.startswith(("foot", "alacritty", "st-", "tmux", "screen")):
        return Terminal(term, "visual", False, f"TERM is {term}: it misplaces harakat")
    return Terminal(term or "unknown", "visual", True, "no terminal known for another way")


@contextmanager
def explicit_bidi(terminal: Terminal, stream: TextIO | None = None) -> Iterator[None]:
    """Keep the terminal from reordering for the length of a block, and however it ends.

    The request must come before the alternate screen is entered: VTE keeps the mode by line.
    """
    out = stream or sys.__stdout__
    if out is None or not terminal.before or not out.isatty():
        yield
        return
    _send(out, terminal.before)
    atexit.register(_send, out, terminal.after)
    try:
        yield
    finally:
        atexit.unregister(_send)
        _send(out, terminal.after)


def _send(out: TextIO, sequence: str) -> None:
    try:
        out.write(sequence)
        out.flush()
    except (OSError, ValueError):
        # The terminal is gone; there is nothing left to set right.
        return


def terminal_here(mode: str | None = None, harakat: str | None = None) -> Terminal:
    """Return what to write to the terminal this program runs in."""
    return recognise(os.environ, mode=mode, harakat=harakat)
