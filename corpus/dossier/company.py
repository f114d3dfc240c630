"""Who and what is mentioned with an entity more often than chance would have it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log

from corpus.article import EntityType
from corpus.dossier.names import both_names, in_a_row
from corpus.dossier.values import PAGE, Line, Section
from corpus.told import told, told_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.article import EntityName
    from corpus.dossier.around import Around
    from corpus.library.dossier_rows import Found, Reading

BEYOND_CHANCE = 3.84
"""G² that chance exceeds once in twenty (χ², one degree of freedom)."""

LEAST_ARTICLES = 2
"""Fewer articles in common prove nothing, unless a sentence names both."""


@dataclass(frozen=True, slots=True)
class Together:
    """How often another entity is mentioned together with the one in question."""

    slug: str
    articles: int
    paragraphs: int
    sentences: int
    strength: float
    """Dunning's log-likelihood ratio G² over articles; negative where they avoid each other."""


def log_likelihood(both: float, first: float, second: float, everything: float) -> float:
    """Return Dunning's G² of two entities' presence in articles, negative below chance.

    Args:
        both: Articles that mention both.
        first: Articles that mention the one.
        second: Articles that mention the other.
        everything: All articles.

    Dunning, “Accurate methods for the statistics of surprise and coincidence” (1993).
    """
    cells = (
        (both, first * second),
        (first - both, first * (everything - second)),
        (second - both, (everything - first) * second),
        (everything - first - second + both, (everything - first) * (everything - second)),
    )
    total = 2 * sum(
        seen * log(seen * everything / expected) for seen, expected in cells if seen > 0
    )
    return total if both * everything >= first * second else -total


class Company:
    """Counts who is mentioned with an entity, article by article.

    Args:
        slug: The entity.
    """

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._articles: Counter[str] = Counter()
        self._paragraphs: Counter[str] = Counter()
        self._sentences: Counter[str] = Counter()
        self.read = 0

    def take(self, reading: Reading, places: Sequence[Around]) -> None:
        """Count one article that mentions the entity, with the places where it does."""
        self.read += 1
        self._articles.update(self._others(reading.mentions))
        for place in places:
            self._paragraphs.update(self._others(place.paragraph.mentions))
            for sentence in place.sentences:
                self._sentences.update(self._others(sentence.mentions))

    def _others(self, mentions: Sequence[Found]) -> set[str]:
        """Return who else is mentioned, days aside."""
        return {
            slug for found in mentions if found.type is not EntityType.DATE for slug in found.slugs
        } - {self._slug}

    @property
    def slugs(self) -> tuple[str, ...]:
        """Everything met so far."""
        return tuple(self._articles)

    def strongest(self, own: int, totals: Mapping[str, int], everything: int) -> list[Together]:
        """Return who keeps company with it beyond chance, the strongest first.

        Args:
            own: Articles that mention the entity, counted or not.
            totals: Articles that mention each of the others.
            everything: All articles.
        """
        scale = own / self.read if self.read else 0.0
        met = []
        for slug, articles in self._articles.items():
            close = self._sentences[slug]
            if articles < LEAST_ARTICLES and not close:
                continue
            total = max(totals.get(slug, articles), articles)
            both = min(articles * scale, total, own)
            strength = log_likelihood(both, own, total, max(everything, own + total - both))
            met.append(Together(slug, articles, self._paragraphs[slug], close, strength))
        return sorted(
            met,
            key=lambda one: (-one.strength, -one.sentences, -one.paragraphs, one.slug),
        )


def company_section(
    met: list[Together], names: Mapping[str, EntityName], read: int, own: int
) -> Section | None:
    """Return who is mentioned with an entity, those beyond chance first."""
    known = [one for one in met if one.slug in names]
    if not known:
        return None
    beyond = [one for one in known if one.strength > BEYOND_CHANCE]
    other = sorted(
        (one for one in known if one.strength <= BEYOND_CHANCE),
        key=lambda one: (-one.sentences, -one.paragraphs, -one.articles, one.slug),
    )
    lines = [_line(one, names[one.slug]) for one in beyond[:PAGE]]
    if other:
        lines.append(Line(told("No more than chance would have it"), tone="heading"))
        lines.extend(_line(one, names[one.slug], muted=True) for one in other[: PAGE // 2])
    note = (
        told_count(
            "articles / paragraphs / sentences in common of {n} article",
            "articles / paragraphs / sentences in common of {n} articles",
            own,
        )
        if read == own
        else told(
            "articles / paragraphs / sentences in common of {articles}",
            articles=spread_over_time(read, own),
        )
    )
    measure = told(
        "by log-likelihood (G² over articles, above {chance} hardly chance)", chance=BEYOND_CHANCE
    )
    return Section(
        "company",
        "Mentioned with it",
        "يذكر معه",
        tuple(lines),
        len(known),
        in_a_row((note, measure)),
    )


def spread_over_time(read: int, total: int) -> str:
    """Say how many of some articles were read."""
    return told_count(
        "{read} of {n} article, spread over time",
        "{read} of {n} articles, spread over time",
        total,
        read=read,
    )


def _line(one: Together, name: EntityName, *, muted: bool = False) -> Line:
    return Line(
        both_names(name.en, name.ar),
        f"G² {one.strength:.1f}",
        f"{one.articles} / {one.paragraphs} / {one.sentences}",
        entity=one.slug,
        tone="muted" if muted else "plain",
    )
