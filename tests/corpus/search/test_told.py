from __future__ import annotations

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from corpus.search.told import (
    CHUNK,
    TABLES,
    Slots,
    Teller,
    Telling,
    add,
    remove,
    slots_at,
    steps_to,
    told_in,
    unpacked,
)

ARTICLES = st.dictionaries(
    st.integers(1, 2 * CHUNK),
    st.dictionaries(st.integers(1, 70_000), st.sets(st.integers(1, 6), max_size=4), max_size=4),
    max_size=12,
)


def tables() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    for sql in TABLES:
        db.execute(sql)
    return db


def pairs(db: sqlite3.Connection, term: int | None = None) -> set[tuple[int, int]]:
    return {
        (first + place, date)
        for first, dates, places in told_in(db, term)
        for date, place in zip(dates, places, strict=True)
        if date
    }


def expected(articles: dict[int, dict[int, set[int]]], term: int | None = None) -> set[object]:
    return {
        (seq, date)
        for seq, told in articles.items()
        for date, terms in told.items()
        if term is None or term in terms
    }


@given(st.sets(st.integers(1, 5000), max_size=100))
def test_steps_lead_to_the_slots_they_were_made_of(slots):
    assert slots_at(steps_to(slots)) == sorted(slots)


@given(ARTICLES, st.data())
def test_what_articles_tell_of_is_told_until_they_are_taken_out(articles, data):
    db = tables()
    for seq, told in articles.items():
        add(db, seq, told)
    for seq in data.draw(st.sets(st.sampled_from(sorted(articles))) if articles else st.just([])):
        remove(db, seq)
        if data.draw(st.booleans()):
            add(db, seq, articles[seq])
        else:
            articles.pop(seq)
    assert pairs(db) == expected(articles)
    for term in range(1, 7):
        assert pairs(db, term) == expected(articles, term)


@given(ARTICLES)
def test_articles_written_in_one_go_tell_the_same(articles):
    one_by_one, at_once = tables(), tables()
    teller = Teller(at_once)
    for seq in sorted(articles):
        add(one_by_one, seq, articles[seq])
        teller.add(seq, articles[seq])
    teller.flush()
    for term in (None, *range(1, 7)):
        assert pairs(at_once, term) == pairs(one_by_one, term)
    for seq, told in articles.items():
        for date, terms in told.items():
            assert [Telling(at_once, date, term)(seq) for term in range(1, 7)] == [
                term in terms for term in range(1, 7)
            ]


def test_an_article_that_is_read_again_and_again_takes_no_more_room():
    db = tables()
    for _ in range(50):
        add(db, 5, {7: {1}, 8: {2}})
        remove(db, 5)
    (blob,) = db.execute("SELECT slots FROM told").fetchone()
    assert len(unpacked(blob).dates) == 3
    assert db.execute("SELECT count(*) FROM beside").fetchone() == (0,)


def test_numbers_of_any_size_come_back():
    for number in (1, 65_535, 65_536, 4_000_000):
        slots = Slots()
        slots.add(3, [number])
        assert unpacked(slots.pack()) == slots
