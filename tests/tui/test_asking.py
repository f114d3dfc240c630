"""Queries on the command line: terms to leave out come first too, and errors point at the token."""

from __future__ import annotations

import json

import pytest

from tui.cli import main

VERBS = ("list", "search", "concordance", "timeline", "brief")


@pytest.fixture
def run(library_file, capsys):
    """Run the program on the samples; return exit code, stdout and stderr."""

    def call(*words: str) -> tuple[int, str, str]:
        code = main([words[0], "--library", str(library_file), *words[1:]])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.mark.parametrize("verb", VERBS)
def test_the_token_that_is_wrong_is_pointed_at(run, verb):
    code, out, err = run(verb, "sochi (before:2020-02-30)")
    assert (code, out) == (2, "")
    shown, caret, told = err.splitlines()
    assert shown[caret.index("^") : caret.rindex("^") + 1] == "2020-02-30"
    assert "There is no day 2020-02-30" in told


@pytest.mark.parametrize("verb", ["list", "search", "timeline"])
def test_what_is_left_out_may_stand_first_and_without_quotes(run, verb):
    code, out, _ = run(verb, "-agreement:sochi-memo-2018", "سوتشي", "--json")
    assert code == 0
    assert (
        run(verb, "--json", "سوتشي -agreement:sochi-memo-2018")[1].splitlines()[1:]
        == (out.splitlines()[1:])
    )
    assert out


def test_what_a_query_leaves_out_is_not_listed(run):
    def ids(*words: str) -> set[str]:
        return {one["id"] for one in json.loads(run("list", "--json", *words)[1])["articles"]}

    assert ids("-agreement:sochi-memo-2018") == ids() - ids("agreement:sochi-memo-2018") != set()


def test_options_may_stand_between_the_words(run):
    code, out, _ = run("concordance", "سوتشي", "--limit", "2", "-agreement:sochi-memo-2018")
    assert code == 0
    assert len(out.splitlines()) == 2
    with pytest.raises(SystemExit):
        run("list", "سوتشي", "--no-such-option")
