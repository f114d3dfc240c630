"""The clipboard of the machine the program runs on, through the helper it has for that.

The terminal is asked besides, by OSC 52; but many refuse it, and some cut what is long.
"""

from __future__ import annotations

import os
from shutil import which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PATIENCE = 3.0
"""Seconds a helper is given."""

_HELPERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # The variable that says there is something to ask, and the command that does it.
    ("TMUX", ("tmux", "load-buffer", "-w", "-")),
    ("WAYLAND_DISPLAY", ("wl-copy", "--type", "text/plain;charset=utf-8")),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("TERMUX_VERSION", ("termux-clipboard-set",)),
    ("WSL_DISTRO_NAME", ("clip.exe",)),
    ("", ("pbcopy",)),
)


def helper(
    environment: Mapping[str, str] | None = None,
    find: Callable[[str], str | None] = which,
) -> tuple[str, ...] | None:
    """Return the command that takes a text on its standard input into the clipboard.

    None where there is none, and over ssh, where this machine's clipboard is not the user's.
    """
    variables = os.environ if environment is None else environment
    is_remote = "SSH_TTY" in variables or "SSH_CONNECTION" in variables
    for variable, command in _HELPERS:
        if variable and not variables.get(variable):
            continue
        if is_remote and command[0] != "tmux":
            continue
        if find(command[0]):
            return command
    return None


def fill(command: tuple[str, ...], text: str) -> bool:
    """Hand a text to a helper, and tell whether it took it."""
    from subprocess import DEVNULL, SubprocessError, run

    encoding = "utf-16-le" if command[0] == "clip.exe" else "utf-8"
    try:
        # xclip stays behind to answer for the selection, and would keep open what it is given.
        done = run(  # noqa: S603
            command,
            input=text.encode(encoding, "replace"),
            stdout=DEVNULL,
            stderr=DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, SubprocessError):
        return False
    return done.returncode == 0
