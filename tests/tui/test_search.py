"""Searching on the screen: results, hits, facets, and where one goes from there."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from datetime import date
from threading import Event
from typing import TYPE_CHECKING

import pytest

from corpus.errors import LibraryError
from corpus.library import desk
from corpus.library.intake import open_intake
from corpus.library.store import Library
from corpus.query.parse import parse
from corpus.search.searcher import Searcher
from tui.panes.facets import FacetList
from tui.panes.query_line import QueryLine
from tui.panes.results import PAGE, OfferList, ResultList
from tui.screens.answerer import searching
from tui.screens.ask import AskScreen
from tui.screens.search import SearchScreen
from tui.screens.search_answers import SearchState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.screens.search_answers import SearchOutcome

TODAY = date(2020, 4, 1)


class Search:
    """A search that was opened on the screen."""

    def __init__(self, on_screen, screen: SearchScreen, outcomes: list[SearchOutcome]) -> None:
        self.on_screen = on_screen
        self.screen = screen
        self.outcomes = outcomes

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each when all is answered."""
        for key in keys:
            await self.on_screen.press(key)
            await self.answered()

    async def answered(self) -> None:
        """Wait until all that was asked is answered, and what the answers ask for too."""
        for _ in range(3):
            await asyncio.to_thread(self.screen.answerer.wait)
            await asyncio.to_thread(self.screen.writer.wait)
            await self.on_screen.settle()

    @property
    def results(self) -> ResultList:
        return self.screen.query_one(ResultList)

    @property
    def facets(self) -> FacetList:
        return self.screen.query_one(FacetList)

    @property
    def query(self) -> str:
        return self.screen.query_one(QueryLine).text

    @property
    def ids(self) -> list[str]:
        """All that was found, in order; the rows on the screen say the same."""
        found = self.screen.found
        rows = self.results.loaded.items()
        assert all(found.ids[index] == result.article_id for index, result in rows)
        return list(found.ids)

    @property
    def outcome(self) -> SearchOutcome:
        (outcome,) = self.outcomes
        return outcome

    def facet(self, term: str) -> int:
        """Return the row of a facet."""
        rows = range(self.facets.row_count)
        return next(row for row in rows if self.facets.term_at(row) == term)


@pytest.fixture
def search(library):
    """Open a search: ``await search(on_screen, "إدلب")``."""

    async def opened(on_screen, text: str = "", *, state=None, open_searcher=None) -> Search:
        outcomes: list[SearchOutcome] = []
        screen = SearchScreen(
            library,
            open_searcher or searching(library.path),
            state or SearchState(text),
            today=TODAY,
        )
        await on_screen.app.push_screen(screen, outcomes.append)
        opened = Search(on_screen, screen, outcomes)
        await on_screen.settle()
        if open_searcher is None:
            await opened.answered()
        return opened

    return opened


@pytest.fixture
def expected(library):
    """Return the ids that a query finds."""
    return lambda text: list(Searcher(library).ids(parse(text, today=TODAY)))


async def test_results_stand_in_order_with_their_number(drive, library, search, expected):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        assert shown.ids == expected("سوتشي")
        assert f"Results {len(shown.ids)}" in on_screen.rows[1]
        assert f"1 of {len(shown.ids)} articles" in on_screen.status


async def test_every_hit_in_a_snippet_is_marked_and_arabic_stays_joined(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "اتفاق")
        results = shown.results
        marked = results.get_component_rich_style("results--hit", partial=True)
        for index, result in list(results.loaded.items())[:5]:
            _, line, _ = results.paint_row(index, results.columns, results.base_style)
            looks = [bool(s.style.bgcolor == marked.bgcolor) for s in line if s.style]
            assert sum(looks) >= 1, result
            hit = next(s.text for s in line if s.style and s.style.bgcolor == marked.bgcolor)
            # Letters between others have the form of the middle: none of a joined word is isolated.
            assert "\ufe8d\ufe97" not in hit and len(hit.strip()) >= 4
            plain = type(line)([type(s)(s.text) for s in line])
            assert plain.text == line.text


async def test_a_facet_narrows_and_narrows_no_more(drive, library, search, expected):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        before = shown.ids
        await shown.press("tab")
        shown.facets.cursor = shown.facet("on:2019-10")
        await shown.press("enter")
        assert shown.query == "سوتشي on:2019-10"
        assert shown.ids == expected("سوتشي on:2019-10") != before
        assert shown.facets.term_at(1) == "on:2019-10", "what narrows it stands on top"
        shown.facets.cursor = 1
        await shown.press("enter")
        assert shown.query == "سوتشي"
        assert shown.ids == before


