"""The pane that lists the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache

from tui.panes.paint import joined, text_strip
from tui.panes.rows import EDGE, VirtualRows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from corpus.article import ArticleRow

UNREAD = "●"
DATE_SIGNS = {"metadata": "", "dateline": "", "feed": "", "option": "*", "inferred": "~"}
"""What stands after a date that the source does not itself state."""


class ArticleList(VirtualRows):
    """Articles, newest first: title over date, outlet and what there is in it.

    Args:
        fetch: Returns the rows of some ids; asked only for what is on the screen.
    """

    BORDER_TITLE = "Articles"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"articles--unread"}

    def __init__(
        self,
        fetch: Callable[[Sequence[str]], tuple[ArticleRow, ...]],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._ids: tuple[str, ...] = ()
        self._index_of: dict[str, int] = {}
        self._rows: LRUCache[str, ArticleRow] = LRUCache(400)

    @property
    def row_count(self) -> int:
        """How many articles there are."""
        return len(self._ids)

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles in the order shown."""
        return self._ids

    def show_articles(self, ids: Sequence[str], current: str | None = None) -> None:
        """List these articles, with the cursor on one of them."""
        self._ids = tuple(ids)
        self._index_of = {id_: index for index, id_ in enumerate(self._ids)}
        self._rows.clear()
        self.rows_changed(self._index_of.get(current or "", 0))

    def article_at(self, index: int) -> str:
        """Return the id of the article in a row."""
        return self._ids[index]

    def put_cursor_on(self, id_: str) -> None:
        """Move the cursor to an article, without opening it."""
        index = self._index_of.get(id_)
        if index is not None and index != self.cursor:
            with self.prevent(self.Highlighted):
                self.cursor = index

    def refresh_article(self, id_: str) -> None:
        """Read an article's row anew: it was read, or a note was taken."""
        self._rows.discard(id_)
        index = self._index_of.get(id_)
        if index is not None:
            self.refresh_row(index)

    def forget_rows(self) -> None:
        """Read every row anew: what was found in the articles has changed."""
        self._rows.clear()
        self.refresh()

    def _article_row(self, index: int) -> ArticleRow:
        id_ = self._ids[index]
        row = self._rows.get(id_)
        if row is None:
            first = self.scroll_offset.y // self.row_height
            last = first + self.size.height // self.row_height + 2
            wanted = {id_, *self._ids[first:last]} - set(self._rows.keys())
            for found in self._fetch(tuple(wanted)):
                self._rows[found.id] = found
            row = self._rows[id_]
        return row

    def row_text(self, index: int) -> str:
        """Return the title, or the opening of an article without one."""
        return self._article_row(index).label

    def row_key(self, index: int) -> ArticleRow:
        """Return the row itself: it says all that is painted."""
        return self._article_row(index)

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return the title above, date and outlet below."""
        row = self._article_row(index)
        mark = " " if row.is_read else UNREAD
        unread = self.get_component_rich_style("articles--unread", partial=True)
        title_style = style if row.is_read else style + unread
        title = text_strip(row.label, width - EDGE - 1, title_style, side="right")
        sign = text_strip(f" {mark} ", EDGE, title_style)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        date = _date(row) + (f"  ✎{row.notes}" if row.notes else "")
        left = text_strip(f" {date}", min(width, len(date) + 2), muted)
        source = text_strip(
            row.source or "",
            max(0, width - left.cell_length - EDGE),
            muted,
            side="right",
        )
        edge = text_strip("", EDGE, muted)
        return joined([text_strip("", 1, title_style), title, sign]), joined(
            [left, source, edge]
        ).crop(0, width)


def _date(row: ArticleRow) -> str:
    if row.published is None:
        return "no date"
    return row.published + DATE_SIGNS.get(row.published_from or "", "")
