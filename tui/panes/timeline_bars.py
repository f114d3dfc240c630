"""Two charts over one axis of months: what appeared, and of what is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.bidi.layout import one_line
from tui.language.said import _, noted
from tui.panes.paint import blank_strip
from tui.panes.timeline_axis import (
    axis_of,
    bar_rows,
    grouped,
    labels_on,
    scale,
    year_labels,
)
from tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.style import Style
    from textual import events

    from tui.panes.timeline_axis import Axis

GUTTER = 10
"""Columns on the left, for the scale and the names of the charts."""
RIGHT = 7
"""Columns on the right, where something lies behind the axis."""

SHORT = 4
"""Letters of a chart's name where its scale stands beside it."""
UNITS = {
    1: noted("month"),
    2: noted("2 months"),
    3: noted("quarter"),
    6: noted("half year"),
    12: noted("year"),
}
"""What a bar is, by its months."""

Series = str


@dataclass(frozen=True, slots=True)
class _Chart:
    """One of the charts as it is painted."""

    name: str
    totals: tuple[int, ...]
    height: int
    look: str
    """The component class of its bars."""


class TimelineBars(Widget):
    """Bars by month of what appeared, and below them of what is told of, over one axis.

    Outside the brush bars are faint; a heavy line under the bars shows where it is, and a
    triangle the month of the cursor. Nothing is told by colour alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bars--published",
        "bars--events",
        "bars--faint",
        "bars--axis",
        "bars--brush",
        "bars--landmark",
    }

    @dataclass
    class Brushed(Message):
        """Months were chosen with the mouse."""

        bars: TimelineBars
        first: int
        last: int

        @property
        def control(self) -> TimelineBars:
            """The chart it happened in."""
            return self.bars

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts: Mapping[int, tuple[int, int]] = {}
        self._series: Series = "both"
        self._landmarks: Sequence[tuple[int, str]] = ()
        self._axis: tuple[object, Axis | None] | None = None
        self.brush: tuple[int, int] | None = None
        """The first and the last month chosen, as serial numbers."""
        self.here: int | None = None
        """The month of the cursor."""
        self._pressed: int | None = None

    def show_counts(self, counts: Mapping[int, tuple[int, int]], series: Series) -> None:
        """Draw these counts: by month, what appeared and what is told of."""
        which = {"published": (1, 0), "events": (0, 1)}.get(series, (1, 1))
        self._counts = {
            month: (both[0] * which[0], both[1] * which[1]) for month, both in counts.items()
        }
        self._series = series
        self._axis = None
        self.refresh()

    def show_landmarks(self, landmarks: Sequence[tuple[int, str]]) -> None:
        """Mark these months below the axis, what matters most first."""
        self._landmarks = landmarks
        self.refresh()

    def show_place(self, brush: tuple[int, int] | None, here: int | None) -> None:
        """Show where the brush and the cursor are."""
        if (brush, here) != (self.brush, self.here):
            self.brush, self.here = brush, here
            self.refresh()

    @property
    def axis(self) -> Axis | None:
        """The axis at the present width, None where there is nothing to show."""
        columns = max(0, self.size.width - GUTTER - 1)
        if self._axis is None or self._axis[0] != columns:
            axis = axis_of(self._counts, columns)
            if axis is not None and axis.after:
                axis = axis_of(self._counts, max(1, columns - RIGHT))
            self._axis = columns, axis
        return self._axis[1]

    def on_resize(self) -> None:
        """Draw the axis anew."""
        self._axis = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the charts, the axis, or what stands below it."""
        axis = self.axis
        width = self.size.width
        if axis is None:
            return blank_strip(width, self.rich_style)
        charts = self._charts(axis)
        for chart in charts:
            if y < chart.height:
                return self._chart_line(axis, chart, y)
            if y == chart.height:
                return self._ruler(axis, is_last=chart is charts[-1])
            y -= chart.height + 1
        lines = (self._years, self._marks)
        return lines[y](axis) if y < len(lines) else blank_strip(width, self.rich_style)

    def _charts(self, axis: Axis) -> list[_Chart]:
        count = 2 if self._series == "both" else 1
        room = max(count, self.size.height - 1 - count - (self.size.height >= 9))
        published = tuple(axis.totals({m: both[0] for m, both in self._counts.items()}))
        events = tuple(axis.totals({m: both[1] for m, both in self._counts.items()}))
        if self._series == "published":
            return [_Chart(_("published"), published, room, "bars--published")]
        if self._series == "events":
            return [_Chart(_("told of"), events, room, "bars--events")]
        lower = room // 2
        return [
            _Chart(_("published"), published, room - lower, "bars--published"),
            _Chart(_("told of"), events, lower, "bars--events"),
        ]

    def _look(self, name: str) -> Style:
        return self.rich_style + self.get_component_rich_style(name, partial=True)

    def _chart_line(self, axis: Axis, chart: _Chart, row: int) -> Strip:
        most = scale(chart.totals)
        glyphs = bar_rows(chart.totals, chart.height, most)[row]
        label = ""
        if row == 0:
            label = grouped(most)
        if row == chart.height // 2 and chart.height > 1:
            label = chart.name if row else f"{chart.name[:SHORT]} {grouped(most)}"
        full = self._look(chart.look)
        faint = full + self.get_component_rich_style("bars--faint", partial=True)
        segments = [self._label(label)]
        gap = 1 if axis.column > 2 else 0
        for bar, glyph in enumerate(glyphs):
            style = full if self._is_in(axis, bar) else faint
            segments.append(Segment(glyph * (axis.column - gap), style))
            if gap:
                segments.append(Segment(" ", self.rich_style))
        return self._filled(segments, GUTTER + axis.width)

    def _label(self, text: str) -> Segment:
        """Return what stands before a line, laid out in the columns for it."""
        line = one_line(text, GUTTER - 1)
        return Segment(f"{' ' * (GUTTER - 1 - line.width)}{line.text} ", self._look("bars--axis"))

    def _filled(self, segments: list[Segment], used: int) -> Strip:
        width = self.size.width
        segments.append(Segment(" " * max(0, width - used), self.rich_style))
        return Strip(segments, max(width, used)).adjust_cell_length(width, self.rich_style)

    def _is_in(self, axis: Axis, bar: int) -> bool:
        if self.brush is None:
            return True
        first, last = axis.months_of(bar)
        return first <= self.brush[1] and self.brush[0] <= last

    def _ruler(self, axis: Axis, *, is_last: bool) -> Strip:
        """Return the line below a chart, with years and the brush; the last one has the cursor."""
        plain, heavy = self._look("bars--axis"), self._look("bars--brush")
        before = f"+{grouped(axis.before)} ‹" if axis.before and is_last else ""
        outside = self.brush is not None and self.brush[1] < axis.first
        segments = [Segment(f"{before:>{GUTTER - 1}} ", heavy if outside else plain)]
        here = None if self.here is None or not is_last else axis.bar_of(self.here)
        for bar in range(axis.bars):
            first, last = axis.months_of(bar)
            is_brushed = self.brush is not None and self._is_in(axis, bar)
            line = "━" if is_brushed else "─"
            begins_year = first <= -(-first // 12) * 12 <= last
            head = "▲" if bar == here else line if is_brushed or not begins_year else "┬"
            look = heavy if is_brushed or bar == here else plain
            segments.append(Segment(head + line * (axis.column - 1), look))
        used = GUTTER + axis.width
        if axis.after and is_last:
            outside = self.brush is not None and self.brush[0] > axis.last
            text = f" › +{grouped(axis.after)}"
            segments.append(Segment(text, heavy if outside else plain))
            used += len(text)
        return self._filled(segments, used)

    def _years(self, axis: Axis) -> Strip:
        label = _(UNITS[axis.unit]) if axis.unit in UNITS else counted(axis.unit // 12, "year")
        room = max(0, self.size.width - GUTTER - 1)
        segments = [
            self._label(label),
            Segment(year_labels(axis, room), self._look("bars--axis")),
        ]
        return self._filled(segments, GUTTER + max(room, axis.width))

    def _marks(self, axis: Axis) -> Strip:
        room = max(0, self.size.width - GUTTER - 1)
        painted = [(month, _glyphs(name, room)) for month, name in self._landmarks]
        line = labels_on(axis, painted, room)
        segments = [
            self._label(_("known") if line.strip() else ""),
            Segment(line, self._look("bars--landmark")),
        ]
        return self._filled(segments, GUTTER + room)

    def _bar_under(self, event: events.MouseEvent) -> int | None:
        axis = self.axis
        spot = event.get_content_offset(self)
        return None if axis is None or spot is None else axis.bar_at(spot.x - GUTTER)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a brush at the bar under the mouse."""
        self._pressed = self._bar_under(event)
        if self._pressed is not None:
            self.capture_mouse()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the brush at the bar under the mouse."""
        axis, begun = self.axis, self._pressed
        self._pressed = None
        self.release_mouse()
        if axis is None or begun is None:
            return
        ended = self._bar_under(event)
        low, high = sorted((begun, begun if ended is None else ended))
        first, last = axis.months_of(low)[0], axis.months_of(high)[1]
        self.post_message(self.Brushed(self, first, last))


def _glyphs(name: str, room: int) -> list[str]:
    """Return a name as it is painted, a glyph a column; a wide one is followed by nothing."""
    cells = one_line(name, max(1, room)).cells
    return [glyph for cell in cells for glyph in (cell.glyphs, *[""] * (cell.width - 1))]
