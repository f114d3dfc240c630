"""Names: which of the forms in an article are mentions, and of whom.

One order of precedence holds for all types:

1. A form that its surroundings rule out (`corpus.entities.names.context`) is no candidate.
2. An agreement's name holds what begins inside it; else the longer form wins over the shorter one
   it overlaps, whatever their types; of two as long, the type that `EntityType` lists first.
3. A weak form counts where the article has a strong form of the same entity, where the word
   before supports it, where it is joined by و to a strong form of its type, or where a date or
   words near decide between its senses.
4. A form with several senses is decided as `corpus.entities.names.senses` says.
5. What is left may be the end of a full name (`corpus.entities.names.surnames`), or an agreement
   that is described or taken up (`corpus.entities.agreements`).
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType, Mention, MentionKind, Span
from corpus.entities.agreements import make_agreement_finder, of_cities
from corpus.entities.names import context
from corpus.entities.names.senses import Deciders, Judge, deciders_of, stated_year
from corpus.entities.names.surnames import find_surnames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.entities.agreements import AgreementFinder
    from corpus.entities.dates.find import DateMatch
    from corpus.entities.names.gazetteer import Candidate, Entry, Gazetteer, Named
    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase

_RANK: Final = {type_: rank for rank, type_ in enumerate(EntityType)}
_BESIDE: Final = 3
"""How far apart a description and the name it describes may stand, in code points."""
_CAPITAL: Final = "العاصمه"
_AGREEMENT: Final = "اتفاق"
_GENERIC_HEADS: Final = frozenset(
    {"وكاله", "محافظه", "مدينه", "بلده", "قريه", "صحيفه", "قناه", "منطقه", "ولايه", "جريده", "ريف"}
    | {_CAPITAL, "مجله", "سلطنه", "دوله"}
)
_SURROUNDINGS: Final = "ومحيطها"
_OPENING: Final = "“«‹„‘‛("
_CLOSING: Final = "”»›’)"
_MARKS: Final = frozenset(_OPENING + '"')


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds the names in articles; made once for a knowledge base."""

    gazetteer: Gazetteer
    senses: Mapping[frozenset[str], tuple[Deciders, ...]]
    agreements: AgreementFinder
    cities: Mapping[str, tuple[Entry, ...]]
    """What «اتفاق» with the name of a city means, where it was made in that city."""

    def find(
        self,
        paragraphs: Sequence[Words],
        dates: Sequence[Sequence[DateMatch]],
        day: str | None,
    ) -> list[Named]:
        """Return the names of an article in order; none overlap.

        Args:
            paragraphs: The article's paragraphs as words.
            dates: The dates of each paragraph, in order.
            day: ISO day of publication, None when it is not known.
        """
        judge = Judge(self.senses, paragraphs, dates, day)
        candidates = [
            candidate
            for number, words in enumerate(paragraphs)
            for candidate in self.gazetteer.candidates(number, words)
            if not context.is_false_friend(candidate, words, self.gazetteer)
            and judge.can_be_meant(candidate)
        ]
        chosen = of_cities(_admit(candidates, paragraphs, judge), paragraphs, self.cities)
        named = judge.decide(list(chosen))
        named = _without_bare_capitals(named, paragraphs, self.gazetteer)
        named += find_surnames(named, paragraphs, self.gazetteer)
        named.sort(key=_place_of)
        named += self.agreements.find(named, paragraphs, dates, day)
        return sorted(named, key=_place_of)


def make_finder(base: KnowledgeBase, gazetteer: Gazetteer) -> NameFinder:
    """Prepare a base's forms and senses for look-up."""
    agreements = make_agreement_finder(base)
    cities: dict[str, tuple[Entry, ...]] = {}
    for word in gazetteer.single_places:
        named = gazetteer.meaning((_AGREEMENT, word))
        if not named:
            continue
        slugs = {entry.slug for entry in gazetteer.meaning((word,))}
        made_there = tuple(entry for entry in named if agreements.made_at.get(entry.slug) in slugs)
        if made_there:
            cities[word] = made_there
    return NameFinder(gazetteer, deciders_of(base), agreements, cities)


