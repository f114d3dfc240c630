"""Saying what some words of an article mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from corpus.article import EntityName, EntityType
from tui.keys import bindings
from tui.panes.choices import Choice, ChoiceList
from tui.panes.edited import EditedView
from tui.panes.prompt import BidiInput
from tui.panes.visual import BidiVisual

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.library.entity_search import EntityFinder

Scope = Literal["everywhere", "here", "whole"]

SCOPES: dict[Scope, str] = {
    "everywhere": "wherever these words stand by themselves",
    "here": "this passage alone",
    "whole": "the whole entity is another one",
}
"""How far a correction reaches, and how that is said."""

NEW: dict[EntityType, str] = {
    EntityType.PERSON: "a new person",
    EntityType.AGREEMENT: "a new agreement",
    EntityType.ORG: "a new organisation",
    EntityType.PLACE: "a new place",
}


def new_name(type_: EntityType, words: str, typed: str) -> EntityName:
    """Return what a new entity is called: as typed in one script, as the words are in the other."""
    from corpus.arabic.folding import fold_text
    from corpus.entities.unknown_slugs import latin_of, slug_of
    from corpus.entities.words import cut_words

    is_latin = typed.isascii()
    arabic = words if is_latin or not typed else typed
    parts = cut_words(fold_text(arabic))
    latin = typed if typed and is_latin else latin_of(parts)
    return EntityName(slug_of(type_, tuple(parts)), type_, arabic, latin, "added by hand")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the user has said."""

    entity: EntityName | None
    """None for words that name nothing."""
    is_new: bool
    scope: Scope


class CorrectScreen(ModalScreen["Verdict | None"]):
    """Shows why words mean what they are taken to mean, and asks what they mean instead.

    Args:
        words: The words.
        evidence: Why they are taken for what they are.
        likely: The entities they could mean, the likeliest first.
        scope: How far the correction is to reach at first.
        scopes: How far it can reach.
        finder: Makes what finds entities by name; called in a thread, for it reads a lot.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("correct")]

    def __init__(
        self,
        words: str,
        evidence: str,
        likely: Sequence[EntityName],
        *,
        scope: Scope,
        scopes: Sequence[Scope],
        finder: Callable[[], EntityFinder],
    ) -> None:
        super().__init__()
        self._words = words
        self._evidence = evidence
        self._likely = tuple(likely)
        self._scope: Scope = scope
        self._scopes = tuple(scopes)
        self._make_finder = finder
        self._finder: EntityFinder | None = None
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Show the evidence, how far the correction reaches, the field and the choices."""
        with Vertical(id="correct"):
            yield Static(BidiVisual(self._evidence, 8), id="evidence")
            yield Static(id="scope")
            yield BidiInput(placeholder="a name, Arabic or Latin", id="answer")
            yield ChoiceList(id="choices")

    def on_mount(self) -> None:
        """Offer what is likely, and make ready to find the rest."""
        self._tell_scope()
        self._offer()
        self._prepare()

    @work(thread=True, group="finder")
    def _prepare(self) -> None:
        finder = self._make_finder()
        self.app.call_from_thread(self._prepared, finder)

    def _prepared(self, finder: EntityFinder) -> None:
        self._finder = finder
        self._offer()

    def _tell_scope(self) -> None:
        line = (
            f"↑↓ choose, Enter: it is so, {SCOPES[self._scope]} — Ctrl-t changes that, Esc leaves"
        )
        self.query_one("#scope", Static).update(BidiVisual(line, 1))

    @on(EditedView.Changed)
    def _changed(self, event: EditedView.Changed) -> None:
        event.stop()
        self._typed = event.text.strip()
        self._offer()

    def _offer(self) -> None:
        found = self._likely
        if self._typed:
            found = self._finder.find(self._typed) if self._finder else ()
        choices = [Choice(f"{name.en} — {name.about or name.slug}", name) for name in found]
        if self._scope != "whole":
            choices.append(Choice("no entity at all"))
            choices.extend(self._new())
        self.query_one(ChoiceList).show_choices(choices)

    def _new(self) -> list[Choice]:
        """Return the entities that can be made: called as typed, or else as the words are."""
        return [
            Choice(says, new_name(type_, self._words, self._typed), is_new=True)
            for type_, says in NEW.items()
        ]

    def action_choose_next(self, step: int) -> None:
        """Move the cursor of the choices."""
        self.query_one(ChoiceList).action_move(step)

    def action_scope(self) -> None:
        """Reach further, or less far."""
        here = self._scopes.index(self._scope)
        self._scope = self._scopes[(here + 1) % len(self._scopes)]
        self._tell_scope()
        self._offer()

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        self._answer()

    @on(ChoiceList.Chosen)
    def _clicked(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self._answer()

    def _answer(self) -> None:
        choice = self.query_one(ChoiceList).choice
        if choice is not None:
            self.dismiss(Verdict(choice.name, choice.is_new, self._scope))

    def action_cancel(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)
