"""Matters on which accounts are known to differ, and the articles that give each account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.arabic.folding import fold_text
from corpus.bilingual import Bilingual
from corpus.dossier.told import NO_DATE, inside, source_of
from corpus.dossier.values import Line, Spot
from corpus.library import dossier_rows
from corpus.notes import sentences
from corpus.told import told, told_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.article import Span
    from corpus.library.dossier_rows import Reading
    from corpus.library.store import Library

FILE = Path(__file__).with_name("disputes.toml")
MOST_ARTICLES = 200
"""Articles read for one matter."""
SHOWN = 6
"""Passages listed for one account."""

_PROCLITICS = "[وف]?[بلك]?"


@dataclass(frozen=True, slots=True)
class Version:
    """One account, and what a sentence that gives it holds."""

    says: str
    words: tuple[re.Pattern[str], ...]
    without: tuple[re.Pattern[str], ...]

    def told_in(self, folded: str) -> bool:
        """Tell whether a sentence in lookup form gives this account."""
        return all(word.search(folded) for word in self.words) and not any(
            word.search(folded) for word in self.without
        )


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is told in more than one way."""

    key: str
    matter: str
    entities: tuple[str, ...]
    """In whose dossiers it is told."""
    read: tuple[str, ...]
    """Articles that mention one of these are read."""
    since: str
    until: str
    versions: tuple[Version, ...]


@cache
def matters() -> tuple[Matter, ...]:
    """Return all matters, in the order of the file."""
    import tomllib

    return tuple(
        Matter(
            key,
            Bilingual(table["matter"], table["arabic"]),
            tuple(table["entities"]),
            tuple(table["read"]),
            table.get("since", ""),
            table.get("until", "9998"),
            tuple(
                Version(
                    Bilingual(version["says"], version["arabic"]),
                    tuple(map(_pattern, version["words"])),
                    tuple(map(_pattern, version.get("without", ()))),
                )
                for version in table["version"]
            ),
        )
        for key, table in tomllib.loads(FILE.read_text(encoding="utf-8")).items()
    )


def _pattern(choices: str) -> re.Pattern[str]:
    """Match any of some words where a word begins, proclitics aside."""
    words = "|".join(re.escape(fold_text(choice)) for choice in choices.split("|"))
    return re.compile(rf"(?<!\w){_PROCLITICS}(?:{words})(?!\d)")


def dispute_lines(library: Library, slug: str) -> Iterator[Line]:
    """Yield the matters of an entity of which articles give an account, each with its passages."""
    for matter in matters():
        if slug not in matter.entities:
            continue
        found: dict[Version, list[Line]] = {version: [] for version in matter.versions}
        numbers = dossier_rows.mentioning_between(
            library, matter.read, matter.since, matter.until, MOST_ARTICLES
        )
        for reading in dossier_rows.readings(library, numbers):
            for version, sentence in _told(matter, reading):
                found[version].append(_line(reading, sentence))
        if not any(found.values()):
            continue
        yield Line(matter.matter, tone="heading")
        for version, lines in found.items():
            articles = len({line.spot.article_id for line in lines if line.spot})
            said = told_count("{n} article", "{n} articles", articles)
            yield Line(version.says, told("account"), said, tone="differs" if lines else "muted")
            yield from lines[:SHOWN]


def _told(matter: Matter, reading: Reading) -> Iterator[tuple[Version, Span]]:
    """Yield for each account the first sentence of an article that gives it."""
    whole = fold_text(reading.article.text)
    open_ = [one for one in matter.versions if all(word.search(whole) for word in one.words)]
    if not open_:
        return
    for sentence in sentences(reading.article):
        folded = fold_text(sentence.slice(reading.article.text))
        for version in [one for one in open_ if one.told_in(folded)]:
            open_.remove(version)
            yield version, sentence


def _line(reading: Reading, sentence: Span) -> Line:
    text, _ = inside(reading.article.text, sentence, ())
    return Line(
        text,
        reading.day or NO_DATE,
        source_of(reading.article.source),
        Spot(reading.article.id, sentence),
    )
