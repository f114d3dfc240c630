"""Pages of a WARC file (ISO 28500), by the optional warcio."""

from __future__ import annotations

import io
from contextlib import redirect_stderr
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import InputError
from corpus.ingest.decode import MAX_BYTES
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Capture:
    """One page as it was fetched."""

    url: str
    content_type: str
    data: bytes
    """At most one byte more than ``MAX_BYTES``."""


def warc_pages(file: BinaryIO, shown: str) -> Iterator[Capture]:
    """Yield the pages a WARC file holds, one in memory at a time; other records are passed over.

    Raises:
        InputError: warcio is missing, or the file is damaged.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        hint = told("Install idlib-brief[warc]")
        raise InputError(
            told("{file} is a WARC file, which needs the extra «warc»", file=shown), hint
        ) from error
    damaged = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, TypeError)
    try:
        records = ArchiveIterator(file)
        while (capture := _next_page(records)) is not None:
            if capture.url:
                yield capture
    except damaged as error:
        raise InputError(
            told("{file} is a damaged WARC file", file=shown), "Download it again"
        ) from error


def _next_page(records: Iterator[Any]) -> Capture | None:
    """Return the next page, one without an address for a record that is none, ``None`` at the end.

    warcio writes its remarks on odd records to the terminal; they are kept off it.
    """
    with redirect_stderr(io.StringIO()):
        record = next(records, None)
        if record is None:
            return None
        headers = record.http_headers
        content_type = (headers.get_header("Content-Type") or "") if headers else ""
        is_page = headers and headers.get_statuscode() == "200" and "html" in content_type.lower()
        if record.rec_type != "response" or not is_page:
            return Capture("", "", b"")
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        return Capture(url.strip("<>"), content_type, record.content_stream().read(MAX_BYTES + 1))
