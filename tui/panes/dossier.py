"""A dossier laid out: its contents on one side, its lines under their headings on the other."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.geometry import Region
from textual.message import Message

from corpus.dossier.values import ORDER, PAGE
from tui.bidi.layout import analyse
from tui.keys import bindings
from tui.language.from_corpus import line_said
from tui.language.said import _, in_line, is_from_right, noted, number
from tui.panes.paint import StyleRun, blank_strip, in_order, joined, line_strip, text_strip
from tui.panes.painted import PaintedView
from tui.panes.rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from rich.style import Style
    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

    from corpus.dossier.values import Line, Section
    from tui.bidi.layout import ParagraphLayout

TALLEST = 8
"""Screen lines of one entry; the last of a longer one ends in an ellipsis."""
LEADS_TO_TEXT, LEADS_TO_ENTITY = "¶", "»"
RLM = "\u200f"
MORE = noted("… {n} more: Enter shows them")

_MARK = 3
"""Columns of the mark and the blanks around it."""
_EDGE = 2
"""Columns left free on the right."""
_WIDEST_LABEL = 24
"""From one day to another takes 23 columns."""
_GAP = 2


class SectionList(VirtualRows, can_focus=False):
    """The sections of a dossier with their numbers; the one that is read stands out."""

    BORDER_TITLE = noted("Dossier")
    row_height: ClassVar[int] = 2

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sections: tuple[Section, ...] = ()

    @property
    def row_count(self) -> int:
        """How many sections there are."""
        return len(self._sections)

    def show_sections(self, sections: Sequence[Section], current: int) -> None:
        """List these sections, the cursor on one of them."""
        self._sections = tuple(sections)
        self.rows_changed(current)

    def row_key(self, index: int) -> Hashable:
        """Return what a row shows."""
        section = self._sections[index]
        return index, section.title, section.total, len(section.lines)

    def row_text(self, index: int) -> str:
        """Return the Arabic title."""
        return self._sections[index].arabic

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return number, title and count above, the Arabic title below."""
        section = self._sections[index]
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        count = f"{section.total} " if section.total else ""
        room = min(len(count), width)
        title = f" {number(index + 1)} {_title_of(section)}"
        other = "" if is_from_right() else section.arabic
        arabic = text_strip(other, max(0, width - 2), muted, side="end")
        return (
            in_order(
                [
                    text_strip(title, width - room, style, side="start"),
                    text_strip(count, room, muted, side="end"),
                ]
            ),
            joined([text_strip("", 1, muted), arabic, text_strip("", 1, muted)]),
        )


def _title_of(section: Section) -> str:
    """Return what a section is called, in the language spoken."""
    return section.arabic if is_from_right() else section.title


def _text_of(line: Line) -> str:
    """Return the words of an entry: those of an article as they are, the program's own as said."""
    said = line_said(line.text)
    if is_from_right() and line.spot is None and not any(map(str.isalpha, said)):
        # A day or a count has no side of its own: it begins where the lines around it do.
        return f"{RLM}{in_line(said)}"
    return said


