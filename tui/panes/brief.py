"""What a brief can hold: section by section, each thing kept or left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tui.keys import bindings
from tui.language.said import noted
from tui.panes.paint import joined, text_strip
from tui.panes.rows import VirtualRows

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.style import Style
    from textual.binding import BindingType
    from textual.strip import Strip

KEPT, DROPPED = "[x]", "[ ]"
_LEAD = 5


@dataclass(frozen=True, slots=True)
class BriefRow:
    """Something that a brief can hold."""

    key: str
    """Stays the same when the brief is made anew."""
    section: str
    says: str
    """Who or what it is about."""
    text: str
    """Words of the press, or the user's own."""
    label: str
    """Where it stands."""


class BriefList(VirtualRows):
    """Things a brief can hold, under the headings of its sections."""

    BORDER_TITLE = noted("Brief")
    # On the list and not on its screen, so that they come before the keys of every list.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("brief")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"notes--quote", "brief--heading", "brief--dropped"}
    row_height: ClassVar[int] = 3

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[BriefRow, ...] = ()
        self._firsts: dict[int, str] = {}
        """The heading above a row, by its place."""
        self.dropped: frozenset[str] = frozenset()
        """Keys of what is left out."""

    @property
    def row_count(self) -> int:
        """How many things there are."""
        return len(self._rows)

    @property
    def row(self) -> BriefRow | None:
        """The one under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def show_rows(
        self, rows: Sequence[BriefRow], dropped: frozenset[str], cursor: str | None = None
    ) -> None:
        """Show these, the cursor on one of them."""
        self._rows, self.dropped = tuple(rows), dropped
        self._head()
        place = next((n for n, row in enumerate(rows) if row.key == cursor), None)
        self.rows_changed(place)

    def _head(self) -> None:
        counts: dict[str, list[int]] = {}
        firsts: dict[str, int] = {}
        for number, row in enumerate(self._rows):
            firsts.setdefault(row.section, number)
            count = counts.setdefault(row.section, [0, 0])
            count[0] += row.key not in self.dropped
            count[1] += 1
        self._firsts = {
            place: f"{section}  {counts[section][0]} of {counts[section][1]}"
            for section, place in firsts.items()
        }

    def drop(self, keys: Sequence[str], *, is_dropped: bool) -> None:
        """Leave things out, or take them in again."""
        self.dropped = self.dropped | set(keys) if is_dropped else self.dropped - set(keys)
        self._head()
        self.refresh()

    def keys_of_section(self) -> list[str]:
        """Return the keys of all that stands under the heading of the cursor."""
        here = self.row
        return [row.key for row in self._rows if here and row.section == here.section]

    def go_to_section(self, step: int) -> None:
        """Stand on the first thing of the next or previous section."""
        places = sorted(self._firsts)
        at = max((n for n, place in enumerate(places) if place <= self.cursor), default=0)
        if places:
            self.cursor = places[min(max(at + step, 0), len(places) - 1)]

    def row_key(self, index: int) -> Hashable:
        """Return the thing, its heading, and whether it is kept."""
        row = self._rows[index]
        return row, self._firsts.get(index), row.key in self.dropped

    def row_text(self, index: int) -> str:
        """Return the words."""
        return self._rows[index].text

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return heading or blank line, who and where, and the words."""
        row = self._rows[index]
        heading = self._firsts.get(index, "")
        look = self.base_style + self.get_component_rich_style("brief--heading", partial=True)
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        words = style + self.get_component_rich_style("notes--quote", partial=True)
        if row.key in self.dropped:
            words = style + self.get_component_rich_style("brief--dropped", partial=True)
        mark = DROPPED if row.key in self.dropped else KEPT
        room = max(0, width - _LEAD)
        left = room // 2
        return (
            text_strip(f" {heading}" if heading else "", width, look, side="start"),
            joined(
                [
                    text_strip(f" {mark} ", min(_LEAD, width), style, side="left"),
                    text_strip(row.says, left, style, side="left"),
                    text_strip(row.label, max(0, room - left - 1), muted, side="right"),
                    text_strip("", min(1, room), style),
                ]
            ),
            joined(
                [
                    text_strip("", min(_LEAD, width), style),
                    text_strip(" ".join(row.text[: 4 * width].split()), max(0, room - 1), words),
                    text_strip("", min(1, room), style),
                ]
            ),
        )
