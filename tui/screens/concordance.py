"""The concordance of an entity or a query: every place of it with what stands around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.worker import get_current_worker

import styles
from corpus.article import EntityType
from corpus.concordance import Place, PlaceList, Subject, lines, occurrences
from corpus.concordance_index import Column, Index, Order
from corpus.errors import BriefError
from corpus.library.store import Library
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.said import _, noted, plural
from tui.panes.concordance import ConcordanceTable, Counted, CountList, OrderList
from tui.panes.keyline import KeyLine
from tui.panes.rows import VirtualRows
from tui.panes.status import StatusLine
from tui.screens.ask import AskScreen, ask_until_kept
from tui.screens.helping import Helping
from tui.screens.list_file import file_hindrance, file_question, lines_written
from tui.wording import isolated, name_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.concordance import ConcordanceLine
    from corpus.concordance_export import Format
    from corpus.library.occurrences import InArticle
    from tui.keys import Where

BETWEEN_REPORTS = 0.1
"""Seconds after which what was read is shown."""
LONGEST_WAIT = 1.0
"""Seconds that reading waits at most for what was found first to be painted."""
BREATH = 0.0005
"""Seconds that reading rests now and then, so that a key is answered in between."""
LONGEST_NAME = 60
"""Code points of what it is of that stand in the title."""
WRITTEN_CONTEXT = 160
"""Code points on either side in a file."""

ORDERS: dict[Column, str] = {
    Column.DATE: noted("date"),
    Column.R1: noted("the word after"),
    Column.R2: noted("the second word after"),
    Column.R3: noted("the third word after"),
    Column.L1: noted("the word before"),
    Column.L2: noted("the second word before"),
    Column.L3: noted("the third word before"),
    Column.KEYWORD: noted("the form of the keyword"),
    Column.SOURCE: noted("outlet"),
}
"""What lines are sorted by, as it is said."""

_CYCLE = (Column.DATE, Column.R1, Column.L1, Column.KEYWORD, Column.SOURCE)

COUNTED: dict[Column, str] = {
    Column.KEYWORD: noted("Forms of the keyword"),
    Column.R1: noted("The word after"),
    Column.L1: noted("The word before"),
    Column.R2: noted("The second word after"),
    Column.L2: noted("The second word before"),
    Column.SOURCE: noted("Outlets"),
    Column.DATE: noted("Years"),
}


_AS_FOUND = Order()


@dataclass(frozen=True, slots=True)
class _View:
    """Which lines are shown, in what order."""

    order: Order = _AS_FOUND
    words: str = ""
    narrowed: tuple[tuple[Column, str], ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether all lines are shown as they were found."""
        return self == _View()

    def rows(self, index: Index) -> Sequence[int] | None:
        """Return the lines, in date order."""
        rows = index.holding(self.words) if self.words else None
        for column, text in self.narrowed:
            rows = index.having(column, text, rows)
        return rows


