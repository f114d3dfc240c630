"""The built-in articles, put into a library once."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from corpus.library.store import Library

SAMPLES_ADDED = "samples added"
"""The fact that stands in a library once all samples have been put into it."""


def has_samples(library: Library) -> bool:
    """Tell whether the samples were put into a library, even if some were taken out since."""
    return library.fact(SAMPLES_ADDED) is not None


def add_samples(library: Library) -> int:
    """Put the built-in articles into a library, and return how many were new.

    What a call that was cut short has left out, the next one adds.
    """
    from corpus import __version__
    from corpus.ingest.pipeline import samples
    from corpus.library.intake import open_intake

    intake = open_intake(library)
    count = sum(intake.store(article) for article in samples())
    library.set_fact(SAMPLES_ADDED, __version__)
    return count
