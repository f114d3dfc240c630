"""The whole product without a screen: articles, entities, library, notes, export."""

from __future__ import annotations

__version__ = "0.1.0"
