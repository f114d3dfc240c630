"""Passages of an article: selecting them by units, and what is copied of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.article import Span
from corpus.notes import contiguous, sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import Article

Unit = Literal["word", "sentence", "paragraph"]

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
_INVISIBLE = "\u200c-\u200f\u061c\u202a-\u202e\u2066-\u2069"


@cache
def _word() -> re.Pattern[str]:
    """A word with its marks; invisible characters and an apostrophe or hyphen only within it."""
    part = rf"[\w{_MARKS}]+"
    return re.compile(rf"{part}(?:[{_INVISIBLE}'’\-]+{part})*")


def words(article: Article) -> tuple[Span, ...]:
    """Return the words of an article in order, numbers included."""
    return tuple(
        Span(*found.span())
        for paragraph in article.paragraphs
        for found in _word().finditer(article.text, paragraph.span.start, paragraph.span.end)
    )


def units(article: Article, unit: Unit) -> tuple[Span, ...]:
    """Return the words, sentences or paragraphs of an article in order, without blanks around."""
    if unit == "word":
        return words(article)
    if unit == "sentence":
        return sentences(article)
    spans = (trimmed(article, paragraph.span) for paragraph in article.paragraphs)
    return tuple(span for span in spans if len(span))


def unit_at(article: Article, offset: int, unit: Unit) -> Span | None:
    """Return the unit a code point stands in, or None between two of them."""
    return next((span for span in units(article, unit) if offset in span), None)


def unit_from(article: Article, offset: int, unit: Unit, *, body: bool = False) -> Span | None:
    """Return the unit a code point stands in or that comes next.

    Args:
        article: The article.
        offset: A code point.
        unit: What is wanted.
        body: Whether a unit of the body comes before one of the headline.
    """
    ahead = [span for span in units(article, unit) if span.end > offset]
    of_body = [span for span in ahead if _is_body(article, span)] if body else []
    return next(iter(of_body or ahead), None)


def _is_body(article: Article, span: Span) -> bool:
    return any(p.role == "body" and span.start in p.span for p in article.paragraphs)


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection by units of any size: where it was begun, and what it has reached."""

    begun: Span
    reached: Span

    @property
    def passage(self) -> Span:
        """The selected code points."""
        return Span(
            min(self.begun.start, self.reached.start), max(self.begun.end, self.reached.end)
        )

    def extended(self, article: Article, step: int, unit: Unit) -> Selection:
        """Return the selection with the next (1) or previous (-1) unit as what it has reached.

        Going back towards where it was begun gives up a unit; the first and the last unit of the
        article are kept.
        """
        spans = units(article, unit)
        if not spans:
            return self
        if step > 0:
            index = bisect_right(spans, self.reached.end - 1, key=lambda span: span.end - 1)
        else:
            index = bisect_left(spans, self.reached.start, key=lambda span: span.start) - 1
        return Selection(self.begun, spans[min(max(index, 0), len(spans) - 1)])


def trimmed(article: Article, span: Span) -> Span:
    """Return a span without the blanks at its ends."""
    text = span.slice(article.text)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))


def passage_text(article: Article, passage: Span) -> str:
    """Return what is copied of a passage: exactly its text, in logical order.

    Where something that is none of the article's own stands between two paragraphs, it is left
    out and a blank line stands there.
    """
    if contiguous(article, passage):
        return passage.slice(article.text)
    parts = (
        Span(max(p.span.start, passage.start), min(p.span.end, passage.end))
        for p in article.paragraphs
        if p.span.overlaps(passage)
    )
    return "\n\n".join(part.slice(article.text).strip("\n") for part in parts)
