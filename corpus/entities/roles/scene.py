"""The scene of an article: who has acted so far, and whom a title therefore means."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from corpus.arabic.clitics import ARTICLE, segmentations
from corpus.article import EntityType, Mention, MentionKind
from corpus.entities.names.given import is_given_name
from corpus.entities.roles import titles as read
from corpus.entities.roles.titles import PRESIDENT, SINGLE, RoleMatch
from corpus.entities.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.article import Certainty
    from corpus.entities.names.gazetteer import Named
    from corpus.entities.roles.offices import Offices
    from corpus.entities.roles.titles import Title
    from corpus.entities.words import Words
    from corpus.knowledge.base import Role

_PAIR: Final = 2
_REMEMBERED: Final = 24
"""How many actors back «نظيره» looks."""
CLAUSE_WORDS: Final = frozenset(
    {"ان", "انه", "انها", "انهما", "بان", "بانه", "بانها", "وان", "وانه", "وانها", "لان", "لكن"}
)
"""They begin a clause with a subject of its own."""
_AFTER_TITLE: Final = lexicon(
    """ان انه انها بان في من الي علي عن مع خلال بعد قبل اليوم امس غدا حول بشان عقب اثر ضمن حيث
    قد سوف لن لم لا ما هو هي هذا هذه ذلك كما اثناء بحضور برفقه الذي التي حين عندما وفق بحسب لدي
    امام بين حتي منذ ردا كان كانت يوم الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد نفسه
    ايضا مجددا قوله قال واضاف شدد اكد"""
)
"""Words that follow a title without a name."""


class _Actor(NamedTuple):
    """Somebody or something an article spoke of as acting."""

    bare: Title
    """The office without nationality; empty for a state or a body."""
    nationality: str
    clause: int
    shown: str
    """How the article put it."""
    slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whom a title means: one slug, or none and everybody it could be."""

    slug: str | None
    certainty: Certainty
    why: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class Scene:
    """Who has been mentioned so far in one article, the latest first."""

    offices: Offices
    day: str | None
    named: frozenset[str]
    places: Counter[str]
    """How many of the places named lie in a country, by its nationality word."""
    spoken_until: int = field(default=-1, init=False)
    """The index after the last person of the paragraph, by name or by title."""
    _clause: int = field(default=0, init=False)
    _actors: deque[_Actor] = field(default_factory=lambda: deque(maxlen=_REMEMBERED), init=False)
    _introduced: RoleMatch | None = field(default=None, init=False)
    _stated: dict[Title, str] = field(default_factory=dict, init=False)
    _offices: dict[str, tuple[Title, str]] = field(default_factory=dict, init=False)
    """The office without nationality, and the nationality, the article gave somebody."""
    _held: dict[str, tuple[Title, str]] = field(default_factory=dict, init=False)
    """The same as the base has it, of those who were named."""
    _pairing: list[_Actor] | None = field(default=None, init=False)
    """Who was named since «الرئيسان» introduced two people, while it is not both."""
    _pairs: dict[str, tuple[_Actor, _Actor]] = field(default_factory=dict, init=False)
    """The last two whom a dual introduced, by the first word of their office."""
    _first: dict[str, list[_Actor]] = field(default_factory=dict, init=False)
    """The first of each country to be spoken of, by the first word of the office."""

    def begin_clause(self) -> None:
        """Take note that a new clause begins: its first actor is its subject."""
        self._clause += 1

    def actors_by_subject(self) -> list[_Actor]:
        """Return who acted, the last clause first, inside a clause its subject first."""
        in_order = list(self._actors)[::-1]
        return sorted(in_order, key=lambda actor: -actor.clause)

    def introduce(self, match: RoleMatch, words: Words) -> None:
        """Take note of the title of whoever is named next."""
        self._introduced = match
        if read.is_pair(words.words[match.first]):
            self._pairing = []

    def describe(self, name: Named, match: RoleMatch, words: Words) -> None:
        """Take note of the title that stands beside a name."""
        if match.former or len(name.slugs) != 1:
            return
        slug = name.slugs[0]
        shown = words.surface(name.candidate.start, name.candidate.end)
        titles = match.titles or self._titles_of_bare(match)[:1]
        for title in titles[:1]:
            self._stated[title] = slug
        if titles and self._is_national(titles[0]):
            self._offices[slug] = titles[0][:-1], titles[0][-1]
            self._remember(titles[0][:-1], titles[0][-1], shown, (slug,))
        elif match.bare:
            nationality = self.offices.nationality_of.get(slug, "")
            self._stated[match.bare] = slug
            self._remember(match.bare, nationality, shown, (slug,))

    def enter(self, name: Named, words: Words) -> None:
        """Take note of a person who is named."""
        match, self._introduced = self._introduced, None
        if match is not None and not match.counterpart:
            self.describe(name, match, words)
            return
        shown = words.surface(name.candidate.start, name.candidate.end)
        for slug in name.slugs:
            bare, nationality = self._office_of(slug)
            if nationality:
                self._remember(bare, nationality, shown, (slug,))

    def _office_of(self, slug: str) -> tuple[Title, str]:
        """Return the office somebody holds, as the article stated it or the base has it."""
        if slug in self._offices:
            return self._offices[slug]
        if slug not in self._held:
            self._held[slug] = self._office_held(slug)
        return self._held[slug]

    def _office_held(self, slug: str) -> tuple[Title, str]:
        """Return the office the base has for somebody on the day of publication."""
        person = self.offices.people.get(slug)
        if person is None:
            return (), ""
        roles = person.roles_on(self.day) if self.day else person.roles
        for role in roles:
            title = self.offices.title_of.get(role.ar, ())
            if title and self._is_national(title):
                return title[:-1], title[-1]
        return (), self.offices.nationality_of.get(slug, "")

    def act(self, name: Named, words: Words) -> None:
        """Take note of a body or country that acts."""
        if len(name.slugs) != 1:
            return
        candidate = name.candidate
        nationality = self.offices.nationality_of.get(name.slugs[0], "")
        if not nationality:
            return
        if candidate.type is EntityType.PLACE and not _acts(words, candidate.first):
            return
        shown = words.surface(candidate.start, candidate.end)
        self._remember((), nationality, shown, name.slugs)

    def hear(self, words: Words, index: int) -> None:
        """Take note of «الجانب التركي», «الوفد الروسي»."""
        if words.gap(index) != " ":
            return
        nationality = self.offices.reader.nationalities.get(words.get(index + 1))
        if nationality is not None:
            shown = words.surface(words.starts[index], words.ends[index + 1])
            self._remember((), nationality, shown, ())

    def _remember(self, bare: Title, nationality: str, shown: str, slugs: tuple[str, ...]) -> None:
        actor = _Actor(bare, nationality, self._clause, shown, slugs)
        self._actors.appendleft(actor)
        self._join_pair(actor)
        if bare and slugs:
            first = self._first.setdefault(bare[0], [])
            if all(nationality != other.nationality for other in first):
                first.append(actor)

    def _join_pair(self, actor: _Actor) -> None:
        """Take note of the two whom «الرئيسان» introduces: the word means them later on too."""
        if self._pairing is None or not actor.bare or not actor.slugs:
            return
        self._pairing.append(actor)
        if len(self._pairing) == _PAIR:
            first, second = self._pairing
            self._pairing = None
            if first.bare[:1] == second.bare[:1] and first.nationality != second.nationality:
                self._pairs[first.bare[0]] = (first, second)

    def _is_national(self, title: Title) -> bool:
        return self.offices.reader.is_nationality(title)

    def resolve(self, match: RoleMatch, words: Words) -> Mention | None:
        """Return the mention for a title, None if it says nothing about anybody."""
        shown = words.surface(match.start, match.end)
        if match.counterpart:
            return self._counterpart(match, words, shown)
        if match.titles:
            return self._by_titles(match, words, match.titles, f"«{shown}»", shown)
        if read.is_pair(words.words[match.first]):
            return self.pair(match, words)
        if match.bare[0] in SINGLE and len(match.bare) == 1:
            return self._again(match, words, shown)
        return self._without_country(match, words, shown)

    def _by_titles(
        self, match: RoleMatch, words: Words, titles: Sequence[Title], why: str, shown: str
    ) -> Mention:
        """Resolve titles that name their country, or belong to no country."""
        if match.coming:
            holders = [_Holder(None, "open") for _ in titles]
        else:
            holders = [self._holder(title, former=match.former) for title in titles]
        slugs = tuple(holder.slug for holder in holders if holder.slug)
        if read.is_pair(words.words[match.first]):
            self._pairing = []
        if not match.former:
            for title, holder in zip(titles, holders, strict=True):
                if self._is_national(title):
                    found = (holder.slug,) if holder.slug else ()
                    self._remember(title[:-1], title[-1], shown, found)
        if len(slugs) < len(titles):
            rivals = tuple(dict.fromkeys(slug for holder in holders for slug in holder.candidates))
            between = f"open between {' and '.join(rivals)}" if rivals else "nobody is known"
            return self._mention(match, words, (), f"{why}; {between}", "open", rivals)
        reasons = "".join(f"; {holder.why}" for holder in holders if holder.why)
        sure = all(holder.certainty == "sure" for holder in holders) and not match.counterpart
        certainty: Certainty = "sure" if sure and match.titles else "likely"
        when = f" on {self.day}" if self.day else ""
        return self._mention(match, words, slugs, f"{why}{when}{reasons}", certainty)

    def _mention(
        self,
        match: RoleMatch,
        words: Words,
        slugs: tuple[str, ...],
        why: str,
        certainty: Certainty,
        candidates: tuple[str, ...] = (),
    ) -> Mention:
        return Mention(
            words.span(match.start, match.end),
            EntityType.PERSON,
            MentionKind.ROLE,
            slugs,
            f"role: {why}",
            certainty=certainty,
            candidates=candidates,
        )

    def _counterpart(self, match: RoleMatch, words: Words, shown: str) -> Mention:
        """Resolve «نظيره الروسي» by the subject of its clause, else by who was named before.

        In «الرئيس التركي ونظيره الروسي» it is whoever it is joined to.
        """
        joined = words.words[match.first][0] == "و" and self.spoken_until == match.first
        nearest = list(self._actors)[:1] if joined else []
        for actor in (*nearest, *self.actors_by_subject()):
            if not actor.bare or actor.nationality in match.nationalities:
                continue
            titles = tuple((*actor.bare, nationality) for nationality in match.nationalities)
            if not all(self._is_held(title) for title in titles):
                continue
            office = self.offices.as_written((*actor.bare, actor.nationality))
            who = f" ({', '.join(actor.slugs)})" if actor.slugs else ""
            why = f"«{shown}»: counterpart of «{actor.shown}»{who}, as «{office}»"
            return self._by_titles(match, words, titles, why, shown)
        return self._mention(match, words, (), f"«{shown}»; of whom is not settled", "open")

    def _is_held(self, title: Title) -> bool:
        return title in self.offices.reader.holders or title in self._stated

    def pair(self, match: RoleMatch, words: Words, *, ahead: bool = False) -> Mention | None:
        """Resolve «الرئيسان»: the last two of different countries, or the first two ahead.

        One who was just named in the same clause is somebody beside the two.
        """
        kind = match.bare[0].removeprefix(ARTICLE) if match.bare != PRESIDENT else match.bare[0]
        actors = self._first.get(kind, []) if ahead else self._actors
        fitting = [actor for actor in actors if actor.bare[:1] == (kind,) and actor.slugs]
        clause = -1 if ahead else self._clause
        beside = {actor.nationality for actor in fitting if actor.clause == clause}
        last: dict[str, _Actor] = {}
        for actor in fitting:
            if (len(beside) != 1 or actor.nationality not in beside) and len(last) < _PAIR:
                last.setdefault(actor.nationality, actor)
        if len(last) < _PAIR:
            return None
        first, second = last.values() if ahead else reversed(last.values())
        if not ahead and len(beside) != 1 and kind in self._pairs:
            first, second = self._pairs[kind]
        shown = words.surface(match.start, match.end)
        why = f"«{shown}»: «{first.shown}» and «{second.shown}»"
        return self._mention(match, words, (first.slugs[0], second.slugs[0]), why, "likely")

    def _again(self, match: RoleMatch, words: Words, shown: str) -> Mention | None:
        """Resolve «الوزير», «المتحدث»: whoever was last spoken of by such an office."""
        if not _ends_phrase(words, match.last):
            return None
        kind = {"الوزير": "وزير"}.get(match.bare[0], match.bare[0])
        for actor in self._actors:
            if match.nationalities and actor.nationality not in match.nationalities:
                continue
            if actor.bare[:1] == (kind,) and actor.slugs:
                why = f"«{shown}»: «{actor.shown}», spoken of last by that office"
                return self._mention(match, words, actor.slugs[:1], why, "likely")
        return None

    def _without_country(self, match: RoleMatch, words: Words, shown: str) -> Mention | None:
        """Resolve «رئيس الأركان», «المتحدث باسم الرئاسة» by whose country acted last."""
        if not _ends_phrase(words, match.last):
            return None
        for actor in self.actors_by_subject()[:1]:
            title = (*match.bare, actor.nationality)
            why = f"«{shown}» of the country of «{actor.shown}»"
            return self._by_titles(match, words, (title,), why, shown)
        stated = self._stated.get(match.bare)
        if stated is not None:
            why = f"«{shown}»: so the article called that person before"
            return self._mention(match, words, (stated,), why, "likely")
        why = f"«{shown}»; the article names no country before it"
        return self._mention(match, words, (), why, "open")

    def _titles_of_bare(self, match: RoleMatch) -> tuple[Title, ...]:
        if not match.bare:
            return ()
        titles = ((*match.bare, actor.nationality) for actor in self.actors_by_subject())
        return tuple(title for title in titles if self._is_held(title))

    def _holder(self, title: Title, *, former: bool = False) -> _Holder:
        """Return who holds an office on the publication day, or who could be meant."""
        ever = self.offices.reader.holders.get(title, ())
        slugs = tuple(dict.fromkeys(slug for slug, _ in ever))
        stated = self._stated.get(title)
        if former:
            return self._former(ever)
        if self.day is not None:
            day = self.day
            slugs = tuple(dict.fromkeys(slug for slug, role in ever if role.held_on(day)))
        if len(slugs) == 1:
            alone = len({slug for slug, _ in ever}) == 1
            return _Holder(slugs[0], "sure" if alone else "likely")
        if stated is not None and (not slugs or stated in slugs):
            return _Holder(stated, "likely", "so the article introduced that person")
        named = tuple(slug for slug in slugs if slug in self.named)
        if len(named) == 1:
            return _Holder(named[0], "likely", "the article names no other holder")
        posted = self._posted_where_it_plays(slugs)
        if posted is not None:
            return _Holder(posted, "likely", "posted to the country most places lie in")
        return _Holder(None, "open", candidates=slugs)

    def _posted_where_it_plays(self, slugs: Sequence[str]) -> str | None:
        """Return the one envoy of several who is sent where most places of the article lie."""
        counts = [self.places[self.offices.posting_of.get(slug, "")] for slug in slugs]
        most = max(counts, default=0)
        fitting = [slug for slug, count in zip(slugs, counts, strict=True) if count == most]
        return fitting[0] if most and len(fitting) == 1 else None

    def _former(self, ever: Sequence[tuple[str, Role]]) -> _Holder:
        """Return who held an office before the publication day, the latest first."""
        day = self.day or "9999"
        ended = [(role.until, slug) for slug, role in ever if role.until and role.until < day]
        slugs = tuple(dict.fromkeys(slug for _, slug in sorted(ended, reverse=True)))
        if len(slugs) == 1:
            return _Holder(slugs[0], "likely", "the only former holder known")
        return _Holder(None, "open", candidates=slugs)


def _acts(words: Words, index: int) -> bool:
    """Tell whether a country stands behind a verb: «أعلنت تركيا», «منحت أنقرة»."""
    before = words.get(index - 1)
    if words.gap(index - 1) != " " or len(before) < 3:
        return words.gap(index - 1) in ("\n", ". ")
    if before in CLAUSE_WORDS or before[1:] in CLAUSE_WORDS:
        return True
    stem = before[1:] if before[0] in "وف" else before
    if stem.endswith("ات"):
        return False
    return stem.endswith("ت") or stem.startswith(("ست", "تع", "تو"))


def _ends_phrase(words: Words, last: int) -> bool:
    """Tell whether no name follows, but a stop, a particle, a verb or an indefinite noun."""
    if words.gap(last - 1) != " ":
        return True
    following = words.get(last)
    if is_given_name(words, last):
        return False
    if following in _AFTER_TITLE or following[0] in "وفيتس" or following[0].isdecimal():
        return True
    if following.endswith(("ه", "ات", "ا")) and not following.startswith(ARTICLE):
        return True
    stems = {cut.stem for cut in segmentations(following)} - {following}
    return any(stem.startswith(ARTICLE) or stem in _AFTER_TITLE for stem in stems)
