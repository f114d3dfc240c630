"""Articles that have to do with each other: the same text, passages in common, the same page.

Only a bounded number of rows is looked at for one article, however large the library: of each
shingle the articles that came last, and of those the ones that share most.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from corpus.ingest.duplicates import (
    Outline,
    Similar,
    body_text,
    containment,
    kind_of,
    outline,
    packed,
    shingles,
    unpacked,
)
from corpus.library.schema import WITHOUT_OUTLINES, inflated

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from corpus.article import Article
    from corpus.ingest.duplicates import SimilarKind
    from corpus.library.store import Library

_LATEST = 32
"""How many articles that hold a shingle are looked at: the last that came in."""
_CLOSEST = 24
"""How many articles are compared: those that share most of these shingles."""
_VERSIONS = 24
_BACKFILL = 200
"""Articles of an older library that are given an outline in one transaction."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article that has to do with one that is looked at."""

    seq: int
    id: str
    kind: SimilarKind
    containment: float


def neighbours(
    db: sqlite3.Connection, article: Article, own: Outline, but: int = 0
) -> tuple[Neighbour, ...]:
    """Return the articles of a library that an article has to do with, the closest first.

    Args:
        db: The library.
        article: The article.
        own: Its outline.
        but: The number of an article to leave out, its own.
    """
    shares = _shares(db, article, own, but)
    kinds = {seq: (kind_of(share), share) for seq, share in shares.items()}
    if article.url:
        for (seq,) in db.execute(
            "SELECT seq FROM article WHERE url = ? AND seq <> ? ORDER BY seq DESC LIMIT ?",
            (article.url, but, _VERSIONS),
        ):
            kinds[seq] = ("version", shares.get(seq, 0.0))
    found = [
        Neighbour(seq, id_, kind, share)
        for seq, (kind, share) in kinds.items()
        if kind is not None
        for (id_,) in db.execute("SELECT id FROM article WHERE seq = ?", (seq,))
    ]
    return tuple(sorted(found, key=lambda near: (-near.containment, near.seq)))


def link(db: sqlite3.Connection, seq: int, article: Article, own: Outline) -> tuple[Neighbour, ...]:
    """Keep an article's outline and what it has to do with, and return the latter."""
    near = neighbours(db, article, own, seq)
    db.execute("INSERT INTO outline VALUES (?, ?, ?)", (seq, own.whole, packed(own.hashes)))
    # A row may lie there of an article that was deleted by hand: what it leads to is compared.
    db.executemany("INSERT OR IGNORE INTO sketch VALUES (?, ?)", [(one, seq) for one in own.hashes])
    db.executemany(
        "INSERT OR REPLACE INTO similar VALUES (?, ?, ?, ?)",
        [
            row
            for one in near
            for row in (
                (seq, one.seq, one.kind, one.containment),
                (one.seq, seq, one.kind, one.containment),
            )
        ],
    )
    return near


def unlink(db: sqlite3.Connection, seq: int) -> None:
    """Forget an article's shingles, before its row and all that refers to it are deleted."""
    row = db.execute("SELECT hashes FROM outline WHERE article = ?", (seq,)).fetchone()
    for one in unpacked(row[0]) if row else ():
        db.execute("DELETE FROM sketch WHERE hash = ? AND article = ?", (one, seq))


def similar_to(
    library: Library, ids: Sequence[str], most: int = -1
) -> dict[str, tuple[Similar, ...]]:
    """Return what articles have to do with, by id, the closest first; those with nothing left out.

    Containment is 0 to 1, rounded to hundredths.

    Args:
        library: Where they are.
        ids: The articles.
        most: How many are returned for one of them at the most; -1 for all.
    """
    found: dict[str, list[Similar]] = {}
    for id_, other, kind, share in library._rows(
        "SELECT a.id, o.id, s.kind, s.containment FROM json_each(?1) j"
        " CROSS JOIN article a ON a.id = j.value CROSS JOIN similar s ON s.article = a.seq"
        " AND s.other IN (SELECT other FROM similar WHERE article = a.seq"
        " ORDER BY containment DESC, other LIMIT ?2)"
        " JOIN article o ON o.seq = s.other ORDER BY s.containment DESC, o.seq",
        (json.dumps(list(ids)), most),
    ):
        found.setdefault(id_, []).append(Similar(other, kind, round(share, 2)))
    return {id_: tuple(others) for id_, others in found.items()}


def outline_all(library: Library, tell: Callable[[int, int], None] | None = None) -> int:
    """Look for the likes of articles that came in before these were looked for.

    Args:
        library: Where they are.
        tell: Called with how many are done and how many there are, after each few.

    Returns:
        How many there were.
    """
    if library.fact(WITHOUT_OUTLINES) is None:
        return 0
    waiting = library._rows(
        "SELECT seq, id FROM article WHERE seq NOT IN (SELECT article FROM outline) ORDER BY seq"
    )
    for start in range(0, len(waiting), _BACKFILL):
        some = waiting[start : start + _BACKFILL]
        ready = [(seq, article := library.article(id_), outline(body_text(article)))
                 for seq, id_ in some]  # fmt: skip
        with library._writing("look for similar articles") as db:
            for seq, article, own in ready:
                if db.execute("SELECT 1 FROM outline WHERE article = ?", (seq,)).fetchone() is None:
                    link(db, seq, article, own)
        if tell is not None:
            tell(start + len(some), len(waiting))
    with library._writing("look for similar articles") as db:
        db.execute("DELETE FROM fact WHERE name = ?", (WITHOUT_OUTLINES,))
    return len(waiting)


def _shares(db: sqlite3.Connection, article: Article, own: Outline, but: int) -> dict[int, float]:
    """Return how much articles share with this one, those that could be close enough."""
    mine = frozenset(own.hashes)
    every: frozenset[int] | None = mine if own.whole else None
    shares: dict[int, float] = {}
    for seq, other in _candidates(db, own, but):
        theirs = frozenset(other.hashes)
        if own.whole == other.whole:
            shares[seq] = containment(mine, theirs)
        elif own.whole:
            shares[seq] = containment(mine, shingles(_body(db, seq)))
        else:
            if every is None:
                every = shingles(body_text(article))
            shares[seq] = containment(every, theirs)
    return shares


def _candidates(db: sqlite3.Connection, own: Outline, but: int) -> Iterator[tuple[int, Outline]]:
    counts: Counter[int] = Counter()
    for one in own.hashes:
        counts.update(
            seq
            for (seq,) in db.execute(
                "SELECT article FROM sketch WHERE hash = ? ORDER BY article DESC LIMIT ?",
                (one, _LATEST),
            )
        )
    counts.pop(but, None)
    closest = sorted(counts.items(), key=lambda item: (-item[1], -item[0]))[:_CLOSEST]
    for seq, _ in closest:
        row = db.execute("SELECT whole, hashes FROM outline WHERE article = ?", (seq,)).fetchone()
        if row is not None:
            yield seq, Outline(unpacked(row[1]), bool(row[0]))


def _body(db: sqlite3.Connection, seq: int) -> str:
    asked = "SELECT deflated, size FROM texts WHERE article = ?"
    whole = inflated(*db.execute(asked, (seq,)).fetchone())
    paragraphs: Iterable[tuple[int, int, str]] = db.execute(
        "SELECT start, stop, role FROM paragraph WHERE article = ? ORDER BY n", (seq,)
    )
    return "\n".join(whole[start:stop] for start, stop, role in paragraphs if role == "body")
