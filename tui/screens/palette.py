"""Anything by its name: actions, articles, entities, saved views, themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen

import styles
from corpus.errors import BriefError
from corpus.library.entity_search import lookup
from tui.encoder import EncodedScreen
from tui.keymap import keys_of, own_keys, shown_keys
from tui.keys import bindings
from tui.language.said import _, noted
from tui.panes.commands import Command, CommandList, Heading
from tui.panes.edited import EditedView
from tui.panes.prompt import BidiInput
from tui.screens.early import EarlyLetters
from tui.screens.help import matching
from tui.screens.picking import Picking
from tui.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.library.entity_search import EntityFinder
    from tui.keys import Action

Kind = Literal["action", "article", "entity", "view", "theme"]

HEADINGS: dict[Kind, str] = {
    "action": noted("Actions"),
    "article": noted("Articles"),
    "entity": noted("Entities"),
    "view": noted("Saved views"),
    "theme": noted("Themes"),
}
MOST: dict[Kind, int] = {"action": 8, "article": 8, "entity": 8, "view": 8, "theme": 8}
"""How many of each kind are shown, so that all kinds are in sight."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked."""

    kind: Kind
    id: str
    """An action's id, an article's, a slug, the name of a view or of a theme."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the screen below has to offer beside articles and entities."""

    actions: Sequence[Action]
    reasons: Mapping[str, str]
    """Why some of the actions can do nothing now, by their ids."""
    views: Sequence[tuple[str, str]] = ()
    """Names of the saved views with their queries."""
    themes: Sequence[str] = ()
    recent: Sequence[tuple[str, str]] = ()
    """Ids and titles of articles read of late, shown before anything is typed."""


class PaletteScreen(EarlyLetters, Picking, EncodedScreen, ModalScreen["Picked | None"]):
    """Finds anything by a part of its name, in either script; the answer is what was picked.

    Args:
        path: The library, read beside the screen.
        offered: What the screen below has to offer.
    """

    CSS_PATH = styles.sheet("help")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pick")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012

    @dataclass
    class Ready(Message):
        """Names can be found."""

        finder: EntityFinder
        titles: tuple[tuple[str, str, str], ...]
        """Ids and titles of all articles, newest first, and the titles in lookup form."""

    def __init__(self, path: Path, offered: Offered) -> None:
        super().__init__()
        self._path = path
        self._offered = offered
        self._ready: PaletteScreen.Ready | None = None
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Show the field and what is found."""
        with Vertical(id="help"):
            yield BidiInput(placeholder=_("an action, an article, an entity, a view…"), id="answer")
            yield CommandList(id="commands")

    @property
    def _list(self) -> CommandList:
        return self.query_one("#commands", CommandList)

    def on_mount(self) -> None:
        """Show what can be done, and make ready to find names."""
        self._list.empty_text = (
            f"  {_('Nothing is called so.')}",
            f"  {_('Backspace takes letters back.')}",
        )
        self._show()
        self._prepare()

    @work(thread=True, group="palette")
    def _prepare(self) -> None:
        from corpus.library.entity_search import open_finder
        from corpus.library.store import Library

        try:
            finder = open_finder(self._path)
            with Library(self._path, writable=False) as library:
                titles = tuple((id_, label, lookup(label)) for id_, label in library.labels())
        except BriefError:
            return
        self.post_message(self.Ready(finder, titles))

    def on_palette_screen_ready(self, event: PaletteScreen.Ready) -> None:
        """Find names from now on."""
        self._ready = event
        self._show()

    @on(EditedView.Changed)
    def _changed(self, event: EditedView.Changed) -> None:
        event.stop()
        self._typed = event.text
        self._show()

    def _show(self) -> None:
        rows: list[Heading | Command] = []
        for kind, commands in self._found().items():
            if commands:
                rows.append(Heading(_(HEADINGS[kind])))
                rows.extend(commands[: MOST[kind]])
        self._list.show_commands(rows)

    def _found(self) -> dict[Kind, list[Command]]:
        """Return what is called as was typed; of a blank field what was read of late, and all."""
        typed = lookup(self._typed)
        found: dict[Kind, list[Command]] = {
            "article": self._articles(typed),
            "action": self._actions(),
            "entity": self._entities(),
            "view": [
                Command(f"view:{name}", f"{isolated(name)} — {isolated(query)}")
                for name, query in self._offered.views
                if typed in lookup(f"{name} {query}")
            ],
            "theme": [
                Command(f"theme:{name}", name)
                for name in self._offered.themes
                if typed in lookup(f"theme {_('theme')} {name}")
            ],
        }
        order: Sequence[Kind] = ("article", "action", "view", "entity", "theme")
        if typed:
            order = ("action", "entity", "article", "view", "theme")
        return {kind: found[kind] for kind in order}

    def _actions(self) -> list[Command]:
        chosen = own_keys(self.app)
        found = []
        for action in matching(self._offered.actions, self._typed, chosen):
            keys = "  ".join(map(shown_keys, keys_of(action, chosen)[:2]))
            against = self._offered.reasons.get(action.id, "")
            says = _(action.name if against else action.help or action.name)
            found.append(Command(f"action:{action.id}", says, keys, against))
        return found

    def _articles(self, typed: str) -> list[Command]:
        if not typed:
            return [Command(f"article:{id_}", title) for id_, title in self._offered.recent]
        found = []
        for id_, title, folded in self._ready.titles if self._ready else ():
            if all(word in folded for word in typed.split()):
                found.append(Command(f"article:{id_}", title))
                if len(found) == MOST["article"]:
                    break
        return found

    def _entities(self) -> list[Command]:
        if self._ready is None or not self._typed.strip():
            return []
        return [
            Command(f"entity:{name.slug}", f"{isolated(name.en)} — {isolated(name.ar)}")
            for name in self._ready.finder.find(self._typed, MOST["entity"])
        ]

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        self._pick()

    @on(CommandList.Chosen)
    def _pick(self) -> None:
        command = self._list.command
        if command is not None and not command.against:
            kind, _, id_ = command.id.partition(":")
            self.dismiss(Picked(_KINDS[kind], id_))

    def action_cancel(self) -> None:
        """Pick nothing."""
        self.dismiss(None)


_KINDS: Mapping[str, Kind] = {kind: kind for kind in HEADINGS}
