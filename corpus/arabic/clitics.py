"""Proclitics: the one-letter words that Arabic writes onto the next one.

Conjunctions (و ف) stand before prepositions (ب ل ك), and both before the article. Only the
spelling is known here, so every way to cut a word is offered and the caller's word list decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

CONJUNCTIONS: Final = "وف"
PREPOSITIONS: Final = "بلك"
ARTICLE: Final = "ال"
PROCLITICS: Final = CONJUNCTIONS + PREPOSITIONS
_SHORTEST = 2
_REMEMBERED: Final = 1 << 13
"""How many words' cuts are kept: the words of a few articles."""
_LONGEST_REMEMBERED: Final = 32
"""The most letters of a word whose cuts are kept; longer ones are no words of any language."""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """One way to cut a word into proclitics and the rest."""

    stripped: int
    """How many letters of the word stand outside the rest."""
    stem: str
    """The rest as it is written without proclitics: its article is whole again."""


def segmentations(word: str) -> tuple[Segmentation, ...]:
    """Return the ways to cut a folded word, the whole word first, then the fewest letters.

    The article stays with the rest. After ل its alef is not written («للجيش» is ل + «الجيش»), and
    before a word that begins with ل one lam is dropped too («للجنة» is ل + «اللجنة»); the rest is
    then longer than what is left of the word. The future prefix س joins verbs only and is no
    proclitic of a name.

    Args:
        word: One word in lookup form, see `corpus.arabic.folding.fold_text`.
    """
    return _cuts(word) if len(word) <= _LONGEST_REMEMBERED else _cuts.__wrapped__(word)


@lru_cache(_REMEMBERED)
def _cuts(word: str) -> tuple[Segmentation, ...]:
    whole = Segmentation(0, word)
    if len(word) <= _SHORTEST or word[0] not in PROCLITICS:
        return (whole,)
    if word[0] in PREPOSITIONS:
        found = _without_preposition(word, 0)
    else:
        found = [Segmentation(1, word[1:]), *_without_preposition(word, 1)]
    return (whole, *(cut for cut in found if len(cut.stem) >= _SHORTEST))


def _without_preposition(word: str, start: int) -> list[Segmentation]:
    """Cut the preposition at ``start``, if one stands there."""
    if len(word) <= start + 1 or word[start] not in PREPOSITIONS:
        return []
    stem = word[start + 1 :]
    found = [Segmentation(start + 1, stem)]
    if word[start] == "ل" and stem[0] == "ل" and len(stem) > _SHORTEST:
        found.append(Segmentation(start + 1, "ا" + stem))
        found.append(Segmentation(start + 1, ARTICLE + stem))
    return found


def surfaces(stem: str) -> tuple[str, ...]:
    """Return every folded word that `segmentations` can cut so that ``stem`` is the rest."""
    after_lam = ["ل" + stem]
    if stem.startswith(ARTICLE):
        after_lam.append("ل" + stem[1:])
        if stem[2:3] == "ل" and len(stem) - 2 > _SHORTEST:
            after_lam.append("ل" + stem[2:])
    prepositions = [*after_lam, "ب" + stem, "ك" + stem]
    joined = [letter + word for letter in CONJUNCTIONS for word in (stem, *prepositions)]
    return (stem, *prepositions, *joined)
