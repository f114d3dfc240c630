"""The line at the foot of a screen that says what the main keys do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from corpus.article import Span
from tui.bidi.layout import one_line
from tui.keymap import first_key, keys_of, own_keys
from tui.keys import ACTIONS, shown
from tui.language.said import _, is_from_right
from tui.panes.paint import StyleRun, in_order, line_strip, text_strip
from tui.sequences import sequence_name
from tui.wording import isolated

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from tui.bidi.layout import VisualLine
    from tui.keys import Action, Where

GAP = "  "
"""What stands between two keys."""


class KeyLine(Widget):
    """Keys and what they do, from the one table of actions; a click does it too.

    Args:
        places: Where the actions apply whose keys are shown.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keyline--key"}
    DEFAULT_CSS = """
    KeyLine { height: 1; }
    """

    def __init__(self, *places: Where) -> None:
        super().__init__()
        self._hints: tuple[tuple[Action, str], ...] = tuple(
            (action, action.name)
            for action in ACTIONS
            if action.in_footer and action.where in places
        )
        self._waiting = ""

    def show_hints(self, hints: tuple[tuple[Action, str], ...]) -> None:
        """Show other actions, each with what it is called here, in English."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def show_waiting(self, keys: str) -> None:
        """Show at the end of the line which keys were pressed and wait for the next one."""
        self._waiting = keys
        self.refresh()

    def _key(self, action: Action) -> str:
        """Return the first of a person's keys for an action; nothing where there is none."""
        return first_key(keys_of(action, own_keys(self.app)))

    def _labels(self) -> list[tuple[Action, str, str]]:
        """Return each action with its key and what it does, in the language spoken."""
        return [
            (action, isolated(" ".join(map(shown, self._key(action).split()))), _(name))
            for action, name in self._hints
            if self._key(action)
        ]

    def _line(self) -> tuple[VisualLine, list[tuple[Span, int, Action]]]:
        """Return the line, and of each action where its label stands and how long its key is."""
        text = ""
        places = []
        for action, key, name in self._labels():
            text += GAP if text else ""
            places.append((Span(len(text), len(text) + len(key) + 1 + len(name)), len(key), action))
            text += f"{key} {name}"
        room = max(0, self.size.width - len(self._waiting))
        return one_line(text, room, base=int(is_from_right())), places

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        del y
        look = self.get_component_rich_style("keyline--key", partial=True)
        line, places = self._line()
        runs = [StyleRun(span.start, span.start + key, look) for span, key, _action in places]
        room = max(0, self.size.width - len(self._waiting))
        strip = line_strip(line, room, self.rich_style, runs, side="start")
        if not self._waiting:
            return strip
        waiting = text_strip(self._waiting, len(self._waiting), self.rich_style + look)
        return in_order([strip, waiting])

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        line, places = self._line()
        column = event.x - (self.size.width - line.width if is_from_right() else 0)
        cell = line.cell_at(column)
        for span, _key, action in places:
            if cell is not None and cell.start in span:
                self.app.simulate_key(sequence_name(*self._key(action).split()))
                return
