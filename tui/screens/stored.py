"""What a screen keeps of itself as JSON."""

from __future__ import annotations

import json
from typing import Any


def stored_object(text: str | None) -> dict[str, Any]:
    """Return the JSON object that a text holds; an empty one where it holds none."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
