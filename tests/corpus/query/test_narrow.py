"""Adding, replacing and taking away terms of a query, as facets do."""

from __future__ import annotations

from corpus.article import EntityType, Span
from corpus.query.narrow import terms, with_sort, with_term, without_term
from corpus.query.parse import parse
from corpus.query.tree import Day, Named, Not, Source, State

HERE = Span(0, 0)
RT = Source(HERE, "RT")
TASS = Source(HERE, "TASS")


def test_what_was_typed_stays_when_a_term_is_added():
    query = with_term(parse('قبل:"أمس"   سوتشي | أكار'), RT)
    assert query.text == 'قبل:"أمس"   سوتشي | أكار source:RT'
    assert terms(query)[-1] == RT
    assert terms(query)[-1].at.slice(query.text) == "source:RT"


def test_a_term_is_added_to_an_empty_query_and_taken_away_again():
    query = with_term(parse(""), RT)
    assert query.text == "source:RT"
    assert without_term(query, RT).root is None


def test_a_term_that_is_there_is_not_added_again():
    query = parse("source:RT سوتشي")
    assert with_term(query, RT) is query


def test_a_contrary_term_makes_room():
    query = with_term(parse("سوتشي -source:RT"), RT)
    assert query.text == "سوتشي source:RT"
    query = with_term(query, Not(RT))
    assert query.text == "سوتشي -source:RT"


def test_a_term_is_put_in_the_place_of_another():
    march = Day(HERE, "2020-03-01", "2020-03-31")
    april = Day(HERE, "2020-04-01", "2020-04-30")
    query = parse("on:2020-03 سوتشي sort:oldest")
    assert with_term(query, april, instead_of=march).text == "on:2020-04 سوتشي sort:oldest"
    assert with_term(parse("سوتشي"), april, instead_of=march).text == "سوتشي on:2020-04"
    assert with_term(query, march, instead_of=march) is query


def test_a_term_is_taken_away_wherever_it_stands():
    akar = Named(HERE, "akar", EntityType.PERSON)
    assert without_term(parse("a official:akar (b OR c)"), akar).text == "a (b OR c)"
    assert without_term(parse("official:akar"), akar).text == ""
    query = parse("a b")
    assert without_term(query, akar) is query


def test_a_query_of_one_or_the_other_is_limited_as_a_whole():
    query = with_term(parse("source:RT OR source:TASS"), State(HERE, "unread"))
    assert len(terms(query)) == 2
    assert query.text == "source:RT OR source:TASS is:unread"


def test_a_day_in_words_does_not_take_in_the_term():
    word = parse("مضت").root
    query = with_term(parse("منذ:أسبوع"), word)
    assert terms(query)[-1] == word


def test_the_order_is_changed():
    query = with_sort(parse("سوتشي sort:oldest"), "relevance")
    assert (query.text, query.sort) == ("سوتشي sort:relevance", "relevance")
    assert with_sort(parse(""), "oldest").sort == "oldest"
    assert with_term(query, TASS).sort == "relevance"
