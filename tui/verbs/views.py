"""Saved queries: keeping them, and listing what they find."""

from __future__ import annotations

from argparse import SUPPRESS

from corpus.errors import UsageError
from corpus.query.errors import QueryError
from tui.verbs.asking import query_of, tell_of_scan
from tui.verbs.common import Lines, narrate, open_library, print_json
from tui.verbs.dashes import take_dashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from corpus.article import ArticleRow
    from corpus.library.desk import View
    from corpus.library.store import Library
    from corpus.search.searcher import Searcher

_EXAMPLES = {
    "list": "idlib-brief views list --json",
    "save": "idlib-brief views save 'unread Sochi' 'agreement:sochi is:unread'",
    "remove": "idlib-brief views remove 'unread Sochi'",
    "show": "idlib-brief views show 'unread Sochi'",
}
BATCH = 500
"""Rows asked for at a time."""


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, help_: str) -> ArgumentParser:
        made = actions.add_parser(
            name,
            help=help_,
            description=f"{help_[0].upper()}{help_[1:]}.",
            epilog=f"example: {_EXAMPLES[name]}",
            allow_abbrev=False,
        )
        # What every verb takes may stand behind the action too; it must not undo what stood before.
        made.add_argument("--library", metavar="PATH", default=SUPPRESS, help="the library's file")
        made.add_argument("--debug", action="store_true", default=SUPPRESS, help=SUPPRESS)
        return made

    list_ = action("list", "list the saved views with how much they find")
    list_.add_argument("--json", action="store_true", help="one JSON object a line")
    save = action("save", "save a query under a name")
    save.add_argument("name", metavar="NAME", help="what to call it")
    save.add_argument("query", nargs="+", metavar="QUERY", help="what it asks")
    remove = action("remove", "forget a view; the articles stay")
    remove.add_argument("name", metavar="NAME", help="what it is called")
    show = action("show", "list the articles of a view, and take it for seen")
    show.add_argument("name", metavar="NAME", help="what it is called")
    show.add_argument("--json", action="store_true", help="one JSON object")
    take_dashes(parser)


def run(options: Namespace) -> int:
    """Do what was asked for.

    Raises:
        BriefError: It cannot be done.
    """
    return _ACTIONS[options.action](options)


def _list(options: Namespace) -> int:
    from corpus.library import desk
    from corpus.search.searcher import Searcher

    with open_library(options) as library:
        searcher = Searcher(library)
        tell_of_scan(searcher)
        lines = Lines()
        for view in desk.views(library):
            try:
                counts = _counts(library, searcher, view)
            except QueryError as error:
                narrate(f"{view.name}: {error}")
                counts = {}
            if options.json:
                print_json({"name": view.name, "query": view.query, **counts})
                continue
            said = "  ".join(f"{number} {what}" for what, number in counts.items())
            lines.print([view.name, said or "—", view.query])
    return 0


def _counts(library: Library, searcher: Searcher, view: View) -> dict[str, int]:
    from corpus.article import Span
    from corpus.library.desk import unseen
    from corpus.query.narrow import with_term
    from corpus.query.tree import State

    query = query_of([view.query])
    ids = searcher.ids(query)
    unread = searcher.count(with_term(query, State(Span(0, 0), "unread")))
    return {"articles": len(ids), "unread": unread, "new": unseen(library, view, ids)}


def _save(options: Namespace) -> int:
    from corpus.library.desk import save_view

    query = " ".join(options.query).strip()
    if not query:
        raise UsageError("A view needs a query", f"As in: {_EXAMPLES['save']}")
    with open_library(options, writable=True) as library:
        is_new = save_view(library, options.name, query)
    narrate(f"{'Saved' if is_new else 'Changed'}: {options.name.strip()}")
    return 0


def _remove(options: Namespace) -> int:
    from corpus.library.desk import remove_view

    with open_library(options, writable=True) as library:
        view = remove_view(library, options.name)
    narrate(f"Removed: {view.name} ({view.query})")
    return 0


def _show(options: Namespace) -> int:
    from corpus.library import desk
    from corpus.search.searcher import Searcher

    with open_library(options) as library:
        view = desk.view(library, options.name)
        searcher = Searcher(library)
        tell_of_scan(searcher)
        ids = searcher.ids(query_of([view.query]))
        rows = [
            row
            for start in range(0, len(ids), BATCH)
            for row in library.rows(ids[start : start + BATCH])
        ]
    if options.json:
        articles = [_as_json(row) for row in rows]
        print_json({"name": view.name, "query": view.query, "articles": articles})
    else:
        lines = Lines()
        for row in rows:
            lines.print([row.id, row.published or "no date   ", row.source or "—", row.label])
    _take_for_seen(options, view)
    return 0


def _take_for_seen(options: Namespace, view: View) -> None:
    from corpus.errors import LibraryError
    from corpus.library.desk import look_at

    try:
        with open_library(options, writable=True) as library:
            look_at(library, view.name)
    except LibraryError:
        narrate("The library is read-only: the view stays as new as it was")


def _as_json(row: ArticleRow) -> dict[str, object]:
    return {
        "id": row.id,
        "label": row.label,
        "published": row.published,
        "source": row.source,
        "read": row.is_read,
        "starred": row.is_starred,
        "tags": list(row.tags),
    }


_ACTIONS = {"list": _list, "save": _save, "remove": _remove, "show": _show}
