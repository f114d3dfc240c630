"""Lists of feeds as other feed readers write and read them (OPML 2.0, http://opml.org/spec2.opml)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.ingest.plain import plain_line
from corpus.ingest.web import is_url
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_OUTLINES = 10_000
_MAX_DEPTH = 64
_MAX_LINE = 300


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str = ""
    site: str | None = None
    folder: str = ""
    """The outlines it lies in, from the outside in, with slashes between."""


def is_opml(data: bytes) -> bool:
    """Tell whether bytes look like a list of feeds."""
    return b"<opml" in data[:4096].replace(b"\x00", b"").lower()


def parse(data: bytes, name: str) -> tuple[Outline, ...]:
    """Return the feeds of a list, each once, in its order.

    Nothing outside the file is ever read, and entities are not expanded: a file that declares any
    is refused.

    Args:
        data: The bytes as they came.
        name: What messages call the file.

    Raises:
        InputError: It is no list of feeds, is damaged, or names none.
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    from corpus.ingest.decode import decode, shown_path

    text = decode(data, name).text
    reading = _Reading(shown_path(name))
    parser = ParserCreate("utf-8")
    parser.EntityDeclHandler = reading.refuse_entity
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except ExpatError as error:
        message = told(
            "{file} is damaged: its XML breaks at line {n}",
            file=reading.shown,
            n=error.lineno,
        )
        raise InputError(message, "Write the list again in the program it comes from") from error
    if not reading.is_opml:
        raise InputError(
            told("{file} is no OPML list of feeds", file=reading.shown), "Export one as OPML"
        )
    if not reading.found:
        raise InputError(
            told("{file} names no feed", file=reading.shown), "Export the list with its feeds"
        )
    return tuple(reading.found.values())


class _Reading:
    """The feeds found so far, and the outlines that are open."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.found: dict[str, Outline] = {}
        self.is_opml = False
        self._open: list[str] = []

    def refuse_entity(self, *_: object) -> None:
        message = told(
            "{file} declares XML entities, which no list of feeds needs", file=self.shown
        )
        raise InputError(message, "Take the DOCTYPE out of it if you trust it")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.lower() == "opml":
            self.is_opml = True
        if name.lower() != "outline":
            return
        stated = {key.lower(): value for key, value in attributes.items()}
        title = _line(stated.get("title") or stated.get("text") or "")
        url = plain_line(stated.get("xmlurl", ""))
        if is_url(url) and len(url) <= 4096 and len(self.found) < MAX_OUTLINES:
            site = plain_line(stated.get("htmlurl", ""))
            folder = "/".join(part for part in self._open if part)[:_MAX_LINE]
            outline = Outline(url, title, site if is_url(site) else None, folder)
            self.found.setdefault(url, outline)
        if len(self._open) >= _MAX_DEPTH:
            message = told("{file} has outlines more than {n} deep", file=self.shown, n=_MAX_DEPTH)
            raise InputError(message, "Export the list anew")
        self._open.append("" if url else title.replace("/", "-"))

    def end(self, name: str) -> None:
        if name.lower() == "outline" and self._open:
            self._open.pop()


def _line(text: str) -> str:
    return plain_line(text)[:_MAX_LINE].strip()


def written(outlines: Iterable[Outline], *, title: str = "idlib-brief") -> str:
    """Return a list of feeds as OPML 2.0, folders as outlines around their feeds."""
    folders: dict[str, list[Outline]] = {}
    for outline in outlines:
        folders.setdefault(outline.folder, []).append(outline)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_escaped(title)}</title></head>",
        "  <body>",
        *_body(folders),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _body(folders: Mapping[str, list[Outline]]) -> Iterator[str]:
    for folder, outlines in folders.items():
        names = folder.split("/") if folder else []
        for depth, name in enumerate(names):
            yield f'{"  " * (depth + 2)}<outline text="{_escaped(name)}">'
        for outline in outlines:
            yield f"{'  ' * (len(names) + 2)}{_element(outline)}"
        for depth in reversed(range(len(names))):
            yield f"{'  ' * (depth + 2)}</outline>"


def _element(outline: Outline) -> str:
    name = _escaped(outline.title or outline.url)
    site = f' htmlUrl="{_escaped(outline.site)}"' if outline.site else ""
    return (
        f'<outline type="rss" text="{name}" title="{name}" xmlUrl="{_escaped(outline.url)}"{site}/>'
    )


def _escaped(text: str) -> str:
    from html import escape

    return escape(plain_line(text))
