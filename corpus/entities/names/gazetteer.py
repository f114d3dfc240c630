"""Every form the knowledge base has, laid out so that a text is matched in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from corpus.arabic.clitics import ARTICLE, segmentations
from corpus.arabic.folding import fold_text
from corpus.article import EntityType, MentionKind
from corpus.entities.names import spellings
from corpus.entities.words import Mark, canonical, cut_words, marked, remembered
from corpus.knowledge.base import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from corpus.article import Certainty
    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase

QUOTES: Final = "\"'“”„‟«»‹›‘’‚‛`´"

_GAP_LIMIT: Final = 4
_AGREEMENT_HEADS: Final = ("اتفاق", "اتفاقيه", "اتفاقات", "اتفاقيات")
_DUAL_HEADS: Final = ("اتفاقا", "اتفاقي", "اتفاقيتا", "اتفاقيتي")
"""«اتفاقا سوتشي وأستانا»; before «في» the first of them is an indefinite accusative."""
_HEAD_AND_CITY: Final = 2
_DEFINITE_HEADS: Final = ("الاتفاق", "الاتفاقيه", "الاتفاقات", "الاتفاقيات")
_OFFICIAL_HEADS: Final = frozenset({"مذكره", "بروتوكول"})
_ABOUT: Final = frozenset({"بشان", "حول", "بخصوص", "حيال", "في"})
_SAME_WORD: Final = {
    "تخفيف": "خفض",
    "تخفيض": "خفض",
    "وقف": "خفض",
    "عدم": "خفض",
    "التوتر": "التصعيد",
}
"""Words that the press exchanges freely in names: «منطقة تخفيف التوتر» for «خفض التصعيد»."""
_SHORTEST_PART: Final = 4
_SHORTEST_GLUED: Final = 2 * _SHORTEST_PART + 1
_LONGEST_GLUED: Final = 32
"""The fewest letters of a name, and of two names, in a word without a blank."""
_FATHER: Final = ("ابو", "ابي", "ابا")


_ALL_HEADS: Final = (*_AGREEMENT_HEADS, *_DEFINITE_HEADS, *_DUAL_HEADS)
_FAMILIES: Final = dict.fromkeys(_FATHER, _FATHER) | dict.fromkeys(_ALL_HEADS, _ALL_HEADS)
"""First words that variants put one for the other (`_variants`)."""


class Entry(NamedTuple):
    """One form of one entity."""

    slug: str
    type: EntityType
    text: str
    """The form as the base writes it."""
    weak: bool = False
    short: bool = False
    respelt: bool = False
    """The text has another spelling of it, which only rules bring here."""

    @property
    def why(self) -> str:
        """What to say about a mention this form gives."""
        if not self.short and not self.respelt:
            return f"name: alias «{self.text}»"
        of = "a spelling of " if self.respelt else ""
        if not self.short:
            return f"name: {of}alias «{self.text}»"
        kind = "surname" if self.type is EntityType.PERSON else "short form"
        return f"name: {of}alias «{self.text}» ({kind})"


class Candidate(NamedTuple):
    """A stretch of a paragraph that reads like a form; rules decide whether it is a mention."""

    paragraph: int
    first: int
    """Index of its first word."""
    last: int
    """Index after its last word."""
    start: int
    """Position in the folded paragraph, proclitics left out."""
    end: int
    entries: tuple[Entry, ...]
    stripped: int = 0
    """How many proclitic letters stand before it in its first word."""

    @property
    def type(self) -> EntityType:
        """The type of what it names; the first one's where there are several."""
        return self.entries[0].type

    @property
    def slugs(self) -> tuple[str, ...]:
        """The entities it can mean."""
        if len(self.entries) == 1:
            return (self.entries[0].slug,)
        return tuple(dict.fromkeys([entry.slug for entry in self.entries]))

    @property
    def word_count(self) -> int:
        """How many words it has."""
        return self.last - self.first

    @property
    def length(self) -> int:
        """How many code points of the folded paragraph it covers."""
        return self.end - self.start


# A node of the trie maps a word to the next node; what ends at a node stands under "".
_Node = dict[str, Any]
_Listed = dict[tuple[str, ...], dict[str, Entry]]


class Named(NamedTuple):
    """A candidate that was decided: whom it means and why."""

    candidate: Candidate
    slugs: tuple[str, ...]
    why: str
    kind: MentionKind = MentionKind.NAME
    certainty: Certainty = "sure"
    candidates: tuple[str, ...] = ()
    """Everything it could be, the likeliest first, where that is more than one entity."""


class _Respelling(NamedTuple):
    """A word read as another spelling of a name's first word."""

    node: _Node
    stripped: int
    stem: str
    known: str


