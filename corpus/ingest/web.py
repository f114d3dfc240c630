"""One page or feed from the web: what may be asked for, how long, how much, and what came.

Nothing of a server is believed: its addresses are looked at before they are connected to, its
redirects one by one, its length and its packing while they are read, and its silence is timed.
"""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from corpus.errors import InputError
from corpus.ingest.decode import MAX_BYTES
from corpus.ingest.plain import plain_line
from corpus.told import Told, told, told_count

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator
    from urllib.parse import SplitResult

    import httpcore

    from corpus.ingest.proxies import Proxy

_SHOWN = 160
"""How many code points of an address a message shows."""
_MAX_URL = 4096
_PROXY = told("Check http_proxy, https_proxy and no_proxy")
_REDIRECTS = (301, 302, 303, 307, 308)
_MOVED = (301, 308)
_PORTS = {"http": 80, "https": 443}
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/xml;q=0.9,*/*;q=0.5"
)


class FetchError(InputError):
    """A page or feed cannot be had.

    Attributes:
        status: The HTTP status of the answer, 0 where there was none.
        retry_after: How many seconds the server asks to stay away, where it does.
    """

    def __init__(
        self, message: str, hint: str = "", *, status: int = 0, retry_after: float | None = None
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be asked for, how long it may take, and how much may come."""

    allow_private: bool = False
    """True also asks machines of the own network and this one itself."""
    max_bytes: int = MAX_BYTES
    """The largest body, packed as well as unpacked."""
    connect_seconds: float = 10
    read_seconds: float = 20
    """How long a server may be silent."""
    total_seconds: float = 60
    """How long all may take, redirects included."""
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent."""

    url: str
    """What was asked for."""
    final_url: str
    """What answered, after redirects."""
    fetched_at: str
    """UTC, ISO 8601 to the second."""
    status: int
    headers: tuple[tuple[str, str], ...]
    data: bytes
    """The body, unpacked; empty for a 304."""
    moved_to: str | None = None
    """Where the page has moved for good, if every redirect said so."""

    def header(self, name: str) -> str | None:
        """Return the first header of a name, ``None`` if there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def content_type(self) -> str | None:
        """The type with its parameters, as the server states it."""
        return self.header("content-type")

    @property
    def etag(self) -> str | None:
        """What to send back to ask whether it has changed."""
        return self.header("etag")

    @property
    def last_modified(self) -> str | None:
        """The same by date, in the server's own words."""
        return self.header("last-modified")

    @property
    def sha256(self) -> str:
        """The SHA-256 of the body in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


def is_url(text: str) -> bool:
    """Tell whether an input is an address of the web and no path."""
    return re.match(r"https?://", text, re.I) is not None


def fetch(
    url: str,
    policy: Policy = Policy(),
    *,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Fetched:
    """Ask a server for one page or feed.

    Args:
        url: An ``http`` or ``https`` address; letters beyond ASCII are encoded.
        policy: What may be asked for, and the limits.
        etag: What the server sent with the copy that is here; an unchanged page gives a 304.
        last_modified: The same by date.

    Raises:
        FetchError: The page cannot be had; the message says why.
    """
    asking = _Asking(policy, time.monotonic() + policy.total_seconds)
    current = checked_url(url)
    visited = [current]
    conditions = _conditions(etag, last_modified)
    for_good = True
    while True:
        answer = asking.ask(current, conditions)
        if answer.status not in _REDIRECTS:
            break
        for_good = for_good and answer.status in _MOVED
        current = _next_hop(url, current, answer, visited, policy)
    _refuse_status(url, answer, conditional=bool(conditions))
    return Fetched(
        url=url,
        final_url=current,
        fetched_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        status=answer.status,
        headers=answer.headers,
        data=answer.data,
        moved_to=current if for_good and len(visited) > 1 else None,
    )


def checked_url(url: str) -> str:
    """Return an address as it is sent: ASCII, without its fragment.

    Raises:
        FetchError: It is no address of the web, or holds a password.
    """
    parts = _parts(url.strip())
    host, port = _host_and_port(parts, url)
    netloc = f"[{host}]" if ":" in host else host
    if port != _PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def shown_url(url: str) -> str:
    """Return an address as a message can show it: one line, its password and its end left out."""
    line = re.sub(r"//[^/@\s]*@", "//", plain_line(url[:_MAX_URL]))
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet.

    Loopback, private, link-local, shared, multicast and reserved ranges are not, nor is an IPv6
    address that carries such an IPv4 one (RFC 4291 mapped, RFC 6052 translated, RFC 3056 6to4).
    """
    from ipaddress import IPv4Address, IPv6Address, ip_address

    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        carried = parsed.ipv4_mapped or parsed.sixtofour
        if parsed.packed.startswith(b"\x00\x64\xff\x9b" + bytes(8)):
            carried = IPv4Address(parsed.packed[12:])
        if carried is not None:
            return is_public(str(carried))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


# Addresses


def _parts(url: str) -> SplitResult:
    shown = shown_url(url)
    if len(url) > _MAX_URL:
        raise FetchError(
            told("{url} is longer than {n} characters", url=shown, n=_MAX_URL),
            "Check the address",
        )
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchError(told("{url} is no address", url=shown), "Check its spelling") from error
    if parts.scheme not in _PORTS:
        raise FetchError(
            told("{url} begins with neither http:// nor https://", url=shown),
            "Only web pages are fetched",
        )
    if "@" in parts.netloc:
        raise FetchError(
            told("{url} holds a name or a password", url=shown), "Save the page and add the file"
        )
    return parts


def _host_and_port(parts: SplitResult, url: str) -> tuple[str, int]:
    try:
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or _PORTS[parts.scheme]
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchError(
            told("{url} is no address", url=shown_url(url)), "Check its spelling"
        ) from error
    if not re.fullmatch(r"[0-9A-Za-z._:%-]+", ascii_host):
        raise FetchError(told("{url} names no server", url=shown_url(url)), "Check its spelling")
    return ascii_host, port


def _next_hop(url: str, current: str, answer: _Answer, visited: list[str], policy: Policy) -> str:
    """Return where a redirect leads, and remember it."""
    location = answer.header("location")
    if not location:
        raise FetchError(
            told("{url} redirects to nowhere", url=shown_url(url)), "Check the address"
        )
    try:
        following = checked_url(urljoin(current, location))
    except (FetchError, ValueError) as error:
        message = told(
            "{url} redirects to {other}, which is not fetched",
            url=shown_url(url),
            other=shown_url(location),
        )
        raise FetchError(message, "Only http and https pages are fetched") from error
    if following in visited:
        raise FetchError(
            told("{url} redirects in circles", url=shown_url(url)), "Check the address"
        )
    if len(visited) > policy.max_redirects:
        message = told(
            "{url} redirects more than {n} times",
            url=shown_url(url),
            n=policy.max_redirects,
        )
        raise FetchError(message, "Give the address of the page itself")
    visited.append(following)
    return following


def _conditions(etag: str | None, last_modified: str | None) -> list[tuple[str, str]]:
    pairs = (("If-None-Match", etag), ("If-Modified-Since", last_modified))
    return [(name, value) for name, value in pairs if value and _sendable(value)]


def _sendable(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) <= 1024


# Answers


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    data: bytes = b""

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


def _refuse_status(url: str, answer: _Answer, *, conditional: bool) -> None:
    """Raise unless an answer is the page, or says that it has not changed."""
    status = answer.status
    if 200 <= status < 300 or (status == 304 and conditional):
        return
    shown = shown_url(url)
    wait = _retry_after(answer.header("retry-after"))
    later = _in_a_while(wait) if wait is not None else told("Try again later")
    if status in (404, 410):
        message = told("{url} is not there ({status})", url=shown, status=str(status))
        hint = told("Check the address")
    elif status == 407:
        message, hint = (
            told("The proxy on the way to {url} wants a name and a password (407)", url=shown),
            _PROXY,
        )
    elif status in (401, 402, 403, 451):
        message = told("{url} may not be read ({status})", url=shown, status=str(status))
        hint = told("Save the page and add the file")
    elif status == 429:
        message, hint = told("{url} was asked for too often (429)", url=shown), later
    elif status >= 500:
        message = told("The server of {url} failed ({status})", url=shown, status=str(status))
        hint = later
    else:
        message = told("{url} was not sent ({status})", url=shown, status=str(status))
        hint = told("Check the address")
    raise FetchError(message, hint, status=status, retry_after=wait)


def _retry_after(value: str | None) -> float | None:
    """Return the seconds of a ``Retry-After`` header (RFC 9110, 10.2.3), at most a day."""
    if value is None:
        return None
    longest = 86_400.0
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return min(float(value), longest)
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return min(max(0.0, moment - time.time()), longest)


def _in_a_while(seconds: float) -> Told:
    """Return when to try again, rounded up."""

    def units(length: int) -> int:
        return max(1, int(-(-seconds // length)))

    if seconds >= 3600:
        return told_count("Try again in {n} hour", "Try again in {n} hours", units(3600))
    if seconds >= 60:
        return told_count("Try again in {n} minute", "Try again in {n} minutes", units(60))
    return told_count("Try again in {n} second", "Try again in {n} seconds", units(1))


# Asking


@dataclass(slots=True)
class _Asking:
    """The requests for one page, under one deadline."""

    policy: Policy
    deadline: float
    """By the monotonic clock."""
    proxy: Proxy | None = None
    """What the last request went through."""

    def ask(self, url: str, conditions: list[tuple[str, str]]) -> _Answer:
        """Send one request and read the answer; the body of a redirect or an error is left out."""
        import httpcore

        try:
            return self._ask(url, conditions)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise self._too_slow(url) from error
        except httpcore.ConnectError as error:
            raise self._unreachable(url, error) from error
        except httpcore.ProxyError as error:
            message = told(
                "The proxy {host} does not let {url} through ({error})",
                host=self._proxy_host,
                url=shown_url(url),
                error=plain_line(str(error))[:80],
            )
            raise FetchError(message, _PROXY) from error
        except (httpcore.NetworkError, OSError) as error:
            message = told("The connection for {url} broke", url=shown_url(url))
            raise FetchError(message, "Try again later") from error
        except httpcore.RemoteProtocolError as error:
            message = told("{url} was not sent whole, or not as HTTP", url=shown_url(url))
            raise FetchError(message, "Try again later") from error
        except (httpcore.LocalProtocolError, UnicodeError) as error:
            message = told("{url} cannot be asked for", url=shown_url(url))
            raise FetchError(message, "Check the address") from error

    def _ask(self, url: str, conditions: list[tuple[str, str]]) -> _Answer:
        policy = self.policy
        timeout = {
            "connect": policy.connect_seconds,
            "read": policy.read_seconds,
            "write": policy.read_seconds,
        }
        headers = [*_headers(urlsplit(url).netloc), *conditions]
        with (
            self._pool(url) as pool,
            pool.stream("GET", url, headers=headers, extensions={"timeout": timeout}) as response,
        ):
            stated = tuple(
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, value in response.headers
            )
            answer = _Answer(response.status, stated)
            if not 200 <= response.status < 300:
                return answer
            return _Answer(response.status, stated, self._body(url, answer, response))

    def _pool(self, url: str) -> httpcore.ConnectionPool:
        """Return what connects to a server, or to the proxy on the way to it."""
        import httpcore

        from corpus.ingest.connection import CheckedBackend, remaining
        from corpus.ingest.proxies import UnknownProxyError, proxy_for, require_elsewhere

        allows = None if self.policy.allow_private else is_public
        trust = _trust() if url.startswith("https:") else None
        try:
            proxy = self.proxy = proxy_for(url)
        except UnknownProxyError as error:
            message = told(
                "The proxy for {url} is {host}, which is no HTTP proxy",
                url=shown_url(url),
                host=error,
            )
            raise FetchError(message, "Check http_proxy, https_proxy and all_proxy") from error
        if proxy is None:
            backend = CheckedBackend(self.deadline, allows)
            return httpcore.ConnectionPool(trust, network_backend=backend, max_connections=1)
        if allows is not None:
            require_elsewhere(url, allows, remaining(self.deadline, None))
        # The proxy is the user's own choice, and mostly a machine of the own network.
        return httpcore.HTTPProxy(
            proxy.url,
            proxy.login,
            ssl_context=trust,
            proxy_ssl_context=_trust() if proxy.url.startswith("https:") else None,
            network_backend=CheckedBackend(self.deadline, None),
            max_connections=1,
        )

    def _body(self, url: str, answer: _Answer, response: httpcore.Response) -> bytes:
        length = answer.header("content-length") or ""
        if length.isdecimal() and int(length[:18]) > self.policy.max_bytes:
            raise self._too_large(url)
        packing = (answer.header("content-encoding") or "identity").strip().lower()
        if packing == "identity":
            chunks: Iterator[bytes] = response.iter_stream()
        elif packing in ("gzip", "x-gzip", "deflate"):
            chunks = _unpacked(self._counted(url, response.iter_stream()), url)
        else:
            message = told(
                "{url} is packed as {packing}, not as asked for",
                url=shown_url(url),
                packing=plain_line(packing)[:40],
            )
            raise FetchError(message, "Save the page and add the file")
        return b"".join(self._counted(url, chunks))

    def _counted(self, url: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
        count = 0
        for chunk in chunks:
            count += len(chunk)
            if count > self.policy.max_bytes:
                raise self._too_large(url)
            yield chunk

    def _too_large(self, url: str) -> FetchError:
        limit = self.policy.max_bytes
        size = f"{limit // (1024 * 1024)} MB" if limit >= 1024 * 1024 else f"{limit} bytes"
        return FetchError(
            told("{url} is larger than {size}, or never ends", url=shown_url(url), size=size),
            "An article is shorter",
        )

    def _too_slow(self, url: str) -> FetchError:
        if time.monotonic() >= self.deadline:
            seconds = f"{self.policy.total_seconds:g}"
            return FetchError(
                told("{url} took more than {n} seconds", url=shown_url(url), n=seconds),
                "Try again later",
            )
        return FetchError(
            told("The server of {url} does not answer", url=shown_url(url)), "Try again later"
        )

    @property
    def _proxy_host(self) -> str:
        return self.proxy.host if self.proxy is not None else ""

    def _unreachable(self, url: str, error: Exception) -> FetchError:
        from corpus.ingest.connection import NotPublicError, UnknownHostError

        host = urlsplit(url).hostname or ""
        cause = error.args[0] if error.args else None
        if isinstance(cause, NotPublicError):
            message = told(
                "{url} leads to the private address {address}", url=shown_url(url), address=cause
            )
            return FetchError(message, "Allow it with --allow-private")
        if isinstance(cause, UnknownHostError) and self.proxy is None:
            return FetchError(
                told("No server is called {host}", host=host), "Check the address and the network"
            )
        if "CERTIFICATE" in str(error).upper():
            message = told("The certificate of {host} is not valid", host=host)
            return FetchError(message, "Check the address and this computer's clock")
        if self.proxy is not None:
            return FetchError(
                told("The proxy {host} cannot be reached", host=self.proxy.host), _PROXY
            )
        message = told("The server {host} cannot be reached", host=host)
        return FetchError(message, "Check the address and the network")


def _headers(host: str) -> list[tuple[str, str]]:
    from corpus import __version__

    return [
        ("Host", host),
        ("User-Agent", f"idlib-brief/{__version__} (a reader's own archive; obeys robots.txt)"),
        ("Accept", _ACCEPT),
        ("Accept-Language", "ar,en;q=0.5"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "close"),
    ]


def _unpacked(chunks: Iterable[bytes], url: str) -> Iterator[bytes]:
    """Yield an unpacked body in small pieces, so that a bomb is noticed before it goes off."""
    import zlib

    piece = 64 * 1024
    unpacker = None
    try:
        for chunk in chunks:
            data = chunk
            while data:
                if unpacker is None:
                    unpacker = zlib.decompressobj(_window(data))
                yield unpacker.decompress(data, piece)
                data = unpacker.unconsumed_tail
                if unpacker.eof:
                    # What follows may be one more member (RFC 1952, 2.2).
                    data = unpacker.unused_data
                    unpacker = None
                    if not data.startswith(b"\x1f\x8b"):
                        break
        while unpacker is not None and (rest := unpacker.decompress(b"", piece)):
            yield rest
    except zlib.error as error:
        message = told("{url} is damaged: it cannot be unpacked", url=shown_url(url))
        raise FetchError(message, "Try again later") from error
    if unpacker is not None and not unpacker.eof:
        raise FetchError(told("{url} was not sent whole", url=shown_url(url)), "Try again later")


def _window(data: bytes) -> int:
    """Return zlib's window for gzip or zlib, or for bare deflate as some servers send."""
    if data.startswith(b"\x1f\x8b"):
        return 47
    is_zlib = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] * 256 + data[1]) % 31 == 0
    return 15 if is_zlib else -15


@cache
def _trust() -> ssl.SSLContext:
    """Return the certificates to trust: those of the system and those of certifi."""
    import ssl

    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
