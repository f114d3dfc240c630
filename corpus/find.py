"""Finding words in one article, whatever way they are spelt or vowelled."""

from __future__ import annotations

import re

from corpus.arabic.folding import fold
from corpus.article import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import Article


def find(article: Article, query: str) -> tuple[Span, ...]:
    """Return every place in an article's own paragraphs where a query stands, in order.

    Both sides are folded, so «ادلب» finds «إدلب» and «مؤكدا» finds «مؤكّدًا»; a blank matches any
    run of blanks. Places do not overlap.
    """
    words = fold(query).text.split()
    if not words:
        return ()
    wanted = re.compile(r"\s+".join(map(re.escape, words)))
    found: list[Span] = []
    for paragraph in article.paragraphs:
        folded = fold(paragraph.span.slice(article.text))
        origin = paragraph.span.start
        for match in wanted.finditer(folded.text):
            inside = folded.span(match.start(), match.end())
            place = Span(origin + inside.start, origin + inside.end)
            # One code point can fold to several: «لا» in one piece holds two letters to be found.
            if not found or found[-1].end <= place.start:
                found.append(place)
    return tuple(found)
