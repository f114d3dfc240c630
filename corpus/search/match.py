"""Finding what a query asks for in one text: where it stands, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.search.expansion import Forms
    from corpus.search.words import Placed


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words side by side, or near each other."""

    forms: tuple[Forms, ...]
    within: int = 0
    """At most so many words between neighbours, in any order; 0 for side by side in order."""
    written: tuple[str | None, ...] = ()
    """For each word the very form it must be written in, None for any; empty for all any."""


def found(wanted: Wanted, words: Sequence[Placed], text: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand, as first and last index into ``words``, none overlapping.

    Args:
        wanted: What to find.
        words: The words of a paragraph.
        text: What the words' places count in.
    """
    if not wanted.forms:
        return
    places = _near(wanted, words, text) if wanted.within else _in_a_row(wanted, words, text)
    behind = -1
    for first, last in places:
        if first > behind:
            yield first, last
            behind = last


def _fits(wanted: Wanted, n: int, word: Placed, text: str) -> bool:
    if not wanted.forms[n].match(word.form):
        return False
    if not wanted.written or wanted.written[n] is None:
        return True
    return as_written(text[word.start : word.end]) == wanted.written[n]


def as_written(word: str) -> str:
    """Return a word without what is not seen of it: tatweel, joiners, controls."""
    import unicodedata

    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", word)
        if letter != "\u0640" and unicodedata.category(letter) != "Cf"
    )


def _in_a_row(wanted: Wanted, words: Sequence[Placed], text: str) -> Iterator[tuple[int, int]]:
    length = len(wanted.forms)
    for first in range(len(words) - length + 1):
        if all(_fits(wanted, n, words[first + n], text) for n in range(length)):
            yield first, first + length - 1


def _near(wanted: Wanted, words: Sequence[Placed], text: str) -> Iterator[tuple[int, int]]:
    number = range(len(wanted.forms))
    held = [
        (at, kinds)
        for at, word in enumerate(words)
        if (kinds := frozenset(n for n in number if _fits(wanted, n, word, text)))
    ]
    every = frozenset(number)
    for start in range(len(held)):
        last = _reach(held, start, every, wanted.within)
        if last is not None:
            yield held[start][0], last


def _reach(
    held: Sequence[tuple[int, frozenset[int]]], start: int, every: frozenset[int], within: int
) -> int | None:
    """Return the nearest word at which all are met, each close to the one before it."""
    reached = [(start, frozenset({n})) for n in held[start][1]]
    seen = set(reached)
    while reached:
        further: list[tuple[int, frozenset[int]]] = []
        for place, met in reached:
            if met == every:
                return held[place][0]
            for after in range(place + 1, len(held)):
                if held[after][0] - held[place][0] > within + 1:
                    break
                for n in held[after][1] - met:
                    state = (after, met | {n})
                    if state not in seen and len(seen) < _MOST:
                        seen.add(state)
                        further.append(state)
        reached = further
    return None


_MOST = 20_000
"""How many ways to go from word to word are tried, so that no text takes for ever."""
