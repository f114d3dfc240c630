"""The one table of settings: reading, schema, the commented file, docs and completion use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.settings.values import BIDI_CHOICES, HARAKAT_CHOICES, PRESETS, THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping


LEAST_COLUMNS, MOST_COLUMNS = 16, 120
"""How narrow and how wide a side pane can be settled to be."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the settings file; the type of its default is the type of its values."""

    table: str
    key: str
    default: str | bool | int | Mapping[str, tuple[str, ...]]
    help: str
    choices: tuple[str, ...] = ()
    """The values there are; any of the type where there are none."""
    open_to: str = ""
    """What a value may be besides one of the choices, in words."""
    most: int = 0
    """The greatest value of a number; 0 is always allowed, and the least besides is ``least``."""
    least: int = 0

    @property
    def name(self) -> str:
        """The key with its table, as it is named on the command line."""
        return f"{self.table}.{self.key}"

    @property
    def values(self) -> str:
        """What it can be, in words."""
        if isinstance(self.default, bool):
            return "true, false"
        if isinstance(self.default, int):
            return f"0, or {self.least} to {self.most}"
        if not isinstance(self.default, str):
            return '"action" = ["key", "key key"]'
        return ", ".join(filter(None, (*self.choices, self.open_to))) or "any text"


def _all() -> tuple[Setting, ...]:
    one = Setting
    return (
        one(
            "terminal",
            "bidi",
            "auto",
            "How the terminal is sent Arabic. auto asks the terminal; doctor shows samples.",
            BIDI_CHOICES,
        ),
        one(
            "terminal",
            "harakat",
            "auto",
            "Vowel marks: keep them, strip them, or as the terminal can show them.",
            HARAKAT_CHOICES,
        ),
        one(
            "look",
            "theme",
            "auto",
            "The colours. auto takes light or dark as the terminal is, the terminal's own colours"
            " where it has sixteen, and none under NO_COLOR.",
            ("auto", *THEMES),
            "a theme of your own (themes/NAME.toml)",
        ),
        one(
            "look",
            "icons",
            "auto",
            "Signs, frames and bars: in Unicode, or in ASCII for fonts without them.",
            ("auto", "unicode", "ascii"),
        ),
        one(
            "look",
            "mirrored",
            False,
            "The article list on the right and the sidebar on the left, as Arabic reads.",
        ),
        one(
            "look",
            "list_width",
            0,
            "Columns of the article list; 0 goes by the window. < and > change it for a while.",
            least=LEAST_COLUMNS,
            most=MOST_COLUMNS,
        ),
        one(
            "look",
            "sidebar_width",
            0,
            "Columns of the sidebar; 0 goes by the window.",
            least=LEAST_COLUMNS,
            most=MOST_COLUMNS,
        ),
        one(
            "look",
            "reduced_motion",
            False,
            "Nothing moves or blinks by itself.",
        ),
        one(
            "language",
            "interface",
            "auto",
            "The language of the screen. auto goes by LC_ALL, LC_MESSAGES and LANG.",
            ("auto", "ar", "en"),
        ),
        one(
            "language",
            "digits",
            "as-written",
            "Digits of the program's own numbers: 0123 or ٠١٢٣; those of texts stay as written.",
            ("as-written", "latin", "arabic"),
        ),
        one(
            "keys",
            "preset",
            "default",
            "Keys for hands that know another program. idlib-brief keys lists them.",
            PRESETS,
        ),
        one(
            "keys",
            "actions",
            {},
            "Keys of your own, by the ids of actions; keys pressed one after another stand with"
            " blanks between them, and [] takes an action's keys away.",
        ),
        one("notes", "author", "", "Your name, kept with the notes you take."),
        one(
            "intake",
            "refresh",
            True,
            "Feeds and watched folders are looked at while the screen is open.",
        ),
    )


SETTINGS: tuple[Setting, ...] = _all()

TABLES: Mapping[str, str] = {
    "terminal": "How Arabic leaves for the terminal",
    "look": "What the screen looks like",
    "language": "Which language it speaks",
    "keys": "What the keys do",
    "notes": "Notes",
    "intake": "What comes in by itself",
}
"""The tables of the file, and what each is about."""


def setting_named(name: str) -> Setting | None:
    """Return the setting of a name such as ``look.theme``, or None."""
    return next((setting for setting in SETTINGS if setting.name == name), None)
