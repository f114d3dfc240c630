"""Files and bytes -> Article, and what became of each input."""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus.article import Article, Paragraph, Published, Span
from corpus.errors import InputError, UsageError
from corpus.ingest.byline import read_byline
from corpus.ingest.clean import Cut, clean
from corpus.ingest.datelines import is_iso_day
from corpus.ingest.decode import decode, read_bytes, shown_path
from corpus.ingest.front_matter import FrontMatter, Value, read_front_matter
from corpus.ingest.furniture import CutReason
from corpus.ingest.plain import plain_line, visible_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.ingest.clean import Cleaned

MARKDOWN_SUFFIXES = (".md", ".markdown")
SUFFIXES = (".txt", *MARKDOWN_SUFFIXES)
"""What is taken from a folder; a file named by itself may be called anything."""
SAMPLE_PREFIX = "sample:"

Status = Literal["added", "duplicate", "similar", "rejected"]


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that gives no article."""

    input: str
    """The path as given, printable."""
    reason: str
    """What is wrong, without a trailing full stop."""
    hint: str = ""
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input; its fields are those of ``add --json``, in order."""

    input: str
    status: Status
    id: str | None = None
    title: str | None = None
    published: str | None = None
    published_from: str | None = None
    source: str | None = None
    reason: str | None = None

    @classmethod
    def of(cls, article: Article, status: Status, reason: str | None = None) -> Outcome:
        """Return the outcome of an input that gave an article."""
        known = article.published
        return cls(
            input=article.origin,
            status=status,
            id=article.id,
            title=article.title,
            published=known.day if known else None,
            published_from=known.known_from if known else None,
            source=article.source,
            reason=reason,
        )

    @classmethod
    def rejected(cls, rejection: Rejection) -> Outcome:
        """Return the outcome of an input that gave none."""
        return cls(input=rejection.input, status="rejected", reason=rejection.reason)

    def record(self) -> dict[str, str | None]:
        """Return the fields as a JSON object, every key present."""
        return asdict(self)


def read_article(path: Path | str, *, published: str | None = None) -> Article:
    """Read one file.

    Args:
        path: A text or Markdown file; the suffix decides which.
        published: The ISO day of publication, where the caller knows it; it counts before
            whatever the text states.

    Raises:
        InputError: The file gives no article; the message says why.
        UsageError: ``published`` is no ISO day.
    """
    return article_from_bytes(read_bytes(Path(path)), os.fspath(path), published=published)


def article_from_bytes(data: bytes, name: str, *, published: str | None = None) -> Article:
    """Make an article of the bytes of a file.

    Args:
        data: The bytes as they came.
        name: Where they came from; becomes ``origin``, and its suffix tells Markdown from text.
        published: As for ``read_article``.

    Raises:
        InputError: The bytes hold no text.
        UsageError: ``published`` is no ISO day.
    """
    if published is not None and not is_iso_day(published):
        message = f"{plain_line(published)} is no day"
        raise UsageError(message, "Write it as YYYY-MM-DD, for example 2020-03-05")
    return _article(decode(data, name).text, name, published)


def rejection(path: Path | str, error: InputError) -> Rejection:
    """Return why reading an input failed."""
    return Rejection(shown_path(path), error.message, error.hint)


def samples() -> Iterator[Article]:
    """Yield the built-in articles in order of their names, which begin with their day."""
    from importlib.resources import files

    entries = (entry for entry in files("corpus.samples").iterdir() if is_markdown(entry.name))
    for entry in sorted(entries, key=lambda entry: entry.name):
        yield article_from_bytes(entry.read_bytes(), f"{SAMPLE_PREFIX}{entry.name}")


def cuts_of(article: Article) -> tuple[Cut, ...]:
    """Return what of an article's text is none of its paragraphs, and why, in reading order."""
    front_matter, cleaned = _read(article.text, article.origin)
    cuts = [*cleaned.cuts, *_front_matter_cuts(article.text, front_matter)]
    return tuple(sorted(cuts, key=lambda cut: cut.span))


def is_markdown(name: str) -> bool:
    """Tell whether a file's name says that it is Markdown."""
    return name.lower().endswith(MARKDOWN_SUFFIXES)


# One article


def _read(text: str, name: str) -> tuple[FrontMatter | None, Cleaned]:
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


def _article(text: str, name: str, published: str | None) -> Article:
    front_matter, cleaned = _read(text, name)
    paragraphs = _paragraphs(text, front_matter, cleaned)
    if not paragraphs:
        message = f"{shown_path(name)} holds no text besides its front matter"
        raise InputError(message, "Write the article below the second ---")
    byline = read_byline(text, cleaned, front_matter)
    content_hash = _content_hash(text, byline.title, paragraphs)
    return Article(
        id=content_hash[:12],
        text=text,
        paragraphs=paragraphs,
        title=byline.title,
        source=byline.source,
        published=Published(published, "option") if published else byline.published,
        origin=name.encode("utf-8", "replace").decode(),
        content_hash=content_hash,
        place=_plain(front_matter.place) if front_matter else None,
        references=_references(front_matter) if front_matter else (),
    )


def _paragraphs(
    text: str, front_matter: FrontMatter | None, cleaned: Cleaned
) -> tuple[Paragraph, ...]:
    body = [Paragraph(span) for span in cleaned.body]
    headline = _headline(text, front_matter) or cleaned.headline
    if headline is not None:
        body.append(Paragraph(headline, "headline"))
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


# Many inputs


def iter_inputs(paths: Iterable[Path | str]) -> Iterator[Path | Rejection]:
    """Yield the files that some paths stand for.

    A file is yielded as it is named. Of a folder, every text and Markdown file below it is, sorted
    by name, files before subfolders; hidden files and folders are left out, and a folder is read
    once however many links lead to it.
    """
    seen: set[tuple[int, int]] = set()
    for given in paths:
        path = Path(given)
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):
            is_folder = False
        if is_folder:
            yield from _files_below(path, seen)
        else:
            yield path


def _files_below(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Rejection]:
    """Yield the articles' files of a folder and its subfolders, or say why there are none."""
    found = False
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            status = current.stat()
            if (status.st_dev, status.st_ino) in seen:
                found = True
                continue
            seen.add((status.st_dev, status.st_ino))
            files, folders = _listing(current)
        except OSError as error:
            found = True
            reason = (error.strerror or "input error").lower()
            yield Rejection(shown_path(current), f"{shown_path(current)} cannot be read ({reason})")
            continue
        found = found or bool(files)
        yield from files
        waiting.extend(reversed(folders))
    if not found:
        message = f"{shown_path(folder)} holds no {', '.join(SUFFIXES)} file"
        yield Rejection(shown_path(folder), message, "Name a file by itself to take it as text")


def _listing(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the files and the folders of a folder that are looked at, each sorted by name."""
    files: list[Path] = []
    folders: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                folders.append(folder / entry.name)
            elif entry.name.lower().endswith(SUFFIXES):
                files.append(folder / entry.name)
    return files, folders
