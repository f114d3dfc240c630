from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.search.bits import (
    CHUNK,
    Chosen,
    chunk_of,
    chunk_with,
    chunk_without,
    count_in,
    from_joined,
    from_numbers,
    joined,
    numbers_in,
)

PLACES = st.sets(st.integers(0, CHUNK - 1), max_size=300)
NUMBERS = st.sets(st.integers(0, 3 * CHUNK), max_size=400)


def listed(chunk: bytes) -> list[int]:
    return numbers_in(joined({0: chunk}))


@given(PLACES, st.integers(0, CHUNK - 1))
def test_a_chunk_holds_what_was_put_in_and_not_what_was_taken_out(places, other):
    chunk = chunk_of(places)
    assert listed(chunk) == sorted(places)
    assert count_in(chunk) == len(places)
    assert listed(chunk_with(chunk, other)) == sorted(places | {other})
    assert listed(chunk_without(chunk, other)) == sorted(places - {other})


def test_a_chunk_is_never_larger_than_a_bit_an_article_and_empty_when_nothing_is_left():
    chunk = b""
    for place in range(CHUNK):
        chunk = chunk_with(chunk, place)
        assert len(chunk) <= CHUNK // 8
    for place in range(CHUNK):
        chunk = chunk_without(chunk, place)
    assert chunk == b""


@given(NUMBERS, NUMBERS)
def test_counting_over_chunks_is_counting_what_both_have(some, others):
    chunks: dict[int, set[int]] = {}
    for number in others:
        chunks.setdefault(number // CHUNK, set()).add(number % CHUNK)
    kept = {number: chunk_of(places) for number, places in chunks.items()}
    assert numbers_in(joined(kept)) == sorted(others)
    chosen = Chosen(from_numbers(some))
    assert sum(chosen.count_in(*pair) for pair in kept.items()) == len(some & others)
    assert set(chosen.chunks) == {number // CHUNK for number in some}


@given(NUMBERS)
def test_numbers_come_back_from_a_text_as_from_a_list(numbers):
    text = ",".join(map(str, numbers)) or None
    assert from_joined(text) == from_numbers(numbers)
    assert numbers_in(from_numbers(numbers)) == sorted(numbers)
