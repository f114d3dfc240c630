"""Measure searching a library of many articles: the newest, the best, the facets, the memory."""

from __future__ import annotations

import resource
import statistics
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from big_library import big_library, took
from figure import Figure, report

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.query.tree import Query
    from corpus.search.searcher import Searcher

QUERIES = (
    "erdogan",
    "اتفاق",
    "سوتشي",
    "هدنة",
    "دوريات",
    "مسيرة",
    "=اتفاق",
    "تنف*",
    '"خفض التصعيد"',
    '"وقف إطلاق النار"',
    '"نقاط المراقبة التركية"',
    '"أكار شويغو"~5',
    "روسيا تركيا",
    "الدوريات المشتركة",
    "agreement:sochi",
    "agreement:sochi before:2020-03 -source:RT",
    "official:erdogan اتفاق",
    "official:lavrov official:akar",
    "said-by:lavrov",
    "سوتشي OR أستانا",
    "(أكار OR شويغو) مذكرة -إيران",
    "is:unread قوات",
    "source:سانا",
    "source:رويترز هدنة",
    "date:2018-09-17",
    "date:2018",
    "title:سوتشي",
    "on:2018-09 إدلب",
    "place:m4",
    "قطارسريع",
)
PLAIN = ("اتفاق", "سوتشي", "هدنة", "روسيا تركيا", '"خفض التصعيد"', "الدوريات المشتركة")


def slowest(searcher: Searcher, asked: Callable[[Query], object]) -> tuple[float, str, int]:
    """Return the time of the plain query that takes longest, the query and its hits."""
    from corpus.query.parse import parse

    def anew(text: str) -> None:
        # What a query finds is kept in mind for the next question about it.
        searcher._met.clear()
        asked(parse(text))

    times = {text: took(partial(anew, text), 3) for text in PLAIN}
    worst = max(times, key=times.__getitem__)
    return times[worst], worst, searcher.count(parse(worst))


def figures() -> list[Figure]:
    """Measure everything."""
    from corpus.library.store import Library
    from corpus.query.parse import parse
    from corpus.search.searcher import Searcher

    with big_library() as path, Library(path, writable=False) as opened:
        count = opened.counts()["article"]
        searcher = Searcher(opened)
        searcher.ids(parse("erdogan"), 1)
        newest = {text: took(partial(searcher.ids, parse(text), 50)) for text in QUERIES}
        ordered = sorted(newest.values())
        p95 = ordered[int(len(ordered) * 0.95) - 1]
        worst = max(newest, key=newest.__getitem__)
        best, best_of, best_hits = slowest(
            searcher, lambda q: searcher.ids(replace(q, sort="relevance"), 50)
        )
        facets, facets_of, facet_hits = slowest(searcher, searcher.facets)
        all_ = took(lambda: searcher.ids(parse("إدلب")), 3)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = f"ms at {count:,}; median {statistics.median(ordered):.1f}, {worst} {newest[worst]:.0f}"
    return [
        Figure("newest 50 of a query, p95", p95, 20, told),
        Figure("best 50 by bm25", best, 120, f"ms, {best_of}: {best_hits:,}"),
        Figure("facets", facets, 200, f"ms, {facets_of}: {facet_hits:,}"),
        Figure("all ids, newest first", all_, 200, "ms, إدلب"),
        Figure("memory", peak, 120, "MiB at the peak"),
    ]


if __name__ == "__main__":
    sys.exit(report(__doc__, figures))
