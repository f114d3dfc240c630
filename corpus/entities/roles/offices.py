"""Offices as the knowledge base has them: who held which and when, and whose country is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.arabic.folding import fold_text
from corpus.article import EntityType
from corpus.entities.roles import titles as read
from corpus.entities.roles.bodies import BodyReader, make_body_reader
from corpus.entities.roles.titles import PRESIDENT, TitleReader, title_of
from corpus.entities.words import canonical
from corpus.knowledge.base import Organisation, Person, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.entities.roles.titles import Title
    from corpus.knowledge.base import Entity, KnowledgeBase, Role

_KREMLIN: Final = ("المتحدث", "باسم", "الكرملين")
_STATE_OFFICES: Final = frozenset(
    {"الاركان", "الوزراء", "الخارجيه", "الدفاع", "الداخليه", "البرلمان", "الاستخبارات", "الامن"}
    | {"الشوري", "الدوما", "النواب"}
)
_CAPITALS: Final = frozenset(
    {"ankara", "moscow", "tehran", "damascus", "washington", "paris", "berlin", "london", "riyadh"}
    | {"cairo", "amman", "doha", "baghdad", "beirut"}
)
"""Capitals that act for their government."""
_LONGEST_DESCENT: Final = 4
"""How many steps lead from a capital to its country."""


@dataclass(frozen=True, slots=True)
class Offices:
    """What a knowledge base has of offices, their holders and the countries they are of."""

    reader: TitleReader
    bodies: BodyReader
    people: Mapping[str, Person]
    nationality_of: Mapping[str, str]
    """Nationality words by the slug of a person, body, country or capital."""
    country_of: Mapping[str, str]
    """Nationality words by the slug of any place."""
    posting_of: Mapping[str, str]
    """Nationality words of the country an envoy is sent to, by the envoy's slug."""
    title_of: Mapping[str, Title]
    """Titles in the form in which they are compared, by the Arabic of a role."""

    def as_written(self, title: Title) -> str:
        """Return a title as the base writes it; as it is compared, where no role is called so."""
        return next((ar for ar, read_ in self.title_of.items() if read_ == title), " ".join(title))


def make_offices(base: KnowledgeBase) -> Offices:
    """Prepare the titles of a base for look-up."""
    nationalities: dict[str, str] = {}
    countries: dict[str, str] = {}
    by_code: dict[str, str] = {}
    nationality_of: dict[str, str] = {}
    for place, masculine in _nationalities(base):
        nationalities[masculine] = nationalities[masculine + "ه"] = masculine
        by_code.setdefault(place.country or place.slug, masculine)
        nationality_of[place.slug] = masculine
        for form in place.forms:
            name = canonical(fold_text(form.text))
            if " " not in name and form.strength == "strong":
                countries[name] = masculine
    country_of = {
        place.slug: _country_of(place, base, nationality_of) for place in base.of_class(Place)
    }
    for key in _CAPITALS:
        slug = f"{EntityType.PLACE.prefix}/{key}"
        nationality_of[slug] = country_of.get(slug, "")
    for kind in (Person, Organisation):
        for entity in base.of_class(kind):
            if entity.country in by_code:
                nationality_of[entity.slug] = by_code[entity.country]
    holders: dict[Title, list[tuple[str, Role]]] = {}
    own_titles: dict[str, Title] = {}
    for person in base.of_class(Person):
        for role in person.roles:
            own_titles[role.ar] = title_of(role.ar, nationalities)
            for title in _titles_of(role, own_titles[role.ar], nationalities, countries):
                holders.setdefault(title, []).append((person.slug, role))
    reader = TitleReader(
        {title: tuple(found) for title, found in holders.items()},
        read.heads_of(holders),
        nationalities,
        countries,
        max(map(len, holders), default=0) + 4,
    )
    people = {person.slug: person for person in base.of_class(Person)}
    bodies = make_body_reader(base, nationalities)
    postings = dict(_postings(base, countries))
    return Offices(reader, bodies, people, nationality_of, country_of, postings, own_titles)


def _nationalities(base: KnowledgeBase) -> Iterator[tuple[Place, str]]:
    """Yield every country with its definite nationality word, if that is one word."""
    for place in base.of_class(Place):
        for demonym in place.demonyms:
            word = canonical(fold_text(demonym))
            if " " not in word:
                yield place, "ال" + word


def _postings(base: KnowledgeBase, countries: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield envoys with the nationality word of the country they are sent to."""
    for person in base.of_class(Person):
        for role in person.roles:
            posting = canonical(fold_text(role.ar.partition("إلى")[2])).split()[:1]
            if posting and posting[0] in countries:
                yield person.slug, countries[posting[0]]


def _country_of(place: Place, base: KnowledgeBase, nationality_of: Mapping[str, str]) -> str:
    """Return the nationality word of the country a place lies in, nothing where that is open."""
    state: Entity | None = place
    for _ in range(_LONGEST_DESCENT):
        if not isinstance(state, Place):
            return ""
        if state.kind == "country":
            return nationality_of.get(state.slug, "")
        state = base.entities.get(state.parent or "")
    return ""


def _titles_of(
    role: Role, title: Title, nationalities: Mapping[str, str], countries: Mapping[str, str]
) -> set[Title]:
    """Return a role's title and the shorter ones that mean the same."""
    if not title:
        return set()
    found = {title}
    if "الكرملين" in role.ar:
        found.add(_KREMLIN)
    if title[0] == "مندوب" and title[1] in countries and "جنيف" not in title:
        found |= {("المندوب", countries[title[1]]), ("المندوب", countries[title[1]], *title[2:])}
        found.add(title[:2])
    if title[0] in ("المبعوث", "الممثل"):
        found |= _envoy_titles(title, nationalities)
    if title[:1] == PRESIDENT and len(title) == 2:
        found.add(("رييس", "الجمهوريه", title[1]))
    if title[:2] == ("رييس", "الاركان") and len(title) == 3:
        found.add(("رييس", "اركان", "الجيش", title[2]))
    if title[-1] in countries:
        office = tuple(read.construct_office(word) for word in title[1:-1])
        bare = (title[0], *office) if office else PRESIDENT
        found.add((*bare, countries[title[-1]]))
    own = len(title) > 3 and title[-1] in nationalities
    if own and title[0] == "رييس" and title[1] not in _STATE_OFFICES:
        found.add(title[:-1])
    return found


def _envoy_titles(title: Title, nationalities: Mapping[str, str]) -> set[Title]:
    """Return an envoy's title without the place, and with the sender's nationality alone."""
    cut = title.index("الي") if "الي" in title else len(title)
    found = {title[:cut]}
    if title[1] == "للرييس" and cut == 3:
        found |= {("المبعوث", title[2]), ("المبعوث", title[2], *title[cut:])}
        found |= {("مبعوث", "الرييس", title[2]), ("مبعوث", "الرييس", title[2], *title[cut:])}
    if title[0] == "الممثل" and title[1] in nationalities:
        found |= {("المبعوث", *title[1:]), ("المبعوث", title[1])}
    return found
