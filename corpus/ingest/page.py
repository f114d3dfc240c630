"""A web page -> the lines of its article and what the page states about it.

trafilatura finds the body; it is not asked for dates, since it makes up a day where it cannot read
one. What it leaves around the body is told apart by ``clean``, as in any other text.
"""

from __future__ import annotations

import html
import logging
import re
from collections import deque
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError
from corpus.ingest.outlets import is_known_outlet, looks_like_outlet, outlet_of_host
from corpus.ingest.page_facts import PageFacts, page_facts
from corpus.ingest.page_tree import (
    PAGE_HINT,
    PARAGRAPH,
    UNSEEN,
    drop_link_blocks,
    drop_other_articles,
    lines_of,
    open_noscript,
    parsed,
    show_moments,
    wrap_bare_text,
)
from corpus.ingest.plain import is_blank, plain_line
from corpus.ingest.published import day_near_title, surest
from corpus.ingest.titles import is_site_name, stems, title_separator, words_key
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from corpus.article import Published

_SHORT_BODY = 400
"""Below this many code points a body is read again, more strictly."""
_SHORT_LINE = 60
_MAX_TRIES = 40
"""How many lines are looked for piece by piece, each over the whole page."""
_MAX_TITLE = 300


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its article's lines and what stands around them."""

    title: str | None
    lines: tuple[str, ...]
    """The lines of the body in reading order, as they stand on the page, blanks folded."""
    outlet: str | None
    author: str | None
    url: str | None
    published: Published | None
    warnings: tuple[str, ...] = ()


def read_page(markup: str, shown: str, *, url: str | None = None) -> Page:
    """Read a web page.

    Args:
        markup: The decoded page, whole or cut short.
        shown: What messages call it, printable.
        url: Where it came from.

    Raises:
        InputError: It holds no article: a menu, an empty body, its own entities, no end of depth.
    """
    if _own_entities().search(markup[:65536]):
        raise InputError(
            told("{file} defines its own entities", file=shown), "Such files are never expanded"
        )
    from lxml import etree

    tree = parsed(markup, shown)
    facts = page_facts(tree, url)
    open_noscript(tree)
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    # While somebody holds them, lxml need not make its elements anew for every walk.
    elements = list(tree.iter())
    show_moments(tree)
    seen = tuple(lines_of(tree, shown))
    title = _title(facts, seen)
    key = words_key(title) if title else ""
    title_lines = [n for n, line in enumerate(seen) if key and _is_title(line, key)]
    lines = _body(tree, facts, seen, key, shown)
    del elements
    if not any(map(_is_running, lines)):
        raise InputError(
            told("{file} holds no article, only headings and links", file=shown), PAGE_HINT
        )
    return Page(
        title=title,
        lines=lines,
        outlet=_outlet(facts),
        author=facts.author,
        url=facts.url,
        published=surest(facts.dates, day_near_title(seen, title_lines)),
        warnings=("the page is cut short",) if _is_cut_short(markup) else (),
    )


@cache
def _own_entities() -> re.Pattern[str]:
    return re.compile(r"<!ENTITY\s", re.I)


def _is_cut_short(markup: str) -> bool:
    tail = markup[-2000:].lower()
    return "<html" in markup[:2000].lower() and "</html" not in tail and "</body" not in tail


def _is_running(line: str) -> bool:
    """Tell whether a line is running text: a sentence, or too long for a heading.

    An ellipsis ends headlines that were cut to fit as often as sentences.
    """
    bare = line.rstrip(" \"'”’»)]")
    if len(line) >= PARAGRAPH:
        return True
    return len(line) >= 15 and bare[-1:] in (*".!?؟:",) and not bare.endswith("..")


# The body


def _body(
    tree: HtmlElement, facts: PageFacts, seen: tuple[str, ...], key: str, shown: str
) -> tuple[str, ...]:
    """Return the lines of the article's body.

    The body in JSON-LD counts where the page shows none of it: pages that are painted by a script.
    """
    stated = tuple(_plain_lines(facts.body))
    if stated and not _shows(seen, stated):
        return stated
    drop_other_articles(tree, key)
    drop_link_blocks(tree)
    left = tuple(lines_of(tree))
    wrap_bare_text(tree)
    try:
        lines = tuple(_after_title(_in_order(_parted(_extracted(tree), left), left), key))
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        # Whatever page the extractor stumbles over is refused; it never ends an import.
        raise InputError(told("{file} cannot be read as a page", file=shown), PAGE_HINT) from error
    return lines or stated


def _shows(seen: tuple[str, ...], stated: tuple[str, ...]) -> bool:
    """Tell whether the beginning of a stated body stands on the page."""
    opening = words_key(stated[0])[:60]
    return any(words_key(line[:400]).find(opening) >= 0 for line in seen if len(line) >= 20)


def _plain_lines(body: str) -> Iterator[str]:
    """Yield the lines of a body that is plain text or a fragment of HTML."""
    if not body:
        return
    if _tag().search(body):
        yield from fragment_lines(body)
        return
    for line in html.unescape(body).splitlines():
        if not is_blank(line):
            yield " ".join(line.split())


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(r"<(?:p|br|div|span|a|strong|b|em|i|h[1-6]|ul|li|img|figure)\b[^<>]*>", re.I)


def has_markup(text: str) -> bool:
    """Tell whether a text is a fragment of HTML, as records and feeds carry it."""
    return _tag().search(text) is not None


def fragment_lines(markup: str) -> tuple[str, ...]:
    """Return the lines of a fragment of HTML, without its links' blocks and scripts.

    Raises:
        InputError: It is nested too deep.
    """
    return tuple(lines_of(parsed(f"<div>{markup}</div>", "the text")))


