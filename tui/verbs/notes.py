"""The notes: listing, taking, changing, checking, keeping them safe."""

from __future__ import annotations

import sys
from argparse import SUPPRESS
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BriefError, NotFoundError, UsageError
from corpus.library import notes as notebook
from tui.authorship import author_of
from tui.verbs.common import Lines, narrate, open_library, print_json
from tui.wording import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from typing import Any

    from corpus.article import Article, Note, Span
    from corpus.export import Passage
    from corpus.library.note_checks import Finding
    from corpus.library.notes import Merged, Step
    from corpus.library.store import Library


EXAMPLES = {
    "show": "idlib-brief notes show 3fa2",
    "add": 'idlib-brief notes add 3fa2 --quote "الاتفاق صامد" --text "First time." --tag truce',
    "edit": "idlib-brief notes edit 9b41 --gloss 'The agreement holds.' --add-tag truce",
    "delete": "idlib-brief notes delete 9b41 77c0",
    "move": "idlib-brief notes move 9b41 --before 77c0",
    "undo": "idlib-brief notes undo",
    "redo": "idlib-brief notes redo",
    "check": "idlib-brief notes check --settle",
    "backup": "idlib-brief notes backup ~/notes.json",
    "restore": "idlib-brief notes restore",
    "export-all": "idlib-brief notes export-all -o notes.json",
    "import": "idlib-brief notes import brief.md",
    "merge": "idlib-brief notes merge colleague.sqlite",
    "author": "idlib-brief notes author 'A. Analyst'",
}
"""Every action, with an example of it."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    add_filters(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=False)

    def action(name: str, help_: str, *, json: bool = False) -> ArgumentParser:
        made = actions.add_parser(
            name,
            help=help_,
            description=f"{help_[0].upper()}{help_[1:]}.",
            epilog=f"example: {EXAMPLES[name]}",
            allow_abbrev=False,
        )
        # What every verb takes may stand behind the action too; it must not undo what stood before.
        made.add_argument("--library", metavar="PATH", default=SUPPRESS, help="the library's file")
        made.add_argument("--debug", action="store_true", default=SUPPRESS, help=SUPPRESS)
        if json:
            made.add_argument(
                "--json", action="store_true", default=SUPPRESS, help="one JSON object"
            )
        return made

    show = action("show", "print one note with all that is filled in", json=True)
    show.add_argument("id", metavar="NOTE_ID")
    add = action("add", "take a note on a passage, or on a whole article", json=True)
    add.add_argument("article", metavar="ARTICLE_ID")
    passage = add.add_mutually_exclusive_group(required=True)
    passage.add_argument("--quote", metavar="WORDS", help="exactly as they stand in the article")
    passage.add_argument("--at", metavar="START:END", help="code points of the article's text")
    passage.add_argument("--whole", action="store_true", help="on the article as a whole")
    add.add_argument("--nth", type=int, metavar="N", help="which, where the quote stands N times")
    _add_fields(add)
    edit = action("edit", "change a note; what is not named stays", json=True)
    edit.add_argument("id", metavar="NOTE_ID")
    _add_fields(edit)
    edit.add_argument("--add-tag", action="append", default=[], metavar="TAG", help="one tag more")
    edit.add_argument("--no-tag", action="append", default=[], metavar="TAG", help="one tag less")
    edit.add_argument(
        "--fill",
        action="append",
        default=[],
        choices=("speaker", "office", "entities"),
        help="have it filled in again",
    )
    edit.add_argument("--article", metavar="ARTICLE_ID", help="hang it on another article")
    edit.add_argument("--resolved", action="store_true", help="it is no version of another note")
    delete = action("delete", "delete notes; notes undo brings them back", json=True)
    delete.add_argument("ids", nargs="+", metavar="NOTE_ID")
    move = action("move", "change the order of the notes")
    move.add_argument("ids", nargs="+", metavar="NOTE_ID")
    place = move.add_mutually_exclusive_group(required=True)
    place.add_argument("--before", metavar="NOTE_ID", help="right before this one")
    place.add_argument("--after", metavar="NOTE_ID", help="right behind this one")
    place.add_argument("--first", action="store_true", help="at the top")
    place.add_argument("--last", action="store_true", help="at the end")
    action("undo", "take the last change of notes back", json=True)
    action("redo", "make the change again that was taken back", json=True)
    check = action("check", "say which notes no longer stand where they were taken", json=True)
    check.add_argument("--settle", action="store_true", help="keep the new places of moved ones")
    backup = action("backup", "copy all notes to a file", json=True)
    backup.add_argument("path", nargs="?", metavar="PATH", help="default: beside the library")
    backup.add_argument("--list", action="store_true", help="list the copies there are")
    restore = action("restore", "bring notes back from a copy; those taken since stay", json=True)
    restore.add_argument("path", nargs="?", metavar="FILE", help="default: the newest copy")
    export = action("export-all", "write all notes as W3C Web Annotations (JSON)")
    export.add_argument("-o", "--output", default="-", metavar="FILE", help="- is stdout (default)")
    export.add_argument("--force", action="store_true", help="replace FILE if it exists")
    import_ = action("import", "take in notes from JSON or exported Markdown", json=True)
    import_.add_argument("path", metavar="FILE")
    merge = action("merge", "take in the notes of another library, losing none", json=True)
    merge.add_argument("path", metavar="LIBRARY", help="another library, or a file of its notes")
    author = action("author", "say who takes notes in this library")
    author.add_argument("name", nargs="?", metavar="NAME", help="'' for nobody; default: print it")


def add_filters(parser: ArgumentParser) -> None:
    """Add the options that choose among the notes."""
    parser.add_argument("--article", metavar="ID", help="the notes of this article")
    parser.add_argument("--entity", metavar="SLUG", help="notes whose passage mentions this entity")
    parser.add_argument("--tag", metavar="TAG", help="notes with this tag")
    parser.add_argument("--colour", metavar="COLOUR", help="notes of this colour")
    parser.add_argument("--by", metavar="AUTHOR", help="notes that this person took")
    parser.add_argument("--orphans", action="store_true", help="notes whose passage is gone")
    parser.add_argument("--conflicts", action="store_true", help="notes edited on both sides")
    parser.add_argument("--query", metavar="QUERY", help="notes that this query finds")


def _add_fields(parser: ArgumentParser) -> None:
    parser.add_argument("--text", metavar="WORDS", help="your words; - reads them from stdin")
    parser.add_argument("--gloss", metavar="WORDS", help="the quote in your language")
    parser.add_argument("--tag", action="append", metavar="TAG", help="a tag; may be repeated")
    parser.add_argument("--colour", metavar="COLOUR", help="of the highlight; '' for none")
    parser.add_argument("--speaker", metavar="SLUG", help="who says it: a slug, or words")
    parser.add_argument("--office", metavar="WORDS", help="the speaker's office")
    parser.add_argument(
        "--entity", action="append", metavar="SLUG", help="what it is about; may be repeated"
    )
    parser.add_argument("--author", metavar="NAME", help="who takes the note")


def run(options: Namespace) -> int:
    """Do what was asked for; without an action print one line a note.

    Raises:
        BriefError: It cannot be done.
    """
    if options.action is None:
        return _list(options)
    code = _ACTIONS[options.action](options)
    if options.action in _CHANGING:
        _back_up(options)
    return code


def _back_up(options: Namespace) -> None:
    """Copy the notes beside the library when that is due; what hinders it is told, no more."""
    from corpus.library.note_backups import back_up_if_due

    try:
        with open_library(options, writable=True) as library:
            back_up_if_due(library)
    except BriefError as error:
        narrate(f"idlib-brief: The notes could not be copied: {error}")


# --- choosing -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    """The notes that options choose, in the order of the tray."""

    notes: tuple[Note, ...]
    passages: tuple[Passage, ...] | None = None
    """The same with all that is filled in, where that was needed to choose."""


def chosen_notes(library: Library, options: Namespace, ids: Sequence[str] = ()) -> Chosen:
    """Return the notes that the options of `add_filters` choose, all of them by default.

    Raises:
        NotFoundError: There is no such article or note.
        UsageError: The query cannot be understood.
    """
    notes = library.notes()
    if ids:
        wanted = {notebook.resolve(library, id_) for id_ in ids}
        notes = tuple(note for note in notes if note.id in wanted)
    if options.article:
        article = _article_of_notes(library, options.article, notes)
        notes = tuple(note for note in notes if note.article_id == article)
    if options.tag:
        notes = tuple(note for note in notes if options.tag in note.tags)
    if options.colour:
        notes = tuple(note for note in notes if note.colour == options.colour)
    if options.by:
        notes = tuple(note for note in notes if note.author == options.by)
    if options.conflicts:
        notes = tuple(note for note in notes if note.conflict)
    if not (options.entity or options.orphans or options.query):
        return Chosen(notes)
    from corpus.library.selection import passages

    found = passages(library, notes, order="tray")
    if options.entity:
        found = tuple(p for p in found if any(e.slug == options.entity for e in p.entities))
    if options.orphans:
        found = tuple(p for p in found if p.orphaned)
    if options.query:
        from corpus.library.note_query import fitting

        found = fitting(library, found, options.query)
    left = {passage.note.id for passage in found}
    return Chosen(tuple(note for note in notes if note.id in left), found)


def _article_of_notes(library: Library, prefix: str, notes: Sequence[Note]) -> str:
    """Return the id of an article, which may have gone and left its notes."""
    try:
        return library.resolve(prefix)
    except NotFoundError:
        gone = {n.article_id for n in notes if n.article_id.startswith(prefix.strip().lower())}
        if len(gone) == 1 and prefix.strip():
            return gone.pop()
        raise


# --- listing ------------------------------------------------------------------------------


def _list(options: Namespace) -> int:
    with open_library(options) as library:
        notes = chosen_notes(library, options).notes
    if options.json:
        print_json({"notes": [as_json(note) for note in notes]})
        return 0
    lines = Lines()
    for note in notes:
        quote = note.quote or "(the whole article)"
        text = f"{quote} — {note.body}" if note.body else quote
        lines.print([note.id, note.article_id, note.created[:10], " ".join(text.split())])
    return 0


def as_json(note: Note) -> dict[str, object]:
    """Return a note as ``notes --json`` prints it; null is filled in from the article."""
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
        "gloss": note.gloss,
        "tags": list(note.tags),
        "colour": note.colour,
        "speaker": note.speaker,
        "office": note.office,
        "entities": None if note.entities is None else list(note.entities),
        "author": note.author,
        "conflict": note.conflict,
        "created": note.created,
        "modified": note.modified,
    }


def _show(options: Namespace) -> int:
    from corpus.export.annotation import annotation_of
    from corpus.library.selection import passages

    with open_library(options) as library:
        id_ = notebook.resolve(library, options.id)
        found = passages(library, [library.note(id_)])
    if options.json:
        print_json(annotation_of(found[0]))
        return 0
    from corpus.export import Layout, to_markdown

    sys.stdout.write(
        to_markdown(found, title=id_, layout=Layout(glance=False, markers=False, group="none"))
    )
    return 0


# --- changing -----------------------------------------------------------------------------


def _add(options: Namespace) -> int:
    from corpus.library.store import utc_now
    from corpus.notes import take, take_on

    with open_library(options, writable=True) as library:
        article = library.article(library.resolve(options.article))
        fields = _fields(options)
        author = fields.pop("author", None)
        if author is None:
            author = author_of(library)
        body = fields.pop("body", "")
        if options.whole:
            note = take_on(article, body, utc_now(), author=author)
        else:
            note = take(article, _span(article, options), body, utc_now(), author=author)
        from dataclasses import replace

        note = replace(note, **fields)
        library.save_note(note)
    return _told(options, note, "taken")


def _told(options: Namespace, note: Note, what: str) -> int:
    if getattr(options, "json", False):
        print_json(as_json(note))
    else:
        print(note.id)
        narrate(f"Note {note.id} {what}")
    return 0


def _span(article: Article, options: Namespace) -> Span:
    from corpus.article import Span

    if options.at is not None:
        start, _, end = options.at.partition(":")
        if not (start.isdecimal() and end.isdecimal()) or not (
            int(start) < int(end) <= len(article.text)
        ):
            raise UsageError(
                f"--at cannot be {options.at!r}",
                f"Give START:END within the article's 0:{len(article.text)}",
            )
        return Span(int(start), int(end))
    quote = options.quote
    starts = _starts(article.text, quote)
    if not starts:
        raise NotFoundError(
            f"These words do not stand in article {article.id}",
            "Give them exactly as: idlib-brief show ID --json prints them, or --at START:END",
        )
    if len(starts) > 1 and options.nth is None:
        raise UsageError(f"These words stand there {len(starts)} times", "Say which with --nth N")
    nth = 1 if options.nth is None else options.nth
    if not 1 <= nth <= len(starts):
        raise UsageError(f"--nth cannot be {nth}", f"The words stand there {len(starts)} times")
    return Span(starts[nth - 1], starts[nth - 1] + len(quote))


def _starts(text: str, quote: str) -> list[int]:
    starts = []
    at = text.find(quote) if quote.strip() else -1
    while at >= 0:
        starts.append(at)
        at = text.find(quote, at + 1)
    return starts


def _fields(options: Namespace) -> dict[str, Any]:
    """Return what the options say of a note, by the names of its fields.

    Raises:
        UsageError: A colour or slug is none.
    """
    from corpus.notes import COLOURS

    if options.colour and options.colour not in COLOURS:
        raise UsageError(
            f"There is no colour {options.colour!r}", f"Choose one of: {', '.join(COLOURS)}"
        )
    text = sys.stdin.read().rstrip("\n") if options.text == "-" else options.text
    told = {
        "body": text,
        "gloss": options.gloss,
        "tags": None if options.tag is None else _tags(options.tag),
        "colour": options.colour,
        "speaker": options.speaker,
        "office": options.office,
        "entities": None if options.entity is None else _slugs(options.entity),
        "author": options.author,
    }
    return {name: value for name, value in told.items() if value is not None}


def _tags(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in (" ".join(tag.split()) for tag in tags) if tag))


def _slugs(slugs: Sequence[str]) -> tuple[str, ...]:
    from corpus.knowledge.corrections import checked_slug

    return tuple(dict.fromkeys(checked_slug(slug) for slug in slugs if slug))


def _edit(options: Namespace) -> int:
    with open_library(options, writable=True) as library:
        id_ = notebook.resolve(library, options.id)
        note = library.note(id_)
        changes = _fields(options)
        tags = changes.get("tags", note.tags)
        if options.add_tag or options.no_tag:
            gone = set(_tags(options.no_tag))
            changes["tags"] = tuple(
                tag for tag in _tags([*tags, *options.add_tag]) if tag not in gone
            )
        changes |= dict.fromkeys(options.fill)
        if options.resolved:
            changes["conflict"] = ""
        if not changes and not options.article:
            raise UsageError("Nothing was said to change", "See: idlib-brief notes edit --help")
        if options.article:
            from corpus.library.note_checks import rehang

            note = rehang(library, note, library.resolve(options.article))
        if changes:
            note = notebook.edit(library, id_, changes).note
    return _told(options, note, "changed")


def _delete(options: Namespace) -> int:
    with open_library(options, writable=True) as library:
        ids = [notebook.resolve(library, id_) for id_ in options.ids]
        gone = notebook.delete(library, ids)
    if options.json:
        print_json({"deleted": list(gone)})
    narrate(f"{counted(len(gone), 'note')} deleted; to bring them back: idlib-brief notes undo")
    return 0


def _move(options: Namespace) -> int:
    with open_library(options, writable=True) as library:
        ids = [notebook.resolve(library, id_) for id_ in options.ids]
        order = [note.id for note in library.notes() if note.id not in ids]
        before: str | None = None
        if options.before or options.after:
            anchor = notebook.resolve(library, options.before or options.after)
            if anchor in ids:
                raise UsageError("A note cannot stand beside itself", "Name another note")
            at = order.index(anchor) + (1 if options.after else 0)
            before = order[at] if at < len(order) else None
        elif options.first:
            before = order[0] if order else None
        notebook.move(library, ids, before=before)
    narrate(f"{counted(len(ids), 'note')} moved")
    return 0


def _undo(options: Namespace) -> int:
    return _turn(options, "taken back", notebook.undo)


def _redo(options: Namespace) -> int:
    return _turn(options, "made again", notebook.redo)


def _turn(options: Namespace, what: str, turn: Any) -> int:
    with open_library(options, writable=True) as library:
        step: Step | None = turn(library)
    if step is None:
        narrate(f"idlib-brief: There is no change of notes to be {what}")
        return 1
    if options.json:
        print_json({"what": step.what, "notes": list(step.notes), "left": list(step.left)})
    narrate(f"{step.what.capitalize()} {what}: {counted(len(step.notes), 'note')}")
    if step.left:
        narrate(f"Left alone, changed again since: {', '.join(step.left)}")
    return 0


# --- keeping safe -------------------------------------------------------------------------


def _check(options: Namespace) -> int:
    """Print every note that needs looking at; 1 when there is one."""
    from corpus.library.note_checks import check, settle

    with open_library(options, writable=options.settle) as library:
        findings = check(library)
        settled = {note.id for note in settle(library, findings)} if options.settle else set()
    unsound = [one for one in findings if not one.is_sound and one.note.id not in settled]
    if options.json:
        print_json(
            {
                "notes": len(findings),
                "settled": sorted(settled),
                "findings": [_finding(one) for one in unsound],
            }
        )
    else:
        lines = Lines()
        for one in unsound:
            quote = " ".join(one.note.quote.split()) or "(the whole article)"
            lines.print([one.note.id, one.note.article_id, _state(one), quote])
    if settled:
        narrate(f"{counted(len(settled), 'note')} moved along with the text")
    narrate(f"{counted(len(findings), 'note')} checked, {len(unsound)} to look at")
    return 1 if unsound else 0


def _state(one: Finding) -> str:
    words = {
        "anchored": "in its place",
        "moved": "elsewhere in its article (--settle keeps that)",
        "orphan": "no longer in its article",
        "missing": "its article is not in the library",
    }[one.state]
    if one.elsewhere:
        words += f"; stands in {', '.join(one.elsewhere)}"
    if one.note.conflict:
        words += f"; another version of {one.note.conflict}"
    return words


def _finding(one: Finding) -> dict[str, object]:
    where = {"start": one.where.start, "end": one.where.end} if one.where else None
    return {
        "id": one.note.id,
        "article": one.note.article_id,
        "state": one.state,
        "where": where,
        "elsewhere": list(one.elsewhere),
        "conflict": one.note.conflict,
        "quote": one.note.quote,
    }


def _backup(options: Namespace) -> int:
    from corpus.library.note_backups import back_up, backups

    with open_library(options) as library:
        if options.list:
            found = [str(path) for path in backups(library.path)]
            if options.json:
                print_json({"backups": found})
            else:
                print("".join(f"{path}\n" for path in found), end="")
            return 0
        path = back_up(library, Path(options.path).expanduser() if options.path else None)
        count = library.counts()["note"]
    if options.json:
        print_json({"path": str(path), "notes": count})
    narrate(f"{counted(count, 'note')} copied to {path}")
    return 0


def _restore(options: Namespace) -> int:
    from corpus.library.note_backups import restore

    with open_library(options, writable=True) as library:
        path, done = restore(library, Path(options.path).expanduser() if options.path else None)
    return _merged(options, done, f"from {path}")


def _export_all(options: Namespace) -> int:
    from corpus.files import is_stream, write_file
    from corpus.library.note_backups import everything

    with open_library(options) as library:
        text, count = everything(library), library.counts()["note"]
    if options.output == "-":
        sys.stdout.write(text)
        return 0
    path = Path(options.output).expanduser()
    if path.exists() and not options.force and not is_stream(path):
        raise BriefError(
            f"{path} exists already", "Choose another name, or replace it with --force"
        )
    path = write_file(path, text, replace=options.force)
    narrate(f"{counted(count, 'note')} written to {path}")
    return 0


def _import(options: Namespace) -> int:
    from corpus.library.note_files import take_in

    with open_library(options, writable=True) as library:
        done = take_in(library, Path(options.path).expanduser())
    for id_ in done.unclear:
        narrate(f"The block of note {id_} was changed by hand where only idlib-brief writes")
    return _merged(options, done.merged, f"from {options.path}", done.edited)


def _merge(options: Namespace) -> int:
    return _import(options)


def _merged(options: Namespace, done: Merged, where: str, edited: Sequence[str] = ()) -> int:
    counts = {
        "added": done.added,
        "updated": (*done.updated, *edited),
        "unchanged": done.same,
        "edited on both sides, both kept": done.doubled,
    }
    if options.json:
        print_json(
            {
                "added": list(done.added),
                "updated": list(counts["updated"]),
                "same": list(done.same),
                "doubled": list(done.doubled),
            }
        )
    told = ", ".join(f"{len(ids)} {what}" for what, ids in counts.items() if ids)
    narrate(f"Notes {where}: {told or 'none'}")
    if done.doubled:
        narrate("To see them: idlib-brief notes --conflicts")
    return 0


def _author(options: Namespace) -> int:
    if options.name is None:
        with open_library(options) as library:
            print(author_of(library))
        return 0
    with open_library(options, writable=True) as library:
        library.set_fact(notebook.AUTHOR, " ".join(options.name.split()))
    return 0


_ACTIONS = {
    "show": _show,
    "add": _add,
    "edit": _edit,
    "delete": _delete,
    "move": _move,
    "undo": _undo,
    "redo": _redo,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    "export-all": _export_all,
    "import": _import,
    "merge": _merge,
    "author": _author,
}
_CHANGING = frozenset(
    {"add", "edit", "delete", "move", "undo", "redo", "restore", "import", "merge"}
)
