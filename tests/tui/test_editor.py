"""Writing a note of several lines, in both directions."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager, contextmanager

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.events import Key, Paste

from tui.bidi.encode import split_cells
from tui.encoder import Encoding
from tui.panes.editor import NoteEditor
from tui.screens.ask import AskScreen
from tui.screens.draft import Draft

MIXED = "اتفاق (M4) سوتشي 2018"
NOTE = f"{MIXED}\nThe memorandum of سوتشي\n\nثانيًا: وقف إطلاق النار"


class EditorApp(App[None]):
    """An editor and nothing else."""

    CSS = "NoteEditor { width: 31; height: 6; }"

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def compose(self):
        yield NoteEditor(placeholder="may stay empty")

    def on_edited_view_changed(self, event: NoteEditor.Changed) -> None:
        self.said.append(event.text)


@asynccontextmanager
async def editor(text: str = ""):
    app = EditorApp()
    async with app.run_test(size=(40, 8)) as pilot:
        written = app.query_one(NoteEditor)
        written.load(text)
        await pilot.pause()
        yield written, pilot


async def hit(pilot, *keys: str) -> None:
    """Press keys as fast as a machine does, and wait once for all of them."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await pilot.pause()


def rows(written: NoteEditor) -> list[str]:
    return [written.render_line(y).text for y in range(written.size.height)]


async def test_what_is_typed_is_the_text_and_each_paragraph_stands_on_its_side():
    async with editor() as (written, pilot):
        await pilot.press(*MIXED, "enter", *"M4 is open")
        assert written.text == f"{MIXED}\nM4 is open"
        assert rows(written)[:2] == [f"{'2018 ﻲﺸﺗﻮﺳ (M4) ﻕﺎﻔﺗﺍ':>30}", f"{'M4 is open':<30}"]


@pytest.mark.parametrize("position", range(len(MIXED) + 1))
async def test_a_letter_can_be_put_in_and_taken_out_anywhere(position):
    async with editor(f"x\n{MIXED}\nx") as (written, pilot):
        await hit(pilot, "up", "home")
        column = written.sheet.column
        away = column(2) - column(2 + position)
        await hit(pilot, *["left"] * away)
        before, after = f"x\n{MIXED[:position]}", f"{MIXED[position:]}\nx"
        await hit(pilot, "ب")
        assert written.text == f"{before}ب{after}"
        await hit(pilot, "backspace")
        assert written.text == before + after
        await hit(pilot, "delete")
        assert written.text == before + after[1:]
        await hit(pilot, "alt+z", "backspace")
        assert written.text == before[:-1] + after


@pytest.mark.parametrize("position", range(len(NOTE) + 1))
async def test_a_click_on_any_letter_puts_the_caret_there(position):
    async with editor(NOTE) as (written, pilot):
        row, cell = written.sheet.spot(position)
        if cell.start + written.sheet.origin(row) != position:
            return
        top = round(written.scroll_offset.y)
        if not top <= row < top + written.size.height:
            pytest.fail("the note is taller than the field")
        await pilot.click(written, offset=(written.sheet.column(position), row - top))
        assert written.cursor_position == position
        assert written.caret_on_screen == (written.sheet.column(position), row - top)


async def test_long_paragraphs_wrap_from_their_beginning():
    async with editor("وقف إطلاق النار في محافظة إدلب ومحيطها") as (written, _):
        assert rows(written)[:2] == [
            " ﺐﻟﺩﺇ ﺔﻈﻓﺎﺤﻣ ﻲﻓ ﺭﺎﻨﻟﺍ ﻕﻼﻃﺇ ﻒﻗﻭ",
            f"{'ﺎﻬﻄﻴﺤﻣﻭ':>30}",
        ]


async def test_arrows_go_on_from_line_to_line():
    text = "وقف إطلاق النار في محافظة إدلب ومحيطها"
    async with editor(text) as (written, pilot):
        await hit(pilot, "ctrl+home")
        seen = [written.cursor_position]
        for _ in range(len(text)):
            await hit(pilot, "left")
            seen.append(written.cursor_position)
        assert seen == [at for at in range(len(text) + 1) if at != text.index("لا") + 1] + [
            len(text)
        ]


