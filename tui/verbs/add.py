"""Taking files and folders in."""

from __future__ import annotations

from pathlib import Path

from corpus.library.intake import add_inputs
from tui.verbs.common import Lines, narrate, open_library, print_json, require_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a file or a folder")
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", help="publication date of articles that state none"
    )
    parser.add_argument("--dry-run", action="store_true", help="report, and add nothing")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(options: Namespace) -> int:
    """Report on every input; 1 when one of them was refused, though the others went in."""
    require_day(options.date)
    counts: dict[str, int] = {}
    lines = Lines()
    with open_library(options, writable=True) as library:
        for outcome in add_inputs(
            library,
            [Path(name) for name in options.inputs],
            published=options.date,
            dry_run=options.dry_run,
        ):
            counts[outcome.status] = counts.get(outcome.status, 0) + 1
            if options.json:
                print_json(outcome.record())
            else:
                what = outcome.reason or outcome.title or ""
                lines.print([outcome.status, outcome.id or "-" * 12, outcome.input, what])
    told = ", ".join(f"{count} {status}" for status, count in counts.items()) or "nothing to add"
    narrate(f"{told} (dry run)" if options.dry_run else told)
    return 1 if "rejected" in counts else 0
