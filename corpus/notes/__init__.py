"""Notes: taking a passage, finding it again exactly or not at all, and what is filled in."""

from __future__ import annotations

from corpus.notes.anchors import COLOURS, CONTEXT, ID_DIGITS, anchor, is_on_article, take, take_on
from corpus.notes.sentences import SENTENCE_ENDS, contiguous, paragraph_number, sentences

__all__ = [
    "COLOURS",
    "CONTEXT",
    "ID_DIGITS",
    "SENTENCE_ENDS",
    "anchor",
    "contiguous",
    "is_on_article",
    "paragraph_number",
    "sentences",
    "take",
    "take_on",
]
