"""What comes in while somebody reads: feeds and folders looked at beside the screen."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import BriefError
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.library.refresh import FeedReport, RefreshOptions
    from corpus.library.store import Library

FIRST_LOOK_SECONDS = 3.0
"""How long the first look waits: a program that is starting has better things to do."""
LONGEST_WAIT_SECONDS = 60.0
"""After which it is looked at least whether others have added articles or feeds."""
_SOONEST_SECONDS = 1.0
_AFTER_FAILURE_SECONDS = 300.0
_LEAVE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Arrived:
    """Something has come in, or could not."""

    ids: tuple[str, ...]
    """The articles that are new since the last time, in the order they came."""
    problem: str = ""
    """One line on what went wrong; empty for nothing."""


class Arrivals:
    """Looks at the feeds and folders of a library when they are due, in a thread of its own.

    The thread opens the library itself, sleeps until something is due, and leaves a refresh alone
    that another program is at. Articles that others add meanwhile are told too.

    Args:
        path: The library.
        tell: Called in that thread with what has come; must not wait for anything.
        options: How feeds are looked at; None for what is usual.
        first: Seconds before the first look.
    """

    def __init__(
        self,
        path: Path,
        tell: Callable[[Arrived], None],
        *,
        options: RefreshOptions | None = None,
        first: float = FIRST_LOOK_SECONDS,
    ) -> None:
        self._path = path
        self._tell = tell
        self._options = options
        self._first = first
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._last = 0
        """The number of the last article that is known of."""

    def start(self, library: Library) -> bool:
        """Begin, if there is anything to look at; without it there is no thread.

        Args:
            library: The same library, as the calling thread has it open.

        Returns:
            Whether it has begun.

        Raises:
            LibraryError: The library cannot be read.
        """
        from corpus.library.feeds import next_due

        if self._thread is not None or not library.writable or next_due(library) is None:
            return self._thread is not None
        self._last = _last_article(library)
        self._thread = threading.Thread(target=self._run, daemon=True, name="arrivals")
        self._thread.start()
        return True

    def stop(self) -> None:
        """End; what is being done ends within a moment, and what is done stays."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_LEAVE_SECONDS)

    def _run(self) -> None:
        from corpus.library.store import Library

        if self._stop.wait(self._first):
            return
        try:
            with Library(self._path) as library:
                while not self._stop.wait(self._looked(library)):
                    pass
        except BriefError as error:
            self._say(str(error))

    def _looked(self, library: Library) -> float:
        """Look at what is due, and return the seconds until it is to be done again."""
        from corpus.library.feeds import due
        from corpus.library.only_one import BusyError
        from corpus.library.refresh import refresh

        try:
            if rows := due(library):
                refresh(
                    library,
                    rows,
                    self._options,
                    ended=lambda report: self._tell_of(library, report),
                    stop=self._stop,
                )
            self._tell_new(library)
            return _seconds_to_next(library)
        except BusyError:
            self._tell_new(library)
            return LONGEST_WAIT_SECONDS
        # Whatever it is, it must end neither the reading nor the looking.
        except Exception as error:
            what = error.told if isinstance(error, BriefError) else repr(error)
            self._say(told("What is new cannot be taken in: {problem}", problem=what))
            return _AFTER_FAILURE_SECONDS

    def _tell_of(self, library: Library, report: FeedReport) -> None:
        self._tell_new(library, report.problem)

    def _tell_new(self, library: Library, problem: str = "") -> None:
        rows = library._rows(
            "SELECT seq, id FROM article WHERE seq > ? ORDER BY seq", (self._last,)
        )
        # After the last ones were taken out their numbers are given again.
        self._last = rows[-1][0] if rows else min(self._last, _last_article(library))
        ids = tuple(id_ for _, id_ in rows)
        if ids or problem:
            self._say(problem, ids)

    def _say(self, problem: str, ids: tuple[str, ...] = ()) -> None:
        if not self._stop.is_set():
            self._tell(Arrived(ids, problem))


def _last_article(library: Library) -> int:
    return int(library._rows("SELECT coalesce(max(seq), 0) FROM article")[0][0])


def _seconds_to_next(library: Library) -> float:
    """Return how long nothing is due, within reason."""
    from datetime import datetime

    from corpus.library.feeds import next_due

    moment = next_due(library)
    if moment is None:
        return LONGEST_WAIT_SECONDS
    if not moment:
        return _SOONEST_SECONDS
    left = datetime.fromisoformat(moment) - datetime.fromisoformat(library._now())
    return min(max(left.total_seconds(), _SOONEST_SECONDS), LONGEST_WAIT_SECONDS)
