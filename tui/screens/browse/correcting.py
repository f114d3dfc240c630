"""Why a mention is taken for what it is, and saying that it is something else."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import work

from tui.corrections import told
from tui.language.said import _, plural
from tui.screens.browse.following import Following
from tui.wording import SLUG, evidence, isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.article import Mention
    from corpus.knowledge.corrections import Correction

BETWEEN: Final = 0.2
"""Seconds between two words on how far the reading is."""


class Correcting(Following):
    """Shows evidence and keeps corrections."""

    def action_why(self) -> None:
        """Say which rule found the mention one stands on, and how sure that is."""
        mention = self._at.mention
        if not self._may("why") or mention is None:
            return
        self.app.clear_notifications()
        self.notify(self._evidence(mention), timeout=12)

    def _evidence(self, mention: Mention) -> str:
        assert self._article is not None
        slugs = (*mention.entities, *mention.candidates, *SLUG.findall(mention.why))
        names = self._library.entity_names(slugs)
        return evidence(mention, mention.span.slice(self._article.text), names)

    @work(exclusive=True, group="ask")
    async def action_correct(self) -> None:
        """Ask what the mention one stands on, or the selection, means instead."""
        from tui.screens.correct import ask_correction

        article, mention, span = self._article, None, self._passage
        if span is None and self._at.mention is not None:
            mention = self._at.mention
            span = mention.span
        if not self._may("correct") or article is None or span is None:
            return
        why = self._evidence(mention) if mention else isolated(span.slice(article.text))
        corrections = await ask_correction(
            self.app, self._library, article, span, mention, evidence=why
        )
        if corrections:
            self._status.say(_("reading the articles again…"))
            self._keep_corrections(corrections)

    @work(thread=True, exclusive=True, group="correct")
    def _keep_corrections(self, corrections: Sequence[Correction]) -> None:
        """Keep corrections and read again what they touch, beside the screen."""
        from tui.screens.correct import keep

        count, problem = keep(self._library.path, corrections, self._progress())
        said = told(corrections[-1])
        self.app.call_from_thread(
            self._corrected, count, _("{said} — {key} undoes", said=said, key="U"), problem
        )

    def _progress(self) -> Callable[[int, int], None]:
        """Return what tells on the status line, a few times a second, how far the reading is."""
        told = monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal told
            if monotonic() - told >= BETWEEN:
                told = monotonic()
                says = _("reading the articles again… {n} of {total}", n=done, total=total)
                self.app.call_from_thread(self._status.say, says)

        return tell

    def action_undo_correction(self) -> None:
        """Take the last correction back."""
        if self._may("correct.undo"):
            self._take_back()

    @work(thread=True, exclusive=True, group="correct")
    def _take_back(self) -> None:
        from tui.screens.correct import take_back

        count, problem = take_back(self._library.path, self._progress())
        said = _("no correction to undo") if count is None else _("the last correction is undone")
        self.app.call_from_thread(self._corrected, count or 0, said, problem)

    def _corrected(self, count: int, said: str, problem: str) -> None:
        """Show the open articles and their entities as they are now."""
        if problem:
            self.notify(problem, severity="error")
        self._found_anew()
        if not problem:
            again = plural("{n} article read again", "{n} articles read again", count)
            articles = f" · {again}" if count else ""
            self._status.say(f"{said}{articles}", self._status.what)

    def _found_anew(self) -> None:
        """Take what is found in the open articles by now; one stays where one stood."""
        for reading in self._readings:
            if reading.article is None:
                continue
            mention = reading.mention
            here = mention.span.start if mention is not None else None
            reading.mentions = self._library.mentions(reading.article.id)
            reading.reader.set_mentions(reading.mentions)
            reading.current = reading.index_of(reading.lost if here is None else here)
            if reading.current is None and here is not None:
                # What one stood on is no mention any more: its place is not forgotten.
                reading.lost = here
            reading.selected = None
        if self._at.mention is not None:
            self._followed = next(iter(self._at.mention.entities), None)
        self._sidebar.show_entities(self._entity_rows(), self._statement_rows(), self._copy_lines())
        self._show_marks()
        self._list.forget_rows()
        self._tell_position()
