"""The program on a screen that tests can read and type to."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from tui.app import BriefApp
from tui.panes.reader import Reader
from tui.panes.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from textual.pilot import Pilot

    from corpus.library.store import Library
    from tui.encoder import Encoding


LONG = 24
"""Letters from which on typing one by one would only take time."""


class Driver:
    """Presses keys and reads the screen."""

    def __init__(self, app: BriefApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys and wait until everything has come to rest."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text as a keyboard would; a long one, such as a path, is pasted."""
        if len(text) > LONG:
            self.app.post_message(Paste(text))
        else:
            await self.pilot.press(*text)
        await self.settle()

    async def settle(self) -> None:
        """Wait until messages and layout are done."""
        await self.pilot.pause()
        await self.pilot.pause()

    @property
    def rows(self) -> list[str]:
        """The screen as text, row by row, in visual order."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def sent_rows(self) -> list[str]:
        """The rows as the terminal is sent them."""
        app = self.app
        update = app.screen._compositor.render_update(
            full=True, screen_stack=app._background_screens
        )
        return ["".join(strip.text for strip in row) for row in update.strips]

    @property
    def reader(self) -> Reader:
        return self.app.screen_stack[0].query_one(Reader)

    @property
    def status(self) -> str:
        """Both texts of the status line, logical."""
        line = self.app.screen.query_one(StatusLine)
        return f"{line.where} | {line.what}"

    @property
    def article_id(self) -> str:
        assert self.reader.article is not None
        return self.reader.article.id

    @property
    def current_text(self) -> str | None:
        """The text of the current mention."""
        reader = self.reader
        if reader.current is None or reader.article is None:
            return None
        return reader.mentions[reader.current].span.slice(reader.article.text)

    @property
    def top_line(self) -> str:
        """The first line of text the reader shows, in visual order."""
        return self.reader.render_line(0).text


@pytest.fixture
def drive() -> Callable[..., AbstractAsyncContextManager[Driver]]:
    """Start the program on a library: ``async with drive(library, size=(120, 36)) as on_screen``."""

    @asynccontextmanager
    async def start(
        library: Library,
        *,
        size: tuple[int, int] = (120, 36),
        first: str | None = None,
        encoding: Encoding | None = None,
        messages: bool = False,
    ) -> AsyncIterator[Driver]:
        app = BriefApp(library, encoding=encoding, first=first)
        async with app.run_test(size=size, notifications=messages, tooltips=messages) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            yield driver

    return start
