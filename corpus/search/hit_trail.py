"""Walking from hit to hit through the articles that a search has found, in the order found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from corpus.article import Span

MOST_WITHOUT = 200
"""Articles without a hit that are passed over in one step. A query of conditions alone, such as
``source:``, can find any number of them."""
_KEPT = 64
"""Articles whose hits are kept."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found, and how far along it is; ordinals count from 1."""

    article_id: str
    span: Span
    ordinal: int
    """Which of its article's hits it is."""
    total: int
    """How many hits its article has."""
    article_ordinal: int
    articles: int


class HitTrail:
    """The hits of a search, one after the other across articles.

    Args:
        ids: The articles found, in the order of the results.
        hits: Returns the hits of an article, in reading order and none overlapping; asked only
            for the articles that are walked to.
    """

    def __init__(self, ids: Iterable[str], hits: Callable[[str], Sequence[Span]]) -> None:
        self.ids = tuple(ids)
        self._index_of = {id_: index for index, id_ in enumerate(self.ids)}
        self._ask = hits
        self._known: dict[str, tuple[Span, ...]] = {}

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._index_of

    def hits(self, article_id: str) -> tuple[Span, ...]:
        """Return the hits of an article."""
        found = self._known.get(article_id)
        if found is None:
            found = tuple(self._ask(article_id))
            if len(self._known) >= _KEPT:
                del self._known[next(iter(self._known))]
            self._known[article_id] = found
        return found

    def after(self, article_id: str | None, offset: int = -1) -> Hit | None:
        """Return the next hit behind a place.

        Args:
            article_id: The article one is in. From one that the search has not found, and from
                none, the first article found is gone to.
            offset: The code point one is at; a hit that begins there is passed by.

        Returns:
            None behind the last hit, or where none comes within ``MOST_WITHOUT`` articles.
        """
        here = self._index_of.get(article_id or "")
        if here is None:
            return self._from(0, 1)
        hits = self.hits(self.ids[here])
        number = bisect_right(hits, offset, key=_start)
        if number < len(hits):
            return self._hit(here, number)
        return self._from(here + 1, 1)

    def before(self, article_id: str | None, offset: int) -> Hit | None:
        """Return the hit before a place; see `after`, which does the same in the other direction.

        From an article that the search has not found, the last hit of all is gone to.
        """
        here = self._index_of.get(article_id or "")
        if here is None:
            return self._from(len(self.ids) - 1, -1)
        number = bisect_left(self.hits(self.ids[here]), offset, key=_start) - 1
        if number >= 0:
            return self._hit(here, number)
        return self._from(here - 1, -1)

    def at(self, article_id: str, offset: int) -> Hit | None:
        """Return the hit that begins at or covers a code point, or None."""
        here = self._index_of.get(article_id)
        if here is None:
            return None
        hits = self.hits(article_id)
        number = bisect_right(hits, offset, key=_start) - 1
        if number >= 0 and (offset in hits[number] or hits[number].start == offset):
            return self._hit(here, number)
        return None

    def _from(self, index: int, step: int) -> Hit | None:
        """Return the first hit of the articles from one on, or the last of those before it."""
        for _ in range(MOST_WITHOUT + 1):
            if not 0 <= index < len(self.ids):
                return None
            hits = self.hits(self.ids[index])
            if hits:
                return self._hit(index, 0 if step > 0 else len(hits) - 1)
            index += step
        return None

    def _hit(self, index: int, number: int) -> Hit:
        id_ = self.ids[index]
        hits = self.hits(id_)
        return Hit(id_, hits[number], number + 1, len(hits), index + 1, len(self.ids))


def _start(span: Span) -> int:
    return span.start
