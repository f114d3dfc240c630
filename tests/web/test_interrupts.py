"""Ctrl-C while a server is waited for: it ends at once, and what was done stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.library.feeds import add_feed
from corpus.library.import_reports import imports
from corpus.library.store import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType
    from typing import Any

SECONDS = 30


@pytest.fixture
def at_once() -> float:
    """A second, and on a busy machine what it takes besides to start and end a program."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "import sqlite3, ssl"], check=True)
    return 1 + time.monotonic() - began


@pytest.fixture
def stalling(site: Any) -> Iterator[Callable[[str], threading.Event]]:
    """Make a path of the site answer nothing, and tell when it is asked for."""
    over = threading.Event()

    def stalls(path: str) -> threading.Event:
        asked = threading.Event()

        def route(_: object) -> None:
            asked.set()
            over.wait(SECONDS)

        site.routes[path] = route
        return asked

    yield stalls
    over.set()


def interrupted(
    library: Path, asked: threading.Event, *words: str, lines: int = 0
) -> tuple[int, float, str, str]:
    """Run a command until it waits, interrupt it, and return its code, the seconds, its output.

    ``lines`` are those it prints before that.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", *words, "--library", str(library)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "no_proxy": "*"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        told = "".join(process.stdout.readline() for _ in range(lines))
        assert asked.wait(SECONDS)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=SECONDS)
        return process.returncode, time.monotonic() - began, told + out, err
    finally:
        process.kill()


def test_adding_pages_keeps_those_that_came(
    site: Any, web: ModuleType, stalling: Any, empty_file: Path, at_once: float
) -> None:
    site.routes["/a"] = web.Reply(web.blog(web.story(1), "utf-8").encode())
    pages = [f"{site.url}/a", f"{site.url}/slow"]
    code, seconds, _, err = interrupted(
        empty_file, stalling("/slow"), "add", "--json", "--allow-private", *pages, lines=1
    )
    assert (code, "Traceback" in err) == (130, False)
    assert seconds < at_once
    assert "1 added (stopped" in err
    with Library(empty_file) as library:
        assert len(library.article_ids()) == 1
        assert imports(library)[0].state == "stopped"


def test_a_refresh_keeps_the_entries_that_came(
    site: Any, web: ModuleType, stalling: Any, empty_file: Path, at_once: float
) -> None:
    items = [web.item(web.story(1), f"{site.url}/1", whole=True)]
    site.routes["/feed"] = web.Reply(web.rss(items).encode(), "application/rss+xml")
    with Library(empty_file) as library:
        add_feed(library, f"{site.url}/feed")
        # The same host, so that it is asked after the other has been read.
        add_feed(library, f"{site.url}/slow")
    code, seconds, _, err = interrupted(
        empty_file, stalling("/slow"), "feeds", "refresh", "--json", "--allow-private", lines=1
    )
    assert (code, "Traceback" in err) == (130, False)
    assert seconds < at_once
    assert "1 new (stopped; the next refresh goes on with the rest)" in err
    with Library(empty_file) as library:
        assert len(library.article_ids()) == 1
        assert imports(library)[0].state == "stopped"


def test_following_a_feed_that_does_not_answer_follows_nothing(
    site: Any, stalling: Any, empty_file: Path, at_once: float
) -> None:
    code, seconds, _, err = interrupted(
        empty_file, stalling("/slow"), "feeds", "add", "--allow-private", f"{site.url}/slow"
    )
    assert (code, "Traceback" in err) == (130, False)
    assert seconds < at_once
    with Library(empty_file) as library:
        assert library._rows("SELECT count(*) FROM feed") == [(0,)]
