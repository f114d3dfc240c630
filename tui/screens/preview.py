"""What would be written, to be read before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.screen import Screen

import styles
from corpus.errors import BriefError
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _
from tui.panes.keyline import KeyLine
from tui.panes.status import StatusLine
from tui.panes.text import TextView
from tui.screens.helping import Helping
from tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.keys import Where


class PreviewScreen(Helping, EncodedScreen, Screen[None]):
    """Shows a text that is made in a thread.

    Args:
        title: What it is, for the border.
        make: Makes it; called in a thread, so it opens a library of its own.
    """

    CSS_PATH = styles.sheet("notes")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "preview")]
    KEYS: ClassVar[tuple[Where, ...]] = ("everywhere", "preview", "difference")
    AUTO_FOCUS = "#text"

    def __init__(self, title: str, make: Callable[[], str]) -> None:
        super().__init__()
        self._called = title
        self._make = make
        self._text = ""

    def compose(self) -> ComposeResult:
        """Lay out the text, the status line and the keys."""
        yield TextView(id="text")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "preview", "difference")

    def on_mount(self) -> None:
        """Begin to make the text."""
        self.query_one(TextView).show_title(self._called)
        self._say(_("Making it…"))
        self._read()

    def _say(self, line: str) -> None:
        self.query_one("#status", StatusLine).say(line)

    @work(thread=True, group="preview")
    def _read(self) -> None:
        text, problem = "", ""
        try:
            text = self._make()
        except BriefError as error:
            problem = error_said(error)
        self.app.call_from_thread(self._show, text, problem)

    def _show(self, text: str, problem: str) -> None:
        if not self.is_attached:
            return
        self._text = text
        self.query_one(TextView).show_text(text)
        lines = text.count("\n")
        size = f"{counted(lines, 'line')}, {counted(len(text.encode(errors='replace')), 'byte')}"
        self._say(problem or size)

    def action_copy(self) -> None:
        """Copy all of it."""
        if self._text:
            self.app.copy_to_clipboard(self._text)
            self._say(_("Copied {what}", what=counted(len(self._text), "character")))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
