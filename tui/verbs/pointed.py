"""A wrong query with a line that points at the token, where Arabic stands in its visual order."""

from __future__ import annotations

import sys

from tui.verbs.common import printed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.query.errors import QueryError
    from tui.bidi.layout import VisualLine
    from tui.terminal.recognise import Terminal

COLUMNS = 100
"""Columns of the part that is shown at most."""


def pointed(error: QueryError) -> tuple[str, str]:
    """Return the query around the token, as stderr can show it, and a line that points at it."""
    if not sys.stderr.isatty():
        return error.drawn()
    from tui.terminal.here import terminal_for_printing

    return on_terminal(error, terminal_for_printing())


def on_terminal(error: QueryError, terminal: Terminal) -> tuple[str, str]:
    """Return the same for a terminal. One that orders lines itself is given logical text."""
    if terminal.mode == "logical":
        return error.drawn()
    from tui.bidi.layout import one_line

    text, token = error.excerpt()
    line = one_line(text, COLUMNS)
    shown = printed(line, terminal.mode, terminal.keep_harakat)
    return shown, _caret(line, token.start, max(token.end, token.start + 1))


def _caret(line: VisualLine, start: int, end: int) -> str:
    columns = [" "] * line.width
    for cell in line.cells:
        if cell.start < end and start < cell.end:
            columns[cell.column : cell.column + cell.width] = "^" * cell.width
    return "".join(columns).rstrip()
