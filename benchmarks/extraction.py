"""Measure finding names, dates, roles and statements, and what it takes to get ready for it.

Everything is measured in processor time. An article's is the least of many runs, as what disturbs
a run only adds to it; loading and compiling happen once in a process, so each run has its own.
"""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
import tracemalloc
from functools import partial
from typing import TYPE_CHECKING

from figure import Figure, report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.article import Article
    from corpus.entities.extract import Extractor

RUNS = 30
STARTS = 7
SPLITS = 10
SMALL, LARGE = 8_000, 80_000

HOSTILE = {
    "everything": "قال أردوغان إن اتفاق سوتشي في إدلب يسري منذ 5 آذار/مارس 2020 وإن «تركيا» ترحب ",
    "unknown names": "قال وزير الري  السوداني ياسر الحضري  إن حزب الوئام في مدينة  ورشفيلة "
    "وقع إعلان نواكشوط ",
    "descriptions": "قال وزير الدفاع إن الاتفاق الموقع في سوتشي ينص على ذلك أمس ",
    "open quotations": "«قال أمس إن نظيره الروسي ",
    "unknown titles": "الرئيس الفيجي فلان ونظيره التركي ",
    "agreements": "اتفاق سوتشي والاتفاق الروسي التركي ",
    "days of no month": "في 5 منه و6 من الشهر ",
    "glued names": "موسكوووو",
    "glued conjunctions": "و",
    "ta marbutas": "ةب",
    "surnames": "خلوصي أكار وأكار ",
    "one agreement after the other": "اتفاق ",
    "joined days": "5 و6 ",
    "joined ministers": "وزيرا الخارجية الروسي والتركي ",
    "counterparts": "ونظيره ",
    "titles": "نائب رئيس وزير ",
    "sons": "بن ",
    "verbs of speech": "قال وأضاف أن ",
    "sources": "بحسب، ",
    "openings": "أن إنه بأن ",
    "nested quotations": "«“",
    "quoted marks": '" ',
    "closing marks": "” ",
    "brackets": "(",
    "numbers": "1/",
    "digits": "9",
    "stops": ". ",
    "blanks": " ",
    "harakat": "\u064b",
    "vocalised": "بَ",
    "tatweel": "ـ",
    "lone tatweel": " ـ ",
    "ligatures": "ﻻ",
    "overrides": "\u202e",
    "line ends": "\n",
    "Latin": "aZ ",
}
"""One line of each, over and over, as no newsroom writes it."""

START = """
import json, sys, time
began = time.process_time()
from corpus.knowledge.base import load
from corpus.entities.extract import Extractor
imported = time.process_time()
base = load()
loaded = time.process_time()
Extractor(base)
print(json.dumps([imported - began, loaded - imported, time.process_time() - loaded]))
"""


def seconds(call: Callable[[], object], runs: int) -> float:
    """Return the least processor time of some runs."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return min(times)


def split(text: str) -> None:
    """Cut a text at its blanks, as often as a clock needs to see it."""
    for _ in range(SPLITS):
        text.split()


def line_of(unit: str, length: int) -> Article:
    """Return an article of one line that says one thing over and over."""
    from corpus.article import Article, Paragraph, Published, Span

    text = unit * (length // len(unit))
    paragraph = Paragraph(Span(0, len(text)))
    published = Published("2020-02-01", "metadata")
    return Article("a" * 12, text, (paragraph,), None, None, published, "benchmark", "0" * 64)


def rate(extractor: Extractor, articles: Sequence[Article]) -> list[Figure]:
    """Measure the average article, and against cutting the same text at its blanks."""
    read, cut = 0.0, 0.0
    gc.collect()
    for article in articles:
        read += seconds(partial(extractor.read, article), RUNS)
        cut += seconds(partial(split, article.text), RUNS) / SPLITS
    began = time.process_time()
    for article in articles:
        extractor.read(article)
    once = time.process_time() - began
    count = len(articles)
    words = sum(len(article.text.split()) for article in articles) / count
    detail = f"ms, of {words:.0f} words; {count / read:.0f} articles a second"
    per_split = f"× text.split(), {cut / count * 1e6:.1f} µs"
    return [
        Figure("an average article", read / count * 1000, 3, detail),
        Figure("the same, one run of all", once / count * 1000, 3.33, "ms: what disturbs it too"),
        Figure("the same, to splitting it", read / cut, 120, per_split),
    ]


def starts() -> list[Figure]:
    """Measure loading the knowledge base and compiling it, each time in a fresh process."""
    times = []
    for _ in range(STARTS):
        ran = subprocess.run([sys.executable, "-c", START], capture_output=True, check=True)
        times.append(json.loads(ran.stdout))
    imported, loaded, compiled = (
        statistics.median(column) * 1000 for column in zip(*times, strict=True)
    )
    return [
        Figure("loading the knowledge base", loaded, 60, f"ms; importing {imported:.0f} ms"),
        Figure("compiling it", compiled, 130, "ms"),
    ]


def memory(articles: Sequence[Article]) -> Figure:
    """Measure what the base and the extractor hold once the articles have been read."""
    from corpus.entities.extract import Extractor
    from corpus.knowledge.base import load

    gc.collect()
    tracemalloc.start()
    try:
        # Whatever tables are filled on first use count too, but for those filled already.
        load.__globals__["_packaged"].cache_clear()
        extractor = Extractor(load())
        for article in articles:
            extractor.read(article)
        gc.collect()
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    return Figure("memory held", held / 1e6, 40, "MB: knowledge base and extractor, samples read")


def hostile(extractor: Extractor) -> list[Figure]:
    """Measure how time grows with text that is made to be slow; the three worst kinds.

    Python's collector rests: its passes over all that is held are no part of the rules.
    """
    growths = []
    gc.collect()
    gc.disable()
    for name, unit in HOSTILE.items():
        small, large = line_of(unit, SMALL), line_of(unit, LARGE)
        pairs = [
            (
                seconds(partial(extractor.read, large), 1),
                seconds(partial(extractor.read, small), 3),
            )
            for _ in range(3)
        ]
        took, floor = (min(times) for times in zip(*pairs, strict=True))
        growths.append((took / floor, name, took))
    gc.enable()
    slowest = max(took for _, _, took in growths)
    growths.sort(reverse=True)
    figures = [
        Figure(
            f"ten times {name}",
            growth,
            14,
            f"× the time; {took * 1000:.0f} ms for {LARGE:,} characters",
        )
        for growth, name, took in growths[:3]
    ]
    detail = f"ms for 1,000 characters of the slowest of {len(HOSTILE)} kinds"
    return [*figures, Figure("hostile text", slowest / LARGE * 1e6, 10, detail)]


def figures() -> list[Figure]:
    """Measure everything."""
    from corpus.entities.extract import Extractor
    from corpus.ingest.pipeline import samples
    from corpus.knowledge.base import load

    articles = list(samples())
    held = memory(articles)
    extractor = Extractor(load())
    for article in articles:
        extractor.read(article)
    return [*rate(extractor, articles), *starts(), held, *hostile(extractor)]


if __name__ == "__main__":
    sys.exit(report(__doc__, figures))
