"""Which library to go to: those that were used, the last one first, or a new one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen

import styles
from corpus.errors import BriefError
from corpus.library.entity_search import lookup
from corpus.library.used import UsedLibrary, absolute, glance, make_ready, named_library
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.from_corpus import error_said, told_said
from tui.language.said import _, digits, start_side
from tui.panes.edited import EditedView
from tui.panes.keyline import KeyLine
from tui.panes.libraries import LibraryList, LibraryRow
from tui.panes.paint import title_of
from tui.panes.prompt import BidiInput
from tui.panes.status import StatusLine
from tui.screens.early import EarlyLetters
from tui.screens.picking import Picking
from tui.wording import counted, isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.library.used import Glance, UsedLibraries

BETWEEN: Final = 0.1
"""Seconds between two words on what is found out beside the screen."""


class _StoppedError(Exception):
    """Whoever asked for a library has thought better of it."""


class LibrariesScreen(EarlyLetters, Picking, EncodedScreen, ModalScreen["Path | None"]):
    """Lists the libraries that were used; the answer is one that opens at once, or None.

    Args:
        here: The library that is open.
        used: Those that were used.
    """

    CSS_PATH = styles.sheet("libraries")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pick", "libraries")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012

    @dataclass
    class Counted(Message):
        """It is known what is in some libraries."""

        found: dict[Path, Glance]

    @dataclass
    class Progress(Message):
        """A library is being brought up to date."""

        says: str

    @dataclass
    class Prepared(Message):
        """A library can be opened at once, or cannot be opened."""

        path: Path
        problem: str
        asked: Event

    def __init__(self, here: Path, used: UsedLibraries) -> None:
        super().__init__()
        self._here = absolute(here)
        self._used = used
        self._rows: tuple[UsedLibrary, ...] = ()
        self._glances: dict[Path, Glance] = {}
        self._shown: tuple[Path | None, ...] = ()
        """The library in each row that is shown; None in that of a new one with no path yet."""
        self._typed = ""
        self._folded: dict[Path, str] = {}
        """What is looked through for what is typed, by path."""
        self._leaves = Event()
        """Set when the screen is left: nothing more is counted."""
        self._asked: Event | None = None
        """While a library is made ready: what to set to leave it."""

    def compose(self) -> ComposeResult:
        """Show the field, the libraries, and the keys."""
        with Vertical(id="libraries-box"):
            yield BidiInput(placeholder=_("a part of the name or of the path"), id="answer")
            yield LibraryList(id="libraries")
            yield StatusLine(id="status")
            yield KeyLine("libraries")

    @property
    def _list(self) -> LibraryList:
        return self.query_one("#libraries", LibraryList)

    @property
    def _status(self) -> StatusLine:
        return self.query_one("#status", StatusLine)

    def on_mount(self) -> None:
        """List the libraries with the cursor on the one before, and count what is in them."""
        self.app.clear_notifications()
        box = self.query_one("#libraries-box")
        box.border_title = title_of(_("Libraries"))
        box.styles.border_title_align = start_side()
        self._take(self._used.rows())
        self._show()
        self._count(tuple(row.path for row in self._rows))

    def on_unmount(self) -> None:
        """Count no more."""
        self._leaves.set()

    def _take(self, rows: Sequence[UsedLibrary]) -> None:
        """Take these for the libraries there are, the one that is open first."""
        here = [row for row in rows if row.path == self._here] or [UsedLibrary(self._here, "")]
        self._rows = (*here, *(row for row in rows if row.path != self._here))

    # --- what is in them -------------------------------------------------------------------

    @work(thread=True, group="glances", exit_on_error=False)
    def _count(self, paths: Sequence[Path]) -> None:
        found: dict[Path, Glance] = {}
        told = monotonic()
        for path in paths:
            if self._leaves.is_set():
                return
            found[path] = glance(path, self._leaves.is_set)
            if monotonic() - told > BETWEEN:
                self.post_message(self.Counted(found))
                found, told = {}, monotonic()
        self.post_message(self.Counted(found))

    def on_libraries_screen_counted(self, event: LibrariesScreen.Counted) -> None:
        """Show what is in them."""
        self._glances.update(event.found)
        self._show(self._path_of_cursor)

    def _says(self, glance: Glance | None) -> str:
        if glance is None:
            return "…"
        if glance.problem:
            return told_said(glance.problem)
        says = [counted(glance.articles, "article"), counted(glance.notes, "note")]
        return " · ".join([*says, _("{n} unread", n=glance.unread)])

    # --- the list --------------------------------------------------------------------------

    @property
    def _path_of_cursor(self) -> Path | None:
        cursor = self._list.cursor
        return self._shown[cursor] if 0 <= cursor < len(self._shown) else None

    @on(EditedView.Changed)
    def _changed(self, event: EditedView.Changed) -> None:
        event.stop()
        self._typed = event.text
        self._show()
        self._status.say("")

    def _show(self, keep: Path | None = None) -> None:
        """List what is called as was typed; the cursor stays on one, or stands on the first."""
        words = lookup(self._typed).split()
        found = [row for row in self._rows if self._is_called(row, words)]
        new = self._new()
        rows = [self._row_of(row) for row in found]
        self._shown = (*(row.path for row in found), new)
        rows.append(self._new_row(new))
        if keep is not None and keep in self._shown:
            cursor = self._shown.index(keep)
        elif _is_path(self._typed):
            cursor = len(rows) - 1
        else:
            others = [n for n, row in enumerate(found) if row.path != self._here]
            cursor = next(iter(others), 0)
        self._list.show_libraries(rows, cursor)

    def _is_called(self, row: UsedLibrary, words: Sequence[str]) -> bool:
        if row.path not in self._folded:
            self._folded[row.path] = lookup(f"{row.name} {row.path} {_shortened(row.path)}")
        return all(word in self._folded[row.path] for word in words)

    def _row_of(self, row: UsedLibrary) -> LibraryRow:
        glance = self._glances.get(row.path)
        return LibraryRow(
            row.name,
            _shortened(row.path),
            self._says(glance),
            _moment(row.opened),
            row.path == self._here,
            glance is not None and bool(glance.problem),
        )

    def _new(self) -> Path | None:
        """Return the library that is meant by a path as typed; None where none is typed."""
        if not _is_path(self._typed):
            return None
        try:
            return named_library(self._typed)
        except BriefError:
            return None

    def _new_row(self, path: Path | None) -> LibraryRow:
        if path is None:
            return LibraryRow(_("New library…"), _("type its path, such as ~/briefs/idlib"), "")
        says = _("open it") if path.exists() else _("make it, with the sample articles")
        return LibraryRow(path.stem, _shortened(path), says)

    # --- what can be done ------------------------------------------------------------------

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        self._choose()

    @on(LibraryList.Chosen)
    def _choose(self) -> None:
        path = self._path_of_cursor
        if path is not None:
            self._go_to(path)
        elif _is_path(self._typed):
            self._status.say(_("no file can be called so"))
        else:
            self.action_new()

    def action_previous(self) -> None:
        """Go to the library one was in before this one."""
        others = [row.path for row in self._rows if row.path != self._here]
        there = [path for path in others if path.exists()]
        if there:
            self._go_to(there[0])
        else:
            self._status.say(_("no other library was used"))

    def action_new(self) -> None:
        """Begin a path, in the folder of the library that is open."""
        field = self.query_one("#answer", BidiInput)
        field.value = f"{_shortened(self._here.parent)}{os.sep}"
        field.action_text_edge(1)
        self._status.say(_("type the name of the new library, then Enter"))

    def action_remove(self) -> None:
        """Take the library off the list; its file stays."""
        path = self._path_of_cursor
        if path is None or all(row.path != path for row in self._rows):
            return
        if path == self._here:
            self._status.say(_("the library that is open stays on the list"))
            return
        cursor = self._list.cursor
        try:
            self._take(self._used.remove(path))
        except BriefError as error:
            self._status.say(error_said(error))
            return
        self._show(self._shown[cursor + 1] or self._here)
        self._status.say(_("off the list; the file stays"), str(path))

    def action_cancel(self) -> None:
        """Leave what is being made ready; else stay in the library one is in."""
        if self._asked is None:
            self.dismiss(None)
            return
        self._asked.set()
        self._asked = None
        self._status.say(_("stopped; the library is as it was"))

    # --- going there -----------------------------------------------------------------------

    def _go_to(self, path: Path) -> None:
        if path == self._here:
            self.dismiss(None)
        elif self._asked is None:
            self._asked = Event()
            self._status.say(_("opening… Esc stops"), isolated(path.name))
            self._prepare(path, self._asked)

    @work(thread=True, group="prepare", exit_on_error=False)
    def _prepare(self, path: Path, asked: Event) -> None:
        """Make a library ready beside the screen: it may be new, or of an older version."""
        told = monotonic()

        def tell(what: str, done: int, all_: int) -> None:
            nonlocal told
            if asked.is_set():
                raise _StoppedError
            if monotonic() - told > BETWEEN:
                told = monotonic()
                doing = told_said(what)
                says = _("{what}: {n} of {total} — Esc stops", what=doing, n=done, total=all_)
                self.post_message(self.Progress(says))

        problem = ""
        try:
            make_ready(path, tell)
        except _StoppedError:
            return
        except BriefError as error:
            problem = error_said(error)
        self.post_message(self.Prepared(path, problem, asked))

    def on_libraries_screen_progress(self, event: LibrariesScreen.Progress) -> None:
        """Say how far it is."""
        if self._asked is not None:
            self._status.say(event.says)

    def on_libraries_screen_prepared(self, event: LibrariesScreen.Prepared) -> None:
        """Answer with the library, or say why it cannot be opened."""
        if event.asked is not self._asked:
            return
        self._asked = None
        if event.problem:
            self._status.say(event.problem)
        else:
            self.dismiss(event.path)


def _is_path(typed: str) -> bool:
    """Tell whether something typed is meant for a path rather than for a part of a name."""
    return typed.strip().startswith(("~", os.sep, f".{os.sep}", f"..{os.sep}"))


def _shortened(path: Path) -> str:
    """Return a path with ``~`` for the person's own folder."""
    try:
        return f"~{os.sep}{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


def _moment(opened: str) -> str:
    """Return when a library was opened, to the minute, by the clock of this place."""
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(opened).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    return digits(moment.strftime("%Y-%m-%d %H:%M"))
