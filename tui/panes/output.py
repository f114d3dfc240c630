"""What a command has said, each line on its own side, to scroll through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.bidi.layout import analyse
from tui.panes.paint import blank_strip, line_strip
from tui.panes.painted import WrappedView

if TYPE_CHECKING:
    from textual.strip import Strip

    from tui.bidi.layout import ParagraphLayout

MARGIN = 1


class OutputView(WrappedView, can_focus=True):
    """Lines of any text, of either direction."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paragraphs: list[ParagraphLayout] = []
        self._lines: list[tuple[ParagraphLayout, int, int]] = []

    def show_text(self, text: str) -> None:
        """Show a text; what is read of it stays in sight."""
        self._paragraphs = [analyse(line.expandtabs()) for line in text.splitlines()]
        self._lay_out()

    @property
    def _width(self) -> int:
        return max(1, self.columns - 2 * MARGIN)

    def _lay_out(self) -> None:
        self._lines = [
            (paragraph, *ends)
            for paragraph in self._paragraphs
            for ends in paragraph.breaks(self._width)
        ]
        self.set_height(len(self._lines))
        self.refresh(self.size.region)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        number = y + round(self.scroll_offset.y)
        if number >= len(self._lines):
            return blank_strip(self.columns, self.base_style)
        paragraph, start, end = self._lines[number]
        line = paragraph.line(start, end, self._width)
        return line_strip(line, self._width, self.base_style, margin=MARGIN)

    def action_end(self, side: int) -> None:
        """Go to the beginning (below 0) or the end."""
        self._scroll(0 if side < 0 else len(self._lines))
