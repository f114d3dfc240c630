"""Lines and the way back from cells to the text, on real cases and on any text at any width."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.bidi import layout, levels, sanitize, ucd

SCORE = "فاز الهلال بنتيجة 3-1 على النصر"
COMPANY = "أعلنت شركة Apple Inc (AAPL US) أرباحها"
BUDGET = "بلغت الميزانية $250 مليون"
QUOTE = 'قال "We love AI here" اليوم'

CHARACTERS = (
    'ابتلمسةىأ لا دبڕ abc XY 123٠١ .،؛؟!()[]«»"-/%$ \u064b\u0651\u0670\u0300'
    "\u200b\u200c\u200d\u200e\u200f\u2060\u00a0\u00ad\u202a\u202b\u202e\u202c\u2066\u2067\u2068\u2069"
    "\t\n\u2028\x1b\x9b中文🇸🇾👍🏽\ufdfa\ud800"
)
TOKENS = (
    "• ", "- ", "1. ", "٢) ", "أ- ", "  ", "https://example.org/a-b?c=1#d ", "user@example.org ",
    "سُورِيَّةُ ", "لاَ ", "الآن، ", "«قمة» ", "(M4) ", "3-1 ", "$250 ", "٪٢٠ ", "50% ", "Apple Inc (AAPL ",
    "\u2067ab\u2069", "\u202eab\u202c", "می\u200cخواهد ", "17/9/2018 ", "\u00a0", "\t", "!؟… ", "“a” ",
)  # fmt: skip
ANY_TEXT = st.one_of(
    st.text(alphabet=CHARACTERS, max_size=60),
    st.lists(st.sampled_from(TOKENS), max_size=12).map("".join),
    st.lists(st.sampled_from(TOKENS) | st.sampled_from(CHARACTERS), max_size=20).map("".join),
)
# Text, direction (None: found out) and whether bidi controls are shown.
ANY_CASE = st.tuples(ANY_TEXT, st.sampled_from([None, 0, 1]), st.booleans())
WIDTHS = st.integers(1, 40)


def texts(text: str, width: int, base: int | None = None) -> list[str]:
    return [line.text for line in layout.analyse(text, base).lines(width)]


def analysed(case: tuple[str, int | None, bool]) -> layout.ParagraphLayout:
    text, base, show_controls = case
    return layout.analyse(text, base, show_controls=show_controls)


# -- what a reader sees -------------------------------------------------------------------------


def test_a_score_is_not_swapped_when_its_line_starts_with_it() -> None:
    assert texts(SCORE, 17) == ["ﺔﺠﻴﺘﻨﺑ ﻝﻼﻬﻟﺍ ﺯﺎﻓ", "ﺮﺼﻨﻟﺍ ﻰﻠﻋ 1-3"]


def test_a_bracket_stays_with_its_pair_when_they_are_on_two_lines() -> None:
    assert texts(COMPANY, 27) == ["Apple Inc (AAPL ﺔﻛﺮﺷ ﺖﻨﻠﻋﺃ", "ﺎﻬﺣﺎﺑﺭﺃ US)"]


def test_a_currency_sign_stays_on_its_side_when_its_line_starts_with_it() -> None:
    assert texts(BUDGET, 15) == ["ﺔﻴﻧﺍﺰﻴﻤﻟﺍ ﺖﻐﻠﺑ", "ﻥﻮﻴﻠﻣ 250$"]


def test_a_line_of_latin_in_an_arabic_paragraph_stays_right_to_left() -> None:
    lines = layout.analyse(QUOTE).lines(12)
    assert [line.text for line in lines] == ['We love" ﻝﺎﻗ', '"AI here', "ﻡﻮﻴﻟﺍ"]
    assert [line.base for line in lines] == [1, 1, 1]


def test_brackets_and_guillemets_open_towards_the_reader() -> None:
    assert texts("(إدلب) «نعم»", 40) == ["«ﻢﻌﻧ» (ﺐﻟﺩﺇ)"]


def test_blanks_at_the_end_of_a_line_hang_unpainted() -> None:
    first, second = layout.analyse("قمة   سوتشي ").lines(6)
    assert (first.start, first.end, first.text, first.width) == (0, 6, "ﺔﻤﻗ", 3)
    assert (second.start, second.end, second.text) == (6, 12, "ﻲﺸﺗﻮﺳ")


def test_blanks_in_front_of_a_paragraph_are_kept() -> None:
    assert texts("  قمة", 10) == ["ﺔﻤﻗ  "]


@pytest.mark.parametrize("text", ["", "   ", "\t", "\u00a0", "\u200b", "\n"])
def test_a_paragraph_without_words_is_a_line_all_the_same(text: str) -> None:
    lines = layout.analyse(text).lines(10)
    assert lines
    assert (lines[0].start, lines[-1].end) == (0, len(text))


def test_a_line_separator_ends_the_line_and_prints_nothing() -> None:
    assert texts("قمة\u2028سوتشي\r\nab", 20) == ["ﺔﻤﻗ", "ﻲﺸﺗﻮﺳ", "ab"]


def test_wide_characters_are_printed_also_where_they_do_not_fit() -> None:
    assert texts("中文a", 1) == ["中", "文", "a"]
    assert texts("中文a", 2) == ["中", "文", "a"]
    assert texts("中文a", 3) == ["中", "文a"]


def test_shaping_does_not_depend_on_the_width() -> None:
    whole = layout.analyse(SCORE).line(0, len(SCORE))
    glyphs = {(cell.start, cell.end): cell.glyphs for cell in whole.cells}
    for width in range(1, 40):
        for line in layout.analyse(SCORE).lines(width):
            for cell in line.cells:
                assert glyphs[cell.start, cell.end] == cell.glyphs


# -- one line -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("قمة سوتشي", 20, "ﻲﺸﺗﻮﺳ ﺔﻤﻗ"),
        ("قمة سوتشي", 9, "ﻲﺸﺗﻮﺳ ﺔﻤﻗ"),
        ("قمة سوتشي", 7, "…ﻮﺳ ﺔﻤﻗ"),
        ("قمة سوتشي", 5, "…ﺔﻤﻗ"),
        ("قمة سوتشي", 1, "…"),
        ("قمة سوتشي", 0, ""),
        ("Sochi summit", 8, "Sochi s…"),
        ("Sochi summit", 7, "Sochi…"),
        ("قمة\nسوتشي", 20, "ﻲﺸﺗﻮﺳ ﺔﻤﻗ"),
        ("قمة سوتشي   ", 9, "ﻲﺸﺗﻮﺳ ﺔﻤﻗ"),
        ("", 5, ""),
    ],
)
def test_a_headline_is_cut_where_reading_ends(text: str, width: int, shown: str) -> None:
    line = layout.one_line(text, width)
    assert line.text == shown
    assert line.width == cell_len(shown) <= width


def test_the_ellipsis_stands_for_the_rest_of_the_headline() -> None:
    line = layout.one_line("قمة سوتشي", 7)
    assert next((cell.start, cell.end) for cell in line.cells) == (6, 9)
    assert line.offset_at(0) == 6


def test_a_headline_in_latin_can_be_laid_to_the_right() -> None:
    line = layout.one_line("Sochi summit", 8, base=1)
    assert line.text == "…Sochi s"


# -- columns and offsets ------------------------------------------------------------------------


def test_a_range_across_a_change_of_direction_gives_two_runs() -> None:
    line = layout.analyse("قمة Sochi").line(0, 9)
    assert line.text == "Sochi ﺔﻤﻗ"
    assert line.columns(2, 6) == ((0, 2), (5, 2))
    assert line.columns(0, 9) == ((0, 9),)
    assert line.columns(3, 3) == ()


def test_a_range_that_touches_half_a_ligature_covers_it_whole() -> None:
    paragraph = layout.analyse("سلام")
    line = paragraph.line(0, 4)
    assert line.columns(2, 3) == line.columns(1, 2) == ((1, 1),)
    assert paragraph.cluster_range(2, 3) == (1, 3)
    assert paragraph.cluster_range(0, 2) == (0, 3)
    assert paragraph.cluster_range(4, 9) == (4, 4)


def test_columns_beside_the_text_map_to_its_ends() -> None:
    arabic, latin = layout.analyse("قمة ab ").line(0, 7), layout.analyse("ab قمة ").line(0, 7)
    assert (arabic.offset_at(-3), arabic.offset_at(99)) == (6, 0)
    assert (latin.offset_at(-3), latin.offset_at(99)) == (0, 6)
    assert arabic.cell_at(-1) is None and arabic.cell_at(arabic.width) is None


def test_every_column_of_a_wide_cell_finds_it() -> None:
    line = layout.analyse("a中b").line(0, 3)
    assert [line.offset_at(column) for column in range(4)] == [0, 1, 1, 2]


# -- invariants on any text ---------------------------------------------------------------------


@given(ANY_CASE, WIDTHS)
@settings(max_examples=300, deadline=None)
def test_the_lines_follow_each_other_and_make_up_the_paragraph(
    case: tuple[str, int | None, bool], width: int
) -> None:
    text, lines = case[0], analysed(case).lines(width)
    assert lines[0].start == 0 and lines[-1].end == len(text)
    assert all(line.end == after.start for line, after in itertools.pairwise(lines))
    assert all(line.start < line.end for line in lines if text)


@given(ANY_CASE, WIDTHS)
@settings(max_examples=300, deadline=None)
def test_the_cells_of_a_line_cover_its_text_once_but_for_hanging_blanks(
    case: tuple[str, int | None, bool], width: int
) -> None:
    for line in analysed(case).lines(width):
        ranges = sorted((cell.start, cell.end) for cell in line.cells)
        position = line.start
        for start, end in ranges:
            assert start == position < end
            position = end
        hanging = case[0][position : line.end]
        assert sanitize.visible(hanging).strip(" \u3000") == ""


@given(ANY_CASE, WIDTHS)
@settings(max_examples=300, deadline=None)
def test_no_line_is_wider_than_the_pane_unless_one_cell_is(
    case: tuple[str, int | None, bool], width: int
) -> None:
    for line in analysed(case).lines(width):
        columns = line.width + line.indent
        assert columns <= width or len([cell for cell in line.cells if cell.width]) == 1


@given(ANY_CASE, WIDTHS)
@settings(max_examples=300, deadline=None)
def test_columns_lead_to_cells_and_cells_back_to_columns(
    case: tuple[str, int | None, bool], width: int
) -> None:
    for line in analysed(case).lines(width):
        column = 0
        for cell in line.cells:
            assert cell.column == column
            assert cell_len(cell.glyphs) == cell.width
            assert bool(cell.width) == bool(cell.glyphs)
            for inside in range(column, column + cell.width):
                assert line.cell_at(inside) is cell
                assert line.offset_at(inside) == cell.start
            if cell.width:
                assert line.columns(cell.start, cell.end) == ((column, cell.width),)
            column += cell.width
        assert line.width == column == cell_len(line.text)


@given(ANY_CASE, WIDTHS, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_a_range_is_painted_on_its_clusters_and_on_no_other(
    case: tuple[str, int | None, bool], width: int, start: int, length: int
) -> None:
    end = start + length
    for line in analysed(case).lines(width):
        painted = {
            column
            for first, run in line.columns(start, end)
            for column in range(first, first + run)
        }
        wanted = {
            column
            for cell in line.cells
            if cell.start < end and start < cell.end
            for column in range(cell.column, cell.column + cell.width)
        }
        assert painted == wanted
        runs = line.columns(start, end)
        assert all(sum(run) < after[0] for run, after in itertools.pairwise(runs))


# A mark of another level than the letter it stands on keeps that letter from the number behind it.
@example("\u202eab\u202c\u064b17", 9, 1)
@given(ANY_TEXT, WIDTHS, st.sampled_from([0, 1]))
@settings(max_examples=300, deadline=None)
def test_a_line_has_the_order_of_the_paragraphs_levels(text: str, width: int, base: int) -> None:
    assume(not text or ucd.display_kinds(ucd.profiles(text))[0] not in b"xz")
    # What is shown is ordered, and controls are shown as neutral pictures.
    text = text.translate({0x1B: "\ufffd", 0x9B: "\ufffd", 0xD800: "\ufffd"})
    classes = ucd.bidi_classes(ucd.profiles(text))
    resolved = levels.text_levels(text, base)
    for line in layout.analyse(text, base).lines(width):
        end = line.painted_end
        of_line = levels.line_levels(
            resolved[line.start : line.end], classes[line.start : line.end], base
        )
        order = [line.start + index for index in levels.visual_order(of_line)]
        starts = {cell.start for cell in line.cells}
        assert [cell.start for cell in line.cells] == [
            index for index in order if index in starts and index < end
        ]


@given(ANY_TEXT, st.integers(0, 30))
@settings(max_examples=300, deadline=None)
def test_a_headline_always_fits(text: str, width: int) -> None:
    line = layout.one_line(text, width)
    assert line.width == cell_len(line.text) <= width
    assert (line.start, line.end) == (0, len(text))
    assert line.columns(0, len(text)) == (((0, line.width),) if line.width else ())


@given(ANY_CASE, WIDTHS)
@settings(max_examples=200, deadline=None)
def test_walking_the_offsets_visits_every_column_once(
    case: tuple[str, int | None, bool], width: int
) -> None:
    for line in analysed(case).lines(width):
        visited = [
            column
            for start, end in sorted((cell.start, cell.end) for cell in line.cells)
            for first, run in line.columns(start, end)
            for column in range(first, first + run)
        ]
        assert sorted(visited) == list(range(line.width))


@given(ANY_CASE, WIDTHS)
@settings(max_examples=200, deadline=None)
def test_the_clusters_of_a_paragraph_do_not_depend_on_the_width(
    case: tuple[str, int | None, bool], width: int
) -> None:
    paragraph = analysed(case)
    clusters = paragraph.clusters(0, len(paragraph))
    assert "".join(case[0][start:end] for start, end in clusters) == case[0]
    for start, end in clusters:
        assert paragraph.cluster_range(start, start + 1) == (start, end)
    glyphs = {}
    for line in paragraph.lines(500):
        glyphs.update({(cell.start, cell.end): cell.glyphs for cell in line.cells})
    painted = [
        (cell.start, cell.end, cell.glyphs)
        for line in paragraph.lines(width)
        for cell in line.cells
    ]
    assert len({start for start, _, _ in painted}) == len(painted)
    for start, end, shown in painted:
        assert (start, end) in clusters
        # What hangs unpainted in a wide pane can be painted in none.
        assert glyphs[start, end] == shown


@given(ANY_CASE, WIDTHS, WIDTHS, st.integers(0, 60), st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_a_range_keeps_its_text_when_the_pane_is_resized(
    case: tuple[str, int | None, bool], width: int, other: int, start: int, length: int
) -> None:
    paragraph = analysed(case)

    def covered(columns: int) -> str:
        lines = paragraph.lines(columns)
        return "".join(
            case[0][cell.start : cell.end]
            for line in lines
            for cell in sorted(line.cells, key=lambda cell: cell.start)
            if cell.start < start + length and start < cell.end
        )

    # Blanks hang at the end of other lines, with what follows them unseen, so they are left out.
    seen, seen_then = (sanitize.visible(covered(columns)).split() for columns in (width, other))
    assert "".join(seen) == "".join(seen_then)


PUNCTUATED = st.lists(
    st.sampled_from(
        [
            "إدلب",
            "«نعم»",
            "(M4)",
            "قمة،",
            "لماذا؟",
            "Sochi",
            "[1]",
            "3-1",
            "50%",
            "٢٠٪",
            "“a”",
            "a!",
            "ثم؛",
        ]
    ),
    min_size=1,
    max_size=10,
).map(" ".join)


@given(PUNCTUATED, st.integers(7, 40))
@settings(max_examples=200, deadline=None)
def test_punctuation_stays_with_its_word_and_tokens_stay_whole(text: str, width: int) -> None:
    for line in layout.analyse(text).lines(width):
        piece = text[line.start : line.end].strip()
        assert piece[0] not in "»)]،؛؟!%٪”" and piece[-1] not in "«([“"
        assert set(piece.split()) <= set(text.split())


@given(ANY_TEXT, WIDTHS)
@settings(max_examples=200, deadline=None)
def test_a_paragraph_stands_on_the_side_where_reading_starts(text: str, width: int) -> None:
    for line in layout.analyse(text).lines(width):
        free = max(0, width - line.width - line.indent)
        assert line.base == levels.base_level(text)
        assert line.left_padding(width) == (free if line.base else line.indent)


# -- lists --------------------------------------------------------------------------------------


def page(text: str, width: int) -> list[str]:
    """The lines as a pane of that width shows them."""
    lines = layout.analyse(text).lines(width)
    return [(" " * line.left_padding(width) + line.text).ljust(width) for line in lines]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- قمة سوتشي اليوم", ["     ﻲﺸﺗﻮﺳ ﺔﻤﻗ -", "         ﻡﻮﻴﻟﺍ  "]),
        ("• قمة سوتشي اليوم", ["     ﻲﺸﺗﻮﺳ ﺔﻤﻗ •", "         ﻡﻮﻴﻟﺍ  "]),
        ("1. قمة سوتشي اليوم", ["    ﻲﺸﺗﻮﺳ ﺔﻤﻗ .1", "        ﻡﻮﻴﻟﺍ   "]),
        ("٢) قمة سوتشي اليوم", ["    ﻲﺸﺗﻮﺳ ﺔﻤﻗ (٢", "        ﻡﻮﻴﻟﺍ   "]),
        ("أ- قمة سوتشي اليوم", ["    ﻲﺸﺗﻮﺳ ﺔﻤﻗ -ﺃ", "        ﻡﻮﻴﻟﺍ   "]),
        ("  - قمة سوتشي اليوم", ["   ﻲﺸﺗﻮﺳ ﺔﻤﻗ -  ", "       ﻡﻮﻴﻟﺍ    "]),
        ("- Sochi summit today", ["- Sochi summit  ", "  today         "]),
        # Not lists: a doctor, a negative number, a word, a year, and a first line set in.
        ("د. أحمد الآن سوتشي", ["     ﻥﻵﺍ ﺪﻤﺣﺃ .ﺩ", "           ﻲﺸﺗﻮﺳ"]),
        ("-3 درجات في سوتشي", ["  ﻲﻓ ﺕﺎﺟﺭﺩ 3-".rjust(16), "           ﻲﺸﺗﻮﺳ"]),
        ("  قمة سوتشي اليوم", ["     ﻲﺸﺗﻮﺳ ﺔﻤﻗ  ", "           ﻡﻮﻴﻟﺍ"]),
    ],
)  # fmt: skip
def test_the_lines_of_a_list_item_stand_below_its_text(text: str, shown: list[str]) -> None:
    assert page(text, 16) == shown


def test_a_pane_too_narrow_for_an_indent_has_none() -> None:
    assert layout.analyse("- قمة سوتشي").hanging_indent(13) == 0
    assert page("- قمة سوتشي", 9) == ["    ﺔﻤﻗ -", "    ﻲﺸﺗﻮﺳ"]


def test_a_bullet_is_not_left_alone_before_a_long_address() -> None:
    lines = layout.analyse("• https://example.org/news/2018/agreement").lines(20)
    assert [line.text for line in lines] == ["• https://example.", "org/news/2018/", "agreement"]
    assert [line.indent for line in lines] == [0, 2, 2]


def test_a_line_asked_for_without_a_width_has_no_indent() -> None:
    paragraph = layout.analyse("- قمة سوتشي اليوم")
    start, end = paragraph.breaks(16)[1]
    assert paragraph.line(start, end).indent == 0
    assert paragraph.line(start, end, 16).indent == 2


# -- text made to be slow; how its cost grows is measured in ``benchmarks/bidi_engine.py`` ---------


@pytest.mark.parametrize(
    "unit",
    ["ا", "(ا)", "a/", "لا", "ل\u064bا", " ", "\t", "« ", "\n", "中", "\ufdfd", "🇸", "\u064b", "\u200c", "\u2067", "\u2029\u202b", "https://a.b/c-", "- ", "1", "\u202e("],
)  # fmt: skip
def test_hostile_text_of_any_length_is_laid_out(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    paragraph = layout.analyse(text, show_controls=True)
    breaks = paragraph.breaks(40)
    assert "".join(text[start:end] for start, end in breaks) == text
    assert paragraph.line(*breaks[-1], 40).width <= 40
    assert layout.one_line(text, 40).width <= 40
