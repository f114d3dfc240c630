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


def test_a_word_that_begins_so_comes_before_one_that_only_holds_it(finder):
    names = [name.en.casefold() for name in finder.find("key", limit=500)]
    begins = [f" {name}".find(" key") >= 0 for name in names]
    assert begins == sorted(begins, reverse=True)


def test_what_is_mentioned_more_often_comes_first(empty, article_of, mention_of):
    names = [
        EntityName(f"person/u-{n}", EntityType.PERSON, f"سامي {n}", f"Sami {n}", "")
        for n in ("one", "two")
    ]
    article = article_of("قال سامي")
    empty.add(article, (mention_of(article, "سامي", "person/u-two"),), names)
    found = entity_finder(empty, load()).find("sami")
    assert [name.slug for name in found][:2] == ["person/u-two", "person/u-one"]


def test_nothing_typed_and_nothing_known_find_nothing(finder):
    assert finder.find("  ") == ()
    assert finder.find("qqqqqq") == ()
