"""Word lists by which names show that the base does not hold, read from ``patterns.toml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from corpus.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = "patterns.toml"


def load_patterns(directory: Path | None = None) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return every list by section and name, the packaged ones unless a directory is given.

    Raises:
        KnowledgeError: The file is missing or not TOML, or a list is not text in quotes.
    """
    return _packaged() if directory is None else _read(directory)


@cache
def _packaged() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return _read(Path(__file__).parent)


def _read(directory: Path) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    import tomllib

    try:
        document = tomllib.loads((directory / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KnowledgeError(f"{FILE} is missing from the knowledge base") from None
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{FILE} cannot be read: {error}") from error
    sections: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for section, lists in document.items():
        if not isinstance(lists, dict):
            raise KnowledgeError(f"{FILE}: “{section}” must be a table")
        for name, words in lists.items():
            if not isinstance(words, str):
                raise KnowledgeError(f"{FILE} [{section}]: “{name}” must be text in quotes")
        sections[section] = MappingProxyType({name: _words(text) for name, text in lists.items()})
    return MappingProxyType(sections)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split()))
