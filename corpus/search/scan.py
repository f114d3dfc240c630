"""Looking through all texts, where the index cannot tell."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.arabic.folding import fold_text
from corpus.library.schema import inflated
from corpus.search.index import is_indexed, paragraphs_of
from corpus.search.words import TEH_MARBUTA, forms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

FOUND = "SELECT p.article FROM words w CROSS JOIN place p ON p.place = w.rowid WHERE words MATCH ?"
"""Asks the index for the numbers of articles."""
NOWHERE = '"\ue001"'
"""Asks the index for a word that is nowhere."""
_MANY = 400
"""From so many words of the vocabulary on the texts are read instead."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What of an article is searched."""

    seq: int
    title: str
    source: str
    paragraphs: tuple[str, ...]


def stored(db: sqlite3.Connection, seqs: Sequence[int] | None = None) -> Iterator[Stored]:
    """Yield articles by their numbers, in the order given; all in the order they lie without."""
    asked = "SELECT seq, title, source, size, deflated FROM article JOIN texts ON article = seq"
    if seqs is None:
        for row in db.execute(f"{asked} ORDER BY seq"):
            yield _stored(db, row)
        return
    for seq in seqs:
        row = db.execute(f"{asked} WHERE seq = ?", (seq,)).fetchone()
        if row is not None:
            yield _stored(db, row)


def _stored(db: sqlite3.Connection, row: tuple[int, str | None, str | None, int, bytes]) -> Stored:
    seq, title, source, size, data = row
    paragraphs = paragraphs_of(db, seq, inflated(data, size))
    return Stored(seq, title or "", source or "", tuple(paragraphs))


def holding(db: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """Return the numbers of the articles that hold every one of some folded words.

    They may stand inside longer words.
    """
    asked = _asked_of_index(db, words)
    if asked is not None:
        found = db.execute(FOUND, (asked,))
        return [seq for (seq,) in found]
    return [
        article.seq
        for article in stored(db)
        if _holds(fold_text("\n".join((article.title, article.source, *article.paragraphs))), words)
    ]


def _holds(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def _asked_of_index(db: sqlite3.Connection, words: Sequence[str]) -> str | None:
    """Return what to ask of the index; None if it cannot tell."""
    if not is_indexed(db) or any(forms_of(word) != [word] for word in words):
        return None
    asked = []
    for word in words:
        like = "SELECT term FROM word WHERE instr(replace(term, ?, 'ه'), ?) LIMIT ?"
        forms = db.execute(like, (TEH_MARBUTA, word, _MANY + 1)).fetchall()
        if len(forms) > _MANY:
            return None
        if not forms:
            return NOWHERE
        asked.append(" OR ".join(f'"{form}"' for (form,) in forms))
    return " AND ".join(f"({one})" for one in asked)
