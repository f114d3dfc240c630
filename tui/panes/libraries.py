"""The list of libraries one can go to: what is in each, where it lies, when it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING, ClassVar

from tui.bidi.layout import analyse, one_line
from tui.panes.paint import in_order, line_strip, text_strip
from tui.panes.rows import VirtualRows
from tui.panes.signs import SIGNS
from tui.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual.strip import Strip

MARK = 3
"""Columns of the sign before a name."""


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A library as it is shown."""

    name: str
    place: str
    """Its path; what matters most stands at the end."""
    says: str
    """What is in it, or why it cannot be opened; empty as long as that is not known."""
    opened: str = ""
    """When it was opened last."""
    is_here: bool = False
    """Whether it is the one that is open."""
    is_broken: bool = False
    """Whether it cannot be opened."""


class LibraryList(VirtualRows, can_focus=False):
    """Libraries, two lines each; the field beside it keeps the focus and moves the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"libraries--name", "libraries--broken"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[LibraryRow, ...] = ()

    @property
    def row_count(self) -> int:
        """How many libraries there are."""
        return len(self._rows)

    def show_libraries(self, rows: Sequence[LibraryRow], cursor: int) -> None:
        """List these, with the cursor on one of them."""
        self._rows = tuple(rows)
        self.rows_changed(cursor)
        self._show_first()

    def on_resize(self) -> None:
        """Keep the cursor in sight, and what stands above it where there is room."""
        super().on_resize()
        self._show_first()

    def _show_first(self) -> None:
        if (self.cursor + 1) * self.row_height <= self.size.height:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def row_key(self, index: int) -> Hashable:
        """Return the row: it says all that is painted."""
        return self._rows[index]

    def row_text(self, index: int) -> str:
        """Return the path."""
        return self._rows[index].place

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return the name and what is in it above, its place and the last time below."""
        row = self._rows[index]
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        name = style + self.get_component_rich_style("libraries--name", partial=True)
        broken = style + self.get_component_rich_style("libraries--broken", partial=True)
        mark = SIGNS.current if row.is_here else " "
        says = one_line(row.says, max(0, width - MARK - 1 - width // 3))
        opened = one_line(row.opened, width // 3)
        return (
            in_order(
                [
                    text_strip(f" {mark} ", MARK, style, side="start"),
                    text_strip(
                        isolated(row.name), width - MARK - says.width - 1, name, side="start"
                    ),
                    line_strip(says, says.width, broken if row.is_broken else style, side="end"),
                    text_strip(" ", 1, style),
                ]
            ),
            in_order(
                [
                    text_strip(" ", MARK, muted),
                    text_strip(
                        _end_of(row.place, width - MARK - opened.width - 3),
                        width - MARK - opened.width - 1,
                        muted,
                        side="start",
                    ),
                    line_strip(opened, opened.width, muted, side="end"),
                    text_strip(" ", 1, muted),
                ]
            ),
        )


def _end_of(place: str, width: int) -> str:
    """Return a path, without its beginning where there is no room for it."""
    if not place.startswith(_BEGINNINGS):
        return place
    while place and analyse(place).width > max(1, width):
        place = f"…{place[max(2, len(place) // 16) :]}"
    return isolated(place)


_BEGINNINGS = ("/", "~", "\\", *(f"{letter}:" for letter in ascii_uppercase))
"""How a path begins, and what is said in its place does not."""
