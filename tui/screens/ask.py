"""One question at the foot of the screen: answered on one line, or by a note of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SuspendNotSupported
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from corpus.errors import BriefError
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said
from tui.language.said import _
from tui.panes.edited import EditedView
from tui.panes.editor import NoteEditor
from tui.panes.keyline import KeyLine
from tui.panes.prompt import BidiInput
from tui.panes.visual import BidiVisual
from tui.screens.early import EarlyLetters
from tui.screens.helping import Helping

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App, ComposeResult
    from textual.binding import BindingType

    from tui.keys import Where
    from tui.screens.draft import Draft

BETWEEN_DRAFTS = 5.0
"""Seconds after which words that were changed are held as a draft."""


class AskScreen(EarlyLetters, Helping, EncodedScreen, ModalScreen[str | None]):
    """Asks for a line of text; the answer is None when the user thinks better of it.

    Args:
        question: What is asked, in the interface's language.
        answer: What stands in the field at first.
        about: A text the question is about, shown below it.
        placeholder: What an empty field says.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("prompt")]
    KEYS: ClassVar[tuple[Where, ...]] = ("prompt", "field", "typing")

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
        """Show the question, the field and the text it is about."""
        with Vertical(id="ask"):
            # The field comes first: where there is little room, it is what must be seen.
            yield Static(BidiVisual(self._question), id="question")
            yield from self._field()
            if self._about:
                yield Static(BidiVisual(" ".join(self._about.split()), 6), id="about")

    def _field(self) -> ComposeResult:
        yield BidiInput(self._answer, placeholder=self._placeholder, id="answer")

    def say(self, line: str) -> None:
        """Put something else in the place of the question."""
        self.query_one("#question", Static).update(BidiVisual(line))

    def on_mount(self) -> None:
        """Take what still stands in the way of the field from the screen."""
        self.app.clear_notifications()

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        self.give(event.text)

    def give(self, answer: str | None) -> None:
        """Close with an answer, or with none."""
        self.dismiss(answer)

    def action_cancel(self) -> None:
        """Give no answer."""
        self.give(None)


class WriteScreen(AskScreen):
    """Asks for a note of any number of lines. Its words are never lost by leaving it.

    Args:
        question: What is asked.
        answer: The words that are kept so far.
        about: The passage.
        placeholder: What an empty field says.
        draft: Holds what was written and not kept; without one, leaving asks first.
        words: What stands in the field, where that is not the answer.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("note")]
    KEYS: ClassVar[tuple[Where, ...]] = ("note", "prompt", "editor", "typing")

    def __init__(
        self,
        question: str,
        *,
        answer: str = "",
        about: str = "",
        placeholder: str = "",
        draft: Draft | None = None,
        words: str | None = None,
    ) -> None:
        super().__init__(question, answer=answer, about=about, placeholder=placeholder)
        self._draft = draft
        self._words = answer if words is None else words
        self._held = _held_by(draft) or answer
        """What is held by now."""
        self._is_answered = False
        self._leaves_next = False
        """Whether leaving was asked for already, and nothing was written since."""

    def _field(self) -> ComposeResult:
        yield NoteEditor(self._answer, placeholder=self._placeholder, id="answer")
        yield KeyLine("note", "prompt")

    @property
    def _editor(self) -> NoteEditor:
        return self.query_one(NoteEditor)

    def on_mount(self) -> None:
        """Show the words, those that were kept one step back; hold a draft of them from now on."""
        self._editor.rewrite(self._words)
        if self._draft is not None:
            self.set_interval(BETWEEN_DRAFTS, self._hold_draft)

    def on_unmount(self) -> None:
        """Hold the words where the program is ended in the middle of them."""
        if self._draft is not None and not self._is_answered:
            self._hold_draft()

    def hold_work(self) -> None:
        """Hold the words as they are now: the program ends in the middle of them."""
        self._words = self._editor.text
        self._hold_draft()

    def _hold_draft(self) -> str:
        """Hold the words if they differ from the answer, and return what hindered that."""
        draft, words = self._draft, self._words
        if draft is None or words == self._held:
            return ""
        hindered = hindrance(draft.drop if words == self._answer else lambda: draft.hold(words))
        if not hindered:
            self._held = words
        return hindered

    @on(EditedView.Changed)
    def _changed(self, event: EditedView.Changed) -> None:
        event.stop()
        self._words = event.text
        self._leaves_next = False

    def give(self, answer: str | None) -> None:
        """Close with the words, or with none; from here on nothing is held."""
        self._is_answered = True
        super().give(answer)

    def action_submit(self) -> None:
        """Give the words."""
        self._editor.action_submit()

    def action_cancel(self) -> None:
        """Leave: at once where nothing is lost, else when asked for twice."""
        self._words = self._editor.text
        hindered = self._hold_draft()
        is_safe = self._words == self._answer or (self._draft is not None and not hindered)
        if not is_safe and not self._leaves_next:
            self._leaves_next = True
            reason = f"{hindered} — " if hindered else ""
            self.say(f"{reason}{_('Esc again drops these words; Ctrl-s keeps them')}")
            return
        if is_safe and self._words != self._answer:
            self.app.notify(_("Your words are held, and stand here the next time"))
        self.give(None)

    def action_write_elsewhere(self) -> None:
        """Write on in the user's own editor."""
        from tui.editing.external import editor_command, written_elsewhere

        editor = self._editor
        self._words = editor.text
        self._hold_draft()
        try:
            with self.app.suspend():
                written = written_elsewhere(editor.text, editor_command())
        except SuspendNotSupported:
            self.say(_("No other program can be opened from here"))
            return
        words = editor.cleaned(written.text)
        if words == editor.text:
            self.say(written.problem or _("Nothing changed"))
            return
        editor.rewrite(words)
        self.say(self._question if words else _("Emptied; Alt-z brings the words back"))


def hindrance(change: Callable[[], object]) -> str:
    """Make a change, and return what hindered it, or nothing."""
    try:
        change()
    except BriefError as error:
        return error_said(error)
    return ""


async def ask_until_kept(
    app: App[None],
    keep: Callable[[str], str],
    question: str,
    *,
    answer: str = "",
    about: str = "",
    placeholder: str = "",
    lines: bool = False,
    draft: Draft | None = None,
) -> None:
    """Ask, and ask again with the same words for as long as they cannot be kept.

    Args:
        app: The program.
        keep: Takes the answer and returns what hindered that, or nothing.
        question: What is asked at first; then the hindrance stands in its place.
        answer: What stands in the field at first.
        about: A text the question is about.
        placeholder: What an empty field says.
        lines: Whether the answer is a note of several lines.
        draft: Where the words of a note are held that were written and not kept.
    """
    words = _held_by(draft)
    if words is not None and words != answer:
        question = f"{question} — {_('with your words of last time')}"
    given: str | None = answer if words is None else words
    while question:
        screen = (
            WriteScreen(
                question,
                answer=answer,
                about=about,
                placeholder=placeholder,
                draft=draft,
                words=given,
            )
            if lines
            else AskScreen(question, answer=given or "", about=about, placeholder=placeholder)
        )
        given = await app.push_screen_wait(screen)
        if given is None:
            return
        question = keep(given)
    if draft is not None:
        hindrance(draft.drop)


def _held_by(draft: Draft | None) -> str | None:
    if draft is None:
        return None
    try:
        return draft.words
    except BriefError:
        return None
