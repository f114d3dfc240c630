"""A library of very many articles, made up for a measurement or named by the environment."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ARTICLES = int(os.environ.get("IDLIB_BRIEF_BIG_ARTICLES", "100000"))
NAMED = os.environ.get("IDLIB_BRIEF_BIG_LIBRARY")
"""A library that `corpus_generator` has written; making one takes minutes."""


@contextmanager
def big_library() -> Iterator[Path]:
    """Provide the file of a library of `ARTICLES` articles, brought up to date."""
    from corpus.library.store import Library

    if NAMED:
        Library(Path(NAMED)).close()
        yield Path(NAMED)
        return
    from corpus_generator import write

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "many.sqlite"
        write(path, ARTICLES)
        yield path


def took(call: Callable[[], object], times: int = 5) -> float:
    """Return the processor time of a call in ms, the median of several."""
    seconds = []
    for _ in range(times):
        began = time.process_time()
        call()
        seconds.append(time.process_time() - began)
    return statistics.median(seconds) * 1000
