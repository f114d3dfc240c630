"""Who takes notes: as the environment says, the settings, or the library."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from corpus.library import notes as notebook

if TYPE_CHECKING:
    from corpus.library.store import Library

AUTHOR_VARIABLE = "IDLIB_BRIEF_AUTHOR"


def author_of(library: Library) -> str:
    """Return who takes notes in a library; empty where nobody said."""
    from tui.settings import usable_settings

    named = os.environ.get(AUTHOR_VARIABLE) or usable_settings()[0].author
    return named or notebook.author(library)
