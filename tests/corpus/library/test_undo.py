"""What was done last is taken back first, whatever it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.article import Span
from corpus.knowledge.corrections import FormIs, corrections_path, read
from corpus.library import desk, notes, reindex, undo
from corpus.library.schema import MIGRATIONS, migrate
from corpus.notes import take


@pytest.fixture
def note(library):
    article = library.article(library.article_ids()[0])
    return take(article, Span(0, 12), "رأي", "2026-01-01T00:00:00Z")


def test_acts_of_all_journals_come_back_in_the_order_they_were_made(library, note):
    one, two = library.article_ids()[:2]
    correction = FormIs("الممرات الآمنة", None)
    desk.star(library, [one])
    notes.save(library, [note])
    reindex.correct(library, correction)
    desk.set_read(library, [two])
    notes.delete(library, [note.id])
    taken = [undo.undo(library) for _ in range(6)]
    assert [
        "notes" if t.notes else "correction" if t.correction else t.desk.says for t in taken[:5]
    ] == ["notes", "Read: 1 article", "correction", "notes", "Starred: 1 article"]
    assert taken[5] is None
    assert taken[0].article_ids == (note.article_id,)
    assert not desk.starred(library, [one])
    assert not notes.notes(library)
    assert read(corrections_path(library.path)) == ()


def test_a_note_that_was_edited_has_its_words_of_before(library, note):
    notes.save(library, [note])
    desk.star(library, [note.article_id])
    desk.undo(library)
    notes.edit(library, note.id, {"body": "رأي آخر"})
    assert undo.undo(library).notes.what == "edit"
    assert replace(notes.note(library, note.id), modified="") == replace(note, modified="")


def test_what_another_way_has_taken_back_is_passed_over(library, note):
    one = library.article_ids()[0]
    notes.save(library, [note])
    reindex.correct(library, FormIs("الممرات الآمنة", None))
    desk.star(library, [one])
    desk.undo(library)
    reindex.undo(library)
    assert undo.journal_of_last(library) == "notes"
    notes.undo(library)
    assert undo.journal_of_last(library) is None


def test_corrections_written_by_hand_are_left_to_the_hand(library):
    reindex.correct(library, FormIs("الممرات الآمنة", None))
    path = corrections_path(library.path)
    path.write_text(path.read_text("utf-8") + '[[correction]]\nform = "كلمة"\nis = ""\n', "utf-8")
    assert undo.undo(library) is None
    assert len(read(path)) == 2


def test_acts_of_a_library_of_before_are_put_in_order_by_their_times(library, note):
    one = library.article_ids()[0]
    library._now = lambda: "2026-01-01T00:00:02Z"
    desk.star(library, [one])
    library._now = lambda: "2026-01-01T00:00:01Z"
    notes.save(library, [note])
    with library._writing("go back a version") as db:
        db.execute("DROP TABLE act_order")
        for (name,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            if name.endswith(("_desk_act", "_note_change")):
                db.execute(f"DROP TRIGGER {name}")
        db.execute(f"PRAGMA user_version = {MIGRATIONS.index('m8_order')}")
    migrate(library._db, "library")
    assert [undo.undo(library).desk is not None for _ in range(2)] == [True, False]
