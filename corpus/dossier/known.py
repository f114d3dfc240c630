"""What the knowledge base says of an entity: who or what it is, offices, terms, relations."""

from __future__ import annotations

from corpus.article import EntityType
from corpus.dossier.names import (
    both_names,
    in_a_row,
    isolated,
    name_of,
    named,
    office_of,
    period,
)
from corpus.dossier.relations import relation_lines
from corpus.dossier.values import Line, Section
from corpus.knowledge.base import Agreement, Organisation, Person, Place
from corpus.knowledge.words import kinds, sides, stances, word_of
from corpus.told import told, told_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.dossier.values import Subject
    from corpus.knowledge.base import Entity, KnowledgeBase

GENERAL = "general knowledge"
"""The source of what no page was needed for."""
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
    yield Line(name.en, told("English"))
    if name.ar != name.en:
        yield Line(name.ar, told("Arabic"))
    if name.about:
        yield Line(name.about, told("what"))


def _about(subject: Subject, base: KnowledgeBase) -> Iterator[Line]:
    name, entity = subject.name, subject.known
    yield from _called(subject)
    if entity is None:
        if name.type is not EntityType.DATE:
            unknown = told("Not in the knowledge base: found by rules in the articles")
            yield Line(unknown, tone="muted")
        return
    yield from _kind(entity, base)
    if entity.note:
        yield Line(entity.note, told("note"))


def further_section(subject: Subject) -> Section | None:
    """Return by what other names an entity is known and where that is from; None for others."""
    entity = subject.known
    if entity is None:
        return None
    lines = []
    if entity.latin:
        lines.append(Line("; ".join(entity.latin), told("also")))
    lines.extend(Line(name, told("own name")) for name in entity.other)
    forms = [form.text for form in entity.forms if form.text != entity.ar]
    if forms:
        more = len(forms) - FORMS_SHOWN
        rest = f" … {isolated(f'+{more}')}" if more > 0 else ""
        said = told_count("{n} form", "{n} forms", len(forms))
        lines.append(Line("، ".join(forms[:FORMS_SHOWN]) + rest, told("looked for"), said))
    for source in entity.sources:
        where: str = told("general knowledge") if source == GENERAL else source
        lines.append(Line(where, told("source"), tone="muted"))
    return _section("further", "Names and sources", "أسماء ومصادر", lines)


def _kind(entity: Entity, base: KnowledgeBase) -> Iterator[Line]:
    if isinstance(entity, Agreement):
        yield Line(word_of(kinds(), entity.kind), told("kind"))
        if entity.summary:
            yield Line(entity.summary, told("summary"))
    if isinstance(entity, Person) and entity.side:
        yield Line(word_of(sides(), entity.side), told("side"))
    if isinstance(entity, Organisation | Place):
        yield Line(word_of(kinds(), entity.kind), told("kind"))
        if entity.parent:
            yield named(told("part of"), entity.parent, base)
    if isinstance(entity, Organisation):
        if entity.founded or entity.ended:
            yield Line(period(entity.founded, entity.ended), told("existed"))
        if entity.stance:
            yield Line(word_of(stances(), entity.stance), told("stance"))
    if entity.country and not (isinstance(entity, Place) and entity.kind == "country"):
        yield named(told("country"), entity.country, base)


# --- people -------------------------------------------------------------------------------


def _offices(person: Person, base: KnowledgeBase) -> Iterator[Line]:
    for role in person.roles:
        org = role.org if role.org in base.entities else None
        where = name_of(base.entities[org]) if org else ""
        yield Line(both_names(role.en, role.ar), period(role.since, role.until), where, entity=org)


# --- agreements ---------------------------------------------------------------------------


