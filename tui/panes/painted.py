"""What every scrolled pane shares that paints its own lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget

if TYPE_CHECKING:
    from rich.style import Style


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
