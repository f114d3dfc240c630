"""Watching folders: files are taken in when they have come, or changed, and are done changing."""

from __future__ import annotations

from pathlib import Path

from corpus.ingest.pipeline import iter_inputs
from corpus.library.imports import Import

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from corpus.ingest.pipeline import Outcome
    from corpus.library.imports import Source
    from corpus.library.store import Library

    _Signature = tuple[int, int, int]


class Watcher:
    """Looks at folders again and again.

    A file has settled when two looks in a row find the same size, time and inode. What cannot be
    looked at, as a folder that has gone, is left for the next look.

    Args:
        inputs: Folders and files.
    """

    def __init__(self, inputs: Sequence[str]) -> None:
        self._inputs = inputs
        self._seen: dict[Path, _Signature] = {}
        self._given: dict[Path, _Signature] = {}

    def look(self) -> list[Path]:
        """Return the files that have settled since they came or were changed, each once."""
        seen = {}
        for found in iter_inputs(self._inputs):
            signature = _signature(found) if isinstance(found, Path) else None
            if isinstance(found, Path) and signature is not None:
                seen[found] = signature
        settled = [
            path
            for path, signature in seen.items()
            if self._seen.get(path) == signature and self._given.get(path) != signature
        ]
        self._seen = seen
        # A file that has gone is forgotten: one of its name that comes later is another.
        self._given = {path: given for path, given in self._given.items() if path in seen}
        self._given.update((path, seen[path]) for path in settled)
        return settled


def watch(library: Library, source: Source, wait: Callable[[], object]) -> Generator[Outcome]:
    """Take in what comes into folders, as one import, until it is interrupted.

    Args:
        library: Where to.
        source: The folders, and how their files are read.
        wait: Called between two looks; a KeyboardInterrupt from it ends the watch.

    Yields:
        What became of each file, once it is kept; nothing of files that went before they were
        read.

    Raises:
        KnowledgeError: The knowledge base or the corrections cannot be read.
        LibraryError: The library cannot be written.
    """
    watcher = Watcher(source.inputs)
    act = Import(library, source)
    with act.recorded():
        while True:
            yield from act.take(path for path in watcher.look() if path.exists())
            try:
                wait()
            except KeyboardInterrupt:
                return


def _signature(path: Path) -> _Signature | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
