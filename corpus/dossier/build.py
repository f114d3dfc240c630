"""The dossier of an entity or of two, section by section as they are ready."""

from __future__ import annotations

from corpus.article import EntityName, EntityType
from corpus.dossier.around import around
from corpus.dossier.called import Called
from corpus.dossier.company import Company, company_section
from corpus.dossier.dates import DateClaims, date_lines, differing
from corpus.dossier.disputes import dispute_lines
from corpus.dossier.known import further_section, known_sections
from corpus.dossier.meeting import meeting_sections
from corpus.dossier.names import in_a_row
from corpus.dossier.offices import OfficeClaims, office_lines
from corpus.dossier.told import is_day, told_section
from corpus.dossier.values import ORDER, Section, Subject
from corpus.errors import NotFoundError
from corpus.knowledge.base import Person
from corpus.library import dossier_rows
from corpus.told import told, told_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.dossier.values import Line
    from corpus.knowledge.base import KnowledgeBase
    from corpus.library.store import Library

MOST_READ = 1000
"""Articles read through for what cannot be counted by SQL; of more, so many spread over time."""


def named_in(library: Library, slug: str) -> Subject | None:
    """Return whom a slug means as far as the library alone knows it, None where it does not."""
    name = library.entity_names([slug]).get(slug)
    return None if name is None else Subject(name, None, *library.totals(slug))


def subject_of(library: Library, base: KnowledgeBase, slug: str) -> Subject:
    """Return whom or what a slug means, as the knowledge base or else the library knows it.

    Raises:
        NotFoundError: Neither knows it.
    """
    mentions, articles = library.totals(slug)
    entity = base.entities.get(slug)
    name = entity.name if entity else library.entity_names([slug]).get(slug) or _day(slug)
    if name is None:
        raise NotFoundError(
            told("There is no entity {slug!r}", slug=slug), "See: idlib-brief entity --help"
        )
    return Subject(name, entity, mentions, articles)


def _day(slug: str) -> EntityName | None:
    """Return a day as an entity, whether it is mentioned or not."""
    from corpus.ingest.datelines import is_iso_day

    kind, _, day = slug.partition("/")
    if kind != EntityType.DATE.prefix or not is_iso_day(day):
        return None
    return EntityName(slug, EntityType.DATE, day, day)


def quick(library: Library, subject: Subject) -> Iterator[Section]:
    """Yield what needs no more than a page of the library: when, and in which articles."""
    keys = ("when", *(("published",) if is_day(subject) else ()), "articles")
    yield from filter(None, (told_section(library, subject, key) for key in keys))


def dossier(library: Library, base: KnowledgeBase, subject: Subject) -> Iterator[Section]:
    """Yield the sections of a dossier, each as soon as it is ready; `ORDER` is that of reading.

    What SQL can count comes exact; what must be read is taken from at most `MOST_READ` articles
    spread evenly over time, which a section's note says.
    """
    yield from known_sections(base, subject)
    yield from quick(library, subject)
    yield from filter(None, (further_section(subject),))
    yield from filter(None, (told_section(library, subject, "said"),))
    yield from _read_sections(library, base, subject)
    yield from filter(None, (told_section(library, subject, "said-of"),))


def in_order(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return sections in the order they are read."""
    return tuple(sorted(sections, key=lambda section: ORDER.index(section.key)))


def _read_sections(library: Library, base: KnowledgeBase, subject: Subject) -> Iterator[Section]:
    slug = subject.slug
    numbers, own = dossier_rows.sample(library, slug, MOST_READ)
    company, called = Company(slug), Called(slug)
    dates = DateClaims(slug) if subject.name.type is EntityType.AGREEMENT else None
    person = subject.known if isinstance(subject.known, Person) else None
    offices = OfficeClaims(person) if person else None
    for reading in dossier_rows.readings(library, numbers):
        places = around(reading, slug)
        company.take(reading, places)
        called.take(reading)
        if dates:
            dates.take(reading, places)
        if offices:
            offices.take(reading)
    # Each is yielded before the next is made, so that it is shown meanwhile.
    met = _company(library, base, company, len(numbers), own)
    yield from () if met is None else (met,)
    forms = called.section(len(numbers), own)
    yield from () if forms is None else (forms,)
    accounts = _accounts(library, subject, dates, offices)
    yield from () if accounts is None else (accounts,)


def _company(
    library: Library, base: KnowledgeBase, company: Company, read: int, own: int
) -> Section | None:
    everything = dossier_rows.article_count(library)
    totals = dossier_rows.articles_of(library, company.slugs)
    met = company.strongest(own, totals, everything)
    names = {one: base.entities[one].name for one in company.slugs if one in base.entities}
    names |= library.entity_names([one for one in company.slugs if one not in names])
    return company_section(met, names, read, own)


def _accounts(
    library: Library, subject: Subject, dates: DateClaims | None, offices: OfficeClaims | None
) -> Section | None:
    lines: list[Line] = list(date_lines(subject.known, dates.claims)) if dates else []
    count = differing(subject.known, dates.claims) if dates else 0
    if offices:
        lines.extend(office_lines(offices.person, offices.claims))
        count += len(offices.claims)
    disputed = list(dispute_lines(library, subject.slug))
    count += sum(line.tone == "heading" for line in disputed)
    lines.extend(disputed)
    if not lines:
        return None
    matters = told_count("{n} matter", "{n} matters", count)
    note = in_a_row((matters, told("shown, not merged"))) if count else told("none differs")
    return Section("accounts", "Accounts that differ", "روايات", tuple(lines), count, note)


def page(library: Library, subject: Subject, key: str, start: int) -> Section | None:
    """Return a further page of a long section: its `Section.next` says where that begins."""
    return told_section(library, subject, key, start)


def pair(
    library: Library, base: KnowledgeBase, first: Subject, second: Subject
) -> Iterator[Section]:
    """Yield how two entities stand to each other and where they meet."""
    return meeting_sections(library, base, first, second)