class ConcordanceScreen(Helping, EncodedScreen, Screen["Place | None"]):
    """Shows a concordance; the answer is the place to go to, or None.

    Args:
        library: Where the articles are.
        subject: What it is of.
    """

    CSS_PATH = styles.sheet("concordance")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "concordance")]
    KEYS: ClassVar[tuple[Where, ...]] = ("everywhere", "concordance", "concordance_counts", "rows")
    AUTO_FOCUS = "#lines"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012

    @dataclass
    class Arrived(Message):
        """More places were found."""

        found: tuple[InArticle, ...]
        is_all: bool

    @dataclass
    class Read(Message):
        """The words around so many places are known."""

        number: int

    @dataclass
    class Indexed(Message):
        """The words around all places are known."""

        index: Index

    @dataclass
    class Arranged(Message):
        """The lines of a view are known."""

        view: _View
        order: Sequence[int]

    @dataclass
    class CountsMade(Message):
        """What stands in the columns was counted."""

        counted: tuple[Counted, ...]

    @dataclass
    class Failed(Message):
        """The library could not be read, or a file not be written."""

        error: BriefError

    @dataclass
    class Exported(Message):
        """A file was written."""

        path: Path
        number: int

    def __init__(self, library: Library, subject: Subject) -> None:
        super().__init__()
        self._library = library
        self._subject = subject
        self._places = PlaceList()
        self._index: Index | None = None
        self._read = 0
        self._is_all = False
        self._view = _View()
        self._order: Sequence[int] | None = None
        self._problem = ""
        self._is_painted = Event()

    def compose(self) -> ComposeResult:
        """Lay out the table, the counts that can take its place, the status line and the keys."""
        yield ConcordanceTable(self._fetch, look=_look(self._subject), id="lines")
        yield CountList(id="counts")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "concordance")

    @property
    def _table(self) -> ConcordanceTable:
        return self.query_one("#lines", ConcordanceTable)

    @property
    def _counts(self) -> CountList:
        return self.query_one("#counts", CountList)

    @property
    def _is_counting(self) -> bool:
        return self.has_class("-counting")

    def on_mount(self) -> None:
        """Begin to read."""
        named = self._named()
        self._table.show_title(_("Concordance of {what}", what=named))
        self._counts.show_title(_("Around {what}", what=named))
        self._table.show_places(self._places)
        self._tell()
        self._read_places()

    def _named(self) -> str:
        """Return what the concordance is of."""
        slug = self._subject.slug
        name = self._library.entity_names([slug]).get(slug) if slug else None
        called = name_said(name) if name else slug or self._subject.query
        return isolated(called[:LONGEST_NAME])

    def _fetch(self, places: Sequence[Place]) -> Sequence[ConcordanceLine | None]:
        return tuple(lines(self._library, places))

    # --- reading ------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="read")
    def _read_places(self) -> None:
        """Find all places, the first of them at once, then the words around each."""
        worker = get_current_worker()
        try:
            with Library(self._library.path, writable=False) as library:
                places = PlaceList()
                for found, is_all in _in_pieces(occurrences(library, self._subject)):
                    if worker.is_cancelled:
                        return
                    for one in found:
                        places.add(one)
                    self.post_message(self.Arrived(found, is_all))
                    # What is read further on would only keep the first lines from being painted.
                    self._is_painted.wait(LONGEST_WAIT)
                index = Index()
                told = monotonic()
                for number in index.fill(library, map(places.__getitem__, range(len(places)))):
                    if worker.is_cancelled:
                        return
                    sleep(BREATH)
                    if monotonic() - told > BETWEEN_REPORTS:
                        told = monotonic()
                        self.post_message(self.Read(number))
        except BriefError as error:
            self.post_message(self.Failed(error))
            return
        self.post_message(self.Indexed(index))

    @on(Arrived)
    def _arrived(self, event: Arrived) -> None:
        for found in event.found:
            self._places.add(found)
        self._is_all = event.is_all
        self.call_after_refresh(self._is_painted.set)
        if self._order is None:
            self._table.show_places(self._places)
        if event.is_all and not len(self._places):
            self._table.empty_text = (
                f"  {_('Nothing found.')}",
                f"  {_('{key} goes back.', key='q')}",
            )
            self._table.refresh()
        self._tell()

    @on(Read)
    def _words_read(self, event: Read) -> None:
        self._read = event.number
        self._tell()

    @on(Indexed)
    def _indexed(self, event: Indexed) -> None:
        self._index = event.index
        self._arrange()
        if self._is_counting:
            self._count()
        self._tell()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self._problem = str(event.error)
        self.notify(self._problem, severity="error")
        self._tell()

    # --- order and filter ---------------------------------------------------------------

    def _show(self, view: _View) -> None:
        """Show other lines, or the same in another order, as soon as that can be."""
        self._view = view
        self._arrange()
        self._tell()

    def _arrange(self) -> None:
        if self._view.is_plain:
            if self._order is not None:
                self._order = None
                self._table.show_order(None)
                self._table.show_places(self._places)
        elif self._index is not None:
            self._arrange_lines(self._index, self._view)

    @work(thread=True, exclusive=True, group="arrange")
    def _arrange_lines(self, index: Index, view: _View) -> None:
        order = index.in_order(view.order, view.rows(index))
        self.post_message(self.Arranged(view, order))

    @on(Arranged)
    def _arranged(self, event: Arranged) -> None:
        if event.view != self._view:
            return
        self._order = event.order
        self._table.empty_text = (
            f"  {_('No line has that.')}",
            f"  {_('{key} shows all again.', key='Esc')}",
        )
        self._table.show_order(event.order)
        if self._is_counting:
            self._count()
        self._tell()

    def action_sort(self) -> None:
        """Put the lines in the next order."""
        now = self._view.order.column
        following = _CYCLE[(_CYCLE.index(now) + 1) % len(_CYCLE)] if now in _CYCLE else _CYCLE[0]
        self._sort_by(following)

    def _sort_by(self, column: Column) -> None:
        order = Order(column, without_proclitics=self._view.order.without_proclitics)
        self._show(replace(self._view, order=order))

    def action_reverse(self) -> None:
        """Turn the order round."""
        order = self._view.order
        order = replace(order, is_reversed=not order.is_reversed)
        self._show(replace(self._view, order=order))

    def action_proclitics(self) -> None:
        """Sort words with or without what is written onto them."""
        order = self._view.order
        order = replace(order, without_proclitics=not order.without_proclitics)
        self._show(replace(self._view, order=order))

    @work(exclusive=True, group="ask")
    async def action_orders(self) -> None:
        """Let the user choose an order."""
        chosen = await self.app.push_screen_wait(OrderScreen(self._view.order.column))
        if chosen is not None:
            self._sort_by(chosen)

    @work(exclusive=True, group="ask")
    async def action_filter(self) -> None:
        """Show only lines with some words."""
        asked = await self.app.push_screen_wait(
            AskScreen(
                _("Show only lines with these words near the keyword, this outlet or this day"),
                answer=self._view.words,
            )
        )
        if asked is not None:
            self._show(replace(self._view, words=asked.strip()))

    # --- neighbours ---------------------------------------------------------------------

    def action_counts(self) -> None:
        """Show the counts of what stands around the keyword, or the lines again."""
        self.set_class(not self._is_counting, "-counting")
        if self._is_counting:
            self._counts.focus()
            self._count()
        else:
            self._table.focus()
        self._tell()

    def _count(self) -> None:
        if self._index is not None:
            self._count_lines(self._index, self._view)

    @work(thread=True, exclusive=True, group="count")
    def _count_lines(self, index: Index, view: _View) -> None:
        rows = view.rows(index)
        made = tuple(
            Counted(column, _(heading), index.counts(column, rows))
            for column, heading in COUNTED.items()
        )
        if not get_current_worker().is_cancelled:
            self.post_message(self.CountsMade(made))

    @on(CountsMade)
    def _counts_made(self, event: CountsMade) -> None:
        self._counts.show_counts(event.counted)

    # --- going places -------------------------------------------------------------------

    @on(VirtualRows.Highlighted)
    def _highlighted(self) -> None:
        self._tell()

    @on(VirtualRows.Chosen)
    def _chosen(self) -> None:
        self.action_jump()

    def action_jump(self) -> None:
        """Leave, and go to the place; among the counts, show the lines that were counted."""
        if not self._is_counting:
            if self._table.place is not None:
                self.dismiss(self._table.place)
            return
        chosen = self._counts.count_at(self._counts.cursor)
        if chosen is None:
            return
        column, count = chosen
        self.action_counts()
        narrowed = tuple(one for one in self._view.narrowed if one[0] != column)
        self._show(replace(self._view, narrowed=(*narrowed, (column, count.text))))

    def action_back(self) -> None:
        """Go back by a step: to the lines, to more of them, out of the concordance."""
        if self._is_counting:
            self.action_counts()
        elif self._view.narrowed:
            self._show(replace(self._view, narrowed=self._view.narrowed[:-1]))
        elif self._view.words:
            self._show(replace(self._view, words=""))
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Copy the line under the cursor, logical, with its whole contexts; or the word counted."""
        shown = self._counts if self._is_counting else self._table
        if shown.text_of_cursor:
            self.app.copy_to_clipboard(shown.text_of_cursor)
            self.notify(_("Copied"))

    # --- exporting ----------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_export(self) -> None:
        """Ask for a file and write the lines shown to it, in their order."""
        number = self._table.row_count
        if not number:
            return
        name = self._subject.slug.rpartition("/")[2] or "query"
        await ask_until_kept(
            self.app,
            self._begun_export,
            file_question(number, ".txt, .csv, .json"),
            answer=f"concordance-{name}.csv",
        )

    def _begun_export(self, name: str) -> str:
        """Begin to write a file, and return what hinders that, or nothing."""
        from corpus.concordance_export import format_of

        if not name:
            return ""
        if not self._is_all:
            return _("Not all lines are found yet. Enter tries again")
        path = Path(name).expanduser()
        hindered = file_hindrance(path, format_of)
        if hindered:
            return hindered
        numbers = range(len(self._places)) if self._order is None else self._order
        # The list may grow while it is written; what is asked for is what was seen.
        self._write(path, format_of(path), [self._places[number] for number in numbers])
        return ""

    @work(thread=True, group="export")
    def _write(self, path: Path, format_: Format, places: Sequence[Place]) -> None:
        from corpus.concordance_export import document
        from corpus.files import write_file

        try:
            with Library(self._library.path, writable=False) as library:
                found = (line for line in lines(library, places, WRITTEN_CONTEXT) if line)
                done = write_file(path, document(found, format_))
        except BriefError as error:
            self.post_message(self.Failed(error))
            return
        self.post_message(self.Exported(done, len(places)))

    @on(Exported)
    def _exported(self, event: Exported) -> None:
        self.notify(lines_written(event.number, event.path))

    # --- telling ------------------------------------------------------------------------

    def _tell(self) -> None:
        line = None if self._is_counting else self._table.line
        what = f"{line.label} · {isolated(line.source or line.article_id)}" if line else ""
        self.query_one("#status", StatusLine).say(" · ".join(self._told()), what)

    def _told(self) -> Iterator[str]:
        shown, total = self._table.row_count, len(self._places)
        if self._problem:
            yield self._problem
        if not self._is_counting and shown:
            yield _("{n:,} of {total:,}", n=self._table.cursor + 1, total=shown)
        articles = self._places.articles
        lines = plural("{n:,} line", "{n:,} lines", total)
        inside = plural("in {n:,} article", "in {n:,} articles", articles)
        yield f"{lines} {inside}"
        yield from self._told_view()
        if not self._is_all and not self._problem:
            yield _("finding …")
        elif self._is_waiting:
            yield _("reading {n:,} of {total:,} …", n=self._read, total=total)

    def _told_view(self) -> Iterator[str]:
        order = self._view.order
        if order != _AS_FOUND:
            turned = _(", turned round") if order.is_reversed else ""
            yield f"{_by(order.column)}{turned}"
        if order.without_proclitics:
            yield _("without proclitics")
        for column, text in self._view.narrowed:
            yield f"{_(COUNTED[column]).lower()}: {isolated(text or _('nothing'))}"
        if self._view.words:
            yield _("with {words}", words=isolated(self._view.words))

    @property
    def _is_waiting(self) -> bool:
        """Whether something is asked for that needs the words around all places."""
        wanted = not self._view.is_plain or self._is_counting
        return wanted and self._index is None and not self._problem


class OrderScreen(EncodedScreen, ModalScreen["Column | None"]):
    """Lets the user choose what the lines are sorted by.

    Args:
        now: What they are sorted by.
    """

    CSS_PATH = ConcordanceScreen.CSS_PATH
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("concordance_orders")]
    AUTO_FOCUS = "OrderList"

    def __init__(self, now: Column) -> None:
        super().__init__()
        self._now = now

    def compose(self) -> ComposeResult:
        """Show the list."""
        with Vertical(id="orders"):
            yield OrderList([_by(column) for column in ORDERS], list(ORDERS).index(self._now))

    @on(VirtualRows.Chosen)
    def _chosen(self, event: VirtualRows.Chosen) -> None:
        event.stop()
        self.dismiss(list(ORDERS)[event.index])

    def action_cancel(self) -> None:
        """Leave the order as it is."""
        self.dismiss(None)


def _by(column: Column) -> str:
    """Say what lines are sorted by."""
    return _("by {what}", what=_(ORDERS[column]))


def _look(subject: Subject) -> str:
    """Return the looks of an entity's type; none for a query."""
    prefix = subject.slug.partition("/")[0]
    return f"entity--{prefix}" if prefix in {type_.prefix for type_ in EntityType} else ""


def _in_pieces(
    found: Iterator[InArticle], first: int = 64
) -> Iterator[tuple[tuple[InArticle, ...], bool]]:
    """Yield articles in pieces with whether it is the last one, the first as soon as can be."""
    piece: list[InArticle] = []
    number = 0
    told = monotonic()
    for one in found:
        if one.spans:
            piece.append(one)
            number += len(one.spans)
        if 0 < first <= number or monotonic() - told > BETWEEN_REPORTS:
            yield tuple(piece), False
            piece, told, first = [], monotonic(), 0
    yield tuple(piece), True
