"""Where months stand on a chart of some columns, and how high their bars are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
WIDEST_COLUMN: Final = 8
"""Columns a bar takes at most, the blank beside it included."""
BUCKETS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 12_000)
"""Months a bar may stand for."""
CORE: Final = 0.95
"""Share of what appeared that the axis is drawn around."""
CLOSE: Final = 12
"""Empty months that do not end the axis."""
FAR: Final = 36
"""Empty months that do, unless enough lies beyond them."""
ENOUGH: Final = 0.03


@dataclass(frozen=True, slots=True)
class Axis:
    """Months on columns. What lies far away from all else is counted and left out.

    Months are serial numbers, twelve a year.
    """

    first: int
    """The first month."""
    last: int
    """The last one, inclusive."""
    unit: int
    """Months a bar stands for."""
    column: int
    """Columns a bar takes, the blank beside it included."""
    before: int = 0
    """How many items lie before the first month."""
    after: int = 0
    """How many lie after the last one."""

    @property
    def bars(self) -> int:
        """How many bars there are."""
        return (self.last - self.first) // self.unit + 1

    @property
    def width(self) -> int:
        """Columns the bars take."""
        return self.bars * self.column

    def bar_of(self, month: int) -> int | None:
        """Return the index of a month's bar, None if it is left out."""
        return (month - self.first) // self.unit if self.first <= month <= self.last else None

    def months_of(self, bar: int) -> tuple[int, int]:
        """Return the first and last month a bar stands for."""
        first = self.first + bar * self.unit
        return first, first + self.unit - 1

    def bar_at(self, column: int) -> int | None:
        """Return the bar that a column belongs to."""
        bar = column // self.column
        return bar if 0 <= bar < self.bars and column >= 0 else None

    def totals(self, counts: Mapping[int, int]) -> list[int]:
        """Return how many items each bar stands for."""
        totals = [0] * self.bars
        for month, count in counts.items():
            bar = self.bar_of(month)
            if bar is not None:
                totals[bar] += count
        return totals


