"""Which articles a timeline is of, when a query is asked."""

from __future__ import annotations

from dataclasses import replace

from corpus.library.timeline_rows import numbers_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.library.store import Library


def numbers_found(library: Library, text: str) -> frozenset[int] | None:
    """Return the numbers of the articles that a query finds, None where it asks for all.

    Raises:
        QueryError: The query cannot be read, or a name in it is not known.
    """
    if not text.strip():
        return None
    from corpus.query.parse import parse
    from corpus.search.searcher import Searcher

    query = parse(text)
    if query.root is None:
        return None
    # The order does not matter here, and relevance would have to be worked out.
    return numbers_of(library, Searcher(library).ids(replace(query, sort="oldest")))
