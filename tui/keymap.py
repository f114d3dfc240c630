"""Which keys do what for one person: a preset, and what the settings change of it.

A key is named as Textual names it (``ctrl+o``, ``question_mark``) or by its sign (``?``); keys
pressed one after another stand with blanks between them (``g g``).
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib import resources
from typing import TYPE_CHECKING, Final

from tui.keyboard import within_reach
from tui.keys import ACTIONS, shown
from tui.language.said import is_from_right
from tui.sequences import sequence_name
from tui.settings.values import PRESETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tui.keys import Action, Where

UNBOUND: Final = "unbound"
"""Stands where an action has no key; no keyboard has it."""

ACTIVE_TOGETHER: Final[tuple[tuple[Where, ...], ...]] = (
    ("everywhere", "browse", "rows"),
    ("everywhere", "browse", "reader"),
    ("everywhere", "rows", "notes"),
    ("everywhere", "differences", "difference"),
    ("everywhere", "concordance", "rows"),
    ("everywhere", "concordance", "rows", "concordance_counts"),
    ("concordance_orders", "rows"),
    ("everywhere", "search", "rows", "results"),
    ("everywhere", "search", "rows", "facets"),
    ("everywhere", "rows", "timeline"),
    ("everywhere", "dossier", "rows"),
    ("details", "prompt", "typing", "field"),
    ("query", "typing", "field"),
    ("language", "rows"),
    ("pick", "typing", "field"),
    ("pick", "rows"),
    ("correct", "typing", "field"),
    ("prompt", "typing", "field"),
    ("note_form", "note", "prompt", "typing", "editor"),
    ("note_form", "note", "prompt", "typing", "field"),
    ("note_form", "note", "prompt", "note_colour"),
    ("everywhere", "rows", "brief"),
    ("everywhere", "preview", "difference"),
    ("prompt", "export", "typing", "field"),
    ("prompt", "rows", "export"),
    ("pipe", "prompt", "typing", "field"),
    ("everywhere", "output"),
    ("tour",),
    ("pick", "libraries", "typing", "field"),
)
"""Places whose keys can be pressed at one time, the outer ones first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a person's keys that cannot work, or may not be what was meant."""

    what: str
    hint: str
    is_error: bool = True


def preset(name: str) -> dict[str, tuple[str, ...]]:
    """Return what a preset changes: keys by the ids of actions.

    Raises:
        KeyError: There is no such preset.
    """
    if name not in PRESETS:
        raise KeyError(name)
    if name == "default":
        return {}
    import tomllib

    text = resources.files("tui.presets").joinpath(f"{name}.toml").read_text("utf-8")
    return {id_: _keys_of(keys) for id_, keys in tomllib.loads(text)["actions"].items()}


