"""The rows of the article list: signs, saved views, and columns that stay straight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.article import ArticleRow
from tui.panes.articles import ArticleList, ViewRow
from tui.panes.signs import PLAIN_SIGNS, SIGNS, Signs, legend

ROW = ArticleRow(
    "a",
    "الرئيسان يتفقان على منطقة منزوعة السلاح في إدلب",
    None,
    "2018-09-17",
    "metadata",
    "الجزيرة نت",
    "a.txt",
    is_read=True,
    notes=0,
    mentions=3,
)
VIEWS = (
    ViewRow("All articles", "", 3, 2),
    ViewRow("سوتشي", "agreement:sochi before:2020-03", 2, 1, is_current=True),
)


@pytest.fixture
def listed(drive, library):
    """Show rows in a list of the program: ``async with listed(rows, signs) as (list, screen)``."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def shown(*rows: ArticleRow, signs: Signs = SIGNS, size=(120, 20)):
        rows = tuple(replace(row, id=str(n)) for n, row in enumerate(rows))
        async with drive(library, size=size) as on_screen:
            articles = ArticleList(lambda ids: tuple(rows[int(i)] for i in ids), signs=signs)
            await on_screen.app.screen.query_one("#panes").mount(articles, before=0)
            articles.show_articles([row.id for row in rows])
            articles.focus()
            await on_screen.settle()
            yield articles, on_screen

    return shown


def painted(articles: ArticleList, index: int) -> tuple[str, str]:
    above, below = articles.paint_row(index, articles.columns, articles.base_style)
    return above.text, below.text


@pytest.mark.parametrize(
    ("changed", "sign"),
    [
        ({"is_read": False}, SIGNS.unread),
        ({"is_starred": True}, SIGNS.starred),
        ({"notes": 2}, f"{SIGNS.notes}2"),
        ({"copies": 3}, f"{SIGNS.copies}3"),
        ({"is_excerpt": True}, SIGNS.excerpt),
        ({"published_from": "inferred"}, f"2018-09-17{SIGNS.inferred_day}"),
        ({"published_from": "option"}, f"2018-09-17{SIGNS.chosen_day}"),
        ({"certainty": "likely"}, f"2018-09-17{SIGNS.unsure_day}"),
    ],
)
async def test_what_there_is_about_an_article_has_a_sign_of_its_own(listed, changed, sign):
    async with listed(ROW, replace(ROW, **changed)) as (articles, _):
        assert sign not in "".join(painted(articles, 0))
        assert sign in "".join(painted(articles, 1))


async def test_tags_are_named_where_there_is_room_and_counted_where_there_is_none(listed):
    tagged = replace(ROW, source="RT", tags=("مهم", "sochi"))
    async with listed(tagged, replace(tagged, source="وكالة سبوتنيك الروسية")) as (articles, _):
        assert "#sochi" in articles.paint_row(0, 60, articles.base_style)[1].text
        assert "#2 " in painted(articles, 1)[1]


async def test_every_row_is_as_wide_as_the_list_and_its_columns_are_straight(listed):
    rows = (
        ROW,
        replace(ROW, is_read=False, is_starred=True, published=None, source=None),
        replace(ROW, notes=12, copies=4, is_excerpt=True, certainty="open", tags=("a", "b")),
        replace(ROW, label="", source="A" * 80),
    )
    async with listed(*rows) as (articles, _):
        articles.show_views(VIEWS)
        for width in (*range(1, 40), 80):
            for index in range(articles.row_count):
                for strip in articles.paint_row(index, width, articles.base_style):
                    assert strip.cell_length == sum(s.cell_length for s in strip) == width
        signs = {painted(articles, index)[0][-2] for index in range(articles.row_count)}
        assert signs <= {" ", SIGNS.unread, SIGNS.view, SIGNS.current}


def test_no_two_signs_are_alike_and_each_is_explained():
    for signs in (SIGNS, PLAIN_SIGNS):
        shown = [sign for sign, _ in legend(signs)]
        assert len(set(shown)) == len(shown)
        assert all(len(sign) == 1 and meaning for sign, meaning in legend(signs))
    assert all(sign.isascii() for sign, _ in legend(PLAIN_SIGNS))


async def test_a_list_can_be_painted_in_ascii_signs_alone(listed):
    row = replace(ROW, label="x", source="RT", is_starred=True, is_read=False, notes=1, copies=1)
    async with listed(row, signs=PLAIN_SIGNS) as (articles, _):
        assert "".join(painted(articles, 0)).isascii()


async def test_views_stand_above_the_articles_with_their_counts(listed):
    async with listed(ROW) as (articles, _):
        articles.show_views(VIEWS)
        assert [articles.view_at(n) for n in range(3)] == [*VIEWS, None]
        assert articles.article_at(2) == "0"
        above, below = painted(articles, 1)
        assert SIGNS.current in above and "1/2" in below and "agreement:sochi" in below
        assert SIGNS.view in painted(articles, 0)[0]


async def test_choosing_a_view_is_no_choice_of_an_article(listed):
    async with listed(ROW) as (articles, _):
        articles.show_views(VIEWS)
        assert chosen(articles, 1) == ["ViewChosen"]
        assert chosen(articles, 2) == ["Chosen"]


def chosen(articles: ArticleList, index: int) -> list[str]:
    """Return what is told when a row is chosen."""
    articles.cursor = index
    told = []
    articles.post_message = told.append
    try:
        articles.action_choose()
    finally:
        del articles.post_message
    return [type(message).__name__ for message in told]


async def test_the_cursor_stays_on_its_article_when_views_come_and_go(listed):
    async with listed(*[ROW] * 30) as (articles, _):
        articles.cursor = 20
        line = articles.cursor * 2 - articles.scroll_offset.y
        articles.show_views(VIEWS)
        assert articles.article_at(articles.cursor) == "20"
        assert articles.cursor * 2 - articles.scroll_offset.y == line
        articles.show_views(())
        assert articles.article_at(articles.cursor) == "20"


async def test_a_row_is_drawn_anew_where_views_stand_above_it(listed):
    async with listed(ROW, ROW) as (articles, _):
        articles.show_views(VIEWS)
        articles.put_cursor_on("1")
        assert articles.cursor == 3
        drawn = []
        articles.refresh_row = drawn.append
        articles.refresh_article("1")
        del articles.refresh_row
        assert drawn == [3]


async def test_what_stands_above_the_article_one_begins_on_is_in_sight(drive, library):
    ids = library.article_ids()
    async with drive(library, size=(120, 36), first=ids[3]) as on_screen:
        articles = on_screen.app.screen.query_one("#articles")
        assert articles.cursor == 3
        assert articles.scroll_offset.y == 0
