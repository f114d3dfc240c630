"""The versions of what the program is made of."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def versions() -> Iterator[tuple[str, str]]:
    """Yield names with versions: the program, what it runs on, and its knowledge base."""
    import sqlite3
    from importlib.metadata import PackageNotFoundError, version
    from platform import python_version

    from corpus import __version__

    yield "idlib-brief", __version__
    yield "Python", python_version()
    try:
        yield "Textual", version("textual")
    except PackageNotFoundError:
        yield "Textual", "not found"
    yield "SQLite", sqlite3.sqlite_version
    yield "knowledge base", _knowledge()


def _knowledge() -> str:
    """Return what tells one state of the knowledge base from another, and its size."""
    from hashlib import sha256
    from importlib import resources

    files = [file for file in resources.files("corpus.knowledge").iterdir() if _is_toml(file.name)]
    texts = [file.read_bytes() for file in sorted(files, key=lambda file: file.name)]
    size = sum(map(len, texts)) // 1024
    return f"{sha256(b''.join(texts)).hexdigest()[:12]} ({len(texts)} files, {size} KiB)"


def _is_toml(name: str) -> bool:
    return name.endswith(".toml")
