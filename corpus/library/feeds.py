"""The feeds a library follows, and what has been seen of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import NotFoundError, UsageError
from corpus.told import told

if TYPE_CHECKING:
    import sqlite3
    from typing import Any

    from corpus.library.store import Library

USUAL_MINUTES = 30
"""How long a feed is left alone between two looks, where nobody says otherwise."""
FOLDER_MINUTES = 1
"""The same for a folder, which is no burden to anybody."""
LONGEST_MINUTES = 24 * 60
"""A feed is looked at once a day at least, whatever it asks for and however often it failed."""
MAX_TRIES = 3
"""How often a page that could not be had is asked for again."""

_COLUMNS = (
    "seq, url, title, folder, site, whole, minutes, added, checked, due, wait_until, failures,"
    " problem, etag, last_modified"
)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One feed of a library."""

    number: int
    url: str
    """Its address, or the absolute path of a file or folder."""
    title: str
    folder: str
    """Where it lies in a list, the parts with slashes between; empty for no folder."""
    site: str | None
    whole: bool
    """Whether the pages of its entries are fetched where it gives only excerpts."""
    minutes: int
    """How long it is left alone between two looks."""
    added: str
    checked: str | None
    """When it was last looked at; times are UTC, ISO 8601 to the second."""
    due: str
    """When it is to be looked at next; empty for at once."""
    wait_until: str
    """Until when its server asked to be left alone; empty for never."""
    failures: int
    """How many looks in a row have failed."""
    problem: str
    """What was wrong at the last look; empty for nothing."""
    etag: str | None
    last_modified: str | None

    @property
    def label(self) -> str:
        """What to call it: its title, or else its address."""
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of one entry of a feed."""

    digest: str
    """Stands for what it said; empty where it is to be read again."""
    article: str | None
    """The article that was made of it."""
    tries: int
    """How often its page could not be had."""
    is_excerpt: bool
    """Whether the library still holds only an excerpt."""


def feeds(library: Library) -> tuple[FeedRow, ...]:
    """Return the feeds of a library in the order of their folders, then as they were added."""
    return _feeds(library, "ORDER BY folder, seq")


def due(library: Library) -> tuple[FeedRow, ...]:
    """Return the feeds that are to be looked at now, the longest due first."""
    now = library._now()
    return _feeds(library, "WHERE due <= ? AND wait_until <= ? ORDER BY due, seq", now, now)


def next_due(library: Library) -> str | None:
    """Return the moment at which the next feed is due, empty for at once; None without feeds."""
    moment: str | None = library._rows("SELECT min(max(due, wait_until)) FROM feed")[0][0]
    return moment


def find(library: Library, name: str) -> FeedRow:
    """Return the feed of an address, a number, a path or a title.

    Raises:
        NotFoundError: There is none, or more than one.
    """
    wanted = name.strip()
    for which in ("url = ?", "CAST(seq AS TEXT) = ?", "title = ? COLLATE NOCASE"):
        found = _feeds(library, f"WHERE {which}", wanted)
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFoundError(
                told("{n} feeds are called {wanted!r}", n=len(found), wanted=wanted), _LIST
            )
    address = _path(wanted)
    if address is not None and (found := _feeds(library, "WHERE url = ?", address)):
        return found[0]
    raise NotFoundError(told("There is no feed {wanted!r}", wanted=wanted), _LIST)


def add_feed(
    library: Library,
    url: str,
    *,
    title: str = "",
    folder: str = "",
    site: str | None = None,
    whole: bool = False,
    minutes: int | None = None,
) -> bool:
    """Follow a feed or a folder from now on.

    Args:
        library: Where its articles will go.
        url: An http or https address, or the path of a file or folder.
        title: What to call it until it says so itself.
        folder: Where it lies in the list.
        site: The pages it belongs to.
        whole: Whether to fetch the pages of its excerpts.
        minutes: How long it is left alone between two looks; ``None`` for what is usual.

    Returns:
        False when it is followed already; nothing is changed then.

    Raises:
        FetchError: The address is none of the web.
        UsageError: ``minutes`` is out of range.
        LibraryError: The library cannot be written.
    """
    address = address_of(url)
    if minutes is None:
        minutes = FOLDER_MINUTES if Path(address).is_dir() else USUAL_MINUTES
    _require_minutes(minutes)
    with library._writing("add a feed", durable=True) as db:
        cursor = db.execute(
            "INSERT INTO feed (url, title, folder, site, whole, minutes, added)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING",
            (address, title, folder, site, whole, minutes, library._now()),
        )
        return cursor.rowcount == 1


def _require_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise UsageError(
            told("A feed cannot be looked at every {minutes} minutes", minutes=minutes),
            told("Choose from 1 to {most}", most=LONGEST_MINUTES),
        )


def address_of(url: str) -> str:
    """Return how an address is written in the list: as it is sent, or as an absolute path.

    Raises:
        FetchError: It is neither an address of the web nor the path of a file or folder.
    """
    from corpus.ingest.web import checked_url, is_url

    if not is_url(url) and (path := _path(url)) is not None:
        return path
    return checked_url(url)


def _path(name: str) -> str | None:
    try:
        path = Path(name).expanduser()
        return str(path.resolve()) if path.is_file() or path.is_dir() else None
    except (OSError, ValueError, RuntimeError):
        return None


def remove_feed(library: Library, feed: FeedRow) -> None:
    """Follow a feed no more; its articles stay.

    Raises:
        LibraryError: The library cannot be written.
    """
    with library._writing("remove a feed", durable=True) as db:
        db.execute("DELETE FROM feed WHERE seq = ?", (feed.number,))


def change_feed(
    library: Library, feed: FeedRow, *, whole: bool | None = None, minutes: int | None = None
) -> None:
    """Change how a feed is followed; what is ``None`` stays.

    Raises:
        UsageError: ``minutes`` is out of range.
        LibraryError: The library cannot be written.
    """
    if minutes is not None:
        _require_minutes(minutes)
    with library._writing("change a feed", durable=True) as db:
        db.execute(
            "UPDATE feed SET whole = coalesce(?, whole), minutes = coalesce(?, minutes)"
            " WHERE seq = ?",
            (whole, minutes, feed.number),
        )


def article_counts(library: Library) -> dict[int, int]:
    """Return how many articles of each feed are in the library, by its number."""
    return dict(
        library._rows(
            "SELECT e.feed, count(*) FROM feed_entry e JOIN article a ON a.id = e.article"
            " GROUP BY e.feed"
        )
    )


# What a refresh knows and leaves behind


def seen(library: Library, feed: FeedRow) -> dict[str, Seen]:
    """Return what is known of a feed's entries, by their guids."""
    rows = library._rows(
        "SELECT e.guid, e.digest, e.article, e.tries, coalesce(a.excerpt, 0) FROM feed_entry e"
        " LEFT JOIN article a ON a.id = e.article WHERE e.feed = ?",
        (feed.number,),
    )
    return {
        guid: Seen(digest, article, tries, bool(is_excerpt))
        for guid, digest, article, tries, is_excerpt in rows
    }


