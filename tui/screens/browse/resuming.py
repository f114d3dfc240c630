"""Going on where one left off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import work

from corpus.errors import BriefError
from tui.screens.browse.arriving import Arriving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.library.session import SearchLeft, Session
    from corpus.query.tree import Query
    from tui.screens.browse.reading import Reading
    from tui.screens.search_answers import SearchState

SIDE_PANES: Final = ("articles", "entities")
"""The panes whose width can be changed."""
LEAST, MOST = 16, 120
"""How narrow and how wide they can be, in columns; a window that is narrow sets its own bound."""


class Resuming(Arriving):
    """Keeps where one is when the program ends, and returns there when it begins."""

    def leave_in_order(self) -> None:
        """Keep the reading position, and where one is, before the program ends."""
        from corpus.library.session import Session, keep_session

        super().leave_in_order()
        for reading in self._readings:
            reading.stand(self._followed)
        is_beside = self._at.reader.id == "beside"
        first, second = (self._beside, self._at) if is_beside else (self._at, self._beside)
        session = Session(
            (first or self._at).trail,
            self._pane_left(is_beside),
            self._narrowed_by,
            self._search_state.text if self._search_state else "",
            self.has_class("-zoomed"),
            self.has_class("-zen"),
            second.trail if second else None,
            self._widths(),
            _left(self._search_state),
        )
        self._keep(lambda: keep_session(self._library, session))

    def _pane_left(self, is_beside: bool) -> str:
        """Return the pane with the focus; of the readers, the one that was read in."""
        pane = self._focused_pane
        return "beside" if is_beside and pane == "reader" else pane

    def _widths(self) -> dict[str, int]:
        """Return the columns of the panes that were made wider or narrower."""
        if not self.has_class("-resized"):
            return {}
        widths = {}
        for id_ in SIDE_PANES:
            width = self.query_one(f"#{id_}").styles.inline.width
            if width is not None:
                widths[id_] = int(width.value)
        return widths

    def _resume(self) -> bool:
        """Return to where one left off, and tell whether that is known."""
        from corpus.library.session import last_session

        session = last_session(self._library)
        if session is None or session.trail.here is None:
            return False
        self._show_article(session.trail.here.article_id, at_once=True)
        self._at.trail = session.trail
        self._return_to(session.trail.here)
        self._resume_panes(session)
        if session.search:
            self._resume_search(session.search, session.left)
        if session.query:
            self._narrow_again(session.query)
        return True

    def _resume_panes(self, session: Session) -> None:
        """Show the panes as they were, and give the keys to the one that had them."""
        self.set_class(session.is_zoomed, "-zoomed")
        for id_, width in session.widths.items():
            if id_ in SIDE_PANES:
                self.add_class("-resized")
                self.query_one(f"#{id_}").styles.width = min(max(LEAST, width), MOST)
        if session.beside is not None and session.beside.here is not None:
            self.call_after_refresh(self._resume_beside, session)
        elif session.pane != "articles":
            self.call_after_refresh(self.action_focus_pane, session.pane)
            # Not before the list, which has the keys at first, has given them up.
            self.call_after_refresh(self.set_class, session.is_zen, "-zen")

    async def _resume_beside(self, session: Session) -> None:
        """Open the second article beside the first again, where it was left."""
        trail, first = session.beside, self._at
        if trail is None or trail.here is None or self._beside is not None:
            return
        followed = self._followed
        await self._open_beside()
        self._put_into(self._at, trail.here.article_id)
        self._at.trail = trail
        # The new reader has no lines to scroll to before it has a place on the screen.
        self.call_after_refresh(self._stand_beside, session, first, followed)

    def _stand_beside(self, session: Session, first: Reading, followed: str | None) -> None:
        second, trails = self._at, (session.trail, session.beside)
        for reading, trail in zip((first, second), trails, strict=True):
            if trail is None or trail.here is None:
                continue
            reading.current = reading.index_of(trail.here.cursor)
            reading.reader.show_place(trail.here.top, trail.here.lead)
        self._followed = followed
        self._show_marks()
        if session.pane == "beside":
            self._show_about(second.article.id if second.article else "")
            self.action_focus_pane("beside")
        else:
            self._at, self._beside = first, second
            self.action_focus_pane(session.pane)
        self._tell_position()

    def _resume_search(self, text: str, left: SearchLeft) -> None:
        from tui.screens.search_answers import SearchState

        self._search_state = SearchState(
            text,
            left.before,
            cursor=left.cursor,
            top=left.top,
            marked=left.marked,
            unfolded=left.unfolded,
        )

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


def _left(state: SearchState | None) -> SearchLeft:
    """Return where one stands among results, to be kept."""
    from corpus.library.session import SearchLeft

    if state is None:
        return SearchLeft()
    return SearchLeft(state.before, state.cursor, state.top, state.marked, state.unfolded)
