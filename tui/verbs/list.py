"""Listing the articles."""

from __future__ import annotations

from tui.verbs.asking import query_of, tell_of_scan
from tui.verbs.common import Lines, narrate, open_library, print_json
from tui.verbs.dashes import take_dashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from corpus.article import ArticleRow
    from corpus.ingest.duplicates import Similar
    from corpus.library.store import Library

BATCH = 500
"""Rows asked for at a time: below SQLite's limit of variables, and a screenful at once."""
SIMILAR = 5
"""Articles that one is like which are told with it, the closest first; ``copies`` counts all."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "query",
        nargs="*",
        metavar="QUERY",
        help="what to list, in the language of the search: سوتشي agreement:sochi before:2020-03",
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--json", action="store_true", help="one JSON object")
    kinds.add_argument("--plain", action="store_true", help="whole lines, not laid out")
    take_dashes(parser, mixed=True)


def run(options: Namespace) -> int:
    """Print one line an article; 1 when a query was given and nothing answers it.

    Raises:
        QueryError: The query cannot be understood.
    """
    asked = " ".join(options.query).strip()
    with open_library(options) as library:
        ids = _found(library, asked) if asked else library.article_ids()
        rows = [
            row
            for start in range(0, len(ids), BATCH)
            for row in library.rows(ids[start : start + BATCH])
        ]
        similar = _similar(library, ids) if options.json else {}
    if options.json:
        print_json({"articles": [_as_json(row, similar.get(row.id, ())) for row in rows]})
    else:
        lines = Lines(plain=options.plain)
        for row in rows:
            lines.print([row.id, row.published or "no date   ", row.source or "—", row.label])
    if asked and not rows:
        narrate(f"idlib-brief: No article answers to {asked}")
        return 1
    return 0


def _found(library: Library, asked: str) -> tuple[str, ...]:
    from corpus.search.searcher import Searcher

    searcher = Searcher(library)
    tell_of_scan(searcher)
    return searcher.ids(query_of([asked]))


def _similar(library: Library, ids: Sequence[str]) -> dict[str, tuple[Similar, ...]]:
    from corpus.library.similar import similar_to

    found: dict[str, tuple[Similar, ...]] = {}
    for start in range(0, len(ids), BATCH):
        found |= similar_to(library, ids[start : start + BATCH], SIMILAR)
    return found


def _as_json(row: ArticleRow, similar: Sequence[Similar]) -> dict[str, object]:
    return {
        "id": row.id,
        "title": row.title,
        "label": row.label,
        "published": row.published,
        "published_from": row.published_from,
        "source": row.source,
        "origin": row.origin,
        "read": row.is_read,
        "notes": row.notes,
        "mentions": row.mentions,
        "starred": row.is_starred,
        "tags": row.tags,
        "excerpt": row.is_excerpt,
        "certainty": row.certainty,
        "copies": row.copies,
        "similar": [
            {"id": near.id, "kind": near.kind, "containment": near.containment} for near in similar
        ],
    }
