"""The tray of all notes: order, group, filter, edit, export, and back to the passage."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.screen import Screen

import styles
from corpus.errors import BriefError, NotFoundError
from corpus.library import notes as notebook
from corpus.notes import anchor
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _, noted, plural
from tui.panes.keyline import KeyLine
from tui.panes.notes import NoteList, NoteRow
from tui.panes.paint import title_of
from tui.panes.status import StatusLine
from tui.screens.ask import hindrance
from tui.screens.helping import Helping
from tui.wording import counted, isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.article import Article, Note
    from corpus.export import Passage
    from corpus.export.passage import Group
    from corpus.library.note_checks import State
    from corpus.library.notes import Step
    from corpus.library.store import Library
    from tui.keys import Where

GROUPS: tuple[Group, ...] = ("none", "article", "entity", "agreement", "date", "tag")
"""What the tray goes through; without a group it stands in the user's own order."""

GROUPED: dict[Group, str] = {
    "none": "",
    "article": noted("the article"),
    "entity": noted("the entity"),
    "agreement": noted("the agreement"),
    "date": noted("the date"),
    "tag": noted("the tag"),
}
"""What notes are grouped by, as it is said."""

STATES: dict[State, str] = {
    "anchored": "",
    "moved": "",
    "orphan": noted("no longer in the text"),
    "missing": noted("article not in the library"),
}
"""What became of a passage, as it is said."""

SECONDS_BETWEEN_LOOKS = 2.0
"""How often it is looked whether another program has changed the library."""

DONE = {
    "save": noted("taking a note"),
    "edit": noted("an edit"),
    "delete": noted("deleting"),
    "move": noted("moving"),
    "merge": noted("a merge"),
    "import": noted("an import"),
    "restore": noted("restoring a copy"),
    "check": noted("settling what has moved"),
}
"""What a step of the journal was, as it is said."""


@dataclass(frozen=True, slots=True)
class BriefWanted:
    """The brief builder is to be opened."""


@dataclass(slots=True)
class TrayState:
    """How the tray was left."""

    query: str = ""
    group: Group = "none"
    only_unsound: bool = False
    """Whether only notes are shown that need looking at."""
    cursor: str | None = None
    top: float = 0
    marked: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    """The notes there are to choose from; None for all."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which notes are listed, in what order, under which headings."""

    ids: tuple[str, ...]
    headings: Mapping[int, str] = field(default_factory=dict)
    unsound: int | None = None
    """How many of them need looking at, where that was found out."""


