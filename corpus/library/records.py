"""Rows of the library to the values of the corpus, and back."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

from corpus.article import (
    Article,
    ArticleRow,
    EntityType,
    Mention,
    MentionKind,
    Paragraph,
    Published,
    Span,
    Statement,
)
from corpus.ingest.duplicates import body_text, outline
from corpus.library.schema import checksum, deflated, inflated
from corpus.library.similar import link
from corpus.search.index import Words, index, terms_of, unindex, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from typing import Any

    from corpus.article import EntityName
    from corpus.ingest.duplicates import Outline
    from corpus.library.similar import Neighbour

    _Sense = tuple[str, str, str, str, str | None, str, str]
    _MentionRow = tuple[int, int, _Sense, tuple[str, ...]]

UNDATED = "9999"
"""Sorts after every ISO day, so that articles without a date come last in date order."""

_SENSE = ("why", "slugs", "type", "kind", "value", "certainty", "candidates")
_IN_MIND = 50_000
"""How many numbers are remembered at the most: some megabytes."""

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
    id_, label, title, day, known_from, source, origin, is_read, notes, mentions = row[:10]
    is_starred, tags, is_excerpt, certainty, copies, conflict = row[10:]
    return ArticleRow(
        id_,
        label,
        title,
        day,
        known_from,
        source,
        origin,
        bool(is_read),
        notes,
        mentions,
        bool(is_starred),
        () if tags == "[]" else tuple(sorted(json.loads(tags))),
        bool(is_excerpt),
        certainty,
        copies,
        conflict,
    )


@dataclass(frozen=True, slots=True)
class Copy:
    """Another place the very content of an article came from."""

    origin: str
    source: str | None
    url: str | None
    published: str | None
    """ISO day, as stated there."""


@dataclass(frozen=True, slots=True)
class FoundRows:
    """What was found in an article, as plain values that go into tables as they are."""

    mentions: tuple[_MentionRow, ...]
    statements: tuple[tuple[Any, ...], ...]
    speakers: tuple[tuple[int, int, str], ...]
    names: tuple[tuple[str, ...], ...]
    indexed: str
    """The mark of the rules and the knowledge that found it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All that is written for one article, made ready where no library need be at hand."""

    article: Article
    texts: tuple[int, bytes]
    """The size of its text in UTF-8, and that text deflated."""
    words: Words
    """What it is searched by."""
    outline: Outline
    found: FoundRows


@dataclass(frozen=True, slots=True)
class Inserted:
    """An article that was written."""

    seq: int
    similar: tuple[Neighbour, ...]
    """What it has to do with of what was there, the closest first."""


def entry_of(article: Article, found: FoundRows) -> Entry:
    """Return what is written for an article and what was found in it.

    Raises:
        UnicodeEncodeError: Its text holds a lone surrogate.
    """
    own = outline(body_text(article))
    return Entry(article, texts_of(article), words_of(article), own, found)


def found_rows(
    mentions: Sequence[Mention],
    names: Iterable[EntityName],
    statements: Sequence[Statement],
    indexed: str,
) -> FoundRows:
    """Return the rows of what was found in an article."""
    return FoundRows(
        tuple(map(_mention_row, mentions)),
        tuple(_statement_row(n, said) for n, said in enumerate(statements)),
        tuple(
            (n, rank, slug)
            for n, said in enumerate(statements)
            for rank, slug in enumerate(said.entities)
        ),
        tuple((name.slug, name.type.value, name.ar, name.en, name.about) for name in names),
        indexed,
    )


def insert_new(db: sqlite3.Connection, entry: Entry, numbers: Numbers, now: str) -> Inserted | None:
    """Write an article with all that is known of it; None if its content is there already."""
    article = entry.article
    asked = "SELECT 1 FROM article WHERE content_hash = ?"
    if db.execute(asked, (article.content_hash,)).fetchone():
        return None
    seq = insert_article(db, entry, now)
    insert_found(db, seq, entry.found, numbers, entry.words)
    return Inserted(seq, link(db, seq, article, entry.outline))


def texts_of(article: Article) -> tuple[int, bytes]:
    """Return an article's text as it is kept.

    Raises:
        UnicodeEncodeError: It holds a lone surrogate.
    """
    return len(article.text.encode()), deflated(article.text, "")


def _mention_row(mention: Mention) -> _MentionRow:
    return (
        mention.span.start,
        len(mention.span),
        (
            mention.why,
            json.dumps(mention.entities, ensure_ascii=False, separators=(",", ":")),
            mention.type.value,
            mention.kind.value,
            mention.value,
            mention.certainty,
            json.dumps(mention.candidates, ensure_ascii=False) if mention.candidates else "[]",
        ),
        mention.entities,
    )


def _statement_row(n: int, said: Statement) -> tuple[Any, ...]:
    speaker = (said.speaker.start, said.speaker.end) if said.speaker else (None, None)
    words = (said.span.start, said.span.end, said.wording)
    return (n, *words, *speaker, said.verb.start, said.verb.end, said.why)


def insert_article(db: sqlite3.Connection, entry: Entry, now: str) -> int:
    """Insert an article that is not there, with its paragraphs, and return its number."""
    article = entry.article
    values = {
        "id": article.id,
        "content_hash": article.content_hash,
        "label": article.label,
        "text": "",
        "origin": article.origin,
        "place": article.place,
        "refs": json.dumps(article.references, ensure_ascii=False),
        "charset": article.charset,
        "excerpt": article.excerpt,
        "warnings": json.dumps(article.warnings, ensure_ascii=False),
        "added": now,
        **_editable(article),
    }
    cursor = db.execute(
        f"INSERT INTO article ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608
        tuple(values.values()),
    )
    seq = cursor.lastrowid
    assert seq is not None
    db.execute("INSERT INTO texts VALUES (?, ?, ?)", (seq, *entry.texts))
    db.executemany(
        "INSERT INTO paragraph VALUES (?, ?, ?, ?, ?)",
        [
            (seq, n, paragraph.span.start, paragraph.span.end, paragraph.role)
            for n, paragraph in enumerate(article.paragraphs)
        ],
    )
    return seq


def update_article(db: sqlite3.Connection, seq: int, article: Article) -> None:
    """Write what can be edited of an article: title, outlet, day, language."""
    values = {"label": article.label, **_editable(article)}
    db.execute(
        f"UPDATE article SET {', '.join(f'{column} = ?' for column in values)} WHERE seq = ?",  # noqa: S608
        (*values.values(), seq),
    )
    db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", (seq, *texts_of(article)))


def _editable(article: Article) -> dict[str, Any]:
    known = article.published
    return {
        "title": article.title,
        "source": article.source,
        "language": article.language,
        "url": article.url,
        "author": article.author,
        "agencies": json.dumps(article.agencies, ensure_ascii=False),
        "published": known.day if known else None,
        "published_from": known.known_from if known else None,
        "published_raw": known.raw if known else "",
        "published_zone": known.zone if known else "",
        "published_certainty": known.certainty if known else "sure",
        "published_conflict": known.conflict if known else "",
        "date_order": known.day if known else UNDATED,
    }


ARTICLE = (
    "a.seq, t.deflated, t.size, a.id, a.title, a.source, a.origin, a.content_hash, a.place, a.refs,"
    " a.language, a.url, a.author, a.agencies, a.charset, a.excerpt, a.warnings, a.published,"
    " a.published_from, a.published_raw, a.published_zone, a.published_certainty,"
    " a.published_conflict"
)
"""The columns of an article under the name ``a``, with its texts under the name ``t``."""


def article_of(row: Sequence[Any], paragraphs: Iterable[Sequence[Any]]) -> Article:
    """Return an article from the columns of `ARTICLE` and those of its paragraphs."""
    _, text, size, id_, title, source, origin, hash_, place, refs, language, *rest = row
    url, author, agencies, charset, excerpt, warnings, *known = rest
    return Article(
        id=id_,
        text=inflated(text, size),
        paragraphs=tuple(Paragraph(Span(a, b), role) for a, b, role in paragraphs),
        title=title,
        source=source,
        published=Published(*known) if known[0] else None,
        origin=origin,
        content_hash=hash_,
        place=place,
        references=tuple(json.loads(refs)),
        language=language,
        url=url,
        author=author,
        agencies=tuple(json.loads(agencies)),
        charset=charset,
        excerpt=bool(excerpt),
        warnings=tuple(json.loads(warnings)),
    )


def insert_found(
    db: sqlite3.Connection,
    seq: int,
    found: FoundRows,
    numbers: Numbers,
    words: Words | None = None,
) -> None:
    """Insert what was found in an article whose row is there already, and index the article.

    Args:
        db: The library.
        seq: The article's number.
        found: What was found.
        numbers: The numbers of the library.
        words: The article's words where they are known.
    """
    _insert_mentions(db, seq, found.mentions, numbers)
    db.executemany(
        "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(seq, *row) for row in found.statements],
    )
    db.executemany(
        "INSERT INTO statement_entity VALUES (?, ?, ?, ?)",
        [(seq, *row) for row in found.speakers],
    )
    insert_names(db, found.names)
    db.execute("UPDATE article SET indexed = ? WHERE seq = ?", (found.indexed, seq))
    marks = [(start, _day(sense), slugs) for start, _, sense, slugs in found.mentions]
    terms = terms_of(db, seq, marks, lambda slug: numbers.term(db, slug))
    index(db, seq, terms, words)


def _day(sense: _Sense) -> str | None:
    _, _, type_, _, value, *_ = sense
    return value if type_ == EntityType.DATE else None


def insert_names(db: sqlite3.Connection, names: Iterable[tuple[str, ...]]) -> None:
    """Insert what entities are called: slug, type, Arabic and English name, and what it is."""
    db.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET"
        " ar = excluded.ar, en = excluded.en, about = excluded.about"
        " WHERE (ar, en, about) <> (excluded.ar, excluded.en, excluded.about)",
        names,
    )


def delete_found(db: sqlite3.Connection, seq: int) -> None:
    """Delete what was found in an article, its words too, before anything of it is changed."""
    unindex(db, seq)
    # By term: to find them by article would read the whole table.
    db.execute(
        "DELETE FROM term_article WHERE article = ?1 AND"
        " date_order = (SELECT date_order FROM article WHERE seq = ?1) AND"
        " term IN (SELECT term FROM article_term WHERE article = ?1)",
        (seq,),
    )
    db.execute(
        "DELETE FROM term_mention WHERE article = ?1 AND"
        " term IN (SELECT term FROM article_term WHERE article = ?1)",
        (seq,),
    )
    for table in ("mention_at", "statement"):
        db.execute(f"DELETE FROM {table} WHERE article = ?", (seq,))  # noqa: S608


class Numbers:
    """The numbers that stand for slugs and senses in one library, those used of late kept in mind.

    What is in mind is true only while the transaction that may have written it is not undone:
    `forget` after that.
    """

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._senses: dict[_Sense, int] = {}

    def forget(self) -> None:
        """Forget all numbers."""
        self._terms.clear()
        self._senses.clear()

    def term(self, db: sqlite3.Connection, slug: str) -> int:
        """Return the number of a slug, a new one if it has none."""
        number = self._terms.get(slug)
        if number is None:
            number = _number(db, "term", {"slug": slug})
            _remember(self._terms, slug, number)
        return number

    def sense(self, db: sqlite3.Connection, sense: _Sense) -> int:
        """Return the number of what mentions have in common, a new one if it has none."""
        number = self._senses.get(sense)
        if number is None:
            fields = dict(zip(_SENSE, sense, strict=True))
            number = _number(db, "sense", {"mark": checksum(*sense), **fields})
            _remember(self._senses, sense, number)
        return number


def _remember(numbers: dict[Any, int], what: object, number: int) -> None:
    if len(numbers) >= _IN_MIND:
        numbers.clear()
    numbers[what] = number


def _number(db: sqlite3.Connection, table: str, fields: dict[str, Any]) -> int:
    which = " AND ".join(f"{column} IS ?" for column in fields)
    values = tuple(fields.values())
    row = db.execute(f"SELECT n FROM {table} WHERE {which}", values).fetchone()  # noqa: S608
    if row is not None:
        return int(row[0])
    names, marks = ", ".join(fields), ", ".join("?" * len(fields))
    written = db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608
    assert written.lastrowid is not None
    return written.lastrowid


def _insert_mentions(
    db: sqlite3.Connection, seq: int, mentions: Sequence[_MentionRow], numbers: Numbers
) -> None:
    db.executemany(
        "INSERT INTO mention_at VALUES (?, ?, ?, ?, ?)",
        [
            (seq, n, start, length, numbers.sense(db, sense))
            for n, (start, length, sense, _) in enumerate(mentions)
        ],
    )
    terms = [
        (numbers.term(db, slug), seq, n)
        for n, (*_, slugs) in enumerate(mentions)
        for slug in dict.fromkeys(slugs)
    ]
    db.executemany("INSERT INTO term_mention VALUES (?, ?, ?)", terms)
    counts = Counter(term for term, *_ in terms)
    db.executemany(
        "INSERT INTO term_article SELECT ?, date_order, seq, ? FROM article WHERE seq = ?",
        [(term, count, seq) for term, count in counts.items()],
    )
