"""Checking terminal, SQLite and library."""

from __future__ import annotations

import os
import sqlite3
import sys

from corpus.errors import BriefError
from corpus.library.location import library_path
from tui.verbs.common import print_json, printed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

SAMPLE = "وقّع الرئيسان «مذكرة سوتشي» (M4) في 17/9/2018"
"""Letters that join, a lam-alef, marks, quotes, brackets, Latin and numbers."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: Namespace) -> int:
    """Print what was found; 1 when the library is unsound."""
    report = {
        "program": _program(),
        "terminal": _terminal(),
        "sqlite": _sqlite(),
        "library": _library(library_path(options.library)),
    }
    if options.json:
        print_json(report)
    else:
        _print(report)
    return 1 if report["library"]["problems"] else 0


def _program() -> dict[str, object]:
    from importlib.metadata import version
    from platform import platform, python_version

    from corpus import __version__

    packages = ("textual", "rich", "pyarabic", "python-bidi", "arabic-reshaper")
    return {
        "version": __version__,
        "python": python_version(),
        "platform": platform(),
        "packages": {package: version(package) for package in packages},
    }


def _terminal() -> dict[str, object]:
    from shutil import get_terminal_size

    from tui.terminal import terminal_here

    terminal = terminal_here()
    size = get_terminal_size()
    return {
        "name": terminal.name,
        "is_terminal": sys.stdout.isatty(),
        "columns": size.columns,
        "rows": size.lines,
        "encoding": sys.stdout.encoding,
        "colours": os.environ.get("COLORTERM") or os.environ.get("TERM", ""),
        "bidi": terminal.mode,
        "harakat": "keep" if terminal.keep_harakat else "strip",
        "why": terminal.why,
        "fonts": _fonts(),
    }


def _fonts() -> list[str] | None:
    """Return the monospaced fonts with Arabic presentation forms, None if that cannot be asked."""
    from shutil import which
    from subprocess import DEVNULL, SubprocessError, run

    command = which("fc-list")
    if command is None:
        return None
    # U+FEFC is the last presentation form: fonts that have letters only do not have it.
    try:
        found = run(  # noqa: S603
            [command, ":spacing=mono:charset=fefc", "family"],
            stdout=-1,
            stderr=DEVNULL,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, SubprocessError):
        return None
    return sorted({line.split(",")[0] for line in found.stdout.splitlines() if line})


def _sqlite() -> dict[str, object]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5 (text)")
        fts5 = True
    except sqlite3.OperationalError:
        fts5 = False
    finally:
        connection.close()
    return {"version": sqlite3.sqlite_version, "fts5": fts5}


def _library(path: Path) -> dict[str, list[str] | object]:
    from corpus.library.schema import SCHEMA_VERSION
    from corpus.library.store import Library

    about: dict[str, object] = {"path": str(path), "exists": path.exists(), "problems": []}
    if not path.exists():
        return about
    try:
        with Library(path, writable=False) as library:
            return about | {
                "schema": SCHEMA_VERSION,
                "writable": os.access(path, os.W_OK) and os.access(path.parent, os.W_OK),
                "counts": library.counts(),
                "problems": list(library.problems()),
            }
    except BriefError as error:
        return about | {"problems": [str(error)]}


def _print(report: dict[str, dict[str, object]]) -> None:
    from tui.bidi.layout import one_line
    from tui.bidi.sanitize import visible
    from tui.terminal import terminal_here

    for part, facts in report.items():
        print(part)
        for key, value in facts.items():
            print(f"  {key:<12}{visible(_told(value))}")
    if sys.stdout.isatty():
        terminal = terminal_here()
        print("sample (joined letters, read from the right, M4 in brackets, 17/9/2018 at the left)")
        print("  " + printed(one_line(SAMPLE, 60), terminal.mode, terminal.keep_harakat))


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    return "unknown" if value is None else str(value)
