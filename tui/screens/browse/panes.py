"""Where the keys go: the panes and their focus, one of them alone, two readers side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language.said import _
from tui.panes.reader import Reader
from tui.screens.browse.base import Browsing
from tui.screens.browse.reading import Reading

if TYPE_CHECKING:
    from textual.events import DescendantFocus

PANES = ("articles", "reader", "beside", "entities")


class Panes(Browsing):
    """Moves between the panes."""

    def action_focus_pane(self, pane: str) -> None:
        """Give a pane the focus."""
        if pane not in self._panes_there:
            return
        self._mark_focus(pane)
        self.query_one(f"#{pane}").focus()

    def action_next_pane(self, step: int) -> None:
        """Give the next pane the focus."""
        panes = self._panes_there
        here = panes.index(self._focused_pane)
        self.action_focus_pane(panes[(here + step) % len(panes)])

    @property
    def _panes_there(self) -> list[str]:
        return [pane for pane in PANES if pane != "beside" or self._beside is not None]

    @property
    def _focused_pane(self) -> str:
        focused = self.focused.id if self.focused is not None else None
        return focused if focused in PANES else "articles"

    def _focus_reader(self) -> None:
        """Give the focus to the reader one reads in."""
        self.action_focus_pane(self._reader.id or "reader")

    def _mark_focus(self, pane: str) -> None:
        if self.has_class(f"-at-{pane}"):
            return
        self.remove_class(*(f"-at-{other}" for other in PANES), update=False)
        # Where all panes are shown the class changes nothing that is seen, and to style the whole
        # screen anew takes longer than opening an article does.
        alone = self.has_class("-zoomed") or self.has_class("-split")
        self.add_class(f"-at-{pane}", update=alone or not self.has_class("-three-panes"))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow the focus where the mouse has put it."""
        if event.widget.id in PANES:
            self._mark_focus(event.widget.id)
        if isinstance(event.widget, Reader):
            self._read_in(event.widget)

    def action_zoom(self) -> None:
        """Show the focused pane alone, or all again."""
        self.toggle_class("-zoomed")

    def action_controls(self) -> None:
        """Show the bidi controls of the text, or hide them again, and say which there are."""
        from tui.bidi.sanitize import control_counts

        if not self._may("controls") or self._article is None:
            return
        self._reader.show_controls(not self._reader.shows_controls)
        self._show_marks()
        counts = control_counts(self._article.text)
        found = ", ".join(f"{count} {name}" for name, count in counts.items()) or _("none")
        said = (
            _("control characters shown: {found}", found=found)
            if self._reader.shows_controls
            else _("control characters hidden: {found}", found=found)
        )
        self._status.say(said)

    # --- two readers ----------------------------------------------------------------------

    def _read_in(self, reader: Reader) -> None:
        """Go on in the other reader, if it is not the one that is read in."""
        if self._beside is None or reader is not self._beside.reader:
            return
        self._remember_position()
        self._at, self._beside = self._beside, self._at
        if self._article is not None:
            self._show_about(self._article.id)
        self._tell_position()

    async def _open_beside(self) -> None:
        """Put a second reader beside the first, and read on in it."""
        first = self._at
        second = Reading(Reader(id="beside"))
        await self.query_one("#panes").mount(second.reader, after=first.reader)
        self._at, self._beside = second, first
        self.add_class("-split")

    def _close_beside(self) -> None:
        """Take the second reader away; what was read in the first stays."""
        if self._beside is None:
            return
        self._remember_position()
        second = self._at if self._at.reader.id == "beside" else self._beside
        self._at = self._beside if second is self._at else self._at
        self._beside = None
        self.remove_class("-split")
        self.action_focus_pane("reader")
        second.reader.remove()
        if self._article is not None:
            self._show_about(self._article.id)
        self._tell_position()
