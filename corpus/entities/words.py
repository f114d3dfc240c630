"""A paragraph as the words the rules look at, in lookup form, with the way back to the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.arabic.folding import Folded, fold
from corpus.article import Span

if TYPE_CHECKING:
    from corpus.article import Article, Paragraph


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one paragraph.

    A word is a run of letters or a run of digits, so «إم4» is two words. Positions in ``starts``
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
        """Return what stands between a word and the next one, or a line end after the last."""
        if not 0 <= index < len(self.words) - 1:
            return "\n"
        return self.text[self.ends[index] : self.starts[index + 1]]

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


def cut_words(text: str) -> list[str]:
    """Return the words of a text."""
    return _word().findall(text)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"\d+|[^\W\d_]+")


def split(article: Article, paragraph: Paragraph) -> Words:
    """Fold a paragraph and cut it into words, in time linear in its length."""
    folded = fold(paragraph.span.slice(article.text))
    text = canonical(folded.text)
    matches = list(_word().finditer(text))
    return Words(
        folded,
        text,
        paragraph.span.start,
        tuple(match[0] for match in matches),
        tuple(match.start() for match in matches),
        tuple(match.end() for match in matches),
        headline=paragraph.role == "headline",
    )
