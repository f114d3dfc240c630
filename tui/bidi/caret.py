"""Carets: places in a text where typing goes, and the cells that show them.

A caret is a position, in code points of the paragraph, and is drawn as a block on the cell of the
cluster that starts there; behind the last character stands a cell of its own, on the side where
reading ends. Arrows move the block by what is seen: one cell in the direction of the key, inside
Latin words and numbers of an Arabic line too.

What is deleted follows the characters instead, as in the editors of desktops and browsers:
Backspace takes the last mark of a vowelled letter first and the alef alone of a lam-alef, so that a
slip is mended without typing the letter again; Delete takes a letter with its marks.
"""

from __future__ import annotations

import unicodedata
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.bidi import ucd
from tui.bidi.layout import Cell, VisualLine
from tui.bidi.sanitize import TAB_COLUMNS

if TYPE_CHECKING:
    from tui.bidi.layout import ParagraphLayout

Direction = Literal[-1, 1]
LEFT: Direction = -1
RIGHT: Direction = 1


class Row(NamedTuple):
    """One line of a paragraph that is being written, in code points of the paragraph."""

    start: int
    end: int
    holds_end: bool
    """Whether the cell behind the last character stands in this line."""


def rows(layout: ParagraphLayout, width: int | None) -> list[Row]:
    """Return the lines of a paragraph in which every blank has a cell.

    The lines are those of ``layout.breaks``, except that blanks at a line's end, which hang
    unpainted there, go on to lines of their own where the pane has no room for them, and that the
    cell behind the text gets a line of its own where the last one is full.

    Args:
        layout: The paragraph.
        width: Columns of the pane; None leaves everything on one line.
    """
    length = len(layout)
    if width is None:
        return [Row(0, length, True)]
    width = max(width, 1)
    found: list[Row] = []
    free = width
    for start, end in layout.breaks(width):
        line = layout.line(start, end, width)
        free = width - line.indent - line.width
        for cluster, _ in layout.clusters(line.painted_end, end):
            columns = _blank_columns(layout.text[cluster])
            if columns > free and cluster > start:
                found.append(Row(start, cluster, False))
                start, free = cluster, width - line.indent
            free -= columns
        found.append(Row(start, end, False))
    if free > 0:
        found[-1] = found[-1]._replace(holds_end=True)
    else:
        found.append(Row(length, length, True))
    return found


def caret_line(layout: ParagraphLayout, row: Row, width: int | None = None) -> VisualLine:
    """Return a line with a cell for every place where a caret may stand.

    Blanks at the line's end have the paragraph's direction (UAX #9, rule L1), and so has the cell
    behind the text, which stands for the code point that would follow.

    Args:
        layout: The paragraph.
        row: One of its ``rows``.
        width: The columns the rows were made for.
    """
    line = layout.line(row.start, row.end, width or 0)
    text = layout.text
    added = [
        (start, end, _blank_columns(text[start]))
        for start, end in layout.clusters(line.painted_end, row.end)
    ]
    if row.holds_end:
        added.append((len(text), len(text) + 1, 1))
    total = line.width + sum(columns for _, _, columns in added)
    cells = list(line.cells)
    if layout.base:
        shift = total - line.width
        cells = [cell._replace(column=cell.column + shift) for cell in cells]
    reached = line.width
    for start, end, columns in added:
        reached += columns
        column = total - reached if layout.base else reached - columns
        cell = Cell(" " * columns, column, columns, start, end)
        cells.insert(0 if layout.base else len(cells), cell)
    return VisualLine(row.start, row.end, line.base, tuple(cells), total, line.indent)


def _blank_columns(blank: str) -> int:
    if blank == "\t":
        return TAB_COLUMNS
    # A line separator prints nothing, but where it is the whole line a caret must stand on it.
    return max(1, ucd.widths(ucd.profiles(blank))[0])


# --- where a caret stands -----------------------------------------------------------------


def stops(line: VisualLine) -> list[Cell]:
    """Return the cells of a line that a caret may stand on, from left to right.

    What is never printed has no cell: a caret before a mark of direction stands on the letter
    behind it.
    """
    return [cell for cell in line.cells if cell.width]


def cell_of(line: VisualLine, position: int) -> Cell | None:
    """Return the cell on which a caret at a position is drawn; None if the line is not its own."""
    return next((cell for cell in stops(line) if cell.start <= position < cell.end), None)


