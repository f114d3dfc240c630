"""Asking for a second entity, to see where it meets the first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

import styles
from corpus.article import EntityName
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.said import _
from tui.panes.choices import Choice, ChoiceList
from tui.panes.edited import EditedView
from tui.panes.prompt import BidiInput
from tui.panes.visual import BidiVisual

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.library.entity_search import EntityFinder


class MeetScreen(EncodedScreen, ModalScreen[EntityName | None]):
    """Asks for an entity by a part of its name; the answer is None when none is wanted.

    Args:
        finder: Makes what finds entities by name; called in a thread, for it reads a lot.
    """

    CSS_PATH = Path(styles.__file__).parent / "dossier.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("correct")]

    def __init__(self, finder: Callable[[], EntityFinder]) -> None:
        super().__init__()
        self._make_finder = finder
        self._finder: EntityFinder | None = None
        self._typed = ""
        self._is_answered = False
        """Whether Enter was pressed before names could be found."""

    def compose(self) -> ComposeResult:
        """Show the question, the field and the choices."""
        with Vertical(id="meet"):
            yield Static(BidiVisual(_("Where does it meet … ↑↓ choose, Enter, Esc")), id="question")
            yield BidiInput(placeholder=_("a name, Arabic or Latin"), id="answer")
            yield ChoiceList(id="choices")

    def on_mount(self) -> None:
        """Make ready to find names."""
        self._prepare()

    @work(thread=True, group="finder")
    def _prepare(self) -> None:
        finder = self._make_finder()
        self.app.call_from_thread(self._prepared, finder)

    def _prepared(self, finder: EntityFinder) -> None:
        self._finder = finder
        self._offer()
        if self._is_answered:
            self._answer()

    @on(EditedView.Changed)
    def _changed(self, event: EditedView.Changed) -> None:
        event.stop()
        self._typed = event.text.strip()
        self._offer()

    def _offer(self) -> None:
        found = self._finder.find(self._typed) if self._finder and self._typed else ()
        choices = [Choice(f"{name.en} — {name.about or name.slug}", name) for name in found]
        self.query_one(ChoiceList).show_choices(choices)

    def action_choose_next(self, step: int) -> None:
        """Move the cursor of the choices."""
        self.query_one(ChoiceList).action_move(step)

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        self._answer()

    @on(ChoiceList.Chosen)
    def _clicked(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self._answer()

    def _answer(self) -> None:
        if self._typed and self._finder is None:
            self._is_answered = True
            return
        choice = self.query_one(ChoiceList).choice
        self.dismiss(choice.name if choice is not None else None)

    def action_scope(self) -> None:
        """Do nothing: there is only one way to mean an entity here."""

    def action_cancel(self) -> None:
        """Choose none."""
        self.dismiss(None)
