"""Asking the terminal who it is, in two halves between which the program can do its work.

The environment is not enough: it does not travel over ssh, and it leaks from one terminal into
another. What is asked: DA2, DA3 and XTVERSION, and DA1 behind them, which every terminal answers,
so that a terminal that knows none of the others costs no waiting.
"""

from __future__ import annotations

import atexit
import os
import select
import stat
import sys
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from tui.terminal.dying import before_dying
from tui.terminal.multiplexer import Inquiry, passes, wrapped
from tui.terminal.recognise import rule_by_reply
from tui.terminal.replies import Replies, ReplyReader, joined

try:
    import termios

    CAN_ASK = True
except ImportError:
    # Windows: its terminals are known by what they set in the environment.
    CAN_ASK = False

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TextIO

    from tui.terminal.multiplexer import Client

DA1 = "\x1b[c"
WHO = "\x1b[>c\x1b[=c\x1b[>0q"
"""DA2, DA3, XTVERSION."""
GROUND = "\x1b]11;?\x1b\\"
"""OSC 11, the background: answered before DA1 or not at all by all terminals that were asked."""
DECRQM_BDSM = "\x1b[8$p"
XTGETTCAP_TN = "\x1bP+q544e\x1b\\"

LOCAL_LIMIT = 0.3
"""Seconds to wait for an answer here."""
REMOTE_LIMIT = 1.0
"""Seconds to wait for one that comes over the net."""

_SAYS_NOTHING = ("dumb", "linux", "unknown", "cons25", "eterm", "vt52")
"""Values of ``TERM`` whose terminals answer nothing of use, or print the questions."""


def why_not_asked(environment: Mapping[str, str]) -> str:
    """Return why the terminal is not asked; empty if it can be."""
    term = environment.get("TERM", "")
    if environment.get("TEXTUAL_DRIVER"):
        return "TEXTUAL_DRIVER is set"
    if not CAN_ASK:
        return "this system's terminals are known without asking"
    if term in _SAYS_NOTHING or not term:
        return f"TERM is {term or 'not set'}"
    if _is_apple(environment):
        return "TERM_PROGRAM is Apple_Terminal, which prints part of what it does not know"
    if _streams() is None:
        return "there is no terminal at both ends"
    if _feeds_a_program():
        # A pager reads the keyboard at the same time.
        return "stdout goes to another program"
    return "" if _in_foreground() else "the program runs in the background"


def _is_apple(environment: Mapping[str, str]) -> bool:
    """Tell Apple's Terminal from those that are started from it and keep its variable."""
    others = ("TMUX", "STY", "XTERM_VERSION")
    return (
        environment.get("TERM_PROGRAM") == "Apple_Terminal"
        and environment.get("TERM", "").removesuffix("-256color") in ("xterm", "nsterm")
        and not any(environment.get(name) for name in others)
    )


def _feeds_a_program() -> bool:
    with suppress(AttributeError, OSError, ValueError):
        mode = os.fstat(cast("TextIO", sys.__stdout__).fileno()).st_mode
        return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)
    return False


def _streams() -> tuple[int, int] | None:
    """Return where Textual reads and where the terminal can be written, one and the same."""
    source = _terminal_number(sys.__stdin__)
    if source is None:
        return None
    for stream in (sys.__stderr__, sys.__stdout__):
        target = _terminal_number(stream)
        if target is not None and os.fstat(target).st_rdev == os.fstat(source).st_rdev:
            return source, target
    return None


def _terminal_number(stream: TextIO | None) -> int | None:
    with suppress(AttributeError, OSError, ValueError):
        number = stream.fileno() if stream is not None else -1
        return number if os.isatty(number) else None
    return None


def _in_foreground() -> bool:
    streams = _streams()
    try:
        return streams is not None and os.tcgetpgrp(streams[0]) == os.getpgrp()
    except OSError:
        # Not the terminal this session is controlled by: nobody would stop us.
        return True


