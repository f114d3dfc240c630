"""What differs between an article and one that is much like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from corpus.diff import diff, share_equal
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.language.said import _
from tui.panes.difference import DifferenceView, Piece
from tui.panes.keyline import KeyLine
from tui.panes.status import StatusLine
from tui.screens.helping import Helping
from tui.wording import byline, isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from corpus.article import Article
    from corpus.diff import Run
    from tui.keys import Where


class DifferenceScreen(Helping, EncodedScreen, Screen[str | None]):
    """Shows an article as it became of another one; the answer is the other one, to open it.

    Args:
        article: The article one reads.
        others: Articles much like it, the closest first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "differences")]
    KEYS: ClassVar[tuple[Where, ...]] = ("everywhere", "differences", "difference")
    AUTO_FOCUS = "#difference"

    def __init__(self, article: Article, others: Sequence[Article]) -> None:
        super().__init__()
        self._article = article
        self._others = tuple(others)
        self._at = 0

    def compose(self) -> ComposeResult:
        """Lay out the text, the status line and the keys."""
        yield DifferenceView(id="difference")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "differences")

    def on_mount(self) -> None:
        """Compare with the closest one."""
        self._compare()

    def _compare(self) -> None:
        other = self._others[self._at]
        runs = diff(other, self._article)
        view = self.query_one(DifferenceView)
        view.show_pieces(pieces(other, self._article, runs))
        view.show_title(_("What differs: underlined is here alone, struck out is there alone"))
        self.query_one("#status", StatusLine).say(
            _(
                "{n} of {total} · {share}% alike",
                n=self._at + 1,
                total=len(self._others),
                share=round(share_equal(runs) * 100),
            ),
            f"{other.label} · {isolated(byline(other))}",
        )

    def action_other(self, step: int) -> None:
        """Compare with the next one that is much like it."""
        self._at = (self._at + step) % len(self._others)
        self._compare()

    def action_open(self) -> None:
        """Leave, and open the other one."""
        self.dismiss(self._others[self._at].id)

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)


def pieces(old: Article, new: Article, runs: Sequence[Run]) -> list[list[Piece]]:
    """Return the runs of a difference as the paragraphs they are read in.

    They are those of the new text; what is gone stands where it stood, a whole paragraph of it as
    one of its own.
    """
    paragraphs: list[list[Piece]] = []
    here: object = None
    for run in runs:
        if run.change == "delete":
            where = next((p for p in old.paragraphs if run.old.overlaps(p.span)), None)
            is_whole = where is not None and len(run.old) >= len(where.span) - 1
            place = where if is_whole or not paragraphs else here
        else:
            place = next((p for p in new.paragraphs if run.new.overlaps(p.span)), None)
        if place is not here or not paragraphs:
            paragraphs.append([])
            here = place
        text = run.old.slice(old.text) if run.change == "delete" else run.new.slice(new.text)
        paragraphs[-1].append(Piece(text, run.change))
    return paragraphs
