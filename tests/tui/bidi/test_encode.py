"""Each mode against a model of the terminals it is for: what the terminal then shows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.bidi import encode, layout, levels, ucd

SENTENCE = "قال (الوزير) في Sochi: «لا تعليق» يوم 17 أيلول ٢٠١٨، ثم غادر 100%"
UNMIRRORED = str.maketrans("()«»‹›", ")(»«›‹")


def row(text: str, columns: int = 80) -> list[str]:
    """The cells of a one-line pane, padded on the left as a right-to-left line is."""
    line = layout.one_line(text, columns)
    return [" "] * (columns - line.width) + [cell.glyphs for cell in line.cells]


def units(text: str) -> list[str]:
    return re.findall(r".[\u064b-\u065f\u0670]*", text)


def turned(text: str) -> str:
    return "".join(unit[0].translate(UNMIRRORED) + unit[1:] for unit in reversed(units(text)))


def sent_to_kitty(cells: list[str]) -> str:
    """The row as it is sent, a change of font as a mark (NUL) that takes no place."""
    cells = [unit for cell in cells for unit in encode.split_cells(cell)]
    printed = encode.encode_cells(cells, "chunks")
    flags = encode.parted_cells(cells, "chunks")
    return "".join(
        ("\x00" if n and flags[n] != flags[n - 1] else "") + glyph
        for n, glyph in enumerate(printed)
    )


def shown_by_kitty(printed: str) -> str:
    """Every chunk in one piece, in the direction of its first letter or Arabic digit."""

    def chunk(match: re.Match[str]) -> str:
        first = re.search(r"[A-Za-zء-غف-ي٠-٩٪۰-۹\ufe70-\ufefc]", match[0])
        return turned(match[0]) if first and first[0] > "z" else match[0]

    return re.sub(r"[^ \x00]+", chunk, printed).replace("\x00", "")


def shown_by_a_reordering_terminal(printed: str) -> str:
    """The whole row reordered as a left-to-right line, with mirroring."""
    classes = ucd.bidi_classes(ucd.profiles(printed))
    found = levels.line_levels(levels.text_levels(printed, 0), classes, 0)
    pieces = units(printed)
    places = [sum(map(len, pieces[:index])) for index in range(len(pieces))]
    order = levels.visual_order(bytes(found[place] for place in places))
    return "".join(
        pieces[index][0].translate(UNMIRRORED) + pieces[index][1:]
        if found[places[index]] & 1
        else pieces[index]
        for index in order
    )


@pytest.mark.parametrize("mode", ["visual", "jitter"])
def test_terminals_that_print_cells_as_they_come_get_them_unchanged(mode: encode.Mode) -> None:
    cells = row(SENTENCE)
    assert encode.encode_cells(cells, mode) == tuple(cells)


def test_kitty_shows_the_line_as_laid_out() -> None:
    cells = row(SENTENCE)
    printed = sent_to_kitty(cells)
    assert printed != "".join(cells)
    assert shown_by_kitty(printed) == "".join(cells)


def test_a_terminal_that_reorders_lines_shows_the_line_as_laid_out() -> None:
    cells = row(SENTENCE)
    printed = "".join(encode.encode_cells(cells, "braille"))
    assert " " not in printed
    assert shown_by_a_reordering_terminal(printed).replace("\u2800", " ") == "".join(cells)


def test_braille_keeps_two_panes_apart() -> None:
    cells = [*row("روسيا تؤكد", 14), "│", " ", *row("لا تعليق", 14)]
    printed = "".join(encode.encode_cells(cells, "braille"))
    assert shown_by_a_reordering_terminal(printed).replace("\u2800", " ") == "".join(cells)


WORDS = st.lists(
    st.sampled_from(
        ["إدلب", "سَلام", "(M4)", "«نعم»", "Sochi", "2018", "٢٠١٨", "3-1", "لا،", "(قمة)", "the"]
    ),
    max_size=8,
).map(" ".join)


@given(WORDS, st.integers(10, 60))
@settings(max_examples=200, deadline=None)
def test_ordinary_words_survive_the_way_through_every_terminal(text: str, width: int) -> None:
    cells = row(text, width)
    laid_out = "".join(cells)
    assert shown_by_kitty(sent_to_kitty(cells)) == laid_out
    braille = "".join(encode.encode_cells(cells, "braille"))
    assert shown_by_a_reordering_terminal(braille).replace("\u2800", " ") == laid_out


@pytest.mark.parametrize("text", ["سلكff", "ffسلك", "وM5ثم", "الـM4", "(بM4)«a»ب", "aبc"])
@pytest.mark.parametrize("base", [0, 1])
def test_kitty_shows_words_of_two_directions_as_laid_out(text: str, base: int) -> None:
    line = layout.one_line(text, 40, base=base)
    cells = [cell.glyphs for cell in line.cells]
    assert shown_by_kitty(sent_to_kitty(cells)) == "".join(cells)


@given(
    st.text(alphabet="ابلا abc 123٠١ .،؟()«»\u064b\u0651\u200d\ufdfa中\x1b", max_size=40),
    st.sampled_from(encode.MODES),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_every_mode_keeps_cells_and_columns(text: str, mode: encode.Mode, keep: bool) -> None:
    cells = row(text, 120)
    printed = encode.encode_cells(cells, mode, keep_harakat=keep)
    assert len(printed) == len(cells)
    assert cell_len("".join(printed)) == cell_len("".join(cells)) == 120


@given(st.text(alphabet="ابל abc 12٠ .،", max_size=40))
@settings(max_examples=200, deadline=None)
def test_jitter_tells_every_right_to_left_cell_from_its_neighbours(text: str) -> None:
    cells = row(text, 50)
    flags = encode.alternating(cells)
    classes = ucd.bidi_classes(ucd.profiles("".join(cell[0] for cell in cells)))
    for index, code in enumerate(classes):
        if code in b"RA":
            assert all(flags[near] != flags[index] for near in (index - 1, index + 1) if near < 50)
    assert encode.alternating(["a", " ", "b"]) == (False, False, False)


def test_harakat_can_be_left_out_and_other_marks_stay() -> None:
    cells = ["\ufee3\u064f", "\ufe8d\u0670", "e\u0301", "a"]
    assert encode.encode_cells(cells, "visual", keep_harakat=False) == (
        "\ufee3", "\ufe8d", "e\u0301", "a",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["أنقرة \u202eتنفي\u202c (نعم) \u200f2018", "نعم\u200fab، \u2067لا\u2069."]
)
def test_labels_of_controls_survive_the_way_through_every_terminal(text: str) -> None:
    line = layout.one_line(text, 60, base=1, show_controls=True)
    cells = [" "] * (60 - line.width) + [cell.glyphs for cell in line.cells]
    laid_out = "".join(cells)
    assert laid_out.count("‹") == laid_out.count("›") > 1
    assert shown_by_kitty(sent_to_kitty(cells)) == laid_out
    braille = "".join(encode.encode_cells(cells, "braille"))
    assert shown_by_a_reordering_terminal(braille).replace("\u2800", " ") == laid_out
