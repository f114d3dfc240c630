"""How things are said on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.article import EntityType, MentionKind
from tui.language.said import _, in_line, is_from_right, noted, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.article import Article, Certainty, EntityName, Mention, Note

CERTAINTY: dict[Certainty, str] = {
    "sure": noted("sure"),
    "likely": noted("likely, from what stands around it"),
    "open": noted("open"),
}
"""How sure a link is, as it is said."""

REMARKED = 500
"""Characters of a note that can have room in a line."""

SLUG = re.compile(r"\b(?:person|agreement|org|place)/[\w-]+")
"""An entity in a reason."""


def isolated(text: str) -> str:
    """Return text that keeps its own direction and order inside a line of another.

    The isolates (U+2068, U+2069) work on levels alone; they are never printed.
    """
    return f"\u2068{text}\u2069"


def name_said(name: EntityName) -> str:
    """Return what an entity is called in the language spoken."""
    return name.ar if is_from_right() else name.en


TYPES: dict[EntityType, str] = {
    EntityType.AGREEMENT: noted("agreement"),
    EntityType.PERSON: noted("person"),
    EntityType.ORG: noted("org"),
    EntityType.PLACE: noted("place"),
    EntityType.DATE: noted("date"),
}
KINDS: dict[MentionKind, str] = {
    MentionKind.NAME: noted("name"),
    MentionKind.ROLE: noted("role"),
    MentionKind.NOMINAL: noted("nominal"),
    MentionKind.ANAPHOR: noted("anaphor"),
}
"""What words are taken for, as it is said."""


def type_said(type_: EntityType) -> str:
    """Return what a type of entity is called, in the middle of a line."""
    return _(TYPES[type_])


def counted(number: int, thing: str) -> str:
    """Return a number with what is counted, in the form that the number asks for.

    Args:
        number: How many.
        thing: English, one that makes its plural with an ``s``; others go to `plural`.
    """
    return plural(f"{{n}} {thing}", f"{{n}} {thing}s", number)


def byline(article: Article) -> str:
    """Return date, outlet and place of an article, in the order they are read.

    The outlet gives the line its direction.
    """
    day = article.published.day if article.published else _("no date stated")
    names = [name for name in (article.source, article.place) if name]
    return " · ".join([isolated(day), *names[:1], *map(isolated, names[1:])])


def remark_of(notes: Sequence[Note], key: str) -> tuple[str, str]:
    """Return the line that tells of notes on a whole article, and its colour; nothing of none.

    Args:
        notes: The notes.
        key: What opens them.
    """
    if not notes:
        return "", ""
    words = " ".join((notes[0].body or notes[0].gloss)[:REMARKED].split()) or "—"
    line = plural(
        "on the whole article ({key}): {words}",
        "{n} notes on the whole article ({key}): {words}",
        len(notes),
        key=key,
        words=isolated(words),
    )
    return line, notes[0].colour


def evidence(mention: Mention, words: str, names: Mapping[str, EntityName]) -> str:
    """Say what a mention means, why, and what else it could mean, a line each.

    Args:
        mention: The mention.
        words: What stands in the text.
        names: What the entities are called; one without a name is told by its slug.
    """
    from tui.language.reasons import reason_said

    def called(slug: str) -> str:
        if slug not in names:
            return in_line(slug)
        return in_line(name_said(names[slug]))

    meant = _(" and ").join(map(called, mention.entities)) or _("not settled by the text")
    what = _(
        "{type}, {kind}: {meant}",
        type=type_said(mention.type),
        kind=_(KINDS[mention.kind]),
        meant=meant,
    )
    why = SLUG.sub(lambda slug: called(slug[0]), reason_said(mention.why))
    lines = [
        isolated(" ".join(words.split())),
        what,
        f"{_(CERTAINTY[mention.certainty])} — {why}",
    ]
    others = [slug for slug in mention.candidates if slug not in mention.entities]
    if others:
        could = _(", ").join(map(called, others))
        lines.append(_("could also be {names}", names=could))
    return "\n".join(lines)
