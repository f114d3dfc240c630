"""What kind of word a word is, as far as its form tells: title, first name, ordinary word, foreign.

All words are in lookup form (`corpus.arabic.folding.fold_text`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.arabic.clitics import ARTICLE
from corpus.arabic.folding import fold_text
from corpus.entities.words import canonical, lexicon
from corpus.knowledge.base import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase

_DEFINITE: Final = 4
"""The fewest letters of a word with the article."""
_FOREIGN_LENGTH: Final = 5
_SHORTEST: Final = 3
"""The fewest letters of a first name that needs no title."""
_RESOLUTIONS: Final = frozenset({"القرار", "قرار", "قراره", "القرارين", "قراريه"})
_PROCLITICS: Final = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فل")
_LONG_VOWELS: Final = frozenset("اوي")
_ARABIC: Final = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويء")


SON: Final = "بن"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists in lookup form; made once for a knowledge base."""

    honorifics: frozenset[str]
    offices: frozenset[str]
    inside_titles: frozenset[str]
    former: frozenset[str]
    given: frozenset[str]
    given_weak: frozenset[str]
    faith: frozenset[str]
    binders: frozenset[str]
    closers: frozenset[str]
    waw: frozenset[str]
    """Surnames that begin with و."""
    foreign_ends: tuple[str, ...]
    speech: frozenset[str]
    verbs: frozenset[str]
    ordinary: frozenset[str]
    """Words that no name holds: particles, verbs with their forms, common nouns, titles, heads."""
    nationalities: frozenset[str]
    """Definite nationality words, masculine and feminine."""
    demonyms: frozenset[str]
    """The same without the article."""
    countries: frozenset[str]
    """Slugs of countries."""
    org_heads: frozenset[str]
    org_naming: frozenset[str]
    org_placed: frozenset[str]
    org_definite: frozenset[str]
    org_state: frozenset[str]
    org_links: frozenset[str]
    org_generic: frozenset[str]
    org_adjectives: frozenset[str]
    ministries: frozenset[str]
    agreement_heads: frozenset[str]
    agreement_definite: frozenset[str]
    agreement_matters: frozenset[str]
    agreement_adjectives: frozenset[str]
    place_heads: frozenset[str]
    place_whole: frozenset[str]
    place_careful: frozenset[str]
    place_compound: frozenset[str]
    place_generic: frozenset[str]
    heads: frozenset[str]
    """Every word by which an organisation, agreement or place can begin."""
    body_starts: Mapping[str, tuple[str, int]]
    """The same with proclitics: the word alone, and how many letters stand before it."""
    title_starts: Mapping[str, tuple[str, int]]
    """Words by which a title can begin, with proclitics likewise."""
    name_starts: Mapping[str, tuple[str, int]]
    """Words by which a name can begin that has no title, with proclitics likewise."""

    def begins_person(self, word: str) -> bool:
        """Tell whether a title or a name can begin with a word, or the word before it."""
        return word in self.title_starts or word in self.name_starts or word == SON

    def is_speech(self, word: str) -> bool:
        """Tell whether a word is a verb of speech, a letter written onto it allowed."""
        return word in self.speech or word[1:] in self.speech

    def is_given(self, word: str) -> bool:
        """Tell whether a word is a first name and nothing else."""
        return word in self.given or (len(word) > 5 and word.startswith("عبدال"))

    def may_be_given(self, word: str) -> bool:
        """Tell whether a word is a first name, if it may be another word too."""
        return word in self.given_weak or self.is_given(word)

    def is_ordinary(self, word: str) -> bool:
        """Tell whether a word is listed as one that no name holds, with or without the article."""
        if word in self.ordinary:
            return True
        if is_definite(word):
            return word[2:] in self.ordinary or word in self.nationalities
        return False

    def looks_foreign(self, word: str) -> bool:
        """Tell whether only a foreign name is spelt like this."""
        if len(word) < _FOREIGN_LENGTH or word in self.ordinary or is_definite(word):
            return False
        if word.endswith(("ات", "يه", "يين", "يون", "ها", "هم", "ته")) or _is_participle(word):
            return False
        if word[0] == "ت" and word[2] == "ا" and word[-1] == "ا":
            return False
        if _is_infinitive(word):
            return False
        if word[0] in "وفبلك" and (word[1:3] == ARTICLE or word[:2] == "لل"):
            return False
        if word[0] == "ت" and len(word) == _FOREIGN_LENGTH and word[3] == "ي":
            return False
        if word.endswith(self.foreign_ends) or "تش" in word[1:]:
            return word[0] != "م" or "تش" not in word
        return len(word) > _FOREIGN_LENGTH and sum(map(_LONG_VOWELS.__contains__, word)) > 2

    def looks_common(self, word: str, source: str) -> bool:
        """Tell whether an unlisted word has the form of a verb, an infinitive or an adjective."""
        if source.endswith(("ة", "ى", "اً", "ًا")) or word.endswith(("ات", "يين", "يون")):
            return True
        if word[0] in "يت" and len(word) > 3:
            return True
        if word.startswith(("سي", "ست", "است", "انت", "اجت", "احت", "اخت", "انع", "انس", "افت")):
            return True
        if word[0] in "وفبل" and (len(word) > 4 and word[1:] in self.ordinary):
            return True
        if word.endswith("ا") and len(word) > 3:
            return True
        return _is_participle(word) or _is_infinitive(word)


