from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from corpus.library.edits import Changes, edit
from corpus.library.records import delete_found
from corpus.library.schema import untold
from corpus.library.store import Library
from corpus.query.parse import parse
from corpus.search.bits import joined, numbers_in
from corpus.search.index import month_number, month_of, rebuild
from corpus.search.searcher import Searcher
from corpus.search.told import told_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def library(sample_file: Path, tmp_path: Path) -> Iterator[Library]:
    path = tmp_path / "library.sqlite"
    shutil.copy(sample_file, path)
    with Library(path) as opened:
        yield opened


def counted(library: Library) -> tuple[object, object, object]:
    """Return all that articles are counted under, whatever the order it was written in."""
    sets: dict[int, dict[int, bytes]] = {}
    for chunk, term, members in library._rows("SELECT chunk, term, members FROM article_set"):
        sets.setdefault(term, {})[chunk] = members
    terms = [term for (term,) in library._rows("SELECT DISTINCT term FROM beside")]
    told = {
        (term, first + place, date)
        for term in (None, *terms)
        for first, dates, places in told_in(library._db, term)
        for date, place in zip(dates, places, strict=True)
        if date
    }
    sources = library._rows("SELECT term, article FROM source_article ORDER BY 1, 2")
    return {term: numbers_in(joined(chunks)) for term, chunks in sets.items()}, told, sources


def made_anew(library: Library) -> tuple[object, object, object]:
    with library._writing("make the index anew") as db:
        rebuild(db, untold)
    return counted(library)


def test_what_is_counted_at_intake_is_what_is_counted_when_the_index_is_made_anew(library):
    before = counted(library)
    assert all(before)
    assert made_anew(library) == before


def test_an_edited_and_a_removed_article_leave_nothing_behind(library):
    first, second, *_ = library.article_ids()
    edit(library, first, Changes(source="وكالة أخرى", published="2015-05-05"))
    with library._writing("remove an article") as db:
        (seq,) = db.execute("SELECT seq FROM article WHERE id = ?", (second,)).fetchone()
        delete_found(db, seq)
        db.execute("DELETE FROM article WHERE seq = ?", (seq,))
    before = counted(library)
    assert made_anew(library) == before
    searcher = Searcher(library)
    assert searcher.ids(parse("on:2015-05")) == (first,)
    months = [one.term for one in searcher.facets(parse("وكالة OR سوريا")) if one.kind == "month"]
    assert "on:2015-05" in months


def test_facets_of_a_query_are_what_its_articles_have_one_by_one(library):
    searcher = Searcher(library)
    for text in ("روسيا تركيا", "هدنة", "agreement:sochi -روسيا", "date:2018", "قطارسريع"):
        found = set(searcher.ids(parse(text)))
        for facet in searcher.facets(parse(text), most=1000):
            alone = set(searcher.ids(parse(facet.term)))
            if facet.kind in ("month", "agreement") or ":" not in facet.term[:-1]:
                assert facet.count == len(found & alone), (text, facet)


def test_a_month_keeps_its_number():
    for day, month in (
        ("2017-01-31", "2017-01"),
        ("2019-12-01", "2019-12"),
        ("0987-06", "0987-06"),
    ):
        number = month_number(day)
        assert number is not None
        assert (number < 0, month_of(number)) == (True, month)
    assert month_number("9999") is None
