"""Damaged Arabic made whole: letters baked into their shapes, UTF-8 read in another charset.

Both repairs work line by line and touch only lines that are certainly damaged; what they change no
longer stands byte for byte in the file, so whoever calls them tells the user.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from corpus.ingest.plain import INVISIBLE

_MIN_FORMS = 3
"""How many shaped letters make a line suspect, as much as half of its Arabic letters."""
_KEPT_FORMS = frozenset("﴾﴿ﷰﷱﷲﷳﷴﷵﷶﷷﷸﷹﷺﷻ﷼﷽")
"""Ornate brackets and word ligatures that people type: they are no damage."""
_MISREAD_LETTERS = ("ط§", "ظ„", "Ø§", "Ù„")
"""Alef and lam in UTF-8 read as windows-1256 and -1252: no line of Arabic does without both."""
_MISREAD_SIGNS = frozenset(letters[1] for letters in _MISREAD_LETTERS)
"""One of these is in each of them; a single letter is looked for much faster."""
_MIRRORED = str.maketrans("()[]{}<>«»‹›“”", ")(][}{><»«›‹”“")
_OPENING, _CLOSING = "([{«‹“", ")]}»›”"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after a repair."""

    text: str
    lines: int
    """How many lines were changed; 0 where the text is as it came."""
    reversed_lines: int = 0
    """How many of them were stored as painted, from left to right."""


# Baked text


@cache
def _any_form() -> re.Pattern[str]:
    return re.compile(r"[\uFB50-\uFDFF\uFE70-\uFEFC]")


@cache
def _form() -> re.Pattern[str]:
    """Return the pattern of one shaped letter: Arabic Presentation Forms A and B."""
    kept = "".join(_KEPT_FORMS)
    return re.compile(rf"(?![{kept}])[\uFB50-\uFDFF\uFE70-\uFEFC]")


@cache
def _base_letter() -> re.Pattern[str]:
    return re.compile(r"[\u0620-\u064A\u066E-\u06D3]")


@cache
def _left_to_right_run() -> re.Pattern[str]:
    """Return the pattern of what stays from left to right inside a painted Arabic line.

    Numbers with single separators between their digits, and Latin words with what lies between
    them (UAX #9, rules W4 and N1).
    """
    number = r"\d+(?:[.,:/]\d+)*"
    latin = "A-Za-z\u00c0-\u024f"
    return re.compile(
        rf"(?:\d+(?=[{latin}]))?[{latin}][{latin}\d]*(?:[ .,'’&/_:+@#-]+[{latin}\d]+)*|{number}"
    )


def unbake(text: str) -> Repaired:
    """Return a text with its shaped letters as plain ones, in logical order.

    Programs that cannot shape Arabic bake U+FB50–FDFF and U+FE70–FEFF into their files, often in
    the order of painting. Lines in that order are turned first, since a ligature such as lam-alef
    opens into its letters in logical order. No other compatibility character changes, so that ½
    and ① stay. Bidi controls inside baked lines were set by the same programs and go.
    """
    # In UTF-8 all of them begin with EF, and a byte is looked for much faster than a pattern.
    if b"\xef" not in text.encode("utf-8", "surrogatepass") or not _any_form().search(text):
        return Repaired(text, 0)
    lines = text.split("\n")
    baked = [number for number, line in enumerate(lines) if _is_baked(line)]
    leaning = sum(_visual_votes(lines[number]) for number in baked)
    turned = 0
    for number in baked:
        line = lines[number]
        visual = (_visual_votes(line) or leaning) > 0
        line = "".join(mark for mark in line if mark not in INVISIBLE or mark in "\u200c\u200d")
        if visual:
            line = _turned(line)
            turned += 1
        lines[number] = _form().sub(lambda form: _plain_letters(form[0]), line)
    return Repaired("\n".join(lines), len(baked), turned)


def _is_baked(line: str) -> bool:
    forms = len(_form().findall(line))
    return forms >= _MIN_FORMS and forms >= len(_base_letter().findall(line))


@cache
def _joining(form: str) -> str:
    """Return ``initial``, ``medial``, ``final``, ``isolated`` or nothing."""
    tag = unicodedata.decomposition(form).partition(" ")[0]
    return tag.strip("<>") if tag.startswith("<") else ""


def _visual_votes(line: str) -> int:
    """Return how many word ends speak for the order of painting, less those against it.

    In logical order no word begins with a final form or ends with an initial one.
    """
    votes = 0
    for word in re.findall(r"[\uFB50-\uFDFF\uFE70-\uFEFC]{2,}", line):
        first, last = _joining(word[0]), _joining(word[-1])
        votes += (first == "final") + (last == "initial")
        votes -= (first == "initial") + (last == "final")
    return votes


def _turned(line: str) -> str:
    """Return a painted line in logical order: runs from left to right stay, the rest turns."""
    pieces: list[str] = []
    covered = 0
    for run in _left_to_right_run().finditer(line):
        pieces += [line[covered : run.start()][::-1], run[0]]
        covered = run.end()
    pieces.append(line[covered:][::-1])
    return faced("".join(reversed(pieces)))


def faced(text: str) -> str:
    """Return a text whose brackets open before they close.

    Some programs mirror brackets as they paint and some do not; the first one tells.
    """
    brackets = [mark for mark in text if mark in _OPENING + _CLOSING]
    return text.translate(_MIRRORED) if brackets and brackets[0] in _CLOSING else text


@cache
def _plain_letters(form: str) -> str:
    letters = unicodedata.normalize("NFKC", form)
    # A shaped haraka decomposes into a carrier and itself; the carrier was never written.
    return letters.lstrip(" \u0640") or letters if 0xFE70 <= ord(form) <= 0xFE7F else letters


# UTF-8 that was read in an 8-bit charset


@cache
def _misread() -> re.Pattern[str]:
    """Return the pattern of two Arabic letters in UTF-8 read as windows-1256 or windows-1252."""
    return re.compile(r"(?:[طظعغ][^\s]){3}|(?:[ØÙÚÛ][^\s]){3}")


def unmisread(text: str) -> Repaired:
    """Return a text in which UTF-8 that was once read as windows-1256 or -1252 is whole again.

    A line changes only where encoding it back gives valid UTF-8, exactly, and most of its letters
    are Arabic then and it is shorter; so no line that is right can change.
    """
    if not any(sign in text for sign in _MISREAD_SIGNS):
        return Repaired(text, 0)
    if not any(letters in text for letters in _MISREAD_LETTERS):
        return Repaired(text, 0)
    changed = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _misread().search(line) and (whole := _read_again(line)):
            lines[number] = whole
            changed += 1
    return Repaired("\n".join(lines), changed)


def _read_again(line: str) -> str | None:
    for data in (_encoded(line, "cp1256"), _encoded(line, "cp1252")):
        if data is None:
            continue
        try:
            whole = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        letters = [letter for letter in whole if letter.isalpha()]
        arabic = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
        if arabic * 2 > len(letters) and len(whole) < len(line):
            return whole
    return None


def _encoded(line: str, codec: str) -> bytes | None:
    """Return the bytes of a line; control characters stand for bytes that the codec leaves out."""
    try:
        return line.encode(codec)
    except UnicodeEncodeError:
        pass
    data = bytearray()
    for character in line:
        try:
            data += character.encode(codec)
        except UnicodeEncodeError:
            if not 0x80 <= ord(character) <= 0x9F:
                return None
            data.append(ord(character))
    return bytes(data)
