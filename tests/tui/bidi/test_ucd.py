"""The generated tables against Python's own database, rich's widths and arabic-reshaper's letters."""

from __future__ import annotations

import runpy
import unicodedata
from pathlib import Path

import pytest
from arabic_reshaper.letters import LETTERS_ARABIC
from rich.cells import get_character_cell_size

from tui.bidi import ucd, ucd_data

BIDI_CLASSES = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "ES": "+", "ET": "$", "AN": "N", "CS": ",",
    "NSM": "M", "BN": "b", "B": "B", "S": "S", "WS": "W", "ON": "O", "LRE": "1", "LRO": "2",
    "RLE": "3", "RLO": "4", "PDF": "5", "LRI": "6", "RLI": "7", "FSI": "8", "PDI": "9",
}  # fmt: skip


def assigned() -> list[str]:
    return [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) != "Cn"]


def test_the_tables_are_what_their_generator_writes() -> None:
    generator = runpy.run_path(str(Path(__file__).with_name("generate_ucd.py")))
    assert Path(ucd_data.__file__).read_text("utf-8") == generator["module_text"]()
    assert generator["VERSION"] == ucd.UNICODE_VERSION


@pytest.mark.skipif(
    unicodedata.unidata_version > ucd.UNICODE_VERSION, reason="this Python knows a later Unicode"
)
def test_bidi_classes_are_those_of_pythons_database() -> None:
    characters = assigned()
    classes = ucd.bidi_classes(ucd.profiles("".join(characters))).decode()
    different = [
        character
        for character, code in zip(characters, classes, strict=True)
        if BIDI_CLASSES[unicodedata.bidirectional(character)] != code
    ]
    assert different == []


def test_unassigned_code_points_of_right_to_left_blocks_are_right_to_left() -> None:
    text = "\u05ff\u0378\U0001ecff\U00010d3f\u20cf\u074b"
    assert ucd.bidi_classes(ucd.profiles(text)) == b"RLRA$A"


def test_widths_are_those_textual_counts_for_everything_that_is_printed() -> None:
    characters = assigned()
    profiles = ucd.profiles("".join(characters))
    kinds = ucd.display_kinds(profiles).decode()
    different = [
        character
        for character, kind, width in zip(characters, kinds, ucd.widths(profiles), strict=True)
        if kind not in "xznct" and width != get_character_cell_size(character)
    ]
    assert different == []


def test_widths_are_those_wcwidth_counts_but_for_what_textual_counts_otherwise() -> None:
    wcwidth = pytest.importorskip("wcwidth", reason="wcwidth, a second opinion, is not installed")
    blocks = (
        range(0x20, 0x0800),
        range(0x0870, 0x0900),
        range(0x2000, 0x2070),
        range(0xFB50, 0xFF00),
    )
    characters = [
        chr(code) for block in blocks for code in block if unicodedata.category(chr(code)) != "Cn"
    ]
    profiles = ucd.profiles("".join(characters))
    kinds = ucd.display_kinds(profiles).decode()
    different = {
        character
        for character, kind, width in zip(characters, kinds, ucd.widths(profiles), strict=True)
        if kind not in "xznct" and width != wcwidth.wcwidth(character)
    }
    assert different == set()


def test_the_ornate_parentheses_are_not_mirrored_but_guillemets_are() -> None:
    glyphs = ucd.mirrored_glyphs()
    assert 0xFD3E not in glyphs and 0xFD3F not in glyphs
    assert glyphs[ord("«")] == ord("»")


def test_canonically_equivalent_brackets_pair_with_each_other() -> None:
    codes = ucd.bracket_codes()
    assert codes[0x2329] == codes[0x3008] and codes[0x232A] == codes[0x3009]
    assert codes[ord("]")] == codes[ord("[")] + 1
    assert len(set(codes.values())) == len(codes) - 2


def test_harakat_and_format_characters_are_transparent_to_joining() -> None:
    joining = ucd.joining_types(ucd.profiles("\u064b\u0670\u200e\u00ad\u200d\u200c\u0640بادء"))
    assert joining == b"TTTTCUCDRRU"


def test_every_letter_the_reshaper_can_shape_is_known_to_join() -> None:
    joining_letters = {
        letter for letter, forms in LETTERS_ARABIC.items() if forms[3] and letter != "\u200d"
    }
    found = ucd.joining_types(ucd.profiles("".join(sorted(joining_letters))))
    assert set(found) <= set(b"DRC")
