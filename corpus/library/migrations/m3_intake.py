"""Articles from everywhere, small on disk: deflated texts, likes, copies, imports."""

from __future__ import annotations

from corpus.library.schema import WITHOUT_OUTLINES

STEPS: tuple[str, ...] = (
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
)
