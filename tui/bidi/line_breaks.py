"""Where a line may end: the rules of UAX #14, with what Arabic news needs changed.

Two changes to the default rules. Guillemets and quotation marks have a side, as in later versions
of the annex: no line ends behind an opening one or before a closing one, also across blanks,
while a straight quotation mark holds nothing across a blank. And a slash is no opportunity by
itself: ``secondary_breaks`` offers it only to words that are wider than the pane.
"""

from __future__ import annotations

import re
import sys
from array import array
from functools import cache
from itertools import product

# ``u`` never comes from the tables: it stands for a character behind which nothing may break.
_CLASSES = "AH2abKC})Re!GhijtvI.,-FNn0(o%$QqprS/WZMcmu"
_MANDATORY = "KRFN"
_NOT_BLANK = _CLASSES.replace("S", "")

# Pairs of classes between which no line ends, from LB7 to LB30b. Rules that look past blanks are
# in ``_contexts``.
_PROHIBITED = (
    (_CLASSES, "SZWM"),
    ("WGu", _CLASSES),
    ("".join(code for code in _CLASSES if code not in "Sa-"), "G"),
    (_CLASSES, "})c!,/p"),
    ("(oq", _CLASSES),
    (_NOT_BLANK, "Qq"),
    ("Qp", _CLASSES.replace("S", "")),
    (_NOT_BLANK.replace("C", ""), "a-n."),
    ("b/", _CLASSES.replace("C", "")),
    ("AH", "0AH%$"),
    ("0", "AH0%$"),
    ("$", "IemAH"),
    ("%", "AH"),
    ("Iem", "%"),
    ("})c", "%$"),
    ("%$", "(o0"),
    ("-,", "0"),
    ("j", "jvhi"),
    ("vh", "vt"),
    ("ti", "t"),
    ("jvthi", "%"),
    ("$", "jvthi"),
    (",", "AH"),
    ("AH0", "("),
    (")", "AH0"),
    ("e", "m"),
    ("2", "2"),
)

_LONE_MARKS = re.compile(rb"(?<![^SKRFNZ])[MJ]+")
_MARKED = re.compile(rb"([^MJ])([MJ]+)")
_MARKS_AS_LETTERS = bytes.maketrans(b"MJ", b"Au")
_FREE_CLOSING_QUOTE = re.compile(rb"p(?=[^SWG})c!,/QpKRFN])")
# Blanks that keep what is on their two sides together, and characters nothing breaks behind.
_CONTEXTS = (
    (b"Z", re.compile(rb"(?<=Z)S+"), b"Z"),  # LB8
    (b"(", re.compile(rb"(?<=[(o])S+"), b"u"),  # LB14
    (b"o", re.compile(rb"(?<=[(o])S+"), b"u"),
    (b"q", re.compile(rb"(?<![^SZG(oqQpKRFN])qS+"), b"u"),  # LB15a
    (b"n", re.compile(rb"(?<=[})c])S+(?=n)"), b"u"),  # LB16
    (b"2", re.compile(rb"(?<=2)S+(?=2)"), b"u"),  # LB17
    (b"H", re.compile(rb"(?<=H)[-a]"), b"u"),  # LB21a
)
_REGIONAL_PAIR = re.compile(rb"rM*r")
# A word wider than the pane, as a rule an address, breaks behind one of these.
_SECONDARY = re.compile(r"(?<=[/?&=#_.\-])(?=[^\W\d_])")


@cache
def _pair_table() -> bytes:
    """1 at ``left + 256 * right`` where a line may end between the two classes."""
    table = bytearray(65536)
    for left, right in product(_CLASSES, repeat=2):
        table[ord(left) + 256 * ord(right)] = 1
    for lefts, rights in _PROHIBITED:
        for left, right in product(lefts, rights):
            table[ord(left) + 256 * ord(right)] = 0
    for code in _CLASSES:
        table[ord("Z") + 256 * ord(code)] = int(code not in "SZ")  # LB7, LB8
        for mandatory in _MANDATORY:
            table[ord(code) + 256 * ord(mandatory)] = 0  # LB6
    for mandatory, code in product(_MANDATORY, _CLASSES):
        table[ord(mandatory) + 256 * ord(code)] = 1  # LB4, LB5
    table[ord("R") + 256 * ord("F")] = 0
    return bytes(table)


def break_flags(classes: bytes) -> bytes:
    """Return 1 for each character a line may start with, else 0; the first is always 0.

    Args:
        classes: ``ucd.line_break_classes`` of a paragraph.
    """
    if len(classes) < 2:
        return bytes(len(classes))
    left, right = _without_marks(classes)
    left, right = _contexts(left, right)
    pairs = bytearray(2 * len(classes) - 2)
    pairs[0::2] = left[:-1]
    pairs[1::2] = right[1:]
    numbers = array("H", bytes(pairs))
    if sys.byteorder == "big":
        numbers.byteswap()
    return b"\0" + bytes(map(_pair_table().__getitem__, numbers))


def mandatory_breaks(classes: bytes) -> list[int]:
    """Return the positions behind line separators, where a line must end (LB4, LB5)."""
    return [match.end() for match in re.finditer(rb"RF|[KRFN]", classes)]


def secondary_breaks(text: str, start: int, end: int) -> list[int]:
    """Return the positions at which a word too wide for a line had best be broken."""
    return [match.start() for match in _SECONDARY.finditer(text, start, end)]


def _without_marks(classes: bytes) -> tuple[bytes, bytes]:
    """Rules LB8a to LB10: the classes as seen from the right and from the left of a character."""
    if b"M" not in classes and b"J" not in classes:
        return classes, classes
    right = _LONE_MARKS.sub(lambda run: b"A" * len(run[0]), classes)
    left = _LONE_MARKS.sub(lambda run: run[0].translate(_MARKS_AS_LETTERS), classes)
    left = _MARKED.sub(lambda run: run[1] + run[2].replace(b"M", run[1]).replace(b"J", b"u"), left)
    return left, right.replace(b"J", b"M")


def _replaced(pattern: re.Pattern[bytes], letter: bytes, classes: bytes) -> bytes:
    return pattern.sub(lambda run: letter * len(run[0]), classes)


def _contexts(left: bytes, right: bytes) -> tuple[bytes, bytes]:
    for needed, pattern, letter in _CONTEXTS:
        if needed in left:
            left = _replaced(pattern, letter, left)
    if b"r" in right:  # LB30a
        marked = bytearray(left)
        for pair in _REGIONAL_PAIR.finditer(right):
            marked[pair.end() - 2] = 0x75
        left = bytes(marked)
    if b"p" in right:
        right = _FREE_CLOSING_QUOTE.sub(b"Q", right)
    return left, right
