"""Writing a file to disk whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress

from corpus.errors import BriefError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def write_file(path: Path, content: str | bytes, *, replace: bool = False) -> Path:
    """Write a file under a name that must be free, and return where it stands.

    Text becomes UTF-8 with plain newlines. The bytes go to a file of another name in the same
    folder, which then takes the name: a crash half-way, or a full disk, leaves what was there
    before. They are on the disk itself when this returns.

    Args:
        path: Where to; its folder must exist.
        content: What is written.
        replace: Allow an existing file to be replaced; it keeps its permissions, and a link to it
            stays a link.

    Raises:
        BriefError: The name is taken, or the file cannot be written.
    """
    try:
        target = path.resolve() if replace else path
        temporary = target.with_name(f".idlib-brief-{secrets.token_hex(8)}")
        try:
            _write(temporary, content.encode() if isinstance(content, str) else content)
            if replace:
                _take_over(temporary, target)
            else:
                _claim(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        _keep_name(target)
    except FileExistsError as error:
        raise BriefError(f"{path} exists already", "Choose another name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BriefError(f"Cannot write {path}: {reason}", "Choose another folder") from error
    return path.resolve()


def _write(path: Path, data: bytes) -> None:
    # "x" gives the permissions the user's umask asks for.
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _keep_name(path: Path) -> None:
    """Have the new name outlive a power cut too, where the system can promise that."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


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
