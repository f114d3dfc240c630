"""What the articles found have in common, with counts, to narrow a search by."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from tui.bidi.layout import one_line
from tui.keys import bindings
from tui.language.said import _, is_from_right, noted
from tui.panes.paint import joined, line_strip, text_strip
from tui.panes.rows import EDGE, VirtualRows
from tui.panes.signs import SIGNS

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence

    from rich.style import Style
    from textual.binding import BindingType
    from textual.strip import Strip

    from corpus.search.searcher import Facet
    from tui.panes.signs import Signs

SHOWN = 5
"""Facets of a group that are shown while it is folded."""
COUNT = 6
"""Columns of the counts, with a blank behind them."""
BAR = "▪"
LONGEST_BAR, WITH_BARS = 8, 40
"""Columns of the longest bar, and how many a row must have for bars to be in it."""
NARROWED = "narrowed"
"""The group of what the search is narrowed by."""

HEADINGS: dict[str, tuple[str, str]] = {
    NARROWED: (noted("Narrowed by"), "التضييق"),
    "source": (noted("Sources"), "المصادر"),
    "month": (noted("Months"), "الأشهر"),
    "agreement": (noted("Agreements"), "الاتفاقات"),
    "official": (noted("People"), "الشخصيات"),
    "org": (noted("Organisations"), "الجهات"),
    "place": (noted("Places"), "الأماكن"),
}
"""What each group is called, in English and in Arabic, in the order shown."""
KINDS = tuple(HEADINGS)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A part of the query that can be taken back."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class _Heading:
    english: str
    arabic: str


@dataclass(frozen=True, slots=True)
class _More:
    """The row that shows the rest of a group, or folds it again."""

    kind: str
    hidden: int
    """How many facets it stands for; 0 where they are shown."""


class FacetList(VirtualRows):
    """Facets by group, each with how many of the articles found it holds for.

    Groups are folded to their first few rows.
    """

    BORDER_TITLE = noted("Narrow")
    # On the list and not on its screen, so that they come before the keys of every list.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("facets")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"facets--heading", "facets--active", "facets--bar"}
    row_height: ClassVar[int] = 1

    def __init__(self, *, signs: Signs = SIGNS, id: str | None = None) -> None:
        super().__init__(id=id)
        self._signs = signs
        self._facets: tuple[Facet, ...] = ()
        self._narrowings: tuple[Narrowing, ...] = ()
        self._unfolded: frozenset[str] = frozenset()
        self._rows: tuple[_Heading | _More | Narrowing | Facet, ...] = ()
        self._most = 1

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    @property
    def unfolded(self) -> frozenset[str]:
        """The groups that are shown whole."""
        return self._unfolded

    def is_selectable(self, index: int) -> bool:
        """Tell whether a row is no heading."""
        return not isinstance(self._rows[index], _Heading)

    def show_facets(
        self,
        facets: Sequence[Facet],
        narrowings: Sequence[Narrowing],
        unfolded: Collection[str] | None = None,
    ) -> None:
        """List facets under their groups, and above them what the search is narrowed by.

        Args:
            facets: The facets, those of a group together and the most frequent first.
            narrowings: What the search is narrowed by, in the order it was.
            unfolded: The groups to show whole; by default those that were so far.
        """
        stood_on = self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None
        self._facets = tuple(facets)
        self._narrowings = tuple(narrowings)
        self._most = max((facet.count for facet in facets), default=1) or 1
        if unfolded is not None:
            self._unfolded = frozenset(unfolded)
        self._lay_out(stood_on)

    def _lay_out(self, stood_on: _Heading | _More | Narrowing | Facet | None) -> None:
        rows: list[_Heading | _More | Narrowing | Facet] = []
        if self._narrowings:
            rows.extend([_Heading(*HEADINGS[NARROWED]), *self._narrowings])
        in_order = sorted(self._facets, key=lambda facet: KINDS.index(facet.kind))
        for kind, group in groupby(in_order, key=lambda facet: facet.kind):
            facets = list(group)
            rows.append(_Heading(*HEADINGS[kind]))
            is_whole = kind in self._unfolded or len(facets) <= SHOWN + 1
            rows.extend(facets if is_whole else facets[:SHOWN])
            if len(facets) > SHOWN + 1:
                rows.append(_More(kind, 0 if is_whole else len(facets) - SHOWN))
        self._rows = tuple(rows)
        wanted = _identity(stood_on)
        cursor = next(
            (n for n, row in enumerate(rows) if wanted is not None and _identity(row) == wanted),
            min(max(self.cursor, 0), max(0, len(rows) - 1)),
        )
        self.rows_changed(cursor)
        self.refresh()

    def term_at(self, index: int) -> str | None:
        """Return the term of a facet or a narrowing, or None for any other row."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        return None if row is None or isinstance(row, (_Heading, _More)) else row.term

    def action_choose(self) -> None:
        """Choose the facet under the cursor, or show the rest of its group."""
        row = self._rows[self.cursor] if self.cursor >= 0 else None
        if isinstance(row, _More):
            self._unfolded ^= {row.kind}
            self._lay_out(row)
        else:
            super().action_choose()

    def action_fold(self) -> None:
        """Show the group under the cursor whole, or fold it again."""
        row = self._rows[self.cursor] if self.cursor >= 0 else None
        kind = None if row is None or isinstance(row, (_Heading, Narrowing)) else row.kind
        if kind is not None:
            self._unfolded ^= {kind}
            self._lay_out(row)

    def row_text(self, index: int) -> str:
        """Return a facet's name, or a heading."""
        row = self._rows[index]
        if isinstance(row, _Heading):
            return row.arabic
        return "" if isinstance(row, _More) else _label(row)

    def row_key(self, index: int) -> Hashable:
        """Return the row, and whether the search is narrowed by it."""
        row = self._rows[index]
        return row, self._most, self._is_active(row)

    def _is_active(self, row: object) -> bool:
        if isinstance(row, (_Heading, _More)):
            return False
        term = getattr(row, "term", None)
        return any(narrowing.term == term for narrowing in self._narrowings)

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return count, bar and name."""
        row = self._rows[index]
        if isinstance(row, _Heading):
            return (self._paint_heading(row, width, style),)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        if isinstance(row, _More):
            text = _("{n} more…", n=row.hidden) if row.hidden else _("fewer")
            return (text_strip(f"{'':{COUNT}}{text}", width, muted, side="start"),)
        look = style
        is_active = self._is_active(row)
        if is_active:
            look += self.get_component_rich_style("facets--active", partial=True)
        count = "" if isinstance(row, Narrowing) else _short(row.count)
        left = text_strip(f"{count:>{COUNT - 1}} ", min(width, COUNT), muted, side="left")
        bar = self._bar(row, width, style)
        room = max(0, width - COUNT - bar.cell_length - EDGE)
        name = one_line(_label(row), room)
        mark = self._signs.marked if is_active else " "
        strips = [
            left,
            bar,
            line_strip(name, room, look, side="right"),
            text_strip(f" {mark} ", EDGE, look, side="left"),
        ]
        return (joined(strips).crop(0, width),)

    def _bar(self, row: Narrowing | Facet, width: int, style: Style) -> Strip:
        """Return a bar as long as the count is large; names have the first claim on room."""
        if width < WITH_BARS:
            return text_strip("", 0, style)
        count = 0 if isinstance(row, Narrowing) else row.count
        bar = BAR * round(LONGEST_BAR * count / self._most)
        look = style + self.get_component_rich_style("facets--bar", partial=True)
        return text_strip(bar or " ", LONGEST_BAR + 1, look, side="left")

    def _paint_heading(self, heading: _Heading, width: int, style: Style) -> Strip:
        look = style + self.get_component_rich_style("facets--heading", partial=True)
        if is_from_right():
            return text_strip(f" {heading.arabic}", width, look, side="start")
        label = f" {heading.english}"
        room = min(len(label) + 1, width)
        left = text_strip(label, room, look, side="left")
        right = text_strip(f"{heading.arabic} ", width - room, look, side="right")
        return joined([left, right])


def _short(count: int) -> str:
    """Return a count in five columns: thousands from a hundred thousand on."""
    return str(count) if count < 100_000 else f"{count // 1000}k"


def _label(row: Narrowing | Facet) -> str:
    return row.label if isinstance(row, Narrowing) else row.ar


def _identity(row: _Heading | _More | Narrowing | Facet | None) -> Hashable:
    """Return what makes a row the same one when counts have changed."""
    if row is None or isinstance(row, _Heading):
        return None
    return ("more", row.kind) if isinstance(row, _More) else row.term
