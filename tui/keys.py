"""The one table of what a key does: bindings, footer and help are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from textual.binding import Binding

Where = Literal["everywhere", "browse", "rows", "reader", "notes", "prompt"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does somewhere."""

    id: str
    """Stable name, such as ``mention.next``."""
    where: Where
    """Where the keys apply: a screen, or a pane with the focus."""
    keys: tuple[str, ...]
    """Textual's names of the keys, the one shown to the user first."""
    action: str
    """The method behind it, without ``action_``, with arguments as Textual writes them."""
    name: str
    """Two or three words, for the footer and the help."""
    group: str
    """The heading it stands under in the help."""
    in_footer: bool = False
    help: str = ""
    """What the help says, where the name is too short for it."""


def _all() -> tuple[Action, ...]:
    one = Action
    # fmt: off
    return (
        one("help", "everywhere", ("question_mark", "f1"), "help", "Help", "Program", True),
        one("quit", "browse", ("q", "ctrl+q"), "app.quit", "Quit", "Program", True),
        one("suspend", "everywhere", ("ctrl+z",), "app.suspend_process", "To the shell and back", "Program"),
        one("bidi.next", "everywhere", ("B",), "app.next_bidi_mode", "Arabic for another terminal", "Program", False, "Write Arabic in the next way; doctor keeps a choice"),
        one("harakat", "everywhere", ("H",), "app.toggle_harakat", "Harakat on, off", "Program"),
        one("pane.articles", "browse", ("1",), "focus_pane('articles')", "Articles", "Panes"),
        one("pane.reader", "browse", ("2",), "focus_pane('reader')", "Reader", "Panes"),
        one("pane.entities", "browse", ("3",), "focus_pane('entities')", "Entities", "Panes"),
        one("pane.next", "browse", ("tab",), "next_pane(1)", "Next pane", "Panes"),
        one("pane.previous", "browse", ("shift+tab",), "next_pane(-1)", "Previous pane", "Panes"),
        one("zoom", "browse", ("z",), "zoom", "Zoom the pane", "Panes"),
        one("row.down", "rows", ("j", "down"), "move(1)", "Down", "Move"),
        one("row.up", "rows", ("k", "up"), "move(-1)", "Up", "Move"),
        one("row.page_down", "rows", ("space", "pagedown", "ctrl+f"), "page(1.0)", "Page down", "Move"),
        one("row.page_up", "rows", ("b", "pageup", "ctrl+b"), "page(-1.0)", "Page up", "Move"),
        one("row.half_down", "rows", ("d", "ctrl+d"), "page(0.5)", "Half a page down", "Move"),
        one("row.half_up", "rows", ("u", "ctrl+u"), "page(-0.5)", "Half a page up", "Move"),
        one("row.first", "rows", ("g", "home"), "end(-1)", "First", "Move"),
        one("row.last", "rows", ("G", "end"), "end(1)", "Last", "Move"),
        one("row.choose", "rows", ("enter",), "choose", "Open, or go to the mention", "Move"),
        one("line.down", "reader", ("j", "down"), "move(1)", "Line down", "Read"),
        one("line.up", "reader", ("k", "up"), "move(-1)", "Line up", "Read"),
        one("page.down", "reader", ("space", "pagedown", "ctrl+f"), "page(1.0)", "Page down", "Read"),
        one("page.up", "reader", ("b", "pageup", "ctrl+b"), "page(-1.0)", "Page up", "Read"),
        one("page.half_down", "reader", ("d", "ctrl+d"), "page(0.5)", "Half a page down", "Read"),
        one("page.half_up", "reader", ("u", "ctrl+u"), "page(-0.5)", "Half a page up", "Read"),
        one("page.first", "reader", ("g", "home"), "end(-1)", "Beginning", "Read"),
        one("page.last", "reader", ("G", "end"), "end(1)", "End", "Read"),
        one("find", "browse", ("slash",), "find", "Find", "Read", True),
        one("find.next", "browse", ("n",), "find_next(1)", "Next hit", "Read"),
        one("find.previous", "browse", ("N",), "notes_or_previous_hit", "Notes", "Notes", True, "All notes; previous hit while finding"),
        one("mention.next", "browse", ("right_square_bracket",), "mention(1)", "Next mention", "Follow", True),
        one("mention.previous", "browse", ("left_square_bracket",), "mention(-1)", "Previous mention", "Follow"),
        one("entity.next", "browse", ("right_curly_bracket",), "follow(1)", "Follow", "Follow", True, "Follow across articles, by date"),
        one("entity.previous", "browse", ("left_curly_bracket",), "follow(-1)", "Follow backwards across articles", "Follow"),
        one("trail.back", "browse", ("ctrl+o", "alt+left"), "back", "Back", "Follow", True),
        one("trail.forward", "browse", ("alt+right",), "forward", "Forward", "Follow"),
        one("article.next", "browse", ("J",), "article(1)", "Next article; while selecting, next sentence", "Follow"),
        one("article.previous", "browse", ("K",), "article(-1)", "Previous article; while selecting, previous sentence", "Follow"),
        one("select", "browse", ("v",), "select", "Select", "Notes", True, "Select by sentence; j k ← → extend, J K move"),
        one("select.left", "reader", ("left", "shift+left"), "select_words(-1)", "Select a word to the left", "Notes"),
        one("select.right", "reader", ("right", "shift+right"), "select_words(1)", "Select a word to the right", "Notes"),
        one("copy", "browse", ("y", "ctrl+c", "super+c"), "copy", "Copy", "Notes", False, "Copy the selection, or what one stands on"),
        one("note.take", "browse", ("a",), "note", "Note", "Notes", True, "Note on the selection, or on the mention"),
        one("note.list", "browse", ("M",), "notes", "Notes", "Notes", False, "All notes, while finding too"),
        one("leave", "browse", ("escape",), "leave", "Drop selection, find, zoom", "Notes"),
        one("notes.mark", "notes", ("space", "s"), "screen.mark", "Mark", "Notes", True),
        one("notes.mark_all", "notes", ("A",), "screen.mark_all", "Mark all or none", "Notes", True),
        one("notes.export", "notes", ("x",), "screen.export", "Export", "Notes", True),
        one("notes.edit", "notes", ("e",), "screen.edit", "Edit", "Notes", True),
        one("notes.delete", "notes", ("D", "delete"), "screen.delete", "Delete", "Notes"),
        one("notes.undo", "notes", ("U",), "screen.undo", "Undo delete", "Notes"),
        one("notes.jump", "notes", ("enter",), "screen.jump", "Go to the passage", "Notes", True),
        one("notes.close", "notes", ("q", "escape", "N"), "screen.close", "Back to reading", "Notes", True),
        one("prompt.cancel", "prompt", ("escape",), "cancel", "Cancel", "Prompt"),
    )
    # fmt: on


ACTIONS: tuple[Action, ...] = _all()


def bindings(*places: Where) -> list[Binding]:
    """Return Textual's bindings for what applies in these places."""
    from textual.binding import Binding

    return [
        Binding(
            ",".join(action.keys),
            action.action,
            action.name,
            show=action.in_footer,
            id=action.id,
            key_display=shown(action.keys[0]),
        )
        for action in ACTIONS
        if action.where in places
    ]


_SIGNS = {
    "question_mark": "?",
    "slash": "/",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift-Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "home": "Home",
    "end": "End",
    "f1": "F1",
}


def shown(key: str) -> str:
    """Return a key as a person writes it: ``ctrl+o`` is ``Ctrl-o``."""
    *modifiers, last = key.split("+") if key not in _SIGNS else (key,)
    return "-".join([*(word.capitalize() for word in modifiers), _SIGNS.get(last, last)])
