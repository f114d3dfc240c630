"""Why a mention is taken for what it is, and saying that it is something else."""

from __future__ import annotations

from contextlib import suppress
from threading import Event
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

    _stop: Event | None = None
    """While articles are read again: what to set to have none of it."""

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
        if not self._may("correct") or article is None or span is None or self._is_reading():
            return
        why = self._evidence(mention) if mention else isolated(span.slice(article.text))
        corrections = await ask_correction(
            self.app, self._library, article, span, mention, evidence=why
        )
        if corrections:
            self._keep_corrections(corrections, self._begin_reading())

    @work(thread=True, exclusive=True, group="correct")
    def _keep_corrections(self, corrections: Sequence[Correction], stop: Event) -> None:
        """Keep corrections and read again what they touch, beside the screen."""
        from corpus.library.reindex import StoppedError
        from tui.screens.correct import keep

        try:
            count, problem = keep(self._library.path, corrections, self._progress(stop))
        except StoppedError:
            self._tell_stopped(_("stopped: the correction is not made"))
            return
        said = told(corrections[-1])
        self.app.call_from_thread(
            self._corrected,
            count,
            _("{said} — {key} undoes", said=said, key=self._key_of("correct.undo")),
            problem,
        )

    def _begin_reading(self) -> Event:
        """Say that articles are read again, and return what stops it."""
        self._stop = Event()
        self._status.say(_("reading the articles again…"))
        return self._stop

    def _is_reading(self) -> bool:
        """Tell whether articles are being read again, and say so."""
        if self._stop is not None:
            self._status.say(_("articles are being read again: Esc stops that"))
        return self._stop is not None

    def _stop_reading(self) -> bool:
        """Have no more read again, and tell whether anything was."""
        if self._stop is None:
            return False
        self._stop.set()
        self._status.say(_("stopping: what was read again is put back…"))
        return True

    def _tell_stopped(self, says: str) -> None:
        """Show, from beside the screen, that all is as it was before."""
        # Nobody is there any more to be told where the program was ended in the middle.
        with suppress(RuntimeError):
            self.app.call_from_thread(self._corrected, 0, says, "")

    def leave_in_order(self) -> None:
        """Leave no article half corrected when the program ends."""
        super().leave_in_order()
        if self._stop is not None:
            self._stop.set()

    def _progress(self, stop: Event) -> Callable[[int, int], None]:
        """Return what tells on the status line, a few times a second, how far the reading is.

        Args:
            stop: Set where the reading is to be stopped.
        """
        from corpus.library.reindex import StoppedError

        told = monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal told
            if stop.is_set() and done < total:
                raise StoppedError
            if monotonic() - told >= BETWEEN:
                told = monotonic()
                says = _(
                    "reading the articles again… {n} of {total} — Esc stops", n=done, total=total
                )
                with suppress(RuntimeError):
                    self.app.call_from_thread(self._tell_progress, says)

        return tell

    def _tell_progress(self, says: str) -> None:
        if self._stop is not None and not self._stop.is_set():
            self._status.say(says)

    def action_undo_correction(self) -> None:
        """Take the last correction back."""
        if self._may("correct.undo") and not self._is_reading():
            self._take_back(self._begin_reading())

    @work(thread=True, exclusive=True, group="correct")
    def _take_back(self, stop: Event) -> None:
        from corpus.library.reindex import StoppedError
        from tui.screens.correct import take_back

        try:
            count, problem = take_back(self._library.path, self._progress(stop))
        except StoppedError:
            self._tell_stopped(_("stopped: the correction is still there"))
            return
        said = _("no correction to undo") if count is None else _("the last correction is undone")
        self.app.call_from_thread(self._corrected, count or 0, said, problem)

    def _corrected(self, count: int, said: str, problem: str) -> None:
        """Show the open articles and their entities as they are now."""
        self._stop = None
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
