"""From one mention to the next, in this article and through all of them, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from corpus.links import follow, neighbour
from corpus.passages import Selection
from tui.language.said import _
from tui.panes.articles import ArticleList
from tui.panes.reader import Reader
from tui.screens.browse.selecting import Selecting

if TYPE_CHECKING:
    from corpus.article import Span
    from corpus.trail import Place


class Following(Selecting):
    """Walks from mention to mention."""

    @on(ArticleList.Chosen, "#articles")
    def _article_chosen(self, event: ArticleList.Chosen) -> None:
        self._visit(self._list.article_at(event.index))
        self._focus_reader()

    def _go_to_statement(self, index: int) -> bool:
        """Select the statement in a row of the sidebar; tell whether there is one."""
        statement = self._sidebar.statement_at(index)
        if statement is None:
            return False
        self._at.stand(self._followed)
        self._select(Selection(statement.span, statement.span))
        self._at.visit(self._followed)
        return True

    def _go_to_entity(self, slug: str, step: int) -> None:
        """Go to an entity's first mention here, or on to the next one if one follows it."""
        mine = [n for n, mention in enumerate(self._mentions) if slug in mention.entities]
        if not mine:
            return
        here, is_first = self._at.current, self._followed != slug
        ahead = [n for n in mine[::step] if here is not None and (n - here) * step > 0]
        self._at.stand(self._followed)
        self._followed = slug
        self._stand_on(ahead[0] if ahead and not is_first else mine[::step][0])
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
        """Stand on the next or previous mention; in the sidebar, of the entity in its row."""
        if not self._may("mention.next"):
            return
        row = self._sidebar.entity_at(self._sidebar.cursor)
        if self._focused_pane == "entities" and row is not None:
            self._go_to_entity(row.slug, step)
            return
        if not self._mentions:
            self._status.say(_("no mentions in this article"))
            return
        if self._at.current is None:
            shown = self._reader.visible_span
            offset = self._at.lost if self._at.lost in shown else shown.start - (step > 0)
            index = neighbour(self._mentions, offset, step)
        else:
            index = self._at.current + step
        if index is None or not 0 <= index < len(self._mentions):
            self._status.say(
                _("no mention further on") if step > 0 else _("no mention before this")
            )
            return
        self._stand_on(index)

    def action_follow(self, direction: int) -> None:
        """Go to the next or previous mention of the current entity in all articles."""
        slug = self._entity_at_hand()
        if not self._may("entity.next") or self._article is None or slug is None:
            return
        self._followed = slug
        step = follow(self._library, self._followed, self._article.id, self._at.cursor, direction)
        if step is None:
            return
        self._go_to_mention(step.occurrence.article_id, step.occurrence.mention.span.start)
        if step.wrapped:
            self._status.say(f"{self._status.where} · {_('from the other end')}", self._status.what)

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
            self._status.say(
                _("here the trail begins") if direction < 0 else _("here the trail ends")
            )
            return
        self._at.trail = trail
        self._open(place.article_id)
        self._return_to(place)

    def _return_to(self, place: Place) -> None:
        """Stand in the open article as one stood there before."""
        self._followed = place.entity
        self._at.current = self._at.index_of(place.cursor)
        self._show_marks()
        self._reader.show_place(place.top, place.lead)
        self._tell_position()

    @work(exclusive=True, group="ask")
    async def action_difference(self) -> None:
        """Show what differs from another copy of the article; Enter there opens the copy."""
        from tui.screens.difference import DifferenceScreen

        if not self._may("difference") or self._article is None:
            return
        copy = self._sidebar.copy_at(self._sidebar.cursor)
        ids = [like.id for like in self._library.similar(self._article.id)]
        if self._focused_pane == "entities" and copy is not None and copy.id in ids:
            ids.sort(key=lambda id_: id_ != copy.id)
        others = [self._library.article(id_) for id_ in ids]
        if not others:
            self._status.say(_("no other copy of this article is known"))
            return
        chosen = await self.app.push_screen_wait(DifferenceScreen(self._article, others))
        if chosen is not None:
            self._visit(chosen)
