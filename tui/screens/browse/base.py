"""What is open on the screen one reads on, and where one stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.reactive import Reactive
from textual.screen import Screen

from corpus.errors import BriefError
from corpus.links import describe
from tui.encoder import EncodedScreen
from tui.keys import REASONS, action_of
from tui.panes.articles import ArticleList
from tui.panes.entities import EntityList, EntityRow, StatementRow
from tui.panes.keyline import KeyLine
from tui.panes.reader import Reader
from tui.panes.status import StatusLine
from tui.screens.browse.reading import Reading
from tui.wording import byline, counted, isolated

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from corpus.article import Article, Mention, Note
    from corpus.library.store import Library
    from tui.keys import Action, Need


class Browsing(EncodedScreen, Screen[None]):
    """Articles on the left, the text in the middle, entities on the right.

    What can be done from here is in the classes beside this one, by topic.

    Args:
        library: Where everything is read from and reading state and notes are kept.
        first: The article to open at once.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The widget with the focus. The panes paint themselves when they gain or lose it, so that the
    screen need not paint everything, as a screen does by default."""

    def __init__(self, library: Library, *, first: str | None = None) -> None:
        super().__init__(classes="-at-articles")
        self._library = library
        self._first = first
        self._followed: str | None = None
        """The entity that is followed, in every reader."""
        self._query = ""
        """What was asked for with ``/``."""
        self._deleted_notes: list[Note] = []
        self._at = Reading(Reader(id="reader"))
        """The reader one reads in."""
        self._beside: Reading | None = None
        """The other one, where two articles are open side by side."""

    def compose(self) -> ComposeResult:
        """Lay out the three panes, the status line and the keys."""
        with Horizontal(id="panes"):
            yield ArticleList(self._library.rows, id="articles")
            yield self._at.reader
            yield EntityList(id="entities")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "browse")

    @property
    def _list(self) -> ArticleList:
        return self.query_one("#articles", ArticleList)

    @property
    def _reader(self) -> Reader:
        return self._at.reader

    @property
    def _sidebar(self) -> EntityList:
        return self.query_one("#entities", EntityList)

    @property
    def _status(self) -> StatusLine:
        return self.query_one("#status", StatusLine)

    @property
    def _article(self) -> Article | None:
        return self._at.article

    @property
    def _mentions(self) -> tuple[Mention, ...]:
        return self._at.mentions

    @property
    def _readings(self) -> list[Reading]:
        return [self._at] if self._beside is None else [self._at, self._beside]

    # --- opening ------------------------------------------------------------------------

    def _show_article(self, id_: str, *, at_once: bool = False) -> None:
        """Put an article into the reader and its entities into the sidebar.

        The text comes first; what stands beside it follows when the text is on the screen, or
        ``at_once``.
        """
        self._remember_position()
        article = self._library.article(id_)
        self._at.open(article, self._library.mentions(id_))
        self._reader.open_article(article, self._mentions, byline(article))
        self._show_marks()
        if at_once:
            self._show_about(id_)
        else:
            self.call_after_refresh(self._show_about, id_)

    def _show_about(self, id_: str) -> None:
        """Show in list, sidebar and status line which article is open."""
        if self._article is None or self._article.id != id_:
            return
        self._list.put_cursor_on(id_)
        self._sidebar.show_entities(self._entity_rows(), self._statement_rows())
        self._sidebar.set_current(self._followed)
        if self._at.current is None:
            self._tell_position()

    def _open(self, id_: str) -> None:
        """Show an article, if it is not open already, and count it as read."""
        if self._article is None or self._article.id != id_:
            self._show_article(id_)
        self._keep(lambda: self._library.mark_read(id_, self._reader.top_offset))
        self.call_after_refresh(self._list.refresh_article, id_)

    def _visit(self, id_: str) -> None:
        """Open an article as a jump of its own, where it was last left."""
        self._at.stand(self._followed)
        offset = self._library.reading_offset(id_)
        self._open(id_)
        self._reader.show_top(offset)
        self._at.visit(self._followed)

    def _remember_position(self) -> None:
        if self._article is not None and self._is_read(self._article.id):
            id_, top = self._article.id, self._reader.top_offset
            self._keep(lambda: self._library.mark_read(id_, top))

    def _is_read(self, id_: str) -> bool:
        rows = self._library.rows([id_])
        return bool(rows and rows[0].is_read)

    def _keep(self, change: Callable[[], None]) -> None:
        """Make a change to the library; where it cannot be made, say so and go on."""
        if not self._library.writable:
            return
        try:
            change()
        except BriefError as error:
            self.notify(str(error), severity="error", markup=False)

    def leave_in_order(self) -> None:
        """Keep the reading position before the program ends."""
        self._remember_position()

    def _entity_rows(self) -> list[EntityRow]:
        """Return what the article mentions, most often mentioned first within a type."""
        here = Counter(slug for mention in self._mentions for slug in mention.entities)
        names = self._library.entity_names(tuple(here))
        everywhere = self._library.mention_counts(tuple(here))
        return [
            EntityRow(names[slug], count, everywhere.get(slug, count))
            for slug, count in here.most_common()
            if slug in names
        ]

    def _statement_rows(self) -> list[StatementRow]:
        """Return what is said in the article, in reading order."""
        if self._article is None:
            return []
        statements = self._library.statements(self._article.id)
        names = self._library.entity_names([slug for said in statements for slug in said.entities])
        return [
            StatementRow(
                said.span,
                " ".join(said.span.slice(self._article.text).split()),
                tuple(names[slug] for slug in said.entities if slug in names),
            )
            for said in statements
        ]

    # --- what can be done -----------------------------------------------------------------

    def _lacks(self, need: Need) -> bool:
        """Tell whether something that an action can need is not there."""
        if need == "article":
            return self._article is None
        if need == "mention":
            return self._followed is None and self._at.mention is None
        if need == "passage":
            return self._at.passage is None and self._at.mention is None
        if need == "asked":
            return not self._query
        return not self._library.writable

    def reason_against(self, action: Action) -> str:
        """Say why an action can do nothing now; nothing where it can."""
        return next((REASONS[need] for need in action.needs if self._lacks(need)), "")

    def _may(self, id_: str) -> bool:
        """Tell whether an action can be done now, and say on the status line why not."""
        reason = self.reason_against(action_of(id_))
        if reason:
            self._status.say(reason)
        return not reason

    # --- where one stands ---------------------------------------------------------------

    def _show_marks(self) -> None:
        """Show in every reader what stands out in its text."""
        for reading in self._readings:
            notes = self._library.notes(reading.article.id) if reading.article else ()
            reading.reader.set_marks(
                current=reading.current,
                followed=self._followed,
                selection=reading.passage,
                hits=reading.hits,
                notes=[note.span for note in notes],
            )
        self._sidebar.set_current(self._followed)

    def _tell_position(self) -> None:
        """Say on the status line which mention this is, of how many, in which article."""
        article, mention = self._article, self._at.mention
        if article is None:
            return
        if mention is None:
            self._status.say(counted(len(self._mentions), "mention"), "")
            return
        slug = self._followed if self._followed in mention.entities else None
        slug = slug or next(iter(mention.entities), None)
        if slug is None:
            where = f"{mention.type.value.lower()}, not linked: {mention.why}"
            self._status.say(where, mention.span.slice(article.text))
            return
        step = describe(self._library, slug, article.id, mention.span.start)
        if step is None:
            return
        self._status.say(
            f"mention {step.ordinal} of {step.total} · "
            f"article {step.article_ordinal} of {step.articles}",
            self._called(slug),
        )

    def _called(self, slug: str) -> str:
        name = self._library.entity_names([slug]).get(slug)
        if name is None:
            return slug
        if name.ar == name.en:
            return name.ar
        return f"{name.ar} — {isolated(name.en)}"

    def _stand_on(self, index: int) -> None:
        """Make a mention of the open article the current one."""
        self._at.current = index
        mention = self._mentions[index]
        if self._followed not in mention.entities:
            self._followed = next(iter(mention.entities), None)
        self._show_marks()
        self._reader.show_span(mention.span)
        self._tell_position()
