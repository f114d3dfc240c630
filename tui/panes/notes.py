"""The list of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.cache import LRUCache

from corpus.errors import NotFoundError
from tui.keys import bindings
from tui.panes.paint import joined, text_strip
from tui.panes.rows import VirtualRows
from tui.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from rich.style import Style
    from textual.binding import BindingType
    from textual.strip import Strip

    from corpus.article import Article, Note

MARKED, UNMARKED = "[x]", "[ ]"


class NoteList(VirtualRows):
    """Notes in the order taken: mark and article above, quote, then the user's words.

    Args:
        fetch: Returns the article with an id; asked only for what is on the screen.
    """

    BORDER_TITLE = "Notes"
    # On the list and not on its screen, so that they come before the keys of every list.
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("notes")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"notes--quote"}
    row_height: ClassVar[int] = 4

    def __init__(self, fetch: Callable[[str], Article], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._notes: tuple[Note, ...] = ()
        self._marked: set[str] = set()
        self._labels: LRUCache[str, str] = LRUCache(200)

    @property
    def row_count(self) -> int:
        """How many notes there are."""
        return len(self._notes)

    @property
    def note(self) -> Note | None:
        """The note under the cursor."""
        return self._notes[self.cursor] if 0 <= self.cursor < len(self._notes) else None

    @property
    def marked(self) -> list[Note]:
        """The marked notes, in the order shown."""
        return [note for note in self._notes if note.id in self._marked]

    def show_notes(self, notes: Sequence[Note]) -> None:
        """List these notes; marks on notes that are still there stay."""
        self._notes = tuple(notes)
        self._marked &= {note.id for note in notes}
        self.rows_changed()

    def toggle_mark(self) -> None:
        """Mark the note under the cursor, or take its mark away, and go to the next."""
        if self.note is not None:
            self._marked ^= {self.note.id}
            self.refresh_row(self.cursor)
            self.action_move(1)

    def toggle_all(self) -> None:
        """Mark every note, or none if all are marked."""
        everything = {note.id for note in self._notes}
        self._marked = set() if self._marked == everything else everything
        self.refresh()

    def _label(self, article_id: str) -> str:
        label = self._labels.get(article_id)
        if label is None:
            label = self._described(article_id)
            self._labels[article_id] = label
        return label

    def _described(self, article_id: str) -> str:
        try:
            article = self._fetch(article_id)
        except NotFoundError:
            return f"article {article_id} is not in the library"
        day = article.published.day if article.published else "no date"
        return f"{article.label} · {isolated(day)}"

    def row_text(self, index: int) -> str:
        """Return the quote."""
        return self._notes[index].quote

    def row_key(self, index: int) -> Hashable:
        """Return the note, and whether it is marked."""
        note = self._notes[index]
        return note, note.id in self._marked

    def paint_row(self, index: int, width: int, style: Style) -> Sequence[Strip]:
        """Return mark and article, quote, note, and a blank line."""
        note = self._notes[index]
        muted = style + self.get_component_rich_style("rows--muted", partial=True)
        quoted = style + self.get_component_rich_style("notes--quote", partial=True)
        mark = MARKED if note.id in self._marked else UNMARKED
        room = max(0, width - 6)
        head = [
            text_strip(f" {mark} ", 6, style, side="left"),
            text_strip(self._label(note.article_id), room - 1, muted, side="right"),
            text_strip("", 1, style),
        ]
        return (
            joined(head),
            self._inset(note.quote, width, quoted),
            self._inset(note.body or "—", width, style),
            text_strip("", width, style),
        )

    def _inset(self, text: str, width: int, style: Style) -> Strip:
        margin = text_strip("", min(1, width), style)
        line = text_strip(" ".join(text.split()), max(0, width - 7), style)
        lead = text_strip("", min(6, max(0, width - 1)), style)
        return joined([lead, line, margin])
