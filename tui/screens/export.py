"""What to write of notes, where, and how; the choices are remembered."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import on, work
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

import styles
from corpus.errors import BriefError
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _, is_from_right, noted, plural
from tui.panes.edited import EditedView
from tui.panes.keyline import KeyLine
from tui.panes.options import Option, OptionRows
from tui.panes.prompt import BidiInput
from tui.panes.visual import BidiVisual
from tui.screens.helping import Helping
from tui.screens.preview import PreviewScreen
from tui.screens.stored import stored_object
from tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.article import Note
    from corpus.export import Layout, Passage
    from corpus.export.blocks import Document, Updated
    from corpus.library.store import Library
    from tui.keys import Where

FACT = "choices of an export"
"""Under this name the library remembers what was chosen last."""

MOST_NAMED = 3
"""Parts changed by hand that are named; of more of them the number is told."""

SUFFIXES = {"md": ".md", "json": ".json", "csv": ".csv", "html": ".html", "docx": ".docx"}

Allowed = Literal["replace", "overwrite", "take out"]
"""What is done only when it was asked for twice: replace another file, write parts changed by
hand anew, take notes out of a file that holds them."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen."""

    path: str = "idlib-notes.md"
    title: str = "Notes"
    format: str = "md"
    group: str = "article"
    order: str = "tray"
    glance: bool = True
    who: bool = False
    agreements: bool = False
    obsidian: bool = False
    split: str = "none"
    markers: bool = True
    template: str = ""


VALUES: dict[str, tuple[str, ...]] = {
    "format": tuple(SUFFIXES),
    "group": ("article", "entity", "agreement", "date", "tag", "none"),
    "order": ("tray", "date"),
    "split": ("none", "article", "entity"),
}
"""What an option goes through."""
VALUES_SAID: dict[str, str] = {
    "article": noted("article"),
    "entity": noted("entity"),
    "agreement": noted("agreement"),
    "date": noted("date"),
    "tag": noted("tag"),
    "none": noted("none"),
    "tray": noted("tray"),
}
LRI, PDI = "\u2066", "\u2069"

WORDS: tuple[tuple[str, str, str], ...] = (
    ("title", noted("Title"), noted("Enter writes another")),
    ("format", noted("Format"), noted("html and docx need pandoc")),
    ("group", noted("Group by"), ""),
    ("order", noted("Order"), noted("yours in the tray, or by day")),
    ("glance", noted("At a glance"), noted("lines at the top; the tag glance")),
    ("who", noted("Who is who"), noted("offices on the days")),
    ("agreements", noted("Agreements cited"), noted("and how they are related")),
    ("obsidian", noted("For Obsidian"), noted("wiki-links and tags")),
    ("split", noted("One file each"), noted("in a folder of that name")),
    ("markers", noted("Can be updated"), noted("comments that no reader shows")),
    ("template", noted("Own template"), noted("a Jinja2 file; Enter names it")),
)
"""The options: of which part of the choices, what they are called, what they do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of writing."""

    told: str = ""
    kept: tuple[str, ...] = ()
    """Keys of parts that were changed by hand and stay."""
    is_taken: bool = False
    """Whether nothing was written because the name is another file's."""
    others: int = 0
    """How many notes the file holds that it would lose; nothing was written for that."""


