"""Notes on passages: taking and opening them, the tray of all of them, and the brief."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work

from corpus.errors import BriefError
from corpus.notes import anchor, is_on_article
from tui.language.said import _
from tui.panes.reader import Reader
from tui.screens.browse.following import Following
from tui.wording import counted

if TYPE_CHECKING:
    from corpus.article import Note, Span
    from tui.screens.brief import BriefState
    from tui.screens.notes import TrayState


SECONDS_BETWEEN_LOOKS = 2.0
"""How often it is looked whether another program has changed the library."""


class Noting(Following):
    """Takes notes."""

    _tray: TrayState | None = None
    """How the tray of notes was left."""
    _brief: BriefState | None = None
    """How the brief was left."""
    _version: int | None = None
    """Tells whether another program has changed the library since notes were last shown."""

    def on_mount(self) -> None:
        """Begin to look for notes that another program takes."""
        self._look_at_notes()
        self.set_interval(SECONDS_BETWEEN_LOOKS, self._look_at_notes)

    def _look_at_notes(self) -> None:
        """Show the notes there are now, if another program can have changed them."""
        from corpus.library.notes import version_seen

        if not self.is_current:
            return
        with suppress(BriefError):
            before, self._version = self._version, version_seen(self._library)
            if self._article is not None and before not in (None, self._version):
                self._list.refresh_article(self._article.id)
                self._show_marks()

    @work(exclusive=True, group="ask")
    async def action_note(self) -> None:
        """Write a note on the selection, else on the current mention, else on the article."""
        from tui.screens.note_form import take_note

        article = self._article
        if not self._may("note.take") or article is None:
            return
        note = await take_note(self.app, self._library, article, self._stood_on)
        if note is not None:
            self._note_kept(note)

    @property
    def _stood_on(self) -> Span | None:
        """The selected passage, or that of the current mention."""
        mention = self._at.mention
        if self._passage is None and mention is not None:
            return mention.span
        return self._passage

    def _note_kept(self, note: Note) -> None:
        self._at.selected = None
        self._list.refresh_article(note.article_id)
        self._show_marks()
        words = counted(len(note.quote.split()), "word")
        if note.quote:
            self._status.say(_("note kept: {words}", words=words), note.quote)
        else:
            self._status.say(_("note on the article kept"), note.body)
        self._back_up_notes()

    def _back_up_notes(self) -> None:
        from tui.screens.notes import back_up_beside

        back_up_beside(self, self._library)

    def leave_in_order(self) -> None:
        """Copy the notes where that is due, before the program ends."""
        from corpus.library.note_backups import back_up_if_due

        super().leave_in_order()
        try:
            back_up_if_due(self._library)
        except BriefError:
            # The notes themselves are safe; nobody is there any more to be told.
            return

    # --- the notes there are --------------------------------------------------------------

    def _notes_here(self) -> list[Note]:
        """Return the notes on what one stands on, else those on the whole article.

        Who stands on nothing gets these, and all that are in sight.
        """
        article = self._article
        if article is None:
            return []
        wanted = self._stood_on
        here = wanted or self._reader.visible_span
        found, on_all = [], []
        for note in self._library.notes(article.id):
            where = anchor(note, article.text, article.content_hash)
            if where is not None and not len(where):
                on_all.append(note)
            elif where is not None and where.overlaps(here):
                found.append(note)
        return [*on_all, *found] if wanted is None else found or on_all

    @work(exclusive=True, group="ask")
    async def action_notes_here(self) -> None:
        """Open the note on what one stands on, or a list of them where there are several."""
        if not self._may("note.here"):
            return
        notes = self._notes_here()
        if notes:
            await self._open_notes(notes)
        else:
            self._status.say(self._no_note_here())

    def _no_note_here(self) -> str:
        return _(
            "no note stands here: {key} writes one, {all} shows all",
            key=self._key_of("note.take"),
            all=self._key_of("note.list"),
        )

    @on(Reader.RemarkClicked)
    @work(exclusive=True, group="ask")
    async def _remark_clicked(self, event: Reader.RemarkClicked) -> None:
        self._read_in(event.reader)
        article = self._article
        notes = self._library.notes(article.id) if article else ()
        await self._open_notes([note for note in notes if is_on_article(note)])

    async def _open_notes(self, notes: list[Note]) -> None:
        """Open a note, or a list of them where there are several."""
        from tui.screens.note_form import edit_note

        if len(notes) == 1 and self._library.writable:
            note = await edit_note(self.app, self._library, notes[0])
            if note is not None:
                self._note_kept(note)
        elif notes:
            from tui.screens.notes import TrayState

            await self._open_tray(TrayState(only=frozenset(note.id for note in notes)))

    @work(exclusive=True, group="ask")
    async def action_notes(self) -> None:
        """Show all notes, as they were left; coming back with one of them goes to its passage."""
        from tui.screens.notes import TrayState

        if self._tray is None:
            self._tray = TrayState()
        await self._open_tray(self._tray)

    async def _open_tray(self, state: TrayState) -> None:
        from tui.screens.notes import BriefWanted, NotesScreen

        answer = await self.app.push_screen_wait(NotesScreen(self._library, state))
        self._list.show_articles(
            self._list.article_ids, self._article.id if self._article else None
        )
        self._show_marks()
        if isinstance(answer, BriefWanted):
            await self._open_brief()
        elif answer is not None:
            self._go_to_note(answer)

    def _go_to_note(self, note: Note) -> None:
        """Show the passage of a note, as a jump; where it is gone, its article."""
        article = self._library.article(note.article_id)
        where = anchor(note, article.text, article.content_hash)
        if where is not None and len(where):
            self._go_to(note.article_id, where)
            self._status.say(
                _("{key} goes back to the notes", key=self._key_of("note.list")), note.body
            )
            return
        self._visit(note.article_id)
        self._focus_reader()
        if where is None:
            self._status.say(_("no longer in the text; the note keeps its old words"), note.quote)
        else:
            self._status.say(
                _("a note on the whole article; {key} goes back", key=self._key_of("note.list")),
                note.body,
            )

    # --- the brief ------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_brief(self) -> None:
        """Put a brief together, or go on with it."""
        await self._open_brief()

    async def _open_brief(self) -> None:
        from tui.screens.brief import BriefScreen, BriefState

        if self._brief is None:
            self._brief = BriefState(query=self._narrowed_by)
        place = await self.app.push_screen_wait(BriefScreen(self._library, self._brief))
        if place is None:
            return
        if place.span is not None:
            self._go_to(place.article_id, place.span)
        else:
            self._visit(place.article_id)
            self._focus_reader()
