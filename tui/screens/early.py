"""Letters typed before the field they are meant for stands on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tui.panes.edited import EditedView

if TYPE_CHECKING:
    from textual import events


class EarlyLetters:
    """A screen with a field; stands before Textual's screen among the bases.

    Whoever types on at once has typed for the field, and not for the screen below.
    """

    takes_letters: ClassVar[bool] = True
    focused: Any

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._early = ""

    def on_key(self, event: events.Key) -> None:
        """Keep a letter for the field while nothing has the focus yet."""
        if self.focused is None and event.is_printable and event.character:
            event.stop()
            self._early += event.character

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Hand the letters that were kept to the field."""
        if self._early and isinstance(event.widget, EditedView):
            early, self._early = self._early, ""
            event.widget.type_ahead(early)
