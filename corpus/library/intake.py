"""Inputs into the library: read, extract, store, and say what became of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.article import EntityType, Published
from corpus.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from corpus.article import Article, EntityName, Mention
    from corpus.entities.extract import Extractor
    from corpus.ingest.pipeline import Outcome
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library


@dataclass(frozen=True, slots=True)
class Intake:
    """What turns articles into entries of a library."""

    library: Library
    base: KnowledgeBase
    extractor: Extractor

    def store(self, article: Article) -> bool:
        """Extract an article's mentions and store both; False if its content is there already."""
        mentions = self.extractor.extract(article)
        return self.library.add(article, mentions, entity_names(self.base, mentions))


def open_intake(library: Library) -> Intake:
    """Load the knowledge base and make ready to take articles in.

    Raises:
        KnowledgeError: The knowledge base cannot be read.
    """
    from corpus.entities.extract import Extractor
    from corpus.knowledge.base import load

    base = load()
    return Intake(library, base, Extractor(base))


def entity_names(base: KnowledgeBase, mentions: Sequence[Mention]) -> list[EntityName]:
    """Return the names of all entities these mentions refer to, each once."""
    slugs = dict.fromkeys(slug for mention in mentions for slug in mention.entities)
    return [_name(base, slug) for slug in slugs]


def _name(base: KnowledgeBase, slug: str) -> EntityName:
    if slug.startswith(EntityType.DATE.prefix + "/"):
        from corpus.entities.date_names import date_name

        return date_name(slug)
    return base.name(slug)


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
