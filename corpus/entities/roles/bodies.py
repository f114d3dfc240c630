"""Bodies of a state named without the state: «وزارة الدفاع», «قالت الخارجية»."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpus.arabic.clitics import segmentations
from corpus.arabic.folding import fold_text
from corpus.entities.words import canonical, lexicon
from corpus.knowledge.base import Organisation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.entities.words import Words
    from corpus.knowledge.base import KnowledgeBase

_HEADS: Final = frozenset({"وزاره", "هييه", "رياسه", "جهاز"})
_ELLIPTICAL: Final = frozenset({"الخارجيه", "الدفاع", "الداخليه", "الرياسه"})
_SAYING: Final = lexicon(
    """قالت اعلنت ذكرت اكدت اوضحت اضافت نفت افادت كشفت اشارت دعت حذرت ادانت رحبت طالبت شددت بينت
    نشرت اصدرت انتقدت رفضت بحسب حسب وفق"""
)
"""Before «الخارجية» or «الدفاع» they make it a ministry."""
_HEADS_OF_TITLES: Final = frozenset({"باسم", "وزير", "وزيره", "نايب", "مستشار"})


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """A body without its state, found in a paragraph."""

    name: str
    """Its lookup form."""
    start: int
    """Position in the folded paragraph, proclitics left out."""
    end: int


@dataclass(frozen=True, slots=True)
class BodyReader:
    """Reads such bodies; made once for a knowledge base."""

    slugs: Mapping[tuple[str, str], str]
    """Which body it is, by lookup form and nationality word."""
    names: frozenset[str]
    longest: int
    """How many words a name can have."""
    nationalities: Mapping[str, str]
    known: frozenset[str]
    """Every body of the knowledge base."""

    def match(self, words: Words, index: int) -> BodyMatch | None:
        """Read the longest name that begins at a word and that no nationality follows."""
        for cut in segmentations(words.words[index]):
            if cut.stem in _ELLIPTICAL:
                if not self._is_said(words, index):
                    return None
            elif cut.stem not in _HEADS:
                continue
            name, last = cut.stem, index + 1
            best = last if name in self.names else 0
            while last < len(words) and last - index < self.longest and words.gap(last - 1) == " ":
                name = f"{name} {words.words[last]}"
                last += 1
                if name in self.names:
                    best = last
            if not best or words.get(best) in self.nationalities:
                return None
            if words.get(index - 1) in _HEADS_OF_TITLES and words.gap(index - 1) == " ":
                return None
            tail = words.words[index + 1 : best]
            start = words.starts[index] + cut.stripped
            return BodyMatch(" ".join((cut.stem, *tail)), start, words.ends[best - 1])
        return None

    def _is_said(self, words: Words, index: int) -> bool:
        if words.gap(index - 1) != " ":
            return False
        return any(cut.stem in _SAYING for cut in segmentations(words.get(index - 1)))


def beginnings() -> frozenset[str]:
    """Return the words such a body begins with."""
    return _HEADS | _ELLIPTICAL


def make_body_reader(base: KnowledgeBase, nationalities: Mapping[str, str]) -> BodyReader:
    """Collect the bodies of states by what stands before the nationality in their names."""
    slugs: dict[tuple[str, str], str] = {}
    for body in base.of_class(Organisation):
        for form in body.forms:
            head, _, tail = canonical(fold_text(form.text)).rpartition(" ")
            first = head.partition(" ")[0]
            if tail in nationalities and (first in _HEADS or head in _ELLIPTICAL):
                slugs.setdefault((head, nationalities[tail]), body.slug)
    names = frozenset(name for name, _ in slugs)
    longest = max((name.count(" ") + 1 for name in names), default=0)
    known = frozenset(body.slug for body in base.of_class(Organisation))
    return BodyReader(slugs, names, longest, nationalities, known)
