"""An article laid out at a width: which line shows what, and what is under a cell."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.cache import LRUCache

from corpus.article import Span
from tui.bidi.layout import analyse

if TYPE_CHECKING:
    from corpus.article import Article
    from tui.bidi.layout import ParagraphLayout, VisualLine

BREAKS_TO_BLANKS = str.maketrans({"\n": " ", "\r": " "})
"""A line break inside a paragraph reads as a blank; one for one, so that offsets hold."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page: a part of a paragraph, or something that is not article text."""

    paragraph: int
    """Index of the paragraph, -1 for a line that is none of the article's own text."""
    start: int
    end: int
    """Code points of the paragraph."""


BLANK = Row(-1, 0, 0)
BYLINE = Row(-1, 0, 1)
REMARK = Row(-1, 0, 2)
"""What the user has noted on the article as a whole."""


class Page:
    """The lines of an article at a width: headline, byline, body, a blank line between paragraphs.

    A remark stands under the byline. Offsets are code points of the article's text; lines are
    counted from the top of the page.

    Args:
        article: The article.
        width: Columns a line may fill.
        layouts: The layouts of its paragraphs as far as they are known; they hold at any width.
        show_controls: Whether bidi controls are shown as labels.
        has_remark: Whether there is a remark on the whole article.
    """

    def __init__(
        self,
        article: Article,
        width: int,
        layouts: LRUCache[int, ParagraphLayout] | None = None,
        *,
        show_controls: bool = False,
        has_remark: bool = False,
    ) -> None:
        self.article = article
        self.width = width
        self._show_controls = show_controls
        self._head = [BYLINE, REMARK, BLANK] if has_remark else [BYLINE, BLANK]
        self.layouts: LRUCache[int, ParagraphLayout] = LRUCache(64) if layouts is None else layouts
        self.rows = self._rows()
        self._by_start = sorted(
            (self._origin(row) + row.start, line)
            for line, row in enumerate(self.rows)
            if row.paragraph >= 0
        )

    def __len__(self) -> int:
        return len(self.rows)

    def layout(self, paragraph: int) -> ParagraphLayout:
        """Return the layout of a paragraph, made anew if it was long out of sight."""
        layout = self.layouts.get(paragraph)
        if layout is None:
            text = self.article.paragraphs[paragraph].span.slice(self.article.text)
            layout = analyse(text.translate(BREAKS_TO_BLANKS), show_controls=self._show_controls)
            self.layouts[paragraph] = layout
        return layout

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        has_byline = False
        for index, paragraph in enumerate(self.article.paragraphs):
            if paragraph.role == "body" and not has_byline:
                rows.extend(self._head)
                has_byline = True
            breaks = self.layout(index).breaks(self.width)
            rows.extend(Row(index, start, end) for start, end in breaks)
            if paragraph.role == "body":
                rows.append(BLANK)
        return rows

    def _origin(self, row: Row) -> int:
        return self.article.paragraphs[row.paragraph].span.start

    @property
    def is_right_to_left(self) -> bool:
        """Whether the article begins on the right."""
        return bool(self.article.paragraphs and self.layout(0).base)

    def row(self, line: int) -> Row:
        """Return a line of the page, a blank one beyond its end."""
        return self.rows[line] if 0 <= line < len(self.rows) else BLANK

    def span(self, line: int) -> Span | None:
        """Return the code points a line shows, or None if it shows none of the text."""
        row = self.row(line)
        if row.paragraph < 0:
            return None
        origin = self._origin(row)
        return Span(origin + row.start, origin + row.end)

    def visual_line(self, row: Row) -> VisualLine:
        """Return the cells of a line of text."""
        return self.layout(row.paragraph).line(row.start, row.end, self.width)

    def line_of(self, offset: int) -> int | None:
        """Return the line that shows a code point, or None if none does."""
        last = bisect_right(self._by_start, (offset, len(self.rows)))
        for _, line in reversed(self._by_start[:last]):
            span = self.span(line)
            if span is None or offset in span or span.start == span.end == offset:
                return line
            if len(span):
                return None
        return None

    def text_line_near(self, line: int) -> int | None:
        """Return a line of text: this one, or the next one above it, or the first below."""
        above = range(min(line, len(self.rows) - 1), -1, -1)
        below = range(max(line, 0), len(self.rows))
        return next((n for n in (*above, *below) if self.rows[n].paragraph >= 0), None)

    def cluster_at(self, line: int, column: int) -> Span | None:
        """Return the code points of the cluster under a cell of a line of text.

        Beside the text it is the cluster at that end of the line in reading order: left of a
        right-to-left line its last one. An empty line gives an empty span, a line that shows no
        text None.

        Args:
            line: A line of the page.
            column: A column of the page, from the left edge of its text.
        """
        row = self.row(line)
        if row.paragraph < 0:
            return None
        visual = self.visual_line(row)
        origin = self._origin(row)
        indent = visual.left_padding(self.width)
        cell = visual.cell_at(column - indent)
        if cell is not None:
            return Span(origin + cell.start, origin + cell.end)
        painted = [cell for cell in visual.cells if cell.width]
        if not painted:
            return Span(origin + row.start, origin + row.start)
        is_end = (column < indent) == (visual.base == 1)
        edge = (max if is_end else min)(painted, key=lambda cell: cell.start)
        return Span(origin + edge.start, origin + edge.end)

    def offset_at(self, line: int, column: int) -> int | None:
        """Return the code point whose cluster is under a cell of the page, None beside the text."""
        row = self.row(line)
        if row.paragraph < 0:
            return None
        visual = self.visual_line(row)
        cell = visual.cell_at(column - visual.left_padding(self.width))
        return None if cell is None else self._origin(row) + cell.start

    def cell_of(self, line: int, offset: int) -> tuple[int, int]:
        """Return the column of the cluster of a code point of a line of text, and its width.

        Where nothing of it is painted, that is the column at which the line begins, and 0.
        """
        row = self.row(line)
        visual = self.visual_line(row)
        indent = visual.left_padding(self.width)
        start = offset - self._origin(row)
        runs = visual.columns(start, start + 1)
        if not runs:
            return indent + (visual.width if visual.base else 0), 0
        column, width = runs[0]
        return indent + column, width

    def is_line_right_to_left(self, line: int) -> bool:
        """Tell whether a line of text belongs to a right-to-left paragraph."""
        return self.layout(self.row(line).paragraph).base == 1
