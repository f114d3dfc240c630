#!/usr/bin/env python3
"""Records the program as it is on its sample articles, and writes docs/recording/recording.svg.

It presses the keys below in the real program, takes what is on the screen after each, and puts the
pictures one after another into one SVG that moves by itself and fetches nothing:

    .venv/bin/python docs/recording/record.py
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style

from corpus.library.seed import add_samples
from corpus.library.store import Library
from tui.app import BriefApp
from tui.picture import FONTS

if TYPE_CHECKING:
    from rich.segment import Segment
    from textual.pilot import Pilot

OUT = Path(__file__).with_name("recording.svg")
COLUMNS, ROWS = 110, 30
CELL, LINE = 9, 19
"""Units a cell is wide and high."""
GROUND, INK = "#121212", "#e0e0e0"


@dataclass(frozen=True)
class Beat:
    """Some keys, how long one looks at what they have done, and what is said of them."""

    keys: tuple[str, ...]
    seconds: float
    says: str


BEATS = (
    Beat((), 2.0, "Articles, the text, and what it mentions"),
    Beat(("j",), 0.5, "j"),
    Beat(("enter",), 1.4, "Enter opens the article"),
    Beat(("right_square_bracket",), 0.7, "] the next mention"),
    Beat(("right_square_bracket",), 0.7, "] the next mention"),
    Beat(("right_square_bracket",), 0.7, "] the next mention"),
    Beat(("right_curly_bracket",), 1.3, "} its next mention in any article"),
    Beat(("right_curly_bracket",), 1.3, "} its next mention in any article"),
    Beat(("ctrl+o",), 0.9, "Ctrl-o back to the very line"),
    Beat(("D",), 2.2, "D all that is known of it"),
    Beat(("escape",), 0.4, "Esc"),
    Beat(("C",), 2.4, "C every place of it in its context"),
    Beat(("q",), 0.4, "q"),
    Beat(("F",), 0.6, "F searches all articles"),
    Beat((*"دورية",), 0.9, "F searches all articles"),
    Beat(("enter",), 2.2, "Enter: ranked, with facets"),
    Beat(("q",), 0.5, "q"),
    Beat(("v",), 0.9, "v selects a sentence"),
    Beat(("a",), 0.8, "a note on it"),
    Beat((*"للمتابعة",), 0.9, "a note on it"),
    Beat(("ctrl+s",), 0.9, "Ctrl-s keeps it"),
    Beat(("M",), 1.2, "M all notes"),
    Beat(("p",), 2.2, "p what an export would write"),
    Beat(("q",), 0.4, "q"),
    Beat(("q",), 0.8, "q"),
    Beat(("question_mark",), 1.8, "? everything, by name or key"),
    Beat((*"copy",), 1.4, "? everything, by name or key"),
    Beat(("escape",), 0.8, "Esc"),
)


async def record(folder: Path) -> list[tuple[Beat, list[list[Segment]]]]:
    """Return what is on the screen after each beat."""
    taken = []
    with Library(folder / "library.sqlite", now=lambda: "2026-01-01T00:00:00Z") as library:
        add_samples(library)
        app = BriefApp(library)
        async with app.run_test(size=(COLUMNS, ROWS), notifications=True) as pilot:
            for beat in BEATS:
                for key in beat.keys:
                    await pilot.press(key)
                app.clear_notifications()
                await rest(pilot)
                taken.append((beat, shown(app)))
    return taken


async def rest(pilot: Pilot[None]) -> None:
    """Wait until nothing on the screen changes any more."""
    app, before = pilot.app, None
    for _ in range(100):
        await pilot.pause(0.05)
        now = [[segment.text for segment in row] for row in shown(app)]
        if now == before:
            return
        before = now


def shown(app: BriefApp) -> list[list[Segment]]:
    """Return the rows of the screen, in visual order."""
    screen = app.screen
    update = screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return [[segment for strip in row for segment in strip] for row in update.strips]


# --- the picture -------------------------------------------------------------------------


def colours(style: Style | None) -> tuple[str, str]:
    """Return ink and ground of a style."""
    ink, ground = INK, GROUND
    if style is not None:
        if style.color is not None and not style.color.is_default:
            ink = style.color.get_truecolor().hex
        if style.bgcolor is not None and not style.bgcolor.is_default:
            ground = style.bgcolor.get_truecolor().hex
        if style.reverse:
            ink, ground = ground, ink
    return ink, ground


def drawn_row(row: list[Segment]) -> str:
    """Return a row as elements of SVG, from its left upper corner."""
    grounds, texts, column = [], [], 0
    for segment in row:
        width = cell_len(segment.text)
        ink, ground = colours(segment.style)
        x = column * CELL
        if ground != GROUND:
            grounds.append(
                f'<rect x="{x}" width="{width * CELL}" height="{LINE}" fill="{ground}"/>'
            )
        texts.extend(drawn_words(segment, column, ink))
        column += width
    return "".join(grounds) + "".join(texts)


def drawn_words(segment: Segment, column: int, ink: str) -> list[str]:
    """Return a segment's words, each at its own column."""
    style = segment.style or Style()
    looks = "".join(
        [
            ' font-weight="bold"' if style.bold else "",
            ' text-decoration="underline"' if style.underline else "",
            ' opacity=".6"' if style.dim else "",
        ]
    )
    words, at = [], column
    for word in segment.text.split(" "):
        width = cell_len(word)
        if word:
            words.append(
                f'<text x="{at * CELL}" y="14" textLength="{width * CELL}"'
                f' lengthAdjust="spacingAndGlyphs" fill="{ink}"{looks}>{escape(word)}</text>'
            )
        at += width + 1
    return words


