"""Joining, ligatures and clusters: arabic-reshaper as the oracle where it is right, else the standard."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from arabic_reshaper import ArabicReshaper
from arabic_reshaper.letters import LETTERS_ARABIC
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.bidi import layout, shaping

RESHAPER = ArabicReshaper(
    {
        "delete_harakat": False,
        "ARABIC LIGATURE ALLAH": False,
        "ARABIC LIGATURE JALLAJALALOUHOU": False,
    }
)
ARABIC = "".join(chr(code) for code in range(0x0621, 0x064B) if chr(code) in LETTERS_ARABIC)
MORE = "ٱپچژکگی"


def shaped(text: str) -> str:
    """The glyphs of a right-to-left text in logical order."""
    cells = layout.analyse(text, 1).line(0, len(text)).cells
    return "".join(cell.glyphs for cell in reversed(cells))


def clusters(text: str) -> list[tuple[str, str]]:
    """Source and glyphs of each cluster of a right-to-left text in logical order."""
    cells = layout.analyse(text, 1).line(0, len(text)).cells
    return [(text[cell.start : cell.end], cell.glyphs) for cell in reversed(cells)]


def test_every_pair_of_letters_joins_as_the_reshaper_joins_it() -> None:
    pairs = ["".join(pair) for pair in itertools.product(ARABIC + MORE, repeat=2)]
    # One text for all of them: a blank joins nothing.
    assert shaped(" ".join(pairs)).split(" ") == [RESHAPER.reshape(pair) for pair in pairs]


def test_letters_join_on_both_sides_as_the_reshaper_joins_them() -> None:
    letters = "اأبتسلمهوىئء"
    triples = ["".join(triple) for triple in itertools.product(letters, repeat=3)]
    assert shaped(" ".join(triples)).split(" ") == [RESHAPER.reshape(word) for word in triples]


@pytest.mark.parametrize(
    ("text", "glyphs"),
    [
        ("محمد", "\ufee3\ufea4\ufee4\ufeaa"),
        ("م\u064fح\u064eم\u0651\u064eد", "\ufee3\u064f\ufea4\u064e\ufee4\u0651\u064e\ufeaa"),
        ("سلام", "\ufeb3\ufefc\ufee1"),
        ("لا", "\ufefb"),
        ("الآن", "\ufe8d\ufef5\ufee5"),
        ("للأمم", "\ufedf\ufef8\ufee3\ufee2"),
        ("بـب", "\ufe91\u0640\ufe90"),
        # A non-joiner separates, a joiner joins, and neither is printed.
        ("می\u200cخواهد", "\ufee3\ufbfd\ufea7\ufeee\ufe8d\ufeeb\ufeaa"),
        ("ه\u200d لا", "\ufeeb \ufefb"),
        ("ل\u200dا", "\ufedf\ufe8e"),
        ("ل\u200cا", "\ufedd\ufe8d"),
        # Letters without presentation forms stay as they are, and their neighbours join them.
        ("بڕب", "\ufe91ڕ\ufe8f"),
        ("بټب", "\ufe91ټ\ufe90"),
        ("عێراق", "\ufecbێ\ufeae\ufe8d\ufed5"),
        # Marks of direction and soft hyphens do not part letters.
        ("ب\u200fب", "\ufe91\ufe90"),
        ("ب\u00adب", "\ufe91\ufe90"),
        ("ب\u0300ب", "\ufe91\u0300\ufe90"),
    ],
)
def test_a_word_takes_the_forms_of_its_letters(text: str, glyphs: str) -> None:
    assert shaped(text) == glyphs


def test_lam_alef_with_marks_is_one_cluster_of_both_letters() -> None:
    assert clusters("بلاَ") == [("ب", "\ufe91"), ("لاَ", "\ufefc\u064e")]
    assert clusters("لَا") == [("لَا", "\ufefb\u064e")]


def test_an_override_to_the_right_turns_the_forms_round_with_the_letters() -> None:
    line = layout.analyse("\u202dسمع\u202c", 0).line(0, 5)
    assert line.text == "\ufeb2\ufee4\ufecb"


def test_letters_do_not_join_across_an_embedding() -> None:
    line = layout.analyse("ب\u202bب\u202cب", 1).line(0, 5)
    assert line.text == "\ufe8f" * 3


def test_a_lam_and_an_alef_laid_from_left_to_right_form_no_ligature() -> None:
    assert layout.analyse("\u202dلا\u202c", 0).line(0, 4).text == "\ufedd\ufe8d"


def test_a_word_ligature_is_printed_as_words_in_one_cluster() -> None:
    line = layout.analyse("النبي ﷺ", 1).line(0, 7)
    first = line.cells[0]
    assert (first.start, first.end) == (6, 7)
    assert first.width == len(first.glyphs) == cell_len(first.glyphs) == 18
    words = unicodedata.normalize("NFKC", first.glyphs[::-1])
    assert words == "صلى الله عليه وسلم"


@pytest.mark.parametrize(
    ("ligature", "words"),
    [
        ("\ufdfd", "بسم الله الرحمن الرحيم"),
        ("\ufd40", "رحمه الله"),
        ("\ufdff", "عز وجل"),
        ("\ufdfb", "جل جلاله"),
        ("\ufdfc", "ریال"),
        ("\ufdf2", "الله"),
    ],
)
def test_a_word_ligature_says_its_words(ligature: str, words: str) -> None:
    assert unicodedata.normalize("NFKC", shaped(ligature)[::-1]) == words


def test_no_word_ligature_is_left_to_the_terminal() -> None:
    for code in (*range(0xFD40, 0xFD50), 0xFDCF, *range(0xFDF0, 0xFE00)):
        assert len(shaped(chr(code))) > 2
        assert all(letter > "\u0600" for letter in shaped(chr(code)).replace(" ", ""))
        assert chr(code) not in shaped(chr(code))


def test_a_mark_without_a_letter_stands_on_a_dotted_circle() -> None:
    assert clusters("\u064eب") == [("\u064e", "◌\u064e"), ("ب", "\ufe8f")]
    assert clusters("\t\u064e")[-1] == ("\u064e", "◌\u064e")


def test_a_thousand_marks_on_one_letter_are_not_all_printed() -> None:
    (cluster,) = clusters("ب" + "\u064e" * 1000)
    assert len(cluster[0]) == 1001
    assert len(cluster[1]) == 1 + shaping.MOST_MARKS


def test_invisible_characters_do_not_shorten_a_word_ligature() -> None:
    ((source, glyphs),) = clusters("\u200b" * 20 + "ﷺ" + "\u200b" * 20)
    assert (len(source), len(glyphs)) == (41, 18)


def test_a_flag_stays_whole() -> None:
    cells = layout.analyse("قمة 🇸🇾🇹🇷").line(0, 8).cells
    assert [(cell.glyphs, cell.width) for cell in cells[:2]] == [("🇸🇾", 2), ("🇹🇷", 2)]


def test_invisible_characters_at_the_start_belong_to_the_first_letter() -> None:
    assert clusters("\u200e\u200bب") == [("\u200e\u200bب", "\ufe8f")]
    assert clusters("\u200e\u200b") == [("\u200e\u200b", "")]


LETTERS = st.text(alphabet=ARABIC + "ڕټ" + " .،«»()1٠aZ" + "\u064b\u0651\u0670", max_size=30)


@given(LETTERS)
@settings(max_examples=300, deadline=None)
def test_the_printed_letters_are_those_of_the_text(text: str) -> None:
    for source, glyphs in clusters(text):
        printed = unicodedata.normalize("NFKC", glyphs.replace("◌", ""))
        without_mirroring = printed.translate(str.maketrans("«»()", "»«)("))
        letters = sorted(unicodedata.normalize("NFKC", source))
        assert letters in (sorted(printed), sorted(without_mirroring))


@given(LETTERS)
@settings(max_examples=200, deadline=None)
def test_the_width_of_a_line_is_what_textual_counts(text: str) -> None:
    paragraph = layout.analyse(text)
    line = paragraph.line(0, len(text))
    assert line.width == cell_len(line.text) == sum(cell.width for cell in line.cells)
