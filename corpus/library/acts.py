"""What an import keeps of itself while it goes on, so that it can be read about and taken back.

An act may be of files and addresses that somebody named, or of what feeds had to give.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress

from corpus.errors import BriefError, LibraryError
from corpus.ingest.pipeline import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from corpus.article import Article
    from corpus.library.import_reports import ImportState, ItemStatus
    from corpus.library.similar import Neighbour
    from corpus.library.store import Library

_NO_IMPORT = 0
"""Stands for no import where the library wants the number of one."""


class Act:
    """The record of one import.

    Args:
        library: Where it is kept.
        inputs: What is taken in.

    Attributes:
        id: Its number in the library, None before it has begun.
        is_stopped: Set by whoever ends it early without an error.
    """

    def __init__(self, library: Library, inputs: Sequence[str] = ()) -> None:
        self.id: int | None = None
        self.is_stopped = False
        self._library = library
        self._inputs = tuple(inputs)

    def begin(self) -> None:
        """Keep that the import has begun; nothing happens if that is kept.

        Raises:
            LibraryError: The library cannot be written.
        """
        if self.id is not None:
            return
        with self._library._writing("begin an import") as db:
            self.id = db.execute(
                "INSERT INTO import (began, state, inputs) VALUES (?, 'running', ?)",
                (self._library._now(), _written(self._inputs)),
            ).lastrowid

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Keep how the import ends, whatever ends it; nothing if it never begins.

        Raises:
            LibraryError: The library cannot be written.
        """
        try:
            yield
        except BaseException as error:
            with suppress(LibraryError):
                self._end(*_ending(error))
            raise
        self._end("stopped" if self.is_stopped else "done", "")

    def _end(self, state: ImportState, reason: str) -> None:
        if self.id is None:
            return
        with self._library._writing("end an import") as db:
            db.execute(
                "UPDATE import SET ended = ?, state = ?, reason = ? WHERE id = ?",
                (self._library._now(), state, reason, self.id),
            )

    def add_input(self, db: sqlite3.Connection, name: str) -> None:
        """Keep that something more was taken in, inside of a transaction; once is enough."""
        db.execute(
            "UPDATE import SET inputs = json_insert(inputs, '$[#]', ?1) WHERE id = ?2"
            " AND NOT EXISTS (SELECT 1 FROM json_each(inputs) WHERE value = ?1)",
            (name, self.id),
        )

    def note(
        self, db: sqlite3.Connection, outcome: Outcome, *, status: ItemStatus | None = None
    ) -> None:
        """Keep what became of one input, inside of the transaction that makes it so.

        Args:
            db: The library, in a transaction; the act has begun.
            outcome: What became of it.
            status: What the report says instead of the outcome's own status.
        """
        db.execute(
            "INSERT INTO import_item SELECT ?1, coalesce(max(n) + 1, 0), ?2, ?3, ?4, ?5"
            " FROM import_item WHERE import = ?1",
            (self.id, outcome.input, status or outcome.status, outcome.id, outcome.reason),
        )

    def count_unchanged(self, db: sqlite3.Connection, inputs: int) -> None:
        """Count inputs that were taken in before from where they are, inside of a transaction."""
        db.execute("UPDATE import SET unchanged = unchanged + ? WHERE id = ?", (inputs, self.id))


def new_outcome(article: Article, near: Sequence[Neighbour]) -> Outcome:
    """Return that an article came in, and what it is closest to of what was there."""
    if not near:
        return Outcome.of(article, "added")
    closest = near[0]
    if closest.kind == "version":
        return Outcome.of(article, "similar", f"another version of {closest.id}")
    told = "the same text as" if closest.kind == "same text" else "shares passages with"
    return Outcome.of(article, "similar", f"{told} {closest.id} ({closest.containment:.0%})")


def same_as(id_: str) -> str:
    """Say that the content of an input is in the library."""
    return f"the same content is in the library as {id_}"


def keep_copy(db: sqlite3.Connection, article: Article, import_id: int | None) -> Outcome:
    """Return that an article's content is there, and keep where else it stood.

    Args:
        db: The library, in a transaction.
        article: The article; its content is in the library.
        import_id: The act it came with, if it is part of one.
    """
    seq, source, url = db.execute(
        "SELECT seq, source, url FROM article WHERE content_hash = ?", (article.content_hash,)
    ).fetchone()
    told = same_as(article.id)
    elsewhere = (article.source or source) != source or (article.url or url) != url
    if elsewhere:
        known = article.published
        db.execute(
            "INSERT OR IGNORE INTO copy VALUES (?, ?, ?, ?, ?, ?)",
            (seq, article.origin, article.source, article.url, known.day if known else None,
             import_id or _NO_IMPORT),
        )  # fmt: skip
        told += f" from {source or url or 'elsewhere'}; this place is kept with it"
    return Outcome.of(article, "duplicate", told)


def _written(inputs: Sequence[str]) -> str:
    return json.dumps(inputs, ensure_ascii=False)


def _ending(error: BaseException) -> tuple[ImportState, str]:
    if isinstance(error, KeyboardInterrupt | GeneratorExit):
        return "stopped", ""
    return "failed", str(error) if isinstance(error, BriefError) else repr(error)
