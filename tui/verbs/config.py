"""The settings file: showing, checking, editing and changing it."""

from __future__ import annotations

from corpus.errors import UsageError
from tui.settings.reading import mistakes, read_text, said_in, settings_path
from tui.settings.table import SETTINGS, Setting
from tui.verbs.common import Lines, narrate, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable
    from typing import Any


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="what holds, and where it is from")
    show.add_argument("--json", action="store_true", help="one JSON object")
    check = actions.add_parser("check", help="everything wrong with settings, keys and themes")
    check.add_argument("--json", action="store_true", help="one JSON object a line")
    actions.add_parser("edit", help="in $VISUAL or $EDITOR; a faulty file is not taken over")
    actions.add_parser("init", help="write a file in which everything is explained")
    actions.add_parser("path", help="where the file is, or would be")
    schema = actions.add_parser("schema", help="the JSON Schema of the file")
    schema.add_argument("--markdown", action="store_true", help="the table of docs/settings.md")
    change = actions.add_parser("set", help="write one setting: set look.theme light")
    change.add_argument("name", metavar="KEY", help="such as look.theme or keys.actions.find")
    change.add_argument("value", metavar="VALUE", help="keys with commas between them")
    unset = actions.add_parser("unset", help="take one setting out of the file")
    unset.add_argument("name", metavar="KEY")


def run(options: Namespace) -> int:
    """Do what is asked; 2 when the settings are faulty.

    Raises:
        UsageError: The settings are faulty, there is no such setting, or the file cannot be
            written.
    """
    return _ACTIONS[options.action](options)


def _show(options: Namespace) -> int:
    said = {name: value for name, value in said_in(settings_path()).items() if value != {}}
    if options.json:
        settings = {one.name: said.get(one.name, one.default) for one in SETTINGS}
        print_json({"file": str(settings_path()), "settings": settings, "from_file": sorted(said)})
        return 0
    lines = Lines()
    for one in SETTINGS:
        source = "file" if one.name in said else "default"
        name = f"{one.name:<22}" if lines.on_terminal else one.name
        lines.print((name, source, _told(one, said.get(one.name, one.default))))
    return 0


def _told(setting: Setting, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(setting.default, dict):
        return "; ".join(f"{id_} = {', '.join(keys)}" for id_, keys in value.items()) or "none"
    return str(value)


def _check(options: Namespace) -> int:
    path = settings_path()
    text = read_text(path)
    found = [("error", error.message, error.hint) for error in mistakes(path, text or "")]
    if not found:
        found += _key_problems()
    found += _theme_problems()
    for kind, what, hint in found:
        if options.json:
            print_json({"kind": kind, "what": what, "hint": hint})
        else:
            narrate(f"{kind}: {what}. {hint}" if hint else f"{kind}: {what}")
    if not options.json and not found:
        narrate(f"{path} is right" if text is not None else f"No settings yet: {path}")
    return 2 if any(kind == "error" for kind, _, _ in found) else 0


def _key_problems() -> list[tuple[str, str, str]]:
    from tui.keymap import problems
    from tui.settings import read_settings

    settings = read_settings()
    return [
        ("error" if problem.is_error else "note", f"keys: {problem.what}", problem.hint)
        for problem in problems(settings.preset, settings.actions)
    ]


def _theme_problems() -> list[tuple[str, str, str]]:
    from tui.settings.reading import own_themes
    from tui.theme_files import faint, own_theme
    from tui.themes import LEAST_CONTRAST

    found: list[tuple[str, str, str]] = []
    for name in own_themes():
        own = own_theme(name)
        found += [("error", problem, "") for problem in own.problems]
        if own.left_out:
            names = ", ".join(own.left_out)
            found.append(("note", f"the theme {name} leaves out {names}", f"As in {own.base}"))
        for colour, ratio in faint(own.palette):
            what = f"the theme {name}: {colour} stands out {ratio:.1f} to 1 from the ground"
            found.append(("note", what, f"Below {LEAST_CONTRAST} it is hard to read"))
    return found


def _edit(options: Namespace) -> int:
    """Let the person write in an editor; what is faulty is kept beside the file."""
    from tui.editing.external import editor_command, written_elsewhere
    from tui.settings.writing import commented_file, write_text

    del options
    path = settings_path()
    before = read_text(path)
    text = commented_file() if before is None else before
    written = written_elsewhere(text.removesuffix("\n"), editor_command())
    if written.problem:
        raise UsageError(written.problem, f"{path} is as before")
    changed = written.text + "\n"
    if changed == before:
        return 0
    errors = mistakes(path, changed)
    if errors:
        aside = path.with_name(path.name + ".faulty")
        write_text(aside, changed)
        for error in errors:
            narrate(f"error: {error}")
        raise UsageError(f"{path} is as before", f"What you wrote is in {aside}")
    write_text(path, changed)
    narrate(f"Written: {path}")
    return 0


def _init(options: Namespace) -> int:
    from tui.settings.writing import begin_file

    del options
    narrate(f"Written: {begin_file()}")
    return 0


def _path(options: Namespace) -> int:
    del options
    print(settings_path())
    return 0


def _schema(options: Namespace) -> int:
    from tui.settings.writing import handbook, schema

    if options.markdown:
        print(handbook(), end="")
    else:
        print_json(schema())
    return 0


def _set(options: Namespace) -> int:
    from tui.settings.writing import set_value

    narrate(f"Written: {set_value(options.name, options.value)}")
    return 0


def _unset(options: Namespace) -> int:
    from tui.settings.writing import set_value

    narrate(f"Written: {set_value(options.name, None)}")
    return 0


_ACTIONS: dict[str, Callable[[Namespace], int]] = {
    "show": _show,
    "check": _check,
    "edit": _edit,
    "init": _init,
    "path": _path,
    "schema": _schema,
    "set": _set,
    "unset": _unset,
}
