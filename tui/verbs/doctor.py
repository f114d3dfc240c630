"""Checking terminal, SQLite and library, and asking which lines read right; what a text hides."""

from __future__ import annotations

import os
import sqlite3
import sys
from dataclasses import asdict, replace

from corpus.errors import BriefError
from corpus.library.location import library_path
from tui.verbs.common import Lines, narrate, open_library, print_json, printed_row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from tui.bidi.encode import Mode
    from tui.settings import Answer
    from tui.terminal.ask import Question
    from tui.terminal.recognise import Terminal
    from tui.terminal.samples import Sample

FONT_PACKAGE = "fonts-dejavu-core"
"""Debian's; DejaVu Sans Mono has every form of every Arabic letter in one width."""

_LOOK_FOR = (
    "Each sample is the same sentence, then two panes. It reads right if it runs from the right,",
    "letters join, (M4) and (12) stand in brackets, the day is 17/9/2018, the Arabic digits are",
    "0 1 2 from the left, and every │ is in line.",
)


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "article",
        nargs="?",
        metavar="ID|FILE",
        help="list what is not seen in this article: bidi controls, invisible characters",
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--json", action="store_true", help="one JSON object, no questions")
    kinds.add_argument(
        "--forget", action="store_true", help="forget what was answered for this terminal"
    )


def run(options: Namespace) -> int:
    """Print what was found; 1 when the library is unsound.

    Raises:
        UsageError: The settings file, or a variable, holds what is no setting.
        NotFoundError: There is no such article.
        InputError: The file cannot be read as an article.
    """
    if options.article:
        return _report_hidden(options)
    from tui.terminal.here import ask_terminal, recognised

    with ask_terminal() as question:
        found = recognised(os.environ, question)
    if options.forget:
        return _forget(found)
    terminal = _as_chosen(found)
    report = {
        "program": _program(),
        "terminal": _terminal(terminal, question),
        "sqlite": _sqlite(),
        "library": _library(library_path(options.library)),
    }
    if options.json:
        print_json(report)
    else:
        _print(report)
        if sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("TEXTUAL_DRIVER"):
            _ask_which_reads_right(found, terminal.mode)
    return 1 if report["library"]["problems"] else 0


def _report_hidden(options: Namespace) -> int:
    from tui.verbs.hidden import article_path, hidden_characters, listed

    path = article_path(options.article)
    if path is not None:
        from corpus.ingest.pipeline import read_article

        article = read_article(path)
    else:
        with open_library(options) as library:
            article = library.article(library.resolve(options.article))
    report = hidden_characters(article)
    if options.json:
        print_json(report)
        return 0
    lines = Lines()
    for fields in listed(report):
        lines.print(fields)
    return 0


def _forget(found: Terminal) -> int:
    from tui.settings import keep_answer, read_answers

    if found.key not in read_answers().by_terminal:
        narrate(f"Nothing was answered for {found.key}")
        return 0
    narrate(f"Forgotten for {found.key}: {keep_answer(found.key, None)}")
    return 0


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


def _as_chosen(found: Terminal) -> Terminal:
    from tui.settings import read_settings
    from tui.terminal.here import choices, chosen

    return chosen(found, choices(os.environ, read_settings(), _answer(found)))


def _answer(found: Terminal) -> Answer:
    from tui.settings import Answer, read_answers

    return read_answers().by_terminal.get(found.key, Answer())


def _terminal(terminal: Terminal, question: Question) -> dict[str, object]:
    from shutil import get_terminal_size

    from tui.settings import ANSWERS_FILE, SETTINGS_FILE, folder, read_answers, read_settings

    size = get_terminal_size()
    about: dict[str, object] = {
        "name": terminal.name,
        "is_terminal": sys.stdout.isatty(),
        "columns": size.columns,
        "rows": size.lines,
        "encoding": sys.stdout.encoding,
        "colours": os.environ.get("COLORTERM") or os.environ.get("TERM", ""),
        "bidi": terminal.mode,
        "harakat": "keep" if terminal.keep_harakat else "strip",
        "why": terminal.why,
        "printing": terminal.printing,
        "advice": terminal.advice,
        "cure": _readable(terminal.before),
        "undone": _readable(terminal.after),
        "key": terminal.key,
        "asked": question.why_not or "yes",
        "replies": _replies(question),
        "multiplexer": _multiplexer(question),
        "settings": _of_person(folder() / SETTINGS_FILE, asdict(read_settings())),
        "answer": _of_person(folder() / ANSWERS_FILE, asdict(_answer(terminal))),
        "fonts": _fonts(),
    }
    warning = read_answers().warning
    return about | ({"warning": warning} if warning else {})


