"""Measure the dossiers of much mentioned entities in a library of 100,000 articles."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from big_library import big_library, took
from figure import Figure, report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ENTITIES = ("agreement/sochi-memo-2018", "person/erdogan", "place/idlib")
PAIR = ("person/erdogan", "person/putin")
DEEP = 20_000
"""How many articles come before a page far down."""


def _all(sections: Iterable[object]) -> float:
    """Return the processor time in ms that working out all sections takes."""
    began = time.process_time()
    for _ in sections:
        pass
    return (time.process_time() - began) * 1000


def first(path: Path, slug: str) -> None:
    """Do what shows the first sections: open the library, count, list a page."""
    from corpus.dossier.build import named_in, quick
    from corpus.library.store import Library

    with Library(path, writable=False) as library:
        subject = named_in(library, slug)
        assert subject is not None
        list(quick(library, subject))


def measure() -> list[Figure]:
    """Measure everything."""
    from corpus.dossier.build import dossier, pair, subject_of
    from corpus.knowledge.base import load
    from corpus.library.dossier_rows import appearances
    from corpus.library.store import Library

    base = load()
    with big_library() as path, Library(path, writable=False) as library:
        shown = {slug: took(lambda slug=slug: first(path, slug)) for slug in ENTITIES}  # type: ignore[misc]
        whole = {
            slug: _all(dossier(library, base, subject_of(library, base, slug))) for slug in ENTITIES
        }
        deep = took(lambda: appearances(library, "place/idlib", DEEP, 50))
        two = _all(pair(library, base, *(subject_of(library, base, slug) for slug in PAIR)))
    slug, slowest = (max(one, key=one.__getitem__) for one in (shown, whole))
    return [
        Figure("first sections", shown[slug], 150, f"ms: {slug}"),
        Figure("all sections", whole[slowest], 3000, f"ms: {slowest}"),
        Figure("a page far down", deep, 50, f"ms: behind {DEEP:,} articles"),
        Figure("where two meet", two, 3000, f"ms: {' and '.join(PAIR)}"),
    ]


if __name__ == "__main__":
    sys.exit(report(__doc__, measure))
