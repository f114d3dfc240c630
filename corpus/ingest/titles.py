"""Titles of pages: a headline with the name of the site before or after it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.arabic.folding import fold_text
from corpus.ingest.outlets import looks_like_outlet

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def title_separator() -> re.Pattern[str]:
    """Return the pattern of what parts a headline from a site's name, blanks around it included."""
    return re.compile(r"\s+(?:[-–—·•»:]|::|<<|>>)\s+|\s*\|{1,2}\s*")


def stems(text: str) -> Iterator[str]:
    """Yield what is left of a page title without what stands after or before each separator."""
    for separator in title_separator().finditer(text):
        for stem in (text[: separator.start()], text[separator.end() :]):
            if len(stem.split()) >= 3:
                yield stem


def is_site_name(text: str, separator: str) -> bool:
    """Tell whether what follows a headline's last separator is the name of a site."""
    words = text.split()
    if not 0 < len(words) <= 6:
        return False
    if looks_like_outlet(text):
        return True
    if any(character.isalpha() and not character.isascii() for character in text):
        return "|" in separator or "::" in separator
    letters = sum(map(str.isalpha, text))
    return letters >= 4 and (len(words) > 1 or letters >= 6)


def words_key(text: str) -> str:
    """Return the letters and digits of a line, so that quotes and blanks do not tell two apart."""
    return " ".join(re.findall(r"\w+", fold_text(text)))
