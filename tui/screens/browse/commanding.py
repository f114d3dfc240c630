"""Anything by its name, from the screen one reads on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from tui.keys import ACTIONS
from tui.language.said import _
from tui.screens.browse.exploring import Exploring

if TYPE_CHECKING:
    from pathlib import Path

RECENT = 8
"""Articles read of late that are offered before anything is typed."""


class Commanding(Exploring):
    """Opens the palette, and does what is picked there; leads to other libraries."""

    @dataclass
    class LibraryWanted(Message):
        """Another library is to be read in."""

        path: Path

    @work(exclusive=True, group="ask")
    async def action_palette(self) -> None:
        """Find anything by its name: do it, open it, or go there."""
        from corpus.library.desk import views
        from tui.screens.palette import Offered, PaletteScreen

        here = ("everywhere", "browse", "rows", "reader")
        actions = [action for action in ACTIONS if action.where in here and action.id != "palette"]
        offered = Offered(
            actions,
            {action.id: self.reason_against(action) for action in actions},
            [(view.name, view.query) for view in views(self._library)],
            sorted(self.app.available_themes),
            [(row.id, row.label) for row in self._library.rows(self._read_of_late())],
        )
        picked = await self.app.push_screen_wait(PaletteScreen(self._library.path, offered))
        if picked is None:
            return
        if picked.kind == "article":
            self._visit(picked.id)
            self._focus_reader()
        elif picked.kind == "entity":
            await self._open_dossier(picked.id)
        elif picked.kind == "theme":
            self.app.theme = picked.id
        elif picked.kind == "view":
            self._open_view_named(picked.id)
        else:
            await self._perform(picked.id)

    def _read_of_late(self) -> list[str]:
        """Return the articles of the trail, the last one first, without the one that is open."""
        here = self._article.id if self._article else None
        places = reversed(self._at.trail.behind)
        ids = dict.fromkeys(place.article_id for place in places if place.article_id != here)
        return list(ids)[:RECENT]

    # --- other libraries -------------------------------------------------------------------

    def action_libraries(self) -> None:
        """List the libraries that were used, and go to another one, or make it."""
        from corpus.library.used import UsedLibraries
        from tui.screens.libraries import LibrariesScreen

        used = getattr(self.app, "libraries", None) or UsedLibraries()
        self.app.push_screen(LibrariesScreen(self._library.path, used), self._go_to_library)

    def _go_to_library(self, path: Path | None) -> None:
        if path is None:
            return
        if any(one.group == "correct" and one.is_running for one in self.workers):
            self._status.say(_("articles are being read again: Esc stops that"))
            return
        self.post_message(self.LibraryWanted(path))

    def name_library(self, name: str) -> None:
        """Show below the list which library it is; nothing where only one is known."""
        self._library_name = name
        if not self._new:
            self._list.border_subtitle = self._subtitle

    def _open_view_named(self, name: str) -> None:
        for row in self._list.views:
            if row.name == name:
                self._open_view(row)

    async def _perform(self, id_: str) -> None:
        from tui.keys import action_of
        from tui.screens.help import perform

        await perform(self, action_of(id_))
