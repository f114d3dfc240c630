"""Spellings: foreign names that a newsroom writes as it hears them.

Which letter stands for a foreign sound varies by rule: غ, ج, ق or ك for g, ت or ط for t, س or ص for
s, and a vowel is written long or not at all. A word that no name of the knowledge base has, but
that differs from a word of a foreign name in such letters only, is read as that word. Names from
Arabic and Persian have one spelling, and one letter more is another name (حسن, حسين): they are left
out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.knowledge.base import Entity

SHORTEST: Final = 4
"""The fewest letters of a word that is read as another."""
LONGEST: Final = 16
_ONE_SPELLING: Final = frozenset(
    {"SY", "IR", "IQ", "LB", "JO", "SA", "QA", "AE", "KW", "BH", "OM", "YE", "EG", "LY", "TN", "DZ"}
    | {"MA", "SD", "SO", "MR", "PS", "AF", "PK"}
)
"""Countries whose people have names from Arabic or Persian."""
_ARABIC_ONLY: Final = "حعضظذصث"
_SOUNDS: Final = str.maketrans("غجقطصز", "كككتسس")


def is_foreign(entity: Entity) -> bool:
    """Tell whether an entity's names are foreign ones that newsrooms spell as they hear them."""
    if entity.type not in (EntityType.PERSON, EntityType.PLACE, EntityType.AGREEMENT):
        return False
    if entity.type is EntityType.PERSON:
        return entity.country is not None and entity.country not in _ONE_SPELLING
    return entity.type is EntityType.PLACE and entity.country not in _ONE_SPELLING


@lru_cache(1 << 13)
def has_one_spelling(word: str) -> bool:
    """Tell whether a word is too short, or has letters that foreign names are not written with."""
    return _foreign_word().fullmatch(word) is None


@cache
def _foreign_word() -> re.Pattern[str]:
    letters = f"[^{_ARABIC_ONLY}\\W\\d_]"
    return re.compile(rf"(?!ال|وال|بال|لل){letters}{{{SHORTEST},{LONGEST}}}")


def consonants(word: str) -> str:
    """Return a word without the vowels inside it, letters written twice once."""
    return _doubled().sub(r"\1", _inner_vowels().sub("", word))


@lru_cache(1 << 13)
def sounds(word: str) -> str:
    """Return a word's consonants, those that stand for one foreign sound brought together."""
    return consonants(_affricate().sub("ش", word).translate(_SOUNDS))


@cache
def _inner_vowels() -> re.Pattern[str]:
    return re.compile(r"(?<!\A)[اويىء]+")


@cache
def _doubled() -> re.Pattern[str]:
    return re.compile(r"(.)\1+")


@cache
def _affricate() -> re.Pattern[str]:
    return re.compile("تش|جش|دج|دز")


def by_sound(words: Iterable[str]) -> Mapping[str, str]:
    """Return words by their sounds; of several with the same sounds the first."""
    heard: dict[str, str] = {}
    for word in words:
        if not has_one_spelling(word):
            heard.setdefault(sounds(word), word)
    return heard
