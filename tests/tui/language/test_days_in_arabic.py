"""On no screen in Arabic is an ISO day or month turned round."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from contextlib import asynccontextmanager

import pytest

from tui.app import BriefApp
from tui.language.choice import Language
from tui.screens.dossier import DossierScreen

TURNED = re.compile(r"(?<![\d-])(?:\d\d-)?\d\d-(?:19|20)\d\d(?![\d-])")
"""A day or a month with its year at the end, as bidi turns it behind an Arabic letter."""
DAY = re.compile(r"(?<![\d-])(?:19|20)\d\d-\d\d(?:-\d\d)?(?![\d-])")

SCREENS = {
    "browse": (),
    "next articles": ("j", "j", "j"),
    "reading": ("2", "right_square_bracket", "right_square_bracket"),
    "search": ("F", *"إدلب", "enter"),
    "search by a day": ("F", *"on:2018-09-17", "enter"),
    "concordance": ("2", "right_square_bracket", "C"),
    "neighbours": ("2", "right_square_bracket", "C", "tab"),
    "timeline": ("T",),
    "timeline, a month": ("T", "right_square_bracket"),
    "timeline, three months": ("T", "right_square_bracket", "}", "}"),
    "timeline, days": ("T", "d", "m", "y", "t"),
    "dossier": ("2", "right_square_bracket", "D"),
    "dossier of another": ("2", "right_square_bracket", "right_square_bracket", "D", "3"),
    "details": ("E",),
    "details, further down": ("E", "pagedown"),
    "correct": ("2", "right_square_bracket", "c"),
    "note": ("2", "right_square_bracket", "a"),
    "notes": ("N",),
}


async def read_to_the_end(app, pilot):
    """Wait for what is read beside the screen."""
    for _ in range(2):
        await pilot.pause()
        beside = [one for one in app.workers if one._thread_worker and not one.is_finished]
        if beside:
            await app.workers.wait_for_complete(beside)
        answerer = getattr(app.screen, "answerer", None)
        if answerer is not None:
            await asyncio.to_thread(answerer.wait)
        await pilot.pause()


@pytest.fixture
def in_arabic(library):
    @asynccontextmanager
    async def start(size):
        app = BriefApp(library, language=Language("ar"))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot

    return start


def rows_of(app):
    return [strip.text for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("name", SCREENS)
async def test_no_day_on_a_screen_is_turned_round(in_arabic, name):
    async with in_arabic((130, 40)) as (app, pilot):
        for key in SCREENS[name]:
            await pilot.press(key)
        await read_to_the_end(app, pilot)
        rows = rows_of(app)
        assert not [row for row in rows if TURNED.search(row)]


@pytest.mark.parametrize("name", ["timeline, a month", "dossier", "search", "details"])
async def test_days_stand_on_these_screens(in_arabic, name):
    async with in_arabic((130, 40)) as (app, pilot):
        for key in SCREENS[name]:
            await pilot.press(key)
        await read_to_the_end(app, pilot)
        assert any(DAY.search(row) for row in rows_of(app))


async def opened(app, pilot, *slugs):
    screen = DossierScreen(app.screen._library, *slugs)
    await app.push_screen(screen)
    await read_to_the_end(app, pilot)
    return screen


def shown(app):
    """Return what the screen says, row by row, as it is read from the right."""
    return [unicodedata.normalize("NFKC", row[::-1]) for row in rows_of(app)]


async def test_a_dossier_names_and_tells_in_arabic_first(in_arabic):
    async with in_arabic((110, 60)) as (app, pilot):
        screen = await opened(app, pilot, "agreement/sochi-memo-2018")
        rows = shown(app)
        names = [n for n, row in enumerate(rows) if "العربية" in row or "الإنكليزية" in row]
        assert "مذكرة سوتشي 2018" in unmirrored(rows[names[0]])
        assert names[1] == names[0] + 1
        assert any("مذكرة روسية تركية" in row for row in rows)
        assert any("وزير الدفاع التركي" in row for row in rows)
        assert any("2018-10-15" in row for row in rows_of(app))
        assert not any("demilitarised" in row for row in rows_of(app))
        screen.action_go_to_section(1)
        await pilot.pause()
        await pilot.press("j", "j")
        await read_to_the_end(app, pilot)
        assert "ملف سوتشي" in shown(app)[-2]


async def test_from_one_day_to_another_fits_beside_the_line(in_arabic):
    async with in_arabic((110, 60)) as (app, pilot):
        await opened(app, pilot, "agreement/astana-process")
        assert any("2017-01-23 – 2017-01-24" in row for row in rows_of(app))


def unmirrored(row):
    """Return a row read from the right with its figures turned back."""
    return re.sub(r"\d+", lambda figures: figures[0][::-1], row)


async def test_the_axis_of_time_names_agreements_in_arabic(in_arabic):
    async with in_arabic((130, 40)) as (app, pilot):
        await pilot.press("T")
        await read_to_the_end(app, pilot)
        (row,) = [row for row in shown(app) if "◇" in row]
        assert "مذكرة سوتشي" in row
        assert "Sochi" not in row[::-1]
