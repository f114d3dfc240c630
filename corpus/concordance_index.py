"""The words around the places of a concordance: sorting by them, counting them, filtering.

Kept as numbers, so that a hundred thousand lines are sorted and counted in memory while their
texts stay in the library.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from corpus.arabic.clitics import CONJUNCTIONS, segmentations
from corpus.arabic.folding import fold_text
from corpus.concordance import cleaned, paragraph_of, with_texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.article import Span
    from corpus.concordance import Place
    from corpus.library.occurrences import ArticleText
    from corpus.library.store import Library

REACH = 8
"""Words on either side that are counted and filtered by."""
_NEAR = 128
"""Code points they are looked for in: twice what they take as a rule."""
_REPORTED = 64
"""Lines after which it is said how many there are."""

_WIDTH = 2 * REACH + 3
"""Numbers kept of a line: the words before and after, keyword, source and day."""
_KEYWORD, _SOURCE, _DAY = 2 * REACH, 2 * REACH + 1, 2 * REACH + 2
_NOTHING = 0
"""The number of the word that is not there."""


class Column(StrEnum):
    """What lines are put in order by."""

    DATE = "date"
    R1 = "r1"
    R2 = "r2"
    R3 = "r3"
    L1 = "l1"
    L2 = "l2"
    L3 = "l3"
    KEYWORD = "keyword"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Order:
    """How lines are put in order; those that are alike stay in date order."""

    column: Column = Column.DATE
    is_reversed: bool = False
    without_proclitics: bool = False
    """Whether «والاتفاق» stands where «الاتفاق» does."""


@dataclass(frozen=True, slots=True)
class Count:
    """A word or form, and how many lines have it in some place."""

    text: str
    """As it is written most often; empty where nothing stands there."""
    lines: int


_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
_INVISIBLE = "\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"\w+(?:['’\-]\w+)*")


@cache
def _unwritten() -> re.Pattern[str]:
    """Return what two forms of one word may differ by: vowel marks, tatweel, invisible marks."""
    return re.compile(rf"[{_MARKS}{_INVISIBLE}ـ]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A keyword and the words around it, without vowel marks and tatweel."""

    before: list[str]
    """The nearest first; what is written onto the keyword is none of them."""
    keyword: str
    after: list[str]


def surroundings(text: str, paragraph: Span, keyword: Span) -> Surroundings:
    """Return the nearest words around a keyword in its paragraph, `REACH` on either side."""
    unwritten, word = _unwritten(), _word()
    first = max(paragraph.start, keyword.start - _NEAR)
    last = min(paragraph.end, keyword.end + _NEAR)
    left = unwritten.sub("", text[first : keyword.start])
    form = unwritten.sub("", keyword.slice(text))
    right = unwritten.sub("", text[keyword.end : last])
    before, after = word.findall(left), word.findall(right)
    if _touch(left[-1:], form[:1]):
        before = before[:-1]
    if _touch(form[-1:], right[:1]):
        after = after[1:]
    # A word that the piece of text begins or ends within is none.
    if before and first > paragraph.start and _touch(text[first - 1], left[:1]):
        before = before[1:]
    if after and last < paragraph.end and _touch(right[-1:], text[last]):
        after = after[:-1]
    return Surroundings(before[: -REACH - 1 : -1], cleaned(form), after[:REACH])


def _touch(last: str, first: str) -> bool:
    """Tell whether two neighbouring characters belong to one word."""
    return last.isalnum() and first.isalnum()


