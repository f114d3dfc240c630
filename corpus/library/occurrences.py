"""Where an entity is mentioned, piece by piece, and the texts around it.

An entity of a hundred thousand mentions is read as one of three is: its articles are walked in
date order, a few at first, so that whoever shows them need not wait for the last.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from corpus.article import Span
from corpus.library.schema import inflated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.library.store import Library

FIRST_PIECE = 64
"""Articles asked for at first: more than any screen shows."""
LARGEST_PIECE = 1024
"""Articles asked for at a time further on."""


@dataclass(frozen=True, slots=True)
class InArticle:
    """Where something stands in one article, in reading order."""

    article_id: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as far as a passage of it is shown: its text, and what to call it."""

    text: str
    paragraphs: tuple[Span, ...]
    label: str
    day: str | None
    """The ISO day of publication."""
    source: str | None


def mentions_by_article(library: Library, slug: str) -> Iterator[InArticle]:
    """Yield the articles that mention an entity, in date order, with where they do.

    Every piece is a query of its own: between two of them the library may change.
    """
    at: tuple[str, int] = ("", 0)
    piece = FIRST_PIECE
    while True:
        rows = library._rows(_MENTIONS, (slug, *at, piece))
        for (date_order, seq, id_), group in groupby(rows, key=itemgetter(0, 1, 2)):
            at = date_order, seq
            yield InArticle(id_, tuple(Span(start, start + length) for *_, start, length in group))
        if not rows:
            return
        piece = min(2 * piece, LARGEST_PIECE)


# CROSS JOIN keeps SQLite to walking the articles in date order, so that nothing is sorted.
_MENTIONS = """
SELECT x.date_order, x.article, a.id, m.start, m.length FROM
(SELECT x.term, x.date_order, x.article FROM term t CROSS JOIN term_article x ON x.term = t.n
WHERE t.slug = ? AND (x.date_order, x.article) > (?, ?)
ORDER BY x.date_order, x.article LIMIT ?) x
CROSS JOIN article a ON a.seq = x.article
CROSS JOIN term_mention s ON s.term = x.term AND s.article = x.article
CROSS JOIN mention_at m ON m.article = s.article AND m.n = s.n
ORDER BY x.date_order, x.article, m.n
"""


def article_texts(library: Library, ids: Sequence[str]) -> dict[str, ArticleText]:
    """Return the texts of some articles by id; those that are not in the library are left out."""
    wanted = json.dumps(list(ids))
    paragraphs: dict[int, list[Span]] = {}
    for seq, start, stop in library._rows(
        "SELECT p.article, p.start, p.stop FROM json_each(?) j"
        " CROSS JOIN article a ON a.id = j.value CROSS JOIN paragraph p ON p.article = a.seq"
        " ORDER BY p.article, p.n",
        (wanted,),
    ):
        paragraphs.setdefault(seq, []).append(Span(start, stop))
    rows = library._rows(
        "SELECT a.seq, a.id, t.deflated, t.size, a.label, a.published, a.source"
        " FROM json_each(?) j CROSS JOIN article a ON a.id = j.value"
        " CROSS JOIN texts t ON t.article = a.seq",
        (wanted,),
    )
    return {
        id_: ArticleText(inflated(data, size), tuple(paragraphs.get(seq, ())), label, day, source)
        for seq, id_, data, size, label, day, source in rows
    }
