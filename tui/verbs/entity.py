"""Who or what an entity is, where it is mentioned, and its dossier; or where two of them meet."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from corpus.errors import UsageError
from tui.verbs.common import Lines, narrate, open_library, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator, Sequence

    from corpus.article import Article, Occurrence, Span, Statement
    from corpus.dossier.resolve import Resolved
    from corpus.dossier.values import Line, Section, Subject
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library

CONTEXT = 40
"""Code points shown on either side of a mention."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "slug", metavar="SLUG", help="such as person/akar, or a name in either script"
    )
    parser.add_argument("second", metavar="SLUG2", nargs="?", help="tell where the two meet")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--markdown", action="store_true", help="the dossier as Markdown")
    parser.add_argument(
        "--limit",
        type=int,
        metavar="N",
        help="no more than N mentions, statements, lines a section",
    )


def run(options: Namespace) -> int:
    """Print the entity, its mentions in date order, and the sections of its dossier.

    Raises:
        NotFoundError: Neither the library nor the knowledge base has such an entity.
        UsageError: The limit is below one.
    """
    if options.limit is not None and options.limit < 1:
        raise UsageError(f"--limit cannot be {options.limit}", "Give a number from 1 on")
    from corpus.dossier.resolve import resolve
    from corpus.knowledge.base import load

    with open_library(options) as library:
        base = load()
        asked = [word for word in (options.slug, options.second) if word is not None]
        found = [resolve(library, base, word) for word in asked]
        for word, one in zip(asked, found, strict=True):
            _say_resolved(word, one)
        subjects = [one.subject for one in found]
        if options.markdown:
            _print_markdown(library, base, subjects, options.limit)
        elif len(subjects) == 2:
            _print_pair(library, base, subjects, options)
        elif options.json:
            print_json(_as_json(library, base, subjects[0], options.limit))
        else:
            _print_text(library, base, subjects[0], options.limit)
    return 0


def _say_resolved(word: str, found: Resolved) -> None:
    """Tell what a name was taken for and what else it could have meant."""
    slug = found.subject.slug
    if word.strip().lower() != slug:
        others = ", ".join(name.slug for name in found.others)
        narrate(f"{word} is taken for {slug}" + (f"; near: {others}" if others else ""))


def _sections(
    library: Library, base: KnowledgeBase, subjects: Sequence[Subject], limit: int | None
) -> Iterator[Section]:
    """Yield the sections, each whole as far as the limit goes."""
    from dataclasses import replace

    from corpus.dossier.build import dossier, in_order, page, pair

    if len(subjects) == 2:
        parts = pair(library, base, *subjects)
    else:
        parts = dossier(library, base, subjects[0])
    for section in in_order(parts):
        lines, reached = list(section.lines), section.next
        while reached is not None and (limit is None or len(lines) < limit):
            further = page(library, subjects[0], section.key, reached)
            if further is None:
                break
            lines.extend(further.lines)
            reached = further.next
        yield replace(section, lines=tuple(lines[:limit]), next=None)


# --- text ---------------------------------------------------------------------------------


def _print_text(library: Library, base: KnowledgeBase, subject: Subject, limit: int | None) -> None:
    lines = Lines()
    name = subject.name
    lines.print([name.slug, name.en, name.ar])
    lines.print([name.about])
    lines.print([f"{subject.mentions} mentions in {subject.articles} articles"])
    article_of = _kept(library)
    for occurrence in library.occurrences(subject.slug, limit):
        article = article_of(occurrence.article_id)
        before, text, after = _context(article, occurrence.mention.span)
        day = occurrence.published or "no date   "
        lines.print([day, article.id, f"{before}{text}{after}"])
    said = library.statement_count(subject.slug)
    if said:
        lines.print([f"{said} statements"])
    for id_, statement in library.statements_of(subject.slug, limit):
        article = article_of(id_)
        lines.print([_day(article) or "no date   ", id_, _one_line(article, statement.span)])
    for section in _sections(library, base, [subject], limit):
        # These were listed just now, in date order.
        if section.key != "said":
            _print_section(lines, section)


