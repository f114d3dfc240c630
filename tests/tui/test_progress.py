from __future__ import annotations

import sys
from pathlib import Path

from tui.verbs.common import Progress


def test_a_pipe_is_told_once_what_takes_long(capsys):
    tell = Progress(Path("big.sqlite"))
    for done in range(1000, 5001, 1000):
        tell("Indexing all words", done, 5000)
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["Indexing all words of big.sqlite: 5,000 articles, once for this version"]


def test_a_terminal_is_told_how_far_it_is_on_one_line(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    tell = Progress(Path("big.sqlite"))
    for done in (2500, 5000):
        tell("Indexing all words", done, 5000)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.endswith("\rIndexing all words of big.sqlite: 5,000 of 5,000 articles\n")


def test_what_is_done_at_once_is_not_told(capsys):
    Progress(Path("small.sqlite"))("Indexing all words", 500, 500)
    assert capsys.readouterr().err == ""
