"""Putting a brief together: what it can hold, kept or dropped, each thing leading to its place."""

from __future__ import annotations

from datetime import date

import pytest

from tui.panes.brief import BriefList
from tui.screens.brief import BriefScreen, period_of


async def at_rest(on_screen) -> None:
    while any(worker.is_running for worker in on_screen.app.workers if worker.group != "ask"):
        await on_screen.pilot.pause(0.01)
    await on_screen.settle()


async def build(on_screen, query="", period="2020-02 2020-03") -> BriefList:
    """Open the builder and answer its two questions."""
    await on_screen.press("W", "ctrl+u", *query, "enter", "ctrl+u", *period, "enter")
    await at_rest(on_screen)
    return on_screen.app.screen.query_one(BriefList)


async def test_a_brief_has_sections_of_what_the_period_tells(drive, library):
    async with drive(library) as on_screen:
        here = await build(on_screen)
        sections = {row.section for row in here._rows}
        assert {"What was said", "Timeline"} <= sections
        assert "2020-02-01" in on_screen.rows[0]
        assert "found of" in on_screen.status


async def test_what_is_dropped_is_not_in_the_brief(drive, library, tmp_path):
    target = tmp_path / "brief.md"
    async with drive(library) as on_screen:
        here = await build(on_screen)
        words = " ".join(here.row.text.split())[:30]
        section = here.row.section
        assert section == "What was said"
        await on_screen.press("A")
        assert "left out by you" in on_screen.status
        await on_screen.press("x", "ctrl+u", *str(target), "enter")
        await at_rest(on_screen)
        said = target.read_text(encoding="utf-8").split("## Timeline")[0]
        assert words not in said.split("## What is new")[1].split("## Accounts")[0]
        assert "Statements quoted: 0, left out: " in target.read_text(encoding="utf-8")


async def test_every_thing_leads_to_its_place_and_back(drive, library):
    async with drive(library) as on_screen:
        here = await build(on_screen)
        await on_screen.press("j", "space", "tab", "j")
        row, place = here.row, on_screen.app.screen._places[here.row.key]
        await on_screen.press("enter")
        assert on_screen.article_id == place.article_id
        assert place.span.start in on_screen.reader.visible_span
        await on_screen.press("W")
        await at_rest(on_screen)
        back = on_screen.app.screen.query_one(BriefList)
        assert back.row == row
        assert len(back.dropped) == 1


async def test_query_and_period_can_be_changed(drive, library):
    async with drive(library) as on_screen:
        here = await build(on_screen)
        before = here.row_count
        await on_screen.press("t", "ctrl+u", *"2018-09", "enter")
        await at_rest(on_screen)
        assert "2018-09-30" in on_screen.rows[0]
        assert here.row_count != before
        await on_screen.press("slash", *"qqqq", "enter")
        await at_rest(on_screen)
        assert here.row_count == 0
        assert "Nothing is found" in "".join(on_screen.rows)
        await on_screen.press("x")
        assert "nothing to write" in on_screen.status


async def test_a_period_that_is_none_is_asked_for_again(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("W", "enter", "ctrl+u", *"soon", "enter")
        assert "soon is no date" in "".join(on_screen.rows)
        await on_screen.press("escape")
        assert len(on_screen.app.screen_stack) == 1


async def test_the_brief_is_read_and_copied_before_it_is_written(drive, library):
    async with drive(library) as on_screen:
        await build(on_screen)
        await on_screen.press("p")
        await at_rest(on_screen)
        assert any("## At a glance" in row for row in on_screen.rows)
        await on_screen.press("q", "y")
        assert "## Method" in on_screen.app.clipboard


async def test_the_tray_leads_to_the_brief(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("M", "W")
        await on_screen.press("enter", "ctrl+u", "enter")
        await at_rest(on_screen)
        assert isinstance(on_screen.app.screen, BriefScreen)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("", (None, None)),
        ("2020-02 2020-03", (date(2020, 2, 1), date(2020, 3, 31))),
        ("2020", (date(2020, 1, 1), date(2020, 12, 31))),
        ("2020-03-05 – 2020-03-06", (date(2020, 3, 5), date(2020, 3, 6))),
    ],
)
def test_a_period_is_one_date_or_two(text, period):
    assert period_of(text) == period


@pytest.mark.parametrize("text", ["2020-03 2020-02", "a b c", "2020-13", "yesterday"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r"exchange|at the most|no date"):
        period_of(text)
