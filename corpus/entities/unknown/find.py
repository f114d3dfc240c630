"""What the knowledge base does not know, found by how the press introduces names.

People by their title, nationality or first name (`corpus.entities.unknown.people`), organisations,
agreements and places by a head noun and how it goes on (`corpus.entities.unknown.bodies`). A known
name wins where the two overlap, unless the unknown one is longer and holds it by rule: «مجلس الأمن
القومي» holds «مجلس الأمن», «جامعة دمشق» holds «دمشق». Within an article the end of a full name
means whoever bears it; across articles the slug links (`corpus.entities.unknown.slugs`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.article import EntityName, EntityType, Mention, MentionKind
from corpus.entities.names.gazetteer import Candidate, Entry, Named
from corpus.entities.unknown.bodies import read_bodies
from corpus.entities.unknown.ends import is_unknown, with_ends
from corpus.entities.unknown.heads import Scene
from corpus.entities.unknown.parts import NameReader
from corpus.entities.unknown.people import PeopleReader, RoleFound
from corpus.entities.unknown.slugs import UNKNOWN, latin_of, slug_of
from corpus.entities.unknown.words import make_lexicon
from corpus.knowledge.base import Person
from corpus.knowledge.patterns import load_patterns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.entities.unknown.heads import BodyFound
    from corpus.entities.unknown.people import PersonFound
    from corpus.entities.unknown.words import Lexicon
    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase

_ABOUT_LIMIT: Final = 120
_SHORTENED: Final = 3
"""The fewest words of a name that has a short form."""
_RESOLUTION: Final = "قرار"
_ON: Final = "على"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What was found in an article beside what the base knows."""

    named: tuple[Named, ...]
    """The names of the article, known and unknown, in order; none overlap."""
    roles: tuple[tuple[int, RoleFound], ...]
    """Titles that no name follows, with the number of their paragraph."""
    names: tuple[EntityName, ...]
    """What to call the unknown ones."""
    introductions: frozenset[int]
    """Where titles begin that introduce a name, in code points of the article."""


@dataclass(frozen=True, slots=True)
class UnknownFinder:
    """Finds names the base does not have; made once for a knowledge base."""

    lexicon: Lexicon
    bearers: Mapping[str, frozenset[str]]
    """By slug of a known person: every word of that person's forms."""
    resolutions: frozenset[str]
    """Slugs of the known resolutions of the Security Council."""

    def find(self, paragraphs: Sequence[Words], known: Sequence[Named]) -> Unknown:
        """Return all names of an article, and the titles that stand for nobody known.

        Args:
            paragraphs: The article's paragraphs as words.
            known: The names the base knows, in order.
        """
        by_paragraph: list[list[Named]] = [[] for _ in paragraphs]
        for name in known:
            by_paragraph[name.candidate.paragraph].append(name)
        people: list[Named] = []
        others: list[Named] = []
        roles: list[tuple[int, RoleFound]] = []
        names: dict[str, EntityName] = {}
        introductions: list[int] = []
        for number, words in enumerate(paragraphs):
            scene = _scene(number, words, by_paragraph[number])
            bodies = read_bodies(self.lexicon, scene)
            ends = {body.first: body.last for body in bodies}
            reader = PeopleReader(self.lexicon, scene, NameReader(self.lexicon, scene), ends)
            reader.read()
            for body in bodies:
                named = self._body(number, words, body)
                others.append(named)
                _describe(names, named, words, "")
            for person in reader.found:
                named = self._person(scene, person)
                people.append(named)
                title = person.title
                _describe(names, named, words, _title_text(words, title) if title else "")
            roles += [(number, role) for role in reader.roles]
            introductions += [
                words.base + words.folded.offsets[words.starts[index] + stripped]
                for index, stripped in reader.introductions
            ]
        merged = _merge(known, people, others)
        merged = _with_short_forms(merged, paragraphs)
        merged = with_ends(merged, paragraphs, self.lexicon)
        used = {slug for name in merged for slug in name.slugs}
        return Unknown(
            tuple(merged),
            tuple(roles),
            tuple(name for slug, name in names.items() if slug in used),
            frozenset(introductions),
        )

    def role_mentions(
        self, unknown: Unknown, paragraphs: Sequence[Words], taken: Sequence[Mention]
    ) -> list[Mention]:
        """Return the titles that stand for nobody known, but for those that overlap a mention."""
        if not unknown.roles:
            return []
        ends = {(n.candidate.paragraph, n.candidate.last) for n in unknown.named if _is_person(n)}
        starts = {
            (n.candidate.paragraph, n.candidate.first) for n in unknown.named if _is_person(n)
        }
        spans = sorted(mention.span for mention in taken)
        found: list[Mention] = []
        at = 0
        for number, role in unknown.roles:
            if (number, role.first) in ends or (number, role.last) in starts:
                continue
            words = paragraphs[number]
            start, end = words.starts[role.first] + role.stripped, words.ends[role.last - 1]
            span = words.span(start, end)
            while at < len(spans) and spans[at].end <= span.start:
                at += 1
            if at < len(spans) and spans[at].overlaps(span):
                continue
            why = f"role: «{words.surface(start, end)}»; nobody is known"
            found.append(
                Mention(span, EntityType.PERSON, MentionKind.ROLE, (), why, certainty="open")
            )
        return found

    def _body(self, number: int, words: Words, body: BodyFound) -> Named:
        named = _named(number, words, body.type, body.first, body.last, body.stripped, body.why)
        if not body.is_resolution:
            return named
        digits = words.words[body.last - 1]
        known = f"{body.type.prefix}/unscr-{digits}"
        slug = known if known in self.resolutions else slug_of(body.type, (_RESOLUTION, digits))
        return named._replace(slugs=(slug,))

    def _person(self, scene: Scene, person: PersonFound) -> Named:
        words = scene.words
        inner = [
            scene.known[at]
            for at in range(person.first + 1, person.last)
            if at in scene.known and _is_person(scene.known[at])
        ]
        named = _named(
            scene.number,
            words,
            EntityType.PERSON,
            person.first,
            person.last,
            person.stripped,
            person.why,
        )
        for known in inner:
            mine = set(words.words[person.first : person.last])
            if any(mine <= self.bearers.get(slug, frozenset()) for slug in known.slugs):
                return Named(named.candidate, known.slugs, known.why)
        return named


