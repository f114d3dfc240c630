"""Finding an entity by a part of its name."""

from __future__ import annotations

import pytest

from corpus.article import EntityName, EntityType
from corpus.knowledge.base import load
from corpus.library.entity_search import entity_finder


@pytest.fixture
def finder(empty, article_of):
    name = EntityName("person/u-x", EntityType.PERSON, "سامي الرملي", "Sami al-Ramli", "")
    empty.add(article_of("نص"), (), (name,))
    return entity_finder(empty, load())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lavrov", "person/lavrov"),
        ("Erdogan", "person/erdogan"),
        ("اردوغان", "person/erdogan"),
        ("لافروف", "person/lavrov"),
        ("الرملي", "person/u-x"),
        ("sochi memo 2018", "agreement/sochi-memo-2018"),
    ],
)
def test_a_name_is_found_in_either_script_without_accents_and_hamza(finder, typed, first):
    assert finder.find(typed)[0].slug == first


def test_a_name_that_begins_so_comes_before_one_that_only_holds_it(finder):
    names = [name.en.casefold() for name in finder.find("turk")]
    begins = [name.startswith("turk") for name in names]
    assert begins == sorted(begins, reverse=True) and True in begins


def test_nothing_typed_and_nothing_known_find_nothing(finder):
    assert finder.find("  ") == ()
    assert finder.find("qqqqqq") == ()
