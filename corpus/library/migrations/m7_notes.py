"""All that a note holds beside its passage and its words, and what was changed of notes."""

from __future__ import annotations

_FILL_SOURCES = """
    INSERT INTO note_source
    SELECT id, title, source, published, published_from, url, origin, agencies
    FROM article WHERE id IN (SELECT article_id FROM note)
"""

STEPS: tuple[str, ...] = (
    *(
        f"ALTER TABLE note ADD COLUMN {column}"
        for column in (
            # Notes stand in the order of this number: the second a note was taken in, 2**20 times,
            # until it is moved. A note that comes back stands where it stood.
            "position INTEGER NOT NULL DEFAULT 0",
            "gloss TEXT NOT NULL DEFAULT ''",
            "colour TEXT NOT NULL DEFAULT ''",
            "author TEXT NOT NULL DEFAULT ''",
            # NULL where it is filled in from what was found in the article.
            "speaker TEXT",
            "office TEXT",
            "entities TEXT",
            "conflict TEXT NOT NULL DEFAULT ''",
        )
    ),
    "UPDATE note SET position = coalesce(CAST(strftime('%s', created) AS INTEGER), 0) << 20",
    "CREATE INDEX note_by_position ON note (position)",
    # Every change of a note, with what it was before and after as JSON objects of its columns.
    """
    CREATE TABLE note_change (
        n INTEGER PRIMARY KEY,
        step INTEGER NOT NULL,
        moment TEXT NOT NULL,
        what TEXT NOT NULL,
        id TEXT NOT NULL,
        before TEXT,
        after TEXT,
        undone INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX note_change_by_step ON note_change (step)",
    "CREATE INDEX note_change_by_id ON note_change (id)",
    # Where a note is from, which must still be said when its article has gone.
    """
    CREATE TABLE note_source (
        article TEXT PRIMARY KEY,
        title TEXT,
        source TEXT,
        published TEXT,
        published_from TEXT,
        url TEXT,
        origin TEXT NOT NULL,
        agencies TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    _FILL_SOURCES,
)
