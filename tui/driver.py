"""The part between Textual and the terminal: the cure against reordering, and what was typed early.

A terminal that reorders is told not to before the alternate screen is entered, since VTE keeps
that by row, and told again otherwise once it has been left: at the end, after a crash, for as long
as the program is suspended, and before a signal ends it.
"""

from __future__ import annotations

import atexit
import os
import selectors
import subprocess
import sys
import time
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from tui.terminal.cure import send
from tui.terminal.dying import before_dying
from tui.terminal.replies import ReplyReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from textual.driver import Driver
    from textual.drivers.linux_driver import LinuxDriver

    from tui.terminal.recognise import Terminal

    _Base = LinuxDriver
else:
    _Base = object

DEBT_LIMIT = 10.0
"""Seconds after the start in which late answers are kept from being taken for keys."""
KEY_LIMIT = 0.1
"""Seconds after which bytes that began like an answer are taken for keys."""
REDRAW_AFTER = 0.2
"""Seconds in which a multiplexer has handed on what was meant for the terminal behind it."""
REDRAW_LIMIT = 0.5
"""Seconds it may take for that."""

_CLEAR = "\x1b[2J"


def explicit_driver(base: type[Driver], terminal: Terminal) -> type[Driver]:
    """Return a driver that keeps the terminal from reordering while the screen is shown.

    Args:
        base: The driver Textual would take. One that writes to no terminal is returned as it is.
        terminal: What to send it, and what it answered.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return base
    members = {"terminal": terminal}
    return cast("type[Driver]", type("ExplicitDriverHere", (ExplicitDriver, base), members))


class _ForgivingStream:
    """A stream to a terminal that may go away: what cannot be written then is dropped.

    Textual writes in a thread that an error would end, and the program would wait for it for ever.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()

    def fileno(self) -> int:
        return self._stream.fileno()


class ExplicitDriver(_Base):
    """What is added to a driver of Textual's."""

    terminal: Terminal

    _out: TextIO | None = None
    _in_charge = False
    _shown = False
    _heard = False
    _take_back: Callable[[], None] | None = None

    def start_application_mode(self) -> None:
        """Keep the terminal from reordering, then take it over."""
        if self._out is None:
            self._out = cast("TextIO", _ForgivingStream(cast("TextIO", self._file)))
            self._file = self._out  # type: ignore[assignment]
        if _in_foreground():
            self._begin_cure()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._shown and self._in_charge:
            # The alternate screen is entered empty, and Textual paints what has changed.
            self._loop.call_soon_threadsafe(self._paint_all)
        self._shown = self._in_charge

    def close(self) -> None:
        """Let the terminal reorder again, behind everything that is written to it."""
        super().close()
        self._end_cure()

    def change_terminal(self, terminal: Terminal) -> None:
        """Send what another mode needs while the screen is shown, and paint everything anew.

        Args:
            terminal: The terminal in its new mode.
        """
        before, self.terminal = self.terminal, terminal
        if self._in_charge:
            # VTE keeps the mode by row, and a cleared row takes the one that holds now.
            self.write((terminal.before or before.after) + _CLEAR)
            self._redraw_outside(terminal.redraw or before.redraw)
            self._paint_all()

    def run_input_thread(self) -> None:
        """Hand on what was typed before the screen came up, then listen."""
        if not self._heard:
            self._heard = True
            self._hear_what_came_early()
        super().run_input_thread()

    def _paint_all(self) -> None:
        self._app.refresh(repaint=True, layout=True)

    def _begin_cure(self) -> None:
        self._in_charge = True
        send(self._out, self.terminal.before)
        atexit.register(self._end_cure)
        self._take_back = before_dying(self._leave)
        self._loop.call_later(REDRAW_AFTER, self._redraw_outside, self.terminal.redraw)

    def _end_cure(self) -> None:
        if not self._in_charge:
            return
        self._in_charge = False
        atexit.unregister(self._end_cure)
        if self._take_back is not None:
            self._take_back()
        # What tmux is given before it has painted the screen that was left, it drops.
        self._redraw_outside(self.terminal.redraw, wait=True)
        send(self._out, self.terminal.after)
        self._redraw_outside(self.terminal.redraw)

    def _leave(self) -> None:
        """Give the terminal back where nobody else will any more."""
        if self._in_charge:
            with suppress(Exception):
                self.stop_application_mode()
            self.close()

    def _redraw_outside(self, command: tuple[str, ...], *, wait: bool = False) -> None:
        """Have a multiplexer paint anew what the terminal behind it shows."""
        if not command:
            return
        silent = subprocess.DEVNULL
        with suppress(OSError, subprocess.TimeoutExpired):
            started = subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent)  # noqa: S603
            if wait:
                started.wait(REDRAW_LIMIT)

    def _hear_what_came_early(self) -> None:
        """Feed keys typed while the terminal was asked, and withhold answers that come late."""
        replies = self.terminal.replies
        if not (replies.typed or replies.unfinished or replies.owed):
            return
        from textual._parser import ParseError
        from textual._xterm_parser import XTermParser

        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode

        def hand_on(keys: bytes) -> None:
            if text := decode(keys):
                for event in parser.feed(text):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)

        hand_on(replies.typed)
        self._withhold(ReplyReader(replies.unfinished), replies.owed, hand_on)
        with suppress(EOFError, ParseError):
            # An escape that nothing follows is a key.
            for event in parser.feed(""):
                self.process_message(event)

    def _withhold(self, reader: ReplyReader, owed: int, hand_on: Callable[[bytes], None]) -> None:
        until = time.monotonic() + DEBT_LIMIT
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while (reader.fences < owed or reader.waiting) and not self.exit_event.is_set():
                if time.monotonic() > until:
                    return
                if selector.select(KEY_LIMIT):
                    # Not one byte more: what follows the answer is for the parser that stays.
                    data = os.read(self.fileno, 1)
                    if not data:
                        return
                    reader.feed(data)
                elif reader.waiting:
                    reader.give_up()
                hand_on(reader.typed())


def _in_foreground() -> bool:
    """Tell whether what is written reaches the terminal as ours, and not another program's."""
    try:
        return os.tcgetpgrp(sys.__stdin__.fileno()) == os.getpgrp()  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        return True
