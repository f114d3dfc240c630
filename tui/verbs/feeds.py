"""Following feeds: the list of them, and looking at what is new."""

from __future__ import annotations

import sys
from argparse import SUPPRESS
from pathlib import Path

from corpus.errors import BriefError, InputError, UsageError
from corpus.library.feeds import USUAL_MINUTES
from tui.verbs.common import Lines, narrate, open_library, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Sequence

    from corpus.ingest.pipeline import Outcome
    from corpus.ingest.web import Policy
    from corpus.library.feeds import FeedRow
    from corpus.library.refresh import FeedReport, RefreshReport
    from corpus.library.store import Library

_EXAMPLES = {
    "add": "idlib-brief feeds add https://example.org/feed --full --refresh",
    "list": "idlib-brief feeds list --json",
    "remove": "idlib-brief feeds remove 3",
    "refresh": "idlib-brief feeds refresh --due --quiet",
    "import": "idlib-brief feeds import subscriptions.opml --refresh",
    "export": "idlib-brief feeds export -o subscriptions.opml",
}


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, help_: str) -> ArgumentParser:
        described = help_[0].upper() + help_[1:] + "."
        made = actions.add_parser(
            name,
            help=help_,
            description=described,
            epilog=f"example: {_EXAMPLES[name]}",
            allow_abbrev=False,
        )
        # What every verb takes may stand behind the action too; it must not undo what stood before.
        made.add_argument("--library", metavar="PATH", default=SUPPRESS, help="the library's file")
        made.add_argument("--debug", action="store_true", default=SUPPRESS, help=SUPPRESS)
        return made

    add = action(
        "add",
        "follow feeds, pages that name one, files of feeds, and folders",
    )
    add.add_argument(
        "urls", nargs="+", metavar="URL", help="an address, the file of a feed, or a folder"
    )
    add.add_argument("--folder", default="", metavar="NAME", help="where it lies in the list")
    add.add_argument(
        "--every",
        type=int,
        metavar="MINUTES",
        help=f"how often to look at it with refresh --due (default: {USUAL_MINUTES}; a folder: 1)",
    )
    _fetching(add)
    list_ = action("list", "list the feeds")
    list_.add_argument("--json", action="store_true", help="one JSON object a line")
    remove = action("remove", "follow feeds no more; their articles stay")
    remove.add_argument("names", nargs="+", metavar="FEED", help="number, address or title")
    refresh = action("refresh", "look at feeds and take in what is new; safe to run from cron")
    refresh.add_argument("names", nargs="*", metavar="FEED", help="which (default: all)")
    refresh.add_argument("--due", action="store_true", help="only those whose time has come")
    refresh.add_argument("--json", action="store_true", help="one JSON object a line")
    _fetching(refresh, with_refresh=False)
    import_ = action("import", "follow the feeds of an OPML list")
    import_.add_argument("file", metavar="FILE", help="the list")
    _fetching(import_)
    export = action("export", "write the feeds as an OPML list")
    export.add_argument("-o", "--output", default="-", metavar="FILE", help="where to (default: -)")


def _fetching(parser: ArgumentParser, *, with_refresh: bool = True) -> None:
    """Add what every action takes that may ask servers."""
    parser.add_argument(
        "--full", action="store_true", help="fetch the pages of entries that are only excerpts"
    )
    if with_refresh:
        parser.add_argument("--refresh", action="store_true", help="look at them at once")
    parser.add_argument(
        "--allow-private", action="store_true", help="also ask machines of the own network"
    )
    parser.add_argument("--quiet", action="store_true", help="say only what went wrong")


def run(options: Namespace) -> int:
    """Do what was asked for.

    Raises:
        BriefError: It cannot be done.
    """
    return _ACTIONS[options.action](options)


def _add(options: Namespace) -> int:
    from corpus.library.feeds import add_feed, address_of, change_feed, find

    code = 0
    added: list[FeedRow] = []
    with open_library(options, writable=True) as library:
        for asked in options.urls:
            try:
                url, title = _feed_at(asked, _policy(options))
                is_new = add_feed(
                    library,
                    url,
                    title=title,
                    folder=options.folder,
                    whole=options.full,
                    minutes=options.every,
                )
                row = find(library, address_of(url))
                if not is_new:
                    change_feed(library, row, whole=options.full or None, minutes=options.every)
            except InputError as error:
                narrate(f"idlib-brief: {error}")
                code = 1
                continue
            added.append(row)
            _say(options, f"{'Following' if is_new else 'Followed already:'} {row.label}")
        if options.refresh and added:
            code = max(code, _look(library, options, added))
    return code


