"""Printing what differs between two articles."""

from __future__ import annotations

from tui.verbs.common import Lines, narrate, open_library, print_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

SIGNS = {"equal": " ", "delete": "-", "insert": "+"}


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("first", metavar="ID1", help="an article")
    parser.add_argument("second", metavar="ID2", help="the article to compare it with")
    parser.add_argument(
        "--exact", action="store_true", help="hamza, vowel marks and punctuation count too"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object with offsets")


def run(options: Namespace) -> int:
    """Print the words both articles have, and those of one alone, in reading order.

    Raises:
        NotFoundError: There is no such article.
    """
    from corpus.diff import diff, share_equal

    with open_library(options) as library:
        old = library.article(library.resolve(options.first))
        new = library.article(library.resolve(options.second))
    runs = diff(old, new, exact=options.exact)
    share = share_equal(runs)
    if options.json:
        print_json(
            {
                "old": old.id,
                "new": new.id,
                "equal": round(share, 3),
                "runs": [
                    {
                        "change": run.change,
                        "old": [run.old.start, run.old.end],
                        "new": [run.new.start, run.new.end],
                        "text": run.new.slice(new.text) or run.old.slice(old.text),
                    }
                    for run in runs
                ],
            }
        )
        return 0
    lines = Lines()
    for run in runs:
        text = run.new.slice(new.text) or run.old.slice(old.text)
        lines.print([SIGNS[run.change], " ".join(text.split())])
    narrate(f"{share:.0%} of both stands in both")
    return 0
