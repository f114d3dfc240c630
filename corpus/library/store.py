"""The library on disk: one SQLite file with articles, mentions, reading state and notes.

Articles are kept in *date order*: by day of publication, those without a known day last, and
by arrival within a day. Lists show it newest first; following an entity runs oldest first.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime

from corpus.article import (
    Article,
    ArticleRow,
    EntityName,
    EntityType,
    Mention,
    Note,
    Occurrence,
    Statement,
)
from corpus.errors import LibraryError, NotFoundError
from corpus.library import notes as notebook
from corpus.library import similar
from corpus.library.records import (
    ARTICLE,
    MENTION,
    Copy,
    Numbers,
    article_of,
    delete_found,
    entry_of,
    found_rows,
    insert_found,
    insert_names,
    insert_new,
    mention_of,
    row_of,
    statement_of,
)
from corpus.library.schema import SCHEMA_VERSION, known_version, migrate, untold
from corpus.search.index import has_fts5, is_indexed, rebuild
from corpus.search.scan import holding
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Any

    from corpus.ingest.duplicates import Similar
    from corpus.library.schema import Tell

SHORTEST_PREFIX = 3
"""An article id may be given by its first digits, down to this many."""


def utc_now() -> str:
    """Return the present moment in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Library:
    """An open library. Every method is one short transaction.

    Args:
        path: The SQLite file; created with its folders when ``writable``.
        writable: False opens the file as it is and refuses every change.
        now: The clock that stamps arrivals, reading and notes.
        tell: Told what is being done, of how many articles, and how many there are, while an older
            library is brought up to date.

    Raises:
        LibraryError: The file cannot be opened, is no library, or has a newer schema.
    """

    def __init__(
        self,
        path: Path,
        *,
        writable: bool = True,
        now: Callable[[], str] = utc_now,
        tell: Tell = untold,
    ) -> None:
        self.path = path
        self.writable = writable
        self._now = now
        self._tell = tell
        self._numbers = Numbers()
        with self._telling("open the library"):
            self._db = self._open_to_write() if writable else self._open_to_read()

    def _open_to_write(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite would open a write-protected file for reading and fail only at the first change.
        if not _may_write(self.path if self.path.exists() else self.path.parent):
            raise PermissionError(errno.EACCES, "read-only")
        with _closed_on_error(sqlite3.connect(self.path, isolation_level=None)) as db:
            db.execute("PRAGMA busy_timeout = 5000")
            db.execute("PRAGMA foreign_keys = ON")
            # Nothing is written before it is clear that the file is ours.
            version = known_version(db, self.path.name)
            _use_log(db)
            if 0 < version < SCHEMA_VERSION:
                _keep_notes(db, self.path, version)
            migrate(db, self.path.name, tell=self._tell)
            _index_anew(db, self._tell)
            return db

    def _open_to_read(self) -> sqlite3.Connection:
        db = self._open_as_it_is()
        with _closed_on_error(db):
            if known_version(db, self.path.name) == SCHEMA_VERSION:
                return db
        try:
            self._open_to_write().close()
        except (LibraryError, sqlite3.Error, OSError):
            return self._copied(db)
        db.close()
        return self._open_as_it_is()

    def _copied(self, old: sqlite3.Connection) -> sqlite3.Connection:
        """Return a passing copy, brought up to date, of an older library that may only be read."""
        with closing(old), _closed_on_error(sqlite3.connect("", isolation_level=None)) as db:
            old.backup(db)
            migrate(db, self.path.name, tell=self._tell)
            return db

    def _open_as_it_is(self) -> sqlite3.Connection:
        uri = f"{self.path.absolute().as_uri()}?mode=ro"
        try:
            return self._connected(uri)
        except sqlite3.OperationalError as error:
            # A library that nobody holds has no log beside it, and where SQLite cannot make one,
            # as in a folder that may only be read, it refuses to read at all. ``immutable`` reads
            # the file alone, without locks. Without a log that file is the whole library. Should
            # somebody begin to write meanwhile, the worst is a read that fails or is stale:
            # nothing is ever written from here.
            refused = _code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
            if not refused or _size(self.path) == 0 or _has_log(self.path):
                raise
            return self._connected(f"{uri}&immutable=1")

    def _connected(self, uri: str) -> sqlite3.Connection:
        with _closed_on_error(sqlite3.connect(uri, uri=True, isolation_level=None)) as db:
            db.execute("PRAGMA busy_timeout = 5000")
            if known_version(db, self.path.name) == 0:
                raise LibraryError(
                    told("{path} holds no library", path=self.path), "Name another with --library"
                )
            return db

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the library cannot be used afterwards."""
        self._db.close()

    @contextmanager
    def _telling(self, verb: str) -> Iterator[None]:
        """Turn what SQLite and the file system say into one line with a way out."""
        try:
            yield
        except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
            raise LibraryError(*_explained(self.path, verb, error)) from error

    @contextmanager
    def _writing(self, verb: str, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """Run a block as one transaction: all of it is kept, or nothing.

        A killed program loses nothing that was kept. ``durable`` also waits for the disk, so that
        a power cut loses nothing either: for what the user wrote and could not fetch again.
        """
        if not self.writable:
            raise LibraryError(
                told("Cannot {verb}: {path} is read-only", verb=told(verb), path=self.path),
                _ELSEWHERE,
            )
        with self._telling(verb):
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._numbers.forget()
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        with self._telling("read the library"):
            return self._db.execute(sql, parameters).fetchall()

    # --- articles -----------------------------------------------------------------------

    def add(
        self,
        article: Article,
        mentions: Sequence[Mention],
        names: Iterable[EntityName],
        statements: Sequence[Statement] = (),
        *,
        indexed: str = "",
    ) -> bool:
        """Store an article with what was found in it.

        Args:
            article: The article.
            mentions: Its mentions in reading order.
            names: What its entities are called.
            statements: Its statements in reading order.
            indexed: The mark of the rules and the knowledge that found them.

        Returns:
            False when the same content is there already; nothing is changed then.
        """
        found = found_rows(mentions, names, statements, indexed)
        with self._writing("add an article") as db:
            new = insert_new(db, entry_of(article, found), self._numbers, self._now())
            return new is not None

    def replace_found(
        self,
        id_: str,
        mentions: Sequence[Mention],
        names: Iterable[EntityName],
        statements: Sequence[Statement] = (),
        *,
        indexed: str = "",
    ) -> None:
        """Put what was found in an article anew in place of what had been found before.

        The arguments are those of `add`. Nothing happens if there is no such article.
        """
        found = found_rows(mentions, names, statements, indexed)
        with self._writing("keep what was found in an article") as db:
            row = db.execute("SELECT seq FROM article WHERE id = ?", (id_,)).fetchone()
            if row is None:
                return
            delete_found(db, row[0])
            insert_found(db, row[0], found, self._numbers)

    def mark_indexed(self, before: str, now: str) -> None:
        """Count the articles that one mark stands for as read with another that changes nothing."""
        with self._writing("keep what was found") as db:
            db.execute("UPDATE article SET indexed = ? WHERE indexed = ?", (now, before))

    def naming(self, slug: str) -> tuple[str, ...]:
        """Return the articles that mention an entity, oldest first."""
        return self._ids(
            "SELECT a.id FROM entity_article e JOIN article a ON a.seq = e.article"
            " WHERE e.slug = ? ORDER BY e.date_order, e.article",
            (slug,),
        )

    def not_indexed_as(self, mark: str) -> tuple[str, ...]:
        """Return the articles that other rules or other knowledge was used on, oldest first."""
        return self._ids(
            "SELECT id FROM article WHERE indexed <> ? ORDER BY date_order, seq", (mark,)
        )

    def has(self, content_hash: str) -> bool:
        """Tell whether an article of this content is in the library."""
        return bool(self._rows("SELECT 1 FROM article WHERE content_hash = ?", (content_hash,)))

    def article_ids(self, words: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the ids of all articles, newest first.

        Args:
            words: Folded words; only articles in whose folded title, outlet or paragraphs every
                one stands, even inside another word, are returned.
        """
        if not words:
            # As one text: a row each takes SQLite and Python several times as long.
            every = "SELECT id FROM article ORDER BY date_order DESC, seq DESC"
            ((ids,),) = self._rows(f"SELECT group_concat(id) FROM ({every})")  # noqa: S608
            return tuple(ids.split(",")) if ids else ()
        with self._telling("read the library"):
            found = holding(self._db, words)
        return self._ids(
            "SELECT id FROM article WHERE seq IN (SELECT value FROM json_each(?))"
            " ORDER BY date_order DESC, seq DESC",
            (json.dumps(found),),
        )

    def labels(self) -> tuple[tuple[str, str], ...]:
        """Return the ids of all articles with what they are called, newest first."""
        return tuple(self._rows("SELECT id, label FROM article ORDER BY date_order DESC, seq DESC"))

    def in_date_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return those of these articles that are in the library, oldest first, each once."""
        return self._ids(
            "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))"
            " ORDER BY date_order, seq",
            (json.dumps(list(ids)),),
        )

    def _ids(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[str, ...]:
        return tuple(id_ for (id_,) in self._rows(sql, parameters))

    def rows(self, ids: Sequence[str]) -> tuple[ArticleRow, ...]:
        """Return the list rows of these articles, in the order asked for."""
        found = self._rows(
            "SELECT a.id, a.label, a.title, a.published, a.published_from, a.source, a.origin,"
            " EXISTS (SELECT 1 FROM reading r WHERE r.article = a.seq),"
            " (SELECT count(*) FROM note n WHERE n.article_id = a.id),"
            " (SELECT count(*) FROM mention_at m WHERE m.article = a.seq),"
            " EXISTS (SELECT 1 FROM star s WHERE s.article = a.seq),"
            " (SELECT json_group_array(t.name) FROM article_tag x JOIN tag t ON t.tag = x.tag"
            " WHERE x.article = a.seq),"
            " a.excerpt, a.published_certainty,"
            " (SELECT count(*) FROM similar l WHERE l.article = a.seq), a.published_conflict"
            " FROM article a WHERE a.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        by_id = {row[0]: row_of(row) for row in found}
        return tuple(by_id[id_] for id_ in ids if id_ in by_id)

    def resolve(self, prefix: str) -> str:
        """Return the id of the one article whose id begins with ``prefix``.

        Raises:
            NotFoundError: No article, or more than one, has such an id.
        """
        wanted = prefix.strip().lower()
        if not wanted or any(digit not in "0123456789abcdef" for digit in wanted):
            raise NotFoundError(told("No article has the id {id!r}", id=prefix), _LIST)
        if len(wanted) < SHORTEST_PREFIX:
            raise NotFoundError(
                told("{id!r} is too short for an article id", id=prefix),
                told("Give at least {n} of its digits; see: idlib-brief list", n=SHORTEST_PREFIX),
            )
        found = self._ids(
            "SELECT id FROM article WHERE id >= ? AND id < ? LIMIT 2", (wanted, wanted + "g")
        )
        if not found:
            raise NotFoundError(told("No article has the id {id!r}", id=prefix), _LIST)
        if len(found) > 1:
            raise NotFoundError(
                told("More than one article id begins with {wanted}", wanted=wanted), _LIST
            )
        return found[0]

    def article(self, id_: str) -> Article:
        """Return one article, whole.

        Raises:
            NotFoundError: There is no article with this id.
        """
        asked = f"SELECT {ARTICLE} FROM article a JOIN texts t ON t.article = a.seq WHERE a.id = ?"  # noqa: S608
        rows = self._rows(asked, (id_,))
        if not rows:
            raise NotFoundError(told("No article has the id {id!r}", id=id_), _LIST)
        paragraphs = self._rows(
            "SELECT start, stop, role FROM paragraph WHERE article = ? ORDER BY n", rows[0][:1]
        )
        return article_of(rows[0], paragraphs)

    def mentions(self, id_: str) -> tuple[Mention, ...]:
        """Return an article's mentions in reading order; none if there is no such article."""
        rows = self._rows(
            f"SELECT {MENTION}, m.slugs FROM mention m"  # noqa: S608
            " JOIN article a ON a.seq = m.article WHERE a.id = ? ORDER BY m.n",
            (id_,),
        )
        return tuple(mention_of(rest, tuple(json.loads(slugs))) for *rest, slugs in rows)

    def statements(self, id_: str) -> tuple[Statement, ...]:
        """Return an article's statements in reading order; none if there is no such article."""
        return tuple(said for _, said in self._said("a.id = ? ORDER BY s.n", (id_,)))

    def statements_of(
        self, slug: str, limit: int | None = None
    ) -> tuple[tuple[str, Statement], ...]:
        """Return an entity's statements with the ids of their articles, in date order.

        Args:
            slug: The entity.
            limit: How many at the most.
        """
        return self._said(
            "(s.article, s.n) IN (SELECT e.article, e.n FROM statement_entity e"
            " CROSS JOIN article o ON o.seq = e.article WHERE e.slug = ?"
            " GROUP BY e.article, e.n ORDER BY o.date_order, e.article, e.n LIMIT ?)"
            " ORDER BY a.date_order, a.seq, s.n",
            (slug, -1 if limit is None else limit),
        )

    def statement_count(self, slug: str) -> int:
        """Return how many statements an entity has."""
        asked = "SELECT DISTINCT article, n FROM statement_entity WHERE slug = ?"
        return int(self._rows(f"SELECT count(*) FROM ({asked})", (slug,))[0][0])  # noqa: S608

    def _said(
        self, which: str, parameters: Sequence[str | int]
    ) -> tuple[tuple[str, Statement], ...]:
        rows = self._rows(
            "SELECT a.id, s.start, s.stop, s.wording, s.speaker_start, s.speaker_stop,"  # noqa: S608
            " s.verb_start, s.verb_stop, s.why, (SELECT json_group_array(e.slug) FROM"
            " (SELECT slug FROM statement_entity e WHERE e.article = s.article AND e.n = s.n"
            " ORDER BY e.rank) e)"
            f" FROM statement s JOIN article a ON a.seq = s.article WHERE {which}",
            parameters,
        )
        return tuple((row[0], statement_of(row[1:])) for row in rows)

    def similar(self, id_: str) -> tuple[Similar, ...]:
        """Return the articles one has to do with, the closest first; none if there is none."""
        return similar.similar_to(self, [id_]).get(id_, ())

    def copies(self, id_: str) -> tuple[Copy, ...]:
        """Return where else the very content of an article stood; the article is its only text."""
        rows = self._rows(
            "SELECT c.origin, c.source, c.url, c.published FROM copy c"
            " JOIN article a ON a.seq = c.article WHERE a.id = ? ORDER BY c.origin",
            (id_,),
        )
        return tuple(Copy(*row) for row in rows)

    # --- entities -----------------------------------------------------------------------

    def entity_names(self, slugs: Sequence[str]) -> dict[str, EntityName]:
        """Return the names of these entities, by slug; unknown slugs are left out."""
        rows = self._rows(
            "SELECT slug, type, ar, en, about FROM entity"
            " WHERE slug IN (SELECT value FROM json_each(?))",
            (json.dumps(list(slugs)),),
        )
        return {
            slug: EntityName(slug, EntityType(type_), ar, en, about)
            for slug, type_, ar, en, about in rows
        }

    def name_entities(self, names: Iterable[EntityName]) -> None:
        """Remember what entities are called, whether an article mentions them or not."""
        with self._writing("keep a name") as db:
            rows = [(name.slug, name.type, name.ar, name.en, name.about) for name in names]
            insert_names(db, rows)

    def all_entities(self) -> tuple[EntityName, ...]:
        """Return every entity that was ever found, dates excepted."""
        rows = self._rows(
            "SELECT slug, type, ar, en, about FROM entity WHERE type <> ? ORDER BY slug",
            (EntityType.DATE,),
        )
        return tuple(
            EntityName(slug, EntityType(type_), ar, en, about)
            for slug, type_, ar, en, about in rows
        )

    def mention_counts(self, slugs: Sequence[str]) -> dict[str, int]:
        """Return how often each entity is mentioned in the whole library; never 0."""
        return dict(
            self._rows(
                "SELECT slug, mentions FROM entity_total"
                " WHERE mentions > 0 AND slug IN (SELECT value FROM json_each(?))",
                (json.dumps(list(slugs)),),
            )
        )

    def totals(self, slug: str) -> tuple[int, int]:
        """Return how many mentions an entity has, and in how many articles."""
        rows = self._rows("SELECT mentions, articles FROM entity_total WHERE slug = ?", (slug,))
        return rows[0] if rows else (0, 0)

    def totals_before(self, slug: str, article_id: str) -> tuple[int, int]:
        """Return `totals` over the articles that come before this one in date order."""
        (row,) = self._rows(
            "SELECT coalesce(sum(e.mentions), 0), count(*) FROM entity_article e"
            " WHERE e.slug = ? AND (e.date_order, e.article) <"
            " (SELECT date_order, seq FROM article WHERE id = ?)",
            (slug, article_id),
        )
        return row[0], row[1]

    def mentioning(self, slug: str, direction: int, beside: str | None = None) -> str | None:
        """Return the nearest article that mentions an entity, None when there is none further on.

        Args:
            slug: The entity.
            direction: 1 to look onwards in date order, -1 to look back.
            beside: The article to start from, which is left out; it need not mention the entity.
                None starts before the first or after the last of all.
        """
        after, order = (">", "ASC") if direction > 0 else ("<", "DESC")
        further = f"AND (e.date_order, e.article) {after} (SELECT date_order, seq"
        found = self._ids(
            "SELECT a.id FROM entity_article e JOIN article a ON a.seq = e.article"  # noqa: S608
            f" WHERE e.slug = ? {f'{further} FROM article WHERE id = ?)' if beside else ''}"
            f" ORDER BY e.date_order {order}, e.article {order} LIMIT 1",
            (slug, beside) if beside else (slug,),
        )
        return found[0] if found else None

    def occurrences(self, slug: str, limit: int | None = None) -> tuple[Occurrence, ...]:
        """Return the mentions of an entity, in date order and then in reading order.

        The mentions name this entity alone, even those that refer to others too.

        Args:
            slug: The entity.
            limit: How many at the most; all of them unless given.
        """
        # CROSS JOIN keeps SQLite to walking the articles in date order, so that nothing is sorted.
        return self._occurrences(
            slug,
            "entity_article e CROSS JOIN article a ON a.seq = e.article"
            " CROSS JOIN mention_entity s ON s.slug = e.slug AND s.article = e.article",
            "e.slug = ? ORDER BY e.date_order, e.article, s.n LIMIT ?",
            (slug, -1 if limit is None else limit),
        )

    def occurrences_in(self, slug: str, article_id: str) -> tuple[Occurrence, ...]:
        """Return the mentions of an entity in one article, as `occurrences` does."""
        return self._occurrences(
            slug,
            "article a CROSS JOIN mention_entity s ON s.article = a.seq",
            "a.id = ? AND s.slug = ? ORDER BY s.n",
            (article_id, slug),
        )

    def _occurrences(
        self, slug: str, way: str, which: str, parameters: Sequence[str | int]
    ) -> tuple[Occurrence, ...]:
        rows = self._rows(
            f"SELECT a.id, a.published, {MENTION}"  # noqa: S608
            f" FROM {way} CROSS JOIN mention m ON m.article = s.article AND m.n = s.n"
            f" WHERE {which}",
            parameters,
        )
        return tuple(Occurrence(id_, day, mention_of(rest, (slug,))) for id_, day, *rest in rows)

    # --- reading state ------------------------------------------------------------------

    def mark_read(self, id_: str, offset: int = 0) -> None:
        """Remember that an article was read, and the code point at the top of the screen."""
        with self._writing("remember the reading position") as db:
            db.execute(
                "INSERT INTO reading (article, read_at, offset)"
                " SELECT seq, ?, ? FROM article WHERE id = ?"
                " ON CONFLICT (article) DO UPDATE SET offset = excluded.offset",
                (self._now(), offset, id_),
            )

    def reading_offset(self, id_: str) -> int:
        """Return the code point that was at the top when the article was last left, or 0."""
        rows = self._rows(
            "SELECT r.offset FROM reading r JOIN article a ON a.seq = r.article WHERE a.id = ?",
            (id_,),
        )
        return int(rows[0][0]) if rows else 0

    # --- notes --------------------------------------------------------------------------

    def save_note(self, note: Note) -> None:
        """Store a note, or replace the one with the same id."""
        notebook.save(self, [note])

    def delete_note(self, id_: str) -> None:
        """Remove a note; nothing happens if there is none with this id."""
        notebook.delete(self, [id_])

    def notes(self, article_id: str | None = None) -> tuple[Note, ...]:
        """Return the notes of one article in reading order, or all in the order of the tray."""
        return notebook.notes(self, article_id)

    def note(self, id_: str) -> Note:
        """Return one note.

        Raises:
            NotFoundError: There is no note with this id.
        """
        return notebook.note(self, id_)

    def edit_note(self, id_: str, body: str) -> Note:
        """Replace the user's words of a note and return it.

        Raises:
            NotFoundError: There is no note with this id.
        """
        return notebook.edit(self, id_, {"body": body}).note

    # --- facts about the library itself -------------------------------------------------

    def fact(self, name: str) -> str | None:
        """Return what was noted of the library under a name, None if nothing was."""
        rows = self._rows("SELECT value FROM fact WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def set_fact(self, name: str, value: str) -> None:
        """Note something of the library as a whole, in place of what was noted before."""
        with self._writing("change the library") as db:
            db.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    # --- health -------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        """Return how many articles, mentions, entities and notes there are."""
        return {
            table: self._rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608
            for table in ("article", "mention", "entity", "note")
        }

    def problems(self) -> tuple[str, ...]:
        """Return what SQLite's own check finds wrong with the file; empty when sound."""
        found = [row[0] for row in self._rows("PRAGMA quick_check")]
        broken = [
            f"dangling reference in {row[0]}" for row in self._rows("PRAGMA foreign_key_check")
        ]
        return tuple([line for line in found if line != "ok"] + broken)


_LIST = told("See: idlib-brief list")
_ELSEWHERE = told("Make it writable, or name another library with --library")


@contextmanager
def _closed_on_error(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield db
    except BaseException:
        db.close()
        raise


def _keep_notes(db: sqlite3.Connection, path: Path, version: int) -> None:
    """Copy the notes of an older library before it is brought up to date."""
    from corpus.errors import BriefError
    from corpus.library.note_backups import back_up_old

    # Bringing it up to date is all or nothing by itself: the copy is for whoever changes his mind.
    with suppress(BriefError):
        back_up_old(db, path, version)


def _use_log(db: sqlite3.Connection) -> None:
    """Have changes written to a log beside the library, so that reading never waits for them."""
    # The mode is a write of its own; asking first keeps a plain start from it.
    (mode,) = db.execute("PRAGMA journal_mode").fetchone()
    if mode == "wal":
        return
    try:
        db.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # Another program is in the file at this moment, for which SQLite does not wait here. All
        # works without the log too, and the next start asks for it again.
        if _code(error) != sqlite3.SQLITE_BUSY:
            raise


def _index_anew(db: sqlite3.Connection, tell: Tell) -> None:
    """Make the index of words where another version, or a SQLite without FTS5, has left none."""
    if is_indexed(db) or not has_fts5(db):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have done it meanwhile.
        if not is_indexed(db):
            rebuild(db, tell)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _has_log(path: Path) -> bool:
    """Tell whether changes lie beside a library that are not in it yet."""
    return _size(path.with_name(f"{path.name}-wal")) > 0


def _size(path: Path) -> int:
    """Return a file's size in bytes, 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _code(error: Exception) -> int:
    """Return SQLite's primary result code, 0 for an error that is not SQLite's."""
    extended: int = getattr(error, "sqlite_errorcode", 0)
    return extended & 0xFF


def _explained(path: Path, verb: str, error: Exception) -> tuple[str, str]:
    """Return message and hint for a failure of SQLite or of the file system."""
    code, does = _code(error), told(verb)
    reason = getattr(error, "errno", None)
    if code == sqlite3.SQLITE_CANTOPEN and _size(path) == 0:
        return told("There is no library {path}", path=path), told("Name another with --library")
    if code == sqlite3.SQLITE_CANTOPEN and _has_log(path):
        return (
            told(
                "Cannot {verb}: {path} was left open, and its folder is read-only",
                verb=does,
                path=path,
            ),
            told("Copy it, with the files beside it that share its name, to where you can write"),
        )
    if code == sqlite3.SQLITE_READONLY or reason in (errno.EACCES, errno.EROFS):
        return told("Cannot {verb}: {path} is read-only", verb=does, path=path), _ELSEWHERE
    if code == sqlite3.SQLITE_FULL or reason == errno.ENOSPC:
        return told("Cannot {verb}: the disk of {path} is full", verb=does, path=path), told(
            "Free some room and try again"
        )
    if code == sqlite3.SQLITE_NOTADB:
        return told("Cannot {verb}: {path} is no idlib-brief library", verb=does, path=path), told(
            "Name another with --library"
        )
    if code == sqlite3.SQLITE_CORRUPT:
        return told("Cannot {verb}: {path} is damaged", verb=does, path=path), told(
            "Bring back a copy of it"
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return told("Cannot {verb}: another program holds {path}", verb=does, path=path), told(
            "Close it and try again"
        )
    if isinstance(error, UnicodeEncodeError):
        return told(
            "Cannot {verb}: its text holds half a character (a lone surrogate)", verb=does
        ), ""
    return told("Cannot {verb} {path}: {error}", verb=does, path=path, error=error), _ELSEWHERE
