"""RSS, Atom and JSON Feed -> entries: what each says, when, and whether that is all of it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from corpus.errors import InputError
from corpus.ingest.markup import attributes, is_markup, lines_of, text_of
from corpus.ingest.plain import plain_line
from corpus.ingest.web import is_url
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.article import Article, Published

MAX_ENTRIES = 500
"""How many entries of a feed are read, as they stand in it: feeds begin with the newest."""
MAX_BYTES = 4 * 1024 * 1024
"""The largest feed that is read: at some 20 microseconds a tag a feed of nothing else takes 20
seconds."""
MAX_CHARACTERS = 200_000
"""How much of one entry is read, in code points of its markup."""
_MAX_LINE = 500
_MAX_GUID = 500
_WHOLE = 1_200
"""A summary of at least so many code points that does not break off is taken for all there is."""
_HEAD = 4096
_EARLIEST = "1990"
_ONLY_CHANGED = "the feed gives only the day of a change"
_LATE = 21
"""From this hour UTC on it is the next day in Damascus, Ankara and Moscow."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    guid: str
    """What the feed calls it; stays the same when its words change."""
    link: str | None
    """The page, http or https."""
    title: str | None
    paragraphs: tuple[str, ...]
    """What the feed gives of the text, a line each, without the tails that systems add."""
    markup: str
    """The same as it stands in the feed."""
    excerpt: bool
    """Whether the text breaks off or is only a summary."""
    published: Published | None
    author: str | None
    outlet: str | None
    """The outlet, where the entry itself names one."""

    @property
    def digest(self) -> str:
        """Stands for what the entry says; changes with it."""
        day = self.published.day if self.published else ""
        said = "\n".join((self.title or "", day, self.link or "", *self.paragraphs))
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says about itself, and its entries in its own order."""

    title: str | None
    site: str | None
    """The pages it belongs to."""
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    """What is wrong with it and was read all the same, a line each."""
    charset: str = "utf-8"
    """The Python codec that read it."""
    minutes: int = 0
    """How long it asks to be left alone between two looks, 0 where it does not say."""


def is_feed(data: bytes) -> bool:
    """Tell whether bytes are a feed, by their first element or their version."""
    head = _head(data)
    if head.startswith("{"):
        return _json_version().search(head) is not None
    root = _root().match(head)
    if root is None:
        return False
    return root[1].lower() != "rdf" or "purl.org/rss/" in head or "my.netscape.com" in head


def parse(
    data: bytes, name: str, *, url: str | None = None, content_type: str | None = None
) -> Feed:
    """Read a feed.

    Args:
        data: The bytes as they came.
        name: What messages call the feed.
        url: Where it stood, for links that are not whole.
        content_type: The HTTP header of that name.

    Raises:
        InputError: The bytes are no feed.
    """
    from corpus.ingest.decode import decode, shown_path

    decoded = decode(data, name, content_type=content_type)
    text = decoded.text
    if not is_feed(text[:_HEAD].encode("utf-8", "replace")):
        hint = told("Give the address of an RSS, Atom or JSON feed")
        raise InputError(told("{file} is no feed", file=shown_path(name)), hint)
    is_json = text.lstrip().startswith("{")
    found = _parse_json(text, name, url) if is_json else _parse_xml(text, name, url)
    if not found.entries and found.problems:
        message = told(
            "{file} is damaged: {problem}", file=shown_path(name), problem=found.problems[0]
        )
        raise InputError(message, "Look at it in a browser")
    problems = (*decoded.warnings, *found.problems)
    return replace(found, charset=decoded.charset, problems=problems)


def discover(data: bytes, url: str, *, content_type: str | None = None) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page names in its head, in its order.

    Raises:
        InputError: The bytes are no text.
    """
    from corpus.ingest.decode import decode

    found: dict[str, None] = {}
    text = decode(data, url, content_type=content_type).text
    for match in _link().finditer(text[:MAX_CHARACTERS]):
        stated = attributes(match[0])
        if "alternate" not in stated.get("rel", "").lower().split():
            continue
        if stated.get("type", "").lower().strip() in _FEED_TYPES and stated.get("href"):
            address = _absolute(stated["href"], url)
            if address is not None:
                found[address] = None
    return tuple(found)


_FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
)


