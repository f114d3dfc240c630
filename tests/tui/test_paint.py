"""Styles of logical ranges on visual cells."""

from __future__ import annotations

from rich.style import Style

from tui.bidi.layout import analyse
from tui.panes.paint import StyleRun, line_strip


def test_every_run_of_a_line_is_painted_however_many_there_are():
    text = "اب " * 60
    line = analyse(text).line(0, len(text))
    found = Style(underline=True)
    runs = [StyleRun(at, at + 1, found) for at in range(0, len(text), 3)]
    plain = Style(color="#ffffff", bgcolor="#000000")
    strip = line_strip(line, 200, plain, runs)
    assert sum(len(segment.text) for segment in strip if segment.style.underline) == len(runs)
    assert strip.cell_length == 200
