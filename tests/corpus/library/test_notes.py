from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from corpus.article import Note, Published, Span
from corpus.errors import BriefError, InputError, LibraryError, NotFoundError, UsageError
from corpus.export import to_markdown
from corpus.export.annotation import from_json
from corpus.export.blocks import blocks_in
from corpus.export.reading import from_markdown
from corpus.library import notes as notebook
from corpus.library.note_backups import (
    KEPT,
    back_up,
    back_up_if_due,
    backups,
    everything,
    folder_of,
    restore,
)
from corpus.library.note_checks import check, rehang, settle
from corpus.library.note_files import take_in
from corpus.library.note_query import fitting
from corpus.library.schema import MIGRATIONS, deflated, migrate
from corpus.library.selection import passages
from corpus.library.store import Library
from corpus.notes import take, take_on

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2020-03-15T08:00:00Z"


def noted(article, words: str, body: str = "", moment: str = NOW, **fields) -> Note:
    start = article.text.index(words)
    made = take(article, Span(start, start + len(words)), body, moment)
    return replace(made, **fields)


@pytest.fixture
def article(empty, article_of):
    made = article_of(
        "قال أكار إن الاتفاق صامد.",
        "ثم غادر الوفد أنقرة.",
        day="2020-03-11",
        title="خبر",
        source="وكالة",
        url="https://example.org/1",
    )
    empty.add(made, (), ())
    return made


@pytest.fixture
def other(tmp_path):
    """A second analyst's library."""
    path = tmp_path / "other.sqlite"
    moments = (f"2020-03-16T09:00:{n:02}Z" for n in range(60))
    with Library(path, now=lambda: next(moments)) as library:
        yield library


def ids(library: Library) -> list[str]:
    return [note.id for note in library.notes()]


def three(library: Library, article) -> list[Note]:
    made = [
        noted(article, word, moment=f"2020-03-15T08:00:0{n}Z")
        for n, word in enumerate(("قال", "ثم", "غادر"))
    ]
    for note in made:
        library.save_note(note)
    return made


# --- what a note holds ------------------------------------------------------------------------


def test_everything_a_note_holds_comes_back_after_reopening(empty, empty_file, article):
    full = noted(
        article, "صامد", "رأي", tags=("هدنة",), gloss="holds", colour="green", author="أ. محلل",
        speaker="person/akar", office="وزير", entities=("place/idlib",), conflict="0123456789ab",
    )  # fmt: skip
    bare, whole = noted(article, "قال"), take_on(article, "رأي", NOW)
    emptied = noted(article, "ثم", speaker="", office="", entities=())
    for note in (full, bare, whole, emptied):
        empty.save_note(note)
    with Library(empty_file) as library:
        assert set(library.notes()) == {full, bare, whole, emptied}


def test_several_notes_stand_on_one_passage_and_on_the_article(empty, article):
    for body in ("أول", "ثان"):
        empty.save_note(noted(article, "صامد", body))
    empty.save_note(take_on(article, "ثالث", NOW))
    assert [note.body for note in empty.notes(article.id)] == ["ثالث", "أول", "ثان"]


def test_a_note_is_found_by_the_beginning_of_its_id(empty, article):
    (note, *_) = three(empty, article)
    assert notebook.resolve(empty, note.id[:6].upper()) == note.id
    for wanted in ("", "zz", note.id + "0", "%"):
        with pytest.raises(NotFoundError, match="No note has the id"):
            notebook.resolve(empty, wanted)
    for id_ in ("abc1", "abc2", "abc"):
        empty.save_note(replace(note, id=id_))
    assert notebook.resolve(empty, "abc") == "abc"
    empty.delete_note("abc")
    with pytest.raises(NotFoundError, match="More than one"):
        notebook.resolve(empty, "abc")


# --- order ------------------------------------------------------------------------------------


def test_notes_stand_in_the_order_taken_until_they_are_moved(empty, article):
    first, second, third = (note.id for note in three(empty, article))
    assert ids(empty) == [first, second, third]
    notebook.move(empty, [third], before=first)
    assert ids(empty) == [third, first, second]
    assert list(notebook.order(empty)) == ids(empty)
    assert [one.id for one in notebook.notes_by_id(empty, [first, third])] == [third, first]
    notebook.move(empty, [third, first], before=None)
    assert ids(empty) == [second, third, first]
    late = noted(article, "الوفد", moment="2020-03-15T08:00:09Z")
    empty.save_note(late)
    assert ids(empty) == [second, third, first, late.id]


