"""Copies of articles: the same text, passages in common, versions of a page, other places.

One article is never more than a few index ranges away from its copies, so that what a list shows
of them costs the same in a large library as in a small one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.library.store import Library

CopyKind = Literal["same content", "same text", "shares passages", "version"]
"""``same content`` is another place of the very article, which is kept once."""

MOST = 99
"""No more than so many of a kind are counted."""
_LISTED = 200


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """What a list says of the copies of one article; each number is `MOST` at the most."""

    first: str
    """The article that was published first of it and its copies, which may be itself; of more than
    fifty copies those count that came in first."""
    same_content: int
    """In how many other places the very content stood."""
    same_text: int
    """How many other articles have the same text."""
    shares_passages: int
    versions: int
    """How many other articles are of the same page."""

    @property
    def articles(self) -> int:
        """How many other articles belong to it."""
        return self.same_text + self.shares_passages + self.versions


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy of an article."""

    kind: CopyKind
    id: str | None
    """The article it is; None for another place of the same one."""
    label: str
    source: str | None
    """The outlet."""
    published: str | None
    """ISO day."""
    url: str | None
    origin: str
    containment: float
    """How much of the shorter of both texts stands in the other, 0 to 1."""


def groups(library: Library, ids: Sequence[str]) -> dict[str, CopyGroup]:
    """Return what to say of the copies of some articles, by id; those without any left out.

    Raises:
        LibraryError: The library cannot be read.
    """
    rows = library._rows(
        # Of very many the oldest hands are looked at: those that came in first.
        "SELECT a.id, (SELECT o.id FROM (SELECT other FROM (SELECT other FROM similar"
        " WHERE article = a.seq ORDER BY other LIMIT 50)"
        " UNION ALL SELECT a.seq) x JOIN article o ON o.seq = x.other"
        " ORDER BY o.date_order, o.seq LIMIT 1),"
        " (SELECT count(*) FROM copy WHERE article = a.seq),"
        " (SELECT count(*) FROM similar WHERE article = a.seq AND kind = 'same text'),"
        " (SELECT count(*) FROM similar WHERE article = a.seq AND kind = 'shares passages'),"
        " (SELECT count(*) FROM similar WHERE article = a.seq AND kind = 'version')"
        " FROM article a WHERE a.id IN (SELECT value FROM json_each(?))"
        " AND (EXISTS (SELECT 1 FROM similar WHERE article = a.seq)"
        " OR EXISTS (SELECT 1 FROM copy WHERE article = a.seq))",
        (json.dumps(list(ids)),),
    )
    return {id_: CopyGroup(first, *(min(n, MOST) for n in counts)) for id_, first, *counts in rows}


def copies_of(library: Library, id_: str) -> tuple[CopyRow, ...]:
    """Return the copies of an article: other places first, then articles, the closest first.

    Raises:
        LibraryError: The library cannot be read.
    """
    rows = library._rows(
        "SELECT * FROM (SELECT 'same content', NULL, a.label, c.source, c.published, c.url,"
        " c.origin, 1.0 FROM article a JOIN copy c ON c.article = a.seq WHERE a.id = ?1"
        " ORDER BY coalesce(c.published, '9999'), c.origin LIMIT ?2)"
        " UNION ALL SELECT * FROM (SELECT s.kind, o.id, o.label, o.source, o.published, o.url,"
        " o.origin, s.containment FROM article a JOIN similar s ON s.article = a.seq"
        " JOIN article o ON o.seq = s.other WHERE a.id = ?1"
        " ORDER BY s.containment DESC, o.date_order, o.seq LIMIT ?2)",
        (id_, _LISTED),
    )
    return tuple(CopyRow(*row) for row in rows)
