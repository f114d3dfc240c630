"""How entities of the knowledge base are named on a line of a dossier."""

from __future__ import annotations

from corpus.bilingual import Bilingual
from corpus.dossier.values import Line
from corpus.knowledge.base import Place
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.article import EntityName
    from corpus.knowledge.base import Entity, KnowledgeBase, Role


def isolated(text: str) -> str:
    """Return text that keeps its own direction inside a line of another (U+2068, U+2069)."""
    return f"\u2068{text}\u2069"


def both_names(en: str, ar: str) -> str:
    """Return the English name and, where it differs, the Arabic one; in Arabic that comes first."""
    if ar == en:
        return en
    return Bilingual(f"{en} · {isolated(ar)}", f"{ar} · {isolated(en)}")


def name_of(entity: Entity | EntityName) -> Bilingual:
    """Return what an entity is called, in the language that is spoken."""
    return Bilingual(entity.en, entity.ar)


def office_of(role: Role) -> Bilingual:
    """Return what an office is called, in the language that is spoken."""
    return Bilingual(role.en, role.ar)


def in_a_row(parts: Sequence[str]) -> str:
    """Return parts with semicolons between them, each in the language that is spoken."""
    if not parts:
        return ""
    said, *rest = parts
    for part in rest:
        said = told("{parts}; {part}", parts=said, part=part)
    return said


def period(since: str | None, until: str | None) -> str:
    """Return a time between two ISO days, months or years, as precisely as they are known."""
    if since and until:
        return f"{since} – {until}"
    return told("since {day}", day=since) if since else told("until {day}", day=until)


def target_slug(target: str, base: KnowledgeBase) -> str | None:
    """Return the slug behind a reference: a slug, or the country of a two-letter code."""
    if target in base.entities:
        return target
    if target == "UN":
        return "org/un" if "org/un" in base.entities else None
    return next(
        (
            place.slug
            for place in base.of_class(Place)
            if place.country == target and place.kind == "country"
        ),
        None,
    )


def named(label: str, target: str, base: KnowledgeBase, aside: str = "") -> Line:
    """Return a line that names another entity."""
    slug = target_slug(target, base)
    if slug is None:
        return Line(target, label, aside)
    entity = base.entities[slug]
    return Line(both_names(entity.en, entity.ar), label, aside, entity=slug)