def moving(taken: list[tuple[Beat, list[list[Segment]]]]) -> str:
    """Return one SVG that shows each picture for its time, then begins anew."""
    whole = sum(beat.seconds for beat, _ in taken)
    known: dict[str, int] = {}
    frames, rules, begun = [], [], 0.0
    for number, (beat, rows) in enumerate(taken):
        uses = []
        for y, row in enumerate(rows):
            one = known.setdefault(drawn_row(row), len(known))
            uses.append(f'<use href="#r{one}" y="{y * LINE}"/>')
        line = (
            f'<text class="says" x="{CELL}" y="{(ROWS + 1) * LINE - 3}">{escape(beat.says)}</text>'
        )
        frames.append(f'<g class="f" id="f{number}">{"".join(uses)}{line}</g>')
        start, end = begun / whole * 100, (begun + beat.seconds) / whole * 100
        hidden = "0%{visibility:hidden}" if number else ""
        rules.append(
            f"@keyframes k{number}{{{hidden}{start:.3f}%{{visibility:visible}}"
            f"{end:.3f}%{{visibility:hidden}}}}#f{number}{{animation-name:k{number}}}"
        )
        begun += beat.seconds
    defs = "".join(f'<g id="r{one}">{elements}</g>' for elements, one in known.items())
    width, height = COLUMNS * CELL, (ROWS + 1) * LINE + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}"><title>idlib-brief in {whole:.0f} seconds</title>'
        "<style>text{font:15px "
        + FONTS.replace('"', "'")
        + ";direction:ltr;unicode-bidi:bidi-override;white-space:pre}"
        f".f{{visibility:hidden;animation:{whole:.1f}s step-end infinite}}"
        ".says{fill:#ffb454;font-weight:bold}"
        # Who wants nothing to move sees the first picture.
        "@media (prefers-reduced-motion: reduce)"
        "{.f{animation:none!important}#f0{visibility:visible}}"
        + "".join(rules)
        + f'</style><rect width="100%" height="100%" fill="{GROUND}"/><defs>{defs}</defs>'
        + "".join(frames)
        + "</svg>\n"
    )


def main() -> int:
    """Record, and write the file that is named, or the one beside this."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    with TemporaryDirectory() as folder:
        out.write_text(moving(asyncio.run(record(Path(folder)))), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
