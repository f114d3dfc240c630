"""Roles: people an article means by their office and does not name there.

Who held the office on the publication day is meant; without that day, whoever of its holders the
article names; of an office the knowledge base does not know, whoever the article introduced by it.
«نظيره» is whoever holds, in the country it names, the office of the subject of its clause. A title
without nationality is one of the country that acted last. A title beside a name is part of how
that person is introduced and no mention. What stays open is shown with everybody it could be.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.arabic.clitics import surfaces
from corpus.article import EntityType, Mention, MentionKind
from corpus.entities.names.given import is_given_name
from corpus.entities.roles import bodies
from corpus.entities.roles import titles as read
from corpus.entities.roles.offices import Offices, make_offices
from corpus.entities.roles.scene import CLAUSE_WORDS, Scene
from corpus.entities.words import Mark, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.entities.names.gazetteer import Named
    from corpus.entities.roles.titles import RoleMatch
    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase

_BESIDE: Final = frozenset(" ،,:(")
_QUOTE_MARKS: Final = "\"“”«»'"
_STOPS: Final = frozenset(".!?؟؛;\n")
_DELEGATIONS: Final = frozenset(
    {"الجانب", "الوفد", "السلطات", "الحكومه", "الجيش", "القوات", "القياده", "الدبلوماسيه"}
)
"""Before a nationality they make it act."""


class _Page(NamedTuple):
    """The names of one paragraph by the index of a word."""

    people: dict[int, Named]
    """Where they begin."""
    ends: dict[int, Named]
    """People where they end."""
    others: dict[int, Named]
    """Bodies, places and agreements where they begin."""


@dataclass(frozen=True, slots=True)
class RoleFinder:
    """Finds people by their offices and bodies by ellipsis; made once for a knowledge base."""

    offices: Offices
    beginnings: frozenset[str]
    """Every word that a title or body can begin with, proclitics included."""
    notable: frozenset[str]
    """The same, and every word that says who acts."""

    def find(
        self, paragraphs: Sequence[Words], names: Sequence[Named], day: str | None
    ) -> list[Mention]:
        """Return the roles of an article in order, resolved as far as it settles them.

        Ministries named without their country («وزارة الدفاع») are among them.

        Args:
            paragraphs: The article's paragraphs as words.
            names: Its names, in order.
            day: ISO day of publication, None when it is not known.
        """
        pages = _by_paragraph(names, len(paragraphs))
        known = frozenset(
            [slug for page in pages for name in page.people.values() for slug in name.slugs]
        )
        country_of = self.offices.country_of
        places = Counter(
            [
                country
                for page in pages
                for name in page.others.values()
                for slug in name.slugs
                if (country := country_of.get(slug))
            ]
        )
        scene = Scene(self.offices, day, known, places)
        found: list[Mention] = []
        pairs: list[tuple[RoleMatch, Words]] = []
        for number, words in enumerate(paragraphs):
            page = pages[number]
            scene.begin_clause()
            scene.spoken_until = -1
            openings = _openings(words)
            notable = marked(words, Mark.ROLE, self.notable.__contains__)
            behind = 0
            for index in sorted({*openings, *page.people, *page.others, *notable}):
                if index < behind:
                    continue
                word = words.words[index]
                if word in CLAUSE_WORDS or index in openings:
                    scene.begin_clause()
                person = page.people.get(index)
                if person is not None:
                    scene.enter(person, words)
                    behind = scene.spoken_until = person.candidate.last
                    continue
                begins = word in self.beginnings
                match = self.offices.reader.match(number, words, index) if begins else None
                if match is None:
                    self._hear(words, index, page, scene, found)
                    continue
                behind = match.last
                before = page.ends.get(match.first)
                if before is not None and self._describes(match, words, before):
                    scene.describe(before, match, words)
                    continue
                after = next(
                    (at for at in read.places_of_name(match, words) if at in page.people), None
                )
                if after is not None and _introduces(words, page.people[after], after):
                    scene.introduce(match, words)
                    continue
                if _names_somebody(match, words):
                    continue
                mention = scene.resolve(match, words)
                if mention is not None:
                    scene.spoken_until = match.last
                    found.append(mention)
                elif not match.counterpart and read.is_pair(words.words[match.first]):
                    pairs.append((match, words))
        # A headline speaks of «الرئيسين» before the text says who they are.
        found += filter(None, (scene.pair(match, words, ahead=True) for match, words in pairs))
        return sorted(found, key=lambda mention: (mention.span.start, mention.span.end))

    def _hear(
        self, words: Words, index: int, page: _Page, scene: Scene, found: list[Mention]
    ) -> None:
        """Take note of a body or country that acts, and of a ministry without its country."""
        other = page.others.get(index)
        known = other is not None and not self._is_new(other)
        if not known and words.words[index] in self.beginnings:
            mention = self._body(words, index, scene, named=other is not None)
            if mention is not None:
                found.append(mention)
                return
        if other is not None:
            scene.act(other, words)
        elif words.words[index] in _DELEGATIONS:
            scene.hear(words, index)

    def _is_new(self, name: Named) -> bool:
        """Tell whether a body is one that the knowledge base does not know."""
        if name.candidate.entries[0].type is not EntityType.ORG:
            return False
        return self.offices.bodies.known.isdisjoint(name.slugs)

    def _describes(self, match: RoleMatch, words: Words, name: Named) -> bool:
        """Tell whether a title right after a name is that person's and no object of a verb.

        «استقبل بوتين نظيره التركي» and «التقى أردوغان الرئيس الروسي» speak of two people.
        """
        if match.counterpart or match.start != words.starts[match.first]:
            return False
        if not _beside(words.gap(match.first - 1)):
            return False
        own = {self.offices.nationality_of.get(slug, "") for slug in name.slugs} - {""}
        return not match.nationalities or not own or not own.isdisjoint(match.nationalities)

    def _body(self, words: Words, index: int, scene: Scene, *, named: bool) -> Mention | None:
        """Read a ministry without its country, and say whose it is: of the country that acted last.

        One of a country nobody here knows is left to the name it was given (``named``).
        """
        body = self.offices.bodies.match(words, index)
        if body is None:
            return None
        span = words.span(body.start, body.end)
        shown = f"«{words.surface(body.start, body.end)}»"
        actors = scene.actors_by_subject()
        if not actors:
            why = f"name: {shown}; the article names no country before it"
            return Mention(span, EntityType.ORG, MentionKind.NAME, (), why, certainty="open")
        slug = self.offices.bodies.slugs.get((body.name, actors[0].nationality))
        why = f"name: {shown} of the country of «{actors[0].shown}»"
        if slug is not None:
            return Mention(span, EntityType.ORG, MentionKind.NAME, (slug,), why, certainty="likely")
        if named:
            return None
        why = f"{why}; nothing is known of it"
        return Mention(span, EntityType.ORG, MentionKind.NAME, (), why, certainty="open")


def make_role_finder(base: KnowledgeBase) -> RoleFinder:
    """Prepare the titles of a base for look-up."""
    offices = make_offices(base)
    beginnings = frozenset(
        word
        for stem in read.beginnings(offices.reader.heads) | bodies.beginnings()
        for word in surfaces(stem)
    )
    return RoleFinder(offices, beginnings, beginnings | CLAUSE_WORDS | _DELEGATIONS)


def _by_paragraph(names: Sequence[Named], count: int) -> list[_Page]:
    pages = [_Page({}, {}, {}) for _ in range(count)]
    for name in names:
        candidate = name.candidate
        page = pages[candidate.paragraph]
        if candidate.entries[0].type is EntityType.PERSON:
            page.people[candidate.first] = name
            page.ends[candidate.last] = name
        else:
            page.others[candidate.first] = name
    return pages


def _openings(words: Words) -> set[int]:
    """Return the indices of the words that a stop stands before."""
    found = {
        at for at, gap in enumerate(words.gaps[:-1], 1) if gap != " " and not _STOPS.isdisjoint(gap)
    }
    if words.words and not _STOPS.isdisjoint(words.text[: words.starts[0]]):
        found.add(0)
    return found


def _names_somebody(match: RoleMatch, words: Words) -> bool:
    """Tell whether an unknown person's name stands right behind a title."""
    return any(
        is_given_name(words, at) and _beside(gap := words.gap(at - 1)) and "،" not in gap
        for at in read.places_of_name(match, words)
    )


def _introduces(words: Words, name: Named, at: int) -> bool:
    """Tell whether a title stands right before a name, no proclitic between."""
    return not name.candidate.stripped and _beside(words.gap(at - 1))


def _beside(gap: str) -> bool:
    return len(gap) <= 4 and set(gap) <= _BESIDE | set(_QUOTE_MARKS)
