"""A library of the sample articles, made once and copied for every test that changes it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.library.intake import add_samples
from corpus.library.store import Library

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a library that holds the samples; not to be written to."""
    path = tmp_path_factory.mktemp("samples") / "library.sqlite"
    with Library(path) as library:
        add_samples(library)
    return path


@pytest.fixture
def library_file(sample_file: Path, tmp_path: Path) -> Path:
    """A copy of the library of samples for one test alone."""
    return Path(shutil.copy(sample_file, tmp_path / "library.sqlite"))


@pytest.fixture
def library(library_file: Path) -> Iterator[Library]:
    """An open library of the samples for one test alone."""
    with Library(library_file) as opened:
        yield opened
