"""What an article tells of a note's passage: who speaks, in what office, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.article import EntityName, EntityType, is_slug
from corpus.knowledge.base import Person

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus.article import Article, Mention, Note, Span, Statement, Wording
    from corpus.knowledge.base import KnowledgeBase, Role


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a note states it."""

    en: str
    ar: str = ""
    """Empty where the user wrote it."""
    since: str = ""
    """ISO day, month or year; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says the quote of a note."""

    words: str
    """As the text calls them, or as the user does; empty where the verb carries the last one on."""
    name: EntityName | None = None
    """Who that is, where it is known."""
    office: Office | None = None
    """On the day the article was published; None where that is not known."""

    @property
    def label(self) -> str:
        """The name, else the words."""
        return self.name.en if self.name else self.words


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands beside a quote, filled in or as the user edited it."""

    speakers: tuple[Speaker, ...] = ()
    wording: Wording | None = None
    """None where the passage is no statement, or several of different wordings."""
    entities: tuple[EntityName, ...] = ()


def slugs_of(
    note: Note, found: Span | None, said: Iterable[Statement], seen: Iterable[Mention]
) -> tuple[str, ...]:
    """Return every slug that has to be named to fill a note in."""
    own = (note.speaker,) if note.speaker and is_slug(note.speaker) else ()
    return tuple(
        dict.fromkeys(
            (
                *own,
                *(slug for one in said_in(found, said) for slug in one.entities),
                *about(note, found, seen),
            )
        )
    )


def about(note: Note, found: Span | None, mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the slugs of what a note is about, in the order of the text or as the user says."""
    if note.entities is not None:
        return note.entities
    if found is None or not len(found):
        return ()
    return tuple(
        dict.fromkeys(
            slug
            for mention in mentions
            if mention.span.overlaps(found)
            for slug in mention.entities
        )
    )


def said_in(found: Span | None, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements that a passage quotes: half of them at least, or half of it."""
    if found is None or not len(found):
        return ()
    return tuple(said for said in statements if _is_quoted(said.span, found))


def _is_quoted(said: Span, passage: Span) -> bool:
    shared = min(said.end, passage.end) - max(said.start, passage.start)
    return shared > 0 and 2 * shared >= min(len(said), len(passage))


def fill(
    note: Note,
    found: Span | None,
    article: Article,
    statements: Iterable[Statement],
    mentions: Iterable[Mention],
    names: Mapping[str, EntityName],
    base: KnowledgeBase,
) -> Filled:
    """Return what stands beside a note's quote.

    What the user has edited is kept; all else is what the article and the knowledge base tell now.

    Args:
        note: The note.
        found: Where its passage stands in the article; None for an orphan.
        article: The article.
        statements: The article's statements.
        mentions: The article's mentions.
        names: What the entities of `slugs_of` are called.
        base: The knowledge base, for offices.
    """
    said = said_in(found, statements)
    speakers = _speakers(note, article, said, names)
    day = article.published.day if article.published else None
    wordings = {one.wording for one in said}
    return Filled(
        tuple(_in_office(speaker, note, day, base) for speaker in speakers),
        wordings.pop() if len(wordings) == 1 else None,
        _about(note, speakers, found, mentions, names),
    )


def _about(
    note: Note,
    speakers: Iterable[Speaker],
    found: Span | None,
    mentions: Iterable[Mention],
    names: Mapping[str, EntityName],
) -> tuple[EntityName, ...]:
    """Return the entities of a note; unless the user says otherwise, the speakers come first."""
    slugs = dict.fromkeys(about(note, found, mentions))
    if note.entities is not None:
        return tuple(names.get(slug) or _unnamed(slug) for slug in slugs)
    known = {speaker.name.slug: speaker.name for speaker in speakers if speaker.name}
    return tuple((known | {slug: names[slug] for slug in slugs if slug in names}).values())


def _speakers(
    note: Note, article: Article, said: Sequence[Statement], names: Mapping[str, EntityName]
) -> tuple[Speaker, ...]:
    if note.speaker is not None:
        if not note.speaker:
            return ()
        if is_slug(note.speaker):
            name = names.get(note.speaker) or _unnamed(note.speaker)
            return (Speaker("", name),)
        return (Speaker(note.speaker),)
    found: dict[str, Speaker] = {}
    for one in said:
        words = " ".join(one.speaker.slice(article.text).split()) if one.speaker else ""
        for slug in one.entities:
            found.setdefault(slug, Speaker(words, names.get(slug) or _unnamed(slug)))
        if not one.entities and words:
            found.setdefault(words, Speaker(words))
    return tuple(found.values())


def _unnamed(slug: str) -> EntityName:
    type_, _, key = slug.partition("/")
    try:
        return EntityName(slug, EntityType(type_.upper()), key, key)
    except ValueError:
        return EntityName(slug, EntityType.PERSON, slug, slug)


def _in_office(speaker: Speaker, note: Note, day: str | None, base: KnowledgeBase) -> Speaker:
    office = office_of(speaker.name.slug, day, base) if speaker.name else None
    if note.office is not None:
        office = Office(note.office) if note.office else None
    return Speaker(speaker.words, speaker.name, office)


def office_of(slug: str, day: str | None, base: KnowledgeBase) -> Office | None:
    """Return the office a person held on an ISO day; None where that is not known."""
    entity = base.entities.get(slug)
    if day is None or not isinstance(entity, Person):
        return None
    role: Role | None = entity.role_on(day)
    return Office(role.en, role.ar, role.since) if role else None
