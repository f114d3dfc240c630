"""Roles: people an article means by their office and does not name there.

The titles of the knowledge base, with their dates, are the word list. A title is compared without
what the press adds or leaves out («هيئة», «العامة», «وزارة»), without gender, and as a singular;
its nationality can be one of several («الرئيسان الروسي والتركي»). Who held the office on the
publication day is meant; without that day, whoever of its holders the article names. «نظيره» is
whoever holds the office of the person last mentioned in the country it names. A title beside a
name is part of how that person is introduced and no mention.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from corpus.arabic.clitics import segmentations
from corpus.arabic.folding import fold_text
from corpus.article import EntityType, Mention, MentionKind
from corpus.entities.words import canonical, cut_words
from corpus.knowledge.base import Person, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.entities.gazetteer import Named
    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase, Role

Title = tuple[str, ...]
"""A title's words in the form in which titles are compared."""

_SKIPPED: Final = frozenset(
    {"هييه", "العامه", "المشتركه", "للقوات", "المسلحه", "وزاره", "الخاص", "والمغتربين", "بالوكاله"}
)
_SAME: Final = {
    "وزيره": "وزير",
    "وزيرا": "وزير",
    "وزيري": "وزير",
    "وزراء": "وزير",
    "رييسه": "رييس",
    "رييسا": "رييس",
    "رييسي": "رييس",
    "الرييسه": "الرييس",
    "الرييسان": "الرييس",
    "الرييسين": "الرييس",
    "المتحدثه": "المتحدث",
    "الناطق": "المتحدث",
    "الناطقه": "المتحدث",
    "المندوبه": "المندوب",
    "الدولي": "الاممي",
}
_BOTH_PRESIDENTS: Final = frozenset({"الرييسان", "الرييسين"})
_PRESIDENT: Final = ("الرييس",)
_KREMLIN: Final = ("المتحدث", "باسم", "الكرملين")
_BARE: Final = frozenset({("رييس", "الاركان"), ("وزير", "الدفاع"), ("وزير", "الخارجيه")})
"""Titles that are read without a nationality too, as those of the speaker's country."""
_STATE_OFFICES: Final = frozenset(
    {"الاركان", "الوزراء", "الخارجيه", "الدفاع", "الداخليه", "الجيوش", "البرلمان", "مجلس", "جهاز"}
)
_COUNTERPARTS: Final = frozenset(
    {"نظيره", "نظيرها", "نظيريه", "نظيريها", "نظيرهما", "نظيرته", "نظراءه", "نظرايه"}
)
_DEPUTIES: Final = frozenset(
    {"نايب", "نايبه", "مساعد", "مساعده", "معاون", "وكيل", "مستشار", "مستشاره", "مستشارو", "مكتب"}
    | {"مدير", "زوجه", "نجل", "مبعوث", "ممثل", "مندوب", "كبير", "مساعدي", "سكرتير", "منصب", "حرس"}
)
_FORMER: Final = frozenset({"السابق", "السابقه", "الاسبق", "الراحل", "المنتخب", "المقبل"})
_BESIDE: Final = frozenset(" ،,:(")
_QUOTE_MARKS: Final = "\"“”«»'"
_REMEMBERED: Final = 12
"""How many people back «نظيره» looks."""


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A title found in a paragraph, with the titles it stands for."""

    paragraph: int
    first: int
    """Index of its first word."""
    last: int
    """Index after its last word."""
    start: int
    """Position in the folded paragraph, proclitics left out."""
    end: int
    titles: tuple[Title, ...]
    """One a nationality; none for «نظيره» and for titles that name no country."""
    bare: Title = ()
    """The title without nationality."""
    nationalities: tuple[str, ...] = ()
    counterpart: bool = False


@dataclass(frozen=True, slots=True)
class _Office:
    """The office a person was mentioned by or is known to hold."""

    bare: Title
    nationality: str


@dataclass(frozen=True, slots=True)
class RoleFinder:
    """Finds people by their offices; made once for a knowledge base."""

    holders: Mapping[Title, tuple[tuple[str, Role], ...]]
    """Who ever held an office, by its title."""
    heads: frozenset[str]
    """The first words of titles."""
    nationalities: Mapping[str, str]
    """Every definite nationality word, by itself and in the feminine: the masculine."""
    people: Mapping[str, Person]
    longest: int
    """How many words a title in a text may have."""

    def find(
        self, paragraphs: Sequence[Words], names: Sequence[Named], day: str | None
    ) -> list[Mention]:
        """Return the roles of an article in order, resolved as far as it settles them.

        Args:
            paragraphs: The article's paragraphs as words.
            names: Its names, in order.
            day: ISO day of publication, None when it is not known.
        """
        people = [name for name in names if name.candidate.type is EntityType.PERSON]
        starts = {(n.candidate.paragraph, n.candidate.first): n for n in people}
        ends = {(n.candidate.paragraph, n.candidate.last): n for n in people}
        named = frozenset(slug for name in people for slug in name.slugs)
        scene = _Scene(self, day, named)
        found: list[Mention] = []
        for number, words in enumerate(paragraphs):
            index = 0
            while index < len(words):
                person = starts.get((number, index))
                if person is not None:
                    scene.enter(person.slugs)
                    index = person.candidate.last
                    continue
                match = self._match(number, words, index)
                if match is None:
                    index += 1
                    continue
                index = match.last
                before = ends.get((number, match.first))
                if before is not None and _describes(match, words):
                    scene.describe(before.slugs, match)
                    continue
                after = starts.get((number, match.last))
                if after is not None and _introduces(match, words, after):
                    scene.introduce(match)
                    continue
                mention = scene.resolve(match, words)
                if mention is not None:
                    found.append(mention)
        return found

    def _match(self, number: int, words: Words, index: int) -> RoleMatch | None:
        """Read the longest title that begins at a word."""
        for cut in segmentations(words.words[index]):
            if cut.stem in _COUNTERPARTS:
                return self._counterpart(number, words, index, cut.stripped)
            head = _SAME.get(cut.stem, cut.stem)
            if head not in self.heads or _deputises(words, index):
                continue
            match = self._title(number, words, index, cut.stripped, head)
            if match is not None:
                return match
            if cut.stem in _BOTH_PRESIDENTS:
                start = words.starts[index] + cut.stripped
                return RoleMatch(number, index, index + 1, start, words.ends[index], (), _PRESIDENT)
        return None

    def _counterpart(
        self, number: int, words: Words, index: int, stripped: int
    ) -> RoleMatch | None:
        nationalities, last = self._joined(words, index + 1)
        if not nationalities:
            return None
        start = words.starts[index] + stripped
        return RoleMatch(
            number,
            index,
            last,
            start,
            words.ends[last - 1],
            (),
            nationalities=nationalities,
            counterpart=True,
        )

    def _title(
        self, number: int, words: Words, index: int, stripped: int, head: str
    ) -> RoleMatch | None:
        title: list[str] = [head]
        best: tuple[int, Title] | None = None
        bare: tuple[int, Title] | None = None
        at = index
        while True:
            key = tuple(title)
            if key in self.holders:
                best = (at + 1, key)
            elif key in _BARE:
                bare = (at + 1, key)
            at += 1
            if at >= len(words) or words.gap(at - 1) != " " or at - index > self.longest:
                break
            word = words.words[at]
            if word in _SKIPPED:
                if best is None and bare is not None and bare[0] == at:
                    bare = (at + 1, bare[1])
                continue
            title.append(self.nationalities.get(word, _SAME.get(word, word)))
        start = words.starts[index] + stripped
        if best is None:
            if bare is None or words.get(bare[0]) in _FORMER:
                return None
            # Another country's title, of which no holder is known, is no bare one.
            if words.get(bare[0]) in self.nationalities or words.words[index] != head:
                return None
            end = words.ends[bare[0] - 1]
            return RoleMatch(number, index, bare[0], start, end, (), bare[1])
        last, key = best
        if words.get(last) in _FORMER:
            return None
        nationality = key[-1] if key[-1] in self.nationalities else ""
        titles = [key]
        if nationality:
            others, last = self._joined_after(words, last)
            titles += [(*key[:-1], other) for other in others]
        end = words.ends[last - 1]
        if "الي" in key:
            end = words.ends[index + words.words[index:last].index("الي") - 1]
        return RoleMatch(
            number,
            index,
            last,
            start,
            end,
            tuple(titles),
            key[:-1] if nationality else key,
            tuple(title[-1] for title in titles) if nationality else (),
        )

    def _joined(self, words: Words, index: int) -> tuple[tuple[str, ...], int]:
        """Read «التركي والإيراني» at an index; return the nationalities and the index after."""
        first = self.nationalities.get(words.get(index))
        if first is None or words.gap(index - 1) != " ":
            return (), index
        others, last = self._joined_after(words, index + 1)
        return (first, *others), last

    def _joined_after(self, words: Words, index: int) -> tuple[list[str], int]:
        """Read «والتركي» and more of its kind at an index."""
        found: list[str] = []
        while words.gap(index - 1) == " " and words.get(index).startswith("و"):
            nationality = self.nationalities.get(words.words[index][1:])
            if nationality is None:
                break
            found.append(nationality)
            index += 1
        return found, index


@dataclass(slots=True)
class _Scene:
    """Who has been mentioned so far in one article, the latest first."""

    finder: RoleFinder
    day: str | None
    named: frozenset[str]
    _offices: deque[_Office] = field(default_factory=lambda: deque(maxlen=_REMEMBERED), init=False)
    _introduced: RoleMatch | None = field(default=None, init=False)
    _stated: dict[Title, str] = field(default_factory=dict, init=False)

    def introduce(self, match: RoleMatch) -> None:
        """Take note of the title of whoever is named next."""
        self._introduced = match

    def describe(self, slugs: Sequence[str], match: RoleMatch) -> None:
        """Take note of the title that stands beside a name."""
        for title in match.titles[:1]:
            for slug in slugs[:1]:
                self._stated[title] = slug
                if match.nationalities:
                    self._offices.appendleft(_Office(match.bare, match.nationalities[0]))

    def enter(self, slugs: Sequence[str]) -> None:
        """Take note of a person who is named."""
        match, self._introduced = self._introduced, None
        if match is not None and match.titles:
            self.describe(slugs, match)
            return
        for slug in slugs:
            person = self.finder.people.get(slug)
            if person is None:
                continue
            roles = person.roles_on(self.day) if self.day else person.roles
            titles = [title_of(role.ar, self.finder.nationalities) for role in roles]
            known = [title for title in titles if title[-1:] and self._is_national(title)]
            if known:
                self._offices.appendleft(_Office(known[0][:-1], known[0][-1]))

    def _is_national(self, title: Title) -> bool:
        return title[-1] in self.finder.nationalities

    def resolve(self, match: RoleMatch, words: Words) -> Mention | None:
        """Return the mention for a title, None if it says nothing about anybody known."""
        shown = f"«{words.surface(match.start, match.end)}»"
        titles = match.titles or self._titles(match)
        if not titles:
            return None if not match.counterpart else self._mention(match, words, (), shown)
        holders = [self._holder(title) for title in titles]
        for title in titles:
            if self._is_national(title):
                self._offices.appendleft(_Office(title[:-1], title[-1]))
        slugs = tuple(found[0] for found in holders if len(found) == 1)
        if len(slugs) < len(titles):
            rivals = dict.fromkeys(slug for found in holders if len(found) > 1 for slug in found)
            between = f"open between {' and '.join(rivals)}" if rivals else "nobody is known"
            return self._mention(match, words, (), f"{shown}; {between}")
        if match.bare in _BARE and not match.titles and not self.named.issuperset(slugs):
            return None
        return self._mention(match, words, slugs, shown)

    def _mention(self, match: RoleMatch, words: Words, slugs: tuple[str, ...], why: str) -> Mention:
        when = f" on {self.day}" if self.day and slugs else ""
        span = words.span(match.start, match.end)
        return Mention(span, EntityType.PERSON, MentionKind.ROLE, slugs, f"role: {why}{when}")

    def _titles(self, match: RoleMatch) -> tuple[Title, ...]:
        """Complete «نظيره الروسي», «الرئيسان» and «رئيس الأركان» from who was mentioned."""
        if match.counterpart:
            return self._counterpart_titles(match.nationalities)
        if match.bare == _PRESIDENT:
            presidents = [o.nationality for o in self._offices if o.bare == _PRESIDENT]
            both = list(dict.fromkeys(presidents))[:2]
            return tuple((*_PRESIDENT, who) for who in reversed(both)) if len(both) == 2 else ()
        if not self._offices:
            return ()
        title = (*match.bare, self._offices[0].nationality)
        return (title,) if title in self.finder.holders else ()

    def _counterpart_titles(self, nationalities: tuple[str, ...]) -> tuple[Title, ...]:
        for office in self._offices:
            if office.nationality in nationalities:
                continue
            titles = tuple((*office.bare, nationality) for nationality in nationalities)
            if all(title in self.finder.holders for title in titles):
                return titles
        return ()

    def _holder(self, title: Title) -> tuple[str, ...]:
        """Return who holds an office; several where it is open, none where nobody is known."""
        holders = self.finder.holders.get(title, ())
        if self.day is not None:
            day = self.day
            holders = tuple(holder for holder in holders if holder[1].held_on(day))
        slugs = tuple(dict.fromkeys(slug for slug, _ in holders))
        if len(slugs) < 2:
            return slugs
        stated = self._stated.get(title)
        if stated in slugs:
            return (stated,)
        named = tuple(slug for slug in slugs if slug in self.named)
        return named if len(named) == 1 else slugs


def make_role_finder(base: KnowledgeBase) -> RoleFinder:
    """Prepare the titles of a base for look-up."""
    nationalities: dict[str, str] = {}
    for place in base.of_class(Place):
        for demonym in place.demonyms:
            masculine = "ال" + canonical(fold_text(demonym))
            nationalities[masculine] = nationalities[masculine + "ه"] = masculine
    holders: dict[Title, list[tuple[str, Role]]] = {}
    for person in base.of_class(Person):
        for role in person.roles:
            for title in _titles_of(role, nationalities):
                holders.setdefault(title, []).append((person.slug, role))
    return RoleFinder(
        {title: tuple(found) for title, found in holders.items()},
        frozenset(title[0] for title in holders) | {title[0] for title in _BARE},
        nationalities,
        {person.slug: person for person in base.of_class(Person)},
        max(map(len, holders), default=0) + 4,
    )


def title_of(text: str, nationalities: Mapping[str, str]) -> Title:
    """Return a title in the form in which titles are compared; brackets are left out."""
    words = cut_words(canonical(fold_text(text.partition("(")[0])))
    kept = [_SAME.get(word, word) for word in words if word not in _SKIPPED]
    return tuple(nationalities.get(word, word) for word in kept)


def _titles_of(role: Role, nationalities: Mapping[str, str]) -> set[Title]:
    """Return a role's title and the shorter ones that mean the same."""
    title = title_of(role.ar, nationalities)
    if not title:
        return set()
    found = {title}
    if "الكرملين" in role.ar:
        found.add(_KREMLIN)
    if title[0] == "المبعوث" and "الي" in title:
        found.add(title[: title.index("الي")])
    own = len(title) > 3 and title[-1] in nationalities
    if own and title[0] == "رييس" and title[1] not in _STATE_OFFICES:
        found.add(title[:-1])
    return found


def _deputises(words: Words, index: int) -> bool:
    """Tell whether the word before makes it somebody else's title."""
    if words.gap(index - 1) != " ":
        return False
    return any(cut.stem in _DEPUTIES for cut in segmentations(words.get(index - 1)))


def _introduces(match: RoleMatch, words: Words, name: Named) -> bool:
    """Tell whether a title stands right before a name, no proclitic between."""
    return not name.candidate.stripped and _beside(words.gap(match.last - 1))


def _describes(match: RoleMatch, words: Words) -> bool:
    """Tell whether a title stands right after a name, no proclitic between."""
    whole = match.start == words.starts[match.first]
    return whole and _beside(words.gap(match.first - 1))


def _beside(gap: str) -> bool:
    return len(gap) <= 4 and set(gap) <= _BESIDE | set(_QUOTE_MARKS)
