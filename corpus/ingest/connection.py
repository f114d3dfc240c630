"""Connections that are made only to addresses that were looked at, and end at a deadline."""

from __future__ import annotations

import queue
import socket
import threading
import time
from typing import TYPE_CHECKING

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable
    from typing import Any

    from httpcore import SOCKET_OPTION


class NotPublicError(OSError):
    """A host has only addresses that may not be connected to; says one of them."""


class UnknownHostError(OSError):
    """A host has no address."""


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to an address that passes a check, and to no other.

    A name is looked up once and the very address that was checked is connected to, so that a
    name server that changes its answer in between (DNS rebinding) gains nothing.

    Args:
        deadline: By the monotonic clock; nothing goes on after it.
        allows: Tells whether an IP address may be connected to; ``None`` allows all.
    """

    def __init__(self, deadline: float, allows: Callable[[str], bool] | None) -> None:
        self._deadline = deadline
        self._allows = allows
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first allowed address of a host that answers."""
        failure: Exception | None = None
        for address in self._allowed(host, port, timeout):
            try:
                stream = self._plain.connect_tcp(
                    address, port, remaining(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return TimedStream(stream, self._deadline)
        assert failure is not None
        raise failure

    def _allowed(self, host: str, port: int, timeout: float | None) -> list[str]:
        addresses = addresses_of(host, port, remaining(self._deadline, timeout))
        allowed = [one for one in addresses if self._allows is None or self._allows(one)]
        if not allowed:
            raise httpcore.ConnectError(NotPublicError(addresses[0]))
        return allowed


class TimedStream(httpcore.NetworkStream):
    """A connection on which nothing goes on after a deadline, however steadily it drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        return self._stream.read(max_bytes, remaining(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of a buffer."""
        self._stream.write(buffer, remaining(self._deadline, timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Go on encrypted."""
        left = remaining(self._deadline, timeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, left)
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection below knows."""
        return self._stream.get_extra_info(info)


def remaining(deadline: float, timeout: float | None) -> float:
    """Return how many seconds one step may take.

    Raises:
        httpcore.ReadTimeout: The deadline has passed.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)


def addresses_of(host: str, port: int, seconds: float) -> list[str]:
    """Return the IP addresses of a host, each once; at least one.

    Looking up a name knows no time limit, so it is done aside and left behind when it is late.

    Raises:
        httpcore.ConnectError: There is none.
        httpcore.ConnectTimeout: It takes longer than ``seconds``.
    """
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(address[0]) for *_, address in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look_up, daemon=True, name="look up a host").start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout from None
    if isinstance(answer, Exception) or not answer:
        raise httpcore.ConnectError(UnknownHostError(host))
    return answer