_START: Final = attrgetter("paragraph", "start")


_place_of: Final = attrgetter("candidate.paragraph", "candidate.start")


def _longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Choose candidates that do not overlap, the longest first. Returns them in order.

    Takes time linear in the candidates' total length, but for the sorting.
    """
    chosen: list[Candidate] = []
    cluster: list[Candidate] = []
    paragraph = end = -1
    for candidate in sorted(_outside_agreements(list(candidates)), key=_START):
        if candidate.paragraph != paragraph or candidate.start >= end:
            chosen += _longest_of(cluster) if len(cluster) > 1 else cluster
            cluster = [candidate]
            paragraph, end = candidate.paragraph, candidate.end
            continue
        cluster.append(candidate)
        end = max(end, candidate.end)
    chosen += _longest_of(cluster)
    return chosen


def _longest_of(cluster: list[Candidate]) -> list[Candidate]:
    """Choose from candidates in order of which each overlaps one before it."""
    if len(cluster) < 2:
        return cluster
    chosen = []
    base = cluster[0].start
    taken = bytearray(max([candidate.end for candidate in cluster]) - base)
    for candidate in sorted(
        cluster, key=lambda c: (c.start - c.end, _RANK[c.entries[0].type], -len(c.entries))
    ):
        start, end = candidate.start - base, candidate.end - base
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            chosen.append(candidate)
    return sorted(chosen, key=_START)


def _outside_agreements(candidates: list[Candidate]) -> Iterable[Candidate]:
    """Leave out what begins inside an agreement's name and runs on behind it."""
    until: dict[tuple[int, int], int] = {}
    for agreement in candidates:
        if agreement.entries[0].type is EntityType.AGREEMENT:
            for at in range(agreement.first + 1, agreement.last):
                key = (agreement.paragraph, at)
                until[key] = max(until.get(key, 0), agreement.last)
    if not until:
        return candidates
    return [
        candidate
        for candidate in candidates
        if until.get((candidate.paragraph, candidate.first), candidate.last) >= candidate.last
        or candidate.entries[0].type is EntityType.AGREEMENT
    ]


def _admit(
    candidates: list[Candidate], paragraphs: Sequence[Words], judge: Judge
) -> list[Candidate]:
    """Choose the candidates that are mentions, weak ones where something supports them."""
    strong = []
    weak = []
    for candidate in candidates:
        if not _has_weak(candidate):
            strong.append(candidate)
            continue
        weak.append(candidate)
        if (kept := _without_weak(candidate)) is not None:
            strong.append(kept)
    chosen = _longest(strong)
    if not weak:
        return chosen
    known = {slugs[0] for candidate in chosen if len(slugs := candidate.slugs) == 1}
    ends = {(c.paragraph, c.last): c.entries[0].type for c in chosen}
    admitted = False
    for candidate in weak:
        supported = _supported(candidate, paragraphs[candidate.paragraph], ends)
        if not supported and len(candidate.slugs) > 1:
            supported = judge.by_surroundings(candidate) is not None
        entries = tuple(
            entry
            for entry in candidate.entries
            if not entry.weak or supported or entry.slug in known
        )
        if any(entry.weak for entry in entries):
            strong.append(candidate._replace(entries=entries))
            admitted = True
    return _longest(strong) if admitted else chosen


def _has_weak(candidate: Candidate) -> bool:
    entries = candidate.entries
    return entries[0].weak if len(entries) == 1 else any(entry.weak for entry in entries)


def _without_weak(candidate: Candidate) -> Candidate | None:
    """Return a candidate with its strong entries only, None if it has none."""
    entries = tuple(entry for entry in candidate.entries if not entry.weak)
    return candidate._replace(entries=entries) if entries else None


def _supported(
    candidate: Candidate, words: Words, ends: Mapping[tuple[int, int], EntityType]
) -> bool:
    """Tell whether a title, a generic word or a strong neighbour supports a weak form."""
    if context.is_supported(candidate, words):
        return True
    first = words.words[candidate.first]
    joined = candidate.stripped == 1 and first[0] == "و" and words.gap(candidate.first - 1) == " "
    return joined and ends.get((candidate.paragraph, candidate.first)) is candidate.type


