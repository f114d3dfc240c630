"""The timeline of a library: what is counted is what is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.article import EntityType, Mention, MentionKind, Span, Statement
from corpus.library.timeline_rows import (
    Asked,
    item,
    items,
    landmarks,
    numbers_of,
    overview,
    references,
    unknown_years,
    with_unknown_years,
)
from corpus.timeline_query import numbers_found


@pytest.fixture
def date_in():
    """Make a mention of a date where words stand."""

    def made(article, words: str, value: str, certainty: str = "sure", nth: int = 0) -> Mention:
        start = -1
        for _ in range(nth + 1):
            start = article.text.index(words, start + 1)
        entities = () if "XXXX" in value else (f"date/{value}",)
        return Mention(
            Span(start, start + len(words)),
            EntityType.DATE,
            MentionKind.NAME,
            entities,
            "day",
            value,
            certainty,
        )

    return made


@pytest.fixture
def two_accounts(empty, article_of, mention_of, date_in, names_of):
    """Two articles of different days and outlets that tell of one day."""
    late = article_of(
        "وقع أكار المذكرة في 17 أيلول. ثم عاد إلى أنقرة.",
        "وكان شباط باردا في إدلب.",
        day="2018-10-01",
        source="الأناضول",
        title="بعد أسبوعين",
    )
    early = article_of(
        "في 17 أيلول أعلن الاتفاق. وفي 17 أيلول قال لافروف إن الاتفاق نافذ.",
        day="2018-09-18",
        source="سبوتنيك",
        title="اتفاق",
    )
    lavrov = mention_of(early, "لافروف", "person/lavrov")
    said = early.text.index("إن الاتفاق")
    empty.add(
        late,
        [
            mention_of(late, "أكار", "person/akar"),
            date_in(late, "17 أيلول", "2018-09-17"),
            date_in(late, "شباط", "XXXX-02", "open"),
            mention_of(late, "إدلب", "place/idlib"),
        ],
        names_of("person/akar", "place/idlib"),
    )
    empty.add(
        early,
        [
            date_in(early, "17 أيلول", "2018-09-17"),
            date_in(early, "17 أيلول", "2018-09-17", nth=1),
            lavrov,
        ],
        names_of("person/lavrov"),
        [
            Statement(
                Span(early.text.index("17 أيلول", 20), len(early.text)),
                "reported",
                lavrov.span,
                ("person/lavrov",),
                Span(said - 4, said),
                "said",
            )
        ],
    )
    return empty, early, late


def told(library, asked=None, series="both"):
    asked = asked or Asked()
    unknown = unknown_years(library, asked)
    found = with_unknown_years(overview(library, asked), unknown)
    listed = list(items(library, found.groups, asked, series, unknown))
    assert len(listed) == found.total(series)
    return listed


def test_several_accounts_of_a_day_stand_side_by_side_by_their_own_days(two_accounts):
    library, *_ = two_accounts
    accounts = [one for one in told(library) if one.moment.value == "2018-09-17"]
    assert [(one.kind, one.published, one.source) for one in accounts] == [
        ("event", "2018-09-18", "سبوتنيك"),
        ("event", "2018-10-01", "الأناضول"),
    ]


def test_an_account_is_the_sentence_around_its_date_with_whom_it_names(two_accounts):
    library, _, late = two_accounts
    one = next(i for i in told(library) if i.article_id == late.id and i.kind == "event")
    assert one.text == "وقع أكار المذكرة في 17 أيلول."
    assert one.span.slice(late.text) == one.text
    assert one.text[slice(*one.date_at)] == "17 أيلول"
    assert one.entities == ("person/akar",)


def test_the_sentence_that_names_somebody_is_taken_and_the_others_are_counted(two_accounts):
    library, early, _ = two_accounts
    one = next(i for i in told(library) if i.article_id == early.id and i.kind == "event")
    assert one.text.startswith("وفي 17 أيلول قال لافروف")
    assert one.is_statement and one.said_by == ("person/lavrov",)
    assert one.further == 1


def test_a_day_of_an_unknown_year_is_listed_last(two_accounts):
    library, *_ = two_accounts
    last = told(library)[-1]
    assert last.moment.value == "XXXX-02" and last.certainty == "open"


def test_an_article_without_a_day_is_counted_as_such(empty, article_of):
    empty.add(article_of("نص"), (), ())
    assert overview(empty).undated == 1
    assert told(empty) == []


def test_an_empty_library_has_an_empty_timeline(empty):
    assert overview(empty).groups == () and unknown_years(empty) == ()


@pytest.mark.parametrize("slug", ["person/akar", "place/idlib", "agreement/sochi-memo-2018"])
def test_an_entity_leaves_what_is_told_in_paragraphs_that_mention_it(library, slug):
    listed = told(library, Asked(entity=slug))
    assert listed and len(listed) < overview(library).total("both")
    for one in listed:
        mentions = [m for m in library.mentions(one.article_id) if slug in m.entities]
        assert mentions
        if one.kind == "event":
            paragraphs = library.article(one.article_id).paragraphs
            dates = [m for m in library.mentions(one.article_id) if m.value == one.moment.value]
            assert any(
                date.span.overlaps(p.span) and mention.span.overlaps(p.span)
                for p in paragraphs
                for date in dates
                for mention in mentions
            )


def test_an_entity_of_another_paragraph_does_not_count(two_accounts):
    library, *_ = two_accounts
    listed = told(library, Asked(entity="place/idlib"))
    assert [(one.kind, one.moment.value) for one in listed] == [
        ("published", "2018-10-01"),
        ("event", "XXXX-02"),
    ]


def test_only_the_articles_asked_for_count(library):
    chosen = library.article_ids()[3:6]
    listed = told(library, Asked(articles=numbers_of(library, chosen)))
    assert {one.article_id for one in listed} == set(chosen)
    both = told(library, Asked(numbers_of(library, chosen), "place/idlib"))
    assert {one.article_id for one in both} <= set(chosen)


def test_a_query_chooses_articles_as_a_search_does(library):
    numbers = numbers_found(library, "لافروف")
    assert numbers
    listed = told(library, Asked(articles=numbers), "published")
    assert len(listed) == len(numbers)
    assert numbers_found(library, "  ") is None


def test_many_ids_become_the_same_numbers_as_few(library):
    few = library.article_ids()[:4]
    padding = [f"{number:012x}" for number in range(600)]
    assert numbers_of(library, [*few, *padding]) == numbers_of(library, few)


def test_a_long_moment_is_read_in_blocks_without_gaps(library):
    group = max(overview(library).groups, key=lambda one: one.count("both"))
    whole = references(library, group)
    assert len(whole) == group.count("both") > 3
    parts = [
        one
        for start in range(0, len(whole), 2)
        for one in references(library, group, start=start, count=2)
    ]
    assert tuple(parts) == whole


def test_known_agreements_are_landmarks_on_their_own_days(library):
    from corpus.knowledge.base import load

    marks = landmarks(library, load())
    assert marks[0].slug == "agreement/sochi-memo-2018"
    assert marks[0].day.isoformat() == "2018-09-17"


def test_headline_sentences_give_way_to_those_of_the_body(empty, article_of, date_in):
    article = article_of("اتفاق 17 أيلول", "وقع الاتفاق في 17 أيلول.", day="2018-09-18")
    headline, body = article.paragraphs
    article = replace(article, paragraphs=(replace(headline, role="headline"), body))
    dates = [date_in(article, "17 أيلول", "2018-09-17", nth=n) for n in (0, 1)]
    empty.add(article, dates, ())
    group = overview(empty).shown("events")[0]
    (one,) = references(empty, group, series="events")
    assert item(empty, one).text == "وقع الاتفاق في 17 أيلول."
