"""Measure start, memory and keys as ratios to a floor, all in one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from figure import Figure, report
from terminal import Terminal, median_answer

RUNS = 7
ARTICLES = 1000
DOWN, PAGE_DOWN = "\x1b[B", "\x1b[6~"
PROGRAM = [sys.executable, "-m", "tui.cli"]
FLOOR = [sys.executable, str(Path(__file__).with_name("hello.py"))]


def fill(path: Path, count: int) -> None:
    """Make a library of the samples, repeated with a line of their own to differ by."""
    from corpus.ingest.pipeline import article_from_bytes, samples
    from corpus.library.intake import open_intake
    from corpus.library.store import Library

    originals = list(samples())
    with Library(path) as library:
        intake = open_intake(library)
        for n in range(count):
            original = originals[n % len(originals)]
            text = f"{original.text}\n\nالنسخة {n} من العينة للقياس.\n"
            name = original.origin.removeprefix("sample:")
            article = article_from_bytes(text.encode(), name)
            intake.store(replace(article, origin=f"copy:{n}"))


def start(environment: dict[str, str]) -> list[Figure]:
    """Measure first frame and peak memory against the floor, in turn."""
    frames: list[tuple[float, float]] = []
    memory: list[tuple[float, float]] = []
    for run in range(RUNS + 1):
        with Terminal(PROGRAM, environment) as ours:
            our_frame = ours.painted_after(" mentions")
            ours.rest()
            our_memory = ours.peak_memory()
        with Terminal(FLOOR, environment) as floor:
            floor_frame = floor.painted_after("floor row 31")
            floor.rest()
            floor_memory = floor.peak_memory()
        if run:
            frames.append((our_frame, floor_frame))
            memory.append((our_memory, floor_memory))
    return [_ratio("first frame", frames, 1.6, 1000, "ms"), _ratio("memory", memory, 1.7, 1, "MiB")]


def _ratio(
    name: str, pairs: list[tuple[float, float]], bound: float, scale: float, unit: str
) -> Figure:
    ours, floor = (statistics.median(column) * scale for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    return Figure(name, ratio, bound, f"{ours:.0f} {unit} against {floor:.0f} {unit}")


def listing(environment: dict[str, str]) -> Figure:
    """Measure a headless verb against a bare interpreter, in turn."""
    pairs = [
        (_seconds([*PROGRAM, "list", "--json"], environment), _seconds(_BARE, environment))
        for _ in range(RUNS)
    ]
    return _ratio("list --json", pairs, 8, 1000, "ms")


_BARE = [sys.executable, "-c", "pass"]


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def keys(environment: dict[str, str]) -> list[Figure]:
    """Measure keys in the list and the reader, and opening an article."""
    with Terminal(PROGRAM, environment) as terminal:
        terminal.painted_after(" mentions")
        in_list = median_answer(terminal, ["j"] * 21)
        opening = median_answer(terminal, ["J"] * 21)
        mention = median_answer(terminal, ["]"] * 9)
    # Few rows, so that every article is longer than the pane.
    with Terminal(PROGRAM, environment, rows=18) as terminal:
        terminal.painted_after(" mentions")
        terminal.answer("2")
        in_reader = median_answer(terminal, ["j", "k"] * 10)
    with Terminal(FLOOR, environment) as floor:
        floor.painted_after("floor row 31")
        floor_key = median_answer(floor, [DOWN] * 21)
        floor_page = median_answer(floor, [PAGE_DOWN] * 5)
    names = ("key in the list", "open an article", "key in the reader", "next mention")
    values = (in_list, opening, in_reader, mention)
    floors = (floor_key, floor_page, floor_key, floor_key)
    return [
        Figure(name, value, 16, f"ms, median: {value / floor:.2f} × the floor's {floor:.1f}")
        for name, value, floor in zip(names, values, floors, strict=True)
    ]


def measure() -> list[Figure]:
    """Measure everything on a library of its own."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library.sqlite"
        environment = {**os.environ, "IDLIB_BRIEF_LIBRARY": str(library)}
        fill(library, ARTICLES)
        return [*start(environment), listing(environment), *keys(environment)]


if __name__ == "__main__":
    sys.exit(report(__doc__, measure))
