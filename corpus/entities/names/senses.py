"""Forms with several senses: which entity is meant, by date, by the words near, by the article.

A form is decided by a year or date that stands with it, the publication day where only one sense
was possible then, the words within 200 code points, its paragraph, the publication day's
preference, and what else the article names, in this order. What stays open means nobody, and says
between whom.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from corpus.arabic.clitics import ARTICLE, CONJUNCTIONS, PREPOSITIONS
from corpus.arabic.folding import fold_text
from corpus.article import EntityType
from corpus.entities.names.gazetteer import QUOTES, Candidate, Named
from corpus.entities.words import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.article import Certainty
    from corpus.entities.dates.find import DateMatch
    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase, Sense

WINDOW: Final = 200
"""How far on either side words decide between the senses of a form, in code points."""

_DATE_BESIDE: Final = 40
"""How far behind a form its date may begin, in code points."""
_LONGEST_PREFIX: Final = 4
_PREFIX_LETTERS: Final = CONJUNCTIONS + PREPOSITIONS + ARTICLE


@dataclass(frozen=True, slots=True)
class Deciders:
    """A sense with its deciding words in lookup form."""

    sense: Sense
    near: tuple[str, ...]
    date: str
    """When the agreement it names was made, ISO; empty for another entity."""


def deciders_of(base: KnowledgeBase) -> dict[frozenset[str], tuple[Deciders, ...]]:
    """Prepare the senses of a base's ambiguous forms for look-up by the entities they mean."""
    found: dict[frozenset[str], tuple[Deciders, ...]] = {}
    for group in dict.fromkeys(base.senses.values()):
        found[frozenset(sense.entity for sense in group)] = tuple(
            Deciders(
                sense,
                tuple(canonical(fold_text(word)) for word in sense.near),
                _date_of(base, sense.entity),
            )
            for sense in group
        )
    return found


