"""Which entities a query means: by slug, by the last part of one, by a part of a name."""

from __future__ import annotations

import re
from collections import ChainMap
from dataclasses import dataclass
from functools import cache

from corpus.arabic.folding import fold_text
from corpus.knowledge.base import load
from corpus.library.entity_search import lookup
from corpus.query.errors import QueryError
from corpus.search.words import forms_of
from corpus.told import any_of, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from corpus.article import EntityType
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library
    from corpus.query.tree import Named


@dataclass(frozen=True, slots=True)
class _Entity:
    slug: str
    names: str
    """In lookup form, Arabic and Latin: a line each, a blank before it."""
    whole: frozenset[str]
    """What alone names it."""
    single: tuple[str, ...] = ()
    """Those of a person or a place that are one Arabic word."""


class Names:
    """The entities that the knowledge base and a library know, dates excepted."""

    def __init__(self, library: Library, base: KnowledgeBase) -> None:
        known = _packaged() if base is load() else _known(base)
        found = (name for name in library.all_entities() if name.slug not in known)
        own = {name.slug: _entity(name.slug, (name.ar, name.en), ()) for name in found}
        self._entities = ChainMap(own, known)
        self._by_name = ChainMap(
            _by_name(own), _packaged_by_name() if base is load() else _by_name(known)
        )

    def named(self, words: str) -> tuple[str, ...]:
        """Return the slugs of the entities that words name whole, in any script."""
        wanted = lookup(words)
        return tuple(slug for some in self._by_name.maps for slug in some.get(wanted, ()))

    def is_name(self, word: str) -> bool:
        """Tell whether a word alone is a name of a person or a place."""
        return any(slug.startswith(("person/", "place/")) for slug in self.named(word))

    def single(self, slugs: Iterable[str]) -> tuple[str, ...]:
        """Return the names of persons and places that are one Arabic word, as they are indexed."""
        return tuple(dict.fromkeys(name for slug in slugs for name in self._entities[slug].single))

    def beginning(self, words: str) -> tuple[str, ...]:
        """Return the slugs of the entities in one of whose names a word begins so."""
        start = f" {lookup(words)}"
        return self._which(lambda entity: start in entity.names)

    def resolve(self, leaf: Named, text: str) -> tuple[str, ...]:
        """Return the slugs a leaf of a query means.

        The very slug comes before its last part, that before a whole name, and that before names
        in which a word begins so.

        Raises:
            QueryError: No entity has such a name.
        """
        kind = f"{leaf.type.prefix}/" if leaf.type else ""
        wanted = leaf.wanted.strip()
        if wanted in self._entities and wanted.startswith(kind):
            return (wanted,)
        part = wanted.casefold()
        ways: Iterable[Callable[[], tuple[str, ...]]] = (
            lambda: self._which(lambda entity: entity.slug.partition("/")[2] == part),
            lambda: self.named(wanted) if leaf.type is None or " " in wanted else (),
            lambda: self.beginning(wanted) if lookup(wanted) else (),
        )
        for way in ways:
            found = tuple(slug for slug in way() if slug.startswith(kind))
            if found:
                return found
        raise QueryError(text, leaf.at,
                         told("Nothing is known by the name {name!r}", name=wanted),
                         self._nearest(wanted, leaf.type))  # fmt: skip

    def _which(self, fits: Callable[[_Entity], bool]) -> tuple[str, ...]:
        return tuple(slug for slug, entity in self._entities.items() if fits(entity))

    def _nearest(self, wanted: str, type_: EntityType | None) -> str:
        from difflib import get_close_matches

        kind = f"{type_.prefix}/" if type_ else ""
        by_name: dict[str, str] = {}
        for slug, entity in self._entities.items():
            if slug.startswith(kind):
                names = entity.names.splitlines()
                by_name |= dict.fromkeys((slug, slug.partition("/")[2], *names), slug)
                by_name |= dict.fromkeys(entity.names.split(), slug)
        near = get_close_matches(lookup(wanted)[:80], by_name, n=3, cutoff=0.6)
        slugs = dict.fromkeys(by_name[name] for name in near)
        if not slugs:
            return told("See: idlib-brief entity")
        return told("Did you mean {names}?", names=any_of(tuple(slugs)))


@cache
def _packaged() -> dict[str, _Entity]:
    return _known(load())


@cache
def _packaged_by_name() -> dict[str, list[str]]:
    return _by_name(_packaged())


def _known(base: KnowledgeBase) -> dict[str, _Entity]:
    made = {}
    for slug, known in base.entities.items():
        latin = (known.en, *known.latin, *known.other)
        if slug.startswith("person/"):
            latin += (known.en.split()[-1],)
        strong = [form.text for form in known.forms if form.strength == "strong"]
        weak = [form.text for form in known.forms if form.strength == "weak"]
        made[slug] = _entity(slug, (known.ar, *strong, *latin), weak)
    return made


def _by_name(entities: dict[str, _Entity]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entity in entities.values():
        for name in entity.whole:
            if name:
                found.setdefault(name, []).append(entity.slug)
    return found


def _entity(slug: str, names: Iterable[str], others: Iterable[str]) -> _Entity:
    written = dict.fromkeys(names)
    whole = {name: _form(name) for name in written}
    every = dict.fromkeys((*whole.values(), *map(_form, others)))
    single: tuple[str, ...] = ()
    if slug.startswith(("person/", "place/")):
        words = (forms_of(name) for name in written if " " not in name and not _LATIN.search(name))
        single = tuple(dict.fromkeys(some[0] for some in words if len(some) == 1))
    return _Entity(slug, " " + "\n ".join(every), frozenset(whole.values()), single)


def _form(name: str) -> str:
    """Return the same as `lookup`, which takes its time over Latin letters."""
    return lookup(name) if _LATIN.search(name) else fold_text(name)


_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