def test_any_order_can_be_reached_even_where_all_notes_are_of_one_second(empty, article):
    made = [noted(article, word) for word in ("قال", "أكار", "صامد", "ثم", "غادر", "الوفد")]
    for note in made:
        empty.save_note(note)
    order = ids(empty)
    shuffle = random.Random(7)
    for _ in range(60):
        moving = shuffle.sample(order, shuffle.randint(1, 3))
        rest = [id_ for id_ in order if id_ not in moving]
        before = shuffle.choice([*rest, None])
        at = rest.index(before) if before else len(rest)
        order = [*rest[:at], *moving, *rest[at:]]
        notebook.move(empty, moving, before=before)
        assert ids(empty) == order


def test_what_is_not_there_cannot_be_moved_and_nothing_is(empty, article):
    first, *_ = three(empty, article)
    before = ids(empty)
    for moving, to in (([first.id, "zz"], None), ([first.id], "zz")):
        with pytest.raises(NotFoundError):
            notebook.move(empty, moving, before=to)
    notebook.move(empty, [first.id], before=first.id)
    assert ids(empty) == before


# --- changing and taking back -----------------------------------------------------------------


def test_a_deleted_note_comes_back_where_it_stood_even_in_another_run(empty, empty_file, article):
    made = three(empty, article)
    notebook.move(empty, [made[2].id], before=made[0].id)
    order = ids(empty)
    assert notebook.delete(empty, [made[2].id, made[0].id, "zz"]) == (made[2].id, made[0].id)
    with Library(empty_file) as library:
        step = notebook.undo(library)
        assert step is not None
        assert (step.what, set(step.notes), step.left) == ("delete", {made[0].id, made[2].id}, ())
        assert ids(library) == order
        assert library.note(made[0].id) == made[0]


def test_every_change_can_be_taken_back_and_made_again(empty, article):
    seen = [empty.notes()]
    note = noted(article, "صامد", "أول")
    empty.save_note(note)
    seen.append(empty.notes())
    for body in ("ثان", "ثالث"):
        empty.edit_note(note.id, body)
        seen.append(empty.notes())
    for expected in seen[-2::-1]:
        assert notebook.undo(empty) is not None
        assert empty.notes() == expected
    assert notebook.undo(empty) is None
    for expected in seen[1:]:
        assert notebook.redo(empty) is not None
        assert empty.notes() == expected
    assert notebook.redo(empty) is None


def test_after_a_new_change_nothing_older_can_be_made_again(empty, article):
    note = noted(article, "صامد", "أول")
    empty.save_note(note)
    empty.edit_note(note.id, "ثان")
    notebook.undo(empty)
    empty.edit_note(note.id, "ثالث")
    assert notebook.redo(empty) is None
    notebook.undo(empty)
    assert empty.note(note.id).body == "أول"


def test_a_note_changed_again_behind_the_journal_is_left_alone(empty, empty_file, article):
    note = noted(article, "صامد", "أول")
    empty.save_note(note)
    with sqlite3.connect(empty_file) as db:
        db.execute("UPDATE note SET body = 'by another program'")
    db.close()
    step = notebook.undo(empty)
    assert step is not None
    assert (step.notes, step.left) == ((), (note.id,))
    assert empty.note(note.id).body == "by another program"


def test_the_journal_does_not_grow_for_ever(empty, article, monkeypatch):
    monkeypatch.setattr("corpus.library.note_journal.CHANGES_KEPT", 5)
    note = noted(article, "صامد", "")
    for n in range(20):
        empty.save_note(replace(note, body=str(n)))
    steps = 0
    while notebook.undo(empty):
        steps += 1
    assert steps == 5
    assert empty.note(note.id).body == "14"


def test_saving_what_is_there_already_is_no_change(empty, article):
    note = noted(article, "صامد", "أول")
    empty.save_note(note)
    empty.save_note(note)
    notebook.edit(empty, note.id, {"body": "أول"})
    assert notebook.undo(empty) is not None
    assert notebook.undo(empty) is None


