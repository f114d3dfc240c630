"""Measure the concordance of the commonest entity in a library of 100,000 articles.

The library is made up each time, which takes minutes; IDLIB_BRIEF_BIG_LIBRARY may name one that
`corpus_generator.py` has written.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from itertools import islice, pairwise
from multiprocessing import get_context
from typing import TYPE_CHECKING

from big_library import big_library
from figure import Figure, report

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.library.store import Library

ROWS = 40
RUNS = 9
LINES = 50_000
"""Lines that are read, sorted and counted."""
WIDTH, LEAD = 100, 46


def commonest(path: Path) -> str:
    """Return the slug of what is mentioned most often, dates excepted."""
    from corpus.library.store import Library

    with Library(path, writable=False) as library:
        slugs = [name.slug for name in library.all_entities()]
        counts = library.mention_counts(slugs)
    return max(counts, key=counts.__getitem__)


def first_screen(path: Path, slug: str) -> float:
    """Return the seconds from opening the library until a screen of rows is laid out."""
    from corpus.concordance import Subject, lines, places
    from corpus.library.store import Library
    from tui.bidi.in_context import KeywordInContext

    began = time.process_time()
    with Library(path, writable=False) as library:
        for line in lines(library, islice(places(library, Subject(slug=slug)), ROWS)):
            assert line is not None
            KeywordInContext(line.left, line.shown_keyword, line.right).row(WIDTH, LEAD)
    return time.process_time() - began


def worked_through(path: Path, slug: str) -> dict[str, float]:
    """Return the seconds that reading, sorting and counting take, and the peak of memory in MiB."""
    from corpus.library.store import Library

    with Library(path, writable=False) as library:
        taken = _taken(library, slug)
    # Linux counts in KiB, macOS in bytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return taken | {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit}


def _taken(library: Library, slug: str) -> dict[str, float]:
    from corpus.concordance import PlaceList, Subject, occurrences
    from corpus.concordance_index import Column, Index, Order

    at = [time.process_time()]
    found = PlaceList()
    for one in occurrences(library, Subject(slug=slug)):
        found.add(one)
    at.append(time.process_time())
    number = min(LINES, len(found))
    index = Index()
    for _ in index.fill(library, map(found.__getitem__, range(number))):
        pass
    at.append(time.process_time())
    index.in_order(Order(Column.R1, without_proclitics=True))
    at.append(time.process_time())
    index.counts(Column.R1)
    at.append(time.process_time())
    names = ("places", "words", "sort", "count")
    taken = dict(zip(names, (b - a for a, b in pairwise(at)), strict=True))
    return taken | {"lines": number, "all": len(found)}


def measure() -> list[Figure]:
    """Measure everything, the work in a process of its own."""
    with big_library() as path:
        slug = commonest(path)
        first_screen(path, slug)
        first = statistics.median(first_screen(path, slug) for _ in range(RUNS)) * 1000
        with get_context("spawn").Pool(1) as pool:
            taken = pool.apply(worked_through, (path, slug))
    lines, places = taken["lines"], taken["all"]
    told = f"{slug}, {places:,.0f} mentions"
    return [
        Figure("first screen of rows", first, 150, f"ms: {told}"),
        Figure("finding a place", taken["places"] / places * 1e6, 20, f"µs, of {places:,.0f}"),
        Figure("the words around a place", taken["words"] / lines * 1e6, 100, "µs"),
        Figure("sorting", taken["sort"] * 1000, 500, f"ms: {lines:,.0f} lines"),
        Figure("counting", taken["count"] * 1000, 100, f"ms: {lines:,.0f} lines"),
        Figure("memory without a screen", taken["memory"], 80, "MiB"),
    ]


if __name__ == "__main__":
    sys.exit(report(__doc__, measure))