def axis_of(counts: Mapping[int, tuple[int, int]], columns: int) -> Axis | None:
    """Return an axis for what appeared and what is told of in each month.

    It is drawn around the months in which nearly all articles appeared (where none did, those of
    which nearly all is told), and reaches on to what lies close to them, or to what is further
    away as long as that is not next to nothing. Whatever is left out is counted.

    Args:
        counts: By month: how many articles appeared, and how many accounts tell of it.
        columns: Columns there are.

    Returns:
        The axis, or None where there is nothing to show.
    """
    totals = {month: sum(both) for month, both in counts.items() if sum(both)}
    if not totals or columns < 1:
        return None
    appeared = {month: both[0] for month, both in counts.items() if both[0]} or totals
    first, last = _core(appeared)
    months = sorted(totals)
    reach = _Reach(totals, frozenset(appeared), columns)
    first = reach.end(first, last, [month for month in reversed(months) if month < first])
    last = reach.end(last, first, [month for month in months if month > last])
    if last - first < 11:
        first, last = first // 12 * 12, last // 12 * 12 + 11
    unit = next(u for u in BUCKETS if _bars(first, last, u) <= columns or u == BUCKETS[-1])
    first = first // unit * unit
    last = first + ((last - first) // unit + 1) * unit - 1
    column = max(1, min(WIDEST_COLUMN, columns // _bars(first, last, unit)))
    before = sum(count for month, count in totals.items() if month < first)
    after = sum(count for month, count in totals.items() if month > last)
    return Axis(first, last, unit, column, before, after)


def _bars(first: int, last: int, unit: int) -> int:
    return (last - first // unit * unit) // unit + 1


def _core(weights: Mapping[int, int]) -> tuple[int, int]:
    """Return the shortest run of months that holds nearly all."""
    months = sorted(weights)
    wanted = CORE * sum(weights.values())
    best = (months[0], months[-1])
    begin, held = 0, 0
    for month in months:
        held += weights[month]
        while held - weights[months[begin]] >= wanted:
            held -= weights[months[begin]]
            begin += 1
        if held >= wanted and month - months[begin] < best[1] - best[0]:
            best = (months[begin], month)
    return best


@dataclass(frozen=True, slots=True)
class _Reach:
    """Decides how far an axis reaches beyond its core."""

    totals: Mapping[int, int]
    appeared: frozenset[int]
    """Months in which articles appeared."""
    columns: int

    def end(self, end: int, other: int, beyond: Sequence[int]) -> int:
        """Return an end of the axis that takes in what lies beyond it, the nearest first."""
        left = sum(self.totals[month] for month in beyond)
        enough = ENOUGH * sum(self.totals.values())
        for month in beyond:
            gap = abs(month - end)
            is_free = abs(month - other) < self.columns or month in self.appeared
            if gap > FAR or not ((is_free and gap <= CLOSE) or left >= enough):
                break
            end = month
            left -= self.totals[month]
        return end


def bar_rows(totals: Sequence[int], height: int, most: int) -> list[str]:
    """Return bars as rows of glyphs, the top one first, one glyph a bar.

    Args:
        totals: What the bars stand for; what is not 0 is seen.
        height: Rows.
        most: What a bar of the whole height stands for.
    """
    levels = [max(1, round(total * height * 8 / most)) if total and most else 0 for total in totals]
    return [
        "".join(EIGHTHS[min(8, max(0, level - 8 * row))] for level in levels)
        for row in range(height - 1, -1, -1)
    ]


def year_labels(axis: Axis, width: int = 0) -> str:
    """Return the years below the bars at which they begin, as many as there is room for.

    Args:
        axis: Where the months stand.
        width: Columns of the line, where there are more than the bars take.
    """
    line = [" "] * max(axis.width, width)
    free = 0
    for bar in range(axis.bars):
        first, last = axis.months_of(bar)
        year = -(-first // 12)
        if not first <= year * 12 <= last:
            continue
        at = bar * axis.column
        label = f"{year:04}"
        if at >= free and at + len(label) <= len(line):
            line[at : at + len(label)] = label
            free = at + len(label) + 1
    if not "".join(line).strip() and len(line) >= 7:
        label = f"{axis.first // 12:04}-{axis.first % 12 + 1:02}"
        line[: len(label)] = label
    return "".join(line)


def labels_on(
    axis: Axis, marks: Sequence[tuple[int, Sequence[str]]], width: int, sign: str = "◇"
) -> str:
    """Return signs with names beside them below the bars, what matters most before all else.

    A name stands after its sign, or before it where there is no room; a sign that would stand
    within a name already there is left out, and so is a name without room.

    Args:
        axis: Where the months stand.
        marks: Months and what to call them, a glyph a column as it is painted, what matters most
            first.
        width: Columns of the line.
        sign: What marks a month, one column wide.
    """
    line = [" "] * width
    taken = [False] * (width + 1)
    for month, name in marks:
        bar = axis.bar_of(month)
        at = -1 if bar is None else bar * axis.column
        if not 0 <= at < width or taken[at]:
            continue
        text, begin = [sign, *name], at
        if not _is_free(taken, begin, begin + len(text), width):
            text, begin = [*name, sign], at - len(name)
        if not _is_free(taken, begin, begin + len(text), width):
            text, begin = [sign], at
        line[begin : begin + len(text)] = text
        # A blank stays free on either side, so that no two are read as one.
        for column in range(max(0, begin - 1), begin + len(text) + 1):
            taken[column] = True
    return "".join(line)


def _is_free(taken: Sequence[bool], begin: int, end: int, width: int) -> bool:
    return begin >= 0 and end <= width and not any(taken[begin:end])


def scale(totals: Sequence[int]) -> int:
    """Return the number at the top of the scale: the largest bar, or 1 where all are empty."""
    return max((*totals, 1))


def grouped(number: int) -> str:
    """Return a number in at most five columns: 950, 12400, 1.2M."""
    if number < 100_000:
        return str(number)
    return f"{number / 1_000_000:.1f}M" if number >= 1_000_000 else f"{number // 1000}k"
