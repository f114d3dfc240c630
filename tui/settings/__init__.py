"""What a person has settled once: a settings file, and answers given to ``idlib-brief doctor``.

Both lie in the platform's folder for configuration; ``IDLIB_BRIEF_CONFIG`` names another. The file
``settings.toml`` is the person's and written on request alone; ``terminals.json`` is the program's.
"""

from __future__ import annotations

from tui.settings.answers import ANSWERS_FILE, Answer, Answers, keep_answer, read_answers
from tui.settings.reading import (
    FOLDER_VARIABLE,
    SETTINGS_FILE,
    folder,
    read_settings,
    usable_settings,
)
from tui.settings.values import BIDI_CHOICES, HARAKAT_CHOICES, Settings

__all__ = [
    "ANSWERS_FILE",
    "BIDI_CHOICES",
    "FOLDER_VARIABLE",
    "HARAKAT_CHOICES",
    "SETTINGS_FILE",
    "Answer",
    "Answers",
    "Settings",
    "folder",
    "keep_answer",
    "read_answers",
    "read_settings",
    "usable_settings",
]
