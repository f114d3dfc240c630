"""The line at the foot of a screen that says where one is and what just happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import reactive
from textual.widget import Widget

from tui.panes.paint import joined, text_strip

if TYPE_CHECKING:
    from textual.strip import Strip


class StatusLine(Widget):
    """Two texts on one line: where one is, on the left, and its name, on the right."""

    DEFAULT_CSS = """
    StatusLine { height: 1; }
    """

    where: reactive[str] = reactive("")
    """Position, counts, messages; mostly English."""
    what: reactive[str] = reactive("")
    """What one stands on; mostly Arabic."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)

    def say(self, where: str, what: str = "") -> None:
        """Show both texts."""
        self.where, self.what = where, what

    def render_line(self, y: int) -> Strip:
        """Return the line; where one is has the first claim on room."""
        del y
        from tui.bidi.layout import one_line

        width = self.size.width
        wanted = one_line(f" {self.where} ", width).width
        left = min(width, max(wanted, width // 3) if self.what else width)
        strips = [text_strip(f" {self.where} ", left, self.rich_style, side="left")]
        if self.what:
            room = width - left
            strips.append(text_strip(self.what, room - 1, self.rich_style, side="right"))
            strips.append(text_strip("", 1, self.rich_style))
        return joined(strips)