def test_only_what_a_note_has_can_be_edited(empty, article):
    note = noted(article, "صامد")
    empty.save_note(note)
    for name in ("id", "created", "modified", "nothing"):
        with pytest.raises(UsageError, match=name):
            notebook.edit(empty, note.id, {name: "x"})


# --- two at once ------------------------------------------------------------------------------


def test_two_who_edit_different_things_of_one_note_both_keep_them(empty, article):
    note = noted(article, "صامد", "أول")
    empty.save_note(note)
    notebook.edit(empty, note.id, {"body": "ثان"}, based_on=note)
    done = notebook.edit(empty, note.id, {"gloss": "holds", "body": "أول"}, based_on=note)
    assert done.other is None
    assert (done.note.body, done.note.gloss) == ("ثان", "holds")


def test_two_who_edit_the_same_thing_of_one_note_keep_both_versions_marked(empty, article):
    note = noted(article, "صامد", "أول")
    empty.save_note(note)
    notebook.edit(empty, note.id, {"body": "هذا"}, based_on=note)
    done = notebook.edit(empty, note.id, {"body": "ذاك", "colour": "red"}, based_on=note)
    assert done.other is not None
    assert done.note == empty.note(note.id)
    assert [one.body for one in empty.notes()] == ["هذا", "ذاك"]
    assert (done.other.conflict, done.other.colour) == (note.id, "red")


def test_an_edit_of_a_note_that_somebody_deleted_brings_it_back(empty, article):
    note = noted(article, "صامد", "أول")
    empty.save_note(note)
    empty.delete_note(note.id)
    done = notebook.edit(empty, note.id, {"body": "ثان"}, based_on=note)
    assert empty.notes() == (done.note,)
    assert done.note.body == "ثان"


def test_an_edit_always_shows_even_in_the_second_the_note_was_taken(empty, article):
    note = noted(article, "صامد", moment="2020-03-15T08:59:59Z")
    empty.save_note(note)
    assert notebook.edit(empty, note.id, {"body": "x"}).note.modified == "2020-03-15T09:00:00Z"


def test_two_programs_that_edit_and_take_notes_at_once_lose_none(empty, empty_file, article):
    note = noted(article, "صامد", "")
    empty.save_note(note)
    program = textwrap.dedent(
        """
        import sys
        from dataclasses import replace
        from pathlib import Path
        from corpus.library import notes as notebook
        from corpus.library.store import Library
        path, name = Path(sys.argv[1]), sys.argv[2]
        with Library(path) as library:
            base = replace(library.notes()[0], body="")
            for n in range(15):
                library.save_note(replace(base, id=f"{name}{n:011}", body=f"{name} {n}"))
                notebook.edit(library, base.id, {"body": f"{name} {n}"}, based_on=base)
        """
    )
    workers = [
        subprocess.Popen([sys.executable, "-c", program, str(empty_file), name])
        for name in ("a", "b")
    ]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    bodies = {one.body for one in empty.notes()}
    assert {f"{name} {n}" for name in "ab" for n in range(15)} <= bodies
    versions = [one for one in empty.notes() if one.id == note.id or one.conflict == note.id]
    assert {one.body for one in versions} == {f"{name} {n}" for name in "ab" for n in range(15)}


# --- merging ----------------------------------------------------------------------------------


def test_notes_of_two_analysts_are_merged_without_loss_and_twice_is_once(empty, other, article):
    shared = noted(article, "صامد", "أول")
    mine, theirs = noted(article, "قال", "لي"), noted(article, "غادر", "له")
    for library, own in ((empty, mine), (other, theirs)):
        library.save_note(shared)
        library.save_note(own)
    empty.edit_note(shared.id, "هنا")
    other.edit_note(shared.id, "هناك")
    done = take_in(empty, other.path).merged
    assert (done.added, done.updated, len(done.doubled)) == ((theirs.id,), (), 1)
    assert empty.note(shared.id).body == "هنا"
    assert empty.note(done.doubled[0]).conflict == shared.id
    assert sorted(note.body for note in empty.notes()) == sorted(["هنا", "هناك", "لي", "له"])
    before = empty.notes()
    again = take_in(empty, other.path).merged
    assert empty.notes() == before
    assert (again.added, again.updated, again.doubled) == ((), (), ())


