"""Where two entities meet: in a sentence, in a paragraph, in an article."""

from __future__ import annotations

from corpus.dossier.around import sentences_in
from corpus.dossier.company import log_likelihood, spread_over_time
from corpus.dossier.names import both_names, in_a_row
from corpus.dossier.relations import relations_between
from corpus.dossier.told import NO_DATE, inside, shortened, source_of
from corpus.dossier.values import PAGE, Line, Section, Spot
from corpus.library import dossier_rows
from corpus.told import told, told_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.article import Span
    from corpus.dossier.values import Subject
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.dossier_rows import Reading
    from corpus.library.store import Library

MOST_ARTICLES = 1000
"""Articles that mention both and are read; of more, so many spread over time."""


def meeting_sections(
    library: Library, base: KnowledgeBase, first: Subject, second: Subject
) -> Iterator[Section]:
    """Yield what relates two entities and every place where they meet, in date order."""
    numbers, total = dossier_rows.common(library, first.slug, second.slug, MOST_ARTICLES)
    yield _summary(library, base, first, second, total)
    read = len(numbers)
    note: str = told("in date order")
    if read < total:
        note = in_a_row((note, spread_over_time(read, total)))
    kept: dict[str, list[Line]] = {"sentences": [], "paragraphs": [], "together": []}
    for reading in dossier_rows.readings(library, numbers):
        _meet(reading, first.slug, second.slug, kept)
    for key, title, arabic in (
        ("sentences", "In one sentence", "في جملة واحدة"),
        ("paragraphs", "In one paragraph", "في فقرة واحدة"),
        ("together", "In one article", "في مادة واحدة"),
    ):
        lines = kept[key]
        if lines:
            yield Section(key, title, arabic, tuple(lines), len(lines), note)


def _summary(
    library: Library, base: KnowledgeBase, first: Subject, second: Subject, total: int
) -> Section:
    lines = [
        Line(
            both_names(one.name.en, one.name.ar),
            told("of"),
            told_count("{n} article", "{n} articles", one.articles),
            entity=one.slug,
        )
        for one in (first, second)
    ]
    everything = dossier_rows.article_count(library)
    strength = log_likelihood(total, first.articles, second.articles, everything)
    said = told_count(
        "{total} of {n} article mentions both",
        "{total} of {n} articles mention both",
        everything,
        total=total,
    )
    measure = f"G² {strength:.1f}" if first.articles and second.articles else ""
    lines.append(Line(said, told("together"), measure))
    if first.known is not None and second.known is not None:
        related = list(dict.fromkeys(relations_between(first.known, second.known, base)))
        lines.extend(related[:PAGE])
        if not related:
            nothing = told("The knowledge base relates them in no way")
            lines.append(Line(nothing, told("relation"), tone="muted"))
    return Section("pair", "The two", "الطرفان", tuple(lines), len(lines))


def _meet(reading: Reading, first: str, second: str, kept: dict[str, list[Line]]) -> None:
    """Add the places where both are mentioned; an article only where nothing closer is found."""
    article = reading.article
    one = [found.span for found in reading.mentions if first in found.slugs]
    other = [found.span for found in reading.mentions if second in found.slugs]
    meets = False
    for paragraph in article.paragraphs:
        here = _within(paragraph.span, one), _within(paragraph.span, other)
        if not all(here):
            continue
        meets = True
        close = [
            sentence
            for sentence in sentences_in(article, paragraph.span)
            if _within(sentence, one) and _within(sentence, other)
        ]
        for around in close or [paragraph.span]:
            parts = sorted({*_within(around, one), *_within(around, other)})
            kept["sentences" if close else "paragraphs"].append(_line(reading, around, parts))
    if not meets and one and other:
        label = Line(
            " ".join((article.title or article.id).split()),
            reading.day or NO_DATE,
            source_of(article.source),
            Spot(article.id, min(one[0], other[0])),
        )
        kept["together"].append(label)


def _within(around: Span, spans: Sequence[Span]) -> list[Span]:
    return [span for span in spans if around.start <= span.start and span.end <= around.end]


def _line(reading: Reading, around: Span, parts: Sequence[Span]) -> Line:
    text, strong = inside(reading.article.text, around, parts)
    return Line(
        shortened(text),
        reading.day or NO_DATE,
        source_of(reading.article.source),
        Spot(reading.article.id, parts[0]),
        strong=strong,
    )
