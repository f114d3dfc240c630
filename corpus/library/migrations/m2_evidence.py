"""How sure a mention is, by which rules it was found, and who said what."""

from __future__ import annotations

STEPS: tuple[str, ...] = (
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
)
