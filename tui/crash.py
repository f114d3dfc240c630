"""A report of what went wrong that should not have, without a word of what was read or written.

Neither values of variables nor messages that could quote a text, a note or a query get into it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path
    from traceback import FrameSummary

REPORTS_KEPT: Final = 10

_SPEAK_OF_NAMES: Final = (AttributeError, NameError, ImportError, TypeError, ZeroDivisionError)
"""Errors whose messages Python makes of names in the code; any other's may hold what was read."""

LONGEST_MESSAGE: Final = 300


def folder() -> Path:
    """Return where reports lie; it need not exist."""
    from platformdirs import user_state_path

    return user_state_path("idlib-brief", appauthor=False) / "crashes"


def place_of(error: BaseException) -> str:
    """Return what kind of error it is and where it came up, such as ``KeyError in a.py:12``."""
    from pathlib import PurePath
    from traceback import extract_tb

    frames = extract_tb(error.__traceback__)
    name = type(error).__name__
    if not frames:
        return name
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    return f"{name} in {PurePath(ours[-1].filename).name}:{ours[-1].lineno}"


def report(error: BaseException, facts: Mapping[str, str]) -> str:
    """Return the report of an error.

    Args:
        error: What was raised; its causes are told too.
        facts: What else is to be said, such as versions, by its name.
    """
    lines = [f"{name}: {value}" for name, value in facts.items()]
    for one in _chain(error):
        lines += ["", *_traceback(one)]
    return "\n".join(lines) + "\n"


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error with what it came of, the first cause first."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        hidden = one.__suppress_context__ and one.__cause__ is None
        one = one.__cause__ or (None if hidden else one.__context__)
        inner = getattr(chain[-1], "error", None)
        if one is None and isinstance(inner, BaseException):
            # A worker that failed holds what it failed of.
            one = inner
    return chain[::-1]


def _traceback(error: BaseException) -> Iterable[str]:
    from traceback import extract_tb

    yield "Traceback (most recent call last):"
    for frame in extract_tb(error.__traceback__):
        yield from _frame(frame)
    yield f"{type(error).__module__}.{type(error).__qualname__}{_message(error)}"


def _frame(frame: FrameSummary) -> Iterable[str]:
    from pathlib import Path

    name = frame.filename.replace(str(Path.home()), "~")
    yield f'  File "{name}", line {frame.lineno}, in {frame.name}'
    if frame.line:
        yield f"    {frame.line}"


def _message(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f": errno {error.errno}, {error.strerror}" if error.strerror else ""
    message = str(error)
    if not isinstance(error, _SPEAK_OF_NAMES):
        return f" (its message of {len(message)} characters is left out)" if message else ""
    plain = message.encode("ascii", "replace").decode("ascii")
    return f": {plain[:LONGEST_MESSAGE]}"


def known_facts(more: Mapping[str, str]) -> dict[str, str]:
    """Return versions and the environment of the program, and what else is given."""
    import os
    import platform
    import sqlite3
    from importlib.metadata import PackageNotFoundError, version

    from corpus import __version__

    try:
        textual = version("textual")
    except PackageNotFoundError:
        textual = "?"
    variables = " ".join(
        f"{name}={os.environ[name]}"
        for name in ("TERM", "COLORTERM", "TERM_PROGRAM", "LANG")
        if name in os.environ
    )
    return {
        "idlib-brief": __version__,
        "Python": platform.python_version(),
        "Textual": textual,
        "SQLite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.machine()}",
        "environment": variables,
        **more,
    }


def keep(text: str, where: Path, now: datetime) -> Path:
    """Write a report into a folder, drop the oldest ones there, and return where it lies.

    Raises:
        OSError: It cannot be written.
    """
    where.mkdir(parents=True, exist_ok=True)
    path = where / f"{now:%Y-%m-%dT%H%M%S.%f}.txt"
    path.write_text(text, "utf-8", errors="replace")
    for old in sorted(where.glob("*.txt"))[:-REPORTS_KEPT]:
        old.unlink(missing_ok=True)
    return path


def tell(error: BaseException, facts: Mapping[str, str], *, debug: bool = False) -> None:
    """Keep a report of an error, and say on stderr in a line what happened and where it lies.

    Args:
        error: What was raised.
        facts: What to say besides versions.
        debug: Whether to show the whole traceback too.
    """
    from datetime import UTC, datetime

    if debug:
        from traceback import print_exception

        print_exception(error)
    said = f"idlib-brief: something went wrong that should not have ({place_of(error)})."
    try:
        path = keep(report(error, known_facts(facts)), folder(), datetime.now(UTC))
    except OSError as hindrance:
        sys.stderr.write(f"{said} No report could be kept: {hindrance.strerror}\n")
        return
    sys.stderr.write(f"{said} Your work is saved. A report without any text: {path}\n")
