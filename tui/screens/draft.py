"""Words that were written and not kept, for the next time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui.screens.stored import stored_object

if TYPE_CHECKING:
    from collections.abc import Callable

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

    @property
    def words(self) -> str | None:
        """The words, None if there are none.

        Raises:
            LibraryError: The library cannot be read.
        """
        words = stored_object(self._library.fact(FACT)).get(self._of)
        return words if isinstance(words, str) else None

    def part(self, name: str) -> Draft:
        """Return the draft of something that is written beside these words."""
        return Draft(self._library, f"{self._of}#{name}")

    def hold(self, words: str) -> None:
        """Hold words in place of what was held before.

        Raises:
            LibraryError: They cannot be held; the disk may be full.
        """

        def held(drafts: dict[str, object]) -> dict[str, object]:
            drafts.pop(self._of, None)
            return dict([*drafts.items(), (self._of, words)][-MOST:])

        self._change(held)

    def drop(self) -> None:
        """Forget the words.

        Raises:
            LibraryError: The library cannot be changed.
        """

        def dropped(drafts: dict[str, object]) -> dict[str, object]:
            return {of: words for of, words in drafts.items() if of != self._of}

        if self._of in stored_object(self._library.fact(FACT)):
            self._change(dropped)

    def _change(self, change: Callable[[dict[str, object]], dict[str, object]]) -> None:
        # In one transaction: another program on the same library writes drafts too.
        with self._library._writing("hold the draft") as db:
            row = db.execute("SELECT value FROM fact WHERE name = ?", (FACT,)).fetchone()
            drafts = json.dumps(change(stored_object(row[0] if row else None)))
            db.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (FACT, drafts))
