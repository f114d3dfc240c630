"""What comes in while somebody reads: told once, by whomever it was added, and at rest nothing."""

from __future__ import annotations

import os
import queue
import threading
import time
from typing import TYPE_CHECKING

import pytest

from corpus.library.arrivals import Arrivals, Arrived
from corpus.library.feeds import add_feed, article_counts, feeds, remove_feed
from corpus.library.import_reports import imports, items, undo_last
from corpus.library.imports import Import, Source
from corpus.library.only_one import only_one
from corpus.library.refresh import RefreshOptions, fetch_whole, refresh
from corpus.library.store import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType
    from typing import Any

    from corpus.ingest.web import Policy

SECONDS = 20


class Reading:
    """A library somebody reads, and what is told meanwhile."""

    def __init__(self, library: Library, options: RefreshOptions) -> None:
        self.library = library
        self.told: queue.SimpleQueue[Arrived] = queue.SimpleQueue()
        self.threads: set[str] = set()
        self.arrivals = Arrivals(library.path, self._tell, options=options, first=0)

    def _tell(self, arrived: Arrived) -> None:
        self.threads.add(threading.current_thread().name)
        self.told.put(arrived)

    def next(self) -> Arrived:
        return self.told.get(timeout=SECONDS)


@pytest.fixture
def reading(empty: Library, patient: Policy) -> Iterator[Reading]:
    made = Reading(empty, RefreshOptions(patient, pause=0))
    yield made
    made.arrivals.stop()


