"""A text that is being written as lines under each other, and how a caret moves in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from tui.bidi import caret as carets
from tui.bidi.layout import analyse
from tui.bidi.levels import base_level

if TYPE_CHECKING:
    from tui.bidi.caret import Direction, Row
    from tui.bidi.layout import Cell, ParagraphLayout, VisualLine

KEPT_LAYOUTS = 128
"""Paragraphs whose analysis is kept; of the others only where their lines begin and end."""

_RIGHT_TO_LEFT_LETTER = "\u05d0"


class Spot(NamedTuple):
    """Where a caret is drawn."""

    row: int
    cell: Cell
    """In code points of its paragraph and columns of its line."""


class Sheet:
    """The lines of a text.

    Paragraphs end at each new line and have a direction of their own; one without letters takes
    that of the paragraph before it. Positions are code points of the whole text.

    Args:
        width: Columns there are.
        wraps: Whether lines end at that width.
    """

    def __init__(self, width: int = 80, *, wraps: bool = True) -> None:
        self._width = width
        self._wraps = wraps
        self._layouts: OrderedDict[tuple[str, int], ParagraphLayout] = OrderedDict()
        self._lines: OrderedDict[tuple[str, int, Row], VisualLine] = OrderedDict()
        self._known_rows: dict[tuple[str, int], list[Row]] = {}
        self._own_bases: dict[str, int | None] = {}
        self.text = ""
        self._lay_out()

    def show(self, text: str, width: int) -> None:
        """Lay a text out at a width; only paragraphs that are new are analysed."""
        if (text, width) == (self.text, self._width):
            return
        if width != self._width:
            self._width = width
            self._known_rows.clear()
            self._lines.clear()
        self.text = text
        self._lay_out()

    @property
    def width(self) -> int:
        """Columns there are."""
        return self._width

    def _lay_out(self) -> None:
        parts = self.text.split("\n")
        bases = self._bases(parts)
        keys = list(zip(parts, bases, strict=True))
        known = self._known_rows
        # Only what is still there stays known.
        self._known_rows = {key: known.get(key) or self._rows(key) for key in keys}
        self._keys = keys
        self._starts = [0, *accumulate(len(part) + 1 for part in parts)]
        self._tops = [0, *accumulate(len(self._known_rows[key]) for key in keys)]

    def _bases(self, parts: list[str]) -> list[int]:
        known = self._own_bases
        self._own_bases = {
            part: known[part] if part in known else _own_base(part) for part in parts
        }
        bases: list[int] = []
        before = 0
        for part in parts:
            own = self._own_bases[part]
            before = before if own is None else own
            bases.append(before)
        return bases

    def _rows(self, key: tuple[str, int]) -> list[Row]:
        return carets.rows(self._layout(key), self._width if self._wraps else None)

    def _layout(self, key: tuple[str, int]) -> ParagraphLayout:
        layout = self._layouts.get(key)
        if layout is None:
            layout = self._layouts[key] = analyse(*key)
            if len(self._layouts) > KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(key)
        return layout

    # --- lines --------------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """How many lines there are."""
        return self._tops[-1]

    def _row(self, number: int) -> tuple[int, Row]:
        """Return the paragraph a line is of, and its range."""
        paragraph = bisect_right(self._tops, number) - 1
        return paragraph, self._known_rows[self._keys[paragraph]][number - self._tops[paragraph]]

    def line(self, number: int) -> VisualLine:
        """Return a line in code points of its paragraph, with a cell for each place of a caret."""
        paragraph, row = self._row(number)
        key = (*self._keys[paragraph], row)
        line = self._lines.get(key)
        if line is None:
            width = self._width if self._wraps else None
            line = carets.caret_line(self._layout(self._keys[paragraph]), row, width)
            self._lines[key] = line
            if len(self._lines) > KEPT_LAYOUTS:
                self._lines.popitem(last=False)
        return line

    def origin(self, number: int) -> int:
        """Return the position in the text at which a line's paragraph starts."""
        return self._starts[bisect_right(self._tops, number) - 1]

    def padding(self, number: int) -> int:
        """Return the columns left free before a line."""
        return self.line(number).left_padding(self._width)

    # --- carets -------------------------------------------------------------------------

    def row_of(self, position: int) -> int:
        """Return the line a caret is drawn in."""
        paragraph = min(bisect_right(self._starts, position), len(self._keys)) - 1
        inside = position - self._starts[paragraph]
        rows = self._known_rows[self._keys[paragraph]]
        return self._tops[paragraph] + bisect_right(rows, inside, key=lambda row: row.start) - 1

    def spot(self, position: int) -> Spot:
        """Return where a caret is drawn."""
        number = self.row_of(position)
        line = self.line(number)
        cell = carets.cell_of(line, position - self.origin(number))
        return Spot(number, cell or carets.stops(line)[0])

    def column(self, position: int) -> int:
        """Return the column of the pane a caret is drawn at."""
        number, cell = self.spot(position)
        return self.padding(number) + cell.column

    def position_at(self, number: int, column: int) -> int:
        """Return the position nearest to a cell of the pane."""
        if number < 0:
            return 0
        if number >= self.row_count:
            return len(self.text)
        line = self.line(number)
        return self.origin(number) + carets.position_at(line, column - self.padding(number))

    # --- moving -------------------------------------------------------------------------

    def beside(self, position: int, direction: Direction) -> int:
        """Return the position one cell to the left or right of a caret.

        Beyond the edge of a line it is in the line that reading comes to on that side: below a
        right-to-left line on its left, above it on its right.
        """
        number = self.row_of(position)
        line = self.line(number)
        found = carets.beside(line, position - self.origin(number), direction)
        if found is not None:
            return self.origin(number) + found
        goes_on = (direction == carets.LEFT) == bool(line.base)
        following = number + (1 if goes_on else -1)
        if not 0 <= following < self.row_count:
            return position
        there = self.line(following)
        starts_on_the_left = not there.base
        entered = carets.LEFT if goes_on == starts_on_the_left else carets.RIGHT
        return self.origin(following) + carets.edge(there, entered)

    def word_beside(self, position: int, direction: Direction) -> int:
        """Return the next start of a word that the caret comes to on its way left or right."""
        passed = {position}
        while True:
            found = self.beside(position, direction)
            if found in passed:
                return position
            if carets.is_word_start(self.text, found):
                return found
            passed.add(found)
            position = found

    def vertical(self, position: int, column: int, lines: int) -> int:
        """Return the position some lines further down, nearest to a column of the pane.

        Beyond the first and last line it is the beginning and the end of the text.
        """
        return self.position_at(self.row_of(position) + lines, column)

    def row_edge(self, position: int, step: int) -> int:
        """Return where reading a caret's line starts, or its last position."""
        number = self.row_of(position)
        line = self.line(number)
        inside = carets.first_stop(line) if step < 0 else carets.last_stop(line)
        return self.origin(number) + inside


def _own_base(text: str) -> int | None:
    """Return a paragraph's direction; None if it holds nothing that would decide (UAX #9, P2)."""
    if base_level(text):
        return 1
    return None if base_level(text + _RIGHT_TO_LEFT_LETTER) else 0
