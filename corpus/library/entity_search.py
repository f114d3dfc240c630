"""Finding an entity by a part of its name, Arabic or Latin, as one types it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from corpus.arabic.folding import fold_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from corpus.article import EntityName
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library


@dataclass(frozen=True, slots=True)
class _Named:
    name: EntityName
    first: tuple[str, ...]
    """Its names as it is called by, in lookup form."""
    further: tuple[str, ...]
    mentions: int


class EntityFinder:
    """Finds entities by name.

    Args:
        names: The entities, each with further forms by which it is known and how often it is
            mentioned.
    """

    def __init__(self, names: Iterable[tuple[EntityName, Sequence[str], int]]) -> None:
        self._all = [
            _Named(name, (lookup(name.ar), lookup(name.en)), tuple(map(lookup, forms)), mentions)
            for name, forms, mentions in names
        ]

    def find(self, text: str, limit: int = 50) -> tuple[EntityName, ...]:
        """Return the entities a text can mean, the best first.

        The very name comes before one in which a word begins so, that before another form that
        does, and that before a name that only holds the text; among equals what is mentioned
        more often comes first. Nothing typed finds nothing.
        """
        wanted = lookup(text)
        if not wanted:
            return ()
        ranked = sorted(
            (rank, -named.mentions, len(named.first[0]), named.name.slug, named.name)
            for named in self._all
            if (rank := _rank(named, wanted)) is not None
        )
        return tuple(name for *_, name in ranked[:limit])


def _rank(named: _Named, wanted: str) -> int | None:
    if wanted in named.first:
        return 0
    if any(f" {wanted}" in f" {name}" for name in named.first):
        return 1
    if any(f" {wanted}" in f" {form}" for form in named.further):
        return 2
    return 3 if any(wanted in name for name in named.first) else None


def lookup(text: str) -> str:
    """Return a name as it is compared: Arabic folded, Latin without accents and capitals."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not "\u0300" <= letter < "\u0370"
    )
    return " ".join(fold_text(plain.casefold()).split())


def entity_finder(library: Library, base: KnowledgeBase) -> EntityFinder:
    """Return a finder of all that the knowledge base and a library know, dates excepted."""
    known: dict[str, tuple[EntityName, list[str]]] = {
        slug: (entity.name, [form.text for form in entity.forms])
        for slug, entity in base.entities.items()
    }
    for name in library.all_entities():
        known.setdefault(name.slug, (name, []))
    counts = library.mention_counts(list(known))
    return EntityFinder((name, forms, counts.get(slug, 0)) for slug, (name, forms) in known.items())


def open_finder(path: Path) -> EntityFinder:
    """Return a finder of all that the knowledge base and the library at a path know.

    It reads all names and counts all mentions, and does so with a library of its own: call it in
    a thread.

    Raises:
        BriefError: The library or the knowledge base cannot be read.
    """
    from corpus.knowledge.base import load
    from corpus.library.store import Library

    with Library(path, writable=False) as library:
        return entity_finder(library, load())
