"""A keyword between what precedes and what follows it, on one line, the keyword at a fixed column.

All three are one paragraph to the bidirectional algorithm and to joining: levels and letter forms
are those of the whole text, and a part is put into visual order as a line of its own (UAX #9,
rules L1 and L2). So a letter at a cut keeps the form it has within its word, a bracket or number
the direction it has in its sentence. In a right-to-left text what precedes stands on the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from tui.bidi import ucd
from tui.bidi.layout import analyse

if TYPE_CHECKING:
    from tui.bidi.layout import Cell, VisualLine

_BETWEEN_WORDS = " \t\n\r\u00a0\u1680\u2007\u202f\u205f\u3000\u200e\u200f\u061c" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""Blanks, and the marks of direction, which are not seen."""
_AT_AN_EDGE = _BETWEEN_WORDS + "\u200c\u200d"
"""The same with the joiners: what they do to letters is done by then."""

Role = Literal["blank", "before", "keyword", "after"]


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring cells of a row with one role."""

    role: Role
    cells: tuple[str, ...]
    """What each prints, from left to right; a blank is a cell of its own."""
    width: int
    """Their columns."""
    start: int = 0
    end: int = 0
    """The code points of the text they stand for; none for a blank."""

    @property
    def text(self) -> str:
        """What a terminal without bidi must print, from left to right."""
        return "".join(self.cells)


@dataclass(frozen=True, slots=True)
class KeywordRow:
    """A row whose parts, from left to right, fill its columns exactly."""

    base: int
    """Its direction: 0 left-to-right, 1 right-to-left."""
    parts: tuple[Part, ...]

    @property
    def cells(self) -> list[str]:
        """What every cell prints, from left to right."""
        return [cell for part in self.parts for cell in part.cells]

    def part(self, role: Role) -> Part:
        """Return the part with a role; an empty one where there is none."""
        return next((part for part in self.parts if part.role == role), Part(role, (), 0))

    def column(self, role: Role) -> int:
        """Return the leftmost column of a part, from 0."""
        column = 0
        for part in self.parts:
            if part.role == role:
                return column
            column += part.width
        return column


class KeywordInContext:
    """A text with a keyword in it, analysed once, from which rows of any width are cut.

    Args:
        before: What precedes the keyword.
        keyword: The keyword. Drawn with it is what shares a cell with its first or last letter,
            such as the lam before an alef.
        after: What follows.
        base: The direction of the row, 0 or 1; None takes that of most of the letters.
    """

    def __init__(self, before: str, keyword: str, after: str, base: int | None = None) -> None:
        text = before + keyword + after
        self.base = main_direction(text) if base is None else base
        self._layout = analyse(text, self.base)
        self._start, self._end = self._layout.cluster_range(len(before), len(before) + len(keyword))

    @property
    def keyword_width(self) -> int:
        """Columns of the keyword."""
        return self._layout.line(self._start, self._end).width

    def row(self, width: int, lead: int) -> KeywordRow:
        """Return the row.

        Contexts are cut between words, and within a word only where not even one fits.

        Args:
            width: Columns to fill.
            lead: Columns on the side where reading begins that are before the keyword, the blank
                that parts them included.
        """
        lead = max(0, min(lead, width))
        text = self._layout.text
        before_end = len(text[: self._start].rstrip(_AT_AN_EDGE))
        gap_before = min(lead, _has_blank(text[before_end : self._start]))
        before = self._line(self._cut_before(before_end, lead - gap_before), before_end)
        keyword = self._line(self._start, self._cut_after(self._start, self._end, width - lead))
        room = width - lead - keyword.width
        after_start = len(text) - len(text[self._end :].lstrip(_AT_AN_EDGE))
        gap_after = min(room, _has_blank(text[self._end : after_start]))
        after = self._line(after_start, self._cut_after(after_start, len(text), room - gap_after))
        parts = [
            _blanks(lead - gap_before - before.width),
            _part("before", before),
            _blanks(gap_before),
            _part("keyword", keyword),
            _blanks(gap_after),
            _part("after", after),
            _blanks(room - gap_after - after.width),
        ]
        ordered = reversed(parts) if self.base else parts
        return KeywordRow(self.base, tuple(part for part in ordered if part.cells))

    def _line(self, start: int, end: int) -> VisualLine:
        return self._layout.line(start, max(start, end))

    def _clusters(self, start: int, end: int) -> list[Cell]:
        """Return the cells of a range in logical order."""
        return sorted(self._line(start, end).cells, key=attrgetter("start"))

    def _near(self, offset: int) -> int:
        """Return the beginning of the cluster an offset is in; 0 before the text."""
        return self._layout.cluster_range(offset, offset)[0] if offset > 0 else 0

    def _cut_before(self, end: int, room: int) -> int:
        """Return where the words before the keyword begin that fit."""
        text = self._layout.text
        words = at = end
        for cell in reversed(self._clusters(self._near(end - _reach(room)), end)):
            room -= cell.width
            if room < 0:
                break
            at = cell.start
            if not text[at].isspace() and (at == 0 or text[at - 1] in _BETWEEN_WORDS):
                words = at
        return words if words < end else at

    def _cut_after(self, start: int, end: int, room: int) -> int:
        """Return where the words from an offset on end that fit."""
        text = self._layout.text
        words = at = start
        last = min(end, max(start, self._near(start + _reach(room))))
        for cell in self._clusters(start, last):
            room -= cell.width
            if room < 0:
                break
            at = cell.end
            if not text[cell.start].isspace() and (at == end or text[at] in _BETWEEN_WORDS):
                words = at
        return words if words > start else at


def _reach(room: int) -> int:
    """Return the code points that fit into some columns, every second one a mark at most."""
    return 2 * max(0, room) + 32


def main_direction(text: str) -> int:
    """Return the direction of most of a text's letters; right-to-left where it has none."""
    classes = ucd.bidi_classes(ucd.profiles(text))
    return int(classes.count(b"R") + classes.count(b"A") >= classes.count(b"L"))


def _has_blank(text: str) -> int:
    return int(any(map(str.isspace, text)))


def _blanks(columns: int) -> Part:
    return Part("blank", (" ",) * columns, columns)


def _part(role: Role, line: VisualLine) -> Part:
    cells = tuple([cell.glyphs for cell in line.cells])
    return Part(role, cells, line.width, line.start, line.painted_end)