def _date_of(base: KnowledgeBase, slug: str) -> str:
    date = getattr(base.entities.get(slug), "date", "")
    return date if isinstance(date, str) else ""


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides between the senses of ambiguous forms in one article."""

    senses: Mapping[frozenset[str], tuple[Deciders, ...]]
    paragraphs: Sequence[Words]
    dates: Sequence[Sequence[DateMatch]]
    day: str | None
    by_paragraph: dict[tuple[int, frozenset[str]], tuple[str, str] | None] = field(
        default_factory=dict
    )
    agreements: dict[int, list[Candidate]] = field(default_factory=dict)
    """The agreements named in each paragraph, in order."""

    def decide(self, chosen: Sequence[Candidate]) -> list[Named]:
        """Say whom each candidate means; what is open at first, on what the others tell."""
        for candidate in chosen:
            if candidate.entries[0].type is EntityType.AGREEMENT:
                self.agreements.setdefault(candidate.paragraph, []).append(candidate)
        named = [self._alone(candidate) for candidate in chosen]
        known = {name.slugs[0] for name in named if len(name.slugs) == 1}
        return [name if len(name.slugs) == 1 else self._by_others(name, known) for name in named]

    def can_be_meant(self, candidate: Candidate) -> bool:
        """Tell whether at least one sense of a form was possible on the publication day."""
        return (
            len(candidate.entries) == 1
            or len(candidate.slugs) == 1
            or not self._group(candidate)
            or bool(self._possible(candidate))
        )

    def by_surroundings(self, candidate: Candidate) -> Named | None:
        """Decide by a date that stands with the form, or by the words around it."""
        deciders = self._possible(candidate)
        if not deciders:
            return None
        words = self.paragraphs[candidate.paragraph]
        alias = candidate.entries[0].why
        dates = self._dates_beside(candidate)
        stated = _by_stated_date(deciders, candidate, words, dates)
        if stated is not None:
            return Named(candidate, (stated.sense.entity,), f"{alias}; by the date beside it")
        decided = _by_words(deciders, self._around(candidate, words))
        where = "near"
        if decided is None:
            decided = self._by_paragraph(candidate.paragraph, deciders)
            where = "in the paragraph"
        if decided is None:
            return None
        why = f"{alias}; by «{decided[1]}» {where}"
        return _likely(candidate, decided[0], why, deciders)

    def _dates_beside(self, candidate: Candidate) -> Sequence[DateMatch]:
        """Return the date right behind a form, unless it is that of another agreement."""
        dates = self.dates[candidate.paragraph]
        at = bisect_left(dates, candidate.end, key=lambda match: match.start)
        if at >= len(dates) or dates[at].start - candidate.end > _DATE_BESIDE:
            return ()
        named = self.agreements.get(candidate.paragraph, [])
        behind = bisect_left(named, candidate.end, key=lambda other: other.start)
        if behind < len(named) and named[behind].start < dates[at].start:
            return ()
        return dates[at : at + 1]

    def _around(self, candidate: Candidate, words: Words) -> str:
        """Return the words near a form, without the names of agreements it can be mistaken for.

        In «اتفاق سوتشي» the town says nothing about what «الاتفاق الروسي التركي» beside it means.
        """
        begin, end = max(candidate.start - WINDOW, 0), candidate.end + WINDOW
        pieces = []
        named = self.agreements.get(candidate.paragraph, [])
        first = bisect_left(named, begin, key=lambda other: other.start)
        behind = bisect_left(named, end, key=lambda other: other.start)
        for other in named[first:behind]:
            rival = other is not candidate and not set(other.slugs).isdisjoint(candidate.slugs)
            named_alike = (
                words.text[other.start : other.end] == words.text[candidate.start : candidate.end]
            )
            if rival and not named_alike and other.end <= end:
                pieces.append(words.text[begin : other.start])
                begin = other.end
        return " ".join((*pieces, words.text[begin:end]))

    def _by_paragraph(self, number: int, deciders: Sequence[Deciders]) -> tuple[str, str] | None:
        """Decide by the words of a whole paragraph, which is read once for each set of senses."""
        key = (number, frozenset(decider.sense.entity for decider in deciders))
        if key not in self.by_paragraph:
            self.by_paragraph[key] = _by_words(deciders, self._plain(number, key[1]))
        return self.by_paragraph[key]

    def _plain(self, number: int, rivals: frozenset[str]) -> str:
        """Return a paragraph without the names of agreements among some."""
        text = self.paragraphs[number].text
        pieces = []
        begin = 0
        for other in self.agreements.get(number, ()):
            if not rivals.isdisjoint(other.slugs):
                pieces.append(text[begin : other.start])
                begin = other.end
        return " ".join((*pieces, text[begin:]))

    def _group(self, candidate: Candidate) -> tuple[Deciders, ...]:
        """Return the senses of a form."""
        meant = frozenset(candidate.slugs)
        group = self.senses.get(meant)
        if group is None:
            # Some of the form's entities were ruled out before.
            group = next((found for slugs, found in self.senses.items() if meant < slugs), ())
        return group

    def _possible(self, candidate: Candidate) -> list[Deciders]:
        """Return the senses a form can have on the publication day."""
        meant = candidate.slugs
        return [
            decider
            for decider in self._group(candidate)
            if decider.sense.entity in meant and decider.sense.standing_on(self.day) != "excluded"
        ]

    def _alone(self, candidate: Candidate) -> Named:
        """Decide without the rest of the article; the result keeps the senses still possible."""
        alias = candidate.entries[0].why
        slugs = candidate.slugs
        if len(slugs) == 1:
            certainty: Certainty = "likely" if candidate.entries[0].respelt else "sure"
            return Named(candidate, slugs, alias, certainty=certainty)
        deciders = self._possible(candidate)
        if not deciders:
            return Named(candidate, candidate.slugs, alias)
        if len(deciders) == 1:
            return Named(candidate, (deciders[0].sense.entity,), f"{alias}; the only sense by then")
        judged = self.by_surroundings(candidate)
        if judged is not None:
            return judged
        preferred = [d for d in deciders if d.sense.standing_on(self.day) == "preferred"]
        if len(preferred) == 1:
            why = f"{alias}; by the publication day"
            return _likely(candidate, preferred[0].sense.entity, why, deciders)
        return Named(candidate, _by_likelihood(deciders, self.day), alias)

    def _by_others(self, named: Named, known: set[str]) -> Named:
        """Decide by what else the article names, or leave it open and say between whom."""
        mentioned = [slug for slug in named.slugs if slug in known]
        others = tuple(slug for slug in named.slugs if slug not in mentioned)
        if len(mentioned) == 1:
            why = f"{named.why}; the article names it elsewhere"
            return named._replace(
                slugs=(mentioned[0],),
                why=why,
                certainty="likely",
                candidates=(mentioned[0], *others),
            )
        when = "" if self.day else ", the publication day unknown"
        why = f"{named.why}; undecided between {' and '.join(named.slugs)}{when}"
        return named._replace(slugs=(), why=why, certainty="open", candidates=(*mentioned, *others))


def _likely(candidate: Candidate, slug: str, why: str, deciders: Sequence[Deciders]) -> Named:
    """Return what the context decided, with what else it could have been."""
    others = (decider.sense.entity for decider in deciders if decider.sense.entity != slug)
    return Named(candidate, (slug,), why, certainty="likely", candidates=(slug, *others))


def _by_likelihood(deciders: Sequence[Deciders], day: str | None) -> tuple[str, ...]:
    """Return the senses of a form, those of the publication day first."""
    order = {"preferred": 0, "open": 1, "excluded": 2}
    ranked = sorted(deciders, key=lambda decider: order[decider.sense.standing_on(day)])
    return tuple(decider.sense.entity for decider in ranked)


def _by_stated_date(
    deciders: list[Deciders], candidate: Candidate, words: Words, dates: Sequence[DateMatch]
) -> Deciders | None:
    """Decide by «لعام 2018» after the form, or by the agreement's own date right after it."""
    year = stated_year(candidate, words)
    if year is not None:
        stated = year[0]
    elif dates:
        stated = dates[0].value or ""
    else:
        return None
    matching = [decider for decider in deciders if stated and decider.date.startswith(stated)]
    return matching[0] if len(matching) == 1 else None


