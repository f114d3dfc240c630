"""All that can be asked in a query, with examples in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

import styles
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.said import _
from tui.panes.language import LanguageList
from tui.panes.visual import BidiVisual

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class LanguageScreen(EncodedScreen, ModalScreen["str | None"]):
    """Shows the query language; the answer is the example that was chosen, or None."""

    CSS_PATH = styles.sheet("query")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("language")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "LanguageList"

    def compose(self) -> ComposeResult:
        """Show the table."""
        with Vertical(id="language"):
            said = _("What can be asked — Enter puts the example into the query, Esc closes")
            yield Static(BidiVisual(said))
            yield LanguageList()

    @on(LanguageList.Chosen)
    def _chosen(self, event: LanguageList.Chosen) -> None:
        event.stop()
        self.dismiss(self.query_one(LanguageList).example)

    def action_close(self) -> None:
        """Choose none."""
        self.dismiss(None)
