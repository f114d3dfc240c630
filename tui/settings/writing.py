"""Writing the settings file, when asked to: what is in it stays as it stands, comments too."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UsageError
from tui.settings.reading import checked_value, read_text, settings_of, settings_path
from tui.settings.table import SETTINGS, TABLES, Setting, setting_named
from tui.settings.values import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 96
"""Columns of a comment in the file."""


def commented_file() -> str:
    """Return a settings file that says what there is and settles nothing."""
    lines = [
        "# Settings of idlib-brief. A line without # counts; what is not set is as shown here.",
        "# idlib-brief config check looks for mistakes, config show says what holds.",
        "",
        f"version = {VERSION}",
    ]
    for table, about in TABLES.items():
        lines += ["", f"# {about}", f"[{table}]"]
        for setting in SETTINGS:
            if setting.table == table and not isinstance(setting.default, dict):
                lines += ["", *_comment(setting), f"# {setting.key} = {_toml(setting.default)}"]
        lines += list(_tables_below(table))
    return "\n".join(lines) + "\n"


def _tables_below(table: str) -> Iterator[str]:
    for setting in SETTINGS:
        if setting.table == table and isinstance(setting.default, dict):
            yield ""
            yield from _comment(setting)
            yield f"[{setting.name}]"
            yield '# "mention.next" = ["w", "right_square_bracket"]'


def _comment(setting: Setting) -> Iterator[str]:
    from textwrap import wrap

    yield from wrap(setting.help, WIDTH, initial_indent="# ", subsequent_indent="# ")
    if not isinstance(setting.default, dict):
        said = f"It can be: {setting.values}"
        yield from wrap(said, WIDTH, initial_indent="# ", subsequent_indent="#   ")


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the settings file, for editors that check TOML by it."""
    tables: dict[str, Any] = {"version": {"type": "integer", "minimum": 1, "maximum": VERSION}}
    for table, about in TABLES.items():
        tables[table] = {
            "type": "object",
            "description": about,
            "additionalProperties": False,
            "properties": {one.key: _schema_of(one) for one in SETTINGS if one.table == table},
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of idlib-brief",
        "type": "object",
        "additionalProperties": False,
        "properties": tables,
    }


def _schema_of(setting: Setting) -> dict[str, Any]:
    about: dict[str, Any] = {"description": setting.help, "default": setting.default}
    default = setting.default
    if isinstance(default, bool):
        return {"type": "boolean", **about}
    if isinstance(default, int):
        between = {"minimum": setting.least, "maximum": setting.most}
        return {"type": "integer", "anyOf": [{"const": 0}, between], **about}
    if not isinstance(default, str):
        key = {"type": "string"}
        listed = {"anyOf": [key, {"type": "array", "items": key}]}
        return {"type": "object", "additionalProperties": listed, **about}
    if setting.choices and not setting.open_to:
        return {"enum": list(setting.choices), **about}
    examples = {"examples": list(setting.choices)} if setting.choices else {}
    return {"type": "string", **examples, **about}


def begin_file() -> Path:
    """Write the commented file where there is none yet.

    Raises:
        UsageError: There is one, or it cannot be written.
    """
    path = settings_path()
    if path.exists():
        raise UsageError(f"{path} is there already", "See: idlib-brief config edit")
    write_text(path, commented_file())
    return path


def set_value(name: str, typed: str | None) -> Path:
    """Write one setting into the file, or take it out; all else in it stays as it is.

    Args:
        name: Such as ``look.theme``; ``keys.actions.ID`` for the keys of one action.
        typed: The value as typed on the command line, keys with commas between them; None takes
            the setting out.

    Raises:
        UsageError: There is no such setting, it cannot have that value, or the file is faulty or
            cannot be written.
    """
    setting, action = _meant(name)
    path = settings_path()
    text = read_text(path)
    if text is None:
        if typed is None:
            return path
        text = commented_file()
    # A file with mistakes is not written into: who knows what else in it is not as it seems.
    settings_of(path, text)
    value = None if typed is None else _value_of(setting, action, typed)
    changed = _changed(text, setting, action, value)
    settings_of(path, changed)
    write_text(path, changed)
    return path


