"""What a screenshot of a terminal says, cell by cell: where the cells are, and what ink is in them.

Pure functions over raw pixels, without any library for pictures: a row of pixels is an integer
with a bit a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

CONTRAST = 24
"""How far a pixel's value must be from its cell's ground to be ink, at the least."""

UNLIKE = 0.35
"""Share of a cell's ink that has nothing beside it in the other picture, from which two differ."""

OVERHANG = 3
"""Pixels by which a glyph may reach into a blank cell beside its own."""

LEAST_INK = 6
"""Pixels below which a cell counts as blank."""

CARD_COLOR = 201
"""Colour, of the 256, of the corners of the card that shows where the cells are: magenta."""

_HIGH = bytes(value > 170 for value in range(256))
_LOW = bytes(value < 90 for value in range(256))


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenshot."""

    width: int
    height: int
    rgb: bytes
    """Three bytes a pixel, row by row from the top."""

    def row(self, y: int) -> bytes:
        """Return the bytes of one row of pixels."""
        return self.rgb[y * self.width * 3 : (y + 1) * self.width * 3]

    def differs(self, other: Picture) -> bool:
        """Tell whether a pixel is another."""
        return self.rgb != other.rgb

    def values(self, y: int, left: int, right: int) -> bytes:
        """Return how light each pixel of a part of a row is to the eye."""
        part = self.row(y)[left * 3 : right * 3]
        channels = zip(part[0::3], part[1::3], part[2::3], strict=True)
        return bytes([2 * red + 5 * green + blue >> 3 for red, green, blue in channels])


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells of a terminal are in a picture, in pixels."""

    left: int
    top: int
    cell_width: int
    cell_height: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class TextRow:
    """The ink of one row of cells."""

    cell_width: int
    columns: int
    pixels: tuple[int, ...]
    """From the top; the leftmost pixel is the highest bit."""

    def cell(self, column: int) -> tuple[int, ...]:
        """Return the ink of one cell, as ``pixels``."""
        return _cell(self.pixels, column, self.cell_width, self.columns)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it to compare."""
        return sum(map(int.bit_count, self.pixels)) < LEAST_INK


def card(columns: int, rows: int) -> str:
    """Return what a terminal must be sent to show its four corners in ``CARD_COLOR``."""
    corners = [(1, 1), (1, columns), (rows, 1), (rows, columns)]
    marks = "".join(f"\x1b[{row};{column}H\x1b[48;5;{CARD_COLOR}m " for row, column in corners)
    return f"\x1b[0m\x1b[2J\x1b[?25l{marks}\x1b[0m\x1b[H"


def has_card(picture: Picture) -> bool:
    """Tell whether a picture shows the card."""
    return any(_card_pixels(picture.row(y)) for y in range(picture.height))


def find_grid(picture: Picture, columns: int, rows: int) -> Grid | None:
    """Return where the cells are in a picture of the card; None if it is not there whole."""
    hits = [(y, found) for y in range(picture.height) if (found := _card_pixels(picture.row(y)))]
    if not hits or not columns or not rows:
        return None
    left = min(first for _, (first, _) in hits)
    right = max(last for _, (_, last) in hits) + 1
    top, bottom = hits[0][0], hits[-1][0] + 1
    width, height = (right - left) / columns, (bottom - top) / rows
    if width < 4 or height < 8 or width % 1 or height % 1:
        return None
    return Grid(left, top, round(width), round(height), columns, rows)


def _card_pixels(row: bytes) -> tuple[int, int] | None:
    """Return the first and the last pixel of the card's colour in a row."""
    red, green, blue = (
        int.from_bytes(channel, "big")
        for channel in (
            row[0::3].translate(_HIGH),
            row[1::3].translate(_LOW),
            row[2::3].translate(_HIGH),
        )
    )
    both = (red & green & blue).to_bytes(len(row) // 3, "big")
    first = both.find(1)
    return None if first < 0 else (first, both.rfind(1))


def text_rows(picture: Picture, grid: Grid, cell: tuple[int, int] | None = None) -> list[TextRow]:
    """Return the ink of every row of cells.

    Args:
        picture: The screenshot.
        grid: Where its cells are.
        cell: Width and height to bring the cells to, where those of another terminal differ.
    """
    width, height = cell or (grid.cell_width, grid.cell_height)
    across = [x * grid.cell_width // width for x in range(width)]
    down = [y * grid.cell_height // height for y in range(height)]
    right = grid.left + grid.columns * grid.cell_width
    rows = []
    for row in range(grid.rows):
        top = grid.top + row * grid.cell_height
        lines = [picture.values(top + y, grid.left, right) for y in down]
        cells = []
        for column in range(grid.columns):
            start = column * grid.cell_width
            cells.append(_ink([bytes([line[start + x] for x in across]) for line in lines]))
        pixels = (int(b"".join(parts), 2) for parts in zip(*cells, strict=True))
        rows.append(TextRow(width, grid.columns, tuple(pixels)))
    return rows


def _ink(lines: list[bytes]) -> list[bytes]:
    """Return a cell's pixels as digits: 1 where one stands out from the cell's ground."""
    whole = b"".join(lines)
    ground = max(set(whole), key=whole.count)
    reach = max(max(whole) - ground, ground - min(whole))
    if reach < CONTRAST:
        return [b"0" * len(line) for line in lines]
    table = bytes(0x31 if abs(value - ground) * 2 > reach else 0x30 for value in range(256))
    return [line.translate(table) for line in lines]


def best_shift(rows: list[TextRow], others: list[TextRow]) -> tuple[int, int]:
    """Return by how many pixels the others' ink lies to the right of and below the rows' own."""
    shifts = [(x, y) for y in (0, -1, 1, -2, 2, -3, 3) for x in (0, -1, 1)]

    def shared(shift: tuple[int, int]) -> int:
        return sum(
            (pixels & moved).bit_count()
            for row, other in zip(rows, others, strict=True)
            for pixels, moved in zip(row.pixels, _moved(other, shift), strict=True)
        )

    return max(shifts, key=shared)


def _moved(row: TextRow, shift: tuple[int, int]) -> tuple[int, ...]:
    """Return a row's ink moved back by a shift; what leaves the row is lost."""
    right, below = shift
    size = row.cell_width * row.columns
    pixels = row.pixels
    if below > 0:
        pixels = (*pixels[below:], *(0,) * below)
    elif below < 0:
        pixels = (*(0,) * -below, *pixels[:below])
    if right >= 0:
        return tuple(line << right & (1 << size) - 1 for line in pixels)
    return tuple(line >> -right for line in pixels)


def unlike_cells(row: TextRow, other: TextRow, shift: tuple[int, int] = (0, 0)) -> list[int]:
    """Return the columns in which two rows show something else; none if it is one alone.

    Ink counts as the same where the other has ink within a pixel of it. Left out are cells in
    which terminals differ by themselves: those with nothing but lines from side to side, of a
    border or below a word, and blank ones into which a neighbour's glyph reaches. Text in another
    order is never in one cell alone, but a rounded corner may be.
    """
    size = row.cell_width
    one, two = row.pixels, _moved(other, shift)
    lost = [line & ~wide for line, wide in zip(one, _widened(two), strict=True)]
    extra = [line & ~wide for line, wide in zip(two, _widened(one), strict=True)]
    unlike = []
    for column in range(row.columns):
        mine, its, missing, added = (
            _cell(pixels, column, size, row.columns) for pixels in (one, two, lost, extra)
        )
        if _is_nothing(mine, size) and _is_nothing(its, size):
            continue
        if _is_beyond(missing, mine) or _is_beyond(added, its):
            unlike.append(column)
    return unlike if len(unlike) > 1 else []


def _is_beyond(part: tuple[int, ...], whole: tuple[int, ...]) -> bool:
    amount = _amount(part)
    return amount >= LEAST_INK - 1 and amount > UNLIKE * _amount(whole)


def _is_nothing(cell: tuple[int, ...], width: int) -> bool:
    """Tell whether a cell has no glyph of its own."""
    if _amount(cell) < LEAST_INK:
        return True
    if all(line in (0, (1 << width) - 1) for line in cell):
        return True
    side = (1 << OVERHANG) - 1
    return any(not any(line & ~edge for line in cell) for edge in (side, side << width - OVERHANG))


def _amount(pixels: tuple[int, ...]) -> int:
    return sum(map(int.bit_count, pixels))


def _cell(
    pixels: tuple[int, ...] | list[int], column: int, width: int, columns: int
) -> tuple[int, ...]:
    offset = (columns - 1 - column) * width
    mask = (1 << width) - 1
    return tuple(line >> offset & mask for line in pixels)


def _widened(pixels: tuple[int, ...]) -> list[int]:
    """Return ink with every pixel's eight neighbours."""
    above, below = (0, *pixels[:-1]), (*pixels[1:], 0)
    high = [a | b | c for a, b, c in zip(above, pixels, below, strict=True)]
    return [line | line << 1 | line >> 1 for line in high]


def stretches(columns: list[int]) -> str:
    """Return columns as a person counts them, such as ``3, 7-12``."""
    groups = groupby(enumerate(columns), key=lambda pair: pair[1] - pair[0])
    ends = [(group[0][1] + 1, group[-1][1] + 1) for group in (list(part) for _, part in groups)]
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ends)
