"""The pane that lists what the open article mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from corpus.article import EntityType
from tui.panes.paint import ENTITY_CLASSES, StyleRun, joined, text_strip
from tui.panes.rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from corpus.article import EntityName

HEADINGS: dict[EntityType, tuple[str, str]] = {
    EntityType.AGREEMENT: ("Agreements", "الاتفاقات"),
    EntityType.PERSON: ("People", "الشخصيات"),
    EntityType.ORG: ("Organisations", "الجهات"),
    EntityType.PLACE: ("Places", "الأماكن"),
    EntityType.DATE: ("Dates", "التواريخ"),
}
"""What each group is called, in English and in Arabic."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity of the open article."""

    name: EntityName
    here: int
    """How often this article mentions it."""
    in_library: int
    """How often all articles do."""


@dataclass(frozen=True, slots=True)
class _Heading:
    type: EntityType
    count: int


class EntityList(VirtualRows):
    """Entities grouped by type; each with its Arabic and English name and its counts."""

    BORDER_TITLE = "Entities"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entities--heading",
        "entities--current",
        *ENTITY_CLASSES,
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._rows: tuple[EntityRow | _Heading, ...] = ()
        self._index_of: dict[str | None, int] = {}
        self._current: str | None = None

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    def is_selectable(self, index: int) -> bool:
        """Tell whether a row is an entity and no heading."""
        return isinstance(self._rows[index], EntityRow)

    def show_entities(self, rows: Sequence[EntityRow]) -> None:
        """List these entities under the headings of their types, in the order given."""
        grouped: list[EntityRow | _Heading] = []
        for type_ in EntityType:
            of_type = [row for row in rows if row.name.type is type_]
            if of_type:
                grouped.extend([_Heading(type_, len(of_type)), *of_type])
        self._rows = tuple(grouped)
        self._index_of = {
            row.name.slug: index for index, row in enumerate(grouped) if isinstance(row, EntityRow)
        }
        self._current = None
        self.rows_changed(0)
        self.scroll_to(y=0, animate=False, force=True)

    def entity_at(self, index: int) -> EntityName | None:
        """Return the entity in a row, or None for a heading."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        return row.name if isinstance(row, EntityRow) else None

    def set_current(self, slug: str | None) -> None:
        """Mark the entity that is being followed, and bring it into sight."""
        if slug == self._current:
            return
        before, self._current = self._index_of.get(self._current), slug
        here = self._index_of.get(slug)
        for index in (before, here):
            if index is not None:
                self.refresh_row(index)
        if here is not None:
            with self.prevent(self.Highlighted):
                self.cursor = here

    def row_text(self, index: int) -> str:
        """Return an entity's Arabic name, or a heading."""
        row = self._rows[index]
        return row.name.ar if isinstance(row, EntityRow) else HEADINGS[row.type][1]

    def row_key(self, index: int) -> Hashable:
        """Return the row, and whether it is the one that is followed."""
        row = self._rows[index]
        return row, isinstance(row, EntityRow) and row.name.slug == self._current

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return the Arabic name above, the English name and the counts below."""
        row = self._rows[index]
        if isinstance(row, _Heading):
            return self._paint_heading(row, width, style)
        current = row.name.slug == self._current
        kind = self.get_component_rich_style(f"entity--{row.name.type.prefix}", partial=True)
        if current:
            kind += self.get_component_rich_style("entities--current", partial=True)
        mark = text_strip(" ◂" if current else "  ", 3, style, side="left")
        look = [StyleRun(0, len(row.name.ar), kind)]
        arabic = text_strip(row.name.ar, width - 3, style, look, side="right")
        counts = f"{row.here}/{row.in_library} "
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        left = text_strip(f" {row.name.en}", width - len(counts) - 1, muted, side="left")
        right = text_strip(counts, len(counts) + 1, muted, side="right")
        return joined([arabic, mark]), joined([left, right])

    def _paint_heading(self, heading: _Heading, width: int, style: Style) -> Sequence[Strip]:
        look = style + self.get_component_rich_style("entities--heading", partial=True)
        english, arabic = HEADINGS[heading.type]
        label = f" {english} {heading.count}"
        room = min(len(label), width)
        left = text_strip(label, room, look, side="left")
        right = text_strip(f"{arabic} ", width - room, look, side="right")
        return text_strip("", width, style), joined([left, right])
