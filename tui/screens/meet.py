"""Asking for a second entity, to see where it meets the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from corpus.article import EntityName
from tui.keys import bindings
from tui.language.said import _
from tui.panes.visual import BidiVisual
from tui.screens.entity_choice import EntityChoiceScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.panes.choices import Choice


class MeetScreen(EntityChoiceScreen[EntityName | None]):
    """Asks for an entity by a part of its name; the answer is None when none is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pick")]

    def _above(self) -> ComposeResult:
        yield Static(BidiVisual(_("Where does it meet … ↑↓ choose, Enter, Esc")), id="question")

    def _chosen(self, choice: Choice | None) -> None:
        self.dismiss(choice.name if choice is not None else None)
