"""How each outlet calls an entity: the words as they stand, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache

from corpus.arabic.folding import fold_text
from corpus.article import MentionKind
from corpus.dossier.names import in_a_row
from corpus.dossier.told import source_of
from corpus.dossier.values import Line, Section, Spot
from corpus.told import told, told_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.article import Span
    from corpus.library.dossier_rows import Reading

FORMS = 8
"""Forms of one outlet that are listed."""
OUTLETS = 30
_QUOTES = "«»“”„\"'‘’()[] \u00a0\u200e\u200f"


@dataclass(slots=True)
class _Form:
    """Spellings that fold to the same."""

    spellings: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    first: Spot | None = None

    @property
    def count(self) -> int:
        return self.spellings.total()


class Called:
    """Collects the forms by which articles call an entity.

    Args:
        slug: The entity.
    """

    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._forms: defaultdict[str, defaultdict[str, _Form]] = defaultdict(
            lambda: defaultdict(_Form)
        )

    def take(self, reading: Reading) -> None:
        """Count the forms of one article."""
        forms = self._forms[source_of(reading.article.source)]
        for found in reading.mentions:
            if self._slug not in found.slugs:
                continue
            surface = surface_of(reading.article.text, found.span)
            form = forms[fold_text(surface)]
            form.spellings[surface] += 1
            form.kinds[found.kind.value] += 1
            if form.first is None:
                form.first = Spot(reading.article.id, found.span)

    def section(self, read: int, own: int) -> Section | None:
        """Return the forms by outlet, those that are used most first."""
        outlets = sorted(
            ((source, list(forms.values())) for source, forms in self._forms.items() if forms),
            key=lambda one: (-_total(one[1]), one[0]),
        )
        if not outlets:
            return None
        lines: list[Line] = []
        for source, forms in outlets[:OUTLETS]:
            lines.append(Line(source, str(_total(forms)), tone="heading"))
            forms.sort(key=lambda form: (-form.count, min(form.spellings)))
            lines.extend(_line(form) for form in forms[:FORMS])
            if len(forms) > FORMS:
                more = told_count("{n} form more", "{n} forms more", len(forms) - FORMS)
                lines.append(Line(more, tone="muted"))
        notes = [
            told("without proclitics"),
            told("spellings that fold alike stand together"),
        ]
        if read < own:
            notes.append(
                told_count(
                    "{read} of its {n} article", "{read} of its {n} articles", own, read=read
                )
            )
        return Section(
            "called",
            "As called by",
            "كيف يسمى",
            tuple(lines),
            len(self._distinct()),
            in_a_row(notes),
        )

    def _distinct(self) -> set[str]:
        return {folded for forms in self._forms.values() for folded in forms}


def _total(forms: Iterable[_Form]) -> int:
    return sum(form.count for form in forms)


def _line(form: _Form) -> Line:
    spellings = form.spellings.most_common()
    text = " / ".join(
        spelling if len(spellings) == 1 else f"{spelling} ({count})"
        for spelling, count in spellings
    )
    aside = ""
    for kind, _ in form.kinds.most_common():
        if kind != MentionKind.NAME.value:
            word = _kinds()[kind]
            aside = told("{kinds}, {kind}", kinds=aside, kind=word) if aside else word
    return Line(text, f"×{form.count}", aside, form.first)


@cache
def _kinds() -> Mapping[str, str]:
    """Return how a mention refers, as one says it."""
    return {
        MentionKind.ROLE.value: told("role"),
        MentionKind.NOMINAL.value: told("nominal"),
        MentionKind.ANAPHOR.value: told("anaphor"),
    }


def surface_of(text: str, span: Span) -> str:
    """Return the words of a mention as they stand, without the proclitic that melts into them.

    Behind ل the article is written without its alef («للاتفاق»); on its own it has it again.
    """
    surface = " ".join(span.slice(text).split()).strip(_QUOTES)
    if surface.startswith("ل") and text[span.start - 1 : span.start] == "ل":
        return f"ا{surface}"
    return surface
