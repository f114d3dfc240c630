"""What is done with results: marks, stars, tags, a view, a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from corpus.errors import BriefError
from tui.language.from_corpus import act_said, error_said
from tui.language.said import _, plural
from tui.screens import search_answers as answers
from tui.screens.ask import ask_until_kept, hindrance
from tui.screens.list_file import file_hindrance
from tui.screens.search_hits import Walking
from tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.query.tree import Query

MOST_AT_ONCE = 2000
"""Articles that can be starred and the like in one go without anybody waiting."""


class Acting(Walking):
    """Does something with the marked results, or with the one under the cursor."""

    @dataclass
    class Written(Message):
        """Something is to be said of the file that is being written."""

        part: answers.Part | Exception

    # --- acts ---------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark the result under the cursor, or take its mark away."""
        self._list.toggle_mark()
        self._tell()

    def action_mark_all(self) -> None:
        """Mark all that was found, or nothing if all is marked."""
        found = self._state.found
        if found is None or found.ids is None:
            self._status.say(_("not all articles are known yet"))
            return
        everything = frozenset(found.ids)
        self._list.mark(() if self._list.marked == everything else everything)
        self._tell()

    @property
    def _chosen(self) -> list[str]:
        """The marked articles, or else the one under the cursor."""
        marked, result = self._list.marked, self._list.result
        if not marked:
            return [] if result is None else [result.article_id]
        found = self._state.found
        in_order = found.ids if found is not None and found.ids is not None else sorted(marked)
        return [id_ for id_ in in_order if id_ in marked]

    def _few_chosen(self) -> list[str]:
        """Return the chosen articles, none where they are too many to be changed in one go."""
        ids = self._chosen
        if len(ids) > MOST_AT_ONCE:
            self._status.say(_("at most {n:,} articles at once: narrow the search", n=MOST_AT_ONCE))
            return []
        return ids

    def action_read(self) -> None:
        """Count the chosen articles as read; as unread where all of them are."""
        from corpus.library import desk

        ids = self._few_chosen()
        if not ids:
            return
        is_read = all(row.is_read for row in self._library.rows(ids))
        self._act(lambda: act_said(desk.set_read(self._library, ids, read=not is_read).says))

    def action_star(self) -> None:
        """Star the chosen articles; where all are starred, take the stars away."""
        from corpus.library import desk

        ids = self._few_chosen()
        if not ids:
            return
        is_starred = len(desk.starred(self._library, ids)) == len(ids)
        self._act(lambda: act_said(desk.star(self._library, ids, on=not is_starred).says))

    def action_undo(self) -> None:
        """Take back the last change of stars, tags, views and of what is read."""
        from corpus.library import desk

        def undo() -> str:
            undone = desk.undo(self._library)
            return (
                _("undone: {what}", what=act_said(undone.says)) if undone else _("nothing to undo")
            )

        self._act(undo)

    @work(exclusive=True, group="ask")
    async def action_tag(self) -> None:
        """Ask for tags and give them to the chosen articles."""
        from corpus.library import desk

        ids = self._few_chosen()
        if not ids:
            return

        def keep(words: str) -> str:
            add = [word for word in words.split() if not word.startswith("-")]
            remove = [word[1:] for word in words.split() if word.startswith("-")]
            return self._act(lambda: act_said(desk.tag(self._library, ids, add, remove).says))

        await ask_until_kept(
            self.app,
            keep,
            plural(
                "Tags for {n} article; {sign} takes one away",
                "Tags for {n} articles; {sign} takes one away",
                len(ids),
                sign="-tag",
            ),
        )

    def _act(self, change: Callable[[], str]) -> str:
        """Make a change, say what it did, and return what hindered it, or nothing."""
        try:
            said = change()
        except BriefError as error:
            self.notify(error_said(error), severity="error")
            return error_said(error)
        self._list.ask_again()
        self._status.say(said or _("nothing changed"))
        return ""

    @work(exclusive=True, group="ask")
    async def action_save(self) -> None:
        """Ask for a name and save the query as a view."""
        from corpus.library import desk

        text = self._state.text
        if self._state.found is None or not text.strip():
            self._status.say(_("there is no query to save"))
            return

        def keep(name: str) -> str:
            if not name.strip():
                return _("A view needs a name")
            hindered = hindrance(lambda: desk.save_view(self._library, name, text))
            if not hindered:
                self._status.say(_("saved: it stands above the articles"), name)
            return hindered

        await ask_until_kept(self.app, keep, _("Save this query as"), about=text)

    def action_copy(self) -> None:
        """Copy the titles of the chosen articles, logical, a line each."""
        ids = self._few_chosen()
        if self.focused is self._facets and self._facets.text_of_cursor:
            text = self._facets.text_of_cursor
        else:
            text = "\n".join(row.label for row in self._library.rows(ids))
        if text:
            self.app.copy_to_clipboard(text)
            lines = text.count("\n") + 1
            what = counted(lines, "title") if ids else text
            self.notify(_("Copied {what}", what=what))

    @work(exclusive=True, group="ask")
    async def action_export(self) -> None:
        """Ask for a file and write the list of results to it."""
        found = self._state.found
        if found is None or not self._list.row_count:
            self._status.say(_("nothing to export"))
            return
        marked = self._chosen if self._list.marked else []
        number = len(marked) or found.count or self._list.row_count
        await ask_until_kept(
            self.app,
            lambda name: self._export(name, found.query, number, marked) if name else "",
            plural(
                "Write {n} result to a file that ends in {ends}",
                "Write {n} results to a file that ends in {ends}",
                number,
                ends=".md, .csv, .json",
            ),
            answer="search.md",
        )

    def _export(self, name: str, query: Query, number: int, marked: Sequence[str]) -> str:
        """Begin to write results to a file, and return what hinders it, or nothing."""
        from corpus.search.result_export import form_of

        path = Path(name).expanduser()
        hindered = file_hindrance(path, form_of)
        if hindered:
            return hindered
        only = frozenset(marked)
        self._status.say(_("writing… Esc stops"))
        self._writing.set()
        self._is_writing = True
        self._writing = self.writer.ask(
            lambda searcher: answers.written(searcher, query, path, only, number),
            lambda part: self.post_message(self.Written(part)),
        )
        return ""

    @on(Written)
    def _written(self, event: Written) -> None:
        event.stop()
        part = event.part
        if isinstance(part, answers.Said):
            self._status.say(part.text)
        elif isinstance(part, BriefError):
            self._is_writing = False
            self._status.say(error_said(part))
        elif isinstance(part, Exception):
            raise part
        else:
            self._is_writing = False
