"""A list of entities to choose one from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tui.panes.paint import ENTITY_CLASSES, StyleRun, in_order, text_strip
from tui.panes.rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from corpus.article import EntityName


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen."""

    says: str
    """What stands first: what choosing it means."""
    name: EntityName | None = None
    """The entity at the end of the line, if it is one."""
    is_new: bool = False
    """Whether the entity is to be made first."""
    is_as_it_was: bool = False
    """Whether nothing changes."""


class ChoiceList(VirtualRows, can_focus=False):
    """Choices, a line each; the field beside it keeps the focus and moves the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ENTITY_CLASSES}
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
        """The one under the cursor."""
        return self._choices[self.cursor] if 0 <= self.cursor < len(self._choices) else None

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """List these, with the cursor on the first."""
        self._choices = tuple(choices)
        self.rows_changed(0)

    def row_key(self, index: int) -> Hashable:
        """Return the choice."""
        return self._choices[index]

    def row_text(self, index: int) -> str:
        """Return the entity's Arabic name, or what choosing it means."""
        choice = self._choices[index]
        return choice.name.ar if choice.name else choice.says

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return what it means, and the Arabic name at the end of the line."""
        choice = self._choices[index]
        if choice.name is None:
            return (text_strip(f" {choice.says}", width, style, side="start"),)
        look = self.get_component_rich_style(f"entity--{choice.name.type.prefix}", partial=True)
        says = text_strip(f" {choice.says}", width - width // 2, style, side="start")
        arabic = choice.name.ar
        runs = [StyleRun(0, len(arabic), look)]
        name = text_strip(f"{arabic} ", width // 2, style, runs, side="end")
        return (in_order([says, name]),)
