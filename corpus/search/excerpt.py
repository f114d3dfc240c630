"""A stretch of an article around one of its hits."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.article import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.article import Article

_BEFORE, _BEHIND = 90, 220
"""Code points on either side of the hit, as far as the paragraph goes."""
_LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of one paragraph with the hits in it."""

    text: str
    spans: tuple[Span, ...]
    """The hits, in code points of ``text``."""
    focus: int
    """Index of the hit it was made for."""
    ordinal: int
    """Which of the article's hits that is, from 1."""
    total: int


def excerpt(article: Article, hits: Sequence[Span], ordinal: int) -> Excerpt:
    """Return what stands around one of an article's hits, cut between words.

    Args:
        article: The article.
        hits: Its hits in reading order, at least ``ordinal`` of them.
        ordinal: Which of them it is, from 1.
    """
    text, hit = article.text, hits[ordinal - 1]
    around = next((p.span for p in article.paragraphs if hit.start in p.span), hit)
    start, end = hit.start - _BEFORE, hit.end + _BEHIND
    if start > around.start:
        blank = text.find(" ", start, hit.start)
        start = hit.start if blank < 0 else blank + 1
    else:
        start = around.start
    if end < around.end:
        blank = text.rfind(" ", hit.end, end)
        end = hit.end if blank < 0 else blank
    else:
        end = max(around.end, hit.end)
    lead = _LEFT_OUT if start > around.start else ""
    trail = _LEFT_OUT if end < around.end else ""
    moved = len(lead) - start
    inside = [other for other in hits if start <= other.start and other.end <= end]
    return Excerpt(
        f"{lead}{text[start:end]}{trail}",
        tuple(Span(other.start + moved, other.end + moved) for other in inside),
        inside.index(hit),
        ordinal,
        len(hits),
    )
