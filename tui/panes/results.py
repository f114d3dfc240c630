"""The articles that a search has found, as a ranked list with snippets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.message import Message

from tui.bidi.layout import analyse
from tui.keys import bindings
from tui.language.said import _, noted, translated
from tui.panes.paint import StyleRun, blank_strip, joined, line_strip, text_strip
from tui.panes.rows import EDGE, VirtualRows
from tui.panes.signs import SIGNS, day_sign
from tui.wording import counted, isolated

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from rich.style import Style
    from textual.binding import BindingType
    from textual.strip import Strip

    from corpus.article import Span
    from corpus.search.broaden import Offer
    from corpus.search.excerpt import Excerpt
    from corpus.search.searcher import Result, Snippet
    from tui.panes.signs import Signs

PAGE = 40
"""Results that are asked for at a time."""
KEPT = 2000
"""Results that are kept; those long out of sight are asked for again."""
DAY = 13
"""Columns of the day with the blank before it and the sign behind it."""


_LEFT_OUT = "… "
_ON_ONE_LINE = dict.fromkeys(map(ord, "\n\v\f\r\t\x85\u2028\u2029"), " ")


class ResultList(VirtualRows):
    """Articles found: title, snippet with every hit marked, day and outlet.

    Results come a page at a time, whenever ``Missing`` asks for one.
    """

    BORDER_TITLE = noted("Results")
    # On the list and not on its screen, so that they come before the keys of every list.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("results")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--hit",
        "results--title",
        "results--current",
        "results--snippet",
    }
    row_height: ClassVar[int] = 3

    @dataclass
    class Missing(Message):
        """A page of results has come into sight that is not there yet."""

        results: ResultList
        offset: int

        @property
        def control(self) -> ResultList:
            """The list it happened in."""
            return self.results

    def __init__(self, *, signs: Signs = SIGNS, id: str | None = None) -> None:
        super().__init__(id=id)
        self._signs = signs
        self._count = 0
        self._results: LRUCache[int, Result] = LRUCache(KEPT)
        self._asked: set[int] = set()
        self._marked: frozenset[str] = frozenset()
        self._excerpts: dict[str, Excerpt] = {}

    @property
    def row_count(self) -> int:
        """How many articles were found."""
        return self._count

    @property
    def marked(self) -> frozenset[str]:
        """The ids of the marked articles."""
        return self._marked

    @property
    def result(self) -> Result | None:
        """The result under the cursor, None as long as it is not there."""
        return self._results.get(self.cursor) if self.cursor >= 0 else None

    @property
    def excerpt(self) -> Excerpt | None:
        """What is shown of the result under the cursor in place of its snippet."""
        result = self.result
        return None if result is None else self._excerpts.get(result.article_id)

    @property
    def loaded(self) -> dict[int, Result]:
        """The results that are there, by their places."""
        return {index: self._results[index] for index in sorted(self._results.keys())}

    def show_results(
        self,
        results: Mapping[int, Result],
        count: int,
        *,
        cursor: int = 0,
        top: int | None = None,
        marked: Iterable[str] = (),
    ) -> None:
        """List what was found.

        Args:
            results: The results that are there so far, by their places from 0.
            count: How many there are in all.
            cursor: The place of the one under the cursor.
            top: The line scrolled to; by default the one that shows the cursor.
            marked: The ids of the marked articles.
        """
        self._results.clear()
        self._asked.clear()
        self._excerpts.clear()
        for index, result in results.items():
            self._results[index] = result
        self._count = count
        self._marked = frozenset(marked)
        self.scroll_to(y=0 if top is None else top, animate=False, force=True, immediate=True)
        self.rows_changed(cursor)

    def set_count(self, count: int) -> None:
        """Say how many there are, once that is known; the cursor stays."""
        if count != self._count:
            self._count = count
            self.rows_changed()

    def put_page(self, offset: int, results: Sequence[Result]) -> None:
        """Show the results from one place on."""
        self._asked.discard(offset)
        for index, result in enumerate(results, offset):
            if self._results.get(index) != result:
                self._results[index] = result
                self.refresh_row(index)

    def ask_again(self) -> None:
        """Ask anew for whatever is in sight: what is known of the articles has changed."""
        self._asked.clear()
        self._results.clear()
        self.refresh()

    def mark(self, ids: Iterable[str]) -> None:
        """Mark these articles and no others."""
        self._marked = frozenset(ids)
        self.refresh()

    def toggle_mark(self) -> None:
        """Mark the result under the cursor, or take its mark away, and go to the next."""
        if self.result is not None:
            self._marked ^= {self.result.article_id}
            self.refresh_row(self.cursor)
            self.action_move(1)

    def show_excerpt(self, article_id: str, excerpt: Excerpt | None) -> None:
        """Show another place of an article in place of its snippet, or the snippet again."""
        if excerpt is None:
            self._excerpts.pop(article_id, None)
        else:
            self._excerpts[article_id] = excerpt
        self.refresh()

    def row_text(self, index: int) -> str:
        """Return the title."""
        result = self._results.get(index)
        return result.label if result is not None else ""

    def row_key(self, index: int) -> Hashable:
        """Return all that a row shows; an index where there is nothing yet."""
        result = self._results.get(index)
        if result is None:
            self._ask_for(index)
            return index
        id_ = result.article_id
        return result, self._excerpts.get(id_), id_ in self._marked

    def _ask_for(self, index: int) -> None:
        offset = index - index % PAGE
        if offset not in self._asked:
            self._asked.add(offset)
            self.post_message(self.Missing(self, offset))

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return title, snippet, and day, hits and outlet."""
        result = self._results.get(index)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        if result is None:
            waiting = text_strip(f" {index + 1} …", width, muted, side="left")
            return waiting, blank_strip(width, style), blank_strip(width, style)
        signs = self._signs
        excerpt = self._excerpts.get(result.article_id)
        # On the ground of the cursor's row the colour of titles would not be read.
        is_current = index == self.cursor
        look = "results--current" if is_current else "results--title"
        bold = style + self.get_component_rich_style(look, partial=True)
        is_marked = result.article_id in self._marked
        return (
            _row(
                text_strip(result.label, width - EDGE - 1, bold, side="right"),
                " " if result.is_read else signs.unread,
                width,
                bold,
            ),
            self._snippet(excerpt or result.snippet, is_marked, width, style),
            self._facts(result, excerpt, width, muted),
        )

    def _snippet(
        self, snippet: Excerpt | Snippet, is_marked: bool, width: int, style: Style
    ) -> Strip:
        look = style + self.get_component_rich_style("results--snippet", partial=True)
        hit = self.get_component_rich_style("results--hit", partial=True)
        room = max(0, width - EDGE - 1)
        focus = getattr(snippet, "focus", 0)
        text, ends = around(snippet.text, snippet.spans, room, focus)
        layout = analyse(text, direction(text))
        line = layout.truncated(room)
        # The ellipsis stands for all that was cut, and is no hit of its own.
        cut = len(text)
        if layout.width > room and line.cells:
            cut = max(cell.start for cell in line.cells)
        runs = [StyleRun(start, min(end, cut), hit) for start, end in ends if start < cut]
        mark = self._signs.marked if is_marked else " "
        return _row(line_strip(line, room, look, runs), mark, width, style)

    def _facts(self, result: Result, excerpt: Excerpt | None, width: int, style: Style) -> Strip:
        day = result.published or _("no date")
        if result.published:
            day += day_sign(self._signs, result.published_from, "sure")
        left = f" {day:<{DAY - 2}} {_hits(result.hits, excerpt)}"
        room = min(max(0, width - EDGE), len(left) + 2)
        facts = [
            text_strip(left, room, style, side="left"),
            text_strip(result.source or "", width - room - EDGE, style, side="right"),
            text_strip("", EDGE, style),
        ]
        return joined(facts).crop(0, width)