class Index:
    """The words around the places of a concordance, as numbers: about 80 bytes a line.

    Lines are known by their numbers, from 0, in the order they were added: date order.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": _NOTHING}
        self._rows = array("I")

    def __len__(self) -> int:
        return len(self._rows) // _WIDTH

    def add(self, place: Place, article: ArticleText | None) -> None:
        """Add the next line; one that is gone keeps its number and says nothing."""
        if article is None:
            self._rows.extend([_NOTHING] * _WIDTH)
            return
        near = surroundings(article.text, paragraph_of(article, place.span), place.span)
        before, after = near.before, near.after
        before += [""] * (REACH - len(before))
        after += [""] * (REACH - len(after))
        told = (*before, *after, near.keyword, article.source or "", article.day or "")
        numbers = self._numbers
        self._rows.extend([numbers.setdefault(word, len(numbers)) for word in told])

    def fill(self, library: Library, wanted: Iterable[Place]) -> Iterator[int]:
        """Add the lines of some places, and yield how many there are now and then."""
        for place, article in with_texts(library, wanted):
            self.add(place, article)
            if len(self) % _REPORTED == 0:
                yield len(self)
        yield len(self)

    def in_order(self, order: Order, rows: Sequence[int] | None = None) -> array[int]:
        """Return the numbers of lines in an order.

        Args:
            order: The order. Words that stand nowhere, as before the first of a paragraph, come
                last.
            rows: The lines, in date order; all by default.
        """
        chosen = array("I", range(len(self))) if rows is None else array("I", rows)
        if order.column is Column.DATE:
            return chosen[::-1] if order.is_reversed else chosen
        ranks = self._ranks(without_proclitics=order.without_proclitics)
        table = self._rows
        ordered = list(chosen)
        # Each round keeps the order of the one before among what is alike to it.
        for at in reversed(_positions(order.column)):
            keys = array("I", [ranks[number] for number in table[at::_WIDTH]])
            ordered.sort(key=keys.__getitem__, reverse=order.is_reversed)
        return array("I", ordered)

    def counts(self, column: Column, rows: Iterable[int] | None = None) -> tuple[Count, ...]:
        """Return what stands in a column and how often, the most frequent first.

        Spellings of one word count as one, under the most frequent of them; forms of the keyword
        are told apart, and days count by the year.
        """
        at, texts = _positions(column)[0], self._texts
        table = self._rows
        chosen = range(len(self)) if rows is None else rows
        by_number = Counter(table[row * _WIDTH + at] for row in chosen)
        grouped: dict[str, Counter[str]] = {}
        for number, found in by_number.items():
            text = texts[number][:4] if column is Column.DATE else texts[number]
            grouped.setdefault(_group(column, text), Counter())[text] += found
        counts = [Count(texts.most_common(1)[0][0], texts.total()) for texts in grouped.values()]
        return tuple(sorted(counts, key=lambda count: (-count.lines, _collation(count.text))))

    def having(
        self, column: Column, text: str, rows: Iterable[int] | None = None
    ) -> tuple[int, ...]:
        """Return the lines that `counts` counts for a text in a column, in the order given."""
        at = _positions(column)[0]
        wanted = _group(column, text)
        same = {
            number
            for number, word in enumerate(self._texts)
            if _group(column, word[:4] if column is Column.DATE else word) == wanted
        }
        table = self._rows
        chosen = range(len(self)) if rows is None else rows
        return tuple(row for row in chosen if table[row * _WIDTH + at] in same)

    def holding(self, text: str, rows: Iterable[int] | None = None) -> tuple[int, ...]:
        """Return the lines that hold every word of a text, in the order given.

        A word is looked for in the keyword, in the `REACH` words on either side, in the outlet and
        in the day, in lookup form, and may be a part of what stands there.
        """
        chosen = range(len(self)) if rows is None else rows
        folded = [fold_text(word) for word in self._texts]
        table = self._rows
        for wanted in fold_text(text).split():
            having = {number for number, word in enumerate(folded) if wanted in word}
            chosen = [
                row
                for row in chosen
                if not having.isdisjoint(table[row * _WIDTH : (row + 1) * _WIDTH])
            ]
        return tuple(chosen)

    @property
    def _texts(self) -> list[str]:
        return list(self._numbers)

    def _ranks(self, *, without_proclitics: bool) -> array[int]:
        """Return for every number of a word where the word comes in the order of all."""
        folded = [fold_text(word) for word in self._texts]
        if without_proclitics:
            known = set(folded)
            folded = [_bare(word, known) for word in folded]
        places = {word: rank for rank, word in enumerate(sorted(set(folded), key=_collation))}
        return array("I", [places[word] for word in folded])


def _positions(column: Column) -> tuple[int, ...]:
    """Return which numbers of a line it is put in order by; the first is the column's own."""
    if column is Column.KEYWORD:
        return (_KEYWORD, REACH)
    if column is Column.SOURCE:
        return (_SOURCE,)
    if column is Column.DATE:
        return (_DAY,)
    first = REACH if column.value[0] == "r" else 0
    nth = int(column.value[1])
    return tuple(range(first + nth - 1, first + max(3, nth)))


def _group(column: Column, text: str) -> str:
    return text if column in (Column.KEYWORD, Column.DATE) else fold_text(text)


def _collation(word: str) -> tuple[int, str]:
    """Return what words are sorted by: Arabic, then Latin, then numbers, then nothing."""
    if not word:
        return 3, ""
    if word[0].isdigit():
        return 2, word
    return int(word[0] < "\u0250"), fold_text(word)


def _bare(word: str, known: set[str]) -> str:
    """Return a folded word without its proclitics, where what is left is a word of the lines too.

    After ب ل ك two letters are not enough: «كان» is not «ك» and «أن».
    """
    for cut in segmentations(word)[1:]:
        is_long = len(cut.stem) > 2 or (cut.stripped == 1 and word[0] in CONJUNCTIONS)
        if is_long and cut.stem in known:
            return cut.stem
    return word
