"""Which proxy a request goes through, as the environment or the system says.

``http_proxy``, ``https_proxy``, ``all_proxy`` and ``no_proxy`` are read as other programs read
them. This machine itself is never asked through one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from ipaddress import IPv4Address, IPv6Address

_PORTS = {"http": 80, "https": 443}
_LOOK_UP_SECONDS = 1.0
"""How long the name of a page is looked up here that a proxy will look up anyway."""


class UnknownProxyError(ValueError):
    """A proxy is named that cannot be spoken to; says what was named, without its password."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy."""

    url: str
    """``http`` or ``https``, host and port; no password."""
    login: tuple[bytes, bytes] | None = None
    """Name and password, where it wants them."""

    @property
    def host(self) -> str:
        """What to call it."""
        return urlsplit(self.url).netloc


def proxy_for(url: str) -> Proxy | None:
    """Return the proxy an address is asked for through, None for none.

    Args:
        url: An address as it is sent.

    Raises:
        UnknownProxyError: One is named that is no HTTP proxy.
    """
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    if not proxies:
        return None
    parts = urlsplit(url)
    named = proxies.get(parts.scheme) or proxies.get("all")
    host = parts.hostname or ""
    if not named or _is_this_machine(host) or proxy_bypass(host):
        return None
    return _proxy(named)


def require_elsewhere(url: str, allows: Callable[[str], bool], seconds: float) -> None:
    """Refuse an address that leads into the own network, as far as that can be told from here.

    A proxy looks names up itself. So this cannot keep out what only the proxy knows, nor a name
    server that changes its answers; a name that is not known here is left to the proxy.

    Args:
        url: The address.
        allows: Tells whether an IP address may be asked.
        seconds: How long it may take.

    Raises:
        httpcore.ConnectError: It leads to an address that is not allowed.
    """
    import httpcore

    from corpus.ingest.connection import NotPublicError, addresses_of

    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    if _address(host) is not None:
        found = [host]
    else:
        try:
            found = addresses_of(host, port, min(seconds, _LOOK_UP_SECONDS))
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            return
    for address in found:
        if not allows(address):
            raise httpcore.ConnectError(NotPublicError(address))


def _proxy(named: str) -> Proxy:
    whole = named if "://" in named else f"http://{named}"
    try:
        parts = urlsplit(whole)
        host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme)
    except ValueError as error:
        raise UnknownProxyError("what is no address") from error
    if not host or parts.scheme not in _PORTS:
        raise UnknownProxyError(f"{parts.scheme}://{host or ''}")
    shown = f"[{host}]" if ":" in host else host
    login = None
    if parts.username:
        login = (unquote(parts.username).encode(), unquote(parts.password or "").encode())
    return Proxy(f"{parts.scheme}://{shown}:{port}", login)


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def _address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the IP address a host is written as, None for a name."""
    from ipaddress import ip_address

    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None
