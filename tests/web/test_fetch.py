"""One page from a server: what comes, what is refused, and in which words."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from email.utils import formatdate
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.ingest import connection
from corpus.ingest import web as web_module
from corpus.ingest.courtesy import StoppedError, Visitor
from corpus.ingest.web import FetchError, Policy, checked_url, fetch, is_public, is_url, shown_url

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


def _why(url: str, policy: Policy) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, policy)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_bytes_headers_address_and_time_come_back(site: Any, web: ModuleType, near: Policy) -> None:
    body = "مرحبا".encode("cp1256")
    site.routes["/a"] = web.Reply(body, "text/html; charset=windows-1256", etag='"1"')
    fetched = fetch(f"{site.url}/a", near)
    assert fetched.data == body
    assert fetched.content_type == "text/html; charset=windows-1256"
    assert (fetched.url, fetched.final_url) == (f"{site.url}/a", f"{site.url}/a")
    assert fetched.fetched_at.endswith("Z") and len(fetched.fetched_at) == 20
    assert fetched.etag == '"1"'


def test_the_program_says_who_it_is(site: Any, web: ModuleType, near: Policy) -> None:
    site.routes["/"] = web.Reply(b"x")
    fetch(site.url, near)
    assert site.requests[0].headers["User-Agent"].startswith("idlib-brief/")


def test_an_unchanged_page_is_not_sent_again(site: Any, web: ModuleType, near: Policy) -> None:
    site.routes["/a"] = web.Reply(b"x", etag='"v1"')
    assert fetch(f"{site.url}/a", near, etag='"v1"').status == 304
    assert fetch(f"{site.url}/a", near, etag='"v0"').data == b"x"


def test_a_validator_with_a_line_break_is_not_sent(
    site: Any, web: ModuleType, near: Policy
) -> None:
    site.routes["/a"] = web.Reply(b"x")
    assert fetch(f"{site.url}/a", near, etag="a\r\nEvil: 1").status == 200
    assert "Evil" not in site.requests[0].headers


@pytest.mark.parametrize(
    "packed",
    [
        lambda data: ("gzip", gzip.compress(data)),
        lambda data: ("gzip", gzip.compress(data[:3]) + gzip.compress(data[3:])),
        lambda data: ("deflate", zlib.compress(data)),
        lambda data: ("deflate", zlib.compress(data)[2:-4]),
    ],
    ids=["gzip", "two members", "zlib", "bare deflate"],
)
def test_a_packed_page_is_unpacked(site: Any, web: ModuleType, near: Policy, packed: Any) -> None:
    text = ("إدلب " * 9_000).encode()
    name, data = packed(text)
    site.routes["/a"] = web.Reply(data, headers={"Content-Encoding": name})
    assert fetch(f"{site.url}/a", near).data == text


def test_a_gzip_bomb_is_noticed_before_it_goes_off(
    site: Any, web: ModuleType, near: Policy
) -> None:
    bomb = gzip.compress(bytes(60_000_000))
    assert len(bomb) < near.max_bytes
    site.routes["/a"] = web.Reply(bomb, headers={"Content-Encoding": "gzip"})
    began = time.process_time()
    assert "is larger than 200000 bytes, or never ends" in _why(f"{site.url}/a", near)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("headers", "body", "says"),
    [
        ({"Content-Encoding": "gzip"}, b"\x1f\x8b" + b"no gzip at all", "cannot be unpacked"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"a" * 99)[:-9], "was not sent whole"),
        ({"Content-Encoding": "br"}, b"x", "is packed as br"),
    ],
    ids=["no gzip", "cut short", "another packing"],
)
def test_a_badly_packed_page_is_refused(
    site: Any, web: ModuleType, near: Policy, headers: dict[str, str], body: bytes, says: str
) -> None:
    site.routes["/a"] = web.Reply(body, headers=headers)
    assert says in _why(f"{site.url}/a", near)


def test_a_page_of_50_mb_is_refused_by_its_length_alone(site: Any) -> None:
    def huge(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(50 * 1024 * 1024))
        handler.end_headers()

    site.routes["/a"] = huge
    assert "larger than 10 MB" in _why(f"{site.url}/a", Policy(allow_private=True))


def _endless(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    handler.wfile.write(b'<rss version="2.0"><channel>')
    while True:
        handler.wfile.write(b"<item><title>again</title></item>" * 300)


def test_a_page_that_never_ends_is_refused(site: Any, near: Policy) -> None:
    site.routes["/a"] = _endless
    assert "never ends" in _why(f"{site.url}/a", near)


def test_a_server_that_says_nothing_is_left(site: Any, hasty: Policy) -> None:
    release = threading.Event()
    site.routes["/a"] = lambda handler: release.wait(5)
    began = time.monotonic()
    assert "does not answer" in _why(f"{site.url}/a", hasty)
    assert time.monotonic() - began < 2
    release.set()


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_server_that_drips_is_left_at_the_deadline(site: Any, hasty: Policy, where: str) -> None:
    over = threading.Event()

    def drip(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        if where == "body":
            handler.wfile.write(b"Content-Length: 5000\r\n\r\n")
        while not over.wait(0.05):
            handler.wfile.write(b"a")
            handler.wfile.flush()

    site.routes["/a"] = drip
    assert "took more than 0.6 seconds" in _why(f"{site.url}/a", hasty)
    over.set()


def test_a_page_shorter_than_announced_is_refused(site: Any, near: Policy) -> None:
    def short(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b"<html>")

    site.routes["/a"] = short
    assert "was not sent whole" in _why(f"{site.url}/a", near)


def test_what_is_no_http_is_refused(site: Any, near: Policy) -> None:
    site.routes["/a"] = lambda handler: handler.wfile.write(b"\x00\x01 not http\r\n\r\n")
    assert "not as HTTP" in _why(f"{site.url}/a", near)


def test_endless_headers_are_refused(site: Any, near: Policy) -> None:
    def chatter(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X-Again: and again\r\n" * 100)

    site.routes["/a"] = chatter
    assert "not as HTTP" in _why(f"{site.url}/a", near)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\nLocation: "]),
    st.binary(max_size=60),
    st.sampled_from([b"", b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\nabc"]),
)
def test_whatever_a_server_says_it_is_read_or_refused_in_a_line(
    site: Any, hasty: Policy, start: bytes, junk: bytes, end: bytes
) -> None:
    site.routes["/junk"] = lambda handler: handler.wfile.write(start + junk + end)
    try:
        assert fetch(f"{site.url}/junk", hasty).status < 300
    except FetchError as error:
        assert "\n" not in str(error) and str(error).isprintable()


# Redirects


def _to(web: ModuleType, where: str, status: int = 302) -> Any:
    return web.Reply(b"", status=status, headers={"Location": where})


def test_redirects_are_followed_and_told(site: Any, web: ModuleType, near: Policy) -> None:
    site.routes |= {"/a": _to(web, "/b", 301), "/b": _to(web, "c?q=1", 308)}
    site.routes["/c?q=1"] = web.Reply(b"here")
    fetched = fetch(f"{site.url}/a", near)
    assert (fetched.data, fetched.final_url) == (b"here", f"{site.url}/c?q=1")
    assert fetched.moved_to == f"{site.url}/c?q=1"


def test_a_page_moved_for_a_while_has_not_moved(site: Any, web: ModuleType, near: Policy) -> None:
    site.routes |= {"/a": _to(web, "/b", 301), "/b": _to(web, "/c", 302), "/c": web.Reply(b"x")}
    assert fetch(f"{site.url}/a", near).moved_to is None


@pytest.mark.parametrize(
    ("routes", "says"),
    [
        ({"/a": "/b", "/b": "/a"}, "redirects in circles"),
        ({"/a": "/a"}, "redirects in circles"),
        ({"/a": "/b", "/b": "/c", "/c": "/d", "/d": "/e"}, "redirects more than 3 times"),
        ({"/a": "file:///etc/passwd"}, "redirects to file:///etc/passwd, which is not fetched"),
        ({"/a": "ftp://example.org/"}, "which is not fetched"),
        ({"/a": "http://me:secret@example.org/"}, "which is not fetched"),
        ({"/a": ""}, "redirects to nowhere"),
        ({"/a": "http://[::1"}, "which is not fetched"),
    ],
)
def test_redirects_that_lead_nowhere_are_refused(
    site: Any, web: ModuleType, near: Policy, routes: dict[str, str], says: str
) -> None:
    site.routes |= {path: _to(web, where) for path, where in routes.items()}
    line = _why(f"{site.url}/a", near)
    assert says in line
    assert "secret" not in line


# Errors of the server


@pytest.mark.parametrize(
    ("status", "headers", "says", "wait"),
    [
        (404, {}, "is not there (404). Check the address", None),
        (410, {}, "is not there (410)", None),
        (403, {}, "may not be read (403)", None),
        (500, {}, "failed (500). Try again later", None),
        (503, {"Retry-After": "7200"}, "failed (503). Try again in 2 hours", 7200),
        (429, {"Retry-After": "90"}, "asked for too often (429). Try again in 2 minutes", 90),
        (429, {"Retry-After": "99999999"}, "Try again in 24 hours", 86_400),
        (429, {"Retry-After": "soon"}, "(429). Try again later", None),
        (418, {}, "was not sent (418)", None),
    ],
)
def test_an_error_says_what_and_when_again(
    site: Any,
    web: ModuleType,
    near: Policy,
    status: int,
    headers: dict[str, str],
    says: str,
    wait: float | None,
) -> None:
    site.routes["/a"] = web.Reply(b"<html>sorry</html>", status=status, headers=headers)
    with pytest.raises(FetchError) as caught:
        fetch(f"{site.url}/a", near)
    assert says in str(caught.value)
    assert (caught.value.status, caught.value.retry_after) == (status, wait)


def test_retry_after_may_be_a_date(site: Any, web: ModuleType, near: Policy) -> None:
    when = formatdate(time.time() + 600, usegmt=True)
    site.routes["/a"] = web.Reply(status=503, headers={"Retry-After": when})
    with pytest.raises(FetchError) as caught:
        fetch(f"{site.url}/a", near)
    assert caught.value.retry_after == pytest.approx(600, abs=5)


# What may be asked for


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://example.org/a", "begins with neither http:// nor https://"),
        ("file:///etc/passwd", "begins with neither http:// nor https://"),
        ("javascript:alert(1)", "begins with neither http:// nor https://"),
        ("http://me:secret@example.org/", "holds a name or a password"),
        ("http:///path", "names no server"),
        ("http://[::1/", "is no address"),
        ("http://host:port/", "is no address"),
        ("http://a b/", "names no server"),
        ("http://example.org/" + "a" * 5000, "is longer than 4096 characters"),
    ],
)
def test_what_is_no_page_of_the_web_is_refused(url: str, says: str) -> None:
    line = _why(url, Policy())
    assert says in line
    assert "secret" not in line
    assert len(line) < 300


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_asked_unless_allowed(site: Any, host: str) -> None:
    port = site.server.server_port
    line = _why(f"http://{host}:{port}/", Policy(connect_seconds=2, total_seconds=3))
    assert "leads to the private address" in line and "--allow-private" in line
    assert site.requests == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:a00:1::", False),
        ("no address", False),
    ],
)
def test_private_ranges_are_told_from_public_ones(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_redirect_to_a_private_address_is_refused(
    site: Any, web: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No public server can be had in a test: one loopback address stands for it.
    monkeypatch.setattr(web_module, "is_public", lambda address: address == "127.0.0.1")
    port = site.server.server_port
    site.routes["/a"] = _to(web, f"http://127.0.0.2:{port}/b")
    site.routes["/b"] = web.Reply(b"inside")
    assert "leads to the private address 127.0.0.2" in _why(f"{site.url}/a", Policy())
    assert site.paths() == ["/a"]


def test_the_address_that_was_checked_is_the_one_connected_to(
    site: Any, web: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers differently the second time gains nothing."""
    site.routes["/"] = web.Reply(b"x")
    asked: list[str] = []
    port = site.server.server_port

    def rebinding(host: str, *args: object, **kwargs: object) -> Any:
        if host == "127.0.0.1":
            return real(host, *args, **kwargs)
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(web_module, "is_public", lambda address: address == "127.0.0.1")
    assert fetch(f"http://rebinding.example:{port}/", Policy()).data == b"x"
    assert asked == ["rebinding.example"]


