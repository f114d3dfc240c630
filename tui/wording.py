"""How things are said on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.article import Article


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
