"""From one mention of an entity to the next, within an article and across all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.article import Mention, Occurrence
    from corpus.library.store import Library


@dataclass(frozen=True, slots=True)
class Step:
    """Where following an entity has led, and how far along the way that is."""

    occurrence: Occurrence
    ordinal: int
    """Which of the entity's mentions this is, from 1, in date order."""
    total: int
    article_ordinal: int
    """Which of the articles that mention it this is, from 1."""
    articles: int
    wrapped: bool = False
    """True when the step went past the last (or first) mention and began again."""


def follow(
    library: Library, slug: str, article_id: str, offset: int, direction: int
) -> Step | None:
    """Return the next or previous mention of an entity across articles, wrapping at the ends.

    The way runs through the articles in date order. It is asked for piece by piece, so that a
    step costs the same in a library of any size.

    Args:
        library: Where the articles are.
        slug: The entity.
        article_id: The article one stands in; it need not mention the entity.
        offset: The code point one stands at in it.
        direction: 1 for the next mention, -1 for the previous one.

    Returns:
        None when there is no mention at all.
    """
    here = library.occurrences_in(slug, article_id)
    index = neighbour([occurrence.mention for occurrence in here], offset, direction)
    if index is not None:
        return _step(library, slug, here, index)
    beyond = library.mentioning(slug, direction, article_id)
    wrapped = beyond is None
    if beyond is None:
        beyond = library.mentioning(slug, direction)
    if beyond is None:
        return None
    there = library.occurrences_in(slug, beyond)
    return _step(library, slug, there, 0 if direction > 0 else len(there) - 1, wrapped=wrapped)


def describe(library: Library, slug: str, article_id: str, start: int) -> Step | None:
    """Return the step that stands on one mention of an entity.

    Args:
        library: Where the articles are.
        slug: The entity.
        article_id: The article of the mention.
        start: The code point it begins at.

    Returns:
        None when the entity is not mentioned there.
    """
    here = library.occurrences_in(slug, article_id)
    for index, occurrence in enumerate(here):
        if occurrence.mention.span.start == start:
            return _step(library, slug, here, index)
    return None


def _step(
    library: Library, slug: str, here: Sequence[Occurrence], index: int, *, wrapped: bool = False
) -> Step:
    total, articles = library.totals(slug)
    mentions_before, articles_before = library.totals_before(slug, here[index].article_id)
    return Step(
        here[index],
        mentions_before + index + 1,
        total,
        articles_before + 1,
        articles,
        wrapped,
    )


def neighbour(mentions: Sequence[Mention], offset: int, direction: int) -> int | None:
    """Return the index of the mention after or before ``offset`` in one article, or None."""
    if direction > 0:
        index = bisect_right(mentions, offset, key=_start)
    else:
        index = bisect_left(mentions, offset, key=_start) - 1
    return index if 0 <= index < len(mentions) else None


def mention_at(mentions: Sequence[Mention], offset: int) -> int | None:
    """Return the index of the mention that covers a code point, or None."""
    index = bisect_right(mentions, offset, key=_start) - 1
    return index if index >= 0 and offset in mentions[index].span else None


def _start(mention: Mention) -> int:
    return mention.span.start
