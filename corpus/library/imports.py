"""Imports: an act that can be looked at beforehand, stopped, read about and taken back.

Articles are written a few at a time, each few in one transaction with what the report says of
them. So whatever ends an import, the library holds exactly what its report says, and the same
import done again adds what is missing.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import cast

from corpus.article import Article
from corpus.errors import InputError
from corpus.ingest.pipeline import Outcome, Rejection, iter_inputs
from corpus.library.acts import Act, keep_copy, new_outcome, same_as
from corpus.library.reading import InputReader, Options, input_reader
from corpus.library.records import Entry, Inserted, insert_new
from corpus.library.similar import neighbours, outline_all
from corpus.library.store import Library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from corpus.ingest.web import Fetched, Policy
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
    """

    def __init__(
        self,
        library: Library,
        source: Source,
        *,
        workers: int = 0,
        tell: Callable[[int], None] | None = None,
    ) -> None:
        self._library = library
        self._act = Act(library, source.inputs)
        self._source = source
        self._workers = workers
        self._tell = tell
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
        by_kind = groupby(inputs, key=lambda one: not isinstance(one, str))
        if not self._workers:
            for are_files, some in by_kind:
                yield from self._written(self._read_here(some), _FEW if are_files else 1)
            return
        from corpus.library.workers import Workers

        with Workers(self._workers, self._library.path, self._source.options) as workers:
            for are_files, some in by_kind:
                if are_files:
                    read = workers.read(cast("Iterator[Path | Rejection]", some))
                    yield from self._written(read, _FEW)
                else:
                    yield from self._written(self._read_here(some), 1)

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Keep that the import began, and how it ended, around some `take`."""
        outline_all(self._library)
        self._act.begin()
        with self._act.recorded():
            yield

    def stop(self) -> None:
        """Have the report say that the import was stopped before its end."""
        self._act.is_stopped = True

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

    def _written(self, pieces: Iterable[Piece | None], most: int) -> Iterator[Outcome]:
        """Write what comes, so many at once: what a server sent does not wait for others."""
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
            if len(few) >= most or size >= _FEW_CHARACTERS or (few and is_long):
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
        outcomes = []
        unchanged = 0
        with self._library._writing("add articles") as db:
            for piece in pieces:
                outcome = self._one(db, piece)
                outcomes.append(outcome)
                self._keep_fetched(db, outcome)
                if _is_unchanged(db, outcome):
                    unchanged += 1
                    continue
                self._act.note(db, outcome)
            if unchanged:
                self._act.count_unchanged(db, unchanged)
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
                return new_outcome(piece.article, new.similar)
            piece = piece.article
        return keep_copy(db, piece, self._act.id)

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
                    yield Outcome.of(piece, "duplicate", same_as(piece.id))
                    continue
                near: tuple[Neighbour, ...] = ()
                if isinstance(piece, Entry):
                    near = neighbours(library._db, piece.article, piece.outline)
                (outcome,) = act._write([piece])
                if near and outcome.status in ("added", "similar") and isinstance(piece, Entry):
                    outcome = new_outcome(piece.article, near)
                yield outcome


def _each(inputs: Iterable[str]) -> Iterator[Path | str | Rejection]:
    """Yield the files and addresses that inputs stand for."""
    from corpus.ingest.web import is_url

    for one in inputs:
        if is_url(one):
            yield one
        else:
            yield from iter_inputs([one])


def _is_unchanged(db: sqlite3.Connection, outcome: Outcome) -> bool:
    """Tell whether an input is one that was taken in from the same place before."""
    if outcome.status != "duplicate":
        return False
    row = db.execute("SELECT origin FROM article WHERE id = ?", (outcome.id,)).fetchone()
    return bool(row and row[0] == outcome.input)
