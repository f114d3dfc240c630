"""Levels and order beyond Unicode's files: readable cases and hostile text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.bidi import levels, ucd


def display(text: str, base: int) -> str:
    """Reorder one line without shaping or mirroring."""
    classes = ucd.bidi_classes(ucd.profiles(text))
    found = levels.line_levels(levels.text_levels(text, base), classes, base)
    return "".join(text[index] for index in levels.visual_order(found))


def cap_rtl(text: str, base: int) -> str:
    """Reorder with capitals standing for Hebrew letters, so that the result can be read."""
    to_hebrew = {ord("A") + index: 0x05D0 + index for index in range(26)}
    back = {code: capital for capital, code in to_hebrew.items()}
    return display(text.translate(to_hebrew), base).translate(back)


@pytest.mark.parametrize(
    ("logical", "base", "visual"),
    [
        ("the word TALK here", 0, "the word KLAT here"),
        ("he said MEETING IS OFF today", 0, "he said FFO SI GNITEEM today"),
        ("HE SAID talks failed NOW", 1, "WON talks failed DIAS EH"),
        ("AGREED 17 MAY 2018 THERE", 1, "EREHT 2018 YAM 17 DEERGA"),
        ("ROAD (m4) OPEN", 1, "NEPO )m4( DAOR"),
        ("see ROAD (m4) now", 0, "see DAOR (m4) now"),
        ("PRICE 3.5% UP", 1, "PU 3.5% ECIRP"),
        ("a NUMBER -5 b", 0, "a 5- REBMUN b"),
        ("TAB\tone TWO", 1, "OWT one\tBAT"),
        ("DONE!", 0, "ENOD!"),
        ("DONE!", 1, "!ENOD"),
        ("", 1, ""),
    ],
)
def test_a_line_reads_as_expected(logical: str, base: int, visual: str) -> None:
    assert cap_rtl(logical, base) == visual


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("", 0),
        ("2018 — 17/9", 0),
        ("  «أستانا»", 1),
        ("idlib إدلب", 0),
        ("\u2066idlib\u2069 إدلب", 1),
        ("\u2066idlib إدلب", 0),
        ("\u200fidlib", 1),
        ("\u061cidlib", 1),
        ("\ud800 إدلب", 1),
        ("." * 1000 + "إدلب", 1),
        ("\u2066" + "a" * 1000 + "\u2069إدلب", 1),
        ("1\u2029إدلب", 0),
    ],
)
def test_the_first_strong_character_outside_isolates_gives_the_direction(
    text: str, base: int
) -> None:
    assert levels.base_level(text) == base


def test_the_pairs_found_before_too_many_open_brackets_stay_pairs() -> None:
    # In a right-to-left paragraph a pair around Latin after Latin goes left-to-right.
    text = "a(b) " + "(" * (levels.MAX_OPEN_BRACKETS + 1) + " א"
    assert levels.text_levels(text, 1)[:4] == b"\x02\x02\x02\x02"


def test_what_follows_a_paragraph_separator_starts_anew() -> None:
    assert levels.text_levels("\u202eab\u2029ab", 0) == b"\x00\x01\x01\x00\x00\x00"


def test_a_stack_of_marks_has_the_level_of_what_carries_it() -> None:
    marks = "\u064b" * 50
    assert levels.text_levels(f"a{marks}ب{marks}", 0) == b"\0" * 51 + b"\1" * 51


@given(st.text(alphabet="aא1٠ ()\u064b\u202a\u202b\u202e\u202c\u2066\u2067\u2068\u2069\u200b\n"))
@settings(max_examples=300, deadline=None)
def test_any_controls_give_one_level_each_and_a_permutation(text: str) -> None:
    for base in (0, 1):
        found = levels.text_levels(text, base)
        assert len(found) == len(text)
        assert all(base <= level <= levels.MAX_DEPTH + 1 for level in found)
        assert sorted(levels.visual_order(found)) == list(range(len(text)))


@pytest.mark.parametrize(
    "unit",
    [
        "(", ")", "()", "(א)", "([", "a(א[b", ")( ", "(" * 60 + "א" + ")" * 60,
        "\u2067", "\u2066\u2069", "\u2068", "\u2068א\u2069", "\u2069",
        "\u202b", "\u202e", "\u202bא\u202c", "\u202eab\u202c1", "\u2029\u202b",
        "\u064b", "א\u064b", " ", "\t", "\0", "א\u200b", "$", "$1", "1,", "1+", "א1a ",
    ],
)  # fmt: skip
def test_hostile_text_of_any_length_is_resolved(unit: str) -> None:
    # How its cost grows is measured in ``benchmarks/bidi_engine.py``.
    text = unit * (30_000 // len(unit))
    found = levels.text_levels(text, 1)
    assert len(found) == len(text)
    assert len(levels.visual_order(found)) == len(text)
