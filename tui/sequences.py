"""Keys pressed one after another that mean one thing, and numbers before a key that repeat it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SEQUENCE: Final = "sequence:"
"""Begins the one name by which keys pressed one after another are bound."""
BETWEEN: Final = "·"
"""Stands between them in that name; no key is called so."""
MOST_TIMES: Final = 200
"""How often a number can have a key repeated."""


def sequence_name(*keys: str) -> str:
    """Return the one name by which keys pressed one after another are bound."""
    return keys[0] if len(keys) == 1 else SEQUENCE + BETWEEN.join(keys)


class KeySequences:
    """What was pressed so far of a sequence of keys, and the number typed before it.

    Args:
        is_bound: Tells whether a key, or the name of a sequence, does something at the moment.
        begins: Tells whether the name of any sequence that does begins so.
    """

    def __init__(self, is_bound: Callable[[str], bool], begins: Callable[[str], bool]) -> None:
        self._is_bound = is_bound
        self._begins = begins
        self._keys: tuple[str, ...] = ()
        self._number = ""

    @property
    def waiting(self) -> tuple[str, ...]:
        """The number and the keys that wait for the next key; nothing where none is awaited."""
        return (*self._number, *self._keys)

    def press(self, key: str) -> tuple[str, int] | None:
        """Take a key.

        Returns:
            The key or the name of the sequence that is complete with it, and how often it is
            meant; None where more is awaited, or what was pressed means nothing.
        """
        if key == "escape" and self.waiting:
            self._forget()
            return None
        if not self._keys and self._is_digit(key):
            self._number += key
            return None
        keys = (*self._keys, key)
        name = sequence_name(*keys)
        if self._begins(SEQUENCE + BETWEEN.join(keys) + BETWEEN) and not self._is_bound(name):
            self._keys = keys
            return None
        meant = not self._keys or self._is_bound(name)
        times = min(int(self._number[-6:] or "1"), MOST_TIMES)
        self._forget()
        return (name, times) if meant else None

    def _is_digit(self, key: str) -> bool:
        if len(key) != 1 or not key.isdecimal() or not key.isascii():
            return False
        return bool(self._number) or (key != "0" and not self._is_bound(key))

    def _forget(self) -> None:
        self._keys, self._number = (), ""
