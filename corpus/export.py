"""Notes to Markdown that stays right-to-left wherever it is read; the bytes are the contract.

Direction is said in HTML attributes that GitHub, Obsidian, VS Code and pandoc all keep
(``div`` and ``span`` with ``dir`` and ``lang``), never by control characters inside a quote.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby

from corpus import __version__
from corpus.article import EntityType
from corpus.notes import paragraph_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from corpus.article import Article, EntityName, Note

RIGHT_TO_LEFT_MARK = "\u200f"

_KINDS = {
    "metadata": "as the file states",
    "dateline": "from its dateline",
    "feed": "from its feed",
    "option": "given by hand",
    "inferred": "inferred",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A note with what an export says about it."""

    note: Note
    article: Article
    entities: tuple[EntityName, ...]
    """The entities mentioned in the passage, in the order they occur."""
    orphaned: bool = False
    """True when the quote no longer stands in the article."""


def to_markdown(passages: Sequence[Passage], *, title: str, day: str) -> str:
    """Return notes as one Markdown document, grouped by article in the order given.

    Args:
        passages: The notes; those of one article must follow each other.
        title: The document's title, in any language.
        day: The day of the export, ISO.
    """
    articles = [
        list(group) for _, group in groupby(passages, key=lambda passage: passage.article.id)
    ]
    parts = [_front_matter(passages, len(articles), title, day), f"# {_own_line(title)}\n"]
    for number, group in enumerate(articles, 1):
        article = group[0].article
        parts.append(f"## {_inline(article.label)}\n\n{_byline(article)}.[^s{number}]\n")
        parts.extend(_passage(passage) for passage in group)
    parts.extend(_footnote(number, group[0].article) for number, group in enumerate(articles, 1))
    return "\n".join(parts)


