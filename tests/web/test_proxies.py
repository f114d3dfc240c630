"""Requests go through the proxy the environment names, and nowhere they may not."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest

from corpus.ingest.proxies import Proxy, proxy_for
from corpus.ingest.web import FetchError, Policy, fetch

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

PAGE = "http://page.invalid/a"
"""A name that no name server knows, so that only the proxy can know it."""


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the proxies of whoever runs the tests out of them."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def proxied(site: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A site that is asked as a proxy."""
    monkeypatch.setenv("http_proxy", site.url)
    return site


def test_a_page_comes_through_the_proxy(proxied: Any, web: ModuleType) -> None:
    proxied.routes[PAGE] = web.Reply(b"through")
    fetched = fetch(PAGE)
    assert (fetched.data, fetched.final_url) == (b"through", PAGE)
    assert proxied.paths() == [PAGE]
    assert proxied.requests[0].headers["Host"] == "page.invalid"


def test_name_and_password_are_sent_to_the_proxy(
    site: Any, web: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = site.url.replace("http://", "http://me:s%20t@")
    monkeypatch.setenv("http_proxy", address)
    site.routes[PAGE] = web.Reply(b"through")
    fetch(PAGE)
    assert site.requests[0].headers["Proxy-Authorization"] == "Basic bWU6cyB0"


def test_hosts_that_want_no_proxy_get_none(
    proxied: Any, monkeypatch: pytest.MonkeyPatch, patient: Policy
) -> None:
    monkeypatch.setenv("no_proxy", "other.invalid,page.invalid")
    with pytest.raises(FetchError, match=r"No server is called page.invalid"):
        fetch(PAGE, patient)
    assert proxied.paths() == []


def test_this_machine_is_never_asked_through_a_proxy(
    site: Any, web: ModuleType, monkeypatch: pytest.MonkeyPatch, near: Policy
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    site.routes["/"] = web.Reply(b"direct")
    assert fetch(f"{site.url}/", near).data == b"direct"


@pytest.mark.parametrize("url", ["http://10.0.0.7/", "http://[fe80::1]/", "http://192.168.1.1/x"])
def test_a_proxy_opens_no_way_into_the_own_network(
    proxied: Any, web: ModuleType, url: str, near: Policy
) -> None:
    with pytest.raises(FetchError, match="private address"):
        fetch(url)
    assert proxied.paths() == []
    if "[" not in url:
        proxied.routes[url] = web.Reply(b"allowed")
        assert fetch(url, near).data == b"allowed"


def test_a_name_that_leads_into_the_own_network_is_refused_where_that_can_be_told(
    proxied: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_up(*_: object, **__: object) -> list[Any]:
        return [(0, 0, 0, "", ("8.8.8.8", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(FetchError, match=r"10.0.0.1"):
        fetch("http://intranet.invalid/")
    assert proxied.paths() == []


def test_a_redirect_into_the_own_network_is_refused(proxied: Any, web: ModuleType) -> None:
    proxied.routes[PAGE] = web.Reply(status=302, headers={"Location": "http://10.0.0.7/admin"})
    with pytest.raises(FetchError, match="private address"):
        fetch(PAGE)
    assert proxied.paths() == [PAGE]


def test_https_is_asked_for_through_a_tunnel(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def refuse() -> None:
            connection, _ = server.accept()
            with connection:
                asked.append(connection.recv(4096))
                connection.sendall(b"HTTP/1.1 403 Not for you\r\nContent-Length: 0\r\n\r\n")

        threading.Thread(target=refuse, daemon=True).start()
        monkeypatch.setenv("https_proxy", f"127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(FetchError, match=r"does not let .* through .403 Not for you"):
            fetch("https://page.invalid/a")
    assert asked[0].startswith(b"CONNECT page.invalid:443 ")


def test_a_proxy_that_wants_a_password_says_so(proxied: Any, web: ModuleType) -> None:
    proxied.routes[PAGE] = web.Reply(status=407)
    with pytest.raises(FetchError, match=r"proxy .* wants a name and a password") as raised:
        fetch(PAGE)
    assert "http_proxy" in raised.value.hint


def test_a_proxy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host = f"127.0.0.1:{server.getsockname()[1]}"
    monkeypatch.setenv("http_proxy", f"http://me:secret@{host}")
    with pytest.raises(FetchError, match=f"The proxy {host} cannot be reached") as raised:
        fetch(PAGE)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("named", ["socks5://127.0.0.1:1080", "http://[", "http://"])
def test_what_is_no_http_proxy_is_told(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("all_proxy", named)
    with pytest.raises(FetchError, match="no HTTP proxy"):
        fetch(PAGE)


def test_the_deadline_holds_on_the_way_through_a_proxy(proxied: Any, hasty: Policy) -> None:
    over = threading.Event()
    proxied.routes[PAGE] = lambda _: over.wait(10)
    with pytest.raises(FetchError, match=r"does not answer|took more"):
        fetch(PAGE, hasty)
    over.set()


def test_without_a_proxy_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy_for(PAGE) is None
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    assert proxy_for(PAGE) is None
    assert proxy_for("https://page.invalid/") == Proxy("http://proxy.example:3128")
