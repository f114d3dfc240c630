"""Linked reading: a second article beside the first, marks to return to, hints to go by."""

from __future__ import annotations

from textual import work

from corpus.links import follow
from tui.screens.browse.following import Following


class Linking(Following):
    """Reads two articles that an entity links, and goes where marks and hints point."""

    @work(exclusive=True, group="ask")
    async def action_beside(self) -> None:
        """Open the next article of the followed entity beside this one, or close that again."""
        if self._beside is not None:
            self._close_beside()
            return
        if self._article is None:
            return
        if self._followed is None:
            self._status.say("stand on a mention first: ] goes to the next one")
            return
        end = len(self._article.text)
        step = follow(self._library, self._followed, self._article.id, end, 1)
        if step is None or step.occurrence.article_id == self._article.id:
            self._status.say("no other article mentions it", self._called(self._followed))
            return
        followed = self._followed
        await self._open_beside()
        self._followed = followed
        self._focus_reader()
        self._go_to_mention(step.occurrence.article_id, step.occurrence.mention.span.start)
