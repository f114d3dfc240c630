"""A whole site with one command: pages in five styles and three charsets, feeds, a list, errors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus.ingest.opml import parse as parse_opml
from corpus.library.feeds import feeds, find
from corpus.library.fetched import fetched_for
from corpus.library.store import Library
from tui import cli

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType
    from typing import Any

CHARSETS = (("utf-8", "utf-8"), ("windows-1256", "cp1256"), ("iso-8859-6", "iso8859_6"))


@pytest.fixture
def run(
    empty_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Run the program on the empty library; returns its exit code, stdout and stderr."""
    monkeypatch.setitem(cli.VERBS, "feeds", ("follow feeds", "idlib-brief feeds list"))

    def called(*words: str) -> tuple[int, str, str]:
        try:
            code = cli.main([*words, "--library", str(empty_file)])
        except SystemExit as error:
            code = int(str(error.code))
        told = capsys.readouterr()
        return code, told.out, told.err

    return called


def _write(told: Any, codec: str) -> Any:
    """Return a story that a charset can hold."""
    assert all(line.encode(codec) for line in (told.title, *told.paragraphs))
    return told


def _build(site: Any, web: ModuleType) -> dict[str, Any]:
    """Serve fifteen pages, three feeds that name them, a list of the feeds; return the stories."""
    stories: dict[str, Any] = {}
    for row, (charset, codec) in enumerate(CHARSETS):
        items = []
        for column, style in enumerate(web.STYLES):
            told = _write(web.story(5 * row + column), codec)
            path = f"/{codec}/{style.__name__}.html"
            # One of the three servers says nothing of its charset, one the wrong thing.
            header = ("text/html; charset=utf-8", "text/html", "text/html; charset=utf-8")[row]
            page = style(told, charset).encode(codec)
            site.routes[path] = web.Reply(page, header)
            stories[site.url + path] = told
            items.append(web.item(told, site.url + path))
        gone = web.item(web.story(50 + row), f"{site.url}/gone/{row}")
        site.routes[f"/{codec}/feed"] = web.Reply(
            web.rss([*items, gone], f"بوابة الغد {row}").encode(), "application/rss+xml"
        )
    outlines = "".join(
        f'<outline text="صحف"><outline text="f" xmlUrl="{site.url}/{name}"/></outline>'
        for name in (*(f"{codec}/feed" for _, codec in CHARSETS), "no-feed")
    )
    site.routes["/robots.txt"] = web.Reply(b"User-agent: *\nDisallow: /private/\n", "text/plain")
    site.opml = f'<opml version="2.0"><body>{outlines}</body></opml>'
    return stories


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses between requests are for servers that are not our own."""
    from corpus.ingest import courtesy

    real = courtesy.Visitor.__init__

    def without_pause(self: Any, policy: Any, *, pause: float = 1.0, stop: Any = None) -> None:
        real(self, policy, pause=0, stop=stop)

    monkeypatch.setattr(courtesy.Visitor, "__init__", without_pause)


def test_a_site_comes_in_with_one_command_and_nothing_is_new_the_second_time(
    site: Any,
    web: ModuleType,
    run: Any,
    empty_file: Path,
    tmp_path: Path,
    unhurried: None,
) -> None:
    stories = _build(site, web)
    subscriptions = tmp_path / "subscriptions.opml"
    subscriptions.write_text(site.opml)
    command = ("feeds", "import", str(subscriptions), "--full", "--refresh", "--allow-private")
    code, out, err = run(*command)
    assert code == 1
    assert "18 new from 4 feeds, 1 failed" in err
    assert f"{site.url}/no-feed is not there (404)" in err
    assert err.count("\nidlib-brief: ") == 1
    with Library(empty_file) as library:
        ids = library.article_ids()
        whole = [id_ for id_ in ids if not library.article(id_).excerpt]
        assert len(ids) == 18 and len(whole) == 15
        wrong = []
        for id_ in whole:
            article = library.article(id_)
            (kept,) = fetched_for(library, id_)
            told = stories[kept.url]
            body = "\n".join(
                p.span.slice(article.text) for p in article.paragraphs if p.role == "body"
            )
            day = article.published.day if article.published else None
            if (article.title, day, body) != (told.title, told.day, told.body):
                wrong.append((kept.url, article.title, day, body))
        assert wrong == []
    code, out, err = run(*command)
    assert code == 1
    assert "0 new from 4 feeds" in err
    assert out == ""
    with Library(empty_file) as library:
        assert library.article_ids() == ids
        assert library.problems() == ()


def test_refresh_fit_for_cron_says_nothing_when_all_is_well(
    site: Any, web: ModuleType, run: Any
) -> None:
    site.routes["/feed"] = web.Reply(web.rss([web.item(web.story(1), None)]).encode())
    assert run("feeds", "add", f"{site.url}/feed", "--allow-private", "--quiet") == (0, "", "")
    refresh = ("feeds", "refresh", "--quiet", "--allow-private")
    assert run(*refresh) == (0, "", "")
    assert run(*refresh, "--due") == (0, "", "")
    assert len(site.asked("/feed")) == 2
    del site.routes["/feed"]
    code, out, err = run(*refresh)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1 and "is not there (404)" in err


def test_refresh_while_another_is_at_it_is_no_failure(run: Any, empty_file: Path) -> None:
    from corpus.library.only_one import only_one

    with only_one(empty_file, "refresh"):
        assert run("feeds", "refresh", "--quiet") == (0, "", "")
        code, _, err = run("feeds", "refresh")
        assert code == 0 and "Another program" in err


def test_refresh_tells_each_article_as_json(site: Any, web: ModuleType, run: Any) -> None:
    site.routes["/feed"] = web.Reply(web.rss([web.item(web.story(1), None, whole=True)]).encode())
    run("feeds", "add", f"{site.url}/feed", "--allow-private")
    code, out, _ = run("feeds", "refresh", "--json", "--allow-private")
    (record,) = map(json.loads, out.splitlines())
    assert code == 0
    assert (record["status"], record["title"]) == ("added", web.story(1).title)
    assert (record["published"], record["published_from"]) == (web.story(1).day, "feed")


def test_a_page_stands_for_the_feed_it_names(
    site: Any, web: ModuleType, run: Any, empty_file: Path
) -> None:
    site.routes |= {
        "/": web.Reply(b'<html><link rel="alternate" type="application/rss+xml" href="/rss">'),
        "/rss": web.Reply(web.rss([], "الغد").encode()),
    }
    code, _, err = run("feeds", "add", site.url, "--folder", "صحف", "--allow-private")
    assert (code, "Following الغد" in err) == (0, True)
    with Library(empty_file) as library:
        (row,) = feeds(library)
        assert (row.url, row.title, row.folder) == (f"{site.url}/rss", "الغد", "صحف")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/none", "is not there (404)"),
        ("/page", "is no feed, and names none"),
        ("/two", "names several feeds. Choose from: "),
    ],
)
def test_what_is_no_feed_is_not_followed(
    site: Any, web: ModuleType, run: Any, empty_file: Path, path: str, says: str
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/{}">'
    site.routes |= {
        "/page": web.Reply(b"<html>none</html>"),
        "/two": web.Reply(f"<html>{link.format('a')}{link.format('b')}</html>".encode()),
    }
    code, _, err = run("feeds", "add", site.url + path, "--allow-private")
    assert code == 1 and says in err
    with Library(empty_file) as library:
        assert feeds(library) == ()


def test_private_addresses_want_a_word(site: Any, run: Any) -> None:
    code, _, err = run("feeds", "add", f"{site.url}/feed")
    assert code == 1
    assert "private address 127.0.0.1. Allow it with --allow-private" in err
    assert site.requests == []


def test_an_address_without_its_scheme_is_asked_about(run: Any) -> None:
    code, _, err = run("feeds", "add", "example.org/feed")
    assert code == 1 and "Did you mean https://example.org/feed?" in err


def test_the_list_goes_out_and_comes_back(
    site: Any, web: ModuleType, run: Any, empty_file: Path, tmp_path: Path
) -> None:
    first = tmp_path / "a.opml"
    first.write_text(
        '<opml><body><outline text="صحف"><outline text="الغد" xmlUrl="http://a.example/f"/>'
        '</outline><outline text="ب &amp; ج" xmlUrl="http://b.example/f"/></body></opml>'
    )
    assert run("feeds", "import", str(first))[0] == 0
    code, out, _ = run("feeds", "export")
    assert code == 0
    assert set(parse_opml(out.encode(), "-")) == set(parse_opml(first.read_bytes(), "a"))
    second = tmp_path / "b.opml"
    assert run("feeds", "export", "-o", str(second))[0] == 0
    assert second.read_text() == out
    code, _, err = run("feeds", "import", str(second))
    assert (code, "Following 0 of 2" in err) == (0, True)


def test_a_bomb_for_a_list_is_refused(run: Any, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.opml"
    bomb.write_text('<!DOCTYPE opml [<!ENTITY a "ha">]><opml><body>&a;</body></opml>')
    code, _, err = run("feeds", "import", str(bomb))
    assert code == 1 and "declares XML entities" in err


def test_listing_and_removing(site: Any, web: ModuleType, run: Any) -> None:
    site.routes["/feed"] = web.Reply(
        web.rss([web.item(web.story(n), None) for n in (1, 2)], "الغد").encode()
    )
    run("feeds", "add", f"{site.url}/feed", "--full", "--refresh", "--allow-private")
    (record,) = map(json.loads, run("feeds", "list", "--json")[1].splitlines())
    assert (record["number"], record["title"], record["articles"]) == (1, "الغد", 2)
    assert (record["full"], record["problem"]) == (True, None)
    _, out, _ = run("feeds", "list")
    assert out.startswith("1\t-\t") and "2 articles\tالغد" in out
    assert run("feeds", "remove", "الغد")[0] == 0
    assert run("feeds", "list")[1] == ""
    code, _, err = run("feeds", "remove", "الغد")
    assert code == 1 and "There is no feed" in err


def test_looking_at_a_feed_by_name(site: Any, web: ModuleType, run: Any, empty_file: Path) -> None:
    for name in ("a", "b"):
        site.routes[f"/{name}"] = web.Reply(web.rss([], name).encode())
        run("feeds", "add", f"{site.url}/{name}", "--allow-private")
    assert run("feeds", "refresh", "b", "--allow-private")[0] == 0
    with Library(empty_file) as library:
        assert find(library, "a").checked is None
        assert find(library, "b").checked is not None
    assert run("feeds", "refresh", "c")[0] == 1
    assert run("feeds", "refresh", "b", "--due")[0] == 2


def test_every_number_of_minutes_that_makes_no_sense_is_refused(
    site: Any, web: ModuleType, run: Any
) -> None:
    site.routes["/a"] = web.Reply(web.rss([], "a").encode())
    code, _, err = run("feeds", "add", f"{site.url}/a", "--every", "0", "--allow-private")
    assert code == 2 and "every 0 minutes" in err


def test_adding_a_feed_again_changes_how_it_is_followed(
    site: Any, web: ModuleType, run: Any, empty_file: Path
) -> None:
    site.routes["/a"] = web.Reply(web.rss([], "a").encode())
    add = ("feeds", "add", f"{site.url}/a", "--allow-private")
    run(*add)
    assert "Followed already: a" in run(*add, "--full", "--every", "90")[2]
    run(*add)
    with Library(empty_file) as library:
        (row,) = feeds(library)
        assert (row.whole, row.minutes) == (True, 90)


def test_a_library_without_feeds_has_nothing_to_look_at(run: Any) -> None:
    code, out, err = run("feeds", "refresh")
    assert (code, out, err) == (0, "", "No feed to look at\n")
