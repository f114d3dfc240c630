"""What kind of file some bytes are: by what they begin with first, by name and header then."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Kind = Literal["text", "markdown", "page", "json", "jsonl", "csv", "zip", "pdf", "warc", "feed"]

MARKDOWN_SUFFIXES = (".md", ".markdown")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
RECORD_SUFFIXES = (".json", ".jsonl", ".ndjson", ".csv", ".tsv")
ARCHIVE_SUFFIXES = (".zip", ".warc", ".warc.gz")
SUFFIXES = (
    *(".txt", *MARKDOWN_SUFFIXES),
    *PAGE_SUFFIXES,
    *RECORD_SUFFIXES,
    *ARCHIVE_SUFFIXES,
    ".pdf",
)
"""What is taken from a folder; a file named by itself may be called anything."""

_BY_SUFFIX: dict[str, Kind] = {
    **dict.fromkeys(MARKDOWN_SUFFIXES, "markdown"),
    **dict.fromkeys(PAGE_SUFFIXES, "page"),
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".zip": "zip",
    ".warc": "warc",
    ".pdf": "pdf",
}
_BY_CONTENT_TYPE: dict[str, Kind] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/zip": "zip",
}


def kind_of(data: bytes, name: str, content_type: str | None = None) -> Kind:
    """Tell the kind of some bytes.

    Args:
        data: The bytes, or at least their first 2,048.
        name: A path or an address; its suffix counts where the bytes say nothing.
        content_type: The HTTP header, as it came.
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"WARC/") or name.lower().endswith(".warc.gz"):
        return "warc"
    if is_page(_ascii_head(data)):
        return "page"
    if _feed().match(_ascii_head(data)):
        return "feed"
    lowered = name.lower()
    for suffix, kind in _BY_SUFFIX.items():
        if lowered.endswith(suffix):
            return kind
    stated = (content_type or "").partition(";")[0].strip().lower()
    return _BY_CONTENT_TYPE.get(stated, "text")


def is_page(markup: bytes) -> bool:
    """Tell whether bytes begin as a web page does."""
    return _page_start().match(markup[:2048]) is not None


@cache
def _page_start() -> re.Pattern[bytes]:
    return re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,900}?-->\s*)*"
        rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|meta[\s>])",
        re.I | re.S,
    )


def _ascii_head(data: bytes) -> bytes:
    """Return the first bytes, those of UTF-16 without the zeros between their letters."""
    head = data[:2048]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1:2] == b"\x00":
        return head.lstrip(b"\xff\xfe").replace(b"\x00", b"")
    return head


@cache
def _feed() -> re.Pattern[bytes]:
    return re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,900}?-->\s*)*"
        rb"(?:<\?xml-stylesheet[^>]{0,300}>\s*)*<(?:rss|feed|rdf:RDF|opml)[\s>]",
        re.I | re.S,
    )
