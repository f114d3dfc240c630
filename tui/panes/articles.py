"""The pane that lists the articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache
from textual.message import Message

from tui.bidi.layout import one_line
from tui.language.said import _, noted
from tui.panes.paint import joined, line_strip, text_strip
from tui.panes.rows import EDGE, VirtualRows
from tui.panes.signs import SIGNS, day_sign
from tui.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from corpus.article import ArticleRow
    from tui.panes.signs import Signs

DAY = 13
"""Columns of the day with the blank before it and the sign behind it: ten are the day's own."""
LEAST_OF_TAGS = 6
"""Columns below which the number of tags is shown and none of their names."""


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view, to which the list can be narrowed."""

    name: str
    query: str
    """The view's query as typed; empty for all articles."""
    count: int | None = None
    """How many articles it finds; None as long as that is not known."""
    unread: int | None = None
    """How many of them are not read yet."""
    is_current: bool = False
    """Whether the list shows what this view finds."""


class ArticleList(VirtualRows):
    """Articles, newest first: title over date, outlet and what there is in it.

    Above them stand the saved views, where there are any.

    Args:
        fetch: Returns the rows of some ids; asked only for what is on the screen.
    """

    BORDER_TITLE = noted("Articles")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"articles--unread", "articles--view"}

    @dataclass
    class ViewChosen(Message):
        """A saved view was chosen: the list is to show what it finds."""

        articles: ArticleList
        view: ViewRow

        @property
        def control(self) -> ArticleList:
            """The list it happened in."""
            return self.articles

    def __init__(
        self,
        fetch: Callable[[Sequence[str]], tuple[ArticleRow, ...]],
        *,
        signs: Signs = SIGNS,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._signs = signs
        self._views: tuple[ViewRow, ...] = ()
        self._ids: tuple[str, ...] = ()
        self._rows: LRUCache[str, ArticleRow] = LRUCache(400)

    @property
    def row_count(self) -> int:
        """How many rows there are, views included."""
        return len(self._views) + len(self._ids)

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles in the order shown."""
        return self._ids

    @property
    def views(self) -> tuple[ViewRow, ...]:
        """The views in the order shown."""
        return self._views

    def show_articles(self, ids: Sequence[str], current: str | None = None) -> None:
        """List these articles, with the cursor on one of them, or else on the first."""
        self._ids = tuple(ids)
        self._rows.clear()
        row = None if current is None else self._row_of(current)
        self.rows_changed(len(self._views) if row is None else row)

    def show_views(self, views: Sequence[ViewRow]) -> None:
        """Show these views above the articles; the cursor stays on what it stood on."""
        added = len(views) - len(self._views)
        if self.cursor >= len(self._views):
            cursor = self.cursor + added
        else:
            cursor = min(self.cursor, len(views) - 1)
        on_screen = self.cursor * self.row_height - self.scroll_offset.y
        had_room_above = self.scroll_offset.y > 0
        self._views = tuple(views)
        self.rows_changed(cursor)
        if had_room_above and added:
            top = max(0, self.cursor * self.row_height - on_screen)
            self.scroll_to(y=top, animate=False, force=True)

    def view_at(self, index: int) -> ViewRow | None:
        """Return the view in a row, or None where an article is."""
        return self._views[index] if 0 <= index < len(self._views) else None

    def article_at(self, index: int) -> str:
        """Return the id of the article in a row that is no view's."""
        return self._ids[index - len(self._views)]

    @property
    def article_id_of_cursor(self) -> str | None:
        """The article under the cursor, None where a view is or nothing."""
        index = self.cursor - len(self._views)
        return self._ids[index] if 0 <= index < len(self._ids) else None

    def put_cursor_on(self, id_: str) -> None:
        """Move the cursor to an article, without opening it."""
        index = self._row_of(id_)
        if index is not None and index != self.cursor:
            with self.prevent(self.Highlighted):
                self.cursor = index

    def refresh_article(self, id_: str) -> None:
        """Read an article's row anew: it was read, or a note was taken."""
        self._rows.discard(id_)
        index = self._row_of(id_)
        if index is not None:
            self.refresh_row(index)

    def forget_rows(self) -> None:
        """Read every row anew: what was found in the articles has changed."""
        self._rows.clear()
        self.refresh()

    def action_choose(self) -> None:
        """Open the article under the cursor, or narrow the list to the view under it."""
        view = self.view_at(self.cursor)
        if view is None:
            super().action_choose()
        else:
            self.post_message(self.ViewChosen(self, view))

    def _row_of(self, id_: str) -> int | None:
        if self.article_id_of_cursor == id_:
            return self.cursor
        # To look through a hundred thousand takes less than a key, to number them takes more.
        try:
            return len(self._views) + self._ids.index(id_)
        except ValueError:
            return None

    def _article_row(self, index: int) -> ArticleRow:
        above = len(self._views)
        id_ = self._ids[index - above]
        row = self._rows.get(id_)
        if row is None:
            first = max(0, self.scroll_offset.y // self.row_height - above)
            last = first + self.size.height // self.row_height + 2
            wanted = {id_, *self._ids[first:last]} - set(self._rows.keys())
            for found in self._fetch(tuple(wanted)):
                self._rows[found.id] = found
            row = self._rows[id_]
        return row

    def row_text(self, index: int) -> str:
        """Return the title, or the opening of an article without one; of a view its query."""
        view = self.view_at(index)
        if view is not None:
            return view.query or view.name
        return self._article_row(index).label

    def row_key(self, index: int) -> Hashable:
        """Return the row itself: it says all that is painted."""
        return self.view_at(index) or self._article_row(index)

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return the title above, date, signs, tags and outlet below."""
        view = self.view_at(index)
        if view is not None:
            return self._paint_view(view, width, style)
        row = self._article_row(index)
        signs = self._signs
        title_style = style
        if not row.is_read:
            title_style += self.get_component_rich_style("articles--unread", partial=True)
        mark = " " if row.is_read else signs.unread
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        return _title(row.label, mark, width, title_style), self._below(row, width, muted)

    def _below(self, row: ArticleRow, width: int, style: Style) -> Strip:
        """Return day and signs on the left, the outlet on the right, tags in what is between."""
        signs = self._signs
        facts = _facts(row, signs)
        room = max(0, width - EDGE - len(facts))
        source = one_line(row.source or "", room)
        tags = " ".join(isolated(f"{signs.tag}{tag}") for tag in row.tags)
        number = f"{signs.tag}{len(row.tags)} "
        if tags and room - source.width < LEAST_OF_TAGS:
            tags = ""
            if len(number) <= room:
                facts += number
                room -= len(number)
                source = one_line(row.source or "", room)
        between = room - source.width
        return joined(
            [
                text_strip(facts, len(facts), style, side="left"),
                text_strip(tags, between - 1, style, side="left"),
                text_strip("", min(1, between), style),
                line_strip(source, source.width, style, side="right"),
                _edge(signs.starred if row.is_starred else " ", style),
            ]
        ).crop(0, width)

    def _paint_view(self, view: ViewRow, width: int, style: Style) -> Sequence[Strip]:
        """Return the name above, the counts and the query below."""
        signs = self._signs
        look = style + self.get_component_rich_style("articles--view", partial=True)
        if view.unread:
            look += self.get_component_rich_style("articles--unread", partial=True)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        counts = " …" if view.count is None else f" {view.unread or 0}/{view.count}"
        left = min(width, len(counts) + 2)
        query = max(0, width - left - EDGE)
        below = [
            text_strip(counts, left, muted, side="left"),
            text_strip(view.query, query, muted, side="right"),
            _edge(" ", muted),
        ]
        mark = signs.current if view.is_current else signs.view
        return _title(view.name, mark, width, look), joined(below).crop(0, width)


def _facts(row: ArticleRow, signs: Signs) -> str:
    """Return day and signs, the signs of all rows from one column on."""
    day = row.published or _("no date")
    if row.published is not None:
        day += day_sign(signs, row.published_from, row.certainty)
    facts = [signs.excerpt] if row.is_excerpt else []
    facts += [f"{signs.notes}{row.notes}"] if row.notes else []
    facts += [f"{signs.copies}{row.copies}"] if row.copies else []
    return f" {day:<{DAY - 2}} {''.join(f'{fact} ' for fact in facts)}"


def _title(text: str, mark: str, width: int, style: Style) -> Strip:
    title = text_strip(text, width - EDGE - 1, style, side="right")
    return joined([text_strip("", 1, style), title, _edge(mark, style)]).crop(0, width)


def _edge(mark: str, style: Style) -> Strip:
    return text_strip(f" {mark} ", EDGE, style, side="left")