class NotesScreen(Helping, EncodedScreen, Screen["Note | BriefWanted | None"]):
    """Lists the notes; the answer is the note whose passage to go to, or None.

    Args:
        library: Where the notes are.
        state: How the tray was left; kept up to date.
    """

    CSS_PATH = styles.sheet("notes")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]
    KEYS: ClassVar[tuple[Where, ...]] = ("everywhere", "notes", "rows", "note_form")
    AUTO_FOCUS = "#notes"

    def __init__(self, library: Library, state: TrayState | None = None) -> None:
        super().__init__()
        self._library = library
        self._state = state or TrayState()
        self._articles: dict[str, Article | None] = {}
        self._version: object = None
        self._asked = 0
        """How many arrangements have been asked for; older ones come too late."""
        self._is_arranged = False
        """Whether notes stand otherwise than in the user's order, or not all of them do."""
        self._told = ""
        """What happened last, until the list changes."""

    def compose(self) -> ComposeResult:
        """Lay out the list, the status line and the keys."""
        yield NoteList(self._read, id="notes")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "notes")

    @property
    def _list(self) -> NoteList:
        return self.query_one("#notes", NoteList)

    def on_mount(self) -> None:
        """Fill the list as it was left."""
        state = self._state
        self._version = self._data_version()
        self._fill(cursor=state.cursor)
        self._list.mark(state.marked)
        if not self._must_arrange:
            self.call_after_refresh(self._list.return_to, state.top)
        self._tell()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self._look)

    def _remember(self) -> None:
        """Remember how the tray is left."""
        here = self._list
        self._state.cursor, self._state.top = here.id_of_cursor, here.scroll_offset.y
        self._state.marked = frozenset(here.marked)

    # --- what is listed -----------------------------------------------------------------

    @property
    def _must_arrange(self) -> bool:
        state = self._state
        return bool(state.query or state.only_unsound or state.group != "none")

    def _fill(self, *, cursor: str | None = None) -> None:
        """List all notes in the user's order at once; any other order comes from beside."""
        self._articles.clear()
        ids = notebook.order(self._library)
        if self._state.only is not None:
            ids = tuple(id_ for id_ in ids if id_ in self._state.only)
        self._asked += 1
        if self._must_arrange:
            if not self._is_arranged:
                self._list.empty_text = ("", f"  {_('Looking through the notes…')}")
                self._list.show_notes((), cursor=cursor)
                self._state.cursor = cursor
            self._arrange(ids, self._asked)
            return
        self._is_arranged = False
        self._list.empty_text = (
            f"  {_('No notes yet.')}",
            f"  {_('In the reader: v selects a sentence, a writes a note on it.')}",
        )
        self._list.show_notes(ids, cursor=cursor)
        self._tell()

    @work(thread=True, exclusive=True, group="arrange")
    def _arrange(self, ids: Sequence[str], asked: int) -> None:
        from corpus.library.store import Library

        state = self._state
        problem, arranged = "", Arrangement(())
        try:
            with Library(self._library.path, writable=False) as library:
                arranged = arrangement(
                    library, ids, state.query, state.group, only_unsound=state.only_unsound
                )
        except BriefError as error:
            problem = error_said(error)
        self.app.call_from_thread(self._arranged, arranged, asked, problem)

    def _arranged(self, arranged: Arrangement, asked: int, problem: str) -> None:
        if asked != self._asked or not self.is_attached:
            return
        if problem:
            self.notify(problem, severity="error")
            self._drop_conditions()
            return
        self._list.empty_text = (
            f"  {_('No note fits.')}",
            f"  {_('Esc shows all of them again.')}",
        )
        cursor = self._list.id_of_cursor if self._is_arranged else self._state.cursor
        self._list.show_notes(arranged.ids, arranged.headings, cursor=cursor)
        if not self._is_arranged:
            self._list.mark(self._state.marked)
            self.call_after_refresh(self._list.return_to, self._state.top)
        self._is_arranged = True
        self._tell()

    def _drop_conditions(self) -> None:
        self._remember()
        self._state.query, self._state.only_unsound = "", False
        self._state.group = "none"
        self._fill(cursor=self._state.cursor)

    def _read(self, ids: Sequence[str]) -> list[NoteRow]:
        return [self._row(note) for note in notebook.notes_by_id(self._library, ids)]

    def _row(self, note: Note) -> NoteRow:
        article = self._article(note.article_id)
        if article is None:
            known = notebook.source_of(self._library, note.article_id)
            label = _label(known) if known else f"article {note.article_id}"
            state = _(STATES["missing"])
        else:
            label = _label(article)
            where = anchor(note, article.text, article.content_hash)
            state = "" if where is not None else _(STATES["orphan"])
        if note.conflict:
            state = " · ".join(part for part in (state, _("another version of a note")) if part)
        return NoteRow(note, label, state)

    def _article(self, id_: str) -> Article | None:
        if id_ not in self._articles:
            try:
                self._articles[id_] = self._library.article(id_)
            except NotFoundError:
                self._articles[id_] = None
        return self._articles[id_]

    def _tell(self) -> None:
        """Say how many notes there are, of how many, and how they stand."""
        shown, marked = self._list.row_count, len(self._list.marked)
        whole = self._library.counts()["note"] if self._state.only is None else shown
        number = str(shown) if shown == whole else _("{n} of {total}", n=shown, total=whole)
        name = _("Notes") if self._state.only is None else _("Notes here")
        self._list.border_title = title_of(f"{name} {number}")
        parts = [_("{n} marked", n=marked)] if marked else []
        if self._state.group != "none":
            parts.append(_("by {what}", what=_(GROUPED[self._state.group])))
        if self._state.only_unsound:
            parts.append(_("those that need looking at"))
        if self._state.query:
            parts.append(_("that {query} finds", query=isolated(self._state.query)))
        if self._told:
            parts.insert(0, self._told)
        elif shown and not parts:
            parts = [_("in your order: K J move, Space marks, x exports")]
        self.query_one("#status", StatusLine).say(" · ".join(parts))

    # --- what others change -------------------------------------------------------------

    def _data_version(self) -> object:
        """Return a value that differs when another program has changed the library."""
        with suppress(BriefError):
            return notebook.version_seen(self._library)
        return None

    def _look(self) -> None:
        version = self._data_version()
        if version != self._version and self.is_current:
            self._version = version
            self._fill(cursor=self._list.id_of_cursor)

    def action_reload(self) -> None:
        """Show what another program has changed meanwhile."""
        self._told = ""
        self._fill(cursor=self._list.id_of_cursor)
        self._tell()

    # --- marking, moving about ----------------------------------------------------------

    def on_virtual_rows_chosen(self) -> None:
        """Go to the passage of the note that was chosen."""
        self.action_jump()

    def on_virtual_rows_highlighted(self) -> None:
        """Forget what was told of the last change."""
        if self._told:
            self._told = ""
            self._tell()

    def action_mark(self) -> None:
        """Mark the note under the cursor, or take its mark away."""
        self._list.toggle_mark()
        self._tell()

    def action_mark_all(self) -> None:
        """Mark every note, or none if all are marked."""
        self._list.toggle_all()
        self._tell()

    def action_jump(self) -> None:
        """Leave, and go to the passage."""
        row = self._list.row
        if row is None:
            return
        if self._article(row.note.article_id) is None:
            self.notify(
                _("Its article is not in the library any more; the note keeps its words"),
                severity="warning",
            )
            return
        self._remember()
        self.dismiss(row.note)

    def action_leave(self) -> None:
        """Drop marks, then filter and group, then leave."""
        if self._list.marked:
            self._list.mark(())
            self._tell()
        elif self._state.query or self._state.only_unsound:
            self._remember()
            self._state.query, self._state.only_unsound = "", False
            self._fill(cursor=self._state.cursor)
        else:
            self.action_close()

    def action_close(self) -> None:
        """Leave."""
        self._remember()
        self.dismiss(None)

    def action_brief(self) -> None:
        """Leave, and put a brief together."""
        self._remember()
        self.dismiss(BriefWanted())

    # --- order, group, filter -----------------------------------------------------------

    def action_group(self, step: int) -> None:
        """Put notes together by something else."""
        at = (GROUPS.index(self._state.group) + step) % len(GROUPS)
        self._state.group, self._told = GROUPS[at], ""
        self._fill(cursor=self._list.id_of_cursor)
        self._tell()

    def action_check(self) -> None:
        """Show only notes that need looking at, or all again."""
        self._state.only_unsound, self._told = not self._state.only_unsound, ""
        self._fill(cursor=self._list.id_of_cursor)
        self._tell()

    @work(exclusive=True, group="ask")
    async def action_find(self) -> None:
        """Ask for a query, and show only notes that it finds."""
        from tui.screens.note_query import NoteQueryScreen

        query = await self.app.push_screen_wait(NoteQueryScreen(self._library, self._state.query))
        if query is None:
            return
        self._state.query, self._told = query.text.strip(), ""
        self._fill(cursor=self._list.id_of_cursor)

    def action_shift(self, step: int) -> None:
        """Move the marked notes, or the one under the cursor, past the next one."""
        ids = self._list.ids
        chosen = self._chosen
        if not chosen:
            return
        target = _neighbour(ids, chosen, step)
        if target is None:
            return
        place = ids.index(target)
        if self._list.heading_of(place) != self._list.heading_of(ids.index(chosen[0])):
            self._say(_("here its group ends: o shows all notes in your own order"))
            return
        before = target if step < 0 else _behind(notebook.order(self._library), target, chosen)
        cursor = self._list.id_of_cursor
        if self._change(lambda: notebook.move(self._library, chosen, before=before)):
            self._changed(cursor)

    @property
    def _chosen(self) -> list[str]:
        """The ids of the marked notes, or of the one under the cursor."""
        here = self._list.id_of_cursor
        return self._list.marked or ([here] if here else [])

    def _chosen_notes(self) -> tuple[Note, ...]:
        by_id = {note.id: note for note in notebook.notes_by_id(self._library, self._chosen)}
        return tuple(by_id[id_] for id_ in self._chosen if id_ in by_id)

    # --- changing -----------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_edit(self) -> None:
        """Change the note under the cursor."""
        from tui.screens.note_form import edit_note

        row = self._list.row
        if row is None:
            return
        if not self._library.writable:
            self._say(_("the library is read-only"))
            return
        if await edit_note(self.app, self._library, row.note) is not None:
            self._changed()

    def action_delete(self) -> None:
        """Delete the marked notes, or the one under the cursor; u brings them back."""
        chosen = self._chosen
        if chosen and self._change(lambda: notebook.delete(self._library, chosen)):
            self._changed()
            self._say(
                plural(
                    "{n} note deleted: {key} brings back what was deleted",
                    "{n} notes deleted: {key} brings back what was deleted",
                    len(chosen),
                    key="u",
                )
            )

    def action_undo(self) -> None:
        """Take the last change of notes back."""
        step = self._turned(notebook.undo, _("No change of notes is left to take back"))
        if step is not None:
            what = _(DONE.get(step.what, step.what))
            self._say(_("{what} taken back: {notes}", what=what, notes=_notes_of(step)))

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        step = self._turned(notebook.redo, _("Nothing was taken back that could be made again"))
        if step is not None:
            what = _(DONE.get(step.what, step.what))
            self._say(_("{what} made again: {notes}", what=what, notes=_notes_of(step)))

    def _turned(self, turn: Callable[[Library], Step | None], none: str) -> Step | None:
        """Take a step back or make it again, show its notes, and return it; else say why not."""
        steps: list[Step | None] = []
        if not self._change(lambda: steps.append(turn(self._library))):
            return None
        step = steps[0]
        if step is None:
            self._say(none)
        else:
            self._changed(step.notes[0] if step.notes else None)
        return step

    def _say(self, line: str) -> None:
        self._told = line
        self._tell()

    def _change(self, change: Callable[[], object]) -> bool:
        problem = hindrance(change)
        if problem:
            self.notify(problem, severity="error")
        return not problem

    def _changed(self, cursor: str | None = None) -> None:
        """Show the notes as they are now, and copy them where that is due."""
        self._fill(cursor=cursor)
        self._tell()
        back_up_beside(self, self._library)

    # --- leaving the program with them ---------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_export(self) -> None:
        """Ask what to write where, and write the marked notes, or the one under the cursor."""
        from tui.screens.export import ExportScreen

        notes = self._chosen_notes()
        if notes:
            told = await self.app.push_screen_wait(ExportScreen(self._library, notes))
            if told:
                self.notify(told)

    @work(exclusive=True, group="ask")
    async def action_preview(self) -> None:
        """Show what an export would write."""
        from tui.screens.export import preview_of

        notes = self._chosen_notes()
        if notes:
            await self.app.push_screen_wait(preview_of(self._library, notes))

    def action_copy(self) -> None:
        """Copy the marked notes, or the one under the cursor, as Markdown."""
        from corpus.export import Layout
        from corpus.export.markdown import note_block
        from corpus.library.selection import passages

        notes = self._chosen_notes()
        if not notes:
            return
        layout = Layout(markers=False)
        found = passages(self._library, notes, order="tray")
        self.app.copy_to_clipboard("\n\n".join(note_block(one, layout) for one in found) + "\n")
        self._say(plural("{n} note copied as Markdown", "{n} notes copied as Markdown", len(notes)))


