"""The pane an article is read in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.message import Message

from corpus.article import Span
from corpus.links import mention_at
from tui.bidi.layout import analyse
from tui.keys import bindings
from tui.panes.paint import (
    ENTITY_CLASSES,
    Side,
    StyleRun,
    blank_strip,
    line_strip,
    text_strip,
)
from tui.panes.painted import PaintedView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.style import Style
    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

    from corpus.article import Article, Mention
    from tui.bidi.layout import ParagraphLayout, VisualLine

MARGIN = 2
"""Columns left free on either side of the text."""

TABS_AND_BREAKS = str.maketrans({"\n": " ", "\r": " "})
"""A line break inside a paragraph reads as a blank; one for one, so that offsets hold."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the page: a part of a paragraph, or something that is not article text."""

    paragraph: int
    """Index of the paragraph, -1 for a line that is none of the article's own text."""
    start: int
    end: int
    """Code points of the paragraph."""


_BLANK = _Row(-1, 0, 0)
_BYLINE = _Row(-1, 0, 1)


class Reader(PaintedView, can_focus=True):
    """An article, laid out right to left at the width of the pane.

    All offsets given and taken are code points of the article's text.
    """

    BORDER_TITLE = "Reader"
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--headline",
        "reader--byline",
        "reader--current",
        "reader--followed",
        "reader--selection",
        "reader--hit",
        "reader--note",
        *ENTITY_CLASSES,
    }

    @dataclass
    class MentionClicked(Message):
        """A mention was clicked."""

        reader: Reader
        index: int

        @property
        def control(self) -> Reader:
            """The reader it happened in."""
            return self.reader

    @dataclass
    class SelectionMoved(Message):
        """A key asked to grow or shrink the selection by whole sentences."""

        reader: Reader
        step: int

        @property
        def control(self) -> Reader:
            """The reader it happened in."""
            return self.reader

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self.mentions: tuple[Mention, ...] = ()
        self.current: int | None = None
        """Index of the current mention."""
        self.followed: str | None = None
        """The entity whose mentions stand out."""
        self.selection: Span | None = None
        self.hits: tuple[Span, ...] = ()
        self.notes: tuple[Span, ...] = ()
        self._byline = ""
        self._layouts: LRUCache[int, ParagraphLayout] = LRUCache(64)
        self._page: list[_Row] = []
        self._page_width = 0
        self._strips: LRUCache[tuple[int, Style, tuple[StyleRun, ...]], Strip] = LRUCache(256)
        """Lines painted, by number, style of the page, and what stands out in them."""
        self._shown_runs: dict[int, tuple[StyleRun, ...]] = {}
        """What stood out in each line of the page when it was last painted."""
        self._looks: dict[str, Style] = {}
        self._mention_ends: list[int] = []
        self._awaited: Callable[[], None] | None = None
        """What to scroll to as soon as there is a width to lay out at."""

    # --- what is shown ------------------------------------------------------------------

    def open_article(self, article: Article, mentions: Sequence[Mention], byline: str) -> None:
        """Show an article from its beginning.

        Args:
            article: The article.
            mentions: Its mentions, in reading order.
            byline: One line under the headline: outlet, date and so on.
        """
        self.article = article
        self.mentions = tuple(mentions)
        self._mention_ends = [mention.span.end for mention in mentions]
        self.current = self.selection = None
        self.hits = self.notes = ()
        self._byline = byline
        self._layouts.clear()
        self._awaited = None
        self._lay_out()
        self._scroll_to_line(0)

    def set_marks(
        self,
        *,
        current: int | None = None,
        followed: str | None = None,
        selection: Span | None = None,
        hits: Sequence[Span] = (),
        notes: Sequence[Span] = (),
    ) -> None:
        """Say what stands out in the text, and paint it."""
        self.current = current
        self.followed = followed
        self.selection = selection
        self.hits = tuple(hits)
        self.notes = tuple(notes)
        self._refresh_changed_lines()

    def _refresh_changed_lines(self) -> None:
        """Paint the lines on the screen again in which something else stands out than before."""
        top = round(self.scroll_offset.y)
        for number, row in enumerate(self._page[top : top + self.size.height], top):
            # Lines that were never painted are about to be.
            if self._shown_runs.get(number) not in (None, self._runs(row)):
                self.refresh_lines(number)

    def notify_style_update(self) -> None:
        """Look the styles of what stands out up again too."""
        super().notify_style_update()
        self._looks.clear()

    def forget_painted(self) -> None:
        """Drop every line that was painted."""
        self._strips.clear()

    @property
    def _text_width(self) -> int:
        return max(1, self.columns - 2 * MARGIN)

    def _layout(self, paragraph: int) -> ParagraphLayout:
        layout = self._layouts.get(paragraph)
        if layout is None:
            assert self.article is not None
            text = self.article.paragraphs[paragraph].span.slice(self.article.text)
            layout = analyse(text.translate(TABS_AND_BREAKS))
            self._layouts[paragraph] = layout
        return layout

    def _lay_out(self) -> None:
        """Break every paragraph into lines at the present width; later, if there is none yet."""
        self._page = self._rows_of(self.article) if self.article and self.columns else []
        self._page_width = self._text_width
        self._strips.clear()
        self._shown_runs.clear()
        self.set_height(len(self._page))
        # The text alone: without a region the frame would be drawn again too.
        self.refresh(self.size.region)

    def _rows_of(self, article: Article) -> list[_Row]:
        page: list[_Row] = []
        has_byline = False
        for index, paragraph in enumerate(article.paragraphs):
            if paragraph.role == "body" and not has_byline:
                page.extend([_BYLINE, _BLANK])
                has_byline = True
            breaks = self._layout(index).breaks(self._text_width)
            page.extend(_Row(index, start, end) for start, end in breaks)
            if paragraph.role == "body":
                page.append(_BLANK)
        return page

    def on_resize(self) -> None:
        """Wrap again at the new width, the same words on top."""
        if self.article is None or not self.columns:
            return
        if self._page and self._text_width == self._page_width:
            return
        place = self.top_place if self._page else None
        self._lay_out()
        if self._awaited is not None:
            show = self._awaited
            self._awaited = None
            show()
        elif place is not None:
            self.show_place(*place)

    # --- where one is -------------------------------------------------------------------

    def _row_span(self, row: _Row) -> Span | None:
        """Return a row's code points of the article, or None if it shows none of its text."""
        if row.paragraph < 0 or self.article is None:
            return None
        start = self.article.paragraphs[row.paragraph].span.start
        return Span(start + row.start, start + row.end)

    @property
    def top_offset(self) -> int:
        """The first code point of the topmost line that shows text, 0 at the very top."""
        return self.top_place[0] if round(self.scroll_offset.y) else 0

    @property
    def top_place(self) -> tuple[int, int]:
        """The first code point of the topmost line of text, and the lines shown above it."""
        for lead, row in enumerate(self._page[round(self.scroll_offset.y) :]):
            span = self._row_span(row)
            if span is not None:
                return span.start, lead
        return 0, 0

    def line_of(self, offset: int) -> int | None:
        """Return the line of the page that shows a code point, or None if none does."""
        for number, row in enumerate(self._page):
            span = self._row_span(row)
            if span is not None and (offset in span or span.start == span.end == offset):
                return number
        return None

    def show_top(self, offset: int) -> None:
        """Scroll so that a code point's line is the topmost; 0 is the very top."""
        if offset:
            self.show_place(offset, 0)
        else:
            self._awaited = None
            self._scroll_to_line(0)

    def show_place(self, top: int, lead: int) -> None:
        """Scroll so that a code point's line has ``lead`` lines of the page above it."""
        if not self._page:
            self._awaited = lambda: self.show_place(top, lead)
            return
        line = self.line_of(top) or 0
        self._scroll_to_line(max(0, line - lead))

    def _scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=line, animate=False, force=True, immediate=True)

    def show_span(self, span: Span) -> None:
        """Scroll as little as brings a passage into sight, with two lines around it."""
        if not self._page:
            self._awaited = lambda: self.show_span(span)
            return
        first, last = self.line_of(span.start), self.line_of(max(span.start, span.end - 1))
        if first is None:
            return
        last = first if last is None else last
        top, height = round(self.scroll_offset.y), self.size.height
        if first - 2 < top:
            wanted = 0 if first <= 3 else first - 2
        elif last + 2 >= top + height:
            wanted = min(first, last + 3 - height)
        else:
            return
        self._scroll_to_line(wanted)

    @property
    def visible_span(self) -> Span:
        """The code points of the article from the first to the last line on the screen."""
        top = round(self.scroll_offset.y)
        spans = [self._row_span(row) for row in self._page[top : top + self.size.height]]
        shown = [span for span in spans if span is not None]
        return Span(shown[0].start, shown[-1].end) if shown else Span(0, 0)

    # --- painting -----------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        number = y + round(self.scroll_offset.y)
        row = self._page[number] if number < len(self._page) else _BLANK
        if row is _BLANK:
            return blank_strip(self.columns, self.base_style)
        runs = self._shown_runs[number] = self._runs(row)
        key = (number, self.base_style, runs)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._paint(row, runs)
            self._strips[key] = strip
        return strip

    def _paint(self, row: _Row, runs: Sequence[StyleRun]) -> Strip:
        style = self.base_style
        width = self._text_width
        if row is _BYLINE:
            look = style + self._look("reader--byline")
            side: Side = "right" if self._is_right_to_left else "left"
            return text_strip(self._byline, width, look, side=side, margin=MARGIN)
        assert self.article is not None
        if self.article.paragraphs[row.paragraph].role == "headline":
            style += self._look("reader--headline")
        line = self._visual_line(row)
        return line_strip(line, width, style, runs, margin=MARGIN)

    @property
    def _is_right_to_left(self) -> bool:
        return bool(self.article and self.article.paragraphs and self._layout(0).base)

    def _visual_line(self, row: _Row) -> VisualLine:
        return self._layout(row.paragraph).line(row.start, row.end)

    def _runs(self, row: _Row) -> tuple[StyleRun, ...]:
        """Return the styles that touch a row, in code points of its paragraph."""
        if row.paragraph < 0 or self.article is None:
            return ()
        origin = self.article.paragraphs[row.paragraph].span.start
        shown = Span(origin + row.start, origin + row.end)
        marked: list[tuple[Span, str]] = [(note, "reader--note") for note in self.notes]
        marked.extend(self._mentions_in(shown))
        marked.extend((hit, "reader--hit") for hit in self.hits)
        if self.selection is not None:
            marked.append((self.selection, "reader--selection"))
        return tuple(
            StyleRun(span.start - origin, span.end - origin, self._look(name))
            for span, name in marked
            if span.overlaps(shown)
        )

    def _look(self, name: str) -> Style:
        """Return the style of a component class; Textual forgets its own at every refresh."""
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = self.get_component_rich_style(name, partial=True)
        return look

    def _mentions_in(self, shown: Span) -> Iterator[tuple[Span, str]]:
        """Yield the mentions of a stretch of text with the names of their looks."""
        for index in range(bisect_right(self._mention_ends, shown.start), len(self.mentions)):
            mention = self.mentions[index]
            if mention.span.start >= shown.end:
                return
            yield mention.span, f"entity--{mention.type.prefix}"
            if self.followed in mention.entities:
                yield mention.span, "reader--followed"
            if index == self.current:
                yield mention.span, "reader--current"

    # --- keys and mouse -----------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Scroll by a line; while something is selected, grow or shrink it by a sentence."""
        if self.selection is not None:
            self.post_message(self.SelectionMoved(self, step))
            return
        self._scroll_to_line(round(self.scroll_offset.y) + step)

    def action_page(self, pages: float) -> None:
        """Scroll by a part of the pane; a whole page keeps one line."""
        height = max(1, self.size.height)
        lines = max(1, height - 1) if abs(pages) == 1 else max(1, round(height * abs(pages)))
        step = lines if pages > 0 else -lines
        self._scroll_to_line(round(self.scroll_offset.y) + step)

    def action_end(self, direction: int) -> None:
        """Scroll to the beginning or the end."""
        self._scroll_to_line(0 if direction < 0 else self.max_scroll_y)

    def offset_at(self, x: int, y: int) -> int | None:
        """Return the code point of the article under a cell of the pane, or None."""
        number = y + round(self.scroll_offset.y)
        row = self._page[number] if 0 <= number < len(self._page) else _BLANK
        if row.paragraph < 0 or self.article is None:
            return None
        line = self._visual_line(row)
        indent = MARGIN + (self._text_width - line.width if line.base == 1 else 0)
        cell = line.cell_at(x - indent)
        if cell is None:
            return None
        return self.article.paragraphs[row.paragraph].span.start + cell.start

    def on_click(self, event: events.Click) -> None:
        """Stand on the mention that was clicked."""
        spot = event.get_content_offset(self)
        offset = None if spot is None else self.offset_at(spot.x, spot.y)
        index = None if offset is None else mention_at(self.mentions, offset)
        if index is not None:
            self.post_message(self.MentionClicked(self, index))
