"""The one table of what a key does: bindings, footer and help are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from textual.binding import Binding

Where = Literal[
    "everywhere",
    "browse",
    "rows",
    "reader",
    "notes",
    "prompt",
    "pick",
    "note",
    "field",
    "editor",
    "typing",
    "correct",
    "difference",
    "differences",
    "concordance",
    "concordance_counts",
    "concordance_orders",
    "search",
    "results",
    "facets",
    "details",
    "timeline",
    "dossier",
    "query",
]


Need = Literal["article", "mention", "passage", "writable", "asked"]

REASONS: dict[Need, str] = {
    "article": "no article is open",
    "mention": "stand on a mention first: ] goes to the next one",
    "passage": "select a passage first: v, or stand on a mention: ]",
    "writable": "the library is read-only",
    "asked": "nothing to find: / asks for words",
}
"""What an action can need before it can do anything, and what is said where that is missing."""


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
    needs: tuple[Need, ...] = ()
    """What must be there first."""


def _all() -> tuple[Action, ...]:
    one = Action
    # fmt: off
    return (
        one("help", "everywhere", ("question_mark", "f1"), "help", "Help", "Program", True),
        one("quit", "browse", ("q", "ctrl+q"), "app.quit", "Quit", "Program", True),
        one("suspend", "everywhere", ("ctrl+z",), "app.suspend_process", "To the shell and back", "Program"),
        one("bidi.next", "everywhere", ("B",), "app.next_bidi_mode", "Arabic for another terminal", "Program", False, "Write Arabic in the next way; doctor keeps a choice"),
        one("harakat", "everywhere", ("H",), "app.toggle_harakat", "Harakat on, off", "Program"),
        one("controls", "browse", ("I",), "controls", "Show control characters", "Program", False, "Show or hide the bidi controls of the text", needs=("article",)),
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
        one("row.half_down", "rows", ("ctrl+d",), "page(0.5)", "Half a page down", "Move"),
        one("row.half_up", "rows", ("ctrl+u",), "page(-0.5)", "Half a page up", "Move"),
        one("row.first", "rows", ("g", "home"), "end(-1)", "First", "Move"),
        one("row.last", "rows", ("G", "end"), "end(1)", "Last", "Move"),
        one("row.choose", "rows", ("enter",), "choose", "Open, or go to the mention", "Move"),
        one("line.down", "reader", ("j", "down"), "move(1)", "Line down", "Read"),
        one("line.up", "reader", ("k", "up"), "move(-1)", "Line up", "Read"),
        one("page.down", "reader", ("space", "pagedown", "ctrl+f"), "page(1.0)", "Page down", "Read"),
        one("page.up", "reader", ("b", "pageup", "ctrl+b"), "page(-1.0)", "Page up", "Read"),
        one("page.half_down", "reader", ("ctrl+d",), "page(0.5)", "Half a page down", "Read"),
        one("page.half_up", "reader", ("ctrl+u",), "page(-0.5)", "Half a page up", "Read"),
        one("page.first", "reader", ("g", "home"), "end(-1)", "Beginning", "Read"),
        one("page.last", "reader", ("G", "end"), "end(1)", "End", "Read"),
        one("find", "browse", ("slash",), "find", "Find", "Read", True, needs=("article",)),
        one("find.next", "browse", ("n",), "find_next(1)", "Next hit", "Read", needs=("asked",)),
        one("find.previous", "browse", ("N",), "notes_or_previous_hit", "Notes", "Notes", True, "All notes; previous hit while finding"),
        one("mention.next", "browse", ("right_square_bracket",), "mention(1)", "Next mention", "Follow", True, needs=("article",)),
        one("mention.previous", "browse", ("left_square_bracket",), "mention(-1)", "Previous mention", "Follow", needs=("article",)),
        one("entity.next", "browse", ("right_curly_bracket",), "follow(1)", "Follow", "Follow", True, "Follow across articles, by date", needs=("mention",)),
        one("entity.previous", "browse", ("left_curly_bracket",), "follow(-1)", "Follow backwards across articles", "Follow", needs=("mention",)),
        one("trail.back", "browse", ("ctrl+o", "alt+left"), "back", "Back", "Follow", True),
        one("trail.forward", "browse", ("alt+right",), "forward", "Forward", "Follow"),
        one("beside", "browse", ("vertical_line",), "beside", "Beside", "Follow", False, "Open the next article of what is followed beside this one; again closes it", needs=("mention",)),
        one("hints", "browse", ("f",), "hints", "Go by letters", "Follow", False, "Letters over mentions and addresses, to go there by typing them", needs=("article",)),
        one("why", "browse", ("i",), "why", "Why", "Follow", False, "Why the mention is taken for what it is", needs=("mention",)),
        one("correct", "browse", ("c",), "correct", "Correct", "Follow", False, "Say what the mention or the selection means", needs=("passage", "writable")),
        one("correct.undo", "browse", ("U",), "undo_correction", "Undo the last correction", "Follow", needs=("writable",)),
        one("difference", "browse", ("d",), "difference", "What differs", "Follow", False, "What differs from another copy of the article", needs=("article",)),
        one("article.next", "browse", ("J",), "article(1)", "Next article; while selecting, next sentence", "Follow"),
        one("article.previous", "browse", ("K",), "article(-1)", "Previous article; while selecting, previous sentence", "Follow"),
        one("select", "browse", ("v",), "select", "Select", "Notes", True, "Select by sentence; j k ← → extend, J K move", needs=("article",)),
        one("select.left", "reader", ("left", "shift+left"), "select_words(-1)", "Select a word to the left", "Notes"),
        one("select.right", "reader", ("right", "shift+right"), "select_words(1)", "Select a word to the right", "Notes"),
        one("copy", "browse", ("y", "ctrl+c", "super+c"), "copy", "Copy", "Notes", False, "Copy the selection, or what one stands on"),
        one("note.take", "browse", ("a",), "note", "Note", "Notes", True, "Note on the selection, or on the mention", needs=("passage", "writable")),
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
        one("difference.down", "difference", ("j", "down"), "move(1)", "Line down", "Differences"),
        one("difference.up", "difference", ("k", "up"), "move(-1)", "Line up", "Differences"),
        one("difference.page_down", "difference", ("space", "pagedown"), "page(1.0)", "Page down", "Differences"),
        one("difference.page_up", "difference", ("b", "pageup"), "page(-1.0)", "Page up", "Differences"),
        one("differences.next", "differences", ("n",), "other(1)", "Next copy", "Differences", True),
        one("differences.previous", "differences", ("N",), "other(-1)", "Previous copy", "Differences"),
        one("differences.open", "differences", ("enter",), "open", "Open the copy", "Differences", True),
        one("differences.close", "differences", ("q", "escape", "d"), "close", "Back to reading", "Differences", True),
        one("timeline.close", "timeline", ("q", "T"), "screen.close", "Back", "Timeline", True, "Back to reading"),
        one("timeline.jump", "timeline", ("enter",), "screen.jump", "Go there", "Timeline", True, "Go to the sentence in its article"),
        one("timeline.day", "timeline", ("d",), "screen.step('day', 1)", "Day", "Timeline", True, "The next day there is something of"),
        one("timeline.day_back", "timeline", ("D",), "screen.step('day', -1)", "The day before", "Timeline"),
        one("timeline.week", "timeline", ("w",), "screen.step('week', 1)", "A week on", "Timeline"),
        one("timeline.week_back", "timeline", ("W",), "screen.step('week', -1)", "A week back", "Timeline"),
        one("timeline.month", "timeline", ("m",), "screen.step('month', 1)", "Month", "Timeline", True, "The next month there is something of"),
        one("timeline.month_back", "timeline", ("M",), "screen.step('month', -1)", "The month before", "Timeline"),
        one("timeline.year", "timeline", ("y",), "screen.step('year', 1)", "Year", "Timeline", True, "The next year there is something of"),
        one("timeline.year_back", "timeline", ("Y",), "screen.step('year', -1)", "The year before", "Timeline"),
        one("timeline.brush_on", "timeline", ("right_square_bracket",), "screen.brush(1)", "Brush", "Timeline", True, "Brush the month of the cursor; then the one after it"),
        one("timeline.brush_back", "timeline", ("left_square_bracket",), "screen.brush(-1)", "Brush; then the month before it", "Timeline"),
        one("timeline.brush_wider", "timeline", ("right_curly_bracket",), "screen.widen(1)", "Wider brush", "Timeline", False, "Take one month more into the brush"),
        one("timeline.brush_narrower", "timeline", ("left_curly_bracket",), "screen.widen(-1)", "Narrower brush", "Timeline"),
        one("timeline.series", "timeline", ("t",), "screen.series", "Which", "Timeline", True, "What was published, of what is told, or both"),
        one("timeline.entity", "timeline", ("f",), "screen.entity", "Entity", "Timeline", True, "Only what is told where an entity is mentioned"),
        one("timeline.find", "timeline", ("slash",), "screen.find", "Find", "Timeline", True, "Only articles that a query finds"),
        one("timeline.export", "timeline", ("e", "x"), "screen.export", "Export", "Timeline", True, "Write what is listed as .md, .csv or .json"),
        one("timeline.leave", "timeline", ("escape",), "screen.leave", "Drop brush, entity, query; then back", "Timeline"),
        one("correct.next", "correct", ("down", "ctrl+n"), "choose_next(1)", "Next choice", "Correct"),
        one("correct.previous", "correct", ("up", "ctrl+p"), "choose_next(-1)", "Previous choice", "Correct"),
        one("correct.scope", "correct", ("ctrl+t",), "scope", "Reach further or less far", "Correct"),
        one("correct.cancel", "correct", ("escape",), "cancel", "Cancel", "Correct"),
        one("details.next", "details", ("tab", "down"), "field(1)", "Next field", "Details", True),
        one("details.previous", "details", ("shift+tab", "up"), "field(-1)", "Previous field", "Details"),
        one("details.page_down", "details", ("pagedown",), "page(1)", "Further down", "Details", True, "What is known of the article, further down"),
        one("details.page_up", "details", ("pageup",), "page(-1)", "Further up", "Details"),
        one("details.whole", "details", ("ctrl+g",), "fetch_whole", "Fetch the page", "Details", True, "Fetch the whole page in place of an excerpt"),
        one("details.cancel", "details", ("escape",), "cancel", "Leave", "Details", True),
        one("query.take", "query", ("tab",), "take", "Take", "Query", True, "Take the choice, or the first one"),
        one("query.next", "query", ("down", "ctrl+n"), "choose_next(1)", "Choices", "Query", True, "Next choice; Enter takes it"),
        one("query.previous", "query", ("up", "ctrl+p"), "choose_next(-1)", "Earlier queries", "Query", True, "Previous choice; above the first, an earlier query"),
        one("query.language", "query", ("f1",), "language", "What can be asked", "Query", True, "Every keyword and sign, with examples"),
        one("query.cancel", "query", ("escape",), "cancel", "Leave", "Query", True),
        one("pick.next", "pick", ("down", "ctrl+n"), "choose_next(1)", "Next choice", "Choose"),
        one("pick.previous", "pick", ("up", "ctrl+p"), "choose_next(-1)", "Previous choice", "Choose"),
        one("pick.page_down", "pick", ("pagedown",), "choose_page(1.0)", "A page of choices down", "Choose"),
        one("pick.page_up", "pick", ("pageup",), "choose_page(-1.0)", "A page of choices up", "Choose"),
        one("pick.cancel", "pick", ("escape", "f1"), "cancel", "Leave", "Choose"),
        one("prompt.cancel", "prompt", ("escape",), "cancel", "Cancel", "Prompt"),
        one("dossier.open", "dossier", ("enter",), "choose", "Go there", "Dossier", True, "Go to the place in the text, or to the dossier of the entity"),
        one("dossier.next", "dossier", ("tab",), "section(1)", "Next section", "Dossier", True),
        one("dossier.previous", "dossier", ("shift+tab",), "section(-1)", "Previous section", "Dossier"),
        *(one(f"dossier.section_{n}", "dossier", (str(n % 10),), f"go_to_section({n - 1})", f"Section {n}", "Dossier") for n in range(1, 11)),
        one("dossier.pair", "dossier", ("p",), "pair", "Meets", "Dossier", True, "Where it meets another entity"),
        one("dossier.concordance", "dossier", ("C",), "concordance", "Concordance", "Dossier", True, "Every place of it with what stands around it"),
        one("dossier.timeline", "dossier", ("T",), "timeline", "Timeline", "Dossier", True),
        one("dossier.copy", "dossier", ("y", "ctrl+c", "super+c"), "copy", "Copy the line", "Dossier"),
        one("dossier.export", "dossier", ("e",), "export", "Export", "Dossier", True, "Write the dossier as Markdown"),
        one("dossier.back", "dossier", ("backspace", "ctrl+o", "alt+left"), "back", "Back", "Dossier", True, "Back to the dossier before"),
        one("dossier.close", "dossier", ("q", "escape", "D"), "close", "Read on", "Dossier", True, "Back to reading"),
        one("note.keep", "note", ("ctrl+s", "ctrl+enter", "alt+enter"), "submit", "Keep", "Write", True, "Keep the note"),
        one("note.elsewhere", "note", ("ctrl+e",), "write_elsewhere", "Your editor", "Write", True, "Write in $VISUAL or $EDITOR"),
        one("note.leave", "note", ("escape",), "cancel", "Leave", "Write", True, "Leave; the words wait for the next time"),
        one("prompt.help", "prompt", ("f1",), "help", "Keys", "Write", True),
        one("field.submit", "field", ("enter",), "submit", "Done", "Write"),
        one("field.end", "field", ("ctrl+e",), "row_edge(1)", "End of the line", "Write"),
        one("editor.new_line", "editor", ("enter", "shift+enter", "ctrl+j"), "new_line", "New line", "Write"),
        one("editor.up", "editor", ("up",), "vertical(-1)", "Line up", "Write"),
        one("editor.down", "editor", ("down",), "vertical(1)", "Line down", "Write"),
        one("editor.select_up", "editor", ("shift+up",), "vertical(-1, True)", "Select a line up", "Write"),
        one("editor.select_down", "editor", ("shift+down",), "vertical(1, True)", "Select a line down", "Write"),
        one("editor.page_up", "editor", ("pageup",), "page(-1)", "Page up", "Write"),
        one("editor.page_down", "editor", ("pagedown",), "page(1)", "Page down", "Write"),
        one("editor.select_page_up", "editor", ("shift+pageup",), "page(-1, True)", "Select a page up", "Write"),
        one("editor.select_page_down", "editor", ("shift+pagedown",), "page(1, True)", "Select a page down", "Write"),
        one("type.left", "typing", ("left",), "beside(-1)", "A cell to the left", "Write"),
        one("type.right", "typing", ("right",), "beside(1)", "A cell to the right", "Write"),
        one("type.word_left", "typing", ("ctrl+left", "alt+left"), "word(-1)", "A word to the left", "Write"),
        one("type.word_right", "typing", ("ctrl+right", "alt+right"), "word(1)", "A word to the right", "Write"),
        one("type.start", "typing", ("home",), "row_edge(-1)", "Beginning of the line", "Write"),
        one("type.end", "typing", ("end",), "row_edge(1)", "End of the line", "Write"),
        one("type.first", "typing", ("ctrl+home",), "text_edge(-1)", "Beginning of the text", "Write"),
        one("type.last", "typing", ("ctrl+end",), "text_edge(1)", "End of the text", "Write"),
        one("type.select_left", "typing", ("shift+left",), "beside(-1, True)", "Select a cell to the left", "Write"),
        one("type.select_right", "typing", ("shift+right",), "beside(1, True)", "Select a cell to the right", "Write"),
        one("type.select_word_left", "typing", ("ctrl+shift+left", "alt+shift+left"), "word(-1, True)", "Select a word to the left", "Write"),
        one("type.select_word_right", "typing", ("ctrl+shift+right", "alt+shift+right"), "word(1, True)", "Select a word to the right", "Write"),
        one("type.select_start", "typing", ("shift+home",), "row_edge(-1, True)", "Select to the line's beginning", "Write"),
        one("type.select_end", "typing", ("shift+end",), "row_edge(1, True)", "Select to the line's end", "Write"),
        one("type.select_first", "typing", ("ctrl+shift+home",), "text_edge(-1, True)", "Select to the text's beginning", "Write"),
        one("type.select_last", "typing", ("ctrl+shift+end",), "text_edge(1, True)", "Select to the text's end", "Write"),
        one("type.select_all", "typing", ("ctrl+a",), "select_all", "Select all", "Write"),
        one("type.copy", "typing", ("ctrl+c", "super+c"), "copy", "Copy", "Write"),
        one("type.cut", "typing", ("ctrl+x", "super+x"), "cut", "Cut", "Write"),
        one("type.paste", "typing", ("ctrl+v", "super+v"), "paste", "Paste", "Write"),
        one("type.undo", "typing", ("alt+z", "ctrl+underscore", "ctrl+slash"), "undo", "Undo", "Write"),
        one("type.redo", "typing", ("ctrl+y", "alt+shift+z"), "redo", "Redo", "Write"),
        one("type.delete_before", "typing", ("backspace", "shift+backspace"), "delete(-1)", "Delete before", "Write", False, "Delete the mark or letter before"),
        one("type.delete_after", "typing", ("delete", "ctrl+d"), "delete(1)", "Delete behind", "Write", False, "Delete the letter behind with its marks"),
        one("type.delete_word_before", "typing", ("ctrl+w", "ctrl+backspace", "alt+backspace"), "delete_word(-1)", "Delete the word before", "Write"),
        one("type.delete_word_after", "typing", ("ctrl+delete", "alt+d"), "delete_word(1)", "Delete the word behind", "Write"),
        one("type.delete_to_start", "typing", ("ctrl+u",), "delete_to(-1)", "Delete to the beginning", "Write"),
        one("type.delete_to_end", "typing", ("ctrl+k",), "delete_to(1)", "Delete to the end", "Write"),
        one("search.edit", "search", ("slash", "F"), "edit", "Edit the query", "Search", True),
        one("search.pane", "search", ("tab", "shift+tab"), "other_pane", "Results, facets", "Search", True, "To the facets and back"),
        one("search.back", "search", ("backspace", "minus"), "take_back", "Take back", "Search", True, "Take back the last change of the query"),
        one("search.order", "search", ("o",), "order(1)", "Order", "Search", True, "Newest, oldest, relevance, source first"),
        one("search.order_back", "search", ("S",), "order(-1)", "Order, the other way round the list", "Search"),
        one("search.hit_next", "search", ("n",), "hit(1)", "Next hit", "Search", True, "Next hit, through the articles; Enter opens it"),
        one("search.hit_previous", "search", ("N",), "hit(-1)", "Previous hit", "Search"),
        one("search.save", "search", ("s",), "save", "Save as a view", "Search", True, "Save the query as a view, a row of the article list"),
        one("search.export", "search", ("e",), "export", "Export", "Search", False, "Write the list to a file: .md, .csv or .json"),
        one("search.concordance", "search", ("C",), "concordance", "Concordance", "Search", False, "Every hit in its context"),
        one("search.timeline", "search", ("T",), "timeline", "Timeline", "Search", False, "What was found on the axis of time"),
        one("search.read", "search", ("r",), "read", "Read, unread", "Search", False, "Marked articles, or the one under the cursor: read or unread"),
        one("search.star", "search", ("asterisk",), "star", "Star", "Search", False, "Star them, or take the stars away"),
        one("search.tag", "search", ("number_sign",), "tag", "Tag", "Search", False, "Tag them; -tag takes one away"),
        one("search.undo", "search", ("u",), "undo", "Undo", "Search", False, "Take back the last change of stars, tags, views, read"),
        one("search.copy", "search", ("y", "ctrl+c", "super+c"), "copy", "Copy", "Search", False, "Copy the title, or the marked ones"),
        one("search.stop", "search", ("escape",), "stop", "Stop, or leave", "Search", False, "Stop a search that runs; else back to reading"),
        one("search.close", "search", ("q", "ctrl+q"), "close", "Back", "Search", True, "Back to reading; R brings the results again"),
        one("results.mark", "results", ("space",), "screen.mark", "Mark", "Search", False, "Mark, and go to the next"),
        one("results.mark_all", "results", ("A",), "screen.mark_all", "Mark all or none", "Search"),
        one("facets.fold", "facets", ("space", "plus"), "fold", "Show the whole group", "Search", False, "Show the whole group, or its first few"),
        one("concordance.sort", "concordance", ("s",), "sort", "Sort", "Concordance", True, "Sort by date, word after, word before, form, outlet"),
        one("concordance.orders", "concordance", ("S",), "orders", "Sort by …", "Concordance", True, "Choose what to sort by"),
        one("concordance.reverse", "concordance", ("r",), "reverse", "Turn round", "Concordance", False, "Turn the order round"),
        one("concordance.proclitics", "concordance", ("p",), "proclitics", "Proclitics", "Concordance", False, "Sort words with or without و ف ب ل ك before them"),
        one("concordance.filter", "concordance", ("slash",), "filter", "Filter", "Concordance", True, "Only lines with some words, an outlet, a day"),
        one("concordance.counts", "concordance", ("tab",), "counts", "Neighbours", "Concordance", True, "Count forms and neighbours; again for the lines"),
        one("concordance.export", "concordance", ("e",), "export", "Export", "Concordance", True, "Write the lines to a .txt, .csv or .json file"),
        one("concordance.jump", "concordance", ("enter",), "jump", "Go there", "Concordance", True, "Go to the place; among the counts, show those lines"),
        one("concordance.back", "concordance", ("escape",), "back", "Back", "Concordance", False, "Drop the last filter, then back to reading"),
        one("concordance.close", "concordance", ("q",), "close", "Leave", "Concordance", True, "Back to reading"),
        one("concordance.next", "concordance_counts", ("right_square_bracket",), "section(1)", "Next column", "Concordance"),
        one("concordance.previous", "concordance_counts", ("left_square_bracket",), "section(-1)", "Previous column", "Concordance"),
        one("concordance.cancel", "concordance_orders", ("q", "escape", "S"), "cancel", "Leave as it is", "Concordance"),
    )
    # fmt: on


ACTIONS: tuple[Action, ...] = _all()


def action_of(id_: str) -> Action:
    """Return the action of an id.

    Raises:
        StopIteration: There is none.
    """
    return next(action for action in ACTIONS if action.id == id_)


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
    "vertical_line": "|",
    "apostrophe": "'",
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
    "backspace": "Backspace",
    "insert": "Ins",
    "underscore": "_",
    "home": "Home",
    "end": "End",
    "f1": "F1",
}


def shown(key: str) -> str:
    """Return a key as a person writes it: ``ctrl+o`` is ``Ctrl-o``."""
    *modifiers, last = key.split("+") if key not in _SIGNS else (key,)
    return "-".join([*(word.capitalize() for word in modifiers), _SIGNS.get(last, last)])
