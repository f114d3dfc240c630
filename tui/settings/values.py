"""What is settled, and what some of it can be; the table beside it has the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tui.bidi.encode import MODES

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION: Final = 1
"""The version of the file's layout that this program knows."""

BIDI_CHOICES: tuple[str, ...] = ("auto", *MODES)
HARAKAT_CHOICES = ("auto", "keep", "strip")
THEMES: Final = ("dark", "light", "contrast-dark", "contrast-light", "terminal", "none")
"""The themes that are built in; ``tui.themes`` has their colours."""
PRESETS: Final = ("default", "vim", "less", "emacs")
"""The sets of keys that are built in; ``tui/presets`` has a file for each but the first."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is settled: what the file says, and the defaults of the table for the rest."""

    bidi: str = "auto"
    harakat: str = "auto"
    theme: str = "auto"
    icons: str = "auto"
    mirrored: bool = False
    list_width: int = 0
    sidebar_width: int = 0
    reduced_motion: bool = False
    interface: str = "auto"
    digits: str = "as-written"
    preset: str = "default"
    actions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    author: str = ""
    refresh: bool = True
