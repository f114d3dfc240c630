"""Going on where one left off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from corpus.errors import BriefError
from tui.screens.browse.arriving import Arriving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.query.tree import Query


class Resuming(Arriving):
    """Keeps where one is when the program ends, and returns there when it begins."""

    def leave_in_order(self) -> None:
        """Keep the reading position, and where one is, before the program ends."""
        from corpus.library.session import Session, keep_session

        super().leave_in_order()
        self._at.stand(self._followed)
        search = self._search_state.text if self._search_state else ""
        session = Session(
            self._at.trail, self._focused_pane, self._narrowed_by, search, self.has_class("-zoomed")
        )
        self._keep(lambda: keep_session(self._library, session))

    def _resume(self) -> bool:
        """Return to where one left off, and tell whether that is known."""
        from corpus.library.session import last_session

        session = last_session(self._library)
        if session is None or session.trail.here is None:
            return False
        self._show_article(session.trail.here.article_id, at_once=True)
        self._at.trail = session.trail
        self._return_to(session.trail.here)
        self.set_class(session.is_zoomed, "-zoomed")
        if session.pane != "articles":
            self.call_after_refresh(self.action_focus_pane, session.pane)
        if session.search:
            self._resume_search(session.search)
        if session.query:
            self._narrow_again(session.query)
        return True

    def _resume_search(self, text: str) -> None:
        from tui.screens.search_answers import SearchState

        self._search_state = SearchState(text)

    @work(thread=True, exclusive=True, group="view")
    def _narrow_again(self, text: str) -> None:
        """Find again what the list was narrowed to."""
        from corpus.query.parse import parse
        from tui.screens.answerer import searching

        try:
            query = parse(text)
            with searching(self._library.path)() as searcher:
                ids = searcher.ids(query)
        except BriefError:
            # What it named may be gone; the whole list stays.
            return
        self.app.call_from_thread(self._narrowed_again, query, ids)

    def _narrowed_again(self, query: Query, ids: Sequence[str]) -> None:
        self._take_found(query, ids)
        self._show_marks()
