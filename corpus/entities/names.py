"""Names: which of the forms in an article are mentions, and of whom.

One order of precedence holds for all types:

1. A form that its surroundings rule out (`corpus.entities.context`) is no candidate.
2. An agreement's name holds what begins inside it; else the longer form wins over the shorter one
   it overlaps, whatever their types; of two as long, the type that `EntityType` lists first.
3. A weak form counts where the article has a strong form of the same entity, where the word
   before supports it, where it is joined by و to a strong form of its type, or where a date or
   words near decide between its senses.
4. A form with several senses is decided as `corpus.entities.senses` says.
5. What is left may be the end of a full name (`corpus.entities.surnames`), or an agreement that
   is described or taken up (`corpus.entities.agreements`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType, Mention, MentionKind, Span
from corpus.entities import context
from corpus.entities.agreements import make_agreement_finder, of_cities
from corpus.entities.senses import Deciders, Judge, deciders_of, stated_year
from corpus.entities.surnames import find_surnames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.entities.agreements import AgreementFinder
    from corpus.entities.dates import DateMatch
    from corpus.entities.gazetteer import Candidate, Entry, Gazetteer, Named
    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase

_RANK: Final = {type_: rank for rank, type_ in enumerate(EntityType)}
_BESIDE: Final = 3
"""How far apart a description and the name it describes may stand, in code points."""
_CAPITAL: Final = "العاصمه"
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
        slugs = {entry.slug for entry in gazetteer.lookup(word)}
        made_there = tuple(
            entry
            for entry in gazetteer.lookup(f"اتفاق {word}")
            if agreements.made_at.get(entry.slug) in slugs
        )
        if made_there:
            cities[word] = made_there
    return NameFinder(gazetteer, deciders_of(base), agreements, cities)


def _place_of(name: Named) -> tuple[int, int]:
    return name.candidate.paragraph, name.candidate.start


def _longest(candidates: Iterable[Candidate], paragraphs: Sequence[Words]) -> list[Candidate]:
    """Choose candidates that do not overlap, the longest first. Returns them in order.

    Takes time linear in the candidates' total length, but for the sorting.
    """
    taken = [bytearray(len(words.text)) for words in paragraphs]
    chosen = []
    order = sorted(
        _outside_agreements(list(candidates)),
        key=lambda c: (-c.length, _RANK[c.type], -len(c.entries), c.paragraph, c.start),
    )
    for candidate in order:
        row = taken[candidate.paragraph]
        if any(row[candidate.start : candidate.end]):
            continue
        row[candidate.start : candidate.end] = b"\1" * candidate.length
        chosen.append(candidate)
    return sorted(chosen, key=lambda c: (c.paragraph, c.start))


def _outside_agreements(candidates: list[Candidate]) -> Iterator[Candidate]:
    """Leave out what begins inside an agreement's name and runs on behind it."""
    until: dict[tuple[int, int], int] = {}
    for agreement in candidates:
        if agreement.type is EntityType.AGREEMENT:
            for at in range(agreement.first + 1, agreement.last):
                key = (agreement.paragraph, at)
                until[key] = max(until.get(key, 0), agreement.last)
    for candidate in candidates:
        last = until.get((candidate.paragraph, candidate.first), candidate.last)
        if candidate.type is EntityType.AGREEMENT or last >= candidate.last:
            yield candidate


def _admit(
    candidates: list[Candidate], paragraphs: Sequence[Words], judge: Judge
) -> list[Candidate]:
    """Choose the candidates that are mentions, weak ones where something supports them."""
    strong = [kept for candidate in candidates if (kept := _without_weak(candidate))]
    chosen = _longest(strong, paragraphs)
    known = {candidate.slugs[0] for candidate in chosen if len(candidate.slugs) == 1}
    ends = {(c.paragraph, c.last): c.type for c in chosen}
    admitted = False
    for candidate in candidates:
        if not any(entry.weak for entry in candidate.entries):
            continue
        supported = _supported(candidate, paragraphs[candidate.paragraph], ends)
        if not supported and len(candidate.slugs) > 1:
            supported = judge.by_surroundings(candidate) is not None
        entries = tuple(
            entry
            for entry in candidate.entries
            if not entry.weak or supported or entry.slug in known
        )
        if any(entry.weak for entry in entries):
            strong.append(replace(candidate, entries=entries))
            admitted = True
    return _longest(strong, paragraphs) if admitted else chosen


def _without_weak(candidate: Candidate) -> Candidate | None:
    """Return a candidate with its strong entries only, None if it has none."""
    if not any(entry.weak for entry in candidate.entries):
        return candidate
    entries = tuple(entry for entry in candidate.entries if not entry.weak)
    return replace(candidate, entries=entries) if entries else None


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
        head = words.words[candidate.first][candidate.stripped :]
        tail = words.words[candidate.last - 1]
        if (
            candidate.type is not EntityType.PLACE
            or head != _CAPITAL
            or tail not in gazetteer.nationalities
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
            kept.append(replace(name, kind=MentionKind.NOMINAL))
    return kept


def mention_of(named: Named, words: Words, gazetteer: Gazetteer) -> Mention:
    """Return the mention for a name, with the exact stretch of the article it covers."""
    candidate = _trimmed(named, words, gazetteer)
    end = candidate.end
    if candidate.type is EntityType.AGREEMENT:
        year = stated_year(candidate, words)
        end = year[1] if year else end
    local = _with_closing_quote(words.folded.span(candidate.start, end), words.folded.source)
    span = Span(words.base + local.start, words.base + local.end)
    return Mention(
        span,
        candidate.type,
        named.kind,
        named.slugs,
        named.why,
        certainty=named.certainty,
        candidates=named.candidates,
    )


def _trimmed(named: Named, words: Words, gazetteer: Gazetteer) -> Candidate:
    """Leave out «وكالة» or «محافظة» before a name and a nationality after it."""
    candidate = named.candidate
    if candidate.type not in (EntityType.PLACE, EntityType.ORG) or len(named.slugs) != 1:
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
    return replace(candidate, first=first, last=last, start=start, end=end, stripped=stripped)


def _with_closing_quote(span: Span, text: str) -> Span:
    """Take in the quote that closes one opened inside the span."""
    inside = span.slice(text)
    if _MARKS.isdisjoint(inside):
        return span
    opened = sum(inside.count(quote) for quote in _OPENING)
    closed = sum(inside.count(quote) for quote in _CLOSING)
    straight = inside.count('"') % 2 == 1
    if opened <= closed and not straight:
        return span
    end = span.end + (text[span.end : span.end + 1] in (" ", "\xa0"))
    following = text[end : end + 1]
    closes = following == '"' if straight else following != "" and following in _CLOSING + '"'
    return Span(span.start, end + 1) if closes else span
