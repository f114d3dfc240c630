"""Writing a note: its words first, and beside them all else that a note can hold."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

import styles
from corpus.article import is_slug
from corpus.errors import BriefError
from corpus.notes import COLOURS, is_on_article, take, take_on
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _, noted
from tui.panes.colour import ColourField
from tui.panes.edited import EditedView
from tui.panes.editor import NoteEditor
from tui.panes.keyline import KeyLine
from tui.panes.prompt import BidiInput
from tui.panes.visual import BidiVisual
from tui.screens.ask import WriteScreen, hindrance
from tui.screens.draft import Draft
from tui.screens.stored import stored_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import App, ComposeResult
    from textual.binding import BindingType
    from textual.events import DescendantFocus

    from corpus.article import Article, Note, Span
    from corpus.export import Passage
    from corpus.library.entity_search import EntityFinder
    from corpus.library.store import Library
    from tui.keys import Where

NOBODY = "-"
"""Written where nothing at all is meant, rather than what is filled in."""

LISTED = re.compile(r"[,;،؛\n]")
"""What stands between two tags, or two entities."""

OFFERED = 3
"""Entities offered at a time."""

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("gloss", noted("Gloss"), noted("the quote in your language")),
    ("tags", noted("Tags"), noted("commas between; glance puts it at the top of an export")),
    ("colour", noted("Colour"), ""),
    ("speaker", noted("Speaker"), noted("nobody is found to say it")),
    ("office", noted("Office"), noted("none is known on that day")),
    ("entities", noted("Entities"), noted("none is mentioned")),
)
"""The fields: of which part of a note, what they are called, what they say when empty."""

FILLED = ("speaker", "office", "entities")
"""Fields that are filled in while they are empty."""


class NoteScreen(WriteScreen):
    """Asks for a note; every keystroke is held until it is kept.

    Args:
        question: What is asked.
        library: Where drafts are held and entities are looked up.
        note: The note as it is.
        draft: Holds what was written and not kept.
        words: The words that stand there at first.
        fill: Returns the note with what is filled in where the user says nothing.
        with_form: Whether the other fields are shown at once.
    """

    CSS_PATH = styles.sheet("notes")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note_form")]
    KEYS: ClassVar[tuple[Where, ...]] = ("note", "note_form", "note_colour", "editor", "typing")
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        question: str,
        library: Library,
        note: Note,
        draft: Draft,
        *,
        words: str,
        fill: Callable[[], Passage],
        with_form: bool = False,
    ) -> None:
        about = note.quote
        super().__init__(
            question,
            answer=note.body,
            about=about,
            placeholder=_("may stay empty"),
            draft=draft,
            words=words,
        )
        self._library = library
        self._note = note
        self._fill = fill
        self._filled: Mapping[str, str] = {}
        self._finder: EntityFinder | None = None
        self._offered: tuple[str, ...] = ()
        self._beside = draft.part("fields")
        self._before = _values(note)
        self.written = {**self._before, **_drafted(self._beside)}
        """What stands in the fields, by their names."""
        self._with_form = with_form or self.written != self._before

    def _field(self) -> ComposeResult:
        yield NoteEditor(self._answer, placeholder=self._placeholder, id="answer")
        with Vertical(id="note-form"):
            for name, label, placeholder in FIELDS:
                with Horizontal(classes="field"):
                    yield Static(BidiVisual(_(label)))
                    value = self.written[name]
                    if name == "colour":
                        yield ColourField(COLOURS, value, id=name)
                    else:
                        yield BidiInput(value, placeholder=_(placeholder), id=name)
            yield Static(id="offered")
        yield KeyLine("note", "note_form", "prompt")

    def on_mount(self) -> None:
        """Show the other fields where they are wanted."""
        self.query_one("#note-form").display = False
        if self._with_form:
            self._show_form()

    # --- the other fields ---------------------------------------------------------------

    @property
    def _is_form_shown(self) -> bool:
        return bool(self.query_one("#note-form").display)

    def _show_form(self) -> None:
        self.query_one("#note-form").display = True
        self.add_class("-form")
        self._read_filled()
        self._make_finder()

    def _read_filled(self) -> None:
        try:
            passage = self._fill()
        except BriefError as error:
            self._offer_line(error_said(error))
            return
        self._filled = _filled_in(passage)
        for name, text in self._filled.items():
            if text:
                field = self.query_one(f"#{name}", BidiInput)
                field.placeholder = _("{text}  (filled in)", text=text)
                field.refresh()

    @work(thread=True, group="finder")
    def _make_finder(self) -> None:
        from corpus.library.entity_search import open_finder

        try:
            finder = open_finder(self._library.path)
        except BriefError:
            return
        self.app.call_from_thread(self._take_finder, finder)

    def _take_finder(self, finder: EntityFinder) -> None:
        self._finder = finder
        if self.is_attached:
            self._name_entities()

    def _name_entities(self) -> None:
        """Show entities by name where the name leads back to them."""
        for name in ("speaker", "entities"):
            field = self.query_one(f"#{name}", BidiInput)
            if field.text and field.text == self._before[name]:
                shown = ", ".join(map(self._named, _listed(field.text)))
                self._before[name] = self.written[name] = shown
                field.load(shown)

    def _named(self, slug: str) -> str:
        if self._finder is None or not is_slug(slug):
            return slug
        names = self._library.entity_names([slug])
        english = names[slug].en if slug in names else ""
        return english if english and self._slug_of(english) == slug else slug

    def action_field(self, step: int) -> None:
        """Go to the next or previous field; the first time that shows them."""
        if not self._is_form_shown:
            self._show_form()
            self.query_one("#gloss").focus()
        elif step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what can be taken into the field one has come to."""
        if self._is_form_shown and event.widget.id is not None:
            self._offer(event.widget.id)

    def _offer(self, name: str) -> None:
        """Offer what is filled in, or entities whose name begins as the last one written."""
        text = self.written.get(name, "")
        self._offered = ()
        if name in FILLED and not text:
            filled = self._filled.get(name, "")
            self._offered = (filled,) if filled else ()
            hint = _("Ctrl-t takes what is filled in; {sign} for nothing at all", sign=NOBODY)
            self._offer_line(hint if filled else "")
            return
        if name not in ("speaker", "entities") or self._finder is None:
            self._offer_line("")
            return
        last = LISTED.split(text)[-1].strip()
        found = self._finder.find(last, OFFERED) if len(last) > 1 else ()
        self._offered = tuple(
            one.en if self._slug_of(one.en) == one.slug else one.slug for one in found
        )
        told = " · ".join(f"{one.en} ({one.slug})" for one in found)
        self._offer_line(_("Ctrl-t takes {what}", what=told) if found else "")

    def _offer_line(self, line: str) -> None:
        self.query_one("#offered", Static).update(BidiVisual(line, 1))

    def action_take_offered(self) -> None:
        """Put what is offered first into the field."""
        field = self.focused
        if not isinstance(field, BidiInput) or not self._offered:
            return
        head, taken = LISTED.split(field.text)[:-1], self._offered[0]
        parts = [part.strip() for part in head if part.strip()]
        is_list = field.id == "entities"
        field.rewrite(", ".join([*parts, taken]) if is_list else taken)

    @on(EditedView.Changed)
    def _written_anew(self, event: EditedView.Changed) -> None:
        if event.view.id == "answer":
            # Not every few seconds, as elsewhere: a note must outlive what happens now.
            self._words = event.text
            self._hold_draft()
            return
        event.prevent_default()
        event.stop()
        name = event.view.id or ""
        self.written[name] = event.text
        self._offer(name)
        self.hold_fields()

    @on(ColourField.Changed)
    def _coloured(self, event: ColourField.Changed) -> None:
        event.stop()
        self.written["colour"] = event.colour
        self.hold_fields()

    def hold_fields(self) -> str:
        """Hold what stands beside the words, and return what hindered that."""
        if self.written == self._before:
            return hindrance(self._beside.drop)
        return hindrance(lambda: self._beside.hold(json.dumps(self.written)))

    # --- leaving ------------------------------------------------------------------------

    @on(EditedView.Submitted)
    def _field_done(self, event: EditedView.Submitted) -> None:
        if event.view.id != "answer":
            event.prevent_default()
            event.stop()
            self.action_field(1)

    def action_submit(self) -> None:
        """Give the words, unless something beside them cannot be."""
        problem = self.problem()
        if problem:
            self.say(problem)
            return
        super().action_submit()

    def problem(self) -> str:
        """Return what is wrong with what was written, or nothing."""
        try:
            self.changes()
        except ValueError as error:
            return str(error)
        return ""

    def changes(self) -> dict[str, Any]:
        """Return what was written, by the names of a note's fields; its words are not among them.

        Raises:
            ValueError: An entity is none.
        """
        written = {name: text.strip() for name, text in self.written.items()}
        before = {name: text.strip() for name, text in self._before.items()}
        made: dict[str, Any] = {}
        for name, text in written.items():
            if text != before[name]:
                made[name] = self._value(name, text)
        return made

    def _value(self, name: str, text: str) -> object:
        if name == "tags":
            return tuple(dict.fromkeys(" ".join(tag.lstrip("#").split()) for tag in _listed(text)))
        if name == "entities":
            if text in ("", NOBODY):
                return None if not text else ()
            return tuple(dict.fromkeys(map(self._entity, _listed(text))))
        if name in FILLED:
            if text in ("", NOBODY):
                return None if not text else ""
            return (self._slug_of(text) or text) if name == "speaker" else text
        return text

    def _entity(self, text: str) -> str:
        slug = self._slug_of(text)
        if slug is None:
            raise ValueError(
                _(
                    "No entity is called {name!r}: write a name that is known, or person/NAME",
                    name=text,
                )
            )
        return slug

    def _slug_of(self, text: str) -> str | None:
        """Return the slug of the entity that has this very name, or the slug itself."""
        if is_slug(text):
            return text
        from corpus.library.entity_search import lookup

        found = self._finder.find(text, 1) if self._finder is not None else ()
        names = {lookup(name) for one in found for name in (one.en, one.ar)}
        return found[0].slug if lookup(text) in names else None

    def action_cancel(self) -> None:
        """Leave: what stands beside the words is held too."""
        self.hold_fields()
        super().action_cancel()


