"""The one table of the language names nothing twice, and finds what is misspelt."""

from __future__ import annotations

from datetime import date
from itertools import chain

import pytest

from corpus.query.days import days_of
from corpus.query.fields import (
    AND_WORDS,
    FIELDS,
    NOT_WORDS,
    OR_WORDS,
    RELATIVE,
    field_named,
    lookup,
    nearest_fields,
    value_named,
)


def test_no_name_stands_for_two_keywords():
    names = [lookup(word) for field in FIELDS for word in {*map(lookup, field.words)}]
    assert len(names) == len(set(names))
    assert not {*names} & {*map(lookup, OR_WORDS | AND_WORDS | NOT_WORDS)}


def test_no_name_stands_for_two_values_of_a_keyword():
    for field in FIELDS:
        names = [{*map(lookup, value.words)} for value in field.values]
        assert len(set(chain.from_iterable(names))) == sum(map(len, names)), field.name


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_name_finds_its_keyword_and_every_value_its_own(field):
    for word in field.words:
        assert field_named(word) is field
    for value in field.values:
        for word in value.words:
            assert value_named(field, word) is value


def test_every_keyword_has_an_arabic_name_and_says_what_it_asks():
    for field in FIELDS:
        assert field.says
        assert field.arabic
        assert all(name.isascii() for name in (field.name, *field.also))
        assert not any(letter.isascii() for name in field.arabic for letter in name)
        assert any(name in field.arabic_example for name in field.arabic)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ofical", "official"), ("sours", "source"), ("مسوول", "مسؤول"), ("be", "before")],
)
def test_a_misspelt_keyword_is_found(typed, meant):
    assert nearest_fields(typed)[0] == meant


def test_nothing_near_is_offered_for_what_is_far():
    assert nearest_fields("zzzzzz") == ()


def test_every_day_in_words_that_is_offered_is_one():
    for value in RELATIVE:
        for word in value.words:
            assert days_of(word, lambda: date(2020, 3, 10)).first
