"""A library of the sample articles, made once and copied for every test that changes it."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from corpus.library.seed import add_samples
from corpus.library.store import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager


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


@pytest.fixture(autouse=True)
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    monkeypatch.setenv("IDLIB_BRIEF_CONFIG", str(tmp_path / "config"))


NOBODY = 65534


@pytest.fixture
def without_privileges() -> Callable[[], AbstractContextManager[None]]:
    """Run a block as a user whom permission bits bind, even where the tests run as root."""

    @contextmanager
    def bound() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)

    return bound


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that any user can reach, which those of pytest are not."""
    if not hasattr(os, "geteuid"):
        pytest.skip("no permission bits here")
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
