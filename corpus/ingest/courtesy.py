"""Visiting many pages without being a burden: a host at a time, with pauses, as robots.txt asks."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.ingest.web import Fetched, FetchError, Policy, fetch, shown_url
from corpus.told import told

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

AGENT = "idlib-brief"
"""What robots.txt calls this program."""
LONGEST_PAUSE = 30.0
"""A pause that robots.txt asks for beyond this many seconds is cut to it."""
_ROBOTS_BYTES = 500 * 1024
"""How much of a robots.txt is read (RFC 9309, 2.5)."""

_REMEMBERED_BYTES = 16 * 1024 * 1024


class StoppedError(FetchError):
    """The visit was called off."""


@dataclass(slots=True)
class _Host:
    """What is known of one host; held while it is visited."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    next_visit: float = 0.0
    """By the monotonic clock."""
    robots: dict[str, RobotFileParser | None] = field(default_factory=dict)
    """By scheme and port; ``None`` where all is forbidden since robots.txt could not be read."""


class Visitor:
    """Fetches pages and feeds for several threads, one connection and one pause a host.

    Args:
        policy: What may be asked for, and the limits.
        pause: How many seconds lie between two requests to a host, at least.
        stop: Set by whoever calls the visit off; no request is begun after that.
    """

    def __init__(
        self, policy: Policy, *, pause: float = 1.0, stop: threading.Event | None = None
    ) -> None:
        self.policy = policy
        self.pause = pause
        self.stop = stop or threading.Event()
        self._hosts: dict[str, _Host] = {}
        self._pages: dict[str, Fetched] = {}
        self._guard = threading.Lock()

    def feed(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Fetch what the user has subscribed to; robots.txt speaks of what programs find.

        Raises:
            FetchError: It cannot be had.
        """
        from corpus.ingest.feed import MAX_BYTES

        policy = replace(self.policy, max_bytes=min(MAX_BYTES, self.policy.max_bytes))
        host = self._host(url)
        with host.lock:
            return self._visit(host, url, policy, etag, last_modified)

    def asked(self, url: str) -> Fetched:
        """Fetch a page that the user names, with pauses where several are of one host.

        Raises:
            FetchError: It cannot be had.
        """
        host = self._host(url)
        with host.lock:
            return self._visit(host, url, self.policy, None, None)

    def page(self, url: str) -> Fetched:
        """Fetch a page that a feed names, if its host lets programs read it.

        A page that several feeds name is fetched once, as long as it is remembered.

        Raises:
            FetchError: It cannot be had, or robots.txt forbids it.
        """
        host = self._host(url)
        with host.lock:
            if (remembered := self._pages.get(url)) is not None:
                return remembered
            robots = self._robots(host, url)
            if robots is None:
                message = told("The robots.txt of {host} cannot be read", host=urlsplit(url).netloc)
                raise FetchError(message, "Try again later")
            if not _may_read(robots, url):
                message = told(
                    "{url} is closed to programs by the site's robots.txt", url=shown_url(url)
                )
                raise FetchError(message, "Save the page and add the file", status=403)
            pause = _asked_pause(robots)
            fetched = self._visit(host, url, self.policy, None, None, pause)
            self._remember(url, fetched)
            return fetched

    def _remember(self, url: str, fetched: Fetched) -> None:
        """Keep a page in mind, and drop the oldest while there are too many bytes."""
        with self._guard:
            self._pages[url] = fetched
            size = sum(len(page.data) for page in self._pages.values())
            while size > _REMEMBERED_BYTES:
                size -= len(self._pages.pop(next(iter(self._pages))).data)

    def _host(self, url: str) -> _Host:
        try:
            name = urlsplit(url).hostname or ""
        except ValueError:
            name = ""
        with self._guard:
            return self._hosts.setdefault(name.lower(), _Host())

    def _visit(
        self,
        host: _Host,
        url: str,
        policy: Policy,
        etag: str | None,
        last_modified: str | None,
        pause: float = 0.0,
    ) -> Fetched:
        self.stop.wait(max(0.0, host.next_visit - time.monotonic()))
        if self.stop.is_set():
            raise StoppedError(told("{url} was not asked for any more", url=shown_url(url)))
        try:
            return fetch(url, policy, etag=etag, last_modified=last_modified)
        finally:
            host.next_visit = time.monotonic() + max(self.pause, pause)

    def _robots(self, host: _Host, url: str) -> RobotFileParser | None:
        """Return the rules for the pages of an origin, asked for once."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in host.robots:
            host.robots[origin] = self._read_robots(host, f"{origin}/robots.txt")
        return host.robots[origin]

    def _read_robots(self, host: _Host, url: str) -> RobotFileParser | None:
        from urllib.robotparser import RobotFileParser

        policy = replace(self.policy, max_bytes=min(_ROBOTS_BYTES, self.policy.max_bytes))
        rules = RobotFileParser()
        try:
            data = self._visit(host, url, policy, None, None).data
        except StoppedError:
            raise
        except FetchError as error:
            # RFC 9309, 2.3.1: what is not there forbids nothing, a server that fails everything.
            if not 400 <= error.status < 500 or error.status == 429:
                return None
            data = b""
        try:
            rules.parse(data.decode("utf-8", "replace").lstrip("\ufeff").splitlines())
        except ValueError:
            rules.parse([])
        return rules


def _may_read(robots: RobotFileParser, url: str) -> bool:
    try:
        return robots.can_fetch(AGENT, url)
    except ValueError:
        return False


def _asked_pause(robots: RobotFileParser) -> float:
    """Return the seconds between visits that robots.txt asks for, within reason."""
    asked = robots.crawl_delay(AGENT)
    return min(float(asked), LONGEST_PAUSE) if asked else 0.0