def _listed(text: str) -> list[str]:
    return [part for part in (" ".join(one.split()) for one in LISTED.split(text)) if part]


def _values(note: Note) -> dict[str, str]:
    """Return what stands in the fields of a note; what is filled in stands there as nothing."""

    def said(value: str | None) -> str:
        return "" if value is None else value or NOBODY

    entities = note.entities
    return {
        "gloss": " ".join(note.gloss.split("\n")),
        "tags": ", ".join(note.tags),
        "colour": note.colour,
        "speaker": said(note.speaker),
        "office": said(note.office),
        "entities": "" if entities is None else ", ".join(entities) or NOBODY,
    }


def _drafted(draft: Draft) -> dict[str, str]:
    try:
        found = stored_object(draft.words)
    except BriefError:
        return {}
    known = {name for name, *_ in FIELDS}
    return {name: text for name, text in found.items() if name in known and isinstance(text, str)}


def _filled_in(passage: Passage) -> dict[str, str]:
    """Return what is filled in, as it can be written in the fields."""
    speakers = [speaker.label for speaker in passage.speakers if speaker.label]
    offices = [speaker.office.en for speaker in passage.speakers if speaker.office]
    return {
        "speaker": ", ".join(speakers),
        "office": ", ".join(offices),
        "entities": ", ".join(name.en for name in passage.entities),
    }


