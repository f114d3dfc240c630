"""The last step before the terminal: a positioned line as a given kind of terminal needs it.

Some terminals reorder by themselves what the program has already put in order. Each mode undoes
that in advance for one kind of terminal and keeps the number of columns; layout, widths, search,
selection and copying never see the difference.

* ``visual``: as laid out, for terminals that print cells as they come.
* ``jitter``: as laid out, with an invisible colour difference between neighbouring cells, since
  some terminals reorder only text of one colour; ``alternating`` says which cells differ.
* ``chunks``: kitty shapes each chunk between blanks in the direction of its first letter, so
  Arabic chunks are handed over backwards, their brackets not mirrored. A chunk of both directions
  is parted by a change of font; ``parted_cells`` says where.
* ``braille``: Arabic runs in logical order and every blank a BRAILLE PATTERN BLANK, a strong
  left-to-right character that keeps the runs apart; for terminals that reorder each line.
* ``logical``: the same with plain blanks, for terminals that reorder each line and show no
  braille. A plain listing prints the text itself instead.

Whole rows are handed over, padding and borders included: in ``braille`` the padding keeps two
panes apart, and in ``chunks`` a border must not touch the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from tui.bidi import ucd

if TYPE_CHECKING:
    from collections.abc import Sequence

Mode = Literal["visual", "jitter", "chunks", "braille", "logical"]
MODES: tuple[Mode, ...] = get_args(Mode)

BRAILLE_BLANK = "\u2800"

_CHUNK = re.compile(r"[^ ]+")
# From the first to the last right-to-left letter of a chunk, as far as no left-to-right letter or
# blank comes between; or a number in Arabic digits by itself.
_RIGHT_TO_LEFT = re.compile(rb"[RA](?:[^L ]*[RA])?")
_NUMBER = re.compile(rb"[EN]+(?:[,+][EN]+)*")

# Characters of the Arabic blocks whose script is Common or Inherited: they give no direction.
_NO_SCRIPT = frozenset("\u0605\u060c\u061b\u061c\u061f\u0640\u06dd\ufd3e\ufd3f")


def encode_cells(cells: Sequence[str], mode: Mode, *, keep_harakat: bool = True) -> tuple[str, ...]:
    """Return what to print in place of each cell of a row.

    Args:
        cells: The glyphs of each cell from left to right, padding as single blanks.
        mode: The terminal's mode.
        keep_harakat: Whether marks above and below Arabic letters are printed.

    Returns:
        As many strings as ``cells``. In ``chunks``, ``braille`` and ``logical`` glyphs change
        places within a row, so a cell can hold a neighbour's glyph; ``moved_cells`` says which
        cell's colours go with it.
    """
    if not keep_harakat:
        cells = [without_harakat(cell) for cell in cells]
    if mode in ("visual", "jitter"):
        return tuple(cells)
    units = [split_cells(cell) for cell in cells]
    flat = [unit for cell in units for unit in cell]
    encoded = iter(_ENCODERS[mode](flat))
    return tuple(["".join([next(encoded) for _ in cell]) for cell in units])


def alternating(cells: Sequence[str]) -> tuple[bool, ...]:
    """Tell which cells of a row take the other colour in ``jitter``.

    Of two neighbours of which at least one is right-to-left, exactly one is told True.
    """
    classes = _first_classes(cells)
    flags = [False] * len(cells)
    for index, code in enumerate(classes):
        if code in b"RAN":
            for near in (index - 1, index, index + 1):
                if 0 <= near < len(cells):
                    flags[near] = bool(near & 1)
    return tuple(flags)


def without_harakat(glyphs: str) -> str:
    """Drop the marks that stand above or below Arabic letters."""
    return glyphs.translate(_harakat())


@cache
def _harakat() -> dict[int, None]:
    """Every mark of the Arabic blocks (U+0610 to U+06ED, U+0890 to U+08FF)."""
    codes = (*range(0x610, 0x700), *range(0x890, 0x900))
    return dict.fromkeys(code for code in codes if unicodedata.category(chr(code)) == "Mn")


def split_cells(glyphs: str) -> list[str]:
    """Split glyphs into what takes a place of its own: bases with their marks."""
    if len(glyphs) < 2:
        return [glyphs]
    kinds = ucd.display_kinds(ucd.profiles(glyphs))
    if b"m" not in kinds:
        return list(glyphs)
    starts = [index for index, kind in enumerate(kinds) if kind != 0x6D] or [0]
    starts[0] = 0
    ends = [*starts[1:], len(glyphs)]
    return [glyphs[start:end] for start, end in zip(starts, ends, strict=True)]


def _first_classes(cells: Sequence[str]) -> bytes:
    return ucd.bidi_classes(ucd.profiles("".join([cell[:1] or " " for cell in cells])))


def _unmirrored(unit: str) -> str:
    mirrored = ucd.mirrored_glyphs().get(ord(unit[0])) if unit else None
    return unit if mirrored is None else chr(mirrored) + unit[1:]


@cache
def _script_direction(character: str) -> str:
    """Return ``R`` or ``L`` where a character's script settles a run's direction, else nothing."""
    if character in _NO_SCRIPT:
        return ""
    bidi_class = ucd.bidi_classes(ucd.profiles(character))
    if bidi_class == b"N" or "\u06f0" <= character <= "\u06f9" or character in "\u066a\u066b\u066c":
        return "R"
    if not unicodedata.category(character).startswith("L"):
        return ""
    return "R" if bidi_class in b"RA" else "L"


def parted_cells(cells: Sequence[str], mode: Mode) -> tuple[bool, ...]:
    """Tell which cells are to be sent in another font than those beside them.

    kitty shapes a chunk that holds letters of both directions in one of them, unless a change of
    font parts it.

    Args:
        cells: The glyphs of each cell, a base with its marks at most; see ``split_cells``.
        mode: The terminal's mode.
    """
    flags = [False] * len(cells)
    if mode == "chunks":
        for chunk in _CHUNK.finditer(_outline(cells)):
            for start, end, direction in _parts(cells, *chunk.span()):
                if direction == "L" and (start, end) != chunk.span():
                    flags[start:end] = [True] * (end - start)
    return tuple(flags)


def _outline(units: Sequence[str]) -> str:
    return "".join([" " if unit in ("", " ") else "x" for unit in units])


def _parts(units: Sequence[str], start: int, end: int) -> list[tuple[int, int, str]]:
    """Return where the directions change within a chunk: start, end, and ``R``, ``L`` or nothing.

    What has no direction stays with the letters before it.
    """
    parts: list[tuple[int, int, str]] = []
    begun, here = start, ""
    for index in range(start, end):
        direction = _script_direction(units[index][0])
        if direction and here and direction != here:
            parts.append((begun, index, here))
            begun = index
        here = direction or here
    return [*parts, (begun, end, here)]


def _encode_chunks(units: Sequence[str]) -> list[str]:
    encoded = list(units)
    parts = [
        (start, end)
        for chunk in _CHUNK.finditer(_outline(units))
        for start, end, _ in _parts(units, *chunk.span())
    ]
    for start, end in parts:
        backwards = [_unmirrored(unit) for unit in reversed(encoded[start:end])]
        # The terminal looks at what it is handed, so the first letter counts after turning round.
        directions = (_script_direction(unit[0]) for unit in backwards)
        if next(filter(None, directions), "") == "R":
            encoded[start:end] = backwards
    return encoded


def moved_cells(cells: Sequence[str], mode: Mode) -> tuple[int, ...]:
    """Return for each place of a row the cell whose colours are to be sent there.

    A terminal that orders lines by itself moves a cell with its colours, so these go where the
    glyph goes. kitty moves glyphs alone.

    Args:
        cells: The glyphs of each cell, a base with its marks at most; see ``split_cells``.
        mode: The terminal's mode.
    """
    if mode not in ("braille", "logical"):
        return tuple(range(len(cells)))
    return tuple(_logical_order(cells)[0])


def _logical_order(units: Sequence[str]) -> tuple[list[int], list[bool]]:
    """Return which unit stands at each place, and whether it was turned round with its run."""
    order = list(range(len(units)))
    turned = [False] * len(units)
    classes = bytes(
        0x20 if unit in ("", " ") else code
        for unit, code in zip(units, _first_classes(units), strict=True)
    )
    for run in _RIGHT_TO_LEFT.finditer(classes):
        start, end = run.span()
        backwards = order[start:end][::-1]
        backwards_classes = classes[start:end][::-1]
        for number in _NUMBER.finditer(backwards_classes):
            first, last = number.span()
            backwards[first:last] = backwards[first:last][::-1]
        order[start:end] = backwards
        turned[start:end] = [True] * (end - start)
    return order, turned


def _encode_logical(units: Sequence[str]) -> list[str]:
    order, turned = _logical_order(units)
    return [
        _unmirrored(units[index]) if is_turned else units[index]
        for index, is_turned in zip(order, turned, strict=True)
    ]


def _encode_braille(units: Sequence[str]) -> list[str]:
    return [BRAILLE_BLANK if unit == " " else unit for unit in _encode_logical(units)]


_ENCODERS = {
    "chunks": _encode_chunks,
    "braille": _encode_braille,
    "logical": _encode_logical,
}
