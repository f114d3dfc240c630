"""Following feeds: what is new comes in once, whole or marked as an excerpt, whatever happens."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from corpus.article import Note, Span
from corpus.errors import InputError, LibraryError, NotFoundError, UsageError
from corpus.ingest.web import FetchError
from corpus.library import feeds as feeds_module
from corpus.library import refresh as refresh_module
from corpus.library.feeds import add_feed, article_counts, due, feeds, find, later, remove_feed
from corpus.library.fetched import fetched_for, versions
from corpus.library.imports import Import, Source
from corpus.library.only_one import BusyError, only_one
from corpus.library.refresh import RefreshOptions, RefreshReport, fetch_whole, refresh
from corpus.library.store import Library

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType
    from typing import Any

    from corpus.ingest.web import Policy


@pytest.fixture
def look(empty: Library, patient: Policy) -> Any:
    """Look at the feeds of the empty library; without pauses, since it is our own server."""

    def looked(**options: Any) -> RefreshReport:
        wanted = options.pop("wanted", None)
        policy = options.pop("policy", patient)
        told = options.pop("told", None)
        stop = options.pop("stop", None)
        made = RefreshOptions(policy, pause=0, **options)
        return refresh(empty, wanted, made, told=told, stop=stop)

    return looked


def _serve(site: Any, web: ModuleType, stories: list[Any], **how: Any) -> str:
    """Serve a feed of stories with their pages, and return its address."""
    items = []
    for number, told in enumerate(stories):
        path = f"/story/{told.day}/{number}"
        page = web.blog(told, "utf-8")
        site.routes.setdefault(path, web.Reply(page.encode()))
        items.append(web.item(told, site.url + path, guid=told.title, **how))
    site.routes["/feed"] = web.Reply(
        web.rss(items).encode(), "application/rss+xml", etag=f'"{hash(tuple(items))}"'
    )
    return f"{site.url}/feed"


def _body(library: Library, id_: str) -> str:
    article = library.article(id_)
    return "\n".join(p.span.slice(article.text) for p in article.paragraphs if p.role == "body")


def _titles(library: Library) -> list[str | None]:
    return [library.article(id_).title for id_ in library.article_ids()]


def test_a_feed_comes_in_once_and_then_nothing_new(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    stories = [web.story(n) for n in range(3)]
    add_feed(empty, _serve(site, web, stories, whole=True))
    assert look().added == 3
    for id_ in empty.article_ids():
        article = empty.article(id_)
        told = next(one for one in stories if one.title == article.title)
        assert _body(empty, id_) == told.body
        assert article.published is not None
        assert (article.published.day, article.published.known_from) == (told.day, "feed")
        assert (article.source, article.excerpt) == ("بوابة الغد", False)
    again = look()
    assert (again.added, again.feeds[0].unchanged) == (0, True)
    assert feeds(empty)[0].title == "بوابة الغد"


def test_a_server_without_validators_gives_nothing_new_either(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)], whole=True))
    site.routes["/feed"].etag = None
    told: list[Any] = []
    assert [look().added, look(told=told.append).added] == [1, 0]
    assert told == []


def test_only_the_new_entry_comes_in(site: Any, web: ModuleType, empty: Library, look: Any) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)], whole=True))
    look()
    _serve(site, web, [web.story(2), web.story(1)], whole=True)
    assert look().added == 1
    assert len(empty.article_ids()) == 2


def test_a_teaser_is_an_excerpt_and_no_page_is_asked_for(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)]))
    look()
    (id_,) = empty.article_ids()
    assert empty.article(id_).excerpt
    assert site.paths() == ["/feed"]


def test_full_fetches_the_pages_and_keeps_their_bytes(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    told = web.story(1)
    add_feed(empty, _serve(site, web, [told]), whole=True)
    assert look().added == 1
    (id_,) = empty.article_ids()
    article = empty.article(id_)
    assert (article.title, _body(empty, id_), article.excerpt) == (told.title, told.body, False)
    (kept,) = fetched_for(empty, id_)
    assert kept.data == site.routes[f"/story/{told.day}/0"].body
    assert kept.final_url == f"{site.url}/story/{told.day}/0"
    assert kept.content_type == "text/html; charset=utf-8"
    assert versions(empty, kept.final_url) == (id_,)


def test_the_day_of_the_page_counts_before_that_of_the_feed(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)], date="2021-11-11"), whole=True)
    look()
    known = empty.article(empty.article_ids()[0]).published
    assert known is not None
    assert (known.day, known.known_from) == (web.story(1).day, "metadata")


def test_excerpts_that_are_there_give_way_to_their_pages_on_request(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    stories = [web.story(1), web.story(2)]
    add_feed(empty, _serve(site, web, stories))
    look()
    assert look(whole=True).added == 2
    ids = empty.article_ids()
    assert len(ids) == 2 and not any(empty.article(id_).excerpt for id_ in ids)
    asked = len(site.requests)
    assert look(whole=True).feeds[0].unchanged
    assert len(site.requests) == asked + 1
    assert empty.problems() == ()


def test_an_excerpt_with_a_note_stays_beside_its_page(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)]))
    look()
    (id_,) = empty.article_ids()
    now = "2020-03-05T08:00:00Z"
    hash_ = empty.article(id_).content_hash
    empty.save_note(Note("n1", id_, Span(0, 4), "نص", "", "", hash_, "ملاحظة", now, now))
    look(whole=True)
    assert len(empty.article_ids()) == 2 and id_ in empty.article_ids()


def test_one_excerpt_can_be_made_whole(
    site: Any, web: ModuleType, empty: Library, look: Any, patient: Policy
) -> None:
    told = web.story(1)
    add_feed(empty, _serve(site, web, [told]))
    look()
    (excerpt,) = empty.article_ids()
    whole = fetch_whole(empty, excerpt, patient)
    assert (_body(empty, whole), empty.article_ids()) == (told.body, (whole,))
    assert look().added == 0
    assert fetch_whole(empty, whole, patient) == whole


def test_an_article_without_an_address_cannot_be_made_whole(
    site: Any, web: ModuleType, empty: Library, look: Any, patient: Policy
) -> None:
    site.routes["/feed"] = web.Reply(web.rss([web.item(web.story(1), None)]).encode())
    add_feed(empty, f"{site.url}/feed")
    look()
    with pytest.raises(NotFoundError, match="has no address"):
        fetch_whole(empty, empty.article_ids()[0], patient)


def test_an_entry_that_was_corrected_comes_in_again(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    told = web.story(1)
    add_feed(empty, _serve(site, web, [told], whole=True))
    look()
    changed = web.Story(told.title, told.day, (*told.paragraphs, "وأضاف أن المحادثات مستمرة."))
    _serve(site, web, [changed], whole=True)
    assert look().added == 1
    assert {_body(empty, id_) for id_ in empty.article_ids()} == {told.body, changed.body}


def test_a_corrected_teaser_takes_the_place_of_the_old_one(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    told = web.story(1)
    add_feed(empty, _serve(site, web, [told]))
    look()
    _serve(site, web, [web.Story(told.title, told.day, ("نفى الوزير ما نسب إليه من أقوال",))])
    look()
    (id_,) = empty.article_ids()
    assert "نفى" in _body(empty, id_)


def test_an_article_that_was_taken_out_does_not_come_back(
    site: Any, web: ModuleType, empty_file: Path, empty: Library, look: Any
) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)], whole=True))
    look()
    with sqlite3.connect(empty_file) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("DELETE FROM article")
    site.routes["/feed"].etag = '"other"'
    assert look().added == 0
    assert article_counts(empty) == {}


# Courtesy


def test_pages_closed_by_robots_txt_are_left_alone(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    site.routes["/robots.txt"] = web.Reply(b"User-agent: *\nDisallow: /story/\n", "text/plain")
    add_feed(empty, _serve(site, web, [web.story(1)]), whole=True)
    outcomes: list[Any] = []
    assert look(told=outcomes.append).added == 1
    assert "closed to programs" in outcomes[0].reason
    assert site.paths() == ["/feed", "/robots.txt"]
    assert empty.article(empty.article_ids()[0]).excerpt
    look()
    assert len(site.asked("/robots.txt")) == 1


def test_rules_for_other_programs_are_not_ours(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    site.routes["/robots.txt"] = web.Reply(
        b"User-agent: OtherBot\nDisallow: /\n\nUser-agent: *\nAllow: /\n", "text/plain"
    )
    add_feed(empty, _serve(site, web, [web.story(1)]), whole=True)
    look()
    assert not empty.article(empty.article_ids()[0]).excerpt


def test_a_robots_txt_that_fails_closes_the_pages_for_now(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    site.routes["/robots.txt"] = web.Reply(status=503)
    add_feed(empty, _serve(site, web, [web.story(1)]), whole=True)
    look()
    assert empty.article(empty.article_ids()[0]).excerpt
    del site.routes["/robots.txt"]
    assert look().added == 1
    assert not empty.article(empty.article_ids()[0]).excerpt


def test_a_host_is_asked_one_thing_at_a_time_with_pauses(
    site: Any, web: ModuleType, empty: Library, patient: Policy
) -> None:
    first = _serve(site, web, [web.story(1), web.story(2)])
    site.routes["/other"] = site.routes["/feed"]
    for address in (first, f"{site.url}/other"):
        add_feed(empty, address, whole=True)
    refresh(empty, None, RefreshOptions(patient, pause=0.03))
    times = [(request.began, request.ended) for request in site.requests]
    assert len(times) >= 5
    gaps = [after[0] - before[1] for before, after in pairwise(times)]
    assert min(gaps) > 0.02


def test_a_page_that_two_feeds_name_is_fetched_once(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    told = web.story(1)
    first = _serve(site, web, [told])
    site.routes["/other"] = site.routes["/feed"]
    for address in (first, f"{site.url}/other"):
        add_feed(empty, address, whole=True)
    look()
    assert len(site.asked(f"/story/{told.day}/0")) == 1
    assert [empty.article(id_).excerpt for id_ in empty.article_ids()] == [False]
    counts = article_counts(empty)
    assert list(counts.values()) == [1, 1]


def test_a_name_given_by_the_user_stays(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)]), title="اسمي")
    look()
    assert feeds(empty)[0].title == "اسمي"


def test_a_server_that_asks_for_quiet_gets_it(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    site.routes["/feed"] = web.Reply(status=429, headers={"Retry-After": "3600"})
    add_feed(empty, f"{site.url}/feed")
    assert look().failed == 1
    report = look()
    assert "left alone until" in report.feeds[0].skipped
    assert (report.failed, len(site.requests)) == (0, 1)
    assert due(empty) == ()


# Times


def test_a_feed_is_due_again_after_its_time(
    site: Any, web: ModuleType, empty_file: Path, patient: Policy
) -> None:
    now = ["2020-03-05T08:00:00Z"]
    with Library(empty_file, now=lambda: now[0]) as library:
        add_feed(library, _serve(site, web, [web.story(1)]), minutes=15)
        add_feed(library, f"{site.url}/gone")
        assert len(due(library)) == 2
        refresh(library, None, RefreshOptions(patient, pause=0))
        assert due(library) == ()
        now[0] = "2020-03-05T08:15:00Z"
        assert [row.url for row in due(library)] == [f"{site.url}/feed"]
        for wait in (30, 60, 120):
            now[0] = later(now[0], 60 * wait)
            assert f"{site.url}/gone" in [row.url for row in due(library)]
            refresh(library, due(library), RefreshOptions(patient, pause=0))
            assert f"{site.url}/gone" not in [row.url for row in due(library)]
        assert find(library, f"{site.url}/gone").failures == 4


def test_a_feed_that_asks_for_more_time_gets_it(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    site.routes["/feed"] = web.Reply(web.rss([], more="<ttl>240</ttl>").encode())
    add_feed(empty, f"{site.url}/feed", minutes=15)
    look()
    (row,) = feeds(empty)
    assert row.checked is not None and row.due == later(row.checked, 240 * 60)


@pytest.mark.parametrize("minutes", [0, -5, 100_000])
def test_a_feed_is_looked_at_between_every_minute_and_once_a_day(
    empty: Library, minutes: int
) -> None:
    with pytest.raises(UsageError):
        add_feed(empty, "http://a.example/", minutes=minutes)


# What goes wrong


def _endless(handler: Any) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b'<rss version="2.0"><channel>')
    while True:
        handler.wfile.write(b"<item><title>again</title></item>" * 300)


def test_one_bad_feed_keeps_no_other_out(
    site: Any, web: ModuleType, empty: Library, look: Any, near: Policy
) -> None:
    over = threading.Event()
    site.routes |= {
        "/endless": _endless,
        "/stalled": lambda handler: over.wait(5),
        "/page": web.Reply(b"<html><body>no feed</body></html>"),
        "/500": web.Reply(status=500),
        "/broken": web.Reply(b'<?xml version="1.0"?><rss version="2.0"><channel><item'),
        "/circle": web.Reply(status=302, headers={"Location": "/circle"}),
    }
    wrong = {
        "/endless": "never ends",
        "/stalled": "does not answer",
        "/page": "is no feed",
        "/500": "failed (500)",
        "/broken": "is damaged",
        "/circle": "redirects in circles",
        "/404": "is not there (404)",
    }
    for path in wrong:
        add_feed(empty, site.url + path)
    add_feed(empty, _serve(site, web, [web.story(1)], whole=True))
    report = look(policy=replace(near, read_seconds=1))
    over.set()
    assert (report.added, report.failed) == (1, len(wrong))
    for path, says in wrong.items():
        problem = find(empty, site.url + path).problem
        assert says in problem and "\n" not in problem


def test_one_entry_that_the_program_fails_on_keeps_no_other_out(
    site: Any, web: ModuleType, empty: Library, look: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No entry is known to do this: the fault is put in."""
    real = refresh_module.feed_format.article_of

    def faulty(entry: Any, *rest: Any) -> Any:
        if entry.title == web.story(2).title:
            raise ZeroDivisionError
        return real(entry, *rest)

    monkeypatch.setattr(refresh_module.feed_format, "article_of", faulty)
    add_feed(empty, _serve(site, web, [web.story(n) for n in (1, 2, 3)], whole=True))
    outcomes: list[Any] = []
    report = look(told=outcomes.append)
    assert (report.added, report.rejected, report.failed) == (2, 1, 0)
    assert "idlib-brief fails on it" in outcomes[1].reason
    assert look().added == 0