class _Start(NamedTuple):
    """What can begin with a word."""

    nodes: tuple[tuple[_Node, int], ...]
    """Where it leads from the root, with how many proclitic letters before."""
    respellings: tuple[_Respelling, ...]
    glued: tuple[tuple[Entry, ...], tuple[Entry, ...], int] | None
    """What the names mean that it is without a blank between, and where the second begins."""


class _Roots:
    """The nodes that forms begin at; each is laid out when it is asked for first."""

    __slots__ = ("_entries", "_forms", "_nodes")

    def __init__(self, listed: _Listed) -> None:
        self._nodes: dict[str, _Node | None] = {}
        self._forms: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for order, words in enumerate(listed):
            self._forms.setdefault(words[0], []).append((order, words))
        self._entries = listed

    def get(self, word: str) -> _Node | None:
        """Return the node of a first word, None where no form begins with it."""
        if word in self._nodes:
            return self._nodes[word]
        family = _FAMILIES.get(word)
        if family is None and word not in self._forms:
            return None
        self._lay_out(family or (word,))
        return self._nodes[word]

    def _lay_out(self, family: Sequence[str]) -> None:
        """Plant the forms that begin with some words, and then the variants of these."""
        forms = sorted(form for word in family for form in self._forms.get(word, ()))
        root: _Node = {}
        entries = [tuple(self._entries[words].values()) for _, words in forms]
        for (_, words), found in zip(forms, entries, strict=True):
            _plant(root, words, found)
        for (_, words), found in zip(forms, entries, strict=True):
            for variant in _variants(words, found[0].type):
                _plant(root, variant, found)
        for word in family:
            self._nodes[word] = root.get(word)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The forms of a knowledge base as a trie of words."""

    _root: _Roots
    first_names: frozenset[str]
    """The first words of people's full names."""
    single_places: frozenset[str]
    """Places of one word."""
    nationalities: frozenset[str]
    """Nationality words, definite and feminine, as they stand after a place."""
    _vocabulary: frozenset[str]
    """Every word of every form."""
    _sounds: Mapping[str, str]
    """Words of foreign names by their sounds."""
    _start_of: Callable[[str], _Start | None]
    """What can begin with a word, None where nothing can."""

    def begins(self, word: str) -> bool:
        """Tell whether a form can begin with a word."""
        return self._start_of(word) is not None

    def candidates(self, paragraph: int, words: Words) -> Iterator[Candidate]:
        """Yield every form in a paragraph, also those that overlap. Linear in its length."""
        for index in marked(words, Mark.NAME, self.begins):
            word = words.words[index]
            begun = self._start_of(word)
            if begun is None:
                continue
            found = False
            for node, stripped in begun.nodes:
                start = words.starts[index] + stripped
                if "" not in node:
                    if not self._continues(node, words, index + 1):
                        continue
                elif len(node) == 1:
                    found = True
                    yield Candidate(
                        paragraph, index, index + 1, start, words.ends[index], node[""], stripped
                    )
                    continue
                for last, entries in self._walk(node, words, index):
                    found = True
                    yield Candidate(
                        paragraph, index, last, start, words.ends[last - 1], entries, stripped
                    )
            if found:
                continue
            if begun.respellings:
                yield from self._respelt(paragraph, words, index, begun.respellings)
            if begun.glued is not None:
                left, right, at = begun.glued
                start, end = words.starts[index], words.ends[index]
                yield Candidate(paragraph, index, index + 1, start, start + at - 1, left)
                yield Candidate(paragraph, index, index + 1, start + at, end, right, at)

    def _continues(self, node: _Node, words: Words, index: int) -> bool:
        """Tell quickly whether the word at an index may lead on from a node."""
        if index >= len(words.words):
            return False
        word = words.words[index]
        if word in node or word in _SAME_WORD:
            return True
        return word not in self._vocabulary and not spellings.has_one_spelling(word)

    def _walk(
        self, node: _Node, words: Words, index: int
    ) -> Iterator[tuple[int, tuple[Entry, ...]]]:
        """Yield every form that continues from a node: the index after it and what it means."""
        at = index + 1
        respelt = False
        while True:
            if "" in node:
                entries: tuple[Entry, ...] = node[""]
                yield at, _as_respelt(entries) if respelt else entries
            if at >= len(words.words):
                return
            gap = words.gaps[at - 1]
            bracketed = gap == " (" and at == index + 1
            if gap != " " and not bracketed and not _binds(gap):
                return
            word = words.words[at]
            following = node.get(word)
            if word in _SAME_WORD and words.get(at + 1) not in (following or ()):
                following = node.get(_SAME_WORD[word], following)
            if (
                following is None
                and len(word) >= spellings.SHORTEST
                and word not in self._vocabulary
            ):
                following = node.get(self._sounds.get(spellings.sounds(word), " "))
                respelt = True
            if not following:
                return
            node = following
            at += 1

    def _respelt(
        self, paragraph: int, words: Words, index: int, respellings: Iterable[_Respelling]
    ) -> Iterator[Candidate]:
        """Yield the forms that begin with a word which is another spelling of their first word."""
        for node, stripped, stem, known in respellings:
            start = words.starts[index] + stripped
            for last, entries in self._walk(node, words, index):
                if last == index + 1 and not _is_spelling(stem, known, entries):
                    continue
                end = words.ends[last - 1]
                shown = _as_respelt(entries)
                yield Candidate(paragraph, index, last, start, end, shown, stripped)

    def lookup(self, text: str) -> tuple[Entry, ...]:
        """Return what a form means, spelt in any way that folds to the same."""
        return self.meaning(cut_words(canonical(fold_text(text))))

    def meaning(self, words: Iterable[str]) -> tuple[Entry, ...]:
        """Return what a form means by its words in lookup form."""
        node: _Node | None = None
        for word in words:
            node = self._root.get(word) if node is None else node.get(word)
            if node is None:
                return ()
        found: tuple[Entry, ...] = () if node is None else node.get("", ())
        return found


