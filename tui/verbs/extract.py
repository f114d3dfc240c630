"""Finding the entities and the statements of files without touching the library."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import BriefError
from tui.verbs.common import Lines, narrate, print_json, require_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from corpus.article import Article, Mention, Statement


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
    from corpus.extraction_json import as_json
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
