"""Pictures: what a browser is handed is what a terminal would show."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from textual.app import App

from tui.app import STYLE_SHEET
from tui.bidi.layout import analyse, one_line
from tui.picture import CELL_WIDTH, ENTITY_LOOKS, drawn, for_browsers, line_segments
from tui.themes import DARK

SVG = "{http://www.w3.org/2000/svg}"
VOCALISED = "قِمَّةٌ رُبَاعِيَّةٌ (AFP): «لَا حَلَّ» [M4] بنسبة 95% في ٣٫٥ ﷺ"


def exported(*rows: str, width: int = 60, title: str = "a title", style: str = "none") -> str:
    """What Rich makes of rows of visual text."""
    console = Console(
        width=width, file=io.StringIO(), force_terminal=True, record=True, legacy_windows=False
    )
    for row in rows:
        console.print(Segments([Segment(row, Style.parse(style)), Segment.line()]), end="")
    return console.export_svg(title=title)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.encode())


def texts(svg: str) -> list[ElementTree.Element]:
    """The text elements that stand in rows."""
    return [text for text in parsed(svg).iter(f"{SVG}text") if "textLength" in text.attrib]


def rows_of(svg: str) -> list[str]:
    """The rows of a picture as text, with the blanks between elements."""
    rows: dict[float, str] = {}
    for text in texts(svg):
        y = float(text.attrib["y"])
        column = round(float(text.attrib["x"]) / CELL_WIDTH)
        row = rows.get(y, "")
        rows[y] = row + " " * (column - columns_of(row)) + (text.text or "")
    return [rows[y] for y in sorted(rows)]


def columns_of(text: str) -> int:
    return analyse(text, 0).width


def test_a_row_reads_from_left_to_right_as_the_layout_has_it():
    line = one_line(VOCALISED, 60)
    assert rows_of(for_browsers(exported(line.text))) == [line.text]
    assert "\u064e" in line.text


def test_every_text_takes_exactly_the_columns_a_terminal_gives_it():
    line = one_line(f"مُحَمَّدٌ 日本語 {VOCALISED}", 60)
    assert sum(cell.width == 2 for cell in line.cells) == 3
    covered = 0.0
    for text in texts(for_browsers(exported(line.text))):
        assert float(text.attrib["x"]) == pytest.approx(covered, abs=0.01)
        length = float(text.attrib["textLength"])
        assert length == pytest.approx(columns_of(text.text or "") * CELL_WIDTH, abs=0.01)
        assert text.attrib["lengthAdjust"] == "spacingAndGlyphs"
        covered += length
    assert covered == pytest.approx(line.width * CELL_WIDTH, abs=0.01)


def test_wide_characters_stand_in_texts_of_their_own():
    found = [text.text for text in texts(for_browsers(exported("ab日本cd")))]
    assert found == ["ab", "日本", "cd"]


def test_no_browser_reorders_the_rows():
    style = parsed(for_browsers(exported("abc"))).find(f"{SVG}style")
    assert style is not None
    assert style.text is not None
    rule = re.search(r"(?:^|\s)text\{([^}]*)\}", style.text)
    assert rule is not None
    assert "direction:ltr" in rule[1]
    assert "unicode-bidi:bidi-override" in rule[1]


def test_formatting_characters_cannot_turn_a_row_round_again():
    assert rows_of(for_browsers(exported("a\u202eb\u2066c\u200fd\u2069"))) == ["abcd"]


def test_nothing_is_fetched_and_a_font_with_presentation_forms_comes_first():
    raw = exported("abc")
    assert "url(" in raw
    svg = for_browsers(raw)
    assert not re.search(r"url\(\s*[\"']?\s*(?:https?:|//)", svg)
    assert "@font-face" not in svg
    assert "@import" not in svg
    (families,) = re.findall(r"font-family: ([^;]*DejaVu[^;]*);", svg)
    assert families.startswith('"DejaVu Sans Mono",')


def test_letters_are_never_slanted_since_the_font_has_none_that_are():
    svg = for_browsers(exported("abc", style="italic bold"))
    assert "italic" in exported("abc", style="italic bold")
    assert "italic" not in svg
    assert "font-weight: bold" in svg


def test_marks_above_tall_letters_are_not_cut_off_by_their_row():
    svg = for_browsers(exported("abc", "def"))
    assert all("clip-path" not in text.attrib for text in texts(svg))
    assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(re.findall(r'id="([^"]*)"', svg))


def test_hostile_text_stays_text():
    hostile = "</text><script>alert(1)</script>&amp;<![CDATA[ ]]>"
    svg = for_browsers(exported(hostile, title=hostile), title=hostile)
    root = parsed(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert rows_of(svg) == [hostile]
    assert root.findtext(f"{SVG}title") == hostile
    assert [text.text for text in root.iter(f"{SVG}text")].count(hostile) == 2


def test_control_characters_become_pictures():
    svg = for_browsers(exported("a\x1b[31m\x00b\x9bc\ufffe"))
    (row,) = rows_of(svg)
    assert "␛" in row
    assert "␀" in row
    assert row.count("\ufffd") == 2


def test_a_title_in_arabic_is_left_to_the_browser():
    title = "قمة «أستانا»"
    svg = for_browsers(exported("abc", title=title))
    (found,) = [text for text in parsed(svg).iter(f"{SVG}text") if "textLength" not in text.attrib]
    assert found.text == title
    assert "unicode-bidi:plaintext" in found.attrib["style"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40), st.integers(8, 60))
def test_any_text_is_a_valid_picture_that_keeps_within_its_width(text, width):
    lines = analyse(text).lines(width)
    svg = drawn([line_segments(line, width, "none") for line in lines], width, text)
    for element in texts(svg):
        end = float(element.attrib["x"]) + float(element.attrib["textLength"])
        assert end <= max(width, 2) * CELL_WIDTH + 0.01


def test_a_line_is_set_from_the_side_it_begins_on_with_its_looks_in_place():
    text = "قال أردوغان إن M4 مفتوح"
    (line,) = analyse(text).lines(40)
    start = text.index("أردوغان")
    segments = line_segments(line, 40, "none", [(start, start + 7, "bold")])
    assert segments[0].text == " " * (40 - line.width)
    assert "".join(segment.text for segment in segments[1:]) == line.text
    (bold,) = [segment.text for segment in segments if segment.style and segment.style.bold]
    assert bold == one_line("أردوغان", 40).text


def test_a_picture_without_rows_is_one():
    assert texts(drawn([], 20, "")) == []


def test_the_looks_of_entities_are_those_of_the_screen():
    rules = dict(re.findall(r"^\.entity--(\w+) \{ ([^}]*)\}", STYLE_SHEET.read_text("utf-8"), re.M))
    assert set(rules) == {name.lower() for name in ENTITY_LOOKS}
    for name, look in ENTITY_LOOKS.items():
        *styles, color = look.split()
        declared = re.search(r"text-style: ([^;]*);", rules[name.lower()])
        on_screen = declared[1].split() if declared else []
        assert on_screen == styles
        assert getattr(DARK, name.lower()) == color


async def test_the_screen_comes_out_row_by_row_as_it_is_painted(drive, library):
    async with drive(library, size=(100, 30)) as on_screen:
        await on_screen.press("enter", "right_square_bracket")
        svg = for_browsers(App.export_screenshot(on_screen.app))
        painted = [row.rstrip() for row in on_screen.rows if row.strip()]
    assert [row.rstrip() for row in rows_of(svg)] == painted
    assert any("ﻟ" in row for row in painted)
