"""From reading to search, concordance, timeline and dossier, and back to a place in the text."""

from __future__ import annotations

import pytest

from corpus.library.desk import marks, save_view, starred, tags_of
from tui.panes.articles import ArticleList
from tui.panes.results import ResultList
from tui.screens.browse.screen import BrowseScreen
from tui.screens.concordance import ConcordanceScreen
from tui.screens.details import DetailsScreen
from tui.screens.dossier import DossierScreen, Goto, OpenConcordance, OpenTimeline
from tui.screens.query import QueryScreen
from tui.screens.search import SearchScreen
from tui.screens.timeline import TimelineScreen

SOCHI = "agreement/sochi-memo-2018"


async def until(on_screen, condition) -> None:
    """Wait until what runs beside the screen has arrived."""
    for _ in range(300):
        if condition():
            return
        await on_screen.pilot.pause(0.02)
    raise AssertionError("it did not arrive")


def articles(on_screen) -> ArticleList:
    return on_screen.app.screen_stack[0].query_one(ArticleList)


async def search(on_screen, query: str) -> SearchScreen:
    await on_screen.press("F")
    await on_screen.type(query)
    await on_screen.press("enter")
    screen = on_screen.app.screen
    await until(on_screen, lambda: isinstance(on_screen.app.screen, SearchScreen))
    screen = on_screen.app.screen
    await until(on_screen, lambda: screen._state.found and screen._state.found.ids is not None)
    return screen


async def test_a_search_narrows_the_list_and_hits_are_walked_across_articles(drive, library):
    async with drive(library) as on_screen:
        everything = articles(on_screen).article_ids
        screen = await search(on_screen, "دورية")
        found = screen._state.found.ids
        assert 1 < len(found) < len(everything)
        await on_screen.press("enter")
        await until(on_screen, lambda: isinstance(on_screen.app.screen, BrowseScreen))
        await on_screen.settle()
        assert articles(on_screen).article_ids == found
        assert on_screen.article_id == found[0]
        reader = on_screen.reader
        assert reader.hits
        seen = [on_screen.article_id]
        for _ in range(60):
            await on_screen.press("n")
            if on_screen.article_id != seen[-1]:
                seen.append(on_screen.article_id)
            if "no hit further on" in on_screen.status:
                break
        assert seen == [id_ for id_ in found if id_ in seen]
        assert len(seen) > 1
        await on_screen.press("N")
        assert "hit " in on_screen.status
        await on_screen.press("escape")
        assert articles(on_screen).article_ids == everything


@pytest.mark.parametrize(("key", "opened"), [("C", ConcordanceScreen), ("T", TimelineScreen)])
async def test_what_is_opened_from_results_leads_back_to_them(drive, library, key, opened):
    async with drive(library) as on_screen:
        screen = await search(on_screen, "دورية")
        found = screen._state.found.ids
        await on_screen.press("j", key)
        assert isinstance(on_screen.app.screen, opened)
        await on_screen.press("q")
        again = on_screen.app.screen
        assert isinstance(again, SearchScreen)
        await until(on_screen, lambda: again._state.found and again._state.found.ids == found)
        assert again.query_one(ResultList).cursor == 1
        await on_screen.press("q")
        assert isinstance(on_screen.app.screen, BrowseScreen)


