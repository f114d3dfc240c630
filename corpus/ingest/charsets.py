"""Which charset bytes are in, by what is declared and by what the letters say."""

from __future__ import annotations

import codecs
import re
from functools import cache

_HEAD = 4096
"""How far into the bytes a page declares its charset, in bytes."""
_SAMPLE = 32 * 1024
"""How many bytes are looked at to detect a charset."""
_CANDIDATES = ("cp1256", "iso8859_6", "cp720", "utf_8")
# Many servers send these names for whatever they hold, so they say nothing.
_EMPTY_WORDS = frozenset({"ascii", "iso8859-1", "cp1252", "utf-8"})

# The twelve most frequent letters of Arabic news text and those that follow; together nine in ten.
_FREQUENT = frozenset("الينمورتبعدهسفكقأحةجى")


def declared_charset(data: bytes, content_type: str | None) -> str | None:
    """Return the Python codec that a header or a page names, ``None`` where it says nothing.

    Looks at the HTTP header first, then at the XML declaration and ``<meta>`` (HTML 13.2.3.2).
    """
    names = [match[1] for match in _in_header().finditer(content_type or "")]
    names += [(match[1] or match[2]).decode("ascii") for match in _in_page().finditer(data[:_HEAD])]
    for name in names:
        try:
            codec = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        if getattr(codec, "_is_text_encoding", True):
            return codec.name
    return None


def says_something(codec: str) -> bool:
    """Tell whether declaring a codec speaks for it where the bytes are no UTF-8.

    UTF-8 was tried by then; ASCII and Latin-1 are what servers say of pages they know nothing of.
    """
    return codec not in _EMPTY_WORDS


@cache
def _in_header() -> re.Pattern[str]:
    return re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})", re.I)


@cache
def _in_page() -> re.Pattern[bytes]:
    return re.compile(
        rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})"
        rb"|<meta[^>]{0,300}charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})",
        re.I,
    )


def utf16_order(data: bytes) -> str | None:
    """Return ``utf-16-le`` or ``utf-16-be`` for UTF-16 without a byte order mark.

    In Arabic and Latin text the high bytes are nearly all 00 or 06.
    """
    head = data[:_HEAD]
    if b"\x00" not in head or len(data) % 2 or len(head) < 4:
        return None
    for high, low, codec in ((1, 0, "utf-16-le"), (0, 1, "utf-16-be")):
        highs, lows = head[high::2], head[low::2]
        tells = highs.count(0x00) + highs.count(0x06) + highs.count(0x20)
        if tells * 10 > len(highs) * 9 and lows.count(0x00) * 10 < len(lows):
            return codec
    return None


def detected_charset(data: bytes) -> str | None:
    """Return the Arabic charset that the bytes are most likely in, ``None`` where none fits.

    charset-normalizer proposes, with its candidates held to those of the Arabic press; the letters
    of the text must then look like Arabic.
    """
    from charset_normalizer import from_bytes

    sample = _letters_of(data)
    best = from_bytes(sample, cp_isolation=list(_CANDIDATES)).best()
    fits = {codec: _fit(data, codec) for codec in _CANDIDATES[:3]}
    if best is not None and best.encoding in fits:
        # The proposal wins over an equal.
        fits[best.encoding] += 0.02
    codec = max(fits, key=lambda name: fits[name])
    return codec if fits[codec] > 0.5 else None


def _letters_of(data: bytes) -> bytes:
    """Return the stretch of the bytes to look at: from the first byte that is no ASCII on."""
    first = next(iter(_high_byte().finditer(data)), None)
    start = max(0, first.start() - 64) if first else 0
    return data[start : start + _SAMPLE]


@cache
def _high_byte() -> re.Pattern[bytes]:
    return re.compile(rb"[\x80-\xff]{3}")


def _fit(data: bytes, codec: str) -> float:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    return arabic_fit(_letters_of(data).decode(codec, "replace"))


def arabic_fit(text: str) -> float:
    """Return how much the letters beyond ASCII look like Arabic prose, from -1 to 1.

    The share of the twenty most frequent letters of Arabic, less the share of what is no Arabic
    letter, mark, digit or punctuation.
    """
    frequent = other = total = 0
    for character in text[:_SAMPLE]:
        if character < "\x80" or character in "\xa0«»–—‘’“”…•\u200c\u200d\u200e\u200f":
            continue
        total += 1
        if character in _FREQUENT:
            frequent += 1
        elif not "\u060c" <= character <= "\u06ff":
            other += 1
    return (frequent - other) / total if total else 0.0


def latin_text(data: bytes) -> str | None:
    """Return bytes as windows-1252 where seven in eight are ASCII, ``None`` otherwise.

    So stray dashes and quotes of an English text do not keep it out; what is not mostly ASCII is
    some charset that must not be guessed.
    """
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    if high * 8 > len(data[:_SAMPLE]):
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None
