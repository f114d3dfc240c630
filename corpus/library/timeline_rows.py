"""The timeline of a library: counts of the whole at once, items only as they are looked at.

Each resolved date is an entity, ``date/VALUE``, so the tables of entities tell how many articles
name it. An item is one article and one moment. What the sentence is takes the article's text, and
is read for the items one looks at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from corpus.article import EntityType, Span
from corpus.library.records import UNDATED
from corpus.notes import sentences
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
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from corpus.article import Article, Mention, Statement
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library
    from corpus.timeline import Series

PREFIX = "date/"
_AFTER = "date0"
"""Sorts right behind every slug of a date."""
_BLOCK = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a library a timeline is of."""

    articles: frozenset[int] | None = None
    """The numbers of the only articles that count; None for all: see `numbers_of`."""
    entity: str | None = None
    """The slug of an entity: articles count that mention it, and dates in whose paragraph it is
    mentioned."""


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
    which, parameters = _which(library, asked, "a.article")
    if asked.entity is not None:
        return library._rows(
            "SELECT a.date_order, count(*) FROM term t JOIN term_article a ON a.term = t.n"  # noqa: S608
            f" WHERE t.slug = ?{which} GROUP BY a.date_order",
            (asked.entity, *parameters),
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
    elif asked.entity is None:
        _register(library, asked)
        rows = library._rows(
            "SELECT t.slug, count(*) FROM term t CROSS JOIN term_article a ON a.term = t.n"
            " WHERE t.slug >= ? AND t.slug < ? AND among(a.article) GROUP BY t.n",
            (PREFIX, _AFTER),
        )
    else:
        which, _ = _which(library, Asked(asked.articles), "e.article")
        return library._rows(
            f"SELECT s.value, count(DISTINCT d.article) {_DATES_BESIDE}{which}"
            " AND s.value NOT LIKE 'XXXX%' GROUP BY s.value",
            (asked.entity, EntityType.DATE),
        )
    return [(slug.removeprefix(PREFIX), count) for slug, count in rows]


_NEAR = 12
"""Mentions between a date and an entity at most: a longer paragraph is no longer of one thing."""

# From the mentions of the entity to the dates: most entities have far fewer mentions than dates.
_DATES_BESIDE = (
    "FROM term t CROSS JOIN term_mention e ON e.term = t.n"
    " CROSS JOIN mention_at em ON em.article = e.article AND em.n = e.n"
    " CROSS JOIN paragraph p"
    " ON p.article = e.article AND p.start <= em.start AND em.start < p.stop"
    " CROSS JOIN mention_at d"
    f" ON d.article = e.article AND d.n BETWEEN e.n - {_NEAR} AND e.n + {_NEAR}"
    " AND p.start <= d.start AND d.start < p.stop"
    " CROSS JOIN sense s ON s.n = d.sense"
    " WHERE t.slug = ? AND s.type = ? AND s.value IS NOT NULL"
)
"""The dates ``d`` in paragraphs that mention an entity, with what they mean as ``s``."""

# A paragraph that begins between the two mentions would part them.
_BESIDE = (
    " AND EXISTS (SELECT 1 FROM term_mention e"  # noqa: S608
    " JOIN mention_at em ON em.article = e.article AND em.n = e.n"
    " JOIN mention_at dm ON dm.article = d.article AND dm.n = d.n"
    " WHERE e.term = (SELECT n FROM term WHERE slug = ?) AND e.article = d.article"
    f" AND e.n BETWEEN d.n - {_NEAR} AND d.n + {_NEAR}"
    " AND NOT EXISTS (SELECT 1 FROM paragraph p WHERE p.article = d.article"
    " AND p.start > min(dm.start, em.start) AND p.start <= max(dm.start, em.start)))"
)
"""That the entity is mentioned in the paragraph in which a date ``d`` stands."""


def _which(library: Library, asked: Asked, article: str) -> tuple[str, tuple[str, ...]]:
    """Return what narrows a selection, and its parameters."""
    which, parameters = "", ()
    if asked.articles is not None:
        _register(library, asked)
        which += f" AND among({article})"
    if asked.entity is not None and article == "d.article":
        which += _BESIDE
        parameters = (asked.entity,)  # type: ignore[assignment]
    return which, parameters


def _register(library: Library, asked: Asked) -> None:
    assert asked.articles is not None
    library._db.create_function("among", 1, asked.articles.__contains__, deterministic=True)


@dataclass(frozen=True, slots=True)
class Reference:
    """Stands for an item whose words have not been read."""

    kind: Kind
    moment: Moment
    article_id: str


def unknown_years(library: Library, asked: Asked = EVERYTHING) -> tuple[Reference, ...]:
    """Return what stands for the accounts of moments whose year no article states, in order.

    This reads all mentions, for nothing leads to these alone.
    """
    if asked.entity is not None:
        which, _ = _which(library, Asked(asked.articles), "e.article")
        rows = library._rows(
            "SELECT DISTINCT f.value, a.id FROM"  # noqa: S608
            f" (SELECT s.value, d.article {_DATES_BESIDE}{which} AND s.value LIKE 'XXXX%') f"
            " CROSS JOIN article a ON a.seq = f.article ORDER BY f.value, a.date_order, a.seq",
            (asked.entity, EntityType.DATE),
        )
    else:
        which, _ = _which(library, asked, "d.article")
        rows = library._rows(
            "SELECT DISTINCT s.value, a.id FROM mention_at d CROSS JOIN"  # noqa: S608
            " (SELECT n, value FROM sense WHERE type = ? AND value LIKE 'XXXX%') s"
            f" ON s.n = d.sense CROSS JOIN article a ON a.seq = d.article WHERE 1{which}"
            " ORDER BY s.value, a.date_order, a.seq",
            (EntityType.DATE,),
        )
    moments = ((moment_of(value), id_) for value, id_ in rows)
    return tuple(Reference("event", moment, id_) for moment, id_ in moments if moment is not None)


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
        which, _ = _which(library, asked, "a.seq")
        return library._ids(
            f"SELECT a.id FROM article a WHERE a.date_order = ?{which}"  # noqa: S608
            " ORDER BY a.seq LIMIT ? OFFSET ?",
            (moment.value, count, start),
        )
    which, _ = _which(library, asked, "e.article")
    return library._ids(
        "SELECT a.id FROM (SELECT e.article FROM term t JOIN term_article e ON e.term = t.n"  # noqa: S608
        f" WHERE t.slug = ? AND e.date_order = ?{which} ORDER BY e.article LIMIT ? OFFSET ?) f"
        " CROSS JOIN article a ON a.seq = f.article ORDER BY a.seq",
        (asked.entity, moment.value, count, start),
    )


def _ids_telling(
    library: Library, moment: Moment, asked: Asked, start: int, count: int
) -> tuple[str, ...]:
    which, parameters = _which(library, asked, "d.article")
    if asked.entity is not None:
        which = (
            " AND EXISTS (SELECT 1 FROM term_mention d WHERE d.term = t.n"  # noqa: S608
            f" AND d.article = g.article{which})"
        )
    elif asked.articles is not None:
        which = " AND among(g.article)"
    return library._ids(
        "SELECT a.id FROM (SELECT g.article, g.date_order FROM term t"  # noqa: S608
        f" JOIN term_article g ON g.term = t.n WHERE t.slug = ?{which}"
        " ORDER BY g.date_order, g.article LIMIT ? OFFSET ?) f"
        " CROSS JOIN article a ON a.seq = f.article ORDER BY f.date_order, f.article",
        (PREFIX + moment.value, *parameters, count, start),
    )


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
        (-count, Landmark(slug, known[slug].name.en, moment.first))
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
