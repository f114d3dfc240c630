"""Searching the library: what fits best first, with the words around it."""

from __future__ import annotations

from dataclasses import replace

from tui.verbs.asking import query_of, tell_of_scan
from tui.verbs.common import Lines, narrate, open_library, print_json
from tui.verbs.dashes import take_dashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from corpus.search.searcher import Facet, Result

DEFAULT_LIMIT = 20


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "query",
        nargs="+",
        metavar="QUERY",
        help="what to find: erdogan, «وقف إطلاق النار», agreement:sochi before:2020-03 -source:RT",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument(
        "--limit",
        type=_count,
        default=DEFAULT_LIMIT,
        metavar="N",
        help=f"at most so many articles (default: {DEFAULT_LIMIT}; 0 for all)",
    )
    take_dashes(parser, mixed=True)


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise ValueError
    return count


def run(options: Namespace) -> int:
    """Print the articles found and what was found in each; 1 when there is none.

    Raises:
        QueryError: The query cannot be understood.
    """
    from corpus.search.searcher import Searcher

    asked = " ".join(options.query)
    with open_library(options) as library:
        searcher = Searcher(library)
        tell_of_scan(searcher)
        query = query_of(options.query)
        if query.sort_at is None:
            query = replace(query, sort="relevance")
        total = searcher.count(query)
        results = searcher.results(query, limit=options.limit or total)
        facets = searcher.facets(query) if options.json else ()
    if options.json:
        print_json(
            {
                "query": asked,
                "total": total,
                "results": [_as_json(result) for result in results],
                "facets": [_facet(facet) for facet in facets],
            }
        )
    else:
        lines = Lines()
        for result in results:
            day = result.published or "no date   "
            lines.print([result.article_id, day, result.source or "—", result.label])
            if result.snippet.text:
                lines.print(["   ", result.snippet.text])
        if total > len(results):
            narrate(f"{len(results)} of {total:,}; --limit 0 prints all")
    if not results:
        narrate(f"idlib-brief: Nothing found for {asked}")
        return 1
    return 0


def _as_json(result: Result) -> dict[str, object]:
    return {
        "id": result.article_id,
        "label": result.label,
        "published": result.published,
        "published_from": result.published_from,
        "source": result.source,
        "read": result.is_read,
        "hits": result.hits,
        "snippet": {
            "text": result.snippet.text,
            "spans": [[span.start, span.end] for span in result.snippet.spans],
        },
    }


def _facet(facet: Facet) -> dict[str, object]:
    return {
        "kind": facet.kind,
        "term": facet.term,
        "ar": facet.ar,
        "en": facet.en,
        "count": facet.count,
    }
