"""What servers sent, and the feeds that are followed."""

from __future__ import annotations

STEPS: tuple[str, ...] = (
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
)
