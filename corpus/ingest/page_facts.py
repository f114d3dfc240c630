"""What a web page states about its article outside the running text: JSON-LD, meta, headings."""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from corpus.ingest.plain import plain_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_MAX_SCRIPT = 1024 * 1024
"""The longest JSON-LD block that is read, in code points."""
_MAX_NODES = 2000
_TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "title")
_DATE_KEYS = (
    *("article:published_time", "og:article:published_time", "datepublished", "publishdate"),
    *("pubdate", "publish_date", "date", "dc.date", "dc.date.issued", "dcterms.created"),
    *("sailthru.date", "parsely-pub-date", "article_date_original", "og:published_time"),
)
_AUTHOR_KEYS = ("author", "article:author", "dc.creator", "parsely-author", "byl")
_SITE_KEYS = ("og:site_name", "application-name", "dc.publisher", "publisher")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article; tuples hold one plain line each, the surest first."""

    titles: tuple[str, ...] = ()
    """From JSON-LD and meta; the name of the site may hang on them."""
    page_title: str = ""
    """The content of ``<title>``."""
    headings: tuple[str, ...] = ()
    """``h1`` before ``h2`` and ``h3``, each in reading order."""
    sites: tuple[str, ...] = ()
    author: str | None = None
    dates: tuple[str, ...] = ()
    """When it was published, as written; never when it was changed or fetched."""
    url: str | None = None
    """The canonical address, absolute, http or https, without what tracks readers."""
    body: str = ""
    """``articleBody`` of JSON-LD, line breaks kept."""


@dataclass(slots=True)
class _Linked:
    """What the JSON-LD of a page states, collected over its nodes."""

    titles: list[str] = field(default_factory=list)
    sites: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)


def page_facts(tree: HtmlElement, url: str | None) -> PageFacts:
    """Read what a parsed page states.

    Args:
        tree: The page, before anything is taken out of it.
        url: Where it came from, for addresses that are not absolute.
    """
    linked = _linked_data(tree)
    meta = _meta(tree)
    headings = [
        plain_line(heading.text_content())
        for level in ("h1", "h2", "h3")
        for heading in tree.iter(level)
    ]
    page_title = next((plain_line(title.text_content()) for title in tree.iter("title")), "")
    stated = [*linked.urls, *_links(tree), *meta.get("og:url", ())]
    authors = [*linked.authors, *_of(meta, _AUTHOR_KEYS)]
    return PageFacts(
        titles=_lines([*linked.titles, *_of(meta, _TITLE_KEYS)]),
        page_title=page_title,
        headings=tuple(heading for heading in headings[:200] if heading),
        sites=_lines([*_of(meta, _SITE_KEYS), *linked.sites]),
        author=next((name for name in map(plain_line, authors) if is_person(name)), None),
        dates=_lines([*linked.dates, *_of(meta, _DATE_KEYS), *_times(tree)]),
        url=_canonical(stated, url),
        body=max(linked.bodies, key=len, default=""),
    )


def _lines(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in map(plain_line, values) if line))


def _of(meta: dict[str, list[str]], keys: tuple[str, ...]) -> list[str]:
    return [value for key in keys for value in meta.get(key, ())]


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of meta elements, and of microdata, by their lower-case names."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := element.get(attribute)):
                found.setdefault(name.lower(), []).append(content)
    return found


def _times(tree: HtmlElement) -> list[str]:
    """Return the moments of ``time`` elements that say they tell the publication."""
    found = []
    for element in tree.iter("time"):
        stated = element.get("datetime")
        marks = f"{element.get('itemprop', '')} {element.get('class', '')}".lower()
        is_published = "publish" in marks or element.get("pubdate") is not None
        if stated and is_published and "modif" not in marks and "updated" not in marks.split():
            found.append(stated)
    return found


def _links(tree: HtmlElement) -> list[str]:
    return [
        link.get("href", "")
        for link in tree.iter("link")
        if (link.get("rel") or "").lower() == "canonical"
    ]


def is_person(name: str) -> bool:
    """Tell whether a line can be the name of a writer: no address, no word for the staff."""
    return 3 <= len(name) <= 60 and len(name.split()) <= 6 and not _nobody().search(name)


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile(
        r"https?:|www\.|@|^\W*$|^(?:admin|administrator|editor|author|user|root|desk|staff|web"
        r"|newsroom|محرر|المحرر|التحرير|فريق|هيئة|قسم|غرفة|إدارة|الإدارة|وكالات|مراسل)\b",
        re.I,
    )


# JSON-LD


def _linked_data(tree: HtmlElement) -> _Linked:
    linked = _Linked()
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = script.text or ""
        if len(source) > _MAX_SCRIPT:
            continue
        try:
            data = json.loads(source.strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            _take_node(linked, node)
    return linked


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD document, outer ones first, at most a few thousand."""
    waiting = deque([data])
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            graph = (node.get(key) for key in ("@graph", "mainEntity", "itemListElement"))
            waiting.extend(child for child in graph if child)


@cache
def _article_type() -> re.Pattern[str]:
    return re.compile(r"(?:Article|Posting|Report|Review)$")


def _take_node(linked: _Linked, node: dict[str, Any]) -> None:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    if not any(isinstance(kind, str) and _article_type().search(kind) for kind in names):
        return
    linked.titles += _strings(node.get("headline")) or _strings(node.get("name"))
    linked.dates += _strings(node.get("datePublished")) or _strings(node.get("dateCreated"))
    linked.authors += _names(node.get("author"))
    linked.sites += _names(node.get("publisher"))
    linked.bodies += _strings(node.get("articleBody"))
    page = node.get("mainEntityOfPage")
    linked.urls += _strings(page.get("@id") if isinstance(page, dict) else page)
    linked.urls += _strings(node.get("url"))


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one.strip()]


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    named = [one.get("name") if isinstance(one, dict) else one for one in values]
    return [name for one in named for name in _strings(one)]


# Addresses


def _canonical(stated: list[str], url: str | None) -> str | None:
    """Return the first stated address that can be the article's own, else where it came from.

    An address of another host, or of a site's front page, is a template's mistake.
    """
    own = clean_url(url) if url else None
    own_host = _host(own) if own else ""
    for candidate in stated:
        address = clean_url(urljoin(own or "", candidate.strip()))
        if address is None:
            continue
        if own and (own_host != _host(address) or urlsplit(address).path in ("", "/")):
            continue
        return address
    return own


def _host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return re.sub(r"^(?:www|m|mobile|amp|ar|arabic)\.", "", host)


@cache
def _tracking() -> re.Pattern[str]:
    return re.compile(r"(?:utm_\w+|fbclid|gclid|igshid|mc_cid|mc_eid)$", re.I)


def clean_url(url: str) -> str | None:
    """Return an http or https address without fragment, user name and tracking parameters.

    ``None`` for anything else, such as ``javascript:`` or an address without a host.
    """
    try:
        parts = urlsplit(plain_line(url))
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(key, value) for key, value in query if not _tracking().match(key)]
    stated = parts.query if len(kept) == len(query) else urlencode(kept)
    netloc = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    path = parts.path.replace(" ", "%20")
    return urlunsplit((parts.scheme.lower(), netloc + port, path, stated, ""))
