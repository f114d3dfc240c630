"""Credits: outlets and agencies that sign above, under or at the very edge of a text."""

from __future__ import annotations

import re
from functools import cache

from corpus.ingest.datelines import find_date
from corpus.ingest.furniture import CutReason, is_credit_line
from corpus.ingest.outlets import is_generic_credit, looks_like_outlet

_TAIL = 320
"""How far from a paragraph's end a credit can begin, in code points."""
_TAIL_WORDS = ("مصدر", "مصادر", "تابع", "قرأ", "قرا", "شاهد", "طالع", "مزيد", "مشارك", ")", "]")


def is_outlet_line(text: str) -> bool:
    """Tell whether a line names an outlet, and beside it at most a place, a reporter or a date."""
    if len(text) > 80 or text[-1] in "؟!،؛":
        return False
    bare = text.rstrip(".")
    parts = [part.strip() for part in re.split(r"[/\\|()\[\]،,]|\s*[-–—ـ]\s*", bare)]
    parts = [part for part in parts if part]
    if not 0 < len(parts) <= 6:
        return False
    named = [looks_like_outlet(part) or is_generic_credit(part) for part in parts]
    if not any(named):
        return False
    return all(
        is_named or len(part.split()) <= 2 or find_date(part) is not None
        for is_named, part in zip(named, parts, strict=True)
    )


@cache
def glued_agencies() -> re.Pattern[str]:
    """Return the pattern of «وكالات» run into the next word; «وكالاتها» and its like are words."""
    return re.compile(r"(?:وكالات|متابعات)(?=[^\W\d_هنكي])")


def glued_tail(text: str) -> tuple[int, CutReason] | None:
    """Find a credit, a follow line or a link at a paragraph's end.

    Returns:
        The offset it begins at, after the stop before it, and what it is.
    """
    offset = max(0, len(text) - _TAIL)
    window = text[offset:]
    if not any(word in window for word in _TAIL_WORDS):
        return None
    for pattern, reason in _tails():
        match = pattern.search(window)
        if match is None or (match.start() == 0 and offset):
            continue
        if match["tail"][0] not in "([" or is_credit_line(match["tail"]):
            return offset + match.start("tail"), reason
    return None


@cache
def _tails() -> tuple[tuple[re.Pattern[str], CutReason], ...]:
    """Return the patterns of what is glued to a paragraph's end, over the text as it came.

    Each follows a sentence's stop or is the whole paragraph, so that «وأضاف المصدر: …» is none.
    """
    follows = r"(?:^|(?<=[.!؟?…»”\")\]]))[\s\u200f\u200e]*"
    also = r"[أا]يض(?:ا\u064b|\u064bا|ا)"
    table = (
        (
            rf"{follows}(?P<tail>[(\[]?\s*(?:المصدر|المصادر|مصدر الخبر|مصدر)\s*[:/]\s*"
            r"(?:[^.؟!]|\.(?=\S)){2,120}\.?)$",
            CutReason.CREDIT,
        ),
        (rf"{follows}(?P<tail>[(\[][^()\[\]]{{2,60}}[)\]])$", CutReason.CREDIT),
        (
            rf"{follows}(?P<tail>(?:تابعوا|تابعونا|تابعنا)\s[^.؟!]{{0,80}}?على\b[^.؟!]{{0,80}})$",
            CutReason.SHARE,
        ),
        (rf"{follows}(?P<tail>(?:مشاركة|شارك)\s*:)$", CutReason.SHARE),
        (
            rf"{follows}(?P<tail>(?:[إاأ]قر[أا](?:\s?/\s?ي|وا)?\s+(?:{also}|المزيد)\s*:?|"
            rf"(?:شاهد|طالع)\s+{also}\s*:|(?:لقراءة ال|لل|ال)مزيد\s*:)[^.]{{0,180}})$",
            CutReason.RELATED,
        ),
    )
    return tuple((re.compile(pattern), reason) for pattern, reason in table)
