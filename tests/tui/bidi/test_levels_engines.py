"""Levels and order against other engines, each where it follows the standard.

python-bidi is a dependency and always asked; libfribidi and ICU are asked where the system has
them. Where an engine is known to differ, ``DISAGREEMENTS.md`` says who is right and by which rule.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import random
import re
from functools import cache

import bidi
import pytest

from tui.bidi import levels, ucd

SEED, TEXTS, LONGEST = 9, 2000, 40

PLAIN = "ابتلabc אב 123٠١۳ +-,./: $% ()[]{}«»<>!\t\u00a0"
MARKS = "ابa א1٣ ,.+$\u064b\u0651\u0300"
EMBEDDINGS = "ابaא1٣ ,.\u202a\u202b\u202d\u202e\u202c\u202c\u200f\u200e"
ISOLATES = "ابaא1٣ ,.\u2066\u2067\u2068\u2069\u2069\u2069"
REMOVED = re.compile("[\u202a-\u202e\u200b\u00ad]")


def texts(alphabet: str, count: int = TEXTS) -> list[tuple[str, int]]:
    """Random texts with a base direction each."""
    source = random.Random(SEED)
    return [
        ("".join(source.choices(alphabet, k=source.randint(1, LONGEST))), source.randint(0, 1))
        for _ in range(count)
    ]


def ordered(text: str, base: int) -> str:
    """One line in visual order, unshaped and unmirrored, without what rule X9 removes."""
    classes = ucd.bidi_classes(ucd.profiles(text))
    found = levels.line_levels(levels.text_levels(text, base), classes, base)
    return REMOVED.sub("", "".join(text[index] for index in levels.visual_order(found)))


def kept_levels(found: bytes, text: str) -> list[int]:
    """Levels after L1 of what rule X9 keeps."""
    return [
        level for level, character in zip(found, text, strict=True) if not REMOVED.match(character)
    ]


def our_levels(text: str, base: int) -> bytes:
    classes = ucd.bidi_classes(ucd.profiles(text))
    return levels.line_levels(levels.text_levels(text, base), classes, base)


# -- python-bidi --------------------------------------------------------------------------------


@pytest.mark.parametrize("alphabet", [PLAIN, MARKS, PLAIN + MARKS, EMBEDDINGS + "()[]", ISOLATES])
def test_text_is_ordered_as_python_bidi_orders_it(alphabet: str) -> None:
    compared = 0
    for text, base in texts(alphabet):
        # Without an odd level python-bidi reorders nothing, which trailing controls would need.
        if not any(level & 1 for level in levels.text_levels(text, base)):
            continue
        compared += 1
        expected = bidi.get_display(text, base_dir="LR"[base])
        assert ordered(text, base) == REMOVED.sub("", expected), ascii(text)
    assert compared > TEXTS // 2


# -- fribidi ------------------------------------------------------------------------------------


@cache
def fribidi() -> ctypes.CDLL:
    name = ctypes.util.find_library("fribidi")
    if name is None:
        pytest.skip("libfribidi is not installed")
    return ctypes.CDLL(name)


def fribidi_levels(text: str, base: int) -> bytes:
    library, length = fribidi(), len(text)
    codes = (ctypes.c_uint32 * length)(*map(ord, text))
    classes = (ctypes.c_uint32 * length)()
    brackets = (ctypes.c_uint32 * length)()
    found = (ctypes.c_int8 * length)()
    library.fribidi_get_bidi_types(codes, length, classes)
    library.fribidi_get_bracket_types(codes, length, classes, brackets)
    direction = ctypes.c_uint32(0x11 if base else 0x110)  # FRIBIDI_PAR_RTL, FRIBIDI_PAR_LTR
    made = library.fribidi_get_par_embedding_levels_ex(
        classes, brackets, length, ctypes.byref(direction), found
    )
    assert made
    return bytes(found)


@pytest.mark.parametrize("alphabet", [PLAIN, MARKS, EMBEDDINGS])
def test_levels_are_those_of_fribidi(alphabet: str) -> None:
    for text, base in texts(alphabet):
        ours = kept_levels(our_levels(text, base), text)
        assert ours == kept_levels(fribidi_levels(text, base), text), ascii(text)


# -- ICU ----------------------------------------------------------------------------------------


class Icu:
    """The bidi functions of libicuuc, whose names end in the version."""

    def __init__(self, path: str) -> None:
        self._library = ctypes.CDLL(path)
        self._suffix = next(
            suffix
            for suffix in ("", *(f"_{version}" for version in range(50, 100)))
            if hasattr(self._library, f"ubidi_open{suffix}")
        )
        opened = getattr(self._library, f"ubidi_open{self._suffix}")
        opened.restype = ctypes.c_void_p
        self._paragraph, self._line = (ctypes.c_void_p(opened()) for _ in range(2))
        getter = getattr(self._library, f"ubidi_getLevels{self._suffix}")
        getter.restype = ctypes.POINTER(ctypes.c_uint8)

    def _call(self, name: str, *arguments: object) -> object:
        error = ctypes.c_int(0)
        function = getattr(self._library, f"ubidi_{name}{self._suffix}")
        result = function(*arguments, ctypes.byref(error))
        assert error.value <= 0, f"ubidi_{name}: {error.value}"
        return result

    def levels(self, text: str, base: int, start: int, end: int) -> bytes:
        """Levels of a line of a paragraph after L1."""
        # ICU keeps a pointer to the text.
        self._text = (ctypes.c_uint16 * len(text))(*map(ord, text))
        length = ctypes.c_int32(len(text))
        self._call("setPara", self._paragraph, self._text, length, ctypes.c_uint8(base), None)
        bounds = (ctypes.c_int32(start), ctypes.c_int32(end))
        self._call("setLine", self._paragraph, *bounds, self._line)
        found = self._call("getLevels", self._line)
        return bytes(found[: end - start])  # type: ignore[index]


@cache
def icu() -> Icu:
    name = ctypes.util.find_library("icuuc")
    if name is None:
        pytest.skip("libicuuc (ICU) is not installed")
    return Icu(name)


@pytest.mark.parametrize("alphabet", [PLAIN, MARKS, EMBEDDINGS, ISOLATES])
def test_any_line_of_a_paragraph_has_the_order_icu_gives_it(alphabet: str) -> None:
    source = random.Random(SEED)
    for text, base in texts(alphabet):
        start = source.randrange(len(text))
        end = source.randint(start + 1, len(text))
        for first, last in ((0, len(text)), (start, end)):
            line = text[first:last]
            classes = ucd.bidi_classes(ucd.profiles(line))
            resolved = levels.text_levels(text, base)[first:last]
            ours = kept_levels(levels.line_levels(resolved, classes, base), line)
            # ICU gives text of one direction one level, so what is compared is the order.
            theirs = kept_levels(icu().levels(text, base, first, last), line)
            assert levels.visual_order(bytes(ours)) == levels.visual_order(bytes(theirs)), (
                ascii(text), first, last,
            )  # fmt: skip
