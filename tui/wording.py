"""How things are said on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.article import Article, Certainty, EntityName, Mention

CERTAINTY: dict[Certainty, str] = {
    "sure": "sure",
    "likely": "likely, from what stands around it",
    "open": "open",
}
"""How sure a link is, as it is said."""

SLUG = re.compile(r"\b(?:person|agreement|org|place)/[\w-]+")
"""An entity in a reason."""


def isolated(text: str) -> str:
    """Return text that keeps its own direction and order inside a line of another.

    The isolates (U+2068, U+2069) work on levels alone; they are never printed.
    """
    return f"\u2068{text}\u2069"


def counted(number: int, thing: str) -> str:
    """Return a number with what is counted, in the plural where there is not one."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def byline(article: Article) -> str:
    """Return date, outlet and place of an article, in the order they are read.

    The outlet gives the line its direction.
    """
    day = article.published.day if article.published else "no date stated"
    names = [name for name in (article.source, article.place) if name]
    return " · ".join([isolated(day), *names[:1], *map(isolated, names[1:])])


def evidence(mention: Mention, words: str, names: Mapping[str, EntityName]) -> str:
    """Say what a mention means, why, and what else it could mean, a line each.

    Args:
        mention: The mention.
        words: What stands in the text.
        names: What the entities are called; one without a name is told by its slug.
    """

    def called(slug: str) -> str:
        return names[slug].en if slug in names else slug

    meant = " and ".join(map(called, mention.entities)) or "not settled by the text"
    lines = [
        isolated(" ".join(words.split())),
        f"{mention.type.value.lower()}, {mention.kind.value}: {meant}",
        f"{CERTAINTY[mention.certainty]} — {SLUG.sub(lambda slug: called(slug[0]), mention.why)}",
    ]
    others = [slug for slug in mention.candidates if slug not in mention.entities]
    if others:
        lines.append("could also be " + ", ".join(map(called, others)))
    return "\n".join(lines)
