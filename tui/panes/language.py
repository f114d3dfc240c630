"""All that can be asked in a query, a keyword or a sign a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from corpus.query.fields import FIELDS, SIGNS
from tui.bidi.layout import analyse
from tui.language.said import _, translated
from tui.panes.paint import StyleRun, blank_strip, joined, text_strip
from tui.panes.rows import VirtualRows
from tui.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from corpus.query.fields import Field, Sign


class LanguageList(VirtualRows):
    """The keywords and signs of the query language: both their names, what they ask, examples."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"language--name"}
    row_height: ClassVar[int] = 3

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[Sign | Field, ...] = (*SIGNS, *FIELDS)

    def on_mount(self) -> None:
        """List all of it."""
        self.rows_changed(0)

    @property
    def row_count(self) -> int:
        """How many keywords and signs there are."""
        return len(self._rows)

    @property
    def example(self) -> str:
        """The English example of the row under the cursor."""
        return self._rows[self.cursor].example if self.cursor >= 0 else ""

    def row_key(self, index: int) -> Hashable:
        """Return its number: the table is one and the same."""
        return index

    def row_text(self, index: int) -> str:
        """Return its Arabic example."""
        return self._rows[index].arabic_example

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return its names, what it asks with its values, and its examples."""
        row = self._rows[index]
        name = self.get_component_rich_style("language--name", partial=True)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        left, right, says = _said(row)
        first = min(28, width // 3)
        last = min(analyse(right).width + 2 if right else 0, width // 3)
        names = joined(
            [
                _strip(f" {left}", first, style, name, is_left=True),
                text_strip(f" {says} ", width - first - last, style, side="start"),
                _strip(f"{right} ", last, style, name, is_left=False),
            ]
        )
        half = width // 2
        examples = joined(
            [
                _strip(f"   {row.example}", half, muted, None, is_left=True),
                _strip(f"{row.arabic_example}   ", width - half, muted, None, is_left=False),
            ]
        )
        return names, examples, blank_strip(width, style)


def _said(row: Sign | Field) -> tuple[str, str, str]:
    """Return the English names of a row, the Arabic ones, and what it asks."""
    from corpus.query.fields import Field

    if not isinstance(row, Field):
        return row.written, "", translated(row.says)
    says = translated(row.says)
    values = _(", ").join(isolated(value.name) for value in row.values)
    english = " ".join(f"{word}:" for word in (row.name, *row.also))
    arabic = " ".join(f"{word}:" for word in row.arabic)
    return english, arabic, f"{says}: {values}" if values else says


def _strip(text: str, width: int, style: Style, look: Style | None, *, is_left: bool) -> Strip:
    runs = [StyleRun(0, len(text), look)] if look is not None else []
    return text_strip(text, width, style, runs, side="left" if is_left else "right")
