"""Small articles and mentions, written out, and a library with nothing in it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from corpus.article import (
    Article,
    EntityName,
    EntityType,
    Mention,
    MentionKind,
    Paragraph,
    Published,
    Span,
)
from corpus.library.store import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BOILERPLATE = "✂"


def _article(*parts: str, day: str | None = None, **fields: object) -> Article:
    text, paragraphs = "", []
    for part in parts:
        text += "\n\n" if text else ""
        start = len(text)
        text += part.removeprefix(BOILERPLATE)
        if not part.startswith(BOILERPLATE):
            paragraphs.append(Paragraph(Span(start, len(text))))
    told = f"{text}{day}{fields.get('title')}{fields.get('origin')}"
    digest = hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()
    values: dict[str, object] = {
        "id": digest[:12],
        "text": text,
        "paragraphs": tuple(paragraphs),
        "title": None,
        "source": None,
        "published": Published(day, "metadata", "") if day else None,
        "origin": "a.txt",
        "content_hash": digest,
    }
    return Article(**(values | fields))  # type: ignore[arg-type]


def _mention(article: Article, words: str, *slugs: str, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = article.text.index(words, start + 1)
    kind = slugs[0].partition("/")[0] if slugs else "person"
    return Mention(
        Span(start, start + len(words)),
        EntityType(kind.upper()),
        MentionKind.NAME,
        slugs,
        f"name: {words}",
    )


def _names(*slugs: str) -> list[EntityName]:
    return [
        EntityName(slug, EntityType(slug.partition("/")[0].upper()), f"اسم {slug}", slug.title())
        for slug in slugs
    ]


@pytest.fixture(scope="session")
def article_of() -> Callable[..., Article]:
    """Make an article of paragraphs: ``article_of("نص", "✂cut", day="2020-03-05", title="…")``.

    A part that begins with ``✂`` is text between paragraphs that is not the article's.
    """
    return _article


@pytest.fixture(scope="session")
def mention_of() -> Callable[..., Mention]:
    """Make a mention where words stand: ``mention_of(article, "أكار", "person/akar", nth=1)``."""
    return _mention


@pytest.fixture(scope="session")
def names_of() -> Callable[..., list[EntityName]]:
    """Make names for slugs."""
    return _names


@pytest.fixture
def clock() -> Iterator[str]:
    """Seconds of one morning, one after the other."""
    return (f"2020-03-15T08:{n // 60:02}:{n % 60:02}Z" for n in range(3600))


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    """Where a library without articles lies."""
    path = tmp_path / "empty" / "library.sqlite"
    Library(path).close()
    return path


@pytest.fixture
def empty(empty_file: Path, clock: Iterator[str]) -> Iterator[Library]:
    """An open library without articles, with a clock of its own."""
    with Library(empty_file, now=lambda: next(clock)) as library:
        yield library