def _feed_at(asked: str, policy: Policy) -> tuple[str, str]:
    """Return the address of the feed that is meant, and what it calls itself.

    Raises:
        InputError: There is no feed, or several.
    """
    from corpus.ingest.decode import read_bytes, shown_path
    from corpus.ingest.feed import discover, is_feed, parse
    from corpus.ingest.web import fetch, is_url, shown_url

    if not is_url(asked):
        if not Path(asked).expanduser().exists() and _is_like_a_host(asked):
            hint = f"Did you mean https://{asked}?"
            raise InputError(f"{shown_path(asked)} does not exist", hint)
        if Path(asked).expanduser().is_dir():
            return asked, ""
        data = read_bytes(Path(asked).expanduser())
        return asked, parse(data, asked).title or ""
    fetched = fetch(asked, policy)
    if is_feed(fetched.data):
        url = fetched.final_url
        feed = parse(fetched.data, url, url=url, content_type=fetched.content_type)
        return fetched.moved_to or asked, feed.title or ""
    named = discover(fetched.data, fetched.final_url, content_type=fetched.content_type)
    if not named:
        message = f"{shown_url(asked)} is no feed, and names none"
        raise InputError(message, "Look for the address of its RSS or Atom feed")
    if len(named) > 1:
        several = ", ".join(map(shown_url, named[:8]))
        raise InputError(f"{shown_url(asked)} names several feeds", f"Choose from: {several}")
    fetched = fetch(named[0], policy)
    feed = parse(fetched.data, named[0], url=named[0], content_type=fetched.content_type)
    return named[0], feed.title or ""


def _is_like_a_host(asked: str) -> bool:
    """Tell whether what is no file may be an address without its scheme."""
    *labels, last = asked.partition("/")[0].lower().split(".")
    return bool(labels) and all(labels) and last not in ("xml", "rss", "atom", "json", "opml")


def _list(options: Namespace) -> int:
    from corpus.library.feeds import article_counts, feeds

    lines = Lines()
    with open_library(options) as library:
        counts = article_counts(library)
        rows = feeds(library)
        for row in rows:
            count = counts.get(row.number, 0)
            if options.json:
                print_json(_record(row, count))
                continue
            checked = row.checked or "never looked at"
            what = " · ".join(filter(None, (row.label, row.url, row.problem)))
            number = f"{count} article{'' if count == 1 else 's'}"
            lines.print([str(row.number), row.folder or "-", checked, number, what])
    if not rows and not options.json:
        narrate("No feeds yet. Follow one: idlib-brief feeds add URL")
    return 0


def _record(row: FeedRow, count: int) -> dict[str, object]:
    return {
        "number": row.number,
        "url": row.url,
        "title": row.title or None,
        "folder": row.folder or None,
        "site": row.site,
        "full": row.whole,
        "every": row.minutes,
        "articles": count,
        "checked": row.checked,
        "due": row.due or None,
        "failures": row.failures,
        "problem": row.problem or None,
    }


def _remove(options: Namespace) -> int:
    from corpus.library.feeds import find, remove_feed

    with open_library(options, writable=True) as library:
        rows = [find(library, name) for name in options.names]
        for row in rows:
            remove_feed(library, row)
            narrate(f"No longer following {row.label}; its articles stay")
    return 0


def _refresh(options: Namespace) -> int:
    from corpus.library.feeds import due, find

    if options.due and options.names:
        raise UsageError("--due and names of feeds exclude each other", "Give one of the two")
    with open_library(options, writable=True) as library:
        wanted: Sequence[FeedRow] | None = None
        if options.names:
            wanted = [find(library, name) for name in options.names]
        elif options.due:
            wanted = due(library)
        return _look(library, options, wanted)


