"""Text that keeps its words and its direction in any Markdown reader.

Direction is said in HTML attributes that GitHub, Obsidian, VS Code and pandoc all keep
(``div`` and ``span`` with ``dir`` and ``lang``), never by control characters inside a quote.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

RIGHT_TO_LEFT_MARK = "\u200f"

_CHARACTERS_IN_MIND = 4096
"""Far more than the letters of a few languages."""


def plain(text: str) -> str:
    """Return text for a document: no control or bidi control character, one line.

    Joiners (ZWJ, ZWNJ) stay, since Persian and Arabic spelling needs them, and so do the Arabic
    signs that count as format characters; every run of blanks becomes one space.
    """
    return " ".join(text.translate({ord(c): _written(c) for c in set(text)}).split())


_VISIBLE_FORMATS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2\u200c\u200d"
)


@lru_cache(maxsize=_CHARACTERS_IN_MIND)
def _written(character: str) -> str | None:
    """Return what a document holds for one character, None when it holds nothing."""
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    if category == "Cf" and character not in _VISIBLE_FORMATS:
        return None
    code = ord(character)
    # Half characters and noncharacters can be in no UTF-8 or YAML file.
    if category == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "\ufffd"
    return character


def escape(line: str) -> str:
    """Return one line of text so that no Markdown reader takes any of it for markup.

    Beside CommonMark this knows what pandoc adds (maths, attributes, citations, lists by letters,
    definitions) and Obsidian (comments, highlights, tags). Quotation marks, dots and dashes stay
    as they are, so that the quote can be found in the file word for word: pandoc sets them as a
    printer would, unless told not to (``-f markdown-smart``).
    """
    return _LINE_START.sub(r"\1\\\2", _escape_inside(line), count=1)


def _escape_inside(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


_MARKUP = re.compile(r"[\\`*_\[\]<>#|~^$@{}]|&(?=\#?\w+;)|([%=])(?=\1)")
_LINE_START = re.compile(
    r"^(\(?(?:\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)(?=[.)])|)([-+=:.)](?=\s|$)|[-+=:]{2,})"
)


def is_right_to_left(text: str) -> bool:
    """Tell whether the first strong character of a text is right-to-left (UAX #9, P2)."""
    return next((right_to_left for _, right_to_left in _strong(text)), False)


def is_arabic(text: str) -> bool:
    """Tell whether a text has any right-to-left letter."""
    return any(right_to_left for _, right_to_left in _strong(text))


def _strong(text: str) -> Iterator[tuple[int, bool]]:
    """Yield where the strong characters of a text stand and whether each is right-to-left."""
    for index, character in enumerate(text):
        direction = _direction(character)
        if direction is not None:
            yield index, direction


@lru_cache(maxsize=_CHARACTERS_IN_MIND)
def _direction(character: str) -> bool | None:
    """Tell whether a character is right-to-left, None where it has no direction of its own."""
    direction = unicodedata.bidirectional(character)
    return direction != "L" if direction in ("R", "AL", "L") else None


def span(line: str) -> str:
    """Return words of one line, right-to-left inside a line of any direction."""
    return f'<span dir="rtl" lang="ar">{_escape_inside(line)}</span>'


def div(blocks: Iterable[str]) -> str:
    """Return blocks inside a right-to-left one; the blank lines have all readers look inside."""
    body = "\n\n".join(blocks)
    return f'<div dir="rtl" lang="ar">\n\n{body}\n\n</div>'


_ALL_ARABIC = re.compile(r'<span dir="rtl" lang="ar">([^<>]*(?:\\[<>][^<>]*)*)</span>')


def heading(level: int, line: str) -> str:
    """Return a heading; one that is right-to-left as a whole stands in a block of that direction.

    A span alone would leave the block left-to-right, and with it the side it begins on.

    Args:
        level: 1 for that of the document.
        line: What it says, as `inline` or `own_line` gives it.
    """
    sign = "#" * level
    found = _ALL_ARABIC.fullmatch(line)
    if found is None:
        return f"{sign} {line}"
    # Where a reader goes by the first letter, one of Latin would turn it round without the span.
    return div([f"{sign} {found[1] if is_right_to_left(found[1]) else line}"])


def inline(text: str) -> str:
    """Return words of the press inside a line: any Arabic in them makes them right-to-left."""
    line = plain(text)
    return span(line) if is_arabic(line) else escape(line)


def own_line(text: str, *, begins: bool = True) -> str:
    """Return a line of the user's own words, which its first letter gives the direction.

    Arabic inside a left-to-right line stands in spans, from its first letter to its last.

    Args:
        text: The words.
        begins: Whether they begin a line, where more could be taken for markup.
    """
    line = plain(text)
    if is_right_to_left(line):
        return span(line)
    parts: list[str] = []
    done = 0
    write: Callable[[str], str] = escape if begins else _escape_inside
    for right_to_left, run in groupby(_strong(line), key=lambda place: place[1]):
        if not right_to_left:
            continue
        places = [index for index, _ in run]
        end = places[-1] + 1
        while end < len(line) and unicodedata.combining(line[end]):
            end += 1
        parts += write(line[done : places[0]]), span(line[places[0] : end])
        done = end
        write = _escape_inside
    return "".join((*parts, write(line[done:])))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as a document holds them, without empty ones."""
    return [line for line in map(plain, text.splitlines()) if line]


def quote_block(text: str, anchor: str) -> str:
    """Return a quote as a block, each line of the text a paragraph, and the anchor that names it.

    A mark of direction leads a line that a Latin letter or a number would turn round.
    """
    lines = lines_of(text)
    arabic = any(map(is_arabic, lines))
    written = [
        (RIGHT_TO_LEFT_MARK if arabic and not is_right_to_left(line) else "") + escape(line)
        for line in lines
    ]
    quote = "\n>\n".join(f"> {line}" for line in written)
    # Obsidian takes the anchor for the block right before it, so it stands with the quote.
    blocks = [block for block in (quote, anchor) if block]
    return div(blocks) if arabic else "\n\n".join(blocks)


def own_words(text: str) -> str:
    """Return the user's own paragraphs, those in Arabic in a block of their direction.

    Each line is a paragraph, as it is where the words are written; one without letters has the
    direction of the line before it.
    """
    lines = lines_of(text)
    directed = zip(_directions(lines), lines, strict=True)
    blocks = []
    for right_to_left, group in groupby(directed, key=lambda line: line[0]):
        paragraphs = [line for _, line in group]
        if right_to_left:
            blocks.append(div(map(escape, paragraphs)))
        else:
            blocks.extend(map(own_line, paragraphs))
    return "\n\n".join(blocks)


def _directions(lines: Iterable[str]) -> Iterator[bool]:
    """Yield whether each line of a text is right-to-left."""
    right_to_left = False
    for line in lines:
        right_to_left = next((own for _, own in _strong(line)), right_to_left)
        yield right_to_left


def yaml_quoted(value: str) -> str:
    """Return a YAML double-quoted scalar."""
    return '"' + plain(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


_PLAIN_SCALAR = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][a-z0-9_/-]*")


def yaml_list(values: Iterable[str]) -> str:
    """Return a YAML list on one line."""
    items = [value if _PLAIN_SCALAR.fullmatch(value) else yaml_quoted(value) for value in values]
    return f"[{', '.join(items)}]"


def code(text: str) -> str:
    """Return text as a code span; a slug of an unknown entity holds what the article holds."""
    line = plain(text).replace("`", "'")
    return f'<span dir="rtl" lang="ar">`{line}`</span>' if is_arabic(line) else f"`{line}`"


_URL = re.compile(r"https?://[^\s<>\\^`{|}\"]+")


def link(text: str) -> str:
    """Return an address as a link; in anything else but an address nothing can be followed."""
    line = plain(text)
    return f"<{line}>" if _URL.fullmatch(line) else inline(line)
