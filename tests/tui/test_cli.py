"""The verbs as a script calls them: data on stdout, narration on stderr, exit codes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.article import Span
from corpus.library.store import Library
from corpus.notes import take
from tui.cli import VERBS, main

ARTICLE = """مجلس الأمن يناقش إدلب

أنباء المدينة

ناقش مجلس الأمن، اليوم، اتفاق سوتشي بشأن إدلب بحضور سيرغي لافروف ومولود تشاوش أوغلو.

وقال وزير الدفاع التركي خلوصي آكار إن بلاده متمسكة بالاتفاق الموقع في 17 أيلول/سبتمبر 2018.

مقالات ذات صلة

بوتين يزور دمشق
"""


@pytest.fixture
def at_home(library_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the copied library the one every verb opens."""
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(library_file))
    return library_file


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def json_lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_first_call_makes_the_library_with_the_samples(tmp_path, capsys):
    library = tmp_path / "new" / "library.sqlite"
    assert main(["list", "--json", "--library", str(library)]) == 0
    captured = capsys.readouterr()
    assert len(json.loads(captured.out)["articles"]) >= 24
    assert "sample articles" in captured.err


def test_a_first_call_that_was_cut_short_is_finished_by_the_next(at_home, capsys):
    with sqlite3.connect(at_home) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM fact")
        database.execute("DELETE FROM article WHERE seq > 13")
    database.close()
    assert main(["list", "--json"]) == 0
    captured = capsys.readouterr()
    assert len(json.loads(captured.out)["articles"]) >= 24
    assert "sample articles" in captured.err


def test_articles_taken_out_of_a_library_do_not_come_back(at_home, capsys):
    with sqlite3.connect(at_home) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("DELETE FROM article")
    database.close()
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"articles": []}


def test_a_date_given_while_adding_leaves_stated_dates_alone(at_home, tmp_path, capsys):
    (tmp_path / "dated.md").write_text("---\ntitle: عنوان\ndate: 2019-05-05\n---\n\nنص عن إدلب.\n")
    (tmp_path / "undated.md").write_text("# عنوان آخر\n\nنص آخر عن إدلب.\n")
    assert main(["add", str(tmp_path), "--date", "2020-01-01", "--json"]) == 0
    added = {Path(line["input"]).name: line for line in json_lines(capsys.readouterr().out)}
    assert added["dated.md"]["published"] == "2019-05-05"
    assert added["undated.md"]["published"] == "2020-01-01"
    assert added["undated.md"]["published_from"] == "option"


def test_adding_reports_one_line_an_input_and_the_second_time_is_a_duplicate(
    at_home, article_file, capsys
):
    assert main(["add", str(article_file), "--json"]) == 0
    (first,) = json_lines(capsys.readouterr().out)
    assert list(first) == [
        "input", "status", "id", "title", "published", "published_from", "source", "reason",
    ]  # fmt: skip
    assert first["status"] == "added"
    assert first["title"] == "مجلس الأمن يناقش إدلب"
    before = at_home.read_bytes()
    assert main(["add", str(article_file), "--json"]) == 0
    (second,) = json_lines(capsys.readouterr().out)
    assert (second["status"], second["id"]) == ("duplicate", first["id"])
    with Library(at_home, writable=False) as library:
        assert first["id"] in library.article_ids()
    assert len(before) <= at_home.stat().st_size


def test_a_broken_file_among_good_ones_keeps_none_of_them_out(
    at_home, article_file, tmp_path, capsys
):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    (tmp_path / "other.md").write_text("# عنوان\n\nنص آخر عن إدلب.\n", encoding="utf-8")
    assert main(["add", str(tmp_path), str(tmp_path / "missing.txt"), "--json"]) == 1
    captured = capsys.readouterr()
    outcomes = {Path(line["input"]).name: line for line in json_lines(captured.out)}
    assert outcomes["article.txt"]["status"] == "added"
    assert outcomes["other.md"]["status"] == "added"
    for name in ("empty.txt", "picture.txt", "missing.txt"):
        assert outcomes[name]["status"] == "rejected"
        assert outcomes[name]["reason"]
    assert "2 added" in captured.err


def test_only_broken_files_fail(at_home, tmp_path, capsys):
    (tmp_path / "empty.txt").write_bytes(b"")
    assert main(["add", str(tmp_path / "empty.txt")]) == 1
    assert "rejected" in capsys.readouterr().out


def test_a_dry_run_adds_nothing(at_home, article_file, capsys):
    with Library(at_home, writable=False) as library:
        before = library.counts()
    assert main(["add", str(article_file), "--dry-run"]) == 0
    with Library(at_home, writable=False) as library:
        assert library.counts() == before
    assert "dry run" in capsys.readouterr().err


