"""A person's own themes, a TOML file each in the folder of the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import UsageError
from tui.settings.reading import THEMES_FOLDER, folder, own_themes, parse_toml, place_of, read_text
from tui.settings.values import THEMES
from tui.themes import BASE, COLOURS, ENTITIES, LEAST_CONTRAST, PALETTES, Palette, contrast

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class OwnTheme:
    """A person's theme, whole whatever its file leaves out."""

    name: str
    palette: Palette
    problems: tuple[str, ...] = ()
    """What is wrong with its file, a line each; the base has taken its place."""
    left_out: tuple[str, ...] = ()
    """The colours it leaves to its base."""
    base: str = BASE
    names_base: bool = False
    """Whether it says itself what its base is."""

    @property
    def told(self) -> str:
        """What to say when it is put on; nothing where all is as its file wants it."""
        if self.problems:
            return self.problems[0]
        if self.left_out and not self.names_base:
            names = ", ".join(self.left_out)
            return f"The theme {self.name} leaves out {names}: taken from {self.base}"
        return ""


def theme_names() -> tuple[str, ...]:
    """Return the names of all themes, those in the person's folder last."""
    return (*THEMES, *(name for name in own_themes() if name not in THEMES))


def own_theme(name: str) -> OwnTheme:
    """Return a theme from the person's folder; what its file lacks is taken from its base."""
    path = folder() / THEMES_FOLDER / f"{name}.toml"
    try:
        text = read_text(path) or ""
        found = parse_toml(path, text)
    except UsageError as error:
        return OwnTheme(name, PALETTES[BASE], (f"{error.message}; {BASE} is shown",))
    return _own(name, path, text, found)


def _own(name: str, path: Path, text: str, found: dict[str, Any]) -> OwnTheme:
    problems = []
    names_base = "base" in found
    base = found.pop("base", BASE)
    if not isinstance(base, str) or base not in PALETTES:
        place = place_of(path, text, "", "base")
        problems.append(f"{place}: base cannot be {base!r}, one of: {', '.join(PALETTES)}")
        base = BASE
    chosen: dict[str, str] = {}
    for key, value in found.items():
        place = place_of(path, text, "", key)
        if key not in COLOURS:
            problems.append(f"{place}: there is no colour {key!r}{_nearest(key)}")
        elif not is_colour(value):
            problems.append(f"{place}: {key} cannot be {value!r}: a colour is written as #56B4E9")
        else:
            chosen[key] = value
    left_out = tuple(key for key in COLOURS if key not in chosen)
    palette = PALETTES[base]._replace(**chosen)
    return OwnTheme(name, palette, tuple(problems), left_out, base, names_base)


def _nearest(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, [*COLOURS, "base"], n=1)
    return f". Did you mean {near[0]}?" if near else f", one of: {', '.join(COLOURS)}"


def is_colour(value: object) -> bool:
    """Tell whether a value is written as ``#rrggbb``."""
    return (
        isinstance(value, str)
        and len(value) == 7
        and value[0] == "#"
        and all(digit in "0123456789abcdefABCDEF" for digit in value[1:])
    )


def faint(palette: Palette) -> tuple[tuple[str, float], ...]:
    """Return the colours that stand out too little from the ground, and how far they do."""
    names = ("foreground", "muted", *ENTITIES)
    measured = [(name, contrast(getattr(palette, name), palette.background)) for name in names]
    return tuple((name, ratio) for name, ratio in measured if ratio < LEAST_CONTRAST)
