"""Measure taking articles in: time an article, two processes, memory, size, and growth."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from figure import Figure, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.article import Article
    from corpus.library.reindex import ArticleReader
    from corpus.library.store import Library

MANY = int(os.environ.get("INTAKE_FILES", "10000"))
SMALL, LARGE = 1_000, int(os.environ.get("INTAKE_LIBRARY", "100000"))
FEW = 2_000
WINDOW = 12
"""Words of the samples that stay together in an article made up of them."""

MEASURED = """
import resource, sys, time
from pathlib import Path
from corpus.library.imports import Import, Source
from corpus.library.store import Library
if __name__ == "__main__":
    with Library(Path(sys.argv[1])) as library:
        act = Import(library, Source((sys.argv[2],)), workers=int(sys.argv[3]))
        count = sum(1 for _ in act.run())
    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(time.process_time(), kib / 1024, child / 1024)
"""


def sample_words() -> list[list[str]]:
    """Return the words of the samples, a list a sample."""
    from corpus.ingest.duplicates import body_text
    from corpus.ingest.pipeline import samples

    return [body_text(article).split() for article in samples()]


def prose(chance: random.Random, samples: list[list[str]], words: int = 250) -> str:
    """Return stretches of samples one after the other, in paragraphs."""
    made: list[str] = []
    while len(made) < words:
        source = chance.choice(samples)
        start = chance.randrange(max(1, len(source) - WINDOW))
        made += source[start : start + WINDOW]
        made.append(f"{chance.choice(source)}{chance.randrange(100)}")
    return "\n\n".join(" ".join(made[n : n + 60]) for n in range(0, len(made), 60))


def some_day(chance: random.Random) -> str:
    """Return an ISO day."""
    return f"20{chance.randint(17, 20)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def write(folder: Path, count: int) -> int:
    """Write articles into a folder, and return how many bytes of text they are."""
    chance = random.Random(1)
    samples = sample_words()
    folder.mkdir()
    size = 0
    for n in range(count):
        head = f"title: خبر رقم {n}\ndate: {some_day(chance)}\nsource: وكالة {n % 9}"
        text = f"---\n{head}\n---\n\n{prose(chance, samples)}\n"
        size += (folder / f"{n:06}.md").write_bytes(text.encode())
    return size


def taken_in(library: Path, folder: Path, workers: int) -> tuple[float, float, float, float]:
    """Import a folder in a process of its own.

    Returns:
        The seconds it took, those of them the process that writes was busy, and the peaks of
        memory in MiB of that process and of those that read.
    """
    began = time.perf_counter()
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(MEASURED)
        script.flush()
        words = (sys.executable, script.name, str(library), str(folder), str(workers))
        made = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - began
    busy, ours, theirs = map(float, made.stdout.split())
    return seconds, busy, ours, theirs


def whole(folder: Path) -> list[Figure]:
    """Measure an import of many files: time, memory, size."""
    few = folder / "few"
    size = write(few, FEW)
    alone, helped = [], []
    for n in range(2):
        alone.append(taken_in(folder / f"alone-{n}.sqlite", few, 0))
        helped.append(taken_in(folder / f"helped-{n}.sqlite", few, 2))
    few_peak = helped[0][2]
    ratio = min(run[0] for run in helped) / min(run[0] for run in alone)
    one = min(run[1] for run in alone) / FEW * 1000
    many = folder / "many"
    size = write(many, MANY)
    library = folder / "many.sqlite"
    seconds, _, ours, theirs = taken_in(library, many, 2)
    bytes_each = library.stat().st_size / MANY
    at_load = f"of the time; load {os.getloadavg()[0]:.1f}"
    rate = f"MiB; {seconds / MANY * 1000:.1f} ms an article with two processes"
    sizes = f"{bytes_each:,.0f} bytes an article of {size / MANY:,.0f}"
    return [
        Figure("an article, one process", one, 8, "ms of processor time, starting included"),
        Figure("two cores against one", ratio, 1 / 1.6, at_load),
        Figure(f"memory at {MANY:,} articles", ours, 150, rate),
        Figure("memory of a reading process", theirs, 150, "MiB"),
        Figure("memory, many against few", ours / few_peak, 1.15, f"{few_peak:.0f} MiB at {FEW:,}"),
        Figure("library against text", bytes_each * MANY / size, 2.5, sizes),
    ]


def made_up(count: int, seed: int) -> Iterator[Article]:
    """Yield articles as they come of files."""
    from corpus.ingest.pipeline import article_from_bytes

    chance = random.Random(seed)
    samples = sample_words()
    for n in range(count):
        head = f"title: خبر {seed}-{n}\ndate: 2020-03-{n % 28 + 1:02}"
        text = f"---\n{head}\n---\n\n{prose(chance, samples)}\n"
        yield article_from_bytes(text.encode(), f"{seed}/{n}.md")


def fill(path: Path, count: int, reader: ArticleReader) -> None:
    """Write a library of so many articles; a few hundred are read, the others mention the same."""
    from corpus.article import Paragraph, Published, Span
    from corpus.library.records import entry_of, found_rows, insert_new
    from corpus.library.store import Library

    chance = random.Random(count)
    samples = sample_words()
    models = []
    for article in made_up(300, 7):
        found = reader.read(article)
        rows = found_rows(found.mentions, reader.names(found), found.statements, reader.mark)
        models.append((article, rows))
    with Library(path) as library:
        for start in range(0, count, 200):
            with library._writing("fill") as db:
                for n in range(start, min(start + 200, count)):
                    article, rows = models[n % len(models)]
                    text = prose(chance, samples)
                    hash_ = f"{chance.getrandbits(256):064x}"
                    other = replace(
                        article,
                        id=hash_[:12],
                        content_hash=hash_,
                        text=text,
                        paragraphs=(Paragraph(Span(0, len(text))),),
                        published=Published(some_day(chance), "metadata"),
                    )
                    insert_new(db, entry_of(other, rows), library._numbers, library._now())


def growth(folder: Path) -> list[Figure]:
    """Measure adding one article to a small and to a large library, in turn."""
    from corpus.library.imports import Import, Source
    from corpus.library.reading import InputReader, Options
    from corpus.library.reindex import article_reader
    from corpus.library.store import Library

    paths = (folder / "small.sqlite", folder / "large.sqlite")
    with Library(folder / "reader.sqlite") as library:
        reader = article_reader(library)
    for path, count in zip(paths, (SMALL, LARGE), strict=True):
        fill(path, count, reader)
    files = folder / "one"
    write(files, 300)

    def add(library: Library, file: Path) -> float:
        act = Import(library, Source((str(file),)))
        act._reader = InputReader(library, reader, Options())
        began = time.perf_counter()
        (outcome,) = act.run()
        assert outcome.status in ("added", "similar"), outcome
        return time.perf_counter() - began

    times: tuple[list[float], list[float]] = ([], [])
    with Library(paths[0]) as small, Library(paths[1]) as large:
        turns = ((small, times[0]), (large, times[1]))
        for n, file in enumerate(sorted(files.iterdir())):
            for library, took in turns if n % 2 else turns[::-1]:
                took.append(add(library, file))
    small_ms, large_ms = (statistics.median(took) * 1000 for took in times)
    means = statistics.fmean(times[1]) / statistics.fmean(times[0])
    told = f"{large_ms:.1f} against {small_ms:.1f} ms, median; of the means {means:.2f}"
    return [Figure(f"adding to {LARGE:,} against {SMALL:,}", large_ms / small_ms, 1.3, told)]


HOSTILE_TEXT = (
    "كلمة ",
    "(",
    "> ",
    " - ",
    ". (وكالات)",
    ". المصدر: وكالات",
    "12/03/2020 - ",
    "مقالات ذات صلة\n",
    "ا" * 60 + ".\nمقالات ذات صلة\n",
    "ا" * 500 + "...\n",
    "ا\n",
)
HOSTILE_VALUES = ('"a', "'", '\\"', "[", "a,", " #", "- ", "'',")


def hostile() -> Figure:
    """Measure how the cleaner and the front matter take text that is made to be slow."""
    from corpus.ingest.clean import clean
    from corpus.ingest.front_matter import read_front_matter

    def cleaning(unit: str, size: int) -> float:
        text = unit * (size // len(unit))
        return _least(lambda: clean(text, markdown=True))

    def reading(unit: str, size: int) -> float:
        text = f"---\ntitle: a\nsources: [{unit * (size // len(unit))}]\n---\n"
        return _least(lambda: read_front_matter(text))

    growths = [
        (call(unit, 80_000) / call(unit, 8_000), unit)
        for call, units in ((cleaning, HOSTILE_TEXT), (reading, HOSTILE_VALUES))
        for unit in units
    ]
    worst, unit = max(growths)
    return Figure("ten times hostile text", worst, 20, f"× the time, of {unit[:12]!r}")


def _least(call: Callable[[], object]) -> float:
    took = []
    for _ in range(3):
        began = time.process_time()
        call()
        took.append(time.process_time() - began)
    return min(took) + 0.001


def figures() -> list[Figure]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*whole(folder), *growth(folder), hostile()]


if __name__ == "__main__":
    sys.exit(report(__doc__, figures))