def _extracted(tree: HtmlElement) -> list[str]:
    """Return the lines trafilatura finds, read strictly where they are few."""
    from copy import deepcopy

    again = deepcopy(tree)
    lines = _extract(tree, favor_precision=False)
    if sum(map(len, lines)) >= _SHORT_BODY:
        return lines
    strict = _extract(again, favor_precision=True)
    kept = set(strict)
    # The strict reading may leave out furniture, never a sentence.
    return strict if strict and all(line in kept for line in lines if _is_running(line)) else lines


def _extract(tree: HtmlElement, *, favor_precision: bool) -> list[str]:
    document = _trafilatura()(
        tree,
        fast=True,
        favor_precision=favor_precision,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
    )
    if document is None or document.body is None:
        return []
    return list(lines_of(document.body))


@cache
def _trafilatura() -> Any:
    """Return the extractor; its remarks on odd pages are not for the user's screen."""
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return bare_extraction


def _parted(lines: list[str], seen: tuple[str, ...]) -> Iterator[str]:
    """Yield lines as they stand on the page, where the extractor ran several into one."""
    known = set(seen)
    tries = _MAX_TRIES
    for line in lines:
        if line in known or len(line) < _SHORT_LINE or not tries:
            yield line
        else:
            tries -= 1
            yield from _run_together(line, seen) or [line]


def _run_together(line: str, seen: tuple[str, ...]) -> list[str]:
    """Return the lines of a page that one line is made of, in order; none where it is not."""
    letters = "".join(line.split())
    parts: list[str] = []
    position = 0
    for part in seen:
        bare = part.replace(" ", "")
        if letters.startswith(bare, position):
            parts.append(part)
            position += len(bare)
    return parts if position == len(letters) else []


def _in_order(lines: Iterable[str], left: tuple[str, ...]) -> list[str]:
    """Return lines in the order of the page, with the paragraphs between them that were lost.

    Args:
        lines: What the extractor found, some of it out of place.
        left: The lines of the page without its blocks of links.
    """
    found = list(lines)
    numbers: dict[str, deque[int]] = {}
    for number, line in enumerate(left):
        numbers.setdefault(line, deque()).append(number)
    placed: dict[int, str] = {}
    for line in found:
        if not (places := numbers.get(line)):
            # A line the page does not show as it is: no order can be told.
            return found
        placed[places.popleft()] = line
    last = max((number for number, line in placed.items() if _is_running(line)), default=-1)
    first = min(placed, default=0)
    for number in range(first, last):
        if number not in placed and len(left[number]) >= PARAGRAPH and _is_running(left[number]):
            placed[number] = left[number]
    return [placed[number] for number in sorted(placed)]


def _after_title(lines: Iterable[str], key: str) -> list[str]:
    """Return the lines after the last one that is the title, or all where none is."""
    found = list(lines)
    last = max((n for n, line in enumerate(found) if key and _is_title(line, key)), default=-1)
    after = found[last + 1 :]
    return after if any(map(_is_running, after)) else found


# The title


def _title(facts: PageFacts, seen: tuple[str, ...]) -> str | None:
    """Return the headline: a heading that a stated title holds, else the title without its site.

    Pages state their title with the name of the site or a foreign word behind it, or cut short.
    """
    titles = (*facts.titles, facts.page_title)
    stated = [
        title for title in titles if 0 < len(title) <= _MAX_TITLE and not looks_like_outlet(title)
    ]
    for title in stated:
        for heading in facts.headings:
            if _belongs(heading, title):
                return heading
    for title in stated:
        for stem in _stems(title):
            key = words_key(stem)
            if any(_is_title(line, key) for line in seen if line != title):
                return stem
    if stated:
        return _without_site(stated[0], facts) or None
    return facts.headings[0] if len(facts.headings) == 1 else None


def _belongs(heading: str, title: str) -> bool:
    """Tell whether a heading is what a stated title says, whole, cut short or with its site."""
    heading_key, title_key = words_key(heading), words_key(title)
    if len(heading_key.split()) < 2 or is_known_outlet(heading):
        return False
    if title.endswith(("...", "…")) and heading_key.startswith(title_key):
        return True
    # Two words are a section's name as often as a headline.
    if len(heading_key.split()) == 2:
        return heading_key == title_key
    return f" {heading_key} " in f" {title_key} "


def _stems(title: str) -> list[str]:
    return sorted(stems(title), key=len, reverse=True)


def _without_site(title: str, facts: PageFacts) -> str:
    """Return a page's title without the name of its site before or behind it."""
    separators = list(title_separator().finditer(title))
    if not separators:
        return title
    first, last = separators[0], separators[-1]
    before, after = title[: first.start()].strip(), title[last.end() :].strip()
    sites = set(map(words_key, facts.sites))
    if words_key(after) in sites or is_site_name(after, last[0]):
        return title[: last.start()].strip()
    if words_key(before) in sites or looks_like_outlet(before):
        return title[first.end() :].strip()
    return title


def _is_title(line: str, key: str) -> bool:
    """Tell whether a line has the words of a title; most lines are told by their length."""
    likely = len(key) - 4 <= len(line) <= min(_MAX_TITLE, len(key) + 60)
    return likely and words_key(line) == key


# The outlet


def _outlet(facts: PageFacts) -> str | None:
    """Return the outlet by its host, or else by the name the site gives itself.

    A name in foreign letters counts only where it is made like an outlet's: the default names of
    themes are not.
    """
    if facts.url and (known := outlet_of_host(facts.url)):
        return known
    for site in facts.sites:
        is_foreign = all(letter.isascii() for letter in site if letter.isalpha())
        if len(site) <= 60 and (not is_foreign or looks_like_outlet(site)):
            return plain_line(site)
    return None
