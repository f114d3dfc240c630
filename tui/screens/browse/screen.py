"""The screen one reads on, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.keys import bindings
from tui.language.said import _
from tui.panes.paint import title_of
from tui.screens.browse.commanding import Commanding
from tui.screens.browse.hinting import Hinting
from tui.screens.browse.leaving import Leaving
from tui.screens.browse.resuming import Resuming
from tui.screens.browse.touring import Touring
from tui.screens.browse.undoing import Undoing
from tui.screens.helping import Helping
from tui.wording import isolated

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui.keys import Where


class BrowseScreen(Helping, Hinting, Resuming, Commanding, Undoing, Leaving, Touring):
    """Articles on the left, the text in the middle, entities on the right.

    Args:
        library: Where everything is read from and reading state and notes are kept.
        first: The article to open at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "browse")]
    KEYS: ClassVar[tuple[Where, ...]] = ("everywhere", "browse", "rows", "reader", "notes")
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
        self._say_where_nothing_is()
        self._list.show_articles(ids, self._first)
        self._list.border_title = title_of(_("Articles {n}", n=len(ids)))
        if self._first:
            self._visit(self._first)
            self.action_focus_pane("reader")
        elif ids and not self._resume():
            self._show_article(ids[0], at_once=True)
            self._at.stand(self._followed)
        self.call_after_refresh(self._show_views)
        self.call_after_refresh(self._look_for_arrivals)

    def _say_where_nothing_is(self) -> None:
        """Say in list and sidebar what to do where there is nothing."""
        self._list.empty_text = (
            f"  {_('No articles yet.')}",
            f"  {isolated('idlib-brief add FILE…')}",
        )
        self._sidebar.empty_text = (
            f"  {_('Nothing is found here.')}",
            f"  {_('v selects words,')}",
            f"  {_('c says what they mean.')}",
        )
