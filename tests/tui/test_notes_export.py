"""Writing notes to a file: the dialog, the preview, the same file again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library import notes as notebook
from corpus.library.note_files import take_in
from corpus.notes import take
from corpus.passages import units
from tui.panes.notes import NoteList
from tui.panes.options import OptionRows
from tui.panes.text import TextView
from tui.screens.export import ExportScreen
from tui.screens.notes import NotesScreen
from tui.screens.preview import PreviewScreen


@pytest.fixture
def notes(library):
    """Three notes on two articles."""
    made = []
    for number, nth, body in ((0, 0, "one"), (0, 1, "two كلام"), (1, 0, "three")):
        article = library.article(library.article_ids()[number])
        spans = [span for span in units(article, "sentence") if len(span) > 20]
        note = take(article, spans[nth], body, f"2026-01-01T00:00:{len(made):02}Z")
        made.append(replace(note, tags=("truce",)))
    notebook.save(library, made)
    return made


async def at_rest(on_screen) -> None:
    while any(worker.is_running for worker in on_screen.app.workers if worker.group != "ask"):
        await on_screen.pilot.pause(0.01)
    await on_screen.settle()


async def export(on_screen, path, *options) -> None:
    """Write all notes to a file, from the tray, after some keys on the options."""
    here = on_screen.app.screen.query_one(NoteList)
    await on_screen.press(*["A"] * (len(here.marked) < here.row_count))
    await on_screen.press("x", "ctrl+u")
    await on_screen.type(str(path))
    await on_screen.press("tab", *options)
    await on_screen.press("ctrl+s")
    await at_rest(on_screen)


def said(on_screen) -> str:
    return on_screen.app.screen.query_one("#told").content.text


def option(on_screen, name) -> str:
    rows = on_screen.app.screen.query_one(OptionRows)
    return next(one.value for one in rows._options if one.id == name)


async def test_all_marked_notes_are_written_and_can_be_read_back(drive, library, notes, tmp_path):
    target = tmp_path / "out.md"
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, target)
        assert isinstance(on_screen.app.screen, NotesScreen)
    before = library.notes()
    notebook.delete(library, [note.id for note in notes])
    take_in(library, target)
    assert library.notes() == before


async def test_the_same_again_changes_no_byte_and_an_edit_changes_its_part(
    drive, library, notes, tmp_path
):
    target = tmp_path / "out.md"
    async with drive(library, messages=True) as on_screen:
        await on_screen.press("M")
        await export(on_screen, target)
        first = target.read_bytes()
        await export(on_screen, target)
        assert target.read_bytes() == first
        assert "nothing new" in "".join(on_screen.rows)
        target.write_bytes(first + b"\nMy own line.\n")
        notebook.edit(library, notes[0].id, {"body": "changed"})
        await export(on_screen, target)
        text = target.read_text(encoding="utf-8")
        assert "changed" in text
        assert text.endswith("\nMy own line.\n")


async def test_a_part_changed_by_hand_stays_until_one_asks_twice(drive, library, notes, tmp_path):
    target = tmp_path / "out.md"
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, target)
        mine = target.read_text(encoding="utf-8").replace("three", "three, by hand")
        target.write_text(mine, encoding="utf-8")
        notebook.edit(library, notes[2].id, {"body": "anew"})
        await export(on_screen, target)
        assert "the note on “" in said(on_screen)
        assert "by hand" in target.read_text(encoding="utf-8")
        await on_screen.press("ctrl+s")
        await at_rest(on_screen)
        text = target.read_text(encoding="utf-8")
        assert "by hand" not in text
        assert "anew" in text


async def test_notes_a_file_holds_are_taken_out_only_when_asked_for_twice(
    drive, library, notes, tmp_path
):
    target = tmp_path / "out.md"
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, target)
        whole = target.read_bytes()
        await on_screen.press("A", "x", "enter")
        await at_rest(on_screen)
        assert "holds 2 other notes" in said(on_screen)
        assert target.read_bytes() == whole
        await on_screen.press("enter")
        await at_rest(on_screen)
        assert target.read_text(encoding="utf-8").count("idlib-brief-note") == 1


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no devices here")
@pytest.mark.parametrize("where", ["/dev/null", ""])
async def test_what_is_no_file_is_not_written_to(drive, library, notes, tmp_path, where):
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, where or tmp_path)
        assert "is no file" in said(on_screen)
        assert Path("/dev/null").is_char_device()


async def test_somebody_elses_file_is_replaced_only_when_asked_for_twice(
    drive, library, notes, tmp_path
):
    target = tmp_path / "out.md"
    target.write_text("mine\n", encoding="utf-8")
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, target)
        assert "exists already" in said(on_screen)
        assert target.read_text(encoding="utf-8") == "mine\n"
        await on_screen.press("ctrl+s")
        await at_rest(on_screen)
        assert target.read_text(encoding="utf-8").startswith("---\n")


async def test_a_name_that_was_changed_is_not_the_one_that_was_allowed(
    drive, library, notes, tmp_path
):
    one, other = tmp_path / "out.md", tmp_path / "out.mdx"
    for path in (one, other):
        path.write_text("mine\n", encoding="utf-8")
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, one)
        await on_screen.press("tab", "x", "ctrl+s")
        await at_rest(on_screen)
        assert "exists already" in said(on_screen)
        assert other.read_text(encoding="utf-8") == "mine\n"


async def test_choices_are_remembered(drive, library, notes, tmp_path):
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, tmp_path / "out.md", "j", "j", "right", *["j"] * 3, "space")
    async with drive(library) as on_screen:
        await on_screen.press("M", "x")
        assert option(on_screen, "group") == "← entity →"
        assert option(on_screen, "who") == "yes"
        assert on_screen.app.screen.query_one("#answer").text == str(tmp_path / "out.md")


async def test_damaged_choices_are_the_usual_ones(drive, library, notes):
    for damaged in ("{", "[]", '{"format": "exe", "who": "x", "path": 3}'):
        library.set_fact("choices of an export", damaged)
        async with drive(library) as on_screen:
            await on_screen.press("M", "x")
            assert option(on_screen, "format") == "← md →"
            assert option(on_screen, "who") == "no"


async def test_another_format_gives_the_file_its_ending(drive, library, notes, tmp_path):
    target = tmp_path / "out.md"
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, target, "j", "right")
        written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        assert written["total"] == 3
        assert not target.exists()


async def test_a_folder_of_files_is_written(drive, library, notes, tmp_path):
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, tmp_path / "vault", *["j"] * 8, "right")
        await export(on_screen, tmp_path / "vault")
    assert len(list((tmp_path / "vault").rglob("*.md"))) == 2


async def test_options_that_exclude_each_other_are_told(drive, library, notes, tmp_path):
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, tmp_path / "out.md", "j", "right", *["j"] * 7, "right")
        assert "without a template" in said(on_screen)
        assert list(tmp_path.glob("out*")) == []


async def test_the_preview_shows_what_is_written(drive, library, notes, tmp_path):
    async with drive(library) as on_screen:
        await on_screen.press("M", "A", "x", "tab", "p")
        await at_rest(on_screen)
        assert isinstance(on_screen.app.screen, PreviewScreen)
        assert any("## At a glance" in row for row in on_screen.rows)
        await on_screen.press("y")
        assert on_screen.app.clipboard.startswith("---\n")
        await on_screen.press("space", "q")
        assert isinstance(on_screen.app.screen, ExportScreen)
        await on_screen.press("y")
        await at_rest(on_screen)
        assert "**Note.**" in on_screen.app.clipboard


async def test_a_long_preview_can_be_read_to_its_end(drive, library, notes):
    async with drive(library) as on_screen:
        lines = [f"{n}: سطر طويل " * 30 for n in range(2000)]
        await on_screen.app.push_screen(PreviewScreen("Long", lambda: "\n".join([*lines, "END"])))
        await at_rest(on_screen)
        view = on_screen.app.screen.query_one(TextView)
        assert view._wrapped < 2000
        view.action_end(1)
        await on_screen.settle()
        assert any("END" in row for row in on_screen.rows)


@pytest.mark.parametrize("name", ["", "no/such/folder/out.md"])
async def test_a_file_that_cannot_be_written_is_told(drive, library, notes, tmp_path, name):
    async with drive(library) as on_screen:
        await on_screen.press("M")
        await export(on_screen, tmp_path / name if name else "")
        assert isinstance(on_screen.app.screen, ExportScreen)
        assert said(on_screen)


async def test_the_dialog_fits_a_small_screen(drive, library, notes):
    async with drive(library, size=(80, 24)) as on_screen:
        await on_screen.press("M", "x")
        text = "\n".join(on_screen.rows)
        for words in ("Export 1 note to", "Own template", "Ctrl-s Write the file"):
            assert words in text
