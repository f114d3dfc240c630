"""Writing a file to disk whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path

from corpus.errors import BriefError
from corpus.told import told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_ASIDE = ".idlib-brief-"
"""What the names of files begin with that are not whole yet."""
_ID_BYTES = 8
_LEFT_AFTER = 3600
"""Seconds after which nobody writes to such a file any more: its program was killed."""


def is_stream(path: Path) -> bool:
    """Tell whether a path is a device or a pipe: it is written to and never read or replaced."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISBLK(mode)


def require_file(path: Path) -> None:
    """Refuse what is there and is no file.

    Raises:
        BriefError: It is a folder, a device or a pipe.
    """
    if path.is_dir() or is_stream(path):
        raise BriefError(told("{path} is no file", path=path), "Choose another name")


def write_file(path: Path, content: str | bytes, *, replace: bool = False) -> Path:
    """Write a file under a name that must be free, and return where it stands.

    Args:
        path: Where to; its folder must exist.
        content: What is written, as `replace_file` takes it.
        replace: Allow an existing file to be replaced, as `replace_file` does; a device or a pipe
            always takes what is written to it.

    Raises:
        BriefError: The name is taken, or the file cannot be written.
    """
    try:
        if replace or is_stream(path):
            return replace_file(path, content)
        _put(path, content, _claim)
    except FileExistsError as error:
        raise BriefError(told("{path} exists already", path=path), "Choose another name") from error
    except (OSError, ValueError) as error:
        reason = told(getattr(error, "strerror", None) or str(error))
        raise BriefError(
            told("Cannot write {path}: {reason}", path=path, reason=reason), "Choose another folder"
        ) from error
    return path.resolve()


def replace_file(path: Path, content: str | bytes) -> Path:
    """Give a file new contents, or begin it, and return where it stands.

    The bytes go to a file of another name in the same folder, which then takes the name: a crash
    half-way, or a full disk, leaves what was there before. They are on the disk itself when this
    returns. A file keeps its permissions, and a link to it stays a link. To a device or a pipe they
    are written as they are.

    Args:
        path: Where to; its folder must exist.
        content: What is written; text becomes UTF-8 with plain newlines.

    Raises:
        OSError: It cannot be written.
        UnicodeEncodeError: The text holds half a surrogate pair.
    """
    if is_stream(path):
        path.write_bytes(_bytes(content))
        return path
    target = Path(os.path.realpath(path))
    _put(target, content, _take_over)
    return target


def _put(target: Path, content: str | bytes, name: Callable[[Path, Path], None]) -> None:
    """Write a file aside, and have it named when it is whole."""
    _sweep(target.parent)
    temporary = target.with_name(f"{_ASIDE}{secrets.token_hex(_ID_BYTES)}")
    try:
        _write(temporary, _bytes(content))
        name(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    _keep_name(target)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _sweep(folder: Path) -> None:
    """Remove from a folder what programs of ours that were killed half-way have left there."""
    long_ago = time.time() - _LEFT_AFTER
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith(_ASIDE) or not _is_id(entry.name[len(_ASIDE) :]):
                continue
            # A program beside this one may sweep here too.
            with suppress(OSError):
                held = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(held.st_mode) and held.st_mtime < long_ago:
                    Path(entry.path).unlink()


def _is_id(text: str) -> bool:
    return len(text) == 2 * _ID_BYTES and set(text) <= set("0123456789abcdef")


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
