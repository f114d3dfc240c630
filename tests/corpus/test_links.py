from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import EntityType, Mention, MentionKind, Span
from corpus.library.store import Library
from corpus.links import describe, follow, mention_at, neighbour

AKAR, SHOIGU = "person/akar", "person/shoigu"


@pytest.fixture
def road(empty, article_of, mention_of):
    """May 2019 mentions Akar twice, March 2020 three times, an undated article once; 2017 and
    January 2020 do not. Added in no order."""
    texts = {
        "2020-03-11": "قال أكار وشويغو. وأضاف أكار. وختم أكار.",
        "2017-08-17": "وصل باقري.",
        None: "عاد أكار.",
        "2020-01-12": "هدنة.",
        "2019-05-31": "التقى أكار شويغو. ثم غادر أكار.",
    }
    articles = {}
    for day, text in texts.items():
        article = articles[day] = article_of(text, day=day)
        mentions = [
            mention_of(article, word, slug, nth=n)
            for word, slug in (("أكار", AKAR), ("شويغو", SHOIGU))
            for n in range(text.count(word))
        ]
        empty.add(article, sorted(mentions, key=lambda mention: mention.span), ())
    return empty, articles


def place(step):
    return step.occurrence.published, step.occurrence.mention.span.start


def walk(road, day, offset, direction, slug=AKAR):
    library, articles = road
    step = follow(library, slug, articles[day].id, offset, direction)
    return None if step is None else (*place(step), step.wrapped)


def test_following_runs_through_every_mention_in_date_order_and_comes_round(road):
    library, articles = road
    occurrences = library.occurrences(AKAR)
    at, seen = ("2019-05-31", occurrences[0].mention.span.start), []
    for n in range(1, len(occurrences) + 1):
        step = follow(library, AKAR, articles[at[0]].id, at[1], 1)
        at = place(step)
        seen.append((step.ordinal, step.article_ordinal, step.wrapped))
        assert (step.total, step.articles) == (6, 3)
        assert step.occurrence == occurrences[n % len(occurrences)]
    assert seen == [
        (2, 1, False),
        (3, 2, False),
        (4, 2, False),
        (5, 2, False),
        (6, 3, False),
        (1, 1, True),
    ]


def test_one_step_back_undoes_one_step_on(road):
    library, _ = road
    for occurrence in library.occurrences(AKAR):
        on = follow(library, AKAR, occurrence.article_id, occurrence.mention.span.start, 1)
        back = follow(library, AKAR, on.occurrence.article_id, on.occurrence.mention.span.start, -1)
        assert back.occurrence == occurrence
        assert back.wrapped == on.wrapped


def test_from_an_article_without_the_entity_the_way_goes_on_from_its_date(road):
    last_of_may = road[1]["2019-05-31"].text.rindex("أكار")
    first_of_march = road[1]["2020-03-11"].text.index("أكار")
    assert walk(road, "2020-01-12", 0, 1) == ("2020-03-11", first_of_march, False)
    assert walk(road, "2020-01-12", 0, -1) == ("2019-05-31", last_of_may, False)


def test_before_the_first_and_after_the_last_article_the_way_comes_round(road):
    first = road[1]["2019-05-31"].text.index("أكار")
    undated = road[1][None].text.index("أكار")
    assert walk(road, "2017-08-17", 0, 1) == ("2019-05-31", first, False)
    assert walk(road, "2017-08-17", 0, -1) == (None, undated, True)
    assert walk(road, None, undated, 1) == ("2019-05-31", first, True)


def test_between_mentions_of_one_article_the_nearest_on_either_side_is_next(road):
    text = road[1]["2020-03-11"].text
    between = text.index("وأضاف")
    assert walk(road, "2020-03-11", between, 1)[1] == text.index("أكار", between)
    assert walk(road, "2020-03-11", between, -1)[1] == text.index("أكار")


