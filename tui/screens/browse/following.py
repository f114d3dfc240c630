"""From one mention to the next, in this article and through all of them, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from corpus.links import follow, neighbour
from corpus.passages import Selection
from tui.panes.articles import ArticleList
from tui.panes.entities import EntityList
from tui.panes.reader import Reader
from tui.screens.browse.selecting import Selecting

if TYPE_CHECKING:
    from corpus.article import Span


class Following(Selecting):
    """Walks from mention to mention."""

    @on(ArticleList.Chosen, "#articles")
    def _article_chosen(self, event: ArticleList.Chosen) -> None:
        self._visit(self._list.article_at(event.index))
        self._focus_reader()

    @on(EntityList.Chosen, "#entities")
    def _entity_chosen(self, event: EntityList.Chosen) -> None:
        """Go to the entity's first mention here, or to the next if one stands on it."""
        statement = self._sidebar.statement_at(event.index)
        if statement is not None:
            self._at.stand(self._followed)
            self._select(Selection(statement.span, statement.span))
            self._at.visit(self._followed)
            return
        entity = self._sidebar.entity_at(event.index)
        if entity is None:
            return
        mine = [n for n, m in enumerate(self._mentions) if entity.slug in m.entities]
        if not mine:
            return
        here = self._at.current
        later = [n for n in mine if here is not None and n > here]
        following_it = self._followed == entity.slug
        self._at.stand(self._followed)
        self._followed = entity.slug
        self._stand_on(later[0] if following_it and later else mine[0])
        self._at.visit(self._followed)

    @on(Reader.MentionClicked)
    def _mention_clicked(self, event: Reader.MentionClicked) -> None:
        self._read_in(event.reader)
        self._stand_on(event.index)

    def action_article(self, step: int) -> None:
        """Open the next or previous article; while selecting, select another sentence."""
        if self._at.selected is not None:
            self._move_selection(step)
            return
        ids = self._list.article_ids
        if not ids:
            return
        here = ids.index(self._article.id) if self._article and self._article.id in ids else 0
        wanted = here + step
        if 0 <= wanted < len(ids):
            self._visit(ids[wanted])

    def action_mention(self, step: int) -> None:
        """Stand on the next or previous mention of the article."""
        if not self._mentions:
            self._status.say("no mentions in this article")
            return
        if self._at.current is None:
            shown = self._reader.visible_span
            offset = self._at.lost if self._at.lost in shown else shown.start - (step > 0)
            index = neighbour(self._mentions, offset, step)
        else:
            index = self._at.current + step
        if index is None or not 0 <= index < len(self._mentions):
            self._status.say("no mention further on" if step > 0 else "no mention before this")
            return
        self._stand_on(index)

    def action_follow(self, direction: int) -> None:
        """Go to the next or previous mention of the current entity in all articles."""
        if not self._may("entity.next") or self._article is None or self._followed is None:
            return
        step = follow(self._library, self._followed, self._article.id, self._at.cursor, direction)
        if step is None:
            return
        self._go_to_mention(step.occurrence.article_id, step.occurrence.mention.span.start)
        if step.wrapped:
            self._status.say(f"{self._status.where} · from the other end", self._status.what)

    def _go_to_mention(self, article_id: str, start: int) -> None:
        """Stand on a mention of what is followed, in any article, as a jump."""
        followed = self._followed
        self._at.stand(followed)
        self._open(article_id)
        self._followed = followed
        index = self._at.index_of(start)
        if index is not None:
            self._stand_on(index)
        self._at.visit(followed)

    def _go_to(self, article_id: str, span: Span) -> None:
        """Show a passage of any article, as a jump, and stand on the mention that begins there."""
        self._at.stand(self._followed)
        self._open(article_id)
        index = self._at.index_of(span.start)
        if index is None:
            self._at.current = None
            self._show_marks()
            self._reader.show_span(span)
            self._tell_position()
        else:
            self._stand_on(index)
        self._at.visit(self._followed)
        self._focus_reader()

    # --- the trail ------------------------------------------------------------------------

    def action_back(self) -> None:
        """Return to where the last jump was made from."""
        self._walk(-1)

    def action_forward(self) -> None:
        """Go again to where one has come back from."""
        self._walk(1)

    def _walk(self, direction: int) -> None:
        """Go to a place of the trail: the same article, line, mention and entity."""
        # The spot one leaves is brought up to date first, so that walking to and fro is exact.
        self._at.stand(self._followed)
        trail = self._at.trail.back() if direction < 0 else self._at.trail.forward()
        place = trail.here
        if trail is self._at.trail or place is None:
            self._status.say("here the trail begins" if direction < 0 else "here the trail ends")
            return
        self._at.trail = trail
        self._open(place.article_id)
        self._followed = place.entity
        self._at.current = self._at.index_of(place.cursor)
        self._show_marks()
        self._reader.show_place(place.top, place.lead)
        self._tell_position()

    @work(exclusive=True, group="ask")
    async def action_difference(self) -> None:
        """Show what differs from another copy of the article; Enter there opens the copy."""
        from tui.screens.difference import DifferenceScreen

        if self._article is None:
            return
        others = [
            self._library.article(like.id) for like in self._library.similar(self._article.id)
        ]
        if not others:
            self._status.say("no other copy of this article is known")
            return
        chosen = await self.app.push_screen_wait(DifferenceScreen(self._article, others))
        if chosen is not None:
            self._visit(chosen)
