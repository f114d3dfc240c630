"""A thread with a searcher of its own, beside the screen, that answers one question at a time."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass
from queue import Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from corpus.search.searcher import Searcher

    OpenSearcher = Callable[[], AbstractContextManager[Searcher]]
    """Opens a searcher with a library of its own; called in the thread that uses it."""

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class _Question(Generic[Part]):
    answer: Callable[[Searcher], Iterable[Part]]
    tell: Callable[[Part | Exception], object]
    is_dropped: Event


class Answerer:
    """Answers questions in the order asked, each part of an answer as soon as it is there.

    The thread begins with the first question: what a searcher looks up once serves them all.

    Args:
        open_searcher: Opens the searcher.
    """

    def __init__(self, open_searcher: OpenSearcher) -> None:
        self._open_searcher = open_searcher
        self._questions: Queue[_Question[object] | None] = Queue()
        self._thread: Thread | None = None

    def ask(
        self,
        answer: Callable[[Searcher], Iterable[Part]],
        tell: Callable[[Part | Exception], object],
    ) -> Event:
        """Ask a question, behind those that are being answered.

        Args:
            answer: Gives the parts of the answer; called in the thread.
            tell: Is told each part, and the error where there was one; called in the thread.

        Returns:
            What to set to hear no more of it.
        """
        question = _Question(answer, tell, Event())
        self._questions.put(question)  # type: ignore[arg-type]
        if self._thread is None:
            # What is told from there is told in the language of the screen.
            run = copy_context().run
            self._thread = Thread(target=run, args=(self._run,), name="search", daemon=True)
            self._thread.start()
        return question.is_dropped

    def close(self) -> None:
        """Answer no further question; the thread ends after the one it is at."""
        if self._thread is not None:
            self._questions.put(None)

    def wait(self) -> None:
        """Wait until all that was asked is answered; not for the thread of the screen."""
        self._questions.join()

    def _run(self) -> None:
        question = self._questions.get()
        while question is not None:
            try:
                with self._open_searcher() as searcher:
                    while question is not None:
                        _answer(question, searcher)
                        self._questions.task_done()
                        question = self._questions.get()
            except Exception as error:
                # The library cannot be opened.
                if question is not None:
                    _tell(question, error)
                    self._questions.task_done()
                    question = self._questions.get()
        self._questions.task_done()


def _answer(question: _Question[object], searcher: Searcher) -> None:
    if question.is_dropped.is_set():
        return
    try:
        for part in question.answer(searcher):
            if question.is_dropped.is_set():
                return
            _tell(question, part)
    except Exception as error:
        # Nobody waits for this thread: what goes wrong in it is told to whoever asked.
        _tell(question, error)


def _tell(question: _Question[object], part: object) -> None:
    # Whoever asked may have gone, and with it the loop that would hear of it.
    with suppress(RuntimeError):
        question.tell(part)


def searching(path: Path) -> OpenSearcher:
    """Return what opens a searcher of the library at a path."""

    @contextmanager
    def opened() -> Iterator[Searcher]:
        from corpus.knowledge.base import load
        from corpus.library.store import Library
        from corpus.search.searcher import Searcher

        with Library(path, writable=False) as library:
            yield Searcher(library, load())

    return opened
