"""What a library tells of one entity: counts by SQL, lists a page at a time.

The newest article comes first, those without a known day last.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from corpus.article import Article, EntityType, MentionKind, Paragraph, Span
from corpus.library.records import UNDATED
from corpus.library.schema import inflated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from corpus.library.store import Library

_AT_ONCE = 100
"""Articles read in one go."""

_TERM = "(SELECT n FROM term WHERE slug = ?)"
_NEWEST_FIRST = f"date_order = '{UNDATED}', date_order DESC, article DESC"


@dataclass(frozen=True, slots=True)
class Month:
    """How often an entity is mentioned in the articles of one month."""

    month: str
    """``YYYY-MM``; empty for articles without a known day."""
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article that mentions an entity."""

    article_id: str
    day: str | None
    source: str | None
    label: str
    mentions: int
    first: Span
    """The first mention."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of an article with its words."""

    article_id: str
    day: str | None
    source: str | None
    span: Span
    text: str
    slugs: tuple[str, ...] = ()
    """For a statement: its speakers."""


@dataclass(frozen=True, slots=True)
class Found:
    """One mention of an article as it is counted."""

    span: Span
    type: EntityType
    kind: MentionKind
    slugs: tuple[str, ...]
    value: str | None
    certainty: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its mentions, in reading order.

    Of the article there is no more than id, text, paragraphs, title and outlet.
    """

    article: Article
    day: str | None
    mentions: tuple[Found, ...]


def months(library: Library, slug: str) -> tuple[Month, ...]:
    """Return how often an entity is mentioned by month, oldest first, the undated last."""
    # By days, as the table is ordered: to group by months SQLite would sort it all.
    rows = library._rows(
        "SELECT date_order, sum(mentions), count(*) FROM term_article"  # noqa: S608
        f" WHERE term = {_TERM} GROUP BY date_order ORDER BY date_order",
        (slug,),
    )
    counts: dict[str, tuple[int, int]] = {}
    for day, mentions, articles in rows:
        month = "" if day == UNDATED else day[:7]
        before = counts.get(month, (0, 0))
        counts[month] = before[0] + mentions, before[1] + articles
    return tuple(Month(month, *count) for month, count in counts.items())


def appearances(
    library: Library, slug: str, start: int, count: int, *, oldest: bool = False
) -> tuple[Appearance, ...]:
    """Return a page of the articles that mention an entity, the newest first unless told."""
    order = "date_order, article" if oldest else _NEWEST_FIRST
    # The dated and the undated are in the order wanted each, so that neither is sorted whole.
    some = (
        f"SELECT term, article, date_order, mentions FROM term_article WHERE term = {_TERM}"  # noqa: S608
        f" AND date_order {{}} '{UNDATED}'"
        f" ORDER BY {'date_order, article' if oldest else 'date_order DESC, article DESC'} LIMIT ?"
    )
    rows = library._rows(
        "SELECT a.id, a.published, a.source, a.label, e.mentions, m.start, m.length FROM"  # noqa: S608
        f" (SELECT * FROM (SELECT * FROM ({some.format('<')})"
        f" UNION ALL SELECT * FROM ({some.format('>=')}))"
        f" ORDER BY {order} LIMIT ? OFFSET ?) e"
        " CROSS JOIN article a ON a.seq = e.article"
        " CROSS JOIN mention_at m ON m.article = e.article AND m.n = (SELECT min(t.n)"
        " FROM term_mention t WHERE t.term = e.term AND t.article = e.article)"
        f" ORDER BY {order.replace('article', 'e.article').replace('date_order', 'e.date_order')}",
        (slug, start + count, slug, start + count, count, start),
    )
    return tuple(
        Appearance(id_, day, source, label, mentions, Span(at, at + length))
        for id_, day, source, label, mentions, at, length in rows
    )


def published_on(library: Library, day: str, start: int, count: int) -> tuple[Appearance, ...]:
    """Return a page of the articles of an ISO day."""
    rows = library._rows(
        "SELECT id, published, source, label, coalesce((SELECT start FROM paragraph"
        " WHERE article = seq AND n = 0), 0) FROM article"
        " WHERE date_order = ? ORDER BY seq LIMIT ? OFFSET ?",
        (day, count, start),
    )
    return tuple(
        Appearance(id_, published, source, label, 0, Span(at, at))
        for id_, published, source, label, at in rows
    )


def count_on(library: Library, day: str) -> int:
    """Return how many articles an ISO day has."""
    rows = library._rows("SELECT count(*) FROM article WHERE date_order = ?", (day,))
    return int(rows[0][0])


_BY = (
    "statement_entity x CROSS JOIN statement s ON s.article = x.article AND s.n = x.n",
    "x.slug = ?1",
)
# By articles, and in each by index: a statement is looked at only where the entity is mentioned.
_ABOUT = (
    "term_article e CROSS JOIN statement s ON s.article = e.article",
    "e.term = (SELECT n FROM term WHERE slug = ?1) AND EXISTS (SELECT 1 FROM term_mention t"
    " CROSS JOIN mention_at m ON m.article = t.article AND m.n = t.n WHERE t.term = e.term"
    " AND t.article = s.article AND m.start >= s.start AND m.start + m.length <= s.stop)"
    " AND NOT EXISTS (SELECT 1 FROM statement_entity o WHERE o.article = s.article"
    " AND o.n = s.n AND o.slug = ?1)",
)


def said(
    library: Library, slug: str, start: int, count: int, *, about: bool
) -> tuple[tuple[Passage, ...], int]:
    """Return a page of the statements of an entity, or of those of others that speak of it.

    Returns:
        The page, and how many there are in all.
    """
    way, which = _ABOUT if about else _BY
    found = library._rows(
        f"SELECT s.article, s.n FROM {way} CROSS JOIN article a ON a.seq = s.article"  # noqa: S608
        f" WHERE {which} ORDER BY a.date_order = '{UNDATED}', a.date_order DESC,"
        " s.article DESC, s.n",
        (slug,),
    )
    rows = library._rows(
        "SELECT a.id, a.published, a.source, s.start, s.stop, t.deflated, t.size,"
        " (SELECT json_group_array(e.slug) FROM (SELECT slug FROM statement_entity e"
        " WHERE e.article = s.article AND e.n = s.n ORDER BY e.rank) e)"
        " FROM json_each(?) j CROSS JOIN statement s ON s.article = json_extract(j.value, '$[0]')"
        " AND s.n = json_extract(j.value, '$[1]') CROSS JOIN article a ON a.seq = s.article"
        " CROSS JOIN texts t ON t.article = s.article ORDER BY j.key",
        (json.dumps(found[start : start + count]),),
    )
    return tuple(_passages(rows)), len(found)


def _passages(rows: Sequence[Any]) -> Iterator[Passage]:
    @lru_cache(8)
    def text_of(data: bytes, size: int) -> str:
        return inflated(data, size)

    for id_, day, source, begin, end, data, size, slugs in rows:
        span = Span(begin, end)
        words = span.slice(text_of(data, size))
        yield Passage(id_, day, source, span, words, tuple(json.loads(slugs)))


def sample(library: Library, slug: str, most: int) -> tuple[tuple[int, ...], int]:
    """Return articles that mention an entity, spread evenly over time, and how many there are.

    Args:
        library: Where they are.
        slug: The entity.
        most: How many are taken at the most; all of them where there are no more.

    Returns:
        The numbers of the articles, oldest first.
    """
    rows = library._rows(
        f"SELECT article FROM term_article WHERE term = {_TERM} ORDER BY date_order, article",  # noqa: S608
        (slug,),
    )
    return _spread([seq for (seq,) in rows], most), len(rows)


def common(library: Library, first: str, second: str, most: int) -> tuple[tuple[int, ...], int]:
    """Return articles that mention both entities, as `sample` does for one."""
    rows = library._rows(
        "SELECT a.article FROM term_article a JOIN term_article b ON b.date_order = a.date_order"
        " AND b.article = a.article WHERE a.term = (SELECT n FROM term WHERE slug = ?)"
        " AND b.term = (SELECT n FROM term WHERE slug = ?) ORDER BY a.date_order, a.article",
        (first, second),
    )
    return _spread([seq for (seq,) in rows], most), len(rows)


def _spread(numbers: list[int], most: int) -> tuple[int, ...]:
    if len(numbers) <= most:
        return tuple(numbers)
    return tuple(numbers[index * len(numbers) // most] for index in range(most))


def readings(library: Library, numbers: Sequence[int]) -> Iterator[Reading]:
    """Yield articles with all their mentions, in the order of their numbers given."""
    sense_of = lru_cache(10_000)(_sense)
    for first in range(0, len(numbers), _AT_ONCE):
        asked = json.dumps(numbers[first : first + _AT_ONCE])
        articles = library._rows(
            "SELECT j.value, a.id, a.published, a.source, a.label, t.deflated, t.size"
            " FROM json_each(?) j CROSS JOIN article a ON a.seq = j.value"
            " CROSS JOIN texts t ON t.article = a.seq ORDER BY j.key",
            (asked,),
        )
        paragraphs: dict[int, list[Paragraph]] = {}
        for seq, start, stop, role in library._rows(
            "SELECT p.article, p.start, p.stop, p.role FROM json_each(?) j"
            " CROSS JOIN paragraph p ON p.article = j.value ORDER BY p.article, p.n",
            (asked,),
        ):
            paragraphs.setdefault(seq, []).append(Paragraph(Span(start, stop), role))
        mentions: dict[int, list[Found]] = {}
        for seq, at, length, type_, kind, slugs, value, certainty in library._rows(
            "SELECT m.article, m.start, m.length, s.type, s.kind, s.slugs, s.value, s.certainty"
            " FROM json_each(?) j CROSS JOIN mention_at m ON m.article = j.value"
            " CROSS JOIN sense s ON s.n = m.sense ORDER BY m.article, m.n",
            (asked,),
        ):
            sense = sense_of(type_, kind, slugs)
            mentions.setdefault(seq, []).append(
                Found(Span(at, at + length), *sense, value, certainty)
            )
        for seq, id_, day, source, label, data, size in articles:
            article = Article(
                id=id_,
                text=inflated(data, size),
                paragraphs=tuple(paragraphs.get(seq, ())),
                title=label,
                source=source,
                published=None,
                origin="",
                content_hash="",
            )
            yield Reading(article, day, tuple(mentions.get(seq, ())))


def _sense(type_: str, kind: str, slugs: str) -> tuple[EntityType, MentionKind, tuple[str, ...]]:
    return EntityType(type_), MentionKind(kind), tuple(json.loads(slugs))


def articles_of(library: Library, slugs: Sequence[str]) -> dict[str, int]:
    """Return how many articles mention each entity; those that none mentions are left out."""
    rows = library._rows(
        "SELECT slug, articles FROM entity_total"
        " WHERE articles > 0 AND slug IN (SELECT value FROM json_each(?))",
        (json.dumps(list(slugs)),),
    )
    return dict(rows)


def article_count(library: Library) -> int:
    """Return how many articles there are."""
    return int(library._rows("SELECT count(*) FROM article")[0][0])


def mentioning_between(
    library: Library, slugs: Sequence[str], since: str, until: str, most: int
) -> tuple[int, ...]:
    """Return articles that mention one of some entities, of some days or without a known one.

    Args:
        library: Where they are.
        slugs: The entities.
        since: The first ISO day.
        until: The last ISO day.
        most: How many are taken at the most, spread evenly over time.
    """
    rows = library._rows(
        "SELECT DISTINCT article, date_order FROM term_article WHERE term IN"
        " (SELECT n FROM term WHERE slug IN (SELECT value FROM json_each(?)))"
        " AND (date_order BETWEEN ? AND ? OR date_order = ?) ORDER BY date_order, article",
        (json.dumps(list(slugs)), since, until, UNDATED),
    )
    return _spread([seq for seq, _ in rows], most)
