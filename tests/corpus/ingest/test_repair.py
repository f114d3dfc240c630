from __future__ import annotations

import pytest
from arabic_reshaper import ArabicReshaper
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.ingest.decode import decode
from corpus.ingest.repair import unbake, unmisread

LINE = "سيّرت القوات (وفق البيان) دورية على طريق M4 في 12/03/2020 «كما أعلن» بنسبة 50% عند 10:30"
RESHAPER = ArabicReshaper({"delete_harakat": False})
WORDS = st.lists(
    # A number beside a Latin word is painted alike in both orders: nobody can tell them apart.
    st.sampled_from(
        ["سوريا", "لا", "لأن", "الأردن", "طريق M4 غربا", "عام 2020 إذ", "(إدلب)", "مُدَّة", "أ"]
    ),
    min_size=4,
    max_size=12,
)


def shaped(line: str) -> str:
    return RESHAPER.reshape(line)


def painted(line: str) -> str:
    return get_display(shaped(line))


@pytest.mark.parametrize("bake", [shaped, painted], ids=["logical", "visual"])
def test_shaped_letters_become_the_letters_they_were(bake):
    assert unbake(bake(LINE)).text == LINE
    assert unbake(bake(LINE)).lines == 1


@given(WORDS, st.sampled_from([shaped, painted]))
@settings(deadline=None)
def test_whatever_is_shaped_comes_back(words, bake):
    line = " ".join(["قالت", *words, "الوزارة"])
    assert unbake(bake(line)).text == line


def test_brackets_open_before_they_close_whether_the_program_mirrored_them_or_not():
    mirrored = painted(LINE).translate(str.maketrans("()«»", ")(»«"))
    assert unbake(mirrored).text == LINE


def test_the_order_of_a_short_line_is_that_of_the_text_around_it():
    lines = ["أ", "من أجل", LINE, LINE]
    assert unbake("\n".join(map(painted, lines[1:]))).text == "\n".join(lines[1:])


@pytest.mark.parametrize(
    "text",
    [LINE, "½ ① ﬁ", "﴿قل﴾ ﷺ ﷲ ﷼", "محمد ﷺ قال ﴿ ﴾", "شعار ﻻ", "", "ABC\n\n"],
)
def test_what_is_not_baked_is_left_alone(text: str):
    assert unbake(text).text == text
    assert unbake(text).lines == 0


@given(st.text())
@settings(deadline=None)
def test_lines_keep_their_number(text: str):
    assert unbake(text).text.count("\n") == text.count("\n")
    assert unmisread(text).text.count("\n") == text.count("\n")


def read_as(text: str, codec: str) -> str:
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("codec", ["cp1256", "cp1252", "latin-1"])
def test_utf_8_read_as_something_else_is_read_again(codec: str):
    repaired = unmisread(f"plain\n{read_as(LINE, codec)}\n{LINE}")
    assert repaired.text == f"plain\n{LINE}\n{LINE}"
    assert repaired.lines == 1


def test_what_does_not_encode_back_exactly_stays_as_it_is():
    damaged = read_as(LINE, "cp1256").replace("ظ", "?", 1)
    assert unmisread(damaged).text == damaged


@pytest.mark.parametrize("text", ["Ø§", "ظظظ طط", "عطظ ظغط", "Ù", "ططططط غغغغ ظظظظ"])
def test_words_of_the_same_letters_are_no_damage(text: str):
    assert unmisread(text).text == text


def test_every_repair_is_told():
    data = f"{painted(LINE)}\n{read_as(LINE, 'cp1256')}".encode()
    decoded = decode(data, "a.txt")
    assert decoded.text == f"{LINE}\n{LINE}"
    assert decoded.warnings == (
        "1 line of UTF-8 read in another charset made whole",
        "1 line of shaped Arabic letters made plain, 1 line turned around",
    )
