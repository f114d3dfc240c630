"""A note with all that an export says about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import Article, EntityName, Note, Wording
    from corpus.notes.filled import Speaker

Group = Literal["article", "entity", "agreement", "date", "tag", "none"]
GROUPS: tuple[Group, ...] = ("article", "entity", "agreement", "date", "tag", "none")
"""What notes can be put together by."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A note with what an export says about it."""

    note: Note
    """With the span where the quote stands now."""
    article: Article
    """Without text where it is not in the library any more."""
    entities: tuple[EntityName, ...]
    """What the note is about, in the order of the text or as the user has it."""
    orphaned: bool = False
    """True when the quote no longer stands in the article."""
    speakers: tuple[Speaker, ...] = ()
    """Who says the quote, with their offices on the article's day."""
    wording: Wording | None = None
    retrieved: str = ""
    """When a server last sent the article, in UTC, ISO 8601; empty for a file."""
    missing: bool = False
    """True when the article is not in the library."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document of notes is laid out."""

    group: Group = "article"
    glance: bool = True
    """Whether it begins with what it holds, and with the notes tagged ``glance``."""
    who: bool = False
    """Whether it ends with who is who, offices on the days of the articles."""
    agreements: bool = False
    """Whether it ends with the agreements that are cited, and how they stand to each other."""
    obsidian: bool = False
    """Whether entities and articles are wiki-links and tags are Obsidian's."""
    markers: bool = True
    """Whether comments tell the parts, so that the file can be updated and read back."""
