"""Rows of the library to the values of the corpus, and back."""

from __future__ import annotations

import json
from collections import Counter

from corpus.article import (
    ArticleRow,
    EntityType,
    Mention,
    MentionKind,
    Note,
    Span,
    Statement,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from typing import Any

    from corpus.article import EntityName

MENTION = "m.start, m.stop, m.type, m.kind, m.why, m.value, m.certainty, m.candidates"
"""The columns of a mention, under the name ``m``."""


def mention_of(row: Sequence[Any], slugs: tuple[str, ...]) -> Mention:
    """Return a mention from the columns of `MENTION`, referring to these entities."""
    start, stop, type_, kind, why, value, certainty, candidates = row
    return Mention(
        Span(start, stop),
        EntityType(type_),
        MentionKind(kind),
        slugs,
        why,
        value,
        certainty,
        () if candidates == "[]" else tuple(json.loads(candidates)),
    )


def statement_of(row: Sequence[Any]) -> Statement:
    """Return a statement from its columns, the slugs of its speakers last as JSON."""
    start, stop, wording, speaker_start, speaker_stop, verb_start, verb_stop, why, slugs = row
    speaker = None if speaker_start is None else Span(speaker_start, speaker_stop)
    verb = Span(verb_start, verb_stop)
    return Statement(Span(start, stop), wording, speaker, tuple(json.loads(slugs)), verb, why)


def row_of(row: tuple[Any, ...]) -> ArticleRow:
    """Return what a row of the article list shows."""
    id_, label, title, day, known_from, source, origin, is_read, notes, mentions = row
    return ArticleRow(
        id_, label, title, day, known_from, source, origin, bool(is_read), notes, mentions
    )


def note_of(row: tuple[Any, ...]) -> Note:
    """Return a note from its columns."""
    id_, article_id, start, stop, quote, prefix, suffix, hash_, body, created, modified, tags = row
    return Note(
        id=id_,
        article_id=article_id,
        span=Span(start, stop),
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        content_hash=hash_,
        body=body,
        created=created,
        modified=modified,
        tags=tuple(json.loads(tags)),
    )


def insert_found(
    db: sqlite3.Connection,
    seq: int,
    mentions: Sequence[Mention],
    names: Iterable[EntityName],
    statements: Sequence[Statement],
    indexed: str,
) -> None:
    """Insert what was found in an article whose row is there already."""
    _insert_mentions(db, seq, mentions)
    _insert_statements(db, seq, statements)
    _insert_names(db, names)
    db.execute("UPDATE article SET indexed = ? WHERE seq = ?", (indexed, seq))


def _insert_mentions(db: sqlite3.Connection, seq: int, mentions: Sequence[Mention]) -> None:
    db.executemany(
        "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                seq,
                n,
                *(m.span.start, m.span.end, m.type, m.kind, m.value, m.why, m.certainty),
                json.dumps(m.candidates, ensure_ascii=False),
            )
            for n, m in enumerate(mentions)
        ],
    )
    db.executemany(
        "INSERT INTO mention_entity VALUES (?, ?, ?, ?)",
        [
            (seq, n, rank, slug)
            for n, mention in enumerate(mentions)
            for rank, slug in enumerate(mention.entities)
        ],
    )
    counts = Counter(slug for mention in mentions for slug in mention.entities)
    db.executemany(
        "INSERT INTO entity_article SELECT ?, date_order, seq, ? FROM article WHERE seq = ?",
        [(slug, count, seq) for slug, count in counts.items()],
    )


def _insert_statements(db: sqlite3.Connection, seq: int, statements: Sequence[Statement]) -> None:
    db.executemany(
        "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (seq, n, said.span.start, said.span.end, said.wording)
            + ((said.speaker.start, said.speaker.end) if said.speaker else (None, None))
            + (said.verb.start, said.verb.end, said.why)
            for n, said in enumerate(statements)
        ],
    )
    db.executemany(
        "INSERT INTO statement_entity VALUES (?, ?, ?, ?)",
        [
            (seq, n, rank, slug)
            for n, said in enumerate(statements)
            for rank, slug in enumerate(said.entities)
        ],
    )


def _insert_names(db: sqlite3.Connection, names: Iterable[EntityName]) -> None:
    db.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET"
        " ar = excluded.ar, en = excluded.en, about = excluded.about",
        [(name.slug, name.type, name.ar, name.en, name.about) for name in names],
    )
