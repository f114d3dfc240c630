"""Measure levels, layout and painting of Arabic text as ratios and per-screen times, in one run.

Not called ``bidi.py``: a script's folder comes first where modules are looked for, and
python-bidi's module has that name.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING

from figure import Figure, report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style

    from tui.bidi.layout import ParagraphLayout, VisualLine

RUNS = 7
WIDTH, SCREEN = 72, 40
SHORT, LONG = 2_000, 200_000
SMALL, LARGE = 10_000, 100_000

HOSTILE = {
    "open brackets": "(",
    "closing brackets": ")",
    "nested brackets": "([",
    "paired brackets": "(א)",
    "crossed brackets": "a(א[b",
    "deep brackets": "(" * 60 + "א" + ")" * 60,
    "open isolates": "\u2067",
    "nested isolates": "\u2066\u2067",
    "closed isolates": "\u2068א\u2069",
    "empty isolates": "\u2066\u2069",
    "first-strong isolates": "\u2068",
    "ends of isolates": "\u2069",
    "open embeddings": "\u202b",
    "embeddings": "\u202bא\u202c",
    "overrides": "\u202eab\u202c1",
    "paragraph separators": "\u2029\u202b",
    "harakat": "\u064b",
    "vocalised": "ب\u064e\u0651",
    "spaces": " ",
    "tabs": "\t",
    "zeros": "\0",
    "joiners": "ب\u200d",
    "non-joiners": "\u200c",
    "numbers": "1,",
    "signed numbers": "1+",
    "prices": "$1",
    "currency": "$",
    "letters and numbers": "א1a ",
    "lam-alef": "ل\u064bا",
    "quotation marks": "« ",
    "slashes": "a/",
    "an address": "https://a.b/c-",
    "ideographs": "中",
    "half flags": "🇸",
    "word ligatures": "ﷺ",
    "list markers": "- ",
    "line separators": "\n",
}


def seconds(call: Callable[[], object], runs: int = RUNS) -> float:
    """Return the least processor time of some runs: what disturbs a run only adds to it."""
    times = []
    gc.collect()
    for _ in range(runs):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return min(times)


def paragraphs() -> list[str]:
    """Return the paragraphs of the sample articles, each on one line."""
    from corpus.ingest.pipeline import samples

    return [
        paragraph.span.slice(article.text).replace("\n", " ")
        for article in samples()
        for paragraph in article.paragraphs
    ]


def repeated(texts: Sequence[str], length: int) -> list[str]:
    """Return paragraphs, over and over, until they have a number of characters."""
    found: list[str] = []
    total = 0
    while total < length:
        text = texts[len(found) % len(texts)][: length - total]
        found.append(text)
        total += len(text)
    return found


def levels(texts: Sequence[str]) -> list[Figure]:
    """Measure the algorithm against both engines of python-bidi, in turn."""
    import bidi
    import bidi.algorithm

    from tui.bidi.levels import text_levels

    thousands = sum(map(len, texts)) / 1000
    ours, rust, pure = [], [], []
    for _ in range(RUNS):
        ours.append(seconds(lambda: [text_levels(text, 1) for text in texts], 1))
        rust.append(seconds(lambda: [bidi.get_display(text) for text in texts], 1))
        pure.append(seconds(lambda: [bidi.algorithm.get_display(text) for text in texts], 1))
    micro = [min(times) / thousands * 1e6 for times in (ours, rust, pure)]
    detail = "{:.0f} µs a 1,000 characters against {:.0f} µs"
    return [
        Figure(name, min(ours) / min(theirs), bound, detail.format(micro[0], their_micro))
        for name, theirs, bound, their_micro in (
            ("levels, to Rust's display", rust, 3, micro[1]),
            ("levels, to Python's display", pure, 0.25, micro[2]),
        )
    ]


class Page:
    """A document as a pane lays it out: paragraphs, and their lines in order."""

    def __init__(self, texts: Sequence[str]) -> None:
        from tui.bidi.layout import analyse

        self.paragraphs = [analyse(text) for text in texts]
        self.lines: list[tuple[ParagraphLayout, int, int]] = [
            (paragraph, start, end)
            for paragraph in self.paragraphs
            for start, end in paragraph.breaks(WIDTH)
        ]

    def screen(self, first: int = 0) -> list[VisualLine]:
        """Build the lines of one screen."""
        return [
            paragraph.line(start, end, WIDTH)
            for paragraph, start, end in self.lines[first : first + SCREEN]
        ]


def painted(lines: Sequence[VisualLine], looks: Sequence[Style]) -> None:
    """Paint lines with a style run every dozen characters, and look every column up."""
    from rich.style import Style

    from tui.panes.paint import StyleRun, line_strip

    for line in lines:
        starts = range(line.start, line.end, 12)
        runs = [
            StyleRun(start, start + 7, looks[number % len(looks)])
            for number, start in enumerate(starts)
        ]
        line_strip(line, WIDTH, Style.null(), runs)
        for column in range(line.width):
            line.offset_at(column)
        for run in runs:
            line.columns(run.start, run.end)


def screens(texts: Sequence[str]) -> list[Figure]:
    """Measure one screen from nothing, and opening and scrolling long documents."""
    from rich.style import Style

    looks = [Style(color="red"), Style(bold=True), Style(underline=True)]
    one_screen = Page(repeated(texts, LONG)).lines[:SCREEN]
    needed = sum(end - start for _, start, end in one_screen)
    shown = repeated(texts, needed)
    figures = [
        Figure(
            "a screen from nothing",
            seconds(lambda: painted(Page(shown).screen(), looks)) * 1000,
            8,
            f"ms: levels, wrap, maps and styles of {SCREEN} lines, {needed} characters",
        )
    ]
    for name, long in (
        ("many paragraphs", repeated(texts, LONG)),
        ("one paragraph", ["".join(f"{text} " for text in repeated(texts, LONG))[:LONG]]),
    ):
        short = ["".join(long)[:SHORT]] if len(long) == 1 else repeated(texts, SHORT)
        opened = seconds(lambda long=long: Page(long).screen(), 5)
        floor = seconds(lambda short=short: Page(short).screen(), 5)
        page = Page(long)
        steps = range(0, len(page.lines) - SCREEN, len(page.lines) // 20)
        frame = statistics.median(
            seconds(lambda at=at, page=page: page.screen(at), 3) for at in steps
        )
        wide = f"{LONG:,} characters, {name}"
        detail = (
            f"ms more than {SHORT:,} characters: {opened * 1000:.0f} against {floor * 1000:.0f}"
        )
        figures.append(Figure(f"open {wide}", (opened - floor) * 1000, 150, detail))
        detail = f"ms a frame of {SCREEN} new lines, median"
        figures.append(Figure(f"scroll {wide}", frame * 1000, 8, detail))
    return figures


def memory(texts: Sequence[str]) -> list[Figure]:
    """Measure what a long document takes laid out, at the most, and after it is let go."""
    Page(repeated(texts, SHORT)).screen()
    long = repeated(texts, LONG)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        page: Page | None = Page(long)
        kept = [page.screen()] if page else []
        held, peak = tracemalloc.get_traced_memory()
        del page
        kept.clear()
        gc.collect()
        left = tracemalloc.get_traced_memory()[0]
        peaks = []
        one = "".join(long)[:LONG]
        vocalised = "".join(f"{letter}\u064e" for letter in one[: LONG // 2])
        for text in (one, vocalised):
            tracemalloc.reset_peak()
            before_one = tracemalloc.get_traced_memory()[0]
            Page([text]).screen()
            peaks.append(tracemalloc.get_traced_memory()[1] - before_one)
    finally:
        tracemalloc.stop()
    return [
        Figure("memory held", (held - before) / LONG, 40, "bytes a character laid out"),
        Figure("memory at the most", (peak - before) / LONG, 40, "the same while it is laid out"),
        Figure("memory let go", (left - before) / LONG, 1, "the same when the page is closed"),
        Figure("memory, one paragraph", peaks[0] / LONG, 40, "at the most"),
        Figure("memory, one vocalised paragraph", peaks[1] / LONG, 40, "at the most"),
    ]


def layout_seconds(text: str, runs: int) -> float:
    """Measure laying a text out, with its last screen and as a headline."""
    from tui.bidi.layout import analyse, one_line

    def lay_out() -> None:
        paragraph = analyse(text)
        for start, end in paragraph.breaks(WIDTH)[-SCREEN:]:
            paragraph.line(start, end, WIDTH)
        one_line(text, WIDTH)

    return seconds(lay_out, runs)


def hostile() -> list[Figure]:
    """Measure how time grows with text that is made to be slow; the three worst kinds."""
    growths = []
    for name, unit in HOSTILE.items():
        small, large = (unit * (size // len(unit)) for size in (SMALL, LARGE))
        # In turn, so that a busy moment of the machine hits both.
        pairs = [(layout_seconds(large, 1), layout_seconds(small, 5)) for _ in range(4)]
        took, floor = (min(times) for times in zip(*pairs, strict=True))
        growths.append((took / floor, name, took))
    growths.sort(reverse=True)
    return [
        Figure(
            f"ten times {name}",
            growth,
            14,
            f"× the time; {took * 1000:.0f} ms for {LARGE:,} characters",
        )
        for growth, name, took in growths[:3]
    ]


def figures() -> list[Figure]:
    """Measure everything."""
    texts = paragraphs()
    return [*levels(texts), *screens(texts), *memory(texts), *hostile()]


if __name__ == "__main__":
    sys.exit(report(__doc__, figures))
