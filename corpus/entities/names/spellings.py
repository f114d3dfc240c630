"""Spellings: foreign names that a newsroom writes as it hears them.

Which letter stands for a foreign sound varies by rule: غ, ج, ق or ك for g, ت or ط for t, س or ص for
s, and a vowel is written long or not at all. A word that no name of the knowledge base has, but
that differs from a word of a foreign name in such letters only, is read as that word. Names from
Arabic and Persian have one spelling, and one letter more is another name (حسن, حسين): they are left
out.

Most words of a language have the consonants of some name («مراسل» those of «مارسيليا», «ملابس»
those of «مالباس»). Alone, a word is therefore another spelling only if it is near the name: it
ends in the same vowel, and differs from it in one place (two where the name is long).
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
_PRONOUN: Final = "ه"
_ONE_SPELLING: Final = frozenset(
    {"SY", "IR", "IQ", "LB", "JO", "SA", "QA", "AE", "KW", "BH", "OM", "YE", "EG", "LY", "TN", "DZ"}
    | {"MA", "SD", "SO", "MR", "PS", "AF", "PK"}
)
"""Countries whose people have names from Arabic or Persian."""
_FEWEST_CONSONANTS: Final = 4
_ENOUGH_CONSONANTS: Final = 5
_MANY_CONSONANTS: Final = 6
"""From here on two spellings of one name may differ in two places."""
_ARABIC_ONLY: Final = "حعضظذصث"
_VELARS: Final = "غجقك"
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


@lru_cache(1 << 10)
def is_near(word: str, known: str, *, person: bool) -> bool:
    """Tell whether a word, alone and with the sounds of a name, is another spelling of it.

    Of four consonants one vowel may be there in one of them only; in a person's name only the
    known spelling may have it, since one vowel more makes another surname («كورتيس», «كورتس»).
    A word that ends in ه is none: that is hardly ever a foreign name's, mostly a pronoun
    («أنكره», «أنقرة»).
    """
    if word[-1] == _PRONOUN:
        return False
    pairs = list(zip(_syllables(word), _syllables(known), strict=False))
    if len(pairs) < _FEWEST_CONSONANTS or pairs[-1][0][1] != pairs[-1][1][1]:
        return False
    places = sum((ours[0] != its[0]) + (ours[1] != its[1]) for ours, its in pairs)
    if len(pairs) >= _ENOUGH_CONSONANTS:
        velar = any(ours[0] != its[0] and ours[0] in _VELARS for ours, its in pairs)
        return places <= 1 + (velar or len(pairs) >= _MANY_CONSONANTS)
    if places > 1 or any(ours[0] != its[0] for ours, its in pairs):
        return False
    return all(
        ours[1] == its[1] or not ours[1] or (not its[1] and not person) for ours, its in pairs
    )


def _syllables(word: str) -> list[tuple[str, str]]:
    """Return the consonants of a word, each with the vowels after it, what is doubled once."""
    found: list[tuple[str, str]] = []
    for consonant, vowels in _syllable().findall(_affricate().sub("ش", word)):
        vowel = _doubled().sub(r"\1", vowels.replace("ء", ""))
        if len(found) > 1 and found[-1] == (consonant, ""):
            found.pop()
        found.append((consonant, vowel))
    return found


@cache
def _syllable() -> re.Pattern[str]:
    return re.compile(r"(.)([اويىء]*)")


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
