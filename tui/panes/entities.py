"""The pane that lists what the open article mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from corpus.article import EntityType
from tui.language.said import _, is_from_right, noted, number
from tui.panes.paint import ENTITY_CLASSES, StyleRun, joined, text_strip
from tui.panes.rows import EDGE, VirtualRows
from tui.wording import name_said

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from corpus.article import EntityName, Span

HEADINGS: dict[EntityType, tuple[str, str]] = {
    EntityType.AGREEMENT: (noted("Agreements"), "الاتفاقات"),
    EntityType.PERSON: (noted("People"), "الشخصيات"),
    EntityType.ORG: (noted("Organisations"), "الجهات"),
    EntityType.PLACE: (noted("Places"), "الأماكن"),
    EntityType.DATE: (noted("Dates"), "التواريخ"),
}
"""What each group is called, in English and in Arabic."""

STATEMENTS = (noted("Statements"), "التصريحات")
COPIES = (noted("Copies"), "النسخ")
NOBODY = noted("speaker not settled")


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity of the open article."""

    name: EntityName
    here: int
    """How often this article mentions it."""
    in_library: int
    """How often all articles do."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement of the open article."""

    span: Span
    """Where it stands, in code points of the article."""
    words: str
    speakers: tuple[EntityName, ...]


@dataclass(frozen=True, slots=True)
class CopyLine:
    """Another article that is much like the open one, or another place of the very same."""

    id: str | None
    """The article; None where there is nothing to open."""
    label: str
    told: str
    """Outlet, day and what the two have in common."""


@dataclass(frozen=True, slots=True)
class _Heading:
    english: str
    arabic: str
    count: int


_Row = EntityRow | StatementRow | CopyLine | _Heading


class EntityList(VirtualRows):
    """Entities grouped by type; each with its Arabic and English name and its counts."""

    BORDER_TITLE = noted("Entities")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entities--heading",
        "entities--current",
        *ENTITY_CLASSES,
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._rows: tuple[_Row, ...] = ()
        self._index_of: dict[str | None, int] = {}
        self._current: str | None = None

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    def is_selectable(self, index: int) -> bool:
        """Tell whether a row is no heading."""
        return not isinstance(self._rows[index], _Heading)

    def show_entities(
        self,
        rows: Sequence[EntityRow],
        statements: Sequence[StatementRow] = (),
        copies: Sequence[CopyLine] = (),
    ) -> None:
        """List entities under the headings of their types, statements and copies below them."""
        grouped: list[_Row] = []
        for type_ in EntityType:
            of_type = [row for row in rows if row.name.type is type_]
            if of_type:
                grouped.extend([_Heading(*HEADINGS[type_], len(of_type)), *of_type])
        if statements:
            grouped.extend([_Heading(*STATEMENTS, len(statements)), *statements])
        if copies:
            grouped.extend([_Heading(*COPIES, len(copies)), *copies])
        self._rows = tuple(grouped)
        self._index_of = {
            row.name.slug: index for index, row in enumerate(grouped) if isinstance(row, EntityRow)
        }
        self._current = None
        self.rows_changed(0)
        self.scroll_to(y=0, animate=False, force=True)

    def statement_at(self, index: int) -> StatementRow | None:
        """Return the statement in a row, or None for any other."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        return row if isinstance(row, StatementRow) else None

    def copy_at(self, index: int) -> CopyLine | None:
        """Return the copy in a row, or None for any other."""
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        return row if isinstance(row, CopyLine) else None

    def entity_at(self, index: int) -> EntityName | None:
        """Return the entity in a row, or None for any other."""
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
        """Return an entity's Arabic name, a statement's words, a copy's title, or a heading."""
        row = self._rows[index]
        if isinstance(row, StatementRow):
            return row.words
        if isinstance(row, CopyLine):
            return row.label
        return row.name.ar if isinstance(row, EntityRow) else row.arabic

    def row_key(self, index: int) -> Hashable:
        """Return the row, and whether it is the one that is followed."""
        row = self._rows[index]
        return row, isinstance(row, EntityRow) and row.name.slug == self._current

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return the Arabic name above, the English name and the counts below."""
        row = self._rows[index]
        if isinstance(row, _Heading):
            return self._paint_heading(row, width, style)
        if isinstance(row, StatementRow):
            speakers = _(", ").join(map(name_said, row.speakers)) or _(NOBODY)
            return self._paint_words(row.words, speakers, width, style)
        if isinstance(row, CopyLine):
            return self._paint_words(row.label, row.told, width, style)
        current = row.name.slug == self._current
        kind = self.get_component_rich_style(f"entity--{row.name.type.prefix}", partial=True)
        if current:
            kind += self.get_component_rich_style("entities--current", partial=True)
        mark = text_strip(" ◂" if current else "  ", EDGE, style, side="left")
        look = [StyleRun(0, len(row.name.ar), kind)]
        arabic = text_strip(row.name.ar, width - EDGE - 1, style, look, side="right")
        counts = f"{row.here}/{row.in_library} "
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        left = text_strip(f" {row.name.en}", width - len(counts) - 1, muted, side="left")
        right = text_strip(counts, len(counts) + 1, muted, side="right")
        return joined([text_strip("", 1, style), arabic, mark]), joined([left, right])

    def _paint_words(self, words: str, below: str, width: int, style: Style) -> Sequence[Strip]:
        """Return words of the text above, what they are below."""
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        above = text_strip(words, width - EDGE - 1, style, side="right")
        return (
            joined([text_strip("", 1, style), above, text_strip("", EDGE, style)]),
            text_strip(f" {below}", width, muted, side="start"),
        )

    def _paint_heading(self, heading: _Heading, width: int, style: Style) -> Sequence[Strip]:
        look = style + self.get_component_rich_style("entities--heading", partial=True)
        if is_from_right():
            line = f" {heading.arabic} {number(heading.count)}"
            return text_strip("", width, style), text_strip(line, width, look, side="start")
        label = f" {heading.english} {heading.count}"
        room = min(len(label) + 1, width)
        left = text_strip(label, room, look, side="left")
        right = text_strip(f"{heading.arabic} ", width - room, look, side="right")
        return text_strip("", width, style), joined([left, right])
