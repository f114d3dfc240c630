"""An index of all words, in lookup form."""

from __future__ import annotations

from corpus.library.schema import deflated, inflated
from corpus.search.index import rebuild

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

    from corpus.library.schema import Tell


def _drop_lookup_forms(db: sqlite3.Connection, tell: Tell) -> None:
    """Keep texts alone: the index has the lookup form of their words now."""
    (count,) = db.execute("SELECT count(*) FROM texts").fetchone()
    asked = "SELECT article, size, deflated FROM texts WHERE article > ? ORDER BY article LIMIT 500"
    last = done = 0
    while rows := db.execute(asked, (last,)).fetchall():
        last = rows[-1][0]
        db.executemany(
            "UPDATE texts SET deflated = ? WHERE article = ?",
            [(deflated(inflated(data, size), ""), seq) for seq, size, data in rows],
        )
        done += len(rows)
        tell("Making texts smaller", done, count)


STEPS = (
    # Articles by outlet and agency, whose terms begin with «source/».
    """
    CREATE TABLE source_article (
        term INTEGER NOT NULL,
        article INTEGER NOT NULL REFERENCES article (seq) ON DELETE CASCADE,
        PRIMARY KEY (term, article)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX source_article_by_article ON source_article (article)",
    _drop_lookup_forms,
    rebuild,
)
