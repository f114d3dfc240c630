"""Going from hit to hit in the results, and leaving them for an article."""

from __future__ import annotations

from dataclasses import replace

from tui.language.said import _, plural
from tui.screens import search_answers as answers
from tui.screens.search_answers import SearchOutcome, SearchState
from tui.screens.search_base import Asking


class Walking(Asking):
    """Shows one hit after the other, and leaves for the one that is shown."""

    # --- hits ---------------------------------------------------------------------------

    def action_hit(self, step: int) -> None:
        """Show the next or previous hit, of this article or of the next one."""
        result, shown = self._list.result, self._list.excerpt
        if result is None:
            return
        known = self._hits.get(result.article_id)
        if shown is None and step < 0:
            self._go_on(step)
        elif known is None:
            self._read_hits(result.article_id, step)
        else:
            self._show_hit(known, (shown.ordinal if shown else 0) + step, step)

    def _show_hit(self, hits: answers.Hits, ordinal: int, step: int) -> None:
        """Show one hit of the article under the cursor, or go on to the next article."""
        id_ = hits.article.id
        if not 1 <= ordinal <= len(hits.spans):
            self._list.show_excerpt(id_, None)
            self._go_on(step)
            return
        from corpus.search.excerpt import excerpt

        self._list.show_excerpt(id_, excerpt(hits.article, hits.spans, ordinal))

    def _go_on(self, step: int) -> None:
        """Go to the first hit of the next article, or to the last one of the article before."""
        here = self._list.cursor
        if not 0 <= here + step < self._list.row_count:
            self._status.say(_("this is the last hit") if step > 0 else _("this is the first hit"))
            return
        self._list.action_move(step)
        result = self._list.result
        if result is not None and result.hits:
            self._read_hits(result.article_id, step)

    def _read_hits(self, id_: str, step: int) -> None:
        query, article = self._query, self._library.article(id_)
        self._put(lambda searcher: answers.hits_of(searcher, query, article, step))

    def _hits_read(self, hits: answers.Hits) -> None:
        self._hits[hits.article.id] = hits
        result = self._list.result
        if result is None or result.article_id != hits.article.id:
            return
        if not hits.spans:
            self._status.say(_("no word of the query stands in this article"))
            return
        self._show_hit(hits, 1 if hits.step > 0 else len(hits.spans), hits.step)

    # --- leaving ------------------------------------------------------------------------

    def _left(self) -> SearchState:
        """Return the search as it stands."""
        found = self._state.found
        if found is not None:
            found = replace(found, results=self._list.loaded)
        return replace(
            self._state,
            found=found,
            cursor=max(0, self._list.cursor),
            top=round(self._list.scroll_offset.y),
            marked=self._list.marked,
            unfolded=self._facets.unfolded,
        )

    def action_open(self) -> None:
        """Leave, and open the article under the cursor at the hit shown, or at its first."""
        result, shown = self._list.result, self._list.excerpt
        if result is not None:
            ordinal = shown.ordinal if shown else 1
            self._leave(
                SearchOutcome("open", self._left(), self._query, result.article_id), ordinal
            )

    def action_concordance(self) -> None:
        """Leave for every hit in its context."""
        if self._state.found is not None:
            self._leave(SearchOutcome("concordance", self._left(), self._query))

    def action_timeline(self) -> None:
        """Leave for the days of what was found."""
        if self._state.found is not None:
            self._leave(SearchOutcome("timeline", self._left(), self._query))

    def _leave(self, outcome: SearchOutcome, ordinal: int = 1) -> None:
        """Leave with all articles in order, and with the place of a hit where there is one."""
        id_ = outcome.article_id
        article = self._library.article(id_) if id_ else None
        self._put(lambda searcher: answers.ready(searcher, outcome, article, ordinal))

    def action_stop(self) -> None:
        """Stop a search that runs, or a file that is being written; else leave."""
        if self._is_writing:
            self._writing.set()
            self._is_writing = False
            self._status.say(_("stopped: no file was written"))
            return
        if not self.is_searching:
            self.action_close()
            return
        self._asked += 1
        self.is_searching = False
        self._silenced.set()
        count = self._list.row_count
        self._status.say(
            plural(
                "stopped: the first article is here",
                "stopped: the first {n} articles are here",
                count,
            )
        )

    def action_close(self) -> None:
        """Leave, going nowhere."""
        self.dismiss(SearchOutcome("none", self._left()))