def compile_gazetteer(base: KnowledgeBase) -> Gazetteer:
    """Lay out the forms of a base, with the variants that follow from them by rule."""
    listed = _listed(base)
    for words in [words for words in listed if len(words) > 2]:
        _drop_located(listed, words)
    first_names: set[str] = set()
    places: set[str] = set()
    for words, entries in listed.items():
        if len(words) == 1:
            if any(entry.type is EntityType.PLACE for entry in entries.values()):
                places.add(words[0])
            continue
        first = next(iter(entries.values()))
        if first.type is EntityType.PERSON and not first.short:
            first_names.add(words[0])
    root = _Roots(listed)
    nationalities = {
        f"ال{canonical(fold_text(demonym))}ه"
        for place in base.of_class(Place)
        for demonym in place.demonyms
    }
    vocabulary = frozenset(word for words in listed for word in words)
    foreign = {entity.slug for entity in base.entities.values() if spellings.is_foreign(entity)}
    heard = spellings.by_sound(
        word
        for words, entries in listed.items()
        if not foreign.isdisjoint(entries)
        for word in words
    )
    return Gazetteer(
        root,
        frozenset(first_names),
        frozenset(places),
        frozenset(nationalities),
        vocabulary,
        heard,
        _make_start_of(root, vocabulary, heard),
    )


def _make_start_of(
    root: _Roots, vocabulary: frozenset[str], heard: Mapping[str, str]
) -> Callable[[str], _Start | None]:
    """Return the function that says what can begin with a word."""

    @remembered
    def start_of(word: str) -> _Start | None:
        nodes = tuple(
            (node, cut.stripped)
            for cut in segmentations(word)
            if (node := root.get(cut.stem)) is not None
        )
        respellings: tuple[_Respelling, ...] = ()
        glued = None
        if len(word) >= spellings.SHORTEST and word not in vocabulary:
            if not spellings.has_one_spelling(word):
                respellings = tuple(_respellings(word, root, vocabulary, heard))
            if _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED:
                glued = _glued(word, root)
        return _Start(nodes, respellings, glued) if nodes or respellings or glued else None

    return start_of


def _respellings(
    word: str, root: _Roots, vocabulary: frozenset[str], heard: Mapping[str, str]
) -> Iterator[_Respelling]:
    """Yield the words that a word no form has is another spelling of."""
    for cut in segmentations(word):
        stem = cut.stem
        if stem in vocabulary or spellings.has_one_spelling(stem):
            continue
        known = heard.get(spellings.sounds(stem))
        node = None if known is None else root.get(known)
        if known is not None and node is not None:
            yield _Respelling(node, cut.stripped, stem, known)


def _glued(word: str, root: _Roots) -> tuple[tuple[Entry, ...], tuple[Entry, ...], int] | None:
    """Read two names that a missing blank before و made one word: «موسكووأنقرة»."""
    at = word.find("و", _SHORTEST_PART)
    while 0 <= at < len(word) - _SHORTEST_PART:
        left = _strong(root.get(word[:at]) or {})
        right = _strong(root.get(word[at + 1 :]) or {})
        if left and right:
            return left, right, at + 1
        at = word.find("و", at + 1)
    return None


def _listed(base: KnowledgeBase) -> _Listed:
    """Return the forms of a base by their words; the strong reading of a form goes first."""
    forms = [(entity, form) for entity in base.entities.values() for form in entity.forms]
    # One call folds and cuts them all; a line end keeps them apart.
    lines = canonical(fold_text("\n".join(form.text.replace("\n", " ") for _, form in forms)))
    listed: _Listed = {}
    for (entity, form), line in zip(forms, lines.split("\n"), strict=True):
        words = tuple(cut_words(line))
        if not words:
            continue
        entries = listed.setdefault(words, {})
        weak = form.strength == "weak"
        if entity.slug not in entries or entries[entity.slug].weak > weak:
            entries[entity.slug] = Entry(entity.slug, entity.type, form.text, weak, form.short)
    return listed