def test_extracting_gives_exact_slices_inside_the_body_and_links_spellings(article_file, capsys):
    assert main(["extract", str(article_file), "--json"]) == 0
    (found,) = json_lines(capsys.readouterr().out)
    assert list(found) == [
        "file", "title", "source", "published", "published_from", "body", "mentions", "statements",
    ]  # fmt: skip
    assert found["published"] is None
    linked = {}
    for mention in found["mentions"]:
        assert ARTICLE[mention["start"] : mention["end"]] == mention["text"]
        assert any(a <= mention["start"] and mention["end"] <= b for a, b in found["body"])
        assert mention["why"]
        linked[mention["text"]] = mention["entity"]
    assert linked["اتفاق سوتشي"] == "agreement/sochi-memo-2018"
    assert linked["خلوصي آكار"] == "person/akar"
    assert linked["17 أيلول/سبتمبر 2018"] == "date/2018-09-17"
    assert "دمشق" not in linked


def test_a_date_given_by_hand_counts_and_a_wrong_one_is_a_usage_error(article_file, capsys):
    assert main(["extract", str(article_file), "--date", "2019-01-05", "--json"]) == 0
    (found,) = json_lines(capsys.readouterr().out)
    assert (found["published"], found["published_from"]) == ("2019-01-05", "option")
    assert main(["extract", str(article_file), "--date", "5.1.2019"]) == 2
    assert "2020-03-05" in capsys.readouterr().err


def test_extracting_goes_on_after_an_unreadable_file_and_says_so(article_file, tmp_path, capsys):
    assert main(["extract", str(tmp_path / "none.txt"), str(article_file), "--json"]) == 1
    captured = capsys.readouterr()
    assert len(json_lines(captured.out)) == 1
    assert "none.txt" in captured.err