# --- text ---------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Return text for a document: no control or bidi control character, one line.

    Joiners (ZWJ, ZWNJ) stay, since Persian and Arabic spelling needs them, and so do the Arabic
    signs that count as format characters; every run of blanks becomes one space.
    """
    return " ".join(text.translate({ord(c): _written(c) for c in set(text)}).split())


_VISIBLE_FORMATS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2\u200c\u200d"
)


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


def _is_arabic(text: str) -> bool:
    return any(right_to_left for _, right_to_left in _strong(text))


def _strong(text: str) -> Iterator[tuple[int, bool]]:
    """Yield where the strong characters of a text stand and whether each is right-to-left."""
    for index, character in enumerate(text):
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL", "L"):
            yield index, direction != "L"


# --- direction ----------------------------------------------------------------------------


def _span(line: str) -> str:
    return f'<span dir="rtl" lang="ar">{_escape_inside(line)}</span>'


def _div(blocks: Iterable[str]) -> str:
    body = "\n\n".join(blocks)
    return f'<div dir="rtl" lang="ar">\n\n{body}\n\n</div>'


def _inline(text: str) -> str:
    """Return words of the press inside a line: any Arabic in them makes them right-to-left."""
    line = plain(text)
    return _span(line) if _is_arabic(line) else escape(line)


def _own_line(text: str) -> str:
    """Return a line of the user's own words, which its first letter gives the direction.

    Arabic inside a left-to-right line stands in spans, from its first letter to its last.
    """
    line = plain(text)
    if is_right_to_left(line):
        return _span(line)
    parts: list[str] = []
    done = 0
    write: Callable[[str], str] = escape
    for right_to_left, run in groupby(_strong(line), key=lambda place: place[1]):
        if not right_to_left:
            continue
        places = [index for index, _ in run]
        end = places[-1] + 1
        while end < len(line) and unicodedata.combining(line[end]):
            end += 1
        parts += write(line[done : places[0]]), _span(line[places[0] : end])
        done = end
        write = _escape_inside
    return "".join((*parts, write(line[done:])))


def _lines(text: str) -> list[str]:
    return [line for line in map(plain, text.splitlines()) if line]


def _quote(text: str, anchor: str) -> str:
    """Return a quote as a block, each line of the text a paragraph, and the anchor that names it.

    A mark of direction leads a line that a Latin letter or a number would turn round.
    """
    lines = _lines(text)
    arabic = any(map(_is_arabic, lines))
    written = [
        (RIGHT_TO_LEFT_MARK if arabic and not is_right_to_left(line) else "") + escape(line)
        for line in lines
    ]
    quote = "\n>\n".join(f"> {line}" for line in written)
    # Obsidian takes the anchor for the block right before it, so it stands with the quote.
    blocks = [quote, anchor] if quote else [anchor]
    return _div(blocks) if arabic else "\n\n".join(blocks)


def _own_words(text: str) -> str:
    """Return the user's own paragraphs, those in Arabic in a block of their direction.

    Each line is a paragraph, as it is where the words are written; one without letters has the
    direction of the line before it.
    """
    lines = _lines(text)
    directed = zip(_directions(lines), lines, strict=True)
    blocks = []
    for right_to_left, group in groupby(directed, key=lambda line: line[0]):
        paragraphs = [line for _, line in group]
        if right_to_left:
            blocks.append(_div(map(escape, paragraphs)))
        else:
            blocks.extend(map(_own_line, paragraphs))
    return "\n\n".join(blocks)


def _directions(lines: Iterable[str]) -> Iterator[bool]:
    """Yield whether each line of a text is right-to-left."""
    right_to_left = False
    for line in lines:
        right_to_left = next((own for _, own in _strong(line)), right_to_left)
        yield right_to_left


# --- parts of the document ----------------------------------------------------------------


def _quoted(value: str) -> str:
    """Return a YAML double-quoted scalar."""
    return '"' + plain(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


_PLAIN_SCALAR = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][a-z0-9_/-]*")


def _listed(values: Iterable[str]) -> str:
    """Return a YAML list on one line."""
    items = [value if _PLAIN_SCALAR.fullmatch(value) else _quoted(value) for value in values]
    return f"[{', '.join(items)}]"


def _front_matter(passages: Sequence[Passage], articles: int, title: str, day: str) -> str:
    found = {entity.slug: entity.type for passage in passages for entity in passage.entities}
    prefix = EntityType.AGREEMENT.prefix + "/"
    agreements = [slug.removeprefix(prefix) for slug in found if slug.startswith(prefix)]
    days = sorted(p.article.published.day for p in passages if p.article.published)
    tags = dict.fromkeys(plain(tag) for passage in passages for tag in passage.note.tags)
    lines = [
        f"title: {_quoted(title)}",
        f"date: {day}",
        *([f"period: [{days[0]}, {days[-1]}]"] if days else []),
        "lang: en",
        f"entities: {_listed(slug for slug, type_ in found.items() if type_ != EntityType.DATE)}",
        f"agreements: {_listed(agreements)}",
        f"tags: {_listed(filter(None, tags))}",
        f"sources: {articles}",
        f"notes: {len(passages)}",
        f"generator: idlib-brief {__version__}",
    ]
    return "---\n" + "\n".join(lines) + "\n---\n"


def _dated(article: Article) -> str:
    if article.published is None:
        return "date not stated"
    return f"{article.published.day} ({_KINDS[article.published.known_from]})"


def _byline(article: Article) -> str:
    """Return outlet, place and date; Latin text follows each Arabic name, to hold the order."""
    outlet = f"Outlet: {_inline(article.source)}" if article.source else "Outlet not stated"
    filed = f"; filed from {_inline(article.place)}" if article.place else ""
    return f"{outlet}{filed}; published: {_dated(article)}"


def _passage(passage: Passage) -> str:
    note = passage.note
    parts = [_quote(note.quote, f"^n-{note.id}")]
    if note.body.strip():
        parts += "**Note.**", _own_words(note.body)
    facts = [f"- Where: {_where(passage)}; article {passage.article.id}; taken {note.created}."]
    if passage.entities:
        named = "; ".join(_entity(entity) for entity in passage.entities)
        facts.append(f"- Entities: {named}.")
    if note.tags:
        facts.append("- Tags: " + ", ".join(_own_line(tag) for tag in note.tags) + ".")
    parts.append("\n".join(facts))
    return "\n\n".join(parts) + "\n"


def _where(passage: Passage) -> str:
    if passage.orphaned:
        return "no longer in the article, whose text has changed"
    span = passage.note.span
    first = paragraph_number(passage.article, span.start)
    last = paragraph_number(passage.article, span.end - 1)
    if first is None or last is None:
        return "outside the body"
    if first == last:
        return f"paragraph {first}" if first else "headline"
    return f"paragraphs {first}–{last}" if first else f"headline to paragraph {last}"


def _entity(entity: EntityName) -> str:
    arabic = "" if entity.ar == entity.en else f" ({_inline(entity.ar)})"
    return f"{_inline(entity.en)}{arabic} {_code(entity.slug)}"


def _code(text: str) -> str:
    """Return text as a code span; a slug of an unknown entity holds what the article holds."""
    line = plain(text).replace("`", "'")
    return f'<span dir="rtl" lang="ar">`{line}`</span>' if _is_arabic(line) else f"`{line}`"


def _footnote(number: int, article: Article) -> str:
    raw = article.published.raw if article.published else ""
    words = f", in the words {_inline(raw)}" if raw and _is_arabic(raw) else ""
    facts = "".join(f" Facts: {_link(url)}." for url in article.references)
    return (
        f"[^s{number}]: {_inline(article.label.rstrip('. '))}. {_byline(article)}{words}."
        f" From {_inline(article.origin)}, sha256:{article.content_hash[:16]}.{facts}\n"
    )


_URL = re.compile(r"https?://[^\s<>\\^`{|}\"]+")


def _link(text: str) -> str:
    """Return an address as a link; in anything else but an address nothing can be followed."""
    line = plain(text)
    return f"<{line}>" if _URL.fullmatch(line) else _inline(line)
