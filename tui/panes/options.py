"""A few options below each other: what each is called, and what it is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tui.keys import bindings
from tui.panes.paint import in_order, text_strip
from tui.panes.rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.strip import Strip

LABEL_COLUMNS = 20


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen."""

    id: str
    label: str
    value: str
    hint: str = ""
    """What it does, for a person to read."""


class OptionRows(VirtualRows):
    """Options, a line each; Enter changes the one under the cursor."""

    # On the list and not on its screen, so that they come before the keys of every list.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"options--value"}
    row_height: ClassVar[int] = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._options: tuple[Option, ...] = ()

    @property
    def row_count(self) -> int:
        """How many options there are."""
        return len(self._options)

    @property
    def option(self) -> Option | None:
        """The one under the cursor."""
        return self._options[self.cursor] if 0 <= self.cursor < len(self._options) else None

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these; the cursor keeps its place."""
        self._options = tuple(options)
        self.rows_changed()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a line an option."""
        del container, viewport, width
        return max(1, len(self._options))

    def row_key(self, index: int) -> Hashable:
        """Return the option."""
        return self._options[index]

    def row_text(self, index: int) -> str:
        """Return what the option is called and is now."""
        option = self._options[index]
        return f"{option.label}: {option.value}"

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return label, value, and what it does."""
        option = self._options[index]
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        value = style + self.get_component_rich_style("options--value", partial=True)
        label = min(LABEL_COLUMNS, width)
        room = width - label
        hint = room // 2
        strips = [
            text_strip(f" {option.label}", label, style, side="start"),
            text_strip(option.value, room - hint, value, side="start"),
            text_strip(option.hint, hint, muted, side="start"),
        ]
        return (in_order(strips),)
