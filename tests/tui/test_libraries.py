"""Several libraries, read in one after the other without leaving the program."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from corpus.library.session import owe_tour, tour_is_due
from corpus.library.store import Library
from corpus.library.used import UsedLibraries
from tui.app import BriefApp
from tui.panes.articles import ArticleList
from tui.screens.browse.screen import BrowseScreen
from tui.screens.libraries import LibrariesScreen
from tui.screens.tour import TourScreen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def clock():
    """A clock that never shows the same time twice."""
    ticks = iter(range(100_000))
    return lambda: f"2026-01-01T00:00:00.{next(ticks):06d}+00:00"


@pytest.fixture
def used(tmp_path, clock):
    return UsedLibraries(tmp_path / "state" / "libraries.json", clock)


@pytest.fixture
def other_file(sample_file, tmp_path):
    """A second library."""
    path = tmp_path / "second.sqlite"
    shutil.copy(sample_file, path)
    return path


async def until(on_screen, holds) -> None:
    for _ in range(250):
        if holds():
            await on_screen.settle()
            return
        await on_screen.pilot.pause(0.02)
    raise AssertionError(on_screen.rows)


async def open_list(on_screen, used) -> None:
    on_screen.app.libraries = used
    await on_screen.press("L")
    await until(on_screen, lambda: isinstance(on_screen.app.screen, LibrariesScreen))
    screen = on_screen.app.screen
    await until(on_screen, lambda: len(screen._glances) >= len(screen._rows))


def listed(on_screen) -> str:
    return "\n".join(on_screen.rows)


def reads_in(on_screen, path: Path) -> bool:
    app = on_screen.app
    return app.library.path == path and isinstance(app.screen, BrowseScreen)


async def test_the_list_tells_what_is_in_each_library_the_last_one_first(
    drive, library, other_file, used
):
    used.use(other_file.parent / "gone.sqlite")
    used.use(other_file)
    used.use(library.path)
    async with drive(library) as on_screen:
        await open_list(on_screen, used)
        text = listed(on_screen)
        count = len(library.article_ids())
        assert text.count(f"{count} articles · 0 notes") == 2
        assert "the file is gone" in text
        assert text.index("library.sqlite") < text.index("second.sqlite") < text.index("gone")


async def test_enter_goes_to_the_library_before_and_back_and_each_stays_as_it_was_left(
    drive, library, other_file, used
):
    here = library.path
    used.use(other_file)
    used.use(here)
    async with drive(library) as on_screen:
        await on_screen.press("J", "2", *["right_square_bracket"] * 3)
        left = on_screen.article_id, on_screen.current_text
        await open_list(on_screen, used)
        await on_screen.press("enter")
        await until(on_screen, lambda: reads_in(on_screen, other_file))
        assert on_screen.current_text is None
        await on_screen.press("J", "J", "J")
        there = on_screen.article_id
        await open_list(on_screen, used)
        await on_screen.press("ctrl+o")
        await until(on_screen, lambda: reads_in(on_screen, here))
        assert (on_screen.article_id, on_screen.current_text) == left
        await open_list(on_screen, used)
        await on_screen.press("ctrl+o")
        await until(on_screen, lambda: reads_in(on_screen, other_file))
        assert on_screen.article_id == there
        on_screen.app.library.close()


async def test_what_is_read_and_noted_is_kept_in_the_library_one_is_in(
    drive, library, other_file, used
):
    used.use(other_file)
    async with drive(library) as on_screen:
        await open_list(on_screen, used)
        await on_screen.press("enter")
        await until(on_screen, lambda: reads_in(on_screen, other_file))
        await on_screen.press("s")
        await on_screen.press("q")
        on_screen.app.library.close()
    from corpus.library.desk import starred

    with Library(other_file) as second, Library(library.path) as first:
        assert len(starred(second, second.article_ids())) == 1
        assert len(starred(first, first.article_ids())) == 0


async def test_encoder_theme_and_keys_stay(drive, library, other_file, used):
    from tui.bidi.encode import MODES
    from tui.encoder import Encoding

    used.use(other_file)
    async with drive(library, encoding=Encoding(MODES[1], keep_harakat=False)) as on_screen:
        app = on_screen.app
        app.theme = "light"
        app.choose_keys({"mention.next": ("w",)})
        await open_list(on_screen, used)
        await on_screen.press("enter")
        await until(on_screen, lambda: reads_in(on_screen, other_file))
        assert app.encoding == Encoding(MODES[1], keep_harakat=False)
        assert app.theme == "light"
        await on_screen.press("2", "w")
        assert on_screen.current_text is not None
        app.library.close()


async def test_the_tour_is_not_shown_again(drive, library, other_file, used):
    with Library(other_file) as second:
        owe_tour(second)
    used.use(other_file)
    async with drive(library) as on_screen:
        await open_list(on_screen, used)
        await on_screen.press("enter")
        await until(on_screen, lambda: reads_in(on_screen, other_file))
        assert not any(isinstance(one, TourScreen) for one in on_screen.app.screen_stack)
        assert not tour_is_due(on_screen.app.library)
        on_screen.app.library.close()


async def test_typing_finds_by_a_part_of_name_or_path(drive, library, tmp_path, used):
    for name in ("astana", "sochi", "مكتبة"):
        used.use(tmp_path / f"{name}.sqlite")
    async with drive(library) as on_screen:
        await open_list(on_screen, used)
        await on_screen.type("soch")
        assert "astana" not in listed(on_screen)
        assert "sochi.sqlite" in listed(on_screen)


async def test_a_new_library_is_made_by_its_path(drive, library, tmp_path, used):
    path = tmp_path / "briefs" / "idlib.sqlite"
    async with drive(library) as on_screen:
        await open_list(on_screen, used)
        await on_screen.type(str(path.with_suffix("")))
        assert "make it" in listed(on_screen)
        await on_screen.press("enter")
        await until(on_screen, lambda: reads_in(on_screen, path))
        assert len(on_screen.app.screen.query_one(ArticleList).article_ids) > 0
        on_screen.app.library.close()
    assert path.exists()


async def test_what_is_no_library_is_refused_and_one_stays(drive, library, tmp_path, used):
    text = tmp_path / "notes.txt"
    text.write_text("what I wrote" * 100)
    async with drive(library) as on_screen:
        await open_list(on_screen, used)
        await on_screen.type(str(text))
        await on_screen.press("enter")
        screen = on_screen.app.screen
        await until(on_screen, lambda: "notes.txt" in screen._status.where)
        assert isinstance(screen, LibrariesScreen)
        await on_screen.press("escape")
        assert reads_in(on_screen, library.path)
        assert text.read_text() == "what I wrote" * 100


async def test_a_row_is_taken_off_and_the_file_stays(drive, library, other_file, used):
    used.use(other_file)
    async with drive(library) as on_screen:
        await open_list(on_screen, used)
        await on_screen.press("ctrl+r")
        assert "second.sqlite" not in "\n".join(on_screen.rows[:-6])
        assert [row.path for row in used.rows()] == []
        await on_screen.press("up", "up", "ctrl+r")
        assert "stays" in on_screen.status
    assert other_file.exists()


async def test_a_hostile_path_reaches_the_terminal_as_text_alone(drive, library, tmp_path, used):
    used.use(tmp_path / "\x1b[31mred\x07\u202egpj.sqlite")
    used.use(tmp_path / ("x" * 200 + ".sqlite"))
    async with drive(library) as on_screen:
        await open_list(on_screen, used)
        sent = "".join(on_screen.sent_rows)
        assert "red" in sent
        assert not {"\x1b", "\x07", "\u202e"} & set(sent)


async def test_a_thousand_libraries_are_listed_and_found(drive, library, tmp_path, used):
    import json

    rows = [{"path": str(tmp_path / f"n{n:04d}.sqlite"), "opened": ""} for n in range(1000)]
    used.file.parent.mkdir()
    used.file.write_text(json.dumps({"libraries": rows}))
    async with drive(library, size=(80, 24)) as on_screen:
        await open_list(on_screen, used)
        await on_screen.type("n0999")
        assert "n0999.sqlite" in listed(on_screen)
        await on_screen.press("enter")
        await until(on_screen, lambda: reads_in(on_screen, tmp_path / "n0999.sqlite"))
        on_screen.app.library.close()


async def test_the_name_stands_below_the_list_where_more_than_one_is_known(
    library, other_file, used
):
    used.use(other_file)
    app = BriefApp(library, libraries=used)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        names = app.screen.query_one(ArticleList).border_subtitle
        assert library.path.parent.name in str(names)
    assert [row.path for row in used.rows()] == [library.path, other_file]


async def test_a_single_library_is_remembered_and_needs_no_name(library, used):
    app = BriefApp(library, libraries=used)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not app.screen.query_one(ArticleList).border_subtitle
    assert [row.path for row in used.rows()] == [library.path]
