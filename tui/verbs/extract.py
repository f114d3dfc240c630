"""Finding the entities and the statements of files without touching the library."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import BriefError
from tui.verbs.common import Lines, narrate, print_json, require_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from corpus.article import Article, Extraction, Mention, Span, Statement


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
    """Print the mentions and the statements of every file; 1 when a file could not be read."""
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
        found = extractor.read(article)
        if options.json:
            print_json(as_json(name, article, found))
            continue
        for mention in found.mentions:
            lines.print(_fields(name, article, mention))
        for statement in found.statements:
            lines.print(_statement_fields(name, article, statement))
    return 1 if failed else 0


def _fields(name: str, article: Article, mention: Mention) -> list[str]:
    where = f"{Path(name).name}:{mention.span.start}-{mention.span.end}"
    linked = ",".join(mention.entities) or mention.value or "?"
    return [where, mention.type.value, mention.kind.value, linked, mention.span.slice(article.text)]


def _statement_fields(name: str, article: Article, statement: Statement) -> list[str]:
    where = f"{Path(name).name}:{statement.span.start}-{statement.span.end}"
    who = ",".join(statement.entities) or "?"
    if statement.speaker is not None and not statement.entities:
        who = f"? {statement.speaker.slice(article.text)}"
    return [where, "STATEMENT", statement.wording, who, statement.span.slice(article.text)]


def as_json(name: str, article: Article, found: Extraction) -> dict[str, object]:
    """Return what ``extract --json`` prints for one file."""
    published = article.published
    return {
        "file": name,
        "title": article.title,
        "source": article.source,
        "published": published.day if published else None,
        "published_from": published.known_from if published else None,
        "body": [[p.span.start, p.span.end] for p in article.paragraphs],
        "mentions": [_mention_as_json(article.text, mention) for mention in found.mentions],
        "statements": [_statement_as_json(article, said) for said in found.statements],
    }


def _mention_as_json(text: str, mention: Mention) -> dict[str, object]:
    fields: dict[str, object] = {
        **_stretch(text, mention.span),
        "type": mention.type.value,
        "kind": mention.kind.value,
        "entity": _one_or_list(mention.entities),
    }
    if mention.value is not None:
        fields["value"] = mention.value
    fields["certainty"] = mention.certainty
    if mention.candidates:
        fields["candidates"] = list(mention.candidates)
    return fields | {"why": mention.why}


def _statement_as_json(article: Article, statement: Statement) -> dict[str, object]:
    from corpus.notes import paragraph_number

    speaker = statement.speaker
    return {
        **_stretch(article.text, statement.span),
        "wording": statement.wording,
        "speaker": None if speaker is None else _stretch(article.text, speaker),
        "entity": _one_or_list(statement.entities),
        "verb": statement.verb.slice(article.text),
        "paragraph": paragraph_number(article, statement.span.start),
        "why": statement.why,
    }


def _stretch(text: str, span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": span.slice(text)}


def _one_or_list(entities: tuple[str, ...]) -> str | list[str] | None:
    return list(entities) if len(entities) > 1 else next(iter(entities), None)
