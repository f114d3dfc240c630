"""What the keys do, with a person's own: as a table, checked, or as Markdown."""

from __future__ import annotations

from tui.keymap import chosen_keys, keys_of, problems, shown_keys
from tui.keys import ACTIONS
from tui.settings import read_settings
from tui.settings.values import PRESETS
from tui.verbs.common import Lines, narrate, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Mapping

    from tui.keys import Action

PLACES: Mapping[str, str] = {
    "everywhere": "Everywhere",
    "browse": "While reading",
    "rows": "In every list",
    "reader": "In the text",
    "notes": "Among the notes",
    "search": "Among what was found",
    "results": "In the list of what was found",
    "facets": "Among the facets",
    "query": "While typing a query",
    "concordance": "In the concordance",
    "concordance_counts": "Among the neighbours of the concordance",
    "concordance_orders": "While choosing the concordance's order",
    "timeline": "In the timeline",
    "dossier": "In a dossier",
    "details": "Among what is known of an article",
    "differences": "While comparing copies",
    "difference": "In the differences",
    "pick": "While choosing by name",
    "correct": "While correcting",
    "prompt": "While answering a question",
    "note": "While writing a note",
    "field": "In a field of one line",
    "editor": "In a field of many lines",
    "typing": "Wherever one types",
}
"""The places where keys apply, in the order they are told."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "--preset", choices=PRESETS, help="the keys of a preset, without those of your own"
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--check", action="store_true", help="name unknown ids and keys, and clashes"
    )
    kinds.add_argument("--json", action="store_true", help="one JSON object an action")
    kinds.add_argument("--markdown", action="store_true", help="the page docs/keys.md")


def run(options: Namespace) -> int:
    """Print the table; 2 when a person's keys cannot work.

    Raises:
        UsageError: The settings file is faulty.
    """
    if options.markdown:
        print(handbook(), end="")
        return 0
    name = options.preset
    own: Mapping[str, tuple[str, ...]] = {}
    if name is None:
        settings = read_settings()
        name, own = settings.preset, settings.actions
    found = problems(name, own)
    for problem in found:
        if problem.is_error or options.check:
            kind = "error" if problem.is_error else "note"
            narrate(f"{kind}: {problem.what}. {problem.hint}")
    faulty = any(problem.is_error for problem in found)
    if options.check:
        if not found:
            narrate("The keys are right")
        return 2 if faulty else 0
    chosen = chosen_keys(name, own)
    if options.json:
        for action in ACTIONS:
            print_json(_record(action, chosen))
    else:
        lines = Lines()
        for action in _in_order(ACTIONS):
            keys = "  ".join(map(shown_keys, keys_of(action, chosen)))
            says = action.help or action.name
            fields: tuple[str, ...] = (action.where, action.id, keys)
            if lines.on_terminal:
                fields = (f"{fields[0]:<12}", f"{fields[1]:<24}", f"{fields[2]:<20}")
            lines.print((*fields, says))
    return 2 if faulty else 0


def _record(action: Action, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    return {
        "id": action.id,
        "where": action.where,
        "group": action.group,
        "name": action.name,
        "help": action.help,
        "keys": list(keys_of(action, chosen)),
        "shown": [shown_keys(key) for key in keys_of(action, chosen)],
        "own": action.id in chosen,
    }


def places() -> dict[str, str]:
    """Return all places of the table with their titles, in the order they are told."""
    others = [str(action.where) for action in ACTIONS if action.where not in PLACES]
    return {**PLACES, **{where: where.replace("_", " ").capitalize() for where in others}}


def _in_order(actions: Iterable[Action]) -> list[Action]:
    order = list(places())
    return sorted(actions, key=lambda action: order.index(action.where))


_INTRODUCTION = """\
# Keys

This page is printed by `idlib-brief keys --markdown`; `idlib-brief keys` prints the same with your
own keys. On the screen `?` finds an action by its name or its key and does it.

Digits before a key repeat it where no digit has a meaning of its own: `5j` goes five rows down. An
Arabic keyboard works as it is: what is pressed counts as the Latin letter on the same key.

## Keys of your own

Begin with a preset, then change what you like, in the file that `idlib-brief config path` names:

    [keys]
    preset = "vim"            # default, vim, less or emacs

    [keys.actions]
    "mention.next" = ["w", "g m"]
    "quit" = ["ctrl+q"]
    "suspend" = []

The id of an action stands in the tables below. A key is written as its sign (`?`, `]`) or by its
name (`ctrl+o`, `f1`, `pageup`, `shift+tab`); keys pressed one after another have blanks between
them. `[]` leaves an action without a key; help and palette still find it. `idlib-brief keys
--check` names ids and keys that do not exist, and keys that mean two things in one place.
"""


def handbook() -> str:
    """Return docs/keys.md: every action of the table, and what the presets change."""
    lines = [_INTRODUCTION]
    for where, title in places().items():
        actions = [action for action in ACTIONS if action.where == where]
        lines += [f"## {title}", "", "| keys | | id |", "|---|---|---|"]
        lines += [_row(action, action.keys) for action in actions]
        lines.append("")
    for name in PRESETS[1:]:
        changed = chosen_keys(name, {})
        lines += [f"## The preset `{name}`", "", "| keys | | id |", "|---|---|---|"]
        lines += [_row(one, changed[one.id]) for one in ACTIONS if one.id in changed]
        lines.append("")
    return "\n".join(lines)


def _row(action: Action, keys: Iterable[str]) -> str:
    shown = " ".join(_code(shown_keys(key)) for key in keys)
    says = (action.help or action.name).replace("|", "\\|")
    return f"| {shown} | {says} | `{action.id}` |"


def _code(key: str) -> str:
    escaped = key.replace("|", "\\|")
    return f"`` {escaped} ``" if "`" in key else f"`{escaped}`"
