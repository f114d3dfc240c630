"""The schema of the library, one migration a version.

``PRAGMA user_version`` holds the number of migrations applied. A migration is never edited
once released: a change is a new one at the end.
"""

from __future__ import annotations

from zlib import compress, crc32, decompressobj

from corpus.errors import LibraryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x49444C42
"""Stands in the file's header (``IDLB``) and tells a library from any other SQLite database."""

WITHOUT_OUTLINES = "articles without outlines"
"""The fact that stands in a library while there are articles whose likes were not looked for."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        f"PRAGMA application_id = {APPLICATION_ID}",
        """
        CREATE TABLE article (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            content_hash TEXT NOT NULL UNIQUE,
            title TEXT,
            label TEXT NOT NULL,
            text TEXT NOT NULL,
            source TEXT,
            origin TEXT NOT NULL,
            place TEXT,
            published TEXT,
            published_from TEXT,
            published_raw TEXT NOT NULL DEFAULT '',
            refs TEXT NOT NULL DEFAULT '[]',
            added TEXT NOT NULL,
            date_order TEXT NOT NULL
        )
        """,
        # The id is in the index so that listing all articles never touches their texts.
        "CREATE INDEX article_by_date ON article (date_order, seq, id)",
        """
        CREATE TABLE folded (
            article INTEGER PRIMARY KEY REFERENCES article (seq) ON DELETE CASCADE,
            text TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE paragraph (
            article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            role TEXT NOT NULL,
            PRIMARY KEY (article, n)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE mention (
            article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            type TEXT NOT NULL,
            kind TEXT NOT NULL,
            value TEXT,
            why TEXT NOT NULL,
            PRIMARY KEY (article, n)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE mention_entity (
            article INTEGER NOT NULL,
            n INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            slug TEXT NOT NULL,
            PRIMARY KEY (article, n, rank),
            FOREIGN KEY (article, n) REFERENCES mention (article, n) ON DELETE CASCADE
        ) WITHOUT ROWID
        """,
        "CREATE UNIQUE INDEX mention_entity_by_slug ON mention_entity (slug, article, n)",
        # One row an entity and article: following an entity walks these and never all mentions.
        """
        CREATE TABLE entity_article (
            slug TEXT NOT NULL,
            date_order TEXT NOT NULL,
            article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
            mentions INTEGER NOT NULL,
            PRIMARY KEY (slug, date_order, article)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE entity_total (
            slug TEXT PRIMARY KEY,
            mentions INTEGER NOT NULL,
            articles INTEGER NOT NULL
        ) WITHOUT ROWID
        """,
        """
        CREATE TRIGGER entity_gains_article AFTER INSERT ON entity_article BEGIN
            INSERT INTO entity_total VALUES (new.slug, new.mentions, 1)
            ON CONFLICT (slug) DO UPDATE SET
                mentions = mentions + excluded.mentions, articles = articles + 1;
        END
        """,
        """
        CREATE TRIGGER entity_loses_article AFTER DELETE ON entity_article BEGIN
            UPDATE entity_total SET mentions = mentions - old.mentions, articles = articles - 1
            WHERE slug = old.slug;
        END
        """,
        """
        CREATE TABLE entity (
            slug TEXT PRIMARY KEY,
            type TEXT NOT NULL,
            ar TEXT NOT NULL,
            en TEXT NOT NULL,
            about TEXT NOT NULL
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE reading (
            article INTEGER PRIMARY KEY REFERENCES article (seq) ON DELETE CASCADE,
            read_at TEXT NOT NULL,
            offset INTEGER NOT NULL DEFAULT 0
        )
        """,
        # What is known of the library as a whole, such as that the samples were put into it.
        "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        # A note outlives its article, so nothing here refers to the article's row.
        """
        CREATE TABLE note (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            article_id TEXT NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            quote TEXT NOT NULL,
            prefix TEXT NOT NULL,
            suffix TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            body TEXT NOT NULL,
            tags TEXT NOT NULL DEFAULT '[]',
            created TEXT NOT NULL,
            modified TEXT NOT NULL
        )
        """,
        "CREATE INDEX note_by_article ON note (article_id, start)",
    ),
    (
        "ALTER TABLE mention ADD COLUMN certainty TEXT NOT NULL DEFAULT 'sure'",
        "ALTER TABLE mention ADD COLUMN candidates TEXT NOT NULL DEFAULT '[]'",
        # Which rules and knowledge an article was last read with; empty means: read it again.
        "ALTER TABLE article ADD COLUMN indexed TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX article_by_indexed ON article (indexed)",
        """
        CREATE TABLE statement (
            article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            wording TEXT NOT NULL,
            speaker_start INTEGER,
            speaker_stop INTEGER,
            verb_start INTEGER NOT NULL,
            verb_stop INTEGER NOT NULL,
            why TEXT NOT NULL,
            PRIMARY KEY (article, n)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE statement_entity (
            article INTEGER NOT NULL,
            n INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            slug TEXT NOT NULL,
            PRIMARY KEY (article, n, rank),
            FOREIGN KEY (article, n) REFERENCES statement (article, n) ON DELETE CASCADE
        ) WITHOUT ROWID
        """,
        "CREATE INDEX statement_entity_by_slug ON statement_entity (slug, article, n)",
    ),
    (
        *(
            f"ALTER TABLE article ADD COLUMN {column}"
            for column in (
                "language TEXT NOT NULL DEFAULT 'ar'",
                "url TEXT",
                "author TEXT",
                "agencies TEXT NOT NULL DEFAULT '[]'",
                "charset TEXT NOT NULL DEFAULT 'utf-8'",
                "excerpt INTEGER NOT NULL DEFAULT 0",
                "warnings TEXT NOT NULL DEFAULT '[]'",
                "published_zone TEXT NOT NULL DEFAULT ''",
                "published_certainty TEXT NOT NULL DEFAULT 'sure'",
                "published_conflict TEXT NOT NULL DEFAULT ''",
            )
        ),
        "CREATE INDEX article_by_url ON article (url) WHERE url IS NOT NULL",
        # An article's text and the lookup form of all its words, which differ little, are deflated
        # as one: they are the most of a library. The text's own column stays empty.
        """
        CREATE TABLE texts (
            article INTEGER PRIMARY KEY REFERENCES article (seq) ON DELETE CASCADE,
            size INTEGER NOT NULL,
            deflated BLOB NOT NULL
        )
        """,
        """
        INSERT INTO texts
        SELECT a.seq, length(CAST(a.text AS BLOB)), deflated(a.text, f.text)
        FROM article a JOIN folded f ON f.article = a.seq
        """,
        "UPDATE article SET text = ''",
        "DROP TABLE folded",
        # A slug, and all that mentions of one wording have in common, stands once and has a number.
        "CREATE TABLE term (n INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE)",
        "INSERT INTO term (slug) SELECT DISTINCT slug FROM mention_entity",
        """
        CREATE TABLE sense (
            n INTEGER PRIMARY KEY,
            mark INTEGER NOT NULL,
            why TEXT NOT NULL,
            slugs TEXT NOT NULL,
            type TEXT NOT NULL,
            kind TEXT NOT NULL,
            value TEXT,
            certainty TEXT NOT NULL,
            candidates TEXT NOT NULL
        )
        """,
        # Found by the checksum of all its fields: an index of the fields themselves is as large.
        "CREATE INDEX sense_by_mark ON sense (mark)",
        """
        CREATE TEMP VIEW sense_of AS SELECT article, n, start, stop - start AS length, why,
        (SELECT json_group_array(e.slug) FROM (SELECT slug FROM main.mention_entity
            WHERE article = m.article AND n = m.n ORDER BY rank) e) AS slugs,
        type, kind, value, certainty, candidates FROM main.mention m
        """,
        """
        INSERT INTO sense (mark, why, slugs, type, kind, value, certainty, candidates)
        SELECT DISTINCT checksum(why, slugs, type, kind, value, certainty, candidates),
        why, slugs, type, kind, value, certainty, candidates FROM sense_of
        """,
        """
        CREATE TABLE mention_at (
            article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            start INTEGER NOT NULL,
            length INTEGER NOT NULL,
            sense INTEGER NOT NULL,
            PRIMARY KEY (article, n)
        ) WITHOUT ROWID
        """,
        """
        INSERT INTO mention_at
        SELECT m.article, m.n, m.start, m.length, s.n FROM sense_of m JOIN sense s
        ON s.mark = checksum(m.why, m.slugs, m.type, m.kind, m.value, m.certainty, m.candidates)
        AND s.why = m.why AND s.slugs = m.slugs AND s.type = m.type AND s.kind = m.kind
        AND s.value IS m.value AND s.certainty = m.certainty AND s.candidates = m.candidates
        """,
        "DROP VIEW sense_of",
        """
        CREATE TABLE term_mention (
            term INTEGER NOT NULL,
            article INTEGER NOT NULL,
            n INTEGER NOT NULL,
            PRIMARY KEY (term, article, n)
        ) WITHOUT ROWID
        """,
        """
        INSERT INTO term_mention
        SELECT t.n, e.article, e.n FROM mention_entity e JOIN term t ON t.slug = e.slug
        """,
        """
        CREATE TABLE term_article (
            term INTEGER NOT NULL,
            date_order TEXT NOT NULL,
            article INTEGER NOT NULL,
            mentions INTEGER NOT NULL,
            PRIMARY KEY (term, date_order, article)
        ) WITHOUT ROWID
        """,
        """
        INSERT INTO term_article
        SELECT t.n, e.date_order, e.article, e.mentions
        FROM entity_article e JOIN term t ON t.slug = e.slug
        """,
        "DROP TRIGGER entity_gains_article",
        "DROP TRIGGER entity_loses_article",
        "DROP TABLE mention_entity",
        "DROP TABLE mention",
        "DROP TABLE entity_article",
        """
        CREATE VIEW mention AS
        SELECT a.article, a.n, a.start, a.start + a.length AS stop, s.type, s.kind,
        s.value, s.why, s.slugs, s.certainty, s.candidates
        FROM mention_at a CROSS JOIN sense s ON s.n = a.sense
        """,
        """
        CREATE VIEW mention_entity AS
        SELECT m.article, m.n, t.slug FROM term_mention m JOIN term t ON t.n = m.term
        """,
        """
        CREATE VIEW article_term AS
        SELECT m.article, t.n AS term FROM mention_at m CROSS JOIN sense s ON s.n = m.sense
        CROSS JOIN json_each(s.slugs) j CROSS JOIN term t ON t.slug = j.value
        """,
        """
        CREATE VIEW entity_article AS
        SELECT t.slug, a.date_order, a.article, a.mentions
        FROM term_article a JOIN term t ON t.n = a.term
        """,
        """
        CREATE TRIGGER term_gains_article AFTER INSERT ON term_article BEGIN
            INSERT INTO entity_total
            SELECT slug, new.mentions, 1 FROM term WHERE n = new.term
            ON CONFLICT (slug) DO UPDATE SET
                mentions = mentions + excluded.mentions, articles = articles + 1;
        END
        """,
        """
        CREATE TRIGGER term_loses_article AFTER DELETE ON term_article BEGIN
            UPDATE entity_total SET mentions = mentions - old.mentions, articles = articles - 1
            WHERE slug = (SELECT slug FROM term WHERE n = old.term);
        END
        """,
        # The shingles by which the likes of an article are found. What is there by now has none.
        f"INSERT INTO fact SELECT '{WITHOUT_OUTLINES}', '' WHERE EXISTS"  # noqa: S608
        " (SELECT 1 FROM article)",
        """
        CREATE TABLE outline (
            article INTEGER PRIMARY KEY REFERENCES article (seq) ON DELETE CASCADE,
            whole INTEGER NOT NULL,
            hashes BLOB NOT NULL
        )
        """,
        """
        CREATE TABLE sketch (
            hash INTEGER NOT NULL,
            article INTEGER NOT NULL,
            PRIMARY KEY (hash, article)
        ) WITHOUT ROWID
        """,
        # Every pair stands twice, so that either article finds the other.
        """
        CREATE TABLE similar (
            article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
            other INTEGER NOT NULL,
            kind TEXT NOT NULL,
            containment REAL NOT NULL,
            PRIMARY KEY (article, other)
        ) WITHOUT ROWID
        """,
        # In place of references that would read whole tables to find what refers to an article.
        """
        CREATE TRIGGER article_goes BEFORE DELETE ON article BEGIN
            DELETE FROM term_article WHERE date_order = old.date_order AND article = old.seq
                AND term IN (SELECT term FROM article_term WHERE article = old.seq);
            DELETE FROM term_mention WHERE article = old.seq
                AND term IN (SELECT term FROM article_term WHERE article = old.seq);
            DELETE FROM similar WHERE (article, other) IN
                (SELECT other, article FROM similar WHERE article = old.seq);
        END
        """,
        # Other places the very same content came from.
        """
        CREATE TABLE copy (
            article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
            origin TEXT NOT NULL,
            source TEXT,
            url TEXT,
            published TEXT,
            import INTEGER NOT NULL,
            PRIMARY KEY (article, origin)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE import (
            id INTEGER PRIMARY KEY,
            began TEXT NOT NULL,
            ended TEXT,
            state TEXT NOT NULL,
            reason TEXT NOT NULL DEFAULT '',
            inputs TEXT NOT NULL,
            unchanged INTEGER NOT NULL DEFAULT 0
        )
        """,
        """
        CREATE TABLE import_item (
            import INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
            n INTEGER NOT NULL,
            input TEXT NOT NULL,
            status TEXT NOT NULL,
            article TEXT,
            reason TEXT,
            PRIMARY KEY (import, n)
        ) WITHOUT ROWID
        """,
    ),
    (
        # What a server sent for an article; it goes when the article goes.
        """
        CREATE TABLE fetch (
            seq INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
            url TEXT NOT NULL,
            final_url TEXT NOT NULL,
            fetched_at TEXT NOT NULL,
            status INTEGER NOT NULL,
            content_type TEXT,
            charset TEXT NOT NULL,
            headers TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size INTEGER NOT NULL
        )
        """,
        # Many articles may have come from one body, such as the entries of a feed.
        "CREATE TABLE fetch_body (sha256 TEXT NOT NULL UNIQUE, body BLOB NOT NULL)",
        """
        CREATE TRIGGER last_fetch_of_body AFTER DELETE ON fetch
        WHEN NOT EXISTS (SELECT 1 FROM fetch WHERE sha256 = old.sha256) BEGIN
            DELETE FROM fetch_body WHERE sha256 = old.sha256;
        END
        """,
        "CREATE INDEX fetch_by_sha256 ON fetch (sha256)",
        "CREATE INDEX fetch_by_article ON fetch (article)",
        "CREATE INDEX fetch_by_url ON fetch (url, article)",
        "CREATE INDEX fetch_by_final_url ON fetch (final_url, article)",
        """
        CREATE TABLE feed (
            seq INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL DEFAULT '',
            folder TEXT NOT NULL DEFAULT '',
            site TEXT,
            whole INTEGER NOT NULL DEFAULT 0,
            minutes INTEGER NOT NULL DEFAULT 30,
            added TEXT NOT NULL,
            etag TEXT,
            last_modified TEXT,
            checked TEXT,
            due TEXT NOT NULL DEFAULT '',
            wait_until TEXT NOT NULL DEFAULT '',
            failures INTEGER NOT NULL DEFAULT 0,
            problem TEXT NOT NULL DEFAULT ''
        )
        """,
        # What has been seen of a feed. An article that was taken out again stays seen.
        """
        CREATE TABLE feed_entry (
            feed INTEGER NOT NULL REFERENCES feed (seq) ON DELETE CASCADE,
            guid TEXT NOT NULL,
            digest TEXT NOT NULL,
            article TEXT,
            tries INTEGER NOT NULL DEFAULT 0,
            problem TEXT NOT NULL DEFAULT '',
            seen TEXT NOT NULL,
            PRIMARY KEY (feed, guid)
        ) WITHOUT ROWID
        """,
    ),
)

SCHEMA_VERSION = len(MIGRATIONS)
"""The version this program writes; a library of a higher one is refused, not touched."""


def deflated(text: str, folded: str) -> bytes:
    """Return a text and its lookup form as the library keeps them.

    Raises:
        UnicodeEncodeError: They hold a lone surrogate.
    """
    return compress(text.encode() + folded.encode(), 6)


def inflated(data: bytes, size: int) -> str:
    """Return the text alone, of ``size`` bytes, that `deflated` has made small."""
    return decompressobj().decompress(data, size).decode() if size else ""


def checksum(*fields: str | None) -> int:
    """Return the CRC-32 of some fields."""
    return crc32("\0".join(field or "" for field in fields).encode("utf-8", "replace"))


def known_version(connection: sqlite3.Connection, name: str, newest: int = SCHEMA_VERSION) -> int:
    """Return how many migrations a library has been through; 0 for an empty file.

    Args:
        connection: The open file.
        name: What to call it in an error.
        newest: The highest version that can be read.

    Raises:
        LibraryError: The file is another program's database, or was written by a newer version.
    """
    # One statement sees one state of the file, even while another program sets it up.
    version, owner, is_used = connection.execute(
        "SELECT v.user_version, a.application_id, EXISTS (SELECT 1 FROM sqlite_master)"
        " FROM pragma_user_version v, pragma_application_id a"
    ).fetchone()
    if owner != APPLICATION_ID and (version or is_used):
        raise LibraryError(
            f"{name} is no idlib-brief library but another program's database",
            "Name another with --library",
        )
    if version > newest:
        raise LibraryError(
            f"The library {name} has schema {version}, this program knows {newest}",
            "Update idlib-brief, or name another library with --library",
        )
    return int(version)


def migrate(
    connection: sqlite3.Connection,
    name: str,
    migrations: tuple[tuple[str, ...], ...] = MIGRATIONS,
) -> None:
    """Bring a library up to date, each step a transaction of its own.

    The version is asked for again under the write lock, so that of two programs that open a new
    library at once only one sets it up.

    Args:
        connection: In autocommit mode.
        name: What to call the library in an error.
        migrations: The statements of each step.

    Raises:
        LibraryError: The file is another program's database, or was written by a newer version.
        sqlite3.Error: A step failed; the library is as it was before that step.
    """
    newest = len(migrations)
    connection.create_function("deflated", 2, deflated, deterministic=True)
    connection.create_function("checksum", -1, checksum, deterministic=True)
    while known_version(connection, name, newest) < newest:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = known_version(connection, name, newest)
            if version < newest:
                for statement in migrations[version]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
