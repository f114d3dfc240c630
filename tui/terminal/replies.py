"""What a terminal answered, taken out of the bytes that came from the keyboard.

Replies and keys arrive on one line. A reply is told from a key by its form (ECMA-48 control
sequences with a private parameter, DCS strings with the prefixes of DA3, XTVERSION and XTGETTCAP,
the OSC string of the background); whatever is none was typed and must reach the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

LONGEST_REPLY = 1 << 15
"""Bytes of an unfinished reply after which the rest of it is thrown away unread."""
LONGEST_VALUE = 200
"""Code points of an answer that are kept."""

_REPLY = re.compile(
    rb"\x1b\[(?P<attributes>[?>])(?P<numbers>[0-9;:]*)c"
    rb"|\x1b\[8;(?P<bdsm>[0-9])\$y"
    rb"|\x1bP(?P<string>!\||>\||[01]\+r)(?P<value>[^\x1b\x07]*)(?:\x1b\\|\x07)"
    rb"|\x1b\]11;(?P<ground>[^\x1b\x07]*)(?:\x1b\\|\x07)"
)
_BEGUN = re.compile(
    rb"\x1b(?:\[(?:[?>][0-9;:]*|8(?:;(?:[0-9]\$?)?)?)?"
    rb"|P(?:[!>]?|[01]\+?|(?:[!>]\||[01]\+r)[^\x1b\x07]*\x1b?)"
    rb"|\](?:1(?:1(?:;[^\x1b\x07]*\x1b?)?)?)?)?\Z"
)
_STRING_BEGUN = b"\x1bP>|"
_STRING_END = re.compile(rb"\x1b\\|\x07")
_COLOUR = re.compile(r"rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_TERMINAL_NAME = b"544e"
"""``TN`` in hexadecimal, as XTGETTCAP spells names."""


@dataclass(frozen=True, slots=True)
class Replies:
    """What is known from the terminal itself; None where it kept silent.

    Attributes:
        xtversion: Name and version, as in ``kitty(0.41.1)``.
        da1: Primary device attributes, the numbers between ``?`` and ``c``.
        da2: Secondary device attributes, the numbers between ``>`` and ``c``.
        da3: Tertiary device attributes, hexadecimal, in upper case.
        bdsm: DECRPM's value for mode 8: 0 unknown, 1 set, 2 reset.
        termname: The terminal's own ``TERM``, asked with XTGETTCAP.
        ground: Its background as ``#rrggbb``, asked with OSC 11.
        typed: Bytes that were no reply: keys pressed meanwhile.
        unfinished: The beginning of a reply whose end has not come.
        owed: Answers to DA1 still to come.
        received: All that was read, for a person to look at.
        behind: What a terminal answered that shows the multiplexer which gave these answers.
    """

    xtversion: str | None = None
    da1: str | None = None
    da2: str | None = None
    da3: str | None = None
    bdsm: int | None = None
    termname: str | None = None
    typed: bytes = b""
    unfinished: bytes = b""
    owed: int = 0
    received: bytes = b""
    behind: Replies | None = None
    ground: str | None = None

    @property
    def identity(self) -> str:
        """Name and version in the terminal's own words; empty if it gave none."""
        if self.xtversion:
            return self.xtversion
        parts = (("TN", self.termname), ("DA2", self.da2), ("DA3", self.da3))
        return " ".join(f"{label} {value}" for label, value in parts if value)


NO_REPLIES = Replies()


def joined(before: Replies, later: Replies) -> Replies:
    """Return two parts of one conversation; what was answered later counts."""
    return Replies(
        xtversion=later.xtversion or before.xtversion,
        da1=later.da1 or before.da1,
        da2=later.da2 or before.da2,
        da3=later.da3 or before.da3,
        bdsm=before.bdsm if later.bdsm is None else later.bdsm,
        termname=later.termname or before.termname,
        typed=before.typed + later.typed,
        unfinished=later.unfinished,
        owed=before.owed + later.owed,
        received=before.received + later.received[len(before.unfinished) :],
        ground=later.ground or before.ground,
    )