async def test_up_and_down_keep_their_column_and_pages_scroll():
    text = "\n".join(f"سطر طويل {number}" for number in range(30))
    async with editor(text) as (written, pilot):
        await hit(pilot, "ctrl+home", "left", "left")
        assert written.scroll_offset.y == 0
        await hit(pilot, "down", "down", "up")
        assert written.cursor_position == text.index("\n") + 3
        await hit(pilot, "pagedown", "pagedown")
        assert written.sheet.row_of(written.cursor_position) == 11
        assert "10" in "".join(rows(written))
        await hit(pilot, "pageup", "ctrl+end")
        assert written.cursor_position == len(text)
        assert "29" in rows(written)[-1]
        await hit(pilot, "end", "home", "shift+end", "ctrl+c")
        assert written.app.clipboard == "سطر طويل 29"


async def test_dragging_over_lines_selects_what_is_read_between():
    async with editor(NOTE) as (written, pilot):
        column = written.sheet.column
        await pilot.mouse_down(written, offset=(column(6), 0))
        await pilot.hover(written, offset=(column(26), 1))
        await pilot.mouse_up(written, offset=(column(26), 1))
        assert written.selection == (6, 26)
        await pilot.press("ctrl+x")
        assert written.text == NOTE[:6] + NOTE[26:]
        assert written.app.clipboard == NOTE[6:26]
        await pilot.press("ctrl+v")
        assert written.text == NOTE


async def test_double_and_triple_clicks_select_word_and_paragraph():
    async with editor(NOTE) as (written, pilot):
        await pilot.click(written, offset=(written.sheet.column(12), 0), times=2)
        assert NOTE[slice(*written.selection)] == "سوتشي"
        await pilot.click(written, offset=(written.sheet.column(12), 0), times=3)
        assert NOTE[slice(*written.selection)] == MIXED


async def test_pasting_keeps_every_line():
    async with editor("ab") as (written, pilot):
        await pilot.press("left")
        written.post_message(Paste("أول\r\n\r\n  ثان\x1b\tx"))
        await pilot.pause()
        assert written.text == "aأول\n\n  ثان xb"
        await pilot.press("alt+z")
        assert written.text == "ab"


async def test_undo_and_redo_go_word_by_word():
    async with editor() as (written, pilot):
        await hit(pilot, *"وقف النار", "enter", *"x")
        steps = []
        for _ in range(3):
            await hit(pilot, "alt+z")
            steps.append(written.text)
        assert steps == ["وقف النار\n", "وقف ", ""]
        await hit(pilot, "ctrl+y", "ctrl+y", "ctrl+y")
        assert written.text == "وقف النار\nx"


async def test_backspace_joins_lines_and_words_are_deleted_whole():
    async with editor("أول\nثانٍ ثالث") as (written, pilot):
        await pilot.press("home", "backspace")
        assert written.text == "أولثانٍ ثالث"
        await pilot.press("end", "ctrl+w", "ctrl+w")
        assert written.text == ""


async def test_no_key_is_lost_however_fast_one_types():
    text = "ذكرت وكالة سانا أن الجانبين (M4) اتفقا. " * 20
    async with editor() as (written, pilot):
        await hit(pilot, *text)
        assert written.text == text


async def test_a_text_of_a_hundred_thousand_letters_can_be_written_in():
    text = "\n".join(["ذكرت وكالة سانا أن الجانبين اتفقا على فتح الطريق M4 سنة 2018"] * 1700)
    async with editor(text) as (written, pilot):
        await hit(pilot, *"سلام")
        assert written.text == text + "سلام"
        await hit(pilot, "ctrl+home", *"سلام ", "down", "up", "ctrl+left")
        assert written.text == f"سلام {text}سلام"
        assert "ﻡﻼﺳ" in rows(written)[0]


async def test_every_change_is_told_and_an_empty_field_says_what_it_is_for():
    async with editor() as (written, pilot):
        assert rows(written)[0].startswith("may stay empty")
        await hit(pilot, "س", "enter")
        assert written.app.said[-2:] == ["س", "س\n"]


async def test_making_the_window_narrow_wraps_again_and_keeps_the_caret():
    async with editor(NOTE) as (written, pilot):
        written.styles.width = 12
        await pilot.pause()
        await pilot.pause()
        assert written.text == NOTE
        assert written.cursor_position == len(NOTE)
        assert all(len(row) <= 12 for row in rows(written))
        x, y = written.caret_on_screen
        assert 0 <= x < 12 and 0 <= y < 6


