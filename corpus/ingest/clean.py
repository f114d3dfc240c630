"""Which spans of a text are the article's own headline and paragraphs, and why the rest is not.

Nothing is rewritten: the result is spans of the text as it came, and a reason for every visible
stretch between them. A line break ends a paragraph. Datelines («أنقرة، 5 آذار —») stay in their
paragraph: they are printed with it and their date and agency are the article's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.article import Span
from corpus.ingest.credits import glued_agencies, glued_tail, is_outlet_line
from corpus.ingest.datelines import dateline, is_date_line
from corpus.ingest.furniture import (
    CutReason,
    Furniture,
    furniture,
    is_author_line,
    is_credit_line,
    is_hashtag_line,
    is_section_name,
)
from corpus.ingest.outlets import is_known_outlet
from corpus.ingest.plain import visible_bounds
from corpus.ingest.titles import is_site_name, stems, title_separator, words_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STOPS = ".!?؟…"
_CLOSERS = "\"'”’»)]\u200f\u200e"
_MAX_HEADLINE = 200
_MAX_PAGE_TITLE = 260
_TOP_LINES = 8
"""How many lines after the first are looked at for what repeats or surrounds the headline."""
_MAX_TAILS = 4
_SHORTEST_LEAD = 40
_LONGEST_LEAD = 1200
_LONG_ARTICLE = 300
"""How much text makes an article of a single paragraph, in code points."""
_RUNNING = 120
"""How long a paragraph with a stop is that shows that an article goes on, in code points."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of text that is not part of the article."""

    span: Span
    reason: CutReason


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What of a text is the article's own.

    The spans of ``headline``, ``body`` and ``cuts`` are disjoint, begin and end with something
    visible, and hold between them every visible character from where the text was read on.
    """

    headline: Span | None
    """The headline where the text has one; it stands before, among or outside the body."""
    body: tuple[Span, ...]
    """The paragraphs in reading order, none of them with a line break inside."""
    cuts: tuple[Cut, ...]
    """What was cut, in reading order."""


@dataclass(slots=True)
class _Line:
    """One visible line: its range, and why it is cut if it is."""

    start: int
    end: int
    text: str
    reason: CutReason | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def clean(
    text: str,
    *,
    start: int = 0,
    markdown: bool = False,
    title: str | None = None,
    headline: Span | None = None,
) -> Cleaned:
    """Tell an article's own text from what stands around it on its page.

    Takes time linear in the length of ``text``. Text that is nothing but boilerplate is kept whole
    as paragraphs: whatever came in can be read.

    Args:
        text: The canonical text.
        start: Where to begin, after front matter; code points.
        markdown: Whether markers at the start of lines are Markdown.
        title: The headline, where front matter states it.
        headline: Where the headline is known to stand, a line of its own at or after ``start``.
    """
    cleaned = _Page(text, start, markdown, headline).cleaned(title)
    return cleaned if cleaned.body else _Page(text, start, markdown, headline).untouched()


class _Page:
    """The lines of one text and what was found out about them so far.

    The steps run in order and each sees only the lines the earlier ones left.
    """

    def __init__(self, text: str, start: int, markdown: bool, headline: Span | None) -> None:
        self._cuts: list[Cut] = []
        self._furniture: dict[int, Furniture] = {}
        self._headline: int | None = None
        self._lines = list(_visible_lines(text, start))
        if markdown:
            self._strip_markers()
        if headline is not None:
            starts = (n for n, line in enumerate(self._lines) if line.start == headline.start)
            self._headline = next(starts, None)
        self._given = self._headline if headline is not None else None

    def untouched(self) -> Cleaned:
        """Return every line as a paragraph; only Markdown's markers are cut."""
        kept = tuple(line.span for n, line in enumerate(self._lines) if n != self._given)
        given = None if self._given is None else self._lines[self._given].span
        return Cleaned(given, kept, tuple(self._cuts))

    def cleaned(self, title: str | None) -> Cleaned:
        """Run every step and return what is left."""
        self._mark_furniture()
        self._mark_top(title)
        self._mark_leads()
        self._mark_after_stops()
        self._mark_repeats()
        self._mark_unheaded_list()
        self._trim_credits()
        self._trim_glued_agencies()
        self._mark_closing_credits()
        cuts = self._cuts + [Cut(line.span, line.reason) for line in self._lines if line.reason]
        return Cleaned(
            headline=None if self._headline is None else self._lines[self._headline].span,
            body=tuple(self._lines[number].span for number in self._body()),
            cuts=tuple(sorted(cuts, key=lambda cut: cut.span)),
        )

    def _body(self, after: int = -1) -> Iterator[int]:
        """Yield the numbers of the lines that are not cut and not the headline."""
        for number in range(after + 1, len(self._lines)):
            if self._lines[number].reason is None and number != self._headline:
                yield number

    def _near_top(self, after: int, count: int = _TOP_LINES) -> list[int]:
        """Return the first few of the body's lines after a line."""
        numbers = []
        for number in self._body(after):
            numbers.append(number)
            if len(numbers) == count:
                break
        return numbers

    def _cut_part(self, start: int, text: str, reason: CutReason) -> None:
        """Cut part of a line; ``text`` is what stands from offset ``start`` on."""
        begin, stop = visible_bounds(text, 0, len(text))
        if begin < stop:
            self._cuts.append(Cut(Span(start + begin, start + stop), reason))

    # Markdown

    def _strip_markers(self) -> None:
        """Take ``#``, ``>`` and list bullets off the lines; the first heading is the headline."""
        for number, line in enumerate(self._lines):
            if _markdown_furniture().fullmatch(line.text):
                line.reason = CutReason.MARKUP
                continue
            marker = _markdown_marker().match(line.text)
            if marker is None:
                continue
            heading = marker["heading"]
            self._shrink(line, marker.end(), len(line.text), CutReason.MARKUP)
            if heading and (closing := re.search(r"[ \t]#+$", line.text)):
                self._shrink(line, 0, closing.start(), CutReason.MARKUP)
            if heading == "#" and number == 0:
                self._headline = 0

    def _shrink(self, line: _Line, begin: int, stop: int, reason: CutReason) -> None:
        """Keep only the part of a line between two offsets of its text; cut what lies outside."""
        text, start = line.text, line.start
        first, last = visible_bounds(text, begin, stop)
        self._cut_part(start, text[:first], reason)
        self._cut_part(start + last, text[last:], reason)
        line.start, line.end, line.text = start + first, start + last, text[first:last]

    # Lines that are no article wherever they stand

    def _mark_furniture(self) -> None:
        for number in self._body():
            line = self._lines[number]
            if found := furniture(line.text):
                line.reason = found.reason
                self._furniture[number] = found
            elif line.text[0] == "#" and is_hashtag_line(line.text):
                line.reason = CutReason.TAGS

    # The headline and what surrounds it

    def _mark_top(self, title: str | None) -> None:
        """Find the headline; mark what stands before it and between it and the body."""
        if title is not None or self._headline is not None:
            self._keep_given_headline(title)
            return
        first = self._mark_preface(-1)
        if first is not None and self._is_section_above_headline(first):
            self._lines[first].reason = CutReason.SECTION
            first = self._mark_preface(first)
        if first is not None and self._is_cut_short(first):
            self._lines[first].reason = CutReason.PAGE_TITLE
            first = self._mark_preface(first)
        if first is None:
            return
        headline = self._repeated_headline(first)
        if headline is None and self._looks_like_headline(first):
            headline = first
            self._strip_site_name(self._lines[first])
        if headline is not None:
            self._headline = headline
            self._mark_headline_again(headline)
            self._mark_preface(headline)

    def _keep_given_headline(self, title: str | None) -> None:
        """Mark repetitions of a headline that front matter or a Markdown heading states."""
        if title is not None:
            self._headline, heading = None, self._headline
            key = words_key(title)
            for number in self._near_top(-1):
                if number == heading or len(self._lines[number].text) <= _MAX_PAGE_TITLE:
                    self._mark_if_same(number, key)
        elif self._headline is not None:
            self._mark_headline_again(self._headline)
        self._mark_preface(-1 if self._headline is None else self._headline)

    def _mark_if_same(self, number: int, key: str) -> None:
        line = self._lines[number]
        if words_key(line.text) == key:
            line.reason = CutReason.REPEATED
        elif key in map(words_key, stems(line.text)):
            line.reason = CutReason.PAGE_TITLE

    def _mark_preface(self, after: int) -> int | None:
        """Mark names of outlets, sections and authors and dates up to the first other line.

        Returns:
            The number of that line, ``None`` where there is none.
        """
        for number in self._body(after):
            reason = _preface_reason(self._lines[number].text)
            if reason is None:
                return number
            self._lines[number].reason = reason
        return None

    def _is_section_above_headline(self, number: int) -> bool:
        """Tell whether a word or two stand over a line that can be the headline: «تركيا»."""
        text = self._lines[number].text
        if len(text.split()) > 2 or _ends_in_stop(text):
            return False
        following = self._near_top(number, 1)
        return bool(following) and (
            len(self._lines[following[0]].text.split()) >= 4
            and self._looks_like_headline(following[0])
        )

    def _is_cut_short(self, number: int) -> bool:
        """Tell whether a title ends in an ellipsis and comes again whole close below."""
        line = self._lines[number]
        opening = _before_ellipsis(line.text)
        if opening is None or len(line.text) > _MAX_PAGE_TITLE or len(opening) < 15:
            return False
        return any(
            self._lines[near].text.startswith(opening)
            and len(self._lines[near].text) <= _MAX_PAGE_TITLE
            for near in self._near_top(number, 3)
        )

    def _repeated_headline(self, first: int) -> int | None:
        """Find a headline that stands twice, once perhaps with the name of the site behind it.

        Returns:
            The number of the line that holds the headline alone; the other one is marked.
        """
        line = self._lines[first]
        if len(line.text) > _MAX_PAGE_TITLE or not self._is_followed_by_text(first):
            return None
        key = words_key(line.text)
        if len(key.split()) < 3:
            return None
        bare = {words_key(stem) for stem in stems(line.text)}
        for near in self._near_top(first):
            other = self._lines[near]
            if len(other.text) > _MAX_PAGE_TITLE or _is_running(other.text, _RUNNING):
                return None
            other_key = words_key(other.text)
            if other_key == key:
                return first
            if other_key in bare:
                line.reason = CutReason.PAGE_TITLE
                self._mark_between(first, near)
                return near
            if key in map(words_key, stems(other.text)):
                return first
        return None

    def _mark_between(self, first: int, last: int) -> None:
        """Mark what stands between a page title and the headline as the site's."""
        for number in range(first + 1, last):
            line = self._lines[number]
            if line.reason is None and _is_caption(line.text):
                line.reason = _preface_reason(line.text) or CutReason.SECTION

    def _looks_like_headline(self, number: int) -> bool:
        """Tell whether a first line can be a headline and running text follows it."""
        text = self._lines[number].text
        if len(text) > _MAX_HEADLINE or len(text.split()) > 25 or text[-1] in ".،؛:…":
            return False
        if text[0] == "(" and dateline(text):
            return False
        return self._is_followed_by_text(number)

    def _is_followed_by_text(self, number: int) -> bool:
        return any(_is_running(self._lines[near].text, 40) for near in self._near_top(number))

    def _strip_site_name(self, line: _Line) -> None:
        """Take the site's name off a headline: «… | name», «… - Foreign Name», «name - …»."""
        separators = list(title_separator().finditer(line.text))
        if not separators:
            return
        first, last = separators[0], separators[-1]
        before = len(line.text[: last.start()].split())
        if is_site_name(line.text[last.end() :], last[0]) and before >= 3:
            self._shrink(line, 0, last.start(), CutReason.PAGE_TITLE)
        elif is_known_outlet(line.text[: first.start()]):
            self._shrink(line, first.end(), len(line.text), CutReason.PAGE_TITLE)

    def _mark_headline_again(self, headline: int) -> None:
        key = words_key(self._lines[headline].text)
        for number in self._near_top(-1):
            if len(self._lines[number].text) <= _MAX_PAGE_TITLE:
                self._mark_if_same(number, key)

    # Leads that come twice

    def _mark_leads(self) -> None:
        """Mark a lead that comes again, whole or longer, and the captions between the two."""
        after = -1 if self._headline is None else self._headline
        self._mark_twin_captions(self._near_top(after))
        top = self._near_top(after)
        for position, number in enumerate(top):
            whole = self._whole_lead(number, top[position + 1 : position + 5])
            if whole is None:
                continue
            if self._lines[number].text == self._lines[whole].text:
                self._lines[whole].reason = CutReason.REPEATED
            else:
                self._lines[number].reason = CutReason.LEAD
            for between in range(number + 1, whole):
                line = self._lines[between]
                if line.reason is None and _is_caption(line.text):
                    line.reason = CutReason.CAPTION
            return

    def _mark_twin_captions(self, top: Sequence[int]) -> None:
        """Mark a caption that stands twice in a row, as text and as the picture's description."""
        for number, following in pairwise(top):
            one, other = self._lines[number], self._lines[following]
            if one.text == other.text and _is_caption(one.text):
                one.reason = other.reason = CutReason.CAPTION

    def _whole_lead(self, number: int, following: Sequence[int]) -> int | None:
        """Return which of the following lines begins with all that a line says, ellipsis apart."""
        text = self._lines[number].text
        if len(text) > _LONGEST_LEAD:
            return None
        opening = _before_ellipsis(text) or text
        if len(opening) < _SHORTEST_LEAD:
            return None
        return next(
            (near for near in following if self._lines[near].text.startswith(opening)), None
        )

    # What follows the article

    def _mark_after_stops(self) -> None:
        """Mark everything after a line that ends the article, until running text clearly resumes.

        A line ends an article only when two paragraphs or one long one stand before it. Of several
        such lines in a row the strictest says what it takes to resume.
        """
        paragraphs = characters = run = needed = 0
        reason: CutReason | None = None
        for number, line in enumerate(self._lines):
            found = self._furniture.get(number)
            demand = found.resumes_after if found else None
            is_article = paragraphs >= 2 or characters >= _LONG_ARTICLE
            if found and demand is not None and (reason or is_article):
                needed = _stricter(needed, demand) if reason else demand
                reason, run = found.reason, 0
            elif line.reason is not None:
                run = 0
            elif reason is None:
                if number != self._headline:
                    paragraphs += len(line.text) >= 40 or _is_running(line.text, 20)
                    characters += len(line.text)
            else:
                run = run + 1 if _is_running(line.text, _RUNNING) else 0
                line.reason = reason
                if run and run == needed:
                    self._resume(number, run)
                    reason = None

    def _resume(self, last: int, count: int) -> None:
        """Take back the marks of the paragraphs that show that the article goes on."""
        for number in range(last - count + 1, last + 1):
            self._lines[number].reason = None

    def _mark_unheaded_list(self) -> None:
        """Mark three or more headlines at the very end that no word announces.

        Only after an article whose paragraphs end in stops: the items of an agreement, say, follow
        a colon or carry numbers.
        """
        numbers = list(self._body())
        first = len(numbers)
        while first and _is_bare_headline(self._lines[numbers[first - 1]].text):
            first -= 1
        before = [self._lines[number].text for number in numbers[:first]]
        if len(numbers) - first < 3 or len(before) < 3 or not all(map(_ends_in_stop, before[-3:])):
            return
        for number in numbers[first:]:
            self._lines[number].reason = CutReason.RELATED

    def _mark_repeats(self) -> None:
        """Mark paragraphs that came before word for word."""
        seen: set[str] = set()
        for number in self._body():
            line = self._lines[number]
            if len(line.text) < 40:
                continue
            key = " ".join(line.text.split())
            if key in seen:
                line.reason = CutReason.REPEATED
            seen.add(key)

    # Credits

    def _trim_credits(self) -> None:
        """Cut credits, follow lines and links that are glued to the end of a paragraph."""
        for number in self._body():
            line = self._lines[number]
            for _ in range(_MAX_TAILS):
                found = glued_tail(line.text)
                if found is None:
                    break
                begin, reason = found
                if begin == 0:
                    line.reason = reason
                    break
                self._shrink(line, 0, begin, reason)

    def _trim_glued_agencies(self) -> None:
        """Cut «وكالات» off the first paragraph where no blank parts the two."""
        for number in self._near_top(-1, 1):
            line = self._lines[number]
            if glued := glued_agencies().match(line.text):
                self._shrink(line, glued.end(), len(line.text), CutReason.CREDIT)

    def _mark_closing_credits(self) -> None:
        """Mark lines that only name agencies, in brackets anywhere, at the end with a reporter."""
        numbers = list(self._body())
        for number in numbers[1:]:
            line = self._lines[number]
            if line.text[0] in "([" and is_credit_line(line.text):
                line.reason = CutReason.CREDIT
        for number in reversed(numbers[1:]):
            line = self._lines[number]
            if line.reason is None:
                if not (is_credit_line(line.text) or is_outlet_line(line.text)):
                    return
                line.reason = CutReason.CREDIT


