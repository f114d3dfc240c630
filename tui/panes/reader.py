"""The pane an article is read in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.message import Message

from corpus.article import Span
from corpus.links import mention_at
from tui.keys import bindings
from tui.language.said import noted
from tui.panes.page import BLANK, BYLINE, REMARK, Page
from tui.panes.paint import (
    ENTITY_CLASSES,
    Side,
    StyleRun,
    blank_strip,
    line_strip,
    overlaid,
    text_strip,
)
from tui.panes.painted import PaintedView
from tui.panes.signs import SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.style import Style
    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip
    from textual.timer import Timer

    from corpus.article import Article, Mention
    from tui.panes.page import Row

MARGIN = 2
"""Columns left free on either side of the text."""

SCROLL_SECONDS = 0.05
"""How often a line more is scrolled while a selection is drawn beyond the pane."""


@dataclass(frozen=True, slots=True)
class _Drag:
    """A selection being drawn with the mouse, or the last one that was."""

    begun: Span
    x: int
    y: int
    """The cell of the pane the mouse has reached."""
    is_on_text: bool
    """Whether it was begun on a letter, and not beside the text."""
    has_moved: bool = False
    is_held: bool = True


class Reader(PaintedView, can_focus=True):
    """An article, laid out right to left at the width of the pane.

    All offsets given and taken are code points of the article's text.
    """

    BORDER_TITLE = noted("Reader")
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Reader > .reader--note-yellow { background: $warning-muted; }
    Reader > .reader--note-green { background: $success-muted; }
    Reader > .reader--note-blue { background: $primary-muted; }
    Reader > .reader--note-red { background: $error-muted; }
    Reader > .reader--note-purple { background: $secondary-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("reader")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--headline",
        "reader--byline",
        "reader--current",
        "reader--followed",
        "reader--selection",
        "reader--hit",
        "reader--note",
        "reader--note-yellow",
        "reader--note-green",
        "reader--note-blue",
        "reader--note-red",
        "reader--note-purple",
        "reader--hint",
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
        """A key asked to grow or shrink the selection."""

        reader: Reader
        step: int
        by_words: bool = False
        """By words of the line that is read, towards its end; else by whole sentences."""

        @property
        def control(self) -> Reader:
            """The reader it happened in."""
            return self.reader

    @dataclass
    class SelectionDrawn(Message):
        """The mouse has drawn a selection from one cluster to another."""

        reader: Reader
        begun: Span
        reached: Span
        is_done: bool
        """Whether the mouse was let go."""

        @property
        def control(self) -> Reader:
            """The reader it happened in."""
            return self.reader

    @dataclass
    class UnitClicked(Message):
        """The text was clicked several times at one place."""

        reader: Reader
        offset: int
        clicks: int

        @property
        def control(self) -> Reader:
            """The reader it happened in."""
            return self.reader

    @dataclass
    class RemarkClicked(Message):
        """The line that tells of notes on the whole article was clicked."""

        reader: Reader

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
        self.note_colours: tuple[str, ...] = ()
        """The colour of each note; empty for the usual one."""
        self.hints: tuple[tuple[int, str], ...] = ()
        """Letters that lie over places of the text, by code point, to go there by typing them."""
        self.shows_controls = False
        """Whether the bidi controls of the text are shown, which do their work unseen."""
        self.remark = self._remark_colour = ""
        """What is noted on the article as a whole, and in which colour."""
        self._byline = ""
        self._page: Page | None = None
        self._strips: LRUCache[tuple[int, Style, tuple[StyleRun, ...]], Strip] = LRUCache(256)
        """Lines painted, by number, style of the page, and what stands out in them."""
        self._shown_runs: dict[int, tuple[StyleRun, ...]] = {}
        """What stood out in each line of the page when it was last painted."""
        self._looks: dict[str, Style] = {}
        self._mention_ends: list[int] = []
        self._kept: tuple[tuple[int, int], float] | None = None
        """The place kept at the last change of size, and how far was scrolled then."""
        self._drag: _Drag | None = None
        self._scrolling: Timer | None = None
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
        self.set_mentions(mentions)
        self.current = self.selection = None
        self.hits = self.notes = self.note_colours = ()
        self.remark = self._remark_colour = ""
        self._byline = byline
        self._page = self._kept = self._drag = None
        self._awaited = None
        self._lay_out()
        self._scroll_to_line(0)

    def show_controls(self, shows: bool) -> None:
        """Show the bidi controls of the text as labels, or hide them again; the place stays."""
        self.shows_controls = shows
        place = self.top_place
        self._page = None
        self._lay_out()
        self.show_place(*place)

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Take other mentions of the open article, in reading order."""
        self.mentions = tuple(mentions)
        self._mention_ends = [mention.span.end for mention in mentions]

    def set_marks(
        self,
        *,
        current: int | None = None,
        followed: str | None = None,
        selection: Span | None = None,
        hits: Sequence[Span] = (),
        notes: Sequence[tuple[Span, str]] = (),
        remark: tuple[str, str] = ("", ""),
    ) -> None:
        """Say what stands out in the text, and paint it.

        Args:
            current: Index of the current mention.
            followed: The entity whose mentions stand out.
            selection: The selected passage.
            hits: What was found.
            notes: Passages with notes on them, each with its colour; nothing for the usual one.
            remark: One line on the article as a whole, and its colour; no words for none.
        """
        self.current = current
        self.followed = followed
        self.selection = selection
        self.hits = tuple(hits)
        self.notes = tuple(span for span, _colour in notes)
        self.note_colours = tuple(colour for _span, colour in notes)
        self._set_remark(*remark)
        self._refresh_changed_lines()

    def _set_remark(self, remark: str, colour: str) -> None:
        if (remark, colour) == (self.remark, self._remark_colour):
            return
        makes_no_room = bool(remark) == bool(self.remark)
        self.remark, self._remark_colour = remark, colour
        if self._page is None:
            return
        if makes_no_room:
            self._strips.clear()
            self.refresh(self.size.region)
            return
        place = self.top_place if round(self.scroll_offset.y) else None
        self._lay_out()
        if place is not None:
            self.show_place(*place)

    def show_hints(self, hints: Sequence[tuple[int, str]]) -> None:
        """Lay letters over the places that begin at these code points, in place of any before."""
        changed = {self.line_of(offset) for offset, _ in (*self.hints, *hints)}
        self.hints = tuple(hints)
        for number in self._lines_shown():
            if number in changed:
                self.refresh_lines(number)

    def _refresh_changed_lines(self) -> None:
        """Paint the lines on the screen again in which something else stands out than before."""
        for number in self._lines_shown():
            # Lines that were never painted are about to be.
            if self._shown_runs.get(number) not in (None, self._runs(number)):
                self.refresh_lines(number)

    def _lines_shown(self) -> range:
        top = round(self.scroll_offset.y)
        return range(top, min(top + self.size.height, len(self._page or ())))

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

    def _lay_out(self) -> None:
        """Break every paragraph into lines at the present width; later, if there is none yet."""
        before, self._page = self._page, None
        if self.article is not None and self.columns:
            known = before.layouts if before and before.article is self.article else None
            self._page = Page(
                self.article,
                self._text_width,
                known,
                show_controls=self.shows_controls,
                has_remark=bool(self.remark),
            )
        self._strips.clear()
        self._shown_runs.clear()
        self.set_height(len(self._page or ()))
        # The text alone: without a region the frame would be drawn again too.
        self.refresh(self.size.region)

    def on_resize(self) -> None:
        """Wrap again at the new width, the same words on top."""
        if self.article is None or not self.columns:
            return
        if self._page and self._text_width == self._page.width:
            return
        place = self._place_to_keep() if self._page else None
        self._lay_out()
        if self._awaited is not None:
            show = self._awaited
            self._awaited = None
            show()
        elif place is not None:
            self.show_place(*place)
            self._kept = (place, self.scroll_offset.y)

    def _place_to_keep(self) -> tuple[int, int]:
        """Return the words on top; of several changes of size, those before the first."""
        if self._kept and self._kept[1] == self.scroll_offset.y:
            return self._kept[0]
        return self.top_place

    # --- where one is -------------------------------------------------------------------

    @property
    def top_offset(self) -> int:
        """The first code point of the topmost line that shows text, 0 at the very top."""
        return self.top_place[0] if round(self.scroll_offset.y) else 0

    @property
    def top_place(self) -> tuple[int, int]:
        """The first code point of the topmost line of text, and the lines shown above it."""
        if self._page is not None:
            top = round(self.scroll_offset.y)
            for line in range(top, len(self._page)):
                span = self._page.span(line)
                if span is not None:
                    return span.start, line - top
        return 0, 0

    def line_of(self, offset: int) -> int | None:
        """Return the line of the page that shows a code point, or None if none does."""
        return None if self._page is None else self._page.line_of(offset)

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
        spans = [self._page.span(line) for line in self._lines_shown()] if self._page else []
        shown = [span for span in spans if span is not None]
        return Span(shown[0].start, shown[-1].end) if shown else Span(0, 0)

    # --- painting -----------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        number = y + round(self.scroll_offset.y)
        row = self._page.row(number) if self._page else BLANK
        if row is BLANK:
            return blank_strip(self.columns, self.base_style)
        runs = self._shown_runs[number] = self._runs(number)
        key = (number, self.base_style, runs)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._paint(row, runs)
        return self._with_hints(number, strip) if self.hints else strip

    def _with_hints(self, line: int, strip: Strip) -> Strip:
        """Return a painted line with the letters over it where hinted places begin."""
        assert self._page is not None
        look = self.base_style + self._look("reader--hint")
        for offset, letters in self.hints:
            if self.line_of(offset) != line:
                continue
            column, width = self._page.cell_of(line, offset)
            if self._page.is_line_right_to_left(line):
                column += width - len(letters)
            strip = overlaid(strip, MARGIN + column, letters, look)
        return strip

    def _paint(self, row: Row, runs: Sequence[StyleRun]) -> Strip:
        assert self._page is not None
        style, width = self.base_style, self._page.width
        side: Side = "right" if self._page.is_right_to_left else "left"
        if row is BYLINE:
            look = style + self._look("reader--byline")
            return text_strip(self._byline, width, look, side=side, margin=MARGIN)
        if row is REMARK:
            line = f"{SIGNS.notes} {self.remark}"
            runs = self._remark_runs(len(line))
            return text_strip(line, width, style, runs, side=side, margin=MARGIN)
        if self._page.article.paragraphs[row.paragraph].role == "headline":
            style += self._look("reader--headline")
        return line_strip(self._page.visual_line(row), width, style, runs, margin=MARGIN)

    def _runs(self, line: int) -> tuple[StyleRun, ...]:
        """Return the styles that touch a line, in code points of its paragraph."""
        shown = self._page.span(line) if self._page else None
        if self._page is None or shown is None:
            return ()
        row = self._page.row(line)
        origin = shown.start - row.start
        marked = list(self._notes_in(shown))
        marked.extend(self._mentions_in(shown))
        marked.extend((hit, "reader--hit") for hit in self.hits)
        if self.selection is not None:
            marked.append((self.selection, "reader--selection"))
        return tuple(
            StyleRun(span.start - origin, span.end - origin, self._look(name))
            for span, name in marked
            if span.overlaps(shown)
        )

    def _notes_in(self, shown: Span) -> Iterator[tuple[Span, str]]:
        """Yield the notes that touch a stretch of text with the names of their looks."""
        for note, colour in zip(self.notes, self.note_colours, strict=True):
            if note.overlaps(shown):
                yield note, "reader--note"
                if f"reader--note-{colour}" in self.COMPONENT_CLASSES:
                    yield note, f"reader--note-{colour}"

    def _remark_runs(self, length: int) -> tuple[StyleRun, ...]:
        names = ["reader--note", f"reader--note-{self._remark_colour}"]
        return tuple(
            StyleRun(0, length, self._look(name))
            for name in names
            if name in self.COMPONENT_CLASSES
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

    def action_select_words(self, columns: int) -> None:
        """Take a word more or less into the selection, to the left (-1) or to the right (1)."""
        forwards = columns if not (self._page and self._page.is_right_to_left) else -columns
        self.post_message(self.SelectionMoved(self, forwards, by_words=True))

    def action_page(self, pages: float) -> None:
        """Scroll by a part of the pane; a whole page keeps one line."""
        height = max(1, self.size.height)
        lines = max(1, height - 1) if abs(pages) == 1 else max(1, round(height * abs(pages)))
        step = lines if pages > 0 else -lines
        self._scroll_to_line(round(self.scroll_offset.y) + step)

    def action_end(self, direction: int) -> None:
        """Scroll to the beginning or the end."""
        self._scroll_to_line(0 if direction < 0 else self.max_scroll_y)

    # --- the mouse ------------------------------------------------------------------------

    def offset_at(self, x: int, y: int) -> int | None:
        """Return the code point of the article under a cell of the pane, or None."""
        line = y + round(self.scroll_offset.y)
        return None if self._page is None else self._page.offset_at(line, x - MARGIN)

    def cluster_near(self, x: int, y: int) -> Span | None:
        """Return the cluster under a cell of the pane, or the nearest in reading order."""
        if self._page is None:
            return None
        line = y + round(self.scroll_offset.y)
        near = self._page.text_line_near(line)
        if near is None or near == line:
            return self._page.cluster_at(line, x - MARGIN)
        # Below a paragraph one means its end, above the first one its beginning.
        at_the_left = self._page.is_line_right_to_left(near) == (near < line)
        return self._page.cluster_at(near, -1 if at_the_left else self._page.width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to draw a selection; with Shift draw on from where the last one began."""
        spot = event.get_content_offset(self)
        if spot is None or event.button != 1:
            return
        begun = self.cluster_near(spot.x, spot.y)
        if event.shift and self._drag is not None:
            begun = self._drag.begun
        is_on_text = self.offset_at(spot.x, spot.y) is not None
        self._drag = None if begun is None else _Drag(begun, spot.x, spot.y, is_on_text)
        self.capture_mouse()
        if event.shift:
            self._draw(spot.x, spot.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the selection to where the mouse is."""
        if self._drag is None or not self._drag.is_held:
            return
        spot = event.get_content_offset_capture(self)
        if self._drag.has_moved or (spot.x, spot.y) != (self._drag.x, self._drag.y):
            self._draw(spot.x, spot.y)

    def _draw(self, x: int, y: int) -> None:
        assert self._drag is not None
        self._drag = replace(self._drag, x=x, y=y, has_moved=True)
        beyond = min(y, 0) + max(y - self.size.height + 1, 0)
        self._scroll_while_beyond(beyond)
        self._tell_drawn()

    def _tell_drawn(self, *, is_done: bool = False) -> None:
        assert self._drag is not None
        drag = self._drag
        reached = self.cluster_near(drag.x, drag.y)
        is_on_text = drag.is_on_text or self.offset_at(drag.x, drag.y) is not None
        # From beside the text to beside it nothing is drawn unless some text lies between.
        if reached is not None and (is_on_text or reached != drag.begun):
            self.post_message(self.SelectionDrawn(self, drag.begun, reached, is_done))

    def _scroll_while_beyond(self, beyond: int) -> None:
        """Scroll on for as long as the mouse is held above or below the pane."""
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None
        if beyond:

            def scroll() -> None:
                self._scroll_to_line(round(self.scroll_offset.y) + beyond)
                self._tell_drawn()

            self._scrolling = self.set_interval(SCROLL_SECONDS, scroll)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the selection."""
        del event
        self.release_mouse()
        if self._drag is None or not self._drag.is_held:
            return
        self._scroll_while_beyond(0)
        if self._drag.has_moved:
            self._tell_drawn(is_done=True)
        self._drag = replace(self._drag, is_held=False)

    def on_click(self, event: events.Click) -> None:
        """Stand on the mention that was clicked; several clicks select a unit around it."""
        spot = event.get_content_offset(self)
        if spot is None or (self._drag and self._drag.has_moved):
            return
        if self._page and self._page.row(spot.y + round(self.scroll_offset.y)) is REMARK:
            self.post_message(self.RemarkClicked(self))
            return
        offset = self.offset_at(spot.x, spot.y)
        if offset is None:
            return
        if event.chain > 1:
            self.post_message(self.UnitClicked(self, offset, event.chain))
            return
        index = mention_at(self.mentions, offset)
        if index is not None:
            self.post_message(self.MentionClicked(self, index))