def _hits(count: int, excerpt: Excerpt | None) -> str:
    if excerpt is not None:
        return _("hit {n} of {total}", n=excerpt.ordinal, total=excerpt.total)
    if not count:
        return ""
    return counted(count, "hit")


def _row(content: Strip, mark: str, width: int, style: Style) -> Strip:
    edge = text_strip(f" {mark} ", EDGE, style, side="left")
    return joined([blank_strip(min(1, width), style), content, edge]).crop(0, width)


def direction(text: str) -> int:
    """Return the direction of a stretch of text that begins anywhere: 1 where most is Arabic.

    Its first strong character need not be the one its paragraph begins with.
    """
    arabic = sum("\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufefc" for char in text)
    latin = sum(char.isalpha() for char in text) - arabic
    return int(arabic >= latin)


def around(
    text: str, spans: Sequence[Span], width: int, focus: int = 0
) -> tuple[str, list[tuple[int, int]]]:
    """Return a snippet as a line of a width can show it, one of its hits and what leads to it.

    Args:
        text: The snippet.
        spans: Its hits, in code points of it, in order.
        width: Columns there are; a code point takes one at most, but for the wide ones.
        focus: Index of the hit that must be seen.

    Returns:
        The text, without what must be left out at its beginning, and where the hits are in it.
    """
    text = text.translate(_ON_ONE_LINE)
    ends = [(span.start, span.end) for span in spans]
    if not ends or len(text) <= width or ends[focus][1] < width - 2:
        return text, ends
    start, end = ends[focus]
    lead = max(0, (width - (end - start)) // 3)
    blank = text.find(" ", max(0, start - lead), start)
    cut = start if blank < 0 else blank + 1
    moved = len(_LEFT_OUT) - cut
    kept = [(first + moved, last + moved) for first, last in ends if first >= cut]
    return _LEFT_OUT + text[cut:], kept


class OfferList(VirtualRows):
    """Queries to ask instead of one that finds nothing: what is other about each, and its count."""

    BORDER_TITLE = noted("Nothing found")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"results--title"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._offers: tuple[Offer, ...] = ()
        self._said: tuple[str, ...] = ()
        self._wrapped_at = 0
        """Columns for which what is said was broken into lines."""

    @property
    def row_count(self) -> int:
        """How many offers there are."""
        return len(self._offers)

    def say(self, lines: Iterable[str]) -> None:
        """Say something in place of offers, each line broken where the room ends."""
        self._said = tuple(filter(None, lines))
        self._wrapped_at = 0
        self.show_offers(())
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        if self._wrapped_at != self.columns:
            self._wrapped_at = self.columns
            room = max(1, self.columns - 4)
            self.empty_text = [
                f"  {line[start:end]}"
                for line in self._said
                for start, end in analyse(line).breaks(room)
            ]
        return super().render_line(y)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """List these offers."""
        self._offers = tuple(offers)
        self.rows_changed(0)

    def offer_at(self, index: int) -> Offer:
        """Return the offer in a row."""
        return self._offers[index]

    def row_text(self, index: int) -> str:
        """Return the query."""
        return self._offers[index].text

    def row_key(self, index: int) -> Hashable:
        """Return the offer."""
        return self._offers[index]

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return what is other and how much that finds above, the query below."""
        offer = self._offers[index]
        bold = style + self.get_component_rich_style("results--title", partial=True)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        found = counted(offer.count, "article")
        change = f"{translated(offer.change)} {isolated(offer.part)}: {found}".replace(
            f" {isolated('')}", ""
        )
        above = text_strip(change, max(0, width - EDGE - 1), bold, side="start")
        below = text_strip(offer.text, max(0, width - EDGE - 1), muted)
        return _row(above, " ", width, bold), _row(below, " ", width, muted)
