"""Answering queries: which articles, in which order, where in them, and what they have in common.

A `Searcher` reads; it may be used by one thread, with a library of its own.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Literal

from corpus.article import Span
from corpus.library.records import UNDATED
from corpus.query.errors import QueryError
from corpus.query.tree import All, Either, Not, leaves
from corpus.search.bind import Binder
from corpus.search.bits import Chosen, from_numbers, numbers_in
from corpus.search.index import SOURCE, is_indexed, month_of
from corpus.search.match import found
from corpus.search.plan import (
    Checked,
    Condition,
    Planner,
    Terms,
    Text,
    alternatives,
    decided,
    relaxed,
)
from corpus.search.scan import stored
from corpus.search.words import placed_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.article import Article
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library
    from corpus.query.tree import Node, Query, Sort
    from corpus.search.names import Names
    from corpus.search.pattern import PatternRunner
    from corpus.search.plan import Role
    from corpus.search.scan import Stored

FacetKind = Literal["source", "month", "agreement", "official", "org", "place"]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of an article's text around what was found, logical order, one line."""

    text: str
    spans: tuple[Span, ...]
    """What was found, in code points of ``text``."""


@dataclass(frozen=True, slots=True)
class Result:
    """An article that was found."""

    article_id: str
    label: str
    published: str | None
    published_from: str | None
    source: str | None
    is_read: bool
    hits: int
    """In how many places of the text it was found; 0 where it was found by something else."""
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Facet:
    """What some of the articles found have in common."""

    kind: FacetKind
    term: str
    """What narrows the query to them when it is added, such as ``agreement:sochi-memo-2018``."""
    ar: str
    en: str
    count: int
    """In how many of the articles found."""


