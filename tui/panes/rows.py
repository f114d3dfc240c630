"""A list of which only the visible rows exist: the base of every list on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from tui.bidi.layout import analyse
from tui.keys import bindings
from tui.panes.paint import blank_strip
from tui.panes.painted import PaintedView
from tui.panes.visual import BidiVisual

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip


EDGE = 3
"""Columns at the right end of a row: a mark and a blank on either side of it.

At the left end one column stays free: Arabic that touched a border there would turn the whole
line round in a terminal that orders lines itself."""


class VirtualRows(PaintedView, can_focus=True):
    """Rows of one height, painted when they come into sight.

    A subclass says how many rows there are (``row_count``) and paints one (``paint_row``). Rows
    that cannot be chosen, such as headings, are stepped over.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rows")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--muted"}
    row_height: ClassVar[int] = 2
    """Screen lines a row takes."""

    cursor: reactive[int] = reactive(-1, repaint=False)
    """Index of the row under the cursor, -1 when there is none."""

    @dataclass
    class Highlighted(Message):
        """The cursor has come to another row."""

        rows: VirtualRows
        index: int

        @property
        def control(self) -> VirtualRows:
            """The list it happened in."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """A row was opened, by Enter or by a click."""

        rows: VirtualRows
        index: int

        @property
        def control(self) -> VirtualRows:
            """The list it happened in."""
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.empty_text: Sequence[str] = ()
        """What stands there when there are no rows: what it means and what to do."""
        self._painted: LRUCache[Hashable, Sequence[Strip]] = LRUCache(256)
        self._hovered = -1

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row_key(self, index: int) -> Hashable:
        """Return a value that differs whenever a row looks different."""
        raise NotImplementedError

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return ``row_height`` strips of one row, each ``width`` columns."""
        raise NotImplementedError

    @property
    def text_of_cursor(self) -> str:
        """What is copied of the row under the cursor, logical; nothing where there is no row."""
        return self.row_text(self.cursor) if self.cursor >= 0 else ""

    def row_text(self, index: int) -> str:
        """Return what a row says, whole, in logical order."""
        raise NotImplementedError

    def is_selectable(self, index: int) -> bool:
        """Tell whether the cursor may stand on a row."""
        del index
        return True

    def rows_changed(self, cursor: int | None = None) -> None:
        """Measure and paint again after the rows have changed, the cursor on a given row."""
        self.set_height(self.row_count * self.row_height)
        wanted = self.cursor if cursor is None else cursor
        wanted = min(max(wanted, 0), self.row_count - 1)
        self.set_reactive(VirtualRows.cursor, self._selectable(wanted, 1))
        self.show_cursor()
        self.refresh(self.size.region)

    def _selectable(self, index: int, direction: int) -> int:
        """Return the nearest row from ``index`` on that the cursor may stand on, or -1."""
        for step in (direction, -direction):
            candidate = index
            while 0 <= candidate < self.row_count:
                if self.is_selectable(candidate):
                    return candidate
                candidate += step
        return -1

    def on_resize(self) -> None:
        """Keep the cursor in sight at the new size."""
        self.set_height(self.row_count * self.row_height)
        self.show_cursor()

    def watch_cursor(self, before: int, after: int) -> None:
        """Paint the two rows concerned and tell the screen."""
        for index in (before, after):
            self.refresh_row(index)
        self.show_cursor()
        if after >= 0:
            self.post_message(self.Highlighted(self, after))

    def refresh_row(self, index: int) -> None:
        """Paint one row again."""
        if index >= 0:
            self.refresh_lines(index * self.row_height, self.row_height)

    def show_cursor(self) -> None:
        """Scroll just as far as the row under the cursor needs."""
        # Before there is room, no scrolling is enough, and every row above would be hidden.
        if self.cursor < 0 or not self.size.height:
            return
        top = 0 if self.cursor == self._selectable(0, 1) else self.cursor * self.row_height
        bottom = (self.cursor + 1) * self.row_height
        self.scroll_to_region(
            Region(0, top, max(1, self.columns), min(bottom - top, max(1, self.size.height))),
            animate=False,
            force=True,
            immediate=True,
        )

    def return_to(self, top: float) -> None:
        """Scroll to where the list was left, as far as the cursor stays in sight.

        Args:
            top: The line of the list that stood on top.
        """
        self.scroll_to(y=top, animate=False, force=True, immediate=True)
        self.show_cursor()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        index, part = divmod(y + round(self.scroll_offset.y), self.row_height)
        if not self.row_count:
            return self._empty_line(index * self.row_height + part)
        if index >= self.row_count:
            return blank_strip(self.columns, self.base_style)
        return self._row(index)[part]

    def _row(self, index: int) -> Sequence[Strip]:
        """Return a row's strips, painted only if it looks different from before."""
        style = self.base_style
        if index == self.cursor:
            style += self.get_component_rich_style("rows--cursor")
        key = (self.row_key(index), style, self.columns)
        strips = self._painted.get(key)
        if strips is None:
            strips = self.paint_row(index, self.columns, style)
            self._painted[key] = strips
        return strips

    def forget_painted(self) -> None:
        """Drop every row that was painted."""
        self._painted.clear()

    def _empty_line(self, line: int) -> Strip:
        from tui.panes.paint import text_strip

        text = self.empty_text[line - 1] if 0 < line <= len(self.empty_text) else ""
        return text_strip(text, self.columns, self.base_style, side="start")

    def action_move(self, step: int) -> None:
        """Move the cursor by a row."""
        if self.row_count:
            wanted = min(max(self.cursor + step, 0), self.row_count - 1)
            self.cursor = self._selectable(wanted, 1 if step > 0 else -1)

    def action_page(self, pages: float) -> None:
        """Move the cursor by a part of what the pane shows."""
        rows = max(1, int(self.size.height / self.row_height * abs(pages)))
        self.action_move(rows if pages > 0 else -rows)

    def action_end(self, direction: int) -> None:
        """Move the cursor to the first or last row."""
        self.action_move(direction * self.row_count)

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.cursor >= 0:
            self.post_message(self.Chosen(self, self.cursor))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show a row whole that had to be cut, as long as the mouse rests on it."""
        index = (event.y - self.gutter.top + round(self.scroll_offset.y)) // self.row_height
        if index == self._hovered:
            return
        self._hovered = index
        text = self.row_text(index) if 0 <= index < self.row_count else ""
        is_cut = analyse(text).width > self.columns - EDGE - 1
        self.tooltip = BidiVisual(text) if is_cut else None

    def on_leave(self) -> None:
        """Forget the row the mouse was on."""
        self._hovered = -1
        self.tooltip = None

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row clicked and open it."""
        spot = event.get_content_offset(self)
        if spot is None:
            return
        index = (spot.y + round(self.scroll_offset.y)) // self.row_height
        if 0 <= index < self.row_count and self.is_selectable(index):
            self.cursor = index
            self.action_choose()
