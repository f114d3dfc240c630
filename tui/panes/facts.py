"""What is known of something, a line or more each: what it is called, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tui.bidi.layout import analyse
from tui.panes.paint import blank_strip, in_order, line_strip, text_strip
from tui.panes.painted import WrappedView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from tui.bidi.layout import ParagraphLayout

LABEL_COLUMNS = 14
"""Columns for what a fact is called, the blanks behind it among them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known."""

    label: str
    """What it is called; empty for more of what stands before."""
    value: str
    """One paragraph of either direction."""
    is_warning: bool = False


class FactList(WrappedView, can_focus=False):
    """Facts one below the other, wrapped, each on its own side."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"facts--label", "facts--warning"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._facts: list[tuple[Fact, ParagraphLayout]] = []
        self._lines: list[tuple[int, int, int]] = []
        """The fact of each line, and the code points of its value."""

    @property
    def line_count(self) -> int:
        """How many lines there are at the present width."""
        return len(self._lines)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these from the beginning."""
        self._facts = [(fact, analyse(" ".join(fact.value.split()))) for fact in facts]
        self._lay_out()
        self._scroll(0)

    @property
    def _width(self) -> int:
        return max(1, self.columns - LABEL_COLUMNS - 1)

    def _lay_out(self) -> None:
        self._lines = [
            (number, *ends)
            for number, (_, layout) in enumerate(self._facts)
            for ends in layout.breaks(self._width)
        ]
        self.set_height(len(self._lines))
        self.refresh(self.size.region)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        at = y + round(self.scroll_offset.y)
        if at >= len(self._lines):
            return blank_strip(self.columns, self.base_style)
        number, start, end = self._lines[at]
        fact, layout = self._facts[number]
        style = self.base_style
        muted = style + self.get_component_rich_style("facts--label", partial=True)
        if fact.is_warning:
            style += self.get_component_rich_style("facts--warning", partial=True)
        label = fact.label if start == 0 else ""
        left = text_strip(label, LABEL_COLUMNS, muted, side="start")
        value = line_strip(layout.line(start, end, self._width), self._width, style)
        return in_order([left, value, blank_strip(1, self.base_style)])
