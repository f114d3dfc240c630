"""Styles of logical ranges on visual cells."""

from __future__ import annotations

from rich.style import Style

from tui.bidi.layout import analyse
from tui.panes.paint import StyleRun, line_strip
from tui.panes.status import StatusLine


def test_every_run_of_a_line_is_painted_however_many_there_are():
    text = "اب " * 60
    line = analyse(text).line(0, len(text))
    found = Style(underline=True)
    runs = [StyleRun(at, at + 1, found) for at in range(0, len(text), 3)]
    plain = Style(color="#ffffff", bgcolor="#000000")
    strip = line_strip(line, 200, plain, runs)
    assert sum(len(segment.text) for segment in strip if segment.style.underline) == len(runs)
    assert strip.cell_length == 200


async def test_the_two_texts_of_a_status_line_never_run_into_each_other(drive, library):
    async with drive(library, size=(60, 12)) as on_screen:
        on_screen.app.screen.query_one(StatusLine).say("where one is", "ما يقف عليه المرء " * 9)
        await on_screen.settle()
        line = next(row for row in on_screen.rows if row.startswith(" where one is"))
        assert line.startswith((" where one is …", " where one is  "))
