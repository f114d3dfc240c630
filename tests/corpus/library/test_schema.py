from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from corpus.errors import LibraryError
from corpus.library.schema import (
    MIGRATIONS,
    SCHEMA_VERSION,
    WITHOUT_OUTLINES,
    known_version,
    migrate,
)
from corpus.library.store import Library

if TYPE_CHECKING:
    from pathlib import Path


def connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def tables(db: sqlite3.Connection) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_master")}


def test_a_new_file_becomes_a_library_of_the_present_version(tmp_path):
    db = connect(tmp_path / "new.sqlite")
    assert known_version(db, "new") == 0
    migrate(db, "new")
    assert known_version(db, "new") == SCHEMA_VERSION
    before = tables(db)
    migrate(db, "new")
    assert tables(db) == before
    db.close()


@pytest.mark.parametrize(
    "broken", ["CREATE TABLE article (x)", "NO SQL AT ALL", "INSERT INTO nowhere VALUES (1)"]
)
def test_a_migration_that_fails_leaves_the_library_as_it_was(tmp_path, broken):
    db = connect(tmp_path / "library.sqlite")
    migrate(db, "library")
    before = tables(db)
    steps = (*MIGRATIONS, ("CREATE TABLE half (x)", broken))
    with pytest.raises(sqlite3.Error):
        migrate(db, "library", steps)
    assert not db.in_transaction
    assert known_version(db, "library") == SCHEMA_VERSION
    assert tables(db) == before
    db.close()


def test_of_two_steps_the_one_that_worked_stays(tmp_path):
    db = connect(tmp_path / "library.sqlite")
    steps = (*MIGRATIONS, ("CREATE TABLE whole (x)",), ("CREATE TABLE half (x)", "NO SQL"))
    with pytest.raises(sqlite3.Error):
        migrate(db, "library", steps)
    assert known_version(db, "library", len(steps)) == len(MIGRATIONS) + 1
    assert "whole" in tables(db)
    assert "half" not in tables(db)
    db.close()


def test_an_older_library_is_brought_up_to_date_with_what_it_holds(tmp_path):
    db = connect(tmp_path / "library.sqlite")
    migrate(db, "library")
    db.execute("INSERT INTO entity VALUES ('person/akar', 'PERSON', 'أكار', 'Akar', '')")
    migrate(db, "library", (*MIGRATIONS, ("ALTER TABLE entity ADD COLUMN seen TEXT",)))
    assert db.execute("SELECT ar, seen FROM entity").fetchall() == [("أكار", None)]
    db.close()


