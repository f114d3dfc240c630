"""A paragraph as the words the rules look at, in lookup form, with the way back to the article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from corpus.arabic.folding import Folded, fold
from corpus.article import Span

if TYPE_CHECKING:
    from corpus.article import Article, Paragraph


_LATIN: Final = "a-z\u00df-\u024f"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one paragraph.

    A word is a run of Arabic letters, of Latin ones or of digits, so «إم4» and «وM» are two words,
    and a ta marbuta ends one. Positions in ``starts``
    and ``ends`` count code points of the folded paragraph.
    """

    folded: Folded
    text: str
    """The folded paragraph, its spellings of «American» brought together."""
    base: int
    """Where the paragraph begins in the article."""
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    headline: bool = False

    def __len__(self) -> int:
        return len(self.words)

    def get(self, index: int) -> str:
        """Return the word at an index, or nothing outside the paragraph."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one, or a line end after the last.

        Several blanks are one.
        """
        if not 0 <= index < len(self.words) - 1:
            return "\n"
        gap = self.text[self.ends[index] : self.starts[index + 1]]
        return gap if len(gap) < 2 or gap.strip(" ") else " "

    def surface(self, start: int, end: int) -> str:
        """Return what the article has for positions of the folded paragraph."""
        return self.folded.span(start, end).slice(self.folded.source)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the article for positions of the folded paragraph."""
        local = self.folded.span(start, end)
        return Span(self.base + local.start, self.base + local.end)


def canonical(folded: str) -> str:
    """Bring the two spellings of «American» in a folded text together; its length stays."""
    return folded.replace("اميرك", "امريك")


def lexicon(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(words.split())


def cut_words(text: str) -> list[str]:
    """Return the words of a text."""
    return _word().findall(text)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"\d+|[{_LATIN}]+|[^\W\d_{_LATIN}]+")


@cache
def _inner_end() -> re.Pattern[str]:
    """Return the pattern of a ta marbuta with a letter behind it: there a blank is missing."""
    return re.compile("ة[\u064b-\u0652]*(?=[\u0620-\u064a])")


def split(article: Article, paragraph: Paragraph) -> Words:
    """Fold a paragraph and cut it into words, in time linear in its length."""
    folded = fold(paragraph.span.slice(article.text))
    text = canonical(folded.text)
    bounds = [match.span() for match in _word().finditer(text)]
    if "ة" in folded.source:
        bounds = _parted(bounds, folded)
    return Words(
        folded,
        text,
        paragraph.span.start,
        tuple(text[start:end] for start, end in bounds),
        tuple(start for start, _ in bounds),
        tuple(end for _, end in bounds),
        headline=paragraph.role == "headline",
    )


def _parted(bounds: list[tuple[int, int]], folded: Folded) -> list[tuple[int, int]]:
    """Part words after a ta marbuta, which only stands at the end of one."""
    ends = [match.start() for match in _inner_end().finditer(folded.source)]
    if not ends:
        return bounds
    cuts = [bisect_left(folded.offsets, end) + 1 for end in ends]
    parted = []
    for start, end in bounds:
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        parted += list(pairwise((start, *inside, end)))
    return parted
