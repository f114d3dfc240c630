"""Saying what some words of an article mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from corpus.article import EntityName, EntityType, MentionKind
from corpus.errors import BriefError
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.said import _, is_from_right, noted
from tui.panes.choices import Choice, ChoiceList
from tui.panes.edited import EditedView
from tui.panes.prompt import BidiInput
from tui.panes.visual import BidiVisual

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import App, ComposeResult
    from textual.binding import BindingType

    from corpus.article import Article, Mention, Span
    from corpus.knowledge.corrections import Correction
    from corpus.library.entity_search import EntityFinder
    from corpus.library.store import Library

Scope = Literal["everywhere", "here", "whole"]

SCOPES: dict[Scope, str] = {
    "everywhere": noted("wherever these words stand by themselves"),
    "here": noted("this passage alone"),
    "whole": noted("the whole entity is another one"),
}
"""How far a correction reaches, and how that is said."""

NEW: dict[EntityType, str] = {
    EntityType.PERSON: noted("a new person"),
    EntityType.AGREEMENT: noted("a new agreement"),
    EntityType.ORG: noted("a new organisation"),
    EntityType.PLACE: noted("a new place"),
}


def new_name(type_: EntityType, words: str, typed: str) -> EntityName:
    """Return what a new entity is called: as typed in one script, as the words are in the other."""
    from corpus.arabic.folding import fold_text
    from corpus.entities.unknown.slugs import latin_of, slug_of
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


async def ask_correction(
    app: App[None],
    library: Library,
    article: Article,
    span: Span,
    mention: Mention | None,
    *,
    evidence: str,
) -> list[Correction]:
    """Ask what words of an article mean, and return what is to be kept; nothing if nothing is.

    Args:
        app: The program.
        library: Where the article is.
        article: The article.
        span: The words.
        mention: What they were taken for, if they were.
        evidence: Why, as it is shown.
    """
    path = library.path

    def finder() -> EntityFinder:
        from corpus.knowledge.base import load
        from corpus.library.entity_search import entity_finder
        from corpus.library.store import Library

        with Library(path, writable=False) as beside:
            return entity_finder(beside, load())

    candidates = mention.candidates if mention else ()
    names = library.entity_names(candidates)
    is_named = mention is None or mention.kind is MentionKind.NAME
    # What is meant by an office or by «the agreement» holds for one place alone, as a rule.
    scopes: list[Scope] = ["everywhere", "here"] if is_named else ["here", "everywhere"]
    if mention is not None and len(mention.entities) == 1:
        scopes.append("whole")
    words = span.slice(article.text)
    meant = library.entity_names(mention.entities if mention else ())
    called = _(" and ").join(name.ar if is_from_right() else name.en for name in meant.values())
    verdict = await app.push_screen_wait(
        CorrectScreen(
            " ".join(words.split()),
            evidence,
            [names[slug] for slug in candidates if slug in names],
            now=_("right as it is: {meant}", meant=called) if called else _("leave it as it is"),
            type_=mention.type if mention else None,
            scopes=scopes,
            finder=finder,
        )
    )
    return [] if verdict is None else _corrections(verdict, article.id, span, words, mention)


def _corrections(
    verdict: Verdict, article_id: str, span: Span, words: str, mention: Mention | None
) -> list[Correction]:
    from corpus.knowledge.corrections import FormIs, Merge, NewEntity, PassageIs

    entity = verdict.entity.slug if verdict.entity else None
    made: list[Correction] = []
    if verdict.is_new and verdict.entity:
        made.append(NewEntity(verdict.entity))
    if verdict.scope == "here":
        made.append(PassageIs(article_id, span.start, words, entity))
    elif verdict.scope == "everywhere":
        made.append(FormIs(" ".join(words.split()), entity))
    elif mention is not None and entity is not None:
        made.append(Merge(mention.entities[0], entity))
    return made


def keep(
    path: Path, corrections: Sequence[Correction], tell: Callable[[int, int], None] | None = None
) -> tuple[int, str]:
    """Keep corrections to a library; may take long, so call it in a thread.

    Args:
        path: The library.
        corrections: What to keep, in order.
        tell: Called with how many articles were read again, and of how many.

    Returns:
        How many articles were read again, and what hindered it, or nothing.
    """
    from corpus.library.reindex import correct
    from corpus.library.store import Library

    touched: set[str] = set()
    try:
        with Library(path) as library:
            for correction in corrections:
                touched.update(correct(library, correction, tell))
    except BriefError as error:
        return len(touched), str(error)
    return len(touched), ""


def take_back(path: Path, tell: Callable[[int, int], None] | None = None) -> tuple[int | None, str]:
    """Take the last correction to a library back; may take long, so call it in a thread.

    Args:
        path: The library.
        tell: Called with how many articles were read again, and of how many.

    Returns:
        How many articles were read again, None if there was no correction, and what hindered it.
    """
    from corpus.library.reindex import undo
    from corpus.library.store import Library

    try:
        with Library(path) as library:
            undone, ids = undo(library, tell)
    except BriefError as error:
        return 0, str(error)
    return (None if undone is None else len(ids)), ""


class CorrectScreen(EncodedScreen, ModalScreen["Verdict | None"]):
    """Shows why words mean what they are taken to mean, and asks what they mean instead.

    Args:
        words: The words.
        evidence: Why they are taken for what they are.
        likely: The entities they could mean, the likeliest first.
        now: What they are taken for, as it is said.
        type_: What kind of entity they name, if they do.
        scopes: How far the correction can reach, and at first.
        finder: Makes what finds entities by name; called in a thread, for it reads a lot.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("correct")]

    def __init__(
        self,
        words: str,
        evidence: str,
        likely: Sequence[EntityName],
        *,
        now: str,
        type_: EntityType | None,
        scopes: Sequence[Scope],
        finder: Callable[[], EntityFinder],
    ) -> None:
        super().__init__()
        self._words = words
        self._evidence = evidence
        self._likely = tuple(likely)
        self._now = now
        self._type = type_
        self._scopes = tuple(scopes)
        self._scope: Scope = self._scopes[0]
        self._make_finder = finder
        self._finder: EntityFinder | None = None
        self._typed = ""
        self._is_answered = False
        """Whether Enter was pressed before names could be found."""

    def compose(self) -> ComposeResult:
        """Show the evidence, how far the correction reaches, the field and the choices."""
        with Vertical(id="correct"):
            yield Static(BidiVisual(self._evidence, 8), id="evidence")
            yield Static(id="scope")
            yield BidiInput(placeholder=_("a name, Arabic or Latin"), id="answer")
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
        if self._is_answered:
            self._answer()

    def _tell_scope(self) -> None:
        line = _(
            "↑↓ choose, Enter: it is so, {scope} — Ctrl-t changes that, Esc leaves",
            scope=_(SCOPES[self._scope]),
        )
        self.query_one("#scope", Static).update(BidiVisual(line))

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
        if not self._typed:
            # Two quick keys must not change anything.
            choices.insert(0, Choice(self._now, is_as_it_was=True))
        if self._scope != "whole":
            nothing = [Choice(_("no entity at all"))]
            choices.extend([*self._new(), *nothing] if self._typed else [*nothing, *self._new()])
        self.query_one(ChoiceList).show_choices(choices)

    def _new(self) -> list[Choice]:
        """Return the entities that can be made: called as typed, or else as the words are."""
        order = sorted(NEW, key=lambda type_: type_ is not self._type)
        return [
            Choice(_(NEW[type_]), new_name(type_, self._words, self._typed), is_new=True)
            for type_ in order
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
        if self._typed and self._finder is None:
            self._is_answered = True
            return
        choice = self.query_one(ChoiceList).choice
        if choice is not None and choice.is_as_it_was:
            self.dismiss(None)
        elif choice is not None:
            self.dismiss(Verdict(choice.name, choice.is_new, self._scope))

    def action_cancel(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)
