"""Names for entities that the base does not know: slugs that stay, and Latin letters.

A slug is ``person/u-ghazy-wzny-3f2a``: ``u`` for unknown, the letters of the name's lookup form in
Latin ones, and four hexadecimal digits of its SHA-256, which keep apart what Latin letters do not
(ح and ه are both ``h``). It depends on nothing but the name: any article and any order of reading
gives the same slug.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from corpus.arabic.clitics import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.article import EntityType

UNKNOWN: Final = "u-"
"""How the second part of every slug begins that the base does not have."""

_LONGEST: Final = 48
_LETTERS: Final = {
    "ا": "a",
    "ب": "b",
    "ت": "t",
    "ث": "th",
    "ج": "j",
    "ح": "h",
    "خ": "kh",
    "د": "d",
    "ذ": "dh",
    "ر": "r",
    "ز": "z",
    "س": "s",
    "ش": "sh",
    "ص": "s",
    "ض": "d",
    "ط": "t",
    "ظ": "z",
    "ع": "a",
    "غ": "gh",
    "ف": "f",
    "ق": "q",
    "ك": "k",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ه": "h",
    "و": "w",
    "ي": "y",
}
_CONSONANTS: Final = frozenset("بتثجحخدذرزسشصضطظغفقكلمنه")
_USUAL: Final = {
    "محمد": "Mohammed",
    "احمد": "Ahmed",
    "محمود": "Mahmoud",
    "مصطفي": "Mustafa",
    "ابراهيم": "Ibrahim",
    "اسماعيل": "Ismail",
    "يوسف": "Youssef",
    "موسي": "Musa",
    "عيسي": "Issa",
    "عثمان": "Othman",
    "عمر": "Omar",
    "علي": "Ali",
    "حسن": "Hassan",
    "حسين": "Hussein",
    "خالد": "Khaled",
    "عبد": "Abd",
    "الله": "Allah",
    "الدين": "al-Din",
    "بن": "bin",
    "ابو": "Abu",
    "ام": "Umm",
    "ال": "Al",
    "سعيد": "Said",
    "صالح": "Saleh",
    "غسان": "Ghassan",
    "فيصل": "Faisal",
    "ناصر": "Nasser",
    "سلمان": "Salman",
    "سليمان": "Suleiman",
    "جون": "John",
    "جان": "Jean",
    "جورج": "George",
    "مايكل": "Michael",
    "ديفيد": "David",
    "مارتن": "Martin",
    "وزاره": "Ministry of",
    "حزب": "Party of",
    "حركه": "Movement of",
    "مجلس": "Council of",
    "هييه": "Authority of",
    "لجنه": "Committee of",
    "جامعه": "University of",
    "اتفاق": "Agreement of",
    "اتفاقيه": "Agreement of",
    "مطار": "Airport of",
    "ميناء": "Port of",
    "الجيش": "Army,",
    "الحكومه": "Government,",
}


def canonical_words(words: Sequence[str]) -> tuple[str, ...]:
    """Bring the spellings of one name together.

    Takes words in lookup form. The article goes from all but the word after «عبد», which is
    written with it as one word («عبدالله») as often as not.
    """
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "عبد":
            joined[-1] += word
        elif len(word) > 4 and word.startswith(ARTICLE) and joined:
            joined.append(word[2:])
        else:
            joined.append(word.removeprefix(ARTICLE) if len(word) > 4 else word)
    return tuple(joined)


@cache
def slug_of(type_: EntityType, words: tuple[str, ...]) -> str:
    """Return the slug of an unknown entity by the words of its name in lookup form."""
    canonical = canonical_words(words)
    latin = "-".join(filter(None, ("".join(map(_letter, word)) for word in canonical)))
    digest = sha256(" ".join(canonical).encode()).hexdigest()[:4]
    return f"{type_.prefix}/{UNKNOWN}{latin[:_LONGEST].strip('-')}-{digest}"


def latin_of(words: Sequence[str]) -> str:
    """Return a name in Latin letters, for a reader to recognise: vowels are guessed."""
    return " ".join(_USUAL.get(word) or _latin_word(word) for word in words)


def _letter(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else ""
    return _LETTERS.get(letter, "")


def _latin_word(word: str) -> str:
    article = "al-" if len(word) > 3 and word.startswith(ARTICLE) else ""
    stem = word[2:] if article else word
    out: list[str] = []
    for at, letter in enumerate(stem):
        before, after = stem[at - 1 : at] if at else "", stem[at + 1 : at + 2]
        if letter in "وي" and (not before or (after and after not in _CONSONANTS)):
            out.append("w" if letter == "و" else "y")
            continue
        if letter in "وي":
            out.append("u" if letter == "و" else "i")
            continue
        if letter == "ه" and not after and before:
            out.append("a")
            continue
        closed = letter in _CONSONANTS and before in _CONSONANTS and before
        if closed and (at == 1 or (at > 1 and stem[at - 2] in _CONSONANTS) or not after):
            out.append("a")
        out.append(_letter(letter))
    return article + "".join(out).capitalize()
