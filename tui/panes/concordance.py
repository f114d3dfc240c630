"""The lines of a concordance, the keyword at one column, and counts of what is around it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.cache import LRUCache
from textual.strip import Strip

from tui.bidi.in_context import KeywordInContext
from tui.keys import bindings
from tui.language.said import _, noted, number
from tui.panes.paint import ENTITY_CLASSES, blank_strip, joined, text_strip
from tui.panes.rows import EDGE, VirtualRows

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from rich.style import Style
    from textual.binding import BindingType

    from corpus.concordance import ConcordanceLine, Place, PlaceList
    from corpus.concordance_index import Column, Count

DAY = 10
"""Columns of an ISO day."""
LEAD = 0.46
"""The part of the row that is before the keyword: it and what follows share the rest."""
GONE = noted("this article has left the library")


@dataclass(frozen=True, slots=True)
class Widths:
    """The columns of a row, from the left: a blank, day, gap, text, gap, source, a blank."""

    day: int
    text: int
    source: int

    @property
    def lead(self) -> int:
        """Columns of the text that are before the keyword."""
        return round(self.text * LEAD)


def widths(columns: int) -> Widths:
    """Share out the columns of a row: on a narrow screen the outlet goes first, then the day."""
    day = DAY if columns >= 48 else 0
    source = 14 if columns >= 108 else 9 if columns >= 72 else 0
    beside = sum(width + 2 for width in (day, source) if width)
    return Widths(day, max(0, columns - beside - 2), source)


class ConcordanceTable(VirtualRows):
    """A line a place; only those on the screen are read.

    Args:
        fetch: Returns the lines of some places, None for one that is gone.
        look: The component class a keyword is painted in besides its own.
    """

    BORDER_TITLE = noted("Concordance")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"concordance--keyword", *ENTITY_CLASSES}
    row_height: ClassVar[int] = 1

    def __init__(
        self,
        fetch: Callable[[Sequence[Place]], Sequence[ConcordanceLine | None]],
        *,
        look: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._look = look
        self._places: PlaceList | None = None
        self._order: Sequence[int] | None = None
        self._lines: LRUCache[int, ConcordanceLine | None] = LRUCache(400)

    @property
    def row_count(self) -> int:
        """How many lines are shown."""
        if self._order is not None:
            return len(self._order)
        return len(self._places) if self._places is not None else 0

    def show_places(self, places: PlaceList) -> None:
        """Show these places in the order they were found; more may be added to them."""
        self._places = places
        self.rows_changed()

    def show_order(self, order: Sequence[int] | None) -> None:
        """Show the places of these numbers from the beginning; None shows all as found."""
        self._order = order
        self.rows_changed(0)
        self.scroll_to(y=0, animate=False, force=True)

    @property
    def place(self) -> Place | None:
        """The place under the cursor."""
        if self._places is None or not 0 <= self.cursor < self.row_count:
            return None
        return self._places[self._number(self.cursor)]

    @property
    def line(self) -> ConcordanceLine | None:
        """The line under the cursor."""
        return self._line(self.cursor) if 0 <= self.cursor < self.row_count else None

    def _number(self, index: int) -> int:
        return self._order[index] if self._order is not None else index

    def _line(self, index: int) -> ConcordanceLine | None:
        number = self._number(index)
        if number not in self._lines:
            first = max(0, round(self.scroll_offset.y))
            last = min(first + self.size.height + 1, self.row_count)
            near = (self._number(at) for at in chain((index,), range(first, last)))
            wanted = [one for one in dict.fromkeys(near) if one not in self._lines]
            assert self._places is not None
            found = self._fetch([self._places[one] for one in wanted])
            for one, line in zip(wanted, found, strict=True):
                self._lines[one] = line
        return self._lines[number]

    def row_text(self, index: int) -> str:
        """Return the line with its whole contexts."""
        line = self._line(index)
        return f"{line.left}{line.shown_keyword}{line.right}" if line else _(GONE)

    def row_key(self, index: int) -> Hashable:
        """Return the line itself."""
        return self._line(index)

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return day, text and outlet."""
        line = self._line(index)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        if line is None:
            return (text_strip(f" {_(GONE)}", width, muted, side="start"),)
        shares = widths(width)
        strips = [blank_strip(1, style)]
        if shares.day:
            strips.append(text_strip(line.day or _("no date"), shares.day, muted, side="left"))
            strips.append(blank_strip(2, style))
        strips.append(self._text(line, shares, style))
        if shares.source:
            strips.append(blank_strip(2, style))
            strips.append(text_strip(line.source or "—", shares.source, muted, side="right"))
        strips.append(blank_strip(1, style))
        return (joined(strips).crop(0, width),)

    def _text(self, line: ConcordanceLine, shares: Widths, style: Style) -> Strip:
        keyword = style + self.get_component_rich_style("concordance--keyword", partial=True)
        if self._look:
            keyword += self.get_component_rich_style(self._look, partial=True)
        text = KeywordInContext(line.left, line.shown_keyword, line.right)
        row = text.row(shares.text, shares.lead)
        segments = [
            Segment(part.text, keyword if part.role == "keyword" else style) for part in row.parts
        ]
        return Strip(segments, shares.text)


