"""The themes that are built in, and which one suits a terminal.

Entity colours stay apart for eyes without red or green receptors, and stand out from the ground
by at least 4.5 to 1 (WCAG 2.2, 1.4.3); tests measure both. What differs by colour differs by
weight or underline too, so that ``none`` can do without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.theme import Theme

LEAST_CONTRAST: Final = 4.5
"""How far an entity's colour stands out from the ground, at least."""

BASE: Final = "dark"


class Palette(NamedTuple):
    """The colours of a theme, as ``#rrggbb``."""

    background: str
    surface: str
    """The ground of fields."""
    panel: str
    """The ground of what lies above, and of the row under the cursor."""
    foreground: str
    muted: str
    """Headings, bylines, day and outlet in lists."""
    frame: str
    """The frames of panes without the focus."""
    scrollbar: str
    primary: str
    """The ground of the row under the cursor where the keys go."""
    accent: str
    """The frame of the pane where the keys go; keys in the line at the foot."""
    success: str
    warning: str
    """The ground of hits."""
    error: str
    followed: str
    """The ground of other mentions of what is followed."""
    noted: str
    """The ground of passages with notes."""
    selection: str
    """The ground of what is selected."""
    agreement: str
    person: str
    org: str
    place: str
    date: str


COLOURS: Final = Palette._fields
ENTITIES: Final = ("agreement", "person", "org", "place", "date")

DARK = Palette(
    background="#121212",
    surface="#1E1E1E",
    panel="#242F38",
    foreground="#E0E0E0",
    muted="#A2A2A2",
    frame="#45505A",
    scrollbar="#57626D",
    primary="#0178D4",
    accent="#FFA62B",
    success="#4EBF71",
    warning="#FFA62B",
    error="#BA3C5B",
    followed="#45505A",
    noted="#24452E",
    selection="#0F4A78",
    # After Okabe and Ito's palette, the green and the pink lightened for a dark ground.
    agreement="#E69F00",
    person="#56B4E9",
    org="#2CC295",
    place="#F0E442",
    date="#DD8FBB",
)
LIGHT = Palette(
    background="#F7F6F2",
    surface="#ECEAE3",
    panel="#E3E1D8",
    foreground="#1F1F1F",
    muted="#5A5A55",
    frame="#BDBAAE",
    scrollbar="#8F8C80",
    primary="#76A8DE",
    accent="#8A4600",
    success="#1D6B36",
    warning="#8A4600",
    error="#A3123C",
    followed="#DEDACB",
    noted="#D3E8D4",
    selection="#BFD9F5",
    agreement="#836113",
    person="#0548BA",
    org="#376C61",
    place="#403104",
    date="#551762",
)
CONTRAST_DARK = Palette(
    background="#000000",
    surface="#101010",
    panel="#1C1C1C",
    foreground="#FFFFFF",
    muted="#D0D0D0",
    frame="#7A7A7A",
    scrollbar="#B0B0B0",
    primary="#003E80",
    accent="#FFD400",
    success="#5CE68A",
    warning="#FFD400",
    error="#FF8FA3",
    followed="#2A2A2A",
    noted="#0B3316",
    selection="#002B5C",
    agreement="#BCA822",
    person="#7593FE",
    org="#43AA6B",
    place="#F9FE9E",
    date="#C696C3",
)
CONTRAST_LIGHT = Palette(
    background="#FFFFFF",
    surface="#F4F4F4",
    panel="#E8E8E8",
    foreground="#000000",
    muted="#3D3D3D",
    frame="#6E6E6E",
    scrollbar="#4A4A4A",
    primary="#7DB4F2",
    accent="#00309A",
    success="#00541F",
    warning="#8A3A00",
    error="#8C0020",
    followed="#DADADA",
    noted="#CDEFD2",
    selection="#A9D2FF",
    agreement="#5E5300",
    person="#021650",
    org="#085F5F",
    place="#3C3014",
    date="#81179B",
)
PALETTES: Mapping[str, Palette] = {
    "dark": DARK,
    "light": LIGHT,
    "contrast-dark": CONTRAST_DARK,
    "contrast-light": CONTRAST_LIGHT,
}
"""The palettes of the themes that have colours of their own."""


