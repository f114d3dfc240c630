"""How entities stand to each other, as the knowledge base has it."""

from __future__ import annotations

from corpus.dossier.names import both_names, name_of, named, office_of, period, target_slug
from corpus.dossier.values import Line
from corpus.knowledge.base import INVERSE, Agreement, Organisation, Person, Place
from corpus.knowledge.words import kinds, relations, seen_from_there, word_of
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.knowledge.base import Entity, KnowledgeBase, Relation

MOST = 80
"""Relations that are listed."""


def relation_words(type_: str) -> str:
    """Return a relation as one says it: ``supplemented-by`` is “supplemented by”."""
    return word_of(relations(), type_)


def relation_lines(entity: Entity, base: KnowledgeBase) -> Iterator[Line]:
    """Yield how an entity stands to others, whichever end says so."""
    lines = list(_all_relations(entity, base))
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield Line(told("{n} more in the knowledge base", n=len(lines) - MOST), tone="muted")


def _all_relations(entity: Entity, base: KnowledgeBase) -> Iterator[Line]:
    if isinstance(entity, Agreement):
        for relation in sorted(base.relations(entity.slug), key=_weight):
            yield _related(relation, base)
        return
    if isinstance(entity, Organisation):
        for relation in entity.relations:
            yield _related(relation, base)
    for other in base.entities.values():
        if other is not entity:
            yield from (
                Line(both_names(other.en, other.ar), label, aside, entity=other.slug)
                for label, aside in _ties(other, entity, base)
            )


_WEIGHTIEST = ("supplement", "replace", "renew", "implement", "builds-on", "basis-of", "complement")


def _weight(relation: Relation) -> int:
    """Say how near the head a relation stands: what changes a text before what mentions it."""
    for rank, stem in enumerate(_WEIGHTIEST):
        if relation.type.startswith(stem):
            return rank
    return len(_WEIGHTIEST)


def _related(relation: Relation, base: KnowledgeBase) -> Line:
    target = base.entities.get(relation.target)
    when = target.date if isinstance(target, Agreement) else ""
    if relation.since or relation.until:
        when = period(relation.since, relation.until)
    return named(relation_words(relation.type), relation.target, base, when)


def _ties(other: Entity, entity: Entity, base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield how another entry refers to an entity: what it is there, and when."""
    slug = entity.slug
    if isinstance(other, Agreement):
        for label, slugs in (
            (told("signed"), other.signatories),
            (told("announced"), other.announced_by),
            (told("mediated"), other.mediators),
            (told("party to"), other.parties),
        ):
            if any(target_is(one, entity, base) for one in slugs):
                yield label, other.date
        if other.place == slug:
            yield told("scene of"), other.date
    elif isinstance(other, Person):
        for role in other.roles:
            if role.org == slug:
                when = period(role.since, role.until)
                yield told("office of"), told("{office}, {when}", office=office_of(role), when=when)
    elif isinstance(other, Organisation):
        if other.parent == slug:
            yield told("has part"), ""
        for relation in other.relations:
            if relation.target == slug:
                turned = INVERSE.get(relation.type)
                words = word_of(seen_from_there(), relation.type)
                said = relation_words(turned) if turned else words
                is_dated = relation.since or relation.until
                yield said, period(relation.since, relation.until) if is_dated else ""
    elif isinstance(other, Place) and other.parent == slug:
        yield told("holds"), word_of(kinds(), other.kind)


def target_is(target: str, entity: Entity, base: KnowledgeBase) -> bool:
    """Tell whether a reference means an entity."""
    if target == entity.slug:
        return True
    if "/" in target or entity.country != target:
        return target == "UN" and entity.slug == target_slug("UN", base)
    return isinstance(entity, Place) and entity.kind == "country"


def relations_between(first: Entity, second: Entity, base: KnowledgeBase) -> Iterator[Line]:
    """Yield how the knowledge base relates two entities, said of the first."""
    if isinstance(first, Agreement):
        for relation in base.relations(first.slug):
            if relation.target == second.slug:
                yield _between(first, relation, second)
    elif isinstance(first, Organisation):
        for relation in first.relations:
            if target_is(relation.target, second, base):
                yield _between(first, relation, second)
    for one, other in ((first, second), (second, first)):
        for tie, aside in _ties(one, other, base):
            if not (isinstance(one, Organisation) and isinstance(other, Organisation)):
                said = told("{other}: {tie} {one}", other=name_of(other), tie=tie, one=name_of(one))
                yield Line(said, told("relation"), aside, entity=one.slug)


def _between(first: Entity, relation: Relation, second: Entity) -> Line:
    said = told(
        "{one} {relation} {other}",
        one=name_of(first),
        relation=relation_words(relation.type),
        other=name_of(second),
    )
    return Line(said, told("relation"), entity=second.slug)
