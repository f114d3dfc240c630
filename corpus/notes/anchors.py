"""Taking a note on a passage, and finding the passage again exactly or not at all."""

from __future__ import annotations

from hashlib import sha256

from corpus.article import Note, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import Article

CONTEXT = 32
"""Code points kept on either side of a quote, as Web Annotation clients do."""

ID_DIGITS = 12
"""Hexadecimal digits of a note's id: enough that ten thousand notes do not collide by chance."""

COLOURS = ("yellow", "green", "blue", "red", "purple")
"""What a highlight can be coloured; a note without a colour has the first."""

_WHOLE_ARTICLE = Span(0, 0)


def take(article: Article, span: Span, body: str, moment: str, *, author: str = "") -> Note:
    """Return a note on a passage of an article.

    Args:
        article: The article the passage stands in.
        span: The passage, in code points of the article's text.
        body: The user's own words.
        moment: Now, in UTC, ISO 8601.
        author: Who takes the note; may be empty.

    Raises:
        ValueError: The span is empty or lies outside the text.
    """
    if not 0 <= span.start < span.end <= len(article.text):
        raise ValueError(f"no passage at {span.start}..{span.end}")
    return _taken(article, span, body, moment, author)


def take_on(article: Article, body: str, moment: str, *, author: str = "") -> Note:
    """Return a note on an article as a whole: it quotes nothing and cannot become an orphan."""
    return _taken(article, _WHOLE_ARTICLE, body, moment, author)


def _taken(article: Article, span: Span, body: str, moment: str, author: str) -> Note:
    seed = f"{article.id}:{span.start}:{span.end}:{moment}:{body}"
    if author:
        # Two analysts who write the same words on the same passage take two notes.
        seed += f":{author}"
    return Note(
        id=sha256(seed.encode(errors="surrogatepass")).hexdigest()[:ID_DIGITS],
        article_id=article.id,
        span=span,
        quote=span.slice(article.text),
        prefix=article.text[max(0, span.start - CONTEXT) : span.start] if len(span) else "",
        suffix=article.text[span.end : span.end + CONTEXT] if len(span) else "",
        content_hash=article.content_hash,
        body=body,
        created=moment,
        modified=moment,
        author=author,
    )


def is_on_article(note: Note) -> bool:
    """Tell whether a note is on an article as a whole."""
    return not note.quote


def anchor(note: Note, text: str, content_hash: str | None = None) -> Span | None:
    """Return where a note's passage stands in a text, or None when it is an orphan.

    In the text it was taken from, the offsets hold while the quote stands there between its own
    context. In any other, and where they do not hold, the quote must occur once, or once between
    its own context: a look-alike is never taken for it.

    Args:
        note: The note.
        text: The article's text as it is now.
        content_hash: The article's content hash as it is now; None where it is not known.
    """
    if is_on_article(note):
        return _WHOLE_ARTICLE
    if content_hash in (None, note.content_hash) and _stands_there(note, text):
        return note.span
    once = _only(text, note.quote, 0)
    if once is not None:
        return once
    return _only(text, note.prefix + note.quote + note.suffix, len(note.prefix), len(note.quote))


def _stands_there(note: Note, text: str) -> bool:
    start, end = note.span.start, note.span.end
    return (
        note.span.slice(text) == note.quote
        and text[max(0, start - len(note.prefix)) : start] == note.prefix
        and text.startswith(note.suffix, end)
    )


def _only(text: str, wanted: str, lead: int, length: int | None = None) -> Span | None:
    first = text.find(wanted)
    if first < 0 or text.find(wanted, first + 1) >= 0:
        return None
    start = first + lead
    return Span(start, start + (len(wanted) if length is None else length))
