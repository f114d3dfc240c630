"""Printing an article as the reader shows it."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.errors import UsageError
from tui.bidi.layout import analyse
from tui.verbs.common import asks_for_plain, open_library, print_json, printed
from tui.wording import byline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from corpus.article import Article, EntityName, Mention, Span
    from tui.bidi.encode import Mode
    from tui.bidi.layout import ParagraphLayout, VisualLine

NARROWEST, WIDEST = 4, 10_000


def configure(parser: ArgumentParser) -> None:
    """Say what the verb takes."""
    parser.add_argument("article", metavar="ID|FILE", help="an article's id, or a file")
    parser.add_argument("--width", type=int, metavar="N", help="columns (default: the terminal's)")
    parser.add_argument(
        "--bidi",
        metavar="MODE",
        default="auto",
        help="auto, visual, jitter, chunks, braille or logical; auto is logical in a pipe",
    )
    parser.add_argument("--harakat", metavar="CHOICE", default="auto", help="auto, keep or strip")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--json", action="store_true", help="lines with cells and offsets")
    kinds.add_argument(
        "--plain", action="store_true", help="title, byline, paragraphs and entities, not laid out"
    )
    kinds.add_argument("--svg", action="store_true", help="a picture, always visual with harakat")


def run(options: Namespace) -> int:
    """Print the article.

    Raises:
        UsageError: The width or the mode is none.
        NotFoundError: There is no such article.
        InputError: The file cannot be read as an article.
    """
    width = _width(options.width)
    article = _article(options)
    if options.plain or (asks_for_plain() and not (options.json or options.svg)):
        _print_plain(article, *_found(options, article))
        return 0
    texts = [p.span.slice(article.text).replace("\n", " ") for p in article.paragraphs]
    layouts = [analyse(text) for text in texts]
    if options.json:
        found = _as_json(article, width, texts, layouts)
        print_json(found | {"similar": _similar(options, article)})
        return 0
    if options.svg:
        print(_as_svg(article, _mentions(options, article), layouts, width), end="")
        return 0
    from tui.terminal.cure import cured
    from tui.terminal.here import terminal_for_printing

    terminal = terminal_for_printing(options.bidi, options.harakat)
    in_a_pipe = options.bidi == "auto" and not sys.stdout.isatty()
    mode: Mode = "logical" if in_a_pipe else terminal.mode
    keep_harakat = terminal.keep_harakat or in_a_pipe
    for layout in _with_byline(article, layouts):
        for line in layout.lines(width):
            print(cured(terminal, _printed(layout, line, width, mode, keep_harakat)))
        print()
    return 0


def _similar(options: Namespace, article: Article) -> list[dict[str, object]]:
    """Return the articles of the library it is much like; none for a file."""
    if _path(options) is not None:
        return []
    with open_library(options) as library:
        return [
            {"id": like.id, "kind": like.kind, "containment": like.containment}
            for like in library.similar(article.id)
        ]


def _mentions(options: Namespace, article: Article) -> tuple[Mention, ...]:
    """Return the mentions as the library has them, or found anew in a file."""
    return _found(options, article)[0]


def _found(
    options: Namespace, article: Article
) -> tuple[tuple[Mention, ...], dict[str, EntityName]]:
    """Return the mentions and what their entities are called, of the library or found anew."""
    if _path(options) is None:
        with open_library(options) as library:
            mentions = library.mentions(article.id)
            slugs = {slug for mention in mentions for slug in mention.entities}
            return mentions, library.entity_names(tuple(slugs))
    from corpus.entities.extract import Extractor
    from corpus.knowledge.base import load

    base = load()
    found = Extractor(base).read(article)
    names = {one.slug: one for one in found.names}
    name: EntityName | None
    for slug in {slug for mention in found.mentions for slug in mention.entities}:
        if slug.startswith("date/"):
            from corpus.entities.dates.names import date_name

            name = date_name(slug)
        else:
            name = base.name(slug) if slug in base.entities else None
        if name is not None:
            names[slug] = name
    return found.mentions, names


def _print_plain(
    article: Article, mentions: tuple[Mention, ...], names: Mapping[str, EntityName]
) -> None:
    """Print an article to be read aloud: a paragraph a line, then what it mentions, in words."""
    from collections import Counter

    from tui.bidi.sanitize import visible
    from tui.wording import counted, type_said

    texts = [
        " ".join(p.span.slice(article.text).split()) for p in article.paragraphs if len(p.span)
    ]
    headlines = sum(paragraph.role == "headline" for paragraph in article.paragraphs)
    texts.insert(headlines, byline(article))
    for text in texts:
        print(visible(text), end="\n\n")
    counts = Counter(slug for mention in mentions for slug in mention.entities if slug in names)
    print(f"Entities: {len(counts)}" if counts else "No entities")
    for slug, count in counts.most_common():
        name = names[slug]
        called = name.ar if name.ar == name.en else f"{name.ar}, {name.en}"
        print(visible(f"{type_said(name.type)}: {called}, {counted(count, 'mention')}"))


def _as_svg(
    article: Article, mentions: tuple[Mention, ...], layouts: list[ParagraphLayout], width: int
) -> str:
    from tui.picture import drawn, line_segments

    looks = [_looks(paragraph.span, mentions) for paragraph in article.paragraphs]
    styles = ["bold" if p.role == "headline" else "none" for p in article.paragraphs]
    headlines = sum(p.role == "headline" for p in article.paragraphs)
    looks.insert(headlines, [])
    styles.insert(headlines, "dim")
    rows = []
    for layout, style, over in zip(_with_byline(article, layouts), styles, looks, strict=True):
        rows += [line_segments(line, width, style, over) for line in layout.lines(width)]
        rows.append([])
    return drawn(rows[:-1], width, article.label)


def _looks(paragraph: Span, mentions: tuple[Mention, ...]) -> list[tuple[int, int, str]]:
    """Return the looks of a paragraph's mentions, in its own code points."""
    from tui.picture import ENTITY_LOOKS

    return [
        (
            mention.span.start - paragraph.start,
            mention.span.end - paragraph.start,
            ENTITY_LOOKS[mention.type.value],
        )
        for mention in mentions
        if mention.span.overlaps(paragraph)
    ]


