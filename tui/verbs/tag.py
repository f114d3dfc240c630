"""Stars, tags, read and unread for all articles that a query finds."""

from __future__ import annotations

from corpus.errors import UsageError
from tui.verbs.asking import query_of, tell_of_scan
from tui.verbs.common import Lines, narrate, open_library, print_json
from tui.verbs.dashes import take_dashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from corpus.library.desk import Change
    from corpus.library.store import Library

BATCH = 500
"""Rows asked for at a time."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.usage = "%(prog)s QUERY [+TAG | -TAG ...] [options]"
    parser.add_argument(
        "words",
        nargs="*",
        metavar="QUERY +TAG -TAG",
        help="which articles, in one argument, and then the tags to give and to take away",
    )
    star = parser.add_mutually_exclusive_group()
    star.add_argument("--star", action="store_true", help="give them a star")
    star.add_argument("--unstar", action="store_true", help="take their stars away")
    read = parser.add_mutually_exclusive_group()
    read.add_argument("--read", action="store_true", help="take them for read")
    read.add_argument("--unread", action="store_true", help="take them for unread")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, no more")
    parser.add_argument("--undo", action="store_true", help="take the last change back")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    take_dashes(parser, mixed=True)


def run(options: Namespace) -> int:
    """Change what the query finds, and print the articles that changed; 1 when it finds none.

    Raises:
        QueryError: The query cannot be understood.
        UsageError: No change is asked for, or a word is none.
        LibraryError: The library cannot be written.
    """
    if options.undo:
        return _undo(options)
    if not options.words:
        raise UsageError("No query was given", "idlib-brief tag 'source:RT is:unread' +later")
    asked, *signed = options.words
    wanted = _change(options, signed)
    with open_library(options, writable=not options.dry_run) as library:
        from corpus.library import desk
        from corpus.search.searcher import Searcher

        searcher = Searcher(library)
        tell_of_scan(searcher)
        found = searcher.ids(query_of([asked]))
        act = desk.planned if options.dry_run else desk.change
        done = act(library, found, wanted)
        _print(options, library, done.ids, query=asked.strip(), found=len(found), says=done.says)
    if not found:
        narrate(f"idlib-brief: No article answers to {asked.strip()}")
        return 1
    narrate(f"{'Would be done — ' if options.dry_run else ''}{done.says or 'Nothing to change'}")
    return 0


def _change(options: Namespace, signed: Sequence[str]) -> Change:
    from corpus.library.desk import Change

    tags: dict[str, list[str]] = {"+": [], "-": []}
    for word in map(str.strip, signed):
        if word[:1] not in tags or not word[1:].strip():
            raise UsageError(
                f"{word!r} is neither +TAG nor -TAG", "Put the whole query into quotation marks"
            )
        tags[word[0]].append(word[1:])
    if not (signed or options.star or options.unstar or options.read or options.unread):
        raise UsageError("No change is asked for", "Add +TAG, -TAG, --star or --read")
    return Change(
        True if options.star else False if options.unstar else None,
        True if options.read else False if options.unread else None,
        tuple(tags["+"]),
        tuple(tags["-"]),
    )


def _undo(options: Namespace) -> int:
    if options.words:
        raise UsageError("--undo takes no query", "It takes the last change back")
    from corpus.library import desk

    with open_library(options, writable=True) as library:
        undone = desk.undo(library)
        if undone is None:
            narrate("idlib-brief: There is nothing to undo")
            return 1
        _print(options, library, undone.ids, undone=undone.says)
    narrate(f"Undone — {undone.says}")
    return 0


def _print(options: Namespace, library: Library, ids: Sequence[str], **facts: str | int) -> None:
    if options.json:
        print_json({**facts, "changed": list(ids), "dry_run": options.dry_run})
        return
    lines = Lines()
    for line in _lines(library, ids):
        lines.print(line)


def _lines(library: Library, ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), BATCH):
        for row in library.rows(ids[start : start + BATCH]):
            yield [row.id, row.published or "no date   ", row.source or "—", row.label]
