"""The line at the foot of a screen that says what the main keys do there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from tui.keys import ACTIONS, shown
from tui.panes.paint import StyleRun, text_strip

if TYPE_CHECKING:
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
        self._text = GAP.join(map(_label, self._actions))

    def _starts(self) -> list[tuple[int, Action]]:
        """Return where each action's label begins in the text, in code points."""
        starts = []
        at = 0
        for action in self._actions:
            starts.append((at, action))
            at += len(_label(action)) + len(GAP)
        return starts

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        del y
        look = self.get_component_rich_style("keyline--key", partial=True)
        runs = [
            StyleRun(start, start + len(shown(action.keys[0])), look)
            for start, action in self._starts()
        ]
        return text_strip(self._text, self.size.width, self.rich_style, runs, side="left")

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        for start, action in reversed(self._starts()):
            if event.x >= start:
                if event.x < start + len(_label(action)):
                    self.app.simulate_key(action.keys[0])
                return


def _label(action: Action) -> str:
    return f"{shown(action.keys[0])} {action.name}"