def _notes_of(step: Step) -> str:
    """Say how many notes a step has changed, and how many were left alone."""
    notes = counted(len(step.notes), "note")
    if not step.left:
        return notes
    left = plural(
        "{n} left alone because it was changed again since",
        "{n} left alone because they were changed again since",
        len(step.left),
    )
    return f"{notes}{_(', ')}{left}"


# --- beside the screen ----------------------------------------------------------------------


def back_up_beside(screen: Screen[Any], library: Library) -> None:
    """Copy the notes in a thread where that is due; what hinders it is told."""
    if not library.writable:
        return
    path = library.path

    def copy() -> None:
        from corpus.library.note_backups import back_up_if_due
        from corpus.library.store import Library

        try:
            with Library(path) as beside:
                back_up_if_due(beside)
        except BriefError as error:
            screen.app.call_from_thread(
                screen.app.notify,
                _("The notes could not be copied: {problem}", problem=error),
                severity="warning",
            )

    screen.run_worker(copy, thread=True, exclusive=True, group="backup")


def arrangement(
    library: Library,
    ids: Sequence[str],
    query: str = "",
    group: Group = "none",
    *,
    only_unsound: bool = False,
) -> Arrangement:
    """Return which of the notes are shown, and how they stand together.

    Args:
        library: Where they are.
        ids: The notes, in the user's order.
        query: Which of them; nothing for all.
        group: What they are put together by.
        only_unsound: Whether only those are wanted that need looking at.

    Raises:
        BriefError: The library cannot be read, or the query not understood.
    """
    wanted = set(ids)
    notes = tuple(note for note in library.notes() if note.id in wanted)
    if only_unsound:
        from corpus.library.note_checks import check

        found = [one.note for one in check(library, notes) if not one.is_sound]
        notes = tuple(one for one in found)
    if not query and group == "none":
        return Arrangement(tuple(note.id for note in notes))
    from corpus.library.selection import passages

    shown = passages(library, notes, order="tray")
    if query:
        from corpus.library.note_query import fitting

        shown = fitting(library, shown, query)
    if group == "none":
        return Arrangement(tuple(passage.note.id for passage in shown))
    return _grouped(shown, group)