class ExportScreen(Helping, EncodedScreen, ModalScreen[str]):
    """Asks where to write notes and how; the answer says what was done, nothing if nothing was.

    Args:
        library: Where the notes are.
        notes: The notes, in the order of the tray.
    """

    CSS_PATH = styles.sheet("notes")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("prompt", "export")]
    KEYS: ClassVar[tuple[Where, ...]] = ("export", "rows", "field", "typing")
    AUTO_FOCUS = "#answer"
    FACT: ClassVar[str] = FACT
    OFFERED: ClassVar[tuple[str, ...]] = tuple(name for name, *_ in WORDS)
    """The options there are."""
    FORMATS: ClassVar[tuple[str, ...]] = tuple(SUFFIXES)

    def __init__(self, library: Library, notes: Sequence[Note]) -> None:
        super().__init__()
        self._library = library
        self._notes = tuple(notes)
        self._choices = remembered(library, self.FACT, self._usual())
        self._allowed: frozenset[Allowed] = frozenset()
        """What was asked for twice."""
        self._is_busy = False

    def _usual(self) -> Choices:
        """Return what is chosen the first time."""
        return Choices()

    def _heading(self) -> str:
        return plural("Export {n} note to", "Export {n} notes to", len(self._notes))

    def compose(self) -> ComposeResult:
        """Show the question, the name of the file, the options, and what is to be said."""
        with Vertical(id="export"):
            yield Static(BidiVisual(self._heading(), 1), id="question")
            yield BidiInput(self._choices.path, placeholder=_("the name of a file"), id="answer")
            yield OptionRows(id="options")
            yield Static(id="told")
            yield KeyLine("export")

    def on_mount(self) -> None:
        """Show what was chosen the last time."""
        self.app.clear_notifications()
        self._show()
        self._say(_("Enter writes; Tab goes to the options"))

    def _say(self, line: str) -> None:
        self.query_one("#told", Static).update(BidiVisual(line, 4))

    @property
    def _field(self) -> BidiInput:
        return self.query_one("#answer", BidiInput)

    def _show(self) -> None:
        rows = [
            Option(name, _(label), self._said(name), _(hint))
            for name, label, hint in WORDS
            if name in self.OFFERED
        ]
        self.query_one(OptionRows).show_options(rows)

    def _said(self, name: str) -> str:
        value = getattr(self._choices, name)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if name in VALUES:
            # The arrows are those of the keys, and point away from the value in either language.
            said = f"← {_(VALUES_SAID[value]) if value in VALUES_SAID else value} →"
            return f"{LRI}{said}{PDI}" if is_from_right() else said
        return value or _("none")

    # --- the options --------------------------------------------------------------------

    def action_part(self, step: int) -> None:
        """Go to the options, and back to the name of the file."""
        del step
        target = self._field if self.query_one(OptionRows).has_focus else self.query_one(OptionRows)
        target.focus()

    @on(OptionRows.Chosen)
    def _option_chosen(self, event: OptionRows.Chosen) -> None:
        event.stop()
        self.action_change(1)

    def action_change(self, step: int) -> None:
        """Go to the next of what an option can be; a text is asked for."""
        option = self.query_one(OptionRows).option
        if option is None or not self.query_one(OptionRows).has_focus:
            return
        value = getattr(self._choices, option.id)
        if isinstance(value, bool):
            self._choose(option.id, not value)
        elif option.id in VALUES:
            values = self.FORMATS if option.id == "format" else VALUES[option.id]
            at = values.index(value) if value in values else 0
            self._choose(option.id, values[(at + step) % len(values)])
        else:
            self._ask_for(option)

    def _choose(self, name: str, value: object) -> None:
        self._choices = replace(self._choices, **{name: value})  # type: ignore[arg-type]
        if name == "format":
            self._rename(str(value))
        self._allowed = frozenset()
        self._show()
        self._say(self._conflict())

    def _rename(self, format_: str) -> None:
        """Give the file the ending of a format, where it has that of another."""
        path = Path(self._field.text)
        if path.suffix in SUFFIXES.values():
            self._field.rewrite(str(path.with_suffix(SUFFIXES[format_])))

    def _conflict(self) -> str:
        """Say which options exclude each other; nothing where none do."""
        chosen = self._choices
        if chosen.split != "none" and (chosen.format != "md" or chosen.template):
            return _("One file each is Markdown, without a template")
        if chosen.template and chosen.format != "md":
            return _("A template says itself what is written: the format stays md")
        return ""

    @work(exclusive=True, group="ask")
    async def _ask_for(self, option: Option) -> None:
        from tui.screens.ask import AskScreen

        answer = getattr(self._choices, option.id)
        given = await self.app.push_screen_wait(AskScreen(option.label, answer=answer))
        if given is not None:
            self._choose(option.id, given.strip())

    @on(EditedView.Changed)
    def _renamed(self, event: EditedView.Changed) -> None:
        event.stop()
        self._allowed = frozenset()
        self._choices = replace(self._choices, path=event.text)

    # --- what comes of it ---------------------------------------------------------------

    def action_preview(self) -> None:
        """Show what would be written."""
        chosen = self._choices
        maker = self._maker()
        self.app.push_screen(PreviewScreen(chosen.title or "Preview", lambda: maker(chosen)))

    def _maker(self) -> Callable[[Choices], str]:
        """Return what makes the text of a preview, in a thread."""
        path, notes = self._library.path, self._notes
        return lambda chosen: preview(path, notes, chosen)

    def action_copy(self) -> None:
        """Copy what would be written."""
        self._run(_("Making it…"), self._maker(), self._copied)

    def _copied(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self._say(_("Copied {what}", what=counted(len(text), "character")))

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        self.action_write()

    def action_write(self) -> None:
        """Write the file, or bring it up to date."""
        chosen = self._choices
        problem = self._conflict()
        if not chosen.path.strip():
            problem = _("Write the name of a file first")
        if problem or self._is_busy:
            self._say(problem or _("It is being written…"))
            return
        self._remember()
        allowed, writer = self._allowed, self._writer()
        self._run(_("Writing…"), lambda _: writer(chosen, allowed), self._written)

    def _writer(self) -> Callable[[Choices, frozenset[Allowed]], Outcome]:
        """Return what writes the file, in a thread."""
        path, notes = self._library.path, self._notes
        return lambda chosen, allowed: write(path, notes, chosen, allowed)

    def _run(self, told: str, make: Callable[[Choices], Any], give: Callable[[Any], None]) -> None:
        """Make something in a thread, and hand it on."""
        self._is_busy = True
        self._say(told)
        chosen = self._choices

        def run() -> None:
            made, problem = None, ""
            try:
                made = make(chosen)
            except BriefError as error:
                problem = error_said(error)
            self.app.call_from_thread(self._made, made, problem, give)

        self.run_worker(run, thread=True, group="export")

    def _made(self, made: object, problem: str, give: Callable[[Any], None]) -> None:
        self._is_busy = False
        if not self.is_attached:
            return
        if problem:
            self._say(problem)
        else:
            give(made)

    def _written(self, outcome: Outcome) -> None:
        if outcome.is_taken:
            self._allowed |= {"replace"}
            self._say(
                _(
                    "{path} exists already: Ctrl-s again replaces it",
                    path=self._choices.path,
                )
            )
        elif outcome.others:
            self._allowed |= {"take out"}
            others = counted(outcome.others, "other note")
            self._say(
                _(
                    "{path} holds {notes}: Ctrl-s again takes them out of it",
                    path=self._choices.path,
                    notes=others,
                )
            )
        elif outcome.kept:
            self._allowed |= {"overwrite"}
            self._say(f"{outcome.told}. {self._kept_said(outcome.kept)}")
        else:
            self.dismiss(outcome.told)

    def _kept_said(self, keys: Sequence[str]) -> str:
        named = _(", ").join(self._part(key) for key in keys[:MOST_NAMED])
        if len(keys) == 1:
            return _(
                "{names} was changed by hand and stays: Ctrl-s again writes it anew", names=named
            )
        if len(keys) > MOST_NAMED:
            named += _(" and {n} more", n=len(keys) - MOST_NAMED)
        return _(
            "{names} were changed by hand and stay: Ctrl-s again writes them anew", names=named
        )

    def _part(self, key: str) -> str:
        """Say which part of the file it is."""
        kind, _dash, id_ = key.partition("-")
        words = {note.id: note.quote or note.body for note in self._notes}.get(id_, "")
        if kind == "note" and words:
            return _("the note on “{words}”", words=" ".join(words.split())[:40])
        return {
            "front": _("the front matter"),
            "title": _("the title"),
            "glance": _("At a glance"),
        }.get(key, _("the part {name}", name=key))

    def _remember(self) -> None:
        if not self._library.writable:
            return
        try:
            self._library.set_fact(self.FACT, json.dumps(asdict(self._choices)))
        except BriefError:
            # It is written all the same.
            return

    def action_cancel(self) -> None:
        """Leave."""
        self._remember()
        self.dismiss("")


def remembered(library: Library, fact: str, usual: Choices) -> Choices:
    """Return what was chosen the last time, as far as it can still be chosen."""
    try:
        stored = stored_object(library.fact(fact))
    except BriefError:
        return usual
    known: dict[str, Any] = {}
    for one in fields(Choices):
        value = stored.get(one.name)
        fits = type(value) is type(getattr(usual, one.name))
        if fits and (one.name not in VALUES or value in VALUES[one.name]):
            known[one.name] = value
    return replace(usual, **known)


# --- making and writing, in a thread --------------------------------------------------------


def preview_of(library: Library, notes: Sequence[Note]) -> PreviewScreen:
    """Return what shows notes as they would be written now."""
    chosen = remembered(library, FACT, Choices())
    path = library.path
    return PreviewScreen(chosen.title or "Preview", lambda: preview(path, notes, chosen))


def preview(library_path: Path, notes: Sequence[Note], chosen: Choices) -> str:
    """Return what would be written as text; of HTML and DOCX the Markdown they are made of.

    Raises:
        BriefError: It cannot be made.
    """
    shown = _passages(library_path, notes, chosen)
    if chosen.template or chosen.format in ("json", "csv"):
        return _data(shown, chosen)
    return _document(shown, chosen).plain()


def write(
    library_path: Path, notes: Sequence[Note], chosen: Choices, allowed: frozenset[Allowed]
) -> Outcome:
    """Write notes as was chosen.

    Args:
        library_path: Where the library lies.
        notes: The notes, in the order of the tray.
        chosen: What was chosen.
        allowed: What was asked for twice.

    Raises:
        BriefError: It cannot be made, or not be written.
    """
    shown = _passages(library_path, notes, chosen)
    path = Path(chosen.path.strip()).expanduser()
    what = counted(len(notes), "note")
    if chosen.split != "none":
        return _write_each(path, shown, chosen, what, overwrite="overwrite" in allowed)
    if chosen.template or chosen.format in ("json", "csv"):
        return write_content(path, _data(shown, chosen), what, allowed)
    return write_document(path, _document(shown, chosen), chosen, what, allowed)


def _passages(library_path: Path, notes: Sequence[Note], chosen: Choices) -> tuple[Passage, ...]:
    from corpus.library.selection import passages
    from corpus.library.store import Library

    with Library(library_path, writable=False) as library:
        return passages(library, notes, order="date" if chosen.order == "date" else "tray")


def _layout(chosen: Choices) -> Layout:
    from corpus.export import Layout

    return Layout(
        group=chosen.group,  # type: ignore[arg-type]
        glance=chosen.glance,
        who=chosen.who,
        agreements=chosen.agreements,
        obsidian=chosen.obsidian,
        markers=chosen.markers and chosen.format == "md",
    )


def _document(shown: Sequence[Passage], chosen: Choices) -> Document:
    from corpus.export.markdown import document
    from corpus.knowledge.base import load

    base = load() if chosen.who or chosen.agreements else None
    return document(shown, title=chosen.title or "Notes", layout=_layout(chosen), base=base)


def _data(shown: Sequence[Passage], chosen: Choices) -> str:
    if chosen.template:
        from corpus.export.template import render
        from corpus.library.note_backups import read_text

        path = Path(chosen.template).expanduser()
        return render(read_text(path), path.name, shown, title=chosen.title, layout=_layout(chosen))
    if chosen.format == "json":
        from corpus.export.annotation import to_json

        return to_json(shown, title=chosen.title)
    from corpus.export.table import BYTE_ORDER_MARK, to_csv

    return BYTE_ORDER_MARK + to_csv(shown)


def write_document(
    path: Path, made: Document, chosen: Choices, what: str, allowed: frozenset[Allowed]
) -> Outcome:
    """Write a document, or bring the file up to date with it.

    Raises:
        BriefError: It cannot be made, or not be written.
    """
    from corpus.files import require_file

    # The terminal is the screen's, and what is no file cannot be brought up to date.
    require_file(path)
    if chosen.format != "md":
        from corpus.export.pandoc import convert

        content = convert(made.plain(), chosen.format, title=chosen.title)  # type: ignore[arg-type]
        return write_content(path, content, what, allowed)
    if not chosen.markers:
        return write_content(path, made.plain(), what, allowed)
    if path.exists() and not _is_ours(path):
        return write_content(path, made.marked(), what, allowed)
    others = _lost(path, made) if path.exists() and "take out" not in allowed else 0
    if others:
        return Outcome(others=others)
    from corpus.export.folder import put

    written = put(path, made, markers=True, overwrite="overwrite" in allowed)
    kept = written.update.kept if written.update else ()
    return Outcome(done(what, written.update, written.path), kept=kept)


def _is_ours(path: Path) -> bool:
    from corpus.export.blocks import is_ours
    from corpus.library.note_backups import read_text

    try:
        return is_ours(read_text(path))
    except BriefError:
        return False


def _lost(path: Path, made: Document) -> int:
    """Return how many notes a file would lose if it were brought up to date with a document."""
    from corpus.export.blocks import update
    from corpus.library.note_backups import read_text

    return sum(key.startswith("note-") for key in update(read_text(path), made).removed)


def write_content(
    path: Path, content: str | bytes, what: str, allowed: frozenset[Allowed]
) -> Outcome:
    """Write a file whose name is free, or may be replaced.

    Raises:
        BriefError: It cannot be written.
    """
    from corpus.files import require_file, write_file

    require_file(path)
    data = content.encode() if isinstance(content, str) else content
    may_replace = "replace" in allowed
    if path.is_file() and not may_replace:
        if path.read_bytes() == data:
            return Outcome(_("{what} stand in {path} as they are now", what=what, path=path))
        return Outcome(is_taken=True)
    written = write_file(path, content, replace=may_replace)
    return Outcome(_("{what} written to {path}", what=what, path=written))


def _write_each(
    folder: Path, shown: Sequence[Passage], chosen: Choices, what: str, *, overwrite: bool
) -> Outcome:
    from corpus.export.folder import put_all
    from corpus.knowledge.base import load

    base = load() if chosen.who or chosen.agreements else None
    written = put_all(
        folder,
        shown,
        "entity" if chosen.split == "entity" else "article",
        layout=_layout(chosen),
        base=base,
        overwrite=overwrite,
    )
    kept = tuple(key for one in written if one.update for key in one.update.kept)
    files = counted(len(written), "file")
    said = _("{what} in {files} in {folder}", what=what, files=files, folder=folder)
    return Outcome(said, kept=kept)


def done(what: str, update: Updated | None, path: Path) -> str:
    """Say what has become of the parts of a file."""
    if update is None:
        return _("{what} written to {path}", what=what, path=path)
    counts = (
        (noted("{n} added"), update.added),
        (noted("{n} changed"), update.changed),
        (noted("{n} taken out"), update.removed),
        (noted("{n} kept as changed by hand"), update.kept),
    )
    changes = _(", ").join(_(how, n=len(keys)) for how, keys in counts if keys)
    return _(
        "{what} ({changes}) in {path}", what=what, changes=changes or _("nothing new"), path=path
    )
