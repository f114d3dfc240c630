from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.ingest.plain import is_blank, plain_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  عنوان\xa0\xa0 المقال \n", "عنوان المقال"),
        ("عنوان\tعلى\r\nسطرين", "عنوان على سطرين"),
        ("\u202eعنوان\u202c\u200f", "عنوان"),
        ("\x1b[31mأحمر\x1b[0m", "أحمر"),
        ("\x9b1mغامق", "غامق"),
        ("a\x1b]0;b\x07", "a]0;b"),
        ("پاکستان\u200cی", "پاکستان\u200cی"),
        ("\u200c", ""),
        ("مُشدَّد", "مُشدَّد"),
    ],
)
def test_values_are_one_clean_line(text: str, line: str):
    assert plain_line(text) == line


@given(st.text(st.characters(codec=None)))
@settings(deadline=None)
def test_no_control_character_and_no_bidi_control_stays(text: str):
    line = plain_line(text)
    assert not any(
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in line
    )
    assert not set(line) & set(
        "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )
    assert "  " not in line
    assert plain_line(line) == line


@pytest.mark.parametrize("text", ["", " \n\t", "\xa0", "\u200b \u200f\ufeff", "\u2028"])
def test_what_paints_nothing_is_blank(text: str):
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", " \u200b ا", "\x1b"])
def test_what_paints_something_is_not_blank(text: str):
    assert not is_blank(text)
