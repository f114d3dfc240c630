"""Notes in a form others can use: Markdown, Web Annotations, tables, documents."""

from __future__ import annotations

from corpus.export.markdown import to_markdown
from corpus.export.passage import GROUPS, Group, Layout, Passage
from corpus.export.text import RIGHT_TO_LEFT_MARK, escape, is_right_to_left, plain

__all__ = [
    "GROUPS",
    "RIGHT_TO_LEFT_MARK",
    "Group",
    "Layout",
    "Passage",
    "escape",
    "is_right_to_left",
    "plain",
    "to_markdown",
]
