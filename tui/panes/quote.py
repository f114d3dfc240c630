"""A passage shown in a box, wrapped on its own side, as much of it as fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from tui.bidi.layout import analyse
from tui.panes.paint import blank_strip, line_strip, text_strip

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.strip import Strip

TALLEST = 6
"""Lines shown at most; a longer passage ends in an ellipsis."""


class Quote(Widget):
    """A few lines of text of either direction."""

    def __init__(self, text: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout = analyse(" ".join(text.split()))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the text takes at a width."""
        del container, viewport
        return min(TALLEST, len(self._layout.breaks(max(1, width))))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width = max(1, self.size.width)
        breaks = self._layout.breaks(width)
        if y >= len(breaks):
            return blank_strip(width, self.rich_style)
        start, end = breaks[y]
        if y == TALLEST - 1 and len(breaks) > TALLEST:
            rest = self._layout.text[start:]
            return text_strip(rest, width, self.rich_style)
        return line_strip(self._layout.line(start, end, width), width, self.rich_style)
