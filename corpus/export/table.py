"""Notes as comma-separated values, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from corpus.export.markdown import where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.export.passage import Passage

BYTE_ORDER_MARK = "\ufeff"
"""Put before a file: without it spreadsheets take Arabic for something else."""

COLUMNS = (
    *("id", "quote", "gloss", "note", "tags", "colour", "speaker", "speaker_ar", "office"),
    *("office_since", "wording", "outlet", "agencies", "title", "published", "published_from"),
    *("where", "entities", "url", "origin", "retrieved", "content_hash", "article", "state"),
    *("start", "end", "author", "created", "modified", "conflict"),
)
"""The names of the columns, in order."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(passages: Sequence[Passage]) -> str:
    """Return notes as CSV (RFC 4180), a row a note, in the order given.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, as OWASP advises;
    the exact words are in the JSON.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for passage in passages:
        row = _row(passage)
        rows.writerow([_harmless(row[column]) for column in COLUMNS])
    return written.getvalue()


def _harmless(cell: str) -> str:
    # A NUL would end the cell, or the file, in most readers.
    cell = cell.replace("\0", "\ufffd")
    led = cell.lstrip(" \u00a0\u200e\u200f\u061c\ufeff")
    return f"'{cell}" if led.startswith(_FORMULA) else cell


def _row(passage: Passage) -> dict[str, str]:
    note, article = passage.note, passage.article
    known = article.published
    offices = [speaker.office for speaker in passage.speakers]
    names = [speaker.name for speaker in passage.speakers]
    return {
        "id": note.id,
        "quote": note.quote,
        "gloss": note.gloss,
        "note": note.body,
        "tags": "; ".join(note.tags),
        "colour": note.colour,
        "speaker": "; ".join(speaker.label for speaker in passage.speakers),
        "speaker_ar": "; ".join(name.ar for name in names if name),
        "office": "; ".join(office.en for office in offices if office),
        "office_since": "; ".join(office.since for office in offices if office),
        "wording": passage.wording or "",
        "outlet": article.source or "",
        "agencies": "; ".join(article.agencies),
        "title": article.label,
        "published": known.day if known else "",
        "published_from": known.known_from if known else "",
        "where": where(passage),
        "entities": "; ".join(name.slug for name in passage.entities),
        "url": article.url or "",
        "origin": article.origin,
        "retrieved": passage.retrieved,
        "content_hash": note.content_hash,
        "article": article.id,
        "state": "missing" if passage.missing else "orphan" if passage.orphaned else "anchored",
        "start": str(note.span.start),
        "end": str(note.span.end),
        "author": note.author,
        "created": note.created,
        "modified": note.modified,
        "conflict": note.conflict,
    }
