"""Visual lines to Textual strips: cells with their styles, as they stand on the screen.

Text stays logical up to here; what a given terminal needs besides is the encoder's business. A
strip is made cell by cell from a ``VisualLine``; styles are given for logical ranges and land on
exactly the clusters those ranges touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from rich.segment import Segment
from textual.strip import Strip

from corpus.article import EntityType
from tui.bidi.layout import one_line
from tui.language.said import end_side, is_from_right, start_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from tui.bidi.layout import VisualLine

Side = Literal["left", "right", "start", "end"]
"""A side of the screen, or of the language spoken: where its lines start, or end."""

ENTITY_CLASSES = frozenset(f"entity--{type_.prefix}" for type_ in EntityType)
"""Component classes with the looks of the entity types, wherever one is painted."""


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
    side: Side | None = None,
    margin: int = 0,
) -> Strip:
    """Return one line of text as a strip of ``width`` columns between its margins.

    Args:
        line: The text, not wider than ``width``.
        width: Columns to fill.
        style: The style of whatever no run covers, padding included.
        runs: Styles of logical ranges, in code points of the line's paragraph.
        side: Where the text stands; by default on the side its paragraph begins.
        margin: Columns left free on either side.
    """
    padding = max(0, width - line.width)
    if side in ("start", "end"):
        side = start_side() if side == "start" else end_side()
    before = line.left_padding(width) if side is None else padding if side == "right" else 0
    left = margin + before
    right = margin + padding - before
    segments = [
        Segment(" " * left, style),
        *_segments(line, style, runs),
        Segment(" " * right, style),
    ]
    return Strip(segments, left + line.width + right)


def text_strip(
    text: str,
    width: int,
    style: Style,
    runs: Sequence[StyleRun] = (),
    *,
    side: Side | None = None,
    margin: int = 0,
) -> Strip:
    """Return one line of logical text as a strip, cut at its logical end if it is too long.

    The arguments are those of ``line_strip``. Where the language spoken is written from the right,
    what stands where its lines start runs as it does, and a column on the left keeps its order.
    """
    width = max(0, width)
    if not text:
        return blank_strip(width + 2 * margin, style)
    line = one_line(text, width, base=_BASES.get(side or "") if is_from_right() else None)
    return line_strip(line, width, style, runs, side=side, margin=margin)


_BASES: Final = {"start": 1, "left": 0}


def _segments(line: VisualLine, style: Style, runs: Sequence[StyleRun]) -> list[Segment]:
    segments = []
    start = 0
    for look, group in groupby(_looks(line, runs)):
        end = start + len(list(group))
        text = "".join([cell.glyphs for cell in line.cells[start:end]])
        segments.append(Segment(text, _style_of(look, style, runs)))
        start = end
    return segments


def _looks(line: VisualLine, runs: Sequence[StyleRun]) -> list[int]:
    """Return for every cell the set of runs that lie over it, as bits."""
    looks = [0] * len(line.cells)
    for bit, run in enumerate(runs):
        start, end = run.start, run.end
        for index, cell in enumerate(line.cells):
            if cell.start < end and start < cell.end:
                looks[index] |= 1 << bit
    return looks


def _style_of(look: int, style: Style, runs: Sequence[StyleRun]) -> Style:
    for bit, run in enumerate(runs):
        if look >> bit & 1:
            style += run.style
    return style


def blank_strip(width: int, style: Style) -> Strip:
    """Return an empty line."""
    return Strip([Segment(" " * width, style)], width)


def joined(strips: Sequence[Strip]) -> Strip:
    """Return strips set side by side from the left."""
    return Strip.join(strips)


def in_order(strips: Sequence[Strip]) -> Strip:
    """Return strips set side by side as the language spoken runs."""
    return Strip.join(strips[::-1] if is_from_right() else strips)


def title_of(text: str, width: int = 200) -> str:
    """Return a text as the title of a border, which Textual prints as it is.

    Args:
        text: The text, logical.
        width: Columns it may take at most; Textual would cut it from the right, where Arabic
            begins.
    """
    line = one_line(text, max(8, width), base=int(is_from_right()))
    return line.text.replace("[", r"\[")


def overlaid(strip: Strip, column: int, text: str, style: Style) -> Strip:
    """Return a strip with a short text of one-cell letters laid over it from a column on."""
    column = max(0, min(column, strip.cell_length - len(text)))
    end = column + len(text)
    return Strip.join(
        [strip.crop(0, column), Strip([Segment(text, style)]), strip.crop(end, strip.cell_length)]
    )
