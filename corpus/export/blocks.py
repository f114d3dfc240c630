"""Documents made of marked blocks, brought up to date in place.

A block stands between two HTML comments, which no reader shows. What a person writes outside of
the blocks is theirs and stays, behind the block it follows; a block changed by hand is noticed by
its checksum and stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

FRONT = "front"
"""The key of the front matter, whose marker stands below it."""

_SUM_DIGITS = 12
_OPEN = re.compile(r"<!-- idlib-brief ([\w-]+) ([0-9a-f]{12}) -->")
_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document that is ours."""

    key: str
    """Latin letters, digits, hyphens; once in a document."""
    content: str
    """Markdown, without blank lines around."""

    @property
    def checksum(self) -> str:
        """Tells whether the block was changed by hand."""
        return _checksum(self.content)


@dataclass(frozen=True, slots=True)
class Document:
    """Front matter and blocks, in order."""

    front: tuple[str, ...]
    """Lines of YAML, a key a line."""
    blocks: tuple[Block, ...]

    def plain(self) -> str:
        """Return the document without any markers."""
        head = "\n".join((_FENCE, *self.front, _FENCE))
        return "\n\n".join((head, *(block.content for block in self.blocks))) + "\n"

    def marked(self) -> str:
        """Return the document with markers around every block."""
        return "\n\n".join((_marked_front(self.front), *map(_marked, self.blocks))) + "\n"


@dataclass(frozen=True, slots=True)
class Updated:
    """A file's text after an update, and what became of its blocks."""

    text: str
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Keys of blocks that were changed by hand and would otherwise have been changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """One block of a file as it stands there."""

    key: str
    checksum: str
    """As its marker says."""
    content: str
    lines: tuple[str, ...] = ()
    """From marker to marker."""

    @property
    def edited(self) -> bool:
        """Whether it was changed by hand."""
        return _checksum(self.content) != self.checksum

    def says(self, block: Block) -> bool:
        """Tell whether a reader sees the same in it as in a block of ours."""
        return _visible(self.content) == _visible(block.content)


@dataclass(slots=True)
class _File:
    """A file taken apart."""

    front: list[str] = field(default_factory=list)
    has_front: bool = False
    front_checksum: str = ""
    newline: str = "\n"
    head: list[str] = field(default_factory=list)
    """The lines before the first block, front matter excepted."""
    blocks: dict[str, Found] = field(default_factory=dict)
    behind: dict[str, list[str]] = field(default_factory=dict)
    """The lines behind each block, by its key."""


def _checksum(content: str) -> str:
    return sha256(content.encode(errors="surrogatepass")).hexdigest()[:_SUM_DIGITS]


def _visible(content: str) -> list[str]:
    return [line for line in content.split("\n") if not line.startswith("<!-- idlib-brief-")]


def _marked(block: Block) -> str:
    return _wrapped(block.key, block.checksum, block.content)


def _wrapped(key: str, checksum: str, content: str) -> str:
    inside = f"\n\n{content}\n\n" if content else "\n\n"
    return f"<!-- idlib-brief {key} {checksum} -->{inside}{_closing(key)}"


def _closing(key: str) -> str:
    return f"<!-- /idlib-brief {key} -->"


def _marked_front(lines: Sequence[str]) -> str:
    return "\n".join(_fenced(lines, _checksum("\n".join(lines))))


# --- reading ------------------------------------------------------------------------------


def blocks_in(text: str) -> tuple[Found, ...]:
    """Return the blocks of a file in order, each key once; none of a file that is not ours."""
    return tuple(_parsed(text).blocks.values())


def is_ours(text: str) -> bool:
    """Tell whether a text is a document of ours, with its markers."""
    return any(_OPEN.fullmatch(line.strip()) for line in text.splitlines())


def _parsed(text: str) -> _File:
    file = _File(newline="\r\n" if "\r\n" in text else "\n")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    at = _read_front(file, lines)
    closings = {line.strip(): n for n, line in enumerate(lines) if line.startswith("<!-- /idlib")}
    own = file.head
    while at < len(lines):
        opening = _OPEN.fullmatch(lines[at].strip())
        key, checksum = opening.groups() if opening else ("", "")
        if key == FRONT and file.has_front and not file.front_checksum:
            file.front_checksum = checksum
            # The blank line before the marker is ours.
            file.head.clear()
        elif not key or closings.get(_closing(key), -1) <= at or key in file.blocks:
            # A block that is not closed, or stands there twice, is what a person has made of it.
            own.append(lines[at])
        else:
            end = _first_closing(lines, at, key)
            content = "\n".join(lines[at + 1 : end]).strip("\n")
            file.blocks[key] = Found(key, checksum, content, tuple(lines[at : end + 1]))
            own = file.behind[key] = []
            at = end
        at += 1
    return file


