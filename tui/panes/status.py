"""The line at the foot of a screen that says where one is and what just happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.reactive import reactive
from textual.widget import Widget

from tui.panes.paint import in_order, text_strip

if TYPE_CHECKING:
    from textual.strip import Strip


class StatusLine(Widget):
    """Two texts on one line: where one is, where lines start, and its name at their end."""

    DEFAULT_CSS = """
    StatusLine { height: 1; }
    """

    where: reactive[str] = reactive("")
    """Position, counts, messages, in the language spoken."""
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
        # The blank that parts it from the other text is none of the line's own: those are cut.
        wanted = one_line(f" {self.where}", width).width + 1
        left = min(width, max(wanted, width // 3) if self.what else width)
        strips = [text_strip(f" {self.where} ", left, self.rich_style, side="start")]
        if self.what:
            room = width - left
            strips.append(text_strip(self.what, room - 1, self.rich_style, side="end"))
            strips.append(text_strip("", 1, self.rich_style))
        return in_order(strips)
