"""What stands where on an Arabic keyboard, so that keys do the same whatever is typed with them.

The layout is the one called Arabic (101), as X and Windows have it. Four of its shifted keys give
signs that Latin keyboards have on other keys (``]`` on D, ``[`` on F, ``}`` on C, ``{`` on V): such
a sign is taken for itself. So are ``~`` on Z and, under X, ``'`` on M. What those capitals do has
another key too.
"""

from __future__ import annotations

from typing import Final

_PLAIN: Final = dict(
    zip("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", "qwertyuiop[]asdfghjkl;'zxcvnm,./`", strict=True)
)
_SHIFTED: Final = {
    "َ": "Q",
    "ً": "W",
    "ُ": "E",
    "ٌ": "R",
    "إ": "Y",
    "‘": "U",
    "÷": "I",
    "×": "O",
    "؛": "P",
    "ِ": "A",
    "ٍ": "S",
    "أ": "H",
    "ـ": "J",
    "،": "K",
    "ْ": "X",
    "آ": "N",
    "’": "M",
    "؟": "?",
    "…": "|",
    "ّ": "~",
}
_LIGATURES: Final = {"ﻻ": "b", "ﻹ": "T", "ﻷ": "G", "ﻵ": "B"}
"""Lam with alef is one key, and reaches programs as one letter."""
_DIGITS: Final = dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))

_LATIN: Final = {**_PLAIN, **_SHIFTED, **_LIGATURES, **_DIGITS}

_OUT_OF_REACH: Final = frozenset("CDFMVZ")
"""Capitals in the place of which an Arabic keyboard has a sign that Latin ones have elsewhere."""


def within_reach(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return keys with those first that an Arabic keyboard has."""
    return tuple(sorted(keys, key=_OUT_OF_REACH.__contains__))


def latin_letter(character: str) -> str | None:
    """Return what a Latin keyboard has where an Arabic one has this; None for anything else."""
    return _LATIN.get(character)
