"""Taking files, folders and pages in."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

from corpus.errors import UsageError
from tui.verbs.common import Lines, narrate, open_library, print_json, require_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Generator

    from corpus.ingest.pipeline import Outcome
    from corpus.library.imports import Source
    from corpus.library.store import Library

INTERRUPTED = 130
LEAST_INTERVAL = 0.05


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder or an address")
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", help="publication date of articles that state none"
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="in JSON and CSV, FIELD (title, text, date …) is called NAME",
    )
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--dry-run", action="store_true", help="report, and add nothing")
    acts.add_argument(
        "--watch", action="store_true", help="take in what comes later too, until Ctrl-C"
    )
    parser.add_argument(
        "--every", type=float, default=2.0, metavar="SECONDS", help="how often --watch looks (2)"
    )
    parser.add_argument(
        "--workers", type=int, metavar="N", help="processes that read (default: as many as help)"
    )
    parser.add_argument(
        "--allow-private", action="store_true", help="also addresses of this machine and network"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(options: Namespace) -> int:
    """Report on every input; 1 when one of them was refused, though the others went in.

    What was done before Ctrl-C stays done; the same command goes on with the rest.
    """
    require_day(options.date)
    source = _source(options)
    tally = _Tally(options)
    with open_library(options, writable=not options.dry_run) as library:
        try:
            with closing(_outcomes(options, library, source, tally)) as outcomes:
                for outcome in outcomes:
                    tally.tell(outcome)
        except KeyboardInterrupt:
            tally.end(" (stopped; the same command goes on with the rest)")
            return INTERRUPTED
    tally.end(" (dry run)" if options.dry_run else "")
    return 1 if "rejected" in tally.counts else 0


def _source(options: Namespace) -> Source:
    from corpus.library.imports import Source
    from corpus.library.reading import Options

    fields = dict(_field(pair) for pair in options.map)
    policy = None
    if options.allow_private:
        from corpus.ingest.web import Policy

        policy = Policy(allow_private=True)
    if options.every < LEAST_INTERVAL:
        raise UsageError(f"--every cannot be {options.every}", "Give seconds, such as 2")
    if options.watch:
        _require_folders(options.inputs)
    if options.workers is not None and not 0 <= options.workers <= 64:
        raise UsageError(f"--workers cannot be {options.workers}", "Give 0 to 64")
    return Source(tuple(options.inputs), Options(options.date, fields or None), policy)


def _require_folders(inputs: list[str]) -> None:
    """Refuse to wait for what will never come.

    Raises:
        UsageError: One of the inputs is no folder.
    """
    for one in inputs:
        if not Path(one).is_dir():
            raise UsageError(f"{one} is no folder", "--watch looks at folders; make it first")


def _field(pair: str) -> tuple[str, str]:
    field, equals, name = pair.partition("=")
    if not (field and equals and name):
        raise UsageError(f"--map cannot be {pair!r}", "Write it as title=headline")
    return field, name


def _outcomes(
    options: Namespace, library: Library, source: Source, tally: _Tally
) -> Generator[Outcome]:
    from corpus.library.imports import Import, dry_run, planned, worker_count

    if options.dry_run:
        return dry_run(library, source)
    if options.watch:
        from corpus.library.watch import watch

        narrate("Watching; Ctrl-C ends it")
        return watch(library, source, lambda: time.sleep(options.every))
    files = planned(source.inputs)
    workers = worker_count(files) if options.workers is None else options.workers
    tally.begin(files)
    return Import(library, source, workers=workers, tell=tally.progress).run()


class _Tally:
    """Tells of outcomes one by one and in sum, and on a terminal of how far the whole is."""

    def __init__(self, options: Namespace) -> None:
        self.counts: dict[str, int] = {}
        self._as_json = options.json
        self._lines = Lines()
        self._shows_progress = sys.stderr.isatty()
        self._is_shown = False
        self._of = 0
        self._began = 0.0

    def begin(self, files: int) -> None:
        """Take note of how many files and addresses there are."""
        self._of = files
        self._began = time.monotonic()

    def tell(self, outcome: Outcome) -> None:
        """Print one outcome."""
        self._wipe()
        self.counts[outcome.status] = self.counts.get(outcome.status, 0) + 1
        if self._as_json:
            print_json(outcome.record())
            return
        what = outcome.reason or outcome.title or ""
        self._lines.print([outcome.status, outcome.id or "-" * 12, outcome.input, what])

    def progress(self, done: int) -> None:
        """Show how many files are done, how fast, and how long the rest will take."""
        if not self._shows_progress or self._of < 2:
            return
        self._wipe()
        line = progress_line(done, self._of, time.monotonic() - self._began)
        print(line, end="", file=sys.stderr, flush=True)
        self._is_shown = True

    def end(self, how: str) -> None:
        """Say what became of all."""
        self._wipe()
        counts = [f"{count} {status}" for status, count in self.counts.items()]
        narrate(f"{', '.join(counts) or 'nothing to add'}{how}")

    def _wipe(self) -> None:
        if self._is_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._is_shown = False


def progress_line(done: int, of: int, seconds: float) -> str:
    """Return how far an import is: files, files a second, and the time the rest will take."""
    rate = done / seconds if seconds > 0 else 0.0
    line = f"{done:,} of {of:,}"
    if not rate or done > of:
        return line
    left = round((of - done) / rate)
    minutes, rest = divmod(left, 60)
    time_left = f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
    return f"{line}  {rate:,.0f}/s  {time_left} left"