def _print_pair(
    library: Library, base: KnowledgeBase, subjects: Sequence[Subject], options: Namespace
) -> None:
    sections = _sections(library, base, subjects, options.limit)
    if options.json:
        names = [subject.slug for subject in subjects]
        print_json({"entities": names, "sections": [_section_json(one) for one in sections]})
        return
    lines = Lines()
    for subject in subjects:
        lines.print([subject.slug, subject.name.en, subject.name.ar])
    for section in sections:
        _print_section(lines, section)


def _print_section(lines: Lines, section: Section) -> None:
    count = f" {section.total}" if section.total else ""
    lines.print([f"# {section.title}{count}", section.note])
    for line in section.lines:
        where = line.spot.article_id if line.spot else line.entity or ""
        fields = [line.label, line.aside, where, line.text]
        lines.print([field for field in fields if field] or [""])


def _print_markdown(
    library: Library, base: KnowledgeBase, subjects: Sequence[Subject], limit: int | None
) -> None:
    from corpus.dossier.markdown import to_markdown

    sections = tuple(_sections(library, base, subjects, limit))
    print(to_markdown(subjects, sections, datetime.now(UTC).date().isoformat()), end="")


def _kept(library: Library) -> Callable[[str], Article]:
    """Return a reader of articles that has the last ones at hand: mentions come in date order."""
    return lru_cache(16)(library.article)


def _day(article: Article) -> str | None:
    return article.published.day if article.published else None


def _one_line(article: Article, span: Span) -> str:
    return " ".join(span.slice(article.text).split())


def _context(article: Article, span: Span) -> tuple[str, str, str]:
    """Return the mention's text between what stands before and after it in its paragraph."""
    around = next(p.span for p in article.paragraphs if span.overlaps(p.span))
    start = max(around.start, span.start - CONTEXT)
    end = min(around.end, span.end + CONTEXT)
    text = article.text
    return text[start : span.start], span.slice(text), text[span.end : end]


# --- JSON ---------------------------------------------------------------------------------


def _as_json(
    library: Library, base: KnowledgeBase, subject: Subject, limit: int | None
) -> dict[str, object]:
    name = subject.name
    article_of = _kept(library)
    return {
        "entity": name.slug,
        "type": name.type.value,
        "ar": name.ar,
        "en": name.en,
        "about": name.about,
        "total": subject.mentions,
        "articles": subject.articles,
        "mentions": [
            _mention(article_of(one.article_id), one)
            for one in library.occurrences(name.slug, limit)
        ],
        "statements": [
            _statement(article_of(id_), statement)
            for id_, statement in library.statements_of(name.slug, limit)
        ],
        "sections": [_section_json(one) for one in _sections(library, base, [subject], limit)],
    }


def _section_json(section: Section) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "total": section.total,
        "note": section.note,
        "lines": [_line_json(line) for line in section.lines],
    }


def _line_json(line: Line) -> dict[str, object]:
    spot = line.spot
    return {
        "label": line.label,
        "text": line.text.translate(_ISOLATES),
        "aside": line.aside,
        "tone": line.tone,
        "entity": line.entity,
        "article": spot.article_id if spot else None,
        "start": spot.span.start if spot else None,
        "end": spot.span.end if spot else None,
    }


_ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"), "")


def _statement(article: Article, statement: Statement) -> dict[str, object]:
    return {
        "article": article.id,
        "title": article.title,
        "published": _day(article),
        "start": statement.span.start,
        "end": statement.span.end,
        "text": statement.span.slice(article.text),
        "wording": statement.wording,
        "verb": statement.verb.slice(article.text),
        "why": statement.why,
    }


def _mention(article: Article, occurrence: Occurrence) -> dict[str, object]:
    mention = occurrence.mention
    before, text, after = _context(article, mention.span)
    return {
        "article": article.id,
        "title": article.title,
        "published": occurrence.published,
        "start": mention.span.start,
        "end": mention.span.end,
        "before": before,
        "text": text,
        "after": after,
        "kind": mention.kind.value,
        "certainty": mention.certainty,
        "why": mention.why,
    }
