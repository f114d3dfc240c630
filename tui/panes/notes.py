"""The list of notes: only those on the screen are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache

from tui.keys import bindings
from tui.language.said import _, noted
from tui.panes.paint import StyleRun, joined, text_strip
from tui.panes.rows import VirtualRows
from tui.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Mapping, Sequence

    from rich.style import Style
    from textual.binding import BindingType
    from textual.strip import Strip

    from corpus.article import Note

MARKED, UNMARKED = "[x]", "[ ]"
COLOURED = "▌"
"""Stands beside a note in its colour."""

READ_AT_ONCE = 32
"""Notes read together when one of them comes into sight."""

_LEAD = 6
"""Columns of the mark, or of nothing, before what a note says."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What the list shows of a note."""

    note: Note
    label: str
    """Its article: title, outlet, day."""
    state: str = ""
    """What is wrong with it, for a person to read; empty where nothing is."""


class NoteList(VirtualRows):
    """Notes in an order: mark, state and article above, quote, then the user's words.

    Args:
        read: Returns what is shown of notes with these ids, of those that are there.
    """

    BORDER_TITLE = noted("Notes")
    # On the list and not on its screen, so that they come before the keys of every list.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("notes")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "notes--quote",
        "notes--heading",
        "notes--state",
        "notes--tag",
        "notes--yellow",
        "notes--green",
        "notes--blue",
        "notes--red",
        "notes--purple",
    }
    row_height: ClassVar[int] = 4

    def __init__(
        self, read: Callable[[Sequence[str]], Sequence[NoteRow]], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._read = read
        self._ids: tuple[str, ...] = ()
        self._headings: dict[int, str] = {}
        self._marked: set[str] = set()
        self._rows: LRUCache[str, NoteRow] = LRUCache(500)

    @property
    def row_count(self) -> int:
        """How many notes there are."""
        return len(self._ids)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all notes that are listed, in the order shown."""
        return self._ids

    @property
    def id_of_cursor(self) -> str | None:
        """The id of the note under the cursor."""
        return self._ids[self.cursor] if 0 <= self.cursor < len(self._ids) else None

    @property
    def row(self) -> NoteRow | None:
        """The note under the cursor, None where it is not there any more."""
        return None if self.id_of_cursor is None else self._row_of(self.cursor)

    @property
    def marked(self) -> list[str]:
        """The ids of the marked notes, in the order shown."""
        return [id_ for id_ in self._ids if id_ in self._marked]

    @property
    def is_grouped(self) -> bool:
        """Whether there are headings."""
        return bool(self._headings)

    def heading_of(self, index: int) -> str:
        """Return the heading a row stands under; nothing where there is none."""
        return next((self._headings[n] for n in range(index, -1, -1) if n in self._headings), "")

    def show_notes(
        self,
        ids: Sequence[str],
        headings: Mapping[int, str] | None = None,
        *,
        cursor: str | None = None,
    ) -> None:
        """List these notes; marks on notes that are still there stay.

        Args:
            ids: Their ids, in the order they stand in.
            headings: What stands above a note, by its place in the list.
            cursor: The id of the note to stand on; where it has gone, the place stays.
        """
        wanted = self.id_of_cursor if cursor is None else cursor
        self._ids = tuple(ids)
        self._headings = dict(headings or {})
        self._marked &= set(self._ids)
        self._rows.clear()
        place = self._ids.index(wanted) if wanted in self._ids else None
        self.rows_changed(place)

    def mark(self, ids: Collection[str]) -> None:
        """Mark these notes and no others."""
        self._marked = set(ids) & set(self._ids)
        self.refresh()

    def toggle_mark(self) -> None:
        """Mark the note under the cursor, or take its mark away, and go to the next."""
        if self.id_of_cursor is not None:
            self._marked ^= {self.id_of_cursor}
            self.refresh_row(self.cursor)
            self.action_move(1)

    def toggle_all(self) -> None:
        """Mark every note, or none if all are marked."""
        everything = set(self._ids)
        self._marked = set() if self._marked == everything else everything
        self.refresh()

    def _row_of(self, index: int) -> NoteRow | None:
        id_ = self._ids[index]
        row = self._rows.get(id_)
        if row is None:
            first = max(0, index - READ_AT_ONCE // 2)
            for one in self._read(self._ids[first : first + READ_AT_ONCE]):
                self._rows[one.note.id] = one
            row = self._rows.get(id_)
        return row

    # --- painting -----------------------------------------------------------------------

    def row_text(self, index: int) -> str:
        """Return the quote, or the words of a note on a whole article."""
        row = self._row_of(index)
        return "" if row is None else row.note.quote or row.note.body

    def row_key(self, index: int) -> Hashable:
        """Return all that a row shows."""
        return self._row_of(index), self._ids[index] in self._marked, self._headings.get(index)

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return heading or blank line, mark and article, quote, the user's words."""
        heading = self._headings.get(index, "")
        look = self.base_style + self.get_component_rich_style("notes--heading", partial=True)
        above = text_strip(f" {heading}" if heading else "", width, look, side="start")
        row = self._row_of(index)
        if row is None:
            gone = text_strip(_(" deleted meanwhile"), width, style + self._muted, side="start")
            blank = text_strip("", width, style)
            return (above, gone, blank, blank)
        quoted = style + self.get_component_rich_style("notes--quote", partial=True)
        note = row.note
        return (
            above,
            self._head(row, width, style),
            self._inset(note.quote or _("(the whole article)"), width, quoted),
            self._inset(_words(note), width, style),
        )

    @property
    def _muted(self) -> Style:
        return self.get_component_rich_style("rows--muted", partial=True)

    def _head(self, row: NoteRow, width: int, style: Style) -> Strip:
        note = row.note
        mark = MARKED if note.id in self._marked else UNMARKED
        told = " · ".join(part for part in (row.state, *(f"#{tag}" for tag in note.tags)) if part)
        state = self.get_component_rich_style("notes--state", partial=True)
        tag = self.get_component_rich_style("notes--tag", partial=True)
        room = max(0, width - _LEAD)
        left = min(len(told) + 1, room * 2 // 3) if told else 0
        runs = [StyleRun(0, len(row.state), state), StyleRun(len(row.state), len(told), tag)]
        return joined(
            [
                self._colour(note, style),
                text_strip(f"{mark} ", min(_LEAD - 1, max(0, width - 1)), style, side="left"),
                text_strip(told, left, style, runs, side="left"),
                text_strip(row.label, max(0, room - left - 1), style + self._muted, side="right"),
                text_strip("", min(1, room), style),
            ]
        )

    def _colour(self, note: Note, style: Style) -> Strip:
        if not note.colour or f"notes--{note.colour}" not in self.COMPONENT_CLASSES:
            return text_strip("", 1, style)
        look = self.get_component_rich_style(f"notes--{note.colour}", partial=True)
        return text_strip(COLOURED, 1, style + look, side="left")

    def _inset(self, text: str, width: int, style: Style) -> Strip:
        margin = text_strip("", min(1, width), style)
        # A note of many pages is cut long before it is measured.
        line = " ".join(text[: 4 * width].split())
        strip = text_strip(line, max(0, width - _LEAD - 1), style)
        lead = text_strip("", min(_LEAD, max(0, width - 1)), style)
        return joined([lead, strip, margin])


def _words(note: Note) -> str:
    """Return the user's words; what the quote means stands before them."""
    parts = [part.strip() for part in (note.gloss, note.body) if part.strip()]
    return " — ".join(map(isolated, parts)) if len(parts) > 1 else "".join(parts) or "—"
