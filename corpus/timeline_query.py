"""Which articles a timeline is of, when a query is asked."""

from __future__ import annotations

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
    return Searcher(library).numbers(query)
