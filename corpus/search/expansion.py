"""The forms in which a word stands in a text: proclitics before it, endings after it, plurals.

Arabic writes «و», «ف», «ب», «ل», «ك» and the article onto a word, and its endings too. A word asked
for is found in all of these, which are written out here; «روسي» is no form of «روسيا».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.search.words import TEH_MARBUTA, forms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BARE = ("", "و", "ف", "ب", "وب", "ل", "ول", "ك", "فب", "فل", "وك")
"""What may stand before a word without the article."""
_DEFINITE = ("ال", "وال", "فال", "بال", "وبال", "لل", "ولل", "كال", "فلل", "فبال", "وكال")
_PRONOUNS = ("ه", "ها", "هم", "هن", "هما", "نا", "ك", "كم")
_INSIDE = ("", "ال", "و", "وال", "ل", "لل", "ب", "بال")
"""What may stand before a word inside a phrase: «وقف لإطلاق النار», «وقف إطلاق نار»."""
_SHORTEST_STEM = 3
"""Fewer letters than these are not cut of an article."""
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]+\\Z")


@dataclass(frozen=True, slots=True)
class Forms:
    """What a word asked for looks like in a text, in lookup form."""

    whole: frozenset[str]
    """Words as they stand."""
    beginnings: tuple[str, ...] = ()
    """What words begin with."""

    def match(self, form: str) -> bool:
        """Tell whether a word of a text is one of these."""
        return form in self.whole or form.startswith(self.beginnings)


def literal(word: str) -> Forms:
    """Return a word as it stands, in any spelling."""
    return Forms(frozenset(_spellings(word)))


def beginning(word: str) -> Forms:
    """Return whatever begins with a word, proclitics before it."""
    return Forms(frozenset(), tuple(sorted(_heads(word))))


@lru_cache(1024)
def expanded(word: str, typed: str = "", *, name: bool = False) -> Forms:
    """Return a word in all its forms.

    Args:
        word: One word in lookup form (`corpus.search.words`).
        typed: The word as typed, where that tells more: «ألمانيا» has no article.
        name: It is a name, which takes no endings.
    """
    if not _ARABIC.match(word):
        whole = {head + word for head in (*_BARE, *_DEFINITE)}
        digits = any(letter.isdigit() for letter in word)
        long = len(word) > _SHORTEST_STEM and not digits
        return Forms(frozenset(whole), (word,) if long else ())
    stems = {word, *_without_article(word, typed)}
    others = {other for stem in stems for other in plurals().get(stem, ())}
    barred = frozenset(form for stem in stems for form in _barred(stem))
    found: set[str] = set()
    for stem in stems | others:
        found |= _forms_of_stem(stem, has_endings=not name)
    if typed.endswith("ئ") and not name:
        # «لاجئ» ends in a hamza, which folding writes as a ya.
        found |= {head + stem + "ا" for head in _BARE for stem in stems}
    return Forms(frozenset(found - barred))


@lru_cache(1024)
def in_phrase(word: str, typed: str = "", *, first: bool) -> Forms:
    """Return a word of a phrase: with and without the article, proclitics before it, no endings.

    Args:
        word: One word in lookup form.
        typed: The word as typed.
        first: It is the phrase's first word, before which any proclitic may stand.
    """
    heads = (*_BARE, *_DEFINITE) if first else _INSIDE
    stems = {word, *_without_article(word, typed)}
    spelt = {form for stem in stems for form in _spellings(stem)}
    found = {head + form for form in spelt for head in heads}
    found |= {"ل" + form for form in spelt if form.startswith("ل")}
    return Forms(frozenset(found))


def _barred(stem: str) -> Iterable[str]:
    for form in not_forms().get(stem, ()):
        for head in (*_BARE, *_DEFINITE):
            yield head + form


def _without_article(word: str, typed: str) -> tuple[str, ...]:
    if typed[:1] in ("أ", "إ", "آ") or not word.startswith("ال"):
        return ()
    return (word[2:],) if len(word) - 2 >= _SHORTEST_STEM else ()


def _heads(word: str) -> set[str]:
    found = {head + word for head in (*_BARE, *_DEFINITE)}
    if word.startswith("ال") and len(word) > _SHORTEST_STEM:
        found |= {word, *(head + word[2:] for head in (*_BARE, *_DEFINITE))}
    return found


def _forms_of_stem(stem: str, *, has_endings: bool) -> set[str]:
    bare, definite = _endings(stem) if has_endings else (_spellings(stem), _spellings(stem))
    found = {head + form for head in _BARE for form in bare}
    found |= {head + form for head in _DEFINITE for form in definite}
    # «ل» before the article before a lam is written with two lams only.
    found |= {
        head + form for head in ("ل", "ول", "فل") for form in definite if form.startswith("ل")
    }
    return found


def _endings(stem: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the forms without and with the article."""
    if stem.endswith(TEH_MARBUTA) and len(stem) > 2:
        return _feminine(stem[:-1])
    if stem.endswith("ه") and len(stem) > _SHORTEST_STEM:
        bare, definite = _feminine(stem[:-1])
        return (stem, *bare), (stem, *definite)
    if stem.endswith("ات") and len(stem) > 4:
        return (stem, *(stem + tail for tail in _PRONOUNS)), (stem,)
    if stem.endswith(("اء", "ا")):
        return _after_alef(stem)
    if stem.endswith("ي"):
        tails = ("", "ه", TEH_MARBUTA, "ين", "ون", "ان", "ات", "تين", "تان", "و")
        return tuple(stem + tail for tail in (*tails, "ها", "هم")), tuple(
            stem + tail for tail in tails
        )
    own = ("ا", "ان", "ين", "ون", "ات", "و", "ي")
    plural = tuple(f"ات{tail}" for tail in _PRONOUNS)
    both = tuple(f"{mark}{tail}" for mark in "اي" for tail in ("ها", "هم", "هما"))
    bare = tuple(stem + tail for tail in ("", *own, *_PRONOUNS, *plural, *both))
    return bare, tuple(stem + tail for tail in ("", "ان", "ين", "ون", "ات"))


