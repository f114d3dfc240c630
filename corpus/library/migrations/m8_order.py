"""In which order things were done that can be taken back, over all the journals that keep them."""

from __future__ import annotations

_FILL = """
    INSERT INTO act_order (journal, act)
    SELECT journal, act FROM (
        SELECT 'desk' AS journal, CAST(seq AS TEXT) AS act, done_at AS moment, seq AS place
        FROM desk_act
        UNION ALL
        SELECT 'notes', CAST(step AS TEXT), min(moment), step FROM note_change GROUP BY step
    ) ORDER BY moment, place
"""

STEPS: tuple[str, ...] = (
    # ``act`` is what its journal calls it: a number, or a correction as it stands in its file.
    """
    CREATE TABLE act_order (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        journal TEXT NOT NULL,
        act TEXT NOT NULL
    )
    """,
    "CREATE INDEX act_order_by_act ON act_order (journal, act)",
    _FILL,
    """
    CREATE TRIGGER order_of_desk_act AFTER INSERT ON desk_act BEGIN
        INSERT INTO act_order (journal, act) VALUES ('desk', CAST(new.seq AS TEXT));
    END
    """,
    """
    CREATE TRIGGER end_of_desk_act AFTER DELETE ON desk_act BEGIN
        DELETE FROM act_order WHERE journal = 'desk' AND act = CAST(old.seq AS TEXT);
    END
    """,
    """
    CREATE TRIGGER order_of_note_change AFTER INSERT ON note_change
    WHEN NOT EXISTS (
        SELECT 1 FROM act_order WHERE journal = 'notes' AND act = CAST(new.step AS TEXT)
    ) BEGIN
        INSERT INTO act_order (journal, act) VALUES ('notes', CAST(new.step AS TEXT));
    END
    """,
    """
    CREATE TRIGGER end_of_note_change AFTER DELETE ON note_change BEGIN
        DELETE FROM act_order WHERE journal = 'notes' AND act = CAST(old.step AS TEXT);
    END
    """,
)
