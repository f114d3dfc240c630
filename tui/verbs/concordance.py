"""Printing a concordance: every place of an entity or a query with what stands around it."""

from __future__ import annotations

import sys
from itertools import chain, islice

from corpus.concordance import PlaceList, Subject, lines, occurrences, places
from corpus.concordance_index import Column, Index, Order
from corpus.errors import NotFoundError, UsageError
from tui.verbs.common import narrate, open_library, printed_row
from tui.verbs.dashes import take_dashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator

    from corpus.concordance import ConcordanceLine, Place
    from corpus.concordance_export import Format
    from corpus.library.store import Library

CONTEXT = 80
"""Code points on either side where no terminal says how much there is room for."""
WIDEST = 10_000
DAY = 10
SOURCE = 12
KEYWORD = 20
"""Columns of a keyword as a rule, where those of the contexts are given."""
ROOM_FOR_SOURCE = 100
"""Columns from which on the outlet is printed too."""
_LEAD = 0.46
_NO_DAY = "no date   "


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument(
        "asked", nargs="+", metavar="ENTITY|QUERY", help="a slug such as person/akar, or a query"
    )
    parser.add_argument(
        "--sort",
        choices=[column.value for column in Column],
        default=Column.DATE.value,
        help="l1 is the word before the keyword, r1 the one after it, in Arabic too",
    )
    parser.add_argument("--reverse", action="store_true", help="turn the order round")
    parser.add_argument(
        "--without-proclitics",
        action="store_true",
        help="sort words without و ف ب ل ك written onto them",
    )
    parser.add_argument(
        "--width",
        type=int,
        metavar="N",
        help="context on either side: columns on a terminal, else characters",
    )
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many lines")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--json", action="store_true", help="one JSON object a line")
    kinds.add_argument("--csv", action="store_true", help="CSV with headings")
    take_dashes(parser, mixed=True)


def run(options: Namespace) -> int:
    """Print a line a place; 1 when there is none.

    Raises:
        UsageError: The width or the limit is none, or the query is none.
        NotFoundError: There is no such entity.
    """
    _require("--width", options.width, WIDEST)
    _require("--limit", options.limit)
    order = Order(Column(options.sort), options.reverse, options.without_proclitics)
    on_terminal = sys.stdout.isatty() and not (options.json or options.csv)
    context = (4 * options.width if options.width else 320) if on_terminal else options.width
    with open_library(options) as library:
        subject = _subject(library, " ".join(options.asked))
        wanted = islice(_in_order(library, subject, order), options.limit)
        found = (line for line in lines(library, wanted, context or CONTEXT) if line)
        first = next(found, None)
        if first is None:
            narrate(f"idlib-brief: Nothing found for {' '.join(options.asked)}")
            return 1
        if on_terminal:
            _print_rows(chain((first,), found), options.width)
        else:
            _print(chain((first,), found), _format(options))
    return 0


def _format(options: Namespace) -> Format:
    if options.json:
        return "jsonl"
    return "csv" if options.csv else "text"


def _require(name: str, asked: int | None, most: int | None = None) -> None:
    if asked is not None and (asked < 1 or (most is not None and asked > most)):
        raise UsageError(f"{name} cannot be {asked}", f"Give 1 to {most}" if most else "Give 1 up")


def _subject(library: Library, asked: str) -> Subject:
    """Return the entity that is asked for, or else the query.

    Raises:
        NotFoundError: It is written as an entity's slug, and there is none.
    """
    from corpus.article import EntityType

    slug = asked.strip().lower()
    prefix, slash, _ = slug.partition("/")
    if not slash or " " in slug or prefix not in {type_.prefix for type_ in EntityType}:
        return Subject(query=asked)
    if slug in library.entity_names([slug]) or library.totals(slug)[0]:
        return Subject(slug=slug)
    from difflib import get_close_matches

    from corpus.knowledge.base import load

    known = load().entities
    if slug in known:
        return Subject(slug=slug)
    near = get_close_matches(slug, known, n=3, cutoff=0.5)
    hint = f"Near: {', '.join(near)}" if near else "See: idlib-brief entity --help"
    raise NotFoundError(f"There is no entity {slug!r}", hint)


def _in_order(library: Library, subject: Subject, order: Order) -> Iterator[Place]:
    if order == Order():
        yield from places(library, subject)
        return
    found = PlaceList()
    for one in occurrences(library, subject):
        found.add(one)
    index = Index()
    for _ in index.fill(library, map(found.__getitem__, range(len(found)))):
        pass
    for number in index.in_order(order):
        yield found[number]


def _print(found: Iterable[ConcordanceLine], format_: Format) -> None:
    from corpus.concordance_export import written
    from tui.bidi.sanitize import visible

    for text in written(found, format_):
        # JSON names controls, and CSV keeps what was between its quotes; plain text has nothing.
        if format_ == "text":
            text = "\t".join(map(visible, text.rstrip("\n").split("\t"))) + "\n"
        print(text, end="", flush=format_ == "jsonl")


def _print_rows(found: Iterable[ConcordanceLine], width: int | None) -> None:
    """Print visual lines, the keyword of each at the same column."""
    from shutil import get_terminal_size

    from tui.terminal.cure import cured
    from tui.terminal.here import terminal_for_printing

    terminal = terminal_for_printing()
    columns = get_terminal_size().columns
    for line in found:
        if terminal.mode == "logical":
            # Such a terminal orders the line itself: it is given the text, not cells.
            print(_logical(line, width or columns))
        else:
            cells = _cells(line, columns, width)
            row = printed_row(cells, terminal.mode, terminal.keep_harakat)
            print(cured(terminal, row.rstrip()))


def _logical(line: ConcordanceLine, width: int) -> str:
    from tui.bidi.sanitize import visible

    text = f"{line.left[-width // 3 :]}[{line.shown_keyword}]{line.right[: width // 3]}"
    return visible(f"{line.day or _NO_DAY}  {text}")


def _cells(line: ConcordanceLine, columns: int, width: int | None) -> list[str]:
    """Return what every cell of a row prints: day, text, outlet.

    Args:
        line: The line.
        columns: Those of the terminal.
        width: Columns of context on either side; by default what the terminal has.
    """
    from tui.bidi.in_context import KeywordInContext
    from tui.bidi.layout import one_line

    has_source = width is None and columns >= ROOM_FOR_SOURCE
    room = max(10, columns - DAY - 2 - (SOURCE + 2) * has_source)
    text = KeywordInContext(line.left, line.shown_keyword, line.right)
    lead = round(room * _LEAD) if width is None else width
    row = text.row(room if width is None else 2 * width + KEYWORD, lead)
    cells = [*(line.day or _NO_DAY), " ", " ", *row.cells]
    if has_source:
        source = one_line(line.source or "—", SOURCE)
        cells += [" ", " ", *(cell.glyphs for cell in source.cells)]
    return cells
