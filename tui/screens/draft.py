"""Words that were written and not kept, for the next time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.library.store import Library

FACT = "drafts"
"""Under this name the library holds all drafts, as one JSON object."""

MOST = 100
"""Drafts held; beyond that the oldest gives way."""


class Draft:
    """The words of one note that is not kept yet; they outlive the program.

    Args:
        library: Where they are held.
        of: What they are written on: a note's id, or where its passage stands.
    """

    def __init__(self, library: Library, of: str) -> None:
        self._library = library
        self._of = of

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._library.fact(FACT) or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def words(self) -> str | None:
        """The words, None if there are none.

        Raises:
            LibraryError: The library cannot be read.
        """
        words = self._all().get(self._of)
        return words if isinstance(words, str) else None

    def hold(self, words: str) -> None:
        """Hold words in place of what was held before.

        Raises:
            LibraryError: They cannot be held; the disk may be full.
        """
        others = {of: held for of, held in self._all().items() if of != self._of}
        latest = dict([*others.items(), (self._of, words)][-MOST:])
        self._library.set_fact(FACT, json.dumps(latest))

    def drop(self) -> None:
        """Forget the words.

        Raises:
            LibraryError: The library cannot be changed.
        """
        drafts = self._all()
        if drafts.pop(self._of, None) is not None:
            self._library.set_fact(FACT, json.dumps(drafts))
