"""Writing a text in the user's own editor."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from time import monotonic
from typing import TYPE_CHECKING

from tui.language.said import _

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
        return Written(text, _("No editor: set EDITOR to one"))
    try:
        handle, name = mkstemp(prefix="idlib-brief-", suffix=".md")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text + "\n" if text else "")
    except OSError as error:
        return Written(text, _("No file for the editor: {reason}", reason=error.strerror))
    return _read_back(Path(name), text, command)


def read_elsewhere(text: str, name: str, command: Sequence[str]) -> str:
    """Show a copy of a text, which cannot be written to, in an editor; return what went wrong.

    Should somebody write into it all the same, it stays, and what is returned says where.

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
        return _("No file for the editor: {reason}", reason=error.strerror)
    begun = monotonic()
    problem = opened_in(command, path)
    if _bytes_of(path) not in (None, text.encode("utf-8", "replace")):
        changed = _("the library is as it was; your changed copy is {path}", path=path)
        return f"{problem} · {changed}" if problem else changed
    # One that has opened a window and gone on still needs the file.
    if problem or monotonic() - begun >= AT_ONCE:
        rmtree(folder, ignore_errors=True)
    return problem


def opened_in(command: Sequence[str], path: Path) -> str:
    """Open a file in an editor and wait for that to end; return what went wrong, or nothing."""
    if not command:
        return _("No editor: set EDITOR to one")
    from subprocess import run

    name = command[0]
    try:
        code = run([*command, str(path)], check=False).returncode  # noqa: S603
    except FileNotFoundError:
        return _("There is no editor {name}: set EDITOR to another", name=name)
    except OSError as error:
        return _("{name} could not be started: {reason}", name=name, reason=error.strerror)
    except ValueError:
        return _("There is no editor {name}: set EDITOR to another", name=ascii(name))
    if code < 0:
        return _("{name} was ended by {signal}", name=name, signal=_signal_name(-code))
    return _("{name} ended with {code}", name=name, code=code) if code else ""


def _signal_name(number: int) -> str:
    from signal import Signals

    try:
        return Signals(number).name
    except ValueError:
        return str(number)


def _read_back(path: Path, text: str, command: Sequence[str]) -> Written:
    before = path.read_bytes()
    begun = monotonic()
    problem = opened_in(command, path)
    came_back_at_once = monotonic() - begun < AT_ONCE
    after = _bytes_of(path)
    named = {"name": command[0], "path": path}
    if after is None:
        gone = _("{name} deleted its file: your words are as before", name=command[0])
        return Written(text, problem or gone)
    if problem:
        if after == before:
            path.unlink(missing_ok=True)
            return Written(text, _("{problem}: your words are as before", problem=problem))
        wrote = _("{problem}; what it wrote is in {path}", problem=problem, path=path)
        return Written(text, wrote)
    try:
        # Some editors begin a file with a byte order mark.
        words = after.decode("utf-8-sig")
    except UnicodeDecodeError:
        no_text = _("{name} wrote no UTF-8: your words are as before, it is {path}", **named)
        return Written(text, no_text)
    path.unlink(missing_ok=True)
    if after == before:
        if came_back_at_once:
            waits = _("Nothing changed in {name}; has it a window, and an option to wait?", **named)
            return Written(text, waits)
        return Written(text, _("Nothing changed in {name}", **named))
    words = words.replace("\r\n", "\n")
    return Written(words.removesuffix("\n"))


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
