"""Looking at feeds: what is new goes into the library, entry by entry.

Pages and feeds are fetched by threads, a host at a time; one thread alone reads them and writes.
An entry counts as seen only once its article is stored, and a feed as read only once all its
entries are, so that whatever cuts a refresh short, the next one takes up what is left.
"""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.errors import BriefError, InputError, NotFoundError
from corpus.ingest import feed as feed_format
from corpus.ingest.courtesy import StoppedError, Visitor
from corpus.ingest.web import Fetched, FetchError, Policy, fetch, is_url, shown_url
from corpus.library.acts import Act, keep_copy, new_outcome
from corpus.library.feeds import (
    MAX_TRIES,
    FeedRow,
    Seen,
    feeds,
    mark_failed,
    mark_read,
    move_feed,
    see,
    seen,
)
from corpus.library.fetched import insert_fetch, of_entry
from corpus.library.folders import is_folder
from corpus.library.only_one import only_one
from corpus.told import told

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corpus.article import Article
    from corpus.ingest.feed import Entry as FeedEntry
    from corpus.ingest.feed import Feed
    from corpus.ingest.pipeline import Outcome
    from corpus.library.records import Entry
    from corpus.library.reindex import ArticleReader
    from corpus.library.store import Library

_THREADS = 6
_WAITING = 4
"""How many pages may wait to be read: each may have several megabytes."""
_TICK = 0.1
"""How often, in seconds, a waiting thread looks whether all has been called off."""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What became of one feed."""

    feed: FeedRow
    added: int = 0
    unchanged: bool = False
    """Whether its server said that nothing has changed."""
    skipped: str = ""
    """Why it was not looked at; empty where it was."""
    problem: str = ""
    """Why it could not be read; empty where it could."""


@dataclass(slots=True)
class RefreshReport:
    """What a refresh has done so far."""

    feeds: list[FeedReport] = field(default_factory=list)
    added: int = 0
    rejected: int = 0
    """Entries that no article could be made of."""

    @property
    def failed(self) -> int:
        """How many feeds could not be read."""
        return sum(bool(report.problem) for report in self.feeds)


@dataclass(frozen=True, slots=True)
class RefreshOptions:
    """How feeds are looked at."""

    policy: Policy = field(default_factory=Policy)
    whole: bool = False
    """True fetches the pages of all excerpts, False only those of feeds that are set so."""
    pause: float = 1.0
    """How many seconds lie between two requests to a host."""


def refresh(
    library: Library,
    wanted: Sequence[FeedRow] | None = None,
    options: RefreshOptions | None = None,
    *,
    told: Callable[[Outcome], None] | None = None,
    ended: Callable[[FeedReport], None] | None = None,
    stop: threading.Event | None = None,
) -> RefreshReport:
    """Look at feeds and take in what is new.

    May run in any thread that has opened the library itself. A feed whose server asked to be left
    alone is left alone.

    Args:
        library: Where the feeds are followed and the articles go.
        wanted: Which feeds; ``None`` for all.
        options: How they are looked at.
        told: Called with what became of each new entry.
        ended: Called with what became of each feed.
        stop: Set by somebody else to end early; what is done stays done.

    Raises:
        BusyError: Another program is looking at the feeds of this library.
        LibraryError: The library cannot be written.
        KnowledgeError: The knowledge base or the corrections cannot be read.
    """
    with only_one(library.path, "refresh"):
        rows = feeds(library) if wanted is None else tuple(wanted)
        running = _Refresh(
            library, options or RefreshOptions(), told, ended, stop or threading.Event()
        )
        return running.run(rows)


def fetch_whole(library: Library, article_id: str, policy: Policy | None = None) -> str:
    """Fetch the page behind an excerpt and put it in its place.

    Args:
        library: Where the excerpt is.
        article_id: The excerpt; any other article that has an address will do.
        policy: What may be asked for, and the limits.

    Returns:
        The id of the article of the page, which may be the same.

    Raises:
        NotFoundError: There is no such article, or no address to it.
        InputError: The page cannot be had, or holds no article.
        LibraryError: The library cannot be written.
    """
    from corpus.library.reindex import article_reader

    excerpt = library.article(article_id)
    if excerpt.url is None:
        raise NotFoundError(
            told("The article {id} has no address", id=article_id),
            "Add its page as a file",
        )
    # As with an address that is added by hand, it is the user who asks and no program.
    fetched = fetch(excerpt.url, policy or Policy())
    article = _article_of_page(fetched, excerpt)
    entry = _entry_of(library, article_reader(library), article)
    act = Act(library, (excerpt.url,))
    act.begin()
    with act.recorded(), library._writing("put a page in place of its excerpt") as db:
        outcome = _write(db, library, entry, article, act)
        insert_fetch(db, fetched, article.id, article.charset)
        db.execute("UPDATE feed_entry SET article = ? WHERE article = ?", (article.id, article_id))
        _make_whole(db, article.id)
        gone = article.id != article_id and _drop_excerpt(db, article_id)
        act.note(db, outcome, status="replaced" if gone else None)
    return article.id


def _entry_of(library: Library, reader: ArticleReader, article: Article) -> Entry | None:
    """Return what is to be written for an article; nothing where its content is there already."""
    from corpus.library.records import entry_of, found_rows

    if library.has(article.content_hash):
        return None
    found = reader.read(article)
    names = reader.names(found)
    return entry_of(article, found_rows(found.mentions, names, found.statements, reader.mark))


def _write(
    db: sqlite3.Connection, library: Library, entry: Entry | None, article: Article, act: Act
) -> Outcome:
    """Write an article, or where else one that is there has stood, and say which."""
    from corpus.library.records import insert_new

    if entry is not None:
        new = insert_new(db, entry, library._numbers, library._now())
        if new is not None:
            return new_outcome(article, new.similar)
    return keep_copy(db, article, act.id)


def _article_of_page(fetched: Fetched, excerpt: Article) -> Article:
    """Return the one article of a page; the day of its feed counts where the page states none.

    Raises:
        InputError: The page holds none.
    """
    from corpus.ingest.pipeline import Rejection, articles_from

    url = fetched.final_url
    several = articles_from(
        fetched.data,
        url,
        url=url,
        content_type=fetched.content_type,
        published=excerpt.published,
    )
    found = next(iter(several), None)
    if found is None:
        raise InputError(
            told("{url} holds no article", url=shown_url(url)), "Look at it in a browser"
        )
    if isinstance(found, Rejection):
        raise InputError(found.reason, found.hint)
    return replace(
        found,
        title=found.title or excerpt.title,
        source=_better_named(found, excerpt, url),
        published=found.published or excerpt.published,
        url=found.url or excerpt.url,
    )


def _better_named(found: Article, excerpt: Article, url: str) -> str | None:
    """Return the outlet of a page, as its feed calls it where the page gives only its host."""
    from urllib.parse import urlsplit

    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return excerpt.source or found.source if found.source in (None, host) else found.source


def _make_whole(db: sqlite3.Connection, article_id: str | None) -> None:
    """Count an article as whole whose page says no more than its excerpt did."""
    db.execute("UPDATE article SET excerpt = 0 WHERE id = ? AND excerpt = 1", (article_id,))


def _drop_excerpt(db: sqlite3.Connection, article_id: str) -> bool:
    """Take an excerpt out that something better has come for, unless notes hang on it.

    Returns:
        Whether it is gone.
    """
    from corpus.library.records import delete_found
    from corpus.library.similar import unlink

    row = db.execute(
        "SELECT seq FROM article a WHERE id = ? AND excerpt = 1"
        " AND NOT EXISTS (SELECT 1 FROM note n WHERE n.article_id = a.id)",
        (article_id,),
    ).fetchone()
    if row is None:
        return False
    unlink(db, row[0])
    delete_found(db, row[0])
    db.execute("DELETE FROM article WHERE seq = ?", row)
    return True


# From the threads that fetch


@dataclass(frozen=True, slots=True)
class _Arrived:
    """One entry that is new or says something else than before."""

    row: FeedRow
    feed: Feed
    entry: FeedEntry
    fetched: Fetched
    """The feed, which is the same for all entries of it."""
    page: Fetched | None = None
    problem: FetchError | None = None
    """Why its page could not be had."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """A feed of which all entries have been handed over."""

    row: FeedRow
    feed: Feed | None = None
    fetched: Fetched | None = None
    problem: InputError | None = None


class _Finished:
    """A thread has nothing left to do."""


_Event = _Arrived | _Ended | _Finished


class _Fetching:
    """The threads that fetch, and what they hand over."""

    def __init__(
        self,
        jobs: Sequence[Sequence[tuple[FeedRow, Mapping[str, Seen]]]],
        options: RefreshOptions,
        stop: threading.Event,
    ) -> None:
        self._jobs: queue.SimpleQueue[Sequence[tuple[FeedRow, Mapping[str, Seen]]]] = (
            queue.SimpleQueue()
        )
        for job in jobs:
            self._jobs.put(job)
        self._handed: queue.Queue[_Event] = queue.Queue(_WAITING)
        self._threads = min(_THREADS, len(jobs))
        self._options = options
        # Ended by the caller's wish or by our own end, which must not look like the caller's.
        self._stop = stop
        self._over = threading.Event()
        self._visitor = Visitor(options.policy, pause=options.pause, stop=stop)

    def events(self) -> Iterator[_Arrived | _Ended]:
        """Yield what has come, until all threads are done or all is called off."""
        for number in range(self._threads):
            threading.Thread(target=self._run, daemon=True, name=f"fetch {number}").start()
        working = self._threads
        while working and not self._stop.is_set():
            try:
                event = self._handed.get(timeout=_TICK)
            except queue.Empty:
                continue
            if isinstance(event, _Finished):
                working -= 1
            else:
                yield event

    def close(self) -> None:
        """Let the threads end; one that waits for a server ends when that answers or is late."""
        self._over.set()

    def _run(self) -> None:
        try:
            while not self._is_over():
                for row, known in self._jobs.get_nowait():
                    self._visit(row, known)
        except (queue.Empty, StoppedError):
            pass
        finally:
            self._hand(_Finished())

    def _is_over(self) -> bool:
        return self._stop.is_set() or self._over.is_set()

    def _hand(self, event: _Event) -> None:
        """Hand something over; wait while there is much to read, but not after the end."""
        while not self._is_over():
            try:
                self._handed.put(event, timeout=_TICK)
            except queue.Full:
                continue
            return

    def _visit(self, row: FeedRow, known: Mapping[str, Seen]) -> None:
        """Fetch a feed and what is to be fetched for its entries."""
        try:
            fetched = self._fetch(row, known)
            if fetched.status == 304:
                self._hand(_Ended(row, fetched=fetched))
                return
            feed = feed_format.parse(
                fetched.data, row.url, url=fetched.final_url, content_type=fetched.content_type
            )
        except StoppedError:
            raise
        except InputError as error:
            self._hand(_Ended(row, problem=error))
            return
        # One feed that this program cannot cope with must not keep others out.
        except Exception as error:
            self._hand(_Ended(row, problem=InputError(_failing(error))))
            return
        # Feeds begin with the newest; arriving oldest first keeps the order within a day.
        for entry in reversed(feed.entries):
            if self._is_over():
                return
            if self._is_wanted(row, entry, known.get(entry.guid)):
                self._hand(self._arrived(row, feed, entry, fetched))
        self._hand(_Ended(row, feed, fetched))

    def _fetch(self, row: FeedRow, known: Mapping[str, Seen]) -> Fetched:
        if not is_url(row.url):
            return _read_file(row)
        if self._is_whole(row) and any(map(_may_be_whole, known.values())):
            return self._visitor.feed(row.url)
        return self._visitor.feed(row.url, etag=row.etag, last_modified=row.last_modified)

    def _is_whole(self, row: FeedRow) -> bool:
        return self._options.whole or row.whole

    def _is_wanted(self, row: FeedRow, entry: FeedEntry, known: Seen | None) -> bool:
        if known is None or known.digest != entry.digest:
            return True
        return self._is_whole(row) and entry.link is not None and _may_be_whole(known)

    def _arrived(self, row: FeedRow, feed: Feed, entry: FeedEntry, fetched: Fetched) -> _Arrived:
        arrived = _Arrived(row, feed, entry, fetched)
        if not (entry.excerpt and entry.link and self._is_whole(row)):
            return arrived
        try:
            return replace(arrived, page=self._visitor.page(entry.link))
        except StoppedError:
            raise
        except FetchError as error:
            return replace(arrived, problem=error)


def _may_be_whole(known: Seen) -> bool:
    return known.is_excerpt and known.tries < MAX_TRIES


def _read_file(row: FeedRow) -> Fetched:
    """Read a feed that lies in a file; one that has not changed is like a 304.

    Raises:
        InputError: It cannot be read.
    """
    from pathlib import Path
    from time import gmtime, strftime

    from corpus.ingest.decode import read_bytes

    data = read_bytes(Path(row.url))
    now = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())
    fetched = Fetched(row.url, row.url, now, 200, (), data)
    headers = (("ETag", fetched.sha256),)
    if row.etag == fetched.sha256:
        return replace(fetched, status=304, headers=headers, data=b"")
    return replace(fetched, headers=headers)


# Into the library


class _Refresh:
    """One refresh: what arrives is read, stored and counted."""

    def __init__(
        self,
        library: Library,
        options: RefreshOptions,
        told: Callable[[Outcome], None] | None,
        ended: Callable[[FeedReport], None] | None,
        stop: threading.Event,
    ) -> None:
        self._library = library
        self._reader: ArticleReader | None = None
        self._options = options
        self._told = told
        self._ended = ended
        self._stop = stop
        self._report = RefreshReport()
        self._known: dict[int, dict[str, Seen]] = {}
        self._added: dict[int, int] = {}
        self._left: set[int] = set()
        """The feeds of which an entry is to be asked for again."""
        self._folders: list[FeedRow] = []
        self._act = Act(library)

    def run(self, rows: Sequence[FeedRow]) -> RefreshReport:
        """Look at some feeds."""
        fetching = _Fetching(self._jobs(rows), self._options, self._stop)
        try:
            with self._act.recorded():
                for event in fetching.events():
                    if isinstance(event, _Arrived):
                        self._take(event)
                    else:
                        self._end(event)
                self._act.is_stopped = self._stop.is_set()
        finally:
            fetching.close()
        for row in self._folders:
            self._look_into(row)
        return self._report

    def _look_into(self, row: FeedRow) -> None:
        """Take in what is new in a folder."""
        from corpus.library.folders import look_into

        for outcome in look_into(self._library, row, self._known[row.number], self._stop.is_set):
            self._count(row, outcome)
            self._report.rejected += outcome.status == "rejected"
            if self._told is not None:
                self._told(outcome)
        if not self._stop.is_set():
            mark_read(self._library, row)
            self._finish(FeedReport(row, self._added.get(row.number, 0)))

    def _jobs(self, rows: Sequence[FeedRow]) -> list[list[tuple[FeedRow, Mapping[str, Seen]]]]:
        """Return the feeds to look at, those of a host together, with what is known of each."""
        from urllib.parse import urlsplit

        now = self._library._now()
        hosts: dict[str, list[tuple[FeedRow, Mapping[str, Seen]]]] = {}
        for row in rows:
            if row.wait_until > now:
                reason = told(
                    "its server asked to be left alone until {moment}",
                    moment=row.wait_until,
                )
                self._finish(FeedReport(row, skipped=reason))
                continue
            self._known[row.number] = seen(self._library, row)
            if is_folder(row):
                self._folders.append(row)
                continue
            host = urlsplit(row.url).netloc if is_url(row.url) else ""
            hosts.setdefault(host, []).append((row, self._known[row.number]))
        return list(hosts.values())

    def _take(self, arrived: _Arrived) -> None:
        """Store one entry and count it as seen, both or neither."""
        entry, row = arrived.entry, arrived.row
        before = self._known[row.number].get(entry.guid)
        reader = self._reader_here()
        try:
            article, fetched, problem, tries = _read(arrived, before.tries if before else 0)
            made = _entry_of(self._library, reader, article)
        except BriefError:
            raise
        # Nor must one entry.
        except Exception as error:
            self._refuse(arrived, _failing(error))
            return
        if problem and tries < MAX_TRIES:
            self._left.add(row.number)
        now = self._library._now()
        was = before.article if before else None
        if was != article.id:
            self._act.begin()
        with self._library._writing("take in an entry of a feed") as db:
            outcome = _write(db, self._library, made, article, self._act)
            insert_fetch(db, fetched, article.id, article.charset)
            known = Seen(entry.digest, article.id, tries, article.excerpt)
            see(db, row, entry.guid, known, now=now, problem=problem)
            if not article.excerpt:
                _make_whole(db, article.id)
            if was != article.id:
                reasons = (outcome.reason, "an excerpt" if article.excerpt else "", problem)
                outcome = replace(outcome, reason="; ".join(filter(None, reasons)) or None)
                gone = was is not None and _drop_excerpt(db, was)
                self._act.add_input(db, row.url)
                self._act.note(db, outcome, status="replaced" if gone else None)
        self._count(row, outcome)
        if self._told is not None and was != article.id:
            self._told(outcome)

    def _refuse(self, arrived: _Arrived, reason: str) -> None:
        """Count an entry as seen that no article can be made of, and say so."""
        from corpus.ingest.pipeline import Outcome, Rejection

        entry, row = arrived.entry, arrived.row
        outcome = Outcome.rejected(Rejection(shown_url(entry.link or row.url), reason))
        self._act.begin()
        with self._library._writing("keep what was seen of a feed") as db:
            known = Seen(entry.digest, None, MAX_TRIES, False)
            see(db, row, entry.guid, known, now=self._library._now(), problem=reason)
            self._act.add_input(db, row.url)
            self._act.note(db, outcome)
        self._report.rejected += 1
        if self._told is not None:
            self._told(outcome)

    def _reader_here(self) -> ArticleReader:
        """Load the knowledge base once something is new, which it mostly is not."""
        from corpus.library.reindex import article_reader

        if self._reader is None:
            self._reader = article_reader(self._library)
        return self._reader

    def _count(self, row: FeedRow, outcome: Outcome) -> None:
        if outcome.status in ("added", "similar"):
            self._report.added += 1
            self._added[row.number] = self._added.get(row.number, 0) + 1

    def _end(self, ended: _Ended) -> None:
        row = ended.row
        added = self._added.get(row.number, 0)
        if ended.problem is not None:
            wait = getattr(ended.problem, "retry_after", None)
            mark_failed(self._library, row, ended.problem.message, retry_after=wait)
            self._finish(FeedReport(row, added, problem=ended.problem.told))
            return
        fetched, feed = ended.fetched, ended.feed
        assert fetched is not None
        if feed is None:
            mark_read(self._library, row, etag=row.etag, last_modified=row.last_modified)
            self._finish(FeedReport(row, unchanged=True))
            return
        # A feed with pages still to be had is sent again in full.
        is_done = row.number not in self._left
        mark_read(
            self._library,
            row,
            title=feed.title,
            site=feed.site,
            etag=fetched.etag if is_done else None,
            last_modified=fetched.last_modified if is_done else None,
            asked_minutes=feed.minutes,
            problem=feed.problems[0] if len(feed.problems) == 1 else "; ".join(feed.problems),
        )
        if fetched.moved_to is not None:
            move_feed(self._library, row, fetched.moved_to)
        self._finish(FeedReport(row, added))

    def _finish(self, report: FeedReport) -> None:
        self._report.feeds.append(report)
        if self._ended is not None:
            self._ended(report)


def _read(arrived: _Arrived, tries: int) -> tuple[Article, Fetched, str, int]:
    """Return the best that can be had of an entry, and why it is not better.

    Returns:
        The article of its page, or else what the feed gives; what it was read from; why there is no
        page, empty where there is or none was wanted; how often there was none by now.
    """
    excerpt = feed_format.article_of(arrived.entry, arrived.feed, arrived.row.url)
    given = of_entry(arrived.fetched, arrived.entry)
    if arrived.problem is not None:
        tries = MAX_TRIES if _is_lasting(arrived.problem) else tries + 1
        return excerpt, given, arrived.problem.message, tries
    if arrived.page is None:
        return excerpt, given, "", tries
    try:
        return _article_of_page(arrived.page, excerpt), arrived.page, "", 0
    except InputError as error:
        return excerpt, given, error.message, MAX_TRIES


def _failing(error: Exception) -> str:
    """Return a line on an error that no input should be able to cause."""
    if isinstance(error, UnicodeEncodeError):
        return told("its text holds half a character (a lone surrogate)")
    return told("idlib-brief fails on it: {error}", error=f"{error!r}"[:275])


def _is_lasting(error: FetchError) -> bool:
    """Tell whether asking again would fail alike: gone, forbidden, or no address at all."""
    return 400 <= error.status < 500 and error.status not in (408, 425, 429)
