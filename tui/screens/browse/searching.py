"""Searching the library from the screen one reads on, and walking through what was found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work

from corpus.errors import BriefError
from tui.language.from_corpus import error_said
from tui.language.said import _, in_line, noted
from tui.panes.articles import ArticleList, ViewRow
from tui.panes.paint import title_of
from tui.screens.browse.finding import Finding
from tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.article import Span
    from corpus.query.tree import Query
    from corpus.search.hit_trail import Hit
    from tui.screens.search_answers import SearchOutcome, SearchState

ALL_ARTICLES = noted("All articles")


class Searching(Finding):
    """Searches, narrows the list to what was found, and goes from hit to hit across articles."""

    def action_search(self) -> None:
        """Ask for a query and show what it finds in all articles."""
        from tui.screens.query import QueryScreen

        # Pushed at once, and not by a worker: what is typed next is meant for the field.
        self.app.push_screen(QueryScreen(self._library), self._show_found_by)

    def _show_found_by(self, query: Query | None) -> None:
        from tui.screens.search_answers import SearchState

        if query is not None:
            self._show_results(SearchState(query.text))

    @work(exclusive=True, group="ask")
    async def _show_results(self, state: SearchState) -> None:
        await self._search(state)

    @work(exclusive=True, group="ask")
    async def action_results(self) -> None:
        """Show the results of the last search again, as they were left."""
        if self._search_state is None:
            said = _("nothing was searched for yet: {key} asks for it", key=self._key_of("search"))
            self._status.say(said)
            return
        await self._search(self._search_state)

    async def _search(self, state: SearchState) -> None:
        from tui.screens.answerer import searching
        from tui.screens.search import SearchScreen

        is_over = False
        while not is_over:
            screen = SearchScreen(self._library, searching(self._library.path), state)
            outcome = await self.app.push_screen_wait(screen)
            state = outcome.state
            if state.text:
                self._search_state = state
            self._list.forget_rows()
            self._show_views()
            # Who leaves concordance or timeline without a place is back among the results.
            is_over = await self._follow_outcome(outcome)

    async def _follow_outcome(self, outcome: SearchOutcome) -> bool:
        """Go where a search leads, and tell whether one reads on there."""
        if outcome.kind == "none" or outcome.query is None:
            return True
        if outcome.kind == "concordance":
            return await self._open_concordance(query=outcome.query.text)
        if outcome.kind == "timeline":
            return await self._open_timeline(outcome.query.text, outcome.ids)
        self._take_found(outcome.query, outcome.ids)
        self._go_to_found(outcome.article_id, outcome.span)
        return True

    async def _open_concordance(self, *, slug: str = "", query: str = "") -> bool:
        raise NotImplementedError

    async def _open_timeline(self, query: str, ids: Sequence[str] | None) -> bool:
        raise NotImplementedError

    # --- what was found --------------------------------------------------------------------

    def _take_found(self, query: Query, ids: Sequence[str]) -> None:
        """Narrow the list to what was found, and have n and N walk through its hits."""
        from corpus.search.hit_trail import HitTrail
        from corpus.search.searcher import Searcher

        searcher = Searcher(self._library)

        def hits(article_id: str) -> Sequence[Span]:
            return searcher.hits(query, self._library.article(article_id))

        self._query, self._at.hits = "", ()
        self._found = HitTrail(ids, hits)
        self._narrow(query.text, ids)

    def _narrow(self, query: str, ids: Sequence[str] | None) -> None:
        """Show in the list only what a query finds, or all articles again."""
        if ids is None:
            ids = self._library.article_ids()
            title = _("Articles {n}", n=len(ids))
        else:
            title = _("Found {n}", n=len(ids))
        self._narrowed_by = query
        if query:
            self._list.empty_text = (
                f"  {_('No article answers.')}",
                f"  {_('Esc shows all again.')}",
            )
        self._list.show_articles(ids, self._article.id if self._article else None)
        self._list.border_title = title_of(title)
        self._show_views()

    def _widen(self) -> None:
        """Show all articles again; the search can be returned to."""
        self._found = None
        self._at.hits = ()
        self._narrow("", None)
        self._show_marks()
        self._tell_position()

    def _go_to_found(self, article_id: str, span: Span | None) -> None:
        """Open an article that was found, at a hit of it."""
        self._at.stand(self._followed)
        self._open(article_id)
        hit = self._found.at(article_id, span.start) if self._found and span else None
        if hit is not None:
            self._stand_on_hit(hit)
        else:
            self._reader.show_top(0)
            self._show_marks()
        self._at.visit(self._followed)
        self._focus_reader()

    def _stand_on_hit(self, hit: Hit) -> None:
        assert self._found is not None
        self._at.hits = self._found.hits(hit.article_id)
        self._at.hit = hit.ordinal - 1
        self._at.current = None
        self._show_marks()
        self._reader.show_span(hit.span)
        self._status.say(
            _(
                "hit {n} of {total} · article {article} of {articles}",
                n=hit.ordinal,
                total=hit.total,
                article=hit.article_ordinal,
                articles=hit.articles,
            ),
            self._narrowed_by,
        )

    def action_find_next(self, step: int) -> None:
        """Go to the next or previous hit, of the words or, across articles, of the search."""
        if self._query or self._found is None:
            super().action_find_next(step)
            return
        here = self._article.id if self._article else None
        try:
            if step > 0:
                hit = self._found.after(here, self._hit_offset(-1))
            else:
                hit = self._found.before(here, self._hit_offset(0))
        except BriefError as error:
            self._status.say(error_said(error))
            return
        if hit is None:
            self._status.say(_("no hit further on") if step > 0 else _("no hit before this"))
            return
        self._at.stand(self._followed)
        self._open(hit.article_id)
        self._stand_on_hit(hit)
        self._at.visit(self._followed)

    def _hit_offset(self, before: int) -> int:
        """Return the code point of the hit one stands on, or the top of the screen."""
        if self._at.hits:
            return self._at.hits[self._at.hit].start
        return self._reader.visible_span.start + before

    def action_leave(self) -> None:
        """Drop the innermost thing; what narrows the list comes after selection and words."""
        if self._at.selected is None and not self._query and (self._found or self._narrowed_by):
            self._widen()
        else:
            super().action_leave()

    # --- saved views -----------------------------------------------------------------------

    @on(ArticleList.ViewChosen)
    def _view_chosen(self, event: ArticleList.ViewChosen) -> None:
        if event.view.query:
            self._open_view(event.view)
        else:
            self._widen()

    @work(thread=True, exclusive=True, group="view")
    def _open_view(self, view: ViewRow) -> None:
        """Find what a view asks for, beside the screen."""
        from corpus.query.parse import parse
        from tui.screens.answerer import searching

        try:
            query = parse(view.query)
            with searching(self._library.path)() as searcher:
                ids = searcher.ids(query)
        except BriefError as error:
            problem = f"{in_line(view.name)}: {error_said(error)}"
            self.app.call_from_thread(self._status.say, problem)
            return
        self.app.call_from_thread(self._view_opened, view, query, ids)

    def _view_opened(self, view: ViewRow, query: Query, ids: Sequence[str]) -> None:
        from corpus.library.desk import look_at

        self._keep(lambda: look_at(self._library, view.name))
        self._take_found(query, ids)
        self._status.say(f"{view.name}: {counted(len(ids), 'article')}", view.query)

    def _show_views(self) -> None:
        """Show the saved views above the articles, and count what they find beside the screen."""
        from corpus.library.desk import views

        saved = views(self._library)
        if not saved:
            self._list.show_views(())
            return
        known = {row.name: row for row in self._list.views}
        everything = known.get(_(ALL_ARTICLES), ViewRow(_(ALL_ARTICLES), ""))
        rows = [replace(everything, is_current=not self._narrowed_by)]
        rows.extend(
            replace(
                known.get(one.name, ViewRow(one.name, one.query)),
                query=one.query,
                is_current=one.query == self._narrowed_by,
            )
            for one in saved
        )
        self._list.show_views(rows)
        self._count_views(tuple(rows))

    @work(thread=True, exclusive=True, group="views")
    def _count_views(self, rows: tuple[ViewRow, ...]) -> None:
        from corpus.query.parse import parse
        from tui.screens.answerer import searching

        counted_rows = []
        try:
            with searching(self._library.path)() as searcher:
                for row in rows:
                    try:
                        count = searcher.count(parse(row.query))
                        narrowed = f"({row.query}) is:unread" if row.query else "is:unread"
                        unread = searcher.count(parse(narrowed))
                        counted_rows.append(replace(row, count=count, unread=unread))
                    except BriefError:
                        counted_rows.append(row)
        except BriefError:
            return
        self.app.call_from_thread(self._views_counted, counted_rows)

    def _views_counted(self, rows: Sequence[ViewRow]) -> None:
        if [row.name for row in self._list.views] == [row.name for row in rows]:
            self._list.show_views(rows)
