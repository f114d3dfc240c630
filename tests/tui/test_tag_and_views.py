"""Bulk changes and saved queries on the command line."""

from __future__ import annotations

import json

import pytest

from corpus.library import desk
from corpus.library.store import Library
from tui.cli import main
from tui.verbs.dashes import behind_blanks


@pytest.fixture
def run(library_file, capsys):
    """Run the program on the samples; return exit code, stdout and stderr."""

    def call(*words: str) -> tuple[int, str, str]:
        code = main([words[0], "--library", str(library_file), *words[1:]])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def listed(run, query: str) -> set[str]:
    code, out, _ = run("list", "--json", query)
    return {article["id"] for article in json.loads(out)["articles"]} if code == 0 else set()


def test_all_that_a_query_finds_is_tagged_and_found_by_its_tag(run):
    wanted = listed(run, "agreement:sochi-memo-2019")
    code, out, err = run("tag", "agreement:sochi-memo-2019", "+متابعة", "--star", "+m4")
    assert code == 0
    assert {line.split("\t")[0] for line in out.splitlines()} == wanted
    assert "#متابعة given to" in err
    assert listed(run, "#متابعه is:starred #M4") == wanted
    code, _, _ = run("tag", "#متابعة", "-متابعة", "-m4", "--unstar")
    assert code == 0
    assert listed(run, "#متابعة OR is:starred OR #m4") == set()


def test_a_dry_run_changes_nothing(run):
    code, out, err = run("tag", "--dry-run", "سوتشي", "+later", "--read")
    assert code == 0
    assert out
    assert err.startswith("Would be done")
    assert listed(run, "#later OR is:read") == set()


def test_a_change_is_taken_back(run):
    run("tag", "سوتشي", "--read")
    assert listed(run, "is:read")
    code, out, _ = run("tag", "--undo", "--json")
    assert code == 0
    assert json.loads(out)["undone"].startswith("Read:")
    assert listed(run, "is:read") == set()
    code, _, err = run("tag", "--undo")
    assert code == 1
    assert "nothing to undo" in err


def test_json_says_what_changed(run):
    run("tag", "سوتشي", "+a")
    code, out, err = run("tag", "سوتشي", "+a", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["query"] == "سوتشي"
    assert found["found"] > 0
    assert found["changed"] == []
    assert "Nothing to change" in err


def test_a_query_may_begin_with_a_dash(run):
    every = listed(run, "")
    code, out, _ = run("tag", "-has:note", "+a", "-hts", "--json")
    assert code == 0
    assert {*json.loads(out)["changed"]} == every


def test_a_query_that_finds_nothing_is_told(run):
    code, out, err = run("tag", "قسطنطينية", "+a")
    assert (code, out) == (1, "")
    assert "No article" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "No query"),
        (["سوتشي"], "No change"),
        (["سوتشي", "أكار", "+a"], "أكار"),
        (["سوتشي", "+"], "+"),
        (["سوتشي", "+a", "-A"], "at once"),
        (["سوتشي", "+؟"], "؟"),
        (["sorce:RT", "+a"], "source:"),
        (["--undo", "سوتشي"], "--undo"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(run, words, said):
    code, out, err = run("tag", *words)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert run("tag", "--undo")[0] == 1


def test_a_wrong_query_is_shown_with_the_token_pointed_at(run):
    _, _, err = run("tag", "سوتشي sorce:RT", "+a")
    query, caret, *_ = err.splitlines()
    assert query[caret.index("^") : caret.rindex("^") + 1] == "sorce:"


# views


def test_a_view_is_saved_listed_shown_and_removed(run):
    assert run("views", "save", "من سوتشي", "agreement:sochi-memo-2019", "is:unread")[0] == 0
    assert run("views", "save", "rest", "-source:RT")[0] == 0
    wanted = listed(run, "agreement:sochi-memo-2019")
    _, out, _ = run("views", "list", "--json")
    first, second = map(json.loads, out.splitlines())
    assert first == {
        "name": "من سوتشي",
        "query": "agreement:sochi-memo-2019 is:unread",
        "articles": len(wanted),
        "unread": len(wanted),
        "new": 0,
    }
    assert second["query"] == "-source:RT"
    code, out, _ = run("views", "show", "من سوتشى", "--json")
    assert code == 0
    assert {article["id"] for article in json.loads(out)["articles"]} == wanted
    assert run("views", "remove", "Rest")[0] == 0
    _, out, _ = run("views", "list")
    assert out.splitlines()[0].split("\t")[0] == "من سوتشي"
    assert len(out.splitlines()) == 1


def test_a_view_counts_unread_and_what_is_new(run, library_file):
    run("views", "save", "all", "since:2000")
    count = len(listed(run, "since:2000"))
    run("tag", "سوتشي", "--read")
    unread = len(listed(run, "since:2000 is:unread"))
    with Library(library_file) as library, library._writing("make a view old") as db:
        db.execute("UPDATE view SET seen = 0")
    seen = json.loads(run("views", "list", "--json")[1])
    assert (seen["articles"], seen["unread"], seen["new"]) == (count, unread, count)
    assert unread < count
    run("views", "show", "all")
    assert json.loads(run("views", "list", "--json")[1])["new"] == 0


def test_a_view_whose_query_no_longer_works_is_told_among_the_others(run, library_file):
    run("views", "save", "good", "سوتشي")
    with Library(library_file) as library:
        desk.save_view(library, "bad", "سوتشي")
        with library._writing("spoil a view") as db:
            db.execute("UPDATE view SET query = 'sorce:RT' WHERE name = 'bad'")
    code, out, err = run("views", "list")
    assert code == 0
    assert len(out.splitlines()) == 2
    assert "bad: There is no keyword sorce:" in err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["show", "nothing"], 1, "There is no view"),
        (["remove", "nothing"], 1, "There is no view"),
        (["save", "a", "(b"], 2, "bracket"),
        (["save", " ", "b"], 2, "name"),
        (["save", "a", " "], 2, "query"),
    ],
)
def test_views_that_cannot_be_are_refused(run, words, code, said):
    found, out, err = run("views", *words)
    assert (found, out) == (code, "")
    assert said in err


def test_a_word_that_leaves_out_is_told_from_an_option():
    words = ["-has:note", "--star", "-h", "-", "x", "-o", "file", "-متابعة"]
    assert behind_blanks(words) == [" -has:note", *words[1:7], " -متابعة"]