def _grouped(shown: Sequence[Passage], group: Group) -> Arrangement:
    from corpus.export import Layout
    from corpus.export.markdown import grouped

    listed: list[str] = []
    headings: dict[int, str] = {}
    for _group, heading, passages in grouped(shown, Layout(group=group)):
        headings[len(listed)] = f"{isolated(_read_out(heading))}  {len(passages)}"
        listed.extend(passage.note.id for passage in passages)
    return Arrangement(tuple(listed), headings)


_TAG = re.compile(r"</?(?:span|div)\b[^>]*>")
_ESCAPED = re.compile(r"\\([^\w\s])")


def _read_out(markdown: str) -> str:
    """Return a heading of ours as a reader sees it."""
    return _ESCAPED.sub(r"\1", _TAG.sub("", markdown)).strip("\u200e\u200f ")


def _label(article: Article) -> str:
    day = article.published.day if article.published else _("no date")
    parts = (isolated(day), article.label, isolated(article.source) if article.source else "")
    return " · ".join(filter(None, parts))


def _neighbour(ids: Sequence[str], chosen: Sequence[str], step: int) -> str | None:
    """Return the note that others are moved past: the next one that does not move itself."""
    moving = set(chosen)
    edge = ids.index(chosen[0] if step < 0 else chosen[-1])
    behind: Iterable[int] = range(edge - 1, -1, -1) if step < 0 else range(edge + 1, len(ids))
    return next((ids[n] for n in behind if ids[n] not in moving), None)


def _behind(order: Sequence[str], target: str, moving: Sequence[str]) -> str | None:
    """Return the first note behind another one that does not move; None at the end."""
    gone = set(moving)
    return next((id_ for id_ in order[order.index(target) + 1 :] if id_ not in gone), None)