def _readable(sequence: str) -> str:
    from tui.terminal.replies import readable

    return readable(sequence.encode())


def _replies(question: Question) -> dict[str, object]:
    from tui.terminal.replies import readable

    replies = question.finish()
    return {
        "XTVERSION": replies.xtversion,
        "DA1": replies.da1,
        "DA2": replies.da2,
        "DA3": replies.da3,
        "DECRQM 8": replies.bdsm,
        "TN": replies.termname,
        "all": readable(replies.received),
        "behind": readable(replies.behind.received) if replies.behind else None,
    }


def _multiplexer(question: Question) -> dict[str, object]:
    client = question.client()
    if client is None:
        return {}
    about: dict[str, object] = asdict(client)
    if len(client.kinds) > 1:
        about["note"] = (
            "shown on terminals of several kinds at once: it can be right on one of them"
        )
    return about


def _of_person(path: Path, said: dict[str, object]) -> dict[str, object]:
    return {"file": str(path), **{key: value for key, value in said.items() if value}}


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
    search = "by an index of words" if fts5 else "every text is read, which takes longer"
    return {"version": sqlite3.sqlite_version, "fts5": fts5, "search": search}


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
    from tui.bidi.sanitize import visible

    for part, facts in report.items():
        print(part)
        for key, value in facts.items():
            print(f"  {key:<12}{visible(_told(value))}")
    if report["terminal"]["fonts"] == []:
        print(
            "No monospaced font here has the Arabic letters' forms. Install one, such as DejaVu "
            f"Sans Mono ({FONT_PACKAGE}), where the terminal runs"
        )


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        said = {key: item for key, item in value.items() if item not in (None, "", [], ())}
        return ", ".join(f"{key} {item}" for key, item in said.items()) or "none"
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    return "unknown" if value is None else str(value)


def _ask_which_reads_right(found: Terminal, mode: Mode) -> None:
    """Show the samples, and keep the answer for this terminal."""
    from tui.settings import keep_answer
    from tui.terminal.cure import under_cure
    from tui.terminal.samples import marks_samples, samples

    print()
    print("\n".join(_LOOK_FOR))
    print("If letters have gaps or are missing, choose DejaVu Sans Mono as the terminal's font.")
    with under_cure(found, sys.stdout):
        shown = list(samples(found, printed_row))
        for sample in shown:
            mark = "   (chosen)" if sample.mode == mode else ""
            print(f"\n{sample.number}  {sample.mode}{mark}")
            print("\n".join(sample.lines))
        number = _asked(
            f"\nWhich one reads right? 1-{len(shown)}, Enter = as chosen, q = end: ",
            [str(sample.number) for sample in shown],
        )
        if number is None:
            return
        kept, stripped = marks_samples(_mode_of(shown, number) or mode, printed_row)
        print(f"\nk  {kept}\ns  {stripped}")
        letter = _asked(
            "Do the marks of k stand on their letters? k = keep them, s = strip them, "
            "Enter = as chosen, q = end: ",
            ["k", "s"],
        )
    if letter is None:
        return
    answer = _answer(found)
    answer = replace(
        answer,
        bidi=_mode_of(shown, number) or answer.bidi,
        harakat={"k": "keep", "s": "strip"}.get(letter, answer.harakat),
    )
    if answer == _answer(found):
        print(f"Nothing changed for {found.key}")
        return
    path = keep_answer(found.key, answer)
    said = ", ".join(filter(None, (answer.bidi, answer.harakat and f"{answer.harakat} harakat")))
    print(f"Kept for {found.key}: {said}, in {path}")
    print("To undo it: idlib-brief doctor --forget")


def _mode_of(shown: list[Sample], number: str) -> Mode | None:
    return next((sample.mode for sample in shown if str(sample.number) == number), None)


def _asked(question: str, allowed: list[str]) -> str | None:
    """Return one of the answers allowed, empty for Enter; None to end."""
    while True:
        try:
            answer = input(question).strip().lower()
        except EOFError:
            return None
        if answer == "q":
            return None
        if not answer or answer in allowed:
            return answer
        question = f"One of {', '.join(allowed)}, Enter or q: "
