"""Selecting a passage by unit or with the mouse, and copying it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from corpus.passages import Selection, passage_text, unit_at, unit_from
from tui.panes.reader import Reader
from tui.screens.browse.panes import Panes
from tui.wording import counted

if TYPE_CHECKING:
    from corpus.article import Span
    from corpus.passages import Unit

UNIT_CLICKED: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}
"""What so many clicks at one place select."""


def _extent(text: str) -> str:
    """Say how much a text is."""
    return f"{counted(len(text.split()), 'word')}, {counted(len(text), 'character')}"


class Selecting(Panes):
    """Selects in the reader."""

    @on(Reader.SelectionMoved)
    def _selection_moved(self, event: Reader.SelectionMoved) -> None:
        self._extend_selection(event.step, "word" if event.by_words else "sentence")

    @on(Reader.SelectionDrawn)
    def _selection_drawn(self, event: Reader.SelectionDrawn) -> None:
        self._select(Selection(event.begun, event.reached), in_sight=False)
        if event.is_done:
            self.action_copy()

    @on(Reader.UnitClicked)
    def _unit_clicked(self, event: Reader.UnitClicked) -> None:
        if self._article is None:
            return
        unit = UNIT_CLICKED[min(event.clicks, max(UNIT_CLICKED))]
        span = unit_at(self._article, event.offset, unit)
        if span is not None:
            self._select(Selection(span, span), in_sight=False)
            self.action_copy()

    @property
    def _passage(self) -> Span | None:
        """The selected passage."""
        return self._at.passage

    def action_select(self) -> None:
        """Select the sentence one stands in; again, one sentence more."""
        if self._article is None:
            return
        if self._at.selected is not None:
            self._extend_selection(1, "sentence")
            return
        self._begin_selection("sentence")

    def _begin_selection(self, unit: Unit) -> None:
        assert self._article is not None
        # At the top of an article one means its text rather than its headline.
        body = self._at.current is None
        span = unit_from(self._article, self._at.cursor, unit, body=body)
        if span is not None:
            self._focus_reader()
            self._select(Selection(span, span))

    def _extend_selection(self, step: int, unit: Unit) -> None:
        """Take one unit more or less into the selection, as far as the article's text goes."""
        from corpus.notes import contiguous

        selected = self._at.selected
        if self._article is None:
            return
        if selected is None:
            self._begin_selection(unit)
            return
        wanted = selected.extended(self._article, step, unit)
        if contiguous(self._article, wanted.passage):
            self._select(wanted)
        elif selected.begun == selected.reached:
            self._select(Selection(wanted.reached, wanted.reached))
        else:
            self._status.say("a passage ends here: what stands between is not the article's text")

    def _move_selection(self, step: int) -> None:
        """Select the next or previous sentence instead."""
        if self._at.selected is not None and self._article is not None:
            reached = self._at.selected.extended(self._article, step, "sentence").reached
            self._select(Selection(reached, reached))

    def _select(self, selection: Selection, *, in_sight: bool = True) -> None:
        """Select a passage, show it, and say how much it is."""
        assert self._article is not None
        self._at.selected = selection
        self._show_marks()
        if in_sight:
            self._reader.show_span(selection.reached)
        extent = _extent(passage_text(self._article, selection.passage))
        self._status.say(f"{extent} — j k sentence, ← → word, a note, y copy, Esc leave")

    def get_selected_text(self) -> str | None:
        """Return the selected passage, exactly and in logical order."""
        if self._article is None or self._passage is None:
            return None
        return passage_text(self._article, self._passage)

    def action_copy(self) -> None:
        """Copy the selection, or what one stands on."""
        text = self.get_selected_text() or self._text_stood_on()
        if not text:
            self._status.say("nothing to copy: v selects a sentence, the mouse draws a passage")
            return
        self.app.copy_to_clipboard(text)
        self.notify(f"Copied {_extent(text)}")

    def _text_stood_on(self) -> str:
        """Return the text of the row or of the mention one stands on."""
        if self._focused_pane == "articles":
            return self._list.text_of_cursor
        if self._focused_pane == "entities":
            return self._sidebar.text_of_cursor
        mention = self._at.mention
        return (
            ""
            if mention is None or self._article is None
            else mention.span.slice(self._article.text)
        )
