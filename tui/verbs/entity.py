"""Who or what an entity is, and where it is mentioned."""

from __future__ import annotations

from corpus.article import EntityName, EntityType, Span
from corpus.errors import NotFoundError
from tui.verbs.common import Lines, open_library, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from corpus.article import Article, Occurrence, Statement
    from corpus.library.store import Library

CONTEXT = 40
"""Code points shown on either side of a mention."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("slug", metavar="SLUG", help="such as person/akar")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: Namespace) -> int:
    """Print the entity and its mentions in date order.

    Raises:
        NotFoundError: Neither the library nor the knowledge base has such an entity.
    """
    with open_library(options) as library:
        name = _name(library, options.slug)
        occurrences = library.occurrences(name.slug)
        said = library.statements_of(name.slug)
        ids = dict.fromkeys((*(o.article_id for o in occurrences), *(id_ for id_, _ in said)))
        articles = {id_: library.article(id_) for id_ in ids}
    if options.json:
        print_json(_as_json(name, occurrences, said, articles))
        return 0
    lines = Lines()
    lines.print([name.slug, name.en, name.ar])
    lines.print([name.about])
    places = len({o.article_id for o in occurrences})
    lines.print([f"{len(occurrences)} mentions in {places} articles"])
    for occurrence in occurrences:
        article = articles[occurrence.article_id]
        before, text, after = _context(article, occurrence.mention.span)
        day = occurrence.published or "no date   "
        lines.print([day, article.id, f"{before}{text}{after}"])
    if said:
        lines.print([f"{len(said)} statements"])
    for id_, statement in said:
        article = articles[id_]
        lines.print([_day(article) or "no date   ", id_, _one_line(article, statement.span)])
    return 0


def _day(article: Article) -> str | None:
    return article.published.day if article.published else None


def _one_line(article: Article, span: Span) -> str:
    return " ".join(span.slice(article.text).split())


def _name(library: Library, slug: str) -> EntityName:
    slug = slug.strip().lower()
    found = library.entity_names([slug]).get(slug)
    if found is not None:
        return found
    from corpus.knowledge.base import load

    base = load()
    if slug in base.entities:
        return base.name(slug)
    from difflib import get_close_matches

    near = get_close_matches(slug, base.entities, n=3, cutoff=0.5)
    kinds = ", ".join(type_.prefix for type_ in EntityType)
    hint = f"Near: {', '.join(near)}" if near else f"A slug is a kind ({kinds}), / and a name"
    raise NotFoundError(f"There is no entity {slug!r}", hint)


def _context(article: Article, span: Span) -> tuple[str, str, str]:
    """Return the mention's text between what stands before and after it in its paragraph."""
    around = next(p.span for p in article.paragraphs if span.overlaps(p.span))
    start = max(around.start, span.start - CONTEXT)
    end = min(around.end, span.end + CONTEXT)
    text = article.text
    return text[start : span.start], span.slice(text), text[span.end : end]


def _as_json(
    name: EntityName,
    occurrences: tuple[Occurrence, ...],
    said: tuple[tuple[str, Statement], ...],
    articles: dict[str, Article],
) -> dict[str, object]:
    return {
        "entity": name.slug,
        "type": name.type.value,
        "ar": name.ar,
        "en": name.en,
        "about": name.about,
        "total": len(occurrences),
        "articles": len({o.article_id for o in occurrences}),
        "mentions": [_mention(articles[o.article_id], o) for o in occurrences],
        "statements": [_statement(articles[id_], statement) for id_, statement in said],
    }


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