def test_of_two_sides_the_one_that_edited_a_note_wins(empty, other, article):
    first, second = noted(article, "صامد", "أول"), noted(article, "قال", "أول")
    for library in (empty, other):
        library.save_note(first)
        library.save_note(second)
    empty.edit_note(first.id, "هنا")
    other.edit_note(second.id, "هناك")
    done = take_in(empty, other.path).merged
    assert (done.updated, done.doubled) == ((second.id,), ())
    assert {note.body for note in empty.notes()} == {"هنا", "هناك"}


def test_an_older_version_of_a_note_is_no_second_opinion(empty, other, article):
    note = noted(article, "صامد", "أول")
    empty.save_note(note)
    empty.edit_note(note.id, "ثان")
    take_in(other, empty.path)
    empty.edit_note(note.id, "ثالث")
    old = take_in(empty, other.path).merged
    assert (old.doubled, empty.note(note.id).body) == ((), "ثالث")
    new = take_in(other, empty.path).merged
    assert (new.updated, other.note(note.id).body) == ((note.id,), "ثالث")


def test_a_merge_is_one_step_that_can_be_taken_back(empty, other, article):
    empty.save_note(noted(article, "صامد"))
    before = empty.notes()
    three(other, article)
    take_in(empty, other.path)
    assert len(empty.notes()) == 4
    notebook.undo(empty)
    assert empty.notes() == before


def test_a_note_put_back_in_its_place_too_counts_once_when_that_is_taken_back(empty, article):
    made = three(empty, article)
    copy = back_up(empty)
    notebook.move(empty, [made[0].id], before=None)
    notebook.delete(empty, [made[1].id])
    before = empty.notes()
    restore(empty, copy)
    assert ids(empty) == [note.id for note in made]
    step = notebook.undo(empty)
    assert step is not None
    assert len(step.notes) == len(set(step.notes)) <= len(made)
    assert empty.notes() == before


def test_the_other_library_is_only_read(empty, other, article):
    three(other, article)
    before = other.path.read_bytes()
    take_in(empty, other.path)
    assert other.path.read_bytes() == before


# --- out and in again -------------------------------------------------------------------------


def test_all_notes_go_through_a_file_into_an_empty_library_in_their_order(
    empty, other, article, tmp_path
):
    made = three(empty, article)
    empty.save_note(take_on(article, "رأي\nسطر", NOW))
    notebook.edit(empty, made[0].id, {"speaker": "person/akar", "tags": ("هدنة",), "entities": ()})
    notebook.move(empty, [made[0].id], before=None)
    path = tmp_path / "notes.json"
    path.write_text(everything(empty), encoding="utf-8")
    take_in(other, path)
    assert other.notes() == empty.notes()
    assert everything(other) == everything(empty)


def test_notes_go_through_our_markdown_into_another_library(empty, other, article, tmp_path):
    three(empty, article)
    empty.save_note(take_on(article, "رأي <b> --> *x*\nسطر", NOW))
    path = tmp_path / "notes.md"
    path.write_text(to_markdown(passages(empty, empty.notes()), title="x"), encoding="utf-8")
    take_in(other, path)
    assert set(other.notes()) == set(empty.notes())
    assert take_in(empty, path).merged.added == ()


def test_what_was_edited_in_the_markdown_is_an_edit_here(empty, article, tmp_path):
    note = noted(article, "صامد", "First words.")
    empty.save_note(note)
    path = tmp_path / "notes.md"
    text = to_markdown(passages(empty, empty.notes()), title="x")
    path.write_text(text.replace("\nFirst words.\n", "\nBetter words.\n"), encoding="utf-8")
    assert take_in(empty, path).edited == (note.id,)
    assert empty.note(note.id).body == "Better words."
    notebook.edit(empty, note.id, {"body": "Words of mine."})
    path.write_text(text.replace("\nFirst words.\n", "\nOther words.\n"), encoding="utf-8")
    done = take_in(empty, path)
    assert len(done.merged.doubled) == 1
    assert {one.body for one in empty.notes()} == {"Words of mine.", "Other words."}


@pytest.mark.parametrize("content", [b"", b"# Text", b"\xff\xfe", b'{"type": "x"}', b"[1]"])
def test_a_file_without_notes_is_told_and_changes_nothing(empty, article, tmp_path, content):
    empty.save_note(noted(article, "صامد"))
    before = empty.notes()
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(BriefError) as refused:
        take_in(empty, path)
    assert "\n" not in str(refused.value)
    assert empty.notes() == before
    with pytest.raises(BriefError, match="Cannot read"):
        take_in(empty, tmp_path / "nowhere")