def _stricter(one: int, other: int) -> int:
    """Return the demand that is harder to meet; 0 is never met."""
    return max(one, other) if one and other else 0


def _visible_lines(text: str, start: int) -> Iterator[_Line]:
    """Yield the lines from an offset on, without the blanks at their ends and the blank ones."""
    position = start
    for raw in text[start:].splitlines(keepends=True):
        begin, end = visible_bounds(raw, 0, len(raw))
        if begin < end:
            yield _Line(position + begin, position + end, raw[begin:end])
        position += len(raw)


def _preface_reason(text: str) -> CutReason | None:
    """Tell what a line before the first paragraph is when it is not the article's own."""
    if len(text) > 140:
        return None
    if is_section_name(text):
        return CutReason.SECTION
    if is_outlet_line(text):
        return CutReason.OUTLET
    if is_date_line(text):
        return CutReason.DATE
    if is_author_line(text):
        return CutReason.AUTHOR
    return None


def _before_ellipsis(text: str) -> str | None:
    """Return what stands before a final ellipsis, up to its last whole word."""
    bare = text.rstrip(_CLOSERS + "[]")
    if not bare.endswith(("...", "…", "..")):
        return None
    opening = bare.rstrip(".… \xa0")
    return opening or None


def _is_caption(text: str) -> bool:
    return len(text.split()) <= 14 and not _ends_in_stop(text)


