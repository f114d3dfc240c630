"""The program on the screen."""

from __future__ import annotations

import asyncio
import gc
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, WeakSet

from textual import on, work
from textual.events import Key
from textual.keys import _character_to_key

import styles
from corpus.errors import BriefError
from tui import clipboard
from tui.bidi.encode import MODES
from tui.driver import ExplicitDriver
from tui.encoder import Encoder, Encoding
from tui.keyboard import latin_letter
from tui.keymap import chosen_keys, for_textual
from tui.keys import shown
from tui.language.choice import ENGLISH
from tui.language.from_corpus import error_said
from tui.language.said import _, speaking
from tui.looks import Looks
from tui.panes.keyline import KeyLine
from tui.panes.visual import laid_out
from tui.screens.browse.screen import BrowseScreen
from tui.sequences import KeySequences
from tui.settings.values import THEMES, Settings
from tui.terminal.recognise import in_mode

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from textual.events import Event
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from corpus.errors import UsageError
    from corpus.library.store import Library
    from corpus.library.used import UsedLibraries
    from tui.language.choice import Language
    from tui.terminal.recognise import Terminal

PROBLEM_SECONDS = 20.0
"""How long it is told what is wrong with the settings: a path, a line and a key take reading."""
TOAST_COLUMNS, TOAST_FRAME = 60, 4
"""Textual's width of a message, which is never more than half the screen, and what of it is no
text."""

SOON_GONE = 3.0
"""Seconds for which a message is shown that nobody need answer."""

DEAF_SECONDS = 0.2
"""How long after another program has had the terminal its Ctrl-C may still be on the way."""

STYLE_SHEET = styles.sheet("app")


class _Speakers(ThreadPoolExecutor):
    """Threads that speak the language of whoever gives them something to do."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have something done in the context of the one who asks."""
        return super().submit(copy_context().run, fn, *args, **kwargs)