def see(
    db: sqlite3.Connection, feed: FeedRow, guid: str, entry: Seen, *, now: str, problem: str = ""
) -> None:
    """Keep what is known of one entry from now on, inside of a transaction."""
    db.execute(
        "INSERT INTO feed_entry (feed, guid, digest, article, tries, problem, seen)"
        " SELECT seq, ?, ?, ?, ?, ?, ? FROM feed WHERE seq = ?"
        " ON CONFLICT (feed, guid) DO UPDATE SET digest = excluded.digest,"
        " article = coalesce(excluded.article, article), tries = excluded.tries,"
        " problem = excluded.problem, seen = excluded.seen",
        (guid, entry.digest, entry.article, entry.tries, problem, now, feed.number),
    )


def mark_read(
    library: Library,
    feed: FeedRow,
    *,
    title: str | None = None,
    site: str | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    asked_minutes: int = 0,
    problem: str = "",
) -> None:
    """Note that a feed was looked at and all of it taken in.

    Args:
        library: Where it is.
        feed: The feed.
        title: What it calls itself, for one that has no name in the list yet.
        site: The pages it belongs to.
        etag: What to send so that an unchanged feed is not sent again.
        last_modified: The same by date.
        asked_minutes: How long the feed itself asks to be left alone.
        problem: What was wrong with it though it could be read.

    Raises:
        LibraryError: The library cannot be written.
    """
    now = library._now()
    minutes = min(max(feed.minutes, asked_minutes), LONGEST_MINUTES)
    with library._writing("note that a feed was read") as db:
        db.execute(
            "UPDATE feed SET title = coalesce(nullif(title, ''), ?), site = coalesce(?, site),"
            " etag = ?, last_modified = ?, checked = ?, due = ?, wait_until = '', failures = 0,"
            " problem = ? WHERE seq = ?",
            (
                *(title or "", site, etag, last_modified, now, later(now, 60 * minutes)),
                *(problem, feed.number),
            ),
        )


def mark_failed(
    library: Library, feed: FeedRow, problem: str, *, retry_after: float | None = None
) -> None:
    """Note that a feed could not be read; each failure in a row doubles the time to the next look.

    Args:
        library: Where it is.
        feed: The feed.
        problem: What is wrong, in a line.
        retry_after: How many seconds its server asks to be left alone.

    Raises:
        LibraryError: The library cannot be written.
    """
    now = library._now()
    minutes = min(feed.minutes * 2 ** min(feed.failures, 10), LONGEST_MINUTES)
    wait_until = later(now, retry_after) if retry_after else ""
    with library._writing("note that a feed failed") as db:
        db.execute(
            "UPDATE feed SET checked = ?, due = ?, wait_until = ?, failures = failures + 1,"
            " problem = ? WHERE seq = ?",
            (now, max(later(now, 60 * minutes), wait_until), wait_until, problem, feed.number),
        )


def move_feed(library: Library, feed: FeedRow, url: str) -> bool:
    """Follow a feed to where it has moved for good; False if that is followed already.

    Raises:
        LibraryError: The library cannot be written.
    """
    with library._writing("change a feed") as db:
        cursor = db.execute("UPDATE OR IGNORE feed SET url = ? WHERE seq = ?", (url, feed.number))
        return cursor.rowcount == 1


def later(moment: str, seconds: float) -> str:
    """Return the moment some seconds after another, both UTC and ISO 8601 to the second."""
    then = datetime.fromisoformat(moment).astimezone(UTC) + timedelta(seconds=seconds)
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


def _feeds(library: Library, which: str, *parameters: Any) -> tuple[FeedRow, ...]:
    rows = library._rows(f"SELECT {_COLUMNS} FROM feed {which}", parameters)  # noqa: S608
    return tuple(
        FeedRow(number, url, title, folder, site, bool(whole), *rest)
        for number, url, title, folder, site, whole, *rest in rows
    )


_LIST = told("See: idlib-brief feeds list")
