"""What a search is asked and what it answers, read beside the screen with a library of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from tui.language.said import _, plural
from tui.panes.facets import Narrowing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from corpus.article import Article, Span
    from corpus.errors import BriefError
    from corpus.query.tree import Query
    from corpus.search.broaden import Offer
    from corpus.search.searcher import Facet, Result, Searcher


TOLD_EVERY = 100
"""Results after which it is told how far writing them has come."""
FIRST = 12
"""Results that are read before anything else: as many as a screen shows at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known so far of the articles that a query finds."""

    query: Query
    results: Mapping[int, Result] = field(default_factory=lambda: MappingProxyType({}))
    """Results by their places from 0."""
    count: int | None = None
    """How many there are, None as long as that is not known."""
    facets: tuple[Facet, ...] | None = None
    narrowings: tuple[Narrowing, ...] = ()
    """What its conditions are, each of which can be taken back."""
    ids: tuple[str, ...] | None = None
    """All of them, in order."""


@dataclass(frozen=True, slots=True)
class SearchState:
    """A search as it was left, to come back to."""

    text: str = ""
    """The query as typed."""
    before: tuple[str, ...] = ()
    """What the query was before it was changed, the last change last."""
    found: Found | None = None
    cursor: int = 0
    top: int = 0
    """The line of the results that was scrolled to."""
    marked: frozenset[str] = frozenset()
    unfolded: frozenset[str] = frozenset()
    """Groups of facets that were shown whole."""


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """What a search was left for."""

    kind: Literal["open", "concordance", "timeline", "none"]
    state: SearchState
    """To come back to the very same results."""
    query: Query | None = None
    article_id: str = ""
    """For ``open``: the article to go to."""
    span: Span | None = None
    """For ``open``: its hit to go to; None where it has none."""
    ids: tuple[str, ...] = ()
    """The articles found, in order."""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The best results, the first thing there is to see."""

    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Results further down."""

    offset: int
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles were found."""

    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What they have in common."""

    facets: tuple[Facet, ...]
    narrowings: tuple[Narrowing, ...]
    """The conditions of the query, by the terms of the facets where they are among them."""


@dataclass(frozen=True, slots=True)
class AllIds:
    """All articles found, in order."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """Queries that find something where this one does not."""

    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of one article, asked for to go to one of them."""

    article: Article
    spans: tuple[Span, ...]
    step: int
    """The way one goes: 1 to the first, -1 to the last."""


@dataclass(frozen=True, slots=True)
class Ready:
    """All that is needed to leave for an article, or with the whole list."""

    outcome: SearchOutcome


@dataclass(frozen=True, slots=True)
class Failure:
    """The search could not be made, or not to its end."""

    problem: str
    hint: str = ""
    """What to do about it."""
    at: Span | None = None
    """The part of the query that is to blame."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something was done, to be told on the status line."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more comes."""


Part = FirstPage | Page | Count | Facets | AllIds | Offers | Hits | Ready | Said | Failure | Done


def answer(searcher: Searcher, query: Query) -> Iterator[Part]:
    """Answer a query, what is seen first coming first; whoever asks may stop at any part."""
    first = searcher.results(query, 0, FIRST)
    yield FirstPage(first)
    count = len(first) if len(first) < FIRST else searcher.count(query)
    yield Count(count)
    facets = searcher.facets(query) if count else ()
    yield Facets(facets, narrowings(query, facets))
    if count:
        yield AllIds(searcher.ids(query))
    else:
        from corpus.search.broaden import broader

        yield Offers(broader(query, searcher))
    yield Done()


def page(
    searcher: Searcher, query: Query, ids: Sequence[str] | None, offset: int, size: int
) -> Iterator[Part]:
    """Read results from one place on; ``ids`` are all that were found, where that is known."""
    if ids is None:
        yield Page(offset, searcher.results(query, offset, size))
    else:
        yield Page(offset, searcher.results_of(query, ids[offset : offset + size]))


def narrowings(query: Query, facets: Sequence[Facet]) -> tuple[Narrowing, ...]:
    """Return the conditions of a query: all that must hold but the words to be found."""
    from corpus.query.narrow import terms
    from corpus.query.parse import parse
    from corpus.query.printing import to_text
    from corpus.query.tree import Pattern, Phrase, Word

    conditions = [part for part in terms(query) if not isinstance(part, Word | Phrase | Pattern)]
    if not conditions:
        return ()
    named = {parse(facet.term).root: facet for facet in facets}
    return tuple(
        Narrowing(named[part].term, named[part].ar)
        if part in named
        else Narrowing(to_text(part), to_text(part))
        for part in conditions
    )


def failure(error: BriefError) -> Failure:
    """Return what went wrong, and the part of the query that is to blame where one is."""
    from corpus.query.errors import QueryError

    at = error.at if isinstance(error, QueryError) else None
    return Failure(error.message, error.hint, at)


def hits_of(searcher: Searcher, query: Query, article: Article, step: int) -> Iterator[Part]:
    """Look for the hits of a query in an article."""
    yield Hits(article, searcher.hits(query, article), step)


def ready(
    searcher: Searcher, outcome: SearchOutcome, article: Article | None, ordinal: int
) -> Iterator[Part]:
    """Give an outcome the articles in order and, for one to open, the place of a hit."""
    query, found = outcome.query, outcome.state.found
    assert query is not None
    assert found is not None
    ids = found.ids
    if ids is None:
        ids = searcher.ids(query)
        state = replace(outcome.state, found=replace(found, ids=ids))
        outcome = replace(outcome, state=state)
    spans = () if article is None else searcher.hits(query, article)
    span = spans[min(ordinal, len(spans)) - 1] if spans else None
    yield Ready(replace(outcome, ids=ids, span=span))


def written(
    searcher: Searcher, query: Query, path: Path, only: frozenset[str], number: int
) -> Iterator[Part]:
    """Write results to a file, and tell how far that has come; it is written at the very end."""
    from corpus.search.result_export import numbered, save

    results = []
    for result in numbered(searcher, query, only):
        results.append(result)
        if not len(results) % TOLD_EVERY:
            yield Said(_("read {n} of {total}; Esc stops", n=len(results), total=number))
    where = save(path, results, query.text)
    written_to = plural(
        "{n} result written to {path}", "{n} results written to {path}", len(results), path=where
    )
    yield Said(written_to)
    yield Done()
