"""A list of what the word at the caret of a query can become."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.language.said import translated
from tui.panes.paint import ENTITY_CLASSES, StyleRun, joined, text_strip
from tui.panes.rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from corpus.query.completion import Choice

_NARROW = 60
"""Columns below which only what is put in and the Arabic name are shown."""


_COUNT = 8
"""Columns of a count."""


class CompletionList(VirtualRows, can_focus=False):
    """Choices, a line each: what is put in, what it is, and its Arabic name on the right.

    None is under the cursor until one goes there: Enter must not change what was typed.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *ENTITY_CLASSES,
        "completion--inserts",
        "completion--count",
    }
    DEFAULT_CSS = """
    CompletionList { height: auto; }
    """
    row_height: ClassVar[int] = 1

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: tuple[Choice, ...] = ()

    @property
    def row_count(self) -> int:
        """How many choices there are."""
        return len(self._choices)

    @property
    def choice(self) -> Choice | None:
        """The one under the cursor, if there is one."""
        return self._choices[self.cursor] if 0 <= self.cursor < len(self._choices) else None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Those that are listed."""
        return self._choices

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """List these, with the cursor on none."""
        if tuple(choices) == self._choices and self.cursor < 0:
            return
        self._choices = tuple(choices)
        self.rows_changed(0)
        self.leave_choices()
        # This list is as high as there are choices, so the field's place depends on them.
        self.refresh(layout=True)

    def leave_choices(self) -> None:
        """Take the cursor off the list, and show its beginning."""
        self.scroll_home(animate=False, force=True, immediate=True)
        self.cursor = -1

    def row_key(self, index: int) -> Hashable:
        """Return the choice."""
        return self._choices[index]

    def row_text(self, index: int) -> str:
        """Return the Arabic name, or what there is instead."""
        choice = self._choices[index]
        return choice.ar or choice.en or choice.inserts

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return what is put in on the left, what it is, and the Arabic name on the right."""
        choice = self._choices[index]
        inserts = self.get_component_rich_style("completion--inserts", partial=True)
        counting = self.get_component_rich_style("completion--count", partial=True)
        count = f" {choice.count:>{_COUNT - 1},}" if choice.count is not None else " " * _COUNT
        third = width // 3 if width >= _NARROW else 0
        half = (width - third - len(count)) // 2
        put_in = choice.inserts
        if not third and choice.is_whole:
            # The keyword stands in the field already.
            put_in = put_in.partition(":")[2] or put_in
        parts = [_cell(f" {put_in}", half, style, inserts, "left")]
        if third:
            parts.append(_cell(f" {translated(choice.en)}", third, style, None, "left"))
        parts.append(text_strip(count, len(count), style + counting, side="left"))
        look = None
        if choice.type is not None:
            look = self.get_component_rich_style(f"entity--{choice.type.prefix}", partial=True)
        parts.append(
            _cell(f"{choice.ar} ", width - half - third - len(count), style, look, "right")
        )
        return (joined(parts),)


def _cell(text: str, width: int, style: Style, look: Style | None, side: str) -> Strip:
    runs = [StyleRun(0, len(text), look)] if look is not None else []
    return text_strip(text, width, style, runs, side="right" if side == "right" else "left")
