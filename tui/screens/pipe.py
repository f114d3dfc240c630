"""Giving what one reads to a command: which one, what it gets, and what it says."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

import styles
from tui import piping
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.said import _
from tui.panes.edited import EditedView
from tui.panes.keyline import KeyLine
from tui.panes.output import OutputView
from tui.panes.prompt import BidiInput
from tui.panes.visual import BidiVisual
from tui.screens.early import EarlyLetters
from tui.screens.helping import Helping
from tui.wording import counted, isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.keys import Where

OPENING = 3
"""Lines shown of what a command gets."""


@dataclass(frozen=True, slots=True)
class Input:
    """Something that a command can get on its standard input."""

    name: str
    """What it is called, such as the selection."""
    text: str
    """All of it, logical."""


@dataclass(frozen=True, slots=True)
class Piped:
    """A command that was asked for, and what it is to get."""

    command: str
    """As it was typed."""
    words: tuple[str, ...]
    """The program and its arguments."""
    given: Input

    @property
    def shown(self) -> str:
        """The words, as a shell would take them."""
        return shlex.join(self.words)


class PipeScreen(EarlyLetters, Helping, EncodedScreen, ModalScreen["Piped | None"]):
    """Asks for a command; runs nothing.

    Enter asks for consent, with what runs and what it gets in full view; Enter again gives it.

    Args:
        inputs: What a command can get, the likeliest first.
        command: What stands in the field at first.
    """

    CSS_PATH = styles.sheet("pipe")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pipe", "prompt")]
    KEYS: ClassVar[tuple[Where, ...]] = ("pipe", "prompt", "field", "typing")

    def __init__(self, inputs: Sequence[Input], command: str = "") -> None:
        super().__init__()
        self._inputs = tuple(inputs)
        self._command = command
        self._at = 0
        self._consents_next = ""
        """The command that is in full view; Enter runs it."""

    def compose(self) -> ComposeResult:
        """Show the field, what it gets and what would run."""
        with Vertical(id="pipe"):
            yield Static(BidiVisual(_("A command that gets this text on its input")), id="question")
            yield BidiInput(self._command, placeholder=_("for example: wc -w"), id="answer")
            yield Static(id="given")
            yield Static(id="opening")
            yield Static(id="runs")
            yield KeyLine("pipe", "prompt")

    def on_mount(self) -> None:
        """Show what the command would get."""
        self._tell()

    @property
    def _given(self) -> Input:
        return self._inputs[self._at]

    def _tell(self) -> None:
        given = self._given
        extent = counted(len(given.text), "character")
        gets = _("On its input: {name}, {extent}", name=_(given.name), extent=extent)
        self.query_one("#given", Static).update(BidiVisual(gets))
        self.query_one("#opening", Static).update(BidiVisual(given.text[:2000], OPENING))
        self._tell_runs()

    def _tell_runs(self) -> None:
        asked = self._asked()
        if isinstance(asked, str):
            said = asked
        elif self._consents_next == asked.command:
            said = _("Runs: {command} — Enter again runs it", command=isolated(asked.shown))
        else:
            said = _("Would run: {command}", command=isolated(asked.shown))
        self.query_one("#runs", Static).update(BidiVisual(said))
        self.query_one("#runs").set_class(bool(self._consents_next), "-consent")

    def _asked(self) -> Piped | str:
        """Return what is asked for, or what is wrong with it."""
        if not self._command.strip():
            return ""
        try:
            words = piping.words_of(self._command)
        except ValueError:
            return _("a quotation mark is open")
        return Piped(self._command, words, self._given)

    @on(EditedView.Changed)
    def _changed(self, event: EditedView.Changed) -> None:
        event.stop()
        self._command, self._consents_next = event.text, ""
        self._tell_runs()

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        self._command = event.text
        asked = self._asked()
        if isinstance(asked, str):
            self._tell_runs()
        elif self._consents_next == asked.command:
            self.dismiss(asked)
        else:
            self._consents_next = asked.command
            self._tell_runs()

    def action_input(self, step: int) -> None:
        """Give the command something else."""
        self._at = (self._at + step) % len(self._inputs)
        self._consents_next = ""
        self._tell()

    def action_cancel(self) -> None:
        """Run nothing; what is in full view goes back to be changed first."""
        if self._consents_next:
            self._consents_next = ""
            self._tell_runs()
            return
        self.dismiss(None)


class OutputScreen(Helping, EncodedScreen, ModalScreen[None]):
    """Runs a command beside the screen, and shows what it says.

    Args:
        piped: The command, to which somebody has consented, and what it gets.
    """

    CSS_PATH = styles.sheet("pipe")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("output", "everywhere")]
    KEYS: ClassVar[tuple[Where, ...]] = ("output", "everywhere")
    AUTO_FOCUS = "#output"

    @dataclass
    class Said(Message):
        """The command has said something, or has ended."""

        text: str
        problem: str
        has_ended: bool

    def __init__(self, piped: Piped) -> None:
        super().__init__()
        self._piped = piped
        self._text = ""
        self._has_ended = False

    def compose(self) -> ComposeResult:
        """Lay out the command, what it says and the keys."""
        with Vertical(id="pipe", classes="-output"):
            yield Static(BidiVisual(isolated(f"! {self._piped.shown}")), id="question")
            yield OutputView(id="output")
            yield Static(BidiVisual(_("running…")), id="runs")
            yield KeyLine("output")

    def on_mount(self) -> None:
        """Begin."""
        self._run()

    @work(thread=True, exclusive=True, group="pipe", exit_on_error=False)
    def _run(self) -> None:
        worker = get_current_worker()
        ran = piping.run(
            self._piped.words,
            self._piped.given.text,
            is_stopped=lambda: worker.is_cancelled,
            tell=lambda said: self._say(said),
        )
        self.post_message(self.Said(ran.said, ran.problem, has_ended=True))

    def _say(self, said: str) -> None:
        self.post_message(self.Said(said, "", has_ended=False))

    @on(Said)
    def _said(self, event: OutputScreen.Said) -> None:
        self._text, self._has_ended = event.text, event.has_ended
        self.query_one(OutputView).show_text(event.text)
        if not event.has_ended:
            return
        lines = counted(len(event.text.splitlines()), "line")
        ended = event.problem or (_("done") if event.text else _("done; it has said nothing"))
        self.query_one("#runs", Static).update(BidiVisual(f"{ended} · {lines}"))

    def action_stop(self) -> None:
        """Stop the command if it runs; else go back."""
        if self._has_ended:
            self.dismiss(None)
        else:
            self.workers.cancel_group(self, "pipe")

    def on_unmount(self) -> None:
        """Leave nothing running."""
        self.workers.cancel_group(self, "pipe")

    def action_copy(self) -> None:
        """Copy all that was said."""
        if self._text:
            self.app.copy_to_clipboard(self._text)
            extent = counted(len(self._text), "character")
            self.notify(_("Copied {what}", what=extent))

    def action_move(self, step: int) -> None:
        """Go a line further."""
        self.query_one(OutputView).action_move(step)

    def action_page(self, pages: float) -> None:
        """Go a page further."""
        self.query_one(OutputView).action_page(pages)

    def action_end(self, side: int) -> None:
        """Go to the beginning or the end."""
        self.query_one(OutputView).action_end(side)
