"""Makes the catalogue that is read (``ar.mo``) of the one that is written (``ar.po``).

``python -m tui.language.compiled`` after every change; a test finds the two apart otherwise. The
formats are those of GNU gettext, so that its tools take both files too.
"""

from __future__ import annotations

import ast
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MAGIC = 0x950412DE
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of the catalogue."""

    text: str
    """The English; empty for the header."""
    plural: str | None
    """The English for any number but one, where something is counted."""
    said: tuple[str, ...]
    """The translation, or its forms in the order of the header's rule."""


def read_po(lines: Iterable[str]) -> Iterator[Entry]:
    """Yield the entries of a catalogue as it is written.

    Raises:
        ValueError: A line is none of such a catalogue.
    """
    fields: dict[str, str] = {}
    field = ""
    for line in (*lines, 'msgid ""'):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if not line.startswith('"'):
            field, _, line = line.partition(" ")
            if field == "msgid" and fields:
                yield _entry(fields)
                fields = {}
            fields[field] = ""
        if not field.startswith("msg"):
            raise ValueError(line)
        fields[field] += str(ast.literal_eval(line))


def _entry(fields: dict[str, str]) -> Entry:
    said = [text for name, text in fields.items() if name.startswith("msgstr")]
    return Entry(fields["msgid"], fields.get("msgid_plural"), tuple(said))


def to_mo(entries: Iterable[Entry]) -> bytes:
    """Return the entries that are translated as gettext reads them: sorted, behind a table."""
    pairs = sorted(
        (_key(entry), "\0".join(entry.said).encode()) for entry in entries if all(entry.said)
    )
    head = 7 * 4
    strings = head + len(pairs) * 16
    table, data = _laid_out([key for key, _ in pairs], strings)
    translations, further = _laid_out([said for _, said in pairs], strings + len(data))
    top = struct.pack("<7I", MAGIC, 0, len(pairs), head, head + len(pairs) * 8, 0, 0)
    return top + table + translations + data + further


def _key(entry: Entry) -> bytes:
    return "\0".join(filter(None, (entry.text, entry.plural))).encode()


def _laid_out(texts: Sequence[bytes], start: int) -> tuple[bytes, bytes]:
    """Return a table of lengths and places, and the texts themselves, each with its NUL."""
    table, data = bytearray(), bytearray()
    for text in texts:
        table += struct.pack("<2I", len(text), start + len(data))
        data += text + b"\0"
    return bytes(table), bytes(data)


def main() -> None:
    """Make the catalogues anew."""
    for path in HERE.glob("*.po"):
        with path.open(encoding="utf-8") as lines:
            path.with_suffix(".mo").write_bytes(to_mo(read_po(lines)))


if __name__ == "__main__":
    main()
