"""Every query and every command of docs/queries.md works, and its tables are the language's own."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from corpus.query.errors import QueryError
from corpus.query.handbook import keyword_table, sign_table, value_table
from corpus.query.parse import parse
from corpus.query.printing import to_text
from corpus.search.searcher import Searcher
from tui.cli import main

PAGE = (Path(__file__).parents[3] / "docs" / "queries.md").read_text("utf-8")
GUIDE = PAGE.split("## All signs")[0]
ROWS = re.findall(r"^\| `(.+?)` \| (.*) \|$", GUIDE.replace("\\|", "¦"), re.M)
QUERIES = [query.replace("¦", "|") for query, _ in ROWS]
ASIDE = [
    code.replace("¦", "|")
    for _, text in ROWS
    for code in re.findall(r"`([^`]+)`", text)
    if code not in ('"…"', "“…”", "=")
]
COMMANDS = re.findall(r"^    (idlib-brief .*)$", PAGE, re.M)


@pytest.mark.parametrize("query", [*QUERIES, *ASIDE])
def test_a_query_of_the_page_is_read_and_can_be_written(query):
    read = parse(query, today=date(2020, 3, 10))
    assert parse(to_text(read)).root == read.root


def test_what_the_page_calls_the_same_is_the_same():
    def root(text):
        return parse(text).root

    assert root("أكار أو لافروف") == root("أكار | لافروف") == root("أكار OR لافروف")
    assert root("سوتشي -source:RT") == root("سوتشي NOT source:RT") == root("سوتشي ليس مصدر:RT")
    assert root("مصدر: سانا") == root("المصدر:سانا")
    assert all(text in PAGE for text in ("أكار أو لافروف", "سوتشي ليس مصدر:RT", "المصدر:سانا"))


@pytest.mark.parametrize("table", [sign_table, keyword_table, value_table])
def test_the_tables_are_those_of_the_language(table):
    assert table() in PAGE, f"put this into docs/queries.md:\n\n{table()}"


def test_the_queries_of_the_page_are_answered(library):
    searcher = Searcher(library)
    for query in ("erdogan", "أردوغان", "=اتفاق", "اتفاق*", "«خفض التصعيد»"):
        assert query in QUERIES or f"`{query}`" in PAGE
        assert searcher.count(parse(query)), query
    assert searcher.ids(parse("erdogan")) == searcher.ids(parse("أردوغان"))


def test_the_error_of_the_page_is_the_one_that_comes():
    with pytest.raises(QueryError) as caught:
        parse("سوتشي sorce:RT")
    for line in (*caught.value.drawn(), f"idlib-brief: {caught.value}"):
        assert line in PAGE


def test_the_commands_of_the_page_work_one_after_another(library_file, monkeypatch, capsys):
    monkeypatch.setenv("IDLIB_BRIEF_LIBRARY", str(library_file))
    assert len(COMMANDS) >= 10
    for command in COMMANDS:
        assert main(shlex.split(command)[1:]) == 0, command
