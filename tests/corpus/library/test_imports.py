"""Import as an act: looked at beforehand, stopped, gone on with, read about, taken back."""

from __future__ import annotations

import io
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.article import Span
from corpus.errors import KnowledgeError, LibraryError, NotFoundError
from corpus.ingest.pipeline import article_from_bytes
from corpus.knowledge.corrections import corrections_path
from corpus.library.import_reports import import_, imports, items, undo_last
from corpus.library.imports import Import, Source, dry_run, planned, worker_count
from corpus.library.reading import Options
from corpus.library.store import Library
from corpus.notes import take

KILLS = int(os.environ.get("IDLIB_BRIEF_KILLS", "3"))
"""How often an import is killed; a thorough run asks for 50."""
MANY = int(os.environ.get("IDLIB_BRIEF_FILES", "200"))
"""How many files the large folder holds; a thorough run asks for 10,000."""


def take_in(library, *inputs, workers=0, **options):
    source = Source(tuple(map(str, inputs)), Options(**options))
    return list(Import(library, source, workers=workers).run())


def statuses(outcomes) -> list[str]:
    return [outcome.status for outcome in outcomes]


def contents(path) -> list[tuple[str, ...]]:
    """All that a library says of its articles, but for when they came."""
    with Library(path) as library:
        ids = sorted(library.article_ids())
        return [
            (repr(library.article(id_)), repr(library.mentions(id_)), repr(library.similar(id_)))
            for id_ in ids
        ]


@pytest.fixture
def junk(tmp_path, write_articles) -> Path:
    """A folder of forty articles among files that hold none, and folders that go in circles."""
    folder = write_articles(tmp_path / "junk", 40)
    below = write_articles(folder / "below" / "further", 1).parent
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.txt").write_bytes(random.Random(1).randbytes(4000))
    (folder / "blank.md").write_text("\n \n\n")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "round").symlink_to(folder)
    (below / "up").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    return folder


# --- taking in ------------------------------------------------------------------------------


def test_articles_come_in_in_order_and_the_second_time_nothing_does(
    empty, tmp_path, write_articles
):
    folder = write_articles(tmp_path / "in", 40)
    first = take_in(empty, folder)
    assert statuses(first) == ["added"] * 40
    assert [outcome.input for outcome in first] == sorted(map(str, folder.iterdir()))
    assert statuses(take_in(empty, folder)) == ["duplicate"] * 40
    assert empty.counts()["article"] == 40
    last, before = imports(empty)
    assert (last.unchanged, last.counts) == (40, {})
    assert (before.unchanged, before.counts, before.state) == (0, {"added": 40}, "done")


def test_further_processes_change_nothing_but_the_time_it_takes(tmp_path, junk):
    alone, helped = tmp_path / "alone.sqlite", tmp_path / "helped.sqlite"
    with Library(alone) as library:
        expected = take_in(library, junk)
    with Library(helped) as library:
        assert take_in(library, junk, workers=2) == expected
        (row,) = imports(library)
        assert [item.status for item in items(library, row.id)] == statuses(expected)
    assert contents(helped) == contents(alone)


def test_junk_keeps_no_article_out_and_each_piece_is_told_why(empty, junk):
    outcomes = {Path(one.input).name: one for one in take_in(empty, junk)}
    rejected = {name for name, one in outcomes.items() if one.status == "rejected"}
    assert rejected == {"empty.txt", "noise.txt", "blank.md", "gone.txt", "pipe.txt"}
    assert all(outcomes[name].reason for name in rejected)
    assert empty.counts()["article"] == 40
    assert empty.problems() == ()


