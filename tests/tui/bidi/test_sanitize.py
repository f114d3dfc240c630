"""Nothing of a text that could command a terminal reaches it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.bidi import layout
from tui.bidi.sanitize import visible

FORBIDDEN_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}
VISIBLE_FORMAT = set(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)


def commands(printed: str) -> list[str]:
    """The characters that print nothing but do something."""
    return [
        character
        for character in printed
        if unicodedata.category(character) in FORBIDDEN_CATEGORIES
        or (unicodedata.category(character) == "Cf" and character not in VISIBLE_FORMAT)
    ]


def test_no_character_at_all_reaches_the_terminal_as_a_command() -> None:
    suspects = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Mn", "Me"}
    text = "".join(
        character
        for character in map(chr, range(0x110000))
        if character < "\u3000" or unicodedata.category(character) in suspects
    )
    assert commands(visible(text)) == []
    paragraph = layout.analyse(text, 0)
    assert commands("".join(line.text for line in paragraph.lines(200))) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("\x1b]0;owned\x07", "␛]0;owned␇"),
        ("\x9b31m", "\ufffd31m"),
        ("a\x7fb\x00", "a␡b␀"),
        ("a\tb\nc\u2028d", "a b c d"),
        ("\u202eevil\u202c\u200f\ufeff", "evil"),
        ("\ud800", "\ufffd"),
        ("soft\u00adhyphen", "softhyphen"),
        ("إدلب", "إدلب"),
        ("[bold]", "[bold]"),
    ],
)
def test_a_message_is_one_printable_line(text: str, printed: str) -> None:
    assert visible(text) == printed


@given(st.text(max_size=40), st.integers(1, 20))
@settings(max_examples=300, deadline=None)
def test_no_text_commands_the_terminal_through_a_line(text: str, width: int) -> None:
    for line in layout.analyse(text).lines(width):
        assert commands(line.text) == []
        line.text.encode("utf-8")
    assert commands(layout.one_line(text, width).text) == []
