"""Selecting a passage by unit or with the mouse, and copying it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal

from textual import on

from corpus.article import Span
from corpus.passages import Selection, passage_text, unit_at, unit_from, units
from tui.language.said import _, noted
from tui.panes.reader import Reader
from tui.screens.browse.panes import Panes
from tui.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.passages import Unit

SelectUnit = Literal["word", "mention", "sentence", "statement", "paragraph"]
"""What can be selected at a stroke, the smallest first."""

WIDER: tuple[SelectUnit, ...] = ("mention", "word", "sentence", "statement", "paragraph")

UNIT_CLICKED: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}
"""What so many clicks at one place select."""


KEYS: dict[SelectUnit, str] = {
    "word": noted("j k word, J K move, o other end, + − more, less, a note, y copy"),
    "mention": noted("j k mention, J K move, o other end, + − more, less, a note, y copy"),
    "sentence": noted("j k sentence, ← → word, J K move, o other end, + − more, less, a note"),
    "statement": noted("j k statement, ← → word, J K move, o other end, a note, y copy"),
    "paragraph": noted("j k paragraph, ← → word, J K move, o other end, a note, y copy"),
}
"""What the keys do while something is selected, by the unit it was selected by."""


def _extent(text: str) -> str:
    """Say how much a text is."""
    words, characters = counted(len(text.split()), "word"), counted(len(text), "character")
    return _("{words}, {characters}", words=words, characters=characters)


class Selecting(Panes):
    """Selects in the reader."""

    _unit: SelectUnit = "sentence"
    """What the selection grows and moves by."""
    _widened: tuple[tuple[Selection, Selection], ...] = ()
    """Selections that were widened, and what each became, the last one last."""

    @on(Reader.SelectionMoved)
    def _selection_moved(self, event: Reader.SelectionMoved) -> None:
        if event.by_words and self._at.selected is None:
            self._unit = "word"
        self._extend_selection(event.step, "word" if event.by_words else self._unit)

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
        if not self._may("select") or self._article is None:
            return
        self._unit = "sentence"
        if self._at.selected is not None:
            self._extend_selection(1, "sentence")
            return
        self._begin_selection("sentence")

    def action_select_unit(self, unit: SelectUnit) -> None:
        """Select the unit one stands in, or all those the selection touches; again, one more."""
        if not self._may("select") or self._article is None:
            return
        selected, was = self._at.selected, self._unit
        self._unit = unit
        if selected is None:
            self._begin_selection(unit)
            return
        covering = self._covering(selected.passage, unit)
        if covering is None or (was == unit and covering == selected.passage):
            self._extend_selection(1, unit)
        else:
            self._select(Selection(covering, covering))

    def action_other_end(self) -> None:
        """Grow and shrink the selection at its other end."""
        selected = self._at.selected
        if not self._may("select.other_end"):
            return
        if selected is None:
            self._status.say(_("nothing is selected: v selects a sentence"))
        else:
            self._select(Selection(selected.reached, selected.begun))

    def action_widen(self) -> None:
        """Select the next larger unit around the selection."""
        from corpus.notes import contiguous

        selected = self._at.selected
        if not self._may("select.wider") or self._article is None:
            return
        if selected is None:
            self._unit = "word" if self._at.mention is None else "mention"
            self._begin_selection(self._unit)
            return
        around = [
            (len(span), number, span)
            for number, unit in enumerate(WIDER)
            if (span := self._covering(selected.passage, unit)) is not None
            and len(span) > len(selected.passage)
            and contiguous(self._article, span)
        ]
        if not around:
            self._status.say(_("nothing larger stands around it"))
            return
        _length, number, span = min(around)
        self._unit = WIDER[number]
        wider = Selection(span, span)
        widened = (*self._widened, (selected, wider))
        self._select(wider)
        self._widened = widened

    def action_narrow(self) -> None:
        """Select what was selected before it was widened."""
        selected = self._at.selected
        if not self._may("select.narrower"):
            return
        if selected is None:
            self._status.say(_("nothing is selected: v selects a sentence"))
            return
        before, became = self._widened[-1] if self._widened else (None, None)
        if before is None or became != selected:
            self._select(Selection(selected.reached, selected.reached))
            return
        rest = self._widened[:-1]
        self._select(before)
        self._widened = rest

    def _spans(self, unit: SelectUnit) -> Sequence[Span]:
        """Return all units of a kind in the open article, in order."""
        article = self._article
        if article is None:
            return ()
        if unit == "mention":
            return [mention.span for mention in self._mentions]
        if unit == "statement":
            return sorted(said.span for said in self._library.statements(article.id))
        return units(article, unit)

    def _covering(self, passage: Span, unit: SelectUnit) -> Span | None:
        """Return what the units of a kind cover that a passage touches; None where none is."""
        touched = [span for span in self._spans(unit) if span.overlaps(passage)]
        if not touched:
            return None
        covered = Span(touched[0].start, max(span.end for span in touched))
        return covered if covered.start <= passage.start and passage.end <= covered.end else None

    def _begin_selection(self, unit: SelectUnit) -> None:
        assert self._article is not None
        # At the top of an article one means its text rather than its headline.
        body = self._at.standing_on is None
        if unit == "mention" or unit == "statement":
            ahead = [span for span in self._spans(unit) if span.end > self._at.cursor]
            span = next(iter(ahead), None)
        else:
            span = unit_from(self._article, self._at.cursor, unit, body=body)
        if span is None:
            self._status.say(
                _("no statement from here on") if unit == "statement" else _("nothing from here on")
            )
            return
        self._focus_reader()
        self._select(Selection(span, span))

    def _extended(self, selected: Selection, step: int, unit: SelectUnit) -> Selection:
        """Return the selection with the next (1) or previous (-1) unit as what it has reached."""
        spans = self._spans(unit)
        if not spans:
            return selected
        if step > 0:
            index = bisect_right(spans, selected.reached.end - 1, key=lambda span: span.end - 1)
        else:
            index = bisect_left(spans, selected.reached.start, key=lambda span: span.start) - 1
        return Selection(selected.begun, spans[min(max(index, 0), len(spans) - 1)])

    def _extend_selection(self, step: int, unit: SelectUnit) -> None:
        """Take one unit more or less into the selection, as far as the article's text goes."""
        from corpus.notes import contiguous

        selected = self._at.selected
        if self._article is None:
            return
        if selected is None:
            self._begin_selection(unit)
            return
        wanted = self._extended(selected, step, unit)
        if contiguous(self._article, wanted.passage):
            self._select(wanted)
        elif selected.begun == selected.reached:
            self._select(Selection(wanted.reached, wanted.reached))
        else:
            self._status.say(
                _("a passage ends here: what stands between is not the article's text")
            )

    def _move_selection(self, step: int) -> None:
        """Select the next or previous unit instead."""
        if self._at.selected is not None and self._article is not None:
            reached = self._extended(self._at.selected, step, self._unit).reached
            self._select(Selection(reached, reached))

    def _select(self, selection: Selection, *, in_sight: bool = True) -> None:
        """Select a passage, show it, and say how much it is."""
        assert self._article is not None
        self._at.selected = selection
        self._widened = ()
        self._show_marks()
        if in_sight:
            self._reader.show_span(selection.reached)
        extent = _extent(passage_text(self._article, selection.passage))
        self._status.say(f"{extent} — {_(KEYS[self._unit])}")

    def get_selected_text(self) -> str | None:
        """Return the selected passage, exactly and in logical order."""
        if self._article is None or self._passage is None:
            return None
        return passage_text(self._article, self._passage)

    def action_copy(self) -> None:
        """Copy the selection, or what one stands on."""
        text = self.get_selected_text() or self._text_stood_on()
        if not text:
            self._status.say(_("nothing to copy: v selects a sentence, the mouse draws a passage"))
            return
        self.app.copy_to_clipboard(text)
        self.notify(_("Copied {what}", what=_extent(text)))

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
