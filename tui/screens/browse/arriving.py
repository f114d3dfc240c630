"""What comes in while one reads: counted above the list, and shown when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from tui.language.from_corpus import told_said
from tui.language.said import _, plural
from tui.panes.paint import title_of
from tui.screens.browse.keeping import Keeping

if TYPE_CHECKING:
    from corpus.library.arrivals import Arrivals, Arrived


class Arriving(Keeping):
    """Looks beside the screen at feeds and folders; the list stays as it is until one asks."""

    @dataclass
    class Came(Message):
        """Articles have come in, or could not."""

        arrived: Arrived

    _arrivals: Arrivals | None = None

    def _look_for_arrivals(self) -> None:
        """Begin to look, if there is a feed or a folder to look at."""
        from corpus.library.feeds import next_due

        settings = getattr(self.app, "settings", None)
        if settings is not None and not settings.refresh:
            return
        if not self._library.writable or next_due(self._library) is None:
            return
        from corpus.library.arrivals import Arrivals

        self._arrivals = Arrivals(self._library.path, self._came)
        self._arrivals.start(self._library)

    def _came(self, arrived: Arrived) -> None:
        self.post_message(self.Came(arrived))

    def on_unmount(self) -> None:
        """Look no more."""
        if self._arrivals is not None:
            self._arrivals.stop()

    def on_arriving_came(self, event: Arriving.Came) -> None:
        """Count what came above the list; where the cursor is, nothing moves."""
        self._new = (*self._new, *event.arrived.ids)
        if self._new:
            self._tell_of_new()
        if event.arrived.problem:
            self._status.say(told_said(event.arrived.problem))

    def _tell_of_new(self) -> None:
        self._list.border_subtitle = title_of(
            plural(
                "{n} new: {key} shows",
                "{n} new: {key} shows",
                len(self._new),
                key=self._key_of("arrivals"),
            )
        )

    def action_arrivals(self) -> None:
        """Show what has come in, among all articles; one stays where one reads."""
        if not self._new:
            self._status.say(_("nothing new has come in"))
            return
        new, self._new = self._new, ()
        self._list.border_subtitle = self._subtitle
        self._widen()
        self._status.say(
            plural("{n} new article in the list", "{n} new articles in the list", len(new))
        )
