"""tmux and screen: who is behind them, and how something reaches it.

A multiplexer swallows what it does not know, so the terminal behind it is asked, and kept from
reordering, inside the string that passes through: DCS ``tmux;`` with doubled escapes, which tmux
allows only with ``allow-passthrough on``, and plain DCS in screen.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.terminal.recognise import BDSM, VTE_BEHIND, Terminal, in_mode, recognise
from tui.terminal.replies import Replies, plain

if TYPE_CHECKING:
    from subprocess import Popen

ANSWER_LIMIT = 0.5
"""Seconds tmux may take to answer; it is asked while the program starts."""

TMUX_ADVICE = (
    "put  set -g allow-passthrough on  into tmux.conf, or, for terminals of the VTE family,  "
    r"set -ga terminal-overrides ',*:smcup=\E[8l\E[?1049h:rmcup=\E[?1049l\E[8h'"
)

_REDRAW = {"tmux": ("tmux", "refresh-client"), "screen": ("screen", "-X", "redisplay")}
_SEPARATOR = "|"
_CLIENT = _SEPARATOR.join(("#{client_termtype}", "#{client_termname}", "#{client_session}"))
_PANE = _SEPARATOR.join(("#{allow-passthrough}", "#{version}"))
_QUESTIONS = (
    *("tmux", "display-message", "-p", f"{_CLIENT}{_SEPARATOR}{_PANE}"),
    *(";", "show-options", "-sv", "terminal-overrides"),
    *(";", "list-clients", "-F", _CLIENT),
)


@dataclass(frozen=True, slots=True)
class Client:
    """What tmux says of the terminal it is shown on.

    Attributes:
        termtype: The terminal's XTVERSION; empty where it gave none.
        termname: Its ``TERM``.
        passthrough: Whether tmux hands on what is meant for the terminal behind it.
        explicit: Whether tmux itself asks that terminal not to reorder, by its configuration.
        kinds: The different kinds of terminals the session is shown on at once.
    """

    termtype: str
    termname: str
    passthrough: bool
    explicit: bool
    kinds: tuple[str, ...]


class Inquiry:
    """A question to tmux that is answered while the program does something else."""

    def __init__(self) -> None:
        from subprocess import DEVNULL, PIPE, Popen

        self._asked: Popen[bytes] | None = None
        with contextlib.suppress(OSError):
            self._asked = Popen(  # noqa: S603
                _QUESTIONS,
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=DEVNULL,
            )

    def answer(self) -> Client | None:
        """Return what tmux said; None if it said nothing in time."""
        from subprocess import TimeoutExpired

        asked, self._asked = self._asked, None
        if asked is None:
            return None
        try:
            output, _ = asked.communicate(timeout=ANSWER_LIMIT)
        except TimeoutExpired:
            asked.kill()
            asked.communicate()
            return None
        return client_from(output.decode("utf-8", "replace"))


def client_from(output: str) -> Client | None:
    """Return the client that tmux described; None if it is not as expected."""
    first, *rest = [plain(line) for line in output.splitlines()] or [""]
    fields = first.split(_SEPARATOR)
    if len(fields) < 5:
        return None
    termtype, termname, session, passthrough = fields[:4]
    mine = {
        line.rpartition(_SEPARATOR)[0]
        for line in rest
        if line.count(_SEPARATOR) == 2 and line.endswith(_SEPARATOR + session)
    }
    kinds = sorted({kind.partition(_SEPARATOR)[0] or kind.strip(_SEPARATOR) for kind in mine})
    overrides = "\n".join(line for line in rest if "smcup=" in line)
    return Client(
        termtype,
        termname,
        passthrough not in ("", "0", "off"),
        "[8l" in overrides,
        tuple(kinds),
    )


def wrapped(multiplexer: str, sequence: str) -> str:
    """Return a sequence as it reaches the terminal behind a multiplexer; empty stays empty.

    Args:
        multiplexer: ``tmux`` or ``screen``.
        sequence: What that terminal is to be sent.
    """
    if not sequence:
        return ""
    if multiplexer == "screen":
        return f"\x1bP{sequence}\x1b\\"
    doubled = sequence.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}\x1b\\"


def passes(multiplexer: str, client: Client | None) -> bool:
    """Tell whether something reaches the terminal behind."""
    return multiplexer == "screen" or (client is not None and client.passthrough)


def outer_replies(asked: Replies | None, client: Client | None) -> Replies:
    """Return what is known of the terminal behind: its answers, or else what tmux knows."""
    if asked is not None and asked.identity:
        return asked
    return Replies(xtversion=client.termtype or None) if client is not None else Replies()


def _leaked(client: Client) -> dict[str, str]:
    """Return what the environment may say of the terminal behind tmux.

    VTE before 0.76 does not answer tmux's question for its name; most others that call themselves
    ``xterm-256color`` do. The variable it leaves then is a hint, although tmux may have been
    started elsewhere.
    """
    known = {"TERM": client.termname}
    if not client.termtype and client.termname == "xterm-256color":
        known[VTE_BEHIND] = os.environ.get("VTE_VERSION", "")
    return {name: value for name, value in known.items() if value}


def behind(inner: Terminal, outer: Replies, client: Client | None) -> Terminal:
    """Return what to write inside a multiplexer, from what is known of the terminal behind it.

    Args:
        inner: The multiplexer, as recognised.
        outer: What the terminal behind it answered.
        client: What tmux said of it, if it is tmux and said something.
    """
    environment = _leaked(client) if client is not None else {}
    shown_on = recognise(outer, environment)
    there = f"{shown_on.name} behind {inner.name}: {shown_on.why}"
    # Of two shades next to each other a multiplexer makes one.
    mode = shown_on.uncured if shown_on.mode == "jitter" else shown_on.mode
    found = replace(
        in_mode(shown_on, mode, there),
        name=f"{inner.name} in {shown_on.name}",
        key=f"{inner.key} in {shown_on.key}",
        replies=inner.replies,
        multiplexer=True,
        # What scrolls inside a multiplexer is painted by it again, when the cure is undone.
        printing=shown_on.uncured,
    )
    if client is not None and client.explicit and found.before == BDSM.before:
        # The configuration's cure holds as long as tmux is shown, for printed lines as well.
        why = f"{there}; tmux.conf keeps it from reordering"
        return replace(found, before="", after="", printing=found.mode, why=why)
    if not found.before:
        return found
    if passes(inner.name, client):
        return replace(
            found,
            before=wrapped(inner.name, found.before),
            after=wrapped(inner.name, found.after),
            redraw=_REDRAW[inner.name],
        )
    needless = outer.identity and shown_on.uncured == found.mode
    return replace(
        found,
        before="",
        after="",
        mode=shown_on.uncured,
        advice=found.advice if needless else TMUX_ADVICE,
    )