def make_junk(folder: Path, count: int) -> None:
    """Write files that hold no article, of ten kinds in turn."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escaped.txt", "نص خرج من المجلد")
        archive.writestr("bomb.txt", bytes(9_000_000))
    menu = "<html><body><ul>" + "<li><a href=x>خبر</a></li>" * 30 + "</ul></body></html>"
    kinds = [
        ("txt", b""),
        ("txt", random.Random(1).randbytes(3000)),
        ("md", b" \n \n"),
        ("txt", b"\x1f\x8b\x08\x00broken"),
        ("html", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("html", menu.encode()),
        ("html", b"<html><body>" + b"<div>" * 4000 + "نص".encode()),
        ("json", b'{"title": '),
        ("zip", packed.getvalue()),
        ("zip", b"PK\x03\x04" + bytes(40)),
    ]
    for n in range(count):
        suffix, data = kinds[n % len(kinds)]
        (folder / f"junk-{n:04}.{suffix}").write_bytes(data)


@pytest.mark.parametrize("workers", [0, 2])
def test_a_large_folder_with_junk_gives_every_article_and_a_reason_for_each_other(
    empty, tmp_path, write_articles, workers
):
    good, bad = MANY * 97 // 100, MANY * 3 // 100
    folder = write_articles(tmp_path / "in", good, words=25)
    make_junk(folder, bad)
    (folder / "round").symlink_to(folder)
    outcomes = take_in(empty, folder, workers=workers)
    rejected = [one for one in outcomes if one.status == "rejected"]
    assert sum(one.status in ("added", "similar") for one in outcomes) == good
    assert {Path(one.input.partition("!/")[0]).name for one in rejected} == {
        path.name for path in folder.glob("junk-*")
    }
    assert all(one.reason and "\n" not in one.reason for one in rejected)
    assert (
        not (tmp_path / "escaped.txt").exists() and not (tmp_path.parent / "escaped.txt").exists()
    )
    assert empty.counts()["article"] == good
    assert empty.problems() == ()
    assert {one.status for one in take_in(empty, folder)} == {"duplicate", "rejected"}


def test_a_file_that_may_not_be_read_is_told(
    empty, public_folder, write_articles, without_privileges
):
    folder = write_articles(public_folder / "in", 3)
    (folder / "00001.md").chmod(0)
    with without_privileges():
        outcomes = list(dry_run(empty, Source((str(folder),))))
    assert statuses(outcomes) == ["added", "rejected", "added"]
    assert "00001.md" in outcomes[1].reason


def test_ten_files_that_this_program_cannot_cope_with_are_rejected_one_by_one(
    empty, tmp_path, write_articles, monkeypatch
):
    folder = write_articles(tmp_path / "in", 12)
    from corpus.entities.extract import Extractor

    read = Extractor.read

    def fails(self, article):
        if article.title != "خبر 3":
            return read(self, article)
        raise RecursionError("too deep")

    monkeypatch.setattr(Extractor, "read", fails)
    outcomes = take_in(empty, folder)
    assert statuses(outcomes) == ["added"] * 3 + ["rejected"] + ["added"] * 8
    assert "too deep" in outcomes[3].reason


def test_a_file_that_ends_the_reading_process_is_rejected_and_the_others_come_in(
    empty, tmp_path, write_articles
):
    from corpus.library import workers

    folder = write_articles(tmp_path / "in", 30)
    files = sorted(folder.iterdir())
    with workers.Workers(2, empty.path, Options()) as pool:
        pieces = pool.read(files)
        seen = [next(pieces)]
        for worker in pool._all:
            os.kill(worker._process.pid, signal.SIGKILL)
        seen += pieces
    assert seen.count(None) == 30
    told = [piece for piece in seen if piece is not None]
    rejected = [piece for piece in told if type(piece).__name__ == "Rejection"]
    assert 1 <= len(rejected) <= 2
    # Each of the two can have been killed between telling of a file and being done with it.
    assert 30 <= len(told) <= 30 + len(rejected)
    assert all("ended the process" in piece.reason for piece in rejected)


@pytest.mark.parametrize("workers", [0, 2])
def test_what_keeps_everything_from_being_read_is_told_once_and_rejects_nothing(
    empty, tmp_path, write_articles, workers
):
    corrections_path(empty.path).write_text("{", encoding="utf-8")
    folder = write_articles(tmp_path / "in", 20)
    with pytest.raises(KnowledgeError):
        take_in(empty, folder, workers=workers)
    assert (imports(empty)[0].state, imports(empty)[0].counts) == ("failed", {})


def test_an_archive_of_many_articles_is_read_beside_others_in_order(
    tmp_path, write_articles, prose
):
    folder = write_articles(tmp_path / "in", 20)
    with zipfile.ZipFile(folder / "00003b.zip", "w") as archive:
        for n in range(150):
            archive.writestr(f"{n:03}.txt", f"{prose(1000 + n, 30)}\n")
    alone, helped = tmp_path / "alone.sqlite", tmp_path / "helped.sqlite"
    with Library(alone) as library:
        expected = take_in(library, folder)
    assert statuses(expected) == ["added"] * 170
    with Library(helped) as library:
        assert take_in(library, folder, workers=2) == expected


def test_workers_are_for_many_files():
    assert worker_count(3) == 0
    assert worker_count(10_000) == min(2, os.cpu_count())


def test_a_plan_counts_what_will_be_read(tmp_path, junk):
    assert planned([str(junk)]) == 46
    assert planned([str(junk), "https://example.org/a", str(tmp_path / "none.txt")]) == 48


def test_the_same_content_of_another_outlet_is_kept_as_a_copy(empty, tmp_path):
    text = "---\ntitle: لقاء\nsource: {}\n---\n\nوصل الوفد الروسي إلى أنقرة مساء اليوم.\n"
    for n, outlet in enumerate(["الأناضول", "سانا", "سانا"]):
        (tmp_path / f"{n}.md").write_text(text.format(outlet), encoding="utf-8")
    first, second, third = take_in(empty, *(tmp_path / f"{n}.md" for n in range(3)))
    assert statuses([first, second, third]) == ["added", "duplicate", "duplicate"]
    assert "الأناضول" in second.reason
    assert [(copy.source, Path(copy.origin).name) for copy in empty.copies(first.id)] == [
        ("سانا", "1.md"),
        ("سانا", "2.md"),
    ]


# --- dry run --------------------------------------------------------------------------------


def test_a_dry_run_says_what_an_import_then_does_and_changes_nothing(
    empty, tmp_path, write_articles, prose
):
    take_in(empty, write_articles(tmp_path / "before", 5))
    folder = write_articles(tmp_path / "in", 8)
    body = prose(1000)
    (folder / "x.txt").write_text(f"عنوان\n\n{body}\n", encoding="utf-8")
    (folder / "y.txt").write_text(f"عنوان آخر\n\n{body}\n", encoding="utf-8")
    (folder / "z.txt").write_bytes(b"")
    before = (empty.path.read_bytes(), empty.counts())
    told = list(dry_run(empty, Source((str(folder),))))
    assert (empty.path.read_bytes(), empty.counts()) == before
    done = take_in(empty, folder)
    assert statuses(told) == statuses(done)
    assert [one.id for one in told] == [one.id for one in done]
    assert statuses(done) == ["duplicate"] * 5 + ["added"] * 4 + ["similar", "rejected"]


def test_a_dry_run_works_on_a_library_that_may_only_be_read(empty_file, tmp_path, write_articles):
    folder = write_articles(tmp_path / "in", 3)
    with Library(empty_file, writable=False) as library:
        assert statuses(dry_run(library, Source((str(folder),)))) == ["added"] * 3


# --- stopping and going on ------------------------------------------------------------------


@pytest.mark.parametrize("workers", [0, 2])
def test_an_import_that_is_stopped_keeps_what_it_told_and_the_next_does_the_rest(
    empty, tmp_path, write_articles, workers
):
    folder = write_articles(tmp_path / "in", 60)
    told = []
    with closing(Import(empty, Source((str(folder),)), workers=workers).run()) as outcomes:
        for outcome in outcomes:
            told.append(outcome.id)
            if len(told) == 20:
                break
    kept = set(empty.article_ids())
    assert set(told) <= kept
    assert len(kept) < 60
    (row,) = imports(empty)
    assert row.state == "stopped"
    assert {item.article_id for item in items(empty, row.id)} == kept
    outcomes = take_in(empty, folder)
    assert statuses(outcomes) == ["duplicate"] * len(kept) + ["added"] * (60 - len(kept))


def test_a_full_disk_ends_the_import_with_a_reason_and_room_lets_it_go_on(
    empty, tmp_path, write_articles
):
    folder = write_articles(tmp_path / "in", 60, words=400)
    take_in(empty, folder / "00000.md")
    (pages,) = empty._db.execute("PRAGMA page_count").fetchone()
    empty._db.execute(f"PRAGMA max_page_count = {pages + 60}")
    with pytest.raises(LibraryError, match="full"):
        take_in(empty, folder)
    last = imports(empty)[0]
    assert last.state in ("failed", "running")
    kept = len(empty.article_ids())
    assert 1 <= kept < 60
    assert sum(last.counts.values()) + last.unchanged == kept
    assert empty.problems() == ()
    empty._db.execute("PRAGMA max_page_count = 1000000")
    take_in(empty, folder)
    assert len(empty.article_ids()) == 60


IMPORT = """
import sys
from pathlib import Path
from corpus.library.imports import Import, Source
from corpus.library.store import Library
if __name__ == "__main__":
    with Library(Path(sys.argv[1])) as library:
        for n, _ in enumerate(Import(library, Source((sys.argv[2],)), workers=int(sys.argv[3])).run()):
            if n == 0:
                print("begun", flush=True)
