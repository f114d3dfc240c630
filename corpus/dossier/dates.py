"""What articles say of an agreement's date, against what is known and against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from corpus.arabic.folding import fold_text
from corpus.article import EntityType, Span
from corpus.dossier.told import NO_DATE, inside, source_of
from corpus.dossier.values import Line, Spot
from corpus.knowledge.base import Agreement
from corpus.told import one_of, told, told_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from corpus.dossier.around import Around
    from corpus.knowledge.base import Entity
    from corpus.library.dossier_rows import Found, Reading

SHOWN = 6
"""Passages listed for one account."""
_FAR = 10
"""Words between a date and what it is the date of, at the most."""
_NEAR = 4


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SIGNED = _set(
    "وقع وقعت وقعا وقعتا وقعوا وقعها وقعه وقعاها وقعاه وقعتها وقعته يوقع توقع توقيع توقيعها توقيعه"
    " الموقع الموقعه الموقعين ابرم ابرمت ابرما ابرمها ابرمه ابرام المبرم المبرمه توصل توصلت توصلا"
    " التوصل"
)
"""Words of signing, in lookup form."""
_ANNOUNCED = _set("اعلن اعلنا اعلنت اعلنها اعلنه اعلان المعلن المعلنه")
"""These say so only right beside the agreement: much else is announced."""
_SAID_OF_IT = _set("المعلن المعلنه اعلنها اعلنه")
"""Of these, those that follow what they speak of."""
_BESIDE = 6
"""Words from there to the date, at the most."""
_FORCE = _set("سريان سريانه سريانها السريان يسري تسري سرت سري التنفيذ المفعول النفاذ")
_TIMES = _set("بعد منذ قبل")

Kind = str
SIGNED, IN_FORCE = told("Signed or announced"), told("In force")


@dataclass(frozen=True, slots=True)
class Claim:
    """A date that a sentence gives for an agreement."""

    kind: Kind
    value: str
    """ISO day, month, year or interval; ``XXXX`` stands for an unknown year."""
    spot: Spot
    """From the agreement to the date."""
    line: Line
    """The sentence."""


class DateClaims:
    """Collects the dates that articles give for an agreement.

    Args:
        slug: The agreement.
    """

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self.claims: list[Claim] = []

    def take(self, reading: Reading, places: Sequence[Around]) -> None:
        """Read one article at the places where it mentions the agreement."""
        for place in places:
            for sentence in place.sentences:
                self._read(reading, sentence.span, sentence.mentions)

    def _read(self, reading: Reading, sentence: Span, mentions: Sequence[Found]) -> None:
        seen = set()
        for found in mentions:
            if self._slug not in found.slugs:
                continue
            for kind, date in _tied(reading.article.text, sentence, found, mentions):
                if (kind, date.value) not in seen and date.value is not None:
                    seen.add((kind, date.value))
                    self.claims.append(_claim(reading, sentence, kind, found.span, date))


def _claim(reading: Reading, sentence: Span, kind: Kind, own: Span, date: Found) -> Claim:
    text, strong = inside(reading.article.text, sentence, (own, date.span))
    spot = Spot(
        reading.article.id,
        Span(min(own.start, date.span.start), max(own.end, date.span.end)),
    )
    source = source_of(reading.article.source)
    line = Line(text, reading.day or NO_DATE, source, spot, strong=strong)
    return Claim(kind, date.value or "", spot, line)


def _tied(
    text: str, sentence: Span, own: Found, mentions: Sequence[Found]
) -> Iterator[tuple[Kind, Found]]:
    """Yield the dates that a sentence ties to a mention of an agreement, and as what.

    A word of signing or of coming into force must stand beside the agreement, or between it and
    the date, and no other agreement between them.
    """
    others = [
        one.span for one in mentions if one.type is EntityType.AGREEMENT and one.span != own.span
    ]
    dates = [one for one in mentions if one.type is EntityType.DATE and one.span != own.span]
    start = max((one.end for one in others if one.end <= own.span.start), default=sentence.start)
    end = min((one.start for one in others if one.start >= own.span.end), default=sentence.end)
    before = _words(text, start, own.span.start)
    after = next((one for one in dates if own.span.end <= one.span.start < end), None)
    if after is not None:
        between = _words(text, own.span.end, after.span.start)
        kind = _kind(before[-_NEAR:], _ANNOUNCED.intersection(before[-2:]))
        if kind and len(between) <= _FAR:
            yield kind, after
            return
        is_beside = len(between) <= _BESIDE
        kind = _kind(between[-_FAR:], _SAID_OF_IT.intersection(between[:2] if is_beside else ()))
        if kind:
            yield kind, after
            return
        if len(between) <= 2 and before and before[-1] in _TIMES:
            yield SIGNED, after
            return
    back = next((one for one in reversed(dates) if start <= one.span.start < own.span.start), None)
    if back is not None:
        between = _words(text, back.span.end, own.span.start)
        kind = _kind(between[-_NEAR:], ())
        # «…، أي قبل أسابيع من توقيع المذكرة» tells the time of something else.
        is_other = "،" in text[back.span.end : own.span.start] or _TIMES.intersection(between)
        if kind and len(between) <= _FAR and not is_other:
            yield kind, back


def _kind(words: Sequence[str], announced: Collection[str]) -> Kind | None:
    """Return as what some words tie a date, None where they do not.

    Args:
        words: Words between the agreement and the date, or before it.
        announced: Words of announcing that stand right beside it.
    """
    if _FORCE.intersection(words):
        return IN_FORCE
    return SIGNED if announced or _SIGNED.intersection(words) else None


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


def _words(text: str, start: int, end: int) -> list[str]:
    """Return the words of a stretch in lookup form, without و and ف before them where they part."""
    found = _word().findall(fold_text(text[start:end]))
    return [_bare(word) for word in found]


def _bare(word: str) -> str:
    known = _SIGNED | _ANNOUNCED | _FORCE | _TIMES
    if word in known:
        return word
    for lead in ("و", "ف", "ل", "ب"):
        if word.startswith(lead) and word[1:] in known:
            return word[1:]
    return word


def date_lines(agreement: Entity | None, claims: Sequence[Claim]) -> Iterator[Line]:
    """Yield the dates that are known of an agreement and those that articles give, side by side."""
    for kind in (SIGNED, IN_FORCE):
        by_value: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.kind == kind:
                by_value[claim.value].append(claim)
        if not by_value:
            continue
        known = _known(agreement, kind)
        agreeing = {value for value in by_value if any(agrees(value, day) for day in known)}
        yield Line(kind, tone="heading")
        if known:
            yield Line(one_of(known), told("known"), told("knowledge base"))
        for value in sorted(by_value, key=lambda one: (one not in agreeing, one)):
            yield from _account(
                value, by_value[value], differs=bool(known) and value not in agreeing
            )


def _account(value: str, claims: Sequence[Claim], *, differs: bool) -> Iterator[Line]:
    count = len({claim.spot.article_id for claim in claims})
    said = told_count("{n} article", "{n} articles", count)
    label = told("differs") if differs else told("agrees")
    entity = f"date/{value}" if len(value) == 10 and value[0] != "X" else None
    yield Line(value, label, said, entity=entity, tone="differs" if differs else "plain")
    yield from (claim.line for claim in claims[: SHOWN if differs else 2])


def differing(agreement: Entity | None, claims: Sequence[Claim]) -> int:
    """Return how many dates articles give that are none of those known."""
    return len(
        {
            (claim.kind, claim.value)
            for claim in claims
            if (known := _known(agreement, claim.kind))
            and not any(agrees(claim.value, day) for day in known)
        }
    )


def _known(agreement: Entity | None, kind: Kind) -> tuple[str, ...]:
    if not isinstance(agreement, Agreement):
        return ()
    if kind == IN_FORCE:
        days = (agreement.effective or agreement.date,)
    else:
        days = (agreement.date, *((agreement.start,) if agreement.start else ()))
    return tuple(day[:10] for day in days)


def agrees(value: str, day: str) -> bool:
    """Tell whether a date as a text gives it can be an ISO day, as precisely as both are known.

    ``XXXX`` in the value stands for any year; an interval holds the days between its ends.
    """
    first, _, last = value.partition("/")
    if first.startswith("XXXX"):
        return day[4 : len(first)] == first[4:]
    if last:
        return first <= day[: len(first)] and day[: len(last)] <= last
    shorter = min(len(first), len(day))
    return first[:shorter] == day[:shorter]
