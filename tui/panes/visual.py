"""Text of either direction for Textual's own widgets: labels, tooltips, messages, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.visual import Visual

from tui.bidi.layout import analyse
from tui.panes.paint import line_strip, text_strip

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style
    from textual.visual import RenderOptions

    from tui.bidi.layout import ParagraphLayout, VisualLine


class BidiVisual(Visual):
    """A text that wraps in logical order and stands on its own side at whatever width it is given.

    Args:
        text: The text; each of its lines is a paragraph with a direction of its own.
        tallest: Lines shown at most; the last of them ends in an ellipsis where there are more.
    """

    def __init__(self, text: str, tallest: int | None = None) -> None:
        self.text = text
        self._tallest = tallest
        self._paragraphs = [analyse(part) for part in text.splitlines() or [""]]

    def _lines(self, width: int) -> list[tuple[ParagraphLayout, int, int]]:
        return [
            (paragraph, start, end)
            for paragraph in self._paragraphs
            for start, end in paragraph.breaks(max(1, width))
        ]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the lines as strips of ``width`` columns."""
        del options
        look = style.rich_style
        lines = self._lines(width)
        most = min(len(lines) if height is None else height, self._tallest or len(lines))
        strips = [
            line_strip(paragraph.line(start, end, width), width, look)
            for paragraph, start, end in lines[:most]
        ]
        if 0 < most < len(lines):
            paragraph, start, _ = lines[most - 1]
            strips[-1] = text_strip(paragraph.text[start:] + "…", width, look)
        return strips

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the columns of the longest paragraph."""
        del rules, container_width
        return max(paragraph.width for paragraph in self._paragraphs)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines there are at a width."""
        del rules
        lines = len(self._lines(width))
        return min(lines, self._tallest) if self._tallest else lines


def laid_out(text: str, width: int) -> str:
    """Return a text as lines of ``width`` columns, for what takes text of Textual's only.

    It must be shown at that width: Textual would break a longer line from the wrong side.
    """
    lines = [line for part in text.splitlines() for line in analyse(part).lines(width)]
    return "\n".join(_padded(line, width) for line in lines)


def _padded(line: VisualLine, width: int) -> str:
    # Textual strips blanks from the end of what it wraps, never from the beginning.
    return " " * line.left_padding(width) + line.text
