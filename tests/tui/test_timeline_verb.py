"""The timeline as a script calls it."""

from __future__ import annotations

import json

import pytest

from corpus.library.store import Library
from corpus.library.timeline_rows import overview
from tui.cli import main
from tui.verbs.timeline import chart


@pytest.fixture(autouse=True)
def at_home(library_file, monkeypatch):
    """Make the copied library the one every verb opens."""
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(library_file))
    return library_file


def lines(capsys, *arguments: str) -> list[dict]:
    assert main(["timeline", "--json", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_items_come_in_order_and_those_of_unknown_years_last(capsys):
    found = lines(capsys)
    known = [one["first"] for one in found if one["first"]]
    assert known == sorted(known)
    unknown = [one["first"] is None for one in found]
    assert unknown == sorted(unknown)
    assert {one["kind"] for one in found} == {"published", "event"}


def test_an_event_keeps_both_days_and_its_sentence(capsys, at_home):
    found = lines(capsys, "--of", "events", "--from", "2018-09-17", "--to", "2018-09-17")
    days = [one for one in found if one["value"] == "2018-09-17"]
    assert len({one["article"] for one in days}) == len(days) > 3
    assert any(one["published"] != one["value"] for one in days)
    with Library(at_home, writable=False) as library:
        for one in days:
            text = library.article(one["article"]).text
            assert " ".join(text[one["start"] : one["end"]].split()) == one["text"]
            assert one["start"] <= one["date"][0] < one["date"][1] <= one["end"]


def test_an_interval_a_query_and_an_entity_narrow_it(capsys):
    everything = lines(capsys)
    september = lines(capsys, "--from", "2018-09", "--to", "2018-09")
    assert all(one["last"] >= "2018-09-01" and one["first"] <= "2018-09-30" for one in september)
    of_lavrov = lines(capsys, "lavrov")
    near_akar = lines(capsys, "--entity", "person/akar")
    for narrowed in (september, of_lavrov, near_akar):
        assert 0 < len(narrowed) < len(everything)


def test_a_limit_is_kept(capsys):
    assert len(lines(capsys, "--limit", "3")) == 3


def test_a_pipe_gets_tabs_and_no_bars(capsys):
    assert main(["timeline", "--limit", "5"]) == 0
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 5
    assert all(line.count("\t") == 5 for line in out.splitlines())
    assert "█" not in out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--from", "2018-02-30"], 2, "2018-02-30"),
        (["--to", "tomorrow"], 2, "tomorrow"),
        (["--from", "XXXX-02"], 2, "XXXX-02"),
        (["--from", "2019", "--to", "2018"], 2, "after"),
        (["--limit", "0"], 2, "--limit"),
        (["--entity", "person/akarr"], 1, "person/akar"),
        (["--from", "1990", "--to", "1991"], 1, "Nothing"),
        (["before:"], 2, "before"),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_a_code(capsys, arguments, code, told):
    assert main(["timeline", *arguments]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    *token, said = captured.err.splitlines()
    assert told in said
    assert token == (["  before:", "  ^^^^^^^"] if arguments == ["before:"] else [])


@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_the_chart_keeps_to_the_width_and_names_both_series(library, width):
    drawn = chart(overview(library), "both", width)
    bars = [line for line in drawn if "█" in line or "─" in line]
    assert bars and all(len(line) <= width for line in bars)
    assert any("published" in line for line in drawn) and any("told of" in line for line in drawn)


def test_the_chart_of_one_series_has_no_other(library):
    drawn = "\n".join(chart(overview(library), "events", 80))
    assert "told of" in drawn and "published" not in drawn
