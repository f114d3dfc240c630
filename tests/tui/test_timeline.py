"""The timeline on the screen: bars, brush, steps in time, and the way back into an article."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from corpus.article import Article, EntityType, Mention, MentionKind, Paragraph, Published, Span
from corpus.timeline import month_of
from tui.panes.timeline import TimelineList
from tui.panes.timeline_bars import TimelineBars
from tui.panes.timeline_quote import TimelineQuote
from tui.screens.timeline import TimelineScreen

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = [(80, 24), (60, 20), (200, 60), (100, 12), (120, 36)]


class OnTimeline:
    """A timeline on the screen, and what is seen of it."""

    def __init__(self, driver, screen: TimelineScreen) -> None:
        self.driver = driver
        self.screen = screen
        self.left_with: list[object] = []

    @property
    def list(self) -> TimelineList:
        return self.screen.query_one(TimelineList)

    @property
    def bars(self) -> TimelineBars:
        return self.screen.query_one(TimelineBars)

    @property
    def here(self) -> str:
        group = self.list.group
        assert group is not None
        return group.moment.value

    @property
    def values(self) -> list[str]:
        found = [self.list.item_at(row) for row in range(self.list.row_count)]
        return [one.moment.value for one in found if one]

    async def press(self, *keys: str) -> None:
        await self.driver.press(*keys)
        await self.rest()

    async def rest(self) -> None:
        """Wait for all that is read beside the screen; a question waits for an answer."""
        await self.driver.settle()
        workers = self.driver.app.workers
        if running := [one for one in workers if one.group != "ask"]:
            await workers.wait_for_complete(running)
        await self.driver.settle()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something that a question's answer brings about."""
        async with asyncio.timeout(5):
            while not is_so():
                await self.driver.pilot.pause(0.01)
        await self.rest()


async def opened(driver, library, *arguments, **named) -> OnTimeline:
    screen = TimelineScreen(library, *arguments, **named)
    on = OnTimeline(driver, screen)
    await driver.app.push_screen(screen, on.left_with.append)
    await on.rest()
    return on


def article(number: int, day: str | None, text: str, *dates: tuple[str, str]):
    """An article of a day with dates in it, each words and value."""
    digest = f"{number:064x}"
    published = Published(day, "metadata", "") if day else None
    made = Article(
        id=digest[-12:],
        text=text,
        paragraphs=(Paragraph(Span(0, len(text))),),
        title=None,
        source="مصدر",
        published=published,
        origin=f"{number}.txt",
        content_hash=digest,
    )
    mentions = [
        Mention(
            Span(text.index(words), text.index(words) + len(words)),
            EntityType.DATE,
            MentionKind.NAME,
            () if "XXXX" in value else (f"date/{value}",),
            "day",
            value,
        )
        for words, value in dates
    ]
    return made, sorted(mentions, key=lambda mention: mention.span)


@pytest.fixture
def bare(tmp_path):
    """A library of no articles, not even the samples."""
    from corpus.library.store import Library

    with Library(tmp_path / "bare.sqlite") as library:
        yield library


@pytest.mark.parametrize("size", SIZES)
async def test_bars_list_and_sentence_fit_every_size(drive, library, size):
    async with drive(library, size=size) as on_screen:
        on = await opened(on_screen, library)
        assert all(cell_len(row) == size[0] for row in on_screen.rows)
        text = "\n".join(on_screen.rows)
        assert on.list.size.height >= 3
        if size[1] >= 19:
            assert "published" in text and "told of" in text and "2018" in text


async def test_what_was_published_and_what_is_told_of_have_bars_of_their_own(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library)
        rows = [on.bars.render_line(y).text for y in range(on.bars.size.height)]
        names = [row.split()[0] for row in rows if row[:1].strip() or row[2:9].strip()]
        assert "published" in names and "told" in names
        assert sum("┬" in row for row in rows) == 2
        assert any("◇Sochi memo" in row for row in rows)