# --- the note on a passage ----------------------------------------------------------------


@contextmanager
def as_it_is():
    """Tests have no terminal that another program could take over."""
    yield


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Make a script the user's editor; its argument is the path of the file."""

    def made(body: str) -> None:
        script = tmp_path / "editor.py"
        lines = ["import sys, pathlib", "path = pathlib.Path(sys.argv[-1])", body]
        script.write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")

    return made


async def write_a_note(on_screen, *keys: str) -> NoteEditor:
    await on_screen.press("v", "a")
    await on_screen.press(*keys)
    return on_screen.app.screen.query_one(NoteEditor)


def question(on_screen) -> str:
    return on_screen.app.screen.query_one("#question").content.text


async def test_a_note_of_several_lines_is_kept_as_it_was_written(drive, library):
    async with drive(library) as on_screen:
        await write_a_note(on_screen, *MIXED, "enter", "enter", *"M4")
        assert any("Ctrl-s Keep" in row for row in on_screen.rows)
        await on_screen.press("ctrl+s")
        (note,) = library.notes()
        assert note.body == f"{MIXED}\n\nM4"
        assert library.fact("drafts") in (None, "{}")


@pytest.mark.parametrize("key", ["ctrl+s", "ctrl+enter", "alt+enter", "ctrl+س"])
async def test_any_of_these_keys_keeps_the_note(drive, library, key):
    async with drive(library) as on_screen:
        await write_a_note(on_screen, *"كلام")
        await on_screen.press(key)
        await on_screen.settle()
        assert [note.body for note in library.notes()] == ["كلام"]


async def test_a_click_beside_the_field_does_not_stop_the_typing(drive, library):
    async with drive(library, size=(90, 30)) as on_screen:
        field = await write_a_note(on_screen, "x")
        await on_screen.pilot.click("#question")
        await on_screen.pilot.click("#about")
        await on_screen.press("y")
        assert field.text == "xy"


@pytest.mark.parametrize("mode", ["visual", "jitter", "chunks", "braille"])
async def test_every_kind_of_terminal_gets_the_block_in_the_same_cell(drive, library, mode):
    async with drive(library, encoding=Encoding(mode)) as on_screen:
        field = await write_a_note(on_screen, *MIXED)
        await on_screen.press("home", *["left"] * 9)
        x, y = field.caret_on_screen
        row = on_screen.app.screen._compositor.render_strips()[y]
        reversed_at, column = [], 0
        for segment in row:
            for cell in split_cells(segment.text):
                reversed_at += [column] * bool(segment.style and segment.style.reverse)
                column += cell_len(cell)
        assert reversed_at == [x]


async def test_words_that_are_left_wait_for_the_next_time(drive, library):
    async with drive(library) as on_screen:
        await write_a_note(on_screen, *"كلام")
        await on_screen.press("escape")
        assert not isinstance(on_screen.app.screen, AskScreen)
        assert library.notes() == ()
        await on_screen.press("a")
        field = on_screen.app.screen.query_one(NoteEditor)
        assert field.text == "كلام"
        assert "last time" in question(on_screen)
        await on_screen.press("ctrl+s")
        assert [note.body for note in library.notes()] == ["كلام"]
        await on_screen.press("v", "a")
        assert on_screen.app.screen.query_one(NoteEditor).text == ""


async def test_words_wait_for_their_own_passage_only(drive, library):
    async with drive(library) as on_screen:
        await write_a_note(on_screen, *"كلام")
        await on_screen.press("escape", "J", "a")
        assert on_screen.app.screen.query_one(NoteEditor).text == ""


async def test_words_outlive_the_end_of_the_program(drive, library):
    async with drive(library) as on_screen:
        await write_a_note(on_screen, *"كلام")
        await on_screen.press("ctrl+q")
    async with drive(library) as on_screen:
        assert (await write_a_note(on_screen)).text == "كلام"


async def test_leaving_an_edited_note_keeps_the_old_words_and_offers_the_new(drive, library):
    async with drive(library) as on_screen:
        await write_a_note(on_screen, *"old")
        await on_screen.press("ctrl+s", "N", "e", *" new", "escape", "e")
        field = on_screen.app.screen.query_one(NoteEditor)
        assert field.text == "old new"
        await on_screen.press("alt+z")
        assert field.text == "old"
        await on_screen.press("escape", "e")
        assert "last time" not in question(on_screen)
        assert [note.body for note in library.notes()] == ["old"]


