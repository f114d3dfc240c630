"""Imports: an act that can be looked at beforehand, stopped, read about and taken back.

Articles are written a few at a time, each few in one transaction with what the report says of
them. So whatever ends an import, the library holds exactly what its report says, and the same
import done again adds what is missing.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import cast

from corpus.article import Article
from corpus.errors import BriefError, InputError, LibraryError
from corpus.ingest.pipeline import Outcome, Rejection, iter_inputs
from corpus.library.reading import InputReader, Options, input_reader
from corpus.library.records import Entry, Inserted, insert_new
from corpus.library.similar import neighbours, outline_all
from corpus.library.store import Library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from corpus.ingest.web import Fetched, Policy
    from corpus.library.import_reports import ImportState
    from corpus.library.reading import Piece
    from corpus.library.similar import Neighbour

_FEW = 16
"""Articles in one transaction."""
_FEW_CHARACTERS = 2_000_000
_MOST_SECONDS = 0.5
"""How long an article that was read waits to be written."""
_FEW_FILES = 64
"""An import of fewer files is done before further processes would be ready."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is taken in, and how."""

    inputs: tuple[str, ...]
    """Files, folders and addresses."""
    options: Options = field(default_factory=Options)
    policy: Policy | None = None
    """How addresses are asked; None asks as `Policy` does by itself."""


def planned(inputs: Iterable[str]) -> int:
    """Return how many files and addresses some inputs stand for, before any of them is read."""
    return sum(1 for _ in _each(inputs))


def worker_count(files: int) -> int:
    """Return how many further processes are worth their start for so many files."""
    return min(2, os.cpu_count() or 1) if files >= _FEW_FILES else 0


