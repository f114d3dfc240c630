"""One keystroke, or a few, taken as an answer: for marks and hints."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen
from textual.widgets import Static

from tui.encoder import EncodedScreen
from tui.panes.visual import BidiVisual

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from textual import events
    from textual.app import ComposeResult


class KeystrokeScreen(EncodedScreen, ModalScreen[str | None]):
    """Takes keys until they make one of the answers; any other key gives None.

    What lies below stays in sight.

    Args:
        answers: What may be typed; none of them begins another.
        lines: What is shown at the foot, such as what each key means.
    """

    takes_every_key: ClassVar[bool] = True

    def __init__(self, answers: Collection[str], lines: Sequence[str] = ()) -> None:
        super().__init__()
        self._answers = frozenset(answers)
        self._lines = lines
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Show what the keys mean, if anything is to be said of it."""
        if self._lines:
            yield Static(BidiVisual("\n".join(self._lines)), id="keystroke")

    def on_key(self, event: events.Key) -> None:
        """Add a key to what was typed."""
        event.stop()
        event.prevent_default()
        letter = event.character if event.is_printable else None
        if letter is None:
            self.dismiss(None)
            return
        self._typed += letter
        if self._typed in self._answers:
            self.dismiss(self._typed)
        elif self._typed not in self._begun:
            self.dismiss(None)

    @property
    def _begun(self) -> frozenset[str]:
        """Every beginning of an answer."""
        return frozenset(a[:n] for a in self._answers for n in range(1, len(a) + 1))