def _keys_of(keys: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(map(named, [keys] if isinstance(keys, str) else keys))


def chosen_keys(
    preset_name: str, changed: Mapping[str, str | Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return the keys of every action whose keys are not those of the table.

    Args:
        preset_name: What to begin with.
        changed: What the settings change of it, by the ids of actions; no keys at all leave an
            action without one.

    Raises:
        KeyError: There is no such preset.
    """
    return {**preset(preset_name), **{id_: _keys_of(keys) for id_, keys in changed.items()}}


def for_textual(chosen: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return keys as Textual's keymap takes them, a sequence of keys under one name."""
    return {
        id_: ",".join(sequence_name(*key.split()) for key in keys) or UNBOUND
        for id_, keys in chosen.items()
    }


def named(key: str) -> str:
    """Return a key, or keys in a row, as Textual names them: ``?`` is ``question_mark``."""
    from textual.keys import _character_to_key

    def one(part: str) -> str:
        *held, last = part.split("+") if part != "+" and not part.endswith("++") else (part,)
        return "+".join([*held, _character_to_key(last) if len(last) == 1 else last])

    return " ".join(map(one, key.split()))


def keys_of(action: Action, chosen: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys of an action."""
    return chosen.get(action.id, action.keys)


def own_keys(app: object) -> Mapping[str, tuple[str, ...]]:
    """Return the keys that are not those of the table at an app; none at any but ours."""
    chosen: Mapping[str, tuple[str, ...]] = getattr(app, "chosen_keys", {})
    return chosen


def first_key(keys: tuple[str, ...]) -> str:
    """Return the key to show, one that an Arabic keyboard has where Arabic is spoken.

    Returns nothing where there is no key.
    """
    return next(iter(within_reach(keys) if is_from_right() else keys), "")


def problems(preset_name: str, changed: Mapping[str, str | Sequence[str]]) -> tuple[Problem, ...]:
    """Return what is wrong with a person's keys: unknown actions and keys, and clashes.

    Two actions clash where one key means both in one place, or where the keys of one begin the
    sequence of another. A key that hides that of an outer place is told, as no error.
    """
    if preset_name not in PRESETS:
        return (_unknown("preset", preset_name, PRESETS),)
    found = [problem for _, problem in unknown_in(changed)]
    chosen = chosen_keys(preset_name, changed)
    for places in ACTIVE_TOGETHER:
        here = [action for action in ACTIONS if action.where in places]
        found.extend(_clashes(here, chosen, set(changed)))
    return tuple(dict.fromkeys(found))


def unknown_in(
    changed: Mapping[str, str | Sequence[str]],
) -> tuple[tuple[str, Problem], ...]:
    """Return the actions and keys of a person's that there are not, with the ids they stand at."""
    ids = [action.id for action in ACTIONS]
    found = [(id_, _unknown("action", id_, ids)) for id_ in changed if id_ not in ids]
    for id_, keys in changed.items():
        found.extend((id_, problem) for problem in _unknown_keys(id_, _keys_of(keys)))
    return tuple(found)


def _unknown(kind: str, name: str, there_are: Sequence[str]) -> Problem:
    near = get_close_matches(name, there_are, n=1)
    hint = f"Did you mean {near[0]}?" if near else "See: idlib-brief keys"
    return Problem(f"there is no {kind} {name!r}", hint)


def _unknown_keys(id_: str, keys: Iterable[str]) -> Iterable[Problem]:
    from textual.keys import Keys

    known = {str(key.value) for key in Keys}
    modifiers = {"ctrl", "alt", "shift", "super", "meta", "hyper"}
    for key in keys:
        for part in key.split():
            *held, last = part.split("+")
            named_ones = len(last) == 1 or last in known or last.isidentifier()
            if not set(held) <= modifiers or not named_ones or not last:
                yield Problem(f"{id_}: there is no key {part!r}", "As in ctrl+o, f1 or g g")
            elif len(last) > 1 and last not in known and not _is_sign(last):
                yield _unknown("key", part, sorted(known))


def _is_sign(name: str) -> bool:
    """Tell whether a name is that of a sign, as Textual makes it of its name in Unicode."""
    import unicodedata

    from textual.keys import REPLACED_KEYS, _get_unicode_name_from_key

    try:
        unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        return False
    return True


def _clashes(
    actions: Sequence[Action], chosen: Mapping[str, tuple[str, ...]], touched: set[str]
) -> Iterable[Problem]:
    bound = [(key, action) for action in actions for key in keys_of(action, chosen)]
    for index, (key, action) in enumerate(bound):
        for other_key, other in bound[index + 1 :]:
            if action.id == other.id or not touched & {action.id, other.id}:
                continue
            if key == other_key:
                same_place = action.where == other.where
                yield Problem(
                    f"{shown_keys(key)} is both {action.id} and {other.id}"
                    if same_place
                    else f"{shown_keys(key)} is {other.id}, which hides {action.id} there",
                    "Give one of them another key",
                    same_place,
                )
            elif f"{other_key} ".startswith(f"{key} ") or f"{key} ".startswith(f"{other_key} "):
                yield Problem(
                    f"{shown_keys(key)} ({action.id}) and {shown_keys(other_key)} ({other.id})"
                    " begin alike",
                    "A key that begins others cannot mean something alone",
                )


def shown_keys(keys: str) -> str:
    """Return a key, or keys in a row, as a person writes them."""
    return " ".join(map(shown, keys.split()))