def test_of_a_file_with_one_bad_note_none_is_taken(empty, article, tmp_path):
    data = json.loads(everything_of(empty, article))
    data["first"]["items"][1]["target"]["idlib:article"] = "../x"
    path = tmp_path / "notes.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(InputError, match="annotation 2"):
        take_in(empty, path)
    assert empty.notes() == ()


def everything_of(library: Library, article) -> str:
    three(library, article)
    text = everything(library)
    for note in library.notes():
        library.delete_note(note.id)
    return text


# --- copies -----------------------------------------------------------------------------------


def test_a_copy_brings_deleted_and_edited_notes_back_and_leaves_new_ones(empty, article):
    made = three(empty, article)
    notebook.move(empty, [made[2].id], before=made[0].id)
    order = ids(empty)
    back_up(empty)
    empty.delete_note(made[0].id)
    empty.edit_note(made[1].id, "later")
    late = noted(article, "الوفد", moment="2020-03-15T08:00:09Z")
    empty.save_note(late)
    _, done = restore(empty, backups(empty.path)[0])
    assert (done.added, done.updated) == ((made[0].id,), (made[1].id,))
    assert ids(empty) == [*order, late.id]
    assert empty.note(made[1].id) == made[1]
    notebook.undo(empty)
    assert empty.note(made[1].id).body == "later"
    assert any("before-restore" in copy.name for copy in backups(empty.path))


def test_a_copy_at_a_place_of_ones_own_takes_a_free_name_only(empty, article, tmp_path):
    empty.save_note(noted(article, "صامد"))
    path = back_up(empty, tmp_path / "mine.json")
    assert from_json(path.read_text("utf-8"), "x")[0] == empty.notes()
    with pytest.raises(BriefError, match="exists already"):
        back_up(empty, path)


def test_copies_are_made_unasked_only_after_changes_and_not_too_often(empty, article):
    assert back_up_if_due(empty, every=0) is None
    empty.save_note(noted(article, "صامد"))
    assert back_up_if_due(empty) is not None
    assert back_up_if_due(empty, every=0) is None
    empty.save_note(noted(article, "قال"))
    assert back_up_if_due(empty) is None
    assert back_up_if_due(empty, every=0) is not None
    with Library(empty.path, writable=False) as reading:
        assert back_up_if_due(reading, every=0) is None


def test_the_oldest_copies_make_room_and_files_of_others_stay(empty, article):
    empty.save_note(noted(article, "صامد"))
    folder = folder_of(empty.path)
    folder.mkdir()
    (folder / "mine.json").write_text("x")
    for n in range(KEPT + 5):
        (folder / f"notes-20200101T0000{n:02}Z.json").write_text("{}")
    newest = back_up(empty)
    assert len(backups(empty.path)) == KEPT
    assert backups(empty.path)[0] == newest
    assert (folder / "mine.json").exists()
    assert not (folder / "notes-20200101T000005Z.json").exists()


def test_without_a_copy_it_is_said_where_one_was_looked_for(empty):
    with pytest.raises(NotFoundError, match="no copy of notes"):
        restore(empty)


def old_library(path: Path, versions: int) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    migrate(db, "library", MIGRATIONS[:versions])
    for n in range(2):
        db.execute(
            "INSERT INTO note (id, article_id, start, stop, quote, prefix, suffix, content_hash,"
            " body, tags, created, modified) VALUES (?, 'aaaaaaaaaaaa', 0, 3, 'قال', '', '', 'ff',"
            " 'رأي', '[\"هدنة\"]', ?, '2020-03-15T08:00:09Z')",
            (f"{n:012}", f"2020-03-15T08:00:0{2 - n}Z"),
        )
    db.close()


@pytest.mark.parametrize("versions", [1, 6])
def test_notes_of_an_older_library_stay_and_are_copied_before_it_is_changed(tmp_path, versions):
    path = tmp_path / "library.sqlite"
    old_library(path, versions)
    with Library(path) as library:
        assert ids(library) == ["000000000001", "000000000000"]
        note = library.notes()[0]
        assert (note.body, note.tags, note.speaker, note.entities) == ("رأي", ("هدنة",), None, None)
        (copy,) = backups(path)
        assert copy.name.endswith(f"-schema-{versions}.json")
        assert set(from_json(copy.read_text("utf-8"), "x")[0]) == set(library.notes())
    Library(path).close()
    assert len(backups(path)) == 1