class BriefApp(Looks):
    """Reads a library.

    Args:
        library: The library, open for as long as the program runs.
        encoding: How the terminal wants its cells.
        first: The article to open at once.
        terminal: What is known of the terminal, where there is one.
        language: What the screen speaks.
        settings: What the person has settled.
        ground: The terminal's own background, as ``#rrggbb``, where it has told it.
        tour: Whether to show the person round.
        libraries: Where the libraries are remembered that are opened; None remembers none.
        problems: What is wrong with the settings; the rest of them counts.
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
        language: Language = ENGLISH,
        settings: Settings | None = None,
        ground: str | None = None,
        tour: bool = False,
        libraries: UsedLibraries | None = None,
        problems: Sequence[UsageError] = (),
    ) -> None:
        on_terminal = terminal is not None
        super().__init__(settings or Settings(), ground=ground, on_terminal=on_terminal)
        self._language = language
        self._library = library
        self._encoder = Encoder(encoding or Encoding())
        self.set_class(self.encoding.mode == "chunks", "-without-bold", update=False)
        self._first = first
        self._terminal = terminal
        self._tour = tour
        self._problems = tuple(problems)
        self.libraries = libraries
        """The libraries that were used."""
        self.chosen_keys: dict[str, tuple[str, ...]] = {}
        """A person's own keys, by the ids of actions."""
        self._has_sequences = False
        self._sequences = KeySequences(self._is_bound, self._begins_sequence)
        self._on_its_way: WeakKeyDictionary[Key, tuple[Screen[object], Key]] = WeakKeyDictionary()
        """The screen each key was pressed on, and the key as the keyboard sent it."""
        self._repeated: WeakSet[Key] = WeakSet()
        """Keys of which one has come before, since there was a number before it."""

    @contextmanager
    def _context(self) -> Generator[None, None, None]:
        """Speak this app's language wherever the app is the one that runs, in threads too."""
        with super()._context(), speaking(self._language):
            yield

    def get_default_screen(self) -> Screen[None]:
        """Return the screen one begins on."""
        return self._browsing(self._first)

    def _browsing(self, first: str | None = None) -> BrowseScreen:
        screen = BrowseScreen(self._library, first=first)
        return screen.add_class("-mirrored") if self.settings.mirrored else screen

    # --- libraries ----------------------------------------------------------------------

    @property
    def library(self) -> Library:
        """The library that is open; whoever runs the app closes it in the end."""
        return self._library

    @on(BrowseScreen.LibraryWanted)
    def _library_wanted(self, event: BrowseScreen.LibraryWanted) -> None:
        self._change_library(event.path)

    @work(exclusive=True, group="library")
    async def _change_library(self, path: Path) -> None:
        """Leave the library that is open in order, and go on in another where one left off."""
        from corpus.library.session import tour_begun, tour_is_due
        from corpus.library.used import UsedLibrary, open_to_read_on

        if len(self.screen_stack) > 1 or not isinstance(self.screen, BrowseScreen):
            return
        try:
            library = open_to_read_on(path)
        except BriefError as error:
            self.notify(error_said(error), severity="error")
            return
        self._leave_in_order()
        before, self._library = self._library, library
        if tour_is_due(library):
            # Whoever comes from another library knows the screen.
            tour_begun(library)
        here = self.screen
        if not here._result_callbacks:
            # Textual gives the screen of the beginning nobody to answer to, and misses it here.
            here._push_result_callback(here, None)
        await self.switch_screen(self._browsing())
        before.close()
        self._remember_library()
        name = UsedLibrary(path, "").name
        self.notify(_("You are in the library {name}", name=name), timeout=SOON_GONE)
        if not library.writable:
            self.notify(_("This library can only be read: nothing is kept"), severity="warning")

    @work(thread=True, exclusive=True, group="libraries", exit_on_error=False)
    def _remember_library(self) -> None:
        """Put the open library on the list, beside the screen."""
        from corpus.library.used import UsedLibrary, absolute

        if self.libraries is None:
            return
        path = self._library.path
        # A list that cannot be written is no reason to disturb anybody who reads.
        with suppress(BriefError):
            self.libraries.use(path)
        if len(self.libraries.rows()) > 1:
            name = UsedLibrary(absolute(path), "").name
            self.call_from_thread(self._name_library, path, name)

    def _name_library(self, path: Path, name: str) -> None:
        screen = self.screen_stack[0]
        if path == self._library.path and isinstance(screen, BrowseScreen):
            screen.name_library(name)

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
        self.set_class(encoding.mode == "chunks", "-without-bold")
        if self._terminal is not None and isinstance(self._driver, ExplicitDriver):
            self._driver.change_terminal(in_mode(self._terminal, encoding.mode, "chosen by a key"))
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()
        harakat = _("kept") if encoding.keep_harakat else _("left out")
        self.clear_notifications()
        self.notify(
            _(
                "Arabic for this terminal: {mode}, harakat {harakat}",
                mode=encoding.mode,
                harakat=harakat,
            )
        )

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
        shown, title = laid_out(message, room), laid_out(title, room)
        super().notify(shown, title=title, severity=severity, timeout=timeout, markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Put a text into the clipboard: the terminal's, and this machine's where it has one."""
        super().copy_to_clipboard(text)
        if self.is_headless or self.is_web:
            return
        command = clipboard.helper()
        if command is not None:
            self.run_worker(lambda: clipboard.fill(command, text), thread=True, group="clipboard")

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Leave the terminal to another program, which alone is meant by Ctrl-C until it ends.

        The terminal sends it to this one too, which would end right after it.
        """
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.remove_signal_handler(signal.SIGINT)
            signal.signal(signal.SIGINT, _meant_for_another)
        try:
            with super().suspend():
                yield
        finally:
            # What came meanwhile waits in the loop, and finds nobody there.
            loop.call_later(DEAF_SECONDS, self._listen_to, "SIGINT")

    # --- keys -----------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Take keys one by one, in sequences, with numbers, and from an Arabic keyboard."""
        if not isinstance(event, Key) or not self._screen_stack:
            await super().on_event(event)
        elif event.is_forwarded:
            await self._take_unused(event)
        elif getattr(self.focused or self.screen, "takes_letters", False):
            self._on_its_way[event] = (self.screen, event)
            await super().on_event(event)
        else:
            await self._press(event)

    async def _take_unused(self, event: Key) -> None:
        """Do what a key does that nothing in front has used; it comes by here again.

        Whoever types on while a screen opens has typed for that screen: what was on its way to
        the one before goes there.
        """
        if not self._has_left(event):
            await super().on_event(event)
            # What the key opens is there before the next key comes by.
            await asyncio.sleep(0)
        elif event not in self._repeated:
            _screen, sent = self._on_its_way[event]
            await self.on_event(Key(sent.key, sent.character))

    async def _press(self, event: Key) -> None:
        sent = event
        latin = latin_letter(event.character) if event.character else None
        if latin is not None:
            event = Key(_character_to_key(latin), latin)
        if getattr(self.screen, "takes_every_key", False):
            self._on_its_way[event] = (self.screen, sent)
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
        screen = self.screen
        for time in range(times):
            again = Key(key, event.character if key == event.key else None)
            self._on_its_way[again] = (screen, sent)
            if time:
                self._repeated.add(again)
            if not self._has_left(again):
                await super().on_event(again)

    def _has_left(self, event: Key) -> bool:
        """Tell whether a key was pressed on a screen that is no longer the one in front.

        A number before the key that leaves a screen does not leave the one below it too.
        """
        screen, _sent = self._on_its_way.get(event, (self.screen, event))
        return screen is not self.screen

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

    # --- what should not happen ---------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        """Save the work and end; what is said of it is the business of who started the program."""
        self._return_code = 1
        if self._exception is None:
            self._save_work()
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """What ended the program that should not have happened; None where nothing did."""
        return self._exception

    def _save_work(self) -> None:
        for screen in self._screen_stack:
            hold = getattr(screen, "hold_work", None)
            if hold is not None:
                # What hinders one must not keep the others from it.
                with suppress(Exception):
                    hold()
        with suppress(Exception):
            self._leave_in_order()

    @property
    def facts(self) -> dict[str, str]:
        """What a report of a failure says of the program: nothing of what is read."""
        terminal = self._terminal
        settled = [
            field.name
            for field in fields(self.settings)
            if getattr(self.settings, field.name) != getattr(Settings(), field.name)
        ]
        return {
            "terminal": f"{terminal.name}, {terminal.why}" if terminal else "none",
            "Arabic": f"{self.encoding.mode}, harakat {self.encoding.keep_harakat}",
            "size": f"{self.size.width}x{self.size.height}",
            "screens": ", ".join(type(screen).__name__ for screen in self._screen_stack),
            "theme": self.theme if self.theme in THEMES else "own",
            "settings": ", ".join(settled) or "none",
        }

    # --- beginning and end --------------------------------------------------------------

    def on_mount(self) -> None:
        """End in order when the system or the terminal's window asks for it."""
        self.tell_of_theme()
        self._tell_of_settings()
        settings = self.settings
        if settings.preset != "default" or settings.actions:
            self.choose_keys(chosen_keys(settings.preset, settings.actions))
        loop = asyncio.get_running_loop()
        if self._language != ENGLISH:
            loop.set_default_executor(_Speakers(thread_name_prefix="brief"))
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            self._listen_to(name)

    def _listen_to(self, name: str) -> None:
        """End in order when a signal asks for it."""
        # Windows has neither all signals nor a loop that hears of them.
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            number = getattr(signal, name)
            asyncio.get_running_loop().add_signal_handler(number, self._end, 128 + number)

    def _tell_of_settings(self) -> None:
        """Say what of the settings cannot be, and so is as if nobody had settled it."""
        if not self._problems:
            return
        from tui.language.from_corpus import error_said

        for problem in self._problems:
            self.notify(error_said(problem), severity="warning", timeout=PROBLEM_SECONDS)

    def _end(self, code: int) -> None:
        self._leave_in_order()
        self.exit(return_code=code)

    def on_ready(self) -> None:
        """Collect garbage from here on, but not among what start-up made: it stays for good."""
        gc.freeze()
        gc.enable()
        self._remember_library()
        if self._tour and isinstance(self.screen, BrowseScreen):
            self.screen.action_tour()

    async def action_quit(self) -> None:
        """Keep the reading position and end."""
        self._leave_in_order()
        self.exit()

    def _leave_in_order(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BrowseScreen):
                screen.leave_in_order()


def _meant_for_another(*_: object) -> None:
    """Take a signal that the terminal has sent to every program in it."""
