"""The first library: articles, mentions, entities, reading state and notes."""

from __future__ import annotations

from corpus.library.schema import APPLICATION_ID

STEPS: tuple[str, ...] = (
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
)
