"""What the screen looks like, as text from left to right and as the looks of its runs.

The files under ``goldens/screen`` were compared with a picture of xterm. To write them anew after
a change that is meant: ``IDLIB_BRIEF_WRITE_GOLDENS=1 python -m pytest tests/tui/test_looks.py``,
then look at the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parent.parent / "goldens" / "screen"


def dump(on_screen) -> str:
    """Return the rows of the screen, and below them the runs of the reader that are set apart."""
    rows = [row.rstrip() for row in on_screen.rows]
    reader = on_screen.reader
    plain = reader.base_style
    runs = [
        f"{y:2} {segment.text.strip()} | {_look(segment.style)}"
        for y in range(reader.size.height)
        for segment in reader.render_line(y)
        if segment.text.strip() and segment.style != plain
    ]
    return "\n".join([*rows, "", *runs]) + "\n"


def _look(style) -> str:
    flags = [name for name in ("bold", "italic", "underline", "reverse") if getattr(style, name)]
    return " ".join([style.color.name if style.color else "-", *flags])


@pytest.mark.parametrize("size", [(120, 30), (80, 24), (60, 15)])
async def test_the_screen_looks_as_it_was_agreed(drive, library, size):
    async with drive(library, size=size) as on_screen:
        await on_screen.press("j", "enter", *["right_square_bracket"] * 9)
        found = dump(on_screen)
    golden = GOLDENS / f"browse-{size[0]}x{size[1]}.txt"
    if os.environ.get("IDLIB_BRIEF_WRITE_GOLDENS"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