def article_file(folder: Path, name: str, words: str) -> Path:
    """Write an article that has lain there for a minute."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"{words} وصل الوفد إلى أنقرة مساء اليوم والتقى نظيره.\n", encoding="utf-8")
    os.utime(path, (time.time() - 60, time.time() - 60))
    return path


def serve(site: Any, web: ModuleType, *numbers: int) -> str:
    stories = [web.story(n) for n in numbers]
    site.routes["/feed"] = web.Reply(
        web.rss(
            [web.item(told, f"{site.url}/{told.title}", whole=True) for told in stories]
        ).encode(),
        "application/rss+xml",
    )
    return f"{site.url}/feed"


def test_without_feeds_there_is_no_thread(reading: Reading) -> None:
    before = threading.active_count()
    assert not reading.arrivals.start(reading.library)
    assert threading.active_count() == before


def test_a_library_that_may_only_be_read_is_left_alone(empty: Library, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    add_feed(empty, str(tmp_path / "in"))
    with Library(empty.path, writable=False) as library:
        assert not Arrivals(empty.path, lambda _: None).start(library)


def test_what_a_feed_has_is_told_in_the_order_it_came(
    reading: Reading, site: Any, web: ModuleType
) -> None:
    add_feed(reading.library, serve(site, web, 1, 2, 3))
    assert reading.arrivals.start(reading.library)
    arrived = reading.next()
    assert set(arrived.ids) == set(reading.library.article_ids()) and len(arrived.ids) == 3
    assert arrived.problem == ""
    assert reading.threads == {"arrivals"}


def test_a_folder_is_followed_like_a_feed_and_a_file_is_read_once(
    reading: Reading, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    article_file(folder, "a.txt", "خبر أول")
    (folder / "junk.txt").write_bytes(b"")
    os.utime(folder / "junk.txt", (0, 0))
    add_feed(reading.library, str(folder))
    reading.arrivals.start(reading.library)
    assert len(reading.next().ids) == 1
    reading.arrivals.stop()
    (row,) = feeds(reading.library)
    assert (row.minutes, article_counts(reading.library)) == (1, {row.number: 1})
    assert refresh(reading.library).rejected == 0, "a file that was refused is not read again"
    article_file(folder, "b.txt", "خبر ثان")
    assert refresh(reading.library).added == 1
    (folder / "a.txt").write_text("نص آخر تماما عن زيارة الوزير إلى موسكو صباح اليوم.", "utf-8")
    os.utime(folder / "a.txt", (time.time() - 30, time.time() - 30))
    assert refresh(reading.library).added == 1


def test_a_file_that_is_being_written_is_left_for_the_next_look(
    empty: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    path = article_file(folder, "a.txt", "خبر")
    add_feed(empty, str(folder))
    os.utime(path)
    assert refresh(empty).added == 0
    os.utime(path, (time.time() - 60, time.time() - 60))
    assert refresh(empty).added == 1


def test_a_folder_that_has_gone_is_a_line_and_not_the_end(empty: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    article_file(folder, "a.txt", "خبر")
    add_feed(empty, str(folder))
    folder.rename(tmp_path / "away")
    report = refresh(empty)
    assert report.failed == 1 and "does not exist" in report.feeds[0].problem
    (tmp_path / "away").rename(folder)
    assert refresh(empty).added == 1


def test_a_file_whose_name_is_no_text_is_followed_too(empty: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    path = article_file(folder, "a.txt", "خبر")
    try:
        path.rename(folder / os.fsdecode(b"\xff\xfe.txt"))
    except OSError:
        pytest.skip("this file system wants names to be text")
    add_feed(empty, str(folder))
    assert [refresh(empty).added, refresh(empty).added] == [1, 0]


def test_articles_that_another_program_adds_are_told_too(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.library.arrivals.LONGEST_WAIT_SECONDS", 0.05)
    (tmp_path / "in").mkdir()
    add_feed(reading.library, str(tmp_path / "in"))
    with only_one(reading.library.path, "refresh"):
        # Somebody else is at the feeds, so they are left alone.
        reading.arrivals.start(reading.library)
        file = article_file(tmp_path / "elsewhere", "a.txt", "خبر")
        (outcome,) = Import(reading.library, Source((str(file),))).run()
        assert reading.next() == Arrived((outcome.id or "",))


def test_a_failing_feed_is_one_line_and_the_others_come_in(
    reading: Reading, site: Any, web: ModuleType
) -> None:
    add_feed(reading.library, f"{site.url}/gone")
    add_feed(reading.library, serve(site, web, 1))
    reading.arrivals.start(reading.library)
    told = [reading.next(), reading.next()]
    assert sorted(len(one.ids) for one in told) == [0, 1]
    (problem,) = [one.problem for one in told if one.problem]
    assert "404" in problem and "\n" not in problem


def test_whatever_goes_wrong_is_told_in_a_line(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    add_feed(reading.library, str(tmp_path / "in"))

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr("corpus.library.refresh.refresh", fails)
    reading.arrivals.start(reading.library)
    assert "odd" in reading.next().problem


def test_leaving_ends_it_at_once_though_a_server_stalls(
    reading: Reading, site: Any, web: ModuleType
) -> None:
    asked, over = threading.Event(), threading.Event()

    def stalls(_: object) -> None:
        asked.set()
        over.wait(SECONDS)

    site.routes["/feed"] = stalls
    add_feed(reading.library, f"{site.url}/feed")
    reading.arrivals.start(reading.library)
    assert asked.wait(SECONDS)
    began = time.monotonic()
    reading.arrivals.stop()
    over.set()
    assert time.monotonic() - began < 1
    assert not [one for one in threading.enumerate() if one.name == "arrivals"]
    assert reading.told.empty()


def test_at_rest_it_does_nothing(reading: Reading, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    add_feed(reading.library, str(tmp_path / "in"))
    refresh(reading.library)
    looks = []
    looked = reading.arrivals._looked
    done = threading.Event()

    def counted(library: Library) -> float:
        seconds = looked(library)
        looks.append(seconds)
        done.set()
        return seconds

    reading.arrivals._looked = counted  # type: ignore[method-assign]
    reading.arrivals.start(reading.library)
    assert done.wait(SECONDS)
    assert len(looks) == 1 and looks[0] > 30


# Taking back what feeds gave


@pytest.fixture
def look(empty: Library, patient: Policy) -> Callable[..., Any]:
    return lambda **how: refresh(empty, None, RefreshOptions(patient, pause=0, **how))


def test_what_a_refresh_brought_is_taken_back_and_does_not_come_again(
    empty: Library, site: Any, web: ModuleType, look: Any
) -> None:
    url = serve(site, web, 1, 2)
    add_feed(empty, url)
    assert look().added == 2
    (row,) = imports(empty)
    assert (row.inputs, row.state, sum(row.counts.values())) == ((url,), "done", 2)
    assert [item.input.startswith(site.url) for item in items(empty, row.id)] == [True, True]
    undone = undo_last(empty)
    assert undone is not None and len(undone.removed) == 2
    assert empty.article_ids() == ()
    assert look().added == 0
    assert empty.problems() == ()


def test_a_refresh_that_finds_nothing_is_no_act(
    empty: Library, site: Any, web: ModuleType, look: Any
) -> None:
    add_feed(empty, serve(site, web, 1))
    look()
    look()
    assert len(imports(empty)) == 1


def test_a_page_in_place_of_an_earlier_excerpt_stays(
    empty: Library, site: Any, web: ModuleType, look: Any
) -> None:
    told = web.story(1)
    site.routes["/page"] = web.Reply(web.blog(told, "utf-8").encode())
    site.routes["/feed"] = web.Reply(
        web.rss([web.item(told, f"{site.url}/page")]).encode(), "application/rss+xml"
    )
    add_feed(empty, f"{site.url}/feed")
    look()
    look(whole=True)
    (whole,) = empty.article_ids()
    assert not empty.article(whole).excerpt
    assert imports(empty)[0].counts == {"replaced": 1}
    undone = undo_last(empty)
    assert undone is not None and undone.removed == ()
    assert empty.article_ids() == (whole,)


def test_an_excerpt_made_whole_by_hand_is_an_act_that_keeps_its_page(
    empty: Library, site: Any, web: ModuleType, look: Any, patient: Policy
) -> None:
    told = web.story(1)
    site.routes["/page"] = web.Reply(web.blog(told, "utf-8").encode())
    site.routes["/feed"] = web.Reply(
        web.rss([web.item(told, f"{site.url}/page")]).encode(), "application/rss+xml"
    )
    add_feed(empty, f"{site.url}/feed")
    look()
    whole = fetch_whole(empty, empty.article_ids()[0], patient)
    row = imports(empty)[0]
    assert (row.inputs, row.counts) == ((f"{site.url}/page",), {"replaced": 1})
    undo_last(empty)
    assert empty.article_ids() == (whole,)


def test_a_feed_that_is_followed_no_more_ends_nothing(
    reading: Reading, site: Any, web: ModuleType
) -> None:
    add_feed(reading.library, serve(site, web, 1))
    reading.arrivals.start(reading.library)
    reading.next()
    remove_feed(reading.library, feeds(reading.library)[0])
    reading.arrivals.stop()
    assert reading.told.empty()
