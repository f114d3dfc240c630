"""Writing notes as Markdown and in other forms."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.errors import BriefError, NotFoundError, UsageError
from tui.verbs.common import narrate, open_library, require_day
from tui.verbs.notes import add_filters, chosen_notes
from tui.wording import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from corpus.export import Layout, Passage
    from corpus.export.blocks import Updated
    from corpus.export.folder import Written
    from corpus.knowledge.base import KnowledgeBase

FORMATS = ("md", "json", "csv", "html", "docx")
_FILTERS = ("article", "entity", "tag", "colour", "by", "orphans", "conflicts", "query")


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    from corpus.export import GROUPS

    parser.add_argument("notes", nargs="*", metavar="NOTE_ID", help="the notes (see: notes)")
    parser.add_argument("--all", action="store_true", help="all notes")
    add_filters(parser)
    add_output(parser)
    parser.add_argument("--title", default="Notes", help="the document's title")
    parser.add_argument("--group", choices=GROUPS, default="article", help="what stands together")
    parser.add_argument(
        "--order",
        choices=("tray", "date"),
        default="tray",
        help="the order you gave the notes, or that of the articles' days",
    )
    parser.add_argument("--date", metavar="DAY", help="default: when the newest note was taken")
    parser.add_argument("--who", action="store_true", help="add who is who")
    parser.add_argument("--agreements", action="store_true", help="add the agreements cited")
    parser.add_argument("--no-glance", action="store_true", help="leave out the lines at the top")
    parser.add_argument("--obsidian", action="store_true", help="wiki-links and Obsidian's tags")
    parser.add_argument(
        "--split", choices=("article", "entity"), help="one file each, in -o FOLDER"
    )
    parser.add_argument("--template", metavar="FILE", help="a Jinja2 template of your own")


def add_output(parser: ArgumentParser) -> None:
    """Add the options that say what is written, and where."""
    parser.add_argument("--format", choices=FORMATS, default="md", help="html, docx: by pandoc")
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="- is stdout (default)")
    parser.add_argument("--force", action="store_true", help="replace FILE whatever it is")
    parser.add_argument(
        "--plain", action="store_true", help="no comments in the Markdown, hence no updates of it"
    )
    parser.add_argument(
        "--overwrite-edits", action="store_true", help="also parts that were changed by hand"
    )


def run(options: Namespace) -> int:
    """Write the chosen notes.

    Raises:
        UsageError: Nothing was chosen, or options exclude each other.
        NotFoundError: No note fits what was chosen.
        BriefError: The file cannot be written.
    """
    require_day(options.date)
    _require_fitting(options)
    chosen = _chosen(options)
    from corpus.export import Layout

    layout = Layout(
        group=options.group,
        glance=not options.no_glance,
        who=options.who,
        agreements=options.agreements,
        obsidian=options.obsidian,
        markers=not options.plain and options.format == "md",
    )
    if options.template:
        return _by_template(options, chosen, layout)
    if options.split:
        return _split(options, chosen, layout)
    if options.format in ("json", "csv"):
        return write_out(options, _data(options, chosen), counted(len(chosen), "note"))
    from corpus.export.markdown import document

    made = document(
        chosen, title=options.title, day=options.date, layout=layout, base=_base(layout)
    )
    return write_document(options, made, options.title, counted(len(chosen), "note"))


def _require_fitting(options: Namespace) -> None:
    """Refuse options that exclude each other.

    Raises:
        UsageError: They do.
    """
    if options.split and (options.output == "-" or options.format != "md" or options.template):
        raise UsageError("--split writes Markdown files to a folder", "Name it: -o FOLDER")
    if options.template and options.format != "md":
        raise UsageError("--template says itself what is written", "Leave out --format")


def _base(layout: Layout) -> KnowledgeBase | None:
    if not (layout.who or layout.agreements):
        return None
    from corpus.knowledge.base import load

    return load()


def _chosen(options: Namespace) -> Sequence[Passage]:
    if not (options.notes or options.all or any(getattr(options, name) for name in _FILTERS)):
        raise UsageError(
            "No notes were chosen", "Give ids, --article, --entity, --tag, --query or --all"
        )
    from corpus.library.selection import passages

    with open_library(options) as library:
        chosen = chosen_notes(library, options, options.notes)
        if not chosen.notes:
            raise NotFoundError("No note fits", "See: idlib-brief notes")
        if chosen.passages is not None and options.order == "tray":
            return chosen.passages
        return passages(library, chosen.notes, order=options.order)


def _data(options: Namespace, chosen: Sequence[Passage]) -> str:
    if options.format == "json":
        from corpus.export.annotation import to_json

        return to_json(chosen, title=options.title)
    from corpus.export.table import BYTE_ORDER_MARK, to_csv

    return ("" if options.output == "-" else BYTE_ORDER_MARK) + to_csv(chosen)


def _by_template(options: Namespace, chosen: Sequence[Passage], layout: Layout) -> int:
    from corpus.export.template import render
    from corpus.library.note_backups import read_text

    path = Path(options.template).expanduser()
    text = render(read_text(path), path.name, chosen, title=options.title, layout=layout)
    return write_out(options, text, counted(len(chosen), "note"))


def _split(options: Namespace, chosen: Sequence[Passage], layout: Layout) -> int:
    from corpus.export.folder import put_all

    folder = Path(options.output).expanduser()
    done = put_all(
        folder,
        chosen,
        options.split,
        layout=layout,
        base=_base(layout),
        overwrite=options.overwrite_edits,
        tell=_tell_kept,
    )
    narrate(f"{counted(len(chosen), 'note')} in {counted(len(done), 'file')} in {folder}")
    return 0


# --- writing, for every verb that makes a document ------------------------------------------


def write_document(options: Namespace, made: object, title: str, what: str) -> int:
    """Write a document as the options of `add_output` say: Markdown, or through pandoc.

    Args:
        options: What was asked for.
        made: A `corpus.export.blocks.Document`.
        title: Its title.
        what: What it holds, such as ``3 notes``.

    Raises:
        BriefError: It cannot be written.
    """
    from corpus.export.blocks import Document

    assert isinstance(made, Document)
    if options.format != "md":
        from corpus.export.pandoc import convert

        return write_out(options, convert(made.plain(), options.format, title=title), what)
    if options.output == "-" or options.force:
        text = made.plain() if options.plain else made.marked()
        return write_out(options, text, what)
    from corpus.export.folder import put

    path = Path(options.output).expanduser()
    written = put(path, made, markers=not options.plain, overwrite=options.overwrite_edits)
    _tell_kept(written)
    narrate(f"{what} {_done(written.update)} {written.path}")
    return 0


def write_out(options: Namespace, content: str | bytes, what: str) -> int:
    """Write text or bytes to stdout, or to a file whose name is free or may be replaced.

    Raises:
        BriefError: It cannot be written.
    """
    if options.output == "-":
        if isinstance(content, str):
            sys.stdout.write(content)
        elif sys.stdout.isatty():
            raise UsageError(f"A terminal cannot show {options.format}", "Name a file with -o")
        else:
            sys.stdout.buffer.write(content)
        return 0
    from corpus.files import is_stream, write_file

    path = Path(options.output).expanduser()
    if path.exists() and not options.force and not is_stream(path):
        raise BriefError(
            f"{path} exists already", "Choose another name, or replace it with --force"
        )
    path = write_file(path, content, replace=options.force)
    narrate(f"{what} written to {path}")
    return 0


def _done(update: Updated | None) -> str:
    if update is None:
        return "written to"
    counts = {
        "added": update.added,
        "changed": update.changed,
        "taken out": update.removed,
        "kept as changed by hand": update.kept,
    }
    told = ", ".join(f"{len(keys)} {how}" for how, keys in counts.items() if keys)
    return f"({told or 'nothing new'}) in"


def _tell_kept(written: Written) -> None:
    if written.update is None or not written.update.kept:
        return
    for key in written.update.kept:
        narrate(f"{written.path}: {key} was changed by hand and stays (--overwrite-edits)")
