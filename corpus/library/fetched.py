"""What a server sent for an article: its bytes, headers, final address and time."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.errors import InputError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from corpus.article import Article
    from corpus.ingest.feed import Entry
    from corpus.ingest.pipeline import Rejection
    from corpus.ingest.web import Fetched
    from corpus.library.store import Library


def keep(library: Library, fetched: Fetched, article_id: str, *, charset: str = "utf-8") -> None:
    """Keep what was fetched beside the article that was made of it, once an address.

    Args:
        library: Where the article is.
        fetched: What the server sent.
        article_id: The article; nothing happens if there is none.
        charset: The Python codec that read the bytes.

    Raises:
        LibraryError: The library cannot be written.
    """
    with library._writing("keep a page's bytes") as db:
        insert_fetch(db, fetched, article_id, charset)


def insert_fetch(db: sqlite3.Connection, fetched: Fetched, article_id: str, charset: str) -> None:
    """Do what `keep` does, inside of a transaction."""
    cursor = db.execute(
        "INSERT INTO fetch (article, url, final_url, fetched_at, status, content_type,"
        " charset, headers, sha256, size)"
        " SELECT seq, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM article a WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM fetch f WHERE f.article = a.seq AND f.url = ?)",
        (
            *(fetched.url, fetched.final_url, fetched.fetched_at, fetched.status),
            *(fetched.content_type, charset, json.dumps(fetched.headers)),
            *(fetched.sha256, len(fetched.data), article_id, fetched.url),
        ),
    )
    known = db.execute("SELECT 1 FROM fetch_body WHERE sha256 = ?", (fetched.sha256,))
    if cursor.rowcount == 1 and known.fetchone() is None:
        body = zlib.compress(fetched.data, 6)
        db.execute("INSERT INTO fetch_body VALUES (?, ?)", (fetched.sha256, body))


def fetched_for(library: Library, article_id: str) -> tuple[Fetched, ...]:
    """Return what was fetched for an article, the oldest first; nothing for a file's."""
    from corpus.ingest.web import Fetched

    rows = library._rows(
        "SELECT f.url, f.final_url, f.fetched_at, f.status, f.headers, b.body FROM fetch f"
        " JOIN article a ON a.seq = f.article JOIN fetch_body b ON b.sha256 = f.sha256"
        " WHERE a.id = ? ORDER BY f.seq",
        (article_id,),
    )
    return tuple(
        Fetched(url, final_url, at, status, _headers(headers), zlib.decompress(body))
        for url, final_url, at, status, headers, body in rows
    )


def _headers(stored: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in json.loads(stored))


def added_at(library: Library, article_id: str) -> str | None:
    """Return when an article came in, UTC, ISO 8601 to the second; None if there is none."""
    rows = library._rows("SELECT added FROM article WHERE id = ?", (article_id,))
    return rows[0][0] if rows else None


def versions(library: Library, url: str) -> tuple[str, ...]:
    """Return the articles that came from one address, before or after redirects, oldest first."""
    return library._ids(
        "SELECT a.id FROM article a WHERE a.seq IN"
        " (SELECT article FROM fetch WHERE url = ?1 UNION"
        " SELECT article FROM fetch WHERE final_url = ?1) ORDER BY a.seq",
        (url,),
    )


def articles_in(fetched: Fetched, *, published: str | None = None) -> Iterator[Article | Rejection]:
    """Yield the articles of what was fetched: one of a page, one an entry of a feed.

    Args:
        fetched: What the server sent.
        published: The ISO day of publication of articles that state none.
    """
    from corpus.ingest.feed import article_of, is_feed, parse
    from corpus.ingest.pipeline import Rejection, articles_from
    from corpus.ingest.web import shown_url

    url = fetched.final_url
    if not is_feed(fetched.data):
        yield from articles_from(
            fetched.data, url, url=url, content_type=fetched.content_type, published=published
        )
        return
    try:
        feed = parse(fetched.data, url, url=url, content_type=fetched.content_type)
    except InputError as error:
        yield Rejection(shown_url(url), error.message, error.hint)
        return
    for entry in reversed(feed.entries):
        yield article_of(entry, feed, url)


def of_entry(fetched: Fetched, entry: Entry) -> Fetched:
    """Return what is kept of a feed that is looked at again and again: one entry's own markup."""
    others = [(name, value) for name, value in fetched.headers if name.lower() != "content-type"]
    return replace(
        fetched,
        final_url=entry.link or fetched.final_url,
        headers=(*others, ("Content-Type", "text/html; charset=utf-8")),
        data=entry.markup.encode("utf-8", "replace"),
    )
