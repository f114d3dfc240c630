"""Asking for a query of notes: how many of them it finds is told while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from tui.panes.visual import BidiVisual
from tui.screens.query import QueryScreen
from tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.errors import BriefError
    from corpus.export import Passage
    from corpus.library.store import Library
    from corpus.query.tree import Query


class NoteQueryScreen(QueryScreen):
    """Asks which notes to show; the answer is None when the user thinks better of it.

    Args:
        library: Where the notes are.
        text: What stands in the field at first.
    """

    def __init__(self, library: Library, text: str = "") -> None:
        super().__init__(library, text, count=_counter(library.path))

    def _give_count(self, query: Query, told: int | BriefError) -> None:
        if isinstance(told, int) and query.text == self._field.text and query.text.strip():
            self.query_one("#told", Static).update(BidiVisual(counted(told, "note"), 3))
        else:
            super()._give_count(query, told)


def _counter(path: Path) -> Callable[[Query], int]:
    """Return what counts notes in a thread; they are read once."""
    read: list[tuple[Passage, ...]] = []

    def count(query: Query) -> int:
        from corpus.library.note_query import fitting
        from corpus.library.selection import passages
        from corpus.library.store import Library

        with Library(path, writable=False) as library:
            if not read:
                read.append(passages(library, library.notes(), order="tray"))
            return len(fitting(library, read[0], query.text))

    return count
