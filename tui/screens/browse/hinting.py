"""What the line of keys says, by the pane one is in and by what one does there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from tui.keys import action_of
from tui.language.said import noted
from tui.panes.keyline import KeyLine
from tui.screens.browse.base import Browsing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events

    from tui.keys import Action

_HELP: Final = ("help", noted("Help"))
_PALETTE: Final = ("palette", noted("Anything by name"))
_QUIT: Final = ("quit", noted("Quit"))
_NOTES: Final = ("note.list", noted("Notes"))
_SEARCH: Final = ("search", noted("Search"))
_FOLLOW: Final = ("entity.next", noted("Follow"))
_BACK: Final = ("trail.back", noted("Back"))
_NOTE: Final = ("note.take", noted("Note"))
_COPY: Final = ("copy", noted("Copy"))

HINTS: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "articles": (
        _HELP,
        _QUIT,
        ("row.choose", noted("Open")),
        _SEARCH,
        _NOTES,
        _PALETTE,
        ("star", noted("Star")),
        ("tags", noted("Tags")),
        ("pane.next", noted("Next pane")),
    ),
    "reader": (
        _HELP,
        _QUIT,
        ("mention.next", noted("Next mention")),
        _FOLLOW,
        _BACK,
        ("find", noted("Find")),
        _SEARCH,
        ("select", noted("Select")),
        _NOTE,
        _NOTES,
    ),
    "entities": (
        _HELP,
        _QUIT,
        ("row.choose", noted("Dossier")),
        ("mention.next", noted("Next mention")),
        _FOLLOW,
        _BACK,
        ("concordance", noted("Concordance")),
        ("timeline", noted("Timeline")),
        _PALETTE,
    ),
    "finding": (
        _HELP,
        ("find.next", noted("Next hit")),
        ("find.previous", noted("Previous hit")),
        ("leave", noted("Leave")),
        ("find", noted("Find")),
        ("results", noted("Last results")),
        _NOTE,
        _NOTES,
    ),
    "selecting": (
        _HELP,
        _NOTE,
        _COPY,
        ("correct", noted("Correct")),
        ("select.wider", noted("Select more around")),
        ("leave", noted("Leave")),
    ),
}
"""Ids of actions and what they are called, by what one does, the ones to know first."""


@cache
def _hints(doing: str) -> tuple[tuple[Action, str], ...]:
    return tuple((action_of(id_), name) for id_, name in HINTS[doing])


class Hinting(Browsing):
    """Keeps the line of keys to what can be done now."""

    @property
    def _doing(self) -> str:
        focused = self.focused.id if self.focused is not None else None
        if focused == "entities":
            return "entities"
        if focused not in ("reader", "beside"):
            return "articles"
        if self._at.selected is not None:
            return "selecting"
        return "reader" if self._lacks("asked") else "finding"

    def _show_marks(self) -> None:
        super()._show_marks()
        self._hint()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell the keys of the pane that has the focus now."""
        del event
        self._hint()

    def _hint(self) -> None:
        for line in self.query(KeyLine):
            line.show_hints(_hints(self._doing))