def _ends_in_stop(text: str) -> bool:
    """Tell whether a line ends as a sentence does, quotes and brackets after the stop included."""
    bare = text[-12:].rstrip(_CLOSERS + " \xa0")
    return not bare or bare[-1] in _STOPS


def _is_running(text: str, length: int) -> bool:
    """Tell whether a line is a paragraph of running text rather than a headline."""
    return (len(text) >= length and _ends_in_stop(text)) or len(text) >= max(250, length)


def _is_bare_headline(text: str) -> bool:
    """Tell whether a line reads like a headline in a list, without a number or a bullet."""
    if not 20 <= len(text) <= 140 or text[-1] in ":،؛" or not text[0].isalpha():
        return text[:1] in '"“«' and 20 <= len(text) <= 140 and text[-1] not in _STOPS + ":،؛"
    return text[-1] not in ".!…"


@cache
def _markdown_marker() -> re.Pattern[str]:
    """Return the pattern of the markers at a line's start: quotes, one heading or one bullet."""
    return re.compile(r"(?:>[ \t]?)*[ \t]*(?:(?P<heading>#{1,6})[ \t]+|[-*+][ \t]+)?(?=\S)")


@cache
def _markdown_furniture() -> re.Pattern[str]:
    """Return the pattern of lines that hold no text: pictures, comments, link targets, fences."""
    return re.compile(
        r"!\[[^\]]*\]\([^)]*\)|<!--.*-->|\[[^\]]{1,80}\]:\s\S+.*|(?:```|~~~)\w*|[#>*+\-]+"
    )
