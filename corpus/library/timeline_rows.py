"""The timeline of a library: counts of the whole at once, items only as they are looked at.

Each resolved date is an entity, ``date/VALUE``, so the tables of entities tell how many articles
name it. An item is one article and one moment. What the sentence is takes the article's text, and
is read for the items one looks at.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import compress

from corpus.article import EntityType, Span
from corpus.bilingual import Bilingual
from corpus.library.records import UNDATED
from corpus.notes import sentences
from corpus.search.index import DATE as PREFIX
from corpus.search.index import UNKNOWN_YEAR
from corpus.search.told import CHUNK, Telling, told_in
from corpus.timeline import (
    Group,
    Kind,
    Landmark,
    Moment,
    Overview,
    TimelineItem,
    moment_of,
    overview_of,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from corpus.article import Article, Mention, Statement
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library
    from corpus.timeline import Series

_AFTER = f"{PREFIX[:-1]}0"
"""Sorts right behind every slug of a date."""
_BLOCK = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a library a timeline is of."""

    articles: frozenset[int] | None = None
    """The numbers of the only articles that count; None for all: see `numbers_of`."""
    entity: str | None = None
    """The slug of an entity, no date: articles count that mention it, and dates in whose paragraph
    it is mentioned not far from them."""


EVERYTHING = Asked()


def numbers_of(library: Library, ids: Iterable[str]) -> frozenset[int]:
    """Return the numbers by which the library knows some articles."""
    wanted = set(ids)
    if len(wanted) < 500:
        rows = [
            library._rows("SELECT seq FROM article WHERE id = ?", (id_,)) for id_ in sorted(wanted)
        ]
        return frozenset(row[0][0] for row in rows if row)
    everything = library._rows("SELECT seq, id FROM article INDEXED BY article_by_date")
    return frozenset(seq for seq, id_ in everything if id_ in wanted)


def overview(library: Library, asked: Asked = EVERYTHING) -> Overview:
    """Return how many articles appeared on each day and how many tell of each moment.

    Days of unknown years are not looked for, which takes reading all mentions: see
    `unknown_years`.
    """
    appeared = _appeared(library, asked)
    undated = sum(count for day, count in appeared if day == UNDATED)
    return overview_of(
        [row for row in appeared if row[0] != UNDATED], _told(library, asked), undated
    )


def _appeared(library: Library, asked: Asked) -> list[tuple[str, int]]:
    which = _which(library, asked, "a.article")
    if asked.entity is not None:
        return library._rows(
            "SELECT a.date_order, count(*) FROM term t JOIN term_article a ON a.term = t.n"  # noqa: S608
            f" WHERE t.slug = ?{which} GROUP BY a.date_order",
            (asked.entity,),
        )
    if asked.articles is not None:
        return library._rows(
            "SELECT date_order, count(*) FROM article INDEXED BY article_by_date"
            " WHERE among(seq) GROUP BY date_order"
        )
    return library._rows("SELECT date_order, count(*) FROM article GROUP BY date_order")


def _told(library: Library, asked: Asked) -> list[tuple[str, int]]:
    if asked.entity is None and asked.articles is None:
        rows = library._rows(
            "SELECT slug, articles FROM entity_total WHERE slug >= ? AND slug < ?", (PREFIX, _AFTER)
        )
    else:
        counts = _counts_told(library, asked)
        slugs = library._rows(
            "SELECT slug, n FROM term WHERE slug >= ? AND slug < ?", (PREFIX, _AFTER)
        )
        rows = [(slug, counts[number]) for slug, number in slugs if counts[number]]
    return [(slug.removeprefix(PREFIX), count) for slug, count in rows]


def _counts_told(library: Library, asked: Asked) -> Counter[int]:
    """Return in how many articles the dates stand by their numbers."""
    counts: Counter[int] = Counter()
    articles = asked.articles
    for first, dates, places in _told_in(library, asked):
        if articles is None:
            counts.update(dates)
        else:
            here = bytes(first + place in articles for place in range(CHUNK)).ljust(256)
            counts.update(compress(dates, places.translate(here)))
    return counts


