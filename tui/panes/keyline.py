"""The line at the foot of a screen that says what the main keys do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from tui.keys import ACTIONS, shown
from tui.panes.paint import StyleRun, joined, text_strip
from tui.sequences import sequence_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.strip import Strip

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
        self._actions = [a for a in ACTIONS if a.in_footer and a.where in places]
        self._waiting = ""

    def show_waiting(self, keys: str) -> None:
        """Show at the end of the line which keys were pressed and wait for the next one."""
        self._waiting = keys
        self.refresh()

    def _key(self, action: Action) -> str:
        """Return the first of a person's keys for an action; nothing where there is none."""
        chosen: Mapping[str, tuple[str, ...]] = getattr(self.app, "chosen_keys", {})
        return next(iter(chosen.get(action.id, action.keys)), "")

    @property
    def _shown(self) -> list[Action]:
        return [action for action in self._actions if self._key(action)]

    def _label(self, action: Action) -> str:
        return f"{' '.join(map(shown, self._key(action).split()))} {action.name}"

    def _starts(self) -> list[tuple[int, Action]]:
        """Return where each action's label begins in the text, in code points."""
        starts = []
        at = 0
        for action in self._shown:
            starts.append((at, action))
            at += len(self._label(action)) + len(GAP)
        return starts

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        del y
        look = self.get_component_rich_style("keyline--key", partial=True)
        runs = [
            StyleRun(start, start + len(self._label(action)) - len(action.name) - 1, look)
            for start, action in self._starts()
        ]
        text = GAP.join(map(self._label, self._shown))
        room = max(0, self.size.width - len(self._waiting))
        line = text_strip(text, room, self.rich_style, runs, side="left")
        if not self._waiting:
            return line
        waiting = text_strip(self._waiting, len(self._waiting), self.rich_style + look)
        return joined([line, waiting])

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, action in reversed(self._starts()):
            if event.x >= start:
                if event.x < start + len(self._label(action)):
                    self.app.simulate_key(sequence_name(*self._key(action).split()))
                return
