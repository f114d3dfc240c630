"""The screen one reads on, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.keys import bindings
from tui.screens.browse.correcting import Correcting
from tui.screens.browse.finding import Finding
from tui.screens.browse.linking import Linking

if TYPE_CHECKING:
    from textual.binding import BindingType


class BrowseScreen(Finding, Correcting, Linking):
    """Articles on the left, the text in the middle, entities on the right.

    Args:
        library: Where everything is read from and reading state and notes are kept.
        first: The article to open at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "browse")]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 — declared by Screen, which leaves ClassVar out
        (0, "-one-pane"),
        (70, "-two-panes"),
        (100, "-three-panes"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "#articles"

    def on_mount(self) -> None:
        """List the articles and show one of them."""
        ids = self._library.article_ids()
        self._list.empty_text = ("  No articles yet.", "  idlib-brief add FILE…")
        self._list.show_articles(ids, self._first)
        self._list.border_title = f"Articles {len(ids)}"
        if self._first:
            self._visit(self._first)
            self.action_focus_pane("reader")
        elif ids:
            self._show_article(ids[0], at_once=True)
            self._at.stand(self._followed)

    def action_help(self) -> None:
        """Show what the keys do."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(("everywhere", "browse", "rows", "reader", "notes")))