# --- checking ---------------------------------------------------------------------------------


def change_text(path: Path, article_id: str, text: str) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute(
            "UPDATE texts SET size = ?, deflated = ? WHERE article ="
            " (SELECT seq FROM article WHERE id = ?)",
            (len(text.encode()), deflated(text, text), article_id),
        )
    db.close()


def drop(path: Path, article_id: str) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM article WHERE id = ?", (article_id,))
    db.close()


def test_after_the_text_changed_each_note_is_where_it_was_moved_or_an_orphan(
    empty, empty_file, article
):
    kept, moved, gone = noted(article, "قال أكار"), noted(article, "أنقرة"), noted(article, "صامد")
    whole = take_on(article, "رأي", NOW)
    for note in (kept, moved, gone, whole):
        empty.save_note(note)
    change_text(empty_file, article.id, article.text.replace("إن الاتفاق صامد", "إنه انهار"))
    found = {one.note.id: one for one in check(empty)}
    assert found[kept.id].state == "anchored"
    assert found[moved.id].state == "moved"
    assert found[gone.id].state == "orphan"
    assert found[whole.id].state == "anchored"
    assert empty.note(moved.id) == moved
    (settled,) = settle(empty, check(empty))
    assert settled.id == moved.id
    assert settled.span.slice(empty.article(article.id).text) == "أنقرة"
    assert {one.state for one in check(empty)} == {"anchored", "orphan"}
    assert empty.note(gone.id) == gone
    notebook.undo(empty)
    assert empty.note(moved.id) == moved


def test_a_quote_that_stands_twice_after_a_change_is_an_orphan_even_at_its_old_place(
    empty, empty_file, article
):
    note = noted(article, "الوفد")
    empty.save_note(note)
    text = article.text + "\n\n" + article.text
    change_text(empty_file, article.id, text)
    db = sqlite3.connect(empty_file)
    with db:
        db.execute("UPDATE article SET content_hash = 'other' WHERE id = ?", (article.id,))
    db.close()
    (found,) = check(empty)
    assert found.state == "orphan"


def test_a_note_outlives_its_article_with_where_it_was_from(empty, empty_file, article):
    note = noted(article, "صامد", "رأي")
    empty.save_note(note)
    drop(empty_file, article.id)
    (found,) = check(empty)
    assert (found.state, found.note) == ("missing", note)
    (passage,) = passages(empty, empty.notes())
    assert passage.missing
    assert (passage.article.title, passage.article.source) == ("خبر", "وكالة")
    assert passage.article.published == Published("2020-03-11", "metadata")
    text = to_markdown([passage], title="x")
    assert "the article is not in the library any more" in text
    assert "صامد" in text
    assert "<https://example.org/1>" in text


def test_a_note_can_be_hung_on_a_newer_version_of_its_article_by_hand_alone(
    empty, empty_file, article, article_of
):
    note, twice = noted(article, "الوفد"), noted(article, "أكار")
    for one in (note, twice):
        empty.save_note(one)
    newer = article_of("جديد. قال أكار وقال أكار إن الوفد عاد.", url="https://example.org/1")
    empty.add(newer, (), ())
    drop(empty_file, article.id)
    found = {one.note.id: one for one in check(empty)}
    assert found[note.id].elsewhere == (newer.id,)
    assert found[twice.id].elsewhere == ()
    assert set(empty.notes()) == {note, twice}
    hung = rehang(empty, note, newer.id)
    assert (hung.article_id, hung.span.slice(newer.text)) == (newer.id, "الوفد")
    with pytest.raises(BriefError, match="does not stand once"):
        rehang(empty, twice, newer.id)
    assert empty.note(twice.id) == twice


def test_five_thousand_notes_are_checked_and_copied(empty, article):
    note = noted(article, "صامد", "رأي")
    many = [replace(note, id=f"{n:012x}") for n in range(5000)]
    notebook.save(empty, many)
    assert all(one.is_sound for one in check(empty))
    assert len(from_json(everything(empty), "x")[0]) == 5000


# --- the query language over notes ------------------------------------------------------------


