"""The help of a screen: what the keys of its places do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from tui.keys import Where


class Helping:
    """A screen with a help; stands before Textual's screen among the bases."""

    KEYS: ClassVar[tuple[Where, ...]]
    """Of what the help tells the keys."""
    app: Any

    def action_help(self) -> None:
        """Show what the keys do here."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.KEYS))
