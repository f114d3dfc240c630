"""Joining against Unicode's own tables: ArabicShaping.txt and the decompositions of the forms.

The reference below reads nothing of ours: joining types come from ArabicShaping.txt, Transparent
is derived as its header says (Mn, Me and Cf that it does not list), and the printed forms come
from the compatibility decompositions of the two blocks of Arabic presentation forms.
"""

from __future__ import annotations

import itertools
import lzma
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from tui.bidi import shaping, ucd

DATA = Path(__file__).parents[2] / "data" / "unicode"

# The letters of the main exemplar sets of the Common Locale Data Repository (ar, fa, ur, ckb, ps),
# and those of their auxiliary sets that the press of these languages uses.
ALPHABETS = {
    "Arabic": "ءآأؤإئاٱبةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "Persian": "ءآأؤئابپةتثجچحخدذرزژسشصضطظعغفقکگلمنهویۀ",
    "Urdu": "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہۂۃھیےۓ",
    "Kurdish": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهھەوۆۊیێ",
    "Pashto": "ءآأؤئابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګگلمنڼهةۀویېۍي",
}
LETTERS = "".join(sorted(set("".join(ALPHABETS.values()))))


@cache
def listed_types() -> dict[str, str]:
    packed = (DATA / f"ArabicShaping-{ucd.UNICODE_VERSION}.txt.xz").read_bytes()
    records = (line.split(";") for line in lzma.decompress(packed).decode().splitlines())
    return {
        chr(int(record[0], 16)): record[2].strip()
        for record in records
        if len(record) == 4 and not record[0].startswith("#")
    }


@cache
def joining_type(character: str) -> str:
    listed = listed_types().get(character)
    if listed is not None:
        return listed
    return "T" if unicodedata.category(character) in {"Mn", "Me", "Cf"} else "U"


@cache
def presentation_forms() -> dict[tuple[str, str], str]:
    """Letters (one, or the two of a lam-alef) and name of a form, to the character of that form."""
    forms: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFDD0), *range(0xFE70, 0xFEFD)):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        source = "".join(chr(int(letter, 16)) for letter in letters)
        if kind and (len(source) == 1 or (source[:1] == "ل" and source[1:] in set("آأإا"))):
            forms.setdefault((source, kind.strip("<>")), chr(code))
    return forms


FORM_NAMES = {(0, 0): "isolated", (1, 0): "final", (0, 1): "initial", (1, 1): "medial"}


def printed(word: str) -> str:
    """What a word in one direction prints, marks in their place."""
    seen = [index for index, letter in enumerate(word) if joining_type(letter) != "T"]
    joined = {
        (first, second): joining_type(word[first]) in "DLC" and joining_type(word[second]) in "DRC"
        for first, second in itertools.pairwise(seen)
    }
    before = {second: joins for (_, second), joins in joined.items()}
    behind = {first: joins for (first, _), joins in joined.items()}
    glyphs = list(word)
    for index in seen:
        name = FORM_NAMES[before.get(index, False), behind.get(index, False)]
        glyphs[index] = presentation_forms().get((word[index], name), word[index])
    for first, second in itertools.pairwise(seen):
        name = "final" if before.get(first) else "isolated"
        ligature = presentation_forms().get((word[first] + word[second], name))
        if ligature:
            glyphs[first], glyphs[second] = ligature, ""
    return "".join(glyphs).replace("\u200d", "").replace("\u200c", "")


def ours(words: list[str]) -> list[str]:
    # One text for all of them: a blank joins nothing.
    text = " ".join(words)
    profiles = ucd.profiles(text)
    kinds = ucd.display_kinds(profiles)
    shaped = shaping.shape(text, profiles, b"\x01" * len(text), kinds, {})
    return shaped.glyphs.replace(shaping.NOTHING, "").split(" ")


def test_the_reference_knows_the_alphabets() -> None:
    assert {joining_type(letter) for letter in LETTERS} == {"D", "R", "U"}
    assert len(LETTERS) == 72
    assert printed("سلام") == "\ufeb3\ufefc\ufee1"


def test_every_pair_of_letters_of_arabic_script_joins_as_unicode_says() -> None:
    letters = [
        letter
        for letter in listed_types()
        if "\u0600" <= letter <= "\u08ff" and unicodedata.name(letter, "").startswith("ARABIC")
    ]
    letters = [letter for letter in letters if unicodedata.category(letter) == "Lo"]
    assert len(letters) == 269
    words = ["".join(pair) for pair in itertools.product(letters, repeat=2)]
    assert ours(words) == [printed(word) for word in words]


def test_every_triple_of_letters_of_five_languages_joins_as_unicode_says() -> None:
    # Which form a letter has follows from its two pairs, so the reference needs only those; the
    # next test holds that against whole words.
    joins = {
        first + second: joining_type(first) in "DLC" and joining_type(second) in "DRC"
        for first, second in itertools.product(LETTERS, repeat=2)
    }
    forms = {
        (letter, before, behind): presentation_forms().get((letter, name), letter)
        for letter in LETTERS
        for (before, behind), name in FORM_NAMES.items()
    }
    ligatures = {
        (letters, before): presentation_forms()[letters, "final" if before else "isolated"]
        for letters in ("لآ", "لأ", "لإ", "لا")
        for before in (False, True)
    }
    words, expected = [], []
    for first, second in itertools.product(LETTERS, repeat=2):
        early = joins[first + second]
        opening = forms[first, False, early]
        ligature = ligatures.get((first + second, False))
        for third in LETTERS:
            late = joins[second + third]
            words.append(first + second + third)
            if ligature:
                expected.append(ligature + forms[third, late, False])
            elif (second + third, early) in ligatures:
                expected.append(opening + ligatures[second + third, early])
            else:
                expected.append(opening + forms[second, early, late] + forms[third, late, False])
    found = ours(words)
    assert len(found) == len(LETTERS) ** 3
    if found != expected:
        pytest.fail(
            str([row for row in zip(words, found, expected, strict=True) if row[1] != row[2]][:20])
        )


@pytest.mark.parametrize("language", ALPHABETS)
def test_marks_and_joiners_between_letters_join_as_unicode_says(language: str) -> None:
    between = ["\u064e", "\u0651\u064e", "\u0670", "\u0640", "\u200d", "\u200c", "\u200f", "\u0300"]
    words = [
        first + middle + second
        for first, second in itertools.product(ALPHABETS[language], repeat=2)
        for middle in between
    ]
    assert ours(words) == [printed(word).replace("\u200f", "") for word in words]


def test_only_lam_alef_takes_two_letters_into_one_glyph() -> None:
    words = ["".join(pair) for pair in itertools.product(LETTERS, repeat=2)]
    merged = {word for word, glyphs in zip(words, ours(words), strict=True) if len(glyphs) < 2}
    assert merged == {"لآ", "لأ", "لإ", "لا"}
    # Four letters, for which many fonts have one glyph.
    assert len(ours(["الله"])[0]) == 4


def test_digits_and_punctuation_print_as_themselves() -> None:
    for text in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "،؛؟٪٫٬٭", "0123456789", "ـ"):
        assert ours([text]) == [text]