def _look(library: Library, options: Namespace, wanted: Sequence[FeedRow] | None) -> int:
    """Look at feeds and report; 1 when a feed or an entry failed, though the others went in."""
    from corpus.library.only_one import BusyError
    from corpus.library.refresh import RefreshOptions, refresh

    tell = _telling(options, as_json=getattr(options, "json", False))
    added = 0

    def told(outcome: Outcome) -> None:
        nonlocal added
        added += outcome.status in ("added", "similar")
        if tell is not None:
            tell(outcome)

    try:
        report = refresh(
            library,
            wanted,
            RefreshOptions(_policy(options), whole=options.full),
            told=told,
            ended=_feed_ended(options),
        )
    except KeyboardInterrupt:
        _say(options, f"{added} new (stopped; the next refresh goes on with the rest)")
        raise
    except BusyError:
        # Somebody is at it, so what was asked for is being done.
        _say(options, "Another program is looking at the feeds of this library already")
        return 0
    _say(options, _summary(report))
    return 1 if report.failed or report.rejected else 0


def _telling(options: Namespace, *, as_json: bool) -> Callable[[Outcome], None] | None:
    if as_json:
        return lambda outcome: print_json(outcome.record())
    if options.quiet:
        return None
    lines = Lines()

    def tell(outcome: Outcome) -> None:
        what = " · ".join(filter(None, (outcome.title, outcome.reason)))
        lines.print([outcome.status, outcome.id or "-" * 12, outcome.published or "-" * 10, what])

    return tell


def _feed_ended(options: Namespace) -> Callable[[FeedReport], None]:
    def tell(report: FeedReport) -> None:
        if report.problem:
            narrate(f"idlib-brief: {report.problem}")
        elif report.skipped:
            _say(options, f"Left alone: {report.feed.label}, {report.skipped}")

    return tell


def _summary(report: RefreshReport) -> str:
    if not report.feeds:
        return "No feed to look at"
    looked = [one for one in report.feeds if not one.skipped]
    parts = [f"{report.added} new from {len(looked)} feed{'' if len(looked) == 1 else 's'}"]
    if unchanged := sum(one.unchanged for one in looked):
        parts.append(f"{unchanged} unchanged")
    if report.rejected:
        parts.append(f"{report.rejected} rejected")
    if report.failed:
        parts.append(f"{report.failed} failed")
    return ", ".join(parts)


def _import(options: Namespace) -> int:
    from corpus.ingest.decode import read_bytes
    from corpus.ingest.opml import parse
    from corpus.library.feeds import add_feed, address_of, find

    outlines = parse(read_bytes(Path(options.file)), options.file)
    added: list[FeedRow] = []
    code = 0
    with open_library(options, writable=True) as library:
        for outline in outlines:
            try:
                is_new = add_feed(
                    library,
                    outline.url,
                    title=outline.title,
                    folder=outline.folder,
                    site=outline.site,
                    whole=options.full,
                )
                if is_new:
                    added.append(find(library, address_of(outline.url)))
            except InputError as error:
                narrate(f"idlib-brief: {error}")
                code = 1
        _say(options, f"Following {len(added)} of {len(outlines)} feeds that were not yet")
        if options.refresh:
            everything = [find(library, address_of(one.url)) for one in outlines]
            code = max(code, _look(library, options, everything))
    return code


def _export(options: Namespace) -> int:
    from corpus.ingest.opml import Outline, written
    from corpus.ingest.web import is_url
    from corpus.library.feeds import feeds

    with open_library(options) as library:
        rows = [row for row in feeds(library) if is_url(row.url)]
    text = written(Outline(row.url, row.title, row.site, row.folder) for row in rows)
    if options.output == "-":
        sys.stdout.write(text)
        return 0
    try:
        Path(options.output).write_text(text, encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "output error").lower()
        raise BriefError(f"{options.output} cannot be written ({reason})") from error
    narrate(f"{len(rows)} feeds written to {options.output}")
    return 0


def _policy(options: Namespace) -> Policy:
    from corpus.ingest.web import Policy

    return Policy(allow_private=options.allow_private)


def _say(options: Namespace, text: str) -> None:
    if not options.quiet:
        narrate(text)


_ACTIONS: dict[str, Callable[[Namespace], int]] = {
    "add": _add,
    "list": _list,
    "remove": _remove,
    "refresh": _refresh,
    "import": _import,
    "export": _export,
}
