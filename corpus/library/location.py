"""Where the library lies when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

ENVIRONMENT_VARIABLE = "IDLIB_BRIEF_LIBRARY"
FILE_NAME = "library.sqlite"


def library_path(asked: str | None = None) -> Path:
    """Return the library's file: the one asked for, the environment's, or the platform's.

    A folder stands for the file ``library.sqlite`` in it.
    """
    named = asked or os.environ.get(ENVIRONMENT_VARIABLE)
    if not named:
        from platformdirs import user_data_path

        return user_data_path("idlib-brief", appauthor=False) / FILE_NAME
    path = Path(named).expanduser()
    return path / FILE_NAME if path.is_dir() else path
