"""The browser of the machine the program runs on, where it has one that the person sees."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PATIENCE: Final = 5.0
"""Seconds after which a browser that still runs has been started."""

_IN_THE_TERMINAL: Final = frozenset({"lynx", "links", "links2", "elinks", "w3m", "www-browser"})
"""Browsers that would paint over the screen."""

_OPENERS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    # The variable that says there is a window to open it in, and the command that does it.
    ("WSL_DISTRO_NAME", ("wslview",)),
    ("TERMUX_VERSION", ("termux-open-url",)),
    ("WAYLAND_DISPLAY", ("xdg-open",)),
    ("DISPLAY", ("xdg-open",)),
    ("WAYLAND_DISPLAY", ("gio", "open")),
    ("DISPLAY", ("gio", "open")),
)


def is_web_address(address: str) -> bool:
    """Tell whether an address is http or https, names a host, and holds no blank or control."""
    if not address.isprintable() or any(character.isspace() for character in address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def host_as_sent(address: str) -> str:
    """Return the host of an address as it is looked up, in ASCII; empty where it stands so already.

    Letters of other scripts can look like Latin ones.
    """
    host = urlsplit(address).hostname or ""
    if host.isascii():
        return ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return "?"


def opener(
    environment: Mapping[str, str] | None = None,
    find: Callable[[str], str | None] = which,
    platform: str = sys.platform,
) -> tuple[str, ...] | None:
    """Return the command that opens an address, which comes last or in the place of ``%s``.

    None where there is none, and over ssh, where a window would open on another machine. What
    ``BROWSER`` names comes first.
    """
    variables = os.environ if environment is None else environment
    if "SSH_TTY" in variables or "SSH_CONNECTION" in variables:
        return None
    named = _named(variables.get("BROWSER", ""), find)
    if named is not None:
        return named
    if platform == "darwin" and find("open"):
        return ("open",)
    if platform == "win32":
        return ("rundll32", "url.dll,FileProtocolHandler")
    for variable, command in _OPENERS:
        if variables.get(variable) and find(command[0]):
            return command
    return None


def _named(browsers: str, find: Callable[[str], str | None]) -> tuple[str, ...] | None:
    import shlex

    for browser in browsers.split(os.pathsep):
        try:
            words = shlex.split(browser)
        except ValueError:
            continue
        if words and Path(words[0]).name not in _IN_THE_TERMINAL and find(words[0]):
            return tuple(words)
    return None


def open_address(command: tuple[str, ...], address: str, patience: float = PATIENCE) -> str:
    """Hand an address to a browser; return what went wrong, or nothing.

    It can take some seconds: call it in a thread.

    Args:
        command: As `opener` gives it.
        address: An address for which `is_web_address` holds.
        patience: Seconds to wait for a command that only hands it on.
    """
    from subprocess import DEVNULL, Popen, TimeoutExpired

    words = [word.replace("%s", address) for word in command]
    if not any("%s" in word for word in command):
        words.append(address)
    try:
        process = Popen(  # noqa: S603
            words, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
        )
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    try:
        code = process.wait(patience)
    except TimeoutExpired:
        return ""
    return f"{command[0]} ended with {code}" if code else ""
