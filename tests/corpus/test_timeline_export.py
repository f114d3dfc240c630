"""A timeline in files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from corpus.article import Span
from corpus.errors import UsageError
from corpus.timeline import TimelineItem, moment_of
from corpus.timeline_export import HEADINGS, document, format_of


def made(value: str = "2018-09-17", text: str = "وقع | الاتفاق", source: str = "رويترز"):
    moment = moment_of(value)
    assert moment is not None
    return TimelineItem(
        "event", moment, "a" * 12, "عنوان", source, "2018-09-18", Span(3, 16), text, Span(9, 12)
    )


def test_the_ending_of_a_name_says_what_is_written():
    assert [format_of(Path(name)) for name in ("a.md", "b.CSV", "c.json", "d.jsonl")] == [
        "markdown",
        "csv",
        "json",
        "jsonl",
    ]
    with pytest.raises(UsageError, match=r"\.md"):
        format_of(Path("timeline.pdf"))


def test_a_markdown_table_keeps_its_columns_whatever_the_words_hold():
    *_, row = document([made("2020-02-21/2020-02-29")], "markdown").splitlines()
    assert row.replace("\\|", "").count("|") == 7
    assert "2020-02-21/2020-02-29 (days)" in row and "\\|" in row


def test_a_spreadsheet_takes_no_cell_for_a_formula():
    text = document([made(text="=1+1", source="@x")], "csv")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == HEADINGS
    assert rows[1][-1] == "'=1+1" and rows[1][4] == "'@x"


def test_json_keeps_the_day_told_of_and_the_day_of_publication_apart():
    (row,) = json.loads(document([made()], "json"))["timeline"]
    assert (row["first"], row["published"], row["precision"]) == (
        "2018-09-17",
        "2018-09-18",
        "day",
    )
    (line,) = document([made("XXXX-02")], "jsonl").splitlines()
    assert json.loads(line)["first"] is None


def test_nothing_is_a_document_too():
    assert json.loads(document([], "json")) == {"timeline": []}
    assert document([], "csv").strip("\ufeff\r\n") == ",".join(HEADINGS)
