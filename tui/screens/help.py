"""What the keys do, from the one table of actions."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.encoder import EncodedScreen
from tui.keys import ACTIONS, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.keys import Action, Where

INTRODUCTION = (
    "Arabic reads right to left; lists and panes keep their places. Arrow keys go the way they "
    "point, in Arabic too."
)


class HelpScreen(EncodedScreen, ModalScreen[None]):
    """Every key that does something in some places, under the heading of its group."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,question_mark,f1,enter", "dismiss", "Close"),
        ("j", "scroll(1)", "Down"),
        ("k", "scroll(-1)", "Up"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012

    def __init__(self, places: Sequence[Where]) -> None:
        super().__init__()
        self._actions = [action for action in ACTIONS if action.where in places]

    def compose(self) -> ComposeResult:
        """Show the table."""
        with VerticalScroll(id="help"):
            yield Static(self._table())

    def action_scroll(self, step: int) -> None:
        """Scroll by a line."""
        self.query_one("#help").scroll_relative(y=step, animate=False)

    def _table(self) -> Text:
        text = Text(INTRODUCTION + "\n")
        for group, actions in groupby(self._in_groups(), key=lambda action: action.group):
            text.append(f"\n{group}\n", style="bold")
            for action in actions:
                keys = "  ".join(shown(key) for key in action.keys)
                text.append(f"  {keys:<22} ", style="bold")
                text.append(f"{action.help or action.name}\n")
        return text

    def _in_groups(self) -> Iterable[Action]:
        groups = list(dict.fromkeys(action.group for action in self._actions))
        return sorted(self._actions, key=lambda action: groups.index(action.group))