def _after_alef(stem: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tails = ("", "ت", "تان", "تين")
    if not stem.endswith("اء"):
        return tuple(stem + tail for tail in ("", *_PRONOUNS)), (stem,)
    weak = tuple(
        stem[:-1] + seat + tail for seat in "وي" for tail in ("ه", "ها", "هم", "هما", "نا")
    )
    own = tuple(stem + tail for tail in ("", "ا", "ان", "ين", "ات", *_PRONOUNS))
    return (*own, *weak), tuple(stem + tail for tail in ("", *tails[2:], "ان", "ين", "ات"))


def _feminine(root: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ends = (TEH_MARBUTA, "ه", "تان", "تين", "ات")
    with_pronoun = tuple(f"{mark}{tail}" for mark in ("ت", "ات") for tail in _PRONOUNS)
    duals = ("تا", "تي", "تيها", "تيهما", "تاه", "تيه")
    bare = tuple(root + tail for tail in (*ends, *with_pronoun, *duals))
    return bare, tuple(root + tail for tail in ends)


def _spellings(word: str) -> tuple[str, ...]:
    if word.endswith(TEH_MARBUTA):
        return word, word[:-1] + "ه"
    if word.endswith("ه"):
        return word, word[:-1] + TEH_MARBUTA
    return (word,)


@cache
def plurals() -> Mapping[str, tuple[str, ...]]:
    """Return the broken plurals of words and the words of plurals, in lookup form."""
    return _data()[0]


@cache
def not_forms() -> Mapping[str, tuple[str, ...]]:
    """Return what looks like a form of a word but is another word."""
    return _data()[1]


@cache
def _data() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    import tomllib
    from pathlib import Path

    path = Path(__file__).with_name("plurals.toml")
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return _both_ways(document["plurals"]), {
        forms_of(word)[0]: tuple(forms_of(others)) for word, others in document["not"].items()
    }


def _both_ways(rows: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = {}
    for word, others in rows.items():
        group = {*forms_of(word), *forms_of(others)}
        for form in group:
            groups.setdefault(form, set()).update(group - {form})
    return {form: tuple(sorted(others)) for form, others in groups.items()}