@dataclass(frozen=True, slots=True)
class Counted:
    """What stands in a column of the concordance, and how often."""

    column: Column
    heading: str
    counts: tuple[Count, ...]


BAR = 24
"""Columns of the longest bar."""


class CountList(VirtualRows):
    """Words and forms with how many lines have them, under the heading of their column."""

    BORDER_TITLE = noted("Neighbours")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("concordance_counts")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"concordance--heading", "concordance--bar"}
    row_height: ClassVar[int] = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[tuple[Counted, Count | None], ...] = ()

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    def show_counts(self, counted: Sequence[Counted], most: int = 100) -> None:
        """Show what stands in each column, the most frequent of each."""
        self._rows = tuple(
            row
            for column in counted
            for row in ((column, None), *((column, count) for count in column.counts[:most]))
        )
        self.rows_changed(0)
        self.scroll_to(y=0, animate=False, force=True)

    def is_selectable(self, index: int) -> bool:
        """Tell whether a row is no heading."""
        return self._rows[index][1] is not None

    def count_at(self, index: int) -> tuple[Column, Count] | None:
        """Return the count in a row with its column; None for a heading."""
        if not 0 <= index < len(self._rows):
            return None
        column, count = self._rows[index]
        return None if count is None else (column.column, count)

    def action_section(self, step: int) -> None:
        """Go to the first row of the next or previous column."""
        starts = [at + 1 for at, (_, count) in enumerate(self._rows) if count is None]
        ahead = [at for at in starts if (at > self.cursor if step > 0 else at < self.cursor)]
        if ahead:
            self.cursor = ahead[0] if step > 0 else ahead[-1]

    def row_text(self, index: int) -> str:
        """Return the word."""
        column, count = self._rows[index]
        return column.heading if count is None else count.text

    def row_key(self, index: int) -> Hashable:
        """Return the row with what its bar is measured by."""
        column, count = self._rows[index]
        return column.heading, count, _most(column)

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return number, bar and word."""
        column, count = self._rows[index]
        if count is None:
            look = style + self.get_component_rich_style("concordance--heading", partial=True)
            told = f" {column.heading} · {number(len(column.counts))}"
            return (text_strip(told, width, look, side="start"),)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        bar_style = style + self.get_component_rich_style("concordance--bar", partial=True)
        room = min(BAR, max(0, width // 3))
        lines = text_strip(f"{count.lines:>7} ", 8, style, side="left")
        strips = [lines, text_strip(_bar(count.lines, _most(column), room), room, bar_style)]
        strips.append(blank_strip(2, style))
        left = max(0, width - 10 - room - EDGE)
        word = count.text or _("nothing: the paragraph ends")
        strips.append(text_strip(word, left, style if count.text else muted, side="left"))
        strips.append(blank_strip(EDGE, style))
        return (joined(strips).crop(0, width),)


def _most(column: Counted) -> int:
    return max((count.lines for count in column.counts), default=0)


def _bar(number: int, most: int, room: int) -> str:
    halves = max(1, round(number * room * 2 / max(1, most)))
    return "━" * (halves // 2) + "╸" * (halves % 2)


class OrderList(VirtualRows):
    """Orders, one of which to choose.

    Args:
        orders: What they are called.
        now: The number of the one that holds.
    """

    row_height: ClassVar[int] = 1

    def __init__(self, orders: Sequence[str], now: int) -> None:
        super().__init__()
        self._orders = tuple(orders)
        self._now = now

    @property
    def row_count(self) -> int:
        """How many there are."""
        return len(self._orders)

    def on_mount(self) -> None:
        """Put the cursor on the one that holds."""
        self.rows_changed(self._now)

    def row_text(self, index: int) -> str:
        """Return what an order is called."""
        return self._orders[index]

    def row_key(self, index: int) -> Hashable:
        """Return the order."""
        return self._orders[index]

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return the order, and a mark where it holds."""
        mark = "•" if index == self._now else " "
        return (text_strip(f" {mark} {self._orders[index]}", width, style, side="start"),)
