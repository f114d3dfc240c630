"""The item under the cursor of a timeline, whole: when, told by whom, in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from tui.bidi.layout import analyse
from tui.panes.paint import StyleRun, blank_strip, line_strip, text_strip

if TYPE_CHECKING:
    from textual.strip import Strip

LONGEST = 2000
"""Code points that are laid out; the article has the rest."""


class TimelineQuote(Widget):
    """A line of facts, and below it a passage as far as there is room for it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"quote--facts", "timeline--date"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facts = ""
        self._layout = analyse("")
        self._date_at = (0, 0)

    def show_passage(self, facts: str, text: str, date_at: tuple[int, int]) -> None:
        """Show a passage.

        Args:
            facts: What is known of it, on one line.
            text: The passage.
            date_at: Where the date stands in it, in code points.
        """
        self._facts = facts
        self._layout = analyse(text[:LONGEST])
        self._date_at = date_at
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width = max(1, self.size.width - 2)
        style = self.rich_style
        if y == 0:
            facts = style + self.get_component_rich_style("quote--facts", partial=True)
            return text_strip(self._facts, width, facts, side="start", margin=1)
        breaks = self._layout.breaks(width)
        if y > len(breaks):
            return blank_strip(self.size.width, style)
        start, end = breaks[y - 1]
        date = style + self.get_component_rich_style("timeline--date", partial=True)
        runs = [StyleRun(*self._date_at, date)] if self._date_at[1] else []
        if y == self.size.height - 1 and y < len(breaks):
            moved = [StyleRun(run.start - start, run.end - start, run.style) for run in runs]
            rest = self._layout.text[start:] if end < len(self._layout.text) else ""
            return text_strip(rest, width, style, moved, side=None, margin=1)
        return line_strip(self._layout.line(start, end, width), width, style, runs, margin=1)
