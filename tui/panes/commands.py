"""A list of things that can be done, under headings, with their keys or the reason against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tui.panes.paint import in_order, text_strip
from tui.panes.rows import VirtualRows
from tui.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual.strip import Strip

KEYS_WIDTH = 20
GAP = "  "
"""What stands between two keys."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the rows below it have in common."""

    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done."""

    id: str
    says: str
    """What it does, or what it is called."""
    keys: str = ""
    """Its keys, as a person writes them."""
    against: str = ""
    """Why it cannot be done now; nothing where it can."""


class CommandList(VirtualRows, can_focus=False):
    """Commands, a line each; the field beside it keeps the focus and moves the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"commands--heading", "commands--keys"}
    row_height: ClassVar[int] = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Heading | Command, ...] = ()

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    @property
    def command(self) -> Command | None:
        """The one under the cursor."""
        row = self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None
        return row if isinstance(row, Command) else None

    def show_commands(self, rows: Sequence[Heading | Command]) -> None:
        """List these, with the cursor on the first command."""
        self._rows = tuple(rows)
        self.rows_changed(0)
        self.scroll_to(y=0, animate=False, force=True)

    def is_selectable(self, index: int) -> bool:
        """Tell whether a row is a command."""
        return isinstance(self._rows[index], Command)

    def row_key(self, index: int) -> Hashable:
        """Return the row."""
        return self._rows[index]

    def row_text(self, index: int) -> str:
        """Return the heading, or what the command does."""
        row = self._rows[index]
        return row.text if isinstance(row, Heading) else row.says

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return the keys, and behind them what they do or why they do nothing now."""
        row = self._rows[index]
        if isinstance(row, Heading):
            look = style + self.get_component_rich_style("commands--heading", partial=True)
            return (text_strip(f" {row.text}", width, look, side="start"),)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        keys = style + self.get_component_rich_style("commands--keys", partial=True)
        room = min(KEYS_WIDTH, width // 3)
        says = f"{row.says} — {row.against}" if row.against else row.says
        shown = GAP.join(map(isolated, row.keys.split(GAP)))
        return (
            in_order(
                [
                    text_strip(f"   {shown}", room, muted if row.against else keys, side="start"),
                    text_strip(" ", 1, style),
                    text_strip(
                        says, width - room - 1, muted if row.against else style, side="start"
                    ),
                ]
            ),
        )
