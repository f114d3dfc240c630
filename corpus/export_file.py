"""The name some screens still import `corpus.files.write_file` by."""

from __future__ import annotations

from corpus.files import write_file as write_new

__all__ = ["write_new"]