def test_a_single_mention_is_its_own_next_and_previous(empty, article_of, mention_of):
    article = article_of("قال أكار")
    empty.add(article, [mention_of(article, "أكار", AKAR)], ())
    for direction in (1, -1):
        step = follow(empty, AKAR, article.id, 4, direction)
        assert (step.ordinal, step.total, step.wrapped) == (1, 1, True)


def test_an_entity_nobody_mentions_leads_nowhere(road):
    library, articles = road
    assert follow(library, "person/nobody", articles[None].id, 0, 1) is None
    assert describe(library, "person/nobody", articles[None].id, 0) is None


def test_from_an_article_that_has_left_the_library_the_way_begins_anew(road):
    library, _ = road
    assert follow(library, AKAR, "ffffffffffff", 0, 1).ordinal == 1
    assert follow(library, AKAR, "ffffffffffff", 0, -1).ordinal == 6


def test_where_one_stands_is_counted_in_date_order(road):
    library, _ = road
    for n, occurrence in enumerate(library.occurrences(AKAR), 1):
        step = describe(library, AKAR, occurrence.article_id, occurrence.mention.span.start)
        assert (step.occurrence, step.ordinal, step.wrapped) == (occurrence, n, False)
        assert describe(library, SHOIGU, occurrence.article_id, 0) is None


@settings(max_examples=40, deadline=None)
@given(
    shape=st.lists(
        st.tuples(st.sampled_from([None, "2019-01-01", "2020-01-01"]), st.integers(0, 3)),
        min_size=1,
        max_size=6,
    ),
    data=st.data(),
)
def test_the_step_is_the_one_that_a_list_of_all_mentions_gives(article_of, shape, data):
    with TemporaryDirectory() as folder, Library(Path(folder) / "library.sqlite") as library:
        articles = []
        for n, (day, count) in enumerate(shape):
            article = article_of(f"{n} أكار أكار أكار", day=day)
            articles.append(article)
            spans = [Span(2 + 5 * k, 6 + 5 * k) for k in range(count)]
            kind = (EntityType.PERSON, MentionKind.NAME, (AKAR,), "")
            library.add(article, [Mention(span, *kind) for span in spans], ())
        index = data.draw(st.integers(0, len(articles) - 1))
        offset = data.draw(st.integers(-1, 18))
        direction = data.draw(st.sampled_from([1, -1]))
        order = library.in_date_order([article.id for article in articles])
        here = (order.index(articles[index].id), offset)
        keys = [
            (order.index(one.article_id), one.mention.span.start)
            for one in library.occurrences(AKAR)
        ]
        assert keys == sorted(keys)
        ahead = [key for key in keys if (key > here if direction > 0 else key < here)]
        ahead = ahead if direction > 0 else ahead[::-1]
        step = follow(library, AKAR, articles[index].id, offset, direction)
        if not keys:
            assert step is None
            return
        expected = ahead[0] if ahead else keys[0 if direction > 0 else -1]
        assert (order.index(step.occurrence.article_id), place(step)[1]) == expected
        assert (step.ordinal, step.wrapped) == (keys.index(expected) + 1, not ahead)


def mentions(*starts: int) -> list[Mention]:
    return [
        Mention(Span(start, start + 3), EntityType.PERSON, MentionKind.NAME, (), "")
        for start in starts
    ]


@pytest.mark.parametrize(
    ("offset", "direction", "index"),
    [(-1, 1, 0), (0, 1, 1), (5, 1, 1), (10, 1, None), (10, -1, 0), (11, -1, 1), (0, -1, None)],
)
def test_the_neighbour_of_a_place_is_strictly_beside_it(offset, direction, index):
    assert neighbour(mentions(0, 10), offset, direction) == index
    assert neighbour([], offset, direction) is None


@pytest.mark.parametrize(
    ("offset", "index"), [(-1, None), (0, 0), (2, 0), (3, None), (9, None), (10, 1), (13, None)]
)
def test_the_mention_at_a_place_covers_it(offset, index):
    assert mention_at(mentions(0, 10), offset) == index
    assert mention_at([], offset) is None
