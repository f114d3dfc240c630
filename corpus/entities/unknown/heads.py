"""What the rules share that read a head noun and the name behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType
from corpus.entities.unknown.words import is_arabic, is_definite, source_of
from corpus.entities.words import lexicon as word_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.entities.names.gazetteer import Named
    from corpus.entities.unknown.words import Lexicon
    from corpus.entities.words import Words

LONGEST: Final = 7
"""The most words a name may go on for."""
TIMES: Final = word_list(
    "اليوم امس الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد الاسبوع الشهر الليله"
)
_QUOTED: Final = 6
"""How many words a name in quotation marks may have."""
_LONG: Final = 6
_OPENING: Final = "\"“«'"
_CLOSING: Final = "\"”»'"


@dataclass(frozen=True, slots=True)
class Scene:
    """One paragraph with what is known to stand in it."""

    number: int
    words: Words
    known: Mapping[int, Named]
    """By the index of the first word."""
    within: frozenset[int]
    """Indices of all words of known names."""
    tells_ali: bool = False
    """«على» is spelt with ى here, so that «علي» is the name."""


@dataclass(frozen=True, slots=True)
class BodyFound:
    """An organisation, agreement or place found by rule."""

    type: EntityType
    first: int
    last: int
    stripped: int
    why: str
    is_resolution: bool = False
    """A resolution of the Security Council, whose last word is its number."""


@dataclass(frozen=True, slots=True)
class HeadReader:
    """What is around a head noun in one paragraph."""

    lexicon: Lexicon
    scene: Scene

    def is_place(self, at: int) -> bool:
        """Tell whether a known place begins at an index."""
        known = self.scene.known.get(at)
        return known is not None and known.candidate.type is EntityType.PLACE

    def known_end(self, at: int) -> int:
        """Return the index after the known name at an index, the index itself without one."""
        known = self.scene.known.get(at)
        return known.candidate.last if known else at

    def quoted(self, index: int) -> int | None:
        """Return the index after a short name in quotation marks behind a head."""
        words = self.scene.words
        gap = words.gap(index)
        if not gap.strip() or gap.strip()[0] not in _OPENING or len(gap) > 3:
            return None
        if index + 1 in self.scene.within:
            return None
        for at in range(index + 1, min(index + 1 + _QUOTED, len(words))):
            after = self.behind(at)
            if any(mark in after for mark in _CLOSING):
                return at + 1
            if after != " " and after != "-":
                return None
        return None

    def in_quotes(self, index: int) -> int | None:
        """Return the index after a head and a name that stand in quotation marks together."""
        words = self.scene.words
        before = words.gap(index - 1) if index else words.text[: words.starts[0]]
        if not before or before[-1] not in _OPENING:
            return None
        for at in range(index, min(index + _QUOTED, len(words))):
            after = self.behind(at)
            if any(mark in after for mark in _CLOSING):
                return at + 1 if at > index else None
            if after != " ":
                return None
        return None

    def behind(self, at: int) -> str:
        """Return what stands between a word and the next one, or the end of the paragraph."""
        words = self.scene.words
        return words.gap(at) if at < len(words) - 1 else words.text[words.ends[at] :] + "\n"

    def is_name(self, at: int) -> bool:
        """Tell whether a word can be a proper name: no ordinary word, nor formed like one."""
        words, lexicon = self.scene.words, self.lexicon
        if at >= len(words) or at in self.scene.within:
            return False
        word = words.words[at]
        if lexicon.looks_foreign(word):
            return True
        if not is_arabic(word) or len(word) < 3 or lexicon.is_ordinary(word):
            return False
        if word[0] in "وفبلك" and lexicon.is_ordinary(word[1:]):
            return False
        if word.startswith("لل"):
            return False
        if word.endswith("ي") or is_definite(word):
            return False
        short = word.endswith("ا") and len(word) < _LONG
        return short or not lexicon.looks_common(word, source_of(words, at))