def _without_bare_capitals(
    named: list[Named], paragraphs: Sequence[Words], gazetteer: Gazetteer
) -> list[Named]:
    """Leave out «العاصمة الإيرانية» before «طهران»; alone it describes the city."""
    kept = []
    for at, name in enumerate(named):
        candidate = name.candidate
        words = paragraphs[candidate.paragraph]
        if (
            words.words[candidate.last - 1] not in gazetteer.nationalities
            or words.words[candidate.first][candidate.stripped :] != _CAPITAL
            or candidate.type is not EntityType.PLACE
        ):
            kept.append(name)
            continue
        following = named[at + 1] if at + 1 < len(named) else None
        beside = following is not None and (
            following.candidate.paragraph == candidate.paragraph
            and following.candidate.start - candidate.end <= _BESIDE
            and following.slugs == name.slugs
        )
        if not beside:
            kept.append(name._replace(kind=MentionKind.NOMINAL))
    return kept


def mention_of(named: Named, words: Words, gazetteer: Gazetteer) -> Mention:
    """Return the mention for a name, with the exact stretch of the article it covers."""
    candidate = _trimmed(named, words, gazetteer)
    end = candidate.end
    type_ = candidate.entries[0].type
    if type_ is EntityType.AGREEMENT:
        year = stated_year(candidate, words)
        end = year[1] if year else end
    start, end = _with_closing_quote(
        *words.folded.bounds(candidate.start, end), words.folded.source
    )
    return Mention(
        Span(words.base + start, words.base + end),
        type_,
        named.kind,
        named.slugs,
        named.why,
        certainty=named.certainty,
        candidates=named.candidates,
    )


def _trimmed(named: Named, words: Words, gazetteer: Gazetteer) -> Candidate:
    """Leave out «وكالة» or «محافظة» before a name and a nationality after it."""
    candidate = named.candidate
    type_ = candidate.entries[0].type
    if (type_ is not EntityType.PLACE and type_ is not EntityType.ORG) or len(named.slugs) != 1:
        return candidate
    slug = named.slugs[0]
    tail = words.words[candidate.last - 1]
    if tail in gazetteer.nationalities or tail == _SURROUNDINGS:
        candidate = _shortened(
            candidate, candidate.first, candidate.last - 1, words, gazetteer, slug
        )
    head = words.words[candidate.first][candidate.stripped :]
    if head not in _GENERIC_HEADS:
        return candidate
    behind = candidate.first + (2 if head == _CAPITAL else 1)
    for first in (behind, candidate.first + 1):
        shorter = _shortened(candidate, first, candidate.last, words, gazetteer, slug)
        if shorter is not candidate:
            return shorter
    return candidate


def _shortened(
    candidate: Candidate, first: int, last: int, words: Words, gazetteer: Gazetteer, slug: str
) -> Candidate:
    """Return a candidate cut to some of its words if these mean the same, else the candidate."""
    if first >= last:
        return candidate
    start = candidate.start if first == candidate.first else words.starts[first]
    stripped = candidate.stripped if first == candidate.first else 0
    end = words.ends[last - 1]
    entries = gazetteer.lookup(words.text[start:end])
    if not any(entry.slug == slug and not entry.weak for entry in entries):
        return candidate
    return candidate._replace(first=first, last=last, start=start, end=end, stripped=stripped)


def _with_closing_quote(start: int, last: int, text: str) -> tuple[int, int]:
    """Take in the quote that closes one opened inside a stretch of text."""
    inside = text[start:last]
    if _MARKS.isdisjoint(inside):
        return start, last
    opened = sum(inside.count(quote) for quote in _OPENING)
    closed = sum(inside.count(quote) for quote in _CLOSING)
    straight = inside.count('"') % 2 == 1
    if opened <= closed and not straight:
        return start, last
    end = last + (text[last : last + 1] in (" ", "\xa0"))
    following = text[end : end + 1]
    closes = following == '"' if straight else following != "" and following in _CLOSING + '"'
    return start, end + 1 if closes else last
