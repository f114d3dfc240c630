"""The program on the screen."""

from __future__ import annotations

import asyncio
import gc
import signal
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key

import styles
from tui import clipboard
from tui.bidi.encode import MODES
from tui.driver import ExplicitDriver
from tui.encoder import Encoder, Encoding
from tui.keyboard import latin_letter
from tui.keymap import for_textual
from tui.keys import shown
from tui.panes.keyline import KeyLine
from tui.panes.visual import laid_out
from tui.screens.browse.screen import BrowseScreen
from tui.sequences import KeySequences
from tui.terminal.recognise import in_mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.events import Event
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from corpus.library.store import Library
    from tui.terminal.recognise import Terminal

ENTITY_COLORS: dict[str, str] = {
    "entity-agreement": "#E69F00",
    "entity-person": "#56B4E9",
    "entity-org": "#2CC295",
    "entity-place": "#F0E442",
    "entity-date": "#DD8FBB",
}
"""The looks of the entity types: after Okabe and Ito's palette, told apart by colour-blind eyes,
the green and the pink lightened for a dark ground. A theme may set its own."""

TOAST_COLUMNS, TOAST_FRAME = 60, 4
"""Textual's width of a message, which is never more than half the screen, and what of it is no
text."""

STYLE_SHEET = styles.sheet("app")


class BriefApp(App[None]):
    """Reads a library.

    Args:
        library: The library, open for as long as the program runs.
        encoding: How the terminal wants its cells.
        first: The article to open at once.
        terminal: What is known of the terminal, where there is one.
    """

    CSS_PATH = STYLE_SHEET
    TITLE = "idlib-brief"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        library: Library,
        *,
        encoding: Encoding | None = None,
        first: str | None = None,
        terminal: Terminal | None = None,
    ) -> None:
        super().__init__()
        self._library = library
        self._encoder = Encoder(encoding or Encoding())
        self._first = first
        self._terminal = terminal
        self.chosen_keys: dict[str, tuple[str, ...]] = {}
        """A person's own keys, by the ids of actions."""
        self._has_sequences = False
        self._sequences = KeySequences(self._is_bound, self._begins_sequence)

    def get_default_screen(self) -> Screen[None]:
        """Return the screen one begins on."""
        return BrowseScreen(self._library, first=self._first)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the style sheet's variables that a theme need not set."""
        return ENTITY_COLORS

    # --- the terminal's Arabic ----------------------------------------------------------

    @property
    def encoder(self) -> Encoder | None:
        """What encodes the rows that leave for the terminal; None where nothing need be."""
        return None if self.encoding.changes_nothing else self._encoder

    @property
    def encoding(self) -> Encoding:
        """How the terminal wants its cells."""
        return self._encoder.encoding

    def _encode_as(self, encoding: Encoding) -> None:
        """Paint everything anew in another way, and say in which."""
        self._encoder = Encoder(encoding)
        if self._terminal is not None and isinstance(self._driver, ExplicitDriver):
            self._driver.change_terminal(in_mode(self._terminal, encoding.mode, "chosen by a key"))
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()
        harakat = "kept" if encoding.keep_harakat else "left out"
        self.clear_notifications()
        self.notify(f"Arabic for this terminal: {encoding.mode}, harakat {harakat}")

    def action_next_bidi_mode(self) -> None:
        """Try the next way of writing Arabic to this terminal."""
        mode = MODES[(MODES.index(self.encoding.mode) + 1) % len(MODES)]
        self._encode_as(replace(self.encoding, mode=mode))

    def action_toggle_harakat(self) -> None:
        """Leave vowel marks out, or show them again."""
        self._encode_as(replace(self.encoding, keep_harakat=not self.encoding.keep_harakat))

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """Return the screen as an SVG that comes out right in a browser, whatever the terminal."""
        from tui.picture import for_browsers

        encoder, self._encoder = self._encoder, Encoder(Encoding())
        try:
            svg = super().export_screenshot(title=title, simplify=simplify)
        finally:
            self._encoder = encoder
        return for_browsers(svg, title or self.title)

    # --- messages and the clipboard -----------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message, Arabic in it as it should look; never read as markup."""
        del markup
        room = max(8, min(TOAST_COLUMNS, self.size.width // 2) - TOAST_FRAME)
        shown = laid_out(message, room)
        super().notify(shown, title=title, severity=severity, timeout=timeout, markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Put a text into the clipboard: the terminal's, and this machine's where it has one."""
        super().copy_to_clipboard(text)
        if self.is_headless or self.is_web:
            return
        command = clipboard.helper()
        if command is not None:
            self.run_worker(lambda: clipboard.fill(command, text), thread=True, group="clipboard")

    # --- keys -----------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Take keys one by one, in sequences, with numbers, and from an Arabic keyboard."""
        # A key that nothing below has used comes by again.
        is_new = isinstance(event, Key) and not event.is_forwarded and bool(self._screen_stack)
        if is_new and not getattr(self.focused, "takes_letters", False):
            await self._press(cast("Key", event))
        else:
            await super().on_event(event)

    async def _press(self, event: Key) -> None:
        latin = latin_letter(event.character) if event.character else None
        if latin is not None:
            event = Key(_character_to_key(latin), latin)
        if getattr(self.screen, "takes_every_key", False):
            await super().on_event(event)
            return
        was_waiting = bool(self._sequences.waiting)
        meant = self._sequences.press(event.key)
        if was_waiting or self._sequences.waiting:
            for line in self.screen.query(KeyLine):
                line.show_waiting(" ".join(map(shown, self._sequences.waiting)))
        if meant is None:
            return
        key, times = meant
        for _ in range(times):
            await super().on_event(Key(key, event.character if key == event.key else None))

    def _is_bound(self, key: str) -> bool:
        chain = self.screen._modal_binding_chain
        return any(key in bindings.key_to_bindings for _, bindings in chain)

    def _begins_sequence(self, name: str) -> bool:
        if not self._has_sequences:
            return False
        chain = self.screen._modal_binding_chain
        return any(
            key.startswith(name) for _, bindings in chain for key in bindings.key_to_bindings
        )

    def choose_keys(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Take a person's keys, by the ids of actions, in place of those of the table."""
        self.chosen_keys = dict(chosen)
        self._has_sequences = any(" " in key for keys in chosen.values() for key in keys)
        self.set_keymap(for_textual(chosen))
        for screen in self.screen_stack:
            screen.query(KeyLine).refresh()

    # --- beginning and end --------------------------------------------------------------

    def on_mount(self) -> None:
        """End in order when the system or the terminal's window asks for it."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            # Windows has neither all signals nor a loop that hears of them.
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._end, 128 + number)

    def _end(self, code: int) -> None:
        self._leave_in_order()
        self.exit(return_code=code)

    def on_ready(self) -> None:
        """Collect garbage from here on, but not among what start-up made: it stays for good."""
        gc.freeze()
        gc.enable()

    async def action_quit(self) -> None:
        """Keep the reading position and end."""
        self._leave_in_order()
        self.exit()

    def _leave_in_order(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BrowseScreen):
                screen.leave_in_order()
