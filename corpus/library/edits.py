"""Changing what is known of an article: title, day, outlet, language."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.article import Published
from corpus.errors import UsageError
from corpus.library.records import delete_found, found_rows, insert_found, update_article
from corpus.library.reindex import article_reader
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import Article, Span
    from corpus.library.store import Library

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be changed of an article; None leaves it, an empty text takes it away."""

    title: str | None = None
    published: str | None = None
    """An ISO day."""
    source: str | None = None
    language: str | None = None
    """An ISO 639 code of two or three letters; it cannot be taken away."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An article as it is after an edit, and what that has changed."""

    article: Article
    fields: tuple[str, ...]
    """What was changed, as a person calls it: ``title``, ``day``, ``outlet``, ``language``."""
    mentions: int
    """How many mentions refer to something else than before, or came or went."""


def edit_telling(library: Library, id_: str, changes: Changes) -> Edited:
    """Do what `edit` does, and return what it has changed.

    Raises:
        UsageError: The day is no day, or the language no code.
        NotFoundError: There is no such article.
        KnowledgeError: The knowledge base or the corrections cannot be read.
        LibraryError: The library cannot be written.
    """
    before, meant = library.article(id_), _meant(library, id_)
    if changed(before, changes) == before:
        return Edited(before, (), 0)
    after = edit(library, id_, changes)
    fields = {
        "title": before.title != after.title,
        "day": before.published != after.published,
        "outlet": before.source != after.source,
        "language": before.language != after.language,
    }
    differing = {place for place, _ in meant ^ _meant(library, id_)}
    return Edited(after, tuple(name for name, is_so in fields.items() if is_so), len(differing))


def _meant(library: Library, id_: str) -> set[tuple[Span, tuple[object, ...]]]:
    return {
        (mention.span, (mention.entities, mention.value, mention.certainty, mention.candidates))
        for mention in library.mentions(id_)
    }


def edit(library: Library, id_: str, changes: Changes) -> Article:
    """Change what is known of an article, and return it as it is now.

    Text, id and content hash stay, and with them the notes and where they stand. What the article
    mentions is found anew, since dates and offices depend on its day.

    Raises:
        UsageError: The day is no day, or the language no code.
        NotFoundError: There is no such article.
        KnowledgeError: The knowledge base or the corrections cannot be read.
        LibraryError: The library cannot be written.
    """
    article = changed(library.article(id_), changes)
    reader = article_reader(library)
    found = reader.read(article)
    rows = found_rows(found.mentions, reader.names(found), found.statements, reader.mark)
    with library._writing("edit an article", durable=True) as db:
        (seq,) = db.execute("SELECT seq FROM article WHERE id = ?", (id_,)).fetchone()
        delete_found(db, seq)
        update_article(db, seq, article)
        insert_found(db, seq, rows, library._numbers)
    return article


def changed(article: Article, changes: Changes) -> Article:
    """Return an article with what was changed.

    Raises:
        UsageError: The day is no day, or the language no code.
    """
    if changes.title is not None:
        article = replace(article, title=_line(changes.title))
    if changes.source is not None:
        article = replace(article, source=_line(changes.source))
    if changes.language is not None:
        if not _LANGUAGE.fullmatch(changes.language):
            raise UsageError(
                told("{language!r} is no language", language=changes.language),
                "Write its code, such as ar, fa or en",
            )
        article = replace(article, language=changes.language)
    if changes.published is not None:
        article = replace(article, published=_published(article, changes.published))
    return article


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _published(article: Article, day: str) -> Published | None:
    from corpus.arabic.folding import fold_text
    from corpus.ingest.datelines import is_iso_day

    # Digits are typed as the keyboard has them.
    day = fold_text(day).strip()
    if not day:
        return None
    if article.published and article.published.day == day:
        return article.published
    if not is_iso_day(day):
        raise UsageError(
            told("{day!r} is no day", day=day), "Write it as YYYY-MM-DD, for example 2020-03-05"
        )
    return Published(day, "option", article.published.raw if article.published else "")
