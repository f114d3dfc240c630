"""What fields of one line and of several share: typing, moving, selecting, deleting, undoing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.actions import SkipAction
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from tui.bidi import caret as carets
from tui.editing.buffer import Buffer
from tui.editing.sheet import Sheet
from tui.keyboard import latin_letter
from tui.keys import bindings
from tui.panes.paint import StyleRun, blank_strip, line_strip, text_strip
from tui.panes.painted import PaintedView

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from tui.bidi.caret import Direction
    from tui.editing.buffer import Kind

TYPED_THOUGH_INVISIBLE = "\u200c\u200d\u200e\u200f\u061c"
"""Joiners and marks of direction, for which Arabic and Persian keyboards have keys."""


class EditedView(PaintedView, can_focus=True):
    """A text one writes in: shaped, ordered and on its own side while it is being written.

    The text stays logical; the caret is a block on the cell of what is typed before. Where a
    letter goes follows from the caret's position alone, never from its column.

    Args:
        text: What stands there at first, the caret behind it.
        placeholder: What is shown where nothing is written.
        wraps: Whether there are several lines.
    """

    ALLOW_SELECT = False
    takes_letters: ClassVar[bool] = True
    """Letters are text here, whatever keys they stand on."""
    DEFAULT_CSS = """
    EditedView { pointer: text; }
    EditedView > .edited--caret { text-style: reverse; }
    EditedView > .edited--selection { background: $primary-darken-2; text-style: underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("typing")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "edited--caret",
        "edited--selection",
        "edited--placeholder",
    }

    @dataclass
    class Changed(Message):
        """The text has changed."""

        view: EditedView
        text: str

        @property
        def control(self) -> EditedView:
            """The field it happened in."""
            return self.view

    @dataclass
    class Submitted(Message):
        """The text is to be kept."""

        view: EditedView
        text: str

        @property
        def control(self) -> EditedView:
            """The field it happened in."""
            return self.view

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        wraps: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.placeholder = placeholder
        self._buffer = Buffer(text)
        self._sheet = Sheet(wraps=wraps)
        self._column: int | None = None
        """The column that moves up and down keep to."""
        self._hidden = 0
        """Columns of the text left of what is shown."""
        self._is_dragging = False
        self._is_settling = False

    def cleaned(self, text: str) -> str:
        """Return what is kept of a typed or pasted text."""
        raise NotImplementedError

    # --- the text -----------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The text in logical order."""
        return self._buffer.text

    @property
    def cursor_position(self) -> int:
        """The caret, in code points of the text."""
        return self._buffer.caret

    @cursor_position.setter
    def cursor_position(self, position: int) -> None:
        self._move(position)

    @property
    def selection(self) -> tuple[int, int]:
        """The selected range."""
        return self._buffer.selection

    @property
    def sheet(self) -> Sheet:
        """The text laid out at the width there is."""
        self._sheet.show(self._buffer.text, max(1, self.columns))
        return self._sheet

    def load(self, text: str) -> None:
        """Begin anew with a text, the caret behind it."""
        self._buffer = Buffer(text)
        self._changed()

    def rewrite(self, text: str) -> None:
        """Put a text in the place of all there is, as a step that can be undone."""
        if text != self.text:
            self._buffer.replace(0, len(self.text), text)
            self._changed()

    def type_ahead(self, text: str) -> None:
        """Insert letters that were typed before the field was there."""
        self._insert(self.cleaned(text))

    def _insert(self, text: str, kind: Kind = "other") -> None:
        if text:
            self._buffer.insert(text, kind)
            self._changed()

    def _remove(self, start: int, end: int, kind: Kind = "other") -> None:
        """Delete the selection, or a range where nothing is selected."""
        first, last = self.selection
        if first != last:
            start, end, kind = first, last, "other"
        if start != end:
            self._buffer.replace(start, end, "", kind)
            self._changed()

    def _changed(self) -> None:
        self._column = None
        self._settle_later()
        self.post_message(self.Changed(self, self.text))

    def _move(self, position: int, *, select: bool = False, keep_column: bool = False) -> None:
        self._buffer.move(position, select=select)
        if not keep_column:
            self._column = None
        self._settle_later()

    # --- what is seen -------------------------------------------------------------------

    def _settle_later(self) -> None:
        """Bring the caret into sight and paint, once for all keys that are waiting."""
        if not self._is_settling:
            self._is_settling = True
            self.call_later(self._settle)

    def _settle(self) -> None:
        self._is_settling = False
        if self.columns:
            self.show_caret()
            if self.has_focus:
                self.app.cursor_position = self.caret_on_screen
        self.refresh()

    def show_caret(self) -> None:
        """Scroll as little as brings the caret into sight."""
        raise NotImplementedError

    @property
    def caret_on_screen(self) -> Offset:
        """The cell of the screen the caret is drawn at; input methods open there."""
        caret = self._buffer.caret
        x, y = self.content_region.offset
        row = self.sheet.row_of(caret) - round(self.scroll_offset.y)
        return Offset(x + self.sheet.column(caret) - self._hidden, y + row)

    def on_resize(self) -> None:
        """Lay out at the new width."""
        self._settle_later()

    def on_focus(self) -> None:
        """Show the caret."""
        self._settle_later()

    def on_blur(self) -> None:
        """Hide the caret."""
        self._is_dragging = False
        self.refresh()

    def forget_painted(self) -> None:
        """Nothing is kept: a field is small."""

    def render_line(self, y: int) -> Strip:
        """Return one line of the field."""
        if not self._buffer.text and self.placeholder:
            return self._empty_line(y)
        number = y + round(self.scroll_offset.y)
        if number >= self.sheet.row_count:
            return blank_strip(self.columns, self.base_style)
        style, columns = self.base_style, self.columns
        padding = self.sheet.padding(number)
        # The padding is done here, since a long line is shown in part.
        line = replace(self.sheet.line(number), indent=0)
        text = line_strip(line, line.width, style, self._runs(number))
        strip = Strip([Segment(" " * padding, style), *text], padding + line.width)
        strip = strip.crop(self._hidden, self._hidden + columns)
        return strip.extend_cell_length(columns, style)

    def _empty_line(self, y: int) -> Strip:
        if y:
            return blank_strip(self.columns, self.base_style)
        look = self.base_style + self.get_component_rich_style("edited--placeholder", partial=True)
        caret = self.get_component_rich_style("edited--caret")
        runs = [StyleRun(0, 1, caret)] if self.has_focus else []
        return text_strip(self.placeholder, self.columns, look, runs)

    def _runs(self, number: int) -> list[StyleRun]:
        """Return what stands out in a line, in code points of its paragraph."""
        origin = self.sheet.origin(number)
        runs = []
        start, end = self.selection
        if start != end:
            look = self.get_component_rich_style("edited--selection")
            runs.append(StyleRun(start - origin, end - origin, look))
        caret = self._buffer.caret
        if self.has_focus and self.sheet.row_of(caret) == number:
            look = self.get_component_rich_style("edited--caret")
            runs.append(StyleRun(caret - origin, caret - origin + 1, look))
        return runs

    # --- typing -------------------------------------------------------------------------

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell whether a key is typed here and does nothing else."""
        return _is_typed(key, character)

    async def _on_key(self, event: events.Key) -> None:
        """Type, or do what a key does here and now.

        Bindings are left to the app otherwise, whose turn comes after the next letter when keys
        come fast: that letter would be put in at the wrong place.
        """
        latin = _on_latin_keyboard(event.key)
        if _is_typed(event.key, event.character):
            assert event.character is not None
            self._insert(self.cleaned(event.character), "type")
        elif not await self._ran_binding(latin or event.key):
            if latin is None:
                return
            self.app.simulate_key(latin)
        event.stop()
        event.prevent_default()

    async def _ran_binding(self, key: str) -> bool:
        for binding in self._bindings.key_to_bindings.get(key, ()):
            if await self.app.run_action(binding.action, self):
                return True
        return False

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._insert(self.cleaned(event.text))

    # --- moving -------------------------------------------------------------------------

    def action_beside(self, direction: Direction, select: bool = False) -> None:
        """Move a cell to the left or right, or to that end of the selection."""
        start, end = self.selection
        if start != end and not select:
            self._move(self._selection_end(direction))
            return
        self._move(self.sheet.beside(self._buffer.caret, direction), select=select)

    def _selection_end(self, direction: Direction) -> int:
        sheet, ends = self.sheet, self.selection
        number = sheet.row_of(self._buffer.caret)
        if sheet.row_of(ends[0]) == sheet.row_of(ends[1]):
            return (min if direction == carets.LEFT else max)(ends, key=sheet.column)
        goes_on = (direction == carets.LEFT) == bool(sheet.line(number).base)
        return ends[goes_on]

    def action_word(self, direction: Direction, select: bool = False) -> None:
        """Move to the next start of a word on the left or right."""
        self._move(self.sheet.word_beside(self._buffer.caret, direction), select=select)

    def action_row_edge(self, step: int, select: bool = False) -> None:
        """Move to where the line begins or ends."""
        self._move(self.sheet.row_edge(self._buffer.caret, step), select=select)

    def action_text_edge(self, step: int, select: bool = False) -> None:
        """Move to where the text begins or ends."""
        self._move(0 if step < 0 else len(self.text), select=select)

    def action_select_all(self) -> None:
        """Select the whole text."""
        self._buffer.select(0, len(self.text))
        self._settle_later()

    # --- changing -----------------------------------------------------------------------

    def action_delete(self, step: int) -> None:
        """Delete the selection, or what is before or behind the caret."""
        caret, text = self._buffer.caret, self.text
        if step < 0:
            self._remove(carets.deletion_before(text, caret), caret, "erase")
        else:
            self._remove(caret, carets.deletion_after(text, caret), "delete")

    def action_delete_word(self, step: int) -> None:
        """Delete the selection, or up to where a word begins."""
        caret, text = self._buffer.caret, self.text
        if step < 0:
            self._remove(carets.previous_word(text, caret), caret)
        else:
            self._remove(caret, carets.next_word(text, caret))

    def action_delete_to(self, step: int) -> None:
        """Delete the selection, or up to where the paragraph begins or ends."""
        caret, text = self._buffer.caret, self.text
        if step < 0:
            self._remove(text.rfind("\n", 0, caret) + 1, caret)
            return
        end = text.find("\n", caret)
        self._remove(caret, max(end, caret + 1) if end >= 0 else len(text))

    def action_copy(self) -> None:
        """Copy what is selected."""
        if not self._buffer.selected_text:
            raise SkipAction
        self.app.copy_to_clipboard(self._buffer.selected_text)

    def action_cut(self) -> None:
        """Copy what is selected, and delete it."""
        self.action_copy()
        self._remove(0, 0)

    def action_paste(self) -> None:
        """Insert what was copied in this program; a terminal's own paste comes by itself."""
        self._insert(self.cleaned(self.app.clipboard))

    def action_undo(self) -> None:
        """Take the last step back."""
        if self._buffer.undo():
            self._changed()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if self._buffer.redo():
            self._changed()

    # --- mouse --------------------------------------------------------------------------

    def _position_under(self, event: events.MouseEvent) -> int:
        spot = event.get_content_offset_capture(self)
        return self.sheet.position_at(spot.y + round(self.scroll_offset.y), spot.x + self._hidden)

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button > 1:
            return
        self._move(self._position_under(event), select=event.shift)
        self._is_dragging = True
        self.capture_mouse()

    def _on_mouse_move(self, event: events.MouseMove) -> None:
        if self._is_dragging:
            self._move(self._position_under(event), select=True)

    async def _on_mouse_up(self, event: events.MouseUp) -> None:
        del event
        self._end_dragging()

    def _on_mouse_release(self, event: events.MouseRelease) -> None:
        del event
        self._end_dragging()

    def _end_dragging(self) -> None:
        if self._is_dragging:
            self._is_dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word at a double click, a paragraph at the third."""
        text, caret = self.text, self._buffer.caret
        if event.chain == 2:
            self._buffer.select(*carets.word_around(text, caret))
        elif event.chain == 3:
            end = text.find("\n", caret)
            start = text.rfind("\n", 0, caret) + 1
            self._buffer.select(start, end if end >= 0 else len(text))
        self._settle_later()


def _is_typed(key: str, character: str | None) -> bool:
    """Tell whether a key is a letter of text, rather than a letter held with Ctrl or Alt."""
    if character is None or {"ctrl", "alt", "super", "meta", "hyper"} & {*key.split("+")[:-1]}:
        return False
    return character.isprintable() or character in TYPED_THOUGH_INVISIBLE


def _on_latin_keyboard(key: str) -> str | None:
    """Return a key held with Ctrl or Alt as it is called where Latin is typed; None if it is so.

    Terminals that speak kitty's protocol name such a key by the Arabic letter on it.
    """
    *held, letter = key.split("+")
    latin = latin_letter(letter)
    return "+".join([*held, latin]) if held and latin else None
