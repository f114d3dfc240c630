"""Measure what notes cost: keeping, exporting, checking, copying."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from figure import Figure, report

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.article import Note
    from corpus.library.store import Library

FEW, MANY = 50, 5000
EXPORTED = 1000


def made_notes(library: Library, count: int) -> list[Note]:
    """Return notes on the paragraphs of all samples in turn, with what real ones have."""
    from corpus.notes import take

    articles = [library.article(id_) for id_ in library.article_ids()]
    notes = []
    for n in range(count):
        article = articles[n % len(articles)]
        body = [p.span for p in article.paragraphs if p.role == "body"]
        note = take(article, body[n % len(body)], "رأي محلل عن M4.\nSee أكار.", moment(n))
        notes.append(replace(note, id=f"{n:012x}", gloss="A gloss.", tags=("هدنة",)))
    return notes


def moment(n: int) -> str:
    """Return a second of one day."""
    return f"2020-03-15T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z"


def milliseconds(
    work: Callable[[], object], runs: int = 5, clock: Callable[[], float] = time.process_time
) -> float:
    """Return the median time of some runs: of the processor, unless another clock is given."""
    times = []
    for _ in range(runs):
        begun = clock()
        work()
        times.append(clock() - begun)
    return statistics.median(times) * 1000


def plain_write(folder: Path) -> float:
    """Return what the disk itself takes for a small durable transaction of SQLite."""
    import sqlite3

    db = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE t (x)")
    took = milliseconds(lambda: db.execute("INSERT INTO t VALUES ('x')"), 30, time.perf_counter)
    db.close()
    return took


def measure() -> list[Figure]:
    """Return all figures."""
    from corpus.export.markdown import document
    from corpus.knowledge.base import load
    from corpus.library import notes as notebook
    from corpus.library.note_backups import everything
    from corpus.library.note_checks import check
    from corpus.library.seed import add_samples
    from corpus.library.selection import passages
    from corpus.library.store import Library

    load()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Library(folder / "library.sqlite") as library:
            add_samples(library)
            notes = made_notes(library, MANY)
            notebook.save(library, notes[:FEW])
            listed_few = milliseconds(library.notes)
            notebook.save(library, notes)
            numbers = iter(range(10_000))
            saved = milliseconds(
                lambda: library.save_note(replace(notes[0], id=f"{next(numbers)}")),
                30,
                time.perf_counter,
            )
            edited = milliseconds(
                lambda: notebook.edit(library, notes[0].id, {"body": str(next(numbers))}),
                30,
                time.perf_counter,
            )
            listed = milliseconds(library.notes)
            ordered = milliseconds(lambda: notebook.order(library))
            moved = milliseconds(
                lambda: notebook.move(library, [notes[9].id], before=notes[next(numbers)].id)
            )
            exported = milliseconds(
                lambda: document(passages(library, notes[:EXPORTED]), title="x").marked(), 3
            )
            checked = milliseconds(lambda: check(library), 3)
            copied = milliseconds(lambda: everything(library), 3)
        floor = plain_write(folder)
    return [
        Figure("saving a note until it is safe", saved, 50, f"ms, beside {MANY:,}"),
        Figure("the same against a bare durable write", saved / floor, 8, f"bare: {floor:.2f} ms"),
        Figure("editing a note", edited, 50, f"ms, beside {MANY:,}"),
        Figure("moving a note", moved, 100, f"ms among {MANY:,}"),
        Figure(f"listing {MANY:,} notes over {FEW}", listed - listed_few, 100, "ms more"),
        Figure(f"the order of {MANY:,} notes alone", ordered, 20, "ms, for a list of a few"),
        Figure(f"exporting {EXPORTED:,} notes", exported, 1000, "ms, with all that is filled in"),
        Figure(f"checking {MANY:,} notes", checked, 1000, "ms"),
        Figure(f"copying {MANY:,} notes", copied, 1000, "ms, without the disk"),
    ]


if __name__ == "__main__":
    sys.exit(report(__doc__, measure))
