"""Visual lines to Textual strips: the last step before the terminal.

Text stays logical up to here. A strip is made cell by cell from a ``VisualLine``; styles are
given for logical ranges and land on exactly the clusters those ranges touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from corpus.article import EntityType
from tui.bidi.encode import alternating, encode_cells
from tui.bidi.layout import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.bidi.encode import Mode
    from tui.bidi.layout import VisualLine

Side = Literal["left", "right"]

ENTITY_CLASSES = frozenset(f"entity--{type_.prefix}" for type_ in EntityType)
"""Component classes with the looks of the entity types, wherever one is painted."""


@dataclass(frozen=True, slots=True)
class Output:
    """How this terminal wants its cells."""

    mode: Mode = "visual"
    keep_harakat: bool = True


@dataclass(frozen=True, slots=True)
class StyleRun:
    """A style for a logical range of a paragraph; later runs lie over earlier ones."""

    start: int
    end: int
    style: Style


def line_strip(
    line: VisualLine,
    width: int,
    style: Style,
    runs: Sequence[StyleRun] = (),
    *,
    output: Output,
    side: Side | None = None,
    margin: int = 0,
) -> Strip:
    """Return one line of text as a strip of ``width`` columns between its margins.

    Args:
        line: The text, not wider than ``width``.
        width: Columns to fill.
        style: The style of whatever no run covers, padding included.
        runs: Styles of logical ranges, in code points of the line's paragraph.
        output: How the terminal wants its cells.
        side: Where the text stands; by default on the side its paragraph begins.
        margin: Columns left free on either side.
    """
    padding = max(0, width - line.width)
    on_the_right = line.base == 1 if side is None else side == "right"
    left = margin + (padding if on_the_right else 0)
    right = margin + (0 if on_the_right else padding)
    segments = [
        Segment(" " * left, style),
        *_segments(line, style, runs, output),
        Segment(" " * right, style),
    ]
    return Strip(segments, left + line.width + right)


def text_strip(
    text: str,
    width: int,
    style: Style,
    runs: Sequence[StyleRun] = (),
    *,
    output: Output,
    side: Side | None = None,
    margin: int = 0,
) -> Strip:
    """Return one line of logical text as a strip, cut at its logical end if it is too long.

    The arguments are those of ``line_strip``.
    """
    width = max(0, width)
    if not text:
        return blank_strip(width + 2 * margin, style)
    line = one_line(text, width)
    return line_strip(line, width, style, runs, output=output, side=side, margin=margin)


def _segments(
    line: VisualLine, style: Style, runs: Sequence[StyleRun], output: Output
) -> list[Segment]:
    cells = [cell.glyphs for cell in line.cells]
    glyphs = encode_cells(cells, output.mode, keep_harakat=output.keep_harakat)
    looks = _looks(line, runs)
    if output.mode == "chunks":
        # A change of font within a word parts the run whose letters kitty turns round.
        style += _UPRIGHT
        runs = [StyleRun(run.start, run.end, run.style + _UPRIGHT) for run in runs]
    if output.mode == "jitter":
        looks = [
            look | _NUDGE if flag else look
            for look, flag in zip(looks, alternating(cells), strict=True)
        ]
    segments = []
    start = 0
    for look, group in groupby(looks):
        end = start + len(list(group))
        segments.append(Segment("".join(glyphs[start:end]), _style_of(look, style, runs)))
        start = end
    return segments


_UPRIGHT = Style(bold=False, italic=False)

_NUDGE = 1
"""The bit of a look that stands for a colour one unit away; above it a bit a run."""


def _looks(line: VisualLine, runs: Sequence[StyleRun]) -> list[int]:
    """Return for every cell the set of runs that lie over it, as bits."""
    looks = [0] * len(line.cells)
    for bit, run in enumerate(runs, 1):
        start, end = run.start, run.end
        for index, cell in enumerate(line.cells):
            if cell.start < end and start < cell.end:
                looks[index] |= 1 << bit
    return looks


def _style_of(look: int, style: Style, runs: Sequence[StyleRun]) -> Style:
    for bit, run in enumerate(runs, 1):
        if look >> bit & 1:
            style += run.style
    return _nudged(style) if look & _NUDGE else style


def _nudged(style: Style) -> Style:
    """Return a style whose colour is one unit of blue away; nobody sees the difference.

    A terminal that gathers cells of one colour into a run and reorders the run then finds runs
    of a single cell.
    """
    color = style.bgcolor or style.color
    if color is None or color.triplet is None:
        return style
    red, green, blue = color.triplet
    nudged = Color.from_rgb(red, green, blue + 1 if blue < 255 else blue - 1)
    return style + (Style(bgcolor=nudged) if style.bgcolor else Style(color=nudged))


def blank_strip(width: int, style: Style) -> Strip:
    """Return an empty line."""
    return Strip([Segment(" " * width, style)], width)


def joined(strips: Sequence[Strip]) -> Strip:
    """Return strips set side by side from the left."""
    return Strip.join(strips)
