"""The schema of the library, one migration a version.

``PRAGMA user_version`` holds the number of migrations applied. A migration is never edited
once released: a change is a new one at the end.
"""

from __future__ import annotations

from corpus.errors import LibraryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x49444C42
"""Stands in the file's header (``IDLB``) and tells a library from any other SQLite database."""

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
)

SCHEMA_VERSION = len(MIGRATIONS)
"""The version this program writes; a library of a higher one is refused, not touched."""


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
