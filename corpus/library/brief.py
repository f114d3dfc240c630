"""What a brief is made of: notes, statements and days told of, for a query and a period."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.article import EntityType
from corpus.library import similar
from corpus.library.note_query import fitting
from corpus.library.selection import passages, quoted
from corpus.library.timeline_rows import Asked, items, numbers_of, overview

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from corpus.article import Article, EntityName, Mention
    from corpus.export.passage import Passage
    from corpus.library.store import Library
    from corpus.timeline import Moment, TimelineItem

STATEMENTS = 20
"""How many statements a brief has at the most."""
ROWS = 60
"""How many rows its timeline has at the most."""
FEWEST_WORDS = 4
"""A statement of fewer words says too little by itself."""

_NAMED = (EntityType.AGREEMENT, EntityType.PERSON)


@dataclass(frozen=True, slots=True)
class FirstNaming:
    """Where an entity is named for the first time in the whole library."""

    name: EntityName
    article: Article
    mention: Mention


@dataclass(frozen=True, slots=True)
class Material:
    """All that a brief says, each thing with the article it stands in."""

    query: str
    begin: str
    """The first ISO day; empty where nothing in it has a day."""
    end: str
    articles: tuple[Article, ...]
    """Those of the period, oldest first, copies left out."""
    notes: tuple[Passage, ...]
    """The user's notes on them, in the order of the tray."""
    statements: tuple[Passage, ...]
    """What was said, the latest first, what notes quote already left out."""
    first_named: tuple[FirstNaming, ...]
    timeline: tuple[TimelineItem, ...]
    """What the articles tell of days, in the order of those days."""
    searched: int
    """How many articles the library has."""
    found: int
    """How many of them the query finds in the period, copies among them."""
    folded: tuple[tuple[str, str], ...]
    """Copies that were left out, each with the article that stands for it."""
    undated: int
    """How many articles that the query finds were left out because their day is not known."""
    more_statements: int = 0
    """How many statements were left out because there were too many."""
    more_rows: int = 0
    """How many rows of the timeline were."""
    retrieved: tuple[tuple[str, str], ...] = ()
    """When a server last sent each article, by its id."""

    @property
    def told_by_several(self) -> tuple[tuple[Moment, tuple[TimelineItem, ...]], ...]:
        """Days that articles of more than one outlet tell of, each with what they tell."""
        by_moment: dict[Moment, list[TimelineItem]] = {}
        for item in self.timeline:
            by_moment.setdefault(item.moment, []).append(item)
        return tuple(
            (moment, tuple(told))
            for moment, told in by_moment.items()
            if len({item.source or item.article_id for item in told}) > 1
        )


def gather(
    library: Library,
    query: str,
    begin: date | None = None,
    end: date | None = None,
    *,
    notes_query: str = "",
    statements: int = STATEMENTS,
    rows: int = ROWS,
) -> Material:
    """Return what there is for a brief.

    Args:
        library: Where everything is.
        query: Which articles, in the query language; nothing for all.
        begin: The first day of publication; None for that of the first article found.
        end: The last one; None for that of the last.
        notes_query: Which of the notes on these articles; nothing for all.
        statements: How many statements at the most.
        rows: How many rows of the timeline at the most.

    Raises:
        QueryError: A query cannot be understood.
        LibraryError: The library cannot be read.
    """
    ids = _found(library, query)
    days = {row.id: row.published for row in library.rows(ids)}
    first, last = begin.isoformat() if begin else "", end.isoformat() if end else ""
    within = [id_ for id_ in ids if _is_within(days.get(id_), first, last)]
    kept, folded = _folded(library, library.in_date_order(within))
    articles = tuple(library.article(id_) for id_ in kept)
    notes = _notes(library, kept, notes_query)
    said = _statements(library, articles, notes)
    told, more_rows = _timeline(library, kept, begin, end, rows)
    known = sorted(day for id_ in within if (day := days[id_]))
    every = (*notes, *said)
    return Material(
        query=query,
        begin=first or (known[0] if known else ""),
        end=last or (known[-1] if known else ""),
        articles=articles,
        notes=notes,
        statements=said[:statements],
        first_named=_first_named(library, articles),
        timeline=told,
        searched=library.counts()["article"],
        found=len(within),
        folded=folded,
        undated=sum(day is None for day in days.values()),
        more_statements=max(0, len(said) - statements),
        more_rows=more_rows,
        retrieved=tuple({p.article.id: p.retrieved for p in every if p.retrieved}.items()),
    )


def _found(library: Library, query: str) -> tuple[str, ...]:
    if not query.strip():
        return library.article_ids()
    from corpus.query.parse import parse
    from corpus.search.searcher import Searcher

    return Searcher(library).ids(replace(parse(query), sort="oldest"))


def _is_within(day: str | None, first: str, last: str) -> bool:
    return day is not None and (not first or day >= first) and (not last or day <= last)


def _folded(
    library: Library, ids: Sequence[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the articles without those whose text an earlier one has, and those with it."""
    likes = similar.similar_to(library, ids)
    standing: dict[str, None] = {}
    folded: list[tuple[str, str]] = []
    for id_ in ids:
        same = (one.id for one in likes.get(id_, ()) if one.kind == "same text")
        first = next((other for other in same if other in standing), None)
        if first is None:
            standing[id_] = None
        else:
            folded.append((id_, first))
    return tuple(standing), tuple(folded)


def _notes(library: Library, ids: Iterable[str], query: str) -> tuple[Passage, ...]:
    wanted = set(ids)
    chosen = [note for note in library.notes() if note.article_id in wanted]
    found = passages(library, chosen, order="tray")
    return fitting(library, found, query) if query.strip() else found


def _statements(
    library: Library, articles: Sequence[Article], notes: Sequence[Passage]
) -> tuple[Passage, ...]:
    """Return what is said in articles, the latest first, that no note quotes yet."""
    noted: dict[str, list[Passage]] = {}
    for passage in notes:
        noted.setdefault(passage.article.id, []).append(passage)
    made: list[Passage] = []
    for article in reversed(articles):
        spans = [
            statement.span
            for statement in library.statements(article.id)
            if len(statement.span.slice(article.text).split()) >= FEWEST_WORDS
            and (statement.entities or statement.speaker)
            and not any(
                statement.span.overlaps(passage.note.span)
                for passage in noted.get(article.id, ())
                if not passage.orphaned
            )
        ]
        made.extend(quoted(library, article, spans))
    return tuple(made)


def _timeline(
    library: Library, ids: Sequence[str], begin: date | None, end: date | None, most: int
) -> tuple[tuple[TimelineItem, ...], int]:
    asked = Asked(numbers_of(library, ids))
    groups = overview(library, asked).within(begin, end).shown("events")
    count = sum(group.events for group in groups)
    told: list[TimelineItem] = []
    for item in items(library, groups, asked, "events"):
        if len(told) == most:
            break
        told.append(item)
    return tuple(told), max(0, count - len(told))


def _first_named(library: Library, articles: Sequence[Article]) -> tuple[FirstNaming, ...]:
    """Return the agreements and people that no earlier article of the library names."""
    found: dict[str, tuple[Article, Mention]] = {}
    for article in articles:
        for mention in library.mentions(article.id):
            if mention.type in _NAMED and mention.certainty == "sure":
                for slug in mention.entities:
                    found.setdefault(slug, (article, mention))
    names = library.entity_names(tuple(found))
    return tuple(
        FirstNaming(names[slug], article, mention)
        for slug, (article, mention) in found.items()
        if slug in names and library.totals_before(slug, article.id) == (0, 0)
    )
