"""Asking for an entity by a part of its name, in either script."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual import on, work
from textual.containers import Vertical
from textual.screen import ModalScreen

import styles
from tui.encoder import EncodedScreen
from tui.language.said import _
from tui.panes.choices import Choice, ChoiceList
from tui.panes.edited import EditedView
from tui.panes.prompt import BidiInput
from tui.screens.early import EarlyLetters
from tui.screens.picking import Picking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from corpus.article import EntityName
    from corpus.library.entity_search import EntityFinder

Answer = TypeVar("Answer")


class EntityChoiceScreen(EarlyLetters, Picking, EncodedScreen, ModalScreen[Answer]):
    """A field for a name, and the entities it can mean below it.

    A screen of this kind says what stands above the field, what can be chosen, and what choosing
    it answers; what its keys are is its own affair.

    Args:
        path: The library whose entities can be meant; it is read beside the screen.
    """

    CSS_PATH = styles.sheet("entity_choice")

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._finder: EntityFinder | None = None
        self._typed = ""
        self._is_answered = False
        """Whether Enter was pressed before names could be found."""

    def compose(self) -> ComposeResult:
        """Show what stands above, the field and the choices."""
        with Vertical(id="entity-choice"):
            yield from self._above()
            yield BidiInput(placeholder=_("a name, Arabic or Latin"), id="answer")
            yield ChoiceList(id="choices")

    def on_mount(self) -> None:
        """Offer what can be chosen at once, and make ready to find the rest."""
        self._offer()
        self._prepare()

    # --- what a screen of this kind says ------------------------------------------------

    def _above(self) -> ComposeResult:
        """Make the lines above the field."""
        raise NotImplementedError

    def _offered(self) -> Sequence[Choice]:
        """Return what can be chosen now."""
        return entity_choices(self._found())

    def _chosen(self, choice: Choice | None) -> None:
        """Answer with a choice; with none where nothing can be chosen."""
        raise NotImplementedError

    # --- the choices --------------------------------------------------------------------

    def _found(self) -> tuple[EntityName, ...]:
        """Return the entities that what was typed can mean, the best first."""
        return self._finder.find(self._typed) if self._finder else ()

    def _offer(self) -> None:
        self._list.show_choices(self._offered())

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    @work(thread=True, group="finder")
    def _prepare(self) -> None:
        from corpus.library.entity_search import open_finder

        self.app.call_from_thread(self._prepared, open_finder(self._path))

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

    @on(EditedView.Submitted)
    @on(ChoiceList.Chosen)
    def _submitted(self, event: EditedView.Submitted | ChoiceList.Chosen) -> None:
        event.stop()
        self._answer()

    def _answer(self) -> None:
        if self._typed and self._finder is None:
            self._is_answered = True
            return
        self._chosen(self._list.choice)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def entity_choices(names: Iterable[EntityName]) -> list[Choice]:
    """Return entities as choices: each told by its English name and what it is."""
    return [Choice(f"{name.en} — {name.about or name.slug}", name) for name in names]
