"""The knowledge base: people, agreements, organisations and places, read from TOML and checked.

The data stand beside this module, one file a kind and ``ambiguous.toml`` for the forms that can
mean more than one entity; ``README.md`` there says how to edit them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from corpus.article import EntityName, EntityType
from corpus.errors import KnowledgeError
from corpus.knowledge.quick_toml import loads
from corpus.knowledge.world import FILE as WORLD
from corpus.knowledge.world import SOURCES, WorldLine, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Strength = Literal["strong", "weak"]
Standing = Literal["excluded", "open", "preferred"]

FILES: Final[Mapping[EntityType, str]] = MappingProxyType(
    {
        EntityType.PERSON: "people.toml",
        EntityType.AGREEMENT: "agreements.toml",
        EntityType.ORG: "organisations.toml",
        EntityType.PLACE: "places.toml",
    }
)
"""Where the entities of each type are written down, in the order they are read."""

AMBIGUOUS: Final = "ambiguous.toml"
"""Where the forms stand that can mean more than one entity."""

INVERSE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "builds-on": "basis-of",
        "implements": "implemented-by",
        "supplements": "supplemented-by",
        "complements": "complemented-by",
        "recalls": "recalled-by",
        "refers-to": "referred-to-by",
        "supports": "supported-by",
        "renews": "renewed-by",
        "adopted-in": "adopted",
        "led-to": "follows-from",
        "endorsed-by": "endorses",
        "followed-by": "follows",
        "replaced-by": "replaces",
        "distinct-from": "distinct-from",
    }
)
"""Relations between agreements as the files write them, each with the same seen from its target."""

_EARLIER_FIRST: Final = frozenset({"led-to", "endorsed-by", "followed-by", "replaced-by"})
_LATER_FIRST: Final = frozenset(
    {"builds-on", "implements", "supplements", "recalls", "refers-to", "renews", "adopted-in"}
)

PACKAGED: Final = Path(__file__).parent
ABOUT_LIMIT: Final = 120
"""The longest ``about`` in characters: one line beside a name."""

_PARTS = re.compile(r"(\([^()]*\))")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T[0-2]\d:[0-5]\d)?)?)?\Z"
)

_E = TypeVar("_E", bound="Entity")


@dataclass(frozen=True, slots=True)
class Form:
    """One way a text names an entity, as the press writes it."""

    text: str
    strength: Strength = "strong"
    """A weak form counts only where the article has a strong form of the same entity too."""
    short: bool = False
    """A surname or another short name, as against a full one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What the base knows of anything a text can name."""

    slug: str
    type: EntityType
    ar: str
    en: str
    about: str
    """One line in English: who or what it is."""
    forms: tuple[Form, ...]
    """Every form, the Arabic name first; none for an entity that texts are not searched for."""
    latin: tuple[str, ...] = ()
    """Further names in Latin script, acronyms among them."""
    other: tuple[str, ...] = ()
    """Names in the entity's own script."""
    country: str | None = None
    """ISO 3166-1 alpha-2, ``UN`` for the United Nations."""
    wikidata: str | None = None
    note: str = ""
    """What a reader should know: accounts that differ, labels that tell the side."""
    sources: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The slug without its type."""
        return self.slug.partition("/")[2]

    @property
    def name(self) -> EntityName:
        """The entity as the screen and the exports call it."""
        return EntityName(self.slug, self.type, self.ar, self.en, self.about)


@dataclass(frozen=True, slots=True)
class Role:
    """An office a person held, and when."""

    ar: str
    en: str
    org: str | None
    """Slug of the organisation."""
    since: str
    """ISO day, month or year, as precisely as it is known."""
    until: str | None = None
    """The same; None for an office still held, or one whose end is not recorded."""

    def held_on(self, day: str) -> bool:
        """Tell whether the office was held on an ISO day, both ends included.

        A month or year given for an end stands for all of it.
        """
        return _first_day(self.since) <= day and (
            self.until is None or day <= _last_day(self.until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entity):
    """A person and their offices, in the order of the file."""

    side: str = ""
    roles: tuple[Role, ...] = ()

    def roles_on(self, day: str) -> tuple[Role, ...]:
        """Return the offices held on an ISO day, the latest begun first."""
        held = [role for role in self.roles if role.held_on(day)]
        return tuple(sorted(held, key=lambda role: role.since, reverse=True))

    def role_on(self, day: str) -> Role | None:
        """Return the office held on an ISO day; the later one on a day of change."""
        held = self.roles_on(day)
        return held[0] if held else None


@dataclass(frozen=True, slots=True)
class Relation:
    """How one entity stands to another."""

    type: str
    target: str
    """A slug, or a two-letter country code."""
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """What a clause of an agreement lays down."""

    what: str
    n: int | None = None
    """Number of the point in the text."""
    since: str | None = None
    by: str | None = None
    """The day it was to be done by."""


@dataclass(frozen=True, slots=True)
class Round:
    """One numbered meeting of a process."""

    n: int
    start: str
    end: str
    place: str


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says where accounts differ."""

    by: str
    """Slug of the organisation that says so."""
    says: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Entity):
    """An agreement, resolution, process or meeting.

    Dates are ISO, a time behind ``T`` is local; parties are slugs or two-letter country codes.
    """

    kind: str
    date: str
    start: str | None = None
    effective: str | None = None
    end: str | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    announced_by: tuple[str, ...] = ()
    doc: str | None = None
    summary: str = ""
    provisions: tuple[Provision, ...] = ()
    rounds: tuple[Round, ...] = ()
    accounts: tuple[Account, ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Entity):
    """A state body, ministry, army, group, international body or outlet."""

    kind: str
    parent: str | None = None
    founded: str | None = None
    ended: str | None = None
    stance: str = ""
    """For an outlet: whose side it tells."""
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Entity):
    """A country, town, region, road, crossing or post."""

    kind: str
    parent: str | None = None
    demonyms: tuple[str, ...] = ()
    """For a country: its nationality word, masculine singular, indefinite."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a form that has several, and what decides for it.

    ``standing_on`` weighs the article's date; an ``open`` sense needs one of its words near the
    form, or another mention of its entity in the article.
    """

    entity: str
    since: str | None = None
    """The first ISO day on which the form can mean this entity."""
    until: str | None = None
    """The last ISO day on which it means this entity unless words near it say otherwise."""
    near: tuple[str, ...] = ()
    """Words whose standing near decides for this sense."""

    def standing_on(self, day: str | None) -> Standing:
        """Weigh this sense for an article of an ISO day, None when the day is not known."""
        if day is None:
            return "open"
        if self.since is not None and day < self.since:
            return "excluded"
        return "preferred" if self.until is not None and day <= self.until else "open"


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All entities by slug, in the order of the files, and the senses of ambiguous forms."""

    entities: Mapping[str, Entity]
    senses: Mapping[str, tuple[Sense, ...]] = field(default_factory=dict)
    """By form as written; every such form also stands among the forms of each entity it means."""

    def name(self, slug: str) -> EntityName:
        """Return what an entity is called.

        Raises:
            KeyError: The base does not know the slug.
        """
        return self.entities[slug].name

    def of_class(self, kind: type[_E]) -> Iterator[_E]:
        """Yield the entities of one class, such as `Person`, in order."""
        return (entity for entity in self.entities.values() if isinstance(entity, kind))

    def relations(self, slug: str) -> tuple[Relation, ...]:
        """Return an agreement's relations, those written at the other end turned round."""
        entity = self.entities[slug]
        own = entity.relations if isinstance(entity, Agreement) else ()
        turned = [
            replace(relation, type=INVERSE.get(relation.type, relation.type), target=other.slug)
            for other in self.of_class(Agreement)
            for relation in other.relations
            if relation.target == slug
        ]
        return tuple(dict.fromkeys((*own, *turned)))


