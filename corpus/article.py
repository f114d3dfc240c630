"""The values that cross every boundary: articles, paragraphs, mentions, notes.

All offsets are code points of one canonical text, end exclusive, as Python slices it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class EntityType(StrEnum):
    """The kinds of entity a mention can refer to, in the order the screen shows them."""

    AGREEMENT = "AGREEMENT"
    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    DATE = "DATE"

    @property
    def prefix(self) -> str:
        """The first part of this type's slugs, such as ``person`` in ``person/akar``."""
        return self.value.lower()


def is_slug(text: str) -> bool:
    """Tell whether a text is a slug as against a name: a type's prefix, ``/`` and a key."""
    prefix, _, key = text.partition("/")
    is_key = bool(key) and not key[0].isspace() and "\n" not in key
    return is_key and any(prefix == type_.prefix for type_ in EntityType)


class MentionKind(StrEnum):
    """How a mention refers to its entity."""

    NAME = "name"
    ROLE = "role"
    NOMINAL = "nominal"
    ANAPHOR = "anaphor"


ParagraphRole = Literal["headline", "body"]
Certainty = Literal["sure", "likely", "open"]
"""How sure a link is: by a name of one bearer; by context or date; not settled by the text."""
Wording = Literal["direct", "reported"]
"""Whether words stand between quotation marks or are told («أن …»)."""
PublishedFrom = Literal["metadata", "dateline", "feed", "option", "inferred"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of code points, end exclusive."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def slice(self, text: str) -> str:
        """Return the part of ``text`` this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of an article's own text: its headline or a part of its body."""

    span: Span
    role: ParagraphRole = "body"


@dataclass(frozen=True, slots=True)
class Published:
    """The day an article was published and how that is known."""

    day: str
    """ISO day, ``YYYY-MM-DD``."""
    known_from: PublishedFrom
    raw: str = ""
    """The words it was read from, empty for an option."""
    zone: str = ""
    """The offset from UTC as stated, ``Z`` or ``+03:00``; empty where none is stated."""
    certainty: Certainty = "sure"
    """``likely`` where day and month could be swapped or something contradicts the day."""
    conflict: str = ""
    """What contradicts the day, for a person to read; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it came in, with its boilerplate told apart but not removed."""

    id: str
    """The first twelve hexadecimal digits of ``content_hash``."""
    text: str
    """The canonical text: the decoded file, newlines as Python reads them, nothing rewritten."""
    paragraphs: tuple[Paragraph, ...]
    """The article's own text in reading order; whatever lies outside is boilerplate."""
    title: str | None
    """The headline where the text states one."""
    source: str | None
    """The outlet, where it is known."""
    published: Published | None
    origin: str
    """Where it came from: a path as given, or ``sample:NAME``."""
    content_hash: str
    """SHA-256 over title and paragraphs with blanks folded: the same content has the same hash."""
    place: str | None = None
    """Where it was filed from, as front matter states it."""
    references: tuple[str, ...] = ()
    """Sources of the facts, for articles that name them (the samples do)."""
    language: str = "ar"
    """ISO 639-1 code of the body's language, ``und`` where its letters do not tell."""
    url: str | None = None
    """The canonical address of the page it stood on, http or https."""
    author: str | None = None
    """The person the page or the text names as its writer."""
    agencies: tuple[str, ...] = ()
    """Who the outlet has the story from, the nearest first: the agency it quotes comes last."""
    charset: str = "utf-8"
    """The Python codec that read the bytes."""
    excerpt: bool = False
    """Whether this is only a teaser of an article, as feeds carry them."""
    warnings: tuple[str, ...] = ()
    """What was repaired on the way in and what contradicts, a line each, for a person to read."""

    @property
    def label(self) -> str:
        """The title, or else the first sentence or so of the body; logical order, one line."""
        if self.title:
            return self.title
        if not self.paragraphs:
            return self.id
        opening = " ".join(self.paragraphs[0].span.slice(self.text).split())
        if len(opening) < 30 and len(self.paragraphs) > 1:
            opening = " ".join(self.paragraphs[1].span.slice(self.text).split())
        return opening[:160].rstrip()


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that refers to an entity."""

    span: Span
    type: EntityType
    kind: MentionKind
    entities: tuple[str, ...]
    """Slugs such as ``person/erdogan``: one as a rule, several for a conjoined role, none when
    the text does not settle it."""
    why: str
    """The rule and the alias that matched, for a person to read."""
    value: str | None = None
    """For a DATE: ISO day, month, year or ``a/b`` interval; ``XXXX`` stands for an unknown year."""
    certainty: Certainty = "sure"
    candidates: tuple[str, ...] = ()
    """Slugs of everything it could be, the likeliest first, where that is more than one."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, as an article has it."""

    span: Span
    """The words said, without quotation marks and without «أن»; inside one paragraph."""
    wording: Wording
    speaker: Span | None
    """Where the speaker stands in the text; None where the verb carries the last one on."""
    entities: tuple[str, ...]
    """Slugs of the speakers, none when the text does not settle it."""
    verb: Span
    why: str
    """The rule that found it, for a person to read."""


@dataclass(frozen=True, slots=True)
class EntityName:
    """What the screen and the exports call an entity."""

    slug: str
    type: EntityType
    ar: str
    en: str
    about: str = ""
    """One line: who or what it is."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article."""

    mentions: tuple[Mention, ...]
    """In reading order, none overlapping."""
    statements: tuple[Statement, ...] = ()
    """In reading order."""
    names: tuple[EntityName, ...] = ()
    """What to call the entities that the knowledge base does not know."""


@dataclass(frozen=True, slots=True)
class Note:
    """A passage the user kept, with what is needed to find it again.

    The quote, the 32 characters on either side and the offsets follow the selectors of the
    W3C Web Annotation Data Model (TextQuoteSelector, TextPositionSelector).
    """

    id: str
    article_id: str
    span: Span
    quote: str
    prefix: str
    suffix: str
    content_hash: str
    body: str
    """The user's own words; may be empty."""
    created: str
    """UTC, ISO 8601 to the second."""
    modified: str
    tags: tuple[str, ...] = ()
    gloss: str = ""
    """The quote in the user's language, told apart from it wherever it is shown."""
    colour: str = ""
    """What the passage is highlighted with; empty for the usual colour."""
    author: str = ""
    """Who took the note; empty where nobody said."""
    speaker: str | None = None
    """Who says the quote, a slug or words; None where the article's statements tell."""
    office: str | None = None
    """The speaker's office; None where the knowledge base tells, by the article's day."""
    entities: tuple[str, ...] | None = None
    """Slugs of what the note is about; None where the article's mentions tell."""
    conflict: str = ""
    """The id of the note this is another version of, both having been edited; else empty."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What one row of the article list shows."""

    id: str
    label: str
    title: str | None
    published: str | None
    published_from: str | None
    source: str | None
    origin: str
    is_read: bool
    notes: int
    """How many notes the article has."""
    mentions: int
    """How many mentions were found in it."""
    is_starred: bool = False
    tags: tuple[str, ...] = ()
    is_excerpt: bool = False
    """Whether only a teaser of the article is there."""
    certainty: Certainty = "sure"
    """How sure the day is that it is listed under."""
    copies: int = 0
    """How many other articles are much like it."""
    conflict: str = ""
    """What contradicts that day, for a person to read; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention of one entity, placed in its article."""

    article_id: str
    published: str | None
    mention: Mention
