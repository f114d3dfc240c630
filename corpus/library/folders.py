"""Folders that are followed as feeds are: what has come or changed in them is taken in.

A file is known by its size, time and inode, which the library keeps, so that a folder of ten
thousand files is looked over without one of them being read.
"""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

from corpus.ingest.pipeline import iter_inputs
from corpus.ingest.web import is_url
from corpus.library.feeds import Seen, see
from corpus.library.imports import Import, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    from corpus.ingest.pipeline import Outcome
    from corpus.library.feeds import FeedRow
    from corpus.library.store import Library

_FEW = 16
"""Files after which it is kept what was seen of them."""
_SETTLED_SECONDS = 1.0
"""A file that was changed this short a time ago may still be written to."""


def is_folder(row: FeedRow) -> bool:
    """Tell whether what is followed is a folder that can be looked at."""
    try:
        return not is_url(row.url) and Path(row.url).is_dir()
    except (OSError, ValueError):
        return False


def look_into(
    library: Library,
    row: FeedRow,
    known: Mapping[str, Seen],
    is_over: Callable[[], bool] = lambda: False,
) -> Generator[Outcome]:
    """Take in the files that have come into a folder or changed, as an import of its own.

    What stops it, the next look goes on with the rest.

    Args:
        library: Where the folder is followed.
        row: The folder.
        known: What has been seen of its files.
        is_over: Asked after each few files; true ends it.

    Yields:
        What became of each file, once it is kept.

    Raises:
        KnowledgeError: The knowledge base or the corrections cannot be read.
        LibraryError: The library cannot be written.
    """
    waiting = _changed(row, known)
    few = list(islice(waiting, _FEW))
    if not few:
        return
    act = Import(library, Source((row.url,)))
    with act.recorded():
        while few:
            if is_over():
                act.stop()
                return
            outcomes = list(act.take(path for path, _ in few if path.exists()))
            _keep_seen(library, row, few, outcomes)
            yield from outcomes
            few = list(islice(waiting, _FEW))


def _changed(row: FeedRow, known: Mapping[str, Seen]) -> Iterator[tuple[Path, str]]:
    """Yield the files that are not known as they are now, each with what stands for it."""
    for found in iter_inputs([row.url]):
        signature = _signature(found) if isinstance(found, Path) else None
        if isinstance(found, Path) and signature is not None:
            before = known.get(_name(found))
            if before is None or before.digest != signature:
                yield found, signature


def _signature(path: Path) -> str | None:
    """Return what stands for a file as it is; None while it is being written, or gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    # A clock ahead of ours, as on another machine's disk, must not keep a file out for ever.
    if 0 <= time.time() - status.st_mtime < _SETTLED_SECONDS:
        return None
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def _keep_seen(
    library: Library, row: FeedRow, files: list[tuple[Path, str]], outcomes: list[Outcome]
) -> None:
    articles = {outcome.input: outcome.id for outcome in outcomes}
    now = library._now()
    with library._writing("keep what was seen of a folder") as db:
        for path, signature in files:
            seen = Seen(signature, articles.get(str(path)), 0, is_excerpt=False)
            see(db, row, _name(path), seen, now=now)


def _name(path: Path) -> str:
    """Return a path as the library can hold it, whatever its bytes are."""
    return str(path).encode("utf-8", "backslashreplace").decode()