def _agreement(agreement: Agreement, base: KnowledgeBase) -> Iterator[Line]:
    signed = told("signed") if agreement.signatories else told("date")
    yield Line(agreement.date, signed, entity=f"date/{agreement.date[:10]}")
    for label, moment in (
        (told("begun"), agreement.start),
        (told("in force"), agreement.effective),
    ):
        if moment:
            yield Line(moment.replace("T", ", "), label, entity=f"date/{moment[:10]}")
    yield Line(status(agreement, base), told("status"))
    if agreement.place:
        yield named(told("place"), agreement.place, base)
    yield from (named(told("party"), party, base) for party in agreement.parties)
    for one in agreement.mediators:
        yield named(told("third party"), one, base, told("mediated"))
    day = agreement.date[:10]
    for label, people in (
        (told("signed by"), agreement.signatories),
        (told("announced by"), agreement.announced_by),
    ):
        yield from (named(label, one, base, _office_on(one, day, base)) for one in people)
    if agreement.doc:
        yield Line(agreement.doc, told("document"))
    for account in agreement.accounts:
        who = name_of(base.entities[account.by]) if account.by in base.entities else account.by
        says = told("{who}: {what}", who=who, what=account.says)
        yield Line(says, told("account"), account.source, tone="differs")


def _office_on(slug: str, day: str, base: KnowledgeBase) -> str:
    person = base.entities.get(slug)
    role = person.role_on(day) if isinstance(person, Person) and len(day) == 10 else None
    return office_of(role) if role else ""


def status(agreement: Agreement, base: KnowledgeBase) -> str:
    """Say what has become of an agreement, as its end and its relations tell."""
    said = []
    if agreement.end:
        said.append(told("over on {day}", day=agreement.end))
    for relation in base.relations(agreement.slug):
        other = base.entities[relation.target]
        name: str = name_of(other)
        if isinstance(other, Agreement):
            name = told("{name} ({day})", name=name, day=other.date)
        if relation.type == "replaced-by":
            said.append(told("replaced by {other}", other=name))
        elif relation.type == "supplemented-by":
            said.append(told("supplemented by {other}", other=name))
        elif relation.type == "renewed-by":
            said.append(told("renewed by {other}", other=name))
    return in_a_row(said) or told("no end recorded")


def _terms(agreement: Agreement) -> Iterator[Line]:
    for item in agreement.provisions:
        when = []
        if item.since:
            when.append(told("from {day}", day=item.since.replace("T", ", ")))
        if item.by:
            when.append(told("by {day}", day=item.by))
        day = item.by or item.since
        label = told("clause {n}", n=item.n) if item.n else told("term")
        yield Line(item.what, label, in_a_row(when), entity=f"date/{day[:10]}" if day else None)


def _rounds(agreement: Agreement, base: KnowledgeBase) -> Iterator[Line]:
    for one in agreement.rounds:
        when = one.start if one.start == one.end else f"{one.start} – {one.end}"
        yield named(told("round {n}", n=one.n), one.place, base, when)


# --- a day --------------------------------------------------------------------------------


def _on(day: str, base: KnowledgeBase) -> Iterator[Line]:
    for entity in base.entities.values():
        for what in _happened(entity, day):
            yield Line(both_names(entity.en, entity.ar), what, entity=entity.slug)


def _happened(entity: Entity, day: str) -> Iterator[str]:
    if isinstance(entity, Agreement):
        for what, moment in (
            (told("signed") if entity.signatories else told("date of"), entity.date),
            (told("begun"), entity.start),
            (told("in force"), entity.effective),
            (told("over"), entity.end),
        ):
            if moment and moment[:10] == day:
                yield what
        for item in entity.provisions:
            clause = told("clause {n}", n=item.n) if item.n else told("a term")
            if item.since and item.since[:10] == day:
                yield told("{clause} begins", clause=clause)
            if item.by and item.by[:10] == day:
                yield told("{clause} due", clause=clause)
        for one in entity.rounds:
            if one.start <= day <= one.end:
                yield told("round {n}", n=one.n)
    elif isinstance(entity, Person):
        for role in entity.roles:
            if role.since == day:
                yield told("becomes {office}", office=office_of(role))
            if role.until == day:
                yield told("ends as {office}", office=office_of(role))
