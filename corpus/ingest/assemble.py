"""Text and what is stated about it -> Article."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.article import Article, Paragraph, Published, Span
from corpus.errors import InputError
from corpus.ingest.agencies import agencies_of
from corpus.ingest.byline import read_byline
from corpus.ingest.clean import Cleaned, Cut, clean
from corpus.ingest.decode import shown_path
from corpus.ingest.front_matter import FrontMatter, Value, read_front_matter
from corpus.ingest.furniture import CutReason
from corpus.ingest.kinds import MARKDOWN_SUFFIXES
from corpus.ingest.language import is_language_code, language_name, language_of
from corpus.ingest.plain import plain_line, visible_bounds
from corpus.ingest.published import checked
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUPPORTED_LANGUAGE = "ar"
"""The language in which names are found."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page or a record states about its article; ``None`` where it says nothing."""

    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    place: str | None = None
    published: Published | None = None
    language: str | None = None


def article_of_text(
    text: str,
    name: str,
    *,
    charset: str = "utf-8",
    warnings: Sequence[str] = (),
    fallback: Published | None = None,
    url: str | None = None,
) -> Article:
    """Make an article of a canonical text that came as it is.

    Args:
        text: The canonical text.
        name: Where it came from; becomes ``origin``, and its suffix tells Markdown from text.
        charset: The codec that read it.
        warnings: What happened on the way here.
        fallback: The day of publication where the text states none.
        url: The address it came from.

    Raises:
        InputError: Nothing stands below the front matter.
    """
    front_matter, cleaned = _read_text(text, name)
    paragraphs = _paragraphs(cleaned, _headline(text, front_matter))
    if not paragraphs:
        message = told("{file} holds no text besides its front matter", file=shown_path(name))
        raise InputError(message, "Write the article below the second ---")
    byline = read_byline(text, cleaned, front_matter)
    matter = front_matter or FrontMatter(Span(0, 0))
    stated = Stated(
        title=byline.title,
        source=byline.source,
        author=_plain(matter.author),
        url=_plain(matter.url) or url,
        place=_plain(matter.place),
        published=byline.published,
        language=_plain(matter.language),
    )
    noticed = [*warnings, *(f"front matter: {problem}" for problem in matter.problems)]
    if stated.language and not is_language_code(stated.language):
        noticed.append(f"front matter: «{stated.language}» is no code of a language, such as ar")
        stated = replace(stated, language=None)
    article = _article(text, name, cleaned, paragraphs, stated, charset, noticed, fallback)
    return replace(article, references=_references(front_matter)) if front_matter else article


def article_of_lines(
    lines: Sequence[str],
    name: str,
    stated: Stated,
    *,
    charset: str = "utf-8",
    warnings: Sequence[str] = (),
    fallback: Published | None = None,
) -> Article:
    """Make an article of the lines of a body that stood in a page or a record.

    Its canonical text is the title, where there is one, and the lines, with a blank line between
    each two. What the lines say of outlet and day counts where nothing else states them.

    Args:
        lines: One paragraph each, without line breaks.
        name: Becomes ``origin``.
        stated: What stands beside the body.
        charset: The codec that read it.
        warnings: What happened on the way here.
        fallback: The day of publication where nothing states one.
    """
    title = plain_line(stated.title or "")
    text = "\n\n".join([title, *lines] if title else lines) + "\n"
    headline = Span(0, len(title)) if title else None
    cleaned = clean(text, headline=headline)
    byline = read_byline(text, cleaned, None)
    known = replace(
        stated,
        title=title or byline.title,
        source=stated.source or byline.source or _host(stated.url),
        published=stated.published or byline.published,
    )
    paragraphs = _paragraphs(cleaned, None)
    return _article(text, name, cleaned, paragraphs, known, charset, list(warnings), fallback)


def cuts_of(article: Article) -> tuple[Cut, ...]:
    """Return what of an article's text is none of its paragraphs, and why, in reading order."""
    kept = {paragraph.span for paragraph in article.paragraphs}
    front_matter, cleaned = _read_text(article.text, article.origin)
    if {p.span for p in _paragraphs(cleaned, _headline(article.text, front_matter))} != kept:
        headline = next((p.span for p in article.paragraphs if p.role == "headline"), None)
        front_matter, cleaned = None, clean(article.text, headline=headline)
    cuts = [*cleaned.cuts, *_front_matter_cuts(article.text, front_matter)]
    return tuple(sorted(cuts, key=lambda cut: cut.span))


def is_markdown(name: str) -> bool:
    """Tell whether a file's name says that it is Markdown."""
    return name.lower().endswith(MARKDOWN_SUFFIXES)


