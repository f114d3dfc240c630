"""Queries on the command line: read, and pointed into where they are wrong."""

from __future__ import annotations

import sys
from contextlib import contextmanager

from corpus.query.errors import QueryError
from tui.verbs.common import narrate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.query.tree import Query
    from corpus.search.searcher import Searcher


def query_of(words: Sequence[str]) -> Query:
    """Return the query that the words of a command line are.

    Raises:
        QueryError: They are none.
    """
    from corpus.query.parse import parse

    return parse(" ".join(words))


@contextmanager
def pointing() -> Iterator[None]:
    """Show the token where a query is wrong before the error itself is told."""
    try:
        yield
    except QueryError as error:
        from tui.verbs.pointed import pointed

        for line in pointed(error):
            print(f"  {line}", file=sys.stderr)
        raise


def tell_of_scan(searcher: Searcher) -> None:
    """Say that a search takes long, and why, where there is no index."""
    if not searcher.indexed:
        narrate("This SQLite has no FTS5: all texts are read instead, which takes longer")
