"""How corrections are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.knowledge.corrections import Correction


def told(correction: Correction) -> str:
    """Say what a correction says."""
    from corpus.knowledge.corrections import FormIs, Merge, PassageIs

    if isinstance(correction, FormIs):
        return f"«{correction.form}» is {correction.entity or 'no entity'}"
    if isinstance(correction, PassageIs):
        what = f"«{correction.text}» at {correction.start} of {correction.article}"
        return f"{what} is {correction.entity or 'no entity'}"
    if isinstance(correction, Merge):
        return f"{correction.source} is {correction.into}"
    return f"{correction.name.slug} is called {correction.name.ar} ({correction.name.en})"
