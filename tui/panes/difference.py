"""A text with what another one has in its place: what was added and what is gone, in one flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from tui.bidi.layout import analyse
from tui.keys import bindings
from tui.panes.paint import StyleRun, blank_strip, line_strip
from tui.panes.painted import WrappedView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.strip import Strip

    from tui.bidi.layout import ParagraphLayout, VisualLine

MARGIN = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and which of the two texts has them."""

    text: str
    change: Literal["equal", "insert", "delete"]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    layout: ParagraphLayout
    changes: tuple[tuple[int, int, str], ...]
    """Code points of what differs, with the name of its look."""


class DifferenceView(WrappedView, can_focus=True):
    """Paragraphs of words that both texts have, and of those that one alone has."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("difference")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"difference--insert", "difference--delete"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._paragraphs: list[_Paragraph] = []
        self._lines: list[tuple[_Paragraph, int, int] | None] = []

    def show_pieces(self, paragraphs: Sequence[Sequence[Piece]]) -> None:
        """Show these paragraphs from the beginning."""
        self._paragraphs = [_joined(pieces) for pieces in paragraphs if pieces]
        self._lay_out()
        self._scroll(0)

    @property
    def _width(self) -> int:
        return max(1, self.columns - 2 * MARGIN)

    def _lay_out(self) -> None:
        self._lines = []
        for paragraph in self._paragraphs:
            self._lines.extend((paragraph, *ends) for ends in paragraph.layout.breaks(self._width))
            self._lines.append(None)
        self.set_height(len(self._lines))
        self.refresh(self.size.region)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        number = y + round(self.scroll_offset.y)
        row = self._lines[number] if number < len(self._lines) else None
        if row is None:
            return blank_strip(self.columns, self.base_style)
        paragraph, start, end = row
        line: VisualLine = paragraph.layout.line(start, end, self._width)
        runs = [
            StyleRun(first, last, self.get_component_rich_style(look, partial=True))
            for first, last, look in paragraph.changes
            if first < end and start < last
        ]
        return line_strip(line, self._width, self.base_style, runs, margin=MARGIN)


def _joined(pieces: Sequence[Piece]) -> _Paragraph:
    text, changes = "", []
    for piece in pieces:
        words = " ".join(piece.text.split())
        if text and words:
            text += " "
        if piece.change != "equal":
            changes.append((len(text), len(text) + len(words), f"difference--{piece.change}"))
        text += words
    return _Paragraph(analyse(text), tuple(changes))
