"""Surnames: after a person's full name the end of that name alone means that person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.arabic.clitics import segmentations, surfaces
from corpus.article import EntityType
from corpus.entities.names import context
from corpus.entities.names.gazetteer import Candidate, Named
from corpus.entities.words import where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.entities.names.gazetteer import Gazetteer
    from corpus.entities.words import Words

_SHORTEST: Final = 3
"""The fewest letters of a surname that is linked alone."""
_BEFORE_REST: Final = frozenset({"عبد", "بن", "ابن", "ابو", "ال", "دي", "فون", "دير", "لو"})
"""Words that belong to the one after them: «دي ميستورا»."""
_TOO_COMMON: Final = frozenset(
    {"علي", "الشيخ", "باشا", "الصالح", "غير", "نور", "السيد", "اليوم", "الحاج", "النمر", "الله"}
)

# The ends of full names, by their first word.
_Tails = dict[str, dict[tuple[str, ...], Named]]


def find_surnames(
    named: Sequence[Named], paragraphs: Sequence[Words], gazetteer: Gazetteer
) -> list[Named]:
    """Find the ends of full names that stand alone after the full name, in the article's order."""
    found: list[Named] = []
    tails: _Tails = {}
    stems = {
        word
        for name in named
        if name.candidate.last - name.candidate.first > 1 and _is_one_person(name)
        for word in paragraphs[name.candidate.paragraph].words[
            name.candidate.first + 1 : name.candidate.last
        ]
    }
    if not stems:
        return found
    beginnings = frozenset([word for stem in stems for word in surfaces(stem)])
    by_start = {(n.candidate.paragraph, n.candidate.first): n for n in named}
    starts: list[list[int]] = [[] for _ in paragraphs]
    for name in named:
        starts[name.candidate.paragraph].append(name.candidate.first)
    for number, words in enumerate(paragraphs):
        behind = 0
        for index in sorted({*starts[number], *where(words, beginnings)}):
            if index < behind:
                continue
            name_here = by_start.get((number, index))
            if name_here is not None:
                _remember(name_here, words, tails, gazetteer)
                behind = name_here.candidate.last
                continue
            surname = _surname_at(number, index, words, tails)
            if surname is None or not _stands_alone(surname.candidate, words, gazetteer, by_start):
                continue
            found.append(surname)
            behind = surname.candidate.last
    return found


def _is_one_person(name: Named) -> bool:
    return len(name.slugs) == 1 and name.candidate.entries[0].type is EntityType.PERSON


def _remember(name: Named, words: Words, tails: _Tails, gazetteer: Gazetteer) -> None:
    """Take note of the ends of a full name, by their first words."""
    candidate = name.candidate
    if candidate.last - candidate.first < 2 or not _is_one_person(name):
        return
    parts = words.words[candidate.first : candidate.last]
    for at in range(1, len(parts)):
        tail = parts[at:]
        if parts[at - 1] in _BEFORE_REST:
            continue
        if len(tail) == 1 and (
            len(tail[0]) < _SHORTEST or tail[0] in _TOO_COMMON or tail[0] in gazetteer.first_names
        ):
            continue
        tails.setdefault(tail[0], {})[tail] = name


def _surname_at(number: int, index: int, words: Words, tails: _Tails) -> Named | None:
    """Find the longest end of a name that begins at a word."""
    for cut in segmentations(words.words[index]):
        begun = tails.get(cut.stem)
        if begun is None:
            continue
        for tail in sorted(begun, key=len, reverse=True):
            last = index + len(tail)
            if words.words[index + 1 : last] != tail[1:]:
                continue
            if any(words.gap(at) != " " for at in range(index, last - 1)):
                continue
            full = begun[tail]
            start, end = words.starts[index] + cut.stripped, words.ends[last - 1]
            entry = full.candidate.entries[0]._replace(short=True)
            candidate = Candidate(number, index, last, start, end, (entry,), cut.stripped)
            why = f"name: «{words.surface(start, end)}» after the full name"
            return Named(candidate, full.slugs, why, certainty="likely")
    return None


def _stands_alone(
    candidate: Candidate,
    words: Words,
    gazetteer: Gazetteer,
    by_start: Mapping[tuple[int, int], Named],
) -> bool:
    """Tell whether no other name begins inside the end of a name and nothing rules it out."""
    inside = range(candidate.first + 1, candidate.last)
    if any((candidate.paragraph, at) in by_start for at in inside):
        return False
    return not context.is_false_friend(candidate, words, gazetteer)
