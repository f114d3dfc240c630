"""Pictures of the screen and of articles: SVG that shows Arabic as a terminal would.

Rich draws text as if every character took a column and as if whoever shows the picture left its
order alone. A browser does neither: it reorders visual text a second time, and stretches a line
with harakat until it is as long as its characters are many. Rich also links fonts from the
network, which a picture of somebody's reading must not fetch.
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import groupby
from typing import TYPE_CHECKING

from tui.bidi.sanitize import picture, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.segment import Segment
    from rich.terminal_theme import TerminalTheme

    from tui.bidi.layout import VisualLine

CELL_WIDTH = 12.2
"""Units one column takes in an SVG of Rich: 0.61 of its 20 units of height."""

FONTS = '"DejaVu Sans Mono", FreeMono, "Liberation Mono", monospace'
"""Fonts with Arabic presentation forms of one width first; none is fetched."""

ENTITY_LOOKS: dict[str, str] = {
    "AGREEMENT": "bold underline #E69F00",
    "PERSON": "bold #56B4E9",
    "ORG": "underline #2CC295",
    "PLACE": "#F0E442",
    "DATE": "#DD8FBB",
}
"""The looks of the entity types on the screen, as Rich writes them; pictures have no italics."""

_TEXT_RULES = (
    "text{direction:ltr;unicode-bidi:bidi-override;white-space:pre;font-variant-ligatures:none}"
)

_MEASURED = ("x", "textLength", "clip-path")

_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_LINKED_FONT = re.compile(r"@font-face\s*\{[^}]*\}\s*")
_RICH_FONT = re.compile(r"font-family:\s*Fira Code,\s*monospace;\s*")
# DejaVu Sans Mono has no oblique Arabic: one browser slants the letters, the next takes others.
_ITALIC = re.compile(r"font-style:\s*italic;?")
_EAST_ASIAN = re.compile(r"font-variant-east-asian:[^;]*;\s*")
# It would cut the marks off that stand above tall letters, and Rich forgets that of the last row.
_LINE_CLIP = re.compile(r'<clipPath id="[^"]*-line-\d+">[^<]*<rect [^>]*/>\s*</clipPath>\s*')
# XML 1.0 (section 2.2) has no place for most control characters, nor for lone surrogates.
_UNPRINTABLE = re.compile("[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_browsers(svg: str, title: str = "") -> str:
    """Return an SVG as Rich or Textual exports it so that it comes out right in a browser.

    Text keeps the visual order it is drawn in, each run takes the columns a terminal gives it,
    fonts are only named, and whatever the text held, the result is well-formed XML 1.0.

    Args:
        svg: What ``Console.export_svg`` or ``App.export_screenshot`` returned, of rows in
            visual order (not in a mode for a terminal that reorders).
        title: What the picture is called, in logical order; a browser shows it on pointing.
    """
    svg = _UNPRINTABLE.sub(lambda found: picture(found[0]), svg)
    svg = _TEXT.sub(lambda found: "".join(_text_elements(found[1], found[2])), svg)
    for unwanted in (_LINKED_FONT, _EAST_ASIAN, _ITALIC, _LINE_CLIP):
        svg = unwanted.sub("", svg)
    svg = _RICH_FONT.sub(f"font-family: {FONTS};\n        ", svg)
    before, tag, after = svg.partition("<style>")
    named = f"<title>{escape(visible(title))}</title>\n    " if title else ""
    return f"{before}{named}{tag}\n    {_TEXT_RULES}{after}"


def _text_elements(attributes: str, content: str) -> Iterator[str]:
    """Yield what stands in place of one text element: a run of each width of characters."""
    # Rich writes blanks as no-break spaces; formatting characters would reorder once more.
    text = visible(unescape(content))
    found = dict(_ATTRIBUTE.findall(attributes))
    if "textLength" not in found:
        # A window's title: the one text that is logical.
        style = "unicode-bidi:plaintext"
        yield f'<text {attributes} style="{style}">{escape(text)}</text>'
        return
    if text.isspace():
        # Rich draws the end of a row as well.
        return
    left = float(found["x"])
    kept = "".join(f' {name}="{value}"' for name, value in found.items() if name not in _MEASURED)
    column = 0
    for run, columns in _runs(text):
        x, length = left + column * CELL_WIDTH, columns * CELL_WIDTH
        column += columns
        yield (
            f'<text x="{x:g}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"'
            f' xml:space="preserve"{kept}>{escape(run)}</text>'
        )


def _runs(text: str) -> Iterator[tuple[str, int]]:
    """Split a text where the width of its characters changes, marks staying with their base.

    Glyphs two columns wide come from another font; the browser shares out a length between the
    glyphs of one element, so that theirs would shift those beside them.
    """
    from rich.cells import cell_len

    clusters: list[tuple[str, int]] = []
    for character in text:
        width = cell_len(character)
        if not width and clusters:
            base, columns = clusters[-1]
            clusters[-1] = (base + character, columns)
        else:
            clusters.append((character, width))
    for width, group in groupby(clusters, key=lambda cluster: cluster[1]):
        run = [base for base, _ in group]
        yield "".join(run), width * len(run)


def line_segments(
    line: VisualLine,
    width: int,
    style: str,
    looks: Sequence[tuple[int, int, str]] = (),
) -> list[Segment]:
    """Return a line as Rich draws it: set from the side it begins on, ``width`` columns wide.

    Args:
        line: The line.
        width: Columns to fill.
        style: What no look covers, as Rich writes styles.
        looks: Logical ranges of the line's paragraph, in code points, with their style on top.
    """
    from rich.segment import Segment
    from rich.style import Style

    plain = Style.parse(style)

    def look(start: int, end: int) -> Style:
        over = [part for first, last, part in looks if start < last and first < end]
        return Style.combine([plain, *map(Style.parse, over)])

    left = line.left_padding(width)
    right = max(0, width - line.width - left)
    cells = [(cell.glyphs, look(cell.start, cell.end)) for cell in line.cells]
    text = [
        Segment("".join([glyphs for glyphs, _ in group]), drawn)
        for drawn, group in groupby(cells, key=lambda cell: cell[1])
    ]
    return [Segment(" " * left), *text, Segment(" " * right)]


def drawn(rows: Sequence[Sequence[Segment]], width: int, title: str) -> str:
    """Return rows of visual text as an SVG, light on dark.

    Args:
        rows: The rows from the top, in visual order.
        width: Columns.
        title: What the picture is called, in logical order.
    """
    from io import StringIO

    from rich.console import Console
    from rich.segment import Segment, Segments

    console = Console(
        width=width,
        file=StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        record=True,
    )
    for row in rows:
        console.print(Segments([*row, Segment.line()]), end="")
    svg = console.export_svg(title="", theme=_theme(), code_format=_FORMAT, unique_id="article")
    return for_browsers(svg, title)


def _theme() -> TerminalTheme:
    from rich.terminal_theme import DIMMED_MONOKAI, TerminalTheme

    colors = [DIMMED_MONOKAI.ansi_colors[number] for number in range(8)]
    return TerminalTheme((18, 18, 18), (224, 224, 224), [(r, g, b) for r, g, b in colors])


_FORMAT = """\
<svg class="rich-terminal" width="{width}" height="{height}" viewBox="0 0 {width} {height}" \
xmlns="http://www.w3.org/2000/svg">
    <style>
    .{unique_id}-matrix {{
        font-family: Fira Code, monospace;
        font-size: {char_height}px;
        line-height: {line_height}px;
    }}
    {styles}
    </style>
    <rect width="100%" height="100%" fill="#121212"/>
    <g transform="translate({terminal_x}, 24)">
    {backgrounds}
    <g class="{unique_id}-matrix">
    {matrix}
    </g>
    </g>
</svg>
"""
"""What Rich fills in: a page without the frame of a window and without its linked fonts."""
