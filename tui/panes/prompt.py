"""A field for one line of text in which Arabic is joined, ordered and on its own side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from tui.bidi.layout import analyse
from tui.panes.paint import StyleRun, blank_strip, line_strip, text_strip

if TYPE_CHECKING:
    from textual.events import Paste

    from tui.bidi.layout import VisualLine

AFTER_THE_END = "."
"""A neutral sign laid out behind the value (never painted): the cell of a cursor at the end. It
takes the paragraph's direction (UAX #9, N2), and keeps blanks typed before it from hanging."""


class BidiInput(Input):
    """Textual's input with positions that are code points and cells that are visual.

    The value stays logical. In a right-to-left value the left arrow goes on and the right arrow
    goes back; a lam-alef or a letter with its marks is one step.
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=False)

    @property
    def _line(self) -> VisualLine:
        layout = analyse(self.value + AFTER_THE_END)
        return layout.line(0, len(self.value) + 1)

    @property
    def _view_width(self) -> int:
        return int(self.scrollable_content_region.width)

    def _indent(self, line: VisualLine) -> int:
        """Return the columns left free before the text."""
        return max(0, self._view_width - line.width) if line.base == 1 else 0

    @property
    def content_width(self) -> int:
        """Columns of the value with the cursor behind it."""
        return self._line.width if self.value else 1

    def _position_to_cell(self, position: int) -> int:
        line = self._line
        for cell in line.cells:
            if cell.start <= position < cell.end:
                return self._indent(line) + cell.column
        return self._indent(line)

    @property
    def _cursor_offset(self) -> int:
        return self._position_to_cell(self.cursor_position)

    def _cell_offset_to_index(self, offset: int) -> int:
        line = self._line
        column = offset + int(self.scroll_offset.x) - self._indent(line)
        cell = line.cell_at(column)
        if cell is not None:
            return min(cell.start, len(self.value))
        return len(self.value) if (column < 0) == (line.base == 1) else 0

    def render_line(self, y: int) -> Strip:
        """Return the field's one line."""
        width = self._view_width
        if y != 0:
            return blank_strip(width, self.rich_style)
        if not self.value:
            return self._empty_line(width)
        line = self._line
        line = _without_sign(line, len(self.value))
        runs: list[StyleRun] = []
        start, end = sorted(self.selection)
        if self.has_focus and start != end:
            look = self.get_component_rich_style("input--selection")
            runs.append(StyleRun(start, end, look))
        strip = line_strip(line, max(width, line.width), self.rich_style, runs)
        strip = self._with_cursor(strip, self._cursor_offset)
        left = int(self.scroll_offset.x)
        return strip.crop(left, left + width)

    def _empty_line(self, width: int) -> Strip:
        look = self.get_component_rich_style("input--placeholder")
        strip = text_strip(self.placeholder, width, look)
        return self._with_cursor(strip, 0 if not self.placeholder else -1)

    def _with_cursor(self, strip: Strip, column: int) -> Strip:
        if not (self.has_focus and self._cursor_visible) or column < 0:
            return strip
        before, under, after = (
            strip.crop(0, column),
            strip.crop(column, column + 1),
            strip.crop(column + 1),
        )
        look = self.get_component_rich_style("input--cursor")
        return Strip.join([before, under.apply_style(look), after])

    def _on_paste(self, event: Paste) -> None:
        """Put a pasted text in as one line; no line of it is lost."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        self.replace(" ".join(event.text.split()), start, end)

    # --- moving ---------------------------------------------------------------------------

    def _stops(self) -> list[int]:
        """Return the positions a cursor may stand at, in logical order."""
        return sorted({cell.start for cell in self._line.cells} | {len(self.value)})

    def _step(self, direction: int, select: bool) -> None:
        """Move to the next stop in logical order, or to an end of the selection."""
        start, end = self.selection
        if not select and start != end:
            self.cursor_position = max(start, end) if direction > 0 else min(start, end)
            return
        stops = self._stops()
        index = bisect_right(stops, end) if direction > 0 else bisect_left(stops, end) - 1
        target = stops[min(max(index, 0), len(stops) - 1)]
        self.selection = Selection(start if select else target, target)

    @property
    def _is_right_to_left(self) -> bool:
        return bool(self.value) and self._line.base == 1

    def action_cursor_left(self, select: bool = False) -> None:
        """Move the cursor a cluster to the left."""
        self._step(1 if self._is_right_to_left else -1, select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move the cursor a cluster to the right."""
        self._step(-1 if self._is_right_to_left else 1, select)

    def action_cursor_left_word(self, select: bool = False) -> None:
        """Move the cursor a word to the left."""
        if self._is_right_to_left:
            super().action_cursor_right_word(select)
        else:
            super().action_cursor_left_word(select)

    def action_cursor_right_word(self, select: bool = False) -> None:
        """Move the cursor a word to the right."""
        if self._is_right_to_left:
            super().action_cursor_left_word(select)
        else:
            super().action_cursor_right_word(select)

    def action_delete_left(self) -> None:
        """Delete the selection, or the cluster before the cursor."""
        if self.selection.is_empty:
            stops = self._stops()
            index = bisect_left(stops, self.cursor_position) - 1
            if index >= 0:
                self.delete(stops[index], self.cursor_position)
            return
        self.delete_selection()

    def action_delete_right(self) -> None:
        """Delete the selection, or the cluster behind the cursor."""
        if self.selection.is_empty:
            stops = self._stops()
            index = bisect_right(stops, self.cursor_position)
            if index < len(stops):
                self.delete(self.cursor_position, stops[index])
            return
        self.delete_selection()


def _without_sign(line: VisualLine, position: int) -> VisualLine:
    """Return the line with a blank where ``AFTER_THE_END`` stands."""
    cells = tuple(
        cell._replace(glyphs=" ") if cell.start == position else cell for cell in line.cells
    )
    return replace(line, cells=cells)
