"""Notes on a whole article: the line under the byline that tells of them."""

from __future__ import annotations

import asyncio

from corpus.library.store import Library
from corpus.notes import take_on
from tui.panes.editor import NoteEditor
from tui.panes.notes import NoteList
from tui.screens.browse import noting


def told(on_screen) -> list[str]:
    return [row for row in on_screen.rows if "on the whole article (O)" in row]


async def taken_on_all(on_screen, words: str) -> None:
    await on_screen.press("a", *words, "ctrl+s")


async def test_a_note_on_the_whole_article_is_told_of_under_the_byline(drive, library):
    async with drive(library) as on_screen:
        assert not told(on_screen)
        await taken_on_all(on_screen, "mind")
        (line,) = told(on_screen)
        assert "✎" in line
        assert "mind" in line
        await on_screen.press("J")
        assert not told(on_screen)
        await on_screen.press("K")
        assert len(told(on_screen)) == 1


async def test_its_number_is_told_where_there_are_several(drive, library):
    async with drive(library) as on_screen:
        await taken_on_all(on_screen, "mind")
        await taken_on_all(on_screen, "more")
        assert "2 notes" in told(on_screen)[0]
        await on_screen.press("O")
        assert on_screen.app.screen.query_one(NoteList).row_count == 2


async def test_the_words_beneath_stay_where_they_were_when_the_line_appears(drive, library):
    async with drive(library, size=(60, 14)) as on_screen:
        await on_screen.press("2", "j", "j", "j", "j", "j", "j")
        before = on_screen.top_line
        await taken_on_all(on_screen, "mind")
        assert on_screen.top_line == before
        await on_screen.press("g")
        assert told(on_screen)


async def test_the_line_follows_an_edit_and_goes_with_the_note(drive, library):
    async with drive(library) as on_screen:
        await taken_on_all(on_screen, "mind")
        await on_screen.press("O", *" this", "ctrl+s")
        assert "mind this" in told(on_screen)[0]
        await on_screen.press("M", "D", "q")
        assert not told(on_screen)


async def test_it_opens_from_a_mention_without_a_note_of_its_own(drive, library):
    async with drive(library) as on_screen:
        await taken_on_all(on_screen, "mind")
        await on_screen.press("right_square_bracket", "O")
        assert on_screen.app.screen.query_one(NoteEditor).text == "mind"


async def test_a_click_on_the_line_opens_it(drive, library):
    async with drive(library) as on_screen:
        await taken_on_all(on_screen, "mind")
        row = next(n for n, row in enumerate(on_screen.rows) if "(O)" in row)
        await on_screen.pilot.click(offset=(on_screen.rows[row].index("(O)"), row))
        await on_screen.settle()
        assert on_screen.app.screen.query_one(NoteEditor).text == "mind"


async def test_the_second_reader_tells_of_its_own(drive, library):
    async with drive(library, size=(160, 36)) as on_screen:
        await taken_on_all(on_screen, "mind")
        await on_screen.press("J", "|")
        await on_screen.press("K")
        assert len(told(on_screen)) == 1


async def test_a_note_of_another_program_comes_into_sight_without_a_key(
    drive, library, monkeypatch
):
    monkeypatch.setattr(noting, "SECONDS_BETWEEN_LOOKS", 0.05)
    async with drive(library) as on_screen:
        article = library.article(on_screen.article_id)
        with Library(library.path) as other:
            other.save_note(take_on(article, "theirs", "2020-03-15T08:00:00Z"))
        async with asyncio.timeout(10):
            while not told(on_screen):
                await on_screen.pilot.pause(0.05)
        assert "theirs" in told(on_screen)[0]
        assert any("✎1" in row for row in on_screen.rows)
