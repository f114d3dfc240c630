"""What a query says, as a tree.

Every leaf knows where it stands in the query, so that whoever answers it can point there too.
Two leaves are equal, and have one hash, when they say the same, wherever they stand.

`corpus.query.parse` makes trees in a normal form: no `All` right inside an `All`, no `Either` right
inside an `Either`, and none of them with fewer than two parts. The text of a `Word` holds letters,
marks and digits only: what a hyphen or an apostrophe joins is a `Phrase` of its parts, and a phrase
of one word is that word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from corpus.article import EntityType, Span

Role = Literal["mentioned", "speaker"]
Has = Literal["note", "statement", "copy", "warning", "date"]
Is = Literal["unread", "read", "starred", "excerpt", "undated"]
Sort = Literal["newest", "oldest", "relevance", "source", "title", "unread"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any spelling, with any proclitics and endings, or as it stands."""

    at: Span = field(compare=False)
    text: str
    """As typed, without its signs."""
    exact: bool = False
    """``=word``: this very form as written (letters and harakat), no proclitics, no plurals."""
    begins: bool = False
    """``word*``: anything may follow."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words one after another, or near each other."""

    at: Span = field(compare=False)
    words: tuple[Word, ...]
    within: int = 0
    """At most so many words between any two neighbours, in any order; 0 for side by side in
    order (``"…"~3`` is 3)."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression (``/…/``), over the text as written."""

    at: Span = field(compare=False)
    source: str


@dataclass(frozen=True, slots=True)
class Named:
    """Articles that mention an entity (``official:``, ``about:`` …) or quote it (``said-by:``)."""

    at: Span = field(compare=False)
    wanted: str
    """A slug, the last part of one, or a part of a name in Arabic or Latin."""
    type: EntityType | None = None
    """None for any type."""
    role: Role = "mentioned"


@dataclass(frozen=True, slots=True)
class Source:
    """Articles of an outlet or an agency, by a part of its name (``source:``)."""

    at: Span = field(compare=False)
    wanted: str


@dataclass(frozen=True, slots=True)
class Title:
    """Words in the title (``title:``)."""

    at: Span = field(compare=False)
    part: Word | Phrase


@dataclass(frozen=True, slots=True)
class Day:
    """Articles published (``before:``, ``after:``, ``on:``) or naming a day (``date:``)."""

    at: Span = field(compare=False)
    first: str
    """The first ISO day that counts; empty where that end is open."""
    last: str
    """The last one, inclusive; empty where that end is open."""
    of: Literal["published", "mentioned"] = "published"


@dataclass(frozen=True, slots=True)
class State:
    """Articles with notes and the like (``has:``), or unread, starred and the like (``is:``).

    An article with a row in the table ``reading`` is read, one with a row in ``star`` starred.
    """

    at: Span = field(compare=False)
    what: Has | Is


@dataclass(frozen=True, slots=True)
class Tag:
    """Articles or notes with a tag (``#tag``).

    The table ``article_tag (tag, article)`` holds tags in the form `corpus.library.desk.tag_named`
    gives, and articles by their ``seq``.
    """

    at: Span = field(compare=False)
    name: str


@dataclass(frozen=True, slots=True)
class Language:
    """Articles in a language (``lang:``), ISO 639-1."""

    at: Span = field(compare=False)
    code: str


@dataclass(frozen=True, slots=True)
class Identity:
    """One article, by the beginning of its id (``id:``)."""

    at: Span = field(compare=False)
    prefix: str


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold (``-``, ``NOT``, ``ليس``)."""

    part: Node


@dataclass(frozen=True, slots=True)
class All:
    """What holds all together: side by side."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """What holds one way or another (``OR``, ``أو``)."""

    parts: tuple[Node, ...]


Leaf = Word | Phrase | Pattern | Named | Source | Title | Day | State | Tag | Language | Identity
Node = Leaf | Not | All | Either


def leaves(node: Any, *, positive: bool = True) -> Iterator[tuple[Any, bool]]:
    """Yield the leaves of a tree in order, each with whether it is wanted (or must not hold).

    Args:
        node: A `Node`, or such a tree with other leaves; None has none.
        positive: Whether the tree itself is wanted.
    """
    if isinstance(node, Not):
        yield from leaves(node.part, positive=not positive)
    elif isinstance(node, All | Either):
        for part in node.parts:
            yield from leaves(part, positive=positive)
    elif node is not None:
        yield node, positive


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query."""

    text: str
    """As typed."""
    root: Node | None
    """None asks for everything."""
    sort: Sort = "newest"
    sort_at: Span | None = None
    """Where the order is asked for; None where the query leaves it open."""
