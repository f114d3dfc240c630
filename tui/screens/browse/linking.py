"""Linked reading: a second article beside the first, marks to return to, hints to go by."""

from __future__ import annotations

from itertools import product

from textual import work

from corpus.article import Span
from corpus.links import follow
from tui.language.said import _
from tui.screens.browse.following import Following

HINT_LETTERS = "fjdkslaghrueiwoqptyvncmxbz"
"""What hints are made of, the keys that are typed fastest first."""


def hint_labels(count: int) -> list[str]:
    """Return as many labels, as short as can be, none of which begins another."""
    if count <= len(HINT_LETTERS):
        return list(HINT_LETTERS[:count])
    pairs = product(HINT_LETTERS, repeat=2)
    return [first + second for (first, second), _ in zip(pairs, range(count), strict=False)]


class Linking(Following):
    """Reads two articles that an entity links, and goes where marks and hints point."""

    @work(exclusive=True, group="ask")
    async def action_beside(self) -> None:
        """Open the next article of the followed entity beside this one, or close that again."""
        if self._beside is not None:
            self._close_beside()
            return
        if not self._may("beside") or self._article is None or self._followed is None:
            return
        end = len(self._article.text)
        step = follow(self._library, self._followed, self._article.id, end, 1)
        if step is None or step.occurrence.article_id == self._article.id:
            self._status.say(_("no other article mentions it"), self._called(self._followed))
            return
        await self._open_beside()
        self._focus_reader()
        self._go_to_mention(step.occurrence.article_id, step.occurrence.mention.span.start)

    # --- hints ----------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_hints(self) -> None:
        """Lay letters over the mentions and addresses in sight, and go where they are typed."""
        from tui.screens.keystroke import KeystrokeScreen

        if not self._may("hints"):
            return
        places = self._places_in_sight()
        if not places:
            self._status.say(_("no mention or address in sight"))
            return
        labels = hint_labels(len(places))
        reader = self._reader
        reader.show_hints([(span.start, label) for span, label in zip(places, labels, strict=True)])
        typed = await self.app.push_screen_wait(KeystrokeScreen(labels))
        reader.show_hints(())
        if typed is not None:
            self._go_by_hint(places[labels.index(typed)])

    def _places_in_sight(self) -> list[Span]:
        """Return the mentions and addresses of which the beginning is on the screen, in order."""
        from corpus.web_links import addresses

        if self._article is None:
            return []
        shown = self._reader.visible_span
        links = addresses(self._article.text[shown.start : shown.end])
        spans = {mention.span for mention in self._mentions if mention.span.start in shown}
        spans.update(Span(shown.start + link.start, shown.start + link.end) for link in links)
        painted = [span for span in spans if self._reader.line_of(span.start) is not None]
        return sorted(painted)[: len(HINT_LETTERS) ** 2]

    def _go_by_hint(self, span: Span) -> None:
        index = self._at.index_of(span.start)
        if index is not None and self._mentions[index].span == span:
            self._at.stand(self._followed)
            self._stand_on(index)
            self._at.visit(self._followed)
        elif self._article is not None:
            self._offer_address(span.slice(self._article.text))

    def _offer_address(self, address: str) -> None:
        """Show an address whole, to be opened or copied."""
        raise NotImplementedError
