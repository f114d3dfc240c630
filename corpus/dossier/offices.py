"""What offices articles give a person that are not those of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.arabic.folding import fold_text
from corpus.article import MentionKind, Span
from corpus.dossier.around import sentences_in
from corpus.dossier.names import in_a_row, office_of, period
from corpus.dossier.told import inside, source_of
from corpus.dossier.values import Line, Spot
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.article import Article
    from corpus.knowledge.base import Person, Role
    from corpus.library.dossier_rows import Reading

SHOWN = 12
"""Passages that are listed."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FORMER = _set("السابق الاسبق السابقه سابقا الراحل حينها انذاك")
_GENERIC = _set(
    "هييه عامه عام مجلس خاص اول جمهوريه دوله شوون تركي روسي سوري ايراني اميركي امريكي تركيه روسيه"
    " سوريه ايرانيه اميركيه امريكيه الي في مسلحه قوات لدي"
)
_MINISTER = "وزير"


@dataclass(frozen=True, slots=True)
class OfficeClaim:
    """An office that a sentence gives a person who does not hold it that day."""

    says: str
    known: str
    """What the knowledge base has for the day."""
    line: Line


class OfficeClaims:
    """Collects the offices that articles give a person and that contradict the day.

    Args:
        person: The person.
    """

    def __init__(self, person: Person) -> None:
        self.person = person
        self._signatures = [(role, _signature(role)) for role in person.roles]
        self.claims: list[OfficeClaim] = []

    def take(self, reading: Reading) -> None:
        """Read one article; one without a known day contradicts nothing."""
        if reading.day is None or not self.person.roles:
            return
        article = reading.article
        for found in reading.mentions:
            if found.slugs == (self.person.slug,) and found.kind is MentionKind.NAME:
                office = self._office(article, found.span, reading.day)
                if office is not None:
                    self.claims.append(self._claim(reading, found.span, office))
                    return

    def _office(self, article: Article, name: Span, day: str) -> Span | None:
        """Return the office beside a name that is not held on a day."""
        for window in _beside(article, name):
            whole = [fold_text(word.slice(article.text)) for word in window]
            if not whole or _FORMER.intersection(whole):
                continue
            folded = [_without_article(word) for word in whole]
            fits = [role for role, signature in self._signatures if _fits(folded, signature)]
            # A ministry nobody knows this person to have had, on a day whose office is known.
            is_strange = (
                not fits and folded[0] == _MINISTER and folded[1:] and self.person.roles_on(day)
            )
            if is_strange or (fits and not any(role.held_on(day) for role in fits)):
                return Span(window[0].start, window[self._last_word(folded)].end)
        return None

    def _last_word(self, folded: Sequence[str]) -> int:
        """Return the index of the last word that belongs to an office."""
        telling = {word for _, (_, words) in self._signatures for word in words}
        last = 1 if len(folded) > 1 else 0
        for index, word in enumerate(folded):
            if word in telling or word in _GENERIC:
                last = max(last, index)
        return last

    def _claim(self, reading: Reading, name: Span, office: Span) -> OfficeClaim:
        article = reading.article
        paragraph = next(p.span for p in article.paragraphs if name.start in p.span)
        sentence = next(
            (one for one in sentences_in(article, paragraph) if name.start in one), paragraph
        )
        text, strong = inside(article.text, sentence, (office, name))
        day = reading.day or ""
        spot = Spot(article.id, Span(min(office.start, name.start), max(office.end, name.end)))
        offices = [office_of(role) for role in self.person.roles_on(day)]
        held = in_a_row(offices) or told("no office known")
        line = Line(text, day, source_of(article.source), spot, strong=strong)
        return OfficeClaim(" ".join(office.slice(article.text).split()), held, line)


def office_lines(person: Person, claims: Sequence[OfficeClaim]) -> Iterator[Line]:
    """Yield the offices that contradict the day, each beside the one that is known."""
    if not claims:
        return
    yield Line(told("Office on the day"), tone="heading")
    for claim in claims[:SHOWN]:
        known = told("known: {offices}", offices=claim.known)
        yield Line(claim.says, told("differs"), known, tone="differs")
        yield claim.line
    for role in person.roles:
        yield Line(office_of(role), told("known"), period(role.since, role.until), tone="muted")


def _beside(article: Article, name: Span) -> tuple[list[Span], ...]:
    """Return the words before a name from the last office head on, and those after it."""
    paragraph = next((p.span for p in article.paragraphs if name.start in p.span), None)
    # A name with و before it follows another one, whose office stands before it.
    if paragraph is None or article.text[name.start - 1 : name.start] == "و":
        return ()
    text = article.text
    before = [
        Span(match.start(), match.end())
        for match in _word().finditer(text, max(paragraph.start, name.start - 60), name.start)
    ][-6:]
    heads = [n for n, word in enumerate(before) if fold_text(word.slice(text)) in _heads()]
    windows = [before[heads[-1] :]] if heads else []
    gap = text[windows[0][0].start : name.start] if windows else ""
    if any(mark in gap for mark in ".؛:") or sum(map(gap.count, "،,")) > 1:
        windows = []
    after = [
        Span(match.start(), match.end())
        for match in _word().finditer(text, name.end, min(paragraph.end, name.end + 40))
    ][:4]
    if not windows and after and fold_text(after[0].slice(text)) in _heads():
        stretch = text[name.end : after[0].start]
        if not any(mark in stretch for mark in ".؛:"):
            windows.append(after)
    return tuple(windows)


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


@cache
def _heads() -> frozenset[str]:
    return _set("رييس وزير قايد مبعوث المبعوث نايب")


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def _signature(role: Role) -> tuple[str, frozenset[str]]:
    """Return the head of an office and the words that tell it from others of the same head."""
    words = [_without_article(fold_text(word)) for word in role.ar.split()]
    telling = [word for word in words[1:] if word not in _GENERIC]
    return words[0], frozenset(telling or words[1:])


def _fits(words: Sequence[str], signature: tuple[str, frozenset[str]]) -> bool:
    head, telling = signature
    return bool(words) and words[0] == head and bool(telling.intersection(words[1:]) or not telling)
