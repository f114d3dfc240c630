"""Our own Markdown back to notes, with what a person has changed in them by hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from corpus.errors import InputError
from corpus.export.annotation import read
from corpus.export.blocks import blocks_in
from corpus.export.text import own_words
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.article import Note

_DATA = re.compile(r"<!-- idlib-brief-note (\{.*\}) -->")
_HEADINGS = {"**Gloss.**": "gloss", "**Note.**": "body"}
_DIV = re.compile(r"</?div(?: [^<>]*)?>")
_SPAN = re.compile(r"</?span(?: [^<>]*)?>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One note of a document."""

    note: Note
    """As it was exported, but for what was changed by hand in its gloss or words."""
    exported: Note
    """As it was exported."""
    edited: tuple[str, ...] = ()
    """Which of the two that is: ``gloss``, ``body``."""
    unclear: bool = False
    """Whether something else in its block was changed by hand, which is passed by."""


def from_markdown(text: str, name: str) -> tuple[ReadBack, ...]:
    """Return the notes of a document that was exported with its markers.

    Args:
        text: The document.
        name: What to call the file in an error.

    Raises:
        InputError: It has no notes of ours, or one that is damaged; the message names it.
    """
    found = tuple(_notes(text, name))
    if not found:
        raise InputError(
            told("{name} holds no notes of ours", name=name),
            "Give a file that export has made, with its comments",
        )
    return found


def _notes(text: str, name: str) -> Iterator[ReadBack]:
    for block in blocks_in(text):
        if not block.key.startswith("note-"):
            continue
        data = _DATA.search(block.content)
        if data is None:
            raise InputError(
                told("{name}: the block {key} has lost its data", name=name, key=block.key),
                "Export the note again, or take the block out",
            )
        try:
            item = json.loads(data[1])
        except (ValueError, RecursionError) as error:
            raise InputError(
                told(
                    "{name}: the data of {key} are damaged: {error}",
                    name=name,
                    key=block.key,
                    error=error,
                )
            ) from None
        note = read(item, f"{name}: {block.key}")
        yield _with_edits(note, block.content) if block.edited else ReadBack(note, note)


def _with_edits(note: Note, content: str) -> ReadBack:
    """Return a note with what was changed in its block."""
    changes: dict[str, Any] = {}
    for field, shown in _sections(content).items():
        before = getattr(note, field)
        if _words(shown) != _words(own_words(before)):
            changes[field] = _words(shown)
    return ReadBack(replace(note, **changes), note, tuple(changes), unclear=not changes)


def _sections(content: str) -> dict[str, str]:
    """Return what stands under each heading of a note's block; nothing where there is none."""
    found: dict[str, list[str]] = {field: [] for field in _HEADINGS.values()}
    field = ""
    for line in content.split("\n"):
        if line.strip() in _HEADINGS:
            field = _HEADINGS[line.strip()]
        elif line.startswith(("- Source: ", "<!-- idlib-brief-note ")):
            field = ""
        elif field:
            found[field].append(line)
    return {field: "\n".join(lines) for field, lines in found.items()}


def _words(shown: str) -> str:
    """Return the words of Markdown that `own_words` could have written, a paragraph a line."""
    lines = (_SPAN.sub("", line).strip() for line in shown.split("\n"))
    return "\n".join(
        _ESCAPED.sub(r"\1", line) for line in lines if line and not _DIV.fullmatch(line)
    )
