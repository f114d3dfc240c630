"""The tray of notes: order, group, filter, marks, undo, and back to where one was."""

from __future__ import annotations

from dataclasses import replace

from corpus.article import Note, Span
from corpus.library import notes as notebook
from corpus.library.store import Library
from corpus.notes import take, take_on
from corpus.passages import units
from tui.panes.notes import NoteList
from tui.screens.notes import NotesScreen


def on_sentence(library, number, nth, body, **more) -> Note:
    """Take a note on a sentence of an article, by their numbers."""
    article = library.article(library.article_ids()[number])
    spans = [span for span in units(article, "sentence") if len(span) > 20]
    note = replace(take(article, spans[nth], body, f"2026-01-01T00:00:{nth:02}Z"), **more)
    notebook.save(library, [note])
    return note


def tray(on_screen) -> NoteList:
    return on_screen.app.screen.query_one(NoteList)


def shown(on_screen) -> list[str]:
    """The words of the notes in the order listed."""
    here = tray(on_screen)
    return [here._row_of(n).note.body for n in range(here.row_count)]


async def at_rest(on_screen) -> None:
    """Wait until what is found in threads has come."""
    while any(worker.is_running for worker in on_screen.app.workers if worker.group != "ask"):
        await on_screen.pilot.pause(0.01)
    await on_screen.settle()


async def test_notes_stand_in_the_order_one_gives_them(drive, library):
    for nth, body in enumerate(("one", "two", "three")):
        on_sentence(library, 0, nth, body)
    async with drive(library) as on_screen:
        await on_screen.press("M", "J")
        assert shown(on_screen) == ["two", "one", "three"]
        assert tray(on_screen).row.note.body == "one"
        await on_screen.press("J", "K", "K")
        assert shown(on_screen) == ["one", "two", "three"]
        await on_screen.press("alt+down")
        assert [note.body for note in library.notes()] == ["two", "one", "three"]


async def test_marked_notes_move_together(drive, library):
    for nth, body in enumerate(("one", "two", "three", "four")):
        on_sentence(library, 0, nth, body)
    async with drive(library) as on_screen:
        await on_screen.press("M", "space", "space", "J")
        assert shown(on_screen) == ["three", "one", "two", "four"]
        await on_screen.press("u")
        assert shown(on_screen) == ["one", "two", "three", "four"]


async def test_deleting_is_taken_back_and_made_again_after_a_restart_too(drive, library):
    for nth, body in enumerate(("one", "two", "three")):
        on_sentence(library, 0, nth, body)
    async with drive(library) as on_screen:
        await on_screen.press("M", "space", "space", "D")
        assert shown(on_screen) == ["three"]
        assert "2 notes deleted" in on_screen.status
    async with drive(library) as on_screen:
        await on_screen.press("M", "u")
        assert shown(on_screen) == ["one", "two", "three"]
        assert "deleting taken back" in on_screen.status
        await on_screen.press("ctrl+r")
        assert shown(on_screen) == ["three"]


async def test_nothing_left_to_take_back_is_said(drive, library):
    async with drive(library) as on_screen:
        await on_screen.press("M", "ctrl+r")
        assert "Nothing was taken back" in on_screen.status


async def test_notes_are_put_together_under_headings(drive, library):
    on_sentence(library, 0, 0, "one", tags=("truce",))
    on_sentence(library, 1, 0, "two")
    on_sentence(library, 2, 0, "three", tags=("truce",))
    async with drive(library) as on_screen:
        await on_screen.press("M", "O")
        await at_rest(on_screen)
        assert shown(on_screen) == ["one", "three", "two"]
        text = "\n".join(on_screen.rows)
        assert "truce  2" in text
        assert "Without a tag  1" in text
        assert "by the tag" in on_screen.status


async def test_within_a_group_the_order_changes_and_across_it_does_not(drive, library):
    on_sentence(library, 0, 0, "one", tags=("truce",))
    on_sentence(library, 1, 0, "two")
    on_sentence(library, 2, 0, "three", tags=("truce",))
    async with drive(library) as on_screen:
        await on_screen.press("M", "O")
        await at_rest(on_screen)
        await on_screen.press("J")
        await at_rest(on_screen)
        assert shown(on_screen) == ["three", "one", "two"]
        await on_screen.press("J")
        assert shown(on_screen) == ["three", "one", "two"]
        assert "its group ends" in on_screen.status


async def test_a_query_leaves_the_notes_it_finds(drive, library):
    on_sentence(library, 0, 0, "one", tags=("truce",))
    on_sentence(library, 1, 0, "two")
    async with drive(library) as on_screen:
        await on_screen.press("M", "slash")
        await on_screen.type("#truce")
        await at_rest(on_screen)
        assert any("1 note" in row for row in on_screen.rows)
        await on_screen.press("escape", "escape", "M", "slash")
        await on_screen.type("two")
        await on_screen.press("enter")
        await at_rest(on_screen)
        assert shown(on_screen) == ["two"]
        assert any("Notes 1 of 2" in row for row in on_screen.rows)
        await on_screen.press("escape")
        assert shown(on_screen) == ["one", "two"]