def _told_in(library: Library, asked: Asked) -> Iterator[tuple[int, array[int], bytearray]]:
    term = None if asked.entity is None else _number(library, asked.entity)
    chunks = None if asked.articles is None else {seq // CHUNK for seq in asked.articles}
    with library._telling("read the library"):
        yield from told_in(library._db, term, chunks)


def _number(library: Library, slug: str) -> int:
    rows = library._rows("SELECT n FROM term WHERE slug = ?", (slug,))
    return int(rows[0][0]) if rows else _NO_TERM


_NO_TERM = -1


def _which(library: Library, asked: Asked, article: str) -> str:
    """Return what narrows a selection."""
    if asked.articles is None:
        return ""
    _register(library, asked.articles.__contains__)
    return f" AND among({article})"


def _register(library: Library, among: Callable[[int], bool]) -> None:
    library._db.create_function("among", 1, among, deterministic=True)


@dataclass(frozen=True, slots=True)
class Reference:
    """Stands for an item whose words have not been read."""

    kind: Kind
    moment: Moment
    article_id: str


def unknown_years(library: Library, asked: Asked = EVERYTHING) -> tuple[Reference, ...]:
    """Return what stands for the accounts of moments whose year no article states, in order."""
    rows = library._rows(
        "SELECT slug, n FROM term WHERE slug >= ? AND slug < ? ORDER BY slug",
        (UNKNOWN_YEAR, UNKNOWN_YEAR + "~"),
    )
    if not rows:
        return ()
    values = {number: f"XXXX{slug.removeprefix(UNKNOWN_YEAR)}" for slug, number in rows}
    found: dict[int, set[int]] = {number: set() for number in values}
    for first, dates, places in _told_in(library, asked):
        for date, place in zip(dates, places, strict=True):
            if date in found and (asked.articles is None or first + place in asked.articles):
                found[date].add(first + place)
    made: list[Reference] = []
    for number, value in values.items():
        moment = moment_of(value)
        if moment is not None:
            ids = library._ids(_IN_ORDER, (json.dumps(sorted(found[number])),))
            made += [Reference("event", moment, id_) for id_ in ids]
    return tuple(made)


_IN_ORDER = (
    "SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.seq = j.value"
    " ORDER BY a.date_order, a.seq"
)


def with_unknown_years(found: Overview, unknown: Iterable[Reference]) -> Overview:
    """Return an overview with moments of unknown years at its end."""
    counts = Counter(reference.moment.value for reference in unknown)
    return Overview(found.groups + overview_of((), counts.items()).groups, found.undated)


def references(
    library: Library,
    group: Group,
    asked: Asked = EVERYTHING,
    series: Series = "both",
    *,
    start: int = 0,
    count: int = _BLOCK,
) -> tuple[Reference, ...]:
    """Return some of a moment's items: the articles that appeared, then those that tell of it.

    Both stand in the order in which the articles appeared. Moments of unknown years have none here:
    see `unknown_years`.

    Args:
        library: Where they are.
        group: The moment, with the counts that `overview` gave it.
        asked: What was asked of `overview`.
        series: What is shown.
        start: How many items come before the first one wanted.
        count: How many are wanted at most.
    """
    found: list[Reference] = []
    appeared = group.published if series != "events" else 0
    if start < appeared:
        ids = _ids_appeared(library, group.moment, asked, start, count)
        found += [Reference("published", group.moment, id_) for id_ in ids]
    if series != "published" and len(found) < count and group.events:
        skipped = max(0, start - appeared)
        ids = _ids_telling(library, group.moment, asked, skipped, count - len(found))
        found += [Reference("event", group.moment, id_) for id_ in ids]
    return tuple(found)


def _ids_appeared(
    library: Library, moment: Moment, asked: Asked, start: int, count: int
) -> tuple[str, ...]:
    if asked.entity is None:
        which = _which(library, asked, "a.seq")
        return library._ids(
            f"SELECT a.id FROM article a WHERE a.date_order = ?{which}"  # noqa: S608
            " ORDER BY a.seq LIMIT ? OFFSET ?",
            (moment.value, count, start),
        )
    which = _which(library, asked, "e.article")
    return library._ids(
        "SELECT a.id FROM (SELECT e.article FROM term t JOIN term_article e ON e.term = t.n"  # noqa: S608
        f" WHERE t.slug = ? AND e.date_order = ?{which} ORDER BY e.article LIMIT ? OFFSET ?) f"
        " CROSS JOIN article a ON a.seq = f.article ORDER BY a.seq",
        (asked.entity, moment.value, count, start),
    )


def _ids_telling(
    library: Library, moment: Moment, asked: Asked, start: int, count: int
) -> tuple[str, ...]:
    which = ""
    if asked.entity is not None or asked.articles is not None:
        _register(library, _telling(library, moment, asked))
        which = " AND among(g.article)"
    return library._ids(
        "SELECT a.id FROM (SELECT g.article, g.date_order FROM term t"  # noqa: S608
        f" JOIN term_article g ON g.term = t.n WHERE t.slug = ?{which}"
        " ORDER BY g.date_order, g.article LIMIT ? OFFSET ?) f"
        " CROSS JOIN article a ON a.seq = f.article ORDER BY f.date_order, f.article",
        (PREFIX + moment.value, count, start),
    )


def _telling(library: Library, moment: Moment, asked: Asked) -> Callable[[int], bool]:
    """Return what tells whether an article that tells of a moment is among those asked for."""
    articles = asked.articles
    if asked.entity is None:
        assert articles is not None
        return articles.__contains__
    date = _number(library, PREFIX + moment.value)
    beside = Telling(library._db, date, _number(library, asked.entity))
    if articles is None:
        return beside
    return lambda seq: seq in articles and beside(seq)


def item(library: Library, reference: Reference, entity: str | None = None) -> TimelineItem:
    """Return an item with its words.

    Args:
        library: Where the article is.
        reference: What stands for the item.
        entity: A sentence that mentions this entity is taken before one that does not.

    Raises:
        NotFoundError: The article has gone.
    """
    article = library.article(reference.article_id)
    if reference.kind == "published":
        return _appearance(article, reference.moment)
    mentions = library.mentions(article.id)
    statements = library.statements(article.id)
    return _account(article, mentions, statements, reference.moment, entity)


def _appearance(article: Article, moment: Moment) -> TimelineItem:
    span = next(iter(sentences(article)), Span(0, 0))
    return TimelineItem(
        "published",
        moment,
        article.id,
        article.label,
        article.source,
        article.published.day if article.published else None,
        span,
        article.label,
    )


def _account(
    article: Article,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    moment: Moment,
    entity: str | None,
) -> TimelineItem:
    spans = sentences(article)
    starts = [span.start for span in spans]
    dates: dict[Span, Mention] = {}
    for mention in mentions:
        if mention.type is EntityType.DATE and mention.value == moment.value:
            around = spans[max(0, bisect_right(starts, mention.span.start) - 1)]
            dates.setdefault(around, mention)
    if not dates:
        return _appearance(article, moment)
    inside = {
        span: [m for m in mentions if m.type is not EntityType.DATE and m.span.overlaps(span)]
        for span in dates
    }

    def worth(span: Span) -> tuple[bool, bool, bool, int]:
        named = any(entity in mention.entities for mention in inside[span])
        is_headline = any(
            p.role == "headline" and p.span.overlaps(span) for p in article.paragraphs
        )
        return not named, is_headline, not inside[span], span.start

    span = min(dates, key=worth)
    mention = dates[span]
    said = next((s for s in statements if s.span.overlaps(mention.span)), None)
    text, date_at = _one_line(article.text, span, mention.span)
    return TimelineItem(
        "event",
        moment,
        article.id,
        article.label,
        article.source,
        article.published.day if article.published else None,
        span,
        text,
        mention.span,
        date_at,
        mention.certainty,
        tuple(dict.fromkeys(slug for m in inside[span] for slug in m.entities)),
        said.entities if said else (),
        said is not None,
        len(dates) - 1,
    )


def _one_line(text: str, span: Span, inner: Span) -> tuple[str, tuple[int, int]]:
    """Return a span's words on one line, and where a span inside it stands there."""
    before = " ".join(text[span.start : inner.start].split())
    if before and text[inner.start - 1].isspace():
        before += " "
    within = " ".join(text[inner.start : min(inner.end, span.end)].split())
    after = text[inner.end : span.end]
    gap = " " if after[:1].isspace() else ""
    tail = gap + " ".join(after.split())
    return before + within + tail.rstrip(), (len(before), len(before) + len(within))


def items(
    library: Library,
    groups: Iterable[Group],
    asked: Asked = EVERYTHING,
    series: Series = "both",
    unknown: Sequence[Reference] = (),
) -> Iterator[TimelineItem]:
    """Yield all items of some groups in order, reading an article at a time.

    Args:
        library: Where they are.
        groups: The groups.
        asked: What was asked of `overview`.
        series: What is wanted.
        unknown: What `unknown_years` returned, for the groups of unknown years.
    """
    for group in groups:
        for reference in _all_references(library, group, asked, series, unknown):
            yield item(library, reference, asked.entity)


def _all_references(
    library: Library, group: Group, asked: Asked, series: Series, unknown: Sequence[Reference]
) -> Iterator[Reference]:
    if group.moment.first is None:
        yield from (reference for reference in unknown if reference.moment == group.moment)
        return
    start = 0
    while found := references(library, group, asked, series, start=start):
        yield from found
        start += len(found)


def landmarks(library: Library, base: KnowledgeBase) -> tuple[Landmark, ...]:
    """Return the days of known agreements that the library mentions, the most mentioned first."""
    from corpus.knowledge.base import Agreement

    known: dict[str, Any] = {
        agreement.slug: agreement
        for agreement in base.of_class(Agreement)
        if agreement.kind not in _NO_LANDMARK
    }
    counts = library.mention_counts(list(known))
    marks = [
        (-count, Landmark(slug, Bilingual(known[slug].en, known[slug].ar), moment.first))
        for slug, count in counts.items()
        for moment in [_day_of(known[slug].date)]
        if moment is not None and moment.first is not None
    ]
    return tuple(mark for _, mark in sorted(marks, key=lambda pair: (pair[0], pair[1].day)))


_NO_LANDMARK = frozenset(("process", "resolution", "treaty", "charter", "plan", "initiative"))
"""Kinds that do not happen on a day, or that are decided far from the ground."""


def _day_of(value: str) -> Moment | None:
    moment = moment_of(value[:10])
    return moment if moment is not None and moment.precision == "day" else None
