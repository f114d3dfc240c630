"""Which characters of a query are words, blanks, quotation marks and signs."""

from __future__ import annotations

from typing import Final
from unicodedata import category

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTES: Final = {
    '"': '"',
    "«": "»",
    "»": "«»",
    "“": "”“‟",
    "”": "“”",
    "„": "“”‟",
    "‟": "”“",
    "‹": "›",
    "＂": "＂",
}
"""Each mark that opens, and those that close what it has opened."""

COMMAS: Final = ",،"
COLONS: Final = ":："
OR_SIGN: Final = "|"
BREAKS: Final = frozenset({*QUOTES, *"()", OR_SIGN, *COMMAS, *";؛"})
"""What ends a word and a value beside blanks."""


def is_blank(letter: str) -> bool:
    """Tell whether a character only parts others: blanks, control characters, bidi marks."""
    return letter.isspace() or category(letter) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")


def is_wordy(letter: str) -> bool:
    """Tell whether a character may stand inside a word: letters, digits, marks, joiners."""
    return letter.isalnum() or category(letter) in ("Mn", "Mc", "Me", "Cf")


def cleaned(text: str) -> str:
    """Return a text on one line, without control characters, joiners and half characters."""
    kept = (letter if not is_blank(letter) else " " if letter.isspace() else "" for letter in text)
    return " ".join("".join(kept).split())


def runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return where the words of a part of a text begin and end."""
    at = start
    while at < end:
        if not is_wordy(text[at]):
            at += 1
            continue
        stop = at
        while stop < end and is_wordy(text[stop]):
            stop += 1
        if any(letter.isalnum() for letter in text[at:stop]):
            yield at, stop
        at = stop