class Import:
    """An import under way.

    Args:
        library: Where to.
        source: What is taken in.
        workers: How many further processes read; 0 reads in this one.
        tell: Called with how many files and addresses are done, after each few.

    Attributes:
        id: Its number in the library, None before it has begun.
    """

    def __init__(
        self,
        library: Library,
        source: Source,
        *,
        workers: int = 0,
        tell: Callable[[int], None] | None = None,
    ) -> None:
        self.id: int | None = None
        self._library = library
        self._source = source
        self._workers = workers
        self._tell = tell
        self._items = 0
        self._done = 0
        self._reader: InputReader | None = None
        self._fetched: dict[str, tuple[Fetched, str]] = {}

    def run(self) -> Generator[Outcome]:
        """Take everything in and yield what became of each input, in order, once it is kept.

        An input that cannot be taken in never keeps others out. Closing the iterator early stops
        the import; what was yielded stays.

        Raises:
            KnowledgeError: The knowledge base or the corrections cannot be read.
            LibraryError: The library cannot be written; what was yielded stays.
        """
        with self.recorded():
            yield from self.take(_each(self._source.inputs))

    def take(self, inputs: Iterable[Path | str | Rejection]) -> Iterator[Outcome]:
        """Take further inputs in; inside of `recorded` only."""
        if not self._workers:
            yield from self._written(self._read_here(inputs))
            return
        from corpus.library.workers import Workers

        with Workers(self._workers, self._library.path, self._source.options) as workers:
            # What they cannot read for cannot be read for here either, and here it can be told.
            self._reader_here()
            for are_files, some in groupby(inputs, key=lambda one: not isinstance(one, str)):
                if are_files:
                    read = workers.read(cast("Iterator[Path | Rejection]", some))
                else:
                    read = self._read_here(some)
                yield from self._written(read)

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Keep that the import began, and how it ended, around some `take`."""
        outline_all(self._library)
        with self._library._writing("begin an import") as db:
            self.id = db.execute(
                "INSERT INTO import (began, state, inputs) VALUES (?, 'running', ?)",
                (self._library._now(), json.dumps(self._source.inputs, ensure_ascii=False)),
            ).lastrowid
        try:
            yield
        except BaseException as error:
            with suppress(LibraryError):
                self._end(*_ending(error))
            raise
        self._end("done", "")

    def _end(self, state: ImportState, reason: str) -> None:
        with self._library._writing("end an import") as db:
            db.execute(
                "UPDATE import SET ended = ?, state = ?, reason = ? WHERE id = ?",
                (self._library._now(), state, reason, self.id),
            )

    # --- reading in this process --------------------------------------------------------

    def _reader_here(self) -> InputReader:
        if self._reader is None:
            self._reader = input_reader(self._library, self._source.options)
        return self._reader

    def _read_here(self, inputs: Iterable[Path | str | Rejection]) -> Iterator[Piece | None]:
        reader = self._reader_here()
        for one in inputs:
            if isinstance(one, Rejection):
                yield one
            elif isinstance(one, Path):
                yield from reader.file(one)
            else:
                yield from self._read_address(reader, one)
            yield None

    def _read_address(self, reader: InputReader, address: str) -> Iterator[Piece]:
        from corpus.ingest.web import Policy, fetch, shown_url
        from corpus.library.fetched import articles_in

        try:
            fetched = fetch(address, self._source.policy or Policy())
        except InputError as error:
            yield Rejection(shown_url(address), error.message, error.hint)
            return
        found = articles_in(fetched, published=self._source.options.published)
        for piece in reader.pieces(address, found):
            if not isinstance(piece, Rejection):
                article = piece.article if isinstance(piece, Entry) else piece
                self._fetched[article.id] = (fetched, article.charset)
            yield piece

    # --- writing ------------------------------------------------------------------------

    def _written(self, pieces: Iterable[Piece | None]) -> Iterator[Outcome]:
        few: list[Piece] = []
        size = 0
        since = time.monotonic()
        for piece in pieces:
            if piece is None:
                self._done += 1
            else:
                few.append(piece)
                size += len(piece.article.text) if isinstance(piece, Entry) else 0
            is_long = time.monotonic() - since > _MOST_SECONDS
            if len(few) >= _FEW or size >= _FEW_CHARACTERS or (few and is_long):
                yield from self._write(few)
                few, size, since = [], 0, time.monotonic()
                self._told()
        yield from self._write(few)
        self._told()

    def _told(self) -> None:
        if self._tell is not None:
            self._tell(self._done)

    def _write(self, pieces: Sequence[Piece]) -> list[Outcome]:
        if not pieces:
            return []
        library, items = self._library, self._items
        outcomes = []
        unchanged = 0
        with library._writing("add articles") as db:
            for piece in pieces:
                outcome = self._one(db, piece)
                outcomes.append(outcome)
                self._keep_fetched(db, outcome)
                if _is_unchanged(db, outcome):
                    unchanged += 1
                    continue
                db.execute(
                    "INSERT INTO import_item VALUES (?, ?, ?, ?, ?, ?)",
                    (self.id, items, outcome.input, outcome.status, outcome.id, outcome.reason),
                )
                items += 1
            if unchanged:
                db.execute(
                    "UPDATE import SET unchanged = unchanged + ? WHERE id = ?", (unchanged, self.id)
                )
        self._items = items
        return outcomes

    def _one(self, db: sqlite3.Connection, piece: Piece) -> Outcome:
        if isinstance(piece, Rejection):
            return Outcome.rejected(piece)
        if isinstance(piece, Entry):
            try:
                new = self._insert(db, piece)
            except sqlite3.IntegrityError as error:
                what = f"what was found in it contradicts itself ({error})"
                return Outcome.rejected(Rejection(piece.article.origin, what))
            if new is not None:
                return _new(piece.article, new.similar)
            piece = piece.article
        return _duplicate(db, piece, self.id)

    def _insert(self, db: sqlite3.Connection, entry: Entry) -> Inserted | None:
        """Write an article whole or, should that fail, leave the others as they are."""
        numbers = self._library._numbers
        db.execute("SAVEPOINT article")
        try:
            return insert_new(db, entry, numbers, self._library._now())
        except sqlite3.IntegrityError:
            numbers.forget()
            db.execute("ROLLBACK TO article")
            raise
        finally:
            if db.in_transaction:
                db.execute("RELEASE article")

    def _keep_fetched(self, db: sqlite3.Connection, outcome: Outcome) -> None:
        """Keep the bytes behind an article that came from an address."""
        if outcome.id is None or outcome.id not in self._fetched:
            return
        from corpus.library.fetched import insert_fetch

        fetched, charset = self._fetched.pop(outcome.id)
        insert_fetch(db, fetched, outcome.id, charset)


def dry_run(library: Library, source: Source) -> Generator[Outcome]:
    """Yield what would become of each input, and change nothing in the library."""
    from tempfile import TemporaryDirectory

    without = replace(source, options=replace(source.options, find=False))
    with TemporaryDirectory() as folder, Library(Path(folder) / "dry-run.sqlite") as beside:
        act = Import(beside, without)
        act._reader = InputReader(library, None, without.options)
        with act.recorded():
            for piece in act._read_here(_each(source.inputs)):
                if piece is None:
                    continue
                if isinstance(piece, Article):
                    yield Outcome.of(piece, "duplicate", _same_as(piece.id))
                    continue
                near: tuple[Neighbour, ...] = ()
                if isinstance(piece, Entry):
                    near = neighbours(library._db, piece.article, piece.outline)
                (outcome,) = act._write([piece])
                if near and outcome.status in ("added", "similar") and isinstance(piece, Entry):
                    outcome = _new(piece.article, near)
                yield outcome


def _ending(error: BaseException) -> tuple[ImportState, str]:
    if isinstance(error, KeyboardInterrupt | GeneratorExit):
        return "stopped", ""
    return "failed", str(error) if isinstance(error, BriefError) else repr(error)


def _each(inputs: Iterable[str]) -> Iterator[Path | str | Rejection]:
    """Yield the files and addresses that inputs stand for."""
    from corpus.ingest.web import is_url

    for one in inputs:
        if is_url(one):
            yield one
        else:
            yield from iter_inputs([one])


def _new(article: Article, near: Sequence[Neighbour]) -> Outcome:
    if not near:
        return Outcome.of(article, "added")
    closest = near[0]
    if closest.kind == "version":
        return Outcome.of(article, "similar", f"another version of {closest.id}")
    told = "the same text as" if closest.kind == "same text" else "shares passages with"
    return Outcome.of(article, "similar", f"{told} {closest.id} ({closest.containment:.0%})")


def _same_as(id_: str) -> str:
    return f"the same content is in the library as {id_}"


def _duplicate(db: sqlite3.Connection, article: Article, import_id: int | None) -> Outcome:
    """Return that an article's content is there, and keep where else it stood."""
    seq, source, url = db.execute(
        "SELECT seq, source, url FROM article WHERE content_hash = ?", (article.content_hash,)
    ).fetchone()
    told = _same_as(article.id)
    elsewhere = (article.source or source) != source or (article.url or url) != url
    if elsewhere:
        known = article.published
        db.execute(
            "INSERT OR IGNORE INTO copy VALUES (?, ?, ?, ?, ?, ?)",
            (seq, article.origin, article.source, article.url, known.day if known else None,
             import_id),
        )  # fmt: skip
        told += f" from {source or url or 'elsewhere'}; this place is kept with it"
    return Outcome.of(article, "duplicate", told)


def _is_unchanged(db: sqlite3.Connection, outcome: Outcome) -> bool:
    """Tell whether an input is one that was taken in from the same place before."""
    if outcome.status != "duplicate":
        return False
    row = db.execute("SELECT origin FROM article WHERE id = ?", (outcome.id,)).fetchone()
    return bool(row and row[0] == outcome.input)
