"""The index of words: what is written for an article, and when.

It is an FTS5 table without content. Its row ids are *places*: the day in the upper bits and a
number within the day, so that SQLite walks it newest first by itself and stops when it has enough.
Where SQLite has no FTS5 nothing is written, and the next program that has it makes the index.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import chain
from operator import or_

from corpus.article import EntityType
from corpus.library.schema import inflated
from corpus.search import told
from corpus.search.bits import CHUNK, chunk_of, chunk_with, chunk_without, joined
from corpus.search.words import body_paragraphs, index_body, index_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from corpus.article import Article
    from corpus.library.schema import Tell

    Mark = tuple[int, str | None, Sequence[str]]
    """A mention: where it begins, what it means if it is a day, the entities it refers to."""

INDEX_VERSION = "3"
"""Of the words as they are indexed; another one has the index made anew."""
INDEXED = "search index"
"""The fact that names the version of a library's index."""

IN_A_DAY = 16
"""Bits of a place that tell the articles of a day apart."""
_UNDATED = date.max.toordinal() + 1

SOURCE = "source/"
"""How the terms of outlets and agencies begin, in place of the type of an entity."""
DATE = "date/"
UNKNOWN_YEAR = "day/XXXX"
"""How the terms of days of unknown years begin, which are no entities."""
NEAR = 12
"""Mentions between a date and an entity at most: a longer paragraph is no longer of one thing."""


@dataclass(frozen=True, slots=True)
class Words:
    """An article as it is indexed: words in lookup form, blanks between."""

    title: str
    source: str
    body: str


def words_of(article: Article) -> Words:
    """Return the words of an article."""
    body = index_body(body_paragraphs(article))
    return Words(index_line(article.title or ""), index_line(article.source or ""), body)


def has_fts5(db: sqlite3.Connection) -> bool:
    """Tell whether this build of SQLite has FTS5."""
    try:
        db.execute("EXPLAIN SELECT fts5_source_id()")
    except sqlite3.OperationalError:
        return False
    return True


def is_indexed(db: sqlite3.Connection) -> bool:
    """Tell whether the library's index is whole and can be asked."""
    row = db.execute("SELECT value FROM fact WHERE name = ?", (INDEXED,)).fetchone()
    return row is not None and row[0] == INDEX_VERSION and has_fts5(db)


_INSERT = "INSERT INTO words (rowid, body, title, source) VALUES (?, ?, ?, ?)"
_DELETE = "INSERT INTO words (words, rowid, body, title, source) VALUES ('delete', ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Terms:
    """What an article is counted under beside its words: numbers of terms."""

    mentioned: frozenset[int]
    """Entities, days excepted."""
    sources: frozenset[int]
    """Its outlet and agencies."""
    told: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """What its dates mean, each with the entities in the same paragraph that are not far."""


def index(db: sqlite3.Connection, seq: int, terms: Terms, words: Words | None = None) -> None:
    """Write an article into the index, which it is not in.

    Args:
        db: The library, in a transaction.
        seq: The article's number.
        terms: What it is counted under.
        words: Its words, where they are known.
    """
    numbers = _numbers(db, seq, terms)
    number, place = divmod(seq, CHUNK)
    here = _chunks(db, number, numbers)
    _keep(db, number, {term: chunk_with(here.get(term, b""), place) for term in numbers})
    _count_sources(db, seq, terms)
    told.add(db, seq, terms.told)
    _index_words(db, seq, words)


def _count_sources(db: sqlite3.Connection, seq: int, terms: Terms) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO source_article VALUES (?, ?)",
        [(term, seq) for term in terms.sources],
    )


def _index_words(db: sqlite3.Connection, seq: int, words: Words | None) -> None:
    if not is_indexed(db):
        db.execute("DELETE FROM fact WHERE name = ?", (INDEXED,))
        return
    words = words or _stored_words(db, seq)
    place = _free_place(db, seq)
    db.execute("INSERT INTO place VALUES (?, ?)", (place, seq))
    db.execute(_INSERT, (place, words.body, words.title, words.source))


