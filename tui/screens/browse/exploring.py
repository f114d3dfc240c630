"""From the screen one reads on to all of an entity: concordance, timeline, dossier, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from tui.panes.entities import EntityList
from tui.screens.browse.searching import Searching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.article import EntityName
    from tui.screens.dossier import Answer


class Exploring(Searching):
    """Opens what tells more of an entity, and goes to the places it answers with."""

    @on(EntityList.Chosen, "#entities")
    def _entity_chosen(self, event: EntityList.Chosen) -> None:
        """Go to the statement chosen, open the copy, or tell all of the entity."""
        if self._go_to_statement(event.index):
            return
        copy = self._sidebar.copy_at(event.index)
        if copy is not None:
            if copy.id is not None:
                self._visit(copy.id)
            return
        entity = self._sidebar.entity_at(event.index)
        if entity is not None:
            self._tell_all_of(entity.slug)

    @work(exclusive=True, group="ask")
    async def _tell_all_of(self, slug: str) -> None:
        await self._open_dossier(slug)

    @work(exclusive=True, group="ask")
    async def action_dossier(self) -> None:
        """Tell all of the entity one stands on."""
        slug = self._entity_at_hand()
        if slug is None:
            self._may("dossier")
            return
        await self._open_dossier(slug)

    async def _open_dossier(self, slug: str) -> None:
        from tui.screens.dossier import DossierScreen

        screen = DossierScreen(self._library, slug)
        while (answer := await self.app.push_screen_wait(screen)) is not None:
            if await self._follow_answer(answer):
                return
            # Who leaves concordance or timeline without a place is back where they began.
            screen = screen.again()

    async def _follow_answer(self, answer: Answer) -> bool:
        """Go where a dossier leads, and tell whether that is a place in the text."""
        from tui.screens.dossier import Goto, OpenConcordance

        if isinstance(answer, Goto):
            self._go_to(answer.article_id, answer.span)
            return True
        if isinstance(answer, OpenConcordance):
            return await self._open_concordance(slug=answer.slug)
        return await self._open_timeline_of(answer.slug)

    @work(exclusive=True, group="ask")
    async def action_concordance(self) -> None:
        """Show every place of the entity one stands on, or of the selection, in its context."""
        selected = self.get_selected_text()
        if selected:
            words = " ".join(selected.split()).replace('"', " ")
            await self._open_concordance(query=f'"{words}"')
            return
        slug = self._entity_at_hand()
        if slug is not None:
            await self._open_concordance(slug=slug)
        elif self._query or self._narrowed_by:
            await self._open_concordance(query=self._query or self._narrowed_by)
        else:
            await self._ask_for_concordance()

    async def _ask_for_concordance(self) -> None:
        from tui.screens.query import QueryScreen

        query = await self.app.push_screen_wait(QueryScreen(self._library))
        if query is not None:
            await self._open_concordance(query=query.text)

    async def _open_concordance(self, *, slug: str = "", query: str = "") -> bool:
        from corpus.concordance import Subject
        from tui.screens.concordance import ConcordanceScreen

        subject = Subject(slug=slug, query=query)
        place = await self.app.push_screen_wait(ConcordanceScreen(self._library, subject))
        if place is not None:
            self._followed = slug or self._followed
            self._go_to(place.article_id, place.span)
        return place is not None

    @work(exclusive=True, group="ask")
    async def action_timeline(self) -> None:
        """Show what is told of which days: of the entity one stands on, or of the articles."""
        slug = self._entity_at_hand()
        if slug is not None:
            await self._open_timeline_of(slug)
        else:
            found = self._found.ids if self._found else None
            await self._open_timeline(self._narrowed_by, found)

    async def _open_timeline_of(self, slug: str) -> bool:
        name = self._library.entity_names([slug]).get(slug)
        return name is not None and await self._open_timeline(entity=name)

    async def _open_timeline(
        self,
        query: str = "",
        ids: Sequence[str] | None = None,
        *,
        entity: EntityName | None = None,
    ) -> bool:
        from tui.screens.timeline import TimelineScreen

        screen = TimelineScreen(self._library, query, ids=ids, entity=entity)
        place = await self.app.push_screen_wait(screen)
        if place is not None:
            self._go_to(place.article_id, place.span)
        return place is not None