def themed(name: str, palette: Palette) -> Theme:
    """Return a palette as Textual's theme."""
    from textual.theme import Theme

    p = palette
    # In light themes it is a ground, too light for words.
    titles = {} if is_dark(p.background) else {"text-primary": p.person}
    return Theme(
        name,
        primary=p.primary,
        secondary=p.primary,
        warning=p.warning,
        error=p.error,
        success=p.success,
        accent=p.accent,
        foreground=p.foreground,
        background=p.background,
        surface=p.surface,
        panel=p.panel,
        dark=is_dark(p.background),
        variables={
            "text-muted": p.muted,
            "foreground-darken-3": p.muted,
            "panel-lighten-2": p.frame,
            "panel-lighten-3": p.scrollbar,
            "success-muted": p.noted,
            "primary-darken-2": p.selection,
            "followed": p.followed,
            **titles,
            **{f"entity-{type_}": getattr(p, type_) for type_ in ENTITIES},
        },
    )


def _plain(name: str, colours: Mapping[str, str]) -> Theme:
    """Return a theme of the terminal's own colours, named as Textual names them."""
    from textual.theme import Theme

    ground = "ansi_default"
    return Theme(
        name,
        primary=colours["primary"],
        secondary=colours["primary"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["success"],
        accent=colours["accent"],
        foreground=ground,
        background=ground,
        surface=ground,
        panel=ground,
        boost=ground,
        dark=True,
        ansi=True,
        variables={
            "ansi-background": ground,
            "ansi-foreground": ground,
            "text": ground,
            "text-muted": ground,
            "foreground-darken-3": ground,
            "panel-lighten-2": ground,
            "panel-lighten-3": ground,
            "success-muted": ground,
            "primary-darken-2": ground,
            "followed": ground,
            **{f"entity-{type_}": colours[type_] for type_ in ENTITIES},
        },
    )


_ON_DARK = {
    "primary": "ansi_blue",
    "warning": "ansi_yellow",
    "error": "ansi_red",
    "success": "ansi_green",
    "accent": "ansi_cyan",
    "agreement": "ansi_yellow",
    "person": "ansi_cyan",
    "org": "ansi_green",
    "place": "ansi_bright_blue",
    "date": "ansi_magenta",
}
# Yellow, cyan and green of the usual palettes cannot be read on white.
_ON_LIGHT = {
    "primary": "ansi_blue",
    "warning": "ansi_red",
    "error": "ansi_red",
    "success": "ansi_blue",
    "accent": "ansi_blue",
    "agreement": "ansi_red",
    "person": "ansi_blue",
    "org": "ansi_magenta",
    "place": "ansi_blue",
    "date": "ansi_magenta",
}


def built_in_themes(*, on_light: bool = False) -> Iterator[Theme]:
    """Yield the themes that are built in.

    Args:
        on_light: Whether the terminal's own ground is light.
    """
    for name, palette in PALETTES.items():
        yield themed(name, palette)
    yield _plain("terminal", _ON_LIGHT if on_light else _ON_DARK)
    yield _plain("none", dict.fromkeys(_ON_DARK, "ansi_default"))


# --- colours --------------------------------------------------------------------------------


def linear(colour: str) -> tuple[float, float, float]:
    """Return a colour's red, green and blue as light, from 0 to 1 (sRGB, IEC 61966-2-1)."""

    def one(start: int) -> float:
        value = int(colour[start : start + 2], 16) / 255
        return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)

    return one(1), one(3), one(5)


def luminance(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2.2)."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_dark(background: str) -> bool:
    """Tell whether white stands out from a ground more than black does."""
    return contrast(background, "#FFFFFF") >= contrast(background, "#000000")


# --- which one suits the terminal -------------------------------------------------------------


def suited(chosen: str, environment: Mapping[str, str], ground: str | None = None) -> str:
    """Return the theme to put on.

    Args:
        chosen: What the settings say; ``auto`` goes by the terminal.
        environment: The environment's variables.
        ground: The terminal's own background, as ``#rrggbb``, where it has told it.
    """
    if chosen != "auto":
        return chosen
    if environment.get("NO_COLOR"):
        return "none"
    if not has_many_colours(environment):
        return "terminal"
    return "light" if has_light_ground(environment, ground) else "dark"


def has_light_ground(environment: Mapping[str, str], ground: str | None) -> bool:
    """Tell whether the terminal's own background is light; it is not where nothing says so."""
    if ground is not None:
        return not is_dark(ground)
    # rxvt's custom, kept by others: the number of the ground among the sixteen comes last.
    return environment.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


_MANY = ("256color", "kitty", "direct", "alacritty", "foot", "ghostty", "wezterm")


def has_many_colours(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal says it has more than sixteen colours."""
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return True
    if environment.get("WT_SESSION") or environment.get("TEXTUAL_DRIVER"):
        return True
    term = environment.get("TERM", "").lower()
    return any(part in term for part in _MANY)
