"""Words of a library that differ in one letter from one that is not in it."""

from __future__ import annotations

import json
from difflib import SequenceMatcher

from corpus.search.index import is_indexed
from corpus.search.words import forms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.library.store import Library

_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةءئؤ"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST, _LONGEST = 3, 30
"""Letters of a word; a shorter one is like too many, a longer one is a mistake of another kind."""


def nearest(library: Library, word: str, most: int = 3) -> tuple[str, ...]:
    """Return words of a library that a word could be meant for, the likeliest first.

    They differ from it by one letter more, less or other, or by two that have changed places
    (Damerau). Only these few hundred are looked up, however many words the library has.

    Args:
        library: The library.
        word: The word as typed.
        most: How many at the most.

    Returns:
        Nothing where the library has no index of its words.
    """
    (form, *more) = forms_of(word) or [""]
    is_word = not more and _SHORTEST <= len(form) <= _LONGEST
    if not is_word or not is_indexed(library._db):
        return ()
    candidates = {other for other in _edits(form) if len(other) >= _SHORTEST} - {form}
    found = library._rows(
        "SELECT term FROM word WHERE term IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(candidates)),),
    )
    return tuple(sorted((other for (other,) in found), key=lambda other: _distance(form, other)))[
        :most
    ]


def _distance(form: str, other: str) -> tuple[bool, float, str]:
    """Order words: the same letters in another order first, then what shares most."""
    is_other = sorted(form) != sorted(other)
    return is_other, -SequenceMatcher(None, form, other).ratio(), other


def _edits(form: str) -> Iterator[str]:
    letters = _LATIN if form.isascii() else _ARABIC
    for at in range(len(form) + 1):
        head, tail = form[:at], form[at:]
        for letter in letters:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