"""


def test_a_killed_import_leaves_a_sound_library_and_a_second_run_completes_it(
    tmp_path, write_articles
):
    count = 500 if KILLS > 10 else 150
    folder = write_articles(tmp_path / "in", count, words=40)
    script = tmp_path / "import.py"
    script.write_text(IMPORT)
    whole = tmp_path / "whole.sqlite"
    with Library(whole) as library:
        take_in(library, folder)
    expected = contents(whole)
    chance = random.Random()
    cut_short = 0
    for kill in range(KILLS):
        path = tmp_path / f"{kill}.sqlite"
        process = subprocess.Popen(
            [sys.executable, script, path, folder, str(kill % 2 * 2)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
            stdout=subprocess.PIPE,
        )
        if kill % 5:
            process.stdout.readline()
        time.sleep(chance.uniform(0, 1.2 if kill % 5 else 0.6))
        process.kill()
        process.communicate()
        with Library(path) as library:
            assert library._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert library.problems() == ()
            there = library.article_ids()
            cut_short += 0 < len(there) < count
            told = [item.article_id for row in imports(library) for item in items(library, row.id)]
            assert sorted(told) == sorted(there)
            take_in(library, folder)
        assert contents(path) == expected
        for file in tmp_path.glob(f"{kill}.sqlite*"):
            file.unlink()
    print(f"{cut_short} of {KILLS} kills fell between the first and the last article")


def test_reading_processes_end_when_the_import_is_killed(tmp_path, write_articles):
    folder = write_articles(tmp_path / "in", 300)
    script = tmp_path / "import.py"
    script.write_text(IMPORT)
    process = subprocess.Popen(
        [sys.executable, script, tmp_path / "l.sqlite", folder, "2"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        stdout=subprocess.PIPE,
    )
    process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("no list of children here")
    started = [int(pid) for pid in children.read_text().split()]
    assert len(started) >= 2
    process.kill()
    # The pipe is theirs too: it ends when the last of them has ended.
    process.communicate(timeout=20)


# --- the report -----------------------------------------------------------------------------


def test_the_report_can_be_read_again(empty, junk):
    outcomes = take_in(empty, junk)
    (row,) = imports(empty)
    assert row == import_(empty, row.id)
    assert row.inputs == (str(junk),)
    assert row.counts == {"added": 40, "duplicate": 1, "rejected": 5}
    assert row.began < row.ended
    told = list(items(empty, row.id))
    assert [(one.input, one.status, one.article_id, one.reason) for one in told] == [
        (one.input, one.status, one.id, one.reason) for one in outcomes
    ]
    assert {one.title for one in told if one.article_id} == {f"خبر {n}" for n in range(40)}
    with pytest.raises(NotFoundError):
        import_(empty, 7)


# --- taking back ----------------------------------------------------------------------------


def state_of(library) -> tuple[object, ...]:
    tables = ("article", "texts", "mention_at", "term_mention", "term_article", "paragraph",
              "statement", "outline", "sketch", "similar", "copy")  # fmt: skip
    rows = [
        library._db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables
    ]
    totals = library._db.execute("SELECT * FROM entity_total WHERE mentions > 0").fetchall()
    return rows, totals


def test_an_import_taken_back_leaves_the_library_as_it_was(empty, tmp_path, write_articles, prose):
    first = write_articles(tmp_path / "first", 5)
    (first / "wire.txt").write_text(f"خبر الوكالة\n\n{prose(77)}\n", encoding="utf-8")
    take_in(empty, first)
    before = state_of(empty)
    second = write_articles(tmp_path / "second", 30)
    (second / "wire.txt").write_text(f"نقل الخبر\n\n{prose(77)}\n", encoding="utf-8")
    outcomes = take_in(empty, second)
    assert statuses(outcomes).count("similar") == 1
    undone = undo_last(empty)
    assert set(undone.removed) == {o.id for o in outcomes if o.status in ("added", "similar")}
    assert undone.kept == ()
    assert state_of(empty) == before
    assert empty.problems() == ()
    assert import_(empty, undone.id).state == "undone"
    assert undo_last(empty).id == 1
    assert empty.article_ids() == ()
    assert undo_last(empty) is None
    assert statuses(take_in(empty, first)).count("added") == 6


def test_an_article_with_notes_stays_when_its_import_is_taken_back(empty, tmp_path, write_articles):
    outcomes = take_in(empty, write_articles(tmp_path / "in", 3))
    article = empty.article(outcomes[1].id)
    kept = take(
        article,
        Span(article.paragraphs[1].span.start, article.paragraphs[1].span.end),
        "رأي",
        "2020-03-15T08:00:00Z",
    )
    empty.save_note(kept)
    undone = undo_last(empty)
    assert undone.kept == (article.id,)
    assert set(undone.removed) == {outcomes[0].id, outcomes[2].id}
    assert empty.article_ids() == (article.id,)
    assert empty.notes(article.id) == (kept,)


def test_taking_back_reads_no_whole_table(empty, empty_file, tmp_path, write_articles):
    take_in(empty, write_articles(tmp_path / "in", 2))
    asked: list[str] = []
    empty._db.set_trace_callback(asked.append)
    undo_last(empty)
    empty._db.set_trace_callback(None)
    db = sqlite3.connect(empty_file)
    deletes = [sql for sql in asked if sql.startswith("DELETE") and "copy" not in sql]
    assert len(deletes) > 10
    for sql in deletes:
        for *_, step in db.execute(f"EXPLAIN QUERY PLAN {sql}"):
            assert not step.startswith("SCAN") or " j VIRTUAL" in step, (sql, step)
    db.close()


def test_an_article_of_half_a_character_is_rejected_alone(
    empty, tmp_path, write_articles, monkeypatch
):
    from corpus.ingest import pipeline

    folder = write_articles(tmp_path / "in", 3)
    made = pipeline.articles_from_file

    def broken(path, **options):
        for article in made(path, **options):
            yield replace(article, author="\ud800") if path.name == "00001.md" else article

    monkeypatch.setattr(pipeline, "articles_from_file", broken)
    outcomes = take_in(empty, folder)
    assert statuses(outcomes) == ["added", "rejected", "added"]
    assert "half a character" in outcomes[1].reason


def test_an_article_made_before_is_the_one_an_import_finds(empty, tmp_path, write_articles):
    folder = write_articles(tmp_path / "in", 1)
    article = article_from_bytes((folder / "00000.md").read_bytes(), "elsewhere.md")
    empty.add(article, (), ())
    (outcome,) = take_in(empty, folder)
    assert (outcome.status, outcome.id) == ("duplicate", article.id)
    assert article.id in outcome.reason
