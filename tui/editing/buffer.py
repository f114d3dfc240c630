"""A text that is being written, with its caret, its selection and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["type", "erase", "delete", "other"]
"""What an edit is: a letter typed, one deleted before or behind the caret, or a step by itself."""

MOST_STEPS = 1000
"""Steps that can be undone."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of text that took the place of another."""

    start: int
    removed: str
    inserted: str
    anchor: int
    caret: int
    """The selection before the edit."""
    kind: Kind = "other"


class Buffer:
    """A text and a selection in it, changed by edits that can be undone.

    Positions are code points. The selection lies between ``anchor`` and ``caret``, whichever comes
    first; it is empty where they are one.

    Args:
        text: What stands there at first; the caret is put behind it.
    """

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.anchor = self.caret = len(text)
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        self._is_open = False
        """Whether the next letter belongs to the last step."""

    @property
    def selection(self) -> tuple[int, int]:
        """The selected range."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    @property
    def selected_text(self) -> str:
        """The selected text."""
        start, end = self.selection
        return self.text[start:end]

    def move(self, caret: int, *, select: bool = False) -> None:
        """Put the caret somewhere; the selection goes with it, or grows up to it."""
        self.caret = min(max(caret, 0), len(self.text))
        if not select:
            self.anchor = self.caret
        self._is_open = False

    def select(self, anchor: int, caret: int) -> None:
        """Select from one position to another."""
        self.move(anchor)
        self.move(caret, select=True)

    def replace(self, start: int, end: int, text: str, kind: Kind = "other") -> None:
        """Put a text in the place of a range, and the caret behind it.

        Letters typed or deleted one after the other are one step back, as long as they are of one
        word: a blank or a new line begins the next.
        """
        removed = self.text[start:end]
        if not removed and not text:
            return
        edit = Edit(start, removed, text, self.anchor, self.caret, kind)
        self._undone.clear()
        joined = self._joined(self._done[-1], edit) if self._done and self._is_open else None
        if joined is None:
            self._done.append(edit)
            del self._done[:-MOST_STEPS]
        else:
            self._done[-1] = joined
        self._apply(start, end, text)
        self._is_open = kind != "other"

    def insert(self, text: str, kind: Kind = "other") -> None:
        """Put a text in the place of the selection."""
        self.replace(*self.selection, text, kind)

    def _apply(self, start: int, end: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[end:]
        self.anchor = self.caret = start + len(text)

    @staticmethod
    def _joined(last: Edit, edit: Edit) -> Edit | None:
        """Return two edits as one step, or None where each is a step of its own."""
        if last.kind != edit.kind or last.kind == "other":
            return None
        if edit.kind == "type":
            begins_word = last.inserted[-1:].isspace() and not edit.inserted.isspace()
            if edit.removed or begins_word or edit.start != last.start + len(last.inserted):
                return None
            return replace(last, inserted=last.inserted + edit.inserted)
        if edit.inserted or last.inserted:
            return None
        if edit.kind == "erase" and edit.start + len(edit.removed) == last.start:
            return replace(last, start=edit.start, removed=edit.removed + last.removed)
        if edit.kind == "delete" and edit.start == last.start:
            return replace(last, removed=last.removed + edit.removed)
        return None

    def undo(self) -> bool:
        """Take the last step back; tell whether there was one."""
        if not self._done:
            return False
        edit = self._done.pop()
        self._apply(edit.start, edit.start + len(edit.inserted), edit.removed)
        self.anchor, self.caret = edit.anchor, edit.caret
        self._undone.append(edit)
        self._is_open = False
        return True

    def redo(self) -> bool:
        """Do again what was undone last; tell whether there was anything."""
        if not self._undone:
            return False
        edit = self._undone.pop()
        self._apply(edit.start, edit.start + len(edit.removed), edit.inserted)
        self._done.append(edit)
        self._is_open = False
        return True