def _by_words(deciders: Sequence[Deciders], scope: str) -> tuple[str, str] | None:
    """Return the sense most of whose words stand in a text, if there is exactly one, and a word."""
    hits = [[word for word in decider.near if _stands_in(word, scope)] for decider in deciders]
    most = max(map(len, hits))
    best = [at for at, found in enumerate(hits) if len(found) == most]
    if not most or len(best) > 1:
        return None
    return deciders[best[0]].sense.entity, hits[best[0]][0]


def _stands_in(phrase: str, text: str) -> bool:
    """Tell whether a phrase stands in a folded text as words, proclitics and article allowed."""
    at = text.find(phrase)
    while at >= 0:
        before = text[max(at - _LONGEST_PREFIX - 1, 0) : at]
        prefix = before[len(before.rstrip(_PREFIX_LETTERS)) :]
        end = at + len(phrase)
        whole = not before[: len(before) - len(prefix)][-1:].isalnum()
        if whole and _is_prefix(prefix) and not text[end : end + 1].isalnum():
            return True
        at = text.find(phrase, end)
    return False


def _is_prefix(letters: str) -> bool:
    """Tell whether letters before a word are proclitics and the article."""
    rest = letters.lstrip(CONJUNCTIONS).lstrip(PREPOSITIONS)
    return len(letters) <= _LONGEST_PREFIX and rest in ("", ARTICLE)


def stated_year(candidate: Candidate, words: Words) -> tuple[str, int] | None:
    """Read «لعام 2018» right after an agreement; return the year and the position after it."""
    at = candidate.last
    if words.get(at) not in ("لعام", "لسنه") or words.gap(at - 1).strip(QUOTES) != " ":
        return None
    year = words.get(at + 1)
    if len(year) != 4 or not year.isdecimal() or words.gap(at) != " ":
        return None
    return year, words.ends[at + 1]
