"""The paragraphs and sentences of an article in which an entity is mentioned."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.notes import sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import Article, Span
    from corpus.library.dossier_rows import Found, Reading


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph or a sentence with the mentions that begin in it, in reading order."""

    span: Span
    mentions: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A paragraph in which an entity is mentioned, and those of its sentences that mention it."""

    paragraph: Stretch
    sentences: tuple[Stretch, ...]


def around(reading: Reading, slug: str) -> tuple[Around, ...]:
    """Return where an article mentions an entity."""
    found = []
    for paragraph in reading.article.paragraphs:
        inside = _stretch(paragraph.span, reading.mentions)
        if _names(inside, slug):
            parts = (
                _stretch(sentence, inside.mentions)
                for sentence in sentences_in(reading.article, paragraph.span)
            )
            found.append(Around(inside, tuple(part for part in parts if _names(part, slug))))
    return tuple(found)


def _stretch(span: Span, mentions: tuple[Found, ...]) -> Stretch:
    start, end = span.start, span.end
    return Stretch(span, tuple(one for one in mentions if start <= one.span.start < end))


def _names(stretch: Stretch, slug: str) -> bool:
    return any(slug in found.slugs for found in stretch.mentions)


def sentences_in(article: Article, paragraph: Span) -> tuple[Span, ...]:
    """Return the sentences of one paragraph."""
    only = tuple(one for one in article.paragraphs if one.span == paragraph)
    return sentences(replace(article, paragraphs=only))