def _with_byline(article: Article, layouts: list[ParagraphLayout]) -> list[ParagraphLayout]:
    """Return the paragraphs with outlet, date and place below the headline."""
    headlines = sum(paragraph.role == "headline" for paragraph in article.paragraphs)
    base = layouts[0].base if layouts else None
    return [*layouts[:headlines], analyse(byline(article), base), *layouts[headlines:]]


def _width(asked: int | None) -> int:
    if asked is None:
        from shutil import get_terminal_size

        return get_terminal_size().columns
    if not NARROWEST <= asked <= WIDEST:
        raise UsageError(f"--width cannot be {asked}", f"Give {NARROWEST} to {WIDEST} columns")
    return asked


def _path(options: Namespace) -> Path | None:
    """Return the file that is asked for; None for an article of the library."""
    path = Path(options.article)
    return path if path.suffix or path.exists() or len(path.parts) > 1 else None


def _article(options: Namespace) -> Article:
    path = _path(options)
    if path is not None:
        from corpus.ingest.pipeline import read_article

        return read_article(path)
    with open_library(options) as library:
        return library.article(library.resolve(options.article))


def _printed(
    layout: ParagraphLayout, line: VisualLine, width: int, mode: Mode, keep_harakat: bool
) -> str:
    if mode == "logical":
        from tui.bidi.sanitize import visible

        return visible(layout.text[line.start : line.end]).rstrip()
    return " " * line.left_padding(width) + printed(line, mode, keep_harakat)


def _as_json(
    article: Article, width: int, texts: list[str], layouts: list[ParagraphLayout]
) -> dict[str, object]:
    from tui.bidi.sanitize import control_counts

    return {
        "id": article.id,
        "width": width,
        "controls": control_counts(article.text),
        "paragraphs": texts,
        "lines": [
            {
                "paragraph": number,
                "text": line.text,
                "cells": line.width,
                "base": line.base,
                "indent": line.indent,
                "map": [[cell.column, cell.width, cell.start, cell.end] for cell in line.cells],
            }
            for number, layout in enumerate(layouts)
            for line in layout.lines(width)
        ],
    }
