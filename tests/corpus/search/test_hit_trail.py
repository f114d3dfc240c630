"""Walking from hit to hit across articles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Span
from corpus.search.hit_trail import MOST_WITHOUT, HitTrail

HITS = {
    "a": (Span(3, 5), Span(10, 12)),
    "b": (),
    "c": (Span(0, 4),),
}


def trail(hits=HITS) -> HitTrail:
    return HitTrail(hits, hits.__getitem__)


def forwards(walk: HitTrail) -> list[tuple[str, Span]]:
    found = []
    hit = walk.after(None)
    while hit is not None:
        found.append((hit.article_id, hit.span))
        hit = walk.after(hit.article_id, hit.span.start)
    return found


def backwards(walk: HitTrail) -> list[tuple[str, Span]]:
    found = []
    hit = walk.before(None, 0)
    while hit is not None:
        found.append((hit.article_id, hit.span))
        hit = walk.before(hit.article_id, hit.span.start)
    return found


def test_walking_passes_over_articles_without_hits():
    assert forwards(trail()) == [("a", Span(3, 5)), ("a", Span(10, 12)), ("c", Span(0, 4))]


def test_a_hit_says_how_far_along_it_is():
    hit = trail().after("a", 3)
    assert (hit.ordinal, hit.total, hit.article_ordinal, hit.articles) == (2, 2, 1, 3)


def test_from_between_two_hits_both_neighbours_are_reached():
    assert trail().after("a", 7).span == Span(10, 12)
    assert trail().before("a", 7).span == Span(3, 5)


def test_from_an_article_without_hits_both_sides_are_reached():
    assert trail().after("b", 5).article_id == "c"
    assert trail().before("b", 5).span == Span(10, 12)


def test_from_an_article_that_was_not_found_one_comes_back_to_the_results():
    assert trail().after("elsewhere", 100).span == Span(3, 5)
    assert trail().before("elsewhere", 100).article_id == "c"


def test_there_is_nothing_beyond_either_end():
    assert trail().after("c", 0) is None
    assert trail().before("a", 3) is None
    assert trail({}).after(None) is None


def test_the_hit_one_stands_on_is_known_by_any_code_point_of_it():
    assert trail().at("a", 11).ordinal == 2
    assert trail().at("a", 12) is None
    assert trail().at("elsewhere", 3) is None


def test_articles_are_read_only_when_they_are_walked_to():
    read = []
    walk = HitTrail(HITS, lambda id_: read.append(id_) or HITS[id_])
    walk.after("a", 3)
    assert read == ["a"]


def test_one_step_does_not_read_a_whole_library_of_articles_without_hits():
    read = []
    ids = [str(number) for number in range(MOST_WITHOUT * 3)]
    walk = HitTrail(ids, lambda id_: read.append(id_) or ())
    assert walk.after(None) is None
    assert len(read) <= MOST_WITHOUT + 1


@given(
    st.lists(
        st.lists(st.integers(0, 50), unique=True).map(
            lambda starts: tuple(Span(n * 4, n * 4 + 3) for n in sorted(starts))
        ),
        max_size=6,
    )
)
def test_there_and_back_the_same_hits_are_walked(by_article):
    hits = {str(number): spans for number, spans in enumerate(by_article)}
    expected = [(id_, span) for id_, spans in hits.items() for span in spans]
    assert forwards(trail(hits)) == expected
    assert backwards(trail(hits)) == expected[::-1]
