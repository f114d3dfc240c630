"""Bytes -> canonical text: which bytes are text, in which charset, with which newlines.

The canonical text of a UTF-8 file is what ``open(path, encoding="utf-8-sig").read()`` returns, so
that ``text[start:end]`` means the same to us and to a script that reads the file.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.ingest.plain import is_blank, plain_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAX_BYTES = 10 * 1024 * 1024
"""The largest input that is taken, in bytes."""

_TEXT_HINT = "Save the article as a UTF-8 text file (.txt or .md)"

_BYTE_ORDER_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image, sound or video"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)

_FILE_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as it was read from bytes."""

    text: str
    """The canonical text: no byte order mark, every newline a line feed."""
    charset: str
    """The Python codec that read it."""


def shown_path(path: Path | str) -> str:
    """Return a path as a message can show it: one line, nothing that does not print."""
    return plain_line(os.fsencode(path).decode("utf-8", "replace"))


def read_bytes(path: Path) -> bytes:
    """Read a file of at most ``MAX_BYTES`` bytes.

    The size is looked at before and while reading; what is no regular file is never read, so that
    a pipe without a writer cannot hold the program up.

    Raises:
        InputError: The path is missing, no regular file, too large or not readable.
    """
    try:
        _refuse_unless_file(path, path.stat())
        return _read_limited(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:
        message = f"{shown_path(path)} is no file name"
        raise InputError(message, "Check the spelling of the path") from error


def decode(data: bytes, name: str) -> Decoded:
    """Decode an article's bytes, or say why they are none.

    Args:
        data: The bytes as they came.
        name: What messages call the input.

    Raises:
        InputError: Empty or blank, too large, binary, or in a charset that cannot be told.
    """
    shown = shown_path(name)
    if not data:
        raise InputError(f"{shown} is empty", "Give a file that holds an article")
    if len(data) > MAX_BYTES:
        raise _too_large(shown)
    _refuse_known_binary(data, shown)
    charset = _charset(data)
    if charset is None:
        raise _unknown_charset(data, shown)
    try:
        text = data.decode(charset)
    except UnicodeDecodeError as error:
        message = f"{shown} is damaged: no valid {charset.upper()} at byte {error.start}"
        raise InputError(message, _TEXT_HINT) from error
    _refuse_without_words(data, text, shown)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), charset)


def _charset(data: bytes) -> str | None:
    """Return the codec of the bytes: by byte order mark, else UTF-8 where it fits strictly.

    A charset declared by a server or guessed from letter frequencies comes after these two.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return codec
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _refuse_unless_file(path: Path, status: os.stat_result) -> None:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        if status.st_size > MAX_BYTES:
            raise _too_large(shown_path(path))
        return
    kind = next((name for matches, name in _FILE_KINDS if matches(mode)), "no regular file")
    message = f"{shown_path(path)} is {kind}, not a file"
    raise InputError(message, "Give a text file that holds an article")


def _read_limited(path: Path) -> bytes:
    """Read at most one byte over the limit; opening never waits for a pipe's writer."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    with open(os.open(path, flags), "rb") as file:  # noqa: PTH123  (a descriptor, not a path)
        _refuse_unless_file(path, os.fstat(file.fileno()))
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large(shown_path(path))
    return data


def _too_large(shown: str) -> InputError:
    message = f"{shown} is larger than {MAX_BYTES // (1024 * 1024)} MB"
    return InputError(message, "An article is shorter; split the file, one article a file")


def _unreadable(path: Path, error: OSError) -> InputError:
    shown = shown_path(path)
    if error.errno == errno.ENOENT and path.is_symlink():
        target = shown_path(path.readlink())
        return InputError(f"{shown} is a broken link to {target}", "Mend or remove the link")
    if error.errno == errno.ELOOP:
        return InputError(f"{shown} is a link that leads to itself", "Mend or remove the link")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return InputError(f"{shown} does not exist", "Check the spelling of the path")
    if isinstance(error, PermissionError):
        return InputError(f"{shown} may not be read", "Check the permissions of the file")
    reason = (error.strerror or "input error").lower()
    return InputError(f"{shown} cannot be read ({reason})", "Copy it elsewhere and try again")


def _refuse_known_binary(data: bytes, shown: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{shown} is {kind}, not text", _TEXT_HINT)
    if _web_page().match(data[:1024]):
        raise InputError(f"{shown} is a web page, not text", _TEXT_HINT)


@cache
def _web_page() -> re.Pattern[bytes]:
    return re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s|html[\s>])", re.I
    )


def _unknown_charset(data: bytes, shown: str) -> InputError:
    if b"\x00" in data:
        return _binary(data, shown)
    return InputError(f"{shown} is not UTF-8 text", f"{_TEXT_HINT}; it may be windows-1256 now")


def _binary(data: bytes, shown: str) -> InputError:
    """Say what bytes with NULs among them are: UTF-16 without its mark is worth telling apart."""
    head = data[:4096]
    for high_bytes in (head[::2], head[1::2]):
        if (high_bytes.count(0x00) + high_bytes.count(0x06)) * 10 > len(high_bytes) * 9:
            return InputError(f"{shown} is UTF-16 without a byte order mark", _TEXT_HINT)
    return InputError(f"{shown} is binary, not text", _TEXT_HINT)


def _refuse_without_words(data: bytes, text: str, shown: str) -> None:
    """Refuse decoded text that is blank or mostly control characters."""
    if "\x00" in text:
        raise _binary(data, shown)
    if is_blank(text):
        raise InputError(f"{shown} is blank", "Give a file that holds an article")
    controls = len(_control_character().findall(text))
    if controls > 4 and controls * 20 > len(text):
        raise InputError(f"{shown} is mostly control characters, not text", _TEXT_HINT)


@cache
def _control_character() -> re.Pattern[str]:
    return re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
