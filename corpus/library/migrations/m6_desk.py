"""What the reader of a library keeps on it: stars, tags, saved views, marks."""

from __future__ import annotations

STEPS: tuple[str, ...] = ()
