"""Style sheets and themes, as data."""

from __future__ import annotations

from pathlib import Path


def sheet(name: str) -> Path:
    """Return the file of a style sheet, such as ``app`` or one screen's own."""
    return Path(__file__).parent / f"{name}.tcss"
