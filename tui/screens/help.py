"""What can be done here and now, found as one types, and done on Enter."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

import styles
from corpus.arabic.folding import fold_text
from tui.encoder import EncodedScreen
from tui.keymap import keys_of, own_keys, shown_keys
from tui.keys import ACTIONS, bindings
from tui.language.said import _, noted
from tui.panes.commands import Command, CommandList, Heading
from tui.panes.edited import EditedView
from tui.panes.prompt import BidiInput
from tui.panes.visual import BidiVisual
from tui.screens.early import EarlyLetters
from tui.screens.picking import Picking

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen

    from tui.keys import Action, Where

INTRODUCTION = noted(
    "Arabic reads right to left; lists and panes keep their places. Arrow keys go the way they "
    "point, in Arabic too."
)


class HelpScreen(EarlyLetters, Picking, EncodedScreen, ModalScreen[None]):
    """Every key that does something in some places, under the heading of its group.

    Args:
        places: Where the keys apply that are told.
    """

    CSS_PATH = styles.sheet("help")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pick")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012

    def __init__(self, places: Sequence[Where]) -> None:
        super().__init__()
        self._actions = {action.id: action for action in ACTIONS if action.where in places}

    def compose(self) -> ComposeResult:
        """Show the field and the table."""
        with Vertical(id="help"):
            yield BidiInput(placeholder=_("type a name or a key; Enter does it"), id="answer")
            yield CommandList(id="commands")
            yield Static(BidiVisual(_(INTRODUCTION)), id="introduction")

    def on_mount(self) -> None:
        """List everything."""
        self._list.empty_text = (
            f"  {_('Nothing is called so.')}",
            f"  {_('Backspace takes letters back.')}",
        )
        self._show("")

    @property
    def _list(self) -> CommandList:
        return self.query_one("#commands", CommandList)

    @property
    def _below(self) -> Screen[object]:
        below: Screen[object] = self.app.screen_stack[-2]
        return below

    @on(EditedView.Changed)
    def _typed(self, event: EditedView.Changed) -> None:
        event.stop()
        self._show(event.text)

    def _show(self, typed: str) -> None:
        found = matching(self._actions.values(), typed, self._chosen)
        rows: list[Heading | Command] = []
        for group, actions in groupby(_in_groups(found), key=lambda action: action.group):
            rows.append(Heading(_(group)))
            rows.extend(map(self._command, actions))
        self._list.show_commands(rows)

    @property
    def _chosen(self) -> Mapping[str, tuple[str, ...]]:
        return own_keys(self.app)

    def _command(self, action: Action) -> Command:
        keys = "  ".join(map(shown_keys, keys_of(action, self._chosen)))
        reason = getattr(self._below, "reason_against", None)
        against = reason(action) if reason is not None else ""
        says = _(action.name if against else action.help or action.name)
        return Command(action.id, says, keys, against)

    @on(EditedView.Submitted)
    def _submitted(self, event: EditedView.Submitted) -> None:
        event.stop()
        self._do_chosen()

    @on(CommandList.Chosen)
    def _do_chosen(self) -> None:
        """Close, and do what is under the cursor in the screen below."""
        command = self._list.command
        if command is None or command.against:
            return
        below = self._below
        self.dismiss()
        self.app.call_later(perform, below, self._actions[command.id])

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss()


async def perform(screen: Screen[Any], action: Action) -> None:
    """Do an action where its key would be pressed: in the pane with the focus, or another one."""
    chain = [namespace for namespace, _ in screen._binding_chain]
    for node in (*chain, *screen.walk_children()):
        bound = node._bindings.key_to_bindings.values()
        if any(one.id == action.id for some in bound for one in some):
            await screen.app.run_action(action.action, node)
            return


def matching(
    actions: Iterable[Action], typed: str, chosen: Mapping[str, tuple[str, ...]]
) -> list[Action]:
    """Return the actions that hold what was typed, have that key, or hold all its words.

    Args:
        actions: The actions to look among.
        typed: Words of either script, or a key as a person writes it; ``@`` before it asks for a
            key alone.
        chosen: A person's own keys.
    """
    key = typed.strip().removeprefix("@")
    wanted = "" if typed.startswith("@") else " ".join(fold_text(typed.casefold()).split())
    found: list[tuple[int, Action]] = []
    for action in actions:
        keys = [shown_keys(one) for one in keys_of(action, chosen)]
        text = fold_text(_said_of(action).casefold())
        if not typed.strip() or (wanted and wanted in text):
            found.append((0, action))
        elif any(_is_key(key, one) for one in keys):
            found.append((1, action))
        elif wanted and all(word in f"{text} {action.group.casefold()}" for word in wanted.split()):
            found.append((2, action))
    return [action for _, action in sorted(found, key=itemgetter(0))]


def _said_of(action: Action) -> str:
    """Return what an action is called and does, in the language spoken, and in English."""
    english = f"{action.name} {action.help}"
    said = " ".join(_(text) for text in (action.name, action.help) if text)
    return said if said == english.rstrip() else f"{said} {english}"


def _is_key(typed: str, key: str) -> bool:
    """Tell whether a key is the one typed; capitals are told apart in single letters alone."""
    return typed == key if len(typed) < 2 else typed.casefold() == key.casefold()


def _in_groups(actions: Sequence[Action]) -> list[Action]:
    groups = list(dict.fromkeys(action.group for action in actions))
    return sorted(actions, key=lambda action: groups.index(action.group))
