"""Title, outlet and day of an article, each only where its text states it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.article import Published
from corpus.ingest.datelines import dateline, find_date
from corpus.ingest.furniture import CutReason
from corpus.ingest.outlets import is_generic_credit, is_known_outlet, looks_like_outlet
from corpus.ingest.plain import plain_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.article import Span
    from corpus.ingest.clean import Cleaned
    from corpus.ingest.front_matter import FrontMatter

_MAX_DATELINE_WORDS = 6
"""How many words beside its date a dateline holds at most: a place and an agency."""


@dataclass(frozen=True, slots=True)
class Byline:
    """What a text says about itself; ``None`` where it says nothing."""

    title: str | None
    source: str | None
    published: Published | None


def read_byline(text: str, cleaned: Cleaned, front_matter: FrontMatter | None) -> Byline:
    """Read title, outlet and day.

    What front matter states comes first, then the lines around the headline, then the dateline of
    the first paragraph, then the credit under the article. A day counts only with its year.
    """
    return Byline(
        title=_title(text, cleaned, front_matter),
        source=_source(text, cleaned, front_matter),
        published=_published(text, cleaned, front_matter),
    )


def _title(text: str, cleaned: Cleaned, front_matter: FrontMatter | None) -> str | None:
    if front_matter and front_matter.title:
        return plain_line(front_matter.title.text) or None
    if cleaned.headline is None:
        return None
    return plain_line(cleaned.headline.slice(text)) or None


# The day


def _published(text: str, cleaned: Cleaned, front_matter: FrontMatter | None) -> Published | None:
    if front_matter and front_matter.date:
        stated = front_matter.date.text
        found = find_date(stated)
        return Published(found.day, "metadata", plain_line(stated)) if found else None
    return _from_date_line(text, cleaned) or _from_dateline(text, cleaned)


def _from_date_line(text: str, cleaned: Cleaned) -> Published | None:
    """Read the line near the title that gives the day; «updated» counts where nothing else does."""
    lines = [span.slice(text) for span in _before_body(cleaned, CutReason.DATE, CutReason.OUTLET)]
    for line in sorted(lines, key=lambda line: _update().search(line) is not None):
        if found := find_date(line):
            return Published(found.day, "dateline", plain_line(found.span.slice(line)))
    return None


def _from_dateline(text: str, cleaned: Cleaned) -> Published | None:
    if not cleaned.body:
        return None
    paragraph = cleaned.body[0].slice(text)
    span = dateline(paragraph)
    if span is None:
        return None
    line = span.slice(paragraph)
    found = find_date(line)
    if found is None:
        return None
    beside = line[: found.span.start] + " " + line[found.span.end :]
    if len(re.findall(r"[^\W\d_]+", beside)) > _MAX_DATELINE_WORDS:
        return None
    return Published(found.day, "dateline", plain_line(found.span.slice(line)))


@cache
def _update() -> re.Pattern[str]:
    return re.compile(r"تحديث|حُ?دّ?ِ?ثت?\b|[Uu]pdated?")


# The outlet


def _source(text: str, cleaned: Cleaned, front_matter: FrontMatter | None) -> str | None:
    if front_matter and front_matter.source:
        return plain_line(front_matter.source.text) or None
    for candidate in _outlets(text, cleaned):
        if name := plain_line(candidate).strip(" -–—|/،,:+()[]"):
            return name
    return None


def _outlets(text: str, cleaned: Cleaned) -> Iterator[str]:
    """Yield names of the outlet, the surest first."""
    for span in _before_body(cleaned, CutReason.OUTLET):
        yield from _named_in(span.slice(text))
    for span in _cut(cleaned, CutReason.PAGE_TITLE):
        yield from _site_of_title(span.slice(text))
    if cleaned.body:
        yield from _agency_of_dateline(cleaned.body[0].slice(text))
    credits = [span.slice(text) for span in _cut(cleaned, CutReason.CREDIT, CutReason.SHARE)]
    for credit in credits:
        if (follow := _follow().search(credit)) and looks_like_outlet(follow["name"]):
            yield follow["name"]
    for credit in credits:
        yield from _credited(credit)


def _cut(cleaned: Cleaned, *reasons: CutReason) -> Iterator[Span]:
    return (cut.span for cut in cleaned.cuts if cut.reason in reasons)


def _before_body(cleaned: Cleaned, *reasons: CutReason) -> Iterator[Span]:
    """Yield what was cut for these reasons before the second paragraph."""
    end = cleaned.body[min(1, len(cleaned.body) - 1)].start if cleaned.body else 0
    return (span for span in _cut(cleaned, *reasons) if span.start < end or len(cleaned.body) < 2)


def _parts(line: str) -> list[str]:
    parts = re.split(r"[/\\|()\[\]،,:+]|\s*[-–—ـ]\s*", line)
    return [part.strip() for part in parts if part.strip()]


def _named_in(line: str) -> Iterator[str]:
    """Yield the outlets of a line that consists of an outlet and perhaps a place or a date."""
    parts = _parts(line)
    yield from (part for part in parts if is_known_outlet(part))
    yield from (part for part in parts if looks_like_outlet(part))


def _site_of_title(cut: str) -> Iterator[str]:
    """Yield the site's name from a page title or from what was cut off one."""
    parts = re.split(r"\s+[-–—·•»:]+\s+|\s*\|{1,2}\s*", cut)
    for part in (parts[-1], parts[0]):
        if looks_like_outlet(part):
            yield part
    if "|" in cut and len(parts[-1].split()) <= 4 and not parts[-1].isascii():
        yield parts[-1]


