"""What of an article is not seen: bidi controls, other invisible characters, control characters.

An override (LRO, RLO) can show a sentence that is not there: those come first, with the text they
turn round in the order in which it is stored.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

from tui.bidi.sanitize import BIDI_CONTROLS, control_counts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.article import Article

_OVERRIDES = {"\u202d": "LRO", "\u202e": "RLO"}
_OPENING = "\u202a\u202b\u202d\u202e"
_CLOSING = "\u202c"
_SHOWN = 120
"""Code points of an overridden text that are shown."""
_PLACES = 8
"""Places of one character that are named in a listing for people."""
_OVERRIDES_SHOWN = 40


def hidden_characters(article: Article) -> dict[str, object]:
    """Return every character that is not seen.

    Positions count code points in their paragraph, which counts from 1; the text of an override
    has a label such as ``‹RLO›`` for every control in it.
    """
    texts = [paragraph.span.slice(article.text) for paragraph in article.paragraphs]
    overrides = [
        found for number, text in enumerate(texts, 1) for found in _overrides(number, text)
    ]
    places: dict[str, list[list[int]]] = defaultdict(list)
    for number, text in enumerate(texts, 1):
        for position, character in enumerate(text):
            if _short_name(character):
                places[character].append([number, position])
    return {
        "id": article.id,
        "title": article.title,
        "overrides": overrides,
        "characters": [
            {
                "name": _short_name(character),
                "code": f"U+{ord(character):04X}",
                "unicode_name": unicodedata.name(character, "no name"),
                "count": len(found),
                "places": found,
            }
            for character, found in sorted(places.items(), key=_by_danger)
        ],
    }


def _by_danger(item: tuple[str, list[list[int]]]) -> tuple[bool, bool, int]:
    character, found = item
    return character not in _OVERRIDES, character not in BIDI_CONTROLS, -len(found)


@cache
def _short_name(character: str) -> str:
    return next(iter(control_counts(character)), "")


def _overrides(number: int, text: str) -> Iterator[dict[str, object]]:
    for position, character in enumerate(text):
        if character in _OVERRIDES:
            yield {
                "paragraph": number,
                "position": position,
                "name": _OVERRIDES[character],
                "text": labelled(text[position : _end_of_override(text, position)]),
            }


def _end_of_override(text: str, start: int) -> int:
    """Return where an override ends: behind the PDF that closes it, or what is shown of it."""
    depth = 0
    for position in range(start, min(len(text), start + _SHOWN)):
        depth += text[position] in _OPENING
        depth -= text[position] == _CLOSING
        if depth == 0:
            return position + 1
    return start + _SHOWN


def labelled(text: str) -> str:
    """Return a text with a label in place of every character that is not seen."""
    return "".join(
        f"‹{name}›" if (name := _short_name(character)) else character for character in text
    )


def listed(report: dict[str, object]) -> Iterator[tuple[str, ...]]:
    """Yield the report as lines of fields for people, the most dangerous first."""
    overrides, characters = report["overrides"], report["characters"]
    assert isinstance(overrides, list)
    assert isinstance(characters, list)
    if not characters:
        yield ("nothing is hidden in it",)
        return
    for found in overrides[:_OVERRIDES_SHOWN]:
        yield (
            f"OVERRIDE {found['name']}",
            f"paragraph {found['paragraph']}, position {found['position']}",
            found["text"],
        )
    if len(overrides) > _OVERRIDES_SHOWN:
        yield (f"and {len(overrides) - _OVERRIDES_SHOWN} overrides more (--json has all)",)
    for found in characters:
        shown = [f"{paragraph}:{position}" for paragraph, position in found["places"][:_PLACES]]
        more = " ..." if found["count"] > _PLACES else ""
        yield (
            f"{found['count']} x {found['name']}",
            f"{found['code']} {found['unicode_name']}",
            f"paragraph:position {' '.join(shown)}{more}",
        )


def article_path(asked: str) -> Path | None:
    """Return the file asked for; None where it reads like an article's id."""
    path = Path(asked)
    return path if path.suffix or path.exists() or len(path.parts) > 1 else None
