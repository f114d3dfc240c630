"""Writing what is listed to a file: what is asked, what hinders it, and what is said then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language.said import _, plural
from tui.screens.ask import hindrance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def file_question(lines: int, ends: str) -> str:
    """Ask for a file that so many lines are to be written to.

    Args:
        lines: How many.
        ends: What its name may end in.
    """
    return plural(
        "Write {n} line to a file that ends in {ends}",
        "Write {n} lines to a file that ends in {ends}",
        lines,
        ends=ends,
    )


def file_hindrance(path: Path, format_of: Callable[[Path], object]) -> str:
    """Return what hinders writing a new file, or nothing.

    Args:
        path: Its name.
        format_of: Tells the format by the name; a `BriefError` where it has none.
    """
    hindered = hindrance(lambda: format_of(path))
    if not hindered and path.exists():
        return _("{path} exists already. Choose another name", path=path)
    return hindered


def lines_written(lines: int, path: Path) -> str:
    """Say that so many lines have been written to a file."""
    return plural("{n} line written to {path}", "{n} lines written to {path}", lines, path=path)
