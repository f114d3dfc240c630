"""Listing the notes."""

from __future__ import annotations

from tui.verbs.common import Lines, open_library, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from corpus.article import Note


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("--article", metavar="ID", help="only the notes of this article")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: Namespace) -> int:
    """Print one line a note.

    Raises:
        NotFoundError: There is no such article.
    """
    with open_library(options) as library:
        article = library.resolve(options.article) if options.article else None
        notes = library.notes(article)
    if options.json:
        print_json({"notes": [as_json(note) for note in notes]})
        return 0
    lines = Lines()
    for note in notes:
        text = f"{note.quote} — {note.body}" if note.body else note.quote
        lines.print([note.id, note.article_id, note.created[:10], " ".join(text.split())])
    return 0


def as_json(note: Note) -> dict[str, object]:
    """Return a note as ``notes --json`` prints it."""
    return {
        "id": note.id,
        "article": note.article_id,
        "start": note.span.start,
        "end": note.span.end,
        "quote": note.quote,
        "prefix": note.prefix,
        "suffix": note.suffix,
        "content_hash": note.content_hash,
        "body": note.body,
        "tags": list(note.tags),
        "created": note.created,
        "modified": note.modified,
    }
