"""Articles into the library: find what they mention and store both."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import Article
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
