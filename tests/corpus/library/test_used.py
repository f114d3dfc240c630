"""The libraries that were used are remembered, and looked at without being touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from threading import Thread

import pytest

from corpus.errors import BriefError, LibraryError
from corpus.library.seed import has_samples
from corpus.library.store import Library
from corpus.library.used import (
    MOST_KEPT,
    UsedLibraries,
    glance,
    make_ready,
    named_library,
    open_to_read_on,
)


@pytest.fixture
def clock():
    """A clock that never shows the same time twice."""
    ticks = iter(range(100_000))
    return lambda: f"2026-01-01T00:00:00.{next(ticks):06d}+00:00"


@pytest.fixture
def used(tmp_path, clock):
    return UsedLibraries(tmp_path / "state" / "libraries.json", clock)


def paths(used: UsedLibraries) -> list[str]:
    return [row.path.name for row in used.rows()]


def test_the_one_used_last_stands_first_and_each_stands_once(used, tmp_path):
    for name in ("a", "b", "a", "c"):
        used.use(tmp_path / f"{name}.sqlite")
    assert paths(used) == ["c.sqlite", "a.sqlite", "b.sqlite"]
    assert paths(UsedLibraries(used.file)) == paths(used)


def test_one_path_written_in_two_ways_is_one_library(used, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    used.use(tmp_path / "sub" / ".." / "a.sqlite")
    used.use(Path("a.sqlite"))
    assert [row.path for row in used.rows()] == [tmp_path / "a.sqlite"]


def test_what_is_taken_off_the_list_stays_where_it_is(used, library_file):
    used.use(library_file)
    used.remove(library_file)
    assert paths(used) == paths(UsedLibraries(used.file)) == []
    assert library_file.exists()


def test_two_programs_that_write_at_once_lose_nothing(tmp_path):
    file = tmp_path / "libraries.json"
    names = [f"{n:02d}.sqlite" for n in range(12)]

    def remember(mine: list[str]) -> None:
        own = UsedLibraries(file)
        for name in mine:
            own.use(tmp_path / name)

    threads = [Thread(target=remember, args=(names[n::3],)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(paths(UsedLibraries(file))) == names


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"libraries": 3}',
        b'{"libraries": [{"path": "relative.sqlite", "opened": ""}]}',
        b'{"libraries": [{"path": 7, "opened": ""}]}',
        b"[" * 20_000,
    ],
)
def test_a_list_that_cannot_be_read_is_an_empty_one_and_can_be_written_to(used, tmp_path, content):
    used.file.parent.mkdir()
    used.file.write_bytes(content)
    assert used.rows() == ()
    used.use(tmp_path / "a.sqlite")
    assert paths(UsedLibraries(used.file)) == ["a.sqlite"]


@pytest.mark.parametrize("name", ["\x1b[31m.sqlite", "\u202egpj.sqlite", "مكتبة.sqlite", "a\nb"])
def test_any_name_comes_back_as_it_was(used, tmp_path, name):
    used.use(tmp_path / name)
    assert paths(UsedLibraries(used.file)) == [name]


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_a_name_that_is_no_utf8_comes_back_as_it_was(used, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.sqlite"))
    used.use(path)
    assert [row.path for row in UsedLibraries(used.file).rows()] == [path]


def test_those_not_used_for_longest_are_forgotten(used, tmp_path):
    import json

    rows = [{"path": str(tmp_path / f"{n}.sqlite"), "opened": ""} for n in range(MOST_KEPT + 5)]
    used.file.parent.mkdir()
    used.file.write_text(json.dumps({"version": 1, "libraries": rows}))
    used.use(tmp_path / "new.sqlite")
    kept = paths(UsedLibraries(used.file))
    assert len(kept) == MOST_KEPT
    assert kept[0] == "new.sqlite"


def test_where_the_list_cannot_be_written_it_lasts_as_long_as_the_program(
    public_folder, without_privileges
):
    state = public_folder / "state"
    state.mkdir(mode=0o555)
    used = UsedLibraries(state / "libraries.json")
    with without_privileges(), pytest.raises(BriefError):
        used.use(public_folder / "a.sqlite")
    assert paths(used) == ["a.sqlite"]
    assert not (state / "libraries.json").exists()


def test_a_library_is_counted_without_a_trace(library_file):
    with Library(library_file) as library:
        articles = library.article_ids()
        library.mark_read(articles[0], 0)
    before = sorted(library_file.parent.iterdir()), library_file.read_bytes()
    found = glance(library_file)
    assert (found.articles, found.notes, found.unread) == (len(articles), 0, len(articles) - 1)
    assert found.problem == ""
    assert (sorted(library_file.parent.iterdir()), library_file.read_bytes()) == before


def test_a_library_that_is_open_elsewhere_is_counted_as_it_is_now(library):
    library.mark_read(library.article_ids()[0], 0)
    assert glance(library.path).unread == len(library.article_ids()) - 1


def test_what_cannot_be_opened_is_said_in_a_few_words(tmp_path, library_file):
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    newer = Path(shutil.copy(library_file, tmp_path / "newer.sqlite"))
    with sqlite3.connect(newer) as db:
        db.execute("PRAGMA user_version = 9999")
    db.close()
    text = tmp_path / "text.sqlite"
    text.write_text("no database" * 100)
    (tmp_path / "empty.sqlite").touch()
    said = {
        name: glance(tmp_path / f"{name}.sqlite").problem
        for name in ("gone", "other", "newer", "text", "empty")
    }
    assert said == {
        "gone": "the file is gone",
        "other": "no library, or one of a newer version",
        "newer": "no library, or one of a newer version",
        "text": "no library",
        "empty": "an empty file",
    }
    assert glance(tmp_path).problem == "no file"
    assert glance(tmp_path / ("x" * 300)).problem


def test_a_library_nobody_may_read_says_so(public_folder, library_file, without_privileges):
    path = Path(shutil.copy(library_file, public_folder / "closed.sqlite"))
    path.chmod(0)
    with without_privileges():
        assert glance(path).problem == "no right to read it"


def test_counting_that_is_stopped_ends(library_file):
    with Library(library_file) as library, library._writing("fill") as db:
        db.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)"
            " INSERT INTO note_change (step, moment, what, id) SELECT i, '', '', '' FROM n"
        )
        db.execute("ALTER TABLE note_change RENAME TO bulk")
        db.execute("ALTER TABLE note RENAME TO note_before")
        db.execute("CREATE VIEW note AS SELECT a.n FROM bulk a JOIN bulk b")
    assert glance(library_file, lambda: True).problem == "counting takes too long"


def test_a_new_library_is_made_with_the_samples_and_opens(tmp_path):
    path = tmp_path / "new" / "library.sqlite"
    make_ready(path, lambda *_: None)
    with open_to_read_on(path) as library:
        assert library.writable
        assert has_samples(library)
        assert library.article_ids()


def test_a_library_that_cannot_be_written_is_opened_for_reading(
    public_folder, library_file, without_privileges
):
    path = Path(shutil.copy(library_file, public_folder / "shared.sqlite"))
    path.chmod(0o444)
    with without_privileges():
        make_ready(path, lambda *_: None)
        with open_to_read_on(path) as library:
            assert not library.writable


def test_what_is_no_library_is_not_touched(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("what I wrote" * 100)
    with pytest.raises(LibraryError):
        make_ready(path, lambda *_: None)
    assert path.read_text() == "what I wrote" * 100


def test_a_path_is_understood_as_it_is_typed(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "folder").mkdir()
    assert named_library("~/two") == tmp_path / "two.sqlite"
    assert named_library("./x.db", tmp_path) == tmp_path / "x.db"
    assert named_library(f" {tmp_path}/folder ") == tmp_path / "folder" / "library.sqlite"
    assert named_library(f"{tmp_path}/new/") == tmp_path / "new" / "library.sqlite"
    for typed in ("", "  ", "a\x00b", "\x1b[2J", "~nobody-of-this-name/x"):
        with pytest.raises(BriefError):
            named_library(typed)
