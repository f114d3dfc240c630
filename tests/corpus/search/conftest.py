"""A library of the samples to search, with and without an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.library.store import Library
from corpus.query.parse import parse
from corpus.search.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def samples(sample_file: Path) -> Iterator[Library]:
    """The samples, to read only."""
    with Library(sample_file, writable=False) as library:
        yield library


@pytest.fixture(scope="session")
def searcher(samples: Library) -> Searcher:
    """Searches the samples by their index."""
    return Searcher(samples)


@pytest.fixture(scope="session")
def scanner(samples: Library) -> Searcher:
    """Searches the samples without an index."""
    return Searcher(samples, scan=True)


@pytest.fixture(scope="session")
def ids(searcher: Searcher) -> Callable[[str], tuple[str, ...]]:
    """Return the articles of a query."""
    return lambda text: searcher.ids(parse(text))
