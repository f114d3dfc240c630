"""Sentences and paragraphs of an article, and whether a passage is all its own."""

from __future__ import annotations

import unicodedata

from corpus.article import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.article import Article

SENTENCE_ENDS = ".!?؟؛…"
"""After one of these and a blank, or at a line's end, a sentence is over."""

# Directional marks and other invisible characters stand between a stop and the blank after it on
# many pages.
_CLOSING = "»”’\"')]›\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_AFTER_A_STOP = SENTENCE_ENDS + _CLOSING

_LONGEST_ITEM_NUMBER = 3


def contiguous(article: Article, passage: Span) -> bool:
    """Tell whether a passage holds nothing but the article's own paragraphs and blanks.

    Between two paragraphs there may stand what is not the article's: a caption, a list of other
    news. A quote across it would put words into the article's mouth.
    """
    reached = passage.start
    for paragraph in article.paragraphs:
        if paragraph.span.end <= reached:
            continue
        if paragraph.span.start >= passage.end:
            break
        if article.text[reached : paragraph.span.start].strip():
            return False
        reached = paragraph.span.end
    return not article.text[reached : passage.end].strip()


def sentences(article: Article) -> tuple[Span, ...]:
    """Return the sentences of an article in order, without the blanks between them.

    A sentence ends at a stop that a blank follows, or with its paragraph. A full stop within a
    number, after a single letter («د. محمد», ``U.S.``) or after an item's number («1. وقف إطلاق
    النار») ends nothing; closing quotes and brackets after the stop belong to the sentence before
    them.
    """
    return tuple(
        span
        for paragraph in article.paragraphs
        for span in _sentences(article.text, paragraph.span)
    )


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start = index = _past_blanks(text, paragraph.start, paragraph.end)
    while index < paragraph.end:
        if text[index] not in SENTENCE_ENDS or _abbreviates(text, index, start):
            index += 1
            continue
        index += 1
        while index < paragraph.end and text[index] in _AFTER_A_STOP:
            index += 1
        if index == paragraph.end or text[index].isspace():
            yield Span(start, index)
            start = index = _past_blanks(text, index, paragraph.end)
    if start < paragraph.end:
        yield Span(start, start + len(text[start : paragraph.end].rstrip()))


def _past_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _abbreviates(text: str, stop: int, start: int) -> bool:
    """Tell whether a full stop follows a single letter, or the number a sentence begins with."""
    if text[stop] != "." or stop == start:
        return False
    if stop - start <= _LONGEST_ITEM_NUMBER and text[start:stop].isdigit():
        return True
    if not text[stop - 1].isalpha():
        return False
    # A mark before the letter belongs to one more letter before that.
    return stop - 1 == start or unicodedata.category(text[stop - 2])[0] not in "LMN"


def paragraph_number(article: Article, offset: int) -> int | None:
    """Return which body paragraph a code point stands in, from 1; 0 for the headline."""
    number = 0
    for paragraph in article.paragraphs:
        number += paragraph.role == "body"
        if offset in paragraph.span:
            return number if paragraph.role == "body" else 0
    return None
