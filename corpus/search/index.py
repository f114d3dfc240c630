"""The index of words: what is written for an article, and when.

It is an FTS5 table without content. Its row ids are *places*: the day in the upper bits and a
number within the day, so that SQLite walks it newest first by itself and stops when it has enough.
Where SQLite has no FTS5 nothing is written, and the next program that has it makes the index.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from dataclasses import dataclass
from datetime import date

from corpus.library.schema import inflated
from corpus.search.words import body_paragraphs, index_body, index_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpus.article import Article

INDEX_VERSION = "2"
"""Of the words as they are indexed; another one has the index made anew."""
INDEXED = "search index"
"""The fact that names the version of a library's index."""

IN_A_DAY = 16
"""Bits of a place that tell the articles of a day apart."""
_UNDATED = date.max.toordinal() + 1

SOURCE = "source/"
"""How the terms of outlets and agencies begin, in place of the type of an entity."""


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


def pack(terms: Iterable[int]) -> bytes:
    """Return numbers of terms as they are kept: the kind of array, then the array."""
    numbers = sorted(set(terms))
    kind = "H" if not numbers or numbers[-1] < 1 << 16 else "I"
    return kind.encode() + array(kind, numbers).tobytes()


def unpack(blobs: Iterable[bytes]) -> Iterator[array[int]]:
    """Yield all the numbers that were packed, of many articles at once."""
    short: list[bytes] = []
    long: list[bytes] = []
    for blob in blobs:
        (short if blob[0] == _SHORT else long).append(blob[1:])
    for kind, parts in (("H", short), ("I", long)):
        numbers = array(kind)
        numbers.frombytes(b"".join(parts))
        yield numbers


_SHORT = ord("H")
_INSERT = "INSERT INTO words (rowid, body, title, source) VALUES (?, ?, ?, ?)"
_DELETE = "INSERT INTO words (words, rowid, body, title, source) VALUES ('delete', ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Terms:
    """What an article is counted under beside its words: numbers of terms, days excepted."""

    mentioned: frozenset[int]
    sources: frozenset[int]
    """Its outlet and agencies."""


def index(db: sqlite3.Connection, seq: int, terms: Terms, words: Words | None = None) -> None:
    """Write an article into the index, which it is not in.

    Args:
        db: The library, in a transaction.
        seq: The article's number.
        terms: What it is counted under.
        words: Its words, where they are known.
    """
    packed = pack(terms.mentioned | terms.sources)
    db.execute("INSERT OR REPLACE INTO article_terms VALUES (?, ?)", (seq, packed))
    db.executemany(
        "INSERT OR IGNORE INTO source_article VALUES (?, ?)",
        [(term, seq) for term in terms.sources],
    )
    if not is_indexed(db):
        db.execute("DELETE FROM fact WHERE name = ?", (INDEXED,))
        return
    words = words or _stored_words(db, seq)
    place = _free_place(db, seq)
    db.execute("INSERT INTO place VALUES (?, ?)", (place, seq))
    db.execute(_INSERT, (place, words.body, words.title, words.source))


def unindex(db: sqlite3.Connection, seq: int) -> None:
    """Take an article out of the index, before anything of it is changed."""
    if db.execute("SELECT 1 FROM article_terms WHERE article = ?", (seq,)).fetchone() is None:
        return
    if is_indexed(db):
        words = _stored_words(db, seq)
        (place,) = db.execute("SELECT place FROM place WHERE article = ?", (seq,)).fetchone()
        db.execute(_DELETE, (place, words.body, words.title, words.source))
        db.execute("DELETE FROM place WHERE place = ?", (place,))
    else:
        db.execute("DELETE FROM fact WHERE name = ?", (INDEXED,))
    db.execute("DELETE FROM article_terms WHERE article = ?", (seq,))
    db.execute("DELETE FROM source_article WHERE article = ?", (seq,))


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


def rebuild(db: sqlite3.Connection) -> None:
    """Make the index of a whole library anew, in the transaction that is open."""
    if has_fts5(db):
        create(db)
    number = _TermNumbers(db)
    for (seq,) in db.execute("SELECT seq FROM article ORDER BY date_order, seq").fetchall():
        index(db, seq, _stored_terms(db, seq, number))


def _stored_terms(db: sqlite3.Connection, seq: int, number: Callable[[str], int]) -> Terms:
    """Return what an article is counted under as its other tables have it."""
    mentioned = db.execute(
        "SELECT DISTINCT a.term FROM article_term a CROSS JOIN term t ON t.n = a.term"
        " WHERE a.article = ? AND t.slug NOT LIKE 'date/%'",
        (seq,),
    )
    return terms_of(db, seq, (term for (term,) in mentioned), number)


def terms_of(
    db: sqlite3.Connection, seq: int, mentioned: Iterable[int], number: Callable[[str], int]
) -> Terms:
    """Return what an article is counted under that mentions some terms."""
    asked = "SELECT source, agencies FROM article WHERE seq = ?"
    source, agencies = db.execute(asked, (seq,)).fetchone()
    names = [*([source] if source else []), *json.loads(agencies)]
    return Terms(frozenset(mentioned), frozenset(number(SOURCE + name) for name in names))


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