def test_a_host_that_is_not_there_is_named() -> None:
    assert "No server is called no-such-host.invalid" in _why(
        "http://no-such-host.invalid/", Policy(connect_seconds=5)
    )


def test_a_slow_name_server_does_not_hold_the_program_up(monkeypatch: pytest.MonkeyPatch) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: release.wait(5) and [])
    line = _why("http://slow.example/", Policy(connect_seconds=0.1))
    assert "does not answer" in line
    release.set()


def test_a_closed_port_is_named(near: Policy) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "The server 127.0.0.1 cannot be reached" in _why(f"http://127.0.0.1:{port}/", near)


def test_a_deadline_in_the_past_ends_at_once() -> None:
    with pytest.raises(connection.httpcore.ReadTimeout):
        connection.remaining(time.monotonic() - 1, 10)


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#part", "https://example.org/a"),
        ("http://example.org/أخبار?q=إدلب", None),
        ("http://موقع.example/", "http://xn--4gbrim.example/"),
        ("http://example.org/a%20b c", "http://example.org/a%20b%20c"),
    ],
)
def test_addresses_are_sent_in_ascii(given: str, sent: str | None) -> None:
    checked = checked_url(given)
    assert checked.isascii()
    assert sent is None or checked == sent
    assert checked_url(checked) == checked


