"""Sites on the loopback address, and what may be asked of them."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.ingest.web import Policy
from corpus.library.store import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType
    from typing import Any


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "loopback_site", Path(__file__).with_name("site.py")
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["loopback_site"] = module
    spec.loader.exec_module(module)
    return module


_site = _load()


@pytest.fixture(scope="session")
def web() -> ModuleType:
    """The module that builds sites, stories, pages and feeds."""
    return _site


@pytest.fixture
def site() -> Iterator[Any]:
    """A site that answers nothing yet."""
    made = _site.Site()
    yield made
    made.close()


@pytest.fixture
def near() -> Policy:
    """Asks this machine, and takes little."""
    return Policy(allow_private=True, max_bytes=200_000, max_redirects=3)


@pytest.fixture
def hasty(near: Policy) -> Policy:
    """The same, and waits for nobody."""
    return replace(near, read_seconds=0.2, total_seconds=0.6)


@pytest.fixture
def patient() -> Policy:
    """Asks this machine, with the limits of every day."""
    return Policy(allow_private=True)


@pytest.fixture
def empty_file(tmp_path: Path) -> Path:
    """Where a library without articles lies, which does not want the samples any more."""
    path = tmp_path / "library.sqlite"
    with Library(path) as library:
        library.set_fact("samples added", "none")
    return path


@pytest.fixture
def empty(empty_file: Path) -> Iterator[Library]:
    """An open library without articles."""
    with Library(empty_file) as library:
        yield library
