"""Write a library of many articles made of the samples' sentences, with what they mention.

PYTHONPATH=. .venv/bin/python benchmarks/corpus_generator.py LIBRARY 100000
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.article import Article, EntityName, Mention, Statement
    from corpus.library.reindex import ArticleReader

WORDS = 250
BATCH = 500
FIRST_DAY, LAST_DAY = "2017-01-01", "2020-12-31"
OUTLETS = (
    ("RT عربي", 16),
    ("الأناضول", 14),
    ("سانا", 12),
    ("الجزيرة نت", 10),
    ("عنب بلدي", 10),
    ("سبوتنيك عربي", 9),
    ("الشرق الأوسط", 8),
    ("العربي الجديد", 7),
    ("رويترز", 6),
    ("القدس العربي", 5),
    ("زمان الوصل", 2),
    ("مراسل محلي", 1),
)
AGENCIES = ("رويترز", "فرانس برس", "تاس", "سانا")
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@dataclass(frozen=True)
class Sentence:
    """A sentence of a sample, with what it mentions, counted from its beginning."""

    text: str
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


def sentences(reader: ArticleReader) -> tuple[list[Sentence], list[str], list[EntityName]]:
    """Return the sentences of all samples, their titles, and what their entities are called."""
    from corpus.ingest.pipeline import samples

    found: list[Sentence] = []
    titles: list[str] = []
    names: dict[str, EntityName] = {}
    for article in samples():
        extraction = reader.read(article)
        names |= {name.slug: name for name in reader.names(extraction)}
        titles.append(article.label)
        for paragraph in article.paragraphs:
            for match in re.finditer(r"[^.؟!]+[.؟!]?", paragraph.span.slice(article.text)):
                start = paragraph.span.start + match.start()
                end = paragraph.span.start + match.end()
                found.append(
                    Sentence(
                        article.text[start:end].strip(),
                        tuple(
                            _moved(mention, -start - _indent(match[0]))
                            for mention in extraction.mentions
                            if start <= mention.span.start and mention.span.end <= end
                        ),
                        tuple(
                            _said(said, -start - _indent(match[0]))
                            for said in extraction.statements
                            if start <= min(said.span.start, said.verb.start)
                            and max(said.span.end, said.verb.end) <= end
                            and (said.speaker is None or start <= said.speaker.start < end)
                        ),
                    )
                )
    return [one for one in found if len(one.text) > 20], titles, list(names.values())


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _moved(mention: Mention, by: int) -> Mention:
    from corpus.article import Span

    return replace(mention, span=Span(mention.span.start + by, mention.span.end + by))


def _said(said: Statement, by: int) -> Statement:
    from corpus.article import Span

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    speaker = moved(said.speaker) if said.speaker else None
    return replace(said, span=moved(said.span), verb=moved(said.verb), speaker=speaker)


def made_up(
    count: int, reader: ArticleReader, seed: int = 1
) -> Iterator[tuple[Article, list[Mention], list[Statement], list[EntityName]]]:
    """Yield articles with what they mention; the same for the same seed.

    Besides the samples' sentences each holds a few words that hardly any other holds, so that the
    vocabulary grows as that of a newsroom does.
    """
    from datetime import date

    from corpus.article import Article, Paragraph, Published, Span

    chance = random.Random(seed)
    known, titles, names = sentences(reader)
    days = range(
        date.fromisoformat(FIRST_DAY).toordinal(), date.fromisoformat(LAST_DAY).toordinal()
    )
    outlets, weights = zip(*OUTLETS, strict=True)
    for n in range(count):
        text, length = "", 0
        paragraphs: list[Paragraph] = []
        mentions: list[Mention] = []
        statements: list[Statement] = []
        while length < WORDS:
            start = len(text)
            for sentence in chance.sample(known, 3):
                mentions += [_moved(mention, len(text)) for mention in sentence.mentions]
                statements += [_said(said, len(text)) for said in sentence.statements]
                text += f"{sentence.text} "
                length += sentence.text.count(" ") + 1
            text += "".join(chance.choices(LETTERS, k=chance.randint(4, 7)))
            paragraphs.append(Paragraph(Span(start, len(text))))
            text += "\n\n"
        hash_ = sha256(f"{seed} {n}".encode()).hexdigest()
        day = date.fromordinal(chance.choice(days)).isoformat() if chance.random() > 0.01 else None
        article = Article(
            id=hash_[:12],
            text=text,
            paragraphs=tuple(paragraphs),
            title=f"{chance.choice(titles)} ({n})",
            source=chance.choices(outlets, weights)[0],
            published=Published(day, "metadata") if day else None,
            origin=f"made-up:{n}",
            content_hash=hash_,
            agencies=(chance.choice(AGENCIES),) if chance.random() < 0.2 else (),
        )
        yield article, mentions, statements, names


def write(path: Path, count: int, seed: int = 1) -> int:
    """Write a library of so many articles, and return how many bytes of text are in it.

    Likes of articles are not looked for: all are likes of all.
    """
    from corpus.ingest.duplicates import Outline
    from corpus.library.records import (
        Entry,
        found_rows,
        insert_article,
        insert_found,
        texts_of,
        words_of,
    )
    from corpus.library.reindex import article_reader
    from corpus.library.store import Library

    size = 0
    with Library(path) as library:
        reader = article_reader(library)
        articles = made_up(count, reader, seed)
        for start in range(0, count, BATCH):
            with library._writing("write made-up articles") as db:
                for n in range(start, min(start + BATCH, count)):
                    article, mentions, statements, names = next(articles)
                    rows = found_rows(mentions, names if n == 0 else (), statements, reader.mark)
                    words = words_of(article)
                    entry = Entry(article, texts_of(article), words, Outline((), False), rows)
                    seq = insert_article(db, entry, library._now())
                    insert_found(db, seq, rows, library._numbers, words)
                    size += entry.texts[0]
    return size


if __name__ == "__main__":
    target = Path(sys.argv[1])
    size = write(target, int(sys.argv[2]))
    print(f"{target.stat().st_size:,} bytes for {size:,} of text")
