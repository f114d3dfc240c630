"""Files and bytes -> articles, and what became of each input."""

from __future__ import annotations

import io
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus.article import Article, Published
from corpus.errors import InputError, UsageError
from corpus.ingest.assemble import (
    Stated,
    article_of_lines,
    article_of_text,
    cuts_of,
    is_markdown,
)
from corpus.ingest.datelines import is_iso_day
from corpus.ingest.decode import decode, open_regular, read_bytes, shown_path
from corpus.ingest.kinds import SUFFIXES, Kind, kind_of
from corpus.ingest.plain import is_blank, plain_line
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from corpus.ingest.records import BrokenRecord, Record

__all__ = [
    "SAMPLE_PREFIX",
    "SUFFIXES",
    "Outcome",
    "Rejection",
    "article_from_bytes",
    "articles_from",
    "articles_from_file",
    "cuts_of",
    "is_markdown",
    "iter_inputs",
    "read_article",
    "rejection",
    "samples",
]

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
        """Return the outcome of an input that gave an article; its warnings are a reason."""
        known = article.published
        return cls(
            input=article.origin,
            status=status,
            id=article.id,
            title=article.title,
            published=known.day if known else None,
            published_from=known.known_from if known else None,
            source=article.source,
            reason="; ".join(filter(None, (reason, *article.warnings))) or None,
        )

    @classmethod
    def rejected(cls, rejection: Rejection) -> Outcome:
        """Return the outcome of an input that gave none."""
        return cls(input=rejection.input, status="rejected", reason=rejection.reason)

    def record(self) -> dict[str, str | None]:
        """Return the fields as a JSON object, every key present."""
        return asdict(self)


def read_article(path: Path | str, *, published: str | None = None) -> Article:
    """Read one file that holds one article.

    Args:
        path: A file of any kind; what it begins with and its suffix decide which.
        published: The ISO day of publication, where the caller knows it; it counts before
            whatever the file states.

    Raises:
        InputError: The file gives no article, or several; the message says why.
        UsageError: ``published`` is no ISO day.
    """
    return article_from_bytes(read_bytes(Path(path)), os.fspath(path), published=published)


def article_from_bytes(data: bytes, name: str, *, published: str | None = None) -> Article:
    """Make an article of the bytes of a file.

    Args:
        data: The bytes as they came.
        name: Where they came from; becomes ``origin``, and its suffix tells kinds of text apart.
        published: As for ``read_article``.

    Raises:
        InputError: The bytes hold no article, or several.
        UsageError: ``published`` is no ISO day.
    """
    stated = _option(published)
    first: Article | None = None
    for found in _articles(data, name, kind_of(data, name), _Terms()):
        if isinstance(found, Rejection):
            raise InputError(found.reason, found.hint)
        if first is not None:
            message = told("{file} holds several articles", file=shown_path(name))
            raise InputError(message, "Add it to the library")
        first = found
    if first is None:
        raise InputError(
            told("{file} holds no article", file=shown_path(name)), "Give a file that holds one"
        )
    return replace(first, published=stated) if stated else first


def articles_from(
    data: bytes,
    name: str,
    *,
    url: str | None = None,
    content_type: str | None = None,
    published: str | Published | None = None,
    map: Mapping[str, str] | None = None,
) -> Iterator[Article | Rejection]:
    """Yield the articles that some bytes hold: one as a rule, many for records and archives.

    What cannot be taken in is yielded as a rejection and keeps nothing else out. Of a large archive
    one article is in memory at a time.

    Args:
        data: The bytes as they came.
        name: Where they came from; becomes ``origin``, and its suffix tells kinds of text apart. A
            file in an archive becomes ``archive.zip!/path``, a record ``records.jsonl#3``.
        url: The address they were fetched from, after redirects.
        content_type: The HTTP header of that name, as it came.
        published: The day where the bytes state none: an ISO day, or one with its provenance.
        map: What records call our fields, as ``records.field_map`` reads it.

    Raises:
        UsageError: ``published`` is no ISO day.
    """
    terms = _Terms(url, content_type, _option(published), map)
    return _told(_articles(data, name, kind_of(data, url or name, content_type), terms), name)


def articles_from_file(
    path: Path | str,
    *,
    published: str | Published | None = None,
    map: Mapping[str, str] | None = None,
) -> Iterator[Article | Rejection]:
    """Yield the articles of a file, as ``articles_from`` does; archives may be of any size.

    Raises:
        UsageError: ``published`` is no ISO day.
    """
    terms = _Terms(published=_option(published), map=map)
    return _told(_articles_of_file(Path(path), os.fspath(path), terms), path)


