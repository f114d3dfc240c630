"""Finding the entities of files without touching the library."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import BriefError
from tui.verbs.common import Lines, narrate, print_json, require_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from corpus.article import Article, Mention


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a text or Markdown file")
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", help="the publication date, whatever the text says"
    )
    parser.epilog = (
        f"{parser.epilog}\n\nOffsets count code points of the text as Python reads it:"
        " open(FILE, encoding='utf-8-sig').read()[start:end]"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a file, one a line")


def run(options: Namespace) -> int:
    """Print the mentions of every file; 1 when a file could not be read."""
    from corpus.entities.extract import Extractor
    from corpus.ingest.pipeline import read_article
    from corpus.knowledge.base import load

    require_day(options.date)
    extractor = Extractor(load())
    lines = Lines()
    failed = False
    for name in options.files:
        try:
            article = read_article(Path(name), published=options.date)
        except BriefError as error:
            narrate(f"idlib-brief: {error}")
            failed = True
            continue
        mentions = extractor.extract(article)
        if options.json:
            print_json(as_json(name, article, mentions))
        else:
            for mention in mentions:
                lines.print(_fields(name, article, mention))
    return 1 if failed else 0


def _fields(name: str, article: Article, mention: Mention) -> list[str]:
    where = f"{Path(name).name}:{mention.span.start}-{mention.span.end}"
    linked = ",".join(mention.entities) or mention.value or "?"
    return [where, mention.type.value, mention.kind.value, linked, mention.span.slice(article.text)]


def as_json(name: str, article: Article, mentions: tuple[Mention, ...]) -> dict[str, object]:
    """Return what ``extract --json`` prints for one file."""
    published = article.published
    return {
        "file": name,
        "title": article.title,
        "source": article.source,
        "published": published.day if published else None,
        "published_from": published.known_from if published else None,
        "body": [[p.span.start, p.span.end] for p in article.paragraphs],
        "mentions": [_mention_as_json(article.text, mention) for mention in mentions],
    }


def _mention_as_json(text: str, mention: Mention) -> dict[str, object]:
    entities = mention.entities
    fields: dict[str, object] = {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.slice(text),
        "type": mention.type.value,
        "kind": mention.kind.value,
        "entity": list(entities) if len(entities) > 1 else next(iter(entities), None),
    }
    if mention.value is not None:
        fields["value"] = mention.value
    return fields | {"why": mention.why}
