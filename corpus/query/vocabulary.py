"""What can stand in a query about one library: its entities, outlets and tags, and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.article import EntityName, EntityType
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.entity_search import EntityFinder
    from corpus.library.store import Library


MOST_ENTITIES = 10_000
"""Entities of a library that are offered: of more, nobody would see which is meant."""


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity that can be asked for."""

    name: EntityName
    mentions: int
    asked_by: str
    """The shortest that names this one alone: the last part of its slug, or all of it."""


class Vocabulary(Protocol):
    """What `corpus.query.completion` offers."""

    def entities(self, text: str, type_: EntityType | None, limit: int) -> Sequence[KnownEntity]:
        """Return the entities a text can mean, the best first; the commonest for no text."""
        ...

    def sources(self) -> Sequence[tuple[str, int]]:
        """Return the outlets with their numbers of articles, the commonest first."""
        ...

    def tags(self) -> Sequence[tuple[str, int]]:
        """Return the tags with their numbers of articles, the commonest first."""
        ...


class FixedVocabulary:
    """A vocabulary that was read once, and can be asked from any thread.

    Args:
        names: The entities with how often each is mentioned.
        finder: Finds them by a part of a name.
        sources: Outlets with their numbers of articles, the commonest first.
        tags: Tags with their numbers of articles, the commonest first.
    """

    def __init__(
        self,
        names: Iterable[tuple[EntityName, int]],
        finder: EntityFinder,
        sources: Sequence[tuple[str, int]] = (),
        tags: Sequence[tuple[str, int]] = (),
    ) -> None:
        listed = list(names)
        parts = Counter(_last(name.slug) for name, _ in listed)
        self._known = {
            name.slug: KnownEntity(
                name, count, _last(name.slug) if parts[_last(name.slug)] == 1 else name.slug
            )
            for name, count in listed
        }
        self._commonest = sorted(
            self._known.values(), key=lambda known: (-known.mentions, known.name.slug)
        )
        self._finder = finder
        self._sources = tuple(sources)
        self._tags = tuple(tags)

    def entities(self, text: str, type_: EntityType | None, limit: int) -> Sequence[KnownEntity]:
        """Return the entities a text can mean, the best first; the commonest for no text."""
        found = (
            [self._known[name.slug] for name in self._finder.find(text, limit=len(self._known))]
            if text.strip()
            else self._commonest
        )
        fitting = [known for known in found if type_ in (None, known.name.type)]
        # What nothing mentions finds nothing.
        return sorted(fitting, key=lambda known: known.mentions == 0)[:limit]

    def sources(self) -> Sequence[tuple[str, int]]:
        """Return the outlets with their numbers of articles, the commonest first."""
        return self._sources

    def tags(self) -> Sequence[tuple[str, int]]:
        """Return the tags with their numbers of articles, the commonest first."""
        return self._tags


def _last(slug: str) -> str:
    return slug.rpartition("/")[2]


def vocabulary_of(library: Library, base: KnowledgeBase) -> FixedVocabulary:
    """Read what can be asked of a library; may take long, so call it in a thread.

    Of the entities that the knowledge base does not have, the `MOST_ENTITIES` mentioned most are
    offered; the others can be asked for all the same.

    Raises:
        LibraryError: The library cannot be read.
    """
    from corpus.article import EntityName, EntityType
    from corpus.library.desk import all_tags
    from corpus.library.entity_search import EntityFinder

    known = {
        slug: (entity.name, [form.text for form in entity.forms])
        for slug, entity in base.entities.items()
        if entity.name.type is not EntityType.DATE
    }
    counts = library.mention_counts(list(known))
    for slug, type_, ar, en, about, mentions in library._rows(
        "SELECT e.slug, e.type, e.ar, e.en, e.about, t.mentions FROM entity_total t"
        " JOIN entity e ON e.slug = t.slug WHERE e.type <> ? AND t.mentions > 0"
        " ORDER BY t.mentions DESC, e.slug LIMIT ?",
        (EntityType.DATE, MOST_ENTITIES),
    ):
        known.setdefault(slug, (EntityName(slug, EntityType(type_), ar, en, about), []))
        counts[slug] = mentions
    return FixedVocabulary(
        [(name, counts.get(slug, 0)) for slug, (name, _) in known.items()],
        EntityFinder((name, forms, counts.get(s, 0)) for s, (name, forms) in known.items()),
        library._rows(
            "SELECT source, count(*) FROM article WHERE source IS NOT NULL"
            " GROUP BY source ORDER BY count(*) DESC, source"
        ),
        all_tags(library),
    )


class _Nothing:
    def entities(self, text: str, type_: EntityType | None, limit: int) -> Sequence[KnownEntity]:
        del text, type_, limit
        return ()

    def sources(self) -> Sequence[tuple[str, int]]:
        return ()

    def tags(self) -> Sequence[tuple[str, int]]:
        return ()


NOTHING_KNOWN: Vocabulary = _Nothing()
"""The vocabulary of a library that was not read yet."""