def _in_reading_order(lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines with the name in the language spoken before the other."""
    names = [line.label for line in lines[:2]]
    if is_from_right() and names == ["English", "Arabic"]:
        return lines[1], lines[0], *lines[2:]
    return lines


@dataclass(frozen=True, slots=True)
class _Row:
    """Something that takes screen lines: a heading, an entry, or what shows more of a section."""

    section: int
    line: Line | None = None
    more: int = 0
    """How many entries are not shown yet."""

    @property
    def is_selectable(self) -> bool:
        return self.more > 0 or (self.line is not None and self.line.tone != "heading")


class DossierView(PaintedView, can_focus=True):
    """The lines of a dossier, each on the side where it begins, its label on the left."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rows")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--cursor",
        "rows--muted",
        "dossier--heading",
        "dossier--subheading",
        "dossier--strong",
        "dossier--differs",
        "dossier--label",
    }

    @dataclass
    class Moved(Message):
        """The cursor has come into another section, or to another line."""

        view: DossierView
        section: int

        @property
        def control(self) -> DossierView:
            """The view it happened in."""
            return self.view

    @dataclass
    class Chosen(Message):
        """A line was opened."""

        view: DossierView
        line: Line

        @property
        def control(self) -> DossierView:
            """The view it happened in."""
            return self.view

    @dataclass
    class MoreAsked(Message):
        """The rest of a section was asked for."""

        view: DossierView
        section: Section

        @property
        def control(self) -> DossierView:
            """The view it happened in."""
            return self.view

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sections: tuple[Section, ...] = ()
        self.cursor = -1
        """Index of the row under the cursor."""
        self._shown: dict[str, int] = {}
        """How many lines of a section are laid out, by its key, where that is not a page."""
        self._rows: list[_Row] = []
        self._starts: list[int] = []
        """The first screen line of each row."""
        self._measured_at = 0
        """The columns the rows were wrapped at."""
        self._height = 0
        self._layouts: LRUCache[str, ParagraphLayout] = LRUCache(512)
        self._strips: LRUCache[Hashable, Sequence[Strip]] = LRUCache(256)

    # --- what is shown ------------------------------------------------------------------

    def show(
        self,
        sections: Sequence[Section],
        cursor: int = -1,
        top: int = 0,
        shown: Mapping[str, int] | None = None,
    ) -> None:
        """Show these sections.

        Args:
            sections: The sections.
            cursor: The row under the cursor, -1 for the first that can be chosen.
            top: The screen line at the top.
            shown: How many lines of a section are laid out, by key, as `shown` told.
        """
        self.sections = tuple(sections)
        self._shown = dict(shown or {})
        self._lay_out()
        self._set_cursor(self._selectable(max(cursor, 0), 1))
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def add(self, section: Section) -> None:
        """Show one section more where it belongs, or in place of the one of its key."""
        top = round(self.scroll_offset.y)
        is_at_top = top == 0 and self.cursor <= self._selectable(0, 1)
        before = self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None
        line = self._starts[self.cursor] if before is not None else 0
        kept = {one.key: one for one in self.sections}
        if section.key in kept and len(section.lines) > len(kept[section.key].lines):
            self._shown[section.key] = len(section.lines)
        kept[section.key] = section
        key = self.sections[before.section].key if before is not None else ""
        nth = self.cursor - self._first_row(before.section) if before is not None else 0
        rank = {one: number for number, one in enumerate(ORDER)}
        self.sections = tuple(sorted(kept.values(), key=lambda one: rank.get(one.key, len(rank))))
        self._lay_out()
        if is_at_top or before is None:
            self._set_cursor(self._selectable(0, 1))
            return
        # What came in above pushes the line one stands on down, but not on the screen.
        at = next(n for n, one in enumerate(self.sections) if one.key == key)
        self._set_cursor(self._selectable(self._first_row(at) + nth, 1))
        moved = self._starts[self.cursor] - line
        self.scroll_to(y=top + moved, animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """Wrap again at the new width."""
        self._lay_out()
        self._show_cursor()

    def forget_painted(self) -> None:
        """Drop every line that was painted."""
        self._strips.clear()

    def _lay_out(self) -> None:
        self._measure()
        self._measured()

    def _measure(self) -> None:
        self._rows, self._starts, self._height = [], [], 0
        self._strips.clear()
        self._measured_at = self.columns
        for index in range(len(self.sections)):
            self._append(index)

    def _append(self, index: int) -> None:
        section = self.sections[index]
        shown = self._shown.get(section.key, PAGE)
        lines = _in_reading_order(section.lines[:shown])
        rows = [_Row(index), *(_Row(index, line) for line in lines)]
        more = max(0, len(section.lines) - shown)
        if section.next is not None:
            more += section.total - section.next
        if more:
            rows.append(_Row(index, more=more))
        for row in rows:
            self._rows.append(row)
            self._starts.append(self._height)
            self._height += self._lines_of(row)

    def _first_row(self, section: int) -> int:
        """Return the row of a section's title."""
        return next(n for n, row in enumerate(self._rows) if row.section == section)

    def _measured(self) -> None:
        self.set_height(self._height)
        self.refresh(self.size.region)

    @property
    def _label_width(self) -> int:
        return max(0, min(_WIDEST_LABEL, self.columns * 3 // 10))

    @property
    def _text_width(self) -> int:
        return max(1, self.columns - _MARK - self._label_width - _GAP - _EDGE)

    def _layout(self, text: str) -> ParagraphLayout:
        layout = self._layouts.get(text)
        if layout is None:
            layout = self._layouts[text] = analyse(text)
        return layout

    def _lines_of(self, row: _Row) -> int:
        """Return how many screen lines a row takes."""
        if row.more:
            return 1
        if row.line is None:
            above = 1 if row.section else 0
            return above + 1 + len(self._note_breaks(self.sections[row.section]))
        if row.line.tone == "heading":
            return 1 if row.line is self.sections[row.section].lines[0] else 2
        lines = len(self._layout(_text_of(row.line)).breaks(self._text_width))
        return max(1, min(lines, TALLEST), 2 if row.line.aside else 1)

    # --- painting -----------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        if self._measured_at != self.columns:
            # Behind another screen one is painted at a new size before one hears of it.
            self._measure()
        number = y + round(self.scroll_offset.y)
        if not 0 <= number < self._height:
            return blank_strip(self.columns, self.base_style)
        index = bisect_right(self._starts, number) - 1
        style = self.base_style
        if index == self.cursor:
            style += self.get_component_rich_style("rows--cursor")
        key = (index, style, self.columns)
        strips = self._strips.get(key)
        if strips is None:
            strips = self._strips[key] = self._paint(self._rows[index], style)
        return strips[number - self._starts[index]]

    def _paint(self, row: _Row, style: Style) -> Sequence[Strip]:
        if row.more:
            muted = style + self.get_component_rich_style("rows--muted", partial=True)
            text = " " * _MARK + _(MORE, n=row.more)
            return (text_strip(text, self.columns, muted, side="start"),)
        if row.line is None:
            return self._paint_title(row.section, style)
        if row.line.tone == "heading":
            return self._paint_heading(row.line, self._lines_of(row), style)
        return self._paint_entry(row.line, style, self._lines_of(row))

    def _paint_title(self, index: int, style: Style) -> Sequence[Strip]:
        section = self.sections[index]
        look = style + self.get_component_rich_style("dossier--heading", partial=True)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        count = f" {section.total}" if section.total else ""
        said = f" {_title_of(section)}{count}"
        room = min(len(said) + 1, self.columns)
        other = "" if is_from_right() else f"{section.arabic} "
        title = in_order(
            [
                text_strip(said, room, look, side="start"),
                text_strip(other, self.columns - room, look, side="end"),
            ]
        )
        strips = [blank_strip(self.columns, style), title] if index else [title]
        return [*strips, *self._paint_note(section, muted)]

    def _note_breaks(self, section: Section) -> Sequence[tuple[int, int]]:
        """Return where the lines of a section's note begin and end, in code points."""
        if not section.note:
            return ()
        return self._layout(line_said(section.note)).breaks(max(1, self.columns - 2))

    def _paint_note(self, section: Section, look: Style) -> Sequence[Strip]:
        layout = self._layout(line_said(section.note))
        width, edge = max(1, self.columns - 2), blank_strip(1, look)
        return [
            joined([edge, line_strip(layout.line(start, end, width), width, look), edge])
            for start, end in self._note_breaks(section)
        ]

    def _paint_heading(self, line: Line, height: int, style: Style) -> Sequence[Strip]:
        look = style + self.get_component_rich_style("dossier--subheading", partial=True)
        words = f"\u2068{line_said(line.text)}\u2069  {line_said(line.label)}"
        strip = text_strip(f"{' ' * _MARK}{words}", self.columns, look, side="start")
        return [blank_strip(self.columns, style)] * (height - 1) + [strip]

    def _paint_entry(self, line: Line, style: Style, height: int) -> Sequence[Strip]:
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        label = style + self.get_component_rich_style(
            "dossier--differs" if line.tone == "differs" else "dossier--label", partial=True
        )
        look = muted if line.tone == "muted" else style
        if line.tone == "differs":
            look += self.get_component_rich_style("dossier--differs", partial=True)
        mark = LEADS_TO_TEXT if line.spot else LEADS_TO_ENTITY if line.entity else ""
        words = self._words(line, look, height)
        strips = []
        said = (line_said(line.label), line_said(line.aside))
        for nth in range(height):
            left = said[nth] if nth < len(said) else ""
            strips.append(
                in_order(
                    [
                        text_strip(f" {mark if not nth else ''}", _MARK, muted, side="start"),
                        text_strip(left, self._label_width, muted if nth else label, side="start"),
                        blank_strip(_GAP, style),
                        words[nth],
                        blank_strip(_EDGE, style),
                    ]
                )
            )
        return strips

    def _words(self, line: Line, look: Style, height: int) -> list[Strip]:
        """Return the text of an entry, a strip a line, blank ones below it."""
        width = self._text_width
        layout = self._layout(_text_of(line))
        strong = self.get_component_rich_style("dossier--strong", partial=True)
        runs = [StyleRun(span.start, span.end, strong) for span in line.strong]
        breaks = layout.breaks(width)
        strips = [
            line_strip(layout.line(start, end, width), width, look, runs)
            for start, end in breaks[:height]
        ]
        if len(breaks) > height:
            start = breaks[height - 1][0]
            side = "right" if layout.base else "left"
            rest = layout.text[start:]
            strips[-1] = text_strip(rest, width, look, side=side)  # type: ignore[arg-type]
        return strips + [blank_strip(width, look)] * (height - len(strips))

    @property
    def shown(self) -> dict[str, int]:
        """How many lines of a section are laid out, by key, where that is not a page."""
        return dict(self._shown)

    # --- where one is -------------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """The entry under the cursor."""
        return self._rows[self.cursor].line if 0 <= self.cursor < len(self._rows) else None

    @property
    def current_section(self) -> int:
        """Index of the section the cursor is in."""
        return self._rows[self.cursor].section if 0 <= self.cursor < len(self._rows) else 0

    def go_to_section(self, index: int) -> None:
        """Put the cursor on the first line of a section, its title at the top of the screen."""
        for place, row in enumerate(self._rows):
            if row.section == index:
                self._set_cursor(self._selectable(place, 1))
                self.scroll_to(y=self._starts[place], animate=False, force=True, immediate=True)
                return

    def _selectable(self, index: int, direction: int) -> int:
        """Return the nearest row from ``index`` on that the cursor may stand on, or -1."""
        index = min(max(index, 0), len(self._rows) - 1)
        for step in (direction, -direction):
            candidate = index
            while 0 <= candidate < len(self._rows):
                if self._rows[candidate].is_selectable:
                    return candidate
                candidate += step
        return -1

    def _set_cursor(self, index: int) -> None:
        before, self.cursor = self.cursor, index
        for row in {before, index}:
            if 0 <= row < len(self._rows):
                self.refresh_lines(self._starts[row], self._lines_of(self._rows[row]))
        if index >= 0:
            self.post_message(self.Moved(self, self._rows[index].section))

    def _show_cursor(self) -> None:
        if not 0 <= self.cursor < len(self._rows):
            return
        top = self._starts[self.cursor]
        bottom = top + self._lines_of(self._rows[self.cursor])
        # A title right above the first line of its section is shown with it.
        above = self.cursor
        while above > 0 and not self._rows[above - 1].is_selectable:
            above -= 1
        top = self._starts[above]
        height = max(1, self.size.height)
        self.scroll_to_region(
            Region(0, max(top, bottom - height), max(1, self.columns), min(bottom - top, height)),
            animate=False,
            force=True,
            immediate=True,
        )

    def action_move(self, step: int) -> None:
        """Go to the next line, or the one before."""
        self._go(self._selectable(self.cursor + step, 1 if step > 0 else -1))

    def _go(self, index: int) -> None:
        if index >= 0:
            self._set_cursor(index)
            self._show_cursor()

    def action_page(self, pages: float) -> None:
        """Go on by a part of the screen."""
        if not self._rows:
            return
        wanted = self._starts[max(self.cursor, 0)] + round(max(1, self.size.height - 1) * pages)
        index = max(0, bisect_right(self._starts, max(0, wanted)) - 1)
        direction = 1 if pages > 0 else -1
        index = self._selectable(index, direction)
        if index == self.cursor:
            index = self._selectable(index + direction, direction)
        self._go(index)

    def action_end(self, direction: int) -> None:
        """Go to the first or the last line."""
        self._go(self._selectable(len(self._rows) - 1 if direction > 0 else 0, -direction))
        if direction < 0:
            self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def action_choose(self) -> None:
        """Open what the line leads to, or show more of the section."""
        if not 0 <= self.cursor < len(self._rows):
            return
        row = self._rows[self.cursor]
        if row.more:
            self._show_more(self.sections[row.section])
        elif row.line is not None:
            self.post_message(self.Chosen(self, row.line))

    def _show_more(self, section: Section) -> None:
        """Lay out more lines of a section, or ask for them where none are left."""
        shown = self._shown.get(section.key, PAGE)
        if shown < len(section.lines):
            self._shown[section.key] = shown + PAGE
            cursor = self.cursor
            self._lay_out()
            self._go(self._selectable(cursor, 1))
        else:
            self.post_message(self.MoreAsked(self, section))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line clicked; a second click opens it."""
        spot = event.get_content_offset(self)
        if spot is None or not self._rows:
            return
        index = bisect_right(self._starts, spot.y + round(self.scroll_offset.y)) - 1
        if 0 <= index < len(self._rows) and self._rows[index].is_selectable:
            self._set_cursor(index)
            if event.chain > 1:
                self.action_choose()
