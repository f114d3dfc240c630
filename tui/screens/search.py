"""The screen that searches the library: a query, what it finds, and what that has in common."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal

import styles
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _
from tui.panes.facets import FacetList
from tui.panes.keyline import KeyLine
from tui.panes.query_line import QueryLine
from tui.panes.results import PAGE, OfferList, ResultList
from tui.panes.status import StatusLine
from tui.screens.helping import Helping
from tui.screens.search_acts import Acting
from tui.screens.search_answers import Done

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.query.tree import Sort
    from tui.keys import Where
    from tui.screens.search_answers import Found, Part, SearchState

ORDERS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "source", "title", "unread")
"""The orders in the turn in which one comes to them."""


class SearchScreen(Helping, Acting):
    """Searches the library; the answer is where to go, with the state to come back to.

    Args:
        library: Where what one does with the results is kept.
        open_searcher: Opens what searches, with a library of its own, in another thread.
        state: The search to show: one as it was left, or one with a query alone. Without a
            query one is asked for.
        today: The day that words such as «yesterday» in a query start from; by default this one.
    """

    CSS_PATH = styles.sheet("search")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "search")]
    KEYS: ClassVar[tuple[Where, ...]] = ("everywhere", "search", "results", "facets", "rows")
    HORIZONTAL_BREAKPOINTS = [(0, "-one-pane"), (70, "-two-panes")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "#results"
    _unfinished: SearchState | None = None
    """Where one stood among results that have to be found anew."""

    def compose(self) -> ComposeResult:
        """Lay out the query, results and facets, the status line and the keys."""
        yield QueryLine(_("Search"), id="query")
        with Horizontal(id="found"):
            yield ResultList(id="results")
            yield OfferList(id="offers")
            yield FacetList(id="facets")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "search")

    def on_mount(self) -> None:
        """Show the search as it was left, make it, or ask for one."""
        state = self._state
        if state.found is not None:
            self._show_left(state, state.found)
        elif state.text:
            self._ask(state.text)
            self._unfinished = state if state.cursor or state.marked or state.unfolded else None
        else:
            self.action_edit()

    def _take(self, part: Part, found: Found) -> None:
        """Take a part of an answer in; when it is all there, return to where one stood."""
        super()._take(part, found)
        left, found_now = self._unfinished, self._state.found
        if not isinstance(part, Done) or left is None or found_now is None:
            return
        self._unfinished = None
        is_same = left.text == self._state.text
        if found_now.count and is_same and not self._list.cursor:
            cursor = min(left.cursor, found_now.count - 1)
            self._list.show_results(
                self._list.loaded, found_now.count, cursor=cursor, top=left.top, marked=left.marked
            )
            self._facets.show_facets(found_now.facets or (), found_now.narrowings, left.unfolded)
            self._read_page(cursor - cursor % PAGE)
            self._tell()

    def _show_left(self, state: SearchState, found: Found) -> None:
        self.query_one(QueryLine).show_query(state.text)
        # The panes have no size yet to scroll in.
        self.call_after_refresh(self._show_found, state, found)

    def _show_found(self, state: SearchState, found: Found) -> None:
        count = len(found.results) if found.count is None else found.count
        self._list.show_results(
            found.results, count, cursor=state.cursor, top=state.top, marked=state.marked
        )
        self._facets.show_facets(found.facets or (), found.narrowings, state.unfolded)
        self._tell()
        if found.ids is None:
            self._begin(found.query)
        else:
            # What was read or starred meanwhile shows; the results and their order stay.
            self._read_page(state.cursor - state.cursor % PAGE)

    # --- the panes speak ----------------------------------------------------------------

    @on(ResultList.Highlighted, "#results")
    def _result_highlighted(self) -> None:
        self._tell()

    @on(ResultList.Chosen, "#results")
    def _result_chosen(self) -> None:
        self.action_open()

    @on(OfferList.Chosen, "#offers")
    def _offer_chosen(self, event: OfferList.Chosen) -> None:
        self._change(self._offers.offer_at(event.index).text)

    @on(FacetList.Chosen, "#facets")
    def _facet_chosen(self, event: FacetList.Chosen) -> None:
        """Narrow the search by a facet, or take back that it is narrowed by it."""
        from corpus.query.errors import QueryError
        from corpus.query.narrow import terms, with_term, without_term

        found, term = self._state.found, self._facets.term_at(event.index)
        if found is None or term is None:
            return
        try:
            part = self._parsed(term).root
            if part is None:
                return
            is_there = part in terms(found.query)
            changed = (without_term if is_there else with_term)(found.query, part)
        except QueryError as error:
            self._status.say(error_said(error))
            return
        self._change(changed.text)

    def action_other_pane(self) -> None:
        """Go from the results to the facets, or back."""
        to_facets = self.focused is not self._facets
        self.set_class(to_facets, "-at-facets")
        shown = self._offers if self.has_class("-nothing") else self._list
        (self._facets if to_facets else shown).focus()

    # --- the query ----------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_edit(self) -> None:
        """Ask for the query; without any there is nothing to stay for."""
        from tui.screens.query import QueryScreen

        screen = QueryScreen(self._library, self._state.text, today=self._today)
        query = await self.app.push_screen_wait(screen)
        if query is not None:
            self._change(query.text)
        elif self._state.found is None and not self._state.text:
            self.action_close()

    def action_take_back(self) -> None:
        """Search for what was searched for before the last change."""
        before = self._state.before
        if not before:
            self._status.say(_("this is what was searched for first"))
            return
        self._state = replace(self._state, before=before[:-1])
        self._ask(before[-1])

    def action_order(self, step: int) -> None:
        """Put the results into the next order."""
        from corpus.query.narrow import with_sort

        found = self._state.found
        if found is not None:
            here = ORDERS.index(found.query.sort)
            wanted = ORDERS[(here + step) % len(ORDERS)]
            self._ask(with_sort(found.query, wanted).text)
