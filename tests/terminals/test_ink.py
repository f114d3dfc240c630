"""Whether the comparison of terminals sees what it must, on pictures painted here."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def loaded(name: str):
    spec = spec_from_file_location(f"terminals_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


ink = loaded("ink")
park = loaded("park")

WIDTH, HEIGHT = 10, 19
GROUND, PEN = (18, 18, 18), (220, 200, 40)

GLYPHS = {
    # From the left: columns and rows of pixels that are ink, both ends in.
    "(": [(5, 6, 3, 4), (4, 4, 5, 6), (3, 3, 7, 12), (4, 4, 13, 14), (5, 6, 15, 16)],
    ")": [(3, 4, 3, 4), (5, 5, 5, 6), (6, 6, 7, 12), (5, 5, 13, 14), (3, 4, 15, 16)],
    "L": [(2, 3, 3, 15), (2, 8, 14, 15)],
    "T": [(1, 8, 3, 4), (4, 5, 3, 15)],
    "o": [(2, 3, 8, 15), (6, 7, 8, 15), (2, 7, 8, 9), (2, 7, 14, 15)],
    "-": [(2, 7, 9, 10)],
    "_": [(0, 9, 17, 17)],
    " ": [],
}


def painted(
    *rows: str,
    origin: tuple[int, int] = (3, 5),
    shift: tuple[int, int] = (0, 0),
    pen: tuple[int, int, int] = PEN,
    cell: tuple[int, int] = (WIDTH, HEIGHT),
):
    """A picture with rows of glyphs, its left upper cell at ``origin``."""
    columns = max(map(len, rows))
    size = (columns * cell[0] + 40, len(rows) * cell[1] + 40)
    pixels = bytearray(bytes(GROUND) * (size[0] * size[1]))
    for y, row in enumerate(rows):
        for x, glyph in enumerate(row):
            for left, right, top, bottom in GLYPHS[glyph]:
                for across in range(left, right + 1):
                    for down in range(top, bottom + 1):
                        at_x = origin[0] + x * cell[0] + across + shift[0]
                        at_y = origin[1] + y * cell[1] + down + shift[1]
                        place = 3 * (at_y * size[0] + at_x)
                        pixels[place : place + 3] = bytes(pen)
    grid = ink.Grid(origin[0], origin[1], *cell, columns, len(rows))
    return ink.Picture(*size, bytes(pixels)), grid


def unlike(one, other) -> list[list[int]]:
    """The unlike columns of each row of two pictures with their grids."""
    rows = ink.text_rows(*one)
    others = ink.text_rows(*other, (one[1].cell_width, one[1].cell_height))
    shift = ink.best_shift(rows, others)
    return [ink.unlike_cells(a, b, shift) for a, b in zip(rows, others, strict=True)]


def with_card(columns: int, rows: int, left: int, top: int, cell: tuple[int, int]):
    """A picture as a terminal shows the card."""
    size = (columns * cell[0] + left + 9, rows * cell[1] + top + 7)
    pixels = bytearray(bytes(GROUND) * (size[0] * size[1]))
    for column in (0, columns - 1):
        for row in (0, rows - 1):
            for y in range(top + row * cell[1], top + (row + 1) * cell[1]):
                start = 3 * (y * size[0] + left + column * cell[0])
                pixels[start : start + 3 * cell[0]] = bytes((255, 0, 255)) * cell[0]
    return ink.Picture(*size, bytes(pixels))


@pytest.mark.parametrize("cell", [(10, 19), (9, 18), (11, 23)])
def test_the_card_tells_where_the_cells_are(cell):
    grid = ink.find_grid(with_card(12, 5, 4, 3, cell), 12, 5)
    assert grid == ink.Grid(4, 3, *cell, 12, 5)


def test_a_picture_without_the_card_or_with_a_part_of_it_has_no_grid():
    picture, _ = painted("LT")
    assert not ink.has_card(picture)
    assert ink.find_grid(picture, 2, 1) is None
    whole = with_card(12, 5, 4, 3, (10, 19))
    half = ink.Picture(whole.width, whole.height - 8, whole.rgb[: whole.width * 3 * -8])
    assert ink.has_card(half)
    assert ink.find_grid(half, 12, 5) is None


def test_the_card_marks_the_four_corners_of_the_screen():
    card = ink.card(80, 24)
    assert all(f"\x1b[{place}H" in card for place in ("1;1", "1;80", "24;1", "24;80"))
    assert card.count("48;5;201m ") == 4


def test_rows_are_cut_so_that_each_cell_holds_its_own_ink():
    first, second = ink.text_rows(*painted("L T", " o "))
    amounts = [sum(map(int.bit_count, first.cell(column))) for column in range(3)]
    assert amounts == [36, 0, 38]
    assert second.cell(1)[8] == 0b0011111100
    assert not first.is_blank
    assert ink.text_rows(*painted("   "))[0].is_blank


def test_the_same_text_is_alike_wherever_the_window_stands_and_whatever_its_colour():
    rows = ("L(To)", "T--oL")
    other = painted(*rows, origin=(11, 8), pen=(90, 180, 250))
    assert unlike(painted(*rows), other) == [[], []]


@pytest.mark.parametrize("shift", [(1, 0), (0, 1), (-1, -1), (1, 2), (0, -3)])
def test_a_shift_by_a_few_pixels_is_forgiven(shift):
    rows = ("L(To) Lo", "T--oL TT")
    assert unlike(painted(*rows), painted(*rows, shift=shift)) == [[], []]


def test_text_in_another_order_is_told_with_its_columns():
    assert unlike(painted("LTTo", "LTTo"), painted("LTTo", "TLTo")) == [[], [0, 1]]
    assert unlike(painted("T(L)"), painted("T)L(")) == [[1, 3]]


def test_missing_text_is_told():
    assert unlike(painted("LoTT LL"), painted("LoTT   ")) == [[5, 6]]


def test_lines_at_another_height_and_one_cell_alone_do_not_count():
    one, grid = painted("LT__L")
    lifted = bytearray(one.rgb)
    row = 3 * one.width
    line = slice((5 + 17) * row, (5 + 18) * row)
    lifted[(5 + 15) * row : (5 + 16) * row], lifted[line] = one.rgb[line], bytes(GROUND) * one.width
    assert unlike((one, grid), (ink.Picture(one.width, one.height, bytes(lifted)), grid)) == [[]]
    assert unlike(painted("LTTL"), painted("LToL")) == [[]]


def test_cells_of_another_size_are_brought_to_the_same():
    rows = ("L(To) Lo", "T--oL TT")
    narrow = painted(*rows, cell=(WIDTH, HEIGHT + 1))
    assert unlike(painted(*rows), narrow) == [[], []]
    assert unlike(painted(*rows), painted(rows[0], "T--To LT", cell=(WIDTH, HEIGHT + 1))) == [
        [],
        [3, 6],
    ]


def test_columns_are_said_as_a_person_counts_them():
    assert ink.stretches([2, 6, 7, 8, 11]) == "3, 7-9, 12"


def test_every_kind_starts_its_own_program_with_the_command_last(tmp_path):
    for kind in park.KINDS:
        line = kind.start(tmp_path, ["echo", "in it"])
        assert any(kind.programs[0] in word for word in line), kind.name
        assert "in it" in line[-1], kind.name
    assert park.KINDS[0].name == "xterm"
