"""What one keeps of articles while reading: stars, tags, read and unread, marks, what is known."""

from __future__ import annotations

from string import ascii_letters
from typing import TYPE_CHECKING

from textual import work

from corpus.article import Span
from corpus.errors import BriefError
from tui.language.from_corpus import act_said, error_said
from tui.language.said import _
from tui.screens.browse.exploring import Exploring
from tui.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.library.desk import Changed


class Keeping(Exploring):
    """Stars, tags and marks."""

    def _article_at_hand(self) -> str | None:
        """Return the article under the cursor of the list, or the one that is open."""
        if self._focused_pane == "articles":
            return self._list.article_id_of_cursor
        return self._article.id if self._article else None

    def _change_articles(self, id_: str, change: Callable[[], Changed]) -> None:
        try:
            done = change()
        except BriefError as error:
            self.notify(error_said(error), severity="error")
            return
        self._list.refresh_article(id_)
        self._show_views()
        said = act_said(done.says) or _("nothing changed")
        self._status.say(
            _("{said} — {key} undoes", said=said, key=self._key_of("undo")) if done.ids else ""
        )

    def action_star(self) -> None:
        """Give the article a star, or take it away."""
        from corpus.library.desk import star, starred

        id_ = self._article_at_hand()
        if id_ is None or not self._may("star"):
            return
        on = id_ not in starred(self._library, [id_])
        self._change_articles(id_, lambda: star(self._library, [id_], on=on))

    def action_unread(self) -> None:
        """Take the article for unread, or for read."""
        from corpus.library.desk import set_read

        id_ = self._article_at_hand()
        if id_ is None or not self._may("unread"):
            return
        read = not self._is_read(id_)
        self._change_articles(id_, lambda: set_read(self._library, [id_], read=read))

    @work(exclusive=True, group="ask")
    async def action_tags(self) -> None:
        """Ask for the article's tags."""
        from corpus.library.desk import tag, tags_of
        from tui.screens.ask import AskScreen

        id_ = self._article_at_hand()
        if id_ is None or not self._may("tags"):
            return
        before = tags_of(self._library, [id_]).get(id_, ())
        question = AskScreen(
            _("Tags of this article, with blanks between"), answer=" ".join(before)
        )
        answer = await self.app.push_screen_wait(question)
        if answer is None:
            return
        after = answer.replace("،", " ").replace(",", " ").split()
        removed = [name for name in before if name not in after]
        self._change_articles(id_, lambda: tag(self._library, [id_], after, removed))

    # --- marks -----------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_mark(self) -> None:
        """Give the place one stands at a letter."""
        from corpus.library.desk import set_mark
        from tui.screens.keystroke import KeystrokeScreen

        if not self._may("mark") or self._article is None:
            return
        id_, offset = self._article.id, self._at.cursor
        line = _("Mark with a letter: a–z in this article, A–Z in the library")
        letter = await self.app.push_screen_wait(KeystrokeScreen(ascii_letters, [line]))
        if letter is not None:
            self._keep(lambda: set_mark(self._library, letter, id_, offset))
            self._status.say(
                _("marked {letter}: {keys} returns here", letter=letter, keys=f"' {letter}")
            )

    @work(exclusive=True, group="ask")
    async def action_go_to_mark(self) -> None:
        """Go to the place that has a letter."""
        from corpus.library.desk import marks
        from tui.screens.keystroke import KeystrokeScreen

        here = self._article.id if self._article else None
        known = {mark.letter: mark for mark in marks(self._library, here)}
        if not known:
            self._status.say(
                _("no marks yet: {key} gives a place a letter", key=self._key_of("mark"))
            )
            return
        lines = [f"{letter}  {isolated(mark.label)}" for letter, mark in known.items()]
        letter = await self.app.push_screen_wait(KeystrokeScreen(known, lines))
        if letter is not None:
            mark = known[letter]
            self._go_to(mark.article_id, Span(mark.offset, mark.offset + 1))

    # --- what is known -----------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_details(self) -> None:
        """Show what is known of the article, to put it right."""
        from tui.screens.details import DetailsScreen

        id_ = self._article_at_hand()
        if id_ is None:
            return
        screen = DetailsScreen(self._library, self._library.article(id_))
        changed = await self.app.push_screen_wait(screen)
        if changed is None:
            return
        ids = [changed.article_id if one == id_ else one for one in self._list.article_ids]
        self._list.show_articles(ids, changed.article_id)
        for reading in self._readings:
            if reading.article is not None and reading.article.id == id_:
                self._put_into(reading, changed.article_id)
        if self._article is not None and self._article.id == changed.article_id:
            self._show_about(changed.article_id)
        self._status.say(changed.told)