def unindex(db: sqlite3.Connection, seq: int) -> None:
    """Take an article out of the index, before anything of it is changed."""
    terms = _stored_terms(db, seq, _TermNumbers(db), {})
    number, place = divmod(seq, CHUNK)
    here = _chunks(db, number, _numbers(db, seq, terms))
    _keep(db, number, {term: chunk_without(old, place) for term, old in here.items()})
    db.execute("DELETE FROM source_article WHERE article = ?", (seq,))
    told.remove(db, seq)
    _unindex_words(db, seq)


def _unindex_words(db: sqlite3.Connection, seq: int) -> None:
    if not is_indexed(db):
        db.execute("DELETE FROM fact WHERE name = ?", (INDEXED,))
        return
    row = db.execute("SELECT place FROM place WHERE article = ?", (seq,)).fetchone()
    if row is not None:
        words = _stored_words(db, seq)
        db.execute(_DELETE, (row[0], words.body, words.title, words.source))
        db.execute("DELETE FROM place WHERE place = ?", row)


# --- sets of articles -----------------------------------------------------------------------

_CREATE_SETS = (
    "DROP TABLE IF EXISTS article_terms",
    "DROP TABLE IF EXISTS article_set",
    # The articles of a term; of a month where the number is below 0. See corpus.search.bits.
    """
    CREATE TABLE article_set (
        chunk INTEGER NOT NULL,
        term INTEGER NOT NULL,
        members BLOB NOT NULL,
        PRIMARY KEY (chunk, term)
    ) WITHOUT ROWID
    """,
    *told.TABLES,
)


def month_number(day: str) -> int | None:
    """Return the number below 0 that stands for the month of an ISO day; None for another."""
    year, month = day[:4], day[5:7]
    return -(int(year) * 12 + int(month)) if year.isdigit() and month.isdigit() else None


def month_of(number: int) -> str:
    """Return the ``YYYY-MM`` that a number below 0 stands for."""
    year, month = divmod(-number - 1, 12)
    return f"{year:04}-{month + 1:02}"


def members_of(db: sqlite3.Connection, terms: Sequence[int]) -> int:
    """Return the set of the articles of any of some terms, dates excepted."""
    return _union(
        db.execute(
            "SELECT s.chunk, s.members FROM json_each(?) c CROSS JOIN json_each(?) t"
            " CROSS JOIN article_set s ON s.chunk = c.value AND s.term = t.value",
            (json.dumps(all_chunks(db)), json.dumps(sorted(terms))),
        )
    )


