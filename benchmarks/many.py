"""Measure the main screen on 100,000 articles against one on 1,000: first frame, memory, keys."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from big_library import big_library, took
from figure import Figure, report
from terminal import Terminal, median_answer

RUNS = 7
FEW = 1000
PROGRAM = [sys.executable, "-m", "tui.cli"]


def environment(library: Path) -> dict[str, str]:
    """Return the environment in which the program opens a library."""
    return {**os.environ, "IDLIB_BRIEF_LIBRARY": str(library)}


def started(library: Path) -> tuple[float, float]:
    """Return the seconds until the first frame, and the peak of memory in MiB at rest."""
    with Terminal(PROGRAM, environment(library)) as terminal:
        seconds = terminal.painted_after(" mentions")
        terminal.rest()
        return seconds, terminal.peak_memory()


def listing(path: Path) -> tuple[float, float]:
    """Return the ms it takes to list all articles, and to read the rows of a screen."""
    from corpus.library.store import Library

    with Library(path, writable=False) as library:
        ids = library.article_ids()
        some = iter(range(0, len(ids) - 20, 37))
        rows = took(lambda: library.rows(ids[(start := next(some)) : start + 20]), 25)
        return took(library.article_ids), rows


def measure() -> list[Figure]:
    """Measure everything, the two libraries in turn."""
    from corpus_generator import write

    with big_library() as many, tempfile.TemporaryDirectory() as name:
        few = Path(name) / "few.sqlite"
        write(few, FEW)
        pairs = [(started(few), started(many)) for _ in range(RUNS + 1)][1:]
        with Terminal(PROGRAM, environment(many)) as terminal:
            terminal.painted_after(" mentions")
            key = median_answer(terminal, ["j"] * 60)
        ids, rows = listing(many)
    ratio = statistics.median(large[0] / small[0] for small, large in pairs)
    small, large = (statistics.median(pair[n][0] for pair in pairs) * 1000 for n in (0, 1))
    memory = statistics.median(pair[1][1] for pair in pairs)
    return [
        Figure("first frame, many against few", ratio, 1.2, f"{large:.0f} ms against {small:.0f}"),
        Figure("memory", memory, 120, "MiB"),
        Figure("a key in the list, scrolling", key, 16, "ms to the first byte, median"),
        Figure("listing all articles", ids, 60, "ms"),
        Figure("20 rows of the list", rows, 1, "ms"),
    ]


if __name__ == "__main__":
    sys.exit(report(__doc__, measure))
