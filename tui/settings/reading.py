"""Reading the settings file: every mistake in it is named by file, line and key."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UsageError
from tui.settings.values import VERSION, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from tui.settings.table import Setting

FOLDER_VARIABLE = "IDLIB_BRIEF_CONFIG"
SETTINGS_FILE = "settings.toml"
THEMES_FOLDER = "themes"
LARGEST_FILE = 1 << 20
"""Bytes beyond which a file is no settings."""


def folder() -> Path:
    """Return the folder that settings, themes and answers lie in; it need not exist."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("idlib-brief", appauthor=False)


def settings_path() -> Path:
    """Return where the settings file is, or would be."""
    return folder() / SETTINGS_FILE


def own_themes() -> tuple[str, ...]:
    """Return the names of the themes that lie in the folder, in order."""
    try:
        found = [path.stem for path in (folder() / THEMES_FOLDER).iterdir()]
    except OSError:
        return ()
    return tuple(sorted(name for name in found if (_theme_path(name)).is_file()))


def _theme_path(name: str) -> Path:
    return folder() / THEMES_FOLDER / f"{name}.toml"


def read_text(path: Path) -> str | None:
    """Return a file's text, None where there is none.

    Raises:
        UsageError: It cannot be read, or is no text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise UsageError(f"{path} cannot be read: it has more than a megabyte", _MEND)
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", _MEND) from None


_MEND = "Mend or remove it"


def parse_toml(path: Path, text: str) -> dict[str, Any]:
    """Return what a TOML text says.

    Raises:
        UsageError: It is no TOML; says where.
    """
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path} is no TOML: {error}", _MEND) from None


def read_settings() -> Settings:
    """Return what is settled; the defaults where there is no settings file.

    Raises:
        UsageError: It cannot be read, or holds what is no setting: names file, line and key.
    """
    path = settings_path()
    text = read_text(path)
    return Settings() if text is None else settings_of(path, text)


def usable_settings() -> tuple[Settings, tuple[UsageError, ...]]:
    """Return what is settled and can be used, defaults for the rest, and all that is wrong.

    A mistake keeps nobody from reading: keys of unknown actions, and whatever else cannot be, are
    left out.
    """
    path = settings_path()
    try:
        text = read_text(path)
        said, problems = ({}, []) if text is None else _read(path, text)
    except UsageError as error:
        return Settings(), (error,)
    settings = Settings(**said)
    if settings.actions:
        from dataclasses import replace

        from tui.keymap import unknown_in

        unknown = dict(unknown_in(settings.actions))
        for id_, problem in unknown.items():
            place = place_of(path, text or "", "keys.actions", id_)
            problems.append(UsageError(f"{place}: {problem.what}", problem.hint))
        known = {id_: keys for id_, keys in settings.actions.items() if id_ not in unknown}
        settings = replace(settings, actions=known)
    return settings, tuple(problems)


def settings_of(path: Path, text: str) -> Settings:
    """Return what the text of a settings file says.

    Raises:
        UsageError: The first of its mistakes.
    """
    said, problems = _read(path, text)
    for problem in problems:
        raise problem
    return Settings(**said)


def mistakes(path: Path, text: str) -> tuple[UsageError, ...]:
    """Return everything that is wrong with the text of a settings file."""
    try:
        return tuple(_read(path, text)[1])
    except UsageError as error:
        return (error,)


def said_in(path: Path) -> dict[str, Any]:
    """Return what a settings file says itself, by names such as ``look.theme``.

    Raises:
        UsageError: It holds what is no setting.
    """
    text = read_text(path)
    if text is None:
        return {}
    from tui.settings.table import SETTINGS

    said, problems = _read(path, text)
    for problem in problems:
        raise problem
    return {one.name: said[one.key] for one in SETTINGS if one.key in said}


def _read(path: Path, text: str) -> tuple[dict[str, Any], list[UsageError]]:
    from tui.settings.table import SETTINGS, TABLES

    found = parse_toml(path, text)
    version = found.pop("version", VERSION)
    if type(version) is not int or not 1 <= version <= VERSION:
        newer = isinstance(version, int) and version > VERSION
        what = "is of a newer idlib-brief" if newer else "cannot be"
        place = place_of(path, text, "", "version")
        return {}, [
            UsageError(
                f"{place}: version {version!r} {what}: this one knows {VERSION}",
                "Update idlib-brief, or begin anew: idlib-brief config init" if newer else _MEND,
            )
        ]
    said: dict[str, Any] = {}
    problems: list[UsageError] = []
    for table, keys in found.items():
        if table not in TABLES or not isinstance(keys, dict):
            problems.append(_unknown(path, text, "", table, TABLES, "table"))
            continue
        allowed = {one.key: one for one in SETTINGS if one.table == table}
        for key, value in keys.items():
            if key not in allowed:
                problems.append(_unknown(path, text, table, key, allowed, "key"))
                continue
            checked = checked_value(allowed[key], value)
            if isinstance(checked, UsageError):
                place = place_of(path, text, table, key)
                problems.append(UsageError(f"{place}: {checked.message}", checked.hint))
            else:
                said[key] = checked
    return said, problems


def checked_value(setting: Setting, value: object) -> Any | UsageError:
    """Return a value as the program takes it, or what is wrong with it."""
    refused = UsageError(f"{setting.key} cannot be {value!r}", f"It can be: {setting.values}")
    default = setting.default
    if isinstance(default, bool):
        return value if isinstance(value, bool) else refused
    if isinstance(default, int):
        if type(value) is not int or not (value == 0 or setting.least <= value <= setting.most):
            return refused
        return value
    if not isinstance(default, str):
        return _checked_keys(value, refused)
    if not isinstance(value, str) or not _is_line(value):
        return refused
    if setting.choices and value not in setting.choices:
        return _checked_name(setting, value)
    return value


def _is_line(value: str) -> bool:
    return len(value) <= 200 and value.isprintable()


def _checked_name(setting: Setting, value: str) -> str | UsageError:
    names = [*setting.choices, *(own_themes() if setting.open_to else ())]
    if value in names:
        return value
    return UsageError(f"{setting.key} cannot be {value!r}", _nearest(value, names, "Choose one of"))


def _checked_keys(value: object, refused: UsageError) -> dict[str, tuple[str, ...]] | UsageError:
    if not isinstance(value, dict):
        return refused
    checked = {}
    for id_, keys in value.items():
        listed = [keys] if isinstance(keys, str) else keys
        if not isinstance(listed, list) or not all(isinstance(key, str) for key in listed):
            hint = 'Keys are written as ["ctrl+o", "g g"]'
            return UsageError(f"the keys of {id_} cannot be {keys!r}", hint)
        checked[id_] = tuple(listed)
    return checked


def _unknown(
    path: Path, text: str, table: str, name: str, allowed: Iterable[str], kind: str
) -> UsageError:
    from tui.settings.table import SETTINGS

    names = list(allowed)
    hint = _nearest(name, names, "There are")
    elsewhere = [one.table for one in SETTINGS if one.key == name and one.table != table]
    if kind == "key" and elsewhere:
        hint = f"It belongs to [{elsewhere[0]}]"
    return UsageError(f"{place_of(path, text, table, name)}: there is no {kind} {name!r}", hint)


def _nearest(name: str, names: list[str], otherwise: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1)
    return f"Did you mean {near[0]}?" if near else f"{otherwise}: {', '.join(names)}"


def place_of(path: Path, text: str, table: str, key: str) -> str:
    """Return the file, and the line where a key of a table stands, or a table where it begins."""
    here, first = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().replace('"', "").replace("'", "").replace(" ", "")
        if bare.startswith("["):
            here = bare.strip("[]").partition("]")[0]
            name = here
        else:
            name = ".".join(filter(None, (here, bare.partition("=")[0])))
        wanted = f"{table}.{key}" if table else key
        if name == wanted or name.startswith(f"{wanted}."):
            return f"{path}, line {number}"
        if not first and bare.startswith(key):
            first = number
    return f"{path}, line {first}" if first else str(path)
