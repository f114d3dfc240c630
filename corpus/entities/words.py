"""A paragraph as the words the rules look at, in lookup form, with the way back to the article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, compress, pairwise
from typing import TYPE_CHECKING, Final, TypeVar

from corpus.arabic.folding import Folded, fold
from corpus.article import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from corpus.article import Article, Paragraph


_REMEMBERED: Final = 1 << 13
"""Of how many words it is kept what is known of them: the words of a few articles."""
_LONGEST_REMEMBERED: Final = 32
"""The most letters of such a word; longer ones are no words of any language."""
_T = TypeVar("_T")
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
    gaps: tuple[str, ...] = ()
    """What stands behind each word, as `gap` gives it; cut from the text unless it is given."""
    marks: bytes = b""
    """Which rules may begin at each word (`Mark`); empty where nobody looked."""

    def __post_init__(self) -> None:
        if not self.gaps and self.words:
            bounds = zip(self.ends, self.starts[1:], strict=False)
            gaps = [_one_blank(self.text[end:start]) for end, start in bounds]
            object.__setattr__(self, "gaps", (*gaps, "\n"))

    def __len__(self) -> int:
        return len(self.words)

    def get(self, index: int) -> str:
        """Return the word at an index, or nothing outside the paragraph."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one, or a line end after the last.

        Several blanks are one.
        """
        return self.gaps[index] if 0 <= index < len(self.gaps) else "\n"

    def surface(self, start: int, end: int) -> str:
        """Return what the article has for positions of the folded paragraph."""
        begin, stop = self.folded.bounds(start, end)
        return self.folded.source[begin:stop]

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the article for positions of the folded paragraph."""
        begin, stop = self.folded.bounds(start, end)
        return Span(self.base + begin, self.base + stop)


class Mark:
    """What the rules look for in a word, as bits of a byte."""

    NAME: Final = 1
    DATE: Final = 2
    ROLE: Final = 4
    AGREEMENT: Final = 8
    BODY: Final = 16
    PERSON: Final = 32
    SPEECH: Final = 64
    STATEMENT: Final = 128


def make_marker(rules: Mapping[int, Callable[[str], object]]) -> Callable[[Sequence[str]], bytes]:
    """Return a function that says which rules (`Mark`) may begin at each of some words."""
    known = _Marks(rules)
    return lambda words: bytes(map(known.__getitem__, words))


class _Marks(dict[str, int]):
    """The marks of the words of a few articles; others are worked out when they are asked for."""

    __slots__ = ("_rules",)

    def __init__(self, rules: Mapping[int, Callable[[str], object]]) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, word: str) -> int:
        marks = sum(mark for mark, begins in self._rules.items() if begins(word))
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = marks
        return marks


def remembered(look_up: Callable[[str], _T]) -> Callable[[str], _T]:
    """Return a function of a word that keeps what it found for the words of a few articles."""
    kept = lru_cache(_REMEMBERED)(look_up)
    return lambda word: kept(word) if len(word) <= _LONGEST_REMEMBERED else look_up(word)


def marked(words: Words, mark: int, begins: Callable[[str], object]) -> list[int]:
    """Return the indices of the words at which a rule may begin.

    Args:
        words: The paragraph.
        mark: The rule's `Mark`.
        begins: What tells it of one word, where the paragraph was not marked.
    """
    if len(words.marks) != len(words.words):
        return [at for at, word in enumerate(words.words) if begins(word)]
    return list(compress(range(len(words.marks)), words.marks.translate(_bit(mark))))


@cache
def _bit(mark: int) -> bytes:
    """Return the table of the bytes that have a bit."""
    return bytes(byte & mark for byte in range(256))


def where(words: Words, known: Collection[str]) -> list[int]:
    """Return the indices of the words that are among some."""
    return list(compress(range(len(words.words)), map(known.__contains__, words.words)))


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
def _parts() -> re.Pattern[str]:
    """Return the pattern of a word that keeps what it matched when a text is split at it."""
    return re.compile(f"({_word().pattern})")


@cache
def _inner_end() -> re.Pattern[str]:
    """Return the pattern of a ta marbuta with a letter behind it: there a blank is missing."""
    return re.compile("ة[\u064b-\u0652]*(?=[\u0620-\u064a])")


def split(
    article: Article,
    paragraph: Paragraph,
    marks_of: Callable[[Sequence[str]], bytes] | None = None,
) -> Words:
    """Fold a paragraph and cut it into words, in time linear in its length.

    Args:
        article: The article.
        paragraph: One of its paragraphs.
        marks_of: What `make_marker` returned, for paragraphs that many rules read.
    """
    folded = fold(paragraph.span.slice(article.text))
    text = canonical(folded.text)
    # What stands before the first word, that word, what stands behind it, and so on.
    parts = _parts().split(text)
    if "ة" in folded.source:
        parts = _parted(parts, folded)
    ends = tuple(accumulate(map(len, parts)))
    words = tuple(parts[1::2])
    gaps = [gap if gap == " " else _one_blank(gap) for gap in parts[2:-1:2]]
    return Words(
        folded,
        text,
        paragraph.span.start,
        words,
        ends[:-1:2],
        ends[1::2],
        paragraph.role == "headline",
        (*gaps, "\n") if words else (),
        marks_of(words) if marks_of else b"",
    )


def _one_blank(gap: str) -> str:
    return gap if len(gap) < 2 or gap.strip(" ") else " "


def _parted(parts: list[str], folded: Folded) -> list[str]:
    """Part words after a ta marbuta, which only stands at the end of one."""
    ends = [match.start() for match in _inner_end().finditer(folded.source)]
    if not ends:
        return parts
    cuts = [bisect_left(folded.offsets, end) + 1 for end in ends]
    parted = parts[:1]
    start = len(parts[0])
    for word, gap in zip(parts[1::2], parts[2::2], strict=True):
        end = start + len(word)
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        for first, last in pairwise((start, *inside, end)):
            parted += (
                ["", word[first - start : last - start]]
                if first > start
                else [word[: last - start]]
            )
        parted.append(gap)
        start = end + len(gap)
    return parted
