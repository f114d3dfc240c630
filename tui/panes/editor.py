"""A field for several lines, each paragraph of its own direction."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType  # noqa: TC002 — read by Textual

from tui.editing import clean
from tui.keys import bindings
from tui.panes.edited import EditedView


class NoteEditor(EditedView):
    """Text of several paragraphs, wrapped at the width of the field as the reader wraps it.

    Args:
        text: What stands there at first, the caret behind it.
        placeholder: What an empty field says.
    """

    DEFAULT_CSS = """
    NoteEditor { height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("editor")]

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(text, placeholder=placeholder, wraps=True, id=id)

    def cleaned(self, text: str) -> str:
        """Return a text without controls, its lines as they are."""
        return clean.lines(text)

    def show_caret(self) -> None:
        """Scroll to the line the caret is in."""
        sheet = self.sheet
        self.set_height(sheet.row_count)
        row, top, height = (
            sheet.row_of(self.cursor_position),
            round(self.scroll_offset.y),
            self.size.height,
        )
        if row < top:
            top = row
        elif row >= top + height:
            top = row - height + 1
        top = max(0, min(top, sheet.row_count - height))
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def action_new_line(self) -> None:
        """Begin a new paragraph."""
        self._insert("\n", "type")

    def action_vertical(self, lines: int, select: bool = False) -> None:
        """Move some lines down, in the column one set out from."""
        if self._column is None:
            self._column = self.sheet.column(self.cursor_position)
        position = self.sheet.vertical(self.cursor_position, self._column, lines)
        self._move(position, select=select, keep_column=True)

    def action_page(self, pages: int, select: bool = False) -> None:
        """Move by what the field shows, less a line."""
        self.action_vertical(pages * max(1, self.size.height - 1), select)

    def action_submit(self) -> None:
        """Give the text."""
        self.post_message(self.Submitted(self, self.text))
