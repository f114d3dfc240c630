"""Article to mentions: every rule family, and one order of precedence between them."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from corpus.article import EntityType, Extraction, Mention, MentionKind
from corpus.entities.agreements import is_head
from corpus.entities.dates.find import UNKNOWN_YEAR, DateReader
from corpus.entities.dates.words import cue_of
from corpus.entities.names.find import make_finder, mention_of
from corpus.entities.names.gazetteer import compile_gazetteer
from corpus.entities.roles.find import make_role_finder
from corpus.entities.speech.paragraphs import is_cue
from corpus.entities.speech.statements import find_statements
from corpus.entities.unknown.find import make_unknown_finder
from corpus.entities.words import Mark, make_marker, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.article import Article
    from corpus.entities.dates.find import DateMatch
    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase


READ_LANGUAGES: Final = frozenset({"ar", "und"})
"""The languages whose names are known; ``und`` is a text too short to tell."""


class _Rank(IntEnum):
    """What wins where two mentions overlap, the first one first."""

    ROLE = 0
    NAME = 1
    DATE = 2
    SINGLE_WORD = 3


class Extractor:
    """Finds the mentions of articles; made once for a knowledge base.

    Args:
        base: What is known of people, agreements, organisations and places.
    """

    __slots__ = ("_finder", "_gazetteer", "_marks_of", "_roles", "_unknown")

    def __init__(self, base: KnowledgeBase) -> None:
        self._gazetteer = compile_gazetteer(base)
        self._finder = make_finder(base, self._gazetteer)
        self._roles = make_role_finder(base)
        self._unknown = make_unknown_finder(base)
        lexicon = self._unknown.lexicon
        self._marks_of = make_marker(
            {
                Mark.NAME: self._gazetteer.begins,
                Mark.DATE: cue_of,
                Mark.ROLE: self._roles.notable.__contains__,
                Mark.AGREEMENT: is_head,
                Mark.BODY: lexicon.body_starts.__contains__,
                Mark.PERSON: lexicon.begins_person,
                Mark.SPEECH: lexicon.is_speech,
                Mark.STATEMENT: is_cue,
            }
        )

    def extract(self, article: Article) -> tuple[Mention, ...]:
        """Return the mentions of an article in order, as `read` does."""
        return self.read(article).mentions

    def read(self, article: Article) -> Extraction:
        """Return all that is found in an article.

        Spans are code points of ``article.text``; each lies inside one paragraph of
        ``article.paragraphs`` and no two mentions overlap. Takes time linear in the length of
        the text.

        A title wins over what it holds («المتحدث باسم الرئاسة التركية»), a name of several words
        over a date it overlaps («اتفاق 5 آذار»), a date over a name of one word; what the base
        knows wins over what is found by rule, unless that is longer and holds it.
        """
        paragraphs = [split(article, paragraph, self._marks_of) for paragraph in article.paragraphs]
        day = _day(article)
        inferred = article.published is not None and article.published.known_from == "inferred"
        reader = DateReader(day, inferred=inferred)
        dates = [reader.read(words) for words in paragraphs]
        published = day.isoformat() if day else None
        known = self._finder.find(paragraphs, dates, published)
        unknown = self._unknown.find(paragraphs, known)
        names = unknown.named
        roles = [
            role
            for role in self._roles.find(paragraphs, names, published)
            if role.span.start not in unknown.introductions
        ]
        roles += self._unknown.role_mentions(unknown, paragraphs, roles)
        ranked = [(mention, _Rank.ROLE) for mention in roles]
        for named in names:
            mention = mention_of(named, paragraphs[named.candidate.paragraph], self._gazetteer)
            candidate = named.candidate
            rank = _Rank.NAME if candidate.last - candidate.first > 1 else _Rank.SINGLE_WORD
            ranked.append((mention, rank))
        ranked += [(mention, _Rank.DATE) for mention in _date_mentions(paragraphs, dates)]
        mentions = _apart(ranked)
        statements = find_statements(article, paragraphs, mentions)
        # A title or a ministry told apart later can win over an unknown name.
        used = {slug for mention in mentions for slug in mention.entities}
        names_used = tuple(name for name in unknown.names if name.slug in used)
        return Extraction(mentions, statements, names_used)


def extract(article: Article, base: KnowledgeBase) -> tuple[Mention, ...]:
    """Return the mentions of one article; for more than one make an `Extractor` once."""
    return Extractor(base).extract(article)


def _day(article: Article) -> date | None:
    if article.published is None:
        return None
    try:
        return date.fromisoformat(article.published.day)
    except ValueError:
        return None


def _date_mentions(
    paragraphs: Sequence[Words], dates: Sequence[Sequence[DateMatch]]
) -> Iterator[Mention]:
    prefix = EntityType.DATE.prefix
    for words, matches in zip(paragraphs, dates, strict=True):
        for match in matches:
            value = match.value
            settled = value is not None and UNKNOWN_YEAR not in value
            yield Mention(
                words.span(match.start, match.end),
                EntityType.DATE,
                MentionKind.NAME,
                (f"{prefix}/{value}",) if settled else (),
                f"date: {match.rule}",
                value,
                certainty=match.certainty,
                candidates=tuple([f"{prefix}/{value}" for value in match.candidates]),
            )


def _apart(ranked: list[tuple[Mention, _Rank]]) -> tuple[Mention, ...]:
    """Return the mentions in order, of those that overlap the one of the higher rank."""
    kept: list[tuple[Mention, _Rank]] = []
    end = -1
    for item in sorted(ranked, key=lambda item: (item[0].span.start, item[0].span.end)):
        span = item[0].span
        if span.start >= end:
            kept.append(item)
            end = span.end
            continue
        while kept and kept[-1][0].span.overlaps(span) and item[1] < kept[-1][1]:
            kept.pop()
        if not kept or not kept[-1][0].span.overlaps(span):
            kept.append(item)
        end = kept[-1][0].span.end
    return tuple([mention for mention, _ in kept])
