"""What is open on the screen one reads on, and where one stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.reactive import Reactive
from textual.screen import Screen

from corpus.errors import BriefError
from corpus.links import describe
from corpus.notes import anchor
from tui.encoder import EncodedScreen
from tui.keys import REASONS, action_of
from tui.language.from_corpus import error_said
from tui.language.said import _
from tui.panes.articles import ArticleList
from tui.panes.entities import CopyLine, EntityList, EntityRow, StatementRow
from tui.panes.keyline import KeyLine
from tui.panes.paint import title_of
from tui.panes.reader import Reader
from tui.panes.status import StatusLine
from tui.screens.browse.reading import Reading
from tui.wording import byline, counted, isolated, remark_of, type_said

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from corpus.article import Article, Mention, Span
    from corpus.library.store import Library
    from corpus.search.hit_trail import HitTrail
    from tui.keys import Action, Need
    from tui.screens.search_answers import SearchState


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
        self._search_state: SearchState | None = None
        """The last search, as it was left."""
        self._found: HitTrail | None = None
        """What the last search found, while one walks through it."""
        self._narrowed_by = ""
        """The query of which the list shows what it finds; nothing where it shows all."""
        self._new: tuple[str, ...] = ()
        """Articles that came in and are not in the list yet."""
        self._library_name = ""
        """What the library is called, where more than one is known."""
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
    def _subtitle(self) -> str:
        """What stands below the list while nothing new has come in."""
        return title_of(isolated(self._library_name)) if self._library_name else ""

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
        self._put_into(self._at, id_)
        if at_once:
            self._show_about(id_)
        else:
            self.call_after_refresh(self._show_about, id_)

    def _put_into(self, reading: Reading, id_: str) -> None:
        """Put an article into a reader, from its beginning."""
        article = self._library.article(id_)
        reading.open(article, self._library.mentions(id_))
        reading.reader.open_article(article, reading.mentions, byline(article))
        self._show_marks()

    def _show_about(self, id_: str) -> None:
        """Show in list, sidebar and status line which article is open."""
        if self._article is None or self._article.id != id_:
            return
        self._list.put_cursor_on(id_)
        self._sidebar.show_entities(self._entity_rows(), self._statement_rows(), self._copy_lines())
        self._sidebar.set_current(self._followed)
        if self._at.current is None and not self._at.hits:
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
            self.notify(error_said(error), severity="error")

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

    def _copy_lines(self) -> list[CopyLine]:
        """Return the articles that are much like this one, and its other places."""
        from corpus.library.copies import copies_of

        if self._article is None:
            return []
        return [
            CopyLine(
                row.id,
                row.label,
                " · ".join(
                    isolated(part) for part in (row.source, row.published, row.kind) if part
                ),
            )
            for row in copies_of(self._library, self._article.id)
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
        if need == "entity":
            return self._entity_at_hand() is None
        if need == "asked":
            return not self._query and self._found is None
        return not self._library.writable

    def _entity_at_hand(self) -> str | None:
        """Return the entity one stands on: in the sidebar where that has the focus, or followed."""
        if self.focused is self._sidebar:
            row = self._sidebar.entity_at(self._sidebar.cursor)
            if row is not None:
                return row.slug
        mention = self._at.mention
        return self._followed or next(iter(mention.entities if mention else ()), None)

    def reason_against(self, action: Action) -> str:
        """Say why an action can do nothing now; nothing where it can."""
        return next((_(REASONS[need]) for need in action.needs if self._lacks(need)), "")

    def _key_of(self, id_: str) -> str:
        """Return the key of an action, as a person writes it; nothing where it has none."""
        from tui.keymap import first_key, keys_of, own_keys, shown_keys

        return shown_keys(first_key(keys_of(action_of(id_), own_keys(self.app))))

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
            notes, remark = self._note_marks(reading.article)
            reading.reader.set_marks(
                current=reading.current,
                followed=self._followed,
                selection=reading.passage,
                hits=reading.hits,
                notes=notes,
                remark=remark,
            )
        self._sidebar.set_current(self._followed)

    def _note_marks(
        self, article: Article | None
    ) -> tuple[list[tuple[Span, str]], tuple[str, str]]:
        """Return where notes stand in an article and in which colour, and that on all of it.

        An orphan stands nowhere.
        """
        marks, whole = [], []
        for note in self._library.notes(article.id) if article else ():
            assert article is not None
            where = anchor(note, article.text, article.content_hash)
            if where is not None and len(where):
                marks.append((where, note.colour))
            elif where is not None:
                whole.append(note)
        return marks, remark_of(whole, self._key_of("note.here") if whole else "")

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
            from tui.language.reasons import reason_said

            why = reason_said(mention.why)
            where = _("{type}, not linked: {why}", type=type_said(mention.type), why=why)
            self._status.say(where, mention.span.slice(article.text))
            return
        step = describe(self._library, slug, article.id, mention.span.start)
        if step is None:
            return
        self._status.say(
            _(
                "mention {n} of {total} · article {article} of {articles}",
                n=step.ordinal,
                total=step.total,
                article=step.article_ordinal,
                articles=step.articles,
            ),
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
