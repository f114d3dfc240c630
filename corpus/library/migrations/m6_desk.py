"""What the reader of a library keeps on it: stars, tags, saved views, marks."""

from __future__ import annotations

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE star (
        article INTEGER PRIMARY KEY REFERENCES article (seq) ON DELETE CASCADE,
        starred_at TEXT NOT NULL
    )
    """,
    # A tag is found in any spelling, and shown as it was first written.
    "CREATE TABLE tag (tag TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE article_tag (
        tag TEXT NOT NULL REFERENCES tag (tag),
        article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
        PRIMARY KEY (tag, article)
    ) WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX article_tag_by_article ON article_tag (article, tag)",
    """
    CREATE TRIGGER last_article_of_tag AFTER DELETE ON article_tag
    WHEN NOT EXISTS (SELECT 1 FROM article_tag WHERE tag = old.tag) BEGIN
        DELETE FROM tag WHERE tag = old.tag;
    END
    """,
    # ``seen`` is the newest article there was when the view was last looked at.
    """
    CREATE TABLE view (
        lookup TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        place INTEGER NOT NULL,
        saved_at TEXT NOT NULL,
        seen INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE mark (
        letter TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
        offset INTEGER NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (letter, article)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX mark_by_article ON mark (article)",
    # A capital stands for one place in the whole library.
    "CREATE UNIQUE INDEX mark_anywhere ON mark (letter) WHERE letter BETWEEN 'A' AND 'Z'",
    # What was done last on the desk, with what it takes to undo it, deflated JSON.
    """
    CREATE TABLE desk_act (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        says TEXT NOT NULL,
        undo BLOB NOT NULL,
        done_at TEXT NOT NULL
    )
    """,
    # What was asked of the library, each query once, the last at the end.
    "CREATE TABLE asked (seq INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL UNIQUE)",
)
