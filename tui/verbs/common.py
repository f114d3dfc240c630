"""What several verbs need: the library, and lines for a terminal or a pipe."""

from __future__ import annotations

import json
import os
import sys

from corpus.errors import UsageError
from corpus.library.location import library_path
from corpus.library.seed import add_samples, has_samples
from corpus.library.store import Library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import Any

    from tui.bidi.encode import Mode
    from tui.bidi.layout import VisualLine


def open_library(options: Namespace, *, writable: bool = False) -> Library:
    """Open the library the options name; a first opening puts the sample articles in.

    A library that cannot be written is opened for reading where the verb only reads.

    Raises:
        LibraryError: It cannot be opened.
    """
    path = library_path(options.library)
    if writable:
        return _opened_for_writing(path)
    if not path.exists() or path.stat().st_size == 0:
        return _filled(Library(path, tell=Progress(path)))
    library = Library(path, writable=False, tell=Progress(path))
    if has_samples(library) or not os.access(path, os.W_OK):
        return library
    library.close()
    return _filled(Library(path, tell=Progress(path)))


def _opened_for_writing(path: Path) -> Library:
    is_new = not path.exists()
    library = _filled(Library(path, tell=Progress(path)))
    if is_new:
        from corpus.library.session import owe_tour

        owe_tour(library)
    return library


class Progress:
    """Tells on one line of stderr how far a library has been brought up to date.

    Where stderr is no terminal, a line is written when something begins, and no more.

    Args:
        path: The library.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._what = ""

    def __call__(self, what: str, done: int, all_: int) -> None:
        """Tell that something is done of so many articles."""
        if all_ < _WORTH_TELLING:
            return
        if not sys.stderr.isatty():
            if what != self._what:
                narrate(f"{what} of {self._name}: {all_:,} articles, once for this version")
            self._what = what
            return
        line = f"\r{what} of {self._name}: {done:,} of {all_:,} articles"
        print(line, end="" if done < all_ else "\n", file=sys.stderr, flush=True)


_WORTH_TELLING = 2_000
"""Articles below which it is done before one has read that it is."""


def _filled(library: Library) -> Library:
    """Put the samples in, unless that was done: a first opening may have been cut short."""
    if not has_samples(library):
        count = add_samples(library)
        narrate(f"New library {library.path} with {count} sample articles")
    return library


def require_day(asked: str | None) -> None:
    """Refuse a ``--date`` that is no day; none at all is right.

    Raises:
        UsageError: It is no day, or not written as one.
    """
    from corpus.ingest.datelines import is_iso_day

    if asked is not None and not is_iso_day(asked):
        raise UsageError(f"--date cannot be {asked!r}", "Write a day as 2020-03-05")


def narrate(text: str) -> None:
    """Say something to the person, apart from the data."""
    from tui.bidi.sanitize import visible

    print(visible(text), file=sys.stderr)


def print_json(value: Any) -> None:
    """Print one JSON object on a line of its own, in logical order."""
    # A reader at the other end of a pipe waits for each line.
    print(json.dumps(value, ensure_ascii=False), flush=True)


PLAIN_VARIABLE = "IDLIB_BRIEF_PLAIN"


def asks_for_plain() -> bool:
    """Tell whether the environment asks for logical lines on a terminal, to be read aloud."""
    return os.environ.get(PLAIN_VARIABLE, "") not in ("", "0")


class Lines:
    """Prints text the way the other end of stdout can show it.

    A terminal gets visual lines, shaped and cut to its width; a pipe, a file, or who has asked for
    plain lines gets logical text, whole, without control characters.

    Args:
        plain: Whether plain lines are asked for; the environment can ask for them too.
    """

    def __init__(self, *, plain: bool = False) -> None:
        self.on_terminal = sys.stdout.isatty() and not plain and not asks_for_plain()
        self.width = 80
        if self.on_terminal:
            from shutil import get_terminal_size

            from tui.terminal.here import terminal_for_printing

            self.width = get_terminal_size().columns
            self.terminal = terminal_for_printing()

    def print(self, fields: Iterable[str]) -> None:
        """Print fields as one line, the last of which may be cut on a terminal."""
        from tui.bidi.sanitize import visible

        *first, last = [visible(field) for field in fields]
        if not self.on_terminal:
            print("\t".join((*first, last)))
            return
        shown = [self._shown(field, len(field) + 8) for field in first]
        used = sum(width + 2 for _, width in shown)
        text, _ = self._shown(last, max(10, self.width - used))
        from tui.terminal.cure import cured

        print(cured(self.terminal, "  ".join((*(field for field, _ in shown), text)).rstrip()))

    def _shown(self, text: str, width: int) -> tuple[str, int]:
        if self.terminal.mode == "logical":
            # Such a terminal orders the line itself: it is given the text, not cells.
            cut = text if len(text) <= width else text[: width - 1] + "…"
            return cut, len(cut)
        from tui.bidi.layout import one_line

        line = one_line(text, width)
        return printed(line, self.terminal.mode, self.terminal.keep_harakat), line.width


def printed(line: VisualLine, mode: Mode, keep_harakat: bool) -> str:
    """Return a line as a terminal of some mode is to be sent it."""
    return printed_row([cell.glyphs for cell in line.cells], mode, keep_harakat)


def printed_row(cells: Sequence[str], mode: Mode, keep_harakat: bool) -> str:
    """Return a row of cells, from the left, as a terminal of some mode is to be sent it."""
    from tui.bidi.encode import alternating, encode_cells, parted_cells

    glyphs = encode_cells(cells, mode, keep_harakat=keep_harakat)
    if mode == "chunks":
        return "".join(
            f"\x1b[1m{glyph}\x1b[22m" if flag else glyph
            for glyph, flag in zip(glyphs, parted_cells(cells, mode), strict=True)
        )
    if mode != "jitter":
        return "".join(glyphs)
    # A background one unit from black: no eye sees it, and it parts the cells.
    return "".join(
        f"\x1b[48;2;0;0;1m{glyph}\x1b[49m" if flag else glyph
        for glyph, flag in zip(glyphs, alternating(cells), strict=True)
    )