async def test_going_to_a_passage_and_back_finds_the_tray_as_it_was(drive, library):
    for number in range(12):
        on_sentence(library, number, 0, f"note {number}")
    first = on_sentence(library, 12, 1, "last")
    async with drive(library) as on_screen:
        await on_screen.press("M", "G", "k", "space")
        here, top = tray(on_screen).id_of_cursor, tray(on_screen).scroll_offset.y
        assert here == first.id
        await on_screen.press("enter")
        assert on_screen.article_id == first.article_id
        assert first.span.start in on_screen.reader.visible_span
        await on_screen.press("N")
        assert tray(on_screen).id_of_cursor == here
        assert tray(on_screen).scroll_offset.y == top
        assert len(tray(on_screen).marked) == 1


async def test_an_orphan_is_told_of_with_its_old_words_and_never_painted(drive, library):
    sound = on_sentence(library, 0, 0, "sound")
    lost = replace(sound, id="feedfacecafe", quote="كلام لم يعد هنا", body="lost", suffix="")
    notebook.save(library, [replace(lost, content_hash="0" * 64)])
    async with drive(library, first=sound.article_id) as on_screen:
        assert on_screen.reader.notes == (sound.span,)
        await on_screen.press("M")
        text = "\n".join(on_screen.rows)
        assert "no longer in the text" in text
        assert "ﺎﻨﻫ ﺪﻌﻳ ﻢﻟ" in text
        await on_screen.press("c")
        await at_rest(on_screen)
        assert shown(on_screen) == ["lost"]
        await on_screen.press("enter")
        assert on_screen.article_id == sound.article_id
        assert "no longer in the text" in on_screen.status


async def test_a_passage_that_has_moved_is_gone_to_where_it_stands_now(drive, library):
    note = on_sentence(library, 0, 2, "moved")
    elsewhere = replace(note, span=Span(0, 5), content_hash="0" * 64)
    notebook.save(library, [elsewhere])
    async with drive(library) as on_screen:
        await on_screen.press("M", "enter")
        assert on_screen.reader.notes == (note.span,)
        assert note.span.start in on_screen.reader.visible_span


async def test_a_note_whose_article_is_gone_keeps_its_words(drive, library):
    note = on_sentence(library, 0, 0, "kept")
    notebook.save(library, [replace(note, id="feedfacecafe", article_id="0" * 12)])
    async with drive(library) as on_screen:
        await on_screen.press("M", "G")
        assert "article not in the library" in "\n".join(on_screen.rows)
        await on_screen.press("enter")
        assert isinstance(on_screen.app.screen, NotesScreen)


async def test_what_another_program_writes_appears(drive, library):
    on_sentence(library, 0, 0, "mine")
    async with drive(library) as on_screen:
        await on_screen.press("M")
        with Library(library.path) as other:
            on_sentence(other, 1, 0, "theirs")
        assert shown(on_screen) == ["mine"]
        await on_screen.press("r")
        assert shown(on_screen) == ["mine", "theirs"]


async def test_a_note_another_program_deleted_does_no_harm(drive, library):
    note = on_sentence(library, 0, 0, "mine")
    async with drive(library) as on_screen:
        await on_screen.press("M")
        with Library(library.path) as other:
            notebook.delete(other, [note.id])
        tray(on_screen)._rows.clear()
        tray(on_screen).refresh()
        await on_screen.press("e", "x", "y", "p", "enter")
        assert "deleted meanwhile" in "\n".join(on_screen.rows)
        await on_screen.press("r")
        assert tray(on_screen).row_count == 0


async def test_only_notes_in_sight_are_read(drive, library):
    article = library.article(library.article_ids()[0])
    notes = [take_on(article, f"note {n}", f"2026-01-01T00:00:00Z{n}") for n in range(400)]
    notebook.save(library, notes)
    async with drive(library) as on_screen:
        await on_screen.press("M")
        assert tray(on_screen).row_count == 400
        assert len(tray(on_screen)._rows) < 100
        await on_screen.press("G")
        assert tray(on_screen).row is not None


async def test_copied_notes_are_markdown(drive, library):
    on_sentence(library, 0, 0, "one", gloss="In English.")
    async with drive(library) as on_screen:
        await on_screen.press("M", "y")
        copied = on_screen.app.clipboard
        assert "**Gloss.**" in copied
        assert '<div dir="rtl" lang="ar">' in copied
        assert "idlib-brief-note" not in copied


async def test_every_key_of_the_tray_is_in_its_help(drive, library):
    async with drive(library, size=(100, 60)) as on_screen:
        await on_screen.press("M", "question_mark")
        await on_screen.type("group")
        assert any("in your order" in row for row in on_screen.rows)
