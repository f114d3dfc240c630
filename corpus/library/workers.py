"""Processes that read files side by side, for one that writes what they find.

Files are handed out a few at a time and their results taken in the order of the files, so that
an import comes out the same however many processes work on it, and no more than a few files'
results wait in memory.
"""

from __future__ import annotations

import signal
from collections import deque
from contextlib import contextmanager, suppress
from itertools import islice
from threading import current_thread, main_thread

from corpus.ingest.pipeline import Rejection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from pathlib import Path
    from types import TracebackType

    from corpus.library.reading import Options, Piece

_JOB_FILES = 8
_JOBS_AHEAD = 2
"""Jobs a worker has at the most: one it works on, and one so that it need not wait."""


class Worker:
    """One process that reads files.

    It ends when it is closed, and by itself when the process that started it ends in any way.
    """

    def __init__(self, path: Path, options: Options) -> None:
        self._made_with = (path, options)
        self.jobs: deque[list[Path | Rejection]] = deque()
        self._start()

    def _start(self) -> None:
        from multiprocessing import get_context

        # A fork would copy what other threads hold locked; a new process begins clean.
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_work, args=(theirs, *self._made_with), daemon=True
        )
        with _deaf_to_interrupts():
            self._process.start()
        theirs.close()

    def give(self, job: list[Path | Rejection]) -> None:
        """Hand a worker files to read."""
        self.jobs.append(job)
        self._send(job)

    def _send(self, job: list[Path | Rejection]) -> None:
        try:
            self._ours.send(job)
        except (BrokenPipeError, ConnectionResetError):
            # It has ended; `take` finds out, starts another and hands all jobs out again.
            return

    def take(self) -> Iterator[Piece | None]:
        """Yield what comes of the oldest job, None after each file.

        A file that ends the process is rejected; another process reads the others.
        """
        job = self.jobs[0]
        done = 0
        while done < len(job):
            try:
                piece = self._ours.recv()
            except (EOFError, OSError):
                yield Rejection(str(job[done]), "reading it ended the process that read it")
                piece = None
                self._restart(done + 1)
            done += piece is None
            yield piece
        self.jobs.popleft()

    def _restart(self, done: int) -> None:
        self.close()
        self._start()
        first, *further = self.jobs
        for job in (first[done:], *further):
            self._send(job)

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._ours.close()
        self._process.terminate()
        self._process.join()


class Workers:
    """Processes that read files side by side.

    Args:
        count: How many.
        path: The library the files are read for.
        options: How they are read.
    """

    def __init__(self, count: int, path: Path, options: Options) -> None:
        self._all: list[Worker] = []
        try:
            for _ in range(count):
                self._all.append(Worker(path, options))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.close()

    def read(self, files: Iterable[Path | Rejection]) -> Iterator[Piece | None]:
        """Yield what comes of files in their order, None after each file."""
        waiting = iter(files)
        turns: deque[Worker] = deque()
        for worker in self._all * _JOBS_AHEAD:
            if job := list(islice(waiting, _JOB_FILES)):
                worker.give(job)
                turns.append(worker)
        while turns:
            worker = turns.popleft()
            yield from worker.take()
            if job := list(islice(waiting, _JOB_FILES)):
                worker.give(job)
                turns.append(worker)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Have a process that is started meanwhile ignore Ctrl-C from its first moment."""
    # Whoever stops the import stops the process that writes; that one ends the others.
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(jobs: Connection, path: Path, options: Options) -> None:
    """Read files until there is nobody left to read them for."""
    from corpus.library.reading import input_reader
    from corpus.library.store import Library

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError), Library(path, writable=False) as library:
        reader = input_reader(library, options)
        while True:
            for item in jobs.recv():
                if isinstance(item, Rejection):
                    jobs.send(item)
                else:
                    for piece in reader.file(item):
                        jobs.send(piece)
                jobs.send(None)
