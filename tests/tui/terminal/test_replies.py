"""Parting what a terminal answers from what somebody types."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.replies import LONGEST_VALUE, ReplyReader, readable

ANSWERS = b"\x1b[>1;4000;41c\x1bP>|kitty(0.41.1)\x1b\\\x1b[8;0$y\x1b[?62;c"


def heard(*pieces: bytes):
    reader = ReplyReader()
    for piece in pieces:
        reader.feed(piece)
    return reader.replies(asked=1)


def test_answers_are_read_and_keys_between_them_are_kept():
    found = heard(
        b"j\x1b[>41;379;0ck\x1bP>|XTerm(379)\x1b\\\x1b[A\x1bP!|00000000\x1b\\\x1b[?64;1cq"
    )
    assert (found.da2, found.xtversion, found.da3, found.da1) == (
        "41;379;0",
        "XTerm(379)",
        "00000000",
        "64;1",
    )
    assert found.typed == b"jk\x1b[Aq"
    assert found.owed == 0


@given(st.lists(st.integers(1, len(ANSWERS) - 1), max_size=8))
def test_answers_in_any_pieces_say_the_same(cuts):
    places = [0, *sorted(set(cuts)), len(ANSWERS)]
    pieces = [ANSWERS[start:end] for start, end in pairwise(places)]
    assert heard(*pieces) == heard(ANSWERS)
    assert heard(ANSWERS).typed == b""


@given(st.text(alphabet=st.characters(blacklist_characters="\x1b", blacklist_categories=["Cs"])))
def test_typed_text_comes_through_whole(text):
    typed = text.encode()
    assert heard(typed[: len(typed) // 2], typed[len(typed) // 2 :]).typed == typed


@pytest.mark.parametrize(
    "key",
    [
        b"\x1bOA",
        b"\x1b[1;5A",
        b"\x1b[<0;10;10M",
        b"\x1b[I",
        b"\x1b[200~a\x1b[201~",
        b"\x1bP",
        b"\x1b[1;1R",
        b"\x1b[?2026;2$y",
        b"\x1b[8~",
        "\x1bم".encode(),
    ],
)
def test_keys_and_answers_meant_for_others_are_no_replies(key):
    reader = ReplyReader()
    reader.feed(key)
    reader.feed(b"x")
    assert reader.replies().typed == key + b"x"


def test_the_beginning_of_a_reply_is_no_key_until_nothing_follows():
    reader = ReplyReader()
    reader.feed(b"\x1b[?6")
    assert reader.waiting
    assert reader.typed() == b""
    assert reader.replies(asked=1).unfinished == b"\x1b[?6"
    reader.feed(b"2;c")
    assert not reader.waiting
    assert reader.fences == 1
    reader.feed(b"\x1b")
    reader.give_up()
    assert reader.typed() == b"\x1b"


def test_an_unfinished_reply_is_gone_on_with_by_another_reader():
    reader = ReplyReader(b"\x1bP>|kit")
    reader.feed(b"ty(0.41.1)\x1b\\\x1b[?62;cj")
    found = reader.replies(asked=1)
    assert found.xtversion == "kitty(0.41.1)"
    assert found.typed == b"j"


@pytest.mark.parametrize("size", [10_000, 200_000])
def test_an_answer_without_end_is_neither_kept_nor_typed(size):
    pieces = [b"\x1bP>|", *[b"A" * 1000] * (size // 1000), b"\x1b", b"\\\x1b[?1;2cj"]
    begun = time.perf_counter()
    found = heard(*pieces)
    assert time.perf_counter() - begun < 2
    assert found.typed == b"j"
    assert found.da1 == "1;2"
    assert len(found.xtversion or "") <= LONGEST_VALUE


@given(st.binary(max_size=400))
def test_whatever_comes_nothing_fails_and_what_is_shown_is_plain(data):
    reader = ReplyReader()
    reader.feed(data)
    reader.give_up()
    found = reader.replies(asked=1)
    assert readable(found.received).isascii()
    assert readable(found.received).isprintable() or not data


def test_what_an_answer_says_cannot_act_on_a_terminal():
    found = heard("\x1bP>|\u202ekitty\u009b31m\u200f(1)\x1b\\\x1b[?62c".encode())
    assert found.xtversion is not None
    assert found.xtversion.isprintable()
    assert "kitty" in found.xtversion


def test_the_terminals_name_is_read_from_hexadecimal():
    assert heard(b"\x1bP1+r544e=6D6C7465726D\x1b\\\x1b[?63c").termname == "mlterm"
    assert heard(b"\x1bP0+r544e\x1b\\\x1bP1+r544E=zz\x1b\\\x1b[?63c").termname is None


@pytest.mark.parametrize(
    ("answer", "ground"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "#ffffff"),
        (b"\x1b]11;rgb:fdfd/f6f6/e3e3\x07", "#fdf6e3"),
        (b"\x1b]11;rgb:f/0/8\x07", "#ff0088"),
        (b"\x1b]11;rgba:0000/2b2b/3636/ffff\x07", "#002b36"),
        (b"\x1b]11;?\x07", None),
        (b"\x1b]11;red\x1b\\", None),
    ],
)
def test_the_background_is_read_and_nothing_of_it_taken_for_keys(answer, ground):
    data = b"a" + answer + b"b\x1b[?6c"
    for parts in ([data], [data[i : i + 1] for i in range(len(data))]):
        reader = ReplyReader()
        for part in parts:
            reader.feed(part)
        replies = reader.replies(asked=1)
        assert replies.ground == ground
        assert replies.typed == b"ab"
        assert replies.owed == 0


def test_a_bracket_typed_with_alt_is_a_key_after_all():
    reader = ReplyReader()
    reader.feed(b"\x1b]")
    assert reader.waiting
    reader.give_up()
    assert reader.typed() == b"\x1b]"
    reader.feed(b"\x1b]2")
    assert reader.typed() == b"\x1b]2"
