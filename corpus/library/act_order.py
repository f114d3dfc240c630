"""Where corrections stand among all that can be taken back.

Stars, tags, read marks and notes are put in order by the library itself as they are written down;
corrections lie in a file of their own, which keeps no order with anything else.
"""

from __future__ import annotations

from corpus.knowledge.corrections import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.knowledge.corrections import Correction
    from corpus.library.store import Library

CORRECTIONS_KEPT = 1000
"""How many corrections have a place in the order at the most."""


def correction_made(library: Library, correction: Correction) -> None:
    """Note that a correction was made now.

    Raises:
        LibraryError: The library cannot be written.
    """
    with library._writing("note a correction") as db:
        db.execute(
            "INSERT INTO act_order (journal, act) VALUES ('corrections', ?)",
            (written(correction),),
        )
        db.execute(
            "DELETE FROM act_order WHERE journal = 'corrections' AND n <= (SELECT n FROM act_order"
            " WHERE journal = 'corrections' ORDER BY n DESC LIMIT 1 OFFSET ?)",
            (CORRECTIONS_KEPT,),
        )


def correction_gone(library: Library, correction: Correction) -> None:
    """Note that the last correction like this one is no more.

    Raises:
        LibraryError: The library cannot be written.
    """
    with library._writing("forget a correction") as db:
        db.execute(
            "DELETE FROM act_order WHERE n = (SELECT max(n) FROM act_order"
            " WHERE journal = 'corrections' AND act = ?)",
            (written(correction),),
        )