def _first_closing(lines: Sequence[str], at: int, key: str) -> int:
    closing = _closing(key)
    return next(n for n in range(at, len(lines)) if lines[n].strip() == closing)


def _read_front(file: _File, lines: Sequence[str]) -> int:
    if not lines or lines[0].strip() != _FENCE:
        return 0
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() in (_FENCE, "...")), None)
    if end is None:
        return 0
    file.front, file.has_front = list(lines[1:end]), True
    return end + 1


# --- updating -----------------------------------------------------------------------------


def update(text: str, document: Document, *, overwrite: Collection[str] | bool = False) -> Updated:
    """Return a file's text with our blocks as they are now, and all else as it was.

    A block that a person has changed stays, and so does one that is no longer part of the
    document and was changed. New blocks stand where the document has them.

    Args:
        text: The file.
        document: What our parts are now.
        overwrite: Keys of blocks to write anew though they were changed by hand; True for all.
    """
    file = _parsed(text)
    changed: list[str] = []
    added: list[str] = []
    removed: list[str] = []
    kept: list[str] = []

    def may_write(key: str) -> bool:
        return overwrite if isinstance(overwrite, bool) else key in overwrite

    lines = _updated_front(file, document.front, changed, kept, may_write(FRONT))
    lines += file.head or [""]
    for key, block in _arranged(file, document.blocks):
        found = file.blocks.get(key)
        behind = file.behind.get(key, [""])
        # Where a reader sees no difference, what was changed by hand has come into the library.
        is_ours = found is None or not found.edited or may_write(key)
        if block is not None and (is_ours or (found is not None and found.says(block))):
            if found is None:
                added.append(key)
            elif found.content != block.content:
                changed.append(key)
            lines += _marked(block).split("\n")
        elif found is not None and (found.edited and not may_write(key)):
            if block is None or block.checksum != found.checksum:
                kept.append(key)
            lines += found.lines
        else:
            removed.append(key)
            behind = behind if any(map(str.strip, behind)) else []
        lines += behind
    if lines[-1]:
        lines.append("")
    return Updated(
        file.newline.join(lines), tuple(changed), tuple(added), tuple(removed), tuple(kept)
    )


def _arranged(file: _File, blocks: Sequence[Block]) -> Iterator[tuple[str, Block | None]]:
    """Yield our blocks in their new order, those no longer wanted behind what they stood behind."""
    wanted = {block.key for block in blocks}
    gone_behind: dict[str | None, list[str]] = {}
    last: str | None = None
    for key in file.blocks:
        if key in wanted:
            last = key
        else:
            gone_behind.setdefault(last, []).append(key)
    yield from ((key, None) for key in gone_behind.get(None, ()))
    for block in blocks:
        yield block.key, block
        yield from ((key, None) for key in gone_behind.get(block.key, ()))


def _updated_front(
    file: _File, wanted: Sequence[str], changed: list[str], kept: list[str], overwrite: bool
) -> list[str]:
    """Return the lines of the front matter, our keys brought up to date among the user's."""
    if not file.has_front:
        return _marked_front(wanted).split("\n")
    known = {*map(_key, wanted), *OPTIONAL_KEYS}
    standing = [line for line in file.front if _key(line) in known]
    edited = bool(standing) and _checksum("\n".join(standing)) != file.front_checksum
    if standing != list(wanted):
        (kept if edited and not overwrite else changed).append(FRONT)
    if edited and not overwrite:
        return _fenced(file.front, file.front_checksum or "0" * _SUM_DIGITS)
    merged = _merged_front(file.front, wanted, known)
    return _fenced(merged, _checksum("\n".join(wanted)))


def _fenced(lines: Sequence[str], checksum: str) -> list[str]:
    return [_FENCE, *lines, _FENCE, "", f"<!-- idlib-brief {FRONT} {checksum} -->"]


OPTIONAL_KEYS = frozenset({"period", "aliases"})
"""Keys of ours that not every document has."""


def _merged_front(
    standing: Sequence[str], ours: Sequence[str], known: Collection[str]
) -> list[str]:
    """Return our lines in our order where the first of them stood, and the user's around them."""
    merged: list[str] = []
    placed = False
    for line in standing:
        if _key(line) not in known:
            merged.append(line)
        elif not placed:
            merged.extend(ours)
            placed = True
    return merged if placed else [*ours, *merged]


def _key(line: str) -> str:
    """Return the key of a line of YAML that is no part of a longer value; else nothing."""
    name, colon, _ = line.partition(":")
    return name if colon and re.fullmatch(r"[\w-]+", name) else ""
