"""Unicode's own conformance files, every case in every base direction they ask for."""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui.bidi import levels, ucd

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data" / "unicode"
VERSION = ucd.UNICODE_VERSION

REPRESENTATIVES = {
    "L": "a", "R": "א", "AL": "ا", "EN": "1", "ES": "+", "ET": "$", "AN": "٠", "CS": ",",
    "NSM": "\u0300", "BN": "\u00ad", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!",
    "LRE": "\u202a", "LRO": "\u202d", "RLE": "\u202b", "RLO": "\u202e", "PDF": "\u202c",
    "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip


def lines_of(name: str) -> Iterator[str]:
    with lzma.open(DATA / f"{name}-{VERSION}.txt.xz", "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield line.strip()


def resolved_line(text: str, base: int) -> bytes:
    profiles = ucd.profiles(text)
    classes = ucd.bidi_classes(profiles)
    brackets = levels.bracket_string(text, ucd.display_kinds(profiles))
    return levels.line_levels(levels.resolve_levels(classes, base, brackets), classes, base)


def order_without_removed(found: bytes, expected: list[str]) -> list[str]:
    return [str(index) for index in levels.visual_order(found) if expected[index] != "x"]


def agrees(found: bytes, expected: list[str]) -> bool:
    return len(found) == len(expected) and all(
        wanted in ("x", str(level)) for wanted, level in zip(expected, found, strict=True)
    )


def test_every_case_of_the_character_test_file_resolves_as_unicode_says() -> None:
    failures: list[str] = []
    cases = 0
    for line in lines_of("BidiCharacterTest"):
        codes, direction, base_field, levels_field, order_field = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        base = levels.base_level(text) if direction == "2" else int(direction)
        expected = levels_field.split()
        found = resolved_line(text, base)
        cases += 1
        if (
            base != int(base_field)
            or not agrees(found, expected)
            or order_without_removed(found, expected) != order_field.split()
        ):
            failures.append(line)
    assert cases == 91_707
    assert failures == []


# Three quarters of a million cases: half a minute, and more on a slow machine.
@pytest.mark.timeout(400)
def test_every_case_of_the_class_test_file_resolves_as_unicode_says() -> None:
    failures: list[tuple[str, int]] = []
    cases = 0
    expected: list[str] = []
    order: list[str] = []
    right: set[bytes] = set()  # levels already compared with the present expectation
    for line in lines_of("BidiTest"):
        if line.startswith("@Levels:"):
            expected = line.split()[1:]
            right.clear()
            continue
        if line.startswith("@Reorder:"):
            order = line.split()[1:]
            right.clear()
            continue
        names, bitset = line.split(";")
        text = "".join([REPRESENTATIVES[name] for name in names.split()])
        directions = int(bitset)
        bases = [
            *([levels.base_level(text)] if directions & 1 else []),
            *([0] if directions & 2 else []),
            *([1] if directions & 4 else []),
        ]
        for base in bases:
            cases += 1
            found = resolved_line(text, base)
            if found in right:
                continue
            if agrees(found, expected) and order_without_removed(found, expected) == order:
                right.add(found)
            else:
                failures.append((line, base))
    assert cases == 770_241
    assert failures == []
