"""Bytes -> canonical text: which bytes are text, in which charset, with which newlines.

The canonical text of a UTF-8 file is what ``open(path, encoding="utf-8-sig").read()`` returns, so
that ``text[start:end]`` means the same to us and to a script that reads the file; only damaged
Arabic is repaired, and a warning says so.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from corpus.errors import InputError
from corpus.ingest.charsets import (
    arabic_fit,
    declared_charset,
    detected_charset,
    latin_text,
    says_something,
    utf16_order,
)
from corpus.ingest.plain import is_blank, plain_line
from corpus.ingest.repair import unbake, unmisread
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

MAX_BYTES = 10 * 1024 * 1024
"""The largest input that is taken, in bytes."""

_TEXT_HINT = told("Save the article as a UTF-8 text file (.txt or .md)")

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


CharsetFrom = Literal["mark", "utf-8", "declared", "detected"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as it was read from bytes."""

    text: str
    """The canonical text: no byte order mark, every newline a line feed."""
    charset: str
    """The Python codec that read it."""
    known_from: CharsetFrom = "utf-8"
    """How the codec is known; ``utf-8`` where the bytes are strictly valid UTF-8."""
    warnings: tuple[str, ...] = ()
    """What was repaired or contradicts, one line each."""


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
        return _read_limited(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:
        message = told("{file} is no file name", file=shown_path(path))
        raise InputError(message, "Check the spelling of the path") from error


def decode(data: bytes, name: str, *, content_type: str | None = None) -> Decoded:
    """Decode an article's bytes, or say why they are none.

    Byte order mark, strict UTF-8, declared charset, detection: the first that fits counts. What a
    server or a page declares counts only where the bytes bear it out, since many say UTF-8 or
    Latin-1 of whatever they send.

    Args:
        data: The bytes as they came.
        name: What messages call the input.
        content_type: The HTTP header of that name, as it came.

    Raises:
        InputError: Empty or blank, too large, binary, or in a charset that cannot be told.
    """
    shown = shown_path(name)
    if not data:
        raise InputError(told("{file} is empty", file=shown), "Give a file that holds an article")
    if len(data) > MAX_BYTES:
        raise too_large(shown)
    _refuse_known_binary(data, shown)
    decoded = _decoded(data, shown, declared_charset(data, content_type))
    _refuse_without_words(decoded.text, shown)
    misread = unmisread(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    baked = unbake(misread.text)
    warnings = list(decoded.warnings)
    if misread.lines:
        warnings.append(f"{_lines(misread.lines)} of UTF-8 read in another charset made whole")
    if baked.lines:
        order = f", {_lines(baked.reversed_lines)} turned around" if baked.reversed_lines else ""
        warnings.append(f"{_lines(baked.lines)} of shaped Arabic letters made plain{order}")
    return Decoded(baked.text, decoded.charset, decoded.known_from, tuple(warnings))


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _decoded(data: bytes, shown: str, declared: str | None) -> Decoded:
    """Decode bytes in the first charset that fits."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, codec, shown), codec, "mark")
    if order := utf16_order(data):
        return Decoded(_strictly(data, order, shown), order, "detected")
    if b"\x00" in data:
        raise _binary(shown)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError as error:
        found = _in_eight_bits(data, declared) or _damaged_utf8(data)
        if found is None:
            message = told("{file} is in a charset that cannot be told", file=shown)
            raise InputError(message, _TEXT_HINT) from error
        return found


def _in_eight_bits(data: bytes, declared: str | None) -> Decoded | None:
    """Decode bytes as declared or, where their letters say so more clearly, as detected."""
    detected = detected_charset(data)
    stated = _try(data, declared) if declared and says_something(declared) else None
    read = _try(data, detected) if detected else None
    # A tie is the declaration's: detection is no surer than what it measures.
    is_borne_out = read is None or (stated and arabic_fit(stated) + 0.1 >= arabic_fit(read))
    if declared and stated is not None and is_borne_out:
        return Decoded(stated, declared, "declared")
    if detected and read is not None:
        told = (f"declared {declared} but reads as {detected}",) if declared else ()
        return Decoded(read, detected, "detected", told)
    latin = latin_text(data)
    return None if latin is None else Decoded(latin, "cp1252", "detected")


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8 with a few bytes broken, as a transfer that was cut short leaves it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in text[:20_000])
    if broken > max(5, len(text) // 500) or arabic < 20:
        return None
    bytes_ = "1 byte" if broken == 1 else f"{broken} bytes"
    return Decoded(text, "utf-8", "utf-8", (f"{bytes_} of broken UTF-8 shown as \ufffd",))


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _strictly(data: bytes, codec: str, shown: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        message = told(
            "{file} is damaged: no valid {charset} at byte {n}",
            file=shown,
            charset=codec.upper(),
            n=error.start,
        )
        raise InputError(message, _TEXT_HINT) from error


def _refuse_unless_file(path: Path, status: os.stat_result) -> None:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return
    kind = next((name for matches, name in _FILE_KINDS if matches(mode)), "no regular file")
    message = told("{file} is {kind}, not a file", file=shown_path(path), kind=told(kind))
    raise InputError(message, "Give a text file that holds an article")


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file of any size; opening never waits for a pipe's writer.

    Raises:
        InputError: The path is missing, no regular file or not readable.
    """
    try:
        return _opened(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValueError as error:
        message = told("{file} is no file name", file=shown_path(path))
        raise InputError(message, "Check the spelling of the path") from error


def _opened(path: Path) -> BinaryIO:
    _refuse_unless_file(path, path.stat())
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    file = open(os.open(path, flags), "rb")  # noqa: PTH123, SIM115  (a descriptor; the caller closes)
    try:
        _refuse_unless_file(path, os.fstat(file.fileno()))
    except InputError:
        file.close()
        raise
    return file


def _read_limited(path: Path) -> bytes:
    """Read at most one byte over the limit."""
    if path.stat().st_size > MAX_BYTES and stat.S_ISREG(path.stat().st_mode):
        raise too_large(shown_path(path))
    with _opened(path) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large(shown_path(path))
    return data


def too_large(shown: str) -> InputError:
    """Return the error for an input over the limit; ``shown`` is its printable name."""
    message = told("{file} is larger than {n} MB", file=shown, n=MAX_BYTES // (1024 * 1024))
    return InputError(message, "An article is shorter; split the file, one article a file")


def _unreadable(path: Path, error: OSError) -> InputError:
    shown = shown_path(path)
    if error.errno == errno.ENOENT and path.is_symlink():
        target = shown_path(path.readlink())
        return InputError(
            told("{file} is a broken link to {target}", file=shown, target=target),
            "Mend or remove the link",
        )
    if error.errno == errno.ELOOP:
        return InputError(
            told("{file} is a link that leads to itself", file=shown), "Mend or remove the link"
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return InputError(
            told("{file} does not exist", file=shown), "Check the spelling of the path"
        )
    if isinstance(error, PermissionError):
        return InputError(
            told("{file} may not be read", file=shown), "Check the permissions of the file"
        )
    reason = told((error.strerror or "input error").lower())
    return InputError(
        told("{file} cannot be read ({reason})", file=shown, reason=reason),
        "Copy it elsewhere and try again",
    )


def _refuse_known_binary(data: bytes, shown: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(
                told("{file} is {kind}, not text", file=shown, kind=told(kind)), _TEXT_HINT
            )


def _binary(shown: str) -> InputError:
    return InputError(told("{file} is binary, not text", file=shown), _TEXT_HINT)


def _refuse_without_words(text: str, shown: str) -> None:
    """Refuse decoded text that is blank or mostly control characters."""
    if "\x00" in text:
        raise _binary(shown)
    if is_blank(text):
        raise InputError(told("{file} is blank", file=shown), "Give a file that holds an article")
    controls = _most_controls(text)
    if controls > 4 and controls * 20 > len(text):
        controls = len(_control_character().findall(text))
    if controls > 4 and controls * 20 > len(text):
        raise InputError(
            told("{file} is mostly control characters, not text", file=shown), _TEXT_HINT
        )


_ASCII_CONTROLS = bytes((*range(1, 9), *range(0x0E, 0x20), 0x7F))


def _most_controls(text: str) -> int:
    """Return how many control characters there can be at the most, without looking for each.

    In UTF-8 those beyond ASCII begin with C2, as quotes and no-break blanks do.
    """
    data = text.encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, _ASCII_CONTROLS)) + data.count(b"\xc2")


@cache
def _control_character() -> re.Pattern[str]:
    return re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
