"""What differs between two articles, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from corpus.arabic.folding import fold_text
from corpus.article import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.article import Article

Change = Literal["equal", "insert", "delete"]

_WORD = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_MOST_CELLS = 1_000_000
"""Words times words that are compared at once; above, paragraphs are matched first."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both texts, or in one alone."""

    change: Change
    old: Span
    """Where they stand in the first text; for words it has not, the place after the last word that
    stands before them."""
    new: Span
    """Where they stand in the second text; for words it has not, the place as above."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of an article's own text, paragraphs one after the other."""

    spans: list[Span]
    keys: list[str]
    ends: list[int]
    """How many words there are up to the end of each paragraph."""


def diff(old: Article, new: Article, *, exact: bool = False) -> tuple[Run, ...]:
    """Return how the words of one article become those of another, in reading order.

    A run never crosses a paragraph of either text. Every word of the paragraphs is in one run;
    boilerplate is in none.

    Args:
        old: The first article.
        new: The second article.
        exact: True tells hamza, harakat and punctuation at a word's edges apart.
    """
    ours, theirs = _words(old, exact=exact), _words(new, exact=exact)
    runs: list[Run] = []
    for tag, a, b, c, d in _opcodes(ours, theirs):
        if tag == "equal":
            runs += _equal(ours, theirs, a, b, c)
            continue
        place = _after(theirs, c)
        runs += [Run("delete", span, place) for span in _spans(ours, a, b)]
        place = _after(ours, b)
        runs += [Run("insert", place, span) for span in _spans(theirs, c, d)]
    return tuple(runs)


def share_equal(runs: Sequence[Run]) -> float:
    """Return which part of both texts' code points stands in both, 0 to 1."""
    equal = sum(len(run.old) + len(run.new) for run in runs if run.change == "equal")
    every = sum(len(run.old) + len(run.new) for run in runs)
    return equal / every if every else 1.0


def _words(article: Article, *, exact: bool) -> _Words:
    words = _Words([], [], [])
    for paragraph in article.paragraphs:
        for match in _WORD.finditer(article.text, paragraph.span.start, paragraph.span.end):
            words.spans.append(Span(*match.span()))
            word = match[0]
            words.keys.append(word if exact else _key(word))
        words.ends.append(len(words.spans))
    return words


def _key(word: str) -> str:
    """Return a word in lookup form, without the punctuation at its edges."""
    core = _CORE.search(fold_text(word))
    return core[0] if core else word


def _opcodes(ours: _Words, theirs: _Words) -> Iterator[tuple[str, int, int, int, int]]:
    if len(ours.keys) * len(theirs.keys) <= _MOST_CELLS:
        yield from SequenceMatcher(None, ours.keys, theirs.keys, autojunk=False).get_opcodes()
        return
    matcher = SequenceMatcher(None, _paragraphs(ours), _paragraphs(theirs), autojunk=True)
    for tag, p, q, r, s in matcher.get_opcodes():
        a, b = _bound(ours, p), _bound(ours, q)
        c, d = _bound(theirs, r), _bound(theirs, s)
        if tag != "replace" or (b - a) * (d - c) > _MOST_CELLS:
            yield tag, a, b, c, d
            continue
        inner = SequenceMatcher(None, ours.keys[a:b], theirs.keys[c:d], autojunk=False)
        for tag_, e, f, g, h in inner.get_opcodes():
            yield tag_, a + e, a + f, c + g, c + h


def _paragraphs(words: _Words) -> list[tuple[str, ...]]:
    starts = [0, *words.ends]
    return [tuple(words.keys[a:b]) for a, b in zip(starts, words.ends, strict=False)]


def _bound(words: _Words, paragraph: int) -> int:
    return words.ends[paragraph - 1] if paragraph else 0


def _equal(ours: _Words, theirs: _Words, a: int, b: int, c: int) -> Iterator[Run]:
    """Yield runs of equal words, cut wherever a paragraph of one of the two ends."""
    cuts = {end for end in ours.ends if a < end < b}
    cuts |= {end - c + a for end in theirs.ends if a < end - c + a < b}
    edges = [a, *sorted(cuts), b]
    for start, end in pairwise(edges):
        if start < end:
            yield Run(
                "equal",
                Span(ours.spans[start].start, ours.spans[end - 1].end),
                Span(theirs.spans[start - a + c].start, theirs.spans[end - 1 - a + c].end),
            )


def _spans(words: _Words, start: int, end: int) -> Iterator[Span]:
    """Yield where words stand, one span a paragraph."""
    cuts = [cut for cut in words.ends if start < cut < end]
    edges = [start, *cuts, end]
    for a, b in pairwise(edges):
        if a < b:
            yield Span(words.spans[a].start, words.spans[b - 1].end)


def _after(words: _Words, n: int) -> Span:
    """Return the place after so many words."""
    end = words.spans[n - 1].end if n else 0
    return Span(end, end)
