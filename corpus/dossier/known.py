"""What the knowledge base says of an entity: who or what it is, offices, terms, relations."""

from __future__ import annotations

from corpus.article import EntityType
from corpus.dossier.names import both_names, isolated, named, period
from corpus.dossier.relations import relation_lines
from corpus.dossier.values import Line, Section
from corpus.knowledge.base import Agreement, Organisation, Person, Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.dossier.values import Subject
    from corpus.knowledge.base import Entity, KnowledgeBase

FORMS_SHOWN = 10
"""Forms by which the press calls it that are listed; the others are counted."""


def known_sections(base: KnowledgeBase, subject: Subject) -> Iterator[Section]:
    """Yield what the knowledge base has of an entity; of one it does not know, only that."""
    yield _section("about", "Who or what it is", "تعريف", tuple(_about(subject, base)))
    entity = subject.known
    if isinstance(entity, Person):
        yield from _filled("offices", "Offices", "المناصب", _offices(entity, base))
    if isinstance(entity, Agreement):
        yield from _filled("agreement", "The agreement", "الاتفاق", _agreement(entity, base))
        yield from _filled("terms", "Terms", "البنود", _terms(entity))
        yield from _filled("rounds", "Meetings", "الاجتماعات", _rounds(entity, base))
    if entity is not None:
        yield from _filled("relations", "Relations", "العلاقات", relation_lines(entity, base))
    if subject.name.type is EntityType.DATE:
        day = subject.slug.partition("/")[2]
        yield from _filled("known", "Known of that day", "في ذلك اليوم", _on(day, base))


def _section(key: str, title: str, arabic: str, lines: Sequence[Line]) -> Section:
    return Section(key, title, arabic, tuple(lines), len(lines))


def _filled(key: str, title: str, arabic: str, lines: Iterator[Line]) -> Iterator[Section]:
    found = tuple(lines)
    if found:
        yield _section(key, title, arabic, found)


# --- who or what it is --------------------------------------------------------------------


def name_section(subject: Subject) -> Section:
    """Return what an entity is called: what there is to show before the knowledge base is read."""
    return _section("about", "Who or what it is", "تعريف", tuple(_called(subject)))


def _called(subject: Subject) -> Iterator[Line]:
    name = subject.name
    yield Line(name.en, "English")
    if name.ar != name.en:
        yield Line(name.ar, "Arabic")
    if name.about:
        yield Line(name.about, "what")


def _about(subject: Subject, base: KnowledgeBase) -> Iterator[Line]:
    name, entity = subject.name, subject.known
    yield from _called(subject)
    if entity is None:
        if name.type is not EntityType.DATE:
            yield Line("Not in the knowledge base: found by rules in the articles", tone="muted")
        return
    yield from _kind(entity, base)
    if entity.note:
        yield Line(entity.note, "note")


def further_section(subject: Subject) -> Section | None:
    """Return by what other names an entity is known and where that is from; None for others."""
    entity = subject.known
    if entity is None:
        return None
    lines = []
    if entity.latin:
        lines.append(Line("; ".join(entity.latin), "also"))
    lines.extend(Line(name, "own name") for name in entity.other)
    forms = [form.text for form in entity.forms if form.text != entity.ar]
    if forms:
        more = len(forms) - FORMS_SHOWN
        rest = f" … {isolated(f'+{more}')}" if more > 0 else ""
        said = f"{len(forms)} forms" if len(forms) > 1 else "1 form"
        lines.append(Line("، ".join(forms[:FORMS_SHOWN]) + rest, "looked for", said))
    lines.extend(Line(source, "source", tone="muted") for source in entity.sources)
    return _section("further", "Names and sources", "أسماء ومصادر", lines)


def _kind(entity: Entity, base: KnowledgeBase) -> Iterator[Line]:
    if isinstance(entity, Agreement):
        yield Line(entity.kind, "kind")
        if entity.summary:
            yield Line(entity.summary, "summary")
    if isinstance(entity, Person) and entity.side:
        yield Line(entity.side, "side")
    if isinstance(entity, Organisation | Place):
        yield Line(entity.kind, "kind")
        if entity.parent:
            yield named("part of", entity.parent, base)
    if isinstance(entity, Organisation):
        if entity.founded or entity.ended:
            yield Line(period(entity.founded, entity.ended), "existed")
        if entity.stance:
            yield Line(entity.stance, "stance")
    if entity.country and not (isinstance(entity, Place) and entity.kind == "country"):
        yield named("country", entity.country, base)