def article_of(entry: Entry, feed: Feed, name: str) -> Article:
    """Return what a feed gives of an article.

    Args:
        entry: One of the feed.
        feed: The feed, which names the outlet where nobody else does.
        name: Where the feed came from; becomes ``origin`` where the entry names no page.
    """
    from corpus.ingest.assemble import Stated, article_of_lines

    article = article_of_lines(
        entry.paragraphs,
        entry.link or name,
        Stated(title=entry.title, source=_outlet(entry, feed), author=entry.author, url=entry.link),
        charset=feed.charset,
        fallback=entry.published,
    )
    return replace(article, excerpt=entry.excerpt)


def _outlet(entry: Entry, feed: Feed) -> str | None:
    """Return the outlet: by the host of the page, else as the entry or the feed is called."""
    from corpus.ingest.outlets import is_known_outlet, outlet_of_host

    if entry.outlet:
        return entry.outlet
    if entry.link and (known := outlet_of_host(entry.link)):
        return known
    if feed.title is None:
        return None
    parts = [part.strip() for part in re.split(r"\s+[-–—·•|:»›>]+\s+|[|»›]", feed.title)]
    named = [part for part in parts if part]
    return next(filter(is_known_outlet, named), named[0] if named else None)


@cache
def _link() -> re.Pattern[str]:
    return re.compile(r"<link\s[^<>]{1,2000}>", re.I)


# What it is


def _head(data: bytes) -> str:
    """Return the beginning of bytes as text, well enough to tell ASCII names in it."""
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff \t\r\n")
    if b"\x00" in head[:4]:
        codec = "utf-16-be" if head[:1] == b"\x00" else "utf-16-le"
        return head.decode(codec, "replace").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()


@cache
def _root() -> re.Pattern[str]:
    """Return the pattern of what may stand before the first element, and of that element."""
    return re.compile(
        r"(?:\s+|<\?[^>]*>|<!--(?:(?!-->).)*-->|<![A-Za-z][^>\[]*(?:\[[^\]]*\]\s*)?>)*+"
        r"<(?:\w+:)?(rss|feed|rdf)[\s>]",
        re.I | re.S,
    )


@cache
def _json_version() -> re.Pattern[str]:
    return re.compile(r"\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/1")


# XML