def test_messages_show_neither_passwords_nor_control_characters() -> None:
    assert shown_url("http://u:p@h/\x1b[31m\n") == "http://h/"


@pytest.mark.parametrize(
    ("text", "yes"), [("HTTPS://a", True), ("http://a", True), ("ftp://a", False), ("a.txt", False)]
)
def test_addresses_are_told_from_paths(text: str, yes: bool) -> None:
    assert is_url(text) is yes


def test_pages_of_one_host_that_the_user_names_are_asked_for_with_pauses(
    site: Any, web: ModuleType, near: Policy
) -> None:
    site.routes |= {f"/{n}": web.Reply(b"x") for n in range(3)}
    visitor = Visitor(near, pause=0.03)
    assert [visitor.asked(f"{site.url}/{n}").status for n in range(3)] == [200] * 3
    gaps = [after.began - before.ended for before, after in pairwise(site.requests)]
    assert len(gaps) == 2 and min(gaps) > 0.02


def test_no_request_is_begun_after_the_visit_was_called_off(
    site: Any, web: ModuleType, near: Policy
) -> None:
    site.routes["/a"] = web.Reply(b"x")
    stop = threading.Event()
    visitor = Visitor(near, pause=30, stop=stop)
    visitor.asked(f"{site.url}/a")
    threading.Timer(0.05, stop.set).start()
    with pytest.raises(StoppedError):
        visitor.asked(f"{site.url}/a")
    assert len(site.requests) == 1


