"""Writing notes as Markdown."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import BriefError, NotFoundError, UsageError
from corpus.export import to_markdown
from corpus.export_file import write_new
from corpus.library.selection import passages
from tui.verbs.common import narrate, open_library
from tui.wording import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from corpus.export import Passage


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("notes", nargs="*", metavar="NOTE_ID", help="the notes (see: notes)")
    parser.add_argument("--all", action="store_true", help="all notes")
    parser.add_argument("--article", metavar="ID", help="the notes of this article")
    parser.add_argument("--entity", metavar="SLUG", help="notes whose passage mentions this entity")
    parser.add_argument("--tag", metavar="TAG", help="notes with this tag")
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="- is stdout (default)")
    parser.add_argument("--title", default="Notes", help="the document's title")
    parser.add_argument("--force", action="store_true", help="replace FILE if it exists")


def run(options: Namespace) -> int:
    """Write the chosen notes.

    Raises:
        UsageError: Nothing was chosen.
        NotFoundError: No note fits what was chosen.
        BriefError: The file cannot be written.
    """
    chosen = _chosen(options)
    day = datetime.now(UTC).date().isoformat()
    text = to_markdown(chosen, title=options.title, day=day)
    if options.output == "-":
        sys.stdout.write(text)
        return 0
    path = Path(options.output).expanduser()
    if path.exists() and not options.force:
        raise BriefError(
            f"{path} exists already", "Choose another name, or replace it with --force"
        )
    path = write_new(path, text, replace=options.force)
    narrate(f"{counted(len(chosen), 'note')} written to {path}")
    return 0


def _chosen(options: Namespace) -> Sequence[Passage]:
    if not (options.notes or options.all or options.article or options.entity or options.tag):
        raise UsageError("No notes were chosen", "Give ids, --article, --entity, --tag or --all")
    with open_library(options) as library:
        notes = library.notes(library.resolve(options.article) if options.article else None)
        known = {note.id for note in notes}
        missing = [id_ for id_ in options.notes if id_ not in known]
        if missing:
            raise NotFoundError(f"No note has the id {missing[0]!r}", "See: idlib-brief notes")
        if options.notes:
            notes = tuple(note for note in notes if note.id in options.notes)
        if options.tag:
            notes = tuple(note for note in notes if options.tag in note.tags)
        chosen = passages(library, notes)
    if options.entity:
        chosen = tuple(
            passage
            for passage in chosen
            if any(entity.slug == options.entity for entity in passage.entities)
        )
    if not chosen:
        raise NotFoundError("No note fits", "See: idlib-brief notes")
    return chosen
