"""All that a note holds beside its passage and its words."""

from __future__ import annotations

STEPS: tuple[str, ...] = ()