def test_programs_that_open_a_new_library_at_once_set_it_up_once(tmp_path):
    together = Barrier(4)

    def open_library(path: Path) -> dict[str, int]:
        together.wait()
        with Library(path) as library:
            return library.counts()

    with ThreadPoolExecutor(4) as pool:
        for n in range(10):
            paths = [tmp_path / f"{n}.sqlite"] * 4
            assert len({str(counts) for counts in pool.map(open_library, paths)}) == 1


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
def test_a_library_of_a_newer_program_is_refused_and_not_touched(tmp_path, writable, journal):
    path = tmp_path / "library.sqlite"
    Library(path).close()
    db = connect(path)
    db.execute(f"PRAGMA journal_mode = {journal}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="has schema") as refused:
        Library(path, writable=writable)
    assert "Update idlib-brief" in refused.value.hint
    assert path.read_bytes() == before
    if journal == "DELETE":
        assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("version", [0, 1, SCHEMA_VERSION + 40])
def test_the_database_of_another_program_is_refused_and_not_touched(tmp_path, writable, version):
    path = tmp_path / "places.sqlite"
    db = connect(path)
    db.execute("CREATE TABLE bookmarks (url TEXT)")
    db.execute(f"PRAGMA user_version = {version}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="another program's database"):
        Library(path, writable=writable)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def older_library(path: Path, writable: bool = True) -> None:
    """Write a library as the second version of this program did."""
    db = connect(path)
    migrate(db, "library", MIGRATIONS[:2])
    for seq, (id_, text) in enumerate(
        [("aaaaaaaaaaaa", "قال أكار\0 إن إدلب"), ("bbbbbbbbbbbb", "غادر")], 1
    ):
        db.execute(
            "INSERT INTO article (seq, id, content_hash, title, label, text, origin, published,"
            " published_from, added, date_order) VALUES (?, ?, ?, 'خبر', 'خبر', ?, 'a.txt',"
            " '2020-03-11', 'metadata', '2020-03-12T00:00:00Z', '2020-03-11')",
            (seq, id_, id_ * 2, text),
        )
        db.execute("INSERT INTO folded VALUES (?, ?)", (seq, f"خبر {text.replace('أ', 'ا')}"))
        db.execute("INSERT INTO paragraph VALUES (?, 0, 0, ?, 'body')", (seq, len(text)))
    for n, (start, slugs, value) in enumerate(
        [(4, ["person/akar", "person/x"], None), (13, [], "")]
    ):
        db.execute(
            "INSERT INTO mention (article, n, start, stop, type, kind, value, why) VALUES (1, ?, ?, ?, 'PERSON', 'name', ?, 'قاعدة')",
            (n, start, start + 4, value),
        )
        for rank, slug in enumerate(slugs):
            db.execute("INSERT INTO mention_entity VALUES (1, ?, ?, ?)", (n, rank, slug))
            db.execute("INSERT INTO entity_article VALUES (?, '2020-03-11', 1, 1)", (slug,))
    db.execute("INSERT INTO statement VALUES (1, 0, 0, 3, 'direct', NULL, NULL, 0, 3, 'قاعدة')")
    db.execute("INSERT INTO statement_entity VALUES (1, 0, 0, 'person/akar')")
    db.execute("INSERT INTO entity VALUES ('person/akar', 'PERSON', 'أكار', 'Akar', '')")
    db.execute("INSERT INTO reading VALUES (1, '2020-03-12T00:00:00Z', 4)")
    db.execute(
        "INSERT INTO note (id, article_id, start, stop, quote, prefix, suffix, content_hash, body,"
        " created, modified) VALUES ('n', 'aaaaaaaaaaaa', 0, 3, 'قال', '', '', '', 'رأي', '', '')"
    )
    db.close()


@pytest.mark.parametrize("opened", ["to write", "to read", "read-only"])
def test_a_library_of_the_version_before_opens_with_all_that_it_held(tmp_path, opened, monkeypatch):
    path = tmp_path / "library.sqlite"
    older_library(path)
    before = path.read_bytes()
    if opened == "read-only":
        monkeypatch.setattr("corpus.library.store._may_write", lambda path: False)
    with Library(path, writable=opened == "to write") as library:
        article = library.article("aaaaaaaaaaaa")
        assert (article.text, article.title, article.language) == (
            "قال أكار\0 إن إدلب",
            "خبر",
            "ar",
        )
        assert [
            (m.span.start, m.span.end, m.entities, m.value, m.why)
            for m in library.mentions(article.id)
        ] == [
            (4, 8, ("person/akar", "person/x"), None, "قاعدة"),
            (13, 17, (), "", "قاعدة"),
        ]
        assert library.totals("person/akar") == (1, 1)
        assert [o.article_id for o in library.occurrences("person/x")] == [article.id]
        assert library.statements(article.id)[0].entities == ("person/akar",)
        assert library.article_ids(["اكار"]) == (article.id,)
        assert library.article_ids(["خبر"]) == ("bbbbbbbbbbbb", article.id)
        assert library.reading_offset(article.id) == 4
        assert library.notes(article.id)[0].body == "رأي"
        assert library.similar(article.id) == ()
        assert library.fact(WITHOUT_OUTLINES) is not None
        assert library.problems() == ()
    if opened == "read-only":
        assert path.read_bytes() == before
    else:
        db = connect(path)
        assert known_version(db, "library") == SCHEMA_VERSION
        db.close()


def test_bringing_up_to_date_that_is_cut_short_leaves_what_the_next_start_goes_on_from(tmp_path):
    path = tmp_path / "library.sqlite"
    older_library(path)

    def cut_short(what: str, done: int, all_: int) -> None:
        assert (what, done, all_) == ("Making texts smaller", 2, 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Library(path, tell=cut_short)
    db = connect(path)
    assert known_version(db, "library") == MIGRATIONS.index("m5_search")
    assert not {"words", "article_set", "beside", "told"} & tables(db)
    db.close()
    with Library(path) as library:
        assert library.problems() == ()
        assert len(library.article_ids(("اكار",))) == 1
