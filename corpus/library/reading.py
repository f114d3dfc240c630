"""Inputs to what is written for them: reading, finding what is mentioned, making rows.

No library is written here, so that any number of processes can do it at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.errors import InputError
from corpus.ingest.pipeline import Rejection
from corpus.library.records import Entry, entry_of, found_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TypeAlias

    from corpus.article import Article
    from corpus.library.reindex import ArticleReader
    from corpus.library.store import Library

    Piece: TypeAlias = Entry | Article | Rejection
    """What came of an input: an article to write; one whose content is known, without its text;
    nothing, and why."""


_FEED_SUFFIXES = (".xml", ".rss", ".atom")


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read."""

    published: str | None = None
    """The ISO day of publication of articles that state none."""
    fields: Mapping[str, str] | None = None
    """Which fields of a record are title, text and so on."""
    find: bool = True
    """Whether to find what is mentioned; a dry run does without."""


class InputReader:
    """Reads inputs for a library.

    Args:
        library: What is in it already is read but not searched for mentions.
        reader: What finds the mentions; None finds none.
        options: How inputs are read.
    """

    def __init__(self, library: Library, reader: ArticleReader | None, options: Options) -> None:
        self._library = library
        self._reader = reader
        self._options = options

    def file(self, path: Path) -> Iterator[Piece]:
        """Yield what comes of a file. Whatever is wrong with it is told, never raised."""
        from corpus.ingest.pipeline import articles_from_file

        options = self._options
        found = articles_from_file(path, published=options.published, map=options.fields)
        if path.suffix.lower() in _FEED_SUFFIXES:
            found = _entries(path, found)
        yield from self.pieces(str(path), found)

    def pieces(self, name: str, found: Iterable[Article | Rejection]) -> Iterator[Piece]:
        """Yield what comes of articles.

        Args:
            name: What to call them should they break a rule of the program.
            found: The articles, and what was found in their place.
        """
        try:
            for one in found:
                yield one if isinstance(one, Rejection) else self._piece(one)
        except UnicodeEncodeError:
            yield Rejection(_printable(name), "its text holds half a character (a lone surrogate)")
        except InputError as error:
            yield Rejection(_printable(name), error.message, error.hint)
        # One file that this program cannot cope with must not keep ten thousand others out.
        except Exception as error:
            yield Rejection(_printable(name), f"idlib-brief fails on it: {error!r}"[:300])

    def _piece(self, article: Article) -> Piece:
        _require_whole_characters(article)
        if self._library.has(article.content_hash):
            return replace(article, text="", paragraphs=())
        if self._reader is None:
            return entry_of(article, found_rows((), (), (), ""))
        found = self._reader.read(article)
        names = self._reader.names(found)
        return entry_of(
            article, found_rows(found.mentions, names, found.statements, self._reader.mark)
        )


def _require_whole_characters(article: Article) -> None:
    """Refuse half a character where `entry_of` would not come upon it.

    Raises:
        UnicodeEncodeError: There is a lone surrogate.
    """
    known = article.published
    stated = (article.url, article.author, article.place, known.raw if known else None)
    for words in (*stated, *article.references, *article.agencies, *article.warnings):
        (words or "").encode()


def _entries(path: Path, otherwise: Iterator[Article | Rejection]) -> Iterator[Article | Rejection]:
    """Yield the entries of a feed that lies in a file, the oldest first."""
    from corpus.ingest.decode import read_bytes
    from corpus.ingest.feed import article_of, is_feed, parse
    from corpus.ingest.pipeline import rejection

    try:
        data = read_bytes(path)
        if not is_feed(data):
            yield from otherwise
            return
        feed = parse(data, str(path))
    except InputError as error:
        yield rejection(path, error)
        return
    for entry in reversed(feed.entries):
        try:
            yield article_of(entry, feed, str(path))
        except InputError as error:
            yield rejection(path, error)


def _printable(name: str) -> str:
    from corpus.ingest.decode import shown_path

    return shown_path(name)


def input_reader(library: Library, options: Options) -> InputReader:
    """Load what is needed to read inputs for a library.

    Raises:
        KnowledgeError: The knowledge base or the corrections cannot be read.
    """
    from corpus.library.reindex import article_reader

    return InputReader(library, article_reader(library) if options.find else None, options)
