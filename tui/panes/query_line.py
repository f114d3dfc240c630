"""The query that a screen answers, above its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from tui.bidi.layout import analyse
from tui.panes.paint import StyleRun, in_order, line_strip, text_strip

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.strip import Strip

    from corpus.article import Span
    from tui.bidi.layout import ParagraphLayout

TALLEST = 3
"""Lines shown at most: those around the part that is marked, or the first ones."""
LONGEST = 2000
"""Code points that are laid out; nobody reads a longer query here."""
_BREAKS_TO_BLANKS = dict.fromkeys(map(ord, "\n\v\f\r\t\x85\u2028\u2029"), " ")


class QueryLine(Widget):
    """A query as typed, on its own side; a part of it can be marked, such as what is wrong.

    Args:
        label: What stands on the left of it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"query--label", "query--marked"}
    DEFAULT_CSS = """
    QueryLine { height: auto; }
    """

    def __init__(self, label: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._label = f" {label} "
        self._layout: ParagraphLayout = analyse("")
        self._marked: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """What is shown, in logical order."""
        return self._layout.text

    def show_query(self, text: str, marked: Span | None = None) -> None:
        """Show a query.

        Args:
            text: The query as typed.
            marked: The code points of it to point at; an empty range points behind itself.
        """
        shown = text[:LONGEST].translate(_BREAKS_TO_BLANKS)
        if marked is None:
            self._marked = None
        else:
            start = min(marked.start, LONGEST)
            end = max(marked.end, start + 1)
            self._marked = (start, end)
            # Where something is missing, a blank stands for it.
            shown = shown.ljust(min(end, LONGEST))
        self._layout = analyse(shown)
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[tuple[int, int]]:
        lines = self._layout.breaks(max(1, width - len(self._label) - 1))
        if len(lines) <= TALLEST or self._marked is None:
            return lines[:TALLEST]
        at = next((n for n, (_, end) in enumerate(lines) if self._marked[0] < end), 0)
        first = min(max(0, at - 1), len(lines) - TALLEST)
        return lines[first : first + TALLEST]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the query takes at a width."""
        del container, viewport
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width, style = self.size.width, self.rich_style
        look = style + self.get_component_rich_style("query--label", partial=True)
        label = text_strip("" if y else self._label, len(self._label), look, side="start")
        room = max(1, width - len(self._label) - 1)
        lines = self._lines(width)
        if y >= len(lines):
            return text_strip("", width, style)
        runs = []
        if self._marked is not None:
            marked = self.get_component_rich_style("query--marked", partial=True)
            runs.append(StyleRun(*self._marked, marked))
        line = line_strip(self._layout.line(*lines[y], room), room, style, runs)
        return in_order([label, line, text_strip("", 1, style)]).crop(0, width)
