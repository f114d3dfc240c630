"""The last step before the terminal: every painted row as this kind of terminal needs it.

Textual hands each row of each widget, border and padding included, through its line filters.
Panes, dialogs, messages and Textual's own widgets therefore paint visual cells and know nothing
of terminals; and what is selected, copied or exported never sees the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter

from tui.bidi.encode import (
    alternating,
    encode_cells,
    moved_cells,
    split_cells,
    without_harakat,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.color import Color as TextualColor

    from tui.bidi.encode import Mode


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a terminal wants its cells."""

    mode: Mode = "visual"
    keep_harakat: bool = True

    @property
    def changes_nothing(self) -> bool:
        """Whether rows go out as they are painted."""
        return self.mode == "visual" and self.keep_harakat


class Encoder(LineFilter):
    """Encodes painted rows.

    Args:
        encoding: How the terminal wants its cells.
    """

    def __init__(self, encoding: Encoding) -> None:
        super().__init__()
        self.encoding = encoding

    def apply(self, segments: list[Segment], background: TextualColor) -> list[Segment]:
        """Return a row's segments with the same columns and the glyphs the terminal needs."""
        del background
        mode = self.encoding.mode
        text = "".join([segment.text for segment in segments])
        if text.isascii() and mode != "braille":
            return segments
        if not self.encoding.keep_harakat:
            segments = [
                Segment(without_harakat(segment.text), segment.style) for segment in segments
            ]
        if mode == "visual":
            return segments
        cells = [split_cells(segment.text) for segment in segments]
        if mode == "jitter":
            return list(_jittered(segments, cells))
        return _encoded(segments, cells, mode)


def _encoded(
    segments: Sequence[Segment], cells: Sequence[Sequence[str]], mode: Mode
) -> list[Segment]:
    flat = [cell for part in cells for cell in part]
    styles = [
        segment.style or Style.null()
        for segment, part in zip(segments, cells, strict=True)
        for _ in part
    ]
    if mode == "chunks":
        # A change of font within a word would part the run whose letters kitty turns round.
        styles = [style + _upright() for style in styles]
    sent = zip(encode_cells(flat, mode), moved_cells(flat, mode), strict=True)
    runs = groupby(((glyphs, styles[cell]) for glyphs, cell in sent), key=itemgetter(1))
    return [Segment("".join([glyphs for glyphs, _ in run]), style) for style, run in runs]


def _jittered(segments: Sequence[Segment], cells: Sequence[Sequence[str]]) -> Iterator[Segment]:
    flags = iter(alternating([cell for part in cells for cell in part]))
    for segment, part in zip(segments, cells, strict=True):
        style = segment.style or Style.null()
        for flag, group in groupby(part, key=lambda _: next(flags)):
            yield Segment("".join(group), _nudged(style) if flag else style)


@cache
def _upright() -> Style:
    return Style(bold=False, italic=False)


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
