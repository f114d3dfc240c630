"""Watched folders: what comes is taken in when it is done changing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from corpus.library.import_reports import imports
from corpus.library.imports import Source
from corpus.library.watch import Watcher, watch


def names(paths) -> list[str]:
    return [path.name for path in paths]


@pytest.fixture
def folder(tmp_path) -> Path:
    path = tmp_path / "watched"
    path.mkdir()
    return path


def test_a_file_is_given_once_when_two_looks_have_found_it_alike(folder):
    watcher = Watcher([str(folder)])
    file = folder / "a.txt"
    file.write_text("وصل")
    assert watcher.look() == []
    with file.open("a") as more:
        more.write(" الوفد")
    assert watcher.look() == []
    assert names(watcher.look()) == ["a.txt"]
    assert watcher.look() == watcher.look() == []


def test_a_changed_file_is_given_again_and_one_that_came_back_too(folder):
    watcher = Watcher([str(folder)])
    file = folder / "a.txt"
    file.write_text("وصل")
    watcher.look()
    assert names(watcher.look()) == ["a.txt"]
    os.utime(file, ns=(1, 1))
    assert watcher.look() == []
    assert names(watcher.look()) == ["a.txt"]
    file.rename(folder / "b.bak")
    watcher.look()
    (folder / "b.bak").rename(file)
    watcher.look()
    assert names(watcher.look()) == ["a.txt"]


def test_a_folder_that_goes_and_comes_back_is_watched_on(folder):
    watcher = Watcher([str(folder)])
    (folder / "a.txt").write_text("وصل")
    watcher.look()
    shutil.rmtree(folder)
    assert watcher.look() == watcher.look() == []
    folder.mkdir()
    (folder / "b.txt").write_text("غادر")
    watcher.look()
    assert names(watcher.look()) == ["b.txt"]


def test_a_watch_takes_in_what_comes_and_ends_with_a_report(empty, folder, prose):
    def step(n: int) -> None:
        if n == 1:
            (folder / "a.txt").write_text(prose(1))
            (folder / "gone.txt").write_text(prose(2))
        elif n == 2:
            (folder / "gone.txt").unlink()
        elif n == 4:
            (folder / "b.txt").write_text(prose(3))
            (folder / "a.txt").write_text(prose(1) + " " + prose(4, 5))
        elif n == 8:
            raise KeyboardInterrupt

    steps = iter(range(1, 20))
    outcomes = list(watch(empty, Source((str(folder),)), lambda: step(next(steps))))
    assert [(Path(one.input).name, one.status) for one in outcomes] == [
        ("a.txt", "added"),
        ("a.txt", "similar"),
        ("b.txt", "added"),
    ]
    (row,) = imports(empty)
    assert (row.state, row.counts) == ("done", {"added": 2, "similar": 1})


def test_a_file_that_vanishes_between_look_and_read_is_passed_over(
    empty, folder, prose, monkeypatch
):
    (folder / "a.txt").write_text(prose(1))
    (folder / "b.txt").write_text(prose(2))
    look = Watcher.look

    def look_and_lose(self):
        found = look(self)
        if found:
            (folder / "a.txt").unlink()
        return found

    monkeypatch.setattr(Watcher, "look", look_and_lose)
    steps = iter(range(3))

    def wait() -> None:
        if next(steps, None) is None:
            raise KeyboardInterrupt

    outcomes = list(watch(empty, Source((str(folder),)), wait))
    assert [(Path(one.input).name, one.status) for one in outcomes] == [("b.txt", "added")]
