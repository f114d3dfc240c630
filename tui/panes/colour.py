"""A field for a colour, one of a few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widget import Widget

from tui.keys import bindings
from tui.language.said import _
from tui.panes.paint import StyleRun, text_strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.strip import Strip

SAMPLE = "███"


class ColourField(Widget, can_focus=True):
    """One colour, by name and sample; the arrows go through them, and through none at all.

    Args:
        colours: The names there are.
        colour: The one at first; empty for the usual.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note_colour")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "notes--yellow",
        "notes--green",
        "notes--blue",
        "notes--red",
        "notes--purple",
    }
    DEFAULT_CSS = """
    ColourField { height: 1; background: $surface; }
    ColourField:focus { text-style: reverse; }
    """

    @dataclass
    class Changed(Message):
        """Another colour was chosen."""

        field: ColourField
        colour: str

        @property
        def control(self) -> ColourField:
            """The field it happened in."""
            return self.field

    def __init__(self, colours: Sequence[str], colour: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._colours = ("", *colours)
        self.colour = colour if colour in self._colours else ""

    def action_colour(self, step: int) -> None:
        """Go to the next or previous colour."""
        at = (self._colours.index(self.colour) + step) % len(self._colours)
        self.colour = self._colours[at]
        self.refresh()
        self.post_message(self.Changed(self, self.colour))

    def render_line(self, y: int) -> Strip:
        """Return the sample and the name."""
        del y
        style, width = self.rich_style, self.size.width
        if not self.colour:
            return text_strip(_("as usual — ← → choose"), width, style, side="start")
        runs = []
        if f"notes--{self.colour}" in self.COMPONENT_CLASSES:
            look = self.get_component_rich_style(f"notes--{self.colour}", partial=True)
            runs = [StyleRun(0, len(SAMPLE), look)]
        return text_strip(f"{SAMPLE} {self.colour}", width, style, runs, side="start")
