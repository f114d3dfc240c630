"""Processes that read files side by side, for one that writes what they find.

Files are handed out a few at a time and their results taken in the order of the files, so that
an import comes out the same however many processes work on it, and no more than a few files'
results wait in memory.
"""

from __future__ import annotations

import signal
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from threading import current_thread, main_thread
from typing import cast

from corpus.errors import BriefError
from corpus.ingest.pipeline import Rejection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from pathlib import Path
    from types import TracebackType

    from corpus.library.reading import Options, Piece

_JOB_FILES = 8
_JOBS_AHEAD = 2
"""Jobs a worker has at the most: one it works on, and one so that it need not wait."""
_MOST_WAITING = 64
"""Results of one worker that are kept until it is its turn: an archive may hold thousands."""


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
        self.results, theirs = context.Pipe()
        self._arrived: deque[object] = deque()
        self._process: BaseProcess = context.Process(
            target=_work, args=(theirs, *self._made_with), daemon=True
        )
        with _deaf_to_interrupts():
            self._process.start()
        theirs.close()

    @property
    def has_room(self) -> bool:
        """Whether more can come, and has a place to wait."""
        arrived = self._arrived
        return len(arrived) < _MOST_WAITING and not (arrived and arrived[-1] is _ENDED)

    def give(self, job: list[Path | Rejection]) -> None:
        """Hand a worker files to read."""
        self.jobs.append(job)
        self._send(job)

    def _send(self, job: list[Path | Rejection]) -> None:
        try:
            self.results.send(job)
        except (BrokenPipeError, ConnectionResetError):
            # It has ended; `take` finds out, starts another and hands all jobs out again.
            return

    def fetch(self) -> None:
        """Take one result out of the pipe, in which few have room, and keep it until asked for."""
        try:
            self._arrived.append(self.results.recv())
        except (EOFError, OSError):
            self._arrived.append(_ENDED)

    def take(self, wait: Callable[[], None]) -> Iterator[Piece | None]:
        """Yield what comes of the oldest job, None after each file.

        A file that ends the process is rejected; another process reads the others.

        Args:
            wait: Called until something has arrived from this process.

        Raises:
            BriefError: The process cannot read anything.
        """
        job = self.jobs[0]
        done = 0
        while done < len(job):
            while not self._arrived:
                wait()
            found = self._arrived.popleft()
            if isinstance(found, _Ready):
                found.check()
                continue
            if found is _ENDED:
                yield Rejection(str(job[done]), "reading it ended the process that read it")
                found = None
                self._restart(done + 1)
            done += found is None
            yield cast("Piece | None", found)
        self.jobs.popleft()

    def _restart(self, done: int) -> None:
        self.close()
        self._start()
        first, *further = self.jobs
        for job in (first[done:], *further):
            self._send(job)

    def close(self) -> None:
        """End the process, whatever it is at."""
        self.results.close()
        self._process.terminate()
        self._process.join()


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a process says first: that it can read, or why it cannot."""

    kind: type[BriefError] | None = None
    message: str = ""
    hint: str = ""

    def check(self) -> None:
        """Raise what keeps the process from reading."""
        if self.kind is not None:
            raise self.kind(self.message, self.hint)


_ENDED = object()
"""Stands behind the last result of a process."""


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
        """Yield what comes of files in their order, None after each file.

        Raises:
            BriefError: A process cannot read anything: the knowledge base is damaged.
        """
        waiting = iter(files)
        turns: deque[Worker] = deque()
        for worker in self._all * _JOBS_AHEAD:
            if job := list(islice(waiting, _JOB_FILES)):
                worker.give(job)
                turns.append(worker)
        while turns:
            worker = turns.popleft()
            yield from worker.take(self._wait)
            if job := list(islice(waiting, _JOB_FILES)):
                worker.give(job)
                turns.append(worker)

    def _wait(self) -> None:
        """Wait until anything has come, and take it: a full pipe stops the process behind it."""
        from multiprocessing.connection import wait

        open_ = {worker.results: worker for worker in self._all if worker.has_room}
        for ready in wait(list(open_)):
            open_[cast("Connection", ready)].fetch()


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
    with suppress(EOFError, OSError):
        try:
            with Library(path, writable=False) as library:
                reader = input_reader(library, options)
                jobs.send(_Ready())
                while True:
                    for item in jobs.recv():
                        if isinstance(item, Rejection):
                            jobs.send(item)
                        else:
                            for piece in reader.file(item):
                                jobs.send(piece)
                        jobs.send(None)
        except BriefError as error:
            jobs.send(_Ready(type(error), error.message, error.hint))
