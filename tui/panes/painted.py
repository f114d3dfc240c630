"""What every scrolled pane shares that paints its own lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from tui.language.said import _, is_from_right
from tui.panes.paint import title_of

if TYPE_CHECKING:
    from rich.style import Style

TITLE_FRAME = 6
"""Columns of a border's edge that its title leaves free: corners, a line and a blank each."""


class PaintedView(ScrollView):
    """A scrolled view whose lines are painted here and kept while they look the same.

    A subclass keeps what it has painted under keys that hold ``base_style``, and forgets it all
    in ``forget_painted``.
    """

    DEFAULT_CSS = """
    PaintedView { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    _base_style: Style | None = None
    _painted_theme = ""
    _titled = ""
    """What the title says, logical; nothing where it is short and stays as it is."""

    def on_mount(self) -> None:
        """Have the title of the border in the language spoken, on the side where that begins."""
        if not is_from_right():
            return
        if self.BORDER_TITLE and self.border_title == self.BORDER_TITLE:
            self.border_title = title_of(_(self.BORDER_TITLE))
        self.styles.border_title_align = "right"
        self.styles.border_subtitle_align = "left"

    def show_title(self, text: str) -> None:
        """Give the border a title, cut at its end where it is too long, at every width.

        Args:
            text: What it says, logical.
        """
        self._titled = text
        room = self.outer_size.width - TITLE_FRAME
        self.border_title = title_of(text, room) if room > 0 else ""

    def on_resize(self) -> None:
        """Cut the title anew."""
        if self._titled:
            self.show_title(self._titled)

    def forget_painted(self) -> None:
        """Drop every line that was painted: the theme has changed."""
        raise NotImplementedError

    @property
    def columns(self) -> int:
        """Columns a line may fill: the scrollbar's is none of them."""
        return max(0, self.size.width - self.styles.scrollbar_size_vertical)

    @property
    def base_style(self) -> Style:
        """The style where nothing else is said; walking up to the screen for it costs."""
        if self._base_style is None:
            self._base_style = self.rich_style
        return self._base_style

    def notify_style_update(self) -> None:
        """Look the styles up again; what is painted stays where the focus alone has changed."""
        super().notify_style_update()
        self._base_style = None
        theme = self.app.theme
        if theme != self._painted_theme:
            self._painted_theme = theme
            self.forget_painted()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Paint the lines anew, and the scrollbar only if that looks different.

        Of a long list it looks the same for many rows, and takes as long to paint as they do.
        """
        if self.show_vertical_scrollbar:
            bar = self.vertical_scrollbar
            if _thumb(bar, new_value) == _thumb(bar, bar.position):
                bar.set_reactive(ScrollBar.position, bar.validate_position(new_value))
            else:
                bar.position = new_value
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def set_height(self, lines: int) -> None:
        """Say how many lines there are to scroll.

        Assigning ``virtual_size`` lays the whole screen out again, which takes longer than opening
        an article does. No pane's place on the screen depends on how much there is to scroll, since
        the scrollbar is always there; so only the scrollbar is told.
        """
        self.set_reactive(Widget.virtual_size, Size(self.columns, lines))
        scrollbar = self.vertical_scrollbar
        scrollbar.window_virtual_size = lines
        scrollbar.window_size = self.container_size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)


class WrappedView(PaintedView):
    """A scrolled view of texts that are wrapped anew at every width; no painted line is kept.

    A subclass wraps in ``_lay_out`` and says there how many lines that made.
    """

    def on_resize(self) -> None:
        """Wrap again at the new width."""
        self._lay_out()

    def forget_painted(self) -> None:
        """Do nothing: nothing is kept."""

    def _lay_out(self) -> None:
        raise NotImplementedError

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=line, animate=False, force=True)

    def action_move(self, step: int) -> None:
        """Scroll by some lines."""
        self._scroll(round(self.scroll_offset.y) + step)

    def action_page(self, pages: float) -> None:
        """Scroll by a part of the pane."""
        self.action_move(round(max(1, self.size.height - 1) * pages))


def _thumb(bar: ScrollBar, position: float) -> int:
    """Return where the thumb of a scrollbar begins, in eighths of a line."""
    height, lines, shown = bar.size.height, bar.window_virtual_size, bar.window_size
    if not height or lines <= shown:
        return 0
    length = max(1, shown * height / lines)
    return int((height - length) * position / (lines - shown) * 8)