def _parse_xml(text: str, name: str, url: str | None) -> Feed:
    import io

    import feedparser

    from corpus.ingest.decode import shown_path

    # feedparser takes bare bytes for a file's name first. It is not told the address: it would make
    # addresses of guids that are none.
    try:
        parsed = feedparser.parse(
            io.BytesIO(_without_declared_charset(text).encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:
        # It means to read anything, and fails in ways it does not name.
        message = told("{file} is damaged: its XML cannot be read", file=shown_path(name))
        raise InputError(message, "Look at it in a browser") from error
    about = parsed.feed
    base = _absolute(about.get("link"), url) or url
    entries = _unique(_xml_entry(entry, base) for entry in parsed.entries[:MAX_ENTRIES])
    return Feed(
        title=_line(about.get("title")),
        site=_absolute(about.get("link"), url),
        entries=entries,
        problems=tuple(_xml_problems(parsed)),
        minutes=_minutes(about),
    )


def _without_declared_charset(text: str) -> str:
    return re.sub(r"\A(\s*<\?xml[^>]{0,200}?)\sencoding\s*=\s*[\"'][^\"'>]*[\"']", r"\1", text)


def _xml_problems(parsed: Any) -> Iterator[str]:
    if parsed.bozo:
        error = parsed.get("bozo_exception")
        line = getattr(error, "getLineNumber", lambda: None)()
        yield (
            told("its XML breaks at line {n}", n=line)
            if line
            else told("its XML is not well-formed")
        )
    if len(parsed.entries) > MAX_ENTRIES:
        yield told(
            "only the first {n} of its {total} entries are read",
            n=MAX_ENTRIES,
            total=len(parsed.entries),
        )


def _xml_entry(entry: Any, base: str | None) -> Entry:
    whole = max((part.get("value", "") for part in entry.get("content", ())), key=len, default="")
    summary = entry.get("summary") or ""
    markup = whole if len(whole) >= len(summary) else summary
    outlet = entry.get("source")
    return _entry(
        guid=entry.get("id"),
        link=None if _is_mere_name(entry) else _absolute(entry.get("link"), base),
        title=entry.get("title"),
        markup=markup,
        is_summary=markup != whole,
        published=_xml_published(entry),
        author=entry.get("author"),
        outlet=outlet.get("title") if outlet else None,
    )


def _is_mere_name(entry: Any) -> bool:
    """Tell whether the link of an entry is only its guid, which is no address as it stands."""
    is_link = entry.get("guidislink") and not entry.get("links")
    return bool(is_link) and not is_url(entry.get("id") or "")


def _xml_published(entry: Any) -> Published | None:
    """Return the day of an entry; the day of its last change where that is all there is."""
    # feedparser gives ``updated`` for ``published`` when asked through its dictionary.
    for name, certainty in (("published", "sure"), ("created", "sure"), ("updated", "likely")):
        if name in entry and (known := published(str(entry[name]))):
            if certainty == "sure":
                return known
            return _less_sure(known, _ONLY_CHANGED)
    return None


def _minutes(about: Any) -> int:
    """Return how long a feed asks to be left alone (RSS ``ttl``, the syndication module)."""
    ttl = str(about.get("ttl") or "").strip()
    if re.fullmatch("[0-9]{1,5}", ttl):
        return int(ttl)
    periods = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
    period = periods.get(str(about.get("sy_updateperiod") or "").strip().lower(), 0)
    frequency = str(about.get("sy_updatefrequency") or "").strip()
    return period // max(1, int(frequency)) if re.fullmatch("[0-9]{1,5}", frequency) else period


# JSON (https://www.jsonfeed.org/version/1.1/)


def _parse_json(text: str, name: str, url: str | None) -> Feed:
    from corpus.ingest.decode import shown_path

    try:
        stated = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = (
            told("its JSON breaks at line {n}", n=line) if line else told("its JSON cannot be read")
        )
        message = told("{file} is damaged: {problem}", file=shown_path(name), problem=where)
        raise InputError(message, "Look at it in a browser") from error
    base = _absolute(_string(stated, "home_page_url"), url) or url
    items = stated.get("items")
    items = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return Feed(
        title=_line(_string(stated, "title")),
        site=base if base != url else None,
        entries=_unique(_json_entry(item, base) for item in items[:MAX_ENTRIES]),
        problems=()
        if len(items) <= MAX_ENTRIES
        else (
            told(
                "only the first {n} of its {total} entries are read",
                n=MAX_ENTRIES,
                total=len(items),
            ),
        ),
    )


def _json_entry(item: Mapping[str, Any], base: str | None) -> Entry:
    from html import escape

    markup = _string(item, "content_html")
    if markup is None and (plain := _string(item, "content_text")) is not None:
        markup = escape(plain, quote=False).replace("\n", "<br>")
    whole = markup
    markup = markup or escape(_string(item, "summary") or "", quote=False)
    created, changed = _string(item, "date_published"), _string(item, "date_modified")
    known = published(created) if created else None
    if known is None and changed and (known := published(changed)):
        known = _less_sure(known, _ONLY_CHANGED)
    identity = item.get("id")
    return _entry(
        guid=str(identity) if isinstance(identity, (str, int)) else None,
        link=_absolute(_string(item, "url") or _string(item, "external_url"), base),
        title=_string(item, "title"),
        markup=markup,
        is_summary=not whole,
        published=known,
        author=_json_author(item),
        outlet=None,
    )


def _json_author(item: Mapping[str, Any]) -> str | None:
    authors = item.get("authors")
    several = authors if isinstance(authors, list) else [item.get("author")]
    names = (_string(author, "name") for author in several if isinstance(author, dict))
    return "، ".join(name for name in names if name) or None


def _string(mapping: Mapping[str, Any], key: str) -> str | None:
    value = mapping.get(key)
    return value if isinstance(value, str) and value.strip() else None


# One entry


def _entry(
    *,
    guid: str | None,
    link: str | None,
    title: str | None,
    markup: str,
    is_summary: bool,
    published: Published | None,
    author: str | None,
    outlet: str | None,
) -> Entry:
    line = _line(title)
    is_cut = len(markup) > MAX_CHARACTERS
    paragraphs, breaks_off = _body(lines_of(markup[:MAX_CHARACTERS]), line)
    is_short = is_summary and sum(map(len, paragraphs)) < _WHOLE
    identity = plain_line(guid or "") or link
    if not identity:
        said = "\n".join((line or "", *paragraphs)).encode("utf-8", "replace")
        identity = f"sha256:{hashlib.sha256(said).hexdigest()}"
    return Entry(
        guid=_short_guid(identity),
        link=link,
        title=line,
        paragraphs=tuple(paragraphs),
        markup=markup[:MAX_CHARACTERS],
        excerpt=is_cut or breaks_off or is_short or not paragraphs,
        published=published,
        author=_line(author),
        outlet=_line(outlet),
    )


def _short_guid(guid: str) -> str:
    if len(guid) <= _MAX_GUID:
        return guid
    return f"sha256:{hashlib.sha256(guid.encode('utf-8', 'replace')).hexdigest()}"


def _unique(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    """Return the entries, the first of each name; those that say nothing at all are left out."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.title or entry.paragraphs:
            found.setdefault(entry.guid, entry)
    return tuple(found.values())


def _line(value: object) -> str | None:
    """Return a value on one line as it is meant, also where its markup was escaped twice."""
    if not isinstance(value, str):
        return None
    text = value[: 8 * _MAX_LINE]
    for _ in range(2):
        if not is_markup(text):
            break
        text = text_of(text)
    return plain_line(text)[:_MAX_LINE].strip() or None


def _body(lines: list[str], title: str | None) -> tuple[list[str], bool]:
    """Return the lines of an entry's text without the tails, and whether it breaks off."""
    breaks_off = False
    kept = [plain_line(line) for line in lines]
    while kept:
        last = kept[-1]
        if _added().fullmatch(last):
            kept.pop()
            continue
        bare = _added_end().sub("", last)
        shorter = _more().sub("", bare)
        breaks_off = breaks_off or shorter != bare or _broken_off().search(shorter) is not None
        if shorter == last:
            break
        kept[-1:] = [shorter.rstrip()] if shorter.strip(" .…") else []
    if kept and title and kept[0] == title:
        kept.pop(0)
    return [line for line in kept if line], breaks_off


@cache
def _added() -> re.Pattern[str]:
    """Return the pattern of lines that publishing systems put under an entry."""
    return re.compile(
        r"The post .{0,400}appeared first on .{0,200}"
        r"|(?:ال)?(?:مقالة?|تدوينة|مادة|خبر|موضوع)? ?.{0,300}"
        r"(?:ظهرت?|نشرت?) (?:لأول مرة|للمرة الأولى|أول[اًاً]{0,2}) (?:على|في) .{0,200}"
        r"|(?:Filed under|Tags?|Categories|Comments?|الوسوم|التصنيف(?:ات)?) ?:.{0,300}"
        r"|(?:\d+ )?(?:Comments?|تعليق(?:ات)?)"
    )


@cache
def _added_end() -> re.Pattern[str]:
    """Return the pattern of the same where it stands at the end of a line of text."""
    return re.compile(r"\s*The post .{1,300}? appeared first on .{1,200}$")


@cache
def _more() -> re.Pattern[str]:
    """Return the pattern of the invitation to read on at the end of a line."""
    arabic = (
        "(?:اقرأ|إقرأ|قراءة|لقراءة|تابع|متابعة|لمتابعة|أكمل)(?:/ي)? (?:ال)?"
        "(?:مزيد|قراءة|خبر|بقية|مقال|مادة|أكثر|تفاصيل)"
    )
    english = "Continue reading(?: .{1,200})?|Read more|Read the rest(?: .{1,200})?"
    opening, closing = r"(?:^|(?<=[.…!؟?»\])]))\s*[«(\[]?\s*", r"\s*[\])»←→&.…]*$"
    return re.compile(f"{opening}(?:{arabic}(?: ?: .{{1,160}})?|{english}){closing}", re.I)


@cache
def _broken_off() -> re.Pattern[str]:
    return re.compile(r"(?:\[\s*(?:…|\.{2,})\s*\]|…|\.{3})\s*$")


def _absolute(address: object, base: str | None) -> str | None:
    """Return a whole http or https address, ``None`` where there is none."""
    if not isinstance(address, str) or not address.strip():
        return None
    try:
        whole = urljoin(base or "", plain_line(address))
    except ValueError:
        return None
    return whole if is_url(whole) and len(whole) <= 4096 else None


# Days


def published(stated: str) -> Published | None:
    """Return the day a feed states, in the zone it states it in.

    RFC 822, ISO 8601, and whatever else our own grammar reads, such as
    «الخميس, 05 آذار 2020 10:21».
    """
    from corpus.ingest.published import stated_day

    known = stated_day(stated, "feed")
    if known is None or known.day < _EARLIEST:
        return None
    hour = re.search(r"(?<![\d:])(\d{1,2}):\d\d", known.raw)
    if known.zone in ("Z", "+00:00") and hour is not None and int(hour[1]) >= _LATE:
        return _less_sure(known, "late in the evening of UTC, the next day in Damascus")
    return known


def _less_sure(known: Published, conflict: str) -> Published:
    return replace(known, certainty="likely", conflict=known.conflict or conflict)
