"""Reading the articles of the library again after rules, knowledge or corrections have changed."""

from __future__ import annotations

import sys

from tui.verbs.common import narrate, open_library, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("--all", action="store_true", help="also what was read with these rules")
    parser.add_argument("--json", action="store_true", help="one JSON object at the end")


def run(options: Namespace) -> int:
    """Read again what was read with other rules; what is done stays done when it is stopped.

    Raises:
        KnowledgeError: Knowledge or corrections cannot be read.
        LibraryError: The library cannot be written.
    """
    from corpus.library.reindex import article_reader, reindex

    with open_library(options, writable=True) as library:
        reader = article_reader(library)
        ids = library.article_ids() if options.all else library.not_indexed_as(reader.mark)
        reindex(library, ids, reader, _progress if sys.stderr.isatty() else None)
        total = len(library.article_ids())
    if options.json:
        print_json({"read": len(ids), "articles": total})
    else:
        narrate(f"{len(ids)} of {total} articles read again")
    return 0


def _progress(done: int, of: int) -> None:
    end = "\n" if done == of else ""
    print(f"\r{done} of {of} articles", end=end, file=sys.stderr, flush=True)