def make_unknown_finder(base: KnowledgeBase) -> UnknownFinder:
    """Prepare the word lists and the first names of a base's people."""
    from corpus.arabic.folding import fold_text

    lines = [" ".join(form.text for form in person.forms) for person in base.of_class(Person)]
    folded = fold_text("\n".join(line.replace("\n", " ") for line in lines)).split("\n")
    slugs = [person.slug for person in base.of_class(Person)]
    bearers = {
        slug: frozenset(line.split()) for slug, line in zip(slugs, folded, strict=False) if line
    }
    resolutions = frozenset(slug for slug in base.entities if "/unscr-" in slug)
    return UnknownFinder(make_lexicon(base, load_patterns()), bearers, resolutions)


def _scene(number: int, words: Words, known: Sequence[Named]) -> Scene:
    starts = {}
    covered: list[int] = []
    for name in known:
        candidate = name.candidate
        starts[candidate.first] = name
        covered += range(candidate.first, candidate.last)
    within = frozenset(covered)
    return Scene(number, words, starts, within, _ON in words.folded.source)


def _named(
    number: int,
    words: Words,
    type_: EntityType,
    first: int,
    last: int,
    stripped: int,
    why: str,
) -> Named:
    start, end = words.starts[first] + stripped, words.ends[last - 1]
    parts = list(words.words[first:last])
    parts[0] = _whole(parts[0], stripped)
    slug = slug_of(type_, tuple(parts))
    text = words.surface(start, end)
    candidate = Candidate(number, first, last, start, end, (Entry(slug, type_, text),), stripped)
    return Named(candidate, (slug,), f"unknown: {why}")


def _whole(word: str, stripped: int) -> str:
    """Return a first word without its proclitics, its article whole again."""
    rest = word[stripped:]
    if stripped and rest.startswith("ل") and word[stripped - 1] == "ل":
        return "ا" + rest
    return rest


def _describe(names: dict[str, EntityName], named: Named, words: Words, about: str) -> None:
    """Take note of what to call an unknown entity: the first wording, the first title."""
    slug = named.slugs[0]
    known = names.get(slug)
    if known is not None and (known.about or not about):
        return
    if not slug.partition("/")[2].startswith(UNKNOWN):
        return
    candidate = named.candidate
    parts = list(words.words[candidate.first : candidate.last])
    parts[0] = _whole(parts[0], candidate.stripped)
    text = candidate.entries[0].text
    if candidate.stripped and parts[0] != words.words[candidate.first][candidate.stripped :]:
        text = "ا" + text
    names[slug] = EntityName(slug, candidate.type, text, latin_of(parts), about[:_ABOUT_LIMIT])


def _title_text(words: Words, title: tuple[int, int]) -> str:
    first, last = title
    return " ".join(words.surface(words.starts[first], words.ends[last - 1]).split())


def _is_person(name: Named) -> bool:
    return name.candidate.entries[0].type is EntityType.PERSON


def _words_of(name: Named, paragraphs: Sequence[Words]) -> tuple[str, ...]:
    """Return the words of a name, the first one without its proclitics."""
    candidate = name.candidate
    words = paragraphs[candidate.paragraph].words[candidate.first : candidate.last]
    return (_whole(words[0], candidate.stripped), *words[1:])


def _with_short_forms(merged: list[Named], paragraphs: Sequence[Words]) -> list[Named]:
    """Let a name that begins or ends a longer one of the article mean the same.

    «المجلس الانتقالي» is «المجلس الانتقالي الجنوبي», where no other one of that beginning is named.
    """
    longer: dict[tuple[EntityType, tuple[str, ...]], set[tuple[str, ...]]] = {}
    for name in merged:
        if name.candidate.last - name.candidate.first < _SHORTENED:
            continue
        type_ = name.candidate.type
        words = _words_of(name, paragraphs)
        if type_ not in (EntityType.ORG, EntityType.PERSON, EntityType.AGREEMENT):
            continue
        for at in range(2, len(words)):
            longer.setdefault((type_, words[:at]), set()).add(name.slugs)
            longer.setdefault((type_, words[-at:]), set()).add(name.slugs)
    kept = []
    for name in merged:
        if is_unknown(name):
            slugs = longer.get((name.candidate.type, _words_of(name, paragraphs)), set())
            if len(slugs) == 1:
                name = name._replace(slugs=next(iter(slugs)), why=f"{name.why}, short form")
        kept.append(name)
    return kept


def _merge(known: Sequence[Named], people: Sequence[Named], others: Sequence[Named]) -> list[Named]:
    """Return names in order, none overlapping: an unknown one replaces what it holds whole."""
    if not people and not others:
        return list(known)
    # What the base knows goes first where two are as long: sorting keeps them as they are here.
    order = sorted((*known, *people, *others), key=_place_of)
    kept: list[Named] = []
    paragraph = end = -1
    for name in order:
        candidate = name.candidate
        if paragraph != candidate.paragraph or end <= candidate.start:
            kept.append(name)
            paragraph, end = candidate.paragraph, candidate.end
    return kept


def _place_of(name: Named) -> tuple[int, int, int]:
    candidate = name.candidate
    return candidate.paragraph, candidate.start, -candidate.end