async def test_the_last_results_come_back_as_they_were_left(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("R")
        assert "nothing was searched" in on_screen.status
        screen = await search(on_screen, "دورية")
        await on_screen.press("j", "q")
        await on_screen.press("R")
        await until(on_screen, lambda: isinstance(on_screen.app.screen, SearchScreen))
        assert on_screen.app.screen is not screen
        await on_screen.settle()
        assert on_screen.app.screen._left().cursor == 1


async def test_a_saved_view_stands_above_the_articles_and_narrows_them(drive, library):
    save_view(library, "الدوريات", "دورية")
    async with drive(library) as on_screen:
        shown = articles(on_screen)
        await until(on_screen, lambda: len(shown.views) == 2 and shown.views[1].count is not None)
        everything = shown.article_ids
        assert shown.views[1].unread == shown.views[1].count
        await on_screen.press("g", "j", "enter")
        await until(on_screen, lambda: len(shown.article_ids) == shown.views[1].count)
        assert [view.is_current for view in shown.views] == [False, True]
        await on_screen.press("1", "g", "enter")
        assert shown.article_ids == everything


async def test_the_concordance_of_what_one_stands_on_leads_to_a_place(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("C")
        assert isinstance(on_screen.app.screen, QueryScreen)
        await on_screen.type("دورية")
        await on_screen.press("enter")
        await until(on_screen, lambda: isinstance(on_screen.app.screen, ConcordanceScreen))
        await on_screen.press("q")
        await on_screen.press("right_square_bracket", "C")
        slug = on_screen.reader.followed
        screen = on_screen.app.screen
        assert isinstance(screen, ConcordanceScreen)
        await until(on_screen, lambda: screen._is_all)
        await on_screen.press("j", "enter")
        await until(on_screen, lambda: isinstance(on_screen.app.screen, BrowseScreen))
        reader = on_screen.reader
        assert slug in reader.mentions[reader.current].entities


@pytest.mark.parametrize("key", ["D", "enter"])
async def test_the_dossier_opens_from_the_reader_and_from_the_sidebar(drive, library, key):
    async with drive(library) as on_screen:
        if key == "D":
            await on_screen.press("D")
            assert "stand on a mention first" in on_screen.status
            await on_screen.press("right_square_bracket", "D")
        else:
            await on_screen.press("3", "enter")
        assert isinstance(on_screen.app.screen, DossierScreen)
        await on_screen.press("q")
        assert isinstance(on_screen.app.screen, BrowseScreen)


async def test_what_a_dossier_answers_is_followed(drive, library):
    occurrence = library.occurrences(SOCHI)[0]
    async with drive(library) as on_screen:
        browse = on_screen.app.screen
        await browse._follow_answer(Goto(occurrence.article_id, occurrence.mention.span))
        await on_screen.settle()
        assert on_screen.article_id == occurrence.article_id
        assert on_screen.current_text == occurrence.mention.span.slice(
            library.article(occurrence.article_id).text
        )
        for answer, expected in (
            (OpenConcordance(SOCHI), ConcordanceScreen),
            (OpenTimeline(SOCHI), TimelineScreen),
        ):
            browse.run_worker(browse._follow_answer(answer))
            await until(on_screen, lambda: isinstance(on_screen.app.screen, expected))  # noqa: B023
            await on_screen.press("q")
            await until(on_screen, lambda: on_screen.app.screen is browse)


@pytest.mark.parametrize(("key", "opened"), [("C", ConcordanceScreen), ("T", TimelineScreen)])
async def test_what_is_opened_from_a_dossier_leads_back_into_it(drive, library, key, opened):
    def is_told() -> bool:
        screen = on_screen.app.screen
        return isinstance(screen, DossierScreen) and screen._visit.is_whole

    async with drive(library) as on_screen:
        on_screen.app.screen._tell_all_of(SOCHI)
        await until(on_screen, is_told)
        await on_screen.press("tab", "tab", "j")
        line = on_screen.app.screen._view.line
        await on_screen.press(key)
        assert isinstance(on_screen.app.screen, opened)
        await on_screen.press("q")
        await until(on_screen, is_told)
        await on_screen.settle()
        assert on_screen.app.screen._view.line == line
        await on_screen.press("q")
        assert isinstance(on_screen.app.screen, BrowseScreen)


async def test_the_timeline_opens_and_leads_to_a_place(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("T")
        screen = on_screen.app.screen
        assert isinstance(screen, TimelineScreen)
        await until(on_screen, lambda: screen._found is not None)
        await on_screen.settle()
        await on_screen.press("enter")
        await until(on_screen, lambda: isinstance(on_screen.app.screen, BrowseScreen))
        assert on_screen.app.screen.focused is on_screen.reader


async def test_stars_tags_and_unread_are_kept_and_undone(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("j")
        id_ = articles(on_screen).article_ids[1]
        await on_screen.press("s")
        assert starred(library, [id_]) == {id_}
        await on_screen.press("t")
        await on_screen.type("موسكو important")
        await on_screen.press("enter")
        assert set(tags_of(library, [id_])[id_]) == {"موسكو", "important"}
        await on_screen.press("r")
        assert library.rows([id_])[0].is_read
        await on_screen.press("u", "u", "u")
        assert not library.rows([id_])[0].is_read
        assert tags_of(library, [id_]).get(id_, ()) == ()
        assert starred(library, [id_]) == frozenset()
        await on_screen.press("u")
        assert "nothing to undo" in on_screen.status


async def test_a_mark_leads_back_from_another_article(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press(*["right_square_bracket"] * 3)
        first, text = on_screen.article_id, on_screen.current_text
        await on_screen.press("m", "A")
        assert [mark.letter for mark in marks(library, None)] == ["A"]
        await on_screen.press("m", "b", "J")
        assert on_screen.article_id != first
        await on_screen.press("apostrophe")
        assert "A  " in "".join(on_screen.rows)
        await on_screen.press("A")
        assert (on_screen.article_id, on_screen.current_text) == (first, text)
        await on_screen.press("ctrl+o")
        assert on_screen.article_id != first


async def test_without_marks_there_is_nothing_to_go_to(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("apostrophe")
        assert "no marks yet" in on_screen.status
        await on_screen.press("m", "escape", "m", "1")
        assert marks(library, on_screen.article_id) == ()


async def test_what_is_put_right_about_an_article_shows_at_once(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("J")
        id_ = on_screen.article_id
        where = articles(on_screen).article_ids.index(id_)
        await on_screen.press("E")
        assert isinstance(on_screen.app.screen, DetailsScreen)
        await on_screen.press("ctrl+a")
        await on_screen.type("عنوان جديد")
        await on_screen.press("enter")
        await until(on_screen, lambda: isinstance(on_screen.app.screen, BrowseScreen))
        await on_screen.settle()
        changed = on_screen.article_id
        assert library.article(changed).title == "عنوان جديد"
        assert on_screen.reader.article.title == "عنوان جديد"
        assert articles(on_screen).article_ids[where] == changed


async def test_what_is_typed_right_after_the_key_goes_into_the_query(drive, library):
    async with drive(library) as on_screen:
        # All keys are there before the field is.
        await on_screen.press("F", "number_sign", "4", "ق", "s")
        assert on_screen.app.screen.query_one("QueryInput").text == "#4قs"
        assert starred(library, library.article_ids()) == frozenset()


async def test_a_selection_begins_at_the_hit_one_has_gone_to(drive, library):
    async with drive(library, size=(120, 60)) as on_screen:
        await on_screen.press("enter", "right_square_bracket", "slash")
        await on_screen.type("إدلب")
        await on_screen.press("enter", "v")
        at = on_screen.app.screen._at
        assert at.hits[at.hit].start in at.passage