class ReplyReader:
    """Parts what comes from the keyboard into replies and keys, in any number of pieces."""

    def __init__(self, unfinished: bytes = b"") -> None:
        self._waiting = unfinished
        self._typed = bytearray()
        self._received = bytearray(unfinished)
        self._skipping = False
        self._replies = Replies()
        self.fences = 0
        """Answers to DA1 read so far. Every terminal gives one, after those to all before it."""

    def feed(self, data: bytes) -> None:
        """Take what was read."""
        if len(self._received) < LONGEST_REPLY:
            self._received += data
        buffer = self._waiting + data
        self._waiting = b""
        if self._skipping:
            end = _STRING_END.search(buffer)
            if end is None:
                # An escape at the end may be half of the string's end.
                self._waiting = buffer[-1:] if buffer.endswith(b"\x1b") else b""
                return
            self._skipping = False
            buffer = buffer[end.end() :]
        self._part(buffer)

    def _part(self, buffer: bytes) -> None:
        place = 0
        while (start := buffer.find(b"\x1b", place)) >= 0:
            self._typed += buffer[place:start]
            place = start
            if reply := _REPLY.match(buffer, start):
                self._take(reply)
                place = reply.end()
            elif _BEGUN.match(buffer, start):
                self._wait(buffer[start:])
                return
            else:
                self._typed += buffer[start : start + 1]
                place = start + 1
        self._typed += buffer[place:]

    def _wait(self, begun: bytes) -> None:
        if len(begun) > LONGEST_REPLY:
            self._skipping = True
            begun = b"\x1b" if begun.endswith(b"\x1b") else b""
        self._waiting = begun

    def _take(self, reply: re.Match[bytes]) -> None:
        found = self._replies
        if reply["attributes"] == b"?":
            self.fences += 1
            self._replies = replace(found, da1=found.da1 or _text(reply["numbers"]))
        elif reply["attributes"]:
            self._replies = replace(found, da2=_text(reply["numbers"]))
        elif reply["bdsm"]:
            self._replies = replace(found, bdsm=int(reply["bdsm"]))
        elif reply["string"] == b"!|":
            self._replies = replace(found, da3=_text(reply["value"]).upper())
        elif reply["string"] == b">|":
            self._replies = replace(found, xtversion=_text(reply["value"]))
        elif reply["string"] == b"1+r":
            self._replies = replace(found, termname=_capability(reply["value"]) or found.termname)
        elif reply["ground"] is not None:
            self._replies = replace(found, ground=_colour(_text(reply["ground"])) or found.ground)

    def typed(self) -> bytes:
        """Return and forget the keys read since the last call."""
        keys = bytes(self._typed)
        self._typed.clear()
        return keys

    @property
    def waiting(self) -> bool:
        """Whether the last bytes could go on to be a reply."""
        return bool(self._waiting) or self._skipping

    def give_up(self) -> None:
        """Take what has been waited with for keys: a reply's bytes come without a pause."""
        self._typed += self._waiting
        self._waiting = b""
        self._skipping = False

    def replies(self, asked: int = 0) -> Replies:
        """Return all that was read.

        Args:
            asked: How often DA1 was asked.
        """
        return replace(
            self._replies,
            typed=self.typed(),
            unfinished=_STRING_BEGUN if self._skipping else self._waiting,
            owed=max(0, asked - self.fences),
            received=bytes(self._received[:LONGEST_REPLY]),
        )


def _text(value: bytes) -> str:
    return plain(value[: 4 * LONGEST_VALUE].decode("utf-8", "replace"))


def plain(value: str) -> str:
    """Return what a terminal says of itself without anything that could act on another."""
    seen = value[:LONGEST_VALUE]
    return "".join(character if character.isprintable() else "\ufffd" for character in seen)


def _capability(value: bytes) -> str | None:
    name, _, content = value.partition(b"=")
    if name.lower() != _TERMINAL_NAME:
        return None
    try:
        return _text(bytes.fromhex(content.decode("ascii")))
    except ValueError:
        return None


def _colour(value: str) -> str | None:
    """Return a colour as X11 writes it, one to four digits a channel, as ``#rrggbb``."""
    channels = _COLOUR.match(value)
    if channels is None:
        return None
    parts = [int(part, 16) / (16 ** len(part) - 1) for part in channels.groups()]
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def readable(received: bytes) -> str:
    r"""Return bytes from a terminal as one line of ASCII: ``ESC`` for the escape, ``\xNN``."""
    pieces = []
    for byte in received[:LONGEST_VALUE]:
        if byte == 0x1B:
            pieces.append("ESC ")
        else:
            pieces.append(chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}")
    dots = " ..." if len(received) > LONGEST_VALUE else ""
    return "".join(pieces) + dots
