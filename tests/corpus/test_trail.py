from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.trail import LONGEST_TRAIL, Place, Trail


def at(n: int) -> Place:
    return Place(f"{n:012x}", top=n, lead=0, cursor=-1)


PLACES = st.builds(at, st.integers(0, 3))
TRAILS = st.lists(
    st.one_of(
        PLACES.map(lambda place: lambda trail: trail.visit(place)),
        PLACES.map(lambda place: lambda trail: trail.standing(place)),
        st.just(Trail.back),
        st.just(Trail.forward),
    ),
    max_size=30,
).map(lambda steps: _walked(Trail(), steps))


def _walked(trail: Trail, steps) -> Trail:
    for step in steps:
        trail = step(trail)
    return trail


def places(trail: Trail) -> list[Place | None]:
    return [*trail.behind, trail.here, *trail.ahead]


@given(TRAILS)
def test_forward_undoes_back_and_back_undoes_forward(trail):
    if trail.behind:
        assert trail.back().forward() == trail
    if trail.ahead:
        assert trail.forward().back() == trail


@given(TRAILS)
def test_walking_to_and_fro_forgets_no_place(trail):
    assert places(trail.back()) == places(trail.forward()) == places(trail)


@given(TRAILS, PLACES)
def test_back_after_a_jump_returns_to_where_it_was_made(trail, place):
    jumped = trail.visit(place)
    assert jumped.here == place
    if trail.here not in (None, place):
        assert jumped.back().here == trail.here
        assert jumped.ahead == ()
        assert jumped.forward() is jumped


@given(TRAILS)
def test_jumping_to_where_one_stands_is_no_jump(trail):
    if trail.here is not None:
        assert trail.visit(trail.here) == trail


@given(TRAILS, PLACES)
def test_scrolling_moves_the_present_place_alone(trail, place):
    stood = trail.standing(place)
    assert stood.here == place
    assert (stood.behind, stood.ahead) == (trail.behind, trail.ahead)


def test_a_jump_after_going_back_forgets_what_lay_ahead():
    trail = Trail().visit(at(1)).visit(at(2)).visit(at(3)).back().back()
    assert trail.here == at(1)
    assert trail.visit(at(4)).ahead == ()
    assert trail.visit(at(4)).back().here == at(1)


def test_an_empty_trail_leads_nowhere():
    assert Trail().back() == Trail().forward() == Trail()
    assert Trail().visit(at(1)).back().here == at(1)


def test_a_long_trail_forgets_its_oldest_places():
    trail = Trail()
    for n in range(LONGEST_TRAIL + 50):
        trail = trail.visit(at(n))
    assert len(trail.behind) == LONGEST_TRAIL
    for _ in range(LONGEST_TRAIL + 50):
        trail = trail.back()
    assert trail.here == at(49)
    assert len(trail.ahead) == LONGEST_TRAIL
    for _ in range(LONGEST_TRAIL + 50):
        trail = trail.forward()
    assert trail.here == at(LONGEST_TRAIL + 49)
