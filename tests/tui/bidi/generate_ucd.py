"""Write ``tui/bidi/ucd_data.py`` from the Unicode Character Database and rich's cell widths.

Run it from the top of the repository; it reads the copies in ``tests/data/unicode``::

    python tests/tui/bidi/generate_ucd.py

For a new version of Unicode put its files there first, compressed with xz, with the version in
their names, and change ``VERSION``. Cell widths are rich's, because rich counts the columns of every line the program paints; all
other properties are the database's. It is a tool and lies beside the tests because only they may
import rich; nothing of the program imports it.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "15.0.0"
SOURCE = Path(__file__).parents[2] / "data" / "unicode"
DESTINATION = Path(__file__).parents[3] / "tui" / "bidi" / "ucd_data.py"
LAST = 0x10FFFF

BIDI_CLASSES = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "ES": "+", "ET": "$", "AN": "N", "CS": ",",
    "NSM": "M", "BN": "b", "B": "B", "S": "S", "WS": "W", "ON": "O", "LRE": "1", "LRO": "2",
    "RLE": "3", "RLO": "4", "PDF": "5", "LRI": "6", "RLI": "7", "FSI": "8", "PDI": "9",
}  # fmt: skip
LONG_BIDI_NAMES = {
    "Left_To_Right": "L",
    "Right_To_Left": "R",
    "Arabic_Letter": "AL",
    "European_Terminator": "ET",
    "Boundary_Neutral": "BN",
}
# Classes of UAX #14 after its rule LB1. ``o`` and ``c`` are the East Asian OP and CP of LB30;
# ``q`` and ``p`` are the quotation marks that open and close (general categories Pi and Pf).
LINE_BREAK_CLASSES = {
    "AL": "A", "AI": "A", "SG": "A", "XX": "A", "HL": "H", "B2": "2", "BA": "a", "BB": "b",
    "BK": "K", "CB": "C", "CJ": "n", "CL": "}", "CM": "M", "CP": ")", "CR": "R", "EB": "e",
    "EM": "m", "EX": "!", "GL": "G", "H2": "h", "H3": "i", "HY": "-", "ID": "I", "IN": ".",
    "IS": ",", "JL": "j", "JT": "t", "JV": "v", "LF": "F", "NL": "N", "NS": "n", "NU": "0",
    "OP": "(", "PO": "%", "PR": "$", "QU": "Q", "RI": "r", "SA": "A", "SP": "S", "SY": "/",
    "WJ": "W", "ZW": "Z", "ZWJ": "J",
}  # fmt: skip
LIGATURE_ALEFS = {0x0622, 0x0623, 0x0625, 0x0627}
WORD_LIGATURES = {*range(0xFD40, 0xFD50), 0xFDCF, *range(0xFDF0, 0xFE00)}
LINE_SEPARATORS = {0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029}


def file_text(name: str) -> str:
    """Return one file of the database."""
    return lzma.decompress((SOURCE / f"{name}-{VERSION}.txt.xz").read_bytes()).decode()


def records(name: str) -> Iterator[tuple[int, int, str]]:
    """Yield first, last and value of each line of a property file."""
    for line in file_text(name).splitlines():
        fields = [field.strip() for field in line.partition("#")[0].split(";")]
        if len(fields) < 2:
            continue
        first, _, last = fields[0].partition("..")
        yield int(first, 16), int(last or first, 16), fields[1]


def missing(name: str) -> Iterator[tuple[int, int, str]]:
    """Yield the defaults a property file states for code points it does not list."""
    pattern = re.compile(r"# @missing: ([0-9A-F]+)\.\.([0-9A-F]+); (\w+)")
    for first, last, value in pattern.findall(file_text(name)):
        yield int(first, 16), int(last, 16), value


def general_categories() -> list[str]:
    values = ["Cn"] * (LAST + 1)
    for first, last, value in records("DerivedGeneralCategory"):
        values[first : last + 1] = [value] * (last - first + 1)
    return values


def bidi_classes() -> list[str]:
    values = ["L"] * (LAST + 1)
    for first, last, name in missing("DerivedBidiClass"):
        short = LONG_BIDI_NAMES[name]
        values[first : last + 1] = [short] * (last - first + 1)
    for first, last, value in records("DerivedBidiClass"):
        values[first : last + 1] = [value] * (last - first + 1)
    return [BIDI_CLASSES[value] for value in values]


def joining_types() -> list[str]:
    values = ["U"] * (LAST + 1)
    for first, last, value in records("DerivedJoiningType"):
        values[first : last + 1] = [value] * (last - first + 1)
    return values


def line_break_classes(categories: list[str]) -> list[str]:
    values = ["XX"] * (LAST + 1)
    # Planes of ideographs and of pictographs are ID even where nothing is assigned (UAX #14).
    for first, last in (
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FFFD),
        (0x30000, 0x3FFFD), (0x1F000, 0x1FAFF), (0x1FC00, 0x1FFFD),
    ):  # fmt: skip
        values[first : last + 1] = ["ID"] * (last - first + 1)
    values[0x20A0:0x20D0] = ["PR"] * 0x30
    for first, last, value in records("LineBreak"):
        values[first : last + 1] = [value] * (last - first + 1)
    codes = [LINE_BREAK_CLASSES[value] for value in values]
    for code, value in enumerate(values):
        if value == "SA" and categories[code] in {"Mn", "Mc"}:
            codes[code] = "M"
        elif value == "QU":
            codes[code] = {"Pi": "q", "Pf": "p"}.get(categories[code], "Q")
    for first, last, value in records("DerivedEastAsianWidth"):
        if value in {"F", "W", "H"}:
            for code in range(first, last + 1):
                codes[code] = {"(": "o", ")": "c"}.get(codes[code], codes[code])
    return codes


def default_ignorable() -> set[int]:
    return {
        code
        for first, last, value in records("DerivedCoreProperties")
        if value == "Default_Ignorable_Code_Point"
        for code in range(first, last + 1)
    }


def mirrored_pairs() -> dict[int, int]:
    return {first: int(value, 16) for first, _, value in records("BidiMirroring")}


def bracket_pairs() -> list[tuple[int, int]]:
    pairs = []
    for line in file_text("BidiBrackets").splitlines():
        fields = [field.strip() for field in line.partition("#")[0].split(";")]
        if len(fields) == 3 and fields[2] == "o":
            pairs.append((int(fields[0], 16), int(fields[1], 16)))
    return pairs


def canonical_brackets(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Map each bracket that decomposes canonically to one other bracket onto it (BD16).

    Python's database serves for any version: a decomposition once given never changes.
    """
    found = {}
    for code in (code for pair in pairs for code in pair):
        decomposition = unicodedata.decomposition(chr(code))
        if re.fullmatch(r"[0-9A-F]{4,6}", decomposition):
            found[code] = int(decomposition, 16)
    return found


