"""A text of many lines to be read: Markdown, data, each line on its own side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache

from tui.bidi.layout import analyse
from tui.keys import bindings
from tui.panes.paint import blank_strip, line_strip
from tui.panes.painted import WrappedView

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.strip import Strip

    from tui.bidi.layout import ParagraphLayout

MARGIN = 1
AHEAD = 400
"""Lines of the text that are wrapped before they are asked for; all of them at once would take
seconds where there are ten thousand."""


class TextView(WrappedView, can_focus=True):
    """A text, wrapped as far as one has scrolled."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("difference")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"text--heading", "text--quote", "text--markup"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text: list[str] = []
        self._wrapped = 0
        """How many lines of the text are wrapped."""
        self._lines: list[tuple[int, int, int]] = []
        """The line of the text that each line of the screen shows, and its code points."""
        self._layouts: LRUCache[int, ParagraphLayout] = LRUCache(300)

    def show_text(self, text: str) -> None:
        """Show a text from the beginning."""
        self._text = text.rstrip("\n").split("\n")
        self._layouts.clear()
        self._lay_out()
        self._scroll(0)

    @property
    def _width(self) -> int:
        return max(1, self.columns - 2 * MARGIN)

    def _lay_out(self) -> None:
        self._wrapped = 0
        self._lines = []
        if self.columns:
            self._wrap_to(round(self.scroll_offset.y) + AHEAD)

    def _wrap_to(self, line: int) -> None:
        """Wrap the text until so many lines of the screen are there."""
        while self._wrapped < len(self._text) and len(self._lines) < line:
            number, text = self._wrapped, self._text[self._wrapped]
            if text.isascii() and len(text) <= self._width:
                self._lines.append((number, 0, len(text)))
            else:
                self._lines.extend((number, *ends) for ends in self._of(number).breaks(self._width))
            self._wrapped += 1
        # What is not wrapped yet takes a line each, until one comes there.
        self.set_height(len(self._lines) + len(self._text) - self._wrapped)
        self.refresh(self.size.region)

    def _of(self, number: int) -> ParagraphLayout:
        layout = self._layouts.get(number)
        if layout is None:
            layout = self._layouts[number] = analyse(self._text[number])
        return layout

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        at = y + round(self.scroll_offset.y)
        if at >= len(self._lines):
            return blank_strip(self.columns, self.base_style)
        number, start, end = self._lines[at]
        look = self._look_of(self._text[number])
        style = self.base_style
        if look:
            style += self.get_component_rich_style(look, partial=True)
        line = self._of(number).line(start, end, self._width)
        return line_strip(line, self._width, style, margin=MARGIN)

    def _look_of(self, text: str) -> str:
        if text.startswith("#"):
            return "text--heading"
        if text.startswith(">"):
            return "text--quote"
        return "text--markup" if text.startswith(("<", "^", "---", "[^")) else ""

    def action_end(self, direction: int) -> None:
        """Scroll to the beginning or the end."""
        if direction > 0:
            self._wrap_to(len(self._lines) + 10 * len(self._text))
        self._scroll(0 if direction < 0 else len(self._lines))

    def _scroll(self, line: int) -> None:
        if self._wrapped < len(self._text) and line + AHEAD // 2 > len(self._lines):
            self._wrap_to(line + AHEAD)
        super()._scroll(line)
