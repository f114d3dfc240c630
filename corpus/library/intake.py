"""Inputs into the library: read, extract, store, and say what became of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.article import Published
from corpus.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from corpus.article import Article
    from corpus.ingest.pipeline import Outcome
    from corpus.library.reindex import ArticleReader
    from corpus.library.store import Library


@dataclass(frozen=True, slots=True)
class Intake:
    """What turns articles into entries of a library."""

    library: Library
    reader: ArticleReader

    def store(self, article: Article) -> bool:
        """Find what an article mentions and store both; False if its content is there already."""
        found = self.reader.read(article)
        return self.library.add(
            article,
            found.mentions,
            self.reader.names(found),
            found.statements,
            indexed=self.reader.mark,
        )


def open_intake(library: Library) -> Intake:
    """Load the knowledge base and make ready to take articles in.

    Raises:
        KnowledgeError: The knowledge base or the corrections cannot be read.
    """
    from corpus.library.reindex import article_reader

    return Intake(library, article_reader(library))


def add_inputs(
    library: Library,
    inputs: Iterable[Path],
    *,
    published: str | None = None,
    dry_run: bool = False,
) -> Iterator[Outcome]:
    """Take files and folders in, one transaction an article, and report on each as it is done.

    Args:
        library: Where to.
        inputs: Files and folders.
        published: The ISO day of publication of articles that state none.
        dry_run: True reads and reports, and stores nothing.

    Yields:
        One outcome a file; a file that cannot be taken in never keeps others out.
    """
    from corpus.ingest.pipeline import Outcome, Rejection, iter_inputs, read_article, rejection

    intake = None if dry_run else open_intake(library)
    seen: set[str] = set()
    for found in iter_inputs(inputs):
        if isinstance(found, Rejection):
            yield Outcome.rejected(found)
            continue
        try:
            article = _dated(read_article(found), published)
        except InputError as error:
            yield Outcome.rejected(rejection(found, error))
            continue
        known = article.content_hash in seen or library.has(article.content_hash)
        seen.add(article.content_hash)
        if known:
            yield Outcome.of(article, "duplicate", "the same content is in the library")
            continue
        if intake is not None:
            intake.store(article)
        yield Outcome.of(article, "added")


def _dated(article: Article, published: str | None) -> Article:
    """Return an article with a day of publication, if it states none itself."""
    if published is None or article.published is not None:
        return article
    return replace(article, published=Published(published, "option"))
