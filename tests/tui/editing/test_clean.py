"""What of typed and pasted text is kept."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.editing import clean

anything = st.text(st.characters(codec=None) | st.sampled_from("\n\r\t\u2028\u202e\x1b\ud800"))


@given(anything)
def test_no_control_gets_in_but_a_new_line(text):
    kept = clean.lines(text)
    assert not [c for c in kept if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    kept.encode()
    assert clean.lines(kept) == kept


@given(anything)
def test_one_line_is_one_line_without_marks_of_direction(text):
    kept = clean.one_line(text)
    assert not [c for c in kept if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not {*kept} & {
        *"\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    }
    assert clean.one_line(kept) == kept


def test_a_note_keeps_every_line_and_sign():
    text = "أولًا:\r\n\r\n  «نص» \u200fM4\u200f\rthird\u2028fourth"
    assert clean.lines(text) == "أولًا:\n\n  «نص» \u200fM4\u200f\nthird\nfourth"


def test_a_query_has_its_lines_joined_and_its_blanks_as_they_are():
    assert clean.one_line("وقف  إطلاق") == "وقف  إطلاق"
    assert clean.one_line("وقف\r\n  إطلاق\n\nالنار\n") == "وقف إطلاق النار"
    assert clean.one_line(" ") == " "
    assert clean.one_line("a\tb") == "a b"


def test_joiners_stay_and_the_one_key_for_lam_alef_gives_two_letters():
    assert clean.one_line("می‌خواهد") == "می‌خواهد"
    assert clean.lines("ﻻ") == "لا"
    assert clean.one_line("ﻹ") == "لإ"
