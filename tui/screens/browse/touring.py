"""Being shown round."""

from __future__ import annotations

from corpus.library.session import tour_begun
from tui.screens.browse.base import Browsing


class Touring(Browsing):
    """Shows six steps over this screen."""

    def action_tour(self) -> None:
        """Begin the tour; it is not offered again, however far one goes."""
        from tui.screens.tour import TourScreen

        self._keep(lambda: tour_begun(self._library))
        self.app.push_screen(TourScreen())
