"""Who an article has its story from: «نقلت … عن …», the agency of its dateline, its credit."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.arabic.folding import fold, fold_text
from corpus.ingest.datelines import dateline
from corpus.ingest.furniture import CutReason
from corpus.ingest.outlets import is_generic_credit, is_known_outlet
from corpus.ingest.plain import plain_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.ingest.clean import Cleaned

_MAX = 6
"""How many names are kept."""
_KINDS = "وكالة|صحيفة|جريدة|قناة|شبكة|موقع|تلفزيون|إذاعة|مجلة"
# Names that need no «وكالة» before them, since they are no everyday words.
_AGENCIES = (
    "الأناضول|رويترز|سبوتنيك|فرانس برس|أسوشيتد برس|أسوشييتد برس|تاس|نوفوستي|ريا نوفوستي|إنترفاكس|"
    "شينخوا|إرنا|تسنيم|سانا|د ب أ|أ ف ب|الجزيرة نت|عنب بلدي|روسيا اليوم|بلدي نيوز|رووداو"
)


def agencies_of(text: str, cleaned: Cleaned, outlet: str | None) -> tuple[str, ...]:
    """Return whom an article quotes as its source, in the order the text names them.

    Only known outlets count, and only where a verb of passing on, a dateline or a credit names
    them: an outlet that is merely spoken of is none. The article's own outlet is left out.
    """
    own = _bare(outlet or "")
    found: dict[str, str] = {}
    for name in _named(text, cleaned):
        line = plain_line(name).strip(' -–—|/،,:+()[].«»"“”')
        key = _bare(line)
        if key and key not in own and len(found) < _MAX:
            found.setdefault(key, _without_kind(line))
    return tuple(found.values())


def _named(text: str, cleaned: Cleaned) -> Iterator[str]:
    paragraphs = [span.slice(text) for span in cleaned.body]
    if paragraphs and (head := dateline(paragraphs[0])):
        yield from _known_parts(head.slice(paragraphs[0]))
    for paragraph in paragraphs:
        yield from _passed_on(paragraph)
    for cut in cleaned.cuts:
        if cut.reason is CutReason.CREDIT:
            yield from _known_parts(cut.span.slice(text))


def _known_parts(line: str) -> Iterator[str]:
    for part in re.split(r"[/\\|()\[\]،,:+]|\s*[-–—ـ]\s*", line):
        name = part.strip()
        if name and is_known_outlet(name) and not is_generic_credit(name):
            yield name


def _passed_on(paragraph: str) -> Iterator[str]:
    """Yield the outlets after «نقلت», «نقلا عن», «بحسب» and their like."""
    folded = fold(paragraph)
    for match in _source_phrase().finditer(folded.text):
        words = paragraph[folded.span(match.start("name"), match.end("name")).start :][:60].split()
        kind = match["kind"] or ""
        name = _longest_known(words[1:] if kind else words)
        if name and (kind or _is_agency(name)):
            yield name


def _longest_known(words: Sequence[str]) -> str | None:
    for count in (4, 3, 2, 1):
        name = " ".join(words[:count]).strip("\"“”«»'()،,:.؛")
        if len(words) >= count and is_known_outlet(name):
            return name
    return None


@cache
def _source_phrase() -> re.Pattern[str]:
    """Return the pattern of what passes a report on and of the name's first word, folded."""
    verbs = "نقلت|نقل|نقلا عن|نقلته|نقلتها|نقله|اوردت|اوردته|نشرت|نشرته|ذكرت|افادت|بثت|نسبت"
    others = "وفق|وفقا ل|بحسب|حسب|بحسب ما ذكرت|عن|ل"
    kinds = "|".join(fold_text(kind) for kind in _KINDS.split("|"))
    agencies = "|".join(fold_text(name.split()[0]) for name in _AGENCIES.split("|"))
    return re.compile(
        rf"(?<!\w)[وف]?(?:{verbs}|{others})(?:(?<=ل)| )[\"“«(]?(?P<name>(?P<kind>{kinds}) |"
        rf"(?:{agencies})(?!\w))"
    )


@cache
def _agency_keys() -> frozenset[str]:
    return frozenset(_bare(name) for name in _AGENCIES.split("|"))


def _is_agency(name: str) -> bool:
    return _bare(name) in _agency_keys()


def _without_kind(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first in _KINDS.split("|") else name


def _bare(name: str) -> str:
    return " ".join(fold_text(_without_kind(name)).replace(".", " ").split())
