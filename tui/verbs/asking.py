"""Queries on the command line."""

from __future__ import annotations

from tui.verbs.common import narrate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.query.tree import Query
    from corpus.search.searcher import Searcher


def query_of(words: Sequence[str]) -> Query:
    """Return the query that the words of a command line are.

    Raises:
        QueryError: They are none.
    """
    from corpus.query.parse import parse

    return parse(" ".join(words))


def tell_of_scan(searcher: Searcher) -> None:
    """Say that a search takes long, and why, where there is no index."""
    if not searcher.indexed:
        narrate("This SQLite has no FTS5: all texts are read instead, which takes longer")