def _plant(root: _Node, words: tuple[str, ...], entries: tuple[Entry, ...]) -> None:
    """Put a form into the trie unless one with the same words is there."""
    node = root
    for word in words:
        node = node.setdefault(word, {})
    node.setdefault("", entries)


def _drop_located(listed: _Listed, words: tuple[str, ...]) -> None:
    """Drop a form that only adds where or what about to a shorter form of the same entity.

    «منطقة خفض التصعيد في إدلب» names the zone and then Idlib. A form whose shorter one ends in a
    nationality stays: «الاتفاق الروسي التركي بشأن إدلب» is a name as a whole.
    """
    for slug, entry in list(listed[words].items()):
        if entry.type not in (EntityType.PLACE, EntityType.AGREEMENT):
            continue
        for at in range(1, len(words)):
            if words[at] not in _ABOUT and words[at][0] != "ب":
                continue
            shorter = listed.get(words[:at], {}).get(slug)
            if shorter and not shorter.weak and not _nisba(words[at - 1]):
                del listed[words][slug]
                break
    if not listed[words]:
        del listed[words]


def _variants(words: tuple[str, ...], type_: EntityType) -> Iterable[tuple[str, ...]]:
    """Return the forms that follow from one by rule."""
    if words[0] in _FATHER:
        return [(case, *words[1:]) for case in _FATHER if case != words[0]]
    if type_ is not EntityType.AGREEMENT:
        return ()
    return _agreement_variants(words)


def _agreement_variants(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Vary number and gender of the head, order of two nationalities, and the word for «about»."""
    found = {words}
    if len(words) > 4 and words[0] in _OFFICIAL_HEADS and "في" in words[3:]:
        # «مذكرة تثبيت الاستقرار» for «مذكرة تثبيت الاستقرار في منطقة خفض التصعيد».
        found.add(words[: words.index("في", 3)])
    for heads in (_AGREEMENT_HEADS, _DEFINITE_HEADS):
        if words[0] in heads:
            found |= {_with_head(words, head) for head in heads}
    if words[0] in _AGREEMENT_HEADS and len(words) == _HEAD_AND_CITY:
        found |= {(head, words[1]) for head in _DUAL_HEADS}
    if len(words) > 2 and words[1] != words[2] and _nisba(words[1]) and _nisba(words[2]):
        found |= {(form[0], form[2], form[1], *form[3:]) for form in found}
    if len(words) < 4 or _ABOUT.isdisjoint(words):
        return found - {words}
    for form in tuple(found):
        for at, word in enumerate(form[:-1]):
            if word in _ABOUT and at > 1:
                found |= {(*form[:at], other, *form[at + 1 :]) for other in _ABOUT}
                found.add((*form[:at], "ب" + form[at + 1], *form[at + 2 :]))
    return found - {words}


def _with_head(form: tuple[str, ...], head: str) -> tuple[str, ...]:
    """Put another head before a form; adjectives of a definite head agree with it."""
    if not head.startswith(ARTICLE):
        return (head, *form[1:])
    feminine = head.endswith(("ه", "ات"))
    rest = list(form[1:])
    for at, word in enumerate(rest):
        stem = word.removesuffix("ه")
        if not _nisba(stem):
            break
        rest[at] = stem + "ه" if feminine else stem
    return (head, *rest)


def _nisba(word: str) -> bool:
    """Tell whether a word looks like a definite adjective of relation, such as «الروسي»."""
    return word.startswith(ARTICLE) and word.removesuffix("ه").endswith("ي") and len(word) > 4


def _as_respelt(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry._replace(respelt=True) for entry in entries)


def _is_spelling(word: str, known: str, entries: tuple[Entry, ...]) -> bool:
    """Tell whether a word that stands alone is another spelling of a name."""
    person = any(entry.type is EntityType.PERSON for entry in entries)
    return not any(entry.weak for entry in entries) and spellings.is_near(
        word, known, person=person
    )


def _strong(node: _Node) -> tuple[Entry, ...]:
    """Return what ends at a node if nothing about it is weak."""
    entries: tuple[Entry, ...] = node.get("", ())
    return () if any(entry.weak for entry in entries) else entries


def _binds(gap: str) -> bool:
    """Tell whether two words with this between them can belong to one name."""
    return len(gap) <= _GAP_LIMIT and _binding().fullmatch(gap) is not None


@cache
def _binding() -> re.Pattern[str]:
    """Return the pattern of what may stand inside a name: blanks, quotes, one hyphen or stroke."""
    return re.compile(rf" *(?:[{re.escape(QUOTES)}] *){{0,2}}| ?[-/] ?|\.")
