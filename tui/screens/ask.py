"""One question at the foot of the screen, answered on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from corpus.errors import BriefError
from tui.keys import bindings
from tui.panes.prompt import BidiInput
from tui.panes.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App, ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input


class AskScreen(ModalScreen[str | None]):
    """Asks for a line of text; the answer is None when the user thinks better of it.

    Args:
        question: What is asked, in the interface's language.
        answer: What stands in the field at first.
        about: A text the question is about, shown above it.
        placeholder: What an empty field says.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("prompt")]

    def __init__(
        self,
        question: str,
        *,
        answer: str = "",
        about: str = "",
        placeholder: str = "",
    ) -> None:
        super().__init__()
        self._question = question
        self._answer = answer
        self._about = about
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Show the text it is about, the question and the field."""
        with Vertical(id="ask"):
            # The field comes first: where there is little room, it is what must be seen.
            yield Label(self._question, markup=False)
            yield BidiInput(self._answer, placeholder=self._placeholder, id="answer")
            if self._about:
                yield Quote(self._about)

    def on_mount(self) -> None:
        """Take what still stands in the way of the field from the screen."""
        self.app.clear_notifications()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the answer."""
        event.stop()
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Give no answer."""
        self.dismiss(None)


def hindrance(change: Callable[[], object]) -> str:
    """Make a change, and return what hindered it, or nothing."""
    try:
        change()
    except BriefError as error:
        return str(error)
    return ""


async def ask_until_kept(
    app: App[None],
    keep: Callable[[str], str],
    question: str,
    *,
    answer: str = "",
    about: str = "",
    placeholder: str = "",
) -> None:
    """Ask, and ask again with the same words for as long as they cannot be kept.

    Args:
        app: The program.
        keep: Takes the answer and returns what hindered that, or nothing.
        question: What is asked at first; then the hindrance stands in its place.
        answer: What stands in the field at first.
        about: A text the question is about.
        placeholder: What an empty field says.
    """
    given: str | None = answer
    while question:
        screen = AskScreen(question, answer=given or "", about=about, placeholder=placeholder)
        given = await app.push_screen_wait(screen)
        if given is None:
            return
        question = keep(given)