def all_chunks(db: sqlite3.Connection) -> list[int]:
    """Return the numbers of all chunks there can be."""
    (last,) = db.execute("SELECT max(seq) FROM article").fetchone()
    return list(range((last or 0) // CHUNK + 1))


def _union(rows: Iterable[tuple[int, bytes]]) -> int:
    parts: list[dict[int, bytes]] = []
    seen: Counter[int] = Counter()
    for chunk, members in rows:
        if seen[chunk] == len(parts):
            parts.append({})
        parts[seen[chunk]][chunk] = members
        seen[chunk] += 1
    return reduce(or_, map(joined, parts), 0)


def _numbers(db: sqlite3.Connection, seq: int, terms: Terms) -> list[int]:
    """Return the numbers of the sets that an article belongs to."""
    (day,) = db.execute("SELECT date_order FROM article WHERE seq = ?", (seq,)).fetchone()
    month = month_number(day)
    return [*terms.mentioned, *terms.sources, *(() if month is None else (month,))]


def _chunks(db: sqlite3.Connection, number: int, terms: list[int]) -> dict[int, bytes]:
    """Return the chunks of one number that there are of some sets."""
    found: dict[int, bytes] = {}
    for start in range(0, len(terms), _MOST_ASKED):
        some = terms[start : start + _MOST_ASKED]
        marks = ", ".join("?" * len(some))
        asked = f"SELECT term, members FROM article_set WHERE chunk = ? AND term IN ({marks})"  # noqa: S608
        found |= db.execute(asked, (number, *some)).fetchall()
    return found


_MOST_ASKED = 500
"""Values in one statement: SQLite may be built for no more than 999."""


def _keep(db: sqlite3.Connection, number: int, chunks: dict[int, bytes]) -> None:
    kept = [(number, term, chunk) for term, chunk in sorted(chunks.items()) if chunk]
    db.executemany("INSERT OR REPLACE INTO article_set VALUES (?, ?, ?)", kept)
    gone = [(number, term) for term, chunk in chunks.items() if not chunk]
    db.executemany("DELETE FROM article_set WHERE chunk = ? AND term = ?", gone)


def places(first: str, last: str) -> tuple[int, int]:
    """Return the first place of a day, and the first after another; empty days are open ends."""
    begin = _day_number(first) << IN_A_DAY if first else 0
    return begin, (_day_number(last) + 1 if last else _UNDATED) << IN_A_DAY


def _day_number(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return _UNDATED


def _free_place(db: sqlite3.Connection, seq: int) -> int:
    """Return the place behind the last article of a day; without a day, that of the number."""
    (order,) = db.execute("SELECT date_order FROM article WHERE seq = ?", (seq,)).fetchone()
    day = _day_number(order)
    if day == _UNDATED:
        return (_UNDATED << IN_A_DAY) + seq
    first = day << IN_A_DAY
    last = "SELECT max(place) FROM place WHERE place >= ? AND place < ?"
    (taken,) = db.execute(last, (first, first + (1 << IN_A_DAY))).fetchone()
    return first if taken is None else int(taken) + 1


def _stored_words(db: sqlite3.Connection, seq: int) -> Words:
    title, source, size, data = db.execute(
        "SELECT title, source, size, deflated FROM article JOIN texts ON article = seq"
        " WHERE seq = ?",
        (seq,),
    ).fetchone()
    paragraphs = paragraphs_of(db, seq, inflated(data, size))
    return Words(index_line(title or ""), index_line(source or ""), index_body(paragraphs))


def paragraphs_of(db: sqlite3.Connection, seq: int, text: str) -> list[str]:
    """Return the stretches of an article's text that are its own."""
    asked = "SELECT start, stop FROM paragraph WHERE article = ? ORDER BY n"
    return [text[start:stop] for start, stop in db.execute(asked, (seq,))]


def create(db: sqlite3.Connection) -> None:
    """Make an empty index in place of what there is.

    The words come folded and cut, with blanks between, so that all SQLite has to do is to cut
    there: ``ascii`` takes every letter beyond ASCII for a part of a word. The body comes first, for
    SQLite writes a mark at every word of another column.
    """
    db.execute("DROP TABLE IF EXISTS word")
    db.execute("DROP TABLE IF EXISTS words")
    db.execute(
        "CREATE VIRTUAL TABLE words USING fts5"
        " (body, title, source, content = '', tokenize = 'ascii')"
    )
    db.execute("CREATE VIRTUAL TABLE word USING fts5vocab (words, row)")
    db.execute("DROP TABLE IF EXISTS place")
    db.execute(
        "CREATE TABLE place (place INTEGER PRIMARY KEY, article INTEGER NOT NULL UNIQUE"
        " REFERENCES article (seq) ON DELETE CASCADE)"
    )
    db.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (INDEXED, INDEX_VERSION))


def rebuild(db: sqlite3.Connection, tell: Tell) -> None:
    """Make the index of a whole library anew, in the transaction that is open.

    Args:
        db: The library.
        tell: Called now and then.
    """
    for sql in _CREATE_SETS:
        db.execute(sql)
    if has_fts5(db):
        create(db)
    seqs = [seq for (seq,) in db.execute("SELECT seq FROM article ORDER BY seq")]
    # SQLite writes out what it has of the index whenever a place comes before the last one.
    by_day = [seq for (seq,) in db.execute("SELECT seq FROM article ORDER BY date_order, seq")]
    work = chain(_counting(db, seqs), _indexing(db, by_day))
    for done, _ in enumerate(work):
        if done % _TELLS == 0:
            tell("Indexing all words", done // 2, len(seqs))
    tell("Indexing all words", len(seqs), len(seqs))


def _counting(db: sqlite3.Connection, seqs: Iterable[int]) -> Iterator[int]:
    """Count articles in the order of their numbers; yield each when it is done."""
    number = _TermNumbers(db)
    marks: dict[int, tuple[str | None, tuple[str, ...]]] = {}
    sets = _Sets(db)
    teller = told.Teller(db)
    for seq in seqs:
        terms = _stored_terms(db, seq, number, marks)
        sets.add(seq, _numbers(db, seq, terms))
        _count_sources(db, seq, terms)
        teller.add(seq, terms.told)
        yield seq
    sets.flush()
    teller.flush()


def _indexing(db: sqlite3.Connection, seqs: Iterable[int]) -> Iterator[int]:
    """Write the words of articles that come in date order; yield each when it is done."""
    for seq in seqs:
        _index_words(db, seq, None)
        yield seq


_TELLS = 1000


class _Sets:
    """Sets of articles that come in the order of their numbers."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._number = 0
        self._places: dict[int, list[int]] = {}

    def add(self, seq: int, terms: Iterable[int]) -> None:
        """Add an article to some sets."""
        number, place = divmod(seq, CHUNK)
        if number != self._number:
            self.flush()
            self._number = number
        for term in terms:
            self._places.setdefault(term, []).append(place)

    def flush(self) -> None:
        """Write what was added."""
        chunks = {term: chunk_of(places) for term, places in self._places.items()}
        _keep(self._db, self._number, chunks)
        self._places.clear()


def _stored_terms(
    db: sqlite3.Connection,
    seq: int,
    number: Callable[[str], int],
    senses: dict[int, tuple[str | None, tuple[str, ...]]],
) -> Terms:
    """Return what an article is counted under as its other tables have it."""
    at = db.execute("SELECT start, sense FROM mention_at WHERE article = ? ORDER BY n", (seq,))
    marks = []
    for start, sense in at.fetchall():
        if sense not in senses:
            asked = "SELECT type, value, slugs FROM sense WHERE n = ?"
            type_, value, slugs = db.execute(asked, (sense,)).fetchone()
            value = value if type_ == EntityType.DATE else None
            senses[sense] = value, tuple(json.loads(slugs))
        marks.append((start, *senses[sense]))
    return terms_of(db, seq, marks, number)


def terms_of(
    db: sqlite3.Connection, seq: int, marks: Sequence[Mark], number: Callable[[str], int]
) -> Terms:
    """Return what an article is counted under.

    Args:
        db: The library, with the article and its paragraphs.
        seq: The article's number.
        marks: Its mentions in reading order.
        number: Returns the number of a slug.
    """
    asked = "SELECT source, agencies FROM article WHERE seq = ?"
    source, agencies = db.execute(asked, (seq,)).fetchone()
    names = [*([source] if source else []), *json.loads(agencies)]
    begins = "SELECT start FROM paragraph WHERE article = ? ORDER BY n"
    starts = [start for (start,) in db.execute(begins, (seq,))]
    homes = [bisect_right(starts, mark[0]) for mark in marks]
    entities = [
        [number(slug) for slug in slugs if not slug.startswith(DATE)] for _, _, slugs in marks
    ]
    days: dict[int, set[int]] = {}
    for at, (_, value, _) in enumerate(marks):
        if value is None:
            continue
        near = days.setdefault(number(date_slug(value)), set())
        for other in range(max(0, at - NEAR), min(len(marks), at + NEAR + 1)):
            if homes[other] == homes[at]:
                near.update(entities[other])
    return Terms(
        frozenset(entity for some in entities for entity in some),
        frozenset(number(SOURCE + name) for name in names),
        {date_: frozenset(near) for date_, near in days.items()},
    )


def date_slug(value: str) -> str:
    """Return the slug of what a date means."""
    return (UNKNOWN_YEAR + value[4:]) if value.startswith("XXXX") else DATE + value


class _TermNumbers:
    """The numbers of slugs, new ones where they have none."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: dict[str, int] = {}

    def __call__(self, slug: str) -> int:
        number = self._known.get(slug)
        if number is None:
            self._db.execute("INSERT OR IGNORE INTO term (slug) VALUES (?)", (slug,))
            row = self._db.execute("SELECT n FROM term WHERE slug = ?", (slug,)).fetchone()
            number = self._known[slug] = int(row[0])
        return number
