"""The list of results as a file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from corpus.article import Span
from corpus.errors import BriefError, UsageError
from corpus.query.parse import parse
from corpus.search.result_export import document, form_of, numbered, save
from corpus.search.searcher import Result, Searcher, Snippet

QUERY = "سوتشي before:2020"


def result(**changed) -> Result:
    snippet = Snippet("حول اتفاق سوتشي.", (Span(10, 15),))
    values = {
        "article_id": "abc",
        "label": "عنوان",
        "published": "2018-09-17",
        "published_from": "metadata",
        "source": "RT",
        "is_read": False,
        "hits": 1,
        "snippet": snippet,
    }
    return Result(**(values | changed))


@pytest.fixture
def searcher(library):
    return Searcher(library)


def test_json_has_every_result_in_order_with_the_places_of_its_hits(searcher, tmp_path):
    query = parse(QUERY)
    path = save(tmp_path / "found.json", numbered(searcher, query), QUERY)
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["query"] == QUERY
    assert [row["article"] for row in told["results"]] == list(searcher.ids(query))
    assert len(told["results"]) > 1
    for row in told["results"]:
        start, end = row["snippet_hits"][0]
        assert "سوتشي" in row["snippet"][start:end]


def test_only_the_marked_ones_are_written_and_keep_their_places(searcher):
    ids = searcher.ids(parse(QUERY))
    ((place, result),) = numbered(searcher, parse(QUERY), frozenset(ids[1:2]))
    assert (place, result.article_id) == (2, ids[1])


def test_a_spreadsheet_takes_the_csv_for_arabic_and_no_cell_for_a_formula():
    text = document([(1, result(label="=HYPERLINK()", source="@x"))], "csv", QUERY)
    assert text.startswith("\ufeff")
    heads, row = csv.reader(text.removeprefix("\ufeff").splitlines())
    told = dict(zip(heads, row, strict=True))
    assert told["title"] == "'=HYPERLINK()" and told["source"] == "'@x"
    assert told["snippet"] == "حول اتفاق سوتشي."


def test_markdown_has_the_hits_in_bold_and_says_the_direction():
    text = document([(1, result())], "markdown", QUERY)
    assert "حول اتفاق **سوتشي**." in text
    assert '<span dir="rtl" lang="ar">عنوان</span>' in text
    assert "2018-09-17 · RT · 1 hit · `abc`" in text


def test_markup_in_a_title_or_a_snippet_is_text():
    hostile = result(
        label="# [x](http://e) <b>", snippet=Snippet("*a* `b`", (Span(0, 3),)), source="_s_"
    )
    text = document([(1, hostile)], "markdown", "*q*")
    assert "\\[x\\](http://e) \\<b\\>" in text
    assert "**\\*a\\*** \\`b\\`" in text
    assert "\\_s\\_" in text and "# Search: \\*q\\*" in text


def test_the_ending_says_the_form_and_another_is_refused():
    assert form_of(Path("x.MD")) == "markdown"
    with pytest.raises(UsageError, match=r"\.md, \.csv or \.json"):
        form_of(Path("x.pdf"))


def test_a_file_that_is_there_is_not_written_over(searcher, tmp_path):
    path = tmp_path / "found.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(BriefError, match="exists already"):
        save(path, numbered(searcher, parse(QUERY)), QUERY)
    assert path.read_text(encoding="utf-8") == "mine"
