"""The screen of all notes: mark, edit, export, and go back to the passage."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.screen import Screen

from corpus.errors import BriefError
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.panes.keyline import KeyLine
from tui.panes.notes import NoteList
from tui.panes.status import StatusLine
from tui.screens.ask import ask_until_kept, hindrance
from tui.screens.draft import Draft
from tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.article import Note
    from corpus.library.store import Library


class NotesScreen(EncodedScreen, Screen["Note | None"]):
    """Lists the notes; the answer is the note whose passage to go to, or None.

    Args:
        library: Where the notes are.
        deleted: Notes deleted in this run of the program, the last one last; kept up to date.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]
    AUTO_FOCUS = "#notes"

    def __init__(self, library: Library, deleted: list[Note]) -> None:
        super().__init__()
        self._library = library
        self._deleted = deleted

    def compose(self) -> ComposeResult:
        """Lay out the list, the status line and the keys."""
        yield NoteList(self._library.article, id="notes")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "notes")

    @property
    def _list(self) -> NoteList:
        return self.query_one("#notes", NoteList)

    def on_mount(self) -> None:
        """Fill the list."""
        self._list.empty_text = (
            "  No notes yet.",
            "  In the reader: v selects a sentence, a writes a note on it.",
        )
        self._fill()

    def _fill(self) -> None:
        notes = self._library.notes()
        self._list.show_notes(notes)
        self._list.border_title = f"Notes {len(notes)}"
        self._tell()

    def _tell(self) -> None:
        marked = len(self._list.marked)
        text = f"{marked} marked" if marked else "none marked: x exports the note under the cursor"
        self.query_one("#status", StatusLine).say(text if self._list.row_count else "")

    def on_virtual_rows_chosen(self) -> None:
        """Go to the passage of the note that was chosen."""
        self.action_jump()

    def action_mark(self) -> None:
        """Mark the note under the cursor, or take its mark away."""
        self._list.toggle_mark()
        self._tell()

    def action_mark_all(self) -> None:
        """Mark every note, or none if all are marked."""
        self._list.toggle_all()
        self._tell()

    def action_jump(self) -> None:
        """Leave, and go to the passage."""
        if self._list.note is not None:
            self.dismiss(self._list.note)

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)

    @work(exclusive=True, group="ask")
    async def action_edit(self) -> None:
        """Change the words of a note."""
        note = self._list.note
        if note is None:
            return
        await ask_until_kept(
            self.app,
            lambda body: self._edited(note.id, body),
            "Your note",
            answer=note.body,
            about=note.quote,
            lines=True,
            draft=Draft(self._library, note.id),
        )

    def _edited(self, id_: str, body: str) -> str:
        """Keep a note's new words, and return what hindered it, or nothing."""
        problem = hindrance(lambda: self._library.edit_note(id_, body))
        if not problem:
            self._fill()
        return problem

    def action_delete(self) -> None:
        """Delete the note under the cursor; U brings it back."""
        note = self._list.note
        if note is not None and self._change(lambda: self._library.delete_note(note.id)):
            self._deleted.append(note)
            self.notify("Note deleted. U brings it back.")

    def action_undo(self) -> None:
        """Bring back the note deleted last."""
        if not self._deleted:
            self.notify("No note was deleted since the program was started.")
        elif self._change(lambda: self._library.save_note(self._deleted[-1])):
            self._deleted.pop()

    def _change(self, change: Callable[[], object]) -> bool:
        problem = hindrance(change)
        if problem:
            self.notify(problem, severity="error", markup=False)
            return False
        self._fill()
        return True

    @work(exclusive=True, group="ask")
    async def action_export(self) -> None:
        """Ask for a file and write the marked notes to it as Markdown."""
        chosen = self._list.marked or ([self._list.note] if self._list.note else [])
        if not chosen:
            return
        today = datetime.now(UTC).date().isoformat()
        await ask_until_kept(
            self.app,
            lambda name: self._exported(chosen, Path(name).expanduser(), today) if name else "",
            f"Export {counted(len(chosen), 'note')} as Markdown to",
            answer=f"idlib-notes-{today}.md",
        )

    def _exported(self, notes: Sequence[Note], path: Path, day: str) -> str:
        """Write notes to a file, and return what hindered it, or nothing."""
        from corpus.export import to_markdown
        from corpus.export_file import write_new
        from corpus.library.selection import passages

        try:
            text = to_markdown(passages(self._library, notes), title="Notes", day=day)
            written = write_new(path, text)
        except BriefError as error:
            return str(error)
        self.notify(f"{counted(len(notes), 'note')} written to {written}", markup=False)
        return ""

    def action_help(self) -> None:
        """Show what the keys do here."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(("everywhere", "notes", "rows", "prompt")))
