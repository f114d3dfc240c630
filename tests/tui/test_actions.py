"""Every action of the table is told wherever actions are told, and does something where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.article import Span
from corpus.ingest.pipeline import read_article
from corpus.library.intake import open_intake
from corpus.library.store import Library
from corpus.notes import take
from tui.keymap import shown_keys
from tui.keys import ACTIONS
from tui.screens.help import HelpScreen
from tui.screens.palette import PaletteScreen
from tui.verbs import keys as keys_verb

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


@dataclass(frozen=True)
class Way:
    """How one comes to a place from the screen one reads on."""

    keys: tuple[str, ...] = ()
    screen: str = "BrowseScreen"
    """The class of the screen the place is on."""
    focus: str = ""
    """What has the focus there, where the keys do not give it."""
    asks_once: bool = False
    """Whether the last keys only answer what is asked the first time."""
    shows: str = "question_mark"
    """The key of the help there; nothing where the screen has none."""


NOTE = ("2", "right_square_bracket", "a")
SEARCH = ("F", *"دورية", "enter")
WAYS = {
    "everywhere": Way(("2",)),
    "browse": Way(("2", "right_square_bracket")),
    "rows": Way(("1",)),
    "reader": Way(("2",)),
    "notes": Way(("M",), "NotesScreen"),
    "prompt": Way(("t",), "AskScreen", shows="f1"),
    "field": Way(("t",), "AskScreen", shows="f1"),
    "typing": Way(("t",), "AskScreen", shows="f1"),
    "pick": Way(("question_mark",), "HelpScreen", shows=""),
    "note": Way(NOTE, "NoteScreen", shows="f1"),
    "editor": Way(NOTE, "NoteScreen", shows="f1"),
    "note_form": Way(NOTE, "NoteScreen", shows="f1"),
    "note_colour": Way(NOTE, "NoteScreen", "ColourField", shows="f1"),
    "correct": Way(("2", "right_square_bracket", "c"), "CorrectScreen", shows=""),
    "difference": Way(("2", "d"), "DifferenceScreen"),
    "differences": Way(("2", "d"), "DifferenceScreen"),
    "concordance": Way(("2", "right_square_bracket", "C"), "ConcordanceScreen"),
    "concordance_counts": Way(("2", "right_square_bracket", "C", "tab"), "ConcordanceScreen"),
    "concordance_orders": Way(("2", "right_square_bracket", "C", "S"), "OrderScreen", shows=""),
    "search": Way(SEARCH, "SearchScreen"),
    "results": Way(SEARCH, "SearchScreen", "#results"),
    "facets": Way(SEARCH, "SearchScreen", "#facets"),
    "details": Way(("E",), "DetailsScreen", shows="f1"),
    "timeline": Way(("T",), "TimelineScreen"),
    "dossier": Way(("2", "right_square_bracket", "D"), "DossierScreen"),
    "query": Way(("F",), "QueryScreen", shows=""),
    "language": Way(("F", "f1"), "LanguageScreen", shows=""),
    "export": Way(("M", "x"), "ExportScreen", "OptionRows", shows="f1"),
    "preview": Way(("M", "p"), "PreviewScreen"),
    "brief": Way(("W", "enter", "enter"), "BriefScreen", asks_once=True),
    "pipe": Way(("exclamation_mark",), "PipeScreen", shows="f1"),
    "output": Way(("exclamation_mark", *"cat", "enter", "enter"), "OutputScreen"),
    "tour": Way(("f2",), "TourScreen", shows=""),
    "libraries": Way(("L",), "LibrariesScreen", shows=""),
}


@pytest.fixture
def desk(library, tmp_path, monkeypatch):
    """A library with notes, and an article that has a copy, the newest of all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("BROWSER", "true")
    newest = library.article(library.article_ids()[0])
    body = newest.text.replace("\n\n", " كما ورد.\n\n", 1)
    path = tmp_path / "copy.md"
    path.write_text(f"---\ndate: 2020-12-30\n---\n{body}", "utf-8")
    open_intake(library).store(read_article(path))
    for start in (0, 20):
        library.save_note(take(newest, Span(start, start + 9), "رأي", "2026-01-01T00:00:00Z"))
    return library


