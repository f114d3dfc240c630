"""Writing a note: its words, and all else it holds; nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.library import notes as notebook
from corpus.library.note_backups import backups
from corpus.library.store import Library
from tui.panes.editor import NoteEditor
from tui.panes.notes import NoteList
from tui.panes.prompt import BidiInput
from tui.screens.note_form import NoteScreen


def article_saying(library) -> str:
    """Return an article in which somebody known says something."""
    return next(
        id_ for id_ in library.article_ids() if any(s.entities for s in library.statements(id_)[:1])
    )


def field(on_screen, name) -> BidiInput:
    return on_screen.app.screen.query_one(f"#{name}", BidiInput)


async def at_rest(on_screen) -> None:
    while any(worker.is_running for worker in on_screen.app.workers if worker.group != "ask"):
        await on_screen.pilot.pause(0.01)
    await on_screen.settle()


async def on_statement(on_screen, *keys) -> None:
    """Select the first thing said in the article, and press keys."""
    await on_screen.press("S", *keys)
    await at_rest(on_screen)


async def test_words_alone_make_a_note_in_one_step(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", *"كلام", "ctrl+s")
        (note,) = library.notes()
        assert note.body == "كلام"
        assert (note.speaker, note.office, note.entities) == (None, None, None)


async def test_what_the_article_tells_is_shown_as_filled_in(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", "tab")
        assert "filled in" in field(on_screen, "speaker").placeholder
        assert "filled in" in field(on_screen, "entities").placeholder
        assert field(on_screen, "speaker").text == ""


async def test_every_part_of_a_note_can_be_written(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", *"words", "tab", *"In English.", "tab")
        await on_screen.press(*"truce, #glance", "tab", "right", "right", "tab")
        await on_screen.press(*"Someone", "tab", *"Spokesman", "tab", *"person/akar; place/idlib")
        await on_screen.press("ctrl+s")
        (note,) = library.notes()
        assert note.body == "words"
        assert note.gloss == "In English."
        assert note.tags == ("truce", "glance")
        assert note.colour == "green"
        assert note.speaker == "Someone"
        assert note.office == "Spokesman"
        assert note.entities == ("person/akar", "place/idlib")


async def test_a_name_that_is_known_becomes_its_entity(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", *["tab"] * 4)
        await on_screen.press(*"خلوصي أكار", "tab", "tab", *"Hulusi Akar", "ctrl+s")
        (note,) = library.notes()
        assert note.speaker == "person/akar"
        assert note.entities == ("person/akar",)


async def test_an_entity_that_is_none_is_said_and_nothing_is_lost(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", *"w", *["tab"] * 6, *"qqqq", "ctrl+s")
        assert library.notes() == ()
        assert "No entity is called 'qqqq'" in "".join(on_screen.rows)
        await on_screen.press(*["backspace"] * 4, "ctrl+s")
        assert [note.body for note in library.notes()] == ["w"]


async def test_an_entity_offered_is_taken_by_a_key(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", *["tab"] * 6, *"place/idlib, aka")
        assert "Hulusi Akar (person/akar)" in "".join(on_screen.rows)
        await on_screen.press("ctrl+t", "ctrl+s")
        assert library.notes()[0].entities == ("place/idlib", "person/akar")


async def test_what_is_filled_in_can_be_taken_to_be_changed(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", *["tab"] * 6)
        await on_screen.press("ctrl+t")
        assert field(on_screen, "entities").text
        assert "filled in" not in field(on_screen, "entities").text


async def test_an_emptied_field_is_filled_in_again_and_a_dash_means_nothing(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", *["tab"] * 4, *"Someone", "tab", "-", "ctrl+s")
        (note,) = library.notes()
        assert (note.speaker, note.office) == ("Someone", "")
        await on_screen.press("N", "e", *["tab"] * 3)
        await at_rest(on_screen)
        await on_screen.press("tab", "ctrl+u", "tab", "ctrl+u", "ctrl+s")
        (note,) = library.notes()
        assert (note.speaker, note.office) == (None, None)


async def test_every_keystroke_is_held(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a")
        for typed in ("ك", "كل", "كلا"):
            await on_screen.press(typed[-1])
            with Library(library.path, writable=False) as other:
                assert typed in (other.fact("drafts") or "").encode().decode("unicode_escape")


async def test_what_stands_beside_the_words_waits_for_the_next_time_too(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", *"w", "tab", *"In English.", "escape", "a")
        assert field(on_screen, "gloss").text == "In English."
        await on_screen.press("ctrl+s")
        assert library.notes()[0].gloss == "In English."
        assert library.fact("drafts") == "{}"


async def test_without_a_passage_the_note_is_on_the_whole_article(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("a")
        assert "whole article" in "".join(on_screen.rows)
        await on_screen.press(*"on all", "ctrl+s")
        (note,) = library.notes()
        assert note.quote == ""
        assert on_screen.reader.notes == ()
        await on_screen.press("N", "enter")
        assert on_screen.article_id == note.article_id
        assert "whole article" in on_screen.status


async def test_one_note_under_the_cursor_opens_and_several_are_listed(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_screen.press("O")
        assert "no note stands here" in on_screen.status
        await on_statement(on_screen, "a", *"one", "ctrl+s", "S", "O")
        assert on_screen.app.screen.query_one(NoteEditor).text == "one"
        await on_screen.press("escape", "escape")
        await on_statement(on_screen, "a", *"two", "ctrl+s", "S", "O")
        here = on_screen.app.screen.query_one(NoteList)
        assert here.row_count == 2
        assert any("Notes here 2" in row for row in on_screen.rows)


async def test_what_somebody_else_changed_meanwhile_is_kept_beside(drive, library):
    async with drive(library, first=article_saying(library), messages=True) as on_screen:
        await on_statement(on_screen, "a", *"old", "ctrl+s", "N", "e")
        (note,) = library.notes()
        with Library(library.path) as other:
            notebook.edit(other, note.id, {"body": "theirs"})
        await on_screen.press(*" mine", "ctrl+s")
        await at_rest(on_screen)
        assert sorted(one.body for one in library.notes()) == ["old mine", "theirs"]
        assert "Somebody else changed this" in " ".join("".join(on_screen.rows).split())
        assert "another version of a note" in "".join(on_screen.rows)


@pytest.mark.parametrize("colour", ["", "yellow", "green", "blue", "red", "purple"])
async def test_every_colour_is_seen_in_the_reader(drive, library, colour):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", "ctrl+s")
        (note,) = library.notes()
        notebook.save(library, [replace(note, colour=colour)])
        await on_screen.press("N", "q")
        assert on_screen.reader.note_colours == (colour,)
        names = {name for _, name in on_screen.reader._notes_in(note.span)}
        assert names == {"reader--note"} | ({f"reader--note-{colour}"} if colour else set())


async def test_notes_are_copied_beside_the_library(drive, library):
    async with drive(library, first=article_saying(library)) as on_screen:
        await on_statement(on_screen, "a", *"w", "ctrl+s")
        await at_rest(on_screen)
        assert len(backups(library.path)) == 1


async def test_the_form_fits_a_small_screen(drive, library):
    async with drive(library, first=article_saying(library), size=(80, 24)) as on_screen:
        await on_statement(on_screen, "a", "tab")
        text = "\n".join(on_screen.rows)
        for label in ("Gloss", "Tags", "Colour", "Speaker", "Office", "Entities", "Ctrl-s Keep"):
            assert label in text


async def test_a_read_only_library_takes_no_notes(drive, library_file):
    with Library(library_file, writable=False) as reader:
        async with drive(reader) as on_screen:
            await on_screen.press("a")
            assert not isinstance(on_screen.app.screen, NoteScreen)
            assert "read-only" in on_screen.status
