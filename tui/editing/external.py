"""Writing a text in the user's own editor."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FALLBACKS = ("nano", "vi", "notepad")
"""Editors looked for where the environment names none, the easiest first."""

VARIABLES = ("VISUAL", "EDITOR")

AT_ONCE = 0.5
"""Seconds in which nobody has written anything: the editor has opened a window and gone on."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came back from an editor."""

    text: str
    """The words as they are now; those handed over, where something went wrong."""
    problem: str = ""
    """One line for the user, empty where all went well."""


def editor_command(environment: Mapping[str, str] | None = None) -> Sequence[str]:
    """Return the command of the user's editor, empty where there is none.

    It is what ``VISUAL`` or else ``EDITOR`` says, with the arguments in it, as a shell would read
    them; where neither is set, an editor that is there.
    """
    variables = os.environ if environment is None else environment
    for name in VARIABLES:
        named = variables.get(name, "").strip()
        if named:
            return _words(named)
    found = next(filter(which, FALLBACKS), None)
    return [found] if found else []


def _words(command: str) -> Sequence[str]:
    if Path(command).is_file():
        return [command]
    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError:
        return [command]
    return [word.strip('"') for word in words] if os.name == "nt" else words


def written_elsewhere(text: str, command: Sequence[str]) -> Written:
    """Let the user write a text in another program, and return it when that has ended.

    The words stay as they were unless the program ended well and its file holds something else.
    A file that could not be used is left where it is, and the problem says where.

    Args:
        text: The words to begin with.
        command: The program and its arguments; the file is its last one.
    """
    from tempfile import mkstemp

    if not command:
        return Written(text, "No editor: set EDITOR to one")
    try:
        handle, name = mkstemp(prefix="idlib-brief-", suffix=".md")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text + "\n" if text else "")
    except OSError as error:
        return Written(text, f"No file for the editor: {error.strerror}")
    return _read_back(Path(name), text, command)


def read_elsewhere(text: str, name: str, command: Sequence[str]) -> str:
    """Show a copy of a text, which cannot be written to, in an editor; return what went wrong.

    Args:
        text: The text.
        name: What the file is called, without ending; letters and digits.
        command: The program and its arguments.
    """
    from shutil import rmtree
    from tempfile import mkdtemp

    try:
        folder = mkdtemp(prefix="idlib-brief-")
        path = Path(folder, f"{name}.txt")
        path.write_text(text, "utf-8", errors="replace", newline="\n")
        path.chmod(0o400)
    except OSError as error:
        return f"No file for the editor: {error.strerror}"
    begun = monotonic()
    problem = opened_in(command, path)
    # One that has opened a window and gone on still needs the file.
    if problem or monotonic() - begun >= AT_ONCE:
        rmtree(folder, ignore_errors=True)
    return problem


def opened_in(command: Sequence[str], path: Path) -> str:
    """Open a file in an editor and wait for that to end; return what went wrong, or nothing."""
    if not command:
        return "No editor: set EDITOR to one"
    from subprocess import run

    try:
        code = run([*command, str(path)], check=False).returncode  # noqa: S603
    except FileNotFoundError:
        return f"There is no editor {command[0]}: set EDITOR to another"
    except OSError as error:
        return f"{command[0]} could not be started: {error.strerror}"
    return f"{command[0]} ended with {code}" if code else ""


def _read_back(path: Path, text: str, command: Sequence[str]) -> Written:
    before = path.read_bytes()
    begun = monotonic()
    problem = _ran(command, path)
    came_back_at_once = monotonic() - begun < AT_ONCE
    after = _bytes_of(path)
    if after is None:
        return Written(text, problem or f"{command[0]} deleted its file: your words are as before")
    if problem:
        if after == before:
            path.unlink(missing_ok=True)
            return Written(text, problem)
        return Written(text, f"{problem}; what it wrote is in {path}")
    try:
        # Some editors begin a file with a byte order mark.
        words = after.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Written(text, f"{command[0]} wrote no UTF-8: your words are as before, it is {path}")
    path.unlink(missing_ok=True)
    if after == before:
        hint = "; if it opened a window, give it its option to wait" if came_back_at_once else ""
        return Written(text, f"Nothing changed in {command[0]}{hint}")
    words = words.replace("\r\n", "\n")
    return Written(words.removesuffix("\n"))


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _ran(command: Sequence[str], path: Path) -> str:
    """Run an editor on a file; return what went wrong, or nothing."""
    from subprocess import run

    name = command[0]
    try:
        done = run([*command, str(path)], check=False)  # noqa: S603
    except FileNotFoundError:
        return f"There is no editor {name}: set EDITOR to another"
    except OSError as error:
        return f"{name} could not be started: {error.strerror}"
    if done.returncode:
        return f"{name} ended with {done.returncode}: your words are as before"
    return ""
