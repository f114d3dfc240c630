"""A field for one line of text in which Arabic is joined, ordered and on its own side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from tui.editing import clean
from tui.keys import bindings
from tui.panes.edited import EditedView
from tui.panes.paint import StyleRun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType
    from textual.geometry import Size

    from corpus.article import Span


class BidiInput(EditedView):
    """One line of text, of which the part around the caret is shown where it is too long.

    Args:
        value: What stands there at first, the caret behind it.
        placeholder: What an empty field says.
    """

    DEFAULT_CSS = """
    BidiInput { height: 1; overflow: hidden hidden; scrollbar-size: 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("field")]

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(self.cleaned(value), placeholder=placeholder, id=id)
        self._skipped = 0
        """Columns not shown on the side where reading starts."""

    @property
    def value(self) -> str:
        """The text in logical order."""
        return self.text

    @value.setter
    def value(self, value: str) -> None:
        self.load(self.cleaned(value))

    def cleaned(self, text: str) -> str:
        """Return a text as one line that can be looked for."""
        return clean.one_line(text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line."""
        del container, viewport, width
        return 1

    def show_caret(self) -> None:
        """Show the part of the line the caret is in."""
        line = self.sheet.line(0)
        cell = self.sheet.spot(self.cursor_position).cell
        columns = self.columns
        before = line.width - cell.column - cell.width if line.base else cell.column
        skipped = min(self._skipped, before)
        skipped = max(skipped, before + cell.width - columns, 0)
        self._skipped = min(skipped, max(0, line.width - columns))
        on_the_left = max(0, line.width - columns - self._skipped)
        self._hidden = on_the_left if line.base else self._skipped

    def action_submit(self) -> None:
        """Give the text."""
        self.post_message(self.Submitted(self, self.text))


class QueryInput(BidiInput):
    """A field for a query, in which keywords and what is wrong stand out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"prompt--keyword", "prompt--wrong"}

    @dataclass
    class Moved(Message):
        """The caret has gone elsewhere in the same text."""

        view: QueryInput

        @property
        def control(self) -> QueryInput:
            """The field it happened in."""
            return self.view

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id)
        self._keywords: tuple[Span, ...] = ()
        self._wrong: Span | None = None

    def _move(self, position: int, *, select: bool = False, keep_column: bool = False) -> None:
        super()._move(position, select=select, keep_column=keep_column)
        self.post_message(self.Moved(self))

    def mark(self, keywords: Sequence[Span], wrong: Span | None = None) -> None:
        """Let parts of the text stand out, in code points of it, until it is marked anew."""
        self._keywords, self._wrong = tuple(keywords), wrong
        self.refresh()

    @property
    def wrong(self) -> Span | None:
        """The part that is marked as wrong."""
        return self._wrong

    def _runs(self, number: int) -> list[StyleRun]:
        """Return what stands out in a line, the caret over all."""
        looks = [(span, "prompt--keyword") for span in self._keywords]
        if self._wrong is not None:
            looks.append((self._wrong, "prompt--wrong"))
        marked = [
            StyleRun(span.start, span.end, self.get_component_rich_style(look, partial=True))
            for span, look in looks
        ]
        return [*marked, *super()._runs(number)]