def cell_width(code: int) -> int:
    # Called on a surrogate, rich answers as for any other character.
    return get_character_cell_size(chr(code))


def display_kind(
    code: int,
    category: str,
    joining: str,
    line_break: str,
    mirrored: dict[int, int],
    ignorable: set[int],
) -> str:
    if code == 0x09:
        return "t"
    if code in LINE_SEPARATORS:
        return "n"
    if category in {"Cc", "Cs"} or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "c"
    # A combining grapheme joiner or a variation selector prints nothing either, and a skin tone
    # (EM) is left out because half of the terminals give it columns of its own.
    invisible = code in ignorable or (category == "Cf" and not cell_width(code))
    if invisible or line_break == "m":
        return "x" if joining == "T" else "z"
    if category in {"Mn", "Me", "Mc"} or not cell_width(code):
        return "m"
    if code in mirrored:
        return "k"
    if code in WORD_LIGATURES:
        return "e"
    if code == 0x0644:
        return "l"
    if code in LIGATURE_ALEFS:
        return "a"
    if line_break == "r":
        return "r"
    if category == "Zs" and line_break in {"S", "a", "I"}:
        return "s"
    return "b"


def profiles() -> list[str]:
    categories = general_categories()
    bidi = bidi_classes()
    joining = joining_types()
    breaks = line_break_classes(categories)
    mirrored = mirrored_pairs()
    ignorable = default_ignorable()
    found = []
    for code in range(LAST + 1):
        kind = display_kind(
            code, categories[code], joining[code], breaks[code], mirrored, ignorable
        )
        width = 0 if kind in "xzmn" else 1 if kind == "c" else cell_width(code)
        found.append(f"{bidi[code]}{joining[code]}{width}{breaks[code]}{kind}")
    return found


def wrapped(items: list[str], width: int = 92) -> str:
    lines, line = [], ""
    for item in items:
        if line and len(line) + 1 + len(item) > width:
            lines.append(line)
            line = item
        else:
            line = f"{line} {item}" if line else item
    lines.append(line)
    return "\n".join(lines)


def module_text() -> str:
    per_code = profiles()
    names = sorted(set(per_code))
    if len(names) > 256:
        raise SystemExit(f"{len(names)} profiles do not fit one byte each")
    index = {name: number for number, name in enumerate(names)}
    runs, previous, previous_start = [], None, 0
    for code, name in enumerate(per_code):
        if name != previous:
            runs.append(f"{code - previous_start:x}:{index[name]:x}")
            previous, previous_start = name, code
    pairs = bracket_pairs()
    mirrored = mirrored_pairs()
    canonical = canonical_brackets(pairs)
    return f'''"""Character properties, generated by ``tests/tui/bidi/generate_ucd.py``: do not edit.

Made from the Unicode Character Database, version {VERSION} (DerivedBidiClass with its defaults for
unassigned code points, BidiMirroring, BidiBrackets, DerivedJoiningType, LineBreak,
DerivedCoreProperties, DerivedEastAsianWidth and DerivedGeneralCategory; copyright Unicode, Inc.,
under https://www.unicode.org/license.txt), and from rich's cell widths. ``ucd.py`` explains and
reads the tables.
"""

from __future__ import annotations

UNICODE_VERSION = "{VERSION}"

PROFILES = """\\
{wrapped(names)}
"""

RUNS = """\\
{wrapped(runs)}
"""

MIRRORED = """\\
{wrapped([f"{code:x}:{other:x}" for code, other in sorted(mirrored.items())])}
"""

BRACKETS = """\\
{wrapped([f"{opening:x}:{closing:x}" for opening, closing in pairs])}
"""

CANONICAL_BRACKETS = """\\
{wrapped([f"{code:x}:{other:x}" for code, other in sorted(canonical.items())])}
"""
'''


def main() -> None:
    DESTINATION.write_text(module_text(), "utf-8")


if __name__ == "__main__":
    main()
