"""What a person has settled once: a settings file, and answers given to ``idlib-brief doctor``.

Both lie in the platform's folder for configuration; ``IDLIB_BRIEF_CONFIG`` names another. The file
``settings.toml`` is the person's and never written; ``terminals.json`` is the program's.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UsageError
from tui.bidi.encode import MODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

FOLDER_VARIABLE = "IDLIB_BRIEF_CONFIG"
SETTINGS_FILE = "settings.toml"
ANSWERS_FILE = "terminals.json"

BIDI_CHOICES: tuple[str, ...] = ("auto", *MODES)
HARAKAT_CHOICES = ("auto", "keep", "strip")

_KNOWN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "terminal": {"bidi": BIDI_CHOICES, "harakat": HARAKAT_CHOICES},
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings file says; None for what it leaves open."""

    bidi: str | None = None
    harakat: str | None = None


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


def folder() -> Path:
    """Return the folder both files lie in; it need not exist."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("idlib-brief", appauthor=False)


def read_settings() -> Settings:
    """Return what the settings file says; nothing if there is none.

    Raises:
        UsageError: It cannot be read, or holds what is no setting: names file, line and key.
    """
    path = folder() / SETTINGS_FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", "Mend or remove it") from None
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is no TOML: {error}", "Mend or remove it") from None
    return _settings(path, text, found)


def _settings(path: Path, text: str, found: Mapping[str, Any]) -> Settings:
    values: dict[str, str] = {}
    for table, keys in found.items():
        if table not in _KNOWN or not isinstance(keys, dict):
            raise _unknown(path, text, table, _KNOWN, "table")
        allowed = _KNOWN[table]
        for key, value in keys.items():
            if key not in allowed:
                raise _unknown(path, text, key, allowed, "key")
            if value not in allowed[key]:
                raise UsageError(
                    f"{_place(path, text, key)}: {key} cannot be {value!r}",
                    f"Choose one of: {', '.join(allowed[key])}",
                )
            values[key] = value
    return Settings(values.get("bidi"), values.get("harakat"))


def _unknown(path: Path, text: str, name: str, allowed: Iterable[str], kind: str) -> UsageError:
    from difflib import get_close_matches

    names = list(allowed)
    near = get_close_matches(name, names, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}"
    return UsageError(f"{_place(path, text, name)}: there is no {kind} {name!r}", hint)


def _place(path: Path, text: str, name: str) -> str:
    """Return the file, and the line where a name first stands at its beginning."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().lstrip("[\"' ").startswith(name):
            return f"{path}, line {number}"
    return str(path)


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
    from tempfile import NamedTemporaryFile

    path = folder() / ANSWERS_FILE
    answers = dict(read_answers().by_terminal)
    answers.pop(key, None)
    if answer is not None:
        answers[key] = answer
    content = {name: {"bidi": kept.bidi, "harakat": kept.harakat} for name, kept in answers.items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=ANSWERS_FILE, delete=False
        ) as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    return path