# --- taking and editing -------------------------------------------------------------------


async def take_note(
    app: App[None], library: Library, article: Article, span: Span | None
) -> Note | None:
    """Ask for a note on a passage, or on a whole article, and keep it; None if none was taken.

    Args:
        app: The program.
        library: Where it is kept.
        article: The article.
        span: The passage; None for the article as a whole.
    """
    from corpus.library.store import utc_now
    from tui.authorship import author_of

    author = author_of(library)

    def taken(body: str) -> Note:
        if span is None:
            return take_on(article, body, utc_now(), author=author)
        return take(article, span, body, utc_now(), author=author)

    of = f"{article.id}:{span.start}:{span.end}" if span else f"{article.id}:whole"
    question = (
        _("Your note on this passage")
        if span
        else _("Your note on the whole article — Esc and v to select a passage instead")
    )
    kept: list[Note] = []

    def keep(body: str, changes: Mapping[str, Any]) -> str:
        note = replace(taken(body), **changes)
        problem = hindrance(lambda: library.save_note(note))
        if not problem:
            kept.append(note)
        return problem

    await _write(app, library, taken(""), Draft(library, of), question, keep)
    return kept[0] if kept else None


async def edit_note(app: App[None], library: Library, note: Note) -> Note | None:
    """Ask for what a note is to be, and keep it; None if nothing was changed.

    Where somebody else has changed the same of it meanwhile, both versions are kept, and that is
    said.
    """
    from corpus.library import notes as notebook

    kept: list[Note] = []

    def keep(body: str, changes: Mapping[str, Any]) -> str:
        try:
            done = notebook.edit(library, note.id, {"body": body, **changes}, based_on=note)
        except BriefError as error:
            return error_said(error)
        kept.append(done.note)
        if done.other is not None:
            app.notify(
                _(
                    "Somebody else changed this note meanwhile: both versions are kept,"
                    " side by side"
                ),
                severity="warning",
            )
        return ""

    question = _("Your note on the whole article") if is_on_article(note) else _("Your note")
    await _write(app, library, note, Draft(library, note.id), question, keep, with_form=True)
    return kept[0] if kept else None


async def _write(
    app: App[None],
    library: Library,
    note: Note,
    draft: Draft,
    question: str,
    keep: Callable[[str, Mapping[str, Any]], str],
    *,
    with_form: bool = False,
) -> None:
    """Ask, and ask again with the same words for as long as they cannot be kept."""

    def fill() -> Passage:
        from corpus.library.selection import passages

        unsaid = replace(note, speaker=None, office=None, entities=None)
        return passages(library, [unsaid])[0]

    words = _words_of(draft)
    if words is not None and words != note.body:
        question = f"{question} — {_('with your words of last time')}"
    given: str | None = note.body if words is None else words
    while question:
        screen = NoteScreen(
            question,
            library,
            note,
            draft,
            words=given or "",
            fill=fill,
            with_form=with_form,
        )
        given = await app.push_screen_wait(screen)
        if given is None:
            return
        question = keep(given, screen.changes())
        if question:
            screen.hold_fields()
    for one in (draft, draft.part("fields")):
        hindrance(one.drop)


def _words_of(draft: Draft) -> str | None:
    try:
        return draft.words
    except BriefError:
        return None