async def test_the_sentence_reads_from_the_right_and_its_date_stands_out(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library, day="2018-09-17")
        assert on.here == "2018-09-17"
        strip = on.list.render_line(on.list.cursor - round(on.list.scroll_offset.y))
        assert "".join(strip.text.split()[-1:])
        assert any(segment.style.underline for segment in strip)
        assert strip.text.rstrip() != strip.text[:-20].rstrip()
        quote = on.screen.query_one(TimelineQuote)
        assert "told of Mon 17 Sep 2018" in quote.render_line(0).text


async def test_steps_go_by_day_week_month_and_year_and_stop_at_the_ends(drive, bare):
    days = ["2018-09-17", "2018-09-18", "2018-09-30", "2019-03-05", "2020-03-05"]
    for number, day in enumerate(days):
        bare.add(*article(number, day, f"نص {number}"), ())
    async with drive(bare) as on_screen:
        on = await opened(on_screen, bare)
        assert on.here == "2018-09-17"
        walked = []
        for key in ("d", "w", "m", "y", "y", "Y", "M", "W", "D", "D"):
            await on.press(key)
            walked.append((key, on.here))
        assert walked == [
            ("d", "2018-09-18"),
            ("w", "2018-09-30"),
            ("m", "2019-03-05"),
            ("y", "2020-03-05"),
            ("y", "2020-03-05"),
            ("Y", "2019-03-05"),
            ("M", "2018-09-17"),
            ("W", "2018-09-17"),
            ("D", "2018-09-17"),
            ("D", "2018-09-17"),
        ]
        assert "nothing earlier" in on_screen.status


async def test_a_brush_filters_the_list_moves_widens_and_goes(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library, day="2018-09-17")
        everything = on.values
        await on.press("right_square_bracket")
        assert {value[:7] for value in on.values} == {"2018-09"}
        assert on.here == "2018-09-17"
        assert sum("━" in on.bars.render_line(y).text for y in range(on.bars.size.height)) == 2
        await on.press("right_square_bracket")
        assert {value[:7] for value in on.values} == {"2018-10"}
        await on.press("left_square_bracket", "right_curly_bracket")
        assert {value[:7] for value in on.values} == {"2018-09", "2018-10"}
        await on.press("left_curly_bracket")
        assert {value[:7] for value in on.values} == {"2018-09"}
        await on.press("escape")
        assert on.values == everything
        assert on.screen is on_screen.app.screen


async def test_a_brush_on_empty_months_says_so(drive, bare):
    bare.add(*article(1, "2018-01-05", "نص"), ())
    bare.add(*article(2, "2018-12-05", "آخر"), ())
    async with drive(bare) as on_screen:
        on = await opened(on_screen, bare)
        await on.press("right_square_bracket", "right_square_bracket")
        assert on.list.row_count == 0
        assert "Nothing in these months" in "\n".join(on_screen.rows)
        await on.press("enter", "d", "e", "left_square_bracket")
        assert on.here == "2018-01-05"


async def test_the_brush_reaches_what_lies_off_the_axis(drive, bare):
    for number in range(12):
        bare.add(*article(number, f"2019-{number + 1:02}-01", f"نص {number}"), ())
    old, mentions = article(50, "2019-06-02", "حرب 1967 وعام 2071", ("1967", "1967-06-05"))
    bare.add(old, mentions, ())
    async with drive(bare) as on_screen:
        on = await opened(on_screen, bare)
        assert on.here == "2019-01-01"
        assert any("+1 ‹" in on.bars.render_line(y).text for y in range(on.bars.size.height))
        assert on.bars.axis is not None and on.bars.axis.first == month_of(date(2019, 1, 1))
        await on.press("right_square_bracket", "left_square_bracket")
        assert on.values == ["1967-06-05"]
        await on.press("right_square_bracket")
        assert on.values == ["2019-01-01"]


