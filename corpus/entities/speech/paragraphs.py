"""A paragraph as statements are read from it: its words with mentions, quotations and sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.entities.speech import verbs as speech
from corpus.entities.speech.quotations import MARKS, Quotation, find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.article import Mention, Span
    from corpus.entities.words import Words

_DATELINE: Final = 12
"""How many words a dateline may have."""
_CLOSED_WITHIN: Final = 4
"""How many closing marks and brackets may follow the stop at the end of a sentence."""
_AFTER_A_STOP: Final = MARKS | frozenset(")]")
TURNS: Final = frozenset({"فيما", "بينما", "حين", "اما"})
"""After a comma they turn from what was said to what the article itself says."""
ARRIVALS: Final = frozenset({"جاء", "وجاء", "ورد", "وورد", "فجاء"})
LIMIT: Final = "حد"


class Unit(NamedTuple):
    """A mention as a range of words."""

    mention: Mention
    first: int
    last: int
    """After its last word."""
    proclitic: str


class AnnotatedParagraph:
    """One paragraph's words, and where they are mentions, stand in quotations, end sentences.

    Indices count words, positions code points of the folded paragraph.

    Args:
        words: The paragraph.
        mentions: Its mentions in order.
        cues: The indices of the words at which a statement may be found, in order.
    """

    __slots__ = (
        "cues",
        "opening_at",
        "outer",
        "outer_starts",
        "stops",
        "strays",
        "unit_at",
        "unit_before",
        "words",
    )

    def __init__(self, words: Words, mentions: Sequence[Mention], cues: list[int]) -> None:
        self.words = words
        self.cues = cues
        quotations, self.strays = find_quotations(words.text)
        self.outer = _outermost(quotations)
        self.outer_starts = [quotation.start for quotation in self.outer]
        self.opening_at = {quotation.start: quotation for quotation in self.outer}
        self.stops = [at for at in _stops(words.text) if not self.is_quoted(at)]
        self.unit_at: dict[int, Unit] = {}
        self.unit_before: dict[int, Unit] = {}
        for mention in mentions:
            unit = _unit(words, mention)
            if unit is not None:
                self.unit_at[unit.first] = unit
                self.unit_before[unit.last] = unit

    def cues_from(self, index: int) -> Iterator[int]:
        """Yield the words from one on at which a statement may be found."""
        for at in range(bisect_left(self.cues, index), len(self.cues)):
            yield self.cues[at]

    def word_span(self, index: int, skip: int = 0) -> Span:
        """Return where a word stands in the article, its first ``skip`` letters left out."""
        return self.words.span(self.words.starts[index] + skip, self.words.ends[index])

    def shown(self, index: int, skip: int = 0) -> str:
        """Return a word as the article has it."""
        return self.words.surface(self.words.starts[index] + skip, self.words.ends[index])

    def ends_between(self, index: int) -> bool:
        """Tell whether a sentence ends between a word and the next one, outside quotations."""
        words = self.words
        if not 0 <= index < len(words.words) - 1:
            return True
        if words.gaps[index] == " ":
            return False
        end, start = words.ends[index], words.starts[index + 1]
        at = bisect_left(self.stops, end)
        return at < len(self.stops) and self.stops[at] < start

    def sentence_start(self, index: int) -> int:
        """Return the first word of the sentence a word stands in."""
        at = bisect_left(self.stops, self.words.starts[index])
        return bisect_left(self.words.starts, self.stops[at - 1]) if at else self._behind_dateline()

    def _behind_dateline(self) -> int:
        """Return the first word behind «موسكو، 5 آذار —»."""
        words = self.words
        for at in range(1, min(len(words), _DATELINE)):
            if words.gap(at - 1).strip(" )") == "-" and " " in words.gap(at - 1):
                return at
        return 0

    def quotation_at(self, index: int) -> Quotation | None:
        """Return the outermost quotation that opens in the gap before a word."""
        words = self.words
        start = words.ends[index - 1] if index else 0
        if index >= len(words):
            return None
        if index and words.starts[index] - start == 1 and words.text[start] == " ":
            return None
        at = bisect_left(self.outer_starts, start)
        if at < len(self.outer) and self.outer_starts[at] < words.starts[index]:
            return self.outer[at]
        return None

    def is_quoted(self, position: int) -> bool:
        """Tell whether a position lies within a quotation that is closed."""
        at = bisect_right(self.outer_starts, position) - 1
        return at >= 0 and self.outer[at].closed and position < self.outer[at].end

    def length(self, quotation: Quotation) -> int:
        """Return how many words a quotation holds."""
        start, end = quotation.inner
        return bisect_left(self.words.starts, end) - bisect_left(self.words.starts, start)

    def cue_follows(self, quotation: Quotation) -> bool:
        """Tell whether a quotation is followed by a word at which a statement may be found."""
        at = bisect_left(self.words.starts, quotation.end)
        return self.words.get(at) in cue_words()


def is_cue(word: str) -> bool:
    """Tell whether a statement can be found at a word."""
    return word in cue_words()


@cache
def cue_words() -> frozenset[str]:
    """Return every word at which a statement can be found."""
    return frozenset(speech.speech_verbs()) | speech.ATTRIBUTIONS | ARRIVALS | TURNS | {LIMIT}


def has_comma(gap: str) -> bool:
    """Tell whether a comma stands between two words."""
    return gap != " " and ("،" in gap or "," in gap)


@cache
def _stop() -> re.Pattern[str]:
    return re.compile("[.!?؟؛…]+")


def _stops(text: str) -> Iterator[int]:
    """Yield where sentences end: a stop behind two letters or more, and a blank or the end.

    A full stop between two Arabic words ends a sentence too: the blank was forgotten.
    """
    for match in _stop().finditer(text):
        start, end = match.span()
        before = text[max(0, start - 2) : start]
        if len(before) < 2 or before[0].isspace() or before[1].isspace():
            continue
        following = end
        while following < min(len(text), end + _CLOSED_WITHIN) and text[following] in _AFTER_A_STOP:
            following += 1
        if (
            following == len(text)
            or text[following].isspace()
            or (
                match[0] == "."
                and all("\u0621" <= letter <= "\u064a" for letter in before + text[end])
            )
        ):
            yield start


def _outermost(quotations: list[Quotation]) -> list[Quotation]:
    """Return the quotations that stand in no closed one, in order and apart.

    One that is not closed gives way to those behind it: it has no end of its own.
    """
    found: list[Quotation] = []
    end = 0
    for quotation in quotations:
        if quotation.start < end:
            continue
        found.append(quotation)
        if quotation.closed:
            end = quotation.end
    return found


def _unit(words: Words, mention: Mention) -> Unit | None:
    """Return the words a mention covers."""
    offsets = words.folded.offsets
    start = bisect_left(offsets, mention.span.start - words.base)
    end = bisect_left(offsets, mention.span.end - words.base)
    first = bisect_right(words.starts, start) - 1
    if first < 0 or words.ends[first] <= start:
        first += 1
    last = bisect_left(words.starts, end)
    if not first < last:
        return None
    proclitic = words.words[first][: max(0, start - words.starts[first])]
    return Unit(mention, first, last, proclitic)
