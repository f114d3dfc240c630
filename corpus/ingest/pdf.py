"""The text of a PDF document, by the optional pypdfium2."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError
from corpus.ingest.plain import is_blank
from corpus.ingest.repair import faced, unbake
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PAGES = 300
_STOPS = ".!?؟…:"
_SHORT_LINE = 0.75
_WIDE_GAP = 1.3
_FULL_LINE = 0.93
"""Below these shares of the usual width a line ends its paragraph, with a stop and without one."""


def pdf_text(data: bytes, shown: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a PDF, a line a paragraph, and what the reader should be told of it.

    Raises:
        InputError: pypdfium2 is missing; the file is damaged, locked, too long or only pictures.
    """
    pages = list(_pages(data, shown))
    repaired = unbake("\n".join(page for page in pages))
    lines = [" ".join(line.split()) for line in repaired.text.split("\n")]
    text = "\n\n".join(map(mended, _paragraphs(lines)))
    if is_blank(text):
        hint = told("Recognise the text with another program first")
        raise InputError(told("{file} holds no text, only pictures", file=shown), hint)
    warnings = ["read from a PDF: check Latin names, numbers and the breaks between paragraphs"]
    if repaired.lines:
        warnings.append(f"{repaired.lines} lines of shaped Arabic letters made plain")
    return text + "\n", tuple(warnings)


def _pages(data: bytes, shown: str) -> Iterator[str]:
    try:
        import pypdfium2
    except ImportError as error:
        hint = told("Install idlib-brief[pdf], or save the text as a .txt file")
        raise InputError(
            told("{file} is a PDF, which needs the extra «pdf»", file=shown), hint
        ) from error
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MAX_PAGES:
                hint = told("Give an article, not a book")
                raise InputError(
                    told("{file} has more than {n} pages", file=shown, n=MAX_PAGES), hint
                )
            for number in range(len(document)):
                page = document[number]
                text = page.get_textpage()
                yield "\n".join(_spaced_lines(text))
                text.close()
                page.close()
    except pypdfium2.PdfiumError as error:
        hint = told("Open it in another program and save its text")
        raise InputError(
            told("{file} is damaged or locked with a password", file=shown), hint
        ) from error


def _spaced_lines(page: Any) -> Iterator[str]:
    """Yield the lines of a page, with an empty one where the page leaves room between two.

    More room than between most lines, or letters of another size, begin a new paragraph.
    """
    lines: list[tuple[str, float, float]] = []
    offset = 0
    for raw in page.get_text_range().split("\n"):
        seen = next((n for n, mark in enumerate(raw) if not mark.isspace()), None)
        if seen is not None:
            _, bottom, _, top = page.get_charbox(offset + seen, loose=True)
            lines.append((raw.strip("\r\x02"), bottom, top - bottom))
        offset += len(raw) + 1
    gaps = sorted(above[1] - below[1] for above, below in pairwise(lines))
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    for number, (line, bottom, height) in enumerate(lines):
        if number:
            _, above, other = lines[number - 1]
            is_apart = above - bottom > _WIDE_GAP * usual > 0 or above < bottom
            if is_apart or abs(height - other) > 0.15 * max(height, other):
                yield ""
        yield line


def mended(paragraph: str) -> str:
    """Put right what PDFium sets wrong in Arabic: brackets, and stops and commas after numbers."""
    ordered = _led_number().sub(r"\2\1", faced(paragraph))
    return _turned_road().sub(lambda road: f"{road[1]}{road[3]}{road[2]}", ordered)


@cache
def _led_number() -> re.Pattern[str]:
    """Return the pattern of a comma or stop before a number: «قرار ،2254 الصادر»."""
    return re.compile(r"(?<=\s)([،؛.])(\d[\d.,:/]*)(?=\s|$)")


@cache
def _turned_road() -> re.Pattern[str]:
    """Return the pattern of a road's name the wrong way round: «طريق 4M»."""
    return re.compile(r"(طريق )(\d)([MD])(?!\w)")


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Join lines that were broken to fit the page.

    A line goes on into the next unless it is blank, clearly shorter than most, or somewhat shorter
    and ends in a stop: a stop at the edge of the page ends a sentence as often as a paragraph.
    """
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    held: list[str] = []
    for line in lines:
        if line and not re.fullmatch(r"[\d٠-٩ /-]{1,9}", line):
            held.append(line)
        stops = line[-1:] in _STOPS and len(line) < _FULL_LINE * usual
        ends = not line or stops or len(line) < _SHORT_LINE * usual
        if held and ends:
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)
