"""From what a person types to the entity that is meant: a slug, or a name in either script."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from corpus.article import EntityType
from corpus.dossier.build import subject_of
from corpus.errors import NotFoundError
from corpus.library.entity_search import entity_finder, lookup
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import EntityName
    from corpus.dossier.values import Subject
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library

OFFERED = 5


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom or what was meant, and what else a name could have meant."""

    subject: Subject
    others: tuple[EntityName, ...] = ()


def resolve(library: Library, base: KnowledgeBase, text: str) -> Resolved:
    """Return the entity of a slug or the likeliest of a name.

    Raises:
        NotFoundError: Nothing is called so; the hint offers the nearest.
    """
    wanted = text.strip()
    slug = wanted.lower()
    keys = [one for one in base.entities if one.partition("/")[2] == slug]
    for likely in (slug, f"{EntityType.DATE.prefix}/{slug}", *(keys if len(keys) == 1 else ())):
        with suppress(NotFoundError):
            return Resolved(subject_of(library, base, likely))
    finder = entity_finder(library, base)
    found = finder.find(wanted, OFFERED + 1)
    if found:
        return Resolved(subject_of(library, base, found[0].slug), found[1:])
    raise NotFoundError(
        told("There is no entity {slug!r}", slug=wanted), _hint(library, base, slug)
    )


def _hint(library: Library, base: KnowledgeBase, wanted: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(wanted, base.entities, n=3, cutoff=0.5)
    if not near:
        names = {lookup(name): slug for slug, name in _called(library, base)}
        close = get_close_matches(lookup(wanted), names, n=3, cutoff=0.6)
        near = list(dict.fromkeys(names[name] for name in close))
    if near:
        return told("Near: {names}", names=", ".join(near))
    kinds = ", ".join(type_.prefix for type_ in EntityType)
    return told("Give a name, or a slug: a kind ({kinds}), / and a name", kinds=kinds)


def _called(library: Library, base: KnowledgeBase) -> list[tuple[str, str]]:
    known = [
        (entity.slug, name) for entity in base.entities.values() for name in (entity.ar, entity.en)
    ]
    return known + [
        (name.slug, one) for name in library.all_entities() for one in (name.ar, name.en)
    ]
