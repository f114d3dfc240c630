"""Bidi controls made visible, so that a text cannot pass for another one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.bidi import layout, levels, sanitize

CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

# The ways of "Trojan Source" (CVE-2021-42574) to show a text that is not there.
STRETCHED_STRING = 'access_level != "user\u202e \u2066// Check if admin\u2069 \u2066" {'
COMMENTED_OUT = "/*\u202e } \u2066if (isAdmin)\u2069 \u2066 begin admins only */"
EARLY_RETURN = "''' Subtract funds \u2067''' ;return"
HEADLINE = "أنقرة \u202eتنفي\u202c الانسحاب"


def shown(text: str, base: int | None = None) -> str:
    return layout.analyse(text, base, show_controls=True).line(0, len(text)).text


def hidden(text: str, base: int | None = None) -> str:
    return layout.analyse(text, base).line(0, len(text)).text


def test_every_control_has_the_abbreviation_unicode_gives_it() -> None:
    assert set(sanitize.BIDI_CONTROLS) == set(CONTROLS)
    assert [sanitize.BIDI_CONTROLS[character] for character in CONTROLS] == (
        ["ALM", "LRM", "RLM", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"]
    )


@pytest.mark.parametrize(
    ("text", "disguised", "unmasked"),
    [
        (
            STRETCHED_STRING,
            'access_level != "user" { // Check if admin ',
            'access_level != "user‹RLO›" {‹LRI› ‹PDI›// Check if admin‹LRI› ',
        ),
        (
            EARLY_RETURN,
            "''' Subtract funds return; '''",
            "''' Subtract funds ‹RLI›return; '''",
        ),
        (HEADLINE, "ﺏﺎﺤﺴﻧﻻﺍ ﻲﻔﻨﺗ ﺓﺮﻘﻧﺃ", "ﺏﺎﺤﺴﻧﻻﺍ ‹PDF›ﻲﻔﻨﺗ‹RLO› ﺓﺮﻘﻧﺃ"),
    ],
)
def test_a_disguise_is_seen_with_the_controls_that_make_it(
    text: str, disguised: str, unmasked: str
) -> None:
    assert hidden(text) == disguised
    assert shown(text) == unmasked


@pytest.mark.parametrize("text", [STRETCHED_STRING, COMMENTED_OUT, EARLY_RETURN, HEADLINE])
def test_a_disguise_is_counted(text: str) -> None:
    counted = sanitize.control_counts(text)
    assert counted == {
        sanitize.BIDI_CONTROLS[character]: text.count(character)
        for character in CONTROLS
        if character in text
    }


def test_the_default_hides_controls() -> None:
    assert "‹" not in hidden(HEADLINE)
    assert layout.one_line(HEADLINE, 40).text == "ﺏﺎﺤﺴﻧﻻﺍ ﻲﻔﻨﺗ ﺓﺮﻘﻧﺃ"
    assert "‹RLO›" in layout.one_line(HEADLINE, 40, show_controls=True).text


def test_a_label_stands_for_its_control_and_nothing_else() -> None:
    line = layout.analyse("ab\u202eاب\u202c", 0, show_controls=True).line(0, 6)
    assert [(cell.glyphs, cell.start, cell.end) for cell in line.cells] == [
        ("a", 0, 1), ("b", 1, 2), ("‹RLO›", 2, 3), ("\ufe8f", 4, 5), ("\ufe8d", 3, 4),
        ("‹PDF›", 5, 6),
    ]  # fmt: skip
    assert line.columns(2, 3) == ((2, 5),)
    assert [line.offset_at(column) for column in range(2, 7)] == [2] * 5


def test_letters_keep_their_forms_on_both_sides_of_a_label() -> None:
    assert shown("ب\u200fب", 1) == "\ufe90‹RLM›\ufe91"
    assert shown("ل\u200fا", 1) == "\ufe8e‹RLM›\ufedf"


def test_a_mark_behind_a_label_has_a_circle_of_its_own() -> None:
    line = layout.analyse("ب\u200f\u064e", 1, show_controls=True).line(0, 3)
    assert [cell.glyphs for cell in line.cells] == ["◌\u064e", "‹RLM›", "\ufe8f"]


TEXT = st.text(alphabet="اب لdeX12٣ .,()[]\u064b\t" + CONTROLS, max_size=30)


@given(TEXT, st.sampled_from([None, 0, 1]))
@settings(max_examples=300, deadline=None)
def test_labels_change_neither_levels_nor_the_order_of_anything_else(
    text: str, base: int | None
) -> None:
    plain = layout.analyse(text, base)
    labelled = layout.analyse(text, base, show_controls=True)
    assert labelled.levels == plain.levels == levels.text_levels(text, plain.base)
    # Where a blank is the last to be painted, a label behind it keeps it from hanging.
    text_end = len(text.rstrip(" \t" + CONTROLS))
    order = [
        text[cell.start]
        for cell in labelled.line(0, len(text)).cells
        if text[cell.start] not in CONTROLS + "\u064bل" and cell.start < text_end
    ]
    expected = [
        letters[0]
        for cell in plain.line(0, len(text)).cells
        if (letters := text[cell.start : cell.end].translate(dict.fromkeys(map(ord, CONTROLS))))
        if letters[0] not in "\u064bل"
    ]
    if "ل" not in text:  # a label parts lam from alef
        assert order == expected


@given(TEXT, st.integers(1, 30))
@settings(max_examples=300, deadline=None)
def test_every_control_is_seen_once_at_every_width(text: str, width: int) -> None:
    lines = layout.analyse(text, show_controls=True).lines(width)
    found = {
        cell.start: cell.glyphs
        for line in lines
        for cell in line.cells
        if text[cell.start] in CONTROLS
    }
    assert found == {
        position: f"‹{sanitize.BIDI_CONTROLS[character]}›"
        for position, character in enumerate(text)
        if character in CONTROLS
    }
    assert all(line.width == cell_len(line.text) for line in lines)
    assert not set("".join(line.text for line in lines)) & set(CONTROLS)


@given(TEXT, st.integers(0, 30))
@settings(max_examples=200, deadline=None)
def test_a_headline_with_labels_always_fits(text: str, width: int) -> None:
    line = layout.one_line(text, width, show_controls=True)
    assert line.width == cell_len(line.text) <= width
    assert not set(line.text) & set(CONTROLS)


# -- counts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", {}),
        ("إدلب\n\tSochi 🇸🇾 سُورِيَّة\r\n", {}),
        ("\x1b[31m\x07\x7f\x9b\x85", {"C0": 2, "C1": 2, "DEL": 1}),
        ("\u202e\u202e\u2066", {"RLO": 2, "LRI": 1}),
        ("a\u200bb\u200cc\u200dd\u2060e\ufefff\u00ad", dict.fromkeys(["ZWSP", "ZWNJ", "ZWJ", "WJ", "BOM", "SHY"], 1)),
        ("\u2028\u2029\ud800\uffff\ufdd0\U0001ffff", {"NONCHARACTER": 3, "LS": 1, "PS": 1, "SURROGATE": 1}),
        ("".join(chr(0xE0000 + ord(letter)) for letter in "hidden"), {"TAG": 6}),
    ],
)  # fmt: skip
def test_unseen_characters_are_counted_by_name(text: str, counts: dict[str, int]) -> None:
    assert sanitize.control_counts(text) == counts


def test_counts_come_with_the_most_frequent_first() -> None:
    assert list(sanitize.control_counts("\u2066" + "\u200f" * 3 + "\x00" * 2)) == [
        "RLM",
        "C0",
        "LRI",
    ]


def test_every_name_that_is_counted_is_in_the_documentation() -> None:
    everything = "".join(map(chr, range(0x110000)))
    names = set(sanitize.control_counts(everything))
    assert names <= set((sanitize.control_counts.__doc__ or "").split())
    assert set(sanitize.BIDI_CONTROLS.values()) < names
