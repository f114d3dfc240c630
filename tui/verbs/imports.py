"""The reports of past imports, and taking the last one back."""

from __future__ import annotations

from corpus.errors import NotFoundError, UsageError
from tui.verbs.common import Lines, narrate, open_library, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from corpus.library.import_reports import ImportRow
    from corpus.library.store import Library


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("id", nargs="?", type=int, metavar="ID", help="the import to report on")
    parser.add_argument(
        "--undo", action="store_true", help="take the last import back; articles with notes stay"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(options: Namespace) -> int:
    """List the imports, report on one, or take the last one back.

    Raises:
        UsageError: An import is named to be taken back; it is always the last.
        NotFoundError: There is no such import, or none to take back.
    """
    if options.undo and options.id is not None:
        raise UsageError("--undo takes the last import back, whichever that is", "Leave the ID out")
    with open_library(options, writable=options.undo) as library:
        if options.undo:
            return _undo(library, as_json=options.json)
        if options.id is not None:
            return _report(library, options.id, as_json=options.json)
        return _list(library, as_json=options.json)


def _list(library: Library, *, as_json: bool) -> int:
    from corpus.library.import_reports import imports

    rows = imports(library)
    if as_json:
        print_json({"imports": [_as_json(row) for row in rows]})
        return 0
    lines = Lines()
    for row in rows:
        lines.print([str(row.id), row.began, row.state, _counts(row), " ".join(row.inputs)])
    return 0


def _report(library: Library, id_: int, *, as_json: bool) -> int:
    from corpus.library.import_reports import import_, items

    row = import_(library, id_)
    if as_json:
        made = [
            {
                "input": item.input,
                "status": item.status,
                "id": item.article_id,
                "title": item.title,
                "reason": item.reason,
            }
            for item in items(library, id_)
        ]
        print_json({**_as_json(row), "items": made})
        return 0
    lines = Lines()
    for item in items(library, id_):
        what = item.reason or item.title or ""
        lines.print([item.status, item.article_id or "-" * 12, item.input, what])
    narrate(f"Import {row.id}, {row.began}, {row.state}: {_counts(row)}{_because(row)}")
    return 0


def _undo(library: Library, *, as_json: bool) -> int:
    from corpus.library.import_reports import import_, undo_last
    from tui.wording import counted

    undone = undo_last(library)
    if undone is None:
        raise NotFoundError("There is no import to take back", "See: idlib-brief imports")
    if as_json:
        print_json({"id": undone.id, "removed": undone.removed, "kept": undone.kept})
    of = " ".join(import_(library, undone.id).inputs)
    kept = f"; kept for their notes: {', '.join(undone.kept)}" if undone.kept else ""
    removed = counted(len(undone.removed), "article")
    narrate(f"Import {undone.id} ({of}) taken back: {removed} removed{kept}")
    return 0


def _counts(row: ImportRow) -> str:
    counts = [f"{count} {status}" for status, count in row.counts.items()]
    if row.unchanged:
        counts.append(f"{row.unchanged} unchanged")
    return ", ".join(counts) or "nothing"


def _because(row: ImportRow) -> str:
    return f". {row.reason}" if row.reason else ""


def _as_json(row: ImportRow) -> dict[str, object]:
    return {
        "id": row.id,
        "began": row.began,
        "ended": row.ended,
        "state": row.state,
        "reason": row.reason or None,
        "inputs": row.inputs,
        "counts": {**row.counts, "unchanged": row.unchanged},
    }
