"""The program goes on where it was left."""

from __future__ import annotations

import json

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


async def test_two_articles_side_by_side_are_both_open_again_at_their_lines(drive, library):
    async with drive(library, size=(140, 24)) as on_screen:
        await on_screen.press("2", *["right_square_bracket"] * 3, "vertical_line")
        await on_screen.press("space", "right_square_bracket")
        before = places(on_screen)
        assert len(before) == 2
        await on_screen.press("q")
    async with drive(library, size=(140, 24)) as on_screen:
        assert places(on_screen) == before
        assert on_screen.app.screen.focused.id == "beside"
        await on_screen.press("vertical_line")
        assert list(places(on_screen)) == ["reader"]
        assert places(on_screen)["reader"] == before["reader"]


async def test_of_two_articles_the_one_that_was_read_in_has_the_keys(drive, library):
    async with drive(library, size=(140, 24)) as on_screen:
        await on_screen.press("2", *["right_square_bracket"] * 3, "vertical_line", "shift+tab")
        before = places(on_screen)
        await on_screen.press("q")
    async with drive(library, size=(140, 24)) as on_screen:
        assert places(on_screen) == before
        assert on_screen.app.screen.focused.id == "reader"
        mention = on_screen.app.screen._at.current
        await on_screen.press("right_square_bracket")
        assert on_screen.app.screen._at.reader.id == "reader"
        assert on_screen.app.screen._at.current == mention + 1


def places(on_screen) -> dict[str, tuple[str, int, tuple[int, int]]]:
    """Which article each reader shows, at which mention and line."""
    return {
        reading.reader.id: (reading.article.id, reading.current, reading.reader.top_place)
        for reading in sorted(on_screen.app.screen._readings, key=lambda one: one.reader.id)
    }


async def test_panes_are_as_wide_as_they_were_made_and_the_text_alone_stays_alone(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("1", "greater_than_sign", "greater_than_sign", "3", "less_than_sign")
        before = widths(on_screen)
        await on_screen.press("2", "q")
    async with drive(library) as on_screen:
        assert widths(on_screen) == before
        await on_screen.press("Z", "q")
    async with drive(library) as on_screen:
        assert on_screen.app.screen.has_class("-zen")
        await on_screen.press("Z")
        assert widths(on_screen) == before


def widths(on_screen) -> list[int]:
    return [on_screen.app.screen.query_one(f"#{id_}").outer_size.width for id_ in SIDES]


SIDES = ("articles", "entities")


async def test_widths_of_a_wider_window_leave_room_for_the_text(drive, library):
    here = Place(library.article_ids()[0], 0, 0, -1)
    wide = {"articles": 10**9, "entities": -5, "reader": 3}
    keep_session(library, Session(Trail(here), "reader", "", "", widths=wide))
    async with drive(library, size=(100, 24)) as on_screen:
        assert on_screen.reader.outer_size.width >= 20


async def test_the_last_results_are_found_again_with_cursor_and_marks(drive, library):
    async with drive(library, size=(120, 20)) as on_screen:
        await on_screen.press("F")
        await on_screen.type("إدلب")
        await on_screen.press("enter")
        await results_there(on_screen)
        await on_screen.press("space", "j", "j", "j")
        before = await results_there(on_screen)
        await on_screen.press("q", "q")
    async with drive(library, size=(120, 20)) as on_screen:
        await on_screen.press("R")
        assert await results_there(on_screen) == before
        assert before[1] == 4
        assert len(before[2]) == 1


async def results_there(on_screen) -> tuple[str, int, frozenset[str]]:
    """The query, the cursor and the marks, as soon as all is found."""
    screen = on_screen.app.screen
    for _ in range(200):
        if screen.found is not None and not screen.is_searching:
            break
        await on_screen.pilot.pause(0.02)
    await on_screen.settle()
    results = screen.query_one("#results")
    return screen._state.text, results.cursor, results.marked


def test_what_an_older_version_kept_is_understood(library):
    here = Place(library.article_ids()[0], 3, 1, -1, "person/akar")
    keep_session(library, Session(Trail(here), "reader", "", "دورية"))
    kept = json.loads(library.fact("session"))
    for key in ("beside", "widths", "zen", "results"):
        del kept[key]
    library.set_fact("session", json.dumps(kept))
    assert last_session(library) == Session(Trail(here), "reader", "", "دورية")
    for broken in ({"widths": 3}, {"results": []}, {"beside": {}}, {"widths": {"articles": "x"}}):
        library.set_fact("session", json.dumps({**kept, **broken}))
        assert last_session(library) is None
