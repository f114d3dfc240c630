"""The list of a timeline: a line an item, by moment, what appeared before what is told of."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.widget import Widget

from corpus.timeline import month_of, stepped
from tui.keys import bindings
from tui.language.said import _, noted
from tui.panes.paint import StyleRun, joined, text_strip
from tui.panes.rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from typing import Literal

    from rich.style import Style
    from textual.binding import BindingType
    from textual.strip import Strip

    from corpus.timeline import Group, Moment, Series, TimelineItem, Unit

PUBLISHED, EVENT, SAID = noted("● published"), noted("◆ tells"), noted("◆ quotes")
"""What a line is, in a sign and a word."""
MOMENT_COLUMNS = 13
KIND_COLUMNS = 11
DAY_COLUMNS = 10
SOURCE_COLUMNS = 14
FRAME = 3
"""Columns of the screen that the list's border and scrollbar take."""
NARROW, MIDDLE = 66, 96
"""Widths of the list below which columns are left out."""


class TimelineList(VirtualRows):
    """Items by moment: when, what kind, when and by whom it was published, and the words.

    Only what is on the screen is fetched.

    Args:
        fetch: Returns the item of a group at an index, counted over what is shown of it.
    """

    BORDER_TITLE = noted("Timeline")
    # On the list and not on its screen, so that they come before the keys of every list.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("timeline")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "timeline--moment",
        "timeline--published",
        "timeline--event",
        "timeline--date",
    }
    row_height: ClassVar[int] = 1

    def __init__(
        self, fetch: Callable[[Group, int], TimelineItem | None], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._groups: Sequence[Group] = ()
        self._series: Series = "both"
        self._starts: list[int] = [0]
        self._items: LRUCache[int, TimelineItem | None] = LRUCache(512)
        self._generation = 0

    @property
    def row_count(self) -> int:
        """How many items there are."""
        return self._starts[-1]

    @property
    def group(self) -> Group | None:
        """The group the cursor is in."""
        return self._groups[self.at] if 0 <= self.cursor < self.row_count else None

    @property
    def at(self) -> int:
        """The index of the group the cursor is in."""
        return self._group_of(max(0, self.cursor))

    @property
    def item(self) -> TimelineItem | None:
        """The item under the cursor."""
        return self.item_at(self.cursor) if 0 <= self.cursor < self.row_count else None

    def _group_of(self, row: int) -> int:
        return bisect_right(self._starts, row) - 1

    def item_at(self, row: int) -> TimelineItem | None:
        """Return an item, None if its article has gone."""
        if row not in self._items:
            group = self._group_of(row)
            self._items[row] = self._fetch(self._groups[group], row - self._starts[group])
        return self._items[row]

    def show_groups(
        self, groups: Sequence[Group], series: Series, beside: Moment | None = None
    ) -> None:
        """List these groups.

        Args:
            groups: In order, each with something of the series.
            series: What is shown of them.
            beside: Where the cursor goes: see `stand_near`.
        """
        self._groups = groups
        self._series = series
        self._starts = [0, *accumulate(group.count(series) for group in groups)]
        self._items.clear()
        self._generation += 1
        self.forget_painted()
        self.rows_changed(self._row_near(beside))

    def stand_near(self, moment: Moment | None) -> None:
        """Put the cursor on a moment or the next one there is, on the first row without one."""
        self.rows_changed(self._row_near(moment))
        if self.row_count:
            self.post_message(self.Highlighted(self, self.cursor))

    def _row_near(self, moment: Moment | None) -> int:
        if moment is None or not self._groups:
            return 0
        near = (i for i, group in enumerate(self._groups) if group.moment.order >= moment.order)
        return self._starts[next(near, len(self._groups) - 1)]

    @property
    def month(self) -> int | None:
        """The month the cursor is in, as a serial number."""
        first = self.group.moment.first if self.group else None
        return None if first is None else month_of(first)

    def go(self, unit: Unit, direction: int) -> bool:
        """Move the cursor by a day, week, month or year; False where nothing lies there."""
        if not self.row_count:
            return False
        found = stepped(self._groups, self.at, unit, direction)
        if found is None:
            return False
        self.cursor = self._starts[found]
        return True

    def row_text(self, index: int) -> str:
        """Return the words."""
        item = self.item_at(index)
        return item.text if item else ""

    def row_key(self, index: int) -> Hashable:
        """Return the row's number in this list of groups."""
        return self._generation, index

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return the columns of one item."""
        group = self._group_of(index)
        moment = self._groups[group].moment
        item = self.item_at(index)
        columns = columns_of(width)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        bold = style + self.get_component_rich_style("timeline--moment", partial=True)
        is_first = index == self._starts[group]
        parts = [_cell(moment.short, columns.moment, bold if is_first else muted, style)]
        if item is None:
            parts.append(text_strip(_("its article is gone"), columns.words, muted, side="start"))
            return (_row(parts, width, style),)
        words = _(PUBLISHED if item.kind == "published" else SAID if item.is_statement else EVENT)
        look = "timeline--published" if item.kind == "published" else "timeline--event"
        shown = style + self.get_component_rich_style(look, partial=True)
        parts.append(_cell(words[: columns.kind], columns.kind, shown, style))
        if columns.day:
            parts.append(_cell(item.published or _("no date"), columns.day, muted, style))
        parts.append(_cell(item.source or "—", columns.source, muted, style, side="right"))
        text, date_at = item.around_date(columns.words)
        date = style + self.get_component_rich_style("timeline--date", partial=True)
        runs = [StyleRun(*date_at, date)] if date_at[1] else ()
        parts.append(text_strip(text, columns.words, style, runs, side="right"))
        return (_row(parts, width, style),)


class TimelineHeadings(Widget):
    """What the columns of the list below are."""

    DEFAULT_CSS = """
    TimelineHeadings { height: 1; }
    """

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        del y
        style = self.rich_style
        width = self.size.width - FRAME
        columns = columns_of(width)
        parts = [text_strip("", 1, style), _cell(_("when"), columns.moment, style, style)]
        parts.append(_cell(_("what") if columns.kind > 3 else "", columns.kind, style, style))
        if columns.day:
            parts.append(_cell(_("published"), columns.day, style, style))
        parts.append(_cell(_("outlet"), columns.source, style, style, side="right"))
        parts.append(text_strip(_("words"), columns.words, style, side="right"))
        return _row(parts, self.size.width, style)


@dataclass(frozen=True, slots=True)
class Columns:
    """How many columns of the screen each column of the list has; 0 for one that is left out."""

    moment: int
    kind: int
    day: int
    source: int
    words: int


def columns_of(width: int) -> Columns:
    """Return the columns of a list of a width, a blank beside each and one at either end."""
    kind = 1 if width < NARROW else KIND_COLUMNS
    day = DAY_COLUMNS if width >= MIDDLE else 0
    source = 8 if width < NARROW else SOURCE_COLUMNS if width >= MIDDLE else 11
    others = MOMENT_COLUMNS + 1 + kind + 1 + (day + 1 if day else 0) + source + 1
    return Columns(MOMENT_COLUMNS, kind, day, source, max(1, width - others - 2))


def _cell(
    text: str, columns: int, style: Style, plain: Style, side: Literal["left", "right"] = "left"
) -> Strip:
    return joined([text_strip(text, columns, style, side=side), text_strip("", 1, plain)])


def _row(parts: Sequence[Strip], width: int, style: Style) -> Strip:
    line = joined([text_strip("", 1, style), *parts, text_strip("", 1, style)])
    return line.adjust_cell_length(width, style)
