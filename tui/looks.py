"""What the screen looks like, as the settings say: theme, signs, places and widths of the panes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor
from textual.theme import BUILTIN_THEMES

from tui.language.said import _
from tui.panes.status import StatusLine
from tui.settings.values import THEMES
from tui.themes import built_in_themes, has_light_ground, suited, themed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.segment import Segment
    from textual.color import Color
    from textual.events import DescendantFocus
    from textual.theme import Theme
    from textual.widget import Widget

    from tui.settings.values import Settings

STEP = 2
"""Columns by which a pane becomes wider or narrower."""
LEAST, MOST_OF_WINDOW = 16, 0.45
"""How narrow and how wide a side pane can be made: columns, and a part of the window."""

SIDE_PANES = {"articles": "list_width", "entities": "sidebar_width"}
"""The panes whose width can be changed, and the settings that keep it."""


class AsciiSigns(LineFilter):
    """Puts signs, frames and bars into ASCII, column by column, wherever they come from."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with every sign replaced."""
        from tui.panes.signs import IN_ASCII

        del background
        return [
            segment if segment.text.isascii() else segment._replace(text=_plain(segment, IN_ASCII))
            for segment in segments
        ]


def _plain(segment: Segment, table: Mapping[int, str]) -> str:
    return segment.text.translate(table)


def in_ascii(icons: str, environment: Mapping[str, str]) -> bool:
    """Tell whether signs are to be ASCII: as chosen, or where the terminal lacks the others."""
    if icons != "auto":
        return icons == "ascii"
    return environment.get("TERM", "") in ("linux", "cons25", "vt100", "vt102", "vt220")


class Looks(App[None]):
    """An app with our themes, and panes that can be arranged.

    Args:
        settings: What the person has settled.
        ground: The terminal's own background, as ``#rrggbb``, where it has told it.
        on_terminal: Whether the look goes by the terminal where the settings leave it open.
    """

    def __init__(
        self, settings: Settings, *, ground: str | None = None, on_terminal: bool = False
    ) -> None:
        self.settings = settings
        super().__init__()
        for name in BUILTIN_THEMES:
            self.unregister_theme(name)
        environment = os.environ if on_terminal else _NO_TERMINAL
        for theme in built_in_themes(on_light=has_light_ground(environment, ground)):
            self.register_theme(theme)
        self._in_ascii = in_ascii(settings.icons, environment)
        name = suited(settings.theme, environment, ground)
        self._told_of_theme = ""
        if name not in self._registered_themes:
            self._register_own(name)
        self.set_reactive(App.theme, name)
        self._refresh_truecolor_filter(self.ansi_theme)
        self._fit_filters()
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())
        if settings.reduced_motion:
            self.animation_level = "none"

    # --- themes -----------------------------------------------------------------------------

    def _register_own(self, name: str) -> None:
        from tui.theme_files import own_theme

        own = own_theme(name)
        self._told_of_theme = own.told
        self.register_theme(themed(name, own.palette))

    @property
    def available_themes(self) -> dict[str, Theme]:
        """All themes there are: ours, and those in the person's folder as they are now."""
        from tui.theme_files import own_theme, theme_names

        for name in theme_names():
            if name not in THEMES:
                self._registered_themes[name] = themed(name, own_theme(name).palette)
        return dict(self._registered_themes)

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return a theme that is there, without looking for new ones."""
        return self._registered_themes.get(theme_name)

    def _watch_theme(self, theme_name: str) -> None:
        """Put a theme on, and say what its file lacks."""
        self._told_of_theme = ""
        if theme_name not in THEMES:
            from tui.theme_files import own_theme

            self._told_of_theme = own_theme(theme_name).told
        super()._watch_theme(theme_name)
        self._fit_filters()
        self.tell_of_theme()
        keep = _(
            "theme {name}; to keep it: idlib-brief config set look.theme {name}", name=theme_name
        )
        for line in self.screen_stack[0].query(StatusLine):
            line.say(keep)

    def tell_of_theme(self) -> None:
        """Say what is wrong with the theme's file, if anything is."""
        if self._told_of_theme:
            self.notify(self._told_of_theme, severity="warning")

    def _fit_filters(self) -> None:
        """Leave colours out where the theme has none, and signs where they cannot be shown."""
        self.no_color = self.theme == "none"
        ours = (NoColor, Monochrome, AsciiSigns)
        self._filters = [one for one in self._filters if not isinstance(one, ours)]
        if self.no_color:
            self._filters.append(NoColor())
        if self._in_ascii:
            self._filters.append(AsciiSigns())

    # --- panes ------------------------------------------------------------------------------

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the style sheet's variables that no theme sets: the widths of the panes."""
        wide, side = self.settings.list_width, self.settings.sidebar_width
        return {
            "list-width": str(wide or "26%"),
            "list-most": "45%" if wide else "44",
            "sidebar-width": str(side or "25%"),
            "sidebar-most": "45%" if side else "42",
        }

    def action_widen(self, steps: int) -> None:
        """Make the pane with the focus wider or narrower; the text gets what the others lose."""
        focused = self.focused
        if focused is None:
            return
        if focused.id in SIDE_PANES:
            self._resize(focused, steps * STEP)
            name = f"look.{SIDE_PANES[focused.id]}"
            columns = int(focused.styles.width.value) if focused.styles.width else 0
            says = _(
                "{columns} columns; to keep it: idlib-brief config set {name} {columns}",
                columns=columns,
                name=name,
            )
            self.screen.query_one(StatusLine).say(says)
            return
        for id_ in SIDE_PANES:
            for pane in self.screen.query(f"#{id_}"):
                self._resize(pane, -steps * STEP)

    def _resize(self, pane: Widget, columns: int) -> None:
        if not pane.display:
            return
        most = max(LEAST, int(self.size.width * MOST_OF_WINDOW))
        self.screen.add_class("-resized")
        pane.styles.width = min(most, max(LEAST, pane.outer_size.width + columns))

    def action_zen(self) -> None:
        """Show the text alone, without list, sidebar and lines, or all again."""
        screen = self.screen
        screen.toggle_class("-zen")
        reader = next(iter(screen.query("#reader")), None)
        focused = self.focused
        if screen.has_class("-zen") and reader and (focused is None or focused.id in SIDE_PANES):
            reader.focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show a pane again that the keys go to."""
        if event.widget.id in SIDE_PANES and self.screen.has_class("-zen"):
            self.screen.remove_class("-zen")


_NO_TERMINAL: Final[Mapping[str, str]] = {"COLORTERM": "truecolor"}