def _meant(name: str) -> tuple[Setting, str]:
    setting = setting_named(name)
    if setting is not None and not isinstance(setting.default, dict):
        return setting, ""
    keys = "keys.actions"
    if name.startswith(f"{keys}.") and (setting := setting_named(keys)) is not None:
        return setting, name.removeprefix(f"{keys}.")
    from difflib import get_close_matches

    names = [*(one.name for one in SETTINGS if one.name != keys), f"{keys}.ACTION"]
    by_key = [one.name for one in SETTINGS if one.key == name]
    near = by_key or get_close_matches(name, names, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(names)}"
    raise UsageError(f"There is no setting {name!r}", hint)


def _value_of(setting: Setting, action: str, typed: str) -> Any:
    value: Any = typed
    if action:
        from tui.keymap import unknown_in

        value = [key.strip() for key in typed.split(",") if key.strip()] if typed != "," else [","]
        for _, problem in unknown_in({action: value}):
            raise UsageError(problem.what, problem.hint)
        return value
    if isinstance(setting.default, bool):
        words = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
        value = words.get(typed.lower(), typed)
    elif isinstance(setting.default, int):
        value = int(typed) if typed.isascii() and typed.isdigit() else typed
    checked = checked_value(setting, value)
    if isinstance(checked, UsageError):
        raise UsageError(f"{setting.name}: {checked.message}", checked.hint)
    return checked


def _changed(text: str, setting: Setting, action: str, value: Any) -> str:
    """Return the text of a settings file with one value changed, or gone where it is None."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    header, key = (setting.name, action) if action else (setting.table, setting.key)
    try:
        document = tomlkit.parse(text)
        place: Any = document
        for part in header.split("."):
            place = place.get(part, {})
        if value is None:
            place.pop(key, None)
            return tomlkit.dumps(document)
        if key not in place:
            written = f"{_toml(key) if action else key} = {_toml(value)}"
            added = _with_line(text, header, written, f"{key} =")
            return added or _inside(document, header, key, value)
        place[key] = value
        return tomlkit.dumps(document)
    except (TOMLKitError, AttributeError, TypeError) as error:
        hint = "Change it by hand: idlib-brief config edit"
        raise UsageError(f"{settings_path()} cannot be changed: {error}", hint) from None


def _with_line(text: str, header: str, written: str, commented: str) -> str:
    """Return the text with a line more, where its comment stands if it does; empty if it cannot."""
    lines = text.splitlines()
    names = [one.split("#")[0].replace(" ", "").replace('"', "") for one in lines]
    if f"[{header}]" not in names:
        return ""
    at = names.index(f"[{header}]") + 1
    end = next((n for n in range(at, len(names)) if names[n].startswith("[")), len(names))
    for index in range(at, end):
        if lines[index].lstrip("# ").startswith(commented) and lines[index].startswith("#"):
            at = index + 1
            break
    lines.insert(at, written)
    return "\n".join(lines) + "\n"


def _inside(document: Any, header: str, key: str, value: Any) -> str:
    import tomlkit

    place: Any = document
    for part in header.split("."):
        if part not in place:
            place[part] = tomlkit.table()
        place = place[part]
    place[key] = value
    return tomlkit.dumps(document)


def write_text(path: Path, text: str) -> None:
    """Write a file of the settings' folder whole or not at all, and the folder if need be.

    Raises:
        UsageError: It cannot be written.
    """
    from corpus.files import replace_file

    try:
        Path(os.path.realpath(path)).parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None


def handbook() -> str:
    """Return the table of settings as Markdown, for docs/settings.md."""
    lines = []
    for table, about in TABLES.items():
        lines += [
            f"### `[{table}]`: {about}",
            "",
            "| key | default | values | |",
            "|---|---|---|---|",
        ]
        for one in (setting for setting in SETTINGS if setting.table == table):
            default = "" if isinstance(one.default, dict) else f"`{_toml(one.default)}`"
            lines.append(f"| `{one.key}` | {default} | {one.values} | {one.help} |")
        lines.append("")
    return "\n".join(lines)
