"""The screen one reads on: articles, the reader, and what the article mentions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal
from textual.reactive import Reactive
from textual.screen import Screen

from corpus.errors import BriefError
from corpus.links import describe, follow, neighbour
from corpus.passages import Selection, passage_text, unit_at, unit_from
from corpus.trail import Place, Trail
from tui.corrections import told
from tui.encoder import EncodedScreen
from tui.keys import bindings
from tui.panes.articles import ArticleList
from tui.panes.entities import EntityList, EntityRow, StatementRow
from tui.panes.keyline import KeyLine
from tui.panes.reader import Reader
from tui.panes.status import StatusLine
from tui.wording import SLUG, byline, counted, evidence, isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import DescendantFocus
    from textual.widget import Widget

    from corpus.article import Article, Mention, Note, Span
    from corpus.knowledge.corrections import Correction
    from corpus.library.store import Library
    from corpus.passages import Unit

PANES = ("articles", "reader", "entities")

UNIT_CLICKED: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}
"""What so many clicks at one place select."""


def _extent(text: str) -> str:
    """Say how much a text is."""
    return f"{counted(len(text.split()), 'word')}, {counted(len(text), 'character')}"


class BrowseScreen(EncodedScreen, Screen[None]):
    """Articles on the left, the text in the middle, entities on the right.

    Args:
        library: Where everything is read from and reading state and notes are kept.
        first: The article to open at once.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere", "browse")]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 — declared by Screen, which leaves ClassVar out
        (0, "-one-pane"),
        (70, "-two-panes"),
        (100, "-three-panes"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "#articles"

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The widget with the focus. The panes paint themselves when they gain or lose it, so that the
    screen need not paint everything, as a screen does by default."""

    def __init__(self, library: Library, *, first: str | None = None) -> None:
        super().__init__(classes="-at-articles")
        self._library = library
        self._first = first
        self._article: Article | None = None
        self._mentions: tuple[Mention, ...] = ()
        self._current: int | None = None
        self._followed: str | None = None
        self._trail = Trail()
        self._query = ""
        self._hits: tuple[Span, ...] = ()
        self._hit = 0
        self._selected: Selection | None = None
        self._lost: int = -1
        """Where one stood on a mention that a correction took away."""
        self._deleted_notes: list[Note] = []

    def compose(self) -> ComposeResult:
        """Lay out the three panes, the status line and the keys."""
        with Horizontal(id="panes"):
            yield ArticleList(self._library.rows, id="articles")
            yield Reader(id="reader")
            yield EntityList(id="entities")
        yield StatusLine(id="status")
        yield KeyLine("everywhere", "browse")

    @property
    def _list(self) -> ArticleList:
        return self.query_one("#articles", ArticleList)

    @property
    def _reader(self) -> Reader:
        return self.query_one("#reader", Reader)

    @property
    def _sidebar(self) -> EntityList:
        return self.query_one("#entities", EntityList)

    @property
    def _status(self) -> StatusLine:
        return self.query_one("#status", StatusLine)

    def on_mount(self) -> None:
        """List the articles and show one of them."""
        ids = self._library.article_ids()
        self._list.empty_text = ("  No articles yet.", "  idlib-brief add FILE…")
        self._list.show_articles(ids, self._first)
        self._list.border_title = f"Articles {len(ids)}"
        if self._first:
            self._visit(self._first)
            self.action_focus_pane("reader")
        elif ids:
            self._show_article(ids[0], at_once=True)
            self._trail = self._trail.standing(self._place())

    # --- opening ------------------------------------------------------------------------

    def _show_article(self, id_: str, *, at_once: bool = False) -> None:
        """Put an article into the reader and its entities into the sidebar.

        The text comes first; what stands beside it follows when the text is on the screen, or
        ``at_once``.
        """
        self._remember_position()
        article = self._library.article(id_)
        self._article = article
        self._mentions = self._library.mentions(id_)
        self._current, self._selected, self._hits = None, None, ()
        self._reader.open_article(article, self._mentions, byline(article))
        self._show_marks()
        if at_once:
            self._show_beside(id_)
        else:
            self.call_after_refresh(self._show_beside, id_)

    def _show_beside(self, id_: str) -> None:
        """Show in list, sidebar and status line which article is open."""
        if self._article is None or self._article.id != id_:
            return
        self._list.put_cursor_on(id_)
        self._sidebar.show_entities(self._entity_rows(), self._statement_rows())
        self._sidebar.set_current(self._followed)
        if self._current is None:
            self._tell_position()

    def _open(self, id_: str) -> None:
        """Show an article, if it is not open already, and count it as read."""
        if self._article is None or self._article.id != id_:
            self._show_article(id_)
        self._keep(lambda: self._library.mark_read(id_, self._reader.top_offset))
        self.call_after_refresh(self._list.refresh_article, id_)

    def _visit(self, id_: str) -> None:
        """Open an article as a jump of its own, where it was last left."""
        self._stand()
        offset = self._library.reading_offset(id_)
        self._open(id_)
        self._reader.show_top(offset)
        self._trail = self._trail.visit(self._place())

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

    # --- where one stands ---------------------------------------------------------------

    @property
    def _cursor(self) -> int:
        """The code point one stands at: the current mention, or the top of the screen."""
        if self._current is not None:
            return self._mentions[self._current].span.start
        return self._reader.visible_span.start

    def _place(self) -> Place:
        assert self._article is not None
        top, lead = self._reader.top_place
        cursor = -1 if self._current is None else self._mentions[self._current].span.start
        return Place(self._article.id, top, lead, cursor, self._followed)

    def _stand(self) -> None:
        """Bring the trail up to where the reader is now, before it moves on."""
        if self._article is not None:
            self._trail = self._trail.standing(self._place())

    def _show_marks(self) -> None:
        notes = self._library.notes(self._article.id) if self._article else ()
        self._reader.set_marks(
            current=self._current,
            followed=self._followed,
            selection=self._passage,
            hits=self._hits,
            notes=[note.span for note in notes],
        )
        self._sidebar.set_current(self._followed)

    def _tell_position(self) -> None:
        """Say on the status line which mention this is, of how many, in which article."""
        article = self._article
        if article is None:
            return
        if self._current is None:
            self._status.say(counted(len(self._mentions), "mention"), "")
            return
        mention = self._mentions[self._current]
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
        self._current = index
        mention = self._mentions[index]
        if self._followed not in mention.entities:
            self._followed = next(iter(mention.entities), None)
        self._show_marks()
        self._reader.show_span(mention.span)
        self._tell_position()

    # --- the panes speak ----------------------------------------------------------------

    @on(ArticleList.Chosen, "#articles")
    def _article_chosen(self, event: ArticleList.Chosen) -> None:
        self._visit(self._list.article_at(event.index))
        self.action_focus_pane("reader")

    @on(EntityList.Chosen, "#entities")
    def _entity_chosen(self, event: EntityList.Chosen) -> None:
        """Go to the entity's first mention here, or to the next if one stands on it."""
        statement = self._sidebar.statement_at(event.index)
        if statement is not None:
            self._stand()
            self._select(Selection(statement.span, statement.span))
            self._trail = self._trail.visit(self._place())
            return
        entity = self._sidebar.entity_at(event.index)
        if entity is None:
            return
        mine = [n for n, m in enumerate(self._mentions) if entity.slug in m.entities]
        if not mine:
            return
        later = [n for n in mine if self._current is not None and n > self._current]
        following_it = self._followed == entity.slug
        self._stand()
        self._followed = entity.slug
        self._stand_on(later[0] if following_it and later else mine[0])
        self._trail = self._trail.visit(self._place())

    @on(Reader.MentionClicked, "#reader")
    def _mention_clicked(self, event: Reader.MentionClicked) -> None:
        self._stand_on(event.index)

    @on(Reader.SelectionMoved, "#reader")
    def _selection_moved(self, event: Reader.SelectionMoved) -> None:
        self._extend_selection(event.step, "word" if event.by_words else "sentence")

    @on(Reader.SelectionDrawn, "#reader")
    def _selection_drawn(self, event: Reader.SelectionDrawn) -> None:
        self._select(Selection(event.begun, event.reached), in_sight=False)
        if event.is_done:
            self.action_copy()

    @on(Reader.UnitClicked, "#reader")
    def _unit_clicked(self, event: Reader.UnitClicked) -> None:
        if self._article is None:
            return
        unit: Unit = (
            "word" if event.clicks == 2 else "sentence" if event.clicks == 3 else "paragraph"
        )
        span = unit_at(self._article, event.offset, unit)
        if span is not None:
            self._select(Selection(span, span), in_sight=False)
            self.action_copy()

    # --- panes ---------------------------------------------------------------------------

    def action_focus_pane(self, pane: str) -> None:
        """Give a pane the focus."""
        self._mark_focus(pane)
        self.query_one(f"#{pane}").focus()

    def action_next_pane(self, step: int) -> None:
        """Give the next pane the focus."""
        here = PANES.index(self._focused_pane)
        self.action_focus_pane(PANES[(here + step) % len(PANES)])

    @property
    def _focused_pane(self) -> str:
        focused = self.focused.id if self.focused is not None else None
        return focused if focused in PANES else "articles"

    def _mark_focus(self, pane: str) -> None:
        if self.has_class(f"-at-{pane}"):
            return
        self.remove_class(*(f"-at-{other}" for other in PANES), update=False)
        # Where all panes are shown the class changes nothing that is seen, and to style the whole
        # screen anew takes longer than opening an article does.
        all_shown = self.has_class("-three-panes") and not self.has_class("-zoomed")
        self.add_class(f"-at-{pane}", update=not all_shown)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow the focus where the mouse has put it."""
        if event.widget.id in PANES:
            self._mark_focus(event.widget.id)

    def action_zoom(self) -> None:
        """Show the focused pane alone, or all again."""
        self.toggle_class("-zoomed")

    def action_controls(self) -> None:
        """Show the bidi controls of the text, or hide them again, and say which there are."""
        from tui.bidi.sanitize import control_counts

        if self._article is None:
            return
        self._reader.show_controls(not self._reader.shows_controls)
        self._show_marks()
        counts = control_counts(self._article.text)
        found = ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
        shown = "shown" if self._reader.shows_controls else "hidden"
        self._status.say(f"control characters {shown}: {found}")

    # --- following -----------------------------------------------------------------------

    def action_article(self, step: int) -> None:
        """Open the next or previous article; while selecting, select another sentence."""
        if self._selected is not None:
            self._move_selection(step)
            return
        ids = self._list.article_ids
        if not ids:
            return
        here = ids.index(self._article.id) if self._article and self._article.id in ids else 0
        wanted = here + step
        if 0 <= wanted < len(ids):
            self._visit(ids[wanted])

    def action_mention(self, step: int) -> None:
        """Stand on the next or previous mention of the article."""
        if not self._mentions:
            self._status.say("no mentions in this article")
            return
        if self._current is None:
            shown = self._reader.visible_span
            offset = self._lost if self._lost in shown else shown.start - (step > 0)
            index = neighbour(self._mentions, offset, step)
        else:
            index = self._current + step
        if index is None or not 0 <= index < len(self._mentions):
            self._status.say("no mention further on" if step > 0 else "no mention before this")
            return
        self._stand_on(index)

    def action_follow(self, direction: int) -> None:
        """Go to the next or previous mention of the current entity in all articles."""
        if self._article is None:
            return
        if self._followed is None:
            self._status.say("stand on a mention first: ] goes to the next one")
            return
        step = follow(self._library, self._followed, self._article.id, self._cursor, direction)
        if step is None:
            return
        self._stand()
        followed = self._followed
        here = step.occurrence
        self._open(here.article_id)
        self._followed = followed
        starts = [mention.span.start for mention in self._mentions]
        self._stand_on(starts.index(here.mention.span.start))
        self._trail = self._trail.visit(self._place())
        if step.wrapped:
            self._status.say(f"{self._status.where} · from the other end", self._status.what)

    def action_back(self) -> None:
        """Return to where the last jump was made from."""
        self._walk(-1)

    def action_forward(self) -> None:
        """Go again to where one has come back from."""
        self._walk(1)

    def _walk(self, direction: int) -> None:
        """Go to a place of the trail: the same article, line, mention and entity."""
        # The spot one leaves is brought up to date first, so that walking to and fro is exact.
        self._stand()
        trail = self._trail.back() if direction < 0 else self._trail.forward()
        place = trail.here
        if trail is self._trail or place is None:
            self._status.say("here the trail begins" if direction < 0 else "here the trail ends")
            return
        self._trail = trail
        self._open(place.article_id)
        self._followed = place.entity
        starts = [mention.span.start for mention in self._mentions]
        self._current = starts.index(place.cursor) if place.cursor in starts else None
        self._show_marks()
        self._reader.show_place(place.top, place.lead)
        self._tell_position()

    @work(exclusive=True, group="ask")
    async def action_difference(self) -> None:
        """Show what differs from another copy of the article; Enter there opens the copy."""
        from tui.screens.difference import DifferenceScreen

        if self._article is None:
            return
        others = [
            self._library.article(like.id) for like in self._library.similar(self._article.id)
        ]
        if not others:
            self._status.say("no other copy of this article is known")
            return
        chosen = await self.app.push_screen_wait(DifferenceScreen(self._article, others))
        if chosen is not None:
            self._visit(chosen)

    # --- finding -------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_find(self) -> None:
        """Ask for words and go to the first place where they stand."""
        from tui.screens.ask import AskScreen

        question = AskScreen("Find in this article", answer=self._query)
        query = await self.app.push_screen_wait(question)
        if query is not None:
            self._find(query)

    def _find(self, query: str) -> None:
        from corpus.find import find

        if self._article is None:
            return
        self._query = query
        self._hits = find(self._article, query)
        self._show_marks()
        if not query:
            self._tell_position()
        elif not self._hits:
            self._status.say("not found in this article", query)
        else:
            self._go_to_hit(self._hit_from(self._reader.visible_span.start))

    def _hit_from(self, offset: int) -> int:
        """Return the first hit from a code point on, or the first of all."""
        ahead = [n for n, hit in enumerate(self._hits) if hit.start >= offset]
        return ahead[0] if ahead else 0

    def _go_to_hit(self, index: int) -> None:
        self._hit = index
        self._reader.show_span(self._hits[index])
        self._status.say(f"hit {index + 1} of {len(self._hits)}", self._query)

    def action_find_next(self, step: int) -> None:
        """Go to the next or previous place found; in another article find again there."""
        if not self._query:
            self._status.say("nothing to find: / asks for words")
            return
        if not self._hits:
            self._find(self._query)
            return
        self._go_to_hit((self._hit + step) % len(self._hits))

    def action_notes_or_previous_hit(self) -> None:
        """Go to the previous place found while finding, else to the notes."""
        if self._query:
            self.action_find_next(-1)
        else:
            self.action_notes()

    def action_leave(self) -> None:
        """Drop the innermost of selection, find, zoom, message and mention."""
        has_message = bool(self.app._notifications)
        self.app.clear_notifications()
        if self._selected is not None:
            self._selected = None
        elif self._hits or self._query:
            self._hits, self._query = (), ""
        elif self.has_class("-zoomed"):
            self.remove_class("-zoomed")
        elif has_message:
            return
        else:
            self._current = None
            self._followed = None
        self._show_marks()
        self._tell_position()

    # --- selecting -----------------------------------------------------------------------

    @property
    def _passage(self) -> Span | None:
        """The selected passage."""
        return None if self._selected is None else self._selected.passage

    def action_select(self) -> None:
        """Select the sentence one stands in; again, one sentence more."""
        if self._article is None:
            return
        if self._selected is not None:
            self._extend_selection(1, "sentence")
            return
        self._begin_selection("sentence")

    def _begin_selection(self, unit: Unit) -> None:
        assert self._article is not None
        # At the top of an article one means its text rather than its headline.
        body = self._current is None
        span = unit_from(self._article, self._cursor, unit, body=body)
        if span is not None:
            self.action_focus_pane("reader")
            self._select(Selection(span, span))

    def _extend_selection(self, step: int, unit: Unit) -> None:
        """Take one unit more or less into the selection, as far as the article's text goes."""
        from corpus.notes import contiguous

        if self._article is None:
            return
        if self._selected is None:
            self._begin_selection(unit)
            return
        wanted = self._selected.extended(self._article, step, unit)
        if contiguous(self._article, wanted.passage):
            self._select(wanted)
        elif self._selected.begun == self._selected.reached:
            self._select(Selection(wanted.reached, wanted.reached))
        else:
            self._status.say("a passage ends here: what stands between is not the article's text")

    def _move_selection(self, step: int) -> None:
        """Select the next or previous sentence instead."""
        if self._selected is not None and self._article is not None:
            reached = self._selected.extended(self._article, step, "sentence").reached
            self._select(Selection(reached, reached))

    def _select(self, selection: Selection, *, in_sight: bool = True) -> None:
        """Select a passage, show it, and say how much it is."""
        assert self._article is not None
        self._selected = selection
        self._show_marks()
        if in_sight:
            self._reader.show_span(selection.reached)
        extent = _extent(passage_text(self._article, selection.passage))
        self._status.say(f"{extent} — j k sentence, ← → word, a note, y copy, Esc leave")

    def get_selected_text(self) -> str | None:
        """Return the selected passage, exactly and in logical order."""
        if self._article is None or self._passage is None:
            return None
        return passage_text(self._article, self._passage)

    def action_copy(self) -> None:
        """Copy the selection, or what one stands on."""
        text = self.get_selected_text() or self._text_stood_on()
        if not text:
            self._status.say("nothing to copy: v selects a sentence, the mouse draws a passage")
            return
        self.app.copy_to_clipboard(text)
        self.notify(f"Copied {_extent(text)}")

    def _text_stood_on(self) -> str:
        """Return the text of the row or of the mention one stands on."""
        if self._focused_pane == "articles":
            return self._list.text_of_cursor
        if self._focused_pane == "entities":
            return self._sidebar.text_of_cursor
        if self._article is None or self._current is None:
            return ""
        return self._mentions[self._current].span.slice(self._article.text)

    # --- notes ---------------------------------------------------------------------------

    @work(exclusive=True, group="ask")
    async def action_note(self) -> None:
        """Write a note on the selection, or on the current mention alone."""
        from corpus.library.store import utc_now
        from corpus.notes import take
        from tui.screens.ask import ask_until_kept, hindrance
        from tui.screens.draft import Draft

        article = self._article
        span = self._passage
        if span is None and self._current is not None:
            span = self._mentions[self._current].span
        if article is None or span is None:
            self._status.say("select a passage first: v, or stand on a mention: ]")
            return
        if not self._library.writable:
            self._status.say("the library is read-only: no note can be kept")
            return
        passage = span

        def keep(body: str) -> str:
            note = take(article, passage, body, utc_now())
            problem = hindrance(lambda: self._library.save_note(note))
            if not problem:
                self._note_kept(note)
            return problem

        await ask_until_kept(
            self.app,
            keep,
            "Your note on this passage",
            about=passage.slice(article.text),
            placeholder="may stay empty",
            lines=True,
            draft=Draft(self._library, f"{article.id}:{passage.start}:{passage.end}"),
        )

    def _note_kept(self, note: Note) -> None:
        self._selected = None
        self._list.refresh_article(note.article_id)
        self._show_marks()
        self._status.say(f"note kept: {counted(len(note.quote.split()), 'word')}", note.quote)

    # --- evidence and corrections --------------------------------------------------------

    def action_why(self) -> None:
        """Say which rule found the mention one stands on, and how sure that is."""
        if self._current is None:
            self._status.say("stand on a mention first: ] goes to the next one")
            return
        self.app.clear_notifications()
        self.notify(self._evidence(self._mentions[self._current]), timeout=12)

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
        if span is None and self._current is not None:
            mention = self._mentions[self._current]
            span = mention.span
        if article is None or span is None:
            self._status.say("stand on a mention first: ], or select words: ← →")
            return
        if not self._library.writable:
            self._status.say("the library is read-only: no correction can be kept")
            return
        why = self._evidence(mention) if mention else isolated(span.slice(article.text))
        corrections = await ask_correction(
            self.app, self._library, article, span, mention, evidence=why
        )
        if corrections:
            self._status.say("reading the articles again…")
            self._keep_corrections(corrections)

    @work(thread=True, exclusive=True, group="correct")
    def _keep_corrections(self, corrections: Sequence[Correction]) -> None:
        """Keep corrections and read again what they touch, beside the screen."""
        from tui.screens.correct import keep

        count, problem = keep(self._library.path, corrections)
        said = told(corrections[-1])
        self.app.call_from_thread(self._corrected, count, f"{said} — U undoes", problem)

    def action_undo_correction(self) -> None:
        """Take the last correction back."""
        if self._library.writable:
            self._take_back()

    @work(thread=True, exclusive=True, group="correct")
    def _take_back(self) -> None:
        from tui.screens.correct import take_back

        count, problem = take_back(self._library.path)
        said = "no correction to undo" if count is None else "the last correction is undone"
        self.app.call_from_thread(self._corrected, count or 0, said, problem)

    def _corrected(self, count: int, said: str, problem: str) -> None:
        """Show the open article and its entities as they are now."""
        if problem:
            self.notify(problem, severity="error")
        if self._article is not None:
            here = self._mentions[self._current].span.start if self._current is not None else None
            self._mentions = self._library.mentions(self._article.id)
            self._reader.set_mentions(self._mentions)
            starts = [mention.span.start for mention in self._mentions]
            self._current = starts.index(here) if here in starts else None
            if self._current is None and here is not None:
                # What one stood on is no mention any more: its place is not forgotten.
                self._lost = here
            elif here is None and self._lost in starts:
                self._current = starts.index(self._lost)
            self._selected = None
            if self._current is not None:
                self._followed = next(iter(self._mentions[self._current].entities), None)
            self._sidebar.show_entities(self._entity_rows(), self._statement_rows())
            self._show_marks()
            self._list.forget_rows()
        self._tell_position()
        if not problem:
            articles = f" · {counted(count, 'article')} read again" if count else ""
            self._status.say(f"{said}{articles}", self._status.what)

    @work(exclusive=True, group="ask")
    async def action_notes(self) -> None:
        """Show all notes; coming back with one of them goes to its passage."""
        from tui.screens.notes import NotesScreen

        screen = NotesScreen(self._library, self._deleted_notes)
        note = await self.app.push_screen_wait(screen)
        self._list.show_articles(
            self._list.article_ids, self._article.id if self._article else None
        )
        self._show_marks()
        if note is not None:
            self._stand()
            self._open(note.article_id)
            self._reader.show_span(note.span)
            self._trail = self._trail.visit(self._place())
            self.action_focus_pane("reader")

    def action_help(self) -> None:
        """Show what the keys do."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(("everywhere", "browse", "rows", "reader", "notes")))
