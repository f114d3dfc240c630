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

# Two never come from the tables: ``u`` is a character behind which nothing may break, ``w`` a mark
# on an opening quotation mark.
_CLASSES = "AH2abKC})Re!GhijtvI.,-FNn0(o%$QqprS/WZMcmuw"
_MANDATORY = "KRFN"
_NOT_BLANK = _CLASSES.replace("S", "")
_CARRIERS = _CLASSES.replace("M", "").encode()

# Pairs of classes between which no line ends, from LB7 to LB30b. Rules that look past blanks are
# in ``_contexts``.
_PROHIBITED = (
    (_CLASSES, "SZWM"),
    ("WGu", _CLASSES),
    ("".join(code for code in _CLASSES if code not in "Sa-"), "G"),
    (_CLASSES, "})c!,/p"),
    ("(oqw", _CLASSES),
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

_LONE_MARKS = re.compile(rb"(\A|[SKRFNZ])(M+)")
_MARKED = re.compile(rb"([^M])M+")
# As many marks as stand on one letter in writing; for more, a regular expression takes over.
_MARK_ROUNDS = 4
_FREE_CLOSING_QUOTE = re.compile(rb"p(?=M*[^MSWG})c!,/QpKRFN])")
# Blanks that keep what is on their two sides together, and characters nothing breaks behind: each
# pattern starts with what they follow, which stays. First the classes one of which must occur.
_CONTEXTS = (
    (b"Z", re.compile(rb"ZS+"), b"Z"),  # LB8
    (b"(o", re.compile(rb"[(o]S+"), b"u"),  # LB14
    (b"q", re.compile(rb"q(?<![^SZG(oqwQpKRFN]q)w*S+"), b"u"),  # LB15a
    (b"n", re.compile(rb"[})c]S+(?=n)"), b"u"),  # LB16
    (b"2", re.compile(rb"2S+(?=2)"), b"u"),  # LB17
    (b"H", re.compile(rb"H[-a]"), b"u"),  # LB21a
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
    if b"J" in classes:
        left = _unbroken_behind_joiners(left, classes)
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
    """Rules LB9 and LB10: the classes as seen from the right and from the left of a character."""
    marked = classes.replace(b"J", b"M")
    if b"M" not in marked:
        return classes, classes
    left = right = _LONE_MARKS.sub(lambda run: run[1] + b"A" * len(run[2]), marked)
    for _ in range(_MARK_ROUNDS):
        left = left.replace(b"qM", b"qw")
        for letter in _CARRIERS:
            left = left.replace(bytes((letter, 0x4D)), bytes((letter, letter)))
        if b"M" not in left:
            return left, right
    return _MARKED.sub(lambda run: run[1] * len(run[0]), left), right


def _unbroken_behind_joiners(left: bytes, classes: bytes) -> bytes:
    """Rule LB8a."""
    joined = bytearray(left)
    position = classes.find(b"J")
    while position >= 0:
        joined[position] = 0x75
        position = classes.find(b"J", position + 1)
    return bytes(joined)


def _replaced(pattern: re.Pattern[bytes], letter: bytes, classes: bytes) -> bytes:
    return pattern.sub(lambda run: run[0][:1] + letter * (len(run[0]) - 1), classes)


def _contexts(left: bytes, right: bytes) -> tuple[bytes, bytes]:
    for needed, pattern, letter in _CONTEXTS:
        if any(code in left for code in needed):
            left = _replaced(pattern, letter, left)
    if b"r" in right:  # LB30a
        marked = bytearray(left)
        for pair in _REGIONAL_PAIR.finditer(right):
            marked[pair.end() - 2] = 0x75
        left = bytes(marked)
    if b"p" in right:
        right = _FREE_CLOSING_QUOTE.sub(b"Q", right)
    return left, right
