"""What stands at the end of a document: who is who, and the agreements that are cited."""

from __future__ import annotations

from corpus.article import EntityType
from corpus.export.text import inline, link, own_line, plain
from corpus.knowledge.base import Agreement, Person, Place
from corpus.notes.filled import office_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from corpus.article import EntityName
    from corpus.export.passage import Passage
    from corpus.knowledge.base import KnowledgeBase


def named_in(passages: Iterable[Passage], type_: EntityType) -> dict[str, EntityName]:
    """Return every entity of a type that notes are about or are spoken by, by slug."""
    found: dict[str, EntityName] = {}
    for passage in passages:
        spoken = (speaker.name for speaker in passage.speakers if speaker.name)
        for name in (*spoken, *passage.entities):
            if name.type is type_:
                found.setdefault(name.slug, name)
    return found


def days_of(passages: Iterable[Passage]) -> dict[str, set[str]]:
    """Return the days of the articles in which each person is named, by slug."""
    days: dict[str, set[str]] = {}
    for passage in passages:
        known = passage.article.published
        if known is None:
            continue
        spoken = (speaker.name for speaker in passage.speakers if speaker.name)
        for name in (*spoken, *passage.entities):
            days.setdefault(name.slug, set()).add(known.day)
    return days


def who_is_who(passages: Sequence[Passage], base: KnowledgeBase) -> str:
    """Return the people in the notes by name, with their offices on the days of the articles."""
    people = named_in(passages, EntityType.PERSON)
    return who_lines(people, days_of(passages), base)


def who_lines(
    people: Mapping[str, EntityName], days: Mapping[str, Iterable[str]], base: KnowledgeBase
) -> str:
    """Return people by name, a line each, under a heading.

    Args:
        people: What they are called, by slug.
        days: The ISO days on which their offices are wanted, by slug.
        base: The knowledge base.
    """
    ordered = sorted(people.values(), key=lambda name: (name.en.casefold(), name.slug))
    lines = [f"- {_who(name, sorted(days.get(name.slug, ())), base)}" for name in ordered]
    return "## Who is who\n\n" + ("\n".join(lines) or "No person is named.")


def _who(name: EntityName, days: Sequence[str], base: KnowledgeBase) -> str:
    shown = f"**{inline(name.en)}**"
    if name.ar != name.en:
        shown += f" ({inline(name.ar)})"
    offices: dict[str, list[str]] = {}
    for day in days:
        office = office_of(name.slug, day, base)
        if office is not None:
            since = f" (since {plain(office.since)})" if office.since else ""
            offices.setdefault(f"{own_line(office.en, begins=False)}{since}", []).append(day)
    if not offices:
        known = isinstance(base.entities.get(name.slug), Person)
        about = own_line(name.about, begins=False) if name.about else ""
        return (
            f"{shown}: {about or ('office not known' if known else 'not in the knowledge base')}."
        )
    told = "; ".join(f"{office}, on {_days(on)}" for office, on in offices.items())
    return f"{shown}: {told}."


def _days(days: Sequence[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def agreements_cited(passages: Sequence[Passage], base: KnowledgeBase) -> str:
    """Return the agreements in the notes in order of time, and how they stand to each other."""
    return agreement_lines(named_in(passages, EntityType.AGREEMENT), base)


def agreement_lines(cited: Mapping[str, EntityName], base: KnowledgeBase) -> str:
    """Return agreements in order of time under a heading, each with its relations to the others.

    What is said of them is the knowledge base's, and so are the sources.
    """
    known = [entity for slug in cited if isinstance(entity := base.entities.get(slug), Agreement)]
    known.sort(key=lambda agreement: (agreement.date, agreement.slug))
    blocks = [_agreement(agreement, cited, base) for agreement in known]
    there = {agreement.slug for agreement in known}
    blocks += [
        f"- **{inline(name.en)}**: not in the knowledge base."
        for slug, name in sorted(cited.items())
        if slug not in there
    ]
    return "## Agreements cited\n\n" + ("\n".join(blocks) or "No agreement is named.")


def _agreement(agreement: Agreement, cited: Mapping[str, EntityName], base: KnowledgeBase) -> str:
    parties = ", ".join(_party(party, base) for party in agreement.parties)
    facts = [
        f"- **{inline(agreement.en)}** ({inline(agreement.ar)}): {plain(agreement.kind)},"
        f" {plain(agreement.date)}" + (f"; between {parties}" if parties else "") + "."
    ]
    facts += _relations(agreement, cited, base)
    facts += [f"Source: {link(source)}." for source in agreement.sources if "://" in source][:2]
    return " ".join(facts)


def _relations(
    agreement: Agreement, cited: Mapping[str, EntityName], base: KnowledgeBase
) -> Iterator[str]:
    for relation in base.relations(agreement.slug):
        if relation.target in cited:
            kind = plain(relation.type).replace("-", " ").capitalize()
            yield f"{kind}: {inline(cited[relation.target].en)}."


def _party(slug: str, base: KnowledgeBase) -> str:
    entity = base.entities.get(slug)
    countries = (place for place in base.of_class(Place) if place.kind == "country")
    known = entity or next((place for place in countries if place.country == slug), None)
    return inline(known.en if known else slug)
