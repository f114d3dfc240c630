"""Names of files and links made of what the press writes: never a way out of a folder."""

from __future__ import annotations

import re
import unicodedata

from corpus.export.text import is_arabic, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.article import Article

_LONGEST = 120
"""Bytes of a file's name without its ending; file systems take 255."""

_UNFIT = re.compile(r'[/\\:*?"<>|#^\[\]%~`$&;{}!\'\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_ID_DIGITS = 8


def safe_name(text: str, otherwise: str = "untitled") -> str:
    """Return a name for a file on any system, and for a wiki-link: no path, no leading dot.

    Args:
        text: Any text.
        otherwise: What to call it when nothing is left; must be safe itself.
    """
    name = _UNFIT.sub(" ", unicodedata.normalize("NFC", plain(text)))
    name = " ".join(name.split()).strip(". ")
    name = name.encode(errors="replace")[:_LONGEST].decode(errors="ignore").strip(". ")
    if not name:
        return otherwise
    return f"_{name}" if _RESERVED.match(name) else name


def article_file(article: Article) -> str:
    """Return the name of an article's file without ending: its title and the start of its id."""
    return f"{safe_name(article.label, 'article')} {safe_name(article.id)[:_ID_DIGITS]}"


def article_mark(article: Article) -> str:
    """Return what an article's file is known by, whatever its title has become."""
    return f" {safe_name(article.id)[:_ID_DIGITS]}.md"


def entity_file(slug: str) -> str:
    """Return the path of an entity's file without ending: its kind is the folder."""
    kind, _, key = slug.partition("/")
    return f"{safe_name(kind, 'entity')}/{safe_name(key)}"


def wikilink(path: str, shown: str) -> str:
    """Return an Obsidian link that is shown as a name."""
    line = " ".join(_UNFIT.sub(" ", plain(shown)).split())
    made = f"[[{path}|{line}]]" if line else f"[[{path}]]"
    return f'<span dir="rtl" lang="ar">{made}</span>' if is_arabic(line) else made


def obsidian_tag(tag: str) -> str:
    """Return a tag as Obsidian takes it: no blanks, and not digits alone."""
    letters = "".join(c for c in plain(tag) if not unicodedata.combining(c))
    name = re.sub(r"[^\w/-]+", "-", letters).strip("-_/") or "tag"
    return f"#{name}" if re.search(r"[^\d/_-]", name) else f"#n{name}"