def test_one_feed_that_the_program_fails_on_keeps_no_other_out(
    site: Any, web: ModuleType, empty: Library, look: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = refresh_module.feed_format.parse

    def faulty(data: bytes, name: str, **rest: Any) -> Any:
        if name.endswith("/bad"):
            raise ZeroDivisionError
        return real(data, name, **rest)

    monkeypatch.setattr(refresh_module.feed_format, "parse", faulty)
    site.routes["/bad"] = web.Reply(b"")
    add_feed(empty, f"{site.url}/bad")
    add_feed(empty, _serve(site, web, [web.story(1)], whole=True))
    report = look()
    assert (report.added, report.failed) == (1, 1)


def test_half_characters_do_no_harm(site: Any, web: ModuleType, empty: Library, look: Any) -> None:
    item = {"id": "\ud800", "title": "خبر \ud800 مهم", "content_html": "<p>نص \udfff آخر</p>"}
    stated = {"version": "https://jsonfeed.org/version/1.1", "title": "\ud800", "items": [item]}
    site.routes["/feed"] = web.Reply(json.dumps(stated).encode())
    add_feed(empty, f"{site.url}/feed")
    assert look().added == 1
    assert empty.article(empty.article_ids()[0]).title == "خبر مهم"


def test_private_addresses_are_refused_unless_allowed(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    from corpus.ingest.web import Policy

    add_feed(empty, _serve(site, web, [web.story(1)]))
    assert "private address" in look(policy=Policy()).feeds[0].problem
    assert site.requests == []


def test_a_page_that_fails_for_now_is_asked_for_again(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    told = web.story(1)
    address = _serve(site, web, [told])
    path = f"/story/{told.day}/0"
    page, site.routes[path] = site.routes[path], web.Reply(status=500)
    add_feed(empty, address, whole=True)
    outcomes: list[Any] = []
    look(told=outcomes.append)
    assert "failed (500)" in outcomes[0].reason
    assert empty.article(empty.article_ids()[0]).excerpt
    site.routes[path] = page
    assert look().added == 1
    (id_,) = empty.article_ids()
    assert _body(empty, id_) == told.body


def test_a_page_that_keeps_failing_is_given_up(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    told = web.story(1)
    address = _serve(site, web, [told])
    site.routes[f"/story/{told.day}/0"] = web.Reply(status=500)
    add_feed(empty, address, whole=True)
    for _ in range(feeds_module.MAX_TRIES + 3):
        look()
    assert len(site.asked(f"/story/{told.day}/0")) == feeds_module.MAX_TRIES
    assert look().feeds[0].unchanged


def test_pages_in_circles_leave_the_excerpt(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    told = web.story(1)
    address = _serve(site, web, [told])
    path = f"/story/{told.day}/0"
    site.routes[path] = web.Reply(status=302, headers={"Location": path})
    add_feed(empty, address, whole=True)
    outcomes: list[Any] = []
    assert look(told=outcomes.append).added == 1
    assert "redirects in circles" in outcomes[0].reason


def test_a_full_disk_ends_it_with_a_reason_and_the_next_time_completes_it(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    stories = [web.story(n) for n in range(12)]
    add_feed(empty, _serve(site, web, stories, whole=True))
    empty._db.execute("VACUUM")
    pages = empty._rows("PRAGMA page_count")[0][0]
    empty._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LibraryError, match=r"the disk of .* is full"):
        look()
    assert empty.problems() == ()
    done = len(empty.article_ids())
    assert done < 12
    empty._db.execute("PRAGMA max_page_count = 1000000")
    assert look().added == 12 - done
    assert sorted(map(str, _titles(empty))) == sorted(one.title for one in stories)


_KILLED = """
import sys
from pathlib import Path
from corpus.ingest.web import Policy
from corpus.library.refresh import RefreshOptions, refresh
from corpus.library.store import Library

def told(outcome):
    print(outcome.id, flush=True)
    if len(seen) + 1 == int(sys.argv[2]):
        sys.stdin.read()
    seen.append(outcome)

seen = []
with Library(Path(sys.argv[1])) as library:
    refresh(library, None, RefreshOptions(Policy(allow_private=True), pause=0), told=told)
"""


def test_a_refresh_that_was_killed_is_completed_by_the_next(
    site: Any, web: ModuleType, empty_file: Path, patient: Policy
) -> None:
    stories = [web.story(n) for n in range(5)]
    with Library(empty_file) as library:
        add_feed(library, _serve(site, web, stories, whole=True))
    running = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(empty_file), "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert running.stdin is not None and running.stdout is not None
    for _ in range(2):
        assert running.stdout.readline()
    with Library(empty_file) as library, pytest.raises(BusyError):
        refresh(library, None, RefreshOptions(patient, pause=0))
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    with Library(empty_file) as library:
        assert library.problems() == ()
        assert refresh(library, None, RefreshOptions(patient, pause=0)).added == 3
        assert len(library.article_ids()) == 5
        assert all(fetched_for(library, id_) for id_ in library.article_ids())


def test_an_article_and_its_record_are_kept_both_or_neither(
    site: Any, web: ModuleType, empty: Library, look: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)], whole=True))

    def killed(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(refresh_module, "see", killed)
        look()
    assert empty.article_ids() == ()
    assert look().added == 1
    assert fetched_for(empty, empty.article_ids()[0])


def test_a_refresh_can_be_stopped_and_goes_on_later(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    add_feed(empty, _serve(site, web, [web.story(n) for n in range(5)], whole=True))
    stop = threading.Event()
    first = look(stop=stop, told=lambda outcome: stop.set())
    assert 1 <= first.added < 5
    assert look().added == 5 - first.added


def test_two_at_once_are_one_too_many(empty: Library, look: Any) -> None:
    with only_one(empty.path, "refresh"), pytest.raises(BusyError):
        look()
    look()


def test_a_lock_that_has_no_place_says_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be written"):  # noqa: SIM117
        with only_one(tmp_path / "gone" / "library.sqlite", "refresh"):
            pass


def test_it_runs_in_a_thread_with_a_library_of_its_own(
    site: Any, web: ModuleType, empty: Library, empty_file: Path, patient: Policy
) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)], whole=True))
    reports: list[RefreshReport] = []

    def work() -> None:
        with Library(empty_file) as own:
            reports.append(refresh(own, due(own), RefreshOptions(patient, pause=0)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert reports[0].added == 1
    assert len(empty.article_ids()) == 1


# The list


def test_a_feed_that_has_moved_for_good_is_followed_there(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    new = _serve(site, web, [web.story(1)], whole=True)
    site.routes["/old"] = web.Reply(status=301, headers={"Location": "/feed"})
    add_feed(empty, f"{site.url}/old")
    look()
    assert [row.url for row in feeds(empty)] == [new]
    assert look().added == 0


def test_feeds_are_found_by_number_address_and_title(empty: Library) -> None:
    assert add_feed(empty, "http://A.example/feed#x", title="الغد")
    assert not add_feed(empty, "http://a.example/feed")
    for name in ("1", "http://a.example/feed", "الغد"):
        assert find(empty, name).number == 1
    with pytest.raises(NotFoundError, match="There is no feed"):
        find(empty, "2")


def test_what_is_no_address_is_not_followed(empty: Library) -> None:
    for url in ("file:///etc/passwd", "ftp://a.example/", "nonsense"):
        with pytest.raises(FetchError):
            add_feed(empty, url)


def test_articles_of_a_feed_that_is_followed_no_more_stay(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    add_feed(empty, _serve(site, web, [web.story(1)], whole=True))
    look()
    remove_feed(empty, feeds(empty)[0])
    assert (feeds(empty), len(empty.article_ids())) == ((), 1)
    add_feed(empty, f"{site.url}/feed")
    assert look().added == 0


def test_a_feed_may_lie_in_a_file(
    web: ModuleType, empty: Library, look: Any, tmp_path: Path
) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(web.rss([web.item(web.story(1), None, whole=True)]))
    add_feed(empty, str(file))
    assert look().added == 1
    assert look().feeds[0].unchanged
    file.write_text(web.rss([web.item(web.story(n), None, whole=True) for n in (1, 2)]))
    assert look().added == 1
    file.unlink()
    assert "does not exist" in look().feeds[0].problem


# Single pages


def _add(library: Library, url: str, policy: Policy) -> list[Any]:
    outcomes = list(Import(library, Source((url,), policy=policy)).run())
    assert outcomes
    return outcomes


def test_a_page_is_taken_in_with_its_bytes_and_only_once(
    site: Any, web: ModuleType, empty: Library, patient: Policy
) -> None:
    told = web.story(3)
    page = web.tables(told, "windows-1256").encode("cp1256")
    site.routes |= {
        "/short": web.Reply(status=302, headers={"Location": "/long"}),
        "/long": web.Reply(page, "text/html; charset=utf-8"),
    }
    outcomes = [
        *_add(empty, f"{site.url}/short", patient),
        *_add(empty, f"{site.url}/short", patient),
    ]
    assert [outcome.status for outcome in outcomes] == ["added", "duplicate"]
    (id_,) = empty.article_ids()
    assert (empty.article(id_).title, _body(empty, id_)) == (told.title, told.body)
    (kept,) = fetched_for(empty, id_)
    assert (kept.url, kept.final_url) == (f"{site.url}/short", f"{site.url}/long")
    assert kept.data == page and kept.status == 200
    assert versions(empty, f"{site.url}/short") == versions(empty, f"{site.url}/long") == (id_,)


def test_a_feed_given_as_a_page_gives_its_entries_and_its_bytes_are_kept_once(
    site: Any, web: ModuleType, empty: Library, patient: Policy
) -> None:
    stories = [web.story(1), web.story(2)]
    address = _serve(site, web, stories, whole=True)
    told = {
        (outcome.title, outcome.status == "rejected") for outcome in _add(empty, address, patient)
    }
    assert told == {(story.title, False) for story in stories}
    for id_ in empty.article_ids():
        (kept,) = fetched_for(empty, id_)
        assert kept.data == site.routes["/feed"].body
    assert empty._rows("SELECT count(*) FROM fetch_body") == [(1,)]


def test_a_page_that_cannot_be_had_is_rejected_with_its_reason(
    site: Any, empty: Library, patient: Policy
) -> None:
    (outcome,) = _add(empty, f"{site.url}/none", patient)
    assert (outcome.status, "is not there (404)" in str(outcome.reason)) == ("rejected", True)


def test_bytes_go_with_the_last_article_that_came_of_them(
    site: Any, web: ModuleType, empty: Library, patient: Policy
) -> None:
    _add(empty, _serve(site, web, [web.story(1), web.story(2)], whole=True), patient)
    first, second = empty.article_ids()
    for id_, left in ((first, 1), (second, 0)):
        empty._db.execute("DELETE FROM article WHERE id = ?", (id_,))
        assert empty._rows("SELECT count(*) FROM fetch") == [(left,)]
        assert empty._rows("SELECT count(*) FROM fetch_body") == [(left,)]


def test_a_page_that_says_no_more_than_its_excerpt_is_asked_for_once(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    told = web.Story("أكار يصل إلى موسكو", "2020-03-05", (web.story(1).paragraphs[0],))
    site.routes["/page"] = web.Reply(web.blog(told, "utf-8").encode())
    item = web.item(told, f"{site.url}/page").replace("…", "")
    item = item.replace(told.paragraphs[0][:90], told.paragraphs[0])
    site.routes["/feed"] = web.Reply(web.rss([item]).encode(), etag='"1"')
    add_feed(empty, f"{site.url}/feed")
    look()
    (id_,) = empty.article_ids()
    assert empty.article(id_).excerpt
    look(whole=True)
    assert empty.article_ids() == (id_,)
    assert not empty.article(id_).excerpt
    look(whole=True)
    assert len(site.asked("/page")) == 1


def test_the_same_words_in_another_outlet_are_kept_as_a_copy(
    site: Any, web: ModuleType, empty: Library, look: Any
) -> None:
    for outlet in ("a", "b"):
        item = web.item(web.story(1), f"{site.url}/{outlet}/1", whole=True)
        site.routes[f"/{outlet}"] = web.Reply(web.rss([item], f"صحيفة {outlet}").encode())
        add_feed(empty, f"{site.url}/{outlet}")
    outcomes: list[Any] = []
    look(told=outcomes.append)
    assert [outcome.status for outcome in outcomes] == ["added", "duplicate"]
    assert empty._rows("SELECT source FROM copy") == [("صحيفة b",)]


def test_a_page_without_an_article_leaves_the_excerpt(
    site: Any, web: ModuleType, empty: Library, look: Any, patient: Policy
) -> None:
    told = web.story(1)
    address = _serve(site, web, [told])
    site.routes[f"/story/{told.day}/0"] = web.Reply(b"<html><body></body></html>")
    add_feed(empty, address, whole=True)
    look()
    (id_,) = empty.article_ids()
    assert empty.article(id_).excerpt
    with pytest.raises(InputError):
        fetch_whole(empty, id_, patient)