def beside(line: VisualLine, position: int, direction: Direction) -> int | None:
    """Return the position one cell to the left or right of a caret; None at the line's edge."""
    cells = stops(line)
    for index, cell in enumerate(cells):
        if cell.start <= position < cell.end:
            wanted = index + direction
            return cells[wanted].start if 0 <= wanted < len(cells) else None
    return None


def edge(line: VisualLine, direction: Direction) -> int:
    """Return the position at the left or right edge of a line."""
    cells = stops(line)
    return (cells[0] if direction == LEFT else cells[-1]).start if cells else line.start


def position_at(line: VisualLine, column: int) -> int:
    """Return the position of the cell nearest to a column of the line."""
    cells = stops(line)
    for cell in cells:
        if column < cell.column + cell.width:
            return cell.start
    return cells[-1].start if cells else line.start


def first_stop(line: VisualLine) -> int:
    """Return the position at which reading a line starts, wherever it is drawn."""
    return min((cell.start for cell in stops(line)), default=line.start)


def last_stop(line: VisualLine) -> int:
    """Return the last position of a line in reading order."""
    return max((cell.start for cell in stops(line)), default=line.start)


# --- words --------------------------------------------------------------------------------


def _in_word(character: str) -> bool:
    """Tell whether a character is part of a word: letters, marks, digits and joiners are."""
    return unicodedata.category(character)[0] in "LMN" or character == "_" or character in _JOINERS


_JOINERS = "\u200c\u200d"


def is_word_start(text: str, position: int) -> bool:
    """Tell whether a word starts at a position."""
    return (
        position < len(text)
        and _in_word(text[position])
        and (position == 0 or not _in_word(text[position - 1]))
    )


def next_word(text: str, position: int) -> int:
    """Return the start of the next word in reading order; the text's end if there is none."""
    return next((at for at in range(position + 1, len(text)) if is_word_start(text, at)), len(text))


def previous_word(text: str, position: int) -> int:
    """Return the start of the word before a position; 0 if there is none."""
    return next((at for at in range(position - 1, 0, -1) if is_word_start(text, at)), 0)


def word_around(text: str, position: int) -> tuple[int, int]:
    """Return the range of the word at a position, or of the one sign that stands there."""
    if position >= len(text) or not _in_word(text[position]):
        return position, min(position + 1, len(text))
    start = position - sum(1 for _ in takewhile(_in_word, reversed(text[:position])))
    end = position + sum(
        1 for _ in takewhile(_in_word, (text[at] for at in range(position, len(text))))
    )
    return start, end


# --- deleting -----------------------------------------------------------------------------

_ZERO_WIDTH_JOINER = "\u200d"


def deletion_before(text: str, position: int) -> int:
    """Return where the range starts that Backspace deletes, the position itself at the start.

    It is one code point, except that a picture of several (a flag, a family, a skin colour) goes as
    a whole.
    """
    start = max(position - 1, 0)
    while start > 0:
        character, before = text[start], text[start - 1]
        if _modifies_picture(character):
            start -= 1
        elif before == _ZERO_WIDTH_JOINER and start > 1 and _is_picture(character):
            start -= 2
        else:
            break
    if start > 0 and _regional_indicators_before(text, start + 1) % 2 == 0:
        start -= _is_regional_indicator(text[start])
    return start


def deletion_after(text: str, position: int) -> int:
    """Return where the range ends that Delete deletes: a letter with its marks.

    Invisible characters behind the letter go with it, since nothing else could take them; of a
    lam-alef it is the lam.
    """
    length = len(text)
    if position >= length:
        return length
    end = position + 1
    kinds = ucd.display_kinds(ucd.profiles(text[position : position + _LONGEST_CLUSTER]))
    if _is_regional_indicator(text[position]) and kinds[1:2] == b"r":
        end += 1
    while end - position < len(kinds) and (
        kinds[end - position] in b"mxz"
        or _modifies_picture(text[end])
        or (text[end - 1] == _ZERO_WIDTH_JOINER and _is_picture(text[end]))
    ):
        end += 1
    return end


_LONGEST_CLUSTER = 1000
"""Code points Delete takes at most: more marks on one letter are no writing."""


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk") or character in "♀♂"


def _modifies_picture(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff" or character in "\ufe0e\ufe0f\u20e3"


def _is_regional_indicator(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _regional_indicators_before(text: str, end: int) -> int:
    return sum(
        1 for _ in takewhile(_is_regional_indicator, reversed(text[max(0, end - 100) : end]))
    )