def test_listing_finds_words_whatever_their_spelling(at_home, capsys):
    assert main(["list", "ادلب", "سوتشى", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["articles"]
    assert 0 < len(found) < 28
    assert main(["list", "قطارسريع"]) == 1


def test_showing_as_json_maps_every_cell_to_its_text(at_home, capsys):
    with Library(at_home, writable=False) as library:
        article = library.article_ids()[0]
    assert main(["show", article[:6], "--width", "50", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["id"] == article
    assert shown["width"] == 50
    for line in shown["lines"]:
        assert line["cells"] <= 50
        assert sum(width for _, width, _, _ in line["map"]) == line["cells"]
        text = shown["paragraphs"][line["paragraph"]]
        assert all(0 <= start < end <= len(text) for _, _, start, end in line["map"])


def test_showing_in_a_pipe_is_logical_text_and_in_a_terminal_mode_is_shaped(at_home, capsys):
    with Library(at_home, writable=False) as library:
        article = library.article(library.article_ids()[0])
    assert main(["show", article.id, "--width", "60"]) == 0
    logical = capsys.readouterr().out
    assert "إدلب" in logical
    assert not any("\ufe70" <= c <= "\ufefc" for c in logical)
    assert main(["show", article.id, "--width", "60", "--bidi", "visual"]) == 0
    visual = capsys.readouterr().out
    assert "ﺐﻟﺩﺇ" in visual
    assert main(["show", article.id, "--bidi", "sideways"]) == 2


def test_an_entity_lists_its_mentions_in_date_order(at_home, capsys):
    assert main(["entity", "agreement/sochi-memo-2018", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    days = [mention["published"] for mention in found["mentions"]]
    assert days == sorted(days)
    assert found["total"] == len(found["mentions"]) > 5
    with Library(at_home, writable=False) as library:
        for mention in found["mentions"]:
            text = library.article(mention["article"]).text
            assert text[mention["start"] : mention["end"]] == mention["text"]
            assert mention["before"] + mention["text"] + mention["after"] in text


def test_an_unknown_entity_is_not_found_and_a_near_one_is_named(at_home, capsys):
    assert main(["entity", "agreement/sochi-memo-2081"]) == 1
    assert "agreement/sochi-memo-2018" in capsys.readouterr().err


@pytest.fixture
def noted(at_home: Path) -> Path:
    """The library with two notes in it."""
    with Library(at_home) as library:
        for number, id_ in enumerate(library.article_ids()[:2]):
            article = library.article(id_)
            start = article.paragraphs[1].span.start
            note = take(
                article,
                Span(start, start + 20),
                f"body {number}",
                f"2026-01-0{number + 1}T00:00:00Z",
            )
            library.save_note(note)
    return at_home


def test_notes_are_listed_and_exported_by_choice(noted, tmp_path, capsys):
    assert main(["notes", "--json"]) == 0
    notes = json.loads(capsys.readouterr().out)["notes"]
    assert [note["body"] for note in notes] == ["body 0", "body 1"]
    target = tmp_path / "brief.md"
    assert main(["export", notes[0]["id"], "-o", str(target)]) == 0
    written = target.read_text(encoding="utf-8")
    assert "body 0" in written
    assert "body 1" not in written
    assert main(["export", "--all"]) == 0
    assert "body 1" in capsys.readouterr().out
    assert main(["export", notes[0]["id"], "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == written
    target.write_text("mine", encoding="utf-8")
    assert main(["export", notes[0]["id"], "-o", str(target)]) == 1
    assert target.read_text(encoding="utf-8") == "mine"
    assert "--force" in capsys.readouterr().err
    assert main(["export"]) == 2
    assert main(["export", "0000"]) == 1


def test_doctor_reports_a_sound_library(at_home, capsys):
    assert main(["doctor", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["library"]["problems"] == []
    assert report["library"]["counts"]["article"] >= 24
    assert report["program"]["packages"]["textual"]


def test_doctor_and_every_verb_refuse_a_library_of_a_newer_schema_and_leave_it_alone(
    at_home, article_file, capsys
):
    with sqlite3.connect(at_home) as database:
        database.execute("PRAGMA user_version = 999")
    database.close()
    before = at_home.read_bytes()
    for words in (["list"], ["add", str(article_file)], ["entity", "person/akar"], ["doctor"]):
        assert main(words) == 1
    assert at_home.read_bytes() == before
    assert "999" in capsys.readouterr().err


def test_what_is_no_library_is_said_in_one_line(tmp_path, capsys, monkeypatch):
    path = tmp_path / "notes.txt"
    path.write_text("this is a text file, and a long enough one to be none of SQLite's" * 30)
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(path))
    assert main(["list"]) == 1
    error = capsys.readouterr().err
    assert "notes.txt" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("word", ["fffffffff", "zz", "show"])
def test_an_article_id_that_does_not_exist_is_not_found(at_home, capsys, word):
    assert main(["show", word]) == 1
    error = capsys.readouterr().err
    assert "idlib-brief list" in error
    assert error.count("\n") == 1


def test_a_misspelt_verb_is_a_usage_error_that_names_the_right_one(capsys):
    assert main(["lsit"]) == 2
    assert "list" in capsys.readouterr().err


def test_options_of_every_verb_may_stand_before_it(at_home, tmp_path, capsys):
    assert main(["--library", str(at_home), "--debug", "list", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["articles"]) >= 24


def test_an_unknown_verb_is_named_whatever_follows_it(capsys):
    assert main(["serch", "word", "--json"]) == 2
    said = capsys.readouterr().err
    assert "'serch'" in said
    assert "Did you mean search?" in said


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb, capsys):
    with pytest.raises(SystemExit) as end:
        main([verb, "--help"])
    assert end.value.code == 0
    assert f"example: idlib-brief {verb}" in capsys.readouterr().out


def run_program(*words: str, library: Path, code: str | None = None) -> subprocess.CompletedProcess:
    """Run the program, or some code, in a process of its own."""
    environment = {**os.environ, "IDLIB_BRIEF_LIBRARY": str(library), "NO_COLOR": "1"}
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "tui.cli", *words]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def test_the_screen_without_a_terminal_says_what_to_do_instead(library_file):
    ended = run_program(library=library_file)
    assert ended.returncode == 2
    assert "terminal" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("words", [["list", "--json"], ["entity", "person/akar"], ["notes"]])
def test_verbs_import_neither_textual_nor_rich(library_file, words):
    code = (
        f"import sys; from tui.cli import main; code = main({words!r});"
        "found = {'textual', 'rich'} & set(sys.modules); print(found, file=sys.stderr);"
        "sys.exit(code or bool(found))"
    )
    ended = run_program(library=library_file, code=code)
    assert ended.returncode == 0, ended.stderr


def test_output_into_a_closed_pipe_ends_quietly(library_file):
    environment = {**os.environ, "IDLIB_BRIEF_LIBRARY": str(library_file)}
    ended = subprocess.run(
        f"{sys.executable} -m tui.cli list | head -n 1",
        shell=True, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert "Traceback" not in ended.stderr
    assert "BrokenPipe" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_is_one_line(library_file):
    environment = {**os.environ, "IDLIB_BRIEF_LIBRARY": str(library_file)}
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "tui.cli", "list", "--json"],
            env=environment, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "No space left" in ended.stderr


def test_control_characters_of_a_title_do_not_reach_a_pipe_raw(at_home, tmp_path, capsys):
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(
        "عنوان \x1b]0;PWNED\x07 [red]أحمر[/] طويل بما يكفي\n\nنص الخبر عن إدلب هنا كاملا.\n"
    )
    assert main(["add", str(hostile)]) == 0
    assert main(["list"]) == 0
    assert main(["show", str(hostile), "--bidi", "visual"]) == 0
    assert main(["show", str(hostile)]) == 0
    out = capsys.readouterr().out
    assert "[red]" in out
    assert "\x1b" not in out
    assert "\x07" not in out
