"""The terminal this program runs in, and who has chosen what for it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from corpus.errors import UsageError
from tui.bidi.sanitize import visible
from tui.settings import (
    BIDI_CHOICES,
    HARAKAT_CHOICES,
    Answer,
    Settings,
    read_answers,
    read_settings,
)
from tui.terminal.ask import Question
from tui.terminal.multiplexer import behind, outer_replies
from tui.terminal.recognise import Terminal, in_mode, recognise
from tui.terminal.replies import Replies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.bidi.encode import Mode

MODE_VARIABLE = "IDLIB_BRIEF_BIDI"
HARAKAT_VARIABLE = "IDLIB_BRIEF_HARAKAT"

_OPTION = "--bidi"
_NOBODY: tuple[str, str | None] = ("", None)


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that may decide in the terminal's place, the first that says something counts."""

    bidi: tuple[tuple[str, str | None], ...]
    """Who says it, and what."""
    harakat: tuple[tuple[str, str | None], ...]


def ask_terminal(*, may_read_keys: bool = True) -> Question:
    """Ask the terminal who it is, if there is one that can be asked; see ``Question``.

    Args:
        may_read_keys: Whether keys typed meanwhile reach this program.
    """
    return Question(os.environ, may_read_keys=may_read_keys)


def terminal_here(
    bidi: str | None = None,
    harakat: str | None = None,
    question: Question | None = None,
    settings: Settings | None = None,
) -> Terminal:
    """Return what to write to the terminal this program runs in.

    An option counts before the environment's variable, that before the settings file, that before
    an answer given to doctor, and that before what the terminal said of itself.

    Args:
        bidi: ``--bidi``: one of the modes, ``auto`` or None.
        harakat: ``--harakat``: ``keep``, ``strip``, ``auto`` or None.
        question: What was asked of the terminal; without it only the environment is looked at.
        settings: What is settled, where it has been read; else it is read here.

    Raises:
        UsageError: There is no such mode, or no such choice for harakat; or the settings cannot be.
    """
    check(bidi, harakat)
    found = recognised(os.environ, question)
    settings, answers = settings or read_settings(), read_answers()
    if answers.warning:
        sys.stderr.write(f"idlib-brief: {visible(answers.warning)}\n")
    answer = answers.by_terminal.get(found.key, Answer())
    return chosen(found, choices(os.environ, settings, answer, bidi, harakat))


def check(bidi: str | None, harakat: str | None) -> None:
    """Refuse options that do not exist, before the terminal is asked anything.

    Raises:
        UsageError: One does not; those that do are named.
    """
    _require(_OPTION, bidi, BIDI_CHOICES)
    _require("--harakat", harakat, HARAKAT_CHOICES)


def recognised(environment: Mapping[str, str], question: Question | None) -> Terminal:
    """Return what the terminal's answers and the environment say, and nobody has chosen."""
    replies = question.finish() if question is not None else Replies()
    found = recognise(replies, environment)
    if not found.multiplexer:
        return found
    client = question.client() if question is not None else None
    return behind(found, outer_replies(replies.behind, client), client)


def choices(
    environment: Mapping[str, str],
    settings: Settings,
    answer: Answer,
    bidi: str | None = None,
    harakat: str | None = None,
) -> Choices:
    """Line up who may choose.

    Raises:
        UsageError: A variable holds no choice.
    """
    variables = environment.get(MODE_VARIABLE), environment.get(HARAKAT_VARIABLE)
    _require(MODE_VARIABLE, variables[0], BIDI_CHOICES)
    _require(HARAKAT_VARIABLE, variables[1], HARAKAT_CHOICES)
    return Choices(
        (
            (_OPTION, bidi),
            (MODE_VARIABLE, variables[0]),
            ("the settings file", settings.bidi),
            ("your answer to doctor", answer.bidi),
        ),
        (
            ("--harakat", harakat),
            (HARAKAT_VARIABLE, variables[1]),
            ("the settings file", settings.harakat),
            ("your answer to doctor", answer.harakat),
        ),
    )


def chosen(found: Terminal, lined_up: Choices) -> Terminal:
    """Return the terminal as somebody has chosen it; as found where nobody has."""
    who, mode = _first(lined_up.bidi)
    if mode is not None:
        why = f"{who} says {mode}; {found.why}"
        if mode == found.mode and who != _OPTION:
            found = replace(found, why=why)
        else:
            found = in_mode(found, cast("Mode", mode), why)
    _, harakat = _first(lined_up.harakat)
    if harakat is not None:
        found = replace(found, keep_harakat=harakat == "keep")
    return found


def _first(said: tuple[tuple[str, str | None], ...]) -> tuple[str, str | None]:
    """Return who decides and what; ``auto`` leaves it to the next."""
    return next(((who, value) for who, value in said if value not in (None, "", "auto")), _NOBODY)


def _require(name: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value and value not in allowed:
        raise UsageError(f"{name} cannot be {value!r}", f"Choose one of: {', '.join(allowed)}")


def terminal_for_printing(bidi: str | None = None, harakat: str | None = None) -> Terminal:
    """Return the terminal for lines that stay when the program has ended.

    Its mode is the one in which they read right once the cure has been undone. It is asked only
    where both stdin and stdout are a terminal.

    Raises:
        UsageError: There is no such mode, or no such choice for harakat.
    """
    check(bidi, harakat)
    if not sys.stdout.isatty():
        return replace(terminal_here(bidi, harakat), before="", after="")
    with ask_terminal(may_read_keys=False) as question:
        terminal = terminal_here(bidi, harakat, question)
    if terminal.printing == terminal.mode:
        return terminal
    return in_mode(terminal, terminal.printing, terminal.why)
