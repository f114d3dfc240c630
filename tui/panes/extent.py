"""How large what is scrolled is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.scroll_view import ScrollView


def set_extent(view: ScrollView, extent: Size) -> None:
    """Say how large the scrolled content of a view is, in cells.

    Assigning ``virtual_size`` lays the whole screen out again, which takes longer than opening an
    article does. No pane's place on the screen depends on how much there is to scroll, since the
    scrollbar is always there; so only the scrollbar is told.
    """
    view.set_reactive(Widget.virtual_size, extent)
    scrollbar = view.vertical_scrollbar
    scrollbar.window_virtual_size = extent.height
    scrollbar.window_size = view.container_size.height
    view.scroll_y = view.validate_scroll_y(view.scroll_y)