async def test_one_series_can_be_shown_alone(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library)
        kinds = []
        for _ in range(3):
            await on.press("t")
            rows = range(min(on.list.row_count, 40))
            kinds.append({one.kind for row in rows if (one := on.list.item_at(row))})
        assert kinds == [{"published"}, {"event"}, {"published", "event"}]


async def test_days_of_an_unknown_year_stand_at_the_end_of_the_list(drive, bare):
    bare.add(*article(1, "2020-03-05", "في شباط قالوا", ("شباط", "XXXX-02")), ())
    async with drive(bare) as on_screen:
        on = await opened(on_screen, bare)
        await on.press("G")
        assert on.here == "XXXX-02"
        assert "year not stated" in on_screen.status
        await on.press("D")
        assert on.here == "2020-03-05"


async def test_a_library_without_articles_says_what_to_do(drive, bare):
    async with drive(bare) as on_screen:
        on = await opened(on_screen, bare)
        await on.press("d", "M", "right_square_bracket", "enter", "e", "t")
        assert "idlib-brief add" in "\n".join(on_screen.rows)
        await on.press("q")
        assert on.left_with == [None]


async def test_enter_answers_with_the_sentence_in_its_article(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library, day="2018-09-17")
        shown = on.list.item
        await on.press("enter")
        (place,) = on.left_with
        assert shown is not None and place is not None
        assert (place.article_id, place.span) == (shown.article_id, shown.span)
        words = place.span.slice(library.article(place.article_id).text)
        assert " ".join(words.split()) == shown.text


async def test_an_entity_found_by_its_name_narrows_the_timeline(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library)
        before = on.list.row_count
        await on.press("f")
        await on_screen.type("akar")
        await on.press("enter")
        await on.until(lambda: on.list.row_count < before)
        assert 0 < on.list.row_count < before
        assert "أكار" in on_screen.status
        await on.press("escape")
        assert on.list.row_count == before


async def test_a_name_of_nobody_is_asked_again(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library)
        await on.press("f")
        await on_screen.type("qqqq")
        await on.press("enter")
        await on.until(lambda: "Nothing is called" in "\n".join(on_screen.rows))
        assert "Nothing is called" in "\n".join(on_screen.rows)
        await on.press("escape")
        assert on_screen.app.screen is on.screen


async def test_a_query_narrows_it_and_one_that_cannot_be_read_says_why(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library)
        before = on.list.row_count
        await on.press("slash")
        await on_screen.type("before:2018-99")
        await on.press("enter")
        assert on_screen.app.screen is not on.screen
        await on.press("escape", "slash")
        await on_screen.type("lavrov")
        await on.press("enter")
        await on.until(lambda: on.list.row_count < before)
        assert 0 < on.list.row_count < before
        assert "lavrov" in on_screen.status
        await on.press("escape")
        assert on.list.row_count == before


async def test_what_is_listed_is_written_to_a_file(drive, library, tmp_path):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library, day="2018-09-17")
        await on.press("right_square_bracket", "e")
        await on_screen.press("ctrl+a")
        await on_screen.type(str(tmp_path / "out.json"))
        await on.press("enter")
        rows = json.loads((tmp_path / "out.json").read_text())["timeline"]
        assert [row["value"] for row in rows] == on.values


async def test_the_mouse_brushes_what_it_is_drawn_over(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library)
        axis = on.bars.axis
        assert axis is not None
        bar = axis.bar_of(month_of(date(2018, 9, 1)))
        assert bar is not None
        at = 10 + bar * axis.column
        await on_screen.pilot.mouse_down(TimelineBars, offset=(at, 2))
        await on_screen.pilot.mouse_up(TimelineBars, offset=(at + axis.column, 2))
        await on.rest()
        assert {value[:7] for value in on.values} == {"2018-09", "2018-10"}


async def test_the_help_names_its_keys(drive, library):
    async with drive(library) as on_screen:
        on = await opened(on_screen, library)
        await on.press("question_mark")
        assert "Timeline" in "\n".join(on_screen.rows)