class Searcher:
    """Answers queries about a library.

    Args:
        library: The library, open.
        base: The knowledge base; loaded when a query needs it, unless given.
        scan: Read all texts instead of asking the index.
    """

    def __init__(
        self, library: Library, base: KnowledgeBase | None = None, *, scan: bool = False
    ) -> None:
        self._library = library
        self._base = base
        with library._telling("read the library"):
            self.indexed = not scan and is_indexed(library._db)
        """Whether there is an index; without it every search reads all texts."""
        self._planner = Planner(library._db, indexed=self.indexed)
        self._binder = Binder(library, lambda: self._names, self._planner)
        self._bound: dict[tuple[str, Node | None], Any] = {}
        self._met: dict[tuple[str, Node | None], int] = {}
        self._state: tuple[int, int] = (0, 0)

    @cached_property
    def _names(self) -> Names:
        from corpus.knowledge.base import load
        from corpus.search.names import Names

        return Names(self._library, self._base or load())

    # --- which articles -------------------------------------------------------------------

    def ids(self, query: Query, limit: int | None = None) -> tuple[str, ...]:
        """Return the ids of the articles a query asks for, in its order, at most so many.

        Raises:
            QueryError: A name in it is not known, or an expression takes too long.
            LibraryError: The library cannot be read.
        """
        with self._library._telling("search the library"):
            return tuple(self._ids(query, limit))

    def count(self, query: Query) -> int:
        """Return how many articles a query asks for.

        Raises:
            QueryError: As for `ids`.
            LibraryError: The library cannot be read.
        """
        with self._library._telling("search the library"):
            found = self._found(query)
            return self._all if found is None else found.bit_count()

    def numbers(self, query: Query) -> frozenset[int] | None:
        """Return the numbers of the articles a query asks for, None for all.

        Raises:
            QueryError: As for `ids`.
            LibraryError: The library cannot be read.
        """
        with self._library._telling("search the library"):
            found = self._found(query)
            return None if found is None else frozenset(numbers_in(found))

    def _found(self, query: Query) -> int | None:
        """Return the set of articles of a query (see `corpus.search.bits`), None for all."""
        if self._bind(query) is None:
            return None
        asked = (query.text, query.root)
        if asked not in self._met:
            self._met[asked] = self._numbers(self._decided(query))
        return self._met[asked]

    @property
    def _all(self) -> int:
        return int(self._rows("SELECT count(*) FROM article")[0][0])

    def _numbers(self, node: Any) -> int:
        """Return the set of all articles of a bound tree."""
        alone = self._planner.alone(node)
        if alone is not None:
            return alone
        if isinstance(node, Either):
            return reduce(or_, map(self._numbers, node.parts))
        if isinstance(node, All):
            wanted = [part for part in node.parts if not isinstance(part, Not)]
            if wanted:
                found = reduce(and_, map(self._numbers, wanted))
                for part in node.parts:
                    if isinstance(part, Not):
                        found &= ~self._numbers(part.part)
                return found
        rows = self._rows(*self._planner.statement(node).select("a.seq"))
        return from_numbers([seq for (seq,) in rows])

    def _ids(self, query: Query, limit: int | None) -> Iterable[str]:
        if query.sort == "relevance":
            return self._by_relevance(query, limit)
        if limit is not None and query.sort in ("newest", "oldest"):
            return self._first(query, limit)
        found = self._found(query)
        if found is not None and query.sort in ("newest", "oldest"):
            return self._in_date_order(found, query.sort)
        statement = self._planner.statement(None if found is None else _among(numbers_in(found)))
        return (id_ for (id_,) in self._rows(*statement.select("a.id", query.sort, limit)))

    def _in_date_order(self, found: int, order: Sort) -> Iterable[str]:
        """Return the ids of a set; of a large one by going through all articles."""
        if found.bit_count() * _SPARSE < self._all:
            rows = self._planner.statement(_among(numbers_in(found)))
            return (id_ for (id_,) in self._rows(*rows.select("a.id", order)))
        statement = self._planner.statement(None)
        is_found = set(numbers_in(found)).__contains__
        every = self._library._db.execute(*statement.select("a.seq, a.id", order))
        return (id_ for seq, id_ in every if is_found(seq))

    def _first(self, query: Query, limit: int) -> Iterable[str]:
        """Return the first ids in date order, looking at no more texts than it takes."""
        bound = self._bind(query)
        checks = self._checks(bound)
        step = 1 if query.sort == "oldest" else -1
        found: dict[str, tuple[str, int]] = {}
        for way in alternatives(relaxed(bound) if checks else bound):
            if checks:
                found |= self._first_checked(way, bound, checks, query.sort, limit)
            else:
                found |= self._first_of(way, query.sort, limit)
        ordered = sorted(found, key=found.__getitem__, reverse=step < 0)
        return ordered[:limit]

    def _first_of(self, way: Any | None, order: Sort, limit: int) -> dict[str, tuple[str, int]]:
        found: dict[str, tuple[str, int]] = {}
        last = ""
        for id_, day, seq in self._walk(way, order):
            # Within a day the index is in no order that counts; without a day it is.
            if len(found) >= limit and (day != last or day == UNDATED):
                break
            found[id_] = (day, seq)
            last = day
        return found

    def _first_checked(
        self, way: Any | None, bound: Any, checks: list[Checked], order: Sort, limit: int
    ) -> dict[str, tuple[str, int]]:
        found: dict[str, tuple[str, int]] = {}
        cursor = self._walk(way, order)
        size = _FIRST_LOT
        runners = self._runners(checks)
        while rows := list(islice(cursor, size)):
            kept = self._kept(bound, checks, runners, [seq for *_, seq in rows])
            found |= {id_: (day, seq) for id_, day, seq in rows if seq in kept}
            if len(found) >= limit and (rows[-1][1] == UNDATED or rows[0][1] != rows[-1][1]):
                break
            size = min(size * 2, _LARGEST_LOT)
        return found

    def _walk(self, way: Any | None, order: Sort) -> Iterator[tuple[str, str, int]]:
        statement = self._planner.walk(way)
        return self._library._db.execute(*statement.select("a.id, a.date_order, a.seq", order))

    def _by_relevance(self, query: Query, limit: int | None) -> Iterable[str]:
        root = self._decided(query)
        wanted = list(self._entity_terms(self._bind(query)))
        first = self._most_mentions(query, root, wanted, limit) if wanted else []
        yield from first
        if limit is not None and len(first) >= limit:
            return
        seen = set(first)
        for way in self._ranked(root):
            more = None if limit is None else limit + len(first)
            for (id_,) in self._rows(*self._planner.ranked(way, more)):
                if id_ not in seen:
                    seen.add(id_)
                    yield id_
                    if limit is not None and len(seen) >= limit:
                        return

    def _ranked(self, root: Any | None) -> Iterator[Any | None]:
        """Yield what to rank one after another: words first, then what was found without."""
        if root is None:
            yield None
            return
        words: list[Any] = []
        others: list[Any] = []
        for way in alternatives(root):
            with_words = any(isinstance(leaf, Text) and yes for leaf, yes in leaves(way))
            (words if with_words else others).append(way)
        yield from words
        yield from others

    def _entity_terms(self, bound: Any) -> Iterator[str]:
        for leaf, positive in leaves(bound):
            if positive and isinstance(leaf, Terms) and leaf.role != "source":
                yield from (slug for slug in leaf.slugs if not slug.startswith("date/"))

    def _most_mentions(
        self, query: Query, root: Any, slugs: list[str], limit: int | None
    ) -> list[str]:
        """Return the articles of a tree that mention some entities, most mentions first."""
        terms = self._planner.term_numbers(slugs)
        mentions = "t.mentions" if len(terms) == 1 else "sum(t.mentions)"
        sql = (
            f"SELECT t.article AS seq, {mentions} AS n FROM term_article t"  # noqa: S608
            " WHERE t.term IN (SELECT value FROM json_each(?))"
        )
        values: list[Any] = [json.dumps(terms)]
        alone = {slug for way in alternatives(root) if _mentions(way) for slug in way.slugs}
        if not alone.issuperset(slugs):
            sql += " AND t.article IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(numbers_in(self._found(query) or 0)))
        if len(terms) > 1:
            sql += " GROUP BY t.article"
        rows = self._rows(
            f"SELECT a.id FROM ({sql} ORDER BY n DESC, t.date_order DESC, t.article DESC LIMIT ?) m"  # noqa: S608
            " CROSS JOIN article a ON a.seq = m.seq",
            [*values, -1 if limit is None else limit],
        )
        return [id_ for (id_,) in rows]

    def _bind(self, query: Query) -> Any | None:
        db = self._library._db
        state = (db.execute("PRAGMA data_version").fetchone()[0], db.total_changes)
        if state != self._state or len(self._bound) > _REMEMBERED:
            # What words and names stand for depends on what the library holds.
            self._state = state
            self._bound.clear()
            self._met.clear()
            self._planner.forget()
        asked = (query.text, query.root)
        if asked not in self._bound:
            self._bound[asked] = self._binder.bind(query)
        return self._bound[asked]

    def _checks(self, bound: Any | None) -> list[Checked]:
        return [leaf for leaf, _ in leaves(bound) if isinstance(leaf, Checked)]

    def _decided(self, query: Query) -> Any | None:
        """Return the bound tree with all that only texts can tell looked up in them."""
        bound = self._bind(query)
        checks = self._checks(bound)
        if not checks:
            return bound
        statement = self._planner.statement(relaxed(bound))
        seqs = [seq for (seq,) in self._rows(*statement.select("a.seq", "newest"))]
        verdicts: dict[Checked, set[int]] = {check: set() for check in checks}
        runners = self._runners(checks)
        for start in range(0, len(seqs), _LARGEST_LOT):
            lot = seqs[start : start + _LARGEST_LOT]
            for check, some in self._verdicts(checks, lot, runners).items():
                verdicts[check] |= some
        return decided(bound, verdicts)

    def _kept(
        self,
        bound: Any,
        checks: list[Checked],
        runners: dict[Checked, PatternRunner],
        seqs: Sequence[int],
    ) -> set[int]:
        verdicts = self._verdicts(checks, seqs, runners)
        lot = _among(seqs)
        parts = bound.parts if isinstance(bound, All) else (bound,)
        root = All((lot, *(decided(part, verdicts) for part in parts)))  # type: ignore[arg-type]
        statement = self._planner.statement(root)
        return {seq for (seq,) in self._rows(*statement.select("a.seq"))}

    def _runners(self, checks: Iterable[Checked]) -> dict[Checked, PatternRunner]:
        from corpus.search.pattern import PatternRunner

        return {check: PatternRunner(check.pattern) for check in checks if check.wanted is None}

    def _verdicts(
        self,
        checks: Sequence[Checked],
        seqs: Sequence[int],
        runners: dict[Checked, PatternRunner],
    ) -> dict[Checked, set[int]]:
        """Return for each thing to look at in texts the articles in which it is found."""
        found_in: dict[Checked, set[int]] = {check: set() for check in checks}
        articles = list(stored(self._library._db, seqs))
        words = [check for check in checks if check.wanted is not None]
        if words:
            for article in articles:
                _look(article, words, found_in)
        for check, runner in runners.items():
            texts = ["\n".join((article.title, *article.paragraphs)) for article in articles]
            spans = self._matched(runner, texts, check)
            found_in[check] = {
                article.seq for article, some in zip(articles, spans, strict=True) if some
            }
        return found_in

    def _matched(
        self, runner: PatternRunner, texts: Sequence[str], check: Checked, most: int = 1
    ) -> list[list[tuple[int, int]]]:
        from corpus.search.pattern import TooSlowError

        try:
            return runner.spans(texts, most)
        except TooSlowError as error:
            text = next((text for (text, _), bound in self._bound.items()
                         if any(leaf is check for leaf, _ in leaves(bound))), "")  # fmt: skip
            raise QueryError(
                text, check.at, error.message, "Write a simpler one, or narrow the search first"
            ) from None

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._library._db.execute(sql, values).fetchall()

    # --- where in an article --------------------------------------------------------------

    def hits(self, query: Query, article: Article) -> tuple[Span, ...]:
        """Return where an article's own paragraphs hold what a query asks for, in reading order.

        These are words, phrases, matches of patterns, mentions of entities and of days, and the
        words that introduce who is quoted; none overlaps another.

        Raises:
            QueryError: As for `ids`.
            LibraryError: The library cannot be read.
        """
        with self._library._telling("search the library"):
            wanted = [leaf for leaf, positive in leaves(self._bind(query)) if positive]
        spans: list[tuple[int, int]] = []
        spans += self._word_hits(wanted, article)
        spans += self._entity_hits(wanted, article)
        spans += self._pattern_hits(wanted, article)
        return _apart(spans)

    def _word_hits(self, wanted: Sequence[Any], article: Article) -> Iterator[tuple[int, int]]:
        from corpus.search.match import Wanted

        asked = [
            (leaf.column, one)
            for leaf in wanted
            for one in (
                map(Wanted, leaf.phrases)
                if isinstance(leaf, Text)
                else [leaf.wanted] if isinstance(leaf, Checked) and leaf.wanted else []
            )
        ]  # fmt: skip
        if not asked:
            return
        for paragraph in article.paragraphs:
            words = placed_words(paragraph.span.slice(article.text), paragraph.span.start)
            for column, one in asked:
                if column == "title" and paragraph.role != "headline":
                    continue
                for first, last in found(one, words, article.text):
                    yield words[first].start, words[last].end

    def _entity_hits(self, wanted: Sequence[Any], article: Article) -> Iterator[tuple[int, int]]:
        mentioned = _slugs(wanted, "mentioned")
        said = _slugs(wanted, "speaker")
        if mentioned:
            for mention in self._library.mentions(article.id):
                if not mentioned.isdisjoint(mention.entities):
                    yield mention.span.start, mention.span.end
        if said:
            for statement in self._library.statements(article.id):
                if not said.isdisjoint(statement.entities):
                    where = statement.speaker or statement.verb
                    yield where.start, where.end

    def _pattern_hits(self, wanted: Sequence[Any], article: Article) -> Iterator[tuple[int, int]]:
        checks = [leaf for leaf in wanted if isinstance(leaf, Checked) and leaf.wanted is None]
        texts = [paragraph.span.slice(article.text) for paragraph in article.paragraphs]
        for check, runner in self._runners(checks).items():
            found_in = self._matched(runner, texts, check, _MOST_MATCHES)
            for paragraph, spans in zip(article.paragraphs, found_in, strict=True):
                for start, end in spans:
                    yield paragraph.span.start + start, paragraph.span.start + end

    # --- results --------------------------------------------------------------------------

    def results(self, query: Query, offset: int = 0, limit: int = 50) -> tuple[Result, ...]:
        """Return the articles a query asks for, in its order, with what was found in each.

        Raises:
            QueryError: As for `ids`.
            LibraryError: The library cannot be read.
        """
        ids = self.ids(query, offset + limit)[offset:]
        return self.results_of(query, ids)

    def results_of(self, query: Query, ids: Sequence[str]) -> tuple[Result, ...]:
        """Return these articles, in this order, with what of a query was found in each."""
        made = []
        for row in self._library.rows(ids):
            article = self._library.article(row.id)
            hits = self.hits(query, article)
            made.append(
                Result(
                    row.id,
                    row.label,
                    row.published,
                    row.published_from,
                    row.source,
                    row.is_read,
                    len(hits),
                    snippet(article, hits),
                )
            )
        return tuple(made)

    # --- what they have in common ---------------------------------------------------------

    def facets(self, query: Query, most: int = 12) -> tuple[Facet, ...]:
        """Return what the articles found have in common, each kind the commonest first.

        Months come latest first, all of them.

        Args:
            query: The query.
            most: How many of a kind at the most, months excepted.

        Raises:
            QueryError: As for `ids`.
            LibraryError: The library cannot be read.
        """
        with self._library._telling("search the library"):
            terms, months = self._counted(self._found(query), most)
            return (*self._term_facets(terms, most), *_month_facets(months))

    def _counted(self, found: int | None, most: int) -> tuple[Counter[int], Counter[str]]:
        """Return in how many articles of a set each term and each month stands.

        Of terms that stand in fewer articles than the commonest do in the set, not all are there.
        """
        if found is None:
            return self._totals()
        chosen = Chosen(found)
        if found.bit_count() * _FEW < self._all:
            return self._all_terms(chosen), self._months(chosen)
        return self._common_terms(chosen, most), self._months(chosen)

    def _all_terms(self, chosen: Chosen) -> Counter[int]:
        """Count all terms: a small set may differ from the library by any."""
        return self._sum(
            self._rows(
                "SELECT s.term, s.chunk, s.members FROM json_each(?) j CROSS JOIN article_set s"
                " ON s.chunk = j.value AND s.term > 0",
                (json.dumps(chosen.chunks),),
            ),
            chosen,
        )

    def _months(self, chosen: Chosen) -> Counter[str]:
        rows = self._rows(
            "SELECT s.term, s.chunk, s.members FROM json_each(?) j CROSS JOIN article_set s"
            " ON s.chunk = j.value AND s.term < 0",
            (json.dumps(chosen.chunks),),
        )
        counts = self._sum(rows, chosen)
        return Counter({month_of(number): count for number, count in counts.items()})

    def _common_terms(self, chosen: Chosen, most: int) -> Counter[int]:
        """Count the terms by which a set differs, the commonest of the library first.

        A term stands in no more articles of a set than it does in all, so that one looks at no more
        of a kind when enough stand in more.
        """
        counts: Counter[int] = Counter()
        by_kind: dict[FacetKind, list[tuple[int, int]]] = {}
        for number, slug, total in self._rows(_TERM_TOTALS, (SOURCE, f"{SOURCE[:-1]}0")):
            kind = _KINDS.get(slug.partition("/")[0])
            if kind is not None:
                by_kind.setdefault(kind, []).append((total, number))
        for terms in by_kind.values():
            terms.sort(reverse=True)
            best: list[int] = []
            for start in range(0, len(terms), _TERMS_AT_ONCE):
                some = terms[start : start + _TERMS_AT_ONCE]
                if len(best) >= most and some[0][0] < best[most - 1]:
                    break
                counted = self._counts_of([number for _, number in some], chosen)
                counts += counted
                best = sorted((*best, *counted.values()), reverse=True)[:most]
        return counts

    def _counts_of(self, terms: list[int], chosen: Chosen) -> Counter[int]:
        rows = self._rows(
            "SELECT s.term, s.chunk, s.members FROM json_each(?) c CROSS JOIN json_each(?) t"
            " CROSS JOIN article_set s ON s.chunk = c.value AND s.term = t.value",
            (json.dumps(chosen.chunks), json.dumps(sorted(terms))),
        )
        return self._sum(rows, chosen)

    def _sum(self, rows: Iterable[tuple[int, int, bytes]], chosen: Chosen) -> Counter[int]:
        counts: Counter[int] = Counter()
        for number, chunk, members in rows:
            counts[number] += chosen.count_in(chunk, members)
        return +counts

    def _totals(self) -> tuple[Counter[int], Counter[str]]:
        rows = self._rows(_TERM_TOTALS, (SOURCE, f"{SOURCE[:-1]}0"))
        months: Counter[str] = Counter()
        days = "SELECT date_order, count(*) FROM article GROUP BY date_order"
        for day, count in self._rows(days):
            months[day[:7]] += count
        return Counter({number: total for number, _, total in rows}), months

    def _term_facets(self, counts: Counter[int], most: int) -> Iterator[Facet]:
        slugs = dict(
            self._rows(
                "SELECT n, slug FROM term WHERE n IN (SELECT value FROM json_each(?))",
                (json.dumps(list(counts)),),
            )
        )
        rows: dict[FacetKind, list[tuple[int, str]]] = {}
        for number, count in counts.items():
            kind = _KINDS.get(slugs[number].partition("/")[0])
            if kind is not None:
                rows.setdefault(kind, []).append((count, slugs[number]))
        for kind in _FACET_ORDER:
            best = sorted(rows.get(kind, ()), key=lambda row: (-row[0], row[1]))[:most]
            names = self._library.entity_names([slug for _, slug in best])
            for count, slug in best:
                if kind == "source":
                    name = slug.removeprefix(SOURCE)
                    yield Facet(kind, f"source:{quoted(name)}", name, name, count)
                else:
                    known = names.get(slug)
                    key = slug.partition("/")[2]
                    ar, en = (known.ar, known.en) if known else (key, key)
                    yield Facet(kind, f"{kind}:{key}", ar, en, count)

    # --- what there is --------------------------------------------------------------------

    def sources(self) -> tuple[tuple[str, int], ...]:
        """Return the outlets with how many articles each has, the commonest first."""
        return tuple(
            self._library._rows(
                "SELECT source, count(*) FROM article WHERE source IS NOT NULL"
                " GROUP BY source ORDER BY count(*) DESC, source"
            )
        )

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Return the tags of articles with how many have each, the commonest first."""
        from corpus.library.desk import all_tags

        return all_tags(self._library)


_FIRST_LOT = 64
_LARGEST_LOT = 512
_REMEMBERED = 64
_MOST_MATCHES = 10_000
_AROUND = 60

_SPARSE = 8
"""One in so many articles are sooner put in order than found among all."""
_FEW = 50
"""One in so many articles is too few for the commonest terms to tell of them."""
_TERMS_AT_ONCE = 32
_TERM_TOTALS = (
    "SELECT t.n, t.slug, e.articles FROM entity_total e JOIN term t ON t.slug = e.slug"
    " WHERE e.articles > 0 UNION ALL SELECT t.n, t.slug, count(*) FROM source_article s"
    " JOIN term t ON t.n = s.term WHERE t.slug >= ? AND t.slug < ? GROUP BY t.n"
)
_KINDS: dict[str, FacetKind] = {
    "source": "source",
    "agreement": "agreement",
    "person": "official",
    "org": "org",
    "place": "place",
}
_FACET_ORDER: tuple[FacetKind, ...] = ("source", "agreement", "official", "org", "place")


def _among(seqs: Sequence[int]) -> Condition:
    """Return the condition of being one of some articles."""
    wanted = json.dumps(list(seqs))
    return Condition("a.seq IN (SELECT value FROM json_each(?))", (wanted,))


def _mentions(node: Any) -> bool:
    return isinstance(node, Terms) and node.role == "mentioned"


def _slugs(wanted: Sequence[Any], role: Role) -> set[str]:
    named = (leaf for leaf in wanted if isinstance(leaf, Terms) and leaf.role == role)
    return {slug for leaf in named for slug in leaf.slugs}


def _month_facets(months: Counter[str]) -> Iterator[Facet]:
    for month, count in sorted(months.items(), reverse=True):
        if len(month) == len("2020-03"):
            yield Facet("month", f"on:{month}", month, month, count)


def quoted(name: str) -> str:
    """Return a name as a value in a query: in quotation marks where it has to be."""
    if name and all(letter.isalnum() for letter in name):
        return name
    return '"' + name.replace('"', " ") + '"'


def _look(article: Stored, checks: Sequence[Checked], found_in: dict[Checked, set[int]]) -> None:
    title = placed_words(article.title)
    body = [(placed_words(text), text) for text in article.paragraphs]
    source = placed_words(article.source)
    for check in checks:
        assert check.wanted is not None
        texts = [(title, article.title)]
        if check.column == "any":
            texts += [(source, article.source), *body]
        if any(next(found(check.wanted, words, text), None) for words, text in texts):
            found_in[check].add(article.seq)


def _apart(spans: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap made one."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return tuple(Span(start, end) for start, end in made)


def snippet(article: Article, hits: Sequence[Span], around: int = _AROUND) -> Snippet:
    """Return the text around the first hit, or the beginning of the body where there is none.

    Args:
        article: The article.
        hits: Where it was found.
        around: How many code points on either side.
    """
    if not article.paragraphs:
        return Snippet("", ())
    if hits:
        first = hits[0]
        home = next((p.span for p in article.paragraphs if first.start in p.span), None)
    else:
        first, home = None, None
    if home is None:
        home = next((p.span for p in article.paragraphs if p.role == "body"),
                    article.paragraphs[0].span)  # fmt: skip
    start = home.start if first is None else max(home.start, first.start - around)
    end = min(home.end, (first.end + 2 * around) if first else home.start + 3 * around)
    start, end = _at_blanks(article.text, start, end, home)
    inside = [hit for hit in hits if hit.start < end and start < hit.end]
    text, places = _one_line(article.text[start:end])
    spans = tuple(
        Span(places[max(0, hit.start - start)], places[min(end, hit.end) - start]) for hit in inside
    )
    return Snippet(text, spans)


def _at_blanks(text: str, start: int, end: int, home: Span) -> tuple[int, int]:
    """Move both ends to blanks, so that no word is cut."""
    while start > home.start and start < end and not text[start - 1].isspace():
        start += 1
    while end < home.end and not text[end].isspace() and end - start < 4 * _AROUND:
        end += 1
    return start, end


def _one_line(text: str) -> tuple[str, list[int]]:
    """Return a text with its runs of blanks made one, and where each of its places went."""
    made: list[str] = []
    places = []
    for letter in text:
        places.append(len(made))
        if letter.isspace():
            if made and made[-1] != " ":
                made.append(" ")
        else:
            made.append(letter)
    places.append(len(made))
    return "".join(made), places
