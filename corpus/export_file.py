"""Writing a document to disk whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress

from corpus.errors import BriefError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def write_new(path: Path, text: str, *, replace: bool = False) -> Path:
    """Write a document under a name that must be free, and return where it stands.

    The bytes are UTF-8 with plain newlines. They go to a file of another name in the same folder,
    which then takes the name: a crash half-way, or a full disk, leaves what was there before.

    Args:
        path: Where to; its folder must exist.
        text: The document.
        replace: Allow an existing file to be replaced; it keeps its permissions, and a link to it
            stays a link.

    Raises:
        BriefError: The name is taken, or the file cannot be written.
    """
    try:
        target = path.resolve() if replace else path
        temporary = target.with_name(f".idlib-brief-{secrets.token_hex(8)}")
        try:
            _write(temporary, text)
            if replace:
                _take_over(temporary, target)
            else:
                _claim(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError as error:
        raise BriefError(f"{path} exists already", "Choose another name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BriefError(f"Cannot write {path}: {reason}", "Choose another folder") from error
    return path.resolve()


def _write(path: Path, text: str) -> None:
    # "x" gives the permissions the user's umask asks for.
    with path.open("xb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _take_over(temporary: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        temporary.chmod(target.stat().st_mode & 0o7777)
    temporary.replace(target)


def _claim(temporary: Path, target: Path) -> None:
    """Give a file a name that must be free.

    Raises:
        FileExistsError: It is not.
    """
    try:
        # Unlike a rename, a link fails when the name is taken, be it since a moment ago.
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # The file system has no links, or there is none such place; the rename will tell.
        if target.exists():
            raise FileExistsError(target) from None
        temporary.rename(target)