def _read_text(text: str, name: str) -> tuple[FrontMatter | None, Cleaned]:
    markdown = is_markdown(name)
    front_matter = read_front_matter(text) if markdown else None
    title = front_matter.title if front_matter else None
    cleaned = clean(
        text,
        start=front_matter.span.end if front_matter else 0,
        markdown=markdown,
        title=title.text if title else None,
    )
    return front_matter, cleaned


def _article(
    text: str,
    name: str,
    cleaned: Cleaned,
    paragraphs: tuple[Paragraph, ...],
    stated: Stated,
    charset: str,
    warnings: list[str],
    fallback: Published | None,
) -> Article:
    body = [span.slice(text) for span in cleaned.body]
    published = stated.published or fallback
    if published is not None:
        published = checked(published, body)
        warnings += [f"date: {published.conflict}"] if published.conflict else []
    language = stated.language or language_of("\n".join(body) or stated.title or "")
    if language != SUPPORTED_LANGUAGE:
        warnings.append(f"in {language_name(language)}; names are found in Arabic only")
    content_hash = _content_hash(text, stated.title, paragraphs)
    return Article(
        id=content_hash[:12],
        text=text,
        paragraphs=paragraphs,
        title=stated.title,
        source=stated.source,
        published=published,
        origin=name.encode("utf-8", "replace").decode(),
        content_hash=content_hash,
        place=stated.place,
        language=language,
        url=_address(stated.url),
        author=stated.author or _author(text, cleaned),
        agencies=agencies_of(text, cleaned, stated.source),
        charset=charset,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _paragraphs(cleaned: Cleaned, headline: Span | None) -> tuple[Paragraph, ...]:
    """Return the paragraphs; ``headline`` is that of front matter and counts before the text's."""
    body = [Paragraph(span) for span in cleaned.body]
    if title := headline or cleaned.headline:
        body.append(Paragraph(title, "headline"))
    return tuple(sorted(body, key=lambda paragraph: paragraph.span))


def _headline(text: str, front_matter: FrontMatter | None) -> Span | None:
    """Return where front matter states the title, without blanks."""
    if front_matter is None or front_matter.title is None:
        return None
    span = front_matter.title.span
    start, end = visible_bounds(text, span.start, span.end)
    return Span(start, end) if start < end else None


def _content_hash(text: str, title: str | None, paragraphs: tuple[Paragraph, ...]) -> str:
    """Return the SHA-256 of title and body, a line each, blanks folded.

    The headline counts once, as the title, so that it does not matter whether it stood in the text
    or in front matter.
    """
    digest = hashlib.sha256((title or "").encode("utf-8", "replace"))
    for paragraph in paragraphs:
        if paragraph.role == "body":
            line = "\n" + " ".join(paragraph.span.slice(text).split())
            digest.update(line.encode("utf-8", "replace"))
    return digest.hexdigest()


def _author(text: str, cleaned: Cleaned) -> str | None:
    """Return who the lines around the article name as its writer: «بقلم: …»."""
    for cut in cleaned.cuts:
        if cut.reason is CutReason.AUTHOR:
            from corpus.ingest.page_facts import is_person

            line = plain_line(cut.span.slice(text))
            name = line.partition(":")[2] if ":" in line else line.partition(" ")[2]
            if is_person(name.strip()):
                return name.strip()
    return None


def _address(url: str | None) -> str | None:
    if not url:
        return None
    from corpus.ingest.page_facts import clean_url

    return clean_url(url)


def _host(url: str | None) -> str | None:
    """Return the host of an address, the outlet's name where nothing better is known."""
    from urllib.parse import urlsplit

    address = _address(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") or None if address else None


def _plain(value: Value | None) -> str | None:
    return (plain_line(value.text) or None) if value else None


def _references(front_matter: FrontMatter) -> tuple[str, ...]:
    """Return the page the article stood on and the sources it names, in that order."""
    values = (front_matter.url, *front_matter.sources)
    return tuple(dict.fromkeys(line for line in map(_plain, values) if line))


def _front_matter_cuts(text: str, front_matter: FrontMatter | None) -> Iterator[Cut]:
    """Yield the front matter around the title, which is the headline."""
    if front_matter is None:
        return
    headline = _headline(text, front_matter)
    middle = [headline.start, headline.end] if headline else []
    edges = [front_matter.span.start, *middle, front_matter.span.end]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        start, end = visible_bounds(text, start, end)
        if start < end:
            yield Cut(Span(start, end), CutReason.FRONT_MATTER)