def rejection(path: Path | str, error: InputError) -> Rejection:
    """Return why reading an input failed."""
    return Rejection(shown_path(path), error.message, error.hint)


def samples() -> Iterator[Article]:
    """Yield the built-in articles in order of their names, which begin with their day."""
    from importlib.resources import files

    entries = (entry for entry in files("corpus.samples").iterdir() if is_markdown(entry.name))
    for entry in sorted(entries, key=lambda entry: entry.name):
        yield article_from_bytes(entry.read_bytes(), f"{SAMPLE_PREFIX}{entry.name}")


# One input


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the caller says about an input."""

    url: str | None = None
    content_type: str | None = None
    published: Published | None = None
    map: Mapping[str, str] | None = None


def _option(published: str | Published | None) -> Published | None:
    if published is None or isinstance(published, Published):
        return published
    if not is_iso_day(published):
        message = told("{day} is no day", day=plain_line(published))
        raise UsageError(message, "Write it as YYYY-MM-DD, for example 2020-03-05")
    return Published(published, "option")


def _told(found: Iterator[Article | Rejection], name: Path | str) -> Iterator[Article | Rejection]:
    """Yield what is found, and the error that ended it as a rejection."""
    try:
        yield from found
    except InputError as error:
        yield rejection(name, error)


def _articles_of_file(path: Path, name: str, terms: _Terms) -> Iterator[Article | Rejection]:
    with open_regular(path) as file:
        head = file.read(2048)
        kind = kind_of(head, name)
        if kind in _STREAMED:
            file.seek(0)
            yield from _streamed(file, name, kind, terms)
            return
    yield from _articles(read_bytes(path), name, kind, terms)


def _articles(data: bytes, name: str, kind: Kind, terms: _Terms) -> Iterator[Article | Rejection]:
    """Yield the articles of bytes of a kind.

    Raises:
        InputError: They hold none.
    """
    if kind in _STREAMED:
        yield from _streamed(io.BytesIO(data), name, kind, terms)
    elif kind == "json":
        from corpus.ingest.records import json_records

        yield from _of_records(json_records(data, shown_path(name), terms.map), name, terms)
    elif kind == "page":
        yield _of_page(data, name, terms)
    elif kind == "pdf":
        yield _of_pdf(data, name, terms)
    elif kind == "feed":
        message = told("{file} is a feed, not an article", file=shown_path(name))
        raise InputError(message, "Add it with idlib-brief feeds add")
    else:
        decoded = decode(data, name, content_type=terms.content_type)
        yield article_of_text(
            decoded.text,
            name,
            charset=decoded.charset,
            warnings=decoded.warnings,
            fallback=terms.published,
            url=terms.url,
        )


_STREAMED = ("zip", "warc", "jsonl", "csv")
"""Kinds that hold many articles and are read piece by piece."""


def _streamed(
    file: BinaryIO, name: str, kind: Kind, terms: _Terms
) -> Iterator[Article | Rejection]:
    if kind == "zip":
        yield from _of_zip(file, name, terms)
    elif kind == "warc":
        yield from _of_warc(file, name, terms)
    else:
        from corpus.ingest.records import csv_records, json_line_records

        read = json_line_records if kind == "jsonl" else csv_records
        yield from _of_records(read(file, shown_path(name), terms.map), name, terms)


def _of_page(data: bytes, name: str, terms: _Terms) -> Article:
    from corpus.ingest.page import read_page

    shown = shown_path(name)
    decoded = decode(data, name, content_type=terms.content_type)
    page = read_page(decoded.text, shown, url=terms.url)
    stated = Stated(
        title=page.title,
        source=page.outlet,
        author=page.author,
        url=page.url,
        published=page.published,
    )
    return article_of_lines(
        page.lines,
        name,
        stated,
        charset=decoded.charset,
        warnings=(*decoded.warnings, *page.warnings),
        fallback=terms.published,
    )


def _of_pdf(data: bytes, name: str, terms: _Terms) -> Article:
    from corpus.ingest.pdf import pdf_text

    if not data.startswith(b"%PDF-"):
        message = told("{file} is no PDF document", file=shown_path(name))
        raise InputError(message, "Give the file its right suffix")
    text, warnings = pdf_text(data, shown_path(name))
    return article_of_text(
        text, name, charset="pdf", warnings=warnings, fallback=terms.published, url=terms.url
    )


def _of_zip(file: BinaryIO, name: str, terms: _Terms) -> Iterator[Article | Rejection]:
    from corpus.ingest.archive import zip_members

    found = False
    for member in zip_members(file, shown_path(name)):
        found = True
        inner = f"{name}!/{member.name}"
        if member.problem:
            yield Rejection(
                shown_path(inner),
                told("{file} {problem}", file=shown_path(inner), problem=member.problem),
            )
            continue
        kind = kind_of(member.data, member.name)
        if kind in ("zip", "warc"):
            message = told("{file} is an archive inside an archive", file=shown_path(inner))
            yield Rejection(shown_path(inner), message)
            continue
        inside = replace(terms, url=None, content_type=None)
        yield from _told(_articles(member.data, inner, kind, inside), inner)
    if not found:
        message = told(
            "{file} holds no {endings} file",
            file=shown_path(name),
            endings=_suffixes_told(),
        )
        raise InputError(message, "Give an archive of texts or pages")


def _of_warc(file: BinaryIO, name: str, terms: _Terms) -> Iterator[Article | Rejection]:
    from corpus.ingest.warc import warc_pages

    found = False
    for capture in warc_pages(file, shown_path(name)):
        found = True
        inside = replace(terms, url=capture.url, content_type=capture.content_type)
        inner = f"{name}!/{capture.url}"
        yield from _told(_articles(capture.data, inner, "page", inside), inner)
    if not found:
        raise InputError(
            told("{file} holds no page", file=shown_path(name)), "Give an archive of pages"
        )


def _of_records(
    records: Iterator[Record | BrokenRecord], name: str, terms: _Terms
) -> Iterator[Article | Rejection]:
    from corpus.ingest.records import BrokenRecord

    for record in records:
        inner = f"{name}#{record.number}"
        if isinstance(record, BrokenRecord):
            yield Rejection(
                shown_path(inner),
                told("{file} {problem}", file=shown_path(inner), problem=record.reason),
            )
            continue
        try:
            yield _of_record(record, inner, terms)
        except InputError as error:
            yield rejection(inner, error)


def _of_record(record: Record, name: str, terms: _Terms) -> Article:
    from corpus.ingest.page import fragment_lines, has_markup
    from corpus.ingest.published import stated_day

    values = record.values
    body = values.get("body", "")
    lines = fragment_lines(body) if has_markup(body) else body.splitlines()
    lines = [" ".join(line.split()) for line in lines if not is_blank(line)]
    if not lines:
        hint = told("Name the field that holds the text with --map body=…")
        raise InputError(told("{file} holds no text", file=shown_path(name)), hint)
    stated = Stated(
        title=plain_line(values.get("title", "")) or None,
        source=plain_line(values.get("source", "")) or None,
        author=plain_line(values.get("author", "")) or None,
        url=values.get("url"),
        place=plain_line(values.get("place", "")) or None,
        published=stated_day(values.get("date", ""), "metadata"),
    )
    return article_of_lines(lines, name, stated, charset=record.charset, fallback=terms.published)


def _suffixes_told() -> str:
    return ", ".join(SUFFIXES)


# Many inputs


def iter_inputs(paths: Iterable[Path | str]) -> Iterator[Path | Rejection]:
    """Yield the files that some paths stand for.

    A file is yielded as it is named. Of a folder, every file below it with one of ``SUFFIXES`` is,
    sorted by name, files before subfolders; hidden files and folders are left out, and a folder is
    read once however many links lead to it.
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
            reason = told((error.strerror or "input error").lower())
            yield Rejection(
                shown_path(current),
                told("{file} cannot be read ({reason})", file=shown_path(current), reason=reason),
            )
            continue
        found = found or bool(files)
        yield from files
        waiting.extend(reversed(folders))
    if not found:
        message = told(
            "{file} holds no {endings} file",
            file=shown_path(folder),
            endings=_suffixes_told(),
        )
        yield Rejection(shown_path(folder), message, "Name a file by itself to take it as text")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a folder; a link that leads to itself is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _listing(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the files and the folders of a folder that are looked at, each sorted by name."""
    files: list[Path] = []
    folders: list[Path] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                folders.append(folder / entry.name)
            elif entry.name.lower().endswith(SUFFIXES):
                files.append(folder / entry.name)
    return files, folders