async def go(on_screen, way: Way) -> None:
    """Come to a place from wherever one is."""
    app = on_screen.app
    while len(app.screen_stack) > 1:
        await app.pop_screen()
    await on_screen.press("escape")
    for key in way.keys:
        if not (way.asks_once and here(on_screen, way) and key != way.keys[0]):
            await on_screen.press(key)
    for _ in range(150):
        if type(app.screen).__name__ == way.screen:
            break
        await on_screen.pilot.pause(0.02)
    assert type(app.screen).__name__ == way.screen
    if way.focus:
        app.screen.query(way.focus).first().focus()
        await on_screen.settle()


def here(on_screen, way: Way) -> bool:
    return type(on_screen.app.screen).__name__ == way.screen


def test_there_is_a_way_to_every_place():
    assert set(WAYS) == {action.where for action in ACTIONS}


def test_every_action_stands_in_the_page_of_keys_with_its_keys():
    page = PAGE.read_text("utf-8")
    assert page == keys_verb.handbook()
    rows = {line.rpartition("`")[0].rpartition("`")[2]: line for line in page.splitlines()}
    for action in ACTIONS:
        assert (action.help or action.name).replace("|", "\\|") in rows[action.id], action.id


def test_every_action_stands_in_the_manual_page(capsys):
    from tui.cli import main
    from tui.verbs.man import escaped

    assert main(["man"]) == 0
    page = capsys.readouterr().out
    for action in ACTIONS:
        assert escaped(action.help or action.name) in page, action.id
        for key in action.keys:
            assert escaped(shown_keys(key)) in page, action.id


@pytest.mark.parametrize("where", WAYS)
async def test_every_action_of_a_place_does_something_there(drive, desk, where):
    way = WAYS[where]
    async with drive(desk) as on_screen:
        await go(on_screen, way)
        for action in ACTIONS:
            if action.where != where or action.id == "quit":
                continue
            if not here(on_screen, way) or not on_screen.app._is_bound(action.keys[0]):
                await go(on_screen, way)
            for key in action.keys[:1]:
                assert on_screen.app._is_bound(key), action.id
                await on_screen.press(key)
            assert on_screen.app.failure is None, action.id


@pytest.mark.parametrize("where", [w for w in WAYS if WAYS[w].shows])
async def test_the_help_of_a_place_tells_its_actions(drive, desk, where):
    way = WAYS[where]
    async with drive(desk) as on_screen:
        await go(on_screen, way)
        await on_screen.press(way.shows)
        told = on_screen.app.screen
        assert isinstance(told, HelpScreen)
        assert {action.id for action in ACTIONS if action.where == where} <= set(told._actions)


async def test_the_palette_offers_every_action_of_the_screen_one_reads_on(drive, desk):
    async with drive(desk) as on_screen:
        await on_screen.press("ctrl+p")
        palette = on_screen.app.screen
        assert isinstance(palette, PaletteScreen)
        wanted = {a.id for a in ACTIONS if a.where in ("everywhere", "browse", "rows", "reader")}
        assert wanted - {"palette"} <= {action.id for action in palette._offered.actions}


async def test_where_something_is_missing_the_status_line_says_what(drive, tmp_path):
    with Library(tmp_path / "empty.sqlite") as empty:
        await say_reasons(drive, empty)


async def say_reasons(drive, empty):
    async with drive(empty) as on_screen:
        screen, silent = on_screen.app.screen, []
        for action in ACTIONS:
            reason = screen.reason_against(action) if action.where == "browse" else ""
            if not reason:
                continue
            screen._status.say("")
            await on_screen.press(action.keys[0])
            if len(on_screen.app.screen_stack) > 1 or reason not in on_screen.status:
                silent.append(action.id)
            while len(on_screen.app.screen_stack) > 1:
                await on_screen.app.pop_screen()
        assert " ".join(silent) == ""


async def test_the_program_ends_on_its_key(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("q")
        assert on_screen.app.return_code in (0, None)
        assert not on_screen.app.is_running or on_screen.app._exit