async def test_where_no_draft_can_be_held_leaving_asks_first(drive, library):
    async with drive(library) as on_screen:
        await write_a_note(on_screen, *"كلام")
        (pages,) = library._db.execute("PRAGMA page_count").fetchone()
        library._db.execute(f"PRAGMA max_page_count = {pages}")
        field = on_screen.app.screen.query_one(NoteEditor)
        field.load("كلمة " * 10_000)
        await on_screen.press("escape")
        assert "Esc again" in question(on_screen)
        await on_screen.press("x", "escape")
        assert isinstance(on_screen.app.screen, AskScreen)
        await on_screen.press("escape")
        assert not isinstance(on_screen.app.screen, AskScreen)


async def test_words_that_could_not_be_kept_are_held_when_one_leaves(drive, library):
    async with drive(library) as on_screen:
        await write_a_note(on_screen, "x")
        (pages,) = library._db.execute("PRAGMA page_count").fetchone()
        library._db.execute(f"PRAGMA max_page_count = {pages}")
        long = "كلمة " * 10_000
        on_screen.app.screen.query_one(NoteEditor).load(long)
        await on_screen.press("ctrl+s")
        assert "full" in question(on_screen)
        library._db.execute("PRAGMA max_page_count = 1000000")
        await on_screen.press("escape", "a")
        assert on_screen.app.screen.query_one(NoteEditor).text == long


async def test_the_keys_of_the_editor_are_told_while_writing(drive, library):
    async with drive(library, size=(100, 60)) as on_screen:
        await write_a_note(on_screen)
        await on_screen.press("f1")
        text = "\n".join(on_screen.rows)
        assert "Undo" in text
        assert "$EDITOR" in text
        await on_screen.press("escape", "x")
        assert on_screen.app.screen.query_one(NoteEditor).text == "x"


async def test_one_key_opens_the_users_own_editor_and_takes_its_words(drive, library, program):
    program("path.write_text(path.read_text(encoding='utf-8') + 'سطر\\n', encoding='utf-8')")
    async with drive(library) as on_screen:
        on_screen.app.suspend = as_it_is
        field = await write_a_note(on_screen, *"أول", "ctrl+e")
        assert field.text == "أول\nسطر"
        await on_screen.press("alt+z")
        assert field.text == "أول"
        await on_screen.press("ctrl+y", "ctrl+s")
        assert [note.body for note in library.notes()] == ["أول\nسطر"]


@pytest.mark.parametrize(
    ("body", "text", "said"),
    [
        ("sys.exit(2)", "أول", "ended with 2"),
        ("", "أول", "Nothing changed"),
        ("path.write_text('')", "", "Alt-z"),
    ],
)
async def test_what_went_wrong_in_the_editor_is_said(drive, library, program, body, text, said):
    program(body)
    async with drive(library) as on_screen:
        on_screen.app.suspend = as_it_is
        field = await write_a_note(on_screen, *"أول", "ctrl+e")
        assert field.text == text
        assert said in question(on_screen)
        assert any(said in row for row in on_screen.rows)


async def test_where_no_program_can_be_opened_that_is_said(drive, library):
    async with drive(library) as on_screen:
        field = await write_a_note(on_screen, *"أول", "ctrl+e")
        assert field.text == "أول"
        assert "No other program" in question(on_screen)


async def test_the_editor_is_seen_on_a_small_screen(drive, library):
    async with drive(library, size=(50, 10)) as on_screen:
        await write_a_note(on_screen, *"سلام")
        assert any("ﻡﻼﺳ" in row for row in on_screen.rows)


# --- drafts -------------------------------------------------------------------------------


def test_drafts_are_held_apart_and_dropped_one_by_one(library):
    one, other = Draft(library, "one"), Draft(library, "other")
    assert one.words is None
    one.hold("كلام\n\ud800")
    other.hold("x")
    assert Draft(library, "one").words == "كلام\n\ud800"
    one.drop()
    assert (one.words, other.words) == (None, "x")


def test_a_damaged_store_of_drafts_is_an_empty_one(library):
    for damaged in ("{", "[]", '{"one": 1}'):
        library.set_fact("drafts", damaged)
        assert Draft(library, "one").words is None
        Draft(library, "one").hold("x")
        assert Draft(library, "one").words == "x"