def test_notes_are_found_by_words_entities_speakers_days_tags_and_outlets(library):
    made = []
    for id_ in library.article_ids():
        article = library.article(id_)
        for statement in library.statements(id_)[:1]:
            made.append(take(article, statement.span, f"note {len(made)}", NOW))
    made[0] = replace(made[0], tags=("هدنة",), gloss="a gloss alone")
    for note in made:
        library.save_note(note)
    every = passages(library, library.notes())

    def found(query: str) -> list[Note]:
        return [passage.note for passage in fitting(library, every, query)]

    assert found("") == [passage.note for passage in every]
    assert found("gloss") == [made[0]]
    assert found("#هدنه") == [made[0]]
    assert len(found("-gloss")) == len(made) - 1
    spoken = [
        p.note for p in every if any(s.name and s.name.slug == "person/lavrov" for s in p.speakers)
    ]
    assert found("said-by:lavrov") == spoken != []
    dated = [p.note for p in every if p.article.published and p.article.published.day >= "2020"]
    assert found("after:2020-01-01") == dated != []
    assert found("gloss OR said-by:lavrov") == [
        p.note for p in every if p.note in (*spoken, made[0])
    ]
    assert found(f"id:{every[0].article.id}")[0] == every[0].note
    with pytest.raises(UsageError):
        found("before:")


# --- what breaks ------------------------------------------------------------------------------


def test_a_full_disk_is_one_line_and_keeps_every_note(empty, article):
    three(empty, article)
    before = empty.notes()
    pages = empty._db.execute("PRAGMA page_count").fetchone()[0]
    empty._db.execute(f"PRAGMA max_page_count = {pages}")
    big = noted(article, "الوفد", "ك" * 200_000)
    with pytest.raises(LibraryError, match="full"):
        empty.save_note(big)
    assert empty.notes() == before


def test_a_note_of_a_hundred_kilobytes_is_kept_whole(empty, empty_file, article):
    note = noted(article, "الوفد", "سطر طويل\n" * 12_000)
    empty.save_note(note)
    with Library(empty_file) as library:
        assert library.note(note.id) == note


KILLED = """
import itertools, os, random, signal, sys, time
from dataclasses import replace
from pathlib import Path
from corpus.article import Span
from corpus.export.folder import put
from corpus.export.markdown import document
from corpus.knowledge.base import load
from corpus.library import notes as notebook
from corpus.library.note_backups import back_up
from corpus.library.selection import passages
from corpus.library.store import Library
from corpus.notes import take

path, chance = Path(sys.argv[1]), random.Random(20)
load()

def work(run, out):
    with Library(path) as library:
        article = library.article(library.article_ids()[0])
        for n in itertools.count():
            start = n % 20
            note = take(article, Span(start, start + 3), f"{run} {n}", "2020-01-01T00:00:00Z")
            library.save_note(replace(note, id=f"{run:04}{n:08}"))
            os.write(out, f"{note.body}\\n".encode())
            notebook.edit(library, f"{run:04}{n:08}", {"gloss": "x" * 500})
            made = document(passages(library, library.notes()[-30:]), title="x")
            put(path.with_name("brief.md"), made, markers=True)
            back_up(library)

def begun(run):
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            work(run, writing)
        finally:
            os._exit(1)
    os.close(writing)
    return pid, os.fdopen(reading)

for pair in range(25):
    # Two at once, so that they also meet.
    running = [begun(pair * 2 + n) for n in range(2)]
    for _, told in running:
        print(told.readline(), end="")
    for pid, told in running:
        time.sleep(chance.random() * 0.05)
        os.kill(pid, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        print("".join(line for line in told if line.endswith(chr(10))), end="")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are killed as POSIX has it")
def test_whenever_the_program_is_killed_no_finished_note_is_lost_and_no_file_is_half_written(
    empty, empty_file, article
):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(empty_file)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    told = set(done.stdout.splitlines())
    assert len(told) >= 50
    assert told <= {note.body for note in empty.notes()}
    assert empty.problems() == ()
    text = empty_file.with_name("brief.md").read_text(encoding="utf-8")
    assert not any(block.edited for block in blocks_in(text))
    assert from_markdown(text, "x")
    for copy in backups(empty_file):
        assert from_json(copy.read_text("utf-8"), copy.name)[0]
