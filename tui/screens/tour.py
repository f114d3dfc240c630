"""Six steps through the program, over the screen one reads on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

import styles
from tui.encoder import EncodedScreen
from tui.keymap import first_key, keys_of, own_keys, shown_keys
from tui.keys import action_of, bindings
from tui.language.said import _, noted
from tui.panes.visual import BidiVisual
from tui.screens.help import perform
from tui.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try."""

    action_id: str
    title: str
    says: str
    """What the key does, with ``{key}`` in its place."""
    on_enter: bool = True
    """Whether Enter does it; what opens another screen is left to its own key."""


STEPS: Final[Sequence[Step]] = (
    Step(
        "row.choose",
        noted("Open an article"),
        noted("The list holds the articles, newest first. {key} opens the one under the cursor."),
    ),
    Step(
        "mention.next",
        noted("Walk the mentions"),
        noted(
            "Agreements, people, bodies, places and dates are marked in the text. {key} goes to"
            " the next one; the line at the foot says who it is."
        ),
    ),
    Step(
        "entity.next",
        noted("Follow across articles"),
        noted("{key} goes to its next mention in any article, by date. Ctrl-o comes back."),
    ),
    Step(
        "search",
        noted("Search all articles"),
        noted("{key} finds words and entities in all articles; q comes back here."),
        on_enter=False,
    ),
    Step(
        "note.take",
        noted("Take a note"),
        noted("{key} writes a note on the mention; v first selects a sentence. Ctrl-s keeps it."),
        on_enter=False,
    ),
    Step(
        "note.list",
        noted("Export"),
        noted("{key} shows all notes: there x writes them as Markdown, and q comes back."),
        on_enter=False,
    ),
)


class TourScreen(EncodedScreen, ModalScreen[None]):
    """Says what to press, hands that on to the screen below, and goes on to the next step.

    Enter goes on too, Esc leaves at once; other keys wait until the tour is over.
    """

    CSS_PATH = styles.sheet("tour")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("tour")]
    takes_every_key: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def compose(self) -> ComposeResult:
        """Show the step."""
        with Vertical(id="tour"):
            yield Static(id="title")
            yield Static(id="says")
            yield Static(id="keys")

    def on_mount(self) -> None:
        """Begin with the first step."""
        self._show()

    @property
    def _step(self) -> Step:
        return STEPS[self._at]

    @property
    def _keys(self) -> tuple[str, ...]:
        return keys_of(action_of(self._step.action_id), own_keys(self.app))

    def _show(self) -> None:
        step = self._step
        key = isolated(shown_keys(first_key(self._keys) or "enter"))
        title = _("Tour, {n} of {total}: {title}", n=self._at + 1, total=len(STEPS), title="")
        self.query_one("#title", Static).update(BidiVisual(title + _(step.title)))
        self.query_one("#says", Static).update(BidiVisual(_(step.says, key=key)))
        is_enter = "enter" in self._keys
        keys = (
            _("Enter goes on · Esc leaves the tour")
            if is_enter
            else _("Press {key} · Enter goes on · Esc leaves the tour", key=key)
        )
        self.query_one("#keys", Static).update(BidiVisual(keys))

    async def on_key(self, event: events.Key) -> None:
        """Do the step, go on, or leave."""
        event.stop()
        event.prevent_default()
        if event.key in action_of("tour.leave").keys:
            self.action_leave()
        elif event.key in self._keys:
            await self._do(self._step)
        elif event.key == "enter":
            await self.action_next()

    async def action_next(self) -> None:
        """Go on to the next step, and do this one if it stays on this screen."""
        step = self._step
        if step.on_enter:
            await self._do(step)
        else:
            self._go_on()

    def action_leave(self) -> None:
        """Leave at once."""
        self.dismiss()

    async def _do(self, step: Step) -> None:
        below = self._below
        self._go_on()
        await perform(below, action_of(step.action_id))

    def _go_on(self) -> None:
        if self._at + 1 == len(STEPS):
            self.dismiss()
            return
        self._at += 1
        self._show()

    @property
    def _below(self) -> Screen[object]:
        stack = self.app.screen_stack
        below: Screen[object] = stack[stack.index(self) - 1]
        return below
