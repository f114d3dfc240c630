"""Being shown round."""

from __future__ import annotations

from corpus.library.session import tour_begun
from tui.language.said import _
from tui.screens.browse.base import Browsing
from tui.wording import isolated


class Touring(Browsing):
    """Shows six steps over this screen."""

    def action_tour(self) -> None:
        """Begin the tour; it is not offered again, however far one goes."""
        from tui.screens.tour import TourScreen

        self._keep(lambda: tour_begun(self._library))
        self.app.push_screen(TourScreen(), self._tell_what_next)

    def _tell_what_next(self, _done: None) -> None:
        """Say where the rest is told, and how one's own articles come in."""
        self._status.say(
            _(
                "{key} tells all that can be done; articles of your own: {command}",
                key=isolated(self._key_of("help")),
                command=isolated("idlib-brief add FILE…"),
            )
        )
