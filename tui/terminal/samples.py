"""Lines by which a person sees what the terminal does with Arabic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.bidi.encode import MODES
from tui.bidi.layout import one_line
from tui.terminal.recognise import CURED_MODES, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.bidi.encode import Mode

    Printed = Callable[[Sequence[str], Mode, bool], str]

SENTENCE = "وقّع الرئيسان «مذكرة سوتشي» (M4) في 17/9/2018: لا سلام قبلها"
"""Letters that join, two lam-alefs, a mark, quotes, brackets, Latin and numbers."""
LEFT_PANE, RIGHT_PANE = "روسيا: ٠١٢ (12)", "تركيا تؤكد «الاتفاق»"
MARKED_WORDS = "مُحَمَّد وَقَّعَ"

SENTENCE_COLUMNS, PANE_COLUMNS = 64, 24
INDENT = "   "


@dataclass(frozen=True, slots=True)
class Sample:
    """A mode and what is to be printed for it."""

    number: int
    mode: Mode
    lines: tuple[str, ...]


def samples(terminal: Terminal, printed: Printed) -> Iterator[Sample]:
    """Yield the same two lines in every mode, as they read where that mode is the right one.

    Args:
        terminal: Whose cure is on while they are printed; the modes that count on a terminal that
            reorders have it taken off for their lines.
        printed: Makes what a mode prints of a row of cells.
    """
    rows = (_sentence(), _panes())
    for number, mode in enumerate(MODES, 1):
        lines = [INDENT + printed(row, mode, terminal.keep_harakat) for row in rows]
        if mode not in CURED_MODES:
            # VTE looks at what holds at the beginning of a row.
            lines = [f"{terminal.after}{line}{terminal.before}" for line in lines]
        yield Sample(number, mode, tuple(lines))


def marks_samples(mode: Mode, printed: Printed) -> tuple[str, str]:
    """Return the same words with harakat kept and stripped."""
    row = [cell.glyphs for cell in one_line(MARKED_WORDS, PANE_COLUMNS).cells]
    return printed(row, mode, True), printed(row, mode, False)


def _sentence() -> list[str]:
    return _right_aligned(SENTENCE, SENTENCE_COLUMNS)


def _panes() -> list[str]:
    left, right = (_right_aligned(text, PANE_COLUMNS) for text in (LEFT_PANE, RIGHT_PANE))
    return [*left, " ", "│", " ", *right, " ", "│"]


def _right_aligned(text: str, columns: int) -> list[str]:
    line = one_line(text, columns)
    return [" "] * (columns - line.width) + [cell.glyphs for cell in line.cells]