def test_robots_txt_may_ask_for_longer_pauses(site: Any, web: ModuleType, near: Policy) -> None:
    site.routes |= {
        "/robots.txt": web.Reply(b"User-agent: *\nCrawl-delay: 1\n", "text/plain"),
        "/a": web.Reply(b"x"),
        "/b": web.Reply(b"x"),
    }
    stop = threading.Event()
    visitor = Visitor(near, pause=0, stop=stop)
    visitor.page(f"{site.url}/a")
    threading.Timer(0.1, stop.set).start()
    with pytest.raises(StoppedError):
        visitor.page(f"{site.url}/b")
    assert site.paths() == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("rules", "may"),
    [
        (b"User-agent: idlib-brief\nDisallow: /\n", False),
        (b"User-agent: *\nDisallow: /a\n", False),
        (b"User-agent: *\nDisallow: /b\n", True),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a\r\n", False),
        (b"<html>not found</html>", True),
        (b"\xff\xfe\x00 [http://[ \n Disallow: http://[::1", True),
        (b"", True),
    ],
)
def test_robots_txt_says_what_may_be_read(
    site: Any, web: ModuleType, near: Policy, rules: bytes, may: bool
) -> None:
    site.routes |= {"/robots.txt": web.Reply(rules, "text/plain"), "/a": web.Reply(b"x")}
    visitor = Visitor(near, pause=0)
    if may:
        assert visitor.page(f"{site.url}/a").data == b"x"
        return
    with pytest.raises(FetchError, match=r"closed to programs by the site's robots\.txt"):
        visitor.page(f"{site.url}/a")
