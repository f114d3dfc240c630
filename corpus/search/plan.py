"""What a query asks of the tables: conditions with bound values, never SQL out of the query's text.

A query is bound first: its words become forms, its names terms. Words that must hold together are
asked of the index in one look-up; what only the text can tell (`Checked`) is looked at article by
article.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod

from corpus.query.tree import All, Either, Not
from corpus.search.bits import from_joined
from corpus.search.index import DATE, members_of, places
from corpus.search.scan import FOUND, NOWHERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Literal

    from corpus.article import Span
    from corpus.search.expansion import Forms
    from corpus.search.match import Wanted

    Column = Literal["any", "title"]
    Role = Literal["mentioned", "speaker", "source"]


@dataclass(frozen=True, slots=True)
class Text:
    """Articles in whose text some words and phrases stand, wherever each."""

    column: Column
    phrases: tuple[tuple[Forms, ...], ...]
    """The words of each, side by side in order."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Articles that mention or quote any of some entities, or are from any of some outlets."""

    slugs: tuple[str, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Days:
    """Articles published from one day to another, both inclusive, empty for an open end."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of SQL on an article ``a``."""

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What only the text itself can tell."""

    at: Span
    column: Column
    wanted: Wanted | None
    """Words and how they stand; None for a pattern."""
    pattern: str
    narrow: Text | None
    """What must hold anyway, which the index can tell."""


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""


Bound = Text | Terms | Days | Condition | Checked | Everything | Not | All | Either


def relaxed(node: Any, *, positive: bool = True) -> Any:
    """Return what holds of every article of which a bound tree holds, without looking at texts."""
    if isinstance(node, Checked):
        if not positive:
            return Not(Everything())  # type: ignore[arg-type]
        return node.narrow or Everything()
    if isinstance(node, Not):
        return Not(relaxed(node.part, positive=not positive))
    if isinstance(node, All | Either):
        return type(node)(tuple(relaxed(part, positive=positive) for part in node.parts))
    return node


def decided(node: Any, verdicts: Mapping[Checked, Iterable[int]]) -> Any:
    """Return a bound tree in which the texts have been looked at."""
    if isinstance(node, Checked):
        seqs = json.dumps(list(verdicts[node]))
        return Condition("a.seq IN (SELECT value FROM json_each(?))", (seqs,))
    if isinstance(node, Not):
        return Not(decided(node.part, verdicts))
    if isinstance(node, All | Either):
        return type(node)(tuple(decided(part, verdicts) for part in node.parts))
    return node


def alternatives(root: Any | None) -> tuple[Any, ...]:
    """Return bound trees that together hold where one does, each a plain conjunction if possible.

    The newest articles of a tree are among the newest of these, which are found sooner.
    """
    if root is None:
        return (None,)
    ways = _ways(root, positive=True)
    if ways is None:
        return (root,)
    return tuple(All(way) if len(way) > 1 else way[0] for way in ways)


def _ways(node: Any, *, positive: bool) -> list[tuple[Any, ...]] | None:
    """Return the conjunctions of which one must hold; None for too many."""
    if isinstance(node, Not):
        return _ways(node.part, positive=not positive)
    if not isinstance(node, All | Either):
        return [(node if positive else Not(node),)]
    each = [_ways(part, positive=positive) for part in node.parts]
    if isinstance(node, All) != positive:
        made = [way for ways in each for way in ways or ()]
    else:
        made = [()]
        for ways in each:
            made = [(*before, *way) for before in made for way in ways or ()]
            if len(made) > _MOST_ALTERNATIVES:
                return None
    return None if None in each or len(made) > _MOST_ALTERNATIVES else made


_MOST_ALTERNATIVES = 24


@dataclass(frozen=True, slots=True)
class Statement:
    """Where the articles of a bound tree are: the end of a SELECT, and its values.

    Articles are there under the name ``a``; where the index is walked, its row is ``w``.
    """

    tail: str
    values: tuple[Any, ...]
    walks_index: bool = False

    def select(self, what: str, order: str = "", limit: int | None = None) -> tuple[str, list[Any]]:
        """Return SQL and values.

        Args:
            what: The columns.
            order: What to order by; a name of `ORDERS` or columns.
            limit: How many rows at the most.
        """
        sql = f"SELECT {what} FROM {self.tail}"  # noqa: S608
        if order:
            orders = _WALKED if self.walks_index else ORDERS
            sql += f" ORDER BY {orders.get(order, order)}"
        if limit is None:
            return sql, list(self.values)
        return f"{sql} LIMIT ?", [*self.values, limit]


ORDERS = {
    "newest": "a.date_order DESC, a.seq DESC",
    "oldest": "a.date_order, a.seq",
    "source": "a.source IS NULL, a.source, a.date_order DESC, a.seq DESC",
    "title": "a.label, a.seq",
    "unread": "EXISTS (SELECT 1 FROM reading r WHERE r.article = a.seq), a.date_order DESC,"
    " a.seq DESC",
    "relevance": "a.date_order DESC, a.seq DESC",
}
_RANK = "bm25(words, 1.0, 4.0, 1.0)"
"""A word in the title counts four times as much as elsewhere."""
_WALKED = {"newest": "w.rowid DESC", "oldest": "w.rowid", "relevance": _RANK}


class Planner:
    """Turns bound trees into statements.

    Args:
        db: The library, for the numbers of terms and the words there are.
        indexed: Whether its index may be asked.
    """

    def __init__(self, db: sqlite3.Connection, *, indexed: bool) -> None:
        self._db = db
        self.indexed = indexed
        self._forms: dict[Forms, list[str]] = {}

    def statement(self, root: Any | None) -> Statement:
        """Return where all articles of a bound tree are, each condition worked out once."""
        conditions, values = self._together(_flat(root), few=False)
        return Statement(f"article a WHERE {' AND '.join(conditions)}", tuple(values))

    def walk(self, root: Any | None) -> Statement:
        """Return the same for who takes the first articles only, or wants them ranked.

        The index is walked where words are asked for, else the articles by day; what else must
        hold is looked up an article at a time.
        """
        parts = _flat(root)
        wanted, unwanted, rest = [], [], []
        for part in parts:
            sql = self._match(part)
            barred = self._match(part.part) if isinstance(part, Not) else None
            if sql is not None:
                wanted.append(sql)
            elif barred is not None:
                unwanted.append(barred)
            else:
                rest.append(part)
        if not wanted:
            conditions, values = self._together(parts, few=True)
            return Statement(f"article a WHERE {' AND '.join(conditions)}", tuple(values))
        match = f"({' AND '.join(wanted)})"
        if unwanted:
            match += f" NOT ({' OR '.join(unwanted)})"
        conditions, values = self._together(rest, few=True)
        for part in rest:
            if isinstance(part, Days):
                conditions.append("w.rowid >= ? AND w.rowid < ?")
                values += places(part.first, part.last)
        return Statement(
            "words w CROSS JOIN place p ON p.place = w.rowid CROSS JOIN article a"
            f" ON a.seq = p.article WHERE words MATCH ? AND {' AND '.join(conditions)}",
            (match, *values),
            walks_index=True,
        )

    def ranked(self, root: Any | None, limit: int | None) -> tuple[str, list[Any]]:
        """Return how to ask for the ids of articles, what fits its words best first."""
        match = None if root is None else self._match(root)
        if match is None:
            statement = self.walk(root)
            order = "relevance" if statement.walks_index else "newest"
            return statement.select("a.id", order, limit)
        # What is not among the first is never looked up.
        best = f"SELECT rowid, {_RANK} AS n FROM words WHERE words MATCH ? ORDER BY n LIMIT ?"  # noqa: S608
        return (
            f"SELECT a.id FROM ({best}) w CROSS JOIN place p ON p.place = w.rowid"  # noqa: S608
            " CROSS JOIN article a ON a.seq = p.article ORDER BY w.n, w.rowid DESC",
            [match, -1 if limit is None else limit],
        )

    def alone(self, node: Any) -> int | None:
        """Return the set of a node's articles where one table tells them all; None for more of it.

        See `corpus.search.bits`.
        """
        match = self._match(node)
        if match is not None:
            return from_joined(self._db.execute(_ALL_FOUND, (match,)).fetchone()[0])
        if isinstance(node, Terms) and node.role != "speaker":
            return self._of_terms(node)
        return None

    def _of_terms(self, node: Terms) -> int:
        dated = [slug for slug in node.slugs if slug.startswith(DATE)]
        found = members_of(self._db, self.term_numbers(set(node.slugs).difference(dated)))
        if dated:
            terms = json.dumps(self.term_numbers(dated))
            found |= from_joined(self._db.execute(_ALL_TELLING, (terms,)).fetchone()[0])
        return found

    def term_numbers(self, slugs: Iterable[str]) -> list[int]:
        """Return the numbers of slugs, those that have one."""
        asked = "SELECT n FROM term WHERE slug IN (SELECT value FROM json_each(?))"
        return [n for (n,) in self._db.execute(asked, (json.dumps(list(slugs)),))]

    def _together(self, parts: Sequence[Any], *, few: bool) -> tuple[list[str], list[Any]]:
        """Return the conditions of parts that must hold together."""
        asked = [(part, self._match(part)) for part in parts]
        conditions, values = ["1"], []
        words = [sql for _, sql in asked if sql is not None]
        if words:
            conditions.append(_IN_INDEX)
            values.append(f"({' AND '.join(words)})")
        for part, words_asked in asked:
            if words_asked is None:
                sql, more = self._condition(part, few=few)
                conditions.append(sql)
                values += more
        return conditions, values

    def _condition(self, node: Any, *, few: bool) -> tuple[str, list[Any]]:
        if isinstance(node, Everything):
            return "1", []
        match = self._match(node)
        if match is not None:
            return _IN_INDEX, [match]
        if isinstance(node, Not):
            sql, values = self._condition(node.part, few=few)
            return f"NOT ({sql})", values
        if isinstance(node, All | Either):
            made = [self._condition(part, few=few) for part in node.parts]
            word = " AND " if isinstance(node, All) else " OR "
            return f"({word.join(sql for sql, _ in made)})", [v for _, vs in made for v in vs]
        if isinstance(node, Days):
            # What has no day comes after the last day there is, and was not published on any.
            return "a.date_order BETWEEN ? AND ?", [node.first, node.last or "9998-99-99"]
        if isinstance(node, Terms):
            return self._terms(node, few=few)
        assert isinstance(node, Condition), node
        return node.sql, list(node.values)

    def _terms(self, node: Terms, *, few: bool) -> tuple[str, list[Any]]:
        slugs = json.dumps(node.slugs)
        if node.role == "speaker":
            return _OF_TERMS[node.role], [slugs]
        terms = self.term_numbers(node.slugs)
        if few and self._is_common(node, slugs, len(terms)):
            return _ONE_BY_ONE[node.role], [json.dumps(terms)]
        return _OF_TERMS[node.role], [json.dumps(terms)]

    def _is_common(self, node: Terms, slugs: str, count: int) -> bool:
        """Tell whether to look an article up sooner meets one than to list them all."""
        if node.role == "source":
            return True
        asked = (
            "SELECT coalesce(sum(articles), 0), (SELECT max(seq) FROM article) FROM entity_total"
            " WHERE slug IN (SELECT value FROM json_each(?))"
        )
        articles, all_ = self._db.execute(asked, (slugs,)).fetchone()
        return bool(articles * articles > 200 * (all_ or 0) * max(1, count))

    # --- what the index is asked ----------------------------------------------------------

    def _match(self, node: Any) -> str | None:
        """Return what to ask of the index for a node; None where it cannot tell."""
        if not self.indexed:
            return None
        if isinstance(node, Text):
            column = "title : " if node.column == "title" else ""
            return f"({' AND '.join(f'{column}{self._phrase(one)}' for one in node.phrases)})"
        if isinstance(node, All):
            made = [self._match(part) for part in node.parts]
            known = [sql for sql in made if sql is not None]
            return f"({' AND '.join(known)})" if len(known) == len(made) else None
        if isinstance(node, Either):
            some = [self._match(part) for part in node.parts]
            asked = [sql for sql in some if sql is not None]
            return f"({' OR '.join(asked)})" if len(asked) == len(some) else None
        return None

    def _phrase(self, phrase: Sequence[Forms]) -> str:
        written = [self._written(forms) for forms in phrase]
        whole = [" ".join(words) for words in product(*written)]
        made = [f'"{words}"' for words in whole]
        if phrase[-1].beginnings:
            before = [" ".join((*words, "")) for words in product(*written[:-1])]
            made += [f'"{words}{end}" *' for words in before for end in phrase[-1].beginnings]
        return f"({' OR '.join(made)})" if made else NOWHERE

    def _written(self, forms: Forms) -> list[str]:
        """Return the forms of a word that stand in the library."""
        known = self._forms.get(forms)
        if known is None:
            asked = "SELECT term FROM word WHERE term IN (SELECT value FROM json_each(?))"
            rows = self._db.execute(asked, (json.dumps(sorted(forms.whole)),))
            known = self._forms[forms] = [form for (form,) in rows]
        return known

    def forget(self) -> None:
        """Forget which words there are: the library has changed."""
        self._forms.clear()

    def phrases(self, phrase: tuple[Forms, ...]) -> tuple[tuple[tuple[Forms, ...], ...], bool]:
        """Return what to ask of the index for a phrase, and whether that tells all.

        A phrase that can be written in too many ways is asked for by pairs of its words, or by its
        words alone, and then looked for in the texts that are left.
        """
        if any(forms.beginnings for forms in phrase[:-1]):
            return tuple((forms,) for forms in phrase), False
        ways = [len(self._written(forms)) + len(forms.beginnings) for forms in phrase]
        if prod(ways) <= _MOST_WAYS:
            return (phrase,), True
        return tuple(
            pair if ways[n] * ways[n + 1] <= _MOST_WAYS else pair[:1]
            for n, pair in enumerate(pairwise(phrase))
        ), False


_MOST_WAYS = 240
"""In how many ways a phrase is asked of the index."""

_IN_INDEX = f"a.seq IN ({FOUND})"
_ALL_TELLING = (
    "SELECT group_concat(article) FROM term_article WHERE term IN (SELECT value FROM json_each(?))"
)
_ALL_FOUND = FOUND.replace("p.article", "group_concat(p.article)", 1)
_ONE_BY_ONE = {
    "mentioned": "EXISTS (SELECT 1 FROM term_article t WHERE t.term IN"
    " (SELECT value FROM json_each(?)) AND t.date_order = a.date_order AND t.article = a.seq)",
    "source": "EXISTS (SELECT 1 FROM source_article t WHERE t.term IN"
    " (SELECT value FROM json_each(?)) AND t.article = a.seq)",
}
_OF_TERMS = {
    "mentioned": "a.seq IN (SELECT t.article FROM term_article t WHERE t.term IN"
    " (SELECT value FROM json_each(?)))",
    "speaker": "a.seq IN (SELECT article FROM statement_entity WHERE slug IN"
    " (SELECT value FROM json_each(?)))",
    "source": "a.seq IN (SELECT article FROM source_article WHERE term IN"
    " (SELECT value FROM json_each(?)))",
}


def _flat(root: Any | None) -> tuple[Any, ...]:
    if root is None:
        return ()
    return tuple(root.parts) if isinstance(root, All) else (root,)
