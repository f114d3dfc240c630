"""The program goes on where it was left."""

from __future__ import annotations

from corpus.library.session import Session, keep_session, last_session
from corpus.trail import Place, Trail
from tui.panes.articles import ArticleList


async def test_one_stands_where_one_stood_with_the_trail_behind(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press(*["right_square_bracket"] * 4, "right_curly_bracket")
        await on_screen.press("2")
        before = (on_screen.article_id, on_screen.current_text, on_screen.top_line)
        followed = on_screen.reader.followed
        await on_screen.press("q")
    async with drive(library) as on_screen:
        assert (on_screen.article_id, on_screen.current_text, on_screen.top_line) == before
        assert on_screen.reader.followed == followed
        assert on_screen.app.screen.focused is on_screen.reader
        articles = on_screen.app.screen.query_one(ArticleList)
        assert articles.article_id_of_cursor == before[0]
        await on_screen.press("ctrl+o")
        assert on_screen.article_id != before[0] or on_screen.current_text != before[1]


async def test_an_article_named_at_the_start_is_opened_all_the_same(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("J", "q")
    wanted = library.article_ids()[-1]
    async with drive(library, first=wanted) as on_screen:
        assert on_screen.article_id == wanted


async def test_what_narrowed_the_list_narrows_it_again(drive, library):
    keep_session(
        library,
        Session(Trail(Place(library.article_ids()[0], 0, 0, -1)), "articles", "دورية", "دورية"),
    )
    async with drive(library) as on_screen:
        articles = on_screen.app.screen.query_one(ArticleList)
        everything = library.article_ids()
        for _ in range(200):
            if len(articles.article_ids) < len(everything):
                break
            await on_screen.pilot.pause(0.02)
        assert 0 < len(articles.article_ids) < len(everything)
        await on_screen.press("escape")
        assert articles.article_ids == everything


def test_places_that_are_gone_and_what_cannot_be_read_are_left_out(library):
    here = Place(library.article_ids()[0], 3, 1, -1, "person/akar")
    gone = Place("ffffffffffff", 0, 0, -1)
    keep_session(library, Session(Trail(here, (gone, here), (gone,)), "reader", "", ""))
    found = last_session(library)
    assert found.trail == Trail(here, (here,), ())
    for broken in ("", "[]", "{}", '{"here": [1]}', "\x00"):
        library.set_fact("session", broken)
        assert last_session(library) is None