def is_definite(word: str) -> bool:
    """Tell whether a word bears the article."""
    return len(word) >= _DEFINITE and word.startswith(ARTICLE)


def is_arabic(word: str) -> bool:
    """Tell whether a word consists of Arabic letters, two or more."""
    return len(word) > 1 and _ARABIC.issuperset(word)


def source_of(words: Words, index: int) -> str:
    """Return a word as the article spells it."""
    return words.surface(words.starts[index], words.ends[index])


def _is_participle(word: str) -> bool:
    """Tell whether a word is formed like «مشاركين», «معروف», «مستقبلي»."""
    if word[0] != "م" or len(word) < _FOREIGN_LENGTH:
        return False
    return word.endswith(("ين", "ون", "ه")) or (len(word) == _FOREIGN_LENGTH and word[3] == "و")


def _is_infinitive(word: str) -> bool:
    """Tell whether a word is formed like «اغتيال», «انسحاب», «استقبال»."""
    if word[0] != "ا" or len(word) < _FOREIGN_LENGTH or word[-2] != "ا" or word[-1] == "ن":
        return False
    return word[2] == "ت" or word[1] == "ن" or word.startswith("است")


def make_lexicon(
    base: KnowledgeBase, patterns: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Lexicon:
    """Fold the word lists of ``patterns.toml`` and add the nationalities of the base."""
    folded = {
        section: {name: _fold(words) for name, words in lists.items()}
        for section, lists in patterns.items()
    }
    people, orgs = folded["people"], folded["organisations"]
    agreements, places, words = folded["agreements"], folded["places"], folded["words"]
    demonyms = _demonyms(base)
    verbs = frozenset(_conjugated(words["verbs"]))
    weak = people["given_weak"]
    given = people["given"] - weak - words["verbs"] - words["function"]
    heads = orgs["heads"] | orgs["definite_heads"] | agreements["heads"] | places["heads"]
    ordinary = (
        words["function"]
        | _with_feminine(words["common"])
        | verbs
        | people["honorifics"]
        | people["offices"]
    )
    ordinary |= people["former"] | heads | demonyms | orgs["generic"] | orgs["adjectives"]
    body_heads = heads | orgs["ministries"] | agreements["definite_heads"] | _RESOLUTIONS
    short = frozenset(word for word in given if len(word) < _SHORTEST)
    return Lexicon(
        honorifics=people["honorifics"],
        offices=people["offices"],
        inside_titles=people["inside_titles"],
        former=people["former"],
        given=given - short - people["binders"],
        given_weak=weak | short,
        faith=people["faith"],
        binders=people["binders"],
        closers=people["closers"],
        waw=people["waw"],
        foreign_ends=tuple(people["foreign"]),
        speech=frozenset(_conjugated(words["verbs"] & _SPEECH)),
        verbs=verbs,
        ordinary=ordinary - given,
        nationalities=frozenset(ARTICLE + word for word in demonyms),
        demonyms=demonyms,
        countries=frozenset(
            place.slug for place in base.of_class(Place) if place.kind == "country"
        ),
        org_heads=orgs["heads"],
        org_naming=orgs["naming"],
        org_placed=orgs["placed"],
        org_definite=orgs["definite_heads"],
        org_state=orgs["state"],
        org_links=orgs["links"],
        org_generic=orgs["generic"],
        org_adjectives=orgs["adjectives"],
        ministries=orgs["ministries"],
        agreement_heads=agreements["heads"],
        agreement_definite=agreements["definite_heads"],
        agreement_matters=agreements["matters"],
        agreement_adjectives=agreements["adjectives"],
        place_heads=places["heads"],
        place_whole=places["whole"],
        place_careful=places["careful"],
        place_compound=places["compound"],
        place_generic=places["generic"],
        heads=body_heads,
        body_starts=_with_proclitics(body_heads, ordinary),
        title_starts=_with_proclitics(people["honorifics"] | people["offices"], ordinary),
        name_starts=_with_proclitics(
            (given - short - people["binders"]) | weak | people["faith"] | {"عبد"}, ordinary
        ),
    )


_SPEECH: Final = lexicon(
    "قال اضاف اكد صرح اوضح ذكر اعلن اشار شدد دعا طالب حذر نفي كشف افاد اعتبر راي لفت نوه تابع اردف "
    "زعم رد علق تحدث التقي استقبل"
)


def _fold(words: Iterable[str]) -> frozenset[str]:
    return frozenset(canonical(fold_text("\n".join(words))).split("\n"))


def _with_feminine(words: frozenset[str]) -> frozenset[str]:
    return words | {f"{word}ه" for word in words if not word.endswith("ه")}


def _with_proclitics(words: frozenset[str], ordinary: frozenset[str]) -> dict[str, tuple[str, int]]:
    """Return words under every way to write them with proclitics, but for ordinary words."""
    starts: dict[str, tuple[str, int]] = {}
    for word in words:
        for proclitics in _PROCLITICS:
            starts[proclitics + word] = (word, len(proclitics))
        if word.startswith(ARTICLE):
            for proclitics in ("ل", "ول", "فل"):
                starts[proclitics + word[1:]] = (word, len(proclitics))
    for form in [form for form in starts if form in ordinary]:
        if starts[form][1]:
            del starts[form]
    starts.update((word, (word, 0)) for word in words)
    return starts


def _demonyms(base: KnowledgeBase) -> frozenset[str]:
    """Return every nationality word without article, masculine and feminine."""
    words = [demonym for place in base.of_class(Place) for demonym in place.demonyms]
    masculine = [word for word in _fold(words) if word] if words else []
    return frozenset((*masculine, *(f"{word}ه" for word in masculine)))


def _conjugated(verbs: Iterable[str]) -> Iterable[str]:
    """Yield the forms of verbs in the third person: past and, by prefix, some of the present."""
    for verb in verbs:
        yield from (verb, f"{verb}ت", f"{verb}وا", f"{verb}ا", f"{verb}ه", f"{verb}ها", f"{verb}تا")
        yield from (f"{verb}ته", f"{verb}تها", f"{verb}هم")
        if verb.endswith(("ي", "ا")):
            yield from (f"{verb[:-1]}ت", f"{verb[:-1]}وا", f"{verb[:-1]}اه", f"{verb[:-1]}اها")
        yield from (f"{prefix}{verb}" for prefix in ("ي", "ت", "سي", "ست", "ا"))
        if verb[0] == "ا":
            yield from (f"{prefix}{verb[1:]}" for prefix in ("ي", "ت", "سي", "ست"))
