"""Taking back what was done last, whatever it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.errors import BriefError
from tui.language.from_corpus import act_said, error_said
from tui.language.said import _, noted, plural
from tui.screens.browse.correcting import Correcting
from tui.screens.browse.keeping import Keeping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.library.undo import TakenBack

NOTE_STEPS: Final[Mapping[str, str]] = {
    "save": noted("note kept"),
    "edit": noted("note edited"),
    "delete": noted("note deleted"),
    "move": noted("notes moved"),
    "merge": noted("notes taken in"),
    "restore": noted("notes brought back"),
}
"""What a change of notes is called, by what the journal calls it."""


class Undoing(Keeping, Correcting):
    """One key takes back stars, tags, read marks, views, notes and corrections."""

    def action_leave(self) -> None:
        """Stop a long reading; else drop the innermost thing."""
        if not self._stop_reading():
            super().action_leave()

    def action_undo(self) -> None:
        """Take back what was done last."""
        from corpus.library.undo import journal_of_last, undo

        if not self._may("undo"):
            return
        try:
            if journal_of_last(self._library) == "corrections":
                # Articles are read again, beside the screen; it says itself what was undone.
                self.action_undo_correction()
                return
            undone = undo(self._library)
        except BriefError as error:
            self.notify(error_said(error), severity="error")
            return
        if undone is None:
            self._status.say(_("nothing to undo"))
            return
        for id_ in undone.article_ids:
            self._list.refresh_article(id_)
        if undone.notes is not None:
            self._show_marks()
        else:
            self._show_views()
        self._status.say(_("undone: {what}", what=_said(undone)))


def _said(undone: TakenBack) -> str:
    step = undone.notes
    if step is None:
        return act_said(undone.desk.says) if undone.desk else ""
    said = _(NOTE_STEPS.get(step.what, step.what))
    changed = plural("{n} note", "{n} notes", len(step.notes))
    if not step.left:
        return f"{said}: {changed}"
    left = plural(
        "{n} left alone: changed again since", "{n} left alone: changed again since", len(step.left)
    )
    return f"{said}: {changed}, {left}"
