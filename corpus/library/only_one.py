"""A lock that ends with the program that holds it, however that ends."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.errors import LibraryError
from corpus.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class BusyError(LibraryError):
    """Another program is doing the same to this library."""


@contextmanager
def only_one(library: Path, doing: str) -> Iterator[None]:
    """Hold a lock beside a library while a block runs.

    The lock is the operating system's, on a file that stays where it is, so that a program that
    was killed leaves none behind.

    Args:
        library: The library's file.
        doing: What is done, in a word; of each word there is one lock.

    Raises:
        BusyError: Another program holds the lock.
        LibraryError: There is no place for it.
    """
    path = library.with_name(f"{library.name}-{doing}.lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    except OSError as error:
        reason = told((error.strerror or "input error").lower())
        raise LibraryError(
            told("{path} cannot be written ({reason})", path=path, reason=reason),
            "Check the folder",
        ) from error
    try:
        if not _locked(descriptor):
            message = told(
                "Another program is at it: {doing} of {name}", doing=told(doing), name=library.name
            )
            raise BusyError(message, "Wait until it has ended")
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    """Take the lock without waiting; closing the descriptor gives it back."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
