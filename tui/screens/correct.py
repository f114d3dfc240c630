"""Saying what some words of an article mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.widgets import Static

from corpus.article import EntityName, EntityType, MentionKind
from corpus.errors import BriefError
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _, noted
from tui.panes.choices import Choice
from tui.panes.visual import BidiVisual
from tui.screens.entity_choice import EntityChoiceScreen, entity_choices
from tui.wording import name_said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import App, ComposeResult
    from textual.binding import BindingType

    from corpus.article import Article, Mention, Span
    from corpus.knowledge.corrections import Correction
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
    candidates = mention.candidates if mention else ()
    names = library.entity_names(candidates)
    is_named = mention is None or mention.kind is MentionKind.NAME
    # What is meant by an office or by «the agreement» holds for one place alone, as a rule.
    scopes: list[Scope] = ["everywhere", "here"] if is_named else ["here", "everywhere"]
    if mention is not None and len(mention.entities) == 1:
        scopes.append("whole")
    words = span.slice(article.text)
    meant = library.entity_names(mention.entities if mention else ())
    called = _(" and ").join(map(name_said, meant.values()))
    verdict = await app.push_screen_wait(
        CorrectScreen(
            " ".join(words.split()),
            evidence,
            [names[slug] for slug in candidates if slug in names],
            now=_("right as it is: {meant}", meant=called) if called else _("leave it as it is"),
            type_=mention.type if mention else None,
            scopes=scopes,
            path=library.path,
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

    Raises:
        StoppedError: What is told stopped it; all is as it was before.
    """
    from corpus.library.reindex import StoppedError, correct, undo
    from corpus.library.store import Library

    touched: set[str] = set()
    kept = 0
    try:
        with Library(path) as library:
            try:
                for correction in corrections:
                    touched.update(correct(library, correction, tell))
                    kept += 1
            except StoppedError:
                # They belong together, as an entity and what it is the meaning of.
                for _correction in range(kept):
                    undo(library)
                raise
    except BriefError as error:
        return len(touched), error_said(error)
    return len(touched), ""


def take_back(path: Path, tell: Callable[[int, int], None] | None = None) -> tuple[int | None, str]:
    """Take the last correction to a library back; may take long, so call it in a thread.

    Args:
        path: The library.
        tell: Called with how many articles were read again, and of how many.

    Returns:
        How many articles were read again, None if there was no correction, and what hindered it.

    Raises:
        StoppedError: What is told stopped it; all is as it was before.
    """
    from corpus.library.reindex import undo
    from corpus.library.store import Library

    try:
        with Library(path) as library:
            undone, ids = undo(library, tell)
    except BriefError as error:
        return 0, error_said(error)
    return (None if undone is None else len(ids)), ""


class CorrectScreen(EntityChoiceScreen["Verdict | None"]):
    """Shows why words mean what they are taken to mean, and asks what they mean instead.

    Args:
        words: The words.
        evidence: Why they are taken for what they are.
        likely: The entities they could mean, the likeliest first.
        now: What they are taken for, as it is said.
        type_: What kind of entity they name, if they do.
        scopes: How far the correction can reach, and at first.
        path: The library whose entities can be meant; it is read beside the screen.
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
        path: Path,
    ) -> None:
        super().__init__(path)
        self._words = words
        self._evidence = evidence
        self._likely = tuple(likely)
        self._now = now
        self._type = type_
        self._scopes = tuple(scopes)
        self._scope: Scope = self._scopes[0]

    def _above(self) -> ComposeResult:
        yield Static(BidiVisual(self._evidence, 8), id="evidence")
        yield Static(id="scope")

    def on_mount(self) -> None:
        """Say how far the correction reaches."""
        self._tell_scope()

    def _tell_scope(self) -> None:
        line = _(
            "↑↓ choose, Enter: it is so, {scope} — Ctrl-t changes that, Esc leaves",
            scope=_(SCOPES[self._scope]),
        )
        self.query_one("#scope", Static).update(BidiVisual(line))

    def _offered(self) -> Sequence[Choice]:
        choices = entity_choices(self._found() if self._typed else self._likely)
        if not self._typed:
            # Two quick keys must not change anything.
            choices.insert(0, Choice(self._now, is_as_it_was=True))
        if self._scope != "whole":
            nothing = [Choice(_("no entity at all"))]
            choices.extend([*self._new(), *nothing] if self._typed else [*nothing, *self._new()])
        return choices

    def _new(self) -> list[Choice]:
        """Return the entities that can be made: called as typed, or else as the words are."""
        order = sorted(NEW, key=lambda type_: type_ is not self._type)
        return [
            Choice(_(NEW[type_]), new_name(type_, self._words, self._typed), is_new=True)
            for type_ in order
        ]

    def action_scope(self) -> None:
        """Reach further, or less far."""
        here = self._scopes.index(self._scope)
        self._scope = self._scopes[(here + 1) % len(self._scopes)]
        self._tell_scope()
        self._offer()

    def _chosen(self, choice: Choice | None) -> None:
        if choice is not None and choice.is_as_it_was:
            self.dismiss(None)
        elif choice is not None:
            self.dismiss(Verdict(choice.name, choice.is_new, self._scope))
