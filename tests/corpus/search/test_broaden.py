"""What is offered in place of a query that finds nothing."""

from __future__ import annotations

import pytest

from corpus.query.parse import parse
from corpus.search.broaden import MOST_OFFERS, broader
from corpus.search.searcher import Searcher


@pytest.fixture
def offers(library):
    searcher = Searcher(library)

    def of(text: str):
        query = parse(text)
        assert searcher.count(query) == 0
        found = broader(query, searcher)
        for offer in found:
            assert searcher.count(parse(offer.text)) == offer.count > 0
        return found

    return of


def test_another_spelling_is_offered_first(offers):
    first = offers("لافورف before:2020")[0]
    assert (first.change, first.part) == ("Did you mean", "لافروف")


def test_a_word_that_stands_somewhere_is_not_spelt_otherwise(offers):
    assert all(o.change != "Did you mean" for o in offers("إدلب source:Nobody"))


def test_an_exact_form_that_stands_nowhere_is_offered_in_any_form(offers):
    (offer,) = offers("=إِدْلِب")
    assert (offer.change, offer.text) == ("In any spelling and form", "إِدْلِب")


def test_without_its_narrowest_condition_it_finds_something(offers):
    found = {(o.change, o.part): o for o in offers("إدلب before:1999")}
    assert found[("Without", "before:1999")].text == "إدلب"


def test_where_no_single_condition_is_to_blame_its_words_are_offered_alone(offers):
    found = {(o.change, o.part) for o in offers("إدلب before:1999 source:Nobody")}
    assert ("Only", "إدلب") in found


def test_the_order_asked_for_is_kept(offers):
    assert all(o.text.endswith("sort:oldest") for o in offers("إدلب before:1999 sort:oldest"))


def test_a_long_query_is_not_answered_with_a_long_list(offers):
    text = " ".join(["إدلب", *(f"source:outlet{number}" for number in range(100))])
    assert len(offers(text)) <= MOST_OFFERS


def test_nothing_is_offered_in_place_of_everything(offers, library):
    assert broader(parse(""), Searcher(library)) == ()
