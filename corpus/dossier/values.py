"""The values of a dossier: sections of lines, each with the place in a text it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import EntityName, Span
    from corpus.knowledge.base import Entity

Tone = Literal["plain", "heading", "differs", "muted"]
"""How a line stands out: a heading within its section, an account that differs, less important."""

ORDER = (
    "pair",
    "about",
    "known",
    "offices",
    "agreement",
    "terms",
    "rounds",
    "relations",
    "when",
    "published",
    "said",
    "said-of",
    "accounts",
    "company",
    "called",
    "sentences",
    "paragraphs",
    "together",
    "further",
    "articles",
)
"""The keys of all sections in the order they are read; they arrive as they are ready."""

PAGE = 50
"""Lines of a long section that are read at a time."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage of an article, in code points of its text."""

    article_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is known or told."""

    text: str
    """In logical order; its first strong letter gives its direction."""
    label: str = ""
    """What stands before it: a day, a kind, a count."""
    aside: str = ""
    """Where it is from, or how sure it is."""
    spot: Spot | None = None
    """The passage it speaks of."""
    entity: str | None = None
    """Slug of another entity it names."""
    strong: tuple[Span, ...] = ()
    """What stands out in it, in code points of ``text``."""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together."""

    key: str
    title: str
    arabic: str
    lines: tuple[Line, ...]
    total: int
    """How many entries there are in the library, shown or not."""
    note: str = ""
    """By what measure, over how many articles."""
    next: int | None = None
    """Where the next page begins, None when all is shown."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a dossier is about."""

    name: EntityName
    known: Entity | None
    """What the knowledge base has of it."""
    mentions: int
    articles: int
    """How many mention it."""

    @property
    def slug(self) -> str:
        """The slug of the entity."""
        return self.name.slug