async def test_the_last_narrowing_is_taken_back_by_a_key(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        before = shown.ids
        shown.facets.focus()
        shown.facets.cursor = shown.facet("on:2019-10")
        await shown.press("enter", "backspace")
        assert (shown.query, shown.ids) == ("سوتشي", before)
        await shown.press("minus")
        assert "searched for first" in on_screen.status


async def test_a_folded_group_is_shown_whole_and_folded_again(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        folded = shown.facets.row_count
        more = next(n for n, row in enumerate(shown.facets._rows) if "hidden" in dir(row))
        shown.facets.focus()
        shown.facets.cursor = more
        await shown.press("enter")
        assert shown.facets.row_count > folded
        await shown.press("enter")
        assert shown.facets.row_count == folded


async def test_enter_leaves_for_the_first_hit_with_all_articles_in_order(
    drive, library, search, expected
):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        await shown.press("j", "enter")
        outcome = shown.outcome
        assert outcome.kind == "open"
        assert list(outcome.ids) == expected("سوتشي")
        assert outcome.article_id == outcome.ids[1]
        article = library.article(outcome.article_id)
        assert "سوتشي" in outcome.span.slice(article.text)
        assert outcome.span == Searcher(library).hits(outcome.query, article)[0]


async def test_hits_are_walked_within_an_article_and_on_to_the_next(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        most = next(i for i, r in shown.results.loaded.items() if r.hits > 1)
        hits = shown.results.loaded[most].hits
        shown.results.cursor = most
        await shown.press("n", "n")
        assert f"hit 2 of {hits}" in "".join(on_screen.rows)
        for _ in range(hits - 1):
            await shown.press("n")
        assert shown.results.cursor == most + 1
        assert shown.results.excerpt.ordinal == 1
        await shown.press("N")
        assert shown.results.cursor == most
        assert shown.results.excerpt.ordinal == hits
        await shown.press("enter")
        article = library.article(shown.outcome.article_id)
        assert shown.outcome.span == Searcher(library).hits(shown.outcome.query, article)[-1]


async def test_results_come_again_as_they_were_left_before_anything_is_asked(
    drive, library, search
):
    async with drive(library, size=(120, 20)) as on_screen:
        shown = await search(on_screen, "سوتشي")
        await shown.press("space", "j", "j", "j", "j", "j")
        ids, rows = shown.ids, on_screen.rows
        await shown.press("q")
        assert shown.outcome.kind == "none"
        with never() as open_searcher:
            again = await search(on_screen, state=shown.outcome.state, open_searcher=open_searcher)
            await on_screen.settle()
            assert on_screen.rows == rows
            assert again.results.cursor == 6
            assert again.results.marked == {ids[0]}
            assert again.ids == ids


@contextmanager
def never() -> Iterator[object]:
    """Return what never gets to open a searcher until the block ends."""
    over = Event()

    @contextmanager
    def blocked():
        over.wait(20)
        raise LibraryError("The library is gone")
        yield

    try:
        yield blocked
    finally:
        over.set()


async def test_what_cannot_be_read_any_more_leaves_what_is_on_the_screen(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        await shown.press("q")
        with never() as open_searcher:
            again = await search(on_screen, state=shown.outcome.state, open_searcher=open_searcher)
        await again.answered()
        assert "The library is gone" in on_screen.status
        assert again.ids and again.results.display


async def test_a_search_that_runs_is_stopped_and_then_left(drive, library, search):
    async with drive(library) as on_screen:
        with never() as open_searcher:
            shown = await search(on_screen, "سوتشي", open_searcher=open_searcher)
            assert shown.screen.is_searching
            await on_screen.press("escape")
            assert not shown.screen.is_searching
            assert "stopped" in on_screen.status
            assert not shown.outcomes
            await on_screen.press("escape")
            assert shown.outcome.kind == "none"


async def test_the_answer_to_an_earlier_question_is_not_shown(drive, library, search, expected):
    first = Event()

    @contextmanager
    def slow_at_first():
        first.wait(20)
        with searching(library.path)() as searcher:
            yield searcher

    async with drive(library) as on_screen:
        shown = await search(on_screen, "إدلب", open_searcher=slow_at_first)
        shown.screen._change("سوتشي on:2019")
        first.set()
        await shown.answered()
        assert shown.query == "سوتشي on:2019"
        assert shown.ids == expected("سوتشي on:2019")


async def test_a_query_that_is_not_understood_says_why_and_shows_where(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "إدلب sorce:RT")
        assert "sorce" in on_screen.status
        assert "source:" in "".join(on_screen.rows)
        line = shown.screen.query_one(QueryLine)
        marked = [s.text for s in line.render_line(0) if s.style and s.style.reverse]
        assert "".join(marked).strip().startswith("sorce")


async def test_a_name_that_nobody_has_is_pointed_at_too(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "إدلب official:zzzzz")
        line = shown.screen.query_one(QueryLine)
        marked = [s.text for s in line.render_line(0) if s.style and s.style.reverse]
        assert "zzzzz" in "".join(marked)
        assert shown.screen.query_one(OfferList).display


async def test_where_nothing_is_found_another_query_is_a_key_away(drive, library, search, expected):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "لافورف before:2020-02")
        assert any("Did you mean" in row for row in on_screen.rows)
        await shown.press("enter")
        assert shown.query == "لافروف before:2020-02"
        assert shown.ids == expected("لافروف before:2020-02")
        await shown.press("backspace")
        assert "nothing found" in on_screen.status


async def test_another_order_is_a_key_away(drive, library, search, expected):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي sort:newest")
        await shown.press("o")
        assert shown.query == "سوتشي sort:oldest"
        assert shown.ids == expected("سوتشي sort:oldest")
        await shown.press("S")
        assert shown.ids == expected("سوتشي sort:newest")


async def test_a_query_is_saved_as_a_view(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "agreement:sochi before:2020-03")
        await shown.press("s")
        await on_screen.type("Sochi")
        await on_screen.press("enter")
        assert [(v.name, v.query) for v in desk.views(library)] == [
            ("Sochi", "agreement:sochi before:2020-03")
        ]


async def test_marked_results_are_starred_and_unread_ones_read(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        ids = shown.ids
        await shown.press("space", "space", "asterisk")
        assert desk.starred(library, ids) == {*ids[:2]}
        await shown.press("r")
        assert [row.is_read for row in library.rows(ids[:3])] == [True, True, False]
        assert shown.results.loaded[0].is_read, "the row shows it"
        await shown.press("u")
        assert [row.is_read for row in library.rows(ids[:2])] == [False, False]


async def test_tags_are_given_to_what_one_stands_on(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        await shown.press("number_sign")
        await on_screen.type("مهم draft")
        await on_screen.press("enter")
        assert set(desk.tags_of(library, shown.ids)[shown.ids[0]]) == {"مهم", "draft"}


async def test_results_are_written_to_a_file(drive, library, search, tmp_path):
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        await shown.press("e", "ctrl+u")
        await on_screen.type(str(tmp_path / "found.json"))
        await shown.press("enter")
        told = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
        assert [row["article"] for row in told["results"]] == shown.ids
        assert "written to" in on_screen.status


async def test_a_name_that_is_taken_is_said_while_it_can_still_be_changed(
    drive, library, search, tmp_path
):
    taken = tmp_path / "found.json"
    taken.write_text("mine", encoding="utf-8")
    async with drive(library, size=(160, 36)) as on_screen:
        shown = await search(on_screen, "سوتشي")
        await shown.press("e", "ctrl+u")
        await on_screen.type(str(taken))
        await shown.press("enter")
        assert isinstance(on_screen.app.screen, AskScreen)
        assert "exists already" in "".join(on_screen.rows)
        assert taken.read_text(encoding="utf-8") == "mine"


async def test_a_query_goes_on_as_concordance_or_timeline(drive, library, search, expected):
    async with drive(library) as on_screen:
        for key, kind in (("C", "concordance"), ("T", "timeline")):
            shown = await search(on_screen, "سوتشي")
            await shown.press(key)
            assert shown.outcome.kind == kind
            assert shown.outcome.query.text == "سوتشي"
            assert list(shown.outcome.ids) == expected("سوتشي")


async def test_results_far_down_come_when_they_are_come_to(drive, library, search, expected):
    intake = open_intake(library)
    from corpus.ingest.pipeline import article_from_bytes

    for number in range(2 * PAGE):
        text = f"خبر رقم {number}\n\nاجتمع الوفدان في سوتشي للمرة {number} هذا العام.\n"
        intake.store(article_from_bytes(text.encode(), f"{number}.txt"))
    async with drive(library) as on_screen:
        shown = await search(on_screen, "سوتشي")
        found = expected("سوتشي")
        assert len(found) > 2 * PAGE
        assert shown.results.row_count == len(found)
        await shown.press("G")
        assert shown.results.result.article_id == found[-1]
        assert "…" not in on_screen.rows[-4][:8]


async def test_on_a_narrow_screen_results_and_facets_take_turns(drive, library, search):
    async with drive(library, size=(60, 20)) as on_screen:
        shown = await search(on_screen, "سوتشي")
        assert shown.results.size.width > 50
        await shown.press("tab")
        assert shown.facets.size.width > 50
        assert shown.screen.focused is shown.facets
        await shown.press("tab")
        assert shown.results.size.width > 50


async def test_without_a_query_one_is_asked_for_and_none_leaves(drive, library, search):
    async with drive(library) as on_screen:
        shown = await search(on_screen)
        assert on_screen.app.screen is not shown.screen
        await on_screen.press("escape")
        assert shown.outcome.kind == "none"


async def test_a_library_without_articles_says_what_to_do(drive, tmp_path, search):
    path = tmp_path / "empty.sqlite"
    with Library(path) as empty:
        async with drive(empty) as on_screen:
            shown = await search(on_screen, "سوتشي", open_searcher=searching(path))
            await shown.answered()
            assert "nothing found" in on_screen.status
            assert any("/ changes the query" in row for row in on_screen.rows)
