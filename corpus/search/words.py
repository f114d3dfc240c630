"""Texts as rows of words, the way they are indexed and asked for.

A word is a run of letters and digits. It is folded as `corpus.arabic.folding` does, but keeps its ة
(«مراقبة» is not «مراقبه»), and Latin letters lose their accents.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.arabic.folding import fold, fold_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.article import Article

TEH_MARBUTA = "ة"
# A letter that folding leaves alone stands for ة meanwhile; no living text has it.
_KEPT = "\ua66e"
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
_PLAIN = re.compile("[\x00-\x7f\u0600-\u06ff\\s]*\\Z")
BOUNDARY = "\ue000"
"""Stands between paragraphs in the index, so that no phrase runs over their ends."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A word and where it stands in the text, in code points."""

    form: str
    start: int
    end: int


def forms_of(text: str) -> list[str]:
    """Return the words of a text in lookup form, in order."""
    folded = fold_text(text.replace(TEH_MARBUTA, _KEPT)).replace(_KEPT, TEH_MARBUTA)
    found = _WORD.findall(folded)
    return found if _PLAIN.match(folded) else [_plain(form) for form in found]


def placed_words(text: str, origin: int = 0) -> list[Placed]:
    """Return the words of a text with where they stand, counted from ``origin``."""
    folded = fold(text.replace(TEH_MARBUTA, _KEPT))
    words = []
    for match in _WORD.finditer(folded.text):
        start, end = folded.bounds(match.start(), match.end())
        form = _plain(match[0].replace(_KEPT, TEH_MARBUTA))
        words.append(Placed(form, origin + start, origin + end))
    return words


def _plain(form: str) -> str:
    if _PLAIN.match(form):
        return form
    letters = unicodedata.normalize("NFD", form.replace("ı", "i").lower())
    return unicodedata.normalize(
        "NFC", "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")
    )


def index_line(text: str) -> str:
    """Return the words of a text as the index takes them: one blank between two."""
    return " ".join(forms_of(text))


def index_body(paragraphs: Iterable[str]) -> str:
    """Return the words of paragraphs as the index takes them."""
    return f" {BOUNDARY} ".join(map(index_line, paragraphs))


def body_paragraphs(article: Article) -> list[str]:
    """Return an article's own paragraphs."""
    return [paragraph.span.slice(article.text) for paragraph in article.paragraphs]
