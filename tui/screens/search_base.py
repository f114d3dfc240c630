"""Asking for what a query finds, and showing each part of the answer when it comes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.screen import Screen

from corpus.errors import BriefError
from tui.encoder import EncodedScreen
from tui.language.from_corpus import told_said
from tui.language.said import _, noted, plural
from tui.panes.facets import FacetList
from tui.panes.paint import title_of
from tui.panes.query_line import QueryLine
from tui.panes.results import PAGE, OfferList, ResultList
from tui.panes.status import StatusLine
from tui.screens import search_answers as answers
from tui.screens.answerer import Answerer
from tui.screens.search_answers import Found, SearchOutcome, SearchState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from textual.timer import Timer

    from corpus.library.store import Library
    from corpus.query.tree import Query, Sort
    from corpus.search.broaden import Offer
    from corpus.search.searcher import Searcher
    from tui.screens.answerer import OpenSearcher

SOON = 0.2
"""Seconds after which it is said that a search still runs."""
MOST_CHANGES = 50
"""Changes of the query that can be taken back."""
WAYS_OUT = noted("/ changes the query, - takes the last change back")
ORDER_NAMES: dict[Sort, str] = {
    "relevance": noted("most relevant first"),
    "newest": noted("newest first"),
    "oldest": noted("oldest first"),
    "source": noted("by source"),
    "title": noted("by title"),
    "unread": noted("unread first"),
}


class Asking(EncodedScreen, Screen[SearchOutcome]):
    """Asks, and shows what comes.

    The arguments are those of `SearchScreen`.
    """

    @dataclass
    class Answered(Message):
        """A part of an answer has come."""

        number: int
        """The question it answers; one that is no longer asked is dropped."""
        part: answers.Part | Exception

    def __init__(
        self,
        library: Library,
        open_searcher: OpenSearcher,
        state: SearchState | None = None,
        *,
        today: date | None = None,
    ) -> None:
        super().__init__()
        self._library = library
        self._state = state or SearchState()
        self._today = today
        self.answerer = Answerer(open_searcher)
        """What answers beside the screen."""
        self.writer = Answerer(open_searcher)
        """What writes files beside the screen, however long it takes."""
        self._writing = Event()
        """Set to have no more of a file written."""
        self._is_writing = False
        self._silenced = Event()
        """Set to hear no more of the search asked last."""
        self._asked = 0
        """The number of the question asked last."""
        self.is_searching = False
        self._late: Timer | None = None
        self._hits: dict[str, answers.Hits] = {}

    @property
    def _list(self) -> ResultList:
        return self.query_one("#results", ResultList)

    @property
    def _offers(self) -> OfferList:
        return self.query_one("#offers", OfferList)

    @property
    def _facets(self) -> FacetList:
        return self.query_one("#facets", FacetList)

    @property
    def _status(self) -> StatusLine:
        return self.query_one("#status", StatusLine)

    @property
    def found(self) -> Found | None:
        """What was found, as far as it is known."""
        return self._state.found

    @property
    def _query(self) -> Query:
        assert self._state.found is not None
        return self._state.found.query

    def on_unmount(self) -> None:
        """End the thread that searches."""
        self._silenced.set()
        self._writing.set()
        self.answerer.close()
        self.writer.close()

    # --- asking -------------------------------------------------------------------------

    def _ask(self, text: str) -> None:
        """Search for a query, or say what is wrong with it."""
        from corpus.query.errors import QueryError

        self._state = replace(self._state, text=text, cursor=0, top=0, marked=frozenset())
        self._asked += 1
        try:
            query = self._parsed(text)
        except QueryError as error:
            self._refuse(answers.failure(error))
            return
        self.query_one(QueryLine).show_query(text)
        self._state = replace(self._state, found=Found(query))
        self._begin(query)

    def _parsed(self, text: str) -> Query:
        from corpus.query.parse import parse

        return parse(text, today=self._today)

    def _change(self, text: str) -> None:
        """Search for another query, which can be taken back."""
        before = self._state.text
        if text != before:
            kept = (*self._state.before, before)[-MOST_CHANGES:] if before else ()
            self._state = replace(self._state, before=kept)
            self._ask(text)

    def _begin(self, query: Query) -> None:
        self._asked += 1
        self._hits.clear()
        self.is_searching = True
        if self._late is not None:
            self._late.stop()
        self._late = self.set_timer(SOON, self._say_running)
        self._silenced.set()
        self._silenced = self._put(lambda searcher: answers.answer(searcher, query))

    def _say_running(self) -> None:
        if self.is_searching:
            self._status.say(_("searching… Esc stops"))

    def _put(self, answer: Callable[[Searcher], Iterable[answers.Part]]) -> Event:
        """Have a question answered beside the screen."""
        number = self._asked

        def tell(part: answers.Part | Exception) -> None:
            self.post_message(self.Answered(number, part))

        return self.answerer.ask(answer, tell)

    @on(ResultList.Missing, "#results")
    def _page_missing(self, event: ResultList.Missing) -> None:
        self._read_page(event.offset)

    def _read_page(self, offset: int) -> None:
        found = self._state.found
        if found is not None:
            query, ids = found.query, found.ids
            self._put(lambda searcher: answers.page(searcher, query, ids, offset, PAGE))

    # --- the answer ---------------------------------------------------------------------

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        """Take a part of an answer in, unless something else has been asked since."""
        event.stop()
        part = event.part
        if isinstance(part, BriefError):
            part = answers.failure(part)
        elif isinstance(part, Exception):
            raise part
        if event.number == self._asked and self._state.found is not None:
            self._take(part, self._state.found)

    def _take(self, part: answers.Part, found: Found) -> None:
        match part:
            case answers.FirstPage(results):
                self._list.show_results(dict(enumerate(results)), len(results))
                if results:
                    self._show_something()
                else:
                    self._show_nothing(_("Nothing found"))
                    self._offers.say((_("looking for what would find something…"),))
            case answers.Page(offset, results):
                self._list.put_page(offset, results)
            case answers.Count(count):
                found = replace(found, count=count)
                self._list.set_count(count)
            case answers.Facets(facets, narrowings):
                found = replace(found, facets=facets, narrowings=narrowings)
                self._facets.show_facets(facets, narrowings)
            case answers.AllIds(ids):
                found = replace(found, ids=ids)
            case answers.Offers(offers):
                self._offer(offers)
            case answers.Hits():
                self._hits_read(part)
                return
            case answers.Ready(outcome):
                self.dismiss(outcome)
                return
            case answers.Said():
                return
            case answers.Failure(problem):
                if found.count is None:
                    self._refuse(part)
                else:
                    self._status.say(problem)
                return
            case answers.Done():
                self.is_searching = False
        self._state = replace(self._state, found=found)
        self._tell()

    def _hits_read(self, hits: answers.Hits) -> None:
        raise NotImplementedError

    def _show_nothing(self, title: str) -> None:
        """Show the offers in place of the results."""
        had_focus = self.focused is self._list
        self.add_class("-nothing")
        self._offers.border_title = title_of(title)
        self._offers.say(())
        if had_focus:
            self._offers.focus()

    def _show_something(self) -> None:
        """Show the results again."""
        had_focus = self.focused is self._offers
        self.remove_class("-nothing")
        if had_focus:
            self._list.focus()

    def _offer(self, offers: tuple[Offer, ...]) -> None:
        self._offers.say((_("Nothing like it either."), _(WAYS_OUT)))
        self._offers.show_offers(offers)

    def _refuse(self, failure: answers.Failure) -> None:
        """Say what is wrong, and show where in the query."""
        self.is_searching = False
        self.query_one(QueryLine).show_query(self._state.text, failure.at)
        self._show_nothing(_("Not understood") if failure.at else _("Not searched"))
        self._offers.say((told_said(failure.problem), told_said(failure.hint), _(WAYS_OUT)))
        self._list.show_results({}, 0)
        self._status.say(told_said(failure.problem))

    def _tell(self) -> None:
        """Say on the status line where one is, in which order, and how many are marked."""
        found, results = self._state.found, self._list
        if found is None:
            return
        if self.is_searching and found.count is None:
            return
        count = results.row_count
        results.border_title = title_of(_("Results {n}", n=count) if count else _("Results"))
        if not count:
            self._status.say(_("nothing found"))
            return
        order = _(ORDER_NAMES[found.query.sort])
        marked = f" · {_('{n} marked', n=len(results.marked))}" if results.marked else ""
        here = plural("{at} of {n} article", "{at} of {n} articles", count, at=results.cursor + 1)
        self._status.say(f"{here} · {order}{marked}")
