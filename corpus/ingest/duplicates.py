"""How much two texts share: sketches of word shingles, and what share makes them one text.

A *shingle* is a run of three words in lookup form, so that hamza, harakat, quotation marks and
punctuation make no difference; it is kept as its CRC-32. A *sketch* is the fourth of them whose
hash is divisible by four: the same fourth in every text, so that two sketches share as much of
each other as the texts do (A. Broder, On the resemblance and containment of documents, 1997).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from zlib import crc32

from corpus.arabic.folding import fold_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from corpus.article import Article

SimilarKind = Literal["version", "same text", "shares passages"]
"""Other content of the same page; the same text; passages in common."""

SAME_TEXT = 0.8
SHARES_PASSAGES = 0.4
"""From which containment on two texts are the same, or share passages."""

FEWEST_IN_COMMON = 3
"""Shingles: less is a phrase, not a passage."""

_SHINGLE_WORDS = 3
_ONE_IN = 4
_SHORT = 12
"""A sketch of fewer hashes than this says too little: such a text keeps all its shingles."""
_SIGN = 1 << 31
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Outline:
    """What is kept of a text to find its likes."""

    hashes: tuple[int, ...]
    """Signed 32 bits each, sorted, none twice."""
    whole: bool
    """Whether these are all its shingles and not a sketch of them."""


@dataclass(frozen=True, slots=True)
class Similar:
    """An article that has to do with another one."""

    id: str
    kind: SimilarKind
    containment: float
    """How much of the shorter text stands in the longer one, 0 to 1."""


def body_text(article: Article) -> str:
    """Return the body of an article; headlines are changed too often to count."""
    return "\n".join(
        paragraph.span.slice(article.text)
        for paragraph in article.paragraphs
        if paragraph.role == "body"
    )


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all shingles of a text, signed 32 bits each.

    A text of fewer than three words is one shingle, an empty one none.
    """
    words = _WORD.findall(fold_text(text))
    if len(words) < _SHINGLE_WORDS:
        return frozenset({_hash(" ".join(words))} if words else ())
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return frozenset(
        _hash(f"{pair} {third}") for pair, third in zip(pairs[:-1], words[2:], strict=True)
    )


def outline(text: str) -> Outline:
    """Return the sketch of a text, or all shingles of a short one."""
    every = shingles(text)
    kept = sketched(every)
    if len(kept) < _SHORT:
        return Outline(tuple(sorted(every)), whole=True)
    return Outline(tuple(sorted(kept)), whole=False)


def sketched(every: Set[int]) -> frozenset[int]:
    """Return those of some shingles that a sketch keeps."""
    return frozenset(one for one in every if one % _ONE_IN == 0)


def containment(one: Set[int], other: Set[int]) -> float:
    """Return how much of the smaller set is in the larger one, 0 where that is a phrase."""
    common = len(one & other)
    if common < FEWEST_IN_COMMON:
        return 1.0 if common and one == other else 0.0
    return common / min(len(one), len(other))


def kind_of(share: float) -> SimilarKind | None:
    """Return what a containment makes of two texts, None for nothing."""
    if share >= SAME_TEXT:
        return "same text"
    return "shares passages" if share >= SHARES_PASSAGES else None


def packed(hashes: Sequence[int]) -> bytes:
    """Return hashes as bytes, four each, the lowest byte first."""
    return struct.pack(f"<{len(hashes)}i", *hashes)


def unpacked(data: bytes) -> tuple[int, ...]:
    """Return the hashes that `packed` has packed."""
    return struct.unpack(f"<{len(data) // 4}i", data)


def _hash(shingle: str) -> int:
    return crc32(shingle.encode("utf-8", "replace")) - _SIGN
