"""Finding words in the article that is open."""

from __future__ import annotations

from textual import work

from tui.language.said import _
from tui.screens.browse.noting import Noting


class Finding(Noting):
    """Finds, and goes from hit to hit."""

    @work(exclusive=True, group="ask")
    async def action_find(self) -> None:
        """Ask for words and go to the first place where they stand."""
        from tui.screens.ask import AskScreen

        if not self._may("find"):
            return
        question = AskScreen(_("Find in this article"), answer=self._query)
        query = await self.app.push_screen_wait(question)
        if query is not None:
            self._find(query)

    def _find(self, query: str) -> None:
        from corpus.find import find

        if self._article is None:
            return
        self._query = query
        self._at.hits = find(self._article, query)
        self._show_marks()
        if not query:
            self._tell_position()
        elif not self._at.hits:
            self._status.say(_("not found in this article"), query)
        else:
            self._go_to_hit(self._hit_from(self._reader.visible_span.start))

    def _hit_from(self, offset: int) -> int:
        """Return the first hit from a code point on, or the first of all."""
        ahead = [n for n, hit in enumerate(self._at.hits) if hit.start >= offset]
        return ahead[0] if ahead else 0

    def _go_to_hit(self, index: int) -> None:
        self._at.hit = index
        self._at.current = None
        self._show_marks()
        self._reader.show_span(self._at.hits[index])
        self._status.say(
            _("hit {n} of {total}", n=index + 1, total=len(self._at.hits)), self._query
        )

    def action_find_next(self, step: int) -> None:
        """Go to the next or previous place found; in another article find again there."""
        if not self._may("find.next"):
            return
        if not self._at.hits:
            self._find(self._query)
            return
        self._go_to_hit((self._at.hit + step) % len(self._at.hits))

    def action_notes_or_previous_hit(self) -> None:
        """Go to the previous place found while finding, else to the notes."""
        if self._lacks("asked"):
            self.action_notes()
        else:
            self.action_find_next(-1)

    def action_leave(self) -> None:
        """Drop the innermost of selection, find, zoom, message, second reader and mention."""
        has_message = bool(self.app._notifications)
        self.app.clear_notifications()
        if self._at.selected is not None:
            self._at.selected = None
        elif self._at.hits or self._query:
            self._at.hits, self._query = (), ""
        elif self.has_class("-zoomed"):
            self.remove_class("-zoomed")
        elif has_message:
            return
        elif self._at.current is None and self._beside is not None:
            self._close_beside()
            return
        else:
            self._at.current = None
            self._followed = None
        self._show_marks()
        self._tell_position()
