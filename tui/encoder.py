"""The last step before the terminal: every composed row as this kind of terminal needs it.

Rows are encoded when all that is seen of them is known: a message that lies over a word leaves a
part of it, and that part must read right too. Panes, dialogs, messages and Textual's own widgets
therefore paint visual cells and know nothing of terminals; and what is selected, copied or
exported never sees the difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor
from textual.await_complete import AwaitComplete
from textual.geometry import Region
from textual.strip import Strip

from tui.bidi.encode import (
    alternating,
    encode_cells,
    moved_cells,
    parted_cells,
    split_cells,
    without_harakat,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import RenderableType
    from textual._compositor import ChopsUpdate
    from textual.screen import Screen

    from tui.bidi.encode import Mode


REORDERED: tuple[Mode, ...] = ("chunks", "braille", "logical")
"""The modes in which glyphs change places within a row."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a terminal wants its cells."""

    mode: Mode = "visual"
    keep_harakat: bool = True

    @property
    def changes_nothing(self) -> bool:
        """Whether rows go out as they are painted."""
        return self.mode == "visual" and self.keep_harakat


class Encoder:
    """Encodes painted rows.

    Args:
        encoding: How the terminal wants its cells.
    """

    def __init__(self, encoding: Encoding) -> None:
        self.encoding = encoding

    def encode(self, segments: Sequence[Segment]) -> Sequence[Segment]:
        """Return segments of a row with the same columns and the glyphs the terminal needs."""
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


class EncodingCompositor(Compositor):
    """Textual's compositor, whose output is encoded where it leaves for the terminal.

    A screen that shows through another one is composed too, but goes nowhere: it is not encoded.

    Args:
        encoder: Returns what encodes, or None where rows go out as they are painted.
    """

    def __init__(self, encoder: Callable[[], Encoder | None]) -> None:
        super().__init__()
        self._encoder = encoder
        self._is_leaving = False

    def render_update(
        self,
        full: bool = False,
        screen_stack: list[Screen[Any]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        """Return what the terminal is sent."""
        self._is_leaving = True
        try:
            return super().render_update(full, screen_stack, simplify)
        finally:
            self._is_leaving = False

    def render_partial_update(self) -> ChopsUpdate | None:
        """Return what of the screen has changed; whole rows where glyphs change places in them."""
        encoder = self._encoder()
        if encoder is not None and encoder.encoding.mode in REORDERED:
            width = self.size.width
            regions = {Region(0, dirty.y, width, dirty.height) for dirty in self._dirty_regions}
            self._dirty_regions = regions
        return super().render_partial_update()

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        chops = super()._render_chops(crop, is_rendered_line)
        encoder = self._encoder() if self._is_leaving else None
        if encoder is None:
            return chops
        if encoder.encoding.mode in REORDERED:
            chops = [_in_one_piece(row) for row in chops]
        return [
            {column: _encoded_strip(strip, encoder) for column, strip in row.items()}
            for row in chops
        ]


def _in_one_piece(row: Mapping[int, Strip]) -> Mapping[int, Strip]:
    """Return a row with all of it in its first strip.

    Textual cuts a row wherever a pane begins, one behind a message too, and would so part words
    whose letters change places.
    """
    # Textual leaves a place empty that it is not going to send.
    if any(strip is None for strip in row.values()):
        return row
    rest = dict.fromkeys(row, Strip.blank(0))
    return rest | dict(zip(row, (Strip.join(row.values()),), strict=False))


def _encoded_strip(strip: Strip | None, encoder: Encoder) -> Strip:
    if strip is None:
        return cast("Strip", strip)
    return Strip(encoder.encode(list(strip)), strip.cell_length)


class EncodedScreen:
    """A screen whose rows leave encoded; stands before Textual's screen among the bases."""

    app: Any
    _compositor: Compositor

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._compositor = EncodingCompositor(lambda: getattr(self.app, "encoder", None))

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave, unless that is done: a key pressed twice may come when one has left.

        Textual would take away whatever screen stands in front then, or have none left to take.
        """
        if self.app.screen_stack[-1] is not self:
            return AwaitComplete()
        left: AwaitComplete = super().dismiss(result)  # type: ignore[misc]
        return left


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
        styles = [
            style + _upright(is_parted)
            for style, is_parted in zip(styles, parted_cells(flat, mode), strict=True)
        ]
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
def _upright(is_bold: bool) -> Style:
    return Style(bold=is_bold, italic=False)


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