# --- people -------------------------------------------------------------------------------


def _offices(person: Person, base: KnowledgeBase) -> Iterator[Line]:
    for role in person.roles:
        org = role.org if role.org in base.entities else None
        where = base.entities[org].en if org else ""
        yield Line(both_names(role.en, role.ar), period(role.since, role.until), where, entity=org)


# --- agreements ---------------------------------------------------------------------------


def _agreement(agreement: Agreement, base: KnowledgeBase) -> Iterator[Line]:
    signed = "signed" if agreement.signatories else "date"
    yield Line(agreement.date, signed, entity=f"date/{agreement.date[:10]}")
    for label, moment in (("begun", agreement.start), ("in force", agreement.effective)):
        if moment:
            yield Line(moment.replace("T", ", "), label, entity=f"date/{moment[:10]}")
    yield Line(status(agreement, base), "status")
    if agreement.place:
        yield named("place", agreement.place, base)
    yield from (named("party", party, base) for party in agreement.parties)
    yield from (named("third party", one, base, "mediated") for one in agreement.mediators)
    day = agreement.date[:10]
    for label, people in (
        ("signed by", agreement.signatories),
        ("announced by", agreement.announced_by),
    ):
        yield from (named(label, one, base, _office_on(one, day, base)) for one in people)
    if agreement.doc:
        yield Line(agreement.doc, "document")
    for account in agreement.accounts:
        says = base.entities[account.by].en if account.by in base.entities else account.by
        yield Line(f"{says}: {account.says}", "account", account.source, tone="differs")


def _office_on(slug: str, day: str, base: KnowledgeBase) -> str:
    person = base.entities.get(slug)
    role = person.role_on(day) if isinstance(person, Person) and len(day) == 10 else None
    return role.en if role else ""


def status(agreement: Agreement, base: KnowledgeBase) -> str:
    """Say what has become of an agreement, as its end and its relations tell."""
    said = []
    if agreement.end:
        said.append(f"over on {agreement.end}")
    for relation in base.relations(agreement.slug):
        if relation.type in ("replaced-by", "supplemented-by", "renewed-by"):
            other = base.entities[relation.target]
            when = f" ({other.date})" if isinstance(other, Agreement) else ""
            said.append(f"{relation.type.replace('-', ' ')} {other.en}{when}")
    return "; ".join(said) or "no end recorded"


def _terms(agreement: Agreement) -> Iterator[Line]:
    for item in agreement.provisions:
        since = f"from {item.since.replace('T', ', ')}" if item.since else ""
        when = "; ".join(part for part in (since, f"by {item.by}" if item.by else "") if part)
        day = item.by or item.since
        label = f"clause {item.n}" if item.n else "term"
        yield Line(item.what, label, when, entity=f"date/{day[:10]}" if day else None)


def _rounds(agreement: Agreement, base: KnowledgeBase) -> Iterator[Line]:
    for one in agreement.rounds:
        when = one.start if one.start == one.end else f"{one.start} – {one.end}"
        yield named(f"round {one.n}", one.place, base, when)


# --- a day --------------------------------------------------------------------------------


def _on(day: str, base: KnowledgeBase) -> Iterator[Line]:
    for entity in base.entities.values():
        for what in _happened(entity, day):
            yield Line(both_names(entity.en, entity.ar), what, entity=entity.slug)


def _happened(entity: Entity, day: str) -> Iterator[str]:
    if isinstance(entity, Agreement):
        for what, moment in (
            ("signed" if entity.signatories else "date of", entity.date),
            ("begun", entity.start),
            ("in force", entity.effective),
            ("over", entity.end),
        ):
            if moment and moment[:10] == day:
                yield what
        for item in entity.provisions:
            number = f"clause {item.n}" if item.n else "a term"
            if item.since and item.since[:10] == day:
                yield f"{number} begins"
            if item.by and item.by[:10] == day:
                yield f"{number} due"
        for one in entity.rounds:
            if one.start <= day <= one.end:
                yield f"round {one.n}"
    elif isinstance(entity, Person):
        for role in entity.roles:
            if role.since == day:
                yield f"becomes {role.en}"
            if role.until == day:
                yield f"ends as {role.en}"
