"""Forms with several senses: which entity is meant, by date, by the words near, by the article.

A form is decided by a year or date that stands with it, the publication day where only one sense
was possible then, the words within 200 code points, its paragraph, the publication day's
preference, and what else the article names, in this order. What stays open means nobody, and says
between whom.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from corpus.arabic.clitics import ARTICLE, CONJUNCTIONS, PREPOSITIONS
from corpus.arabic.folding import fold_text
from corpus.entities.gazetteer import QUOTES, Candidate, Named
from corpus.entities.words import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.entities.dates import DateMatch
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

    def decide(self, chosen: Sequence[Candidate]) -> list[Named]:
        """Say whom each candidate means; what is open at first, on what the others tell."""
        named = [self._alone(candidate) for candidate in chosen]
        known = {name.slugs[0] for name in named if len(name.slugs) == 1}
        return [name if len(name.slugs) == 1 else self._by_others(name, known) for name in named]

    def by_surroundings(self, candidate: Candidate) -> Named | None:
        """Decide by a date that stands with the form, or by the words around it."""
        deciders = self._possible(candidate)
        if not deciders:
            return None
        words = self.paragraphs[candidate.paragraph]
        alias = candidate.entries[0].why
        stated = _by_stated_date(deciders, candidate, words, self.dates[candidate.paragraph])
        if stated is not None:
            return Named(candidate, (stated.sense.entity,), f"{alias}; by the date beside it")
        around = words.text[max(candidate.start - WINDOW, 0) : candidate.end + WINDOW]
        decided = _by_words(deciders, around)
        where = "near"
        if decided is None:
            decided = self._by_paragraph(candidate.paragraph, deciders)
            where = "in the paragraph"
        if decided is None:
            return None
        return Named(candidate, (decided[0],), f"{alias}; by «{decided[1]}» {where}")

    def _by_paragraph(self, number: int, deciders: Sequence[Deciders]) -> tuple[str, str] | None:
        """Decide by the words of a whole paragraph, which is read once for each set of senses."""
        key = (number, frozenset(decider.sense.entity for decider in deciders))
        if key not in self.by_paragraph:
            self.by_paragraph[key] = _by_words(deciders, self.paragraphs[number].text)
        return self.by_paragraph[key]

    def _possible(self, candidate: Candidate) -> list[Deciders]:
        """Return the senses a form can have on the publication day."""
        meant = frozenset(candidate.slugs)
        group = self.senses.get(meant)
        if group is None:
            # Some of the form's entities were ruled out before.
            group = next((found for slugs, found in self.senses.items() if meant < slugs), ())
        return [
            decider
            for decider in group
            if decider.sense.entity in meant and decider.sense.standing_on(self.day) != "excluded"
        ]

    def _alone(self, candidate: Candidate) -> Named:
        """Decide without the rest of the article; the result keeps the senses still possible."""
        alias = candidate.entries[0].why
        if len(candidate.slugs) == 1:
            return Named(candidate, candidate.slugs, alias)
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
            return Named(
                candidate, (preferred[0].sense.entity,), f"{alias}; by the publication day"
            )
        return Named(candidate, tuple(decider.sense.entity for decider in deciders), alias)

    def _by_others(self, named: Named, known: set[str]) -> Named:
        """Decide by what else the article names, or leave it open and say between whom."""
        mentioned = [slug for slug in named.slugs if slug in known]
        if len(mentioned) == 1:
            why = f"{named.why}; the article names it elsewhere"
            return replace(named, slugs=(mentioned[0],), why=why)
        when = "" if self.day else ", the publication day unknown"
        why = f"{named.why}; undecided between {' and '.join(named.slugs)}{when}"
        return replace(named, slugs=(), why=why)


def _by_stated_date(
    deciders: list[Deciders], candidate: Candidate, words: Words, dates: Sequence[DateMatch]
) -> Deciders | None:
    """Decide by «لعام 2018» after the form, or by the agreement's own date right after it."""
    year = stated_year(candidate, words)
    if year is not None:
        stated = year[0]
    else:
        at = bisect_left(dates, candidate.end, key=lambda match: match.start)
        following = dates[at] if at < len(dates) else None
        if following is None or following.start - candidate.end > _DATE_BESIDE:
            return None
        stated = following.value or ""
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