def load(directory: Path | None = None) -> KnowledgeBase:
    """Read the knowledge base, the packaged one (once a process) unless a directory is given.

    Raises:
        KnowledgeError: A file is missing or not TOML, or an entry lacks a key, has one that is
            not known, or a value of the wrong kind; the message names file and entry.
    """
    return _packaged() if directory is None else _read(directory)


@cache
def _packaged() -> KnowledgeBase:
    return _read(PACKAGED)


def _read(directory: Path) -> KnowledgeBase:
    entities: dict[str, Entity] = {}
    senses, added = _read_senses(directory)
    for type_, file in FILES.items():
        for key, row in _rows(directory, file):
            entity = _build(type_, key, row, added)
            row.finish()
            entities[entity.slug] = entity
    for line in read_lines(directory):
        entity = _of_line(line, added)
        if entity.slug in entities:
            raise KnowledgeError(f"{WORLD}: {entity.slug} stands twice, here or in another file")
        entities[entity.slug] = entity
    return KnowledgeBase(MappingProxyType(entities), MappingProxyType(senses))


class _Row:
    """One table of a file, read key by key so that what is missing, wrong or left over shows."""

    __slots__ = ("_known", "_table", "_where")

    def __init__(self, table: object, where: str) -> None:
        if not isinstance(table, dict):
            raise KnowledgeError(f"{where}: expected a table")
        self._table: dict[str, Any] = table
        self._where = where
        self._known: set[str] = set()

    def text(self, key: str) -> str:
        value = self.get(key)
        if value is None:
            raise KnowledgeError(f"{self._where}: “{key}” is missing")
        return value

    def get(self, key: str) -> str | None:
        self._known.add(key)
        value = self._table.get(key)
        if value is not None and not isinstance(value, str):
            raise KnowledgeError(f"{self._where}: “{key}” must be text in quotes")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self._list(key)
        for value in values:
            if not isinstance(value, str):
                raise KnowledgeError(f"{self._where}: “{key}” must hold texts in quotes")
        return tuple(values)

    def number(self, key: str) -> int | None:
        self._known.add(key)
        value = self._table.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise KnowledgeError(f"{self._where}: “{key}” must be a whole number")
        return value

    def flag(self, key: str) -> bool:
        self._known.add(key)
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise KnowledgeError(f"{self._where}: “{key}” must be true or false")
        return value

    def rows(self, key: str) -> list[_Row]:
        where = f"{self._where} {key}"
        return [_Row(value, f"{where} {n}") for n, value in enumerate(self._list(key), 1)]

    def finish(self) -> None:
        """Refuse a key nobody asked for: most likely a misspelt one."""
        for key in self._table:
            if key not in self._known:
                raise KnowledgeError(f"{self._where}: “{key}” is not a key of this table")

    def _list(self, key: str) -> list[Any]:
        self._known.add(key)
        values = self._table.get(key)
        if values is None:
            return []
        if not isinstance(values, list):
            raise KnowledgeError(f"{self._where}: “{key}” must be a list in brackets")
        return values


