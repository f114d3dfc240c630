"""Answers given to ``idlib-brief doctor``, by terminal; the file is the program's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.settings.reading import folder
from tui.settings.values import BIDI_CHOICES, HARAKAT_CHOICES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ANSWERS_FILE = "terminals.json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to doctor for one terminal; None for what was left as found."""

    bidi: str | None = None
    harakat: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers by the terminals' keys, and what is wrong with their file, if anything is."""

    by_terminal: Mapping[str, Answer]
    warning: str = ""


def read_answers() -> Answers:
    """Return what was answered to doctor; a damaged file is warned of and otherwise passed by."""
    path = folder() / ANSWERS_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Answers({})
    except (OSError, UnicodeDecodeError) as error:
        return Answers({}, f"{path} cannot be read: {error}")
    import json

    try:
        found = json.loads(text)
        answers = {
            key: Answer(
                _choice(value.get("bidi"), BIDI_CHOICES),
                _choice(value.get("harakat"), HARAKAT_CHOICES),
            )
            for key, value in found.items()
        }
    except (ValueError, AttributeError, TypeError, RecursionError):
        return Answers({}, f"{path} is damaged; idlib-brief doctor writes it anew")
    return Answers(answers)


def _choice(value: object, allowed: tuple[str, ...]) -> str | None:
    if value is None or value in allowed:
        return value if isinstance(value, str) else None
    raise ValueError(value)


def keep_answer(key: str, answer: Answer | None) -> Path:
    """Write an answer for one terminal, or take it out; the others stay.

    Args:
        key: The terminal's name and version.
        answer: What was answered; None forgets it.

    Returns:
        The file, written whole or not at all.

    Raises:
        UsageError: It cannot be written.
    """
    import json

    from tui.settings.writing import write_text

    path = folder() / ANSWERS_FILE
    answers = dict(read_answers().by_terminal)
    answers.pop(key, None)
    if answer is not None:
        answers[key] = answer
    content = {name: {"bidi": kept.bidi, "harakat": kept.harakat} for name, kept in answers.items()}
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return path
