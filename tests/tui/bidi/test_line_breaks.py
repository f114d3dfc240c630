"""Where lines may end: Unicode's file but for the documented changes, and the Arabic cases."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.bidi import layout, line_breaks, ucd

DATA = Path(__file__).parents[2] / "data" / "unicode"


def break_flags(text: str) -> bytes:
    return line_breaks.break_flags(ucd.line_break_classes(ucd.profiles(text)))


def changed_on_purpose(text: str, position: int) -> bool:
    """Tell whether a place falls under a rule that differs from the default."""
    before, after = text[:position].rstrip("\u0308"), text[position]
    classes = ucd.line_break_classes(ucd.profiles(text)).decode()
    pair = classes[len(before) - 1] + classes[position]
    quotes = classes[len(before.rstrip(" \u0308")) - 1] in "Qqp"
    return (
        pair[0] == "/"  # offered as a secondary opportunity instead
        or (quotes and before.endswith(" "))  # quotation marks have a side
        # LB25 by pairs, as the annex's table has it, not by the expression of its example 7.
        or pair in (",0", "}%", "}$", ")%", ")$", "%(", "$(", "%o", "$o")
        or (pair == "S," and text[position + 1].isdigit())
        or after == "\U0001f3ff"  # LB30b on code points not yet assigned
    )


def test_lines_break_where_unicode_says_but_for_the_documented_changes() -> None:
    checked = 0
    different = []
    with lzma.open(
        DATA / f"LineBreakTest-{ucd.UNICODE_VERSION}.txt.xz", "rt", encoding="utf-8"
    ) as file:
        for line in file:
            fields = line.partition("#")[0].split()
            if not fields:
                continue
            text = "".join(chr(int(code, 16)) for code in fields[1::2])
            expected = [mark == "÷" for mark in fields[2:-1:2]]
            for position, (wanted, found) in enumerate(
                zip(expected, break_flags(text)[1:], strict=True), 1
            ):
                checked += 1
                if wanted != found and not changed_on_purpose(text, position):
                    different.append((text, position))
    assert checked == 16_316
    assert different == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("قال الوزير", ["قال ", "الوزير"]),
        ("قال: «لا تعليق»، ثم", ["قال: ", "«لا ", "تعليق»، ", "ثم"]),
        ("لماذا ؟ نعم ، لا", ["لماذا ؟ ", "نعم ، ", "لا"]),
        ("« إدلب » الآن", ["« إدلب » ", "الآن"]),
        ('قال "نعم" (أمس)', ["قال ", '"نعم" ', "(أمس)"]),
        ("( M4 ) فقط", ["( M4 ) ", "فقط"]),
        ("بنسبة 50% و٪٢٠", ["بنسبة ", "50% ", "و٪٢٠"]),
        ("3-1 و1.5 و17/9/2018", ["3-1 ", "و1.5 ", "و17/9/2018"]),
        ("$250 مليون", ["$250 ", "مليون"]),
        ("أنقرة\u00a0وموسكو معا", ["أنقرة\u00a0وموسكو ", "معا"]),
        ("أنقرة\u2060 وموسكو", ["أنقرة\u2060 ", "وموسكو"]),
        ("north-west Syria", ["north-", "west ", "Syria"]),
        ("وقف/إطلاق", ["وقف/إطلاق"]),
        ("zero\u200bwidth", ["zero\u200b", "width"]),
        ("土耳其", ["土", "耳", "其"]),
    ],
)
def test_text_comes_apart_only_here(text: str, pieces: list[str]) -> None:
    ends = [position for position, flag in enumerate(break_flags(text)) if flag]
    found = [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    assert found == pieces


@given(
    st.lists(
        st.tuples(st.sampled_from('ابلa1٣.،()«»"-/%$中!:'), st.integers(0, 6), st.booleans()),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from(["\u064e", "\u0301", "\u200d"]),
)
@settings(max_examples=300, deadline=None)
def test_marks_on_letters_do_not_change_where_lines_may_end(
    units: list[tuple[str, int, bool]], mark: str
) -> None:
    plain = "".join(base + " " * blank for base, _, blank in units)
    marked, places = "", []
    for base, marks, blank in units:
        # Behind a joiner nothing breaks, so it is put only where nothing would: before a blank.
        count = marks if mark != "\u200d" or blank else 0
        places.append(len(marked))
        marked += base + mark * count
        if blank:
            places.append(len(marked))
            marked += " "
    flags = break_flags(marked)
    assert bytes(flags[place] for place in places) == break_flags(plain)
    assert not any(flag for place, flag in enumerate(flags) if place not in places)


def test_a_long_address_breaks_behind_its_slashes() -> None:
    text = "انظر https://example.org/news/2018/sochi-agreement.html"
    pieces = [text[start:end] for start, end in layout.analyse(text).breaks(24)]
    assert pieces == ["انظر ", "https://example.org/", "news/2018/sochi-", "agreement.html"]


def test_a_word_wider_than_the_pane_is_cut_between_clusters() -> None:
    text = "بالاستقلالية"
    pieces = [text[start:end] for start, end in layout.analyse(text).breaks(3)]
    assert pieces == ["بالا", "ستق", "لالي", "ة"]
