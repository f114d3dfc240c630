"""Paragraphs as lines of terminal cells, with the way back from each cell to the text.

Lines are filled in logical order and put into visual order afterwards, each with its slice of the
paragraph's levels (UAX #9, rules L1 to L4). Offsets are code points of the paragraph, end
exclusive; columns are terminal columns counted from the left of the line's own text, so a pane
that aligns a line to the right adds its padding itself.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress
from typing import NamedTuple

from tui.bidi import levels as uax9
from tui.bidi import line_breaks, sanitize, shaping, ucd

# What a cluster is where a line ends: a blank that hangs, an invisible follower, or printed.
_HANGS = bytes(0x57 if code in b"stn" else 0x78 if code in b"xz" else 0x2E for code in range(256))

_LABEL = 0x76
"""Display kind of an invisible character that is printed as a label."""
_MAY_CHANGE_AT_LINE_END = b"SB123456789"

_LIST_MARKER = re.compile(
    r"[ \u00a0\t]*(?:[-–—*·•‣⁃∙▪▫●○■□◦]|\(?\d{1,3}[.)\-–:]|\(?[^\W\d_][)\-–])[ \u00a0\t]+(?=\S)"
)
_WIDEST_INDENT = 12
_LEAST_ROOM = 12
"""Columns that a hanging indent must leave to the text."""

_SEPARATOR_TO_BLANK = dict.fromkeys(map(ord, "\n\v\f\r\x85\u2028\u2029"), " ")


class Cell(NamedTuple):
    """One cluster at its place in a line; a tuple, since a screen has thousands."""

    glyphs: str
    """What is printed: shaped, mirrored, without controls; the base first, then its marks."""
    column: int
    """Its leftmost column, from 0."""
    width: int
    """Columns it takes; 0 only if nothing is printed."""
    start: int
    end: int
    """The code points it stands for."""


@dataclass(frozen=True, slots=True)
class VisualLine:
    """One line, its cells from left to right."""

    start: int
    end: int
    """The code points of the line, with the blanks at its end that hang unpainted."""
    base: int
    """The paragraph's direction: 0 left-to-right, 1 right-to-left."""
    cells: tuple[Cell, ...]
    width: int
    """Columns of all cells."""
    indent: int = 0
    """Columns to leave free on the side where reading starts: the hanging indent of a list item.

    ``width + indent`` is never more than the columns the line was broken for, unless one cell is.
    """

    def left_padding(self, columns: int) -> int:
        """Return the blanks left of the line in a pane: on the side where its paragraph starts."""
        return max(0, columns - self.width - self.indent) if self.base else self.indent

    @property
    def text(self) -> str:
        """What a terminal without bidi must print, from left to right."""
        return "".join([cell.glyphs for cell in self.cells])

    @property
    def painted_end(self) -> int:
        """The end of the last painted cluster in logical order; ``start`` if none is painted."""
        return max((cell.end for cell in self.cells), default=self.start)

    def cell_at(self, column: int) -> Cell | None:
        """Return the cell that covers a column; None beside the text."""
        if not 0 <= column < self.width:
            return None
        low, high = 0, len(self.cells)
        while high - low > 1:
            middle = (low + high) // 2
            if self.cells[middle].column <= column:
                low = middle
            else:
                high = middle
        return self.cells[low]

    def columns(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Return the visual runs of a logical range, as pairs of column and width.

        The runs cover every cluster the range touches, whole, and nothing else. One range can
        give several runs, since a change of direction tears it apart.
        """
        runs: list[tuple[int, int]] = []
        for cell in self.cells:
            if cell.end <= start or cell.start >= end or not cell.width:
                continue
            if runs and sum(runs[-1]) == cell.column:
                runs[-1] = (runs[-1][0], runs[-1][1] + cell.width)
            else:
                runs.append((cell.column, cell.width))
        return tuple(runs)

    def offset_at(self, column: int) -> int:
        """Return the logical offset nearest to a column.

        Beside the text, the side where reading ends gives ``painted_end`` and the side where it
        starts gives ``start``; in a right-to-left line the left padding is where reading ends.
        """
        cell = self.cell_at(column)
        if cell is not None:
            return cell.start
        before_text = column < 0
        return self.painted_end if before_text == bool(self.base) else self.start


class ParagraphLayout:
    """A paragraph analysed once, from which lines of any width are cut.

    Keeps about ten bytes a character; cells are built for the lines asked for.

    Attributes:
        text: The paragraph, without a line break at its end.
        base: Its direction, 0 left-to-right or 1 right-to-left.
        levels: The embedding level of each character, before rule L1; a control character
            counts as the neutral picture that is shown for it.
    """

    def __init__(self, text: str, base: int, *, show_controls: bool = False) -> None:
        self.text = text
        self.base = base
        self._profiles = ucd.profiles(text)
        self._kinds = ucd.display_kinds(self._profiles)
        classes = self._bidi_classes(0, len(text))
        brackets = uax9.bracket_string(text, self._kinds)
        self.levels = uax9.resolve_levels(classes, base, brackets)
        labels = dict(sanitize.bidi_control_labels(text)) if show_controls else {}
        if labels:
            kinds = bytearray(self._kinds)
            for position in labels:
                kinds[position] = _LABEL
            self._kinds = bytes(kinds)
        shaped = shaping.shape(text, self._profiles, self.levels, self._kinds, labels)
        self._glyphs = shaped.glyphs
        self._starts = shaped.starts
        self._widths = shaped.widths
        self._expansions = shaped.expansions

    def __len__(self) -> int:
        return len(self.text)

    @property
    def width(self) -> int:
        """Columns of the whole paragraph on one line, with all its blanks."""
        return sum(self._widths)

    def _bidi_classes(self, start: int, end: int) -> bytes:
        """Bidi classes of what is shown: the picture of a control character is neutral."""
        classes, kinds = ucd.bidi_classes(self._profiles[start:end]), self._kinds[start:end]
        if b"c" not in kinds:
            return classes
        return bytes(
            [0x4F if kind == 0x63 else code for code, kind in zip(classes, kinds, strict=True)]
        )

    @cached_property
    def _hangs(self) -> bytes:
        hangs = self._kinds.translate(_HANGS)
        leading = self._leading
        # What comes before the first base is in its cluster and hangs or stands with it.
        return hangs[leading : leading + 1] * leading + hangs[leading:] if leading else hangs

    @cached_property
    def _leading(self) -> int:
        """Invisible characters before the first cluster's base; 0 if there is no base at all."""
        kinds = self._kinds
        leading = len(kinds) - len(kinds.lstrip(b"xz"))
        return leading if leading < len(kinds) else 0

    def clusters(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the ranges of the clusters between two cluster boundaries, in logical order."""
        starts = list(compress(range(start, end), self._starts[start:end]))
        return list(zip(starts, [*starts[1:], end], strict=True)) if starts else []

    def cluster_range(self, start: int, end: int) -> tuple[int, int]:
        """Widen a range of code points to whole clusters."""
        length = len(self.text)
        start = max(0, min(start, length))
        end = max(start, min(end, length))
        if start < length:
            start = max(self._starts.rfind(1, 0, start + 1), 0)
        if end > start:
            following = self._starts.find(1, end)
            end = following if following >= 0 else length
        return start, end

    # -- breaking ---------------------------------------------------------------------------

    @cached_property
    def _segments(self) -> tuple[array[int], array[int], array[int], frozenset[int]]:
        """Ends of the unbreakable segments, columns of their words, columns with their blanks."""
        classes = ucd.line_break_classes(self._profiles)
        flags = line_breaks.break_flags(classes)
        length = len(self.text)
        possible = int.from_bytes(flags, "big") & int.from_bytes(self._starts, "big")
        ends = array("I", compress(range(length), possible.to_bytes(length, "big")))
        ends.append(length)
        hangs, widths = self._hangs, self._widths
        words, totals = array("I"), array("I")
        add_word, add_total = words.append, totals.append
        start = 0
        for end in ends:
            columns = sum(widths[start:end])
            add_total(columns)
            if hangs[end - 1] != 0x2E:
                if hangs[end - 2 : end] == b".W":  # a word and its blank, as a rule
                    columns -= widths[end - 1]
                else:
                    columns -= sum(widths[self._painted_end(hangs, start, end) : end])
            add_word(columns)
            start = end
        mandatory = frozenset(line_breaks.mandatory_breaks(classes))
        return ends, words, totals, mandatory

    @staticmethod
    def _painted_end(hangs: bytes, start: int, end: int) -> int:
        """Where the blanks begin that hang at the end of a range."""
        cut = start + len(hangs[start:end].rstrip(b"Wx"))
        # Invisible characters behind the last letter belong to its cluster.
        while cut < end and hangs[cut] == 0x78:
            cut += 1
        return cut

    def hanging_indent(self, width: int) -> int:
        """Return the columns by which all lines but the first are indented.

        They are those of a list item's bullet, number or letter, so that its text stands below
        itself; 0 where the paragraph is no list item or the pane is too narrow to spare them.
        """
        indent, _ = self._list_marker
        return indent if width - indent >= _LEAST_ROOM else 0

    @cached_property
    def _list_marker(self) -> tuple[int, int]:
        """Columns and end of the bullet or number that the paragraph starts with; 0 for none."""
        # A marker is short: more blanks than this in front of it indent nothing.
        marker = _LIST_MARKER.match(self.text, 0, 4 * _WIDEST_INDENT)
        if marker is None:
            return 0, 0
        columns = sum(self._widths[: marker.end()])
        return (columns, marker.end()) if columns <= _WIDEST_INDENT else (0, 0)

    def breaks(self, width: int) -> list[tuple[int, int]]:
        """Return the logical range of each line of a pane ``width`` columns wide.

        The ranges follow each other without gaps and cover the text; an empty paragraph is one
        empty line. Blanks at a line's end take no columns. A word wider than the pane starts a
        line of its own and is broken between clusters, in an address preferably behind ``/``
        and the like; a cluster wider than the pane is a line of its own. All lines but the first
        leave room for the ``hanging_indent``.
        """
        length = len(self.text)
        if not length:
            return [(0, 0)]
        width = max(width, 1)
        indent = self.hanging_indent(width)
        # No line ends between a bullet and its text.
        unbroken = self._list_marker[1] if indent else 0
        room, room_below = width, width - indent
        ends, words, totals, mandatory = self._segments
        lines: list[tuple[int, int]] = []
        line_start = segment_start = used = 0
        for end, word, total in zip(ends, words, totals, strict=True):
            if used + word > room:
                if segment_start > line_start and segment_start > unbroken:
                    lines.append((line_start, segment_start))
                    line_start, used, room = segment_start, 0, room_below
                if used + word > room:
                    before = (line_start, used, room)
                    line_start, used = self._break_word(
                        before, segment_start, end, room_below, lines
                    )
                    room = room_below if lines else width
                else:
                    used += total
            else:
                used += total
            segment_start = end
            if end in mandatory:
                lines.append((line_start, end))
                line_start, used, room = end, 0, room_below
        if line_start < length:
            lines.append((line_start, length))
        return lines

    def _break_word(
        self,
        before: tuple[int, int, int],
        start: int,
        end: int,
        room_below: int,
        lines: list[tuple[int, int]],
    ) -> tuple[int, int]:
        """Break a segment wider than its line; return the start and columns of its last line.

        Args:
            before: Start, used columns and all columns of the line the segment stands in.
            start: Where the segment starts.
            end: Where it ends.
            room_below: Columns of the lines that follow.
            lines: The lines so far, to which full ones are added.
        """
        line_start, used, room = before
        preferred = set(line_breaks.secondary_breaks(self.text, start, end))
        painted_end = self._painted_end(self._hangs, start, end)
        candidate, used_at_candidate = -1, 0
        for cluster_start in compress(range(start, end), self._starts[start:end]):
            columns = self._widths[cluster_start]
            if cluster_start in preferred and cluster_start > line_start:
                candidate, used_at_candidate = cluster_start, used
            overflows = used + columns > room and cluster_start < painted_end
            if overflows and cluster_start > line_start:
                room = room_below
                if candidate > line_start:
                    lines.append((line_start, candidate))
                    line_start, used = candidate, used - used_at_candidate
                if used + columns > room and cluster_start > line_start:
                    lines.append((line_start, cluster_start))
                    line_start, used = cluster_start, 0
                candidate = -1
            used += columns
        return line_start, used

    # -- lines ------------------------------------------------------------------------------

    def line(self, start: int, end: int, width: int = 0) -> VisualLine:
        """Build the visual line of a logical range, as ``breaks`` gives it.

        Args:
            start: First code point.
            end: One behind the last.
            width: The columns the line was broken for, from which its indent follows; without
                them it has none.
        """
        painted_end = self._painted_end(self._hangs, start, end)
        return self._visual_line(
            start, painted_end, end, self.hanging_indent(width) if start else 0
        )

    def lines(self, width: int) -> tuple[VisualLine, ...]:
        """Return the paragraph as lines of at most ``width`` columns."""
        return tuple(self.line(start, end, width) for start, end in self.breaks(width))

    def truncated(self, width: int, ellipsis: str = "…") -> VisualLine:
        """Return the paragraph as one line, cut at its logical end if it is too wide.

        Args:
            width: Columns there are.
            ellipsis: One-column characters that stand for what was cut, on the side where
                reading ends; where they do not fit either, they are cut.
        """
        length = len(self.text)
        painted_end = self._painted_end(self._hangs, 0, length)
        if sum(self._widths[:painted_end]) <= width:
            return self._visual_line(0, painted_end, length)
        ellipsis = ellipsis[: max(width, 0)]
        room = width - len(ellipsis)
        used = cut = 0
        for start in compress(range(length), self._starts):
            cut = start
            used += self._widths[start]
            if used > room:
                break
        kept = self._visual_line(0, self._painted_end(self._hangs, 0, cut), length)
        if not ellipsis:
            return kept
        cut = kept.painted_end
        mark = Cell(ellipsis, 0 if self.base else kept.width, len(ellipsis), cut, length)
        if not self.base:
            return VisualLine(0, length, 0, (*kept.cells, mark), kept.width + len(ellipsis))
        moved = [
            Cell(cell.glyphs, cell.column + len(ellipsis), cell.width, cell.start, cell.end)
            for cell in kept.cells
        ]
        return VisualLine(0, length, 1, (mark, *moved), kept.width + len(ellipsis))

    def _visual_line(self, start: int, painted_end: int, end: int, indent: int = 0) -> VisualLine:
        ranges = self.clusters(start, painted_end)
        ordered = [ranges[number] for number in self._cluster_order(start, painted_end)]
        glyphs = self._glyphs
        printed = [glyphs[first:last] for first, last in ordered]
        extra = painted_end - start - len(ranges)
        nothing = shaping.NOTHING in glyphs[start:painted_end]
        if nothing or self._expansions or extra > shaping.MOST_MARKS:
            printed = [self._printed(first, last) for first, last in ordered]
        widths = [self._widths[first] for first, _ in ordered]
        columns = list(accumulate(widths, initial=0))
        starts, ends = zip(*ordered, strict=True) if ordered else ((), ())
        cells = tuple(map(Cell._make, zip(printed, columns, widths, starts, ends, strict=False)))
        return VisualLine(start, end, self.base, cells, columns[-1], indent)

    def _printed(self, first: int, last: int) -> str:
        """What is printed for the cluster of a range."""
        glyphs = self._glyphs[first:last]
        base = 1
        if self._expansions:
            expanded = [self._expansions.get(at, self._glyphs[at]) for at in range(first, last)]
            glyphs = "".join(expanded)
            base = max(map(len, expanded))
        return glyphs.replace(shaping.NOTHING, "")[: base + shaping.MOST_MARKS]

    def _cluster_order(self, start: int, end: int) -> list[int]:
        """Rules L1 and L2: the numbers of a line's clusters from left to right."""
        found = self.levels[start:end]
        classes = self._bidi_classes(start, end)
        if any(code in classes for code in _MAY_CHANGE_AT_LINE_END):
            found = uax9.line_levels(found, classes, self.base)
        starts = self._starts[start:end]
        if not start and self._leading:
            # The first cluster stands where its base does.
            starts = bytes(self._leading) + b"\x01" + starts[self._leading + 1 :]
        if b"x" not in self._hangs[start:end]:
            return uax9.visual_order(bytes(compress(found, starts)))
        # Every character has a place of its own until all is in order: a control keeps two numbers
        # apart that would otherwise become one, and can give a mark another level than its base.
        number = list(accumulate(starts, initial=-1))
        return [number[at + 1] for at in uax9.visual_order(found) if starts[at]]


def analyse(text: str, base: int | None = None, *, show_controls: bool = False) -> ParagraphLayout:
    """Analyse a paragraph for layout.

    Args:
        text: One paragraph. Line separators in it end lines but not the paragraph.
        base: Its direction, 0 or 1; None lets its first strong character decide.
        show_controls: Print each bidi control as a label such as ``‹RLO›`` in its place, a
            cluster of its own. It does its work all the same, so text that a control disguises
            shows both the disguise and the control.
    """
    base = uax9.base_level(text) if base is None else base
    return ParagraphLayout(text, base, show_controls=show_controls)


def one_line(
    text: str,
    width: int,
    *,
    base: int | None = None,
    ellipsis: str = "…",
    show_controls: bool = False,
) -> VisualLine:
    """Lay a text out on one line, cut at its logical end where it is too wide.

    Args:
        text: A headline or the like; line separators in it print as blanks.
        width: Columns there are.
        base: The direction, 0 or 1; None lets the first strong character decide.
        ellipsis: One-column characters that stand for what was cut, on the side where reading
            ends. Their cell covers the rest of the text.
        show_controls: As for ``analyse``.
    """
    text = text.translate(_SEPARATOR_TO_BLANK)
    return analyse(text, base, show_controls=show_controls).truncated(width, ellipsis)
