"""The keys of a list that is beside the field in which one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.panes.rows import VirtualRows


class Picking:
    """A screen whose field keeps the focus; stands before Textual's screen among the bases."""

    @property
    def _list(self) -> VirtualRows:
        """What is picked from."""
        raise NotImplementedError

    def action_choose_next(self, step: int) -> None:
        """Go to the next or previous one."""
        self._list.action_move(step)

    def action_choose_page(self, pages: float) -> None:
        """Go a page of them further."""
        self._list.action_page(pages)