def _agency_of_dateline(paragraph: str) -> Iterator[str]:
    """Yield the agency that opens a paragraph: «(agency - date) …», «place (agency) - …»."""
    if bracketed := re.match(r"\(([^()\n]{2,110})\)", paragraph):
        yield from _agency_in_brackets(bracketed[1])
        return
    span = dateline(paragraph)
    head = paragraph[: span.end] if span else paragraph[:80]
    parts = _parts(head)
    if not parts or len(parts[0].split()) > 3:
        return
    yield from (part for part in parts[: None if span else 1] if is_known_outlet(part))
    if span:
        yield from _opening_outlet(paragraph[span.end : span.end + 80])
        return
    for before, part in pairwise(parts[:3]):
        if len(before.split()) > 3:
            return
        yield from _opening_outlet(part)


def _opening_outlet(text: str) -> Iterator[str]:
    """Yield the known outlet that a text begins with: «… — سبوتنيك. قال …»."""
    words = text.split()
    for count in (3, 2, 1):
        opening = " ".join(words[:count])
        if is_known_outlet(opening):
            yield opening.rstrip(".،:")


def _agency_in_brackets(inside: str) -> Iterator[str]:
    """Yield who signs «(agency / agency - date)»: all of it but the date, where it is names."""
    found = find_date(inside)
    signed = inside[: found.span.start] if found else inside
    parts = _parts(signed)
    names = [part for part in parts if not is_generic_credit(part)]
    if not names or any(len(name.split()) > 4 for name in names):
        return
    if len(names) < len(parts):
        yield names[0]
    elif any(map(looks_like_outlet, names)):
        yield signed.strip()


def _credited(credit: str) -> Iterator[str]:
    """Yield the names after «المصدر:», generic ones left out; glued follow lines are none of it."""
    label = re.match(r"[(\[]?\s*(?:المصدر|المصادر|مصدر الخبر|مصدر)\s*[:/](.*)", credit, re.S)
    names = label[1] if label else credit
    if follow := _follow().search(names):
        names = names[: follow.start()]
    named = [part for part in _parts(names) if not is_generic_credit(part)]
    if label and named:
        yield " + ".join(named)
    elif not label:
        yield from (part for part in named if looks_like_outlet(part))


@cache
def _follow() -> re.Pattern[str]:
    return re.compile(
        r"(?:تابعونا|تابعوا|تابعنا)\s+(?:على\s+)?(?P<name>\S+(?:\s\S+){0,2}?)\s+على\b"
    )
