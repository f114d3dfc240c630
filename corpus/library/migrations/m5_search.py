"""An index of all words, in lookup form."""

from __future__ import annotations

STEPS: tuple[str, ...] = ()