def _rows(directory: Path, file: str) -> Iterator[tuple[str, _Row]]:
    try:
        text = (directory / file).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KnowledgeError(f"{file} is missing from the knowledge base") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{file} cannot be read: {error}") from error
    document = loads(text)
    if document is None:
        document = _tomllib(text, file)
    for key, table in document.items():
        yield key, _Row(table, f"{file} [{key}]")


def _tomllib(text: str, file: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{file} is not valid TOML: {error}") from error


def _build(type_: EntityType, key: str, row: _Row, added: Mapping[str, list[Form]]) -> Entity:
    slug = f"{type_.prefix}/{key}"
    common: dict[str, Any] = {
        "slug": slug,
        "type": type_,
        "ar": row.text("ar"),
        "en": row.text("en"),
        "about": row.text("about"),
        "forms": _forms(row, added.get(slug, ())),
        "latin": row.texts("latin"),
        "other": row.texts("other"),
        "country": row.get("country"),
        "wikidata": row.get("wikidata"),
        "note": row.get("note") or "",
        "sources": row.texts("sources"),
    }
    if type_ is EntityType.PERSON:
        return _person(row, common)
    if type_ is EntityType.AGREEMENT:
        return _agreement(row, common)
    if type_ is EntityType.ORG:
        return _organisation(row, common)
    return _place(row, common)


def _of_line(line: WorldLine, added: Mapping[str, list[Form]]) -> Entity:
    """Make the entity of a line, with as little ado as may be: there are more than a thousand."""
    slug = f"{line.type.prefix}/{line.key}"
    common: dict[str, Any] = {
        "slug": slug,
        "type": line.type,
        "ar": line.ar,
        "en": line.english,
        "about": line.about,
        "forms": _all_forms(line.ar, line.full, line.short, line.weak, added.get(slug, ())),
        "country": line.country,
        "sources": SOURCES,
    }
    if line.type is EntityType.PERSON:
        roles = tuple(Role(ar, line.about, None, since, until) for ar, since, until in line.roles)
        return Person(**common, roles=roles)
    if line.type is EntityType.AGREEMENT:
        return Agreement(**common, kind=line.kind, date=line.date)
    if line.type is EntityType.ORG:
        return Organisation(**common, kind=line.kind)
    return Place(**common, kind=line.kind, demonyms=line.demonyms)


def _forms(row: _Row, added: Iterable[Form]) -> tuple[Form, ...]:
    """Read the forms of an entity: the name, then full, short, weak and ambiguous ones."""
    name, full, short, weak = (
        row.text("ar"),
        row.texts("aliases"),
        row.texts("short"),
        row.texts("weak"),
    )
    return () if row.flag("silent") else _all_forms(name, full, short, weak, added)


def _all_forms(
    name: str,
    aliases: Sequence[str],
    shorts: Sequence[str],
    weaks: Sequence[str],
    added: Iterable[Form],
) -> tuple[Form, ...]:
    full = [form for text in aliases for form in expand(text)]
    short = [form for text in shorts for form in expand(text)]
    weak = [form for text in weaks for form in expand(text)]
    forms: dict[str, Form] = {}
    for text in (name, *full, *short, *weak):
        if text not in forms:
            strength: Strength = "weak" if text in weak else "strong"
            forms[text] = Form(text, strength, text != name and text not in full)
    for form in added:
        forms.setdefault(form.text, form)
    return tuple(forms.values())


def expand(pattern: str) -> tuple[str, ...]:
    """Return the forms a pattern stands for: ``(a|b) c(| d)`` is a c, a c d, b c, b c d.

    Text without ``|`` stands for itself, brackets and all; brackets do not nest.
    """
    if "|" not in pattern:
        return (pattern,)
    forms = [""]
    for part in _PARTS.split(pattern):
        choices = part[1:-1].split("|") if part.startswith("(") and "|" in part else [part]
        forms = [form + choice for form in forms for choice in choices]
    return tuple(dict.fromkeys(" ".join(form.split()) for form in forms))


def _person(row: _Row, common: dict[str, Any]) -> Person:
    roles = tuple(_role(role) for role in row.rows("roles"))
    return Person(**common, side=row.get("side") or "", roles=roles)


def _role(row: _Row) -> Role:
    role = Role(
        ar=row.text("ar"),
        en=row.text("en"),
        org=_reference(row.get("org"), "org"),
        since=row.text("since"),
        until=row.get("until"),
    )
    row.finish()
    return role


def _agreement(row: _Row, common: dict[str, Any]) -> Agreement:
    return Agreement(
        **common,
        kind=row.text("kind"),
        date=row.text("date"),
        start=row.get("start"),
        effective=row.get("effective"),
        end=row.get("end"),
        place=_reference(row.get("place"), "place"),
        parties=_references(row.texts("parties"), "org"),
        mediators=_references(row.texts("mediators"), "org"),
        signatories=_references(row.texts("signatories"), "person"),
        announced_by=_references(row.texts("announced_by"), "person"),
        doc=row.get("doc"),
        summary=row.get("summary") or "",
        provisions=tuple(_provision(provision) for provision in row.rows("provisions")),
        rounds=tuple(_round(round_) for round_ in row.rows("rounds")),
        accounts=tuple(_account(account) for account in row.rows("accounts")),
        relations=tuple(_relation(relation, "agreement") for relation in row.rows("relations")),
    )


def _provision(row: _Row) -> Provision:
    provision = Provision(
        what=row.text("what"),
        n=row.number("n"),
        since=row.get("since"),
        by=row.get("by"),
    )
    row.finish()
    return provision


def _round(row: _Row) -> Round:
    round_ = Round(
        n=row.number("n") or 0,
        start=row.text("start"),
        end=row.text("end"),
        place=_qualified(row.text("place"), "place"),
    )
    row.finish()
    return round_


def _account(row: _Row) -> Account:
    account = Account(
        by=_qualified(row.text("by"), "org"), says=row.text("says"), source=row.text("source")
    )
    row.finish()
    return account


def _relation(row: _Row, prefix: str) -> Relation:
    relation = Relation(
        type=row.text("type"),
        target=_qualified(row.text("target"), prefix),
        since=row.get("since"),
        until=row.get("until"),
    )
    row.finish()
    return relation


def _organisation(row: _Row, common: dict[str, Any]) -> Organisation:
    return Organisation(
        **common,
        kind=row.text("kind"),
        parent=_reference(row.get("parent"), "org"),
        founded=row.get("founded"),
        ended=row.get("ended"),
        stance=row.get("stance") or "",
        relations=tuple(_relation(relation, "org") for relation in row.rows("relations")),
    )


def _place(row: _Row, common: dict[str, Any]) -> Place:
    return Place(
        **common,
        kind=row.text("kind"),
        parent=_reference(row.get("parent"), "place"),
        demonyms=row.texts("demonyms"),
    )


def _qualified(key: str, prefix: str) -> str:
    """Make a slug of a key; a slug and a country code stay as they are."""
    return key if "/" in key or _COUNTRY.match(key) else f"{prefix}/{key}"


def _reference(key: str | None, prefix: str) -> str | None:
    return None if key is None else _qualified(key, prefix)


def _references(keys: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    return tuple(_qualified(key, prefix) for key in keys)


def _read_senses(directory: Path) -> tuple[dict[str, tuple[Sense, ...]], dict[str, list[Form]]]:
    """Read the ambiguous forms: their senses, and by slug the forms they add to each entity."""
    senses: dict[str, tuple[Sense, ...]] = {}
    added: dict[str, list[Form]] = {}
    for _, row in _rows(directory, AMBIGUOUS):
        texts = [form for text in row.texts("forms") for form in expand(text)]
        strength: Strength = "weak" if row.flag("weak") else "strong"
        read = tuple(_sense(sense) for sense in row.rows("sense"))
        row.finish()
        for text in texts:
            if text in senses:
                raise KnowledgeError(f"{AMBIGUOUS}: “{text}” stands in two entries")
            senses[text] = read
        for sense in read:
            forms = [Form(text, strength) for text in texts]
            added.setdefault(sense.entity, []).extend(forms)
    return senses, added


def _sense(row: _Row) -> Sense:
    sense = Sense(
        entity=row.text("entity"),
        since=row.get("since"),
        until=row.get("until"),
        near=row.texts("near"),
    )
    row.finish()
    return sense


def validate(base: KnowledgeBase) -> list[str]:
    """Return what is wrong with a base, a line each that names file and entry; empty if nothing."""
    problems = [problem for entity in base.entities.values() for problem in _check(entity, base)]
    problems += _check_relations(base)
    problems += _check_forms(base)
    problems += _check_senses(base)
    return problems


def _where(slug: str) -> str:
    prefix, _, key = slug.partition("/")
    return f"{FILES[EntityType(prefix.upper())]} [{key}]"


def _check(entity: Entity, base: KnowledgeBase) -> Iterator[str]:
    where = _where(entity.slug)
    if not _KEY.match(entity.key):
        yield f"{where}: the key may hold a-z, 0-9 and single hyphens only"
    for label in ("ar", "en", "about"):
        if not getattr(entity, label).strip():
            yield f"{where}: “{label}” is empty"
    if len(entity.about) > ABOUT_LIMIT or "\n" in entity.about:
        yield f"{where}: “about” must be one line of at most {ABOUT_LIMIT} characters"
    if not entity.sources:
        yield f"{where}: “sources” is empty"
    if entity.country is not None and not _COUNTRY.match(entity.country):
        yield f"{where}: “{entity.country}” is not a country code"
    for form in entity.forms:
        if not form.text.strip() and form.text != entity.ar:
            yield f"{where}: a form is empty"
    for label, target, prefixes in _references_of(entity):
        if problem := _check_reference(target, prefixes, base):
            yield f"{where}: {label} “{target}” {problem}"
    for label, since, until in _periods_of(entity):
        yield from (f"{where}: {problem}" for problem in _check_period(label, since, until))


_Reference = tuple[str, str, tuple[str, ...]]
_Period = tuple[str, str | None, str | None]


def _references_of(entity: Entity) -> Iterator[_Reference]:
    """Yield every reference: its key, its target, the types it may have (none: a country too)."""
    if isinstance(entity, Person):
        yield from (("org", role.org, ("org",)) for role in entity.roles if role.org)
    elif isinstance(entity, Agreement):
        if entity.place:
            yield "place", entity.place, ("place",)
        yield from (("parties", slug, ("org", "")) for slug in entity.parties)
        yield from (("mediators", slug, ("org", "")) for slug in entity.mediators)
        yield from (("signatories", slug, ("person",)) for slug in entity.signatories)
        yield from (("announced_by", slug, ("person",)) for slug in entity.announced_by)
        yield from (("rounds", round_.place, ("place",)) for round_ in entity.rounds)
        yield from (("accounts", account.by, ("org",)) for account in entity.accounts)
        yield from (("relations", to.target, ("agreement",)) for to in entity.relations)
    elif isinstance(entity, Organisation):
        if entity.parent:
            yield "parent", entity.parent, ("org",)
        anything = (*(type_.prefix for type_ in FILES), "")
        yield from (("relations", to.target, anything) for to in entity.relations)
    elif isinstance(entity, Place) and entity.parent:
        yield "parent", entity.parent, ("place",)


def _check_reference(target: str, prefixes: tuple[str, ...], base: KnowledgeBase) -> str | None:
    if "/" not in target:
        return None if "" in prefixes else "is a country code where an entry is meant"
    if target not in base.entities:
        return "does not exist"
    if target.partition("/")[0] not in prefixes:
        return "is an entry of another file than is meant here"
    return None


def _periods_of(entity: Entity) -> Iterator[_Period]:
    if isinstance(entity, Person):
        yield from (("roles", role.since, role.until) for role in entity.roles)
    elif isinstance(entity, Agreement):
        yield "date", entity.start or entity.date, entity.end or entity.date
        yield "effective", entity.date, entity.effective
        yield from (("rounds", round_.start, round_.end) for round_ in entity.rounds)
        yield from (("provisions", item.since, item.by) for item in entity.provisions)
        yield from (("relations", relation.since, relation.until) for relation in entity.relations)
    elif isinstance(entity, Organisation):
        yield "founded", entity.founded, entity.ended
        yield from (("relations", relation.since, relation.until) for relation in entity.relations)


def _check_period(label: str, since: str | None, until: str | None) -> Iterator[str]:
    dates = [date for date in (since, until) if date is not None]
    wrong = [date for date in dates if not _DATE.match(date)]
    yield from (f"{label}: “{date}” is not an ISO date" for date in wrong)
    if since and until and not wrong and _first_day(since) > _last_day(until):
        yield f"{label}: {until} is before {since}"


def _check_relations(base: KnowledgeBase) -> Iterator[str]:
    """Find relations of agreements that are unknown, run both ways, or run against time."""
    for agreement in base.of_class(Agreement):
        where = _where(agreement.slug)
        for relation in agreement.relations:
            if relation.type not in INVERSE:
                yield f"{where}: relation type “{relation.type}” is not known"
                continue
            target = base.entities.get(relation.target)
            if isinstance(target, Agreement):
                yield from (
                    f"{where}: {relation.type} {target.key}: {problem}"
                    for problem in _contradictions(agreement, relation, target)
                )


def _contradictions(agreement: Agreement, relation: Relation, target: Agreement) -> Iterator[str]:
    if target is agreement:
        yield "an agreement does not relate to itself"
        return
    one_way = INVERSE[relation.type] != relation.type
    answers = {(answer.type, answer.target) for answer in target.relations}
    if one_way and (relation.type, agreement.slug) in answers:
        yield "the other says the same of this one"
    first, second = agreement.start or agreement.date, target.start or target.date
    if relation.type in _LATER_FIRST and first < second:
        yield f"{first} is before {second}"
    if relation.type in _EARLIER_FIRST and first > second:
        yield f"{first} is after {second}"


def _check_forms(base: KnowledgeBase) -> Iterator[str]:
    """Find forms that mean two entities once folded and stand in no entry of ambiguous.toml."""
    from corpus.arabic.folding import fold_text

    ambiguous = {fold_text(text) for text in base.senses}
    owners: dict[str, dict[str, str]] = {}
    for entity in base.entities.values():
        for form in entity.forms:
            owners.setdefault(fold_text(form.text), {}).setdefault(entity.slug, form.text)
    for folded, slugs in owners.items():
        if len(slugs) < 2 or folded in ambiguous:
            continue
        first, *others = slugs
        yield from (
            f"{_where(other)}: “{slugs[other]}” also means {first}; say in {AMBIGUOUS} what decides"
            for other in others
        )


def _check_senses(base: KnowledgeBase) -> Iterator[str]:
    from corpus.arabic.folding import fold_text

    folded_forms: dict[str, set[str]] = {
        slug: {fold_text(form.text) for form in entity.forms}
        for slug, entity in base.entities.items()
    }
    for text, senses in base.senses.items():
        where = f"{AMBIGUOUS} “{text}”"
        if len(senses) < 2:
            yield f"{where}: one sense is not ambiguous"
        yield from (f"{where}: {problem}" for sense in senses for problem in _check_sense(sense))
        deciders = [(sense.since, sense.until, frozenset(sense.near)) for sense in senses]
        if len(set(deciders)) < len(deciders):
            yield f"{where}: two senses have the same deciders"
        if len({sense.entity for sense in senses}) < len(senses):
            yield f"{where}: two senses name the same entity"
        meant = {sense.entity for sense in senses}
        for slug in meant - folded_forms.keys():
            yield f"{where}: {slug} does not exist"
        folded = fold_text(text)
        for slug, forms in folded_forms.items():
            if folded in forms and slug not in meant:
                yield f"{where}: no sense for {slug}, which has this form too"


def _check_sense(sense: Sense) -> Iterator[str]:
    yield from _check_period(sense.entity, sense.since, sense.until)
    if not (sense.since or sense.until or sense.near):
        yield f"{sense.entity} has nothing that decides for it"


def _first_day(date: str) -> str:
    return date[:10] + "-01-01"[len(date) - 4 :] if len(date) < 10 else date[:10]


def _last_day(date: str) -> str:
    return date[:10] + "-12-31"[len(date) - 4 :] if len(date) < 10 else date[:10]