class Question:
    """What has been asked of the terminal, whose answers are read later.

    Until ``finish`` the terminal neither echoes nor holds back lines, so that no answer is seen;
    it is set right again however the program ends. Where ``why_not_asked`` has a reason, nothing
    is done at all.

    Args:
        environment: The environment's variables.
        may_read_keys: Whether keys typed meanwhile reach this program. Where they are meant for
            the next one and some have been typed already, nothing is asked; and where an answer
            is late the terminal stays silent until the program ends, so that nobody sees it.
    """

    def __init__(self, environment: Mapping[str, str], *, may_read_keys: bool = True) -> None:
        remote = environment.get("SSH_TTY") or environment.get("SSH_CONNECTION")
        self._limit = REMOTE_LIMIT if remote else LOCAL_LIMIT
        self._streams: tuple[int, int] | None = None
        self._saved: list[Any] | None = None
        self._take_back: Callable[[], None] | None = None
        self._inquiry: Inquiry | None = None
        self._client: Client | None = None
        self._replies: Replies | None = None
        self._may_read_keys = may_read_keys
        self.why_not = why_not_asked(environment)
        if self.why_not:
            return
        self._streams = _streams()
        self._silence()
        if not may_read_keys and self._is_ready(0.0):
            self.why_not = "something was typed ahead for the next program"
            self._restore()
            return
        if environment.get("TMUX"):
            self._inquiry = Inquiry()
        # Lines that stay when the program has ended are printed on any ground.
        self._ask(WHO + (GROUND if may_read_keys else "") + DA1)

    def __enter__(self) -> Question:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def finish(self) -> Replies:
        """Read the answers, ask what only they allow to ask, and set the terminal right."""
        if self._replies is None:
            try:
                self._replies = self._all_answers()
            except BaseException:
                self._restore()
                raise
            if self._may_read_keys or not self._replies.owed:
                self._restore()
        return self._replies

    def client(self) -> Client | None:
        """Return what tmux says of the terminal that shows it; None without tmux."""
        if self._inquiry is not None:
            self._client = self._inquiry.answer()
            self._inquiry = None
        return self._client

    def _all_answers(self) -> Replies:
        if self._saved is None:
            return Replies()
        found = self._answers(Replies())
        known = rule_by_reply(found)
        if found.owed or (known is not None and not known[0].multiplexer):
            return found
        if known is None:
            self._ask(_more_to_ask(found) + DA1)
            return self._answers(found)
        name = known[0].name
        if not passes(name, self.client()):
            return found
        self._ask(wrapped(name, WHO + DA1))
        behind = self._answers(replace(Replies(), unfinished=found.unfinished))
        both = joined(found, Replies(typed=behind.typed, unfinished=behind.unfinished))
        return replace(both, owed=behind.owed, behind=behind)

    def _ask(self, questions: str) -> None:
        assert self._streams is not None
        self._limit_at = time.monotonic() + self._limit
        with suppress(OSError):
            os.write(self._streams[1], questions.encode())

    def _answers(self, before: Replies) -> Replies:
        """Read until DA1 is answered or the time is over; what is there is always read."""
        assert self._streams is not None
        reader = ReplyReader(before.unfinished)
        while not reader.fences and self._is_ready(self._limit_at - time.monotonic()):
            try:
                data = os.read(self._streams[0], 4096)
            except OSError:
                break
            if not data:
                break
            reader.feed(data)
        return joined(before, reader.replies(asked=1))

    def _is_ready(self, patience: float) -> bool:
        assert self._streams is not None
        try:
            return bool(select.select([self._streams[0]], [], [], max(0.0, patience))[0])
        except OSError:
            return False

    def _silence(self) -> None:
        """Switch echo and line editing off, as Textual will; signals stay on."""
        assert self._streams is not None
        source = self._streams[0]
        try:
            saved = termios.tcgetattr(source)
        except termios.error:
            self.why_not = "the terminal's settings cannot be read"
            return
        silent = termios.tcgetattr(source)
        silent[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
        silent[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        silent[6][termios.VMIN] = 1
        silent[6][termios.VTIME] = 0
        self._saved = saved
        atexit.register(self._restore)
        self._take_back = before_dying(self._restore)
        termios.tcsetattr(source, termios.TCSANOW, silent)

    def _drop_late_answers(self) -> None:
        assert self._streams is not None
        with suppress(OSError):
            while self._is_ready(0.0) and os.read(self._streams[0], 4096):
                pass

    def _restore(self) -> None:
        if self._saved is None or self._streams is None:
            return
        if self._replies is not None and self._replies.owed and not self._may_read_keys:
            self._drop_late_answers()
        saved, self._saved = self._saved, None
        # The terminal may be gone; then there is nothing left to set right.
        with suppress(OSError, termios.error):
            termios.tcsetattr(self._streams[0], termios.TCSANOW, saved)
        atexit.unregister(self._restore)
        if self._take_back is not None:
            self._take_back()


def _more_to_ask(found: Replies) -> str:
    """Return what may be asked of a terminal not known yet: some print a ``p`` for DECRQM."""
    return XTGETTCAP_TN if found.da2 and found.da2.startswith("24;") else DECRQM_BDSM
