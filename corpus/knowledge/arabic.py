"""What the knowledge base says of an entity, in Arabic as well: `arabic.toml` and a few rules.

Nothing is read until somebody asks, as only who reads Arabic needs it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType
from corpus.bilingual import Bilingual
from corpus.errors import KnowledgeError
from corpus.knowledge.base import Agreement, Place
from corpus.knowledge.words import kinds
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.article import EntityName
    from corpus.knowledge.base import Entity, KnowledgeBase

FILE: Final = Path(__file__).with_name("arabic.toml")

Sentences = dict[str, str | list[str]]
"""What is said of an entity, by key: ``about``, ``summary``, ``note``, ``terms``, ``accounts``."""


@cache
def sentences() -> Mapping[str, Sentences]:
    """Return what the file says, by slug."""
    import tomllib

    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        f"{type_.prefix}/{key}": said
        for type_ in EntityType
        for key, said in tables.get(type_.prefix, {}).items()
    }


def name_in_arabic(name: EntityName) -> EntityName:
    """Return a name whose ``about`` has its Arabic with it, where the file has that."""
    return replace(name, about=_said(name.about, name.slug, "about"))


def in_arabic(entity: Entity, base: KnowledgeBase) -> Entity:
    """Return an entity whose sentences have their Arabic with them, as far as there is any.

    Args:
        entity: The entity; it is not changed.
        base: The base it is of, for the name of its country.

    Raises:
        KnowledgeError: The file has another number of texts for a list than the entity has.
    """
    slug = entity.slug
    entity = replace(entity, about=_about(entity, base), note=_said(entity.note, slug, "note"))
    if not isinstance(entity, Agreement):
        return entity
    terms = _texts([item.what for item in entity.provisions], slug, "terms")
    accounts = _texts([account.says for account in entity.accounts], slug, "accounts")
    return replace(
        entity,
        summary=_said(entity.summary, slug, "summary"),
        provisions=tuple(
            replace(item, what=what) for item, what in zip(entity.provisions, terms, strict=True)
        ),
        accounts=tuple(
            replace(one, says=says) for one, says in zip(entity.accounts, accounts, strict=True)
        ),
    )


def _about(entity: Entity, base: KnowledgeBase) -> str:
    """Return who or what an entity is; of a line of the world by its name, or kind and country."""
    about = _said(entity.about, entity.slug, "about")
    if isinstance(about, Bilingual):
        return about
    if about == entity.en:
        return Bilingual(about, entity.ar)
    if not isinstance(entity, Place) or entity.kind not in kinds():
        return about
    kind = kinds()[entity.kind]
    if about == entity.kind.capitalize():
        return kind
    country = _country(entity.country, base)
    if country is None or about != f"{entity.kind.capitalize()} ({entity.country})":
        return about
    return told("{kind} ({country})", kind=kind, country=Bilingual(country.en, country.ar))


def _country(code: str | None, base: KnowledgeBase) -> Place | None:
    return next(
        (one for one in base.of_class(Place) if one.kind == "country" and one.country == code),
        None,
    )


def _said(english: str, slug: str, key: str) -> str:
    arabic = sentences().get(slug, {}).get(key)
    return Bilingual(english, arabic) if english and isinstance(arabic, str) else english


def _texts(english: Sequence[str], slug: str, key: str) -> list[str]:
    arabic = sentences().get(slug, {}).get(key)
    if not isinstance(arabic, list):
        return list(english)
    if len(arabic) != len(english):
        raise KnowledgeError(
            told(
                "{file}: “{key}” of {slug} must have {n} texts",
                file=FILE.name,
                key=key,
                slug=slug,
                n=len(english),
            )
        )
    return [Bilingual(one, other) for one, other in zip(english, arabic, strict=True)]
