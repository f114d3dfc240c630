"""Files inside a ZIP archive, read one at a time in memory; nothing is ever unpacked to disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.ingest.decode import MAX_BYTES
from corpus.ingest.kinds import ARCHIVE_SUFFIXES, SUFFIXES
from corpus.ingest.plain import plain_line
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_MEMBERS = 100_000
MAX_RATIO = 200
"""How many times its packed size a file over a megabyte may grow; text grows ten times."""
MAX_TOTAL = 4 * 1024 * 1024 * 1024
_FREE = 1024 * 1024
_HINT = told("Unpack it yourself and add the folder, if you trust it")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, and why it is left out if it is."""

    name: str
    """Its path inside the archive, printable."""
    data: bytes = b""
    problem: str = ""
    """What is wrong with it, for a sentence that begins with its name."""


def zip_members(file: BinaryIO, shown: str) -> Iterator[Member]:
    """Yield the articles' files of an archive by name, each with its bytes or its problem.

    Only files whose suffix can be an article's are looked at, as in a folder. Paths that lead out
    of the archive, links, encrypted files, archives in the archive and files that unpack to far
    more than their packed size are told and left out.

    Raises:
        InputError: It is damaged, an office document, or as a whole too large.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(
            told("{file} is a damaged ZIP archive", file=shown), "Download it again"
        ) from error
    with archive:
        entries = archive.infolist()
        if any(entry.filename == "[Content_Types].xml" for entry in entries):
            raise InputError(
                told("{file} is an office document, not text", file=shown), "Save it as text"
            )
        if len(entries) > MAX_MEMBERS:
            raise InputError(
                told("{file} holds more than {n} files", file=shown, n=MAX_MEMBERS), _HINT
            )
        if sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise InputError(told("{file} unpacks to more than 4 GB", file=shown), _HINT)
        for entry in sorted(entries, key=lambda entry: entry.filename):
            if _is_wanted(entry):
                yield _member(archive, entry)


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    junk = hidden or parts[0] == "__MACOSX"
    return not entry.is_dir() and not junk and entry.filename.lower().endswith(SUFFIXES)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    name = plain_line(_name(entry))
    if problem := _problem(entry):
        return Member(name, problem=problem)
    try:
        with archive.open(entry) as file:
            data = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        return Member(name, problem=told("is damaged inside its archive"))
    except NotImplementedError:
        return Member(name, problem=told("is packed in a way that is not known"))
    if len(data) > MAX_BYTES:
        return Member(name, problem=told("is larger than {n} MB", n=MAX_BYTES // (1024 * 1024)))
    return Member(name, data)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 without the flag that says so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _problem(entry: zipfile.ZipInfo) -> str:
    path = entry.filename.replace("\\", "/")
    if path.startswith("/") or path[1:2] == ":" or ".." in path.split("/"):
        return told("leads out of its archive")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return told("is a link")
    if entry.flag_bits & 0x1:
        return told("is encrypted")
    if path.lower().endswith(ARCHIVE_SUFFIXES):
        return told("is an archive inside an archive")
    if entry.file_size > MAX_BYTES:
        return told("is larger than {n} MB", n=MAX_BYTES // (1024 * 1024))
    if entry.file_size > _FREE and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        return told("unpacks to more than {n} times its size", n=MAX_RATIO)
    return ""
