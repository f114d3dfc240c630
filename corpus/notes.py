"""Notes: taking a passage, and finding it again exactly or not at all."""

from __future__ import annotations

import unicodedata
from hashlib import sha256

from corpus.article import Note, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.article import Article

CONTEXT = 32
"""Code points kept on either side of a quote, as Web Annotation clients do."""

ID_DIGITS = 12
"""Hexadecimal digits of a note's id: enough that ten thousand notes do not collide by chance."""

SENTENCE_ENDS = ".!?؟؛…"
"""After one of these and a blank, or at a line's end, a sentence is over."""

# Directional marks and other invisible characters stand between a stop and the blank after it on
# many pages.
_CLOSING = "»”’\"')]›\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_AFTER_A_STOP = SENTENCE_ENDS + _CLOSING

_LONGEST_ITEM_NUMBER = 3


def take(article: Article, span: Span, body: str, moment: str) -> Note:
    """Return a note on a passage of an article.

    Args:
        article: The article the passage stands in.
        span: The passage, in code points of the article's text.
        body: The user's own words.
        moment: Now, in UTC, ISO 8601.

    Raises:
        ValueError: The span is empty or lies outside the text.
    """
    if not 0 <= span.start < span.end <= len(article.text):
        raise ValueError(f"no passage at {span.start}..{span.end}")
    seed = f"{article.id}:{span.start}:{span.end}:{moment}:{body}"
    return Note(
        id=sha256(seed.encode(errors="surrogatepass")).hexdigest()[:ID_DIGITS],
        article_id=article.id,
        span=span,
        quote=span.slice(article.text),
        prefix=article.text[max(0, span.start - CONTEXT) : span.start],
        suffix=article.text[span.end : span.end + CONTEXT],
        content_hash=article.content_hash,
        body=body,
        created=moment,
        modified=moment,
    )


def anchor(note: Note, text: str) -> Span | None:
    """Return where a note's passage stands in a text, or None when it is an orphan.

    The offsets hold when the quote still stands there. Otherwise the quote must occur once, or
    once between its own context: a look-alike elsewhere is never taken for it.
    """
    if note.span.slice(text) == note.quote:
        return note.span
    once = _only(text, note.quote, 0)
    if once is not None:
        return once
    return _only(text, note.prefix + note.quote + note.suffix, len(note.prefix), len(note.quote))


def _only(text: str, wanted: str, lead: int, length: int | None = None) -> Span | None:
    first = text.find(wanted)
    if first < 0 or text.find(wanted, first + 1) >= 0:
        return None
    start = first + lead
    return Span(start, start + (len(wanted) if length is None else length))


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
