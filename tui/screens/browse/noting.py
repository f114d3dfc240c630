"""Notes on passages: taking them, and the screen of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from tui.screens.browse.following import Following
from tui.wording import counted

if TYPE_CHECKING:
    from corpus.article import Note


class Noting(Following):
    """Takes notes."""

    @work(exclusive=True, group="ask")
    async def action_note(self) -> None:
        """Write a note on the selection, or on the current mention alone."""
        from corpus.library.store import utc_now
        from corpus.notes import take
        from tui.screens.ask import ask_until_kept, hindrance
        from tui.screens.draft import Draft

        article, mention = self._article, self._at.mention
        span = self._passage
        if span is None and mention is not None:
            span = mention.span
        if not self._may("note.take") or article is None or span is None:
            return
        passage = span

        def keep(body: str) -> str:
            note = take(article, passage, body, utc_now())
            problem = hindrance(lambda: self._library.save_note(note))
            if not problem:
                self._note_kept(note)
            return problem

        await ask_until_kept(
            self.app,
            keep,
            "Your note on this passage",
            about=passage.slice(article.text),
            placeholder="may stay empty",
            lines=True,
            draft=Draft(self._library, f"{article.id}:{passage.start}:{passage.end}"),
        )

    def _note_kept(self, note: Note) -> None:
        self._at.selected = None
        self._list.refresh_article(note.article_id)
        self._show_marks()
        self._status.say(f"note kept: {counted(len(note.quote.split()), 'word')}", note.quote)

    @work(exclusive=True, group="ask")
    async def action_notes(self) -> None:
        """Show all notes; coming back with one of them goes to its passage."""
        from tui.screens.notes import NotesScreen

        screen = NotesScreen(self._library, self._deleted_notes)
        note = await self.app.push_screen_wait(screen)
        self._list.show_articles(
            self._list.article_ids, self._article.id if self._article else None
        )
        self._show_marks()
        if note is not None:
            self._at.stand(self._followed)
            self._open(note.article_id)
            self._reader.show_span(note.span)
            self._at.visit(self._followed)
            self._focus_reader()
